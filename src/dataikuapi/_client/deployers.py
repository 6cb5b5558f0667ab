# Derived by `tox -e generate` from src/dataikuapi/aio/_client/deployers.py. Do not edit.
"""The deployers, of API services and of projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataikuapi._client.base import CallsBase

if TYPE_CHECKING:
    from dataikuapi.dss.apideployer import DSSAPIDeployer
    from dataikuapi.dss.projectdeployer import DSSProjectDeployer


class DeployersCalls(CallsBase):
    """Client methods for deployers."""

    def get_apideployer(self) -> DSSAPIDeployer:
        """Gives a handle on the API Deployer; nothing is asked of DSS.

        Returns:
            The handle.
        """
        from dataikuapi.dss.apideployer import DSSAPIDeployer

        return DSSAPIDeployer(self._client)

    def get_projectdeployer(self) -> DSSProjectDeployer:
        """Gives a handle on the Project Deployer; nothing is asked of DSS.

        Returns:
            The handle.
        """
        from dataikuapi.dss.projectdeployer import DSSProjectDeployer

        return DSSProjectDeployer(self._client)
