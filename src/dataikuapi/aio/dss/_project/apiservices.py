"""The API services of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, overload

from dataikuapi._args import check_name
from dataikuapi._listing import identity, wants_objects
from dataikuapi.aio.dss._project.base import AsyncProjectBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.apiservice import AsyncDSSAPIService, AsyncDSSAPIServiceListItem


class AsyncProjectAPIServices(AsyncProjectBase):
    """Methods on API services."""

    @overload
    async def list_api_services(
        self, as_type: Literal["listitems", "listitem"] = "listitems"
    ) -> list[AsyncDSSAPIServiceListItem]: ...
    @overload
    async def list_api_services(
        self, as_type: Literal["objects", "object"]
    ) -> list[AsyncDSSAPIService]: ...
    @overload
    async def list_api_services(
        self, as_type: str = "listitems"
    ) -> list[AsyncDSSAPIServiceListItem] | list[AsyncDSSAPIService]: ...
    async def list_api_services(
        self, as_type: str = "listitems"
    ) -> list[AsyncDSSAPIServiceListItem] | list[AsyncDSSAPIService]:
        """Lists the API services of this project.

        Operation: `api_service_list`.

        Args:
            as_type: `listitems` for dicts, `objects` for handles.

        Returns:
            The services.

        Raises:
            ValueError: there is no such `as_type`.
        """
        from dataikuapi.aio.dss.apiservice import AsyncDSSAPIServiceListItem

        objects = wants_objects(as_type)
        request = api.api_service.api_service_list.build_request(self.project_key)
        items = await self.client.rest.json(request)
        if objects:
            return [self.get_api_service(identity(request.operation, item, "id")) for item in items]
        return [AsyncDSSAPIServiceListItem(self.client, item) for item in items]

    async def create_api_service(self, service_id: str) -> AsyncDSSAPIService:
        """Creates an API service, which has no endpoint yet.

        Operation: `api_service_create`.

        Args:
            service_id: identifier of the new service.

        Returns:
            The handle.

        Raises:
            DSSBadRequest: the project has a service of this identifier.
        """
        check_name("service_id", service_id)
        await self.client.rest.empty(
            api.api_service.api_service_create.build_request(self.project_key, service_id)
        )
        return self.get_api_service(service_id)

    def get_api_service(self, service_id: str) -> AsyncDSSAPIService:
        """Gives a handle on an API service; nothing is asked of DSS.

        Args:
            service_id: identifier of the service.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.apiservice import AsyncDSSAPIService

        return AsyncDSSAPIService(self.client, self.project_key, service_id)
