# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_project/recipes.py. Do not edit.
"""Recipes and flow of a project."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, Any, Literal, overload

from dataikuapi._args import check_dict, check_str
from dataikuapi._listing import identity
from dataikuapi._refs import CODE_TYPES
from dataikuapi.dss._project.base import ProjectBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.flow import DSSProjectFlow
    from dataikuapi.dss.labeling_task import DSSLabelingTask
    from dataikuapi.dss.recipehandle import DSSRecipe, DSSRecipeListItem

_ITEMS = ("listitems", "listitem")
_OBJECTS = ("objects", "object")
_CODE_TYPES = frozenset({*CODE_TYPES, "cpython", "ksql", "streaming_spark_scala"})
# The class that creates recipes of each type.
_CREATORS = {
    "clustering_scoring": "ClusteringScoringRecipeCreator",
    "csync": "ContinuousSyncRecipeCreator",
    "distinct": "DistinctRecipeCreator",
    "download": "DownloadRecipeCreator",
    "embed_dataset": "EmbedDatasetRecipeCreator",
    "embed_documents": "EmbedDocumentsRecipeCreator",
    "evaluation": "EvaluationRecipeCreator",
    "export": "ExportRecipeCreator",
    "extract_content": "ExtractContentRecipeCreator",
    "extract_failed_rows": "ExtractFailedRowsRecipeCreator",
    "extract_fields": "ExtractFieldsRecipeCreator",
    "fuzzyjoin": "FuzzyJoinRecipeCreator",
    "generate_features": "GenerateFeaturesRecipeCreator",
    "geojoin": "GeoJoinRecipeCreator",
    "grouping": "GroupingRecipeCreator",
    "join": "JoinRecipeCreator",
    "nlp_agent_evaluation": "AgentEvaluationRecipeCreator",
    "nlp_llm_evaluation": "LLMEvaluationRecipeCreator",
    "nlp_llm_rag_embedding": "EmbedDatasetRecipeCreator",
    "pivot": "PivotRecipeCreator",
    "prediction_scoring": "PredictionScoringRecipeCreator",
    "prepare": "PrepareRecipeCreator",
    "prompt": "PromptRecipeCreator",
    "sampling": "SamplingRecipeCreator",
    "shaker": "PrepareRecipeCreator",
    "sort": "SortRecipeCreator",
    "split": "SplitRecipeCreator",
    "sql_query": "SQLQueryRecipeCreator",
    "standalone_evaluation": "StandaloneEvaluationRecipeCreator",
    "sync": "SyncRecipeCreator",
    "topn": "TopNRecipeCreator",
    "upsert": "UpsertRecipeCreator",
    "vstack": "StackRecipeCreator",
    "window": "WindowRecipeCreator",
}


class ProjectRecipes(ProjectBase):
    """Methods on recipes and on the flow."""

    @overload
    def list_recipes(
        self, as_type: Literal["listitems", "listitem"] = "listitems"
    ) -> list[DSSRecipeListItem]: ...
    @overload
    def list_recipes(self, as_type: Literal["objects", "object"]) -> list[DSSRecipe]: ...
    @overload
    def list_recipes(self, as_type: str) -> list[Any]: ...
    def list_recipes(self, as_type: str = "listitems") -> list[Any]:
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
        found = self.client.rest.json(request)
        from dataikuapi.dss.recipehandle import DSSRecipeListItem

        if as_type in _ITEMS:
            return [DSSRecipeListItem(self.client, each) for each in found]
        return [self.get_recipe(identity(request.operation, each, "name")) for each in found]

    def get_recipe(self, recipe_name: str) -> DSSRecipe:
        """Gives the handle of a recipe; nothing is asked of DSS.

        Args:
            recipe_name: its name.

        Returns:
            The handle.
        """
        from dataikuapi.dss.recipehandle import DSSRecipe

        return DSSRecipe(self.client, self.project_key, recipe_name)

    def create_recipe(
        self, recipe_proto: Mapping[str, Any], creation_settings: Mapping[str, Any] | None
    ) -> DSSRecipe:
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
        created = self.client.rest.json(request)
        return self.get_recipe(identity(request.operation, created, "name"))

    def new_recipe(self, type: str, name: str | None = None) -> Any:
        """Prepares to create a recipe.

        Example:
            creator = project.new_recipe("grouping")
            creator.with_input("orders").with_group_key("customer")
            creator.with_new_output("orders_by_customer", "filesystem_managed")
            recipe = creator.create()

        Args:
            type: its type, such as `python`, `join` or `sync`.
            name: its name; DSS makes one without it.

        Returns:
            The creator of that type.

        Raises:
            ValueError: no creator makes recipes of this type; use :meth:`create_recipe`.
        """
        from dataikuapi.dss import recipe as classes

        check_str("type", type)
        if type in _CODE_TYPES:
            return classes.CodeRecipeCreator(name, type, self._as_project())
        if type not in _CREATORS:
            raise ValueError(f"no creator makes recipes of type {type!r}: use create_recipe")
        return getattr(classes, _CREATORS[type])(name, self)

    def get_labeling_task(self, labeling_task_id: str) -> DSSLabelingTask:
        """Gives the handle of a labeling task; nothing is asked of DSS.

        Args:
            labeling_task_id: identifier of the task.

        Returns:
            The handle.
        """
        from dataikuapi.dss.labeling_task import DSSLabelingTask

        return DSSLabelingTask(self.client, self.project_key, labeling_task_id)

    def get_flow(self) -> DSSProjectFlow:
        """Gives a handle on the flow; nothing is asked of DSS.

        Returns:
            The handle.
        """
        from dataikuapi.dss.flow import DSSProjectFlow

        return DSSProjectFlow(self.client, self._as_project())
