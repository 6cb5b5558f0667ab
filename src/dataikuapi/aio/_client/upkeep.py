"""What keeps an instance in order: footprints, synchronisation with Govern, checks of rights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataikuapi.aio._client.base import AsyncCallsBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.data_directories_footprint import AsyncDSSDataDirectoriesFootprint
    from dataikuapi.aio.dss.future import AsyncDSSFuture
    from dataikuapi.aio.dss.permissionscheck import AsyncDSSPermissionsCheckRequest


class AsyncUpkeepCalls(AsyncCallsBase):
    """Client methods for the upkeep of an instance."""

    def get_data_directories_footprint(self) -> AsyncDSSDataDirectoriesFootprint:
        """Gives a handle that measures the data directory; nothing is asked of DSS.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.data_directories_footprint import AsyncDSSDataDirectoriesFootprint

        return AsyncDSSDataDirectoriesFootprint(self._client)

    async def govern_dss_sync(self, project_key: str | None = None) -> AsyncDSSFuture:
        """Starts to send the projects of the instance to Govern.

        Needs an administrator's key.  Operation: `govern_sync_start`.

        Args:
            project_key: the only project to send; all of them when it is not given.

        Returns:
            The task that does it.
        """
        from dataikuapi.aio.dss.future import AsyncDSSFuture

        request = api.govern_sync.govern_sync_start.build_request(project_key=project_key)
        return AsyncDSSFuture.from_resp(self._client, await self.rest.json(request))

    async def govern_deployer_sync(self) -> AsyncDSSFuture:
        """Starts to send what the deployers hold to Govern.

        Needs an administrator's key.  Operation: `govern_sync_start_deployer`.

        Returns:
            The task that does it.
        """
        from dataikuapi.aio.dss.future import AsyncDSSFuture

        request = api.govern_sync.govern_sync_start_deployer.build_request()
        return AsyncDSSFuture.from_resp(self._client, await self.rest.json(request))

    def new_permission_check(self) -> AsyncDSSPermissionsCheckRequest:
        """Begins to ask what the caller may do with objects; nothing is asked of DSS yet.

        Returns:
            The builder of the question.
        """
        from dataikuapi.aio.dss.permissionscheck import AsyncDSSPermissionsCheckRequest

        return AsyncDSSPermissionsCheckRequest(self._client)
