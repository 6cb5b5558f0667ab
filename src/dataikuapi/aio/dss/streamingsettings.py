"""Settings of streaming endpoints, and endpoints to be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, cast

from dataikuapi._args import check_dict, check_str
from dataikuapi._members import sub_dict
from dataikuapi._peek import list_at
from dataikuapi.aio._saving import AsyncSaving
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.project import AsyncDSSProject
    from dataikuapi.aio.dss.streaming_endpoint import AsyncDSSStreamingEndpoint
    from dataikuapi_rest.dicts import StreamingEndpoint


class AsyncDSSStreamingEndpointSettings:
    """Settings of a streaming endpoint. Get it from the endpoint's `get_settings`.

    What is set stays here until :meth:`save`.

    Attributes:
        streaming_endpoint: the endpoint.
        settings: the settings, changed in place.
    """

    def __init__(
        self,
        streaming_endpoint: AsyncDSSStreamingEndpoint,
        settings: StreamingEndpoint | Mapping[str, Any],
    ) -> None:
        self.streaming_endpoint = streaming_endpoint
        self.settings: dict[str, Any] = cast("dict[str, Any]", settings)

    def get_raw(self) -> dict[str, Any]:
        """Gives the settings as a dict.

        Returns:
            The dict itself: what is changed in it is saved.
        """
        return self.settings

    def get_raw_params(self) -> dict[str, Any]:
        """Gives the parameters that the type of the endpoint wants.

        Returns:
            The dict itself: what is changed in it is saved.
        """
        return self.settings["params"]

    @property
    def type(self) -> str:
        """Type of the endpoint: `kafka`, `SQS`, `kdbplustick` or `httpsse`."""
        return self.settings["type"]

    def add_raw_schema_column(self, column: Mapping[str, Any]) -> None:
        """Adds a column.

        Args:
            column: a dict with `name` and `type`; perhaps `length` and `comment`.
        """
        schema = sub_dict(self.settings, "schema")
        list_at(schema, "columns").append(dict(check_dict("column", column)))

    async def save(self, *, force: bool | None = None) -> None:
        """Saves the settings.

        Operation: `streaming_endpoint_update`.

        Args:
            force: False to look first whether somebody saved it in between, True not to look;
                None for what the client was told (`detect_conflicts`).

        Raises:
            DSSConflict: it was looked for, and somebody else saved it since it was read.
            DSSForbidden: the caller may not write in the project.
        """
        endpoint = self.streaming_endpoint
        request = api.streaming_endpoint.streaming_endpoint_update.build_request(
            endpoint.project_key, endpoint.name, body=self.settings
        )
        read = api.streaming_endpoint.streaming_endpoint_get.build_request(
            endpoint.project_key, endpoint.name
        )
        async with AsyncSaving(endpoint.client.rest, read, self.settings, force):
            await endpoint.client.rest.empty(request)


class AsyncKafkaStreamingEndpointSettings(AsyncDSSStreamingEndpointSettings):
    """Settings of an endpoint on Kafka. Get it from the endpoint's `get_settings`."""

    def set_connection_and_topic(
        self, connection: str | None = None, topic: str | None = None
    ) -> None:
        """Sets where the messages are.

        Args:
            connection: name of the connection; None leaves it.
            topic: the topic, which may hold variables; None leaves it.
        """
        params = sub_dict(self.settings, "params")
        for name, value in (("connection", connection), ("topic", topic)):
            if value is not None:
                params[name] = value


class AsyncHTTPSSEStreamingEndpointSettings(AsyncDSSStreamingEndpointSettings):
    """Settings of an endpoint on server-sent events. Get it from the endpoint's `get_settings`."""

    def set_url(self, url: str) -> None:
        """Sets where the messages are.

        Args:
            url: the URL.
        """
        sub_dict(self.settings, "params")["url"] = url


def settings_class(kind: str | None) -> type[AsyncDSSStreamingEndpointSettings]:
    """The class of the settings of a type of endpoint.

    Args:
        kind: the type.
    """
    own: dict[str | None, type[AsyncDSSStreamingEndpointSettings]] = {
        "kafka": AsyncKafkaStreamingEndpointSettings,
        "httpsse": AsyncHTTPSSEStreamingEndpointSettings,
    }
    return own.get(kind, AsyncDSSStreamingEndpointSettings)


class AsyncDSSManagedStreamingEndpointCreationHelper:
    """Prepares a managed streaming endpoint. Get it from `new_managed_streaming_endpoint`.

    Only Kafka and SQS have managed streams.

    Attributes:
        project: the project.
        streaming_endpoint_name: name of the endpoint.
        streaming_endpoint_type: its type; None for that of the connection.
        creation_settings: what is sent to DSS, changed in place.
    """

    def __init__(
        self,
        project: AsyncDSSProject,
        streaming_endpoint_name: str,
        streaming_endpoint_type: str | None,
    ) -> None:
        self.project = project
        self.streaming_endpoint_name = streaming_endpoint_name
        self.streaming_endpoint_type = streaming_endpoint_type
        self.creation_settings: dict[str, Any] = {}

    def get_creation_settings(self) -> dict[str, Any]:
        """Gives what the endpoint is made with.

        Returns:
            The dict itself: what is changed in it is sent.
        """
        return self.creation_settings

    def with_store_into(self, connection: str, format_option_id: str | None = None) -> Self:
        """Sets where the messages are.

        Args:
            connection: name of the connection.
            format_option_id: how messages are written: `json`, `single` or `avro` for Kafka, `json`
                or `string` for SQS.

        Returns:
            This helper.
        """
        self.creation_settings["connectionId"] = check_str("connection", connection)
        if format_option_id is not None:
            self.creation_settings["formatOptionId"] = format_option_id
        return self

    def _endpoint(self) -> AsyncDSSStreamingEndpoint:
        from dataikuapi.aio.dss.streaming_endpoint import AsyncDSSStreamingEndpoint

        project = self.project
        return AsyncDSSStreamingEndpoint(
            project.client, project.project_key, self.streaming_endpoint_name
        )

    async def create(self, overwrite: bool = False) -> AsyncDSSStreamingEndpoint:
        """Creates the endpoint.

        Operation: `streaming_endpoint_create_managed`; with `overwrite`
        `streaming_endpoint_get_schema` and perhaps `streaming_endpoint_delete` before.

        Args:
            overwrite: whether an endpoint of this name is deleted first.

        Returns:
            The handle of the endpoint.

        Raises:
            DSSBadRequest: there is such an endpoint already, or the connection does not exist.
        """
        endpoint = self._endpoint()
        if overwrite and await endpoint.exists():
            await endpoint.delete()
        body = {
            "id": self.streaming_endpoint_name,
            "type": self.streaming_endpoint_type,
            "creationSettings": self.creation_settings,
        }
        request = api.streaming_endpoint.streaming_endpoint_create_managed.build_request(
            self.project.project_key, body=body
        )
        await self.project.client.rest.json(request)
        return endpoint

    async def already_exists(self) -> bool:
        """Tells whether there is an endpoint of this name.

        Operation: `streaming_endpoint_get_schema`.

        Returns:
            True when there is one.

        Raises:
            DSSAPIError: DSS refused to tell, for another reason than that there is none.
        """
        return await self._endpoint().exists()
