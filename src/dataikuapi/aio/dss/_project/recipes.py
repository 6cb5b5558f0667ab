"""Recipes and flow of a project."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, Any, Literal, overload

from dataikuapi._args import check_dict, check_str
from dataikuapi._listing import identity
from dataikuapi._refs import CODE_TYPES
from dataikuapi.aio.dss._project.base import AsyncProjectBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.flow import AsyncDSSProjectFlow
    from dataikuapi.aio.dss.labeling_task import AsyncDSSLabelingTask
    from dataikuapi.aio.dss.recipehandle import AsyncDSSRecipe, AsyncDSSRecipeListItem

_ITEMS = ("listitems", "listitem")
_OBJECTS = ("objects", "object")
_CODE_TYPES = frozenset({*CODE_TYPES, "cpython", "ksql", "streaming_spark_scala"})
# The class that creates recipes of each type.
_CREATORS = {
    "clustering_scoring": "AsyncClusteringScoringRecipeCreator",
    "csync": "AsyncContinuousSyncRecipeCreator",
    "distinct": "AsyncDistinctRecipeCreator",
    "download": "AsyncDownloadRecipeCreator",
    "embed_dataset": "AsyncEmbedDatasetRecipeCreator",
    "embed_documents": "AsyncEmbedDocumentsRecipeCreator",
    "evaluation": "AsyncEvaluationRecipeCreator",
    "export": "AsyncExportRecipeCreator",
    "extract_content": "AsyncExtractContentRecipeCreator",
    "extract_failed_rows": "AsyncExtractFailedRowsRecipeCreator",
    "extract_fields": "AsyncExtractFieldsRecipeCreator",
    "fuzzyjoin": "AsyncFuzzyJoinRecipeCreator",
    "generate_features": "AsyncGenerateFeaturesRecipeCreator",
    "geojoin": "AsyncGeoJoinRecipeCreator",
    "grouping": "AsyncGroupingRecipeCreator",
    "join": "AsyncJoinRecipeCreator",
    "nlp_agent_evaluation": "AsyncAgentEvaluationRecipeCreator",
    "nlp_llm_evaluation": "AsyncLLMEvaluationRecipeCreator",
    "nlp_llm_rag_embedding": "AsyncEmbedDatasetRecipeCreator",
    "pivot": "AsyncPivotRecipeCreator",
    "prediction_scoring": "AsyncPredictionScoringRecipeCreator",
    "prepare": "AsyncPrepareRecipeCreator",
    "prompt": "AsyncPromptRecipeCreator",
    "sampling": "AsyncSamplingRecipeCreator",
    "shaker": "AsyncPrepareRecipeCreator",
    "sort": "AsyncSortRecipeCreator",
    "split": "AsyncSplitRecipeCreator",
    "sql_query": "AsyncSQLQueryRecipeCreator",
    "standalone_evaluation": "AsyncStandaloneEvaluationRecipeCreator",
    "sync": "AsyncSyncRecipeCreator",
    "topn": "AsyncTopNRecipeCreator",
    "upsert": "AsyncUpsertRecipeCreator",
    "vstack": "AsyncStackRecipeCreator",
    "window": "AsyncWindowRecipeCreator",
}


class AsyncProjectRecipes(AsyncProjectBase):
    """Methods on recipes and on the flow."""

    @overload
    async def list_recipes(
        self, as_type: Literal["listitems", "listitem"] = "listitems"
    ) -> list[AsyncDSSRecipeListItem]: ...
    @overload
    async def list_recipes(self, as_type: Literal["objects", "object"]) -> list[AsyncDSSRecipe]: ...
    @overload
    async def list_recipes(self, as_type: str) -> list[Any]: ...
    async def list_recipes(self, as_type: str = "listitems") -> list[Any]:
        """Lists the recipes of this project.

        Operation: `recipe_list`.

        Args:
            as_type: `listitems` for dicts with more methods, `objects` for handles.

        Returns:
            The recipes.

        Raises:
            ValueError: `as_type` is neither.
        """
        if as_type not in _ITEMS + _OBJECTS:
            raise ValueError(f"as_type must be 'listitems' or 'objects', not {as_type!r}")
        request = api.recipe.recipe_list.build_request(self.project_key)
        found = await self.client.rest.json(request)
        from dataikuapi.aio.dss.recipehandle import AsyncDSSRecipeListItem

        if as_type in _ITEMS:
            return [AsyncDSSRecipeListItem(self.client, each) for each in found]
        return [self.get_recipe(identity(request.operation, each, "name")) for each in found]

    def get_recipe(self, recipe_name: str) -> AsyncDSSRecipe:
        """Gives the handle of a recipe; nothing is asked of DSS.

        Args:
            recipe_name: its name.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.recipehandle import AsyncDSSRecipe

        return AsyncDSSRecipe(self.client, self.project_key, recipe_name)

    async def create_recipe(
        self, recipe_proto: Mapping[str, Any], creation_settings: Mapping[str, Any] | None
    ) -> AsyncDSSRecipe:
        """Creates a recipe of whatever type; :meth:`new_recipe` helps with most of them.

        Operation: `recipe_create`.

        Args:
            recipe_proto: the recipe as far as it is known: `type`, `name`, `inputs`, `outputs`.
            creation_settings: what DSS needs besides, such as `groupKey` for a grouping recipe or
                `script` for one of code.

        Returns:
            The handle of the recipe; DSS may have changed its name.

        Raises:
            DSSAPIError: DSS refused; the message names the wrong input or output.
        """
        prototype = deepcopy(dict(check_dict("recipe_proto", recipe_proto)))
        prototype["projectKey"] = self.project_key
        body = {"recipePrototype": prototype, "creationSettings": creation_settings}
        request = api.recipe.recipe_create.build_request(self.project_key, body=body)
        created = await self.client.rest.json(request)
        return self.get_recipe(identity(request.operation, created, "name"))

    def new_recipe(self, type: str, name: str | None = None) -> Any:
        """Prepares to create a recipe.

        Example:
            creator = project.new_recipe("grouping")
            creator.with_input("orders").with_group_key("customer")
            creator.with_new_output("orders_by_customer", "filesystem_managed")
            recipe = await creator.create()

        Args:
            type: its type, such as `python`, `join` or `sync`.
            name: its name; DSS makes one without it.

        Returns:
            The creator of that type.

        Raises:
            ValueError: no creator makes recipes of this type; use :meth:`create_recipe`.
        """
        from dataikuapi.aio.dss import recipe as classes

        check_str("type", type)
        if type in _CODE_TYPES:
            return classes.AsyncCodeRecipeCreator(name, type, self._as_project())
        if type not in _CREATORS:
            raise ValueError(f"no creator makes recipes of type {type!r}: use create_recipe")
        return getattr(classes, _CREATORS[type])(name, self)

    def get_labeling_task(self, labeling_task_id: str) -> AsyncDSSLabelingTask:
        """Gives the handle of a labeling task; nothing is asked of DSS.

        Args:
            labeling_task_id: identifier of the task.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.labeling_task import AsyncDSSLabelingTask

        return AsyncDSSLabelingTask(self.client, self.project_key, labeling_task_id)

    def get_flow(self) -> AsyncDSSProjectFlow:
        """Gives a handle on the flow; nothing is asked of DSS.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.flow import AsyncDSSProjectFlow

        return AsyncDSSProjectFlow(self.client, self._as_project())
