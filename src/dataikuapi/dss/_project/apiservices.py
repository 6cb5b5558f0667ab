# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_project/apiservices.py. Do not edit.
"""The API services of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, overload

from dataikuapi._args import check_name
from dataikuapi._listing import identity, wants_objects
from dataikuapi.dss._project.base import ProjectBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.apiservice import DSSAPIService, DSSAPIServiceListItem


class ProjectAPIServices(ProjectBase):
    """Methods on API services."""

    @overload
    def list_api_services(
        self, as_type: Literal["listitems", "listitem"] = "listitems"
    ) -> list[DSSAPIServiceListItem]: ...
    @overload
    def list_api_services(self, as_type: Literal["objects", "object"]) -> list[DSSAPIService]: ...
    @overload
    def list_api_services(
        self, as_type: str = "listitems"
    ) -> list[DSSAPIServiceListItem] | list[DSSAPIService]: ...
    def list_api_services(
        self, as_type: str = "listitems"
    ) -> list[DSSAPIServiceListItem] | list[DSSAPIService]:
        """Lists the API services of this project.

        Operation: `api_service_list`.

        Args:
            as_type: `listitems` for dicts, `objects` for handles.

        Returns:
            The services.

        Raises:
            ValueError: there is no such `as_type`.
        """
        from dataikuapi.dss.apiservice import DSSAPIServiceListItem

        objects = wants_objects(as_type)
        request = api.api_service.api_service_list.build_request(self.project_key)
        items = self.client.rest.json(request)
        if objects:
            return [self.get_api_service(identity(request.operation, item, "id")) for item in items]
        return [DSSAPIServiceListItem(self.client, item) for item in items]

    def create_api_service(self, service_id: str) -> DSSAPIService:
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
        self.client.rest.empty(
            api.api_service.api_service_create.build_request(self.project_key, service_id)
        )
        return self.get_api_service(service_id)

    def get_api_service(self, service_id: str) -> DSSAPIService:
        """Gives a handle on an API service; nothing is asked of DSS.

        Args:
            service_id: identifier of the service.

        Returns:
            The handle.
        """
        from dataikuapi.dss.apiservice import DSSAPIService

        return DSSAPIService(self.client, self.project_key, service_id)
