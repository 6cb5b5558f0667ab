"""The flow of a project."""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping
from typing import IO, TYPE_CHECKING, Any

from dataikuapi._args import check_dict, check_name, check_str
from dataikuapi._lazy import lazy
from dataikuapi._refs import smart_ref
from dataikuapi._uploads import uploading
from dataikuapi.dss.locations import AnyLoc
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi._uploads import AsyncUpload
    from dataikuapi.aio._stream import AsyncDSSStream
    from dataikuapi.aio.dss.flowgraph import AsyncDSSProjectFlowGraph as AsyncDSSProjectFlowGraph
    from dataikuapi.aio.dss.flowtool import AsyncDSSFlowTool as AsyncDSSFlowTool
    from dataikuapi.aio.dss.flowtool import (
        AsyncDSSSchemaPropagationRunBuilder as AsyncDSSSchemaPropagationRunBuilder,
    )
    from dataikuapi.aio.dss.flowzone import AsyncDSSFlowZone as AsyncDSSFlowZone
    from dataikuapi.aio.dss.flowzone import AsyncDSSFlowZoneSettings as AsyncDSSFlowZoneSettings
    from dataikuapi.aio.dss.future import AsyncDSSFuture
    from dataikuapi.aio.dss.project import AsyncDSSProject
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi_rest.operation import EndpointRequest

if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(
        __name__,
        {
            "AsyncDSSFlowTool": "dataikuapi.aio.dss.flowtool",
            "AsyncDSSFlowZone": "dataikuapi.aio.dss.flowzone",
            "AsyncDSSFlowZoneSettings": "dataikuapi.aio.dss.flowzone",
            "AsyncDSSProjectFlowGraph": "dataikuapi.aio.dss.flowgraph",
            "AsyncDSSSchemaPropagationRunBuilder": "dataikuapi.aio.dss.flowtool",
        },
    )

# Tools that only color the flow; DSS 13.4 has dropped them.
VIEWS = frozenset(
    {
        "CONNECTIONS",
        "COUNT_OF_RECORDS",
        "CREATION",
        "CUSTOM_FIELDS",
        "FILEFORMATS",
        "FILESIZE",
        "HIVE_MODE",
        "IMPALA_WRITE_MODE",
        "LAST_BUILD",
        "LAST_MODIFICATION",
        "PARTITIONING",
        "PARTITIONS",
        "RECENT_ACTIVITY",
        "RECIPES_CODE_ENVS",
        "RECIPES_ENGINES",
        "RECIPES_TYPES",
        "SCENARIOS",
        "SPARK_CONFIG",
        "SPARK_PIPELINES",
        "SQL_PIPELINES",
        "TAGS",
        "WATCH",
    }
)


