"""The deployers, of API services and of projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataikuapi.aio._client.base import AsyncCallsBase

if TYPE_CHECKING:
    from dataikuapi.aio.dss.apideployer import AsyncDSSAPIDeployer
    from dataikuapi.aio.dss.projectdeployer import AsyncDSSProjectDeployer


class AsyncDeployersCalls(AsyncCallsBase):
    """Client methods for deployers."""

    def get_apideployer(self) -> AsyncDSSAPIDeployer:
        """Gives a handle on the API Deployer; nothing is asked of DSS.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.apideployer import AsyncDSSAPIDeployer

        return AsyncDSSAPIDeployer(self._client)

    def get_projectdeployer(self) -> AsyncDSSProjectDeployer:
        """Gives a handle on the Project Deployer; nothing is asked of DSS.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.projectdeployer import AsyncDSSProjectDeployer

        return AsyncDSSProjectDeployer(self._client)
