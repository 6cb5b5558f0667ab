"""Streaming endpoints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dataikuapi._args import check_dict
from dataikuapi._errors import DSSNotFound
from dataikuapi._lazy import lazy
from dataikuapi._listing import identities
from dataikuapi._peek import peek
from dataikuapi._taggable import DSSTaggableObjectListItem
from dataikuapi.aio.dss._zoned import AsyncZoned
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss import streamingsettings
    from dataikuapi.aio.dss.discussion import AsyncDSSObjectDiscussions
    from dataikuapi.aio.dss.future import AsyncDSSFuture
    from dataikuapi.aio.dss.project import AsyncDSSProject
    from dataikuapi.aio.dss.recipecodecreators import AsyncCodeRecipeCreator
    from dataikuapi.aio.dss.streamingsettings import (
        AsyncDSSStreamingEndpointSettings as AsyncDSSStreamingEndpointSettings,
    )
    from dataikuapi.aio.dss.streamingsettings import (
        AsyncHTTPSSEStreamingEndpointSettings as AsyncHTTPSSEStreamingEndpointSettings,
    )
    from dataikuapi.aio.dss.streamingsettings import (
        AsyncKafkaStreamingEndpointSettings as AsyncKafkaStreamingEndpointSettings,
    )
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi_rest.dicts import Message, StreamingEndpointSchema, StreamingEndpointUsage

    AsyncDSSManagedStreamingEndpointCreationHelper = (
        streamingsettings.AsyncDSSManagedStreamingEndpointCreationHelper
    )

_SETTINGS = "dataikuapi.aio.dss.streamingsettings"
if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(
        __name__,
        {
            "AsyncDSSManagedStreamingEndpointCreationHelper": _SETTINGS,
            "AsyncDSSStreamingEndpointSettings": _SETTINGS,
            "AsyncHTTPSSEStreamingEndpointSettings": _SETTINGS,
            "AsyncKafkaStreamingEndpointSettings": _SETTINGS,
        },
    )


class AsyncDSSStreamingEndpointListItem(DSSTaggableObjectListItem):
    """A streaming endpoint in a list, as a dict. Get it from `list_streaming_endpoints`.

    Attributes:
        client: the client that listed it.
    """

    def __init__(self, client: AsyncDSSClient, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.client = client

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.get('projectKey')}.{self.get('id')}>"

    def to_streaming_endpoint(self) -> AsyncDSSStreamingEndpoint:
        """Gives a handle on the endpoint; nothing is asked of DSS.

        Returns:
            The handle.
        """
        return AsyncDSSStreamingEndpoint(
            self.client,
            *identities(
                api.streaming_endpoint.streaming_endpoint_list.OPERATION, self, "projectKey", "id"
            ),
        )

    @property
    def name(self) -> str:
        """Name of the endpoint."""
        return self["id"]

    @property
    def id(self) -> str:
        """Identifier of the endpoint, which is its name."""
        return self["id"]

    @property
    def type(self) -> str:
        """Type of the endpoint, such as `kafka` or `httpsse`."""
        return self["type"]

    @property
    def schema(self) -> dict[str, Any]:
        """The columns of the stream: a dict whose `columns` have `name` and `type`."""
        return self["schema"]

    @property
    def connection(self) -> str | None:
        """Connection that leads to the stream; None for server-sent events."""
        return peek(self, "params", "connection")

    def get_column(self, column: str) -> dict[str, Any] | None:
        """Finds a column by its name.

        Args:
            column: the name.

        Returns:
            The column, or None when there is none of this name.
        """
        columns = self.schema["columns"]
        return next((each for each in columns if each["name"] == column), None)


class AsyncDSSStreamingEndpoint(AsyncZoned):
    """A streaming endpoint. Get it from the project's `get_streaming_endpoint`.

    Attributes:
        client: the client that made this handle.
        project: its project.
        project_key: key of the project.
        streaming_endpoint_name: name of the endpoint.
    """

    def __init__(
        self, client: AsyncDSSClient, project_key: str, streaming_endpoint_name: str
    ) -> None:
        self.client = client
        self.project: AsyncDSSProject = client.get_project(project_key)
        self.project_key = project_key
        self.streaming_endpoint_name = streaming_endpoint_name

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key} {self.streaming_endpoint_name!r}>"

    @property
    def name(self) -> str:
        """Name of the endpoint."""
        return self.streaming_endpoint_name

    @property
    def id(self) -> str:
        """Identifier of the endpoint, which is its name."""
        return self.streaming_endpoint_name

    async def delete(self) -> None:
        """Deletes the endpoint, and the recipes that use it; the stream itself stays.

        Operation: `streaming_endpoint_delete`.

        Raises:
            DSSForbidden: the caller may not write in the project.
        """
        await self.client.rest.empty(
            api.streaming_endpoint.streaming_endpoint_delete.build_request(
                self.project_key, self.name
            )
        )

    async def get_settings(self) -> AsyncDSSStreamingEndpointSettings:
        """Reads the settings.

        Operation: `streaming_endpoint_get`.

        Returns:
            The settings, to be changed and saved; of a class of their own for Kafka and for
            server-sent events.

        Raises:
            DSSNotFound: there is no such endpoint.
        """
        from dataikuapi.aio.dss.streamingsettings import settings_class

        request = api.streaming_endpoint.streaming_endpoint_get.build_request(
            self.project_key, self.name
        )
        data = await self.client.rest.json(request)
        return settings_class(data.get("type"))(self, data)

    async def exists(self) -> bool:
        """Tells whether there is such an endpoint.

        Operation: `streaming_endpoint_get_schema`.

        Returns:
            True when there is one.

        Raises:
            DSSAPIError: DSS refused to tell, for another reason than that there is none.
        """
        try:
            await self.get_schema()
        except DSSNotFound:
            return False
        return True

    async def get_schema(self) -> StreamingEndpointSchema:
        """Reads the columns of the stream.

        Operation: `streaming_endpoint_get_schema`.

        Returns:
            A dict whose `columns` have `name`, `type` and `comment`.

        Raises:
            DSSNotFound: there is no such endpoint.
        """
        request = api.streaming_endpoint.streaming_endpoint_get_schema.build_request(
            self.project_key, self.name
        )
        return await self.client.rest.json(request)

    async def set_schema(self, schema: Mapping[str, Any]) -> Message:
        """Replaces the columns of the stream.

        Operation: `streaming_endpoint_update_schema`.

        Args:
            schema: what :meth:`get_schema` gave, changed.

        Returns:
            The confirmation of DSS.

        Raises:
            DSSNotFound: there is no such endpoint.
        """
        request = api.streaming_endpoint.streaming_endpoint_update_schema.build_request(
            self.project_key, self.name, body=check_dict("schema", schema)
        )
        return await self.client.rest.json(request)

    async def get_usages(self) -> list[StreamingEndpointUsage]:
        """Lists the recipes that use the endpoint.

        Operation: `streaming_endpoint_list_usages`.

        Returns:
            Dicts with `type` (`RECIPE_INPUT` or `RECIPE_OUTPUT`), `objectId` and
            `objectProjectKey`.
        """
        request = api.streaming_endpoint.streaming_endpoint_list_usages.build_request(
            self.project_key, self.name
        )
        return await self.client.rest.json(request)

    def get_object_discussions(self) -> AsyncDSSObjectDiscussions:
        """Gives a handle on the discussions about the endpoint; nothing is asked of DSS.

        Returns:
            The handle.
        """
        return self.client.get_object_discussions(self.project_key, "STREAMING_ENDPOINT", self.name)

    async def test_and_detect(
        self, infer_storage_types: bool = False, limit: int = 10, timeout: int = 60
    ) -> AsyncDSSFuture:
        """Reads some messages and detects their columns; :meth:`autodetect_settings` uses it.

        Operations: `streaming_endpoint_get`, then `streaming_endpoint_test_kafka` or
        `streaming_endpoint_test_httpsse`.

        Args:
            infer_storage_types: whether types are guessed; all columns are text if not.
            limit: how many messages at most.
            timeout: seconds to read at most.

        Returns:
            The task; its result has the messages in `table` and the columns in `schemaDetection`.

        Raises:
            ValueError: the endpoint is neither of Kafka nor of server-sent events.
        """
        settings = await self.get_settings()
        return await self._detect(settings.type, infer_storage_types, limit, timeout)

    async def _detect(
        self, kind: str, infer_storage_types: bool, limit: int, timeout: int
    ) -> AsyncDSSFuture:
        from dataikuapi.aio.dss.future import AsyncDSSFuture

        body = {"inferStorageTypes": infer_storage_types, "limit": limit, "timeout": timeout}
        calls = api.streaming_endpoint
        if kind == "kafka":
            call = calls.streaming_endpoint_test_kafka
        elif kind == "httpsse":
            call = calls.streaming_endpoint_test_httpsse
        else:
            raise ValueError(f"columns of streaming endpoints of type {kind!r} can't be detected")
        request = call.build_request(self.project_key, self.name, body=body)
        return AsyncDSSFuture.from_resp(self.client, await self.client.rest.json(request))

    async def autodetect_settings(
        self, infer_storage_types: bool = False, limit: int = 10, timeout: int = 60
    ) -> AsyncDSSStreamingEndpointSettings:
        """Reads some messages and gives settings with the columns that they have.

        When no message comes, the columns stay as they are. The format of the messages is not
        detected.

        Operations: `streaming_endpoint_get`, then `streaming_endpoint_test_kafka` or
        `streaming_endpoint_test_httpsse`, then `future_get`.

        Args:
            infer_storage_types: whether types are guessed; all columns are text if not.
            limit: how many messages at most.
            timeout: seconds to read at most.

        Returns:
            The settings, not saved yet.

        Raises:
            ValueError: the endpoint is neither of Kafka nor of server-sent events.
        """
        settings = await self.get_settings()
        future = await self._detect(settings.type, infer_storage_types, limit, timeout)
        schema = peek(await future.wait_for_result(), "schemaDetection", "detectedSchema")
        if schema is not None:
            settings.get_raw()["schema"] = schema
        return settings

    def get_as_core_streaming_endpoint(self) -> Any:
        """Gives the endpoint as code that runs inside DSS knows it.

        Returns:
            A `dataiku.StreamingEndpoint`.

        Raises:
            ImportError: this code does not run inside DSS.
        """
        import importlib

        core = importlib.import_module("dataiku")
        return core.StreamingEndpoint(f"{self.project_key}.{self.name}")

    def new_code_recipe(
        self, type: str, code: str | None = None, recipe_name: str | None = None
    ) -> AsyncCodeRecipeCreator:
        """Prepares to create a code recipe that reads this endpoint.

        Args:
            type: `cpython`, `streaming_spark_scala`, or another type of code.
            code: the code.
            recipe_name: name of the recipe; DSS makes one without it.

        Returns:
            The creator; add the outputs, then create the recipe.
        """
        from dataikuapi.aio.dss.recipecodecreators import AsyncCodeRecipeCreator

        creator = AsyncCodeRecipeCreator(recipe_name, type, self.project)
        creator.with_input(self.name)
        if code is not None:
            creator.with_script(code)
        return creator

    def new_recipe(self, type: str, recipe_name: str | None = None) -> Any:
        """Prepares to create a recipe that reads this endpoint.

        Args:
            type: such as `csync`.
            recipe_name: name of the recipe; DSS makes one without it.

        Returns:
            The creator of that type; add the outputs, then create the recipe.
        """
        creator = self.project.new_recipe(type=type, name=recipe_name)
        creator.with_input(self.name)
        return creator
