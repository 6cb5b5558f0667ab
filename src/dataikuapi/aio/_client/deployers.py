"""The API Deployer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataikuapi.aio._client.base import AsyncCallsBase

if TYPE_CHECKING:
    from dataikuapi.aio.dss.apideployer import AsyncDSSAPIDeployer


class AsyncDeployersCalls(AsyncCallsBase):
    """Client methods for deployers."""

    def get_apideployer(self) -> AsyncDSSAPIDeployer:
        """Gives a handle on the API Deployer; nothing is asked of DSS.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.apideployer import AsyncDSSAPIDeployer

        return AsyncDSSAPIDeployer(self._client)
