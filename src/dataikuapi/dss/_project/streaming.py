# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_project/streaming.py. Do not edit.
"""Streaming endpoints of a project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, overload

from dataikuapi._args import check_dict, check_name, check_str
from dataikuapi._listing import identity, wants_objects
from dataikuapi.dss._project.base import ProjectBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.streaming_endpoint import (
        DSSStreamingEndpoint,
        DSSStreamingEndpointListItem,
    )
    from dataikuapi.dss.streamingsettings import (
        DSSManagedStreamingEndpointCreationHelper,
    )


class ProjectStreaming(ProjectBase):
    """Methods on streaming endpoints."""

    @overload
    def list_streaming_endpoints(
        self, as_type: Literal["listitems", "listitem"] = "listitems"
    ) -> list[DSSStreamingEndpointListItem]: ...
    @overload
    def list_streaming_endpoints(
        self, as_type: Literal["objects", "object"]
    ) -> list[DSSStreamingEndpoint]: ...
    @overload
    def list_streaming_endpoints(self, as_type: str) -> list[Any]: ...
    def list_streaming_endpoints(self, as_type: str = "listitems") -> list[Any]:
        """Lists the streaming endpoints of this project.

        Operation: `streaming_endpoint_list`.

        Args:
            as_type: `listitems` for dicts with more methods, `objects` for handles.

        Returns:
            The endpoints.

        Raises:
            ValueError: `as_type` is neither.
        """
        objects = wants_objects(as_type)
        from dataikuapi.dss.streaming_endpoint import DSSStreamingEndpointListItem

        request = api.streaming_endpoint.streaming_endpoint_list.build_request(self.project_key)
        found = self.client.rest.json(request)
        if objects:
            return [
                self.get_streaming_endpoint(identity(request.operation, each, "id"))
                for each in found
            ]
        return [DSSStreamingEndpointListItem(self.client, each) for each in found]

    def get_streaming_endpoint(self, streaming_endpoint_name: str) -> DSSStreamingEndpoint:
        """Gives a handle on a streaming endpoint; nothing is asked of DSS.

        Args:
            streaming_endpoint_name: its name.

        Returns:
            The handle.
        """
        from dataikuapi.dss.streaming_endpoint import DSSStreamingEndpoint

        return DSSStreamingEndpoint(self.client, self.project_key, streaming_endpoint_name)

    def create_streaming_endpoint(
        self, streaming_endpoint_name: str, type: str, params: Mapping[str, Any] | None = None
    ) -> DSSStreamingEndpoint:
        """Creates a streaming endpoint on a stream that exists.

        Operation: `streaming_endpoint_create`.

        Args:
            streaming_endpoint_name: its name.
            type: its type, such as `kafka`, `SQS` or `httpsse`.
            params: what the type wants, as the settings of another endpoint have it.

        Returns:
            The handle of the endpoint.

        Raises:
            DSSBadRequest: there is such an endpoint or dataset already.
        """
        name = check_name("streaming_endpoint_name", streaming_endpoint_name)
        body = {
            "id": name,
            "projectKey": self.project_key,
            "type": check_str("type", type),
            "params": {} if params is None else check_dict("params", params),
        }
        request = api.streaming_endpoint.streaming_endpoint_create.build_request(
            self.project_key, body=body
        )
        self.client.rest.json(request)
        return self.get_streaming_endpoint(name)

    def create_kafka_streaming_endpoint(
        self,
        streaming_endpoint_name: str,
        connection: str | None = None,
        topic: str | None = None,
    ) -> DSSStreamingEndpoint:
        """Creates a streaming endpoint on a topic of Kafka.

        Operation: `streaming_endpoint_create`.

        Args:
            streaming_endpoint_name: its name.
            connection: name of the connection.
            topic: the topic.

        Returns:
            The handle of the endpoint.

        Raises:
            DSSBadRequest: there is such an endpoint or dataset already.
        """
        given = {"connection": connection, "topic": topic}
        params = {name: value for name, value in given.items() if value is not None}
        return self.create_streaming_endpoint(streaming_endpoint_name, "kafka", params)

    def create_httpsse_streaming_endpoint(
        self, streaming_endpoint_name: str, url: str | None = None
    ) -> DSSStreamingEndpoint:
        """Creates a streaming endpoint on server-sent events.

        Operation: `streaming_endpoint_create`.

        Args:
            streaming_endpoint_name: its name.
            url: where the events come from.

        Returns:
            The handle of the endpoint.

        Raises:
            DSSBadRequest: there is such an endpoint or dataset already.
        """
        params = {} if url is None else {"url": url}
        return self.create_streaming_endpoint(streaming_endpoint_name, "httpsse", params)

    def new_managed_streaming_endpoint(
        self, streaming_endpoint_name: str, streaming_endpoint_type: str | None = None
    ) -> DSSManagedStreamingEndpointCreationHelper:
        """Prepares a streaming endpoint whose stream DSS manages.

        Example:
            helper = project.new_managed_streaming_endpoint("clicks")
            endpoint = helper.with_store_into("kafka_main", "json").create()

        Args:
            streaming_endpoint_name: its name.
            streaming_endpoint_type: its type; None for that of the connection.

        Returns:
            What prepares it.
        """
        from dataikuapi.dss.streamingsettings import (
            DSSManagedStreamingEndpointCreationHelper,
        )

        name = check_name("streaming_endpoint_name", streaming_endpoint_name)
        return DSSManagedStreamingEndpointCreationHelper(
            self._as_project(), name, streaming_endpoint_type
        )
