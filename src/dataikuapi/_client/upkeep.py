# Derived by `tox -e generate` from src/dataikuapi/aio/_client/upkeep.py. Do not edit.
"""What keeps an instance in order: footprints, synchronisation with Govern, checks of rights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataikuapi._client.base import CallsBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.data_directories_footprint import DSSDataDirectoriesFootprint
    from dataikuapi.dss.future import DSSFuture
    from dataikuapi.dss.permissionscheck import DSSPermissionsCheckRequest


class UpkeepCalls(CallsBase):
    """Client methods for the upkeep of an instance."""

    def get_data_directories_footprint(self) -> DSSDataDirectoriesFootprint:
        """Gives a handle that measures the data directory; nothing is asked of DSS.

        Returns:
            The handle.
        """
        from dataikuapi.dss.data_directories_footprint import DSSDataDirectoriesFootprint

        return DSSDataDirectoriesFootprint(self._client)

    def govern_dss_sync(self, project_key: str | None = None) -> DSSFuture:
        """Starts to send the projects of the instance to Govern.

        Needs an administrator's key.  Operation: `govern_sync_start`.

        Args:
            project_key: the only project to send; all of them when it is not given.

        Returns:
            The task that does it.
        """
        from dataikuapi.dss.future import DSSFuture

        request = api.govern_sync.govern_sync_start.build_request(project_key=project_key)
        return DSSFuture.from_resp(self._client, self.rest.json(request))

    def govern_deployer_sync(self) -> DSSFuture:
        """Starts to send what the deployers hold to Govern.

        Needs an administrator's key.  Operation: `govern_sync_start_deployer`.

        Returns:
            The task that does it.
        """
        from dataikuapi.dss.future import DSSFuture

        request = api.govern_sync.govern_sync_start_deployer.build_request()
        return DSSFuture.from_resp(self._client, self.rest.json(request))

    def new_permission_check(self) -> DSSPermissionsCheckRequest:
        """Begins to ask what the caller may do with objects; nothing is asked of DSS yet.

        Returns:
            The builder of the question.
        """
        from dataikuapi.dss.permissionscheck import DSSPermissionsCheckRequest

        return DSSPermissionsCheckRequest(self._client)
