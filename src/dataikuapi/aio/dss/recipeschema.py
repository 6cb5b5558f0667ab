"""Changes of schemas that a recipe asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.recipe import AsyncDSSRecipe
    from dataikuapi_rest.dicts import InfoMessages, RecipeSchemaChange, RecipeSchemaUpdate


class AsyncRequiredSchemaUpdates:
    """How the schemas of the outputs of a recipe have to change.

    Get it from the recipe's `compute_schema_updates`; nothing changes before :meth:`apply`.

    Attributes:
        recipe: handle of the recipe.
        data: the changes as DSS answered them.
        drop_and_recreate: whether tables whose columns change are dropped and made again.
        synchronize_metastore: whether the Hive metastore follows.
    """

    def __init__(self, recipe: AsyncDSSRecipe, data: RecipeSchemaUpdate) -> None:
        self.recipe = recipe
        self.data = data
        self.drop_and_recreate = True
        self.synchronize_metastore = True

    def any_action_required(self) -> bool:
        """Tells whether anything has to change.

        Returns:
            Whether it does.
        """
        return (self.data.get("totalIncompatibilities") or 0) > 0

    async def apply(self) -> list[InfoMessages]:
        """Changes the schemas; does nothing when nothing has to change.

        Operation: `recipe_apply_schema_update`, for each output.

        Returns:
            For each output what DSS answered.
        """
        changes: list[RecipeSchemaChange] = self.data.get("computables") or []
        return [await self._apply(cast("dict[str, Any]", change)) for change in changes]

    async def _apply(self, change: dict[str, Any]) -> InfoMessages:
        by_name = change["type"] == "DATASET" and change.get("datasetName")
        request = api.recipe.recipe_apply_schema_update.build_request(
            self.recipe.project_key,
            self.recipe.recipe_name,
            body={
                "computableType": change["type"],
                "computableId": by_name or change["id"],
                "newSchema": change["newSchema"],
                "dropAndRecreate": self.drop_and_recreate,
                "synchronizeMetastore": self.synchronize_metastore,
            },
        )
        return await self.recipe.client.rest.json(request)
