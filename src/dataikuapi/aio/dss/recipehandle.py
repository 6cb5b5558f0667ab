"""Recipes."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dataikuapi._args import check_dict, check_name
from dataikuapi._errors import DataikuException
from dataikuapi._listing import identities
from dataikuapi._refs import CODE_TYPES, NODES
from dataikuapi._taggable import DSSTaggableObjectListItem
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi._wait import OnUpdate, PollPolicy
    from dataikuapi.aio.dss.continuousactivity import AsyncDSSContinuousActivity
    from dataikuapi.aio.dss.discussion import AsyncDSSObjectDiscussions
    from dataikuapi.aio.dss.flowzone import AsyncDSSFlowZone
    from dataikuapi.aio.dss.job import AsyncDSSJob
    from dataikuapi.aio.dss.recipeschema import AsyncRequiredSchemaUpdates
    from dataikuapi.aio.dss.recipesettings import (
        AsyncDSSRecipeDefinitionAndPayload,
        AsyncDSSRecipeSettings,
    )
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi.dss.recipestatus import DSSRecipeStatus
    from dataikuapi_rest.dicts import Message, Recipe, RecipeMetadata

# The class of the settings of each type; the other types have the general one.
SETTINGS = {
    **dict.fromkeys(CODE_TYPES, "AsyncCodeRecipeSettings"),
    "distinct": "AsyncDistinctRecipeSettings",
    "download": "AsyncDownloadRecipeSettings",
    "embed_documents": "AsyncEmbedDocumentsRecipeSettings",
    "export": "AsyncExportRecipeSettings",
    "extract_content": "AsyncExtractContentRecipeSettings",
    "extract_fields": "AsyncExtractFieldsRecipeSettings",
    "generate_features": "AsyncGenerateFeaturesRecipeSettings",
    "grouping": "AsyncGroupingRecipeSettings",
    "join": "AsyncJoinRecipeSettings",
    "nlp_llm_rag_embedding": "AsyncEmbedDatasetRecipeSettings",
    "pivot": "AsyncPivotRecipeSettings",
    "prepare": "AsyncPrepareRecipeSettings",
    "prompt": "AsyncPromptRecipeSettings",
    "sampling": "AsyncSamplingRecipeSettings",
    "shaker": "AsyncPrepareRecipeSettings",
    "sort": "AsyncSortRecipeSettings",
    "sync": "AsyncSyncRecipeSettings",
    "topn": "AsyncTopNRecipeSettings",
    "upsert": "AsyncUpsertRecipeSettings",
    "vstack": "AsyncStackRecipeSettings",
    "window": "AsyncWindowRecipeSettings",
}


class AsyncDSSRecipeListItem(DSSTaggableObjectListItem):
    """A recipe as lists show it: a dict with all that DSS answered.

    Attributes:
        client: the client that listed it.
    """

    def __init__(self, client: AsyncDSSClient, data: Recipe) -> None:
        super().__init__(data)
        self.client = client

    def to_recipe(self) -> AsyncDSSRecipe:
        """Gives the handle of the recipe.

        Returns:
            The handle.
        """
        return AsyncDSSRecipe(
            self.client,
            *identities(api.recipe.recipe_list.OPERATION, self._data, "projectKey", "name"),
        )

    @property
    def name(self) -> str:
        """Name of the recipe."""
        return self._data["name"]

    @property
    def id(self) -> str:
        """Identifier of the recipe: its name."""
        return self._data["name"]

    @property
    def type(self) -> str:
        """Type of the recipe, such as `sync` or `join`."""
        return self._data["type"]


class AsyncDSSRecipe:
    """A recipe. Get it from the project's `get_recipe`.

    Attributes:
        client: the client that made this handle.
        project_key: key of the project of the recipe.
        recipe_name: name of the recipe.
    """

    def __init__(self, client: AsyncDSSClient, project_key: str, recipe_name: str) -> None:
        self.client = client
        self.project_key = project_key
        self.recipe_name = recipe_name

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key}.{self.recipe_name}>"

    @property
    def id(self) -> str:
        """Identifier of the recipe: its name."""
        return self.recipe_name

    @property
    def name(self) -> str:
        """Name of the recipe."""
        return self.recipe_name

    @property
    async def type(self) -> str:
        """Type of the recipe, such as `sync` or `join`; read from DSS each time.

        Operation: `recipe_get`.
        """
        return (await self._get_recipe_data())["recipe"]["type"]

    async def _get_recipe_data(self) -> Any:
        return await self.client.rest.json(
            api.recipe.recipe_get.build_request(self.project_key, self.recipe_name)
        )

    async def compute_schema_updates(self) -> AsyncRequiredSchemaUpdates:
        """Computes how the schemas of the outputs have to change; nothing changes yet.

        Operation: `recipe_compute_schema_update`.

        Example:
            updates = await recipe.compute_schema_updates()
            if updates.any_action_required():
                await updates.apply()

        Returns:
            The changes, to be applied.

        Raises:
            DSSAPIError: the recipe cannot tell, as those of Python.
        """
        from dataikuapi.aio.dss.recipeschema import AsyncRequiredSchemaUpdates

        request = api.recipe.recipe_compute_schema_update.build_request(
            self.project_key, self.recipe_name
        )
        return AsyncRequiredSchemaUpdates(self, await self.client.rest.json(request))

    async def run(
        self,
        job_type: str = "NON_RECURSIVE_FORCED_BUILD",
        partitions: str | None = None,
        wait: bool = True,
        no_fail: bool = False,
        *,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
        progress: bool = False,
        poll_policy: PollPolicy | None = None,
    ) -> AsyncDSSJob:
        """Runs the recipe: starts a job that builds its first output, and waits for it.

        Operation: `flow_get_graph` and `job_start`; `job_get` while it waits.

        Args:
            job_type: `NON_RECURSIVE_FORCED_BUILD`, `RECURSIVE_BUILD`, `RECURSIVE_FORCED_BUILD` or
                `RECURSIVE_MISSING_ONLY_BUILD`.
            partitions: which partitions of the output are built, separated by commas.
            wait: whether it waits until the job has ended.
            no_fail: whether a job that fails is no error.
            timeout: seconds to wait at most; None for as long as the job runs.
            on_update: function called with each state of the job.
            progress: whether to show a progress bar.
            poll_policy: how often to ask.

        Returns:
            The handle of the job.

        Raises:
            DataikuException: the recipe has no output that can be built, or the job failed.
            ValueError: the flow has no such recipe.
        """
        from dataikuapi._wait import check_wait

        check_wait(timeout, poll_policy, on_update)
        project = self.client.get_project(self.project_key)
        graph = await project.get_flow().get_graph()
        outputs = graph.get_successor_computables(self)
        if not outputs:
            raise DataikuException(f"recipe {self.recipe_name} has no output, it can't be run")
        node_type = outputs[0].get("type") or ""
        kind = NODES.get(node_type)
        if kind is None:
            raise DataikuException(
                f"recipe {self.recipe_name} can't be run: its output is a {node_type}"
            )
        job = project.new_job(job_type)
        job.with_output(outputs[0]["ref"], object_type=kind, partition=partitions)
        if not wait:
            return await job.start()
        return await job.start_and_wait(
            no_fail,
            timeout=timeout,
            on_update=on_update,
            progress=progress,
            poll_policy=poll_policy,
        )

    async def delete(self) -> None:
        """Deletes the recipe; its outputs stay.

        Operation: `recipe_delete`.

        Raises:
            DSSNotFound: there is no such recipe.
        """
        await self.client.rest.empty(
            api.recipe.recipe_delete.build_request(self.project_key, self.recipe_name)
        )

    async def rename(self, new_name: str) -> None:
        """Gives the recipe another name; this handle follows.

        Operation: `recipe_rename`.

        Args:
            new_name: the name.

        Raises:
            ValueError: it has this name already.
            DSSBadRequest: another recipe has it.
        """
        if check_name("new_name", new_name) == self.recipe_name:
            raise ValueError(f"the recipe is named {new_name} already")
        body = {"oldName": self.recipe_name, "newName": new_name}
        await self.client.rest.empty(
            api.recipe.recipe_rename.build_request(self.project_key, body=body)
        )
        self.recipe_name: str = new_name

    async def get_settings(self) -> AsyncDSSRecipeSettings:
        """Reads the settings and the payload, what the recipe computes.

        Operation: `recipe_get`.

        Example:
            settings = await recipe.get_settings()
            settings.set_column_aggregations("amount", sum=True)
            await settings.save()

        Returns:
            The settings, of a class with more methods for many types, to be changed and saved.

        Raises:
            DSSNotFound: there is no such recipe.
        """
        data = await self._get_recipe_data()
        kind = data["recipe"]["type"]
        if kind == "split":
            from dataikuapi.aio.dss.recipesplit import AsyncSplitRecipeSettings

            project = self.client.get_project(self.project_key)
            return AsyncSplitRecipeSettings(self, data, project)
        from dataikuapi.aio.dss import recipe as classes

        name = SETTINGS.get(kind, "AsyncDSSRecipeSettings")
        return getattr(classes, name)(self, data)

    async def get_definition_and_payload(self) -> AsyncDSSRecipeDefinitionAndPayload:
        """Reads the recipe and its payload; :meth:`get_settings` has more methods.

        Operation: `recipe_get`.

        Returns:
            The recipe and its payload.
        """
        from dataikuapi.aio.dss.recipesettings import AsyncDSSRecipeDefinitionAndPayload

        _outdated("get_definition_and_payload", "get_settings")
        return AsyncDSSRecipeDefinitionAndPayload(self, await self._get_recipe_data())

    async def set_definition_and_payload(self, definition: AsyncDSSRecipeSettings) -> Message:
        """Saves the recipe and its payload; so does `save` of the settings.

        Operation: `recipe_update`.

        Args:
            definition: what :meth:`get_definition_and_payload` gave, changed.

        Returns:
            What DSS answers.
        """
        _outdated("set_definition_and_payload", "get_settings and save")
        request = api.recipe.recipe_update.build_request(
            self.project_key, self.recipe_name, body=definition.get_raw()
        )
        return await self.client.rest.json(request)

    async def get_status(self) -> DSSRecipeStatus:
        """Reads what DSS says of the recipe: messages of its checks, and engines.

        Operation: `recipe_get_status`.

        Returns:
            The status.
        """
        from dataikuapi.dss.recipestatus import DSSRecipeStatus

        request = api.recipe.recipe_get_status.build_request(self.project_key, self.recipe_name)
        return DSSRecipeStatus(self.client, await self.client.rest.json(request))

    async def get_metadata(self) -> RecipeMetadata:
        """Reads tags, checklists and custom metadata.

        Operation: `recipe_get_metadata`.

        Returns:
            The metadata, to be changed and given to :meth:`set_metadata`.
        """
        request = api.recipe.recipe_get_metadata.build_request(self.project_key, self.recipe_name)
        return await self.client.rest.json(request)

    async def set_metadata(self, metadata: Mapping[str, Any]) -> Message:
        """Replaces tags, checklists and custom metadata.

        Operation: `recipe_update_metadata`.

        Args:
            metadata: what :meth:`get_metadata` gave, changed.

        Returns:
            What DSS answers.
        """
        request = api.recipe.recipe_update_metadata.build_request(
            self.project_key, self.recipe_name, body=check_dict("metadata", metadata)
        )
        return await self.client.rest.json(request)

    def get_object_discussions(self) -> AsyncDSSObjectDiscussions:
        """Gives a handle on the discussions on the recipe; nothing is asked of DSS.

        Returns:
            The handle.
        """
        return self.client.get_object_discussions(self.project_key, "RECIPE", self.recipe_name)

    def get_continuous_activity(self) -> AsyncDSSContinuousActivity:
        """Gives a handle on the activity that runs this recipe on and on.

        Returns:
            The handle; of use for continuous recipes only.
        """
        return self.client.get_project(self.project_key).get_continuous_activity(self.recipe_name)

    async def move_to_zone(self, zone: AsyncDSSFlowZone | str) -> None:
        """Moves the recipe, and with it its outputs, into a zone of the flow.

        Operation: `flow_zone_add_item`, after `flow_zone_get` for an identifier.

        Args:
            zone: the zone, or its identifier.

        Raises:
            DSSNotFound: there is no such zone.
        """
        if isinstance(zone, str):
            zone = await self.client.get_project(self.project_key).get_flow().get_zone(zone)
        await zone.add_item(self)


def _outdated(old: str, new: str) -> None:
    text = f"DSSRecipe.{old} is deprecated: use {new}"
    warnings.warn(text, DeprecationWarning, stacklevel=3)