class AsyncDSSProjectFlow:
    """The flow of a project. Get it from the project's `get_flow`.

    Attributes:
        client: the client that made this handle.
        project: handle of the project.
    """

    def __init__(self, client: AsyncDSSClient, project: AsyncDSSProject) -> None:
        self.client = client
        self.project = project

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._key}>"

    @property
    def _key(self) -> str:
        return self.project.project_key

    async def get_graph(self) -> AsyncDSSProjectFlowGraph:
        """Reads the graph of the flow.

        Operation: `flow_get_graph`.

        Returns:
            The graph as it is now.
        """
        from dataikuapi.aio.dss.flowgraph import AsyncDSSProjectFlowGraph

        request = api.flow.flow_get_graph.build_request(self._key)
        return AsyncDSSProjectFlowGraph(self, await self.client.rest.json(request))

    async def create_zone(self, name: str, color: str = "#2ab1ac") -> AsyncDSSFlowZone:
        """Creates a zone.

        Operation: `flow_zone_create`.

        Args:
            name: its name.
            color: its color, as `#RRGGBB`.

        Returns:
            The zone.
        """
        from dataikuapi.aio.dss.flowzone import AsyncDSSFlowZone

        body = {"name": check_str("name", name), "color": color}
        request = api.flow_zone.flow_zone_create.build_request(self._key, body=body)
        return AsyncDSSFlowZone(self, await self.client.rest.json(request))

    async def get_zone(self, id: str) -> AsyncDSSFlowZone:
        """Reads a zone.

        Operation: `flow_zone_get`.

        Args:
            id: identifier of the zone.

        Returns:
            The zone.

        Raises:
            DSSNotFound: there is no such zone.
        """
        from dataikuapi.aio.dss.flowzone import AsyncDSSFlowZone

        request = api.flow_zone.flow_zone_get.build_request(self._key, id)
        return AsyncDSSFlowZone(self, await self.client.rest.json(request))

    async def get_default_zone(self) -> AsyncDSSFlowZone:
        """Reads the zone that holds what is in no other.

        Operation: `flow_zone_get`.

        Returns:
            The zone.
        """
        return await self.get_zone("default")

    async def list_zones(self) -> list[AsyncDSSFlowZone]:
        """Lists the zones.

        Operation: `flow_zone_list`.

        Returns:
            The zones.
        """
        from dataikuapi.aio.dss.flowzone import AsyncDSSFlowZone

        found = await self.client.rest.json(api.flow_zone.flow_zone_list.build_request(self._key))
        return [AsyncDSSFlowZone(self, each) for each in found]

    async def get_zone_of_object(self, obj: Any) -> AsyncDSSFlowZone:
        """Finds the zone in which an object is.

        Operation: `flow_zone_list`, and `flow_zone_get` if none of these has it.

        Args:
            obj: handle of a dataset, folder, model, recipe ...

        Returns:
            The zone; the default one if no other has the object.

        Raises:
            ValueError: it is no handle of an object of a flow.
        """
        wanted = self._to_smart_ref(obj)
        for zone in await self.list_zones():
            if zone.holds(wanted):
                return zone
        return await self.get_default_zone()

    async def replace_input_computable(
        self, current_ref: str, new_ref: str, type: str = "DATASET"
    ) -> None:
        """Puts another object where one is an input, in all recipes of the flow.

        Nobody checks that the schemas fit. An object of another project is shared with this one
        first.

        Operation: `recipe_list`, `recipe_get` and `recipe_update`; `project_update_settings` to
        share.

        Args:
            current_ref: name of the dataset, or identifier of the folder or model;
                `PROJECT.name` for one of another project.
            new_ref: name or identifier of the other object.
            type: what both are: `DATASET`, `MANAGED_FOLDER`, `SAVED_MODEL`,
                `MODEL_EVALUATION_STORE` or `STREAMING_ENDPOINT`.
        """
        check_str("current_ref", current_ref)
        place = AnyLoc.from_ref(self._key, check_str("new_ref", new_ref))
        if place.project_key != self._key:
            settings = await self.client.get_project(place.project_key).get_settings()
            settings.add_exposed_object(type, place.object_id, self._key)
            await settings.save()
        from dataikuapi.aio.dss.recipesettings import items_of

        for item in await self.project.list_recipes():
            if any(each.get("ref") == current_ref for each in items_of(item.get("inputs"))):
                recipe = await item.to_recipe().get_settings()
                recipe.replace_input(current_ref, new_ref)
                await recipe.save()

    async def generate_documentation(
        self, folder_id: str | None = None, path: str | None = None
    ) -> AsyncDSSFuture:
        """Starts to write the documentation of the flow.

        Operation: `flow_generate_documentation` or `flow_generate_documentation_from_folder`.

        Example:
            future = await flow.generate_documentation()
            result = await future.wait_for_result()
            await flow.download_documentation_to_file(result["exportId"], "flow.docx")

        Args:
            folder_id: identifier of the managed folder of the template; the template that comes
                with DSS without it.
            path: path of the template in the folder.

        Returns:
            The task; its result has an `exportId`.

        Raises:
            ValueError: only one of both is given.
        """
        if bool(folder_id) != bool(path):
            raise ValueError("folder_id and path go together: both, or none of them")
        if folder_id and path:
            return await self._start(
                api.flow.flow_generate_documentation_from_folder.build_request(
                    self._key, folder_id=folder_id, path=path
                )
            )
        return await self._start(api.flow.flow_generate_documentation.build_request(self._key))

    async def generate_documentation_from_custom_template(self, fp: AsyncUpload) -> AsyncDSSFuture:
        """Starts to write the documentation of the flow with a local template.

        Operation: `flow_generate_documentation_from_template`.

        Args:
            fp: the template, a docx: a file opened in binary mode, which is sent as it is read,
                the path of one (`pathlib.Path`), bytes, or an iterable of bytes.

        Returns:
            The task; its result has an `exportId`.
        """
        from dataikuapi_rest.operation import FilePart

        generate = api.flow.flow_generate_documentation_from_template.build_request
        with uploading("fp", fp) as content:
            given = getattr(content, "name", None)
            name = os.path.basename(given) if isinstance(given, str) and given else "file"
            return await self._start(generate(self._key, body={"file": FilePart(content, name)}))

    async def _start(self, request: EndpointRequest[Any]) -> AsyncDSSFuture:
        from dataikuapi.aio.dss.future import AsyncDSSFuture

        return AsyncDSSFuture.from_resp(self.client, await self.client.rest.json(request))

    async def download_documentation_stream(self, export_id: str) -> AsyncDSSStream:
        """Downloads a documentation as a stream.

        Operation: `flow_download_documentation`.

        Args:
            export_id: identifier that the task gave.

        Returns:
            The docx document; to be closed.

        Raises:
            DSSNotFound: there is no such documentation.
        """
        return await self.client.rest.stream(self._documentation(export_id))

    async def download_documentation_to_file(
        self, export_id: str, path: str | os.PathLike[str] | IO[bytes], *, progress: bool = False
    ) -> None:
        """Downloads a documentation into a local file.

        Operation: `flow_download_documentation`.

        Args:
            export_id: identifier that the task gave.
            path: path of the file; one that exists is replaced once all has arrived; or a file
                opened for writing bytes.
            progress: whether to show a progress bar.

        Raises:
            DSSNotFound: there is no such documentation.
        """
        from dataikuapi.aio._download import download

        await download(self.client.rest, self._documentation(export_id), path, progress=progress)

    def _documentation(self, export_id: str) -> EndpointRequest[Any]:
        return api.flow.flow_download_documentation.build_request(self._key, export_id)

    async def start_tool(
        self, type: str, data: Mapping[str, Any] | None = None
    ) -> AsyncDSSFlowTool:
        """Starts a tool.

        Operation: `flow_tool_start`.

        Args:
            type: `COPY`, `CHECK_CONSISTENCY` or `PROPAGATE_SCHEMA`; views such as `TAGS` exist
                before DSS 13.4 only.
            data: what the tool starts with.

        Returns:
            The handle of the tool.
        """
        from dataikuapi.aio.dss.flowtool import AsyncDSSFlowTool

        if type in VIEWS:
            text = f"{type} is a view: DSS has no views of the flow since 13.4"
            warnings.warn(text, DeprecationWarning, stacklevel=2)
        request = api.flow_tool.flow_tool_start.build_request(
            self._key, type_=check_str("type", type), body=check_dict("data", data or {})
        )
        tool_id = await self.client.rest.text(request)
        return AsyncDSSFlowTool(self.client, self._key, tool_id)

    def new_schema_propagation(self, dataset_name: str) -> AsyncDSSSchemaPropagationRunBuilder:
        """Prepares to propagate the schema of a dataset through the flow.

        Args:
            dataset_name: name of the dataset.

        Returns:
            The builder, to be started.
        """
        from dataikuapi.aio.dss.flowtool import AsyncDSSSchemaPropagationRunBuilder

        check_name("dataset_name", dataset_name)
        return AsyncDSSSchemaPropagationRunBuilder(self.project, self.client, dataset_name)

    def _to_smart_ref(self, obj: Any) -> dict[str, str]:
        return smart_ref(self._key, obj)
