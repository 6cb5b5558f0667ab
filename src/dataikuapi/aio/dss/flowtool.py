"""Tools that work on the flow, and the propagation of schemas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dataikuapi._args import check_dict, check_name
from dataikuapi.dss.locations import AnyLoc
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.future import AsyncDSSFuture
    from dataikuapi.aio.dss.project import AsyncDSSProject
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi_rest.dicts import FlowToolState, Message


class AsyncDSSFlowTool:
    """A tool that was started on a flow. Get it from the flow's `start_tool`.

    Attributes:
        client: the client that made this handle.
        project_key: key of the project.
        tool_id: identifier of the tool.
    """

    def __init__(self, client: AsyncDSSClient, project_key: str, tool_id: str) -> None:
        self.client = client
        self.project_key = project_key
        self.tool_id = tool_id

    async def stop(self) -> Message:
        """Stops the tool and frees what it holds.

        Operation: `flow_tool_stop`.

        Returns:
            What DSS answers.

        Raises:
            DSSNotFound: the tool does not run any more.
        """
        request = api.flow_tool.flow_tool_stop.build_request(self.project_key, self.tool_id)
        return await self.client.rest.json(request)

    async def get_state(self, options: Mapping[str, Any] | None = None) -> FlowToolState:
        """Reads the state of the tool.

        Operation: `flow_tool_get_state`.

        Args:
            options: options of the tool.

        Returns:
            The state; what it holds depends on the tool.
        """
        request = api.flow_tool.flow_tool_get_state.build_request(
            self.project_key, self.tool_id, body=check_dict("options", options or {})
        )
        return await self.client.rest.json(request)

    async def do(self, action: Mapping[str, Any]) -> FlowToolState:
        """Does something by hand.

        Operation: `flow_tool_execute_action`.

        Args:
            action: a dict with the `type`, `MARK_DATASET_AS_REBUILT` or `MARK_RECIPE_AS_OK`, and
                the `name` of the object; `updated` says whether the recipe is good after its
                update.

        Returns:
            The state after it.
        """
        request = api.flow_tool.flow_tool_execute_action.build_request(
            self.project_key, self.tool_id, body=check_dict("action", action)
        )
        return await self.client.rest.json(request)

    async def update(self, options: Mapping[str, Any] | None = None) -> AsyncDSSFuture:
        """Starts to bring the state up to date; for tools, not for views.

        Operation: `flow_tool_update`.

        Args:
            options: options of the tool.

        Returns:
            The task.
        """
        from dataikuapi.aio.dss.future import AsyncDSSFuture

        request = api.flow_tool.flow_tool_update.build_request(
            self.project_key, self.tool_id, body=check_dict("options", options or {})
        )
        return AsyncDSSFuture.from_resp(self.client, await self.client.rest.json(request))


class AsyncDSSSchemaPropagationRunBuilder:
    """Propagates the schema of a dataset through the flow, recipe by recipe.

    Get it from the flow's `new_schema_propagation`.

    Example:
        propagation = flow.new_schema_propagation("orders")
        propagation.set_auto_rebuild(False)
        future = await propagation.start()
        await future.wait_for_result()

    Attributes:
        project: handle of the project.
        client: the client that made it.
        dataset_name: name of the dataset.
        settings: what was set.
    """

    def __init__(self, project: AsyncDSSProject, client: AsyncDSSClient, dataset_name: str) -> None:
        self.project = project
        self.client = client
        self.dataset_name = dataset_name
        self.settings: dict[str, Any] = {
            "recipeUpdateOptions": {"byType": {}, "byName": {}},
            "defaultPartitionValuesByDimension": {},
            "partitionsByComputable": {},
            "excludedRecipes": [],
            "markAsOkRecipes": [],
            "autoRebuild": True,
        }

    def set_auto_rebuild(self, auto_rebuild: bool) -> None:
        """Sets whether datasets are built where the propagation needs it.

        Args:
            auto_rebuild: whether they are.
        """
        self.settings["autoRebuild"] = auto_rebuild

    def set_default_partitioning_value(self, dimension: str, value: str) -> None:
        """Sets which partition is built of datasets with a dimension.

        Args:
            dimension: name of the dimension.
            value: value of the dimension.
        """
        self.settings["defaultPartitionValuesByDimension"][dimension] = value

    def set_partition_for_computable(self, full_id: str, partition: str) -> None:
        """Sets which partition is built of one dataset.

        Args:
            full_id: its full name, `PROJECT.name`.
            partition: identifier of the partition.
        """
        self.settings["partitionsByComputable"][full_id] = partition

    def stop_at(self, recipe_name: str) -> None:
        """Ends the propagation at a recipe.

        Args:
            recipe_name: its name.
        """
        self.settings["excludedRecipes"].append(check_name("recipe_name", recipe_name))

    def mark_recipe_as_ok(self, name: str) -> None:
        """Takes a recipe as good whatever it is.

        Args:
            name: its name.
        """
        self.settings["markAsOkRecipes"].append(check_name("name", name))

    def set_grouping_update_options(
        self,
        recipe: str | None = None,
        remove_missing_aggregates: bool = True,
        remove_missing_keys: bool = True,
        new_aggregates: Mapping[str, Any] | None = None,
    ) -> None:
        """Sets how grouping recipes follow.

        Args:
            recipe: name of the recipe; all without it.
            remove_missing_aggregates: whether aggregates of columns that are gone are dropped.
            remove_missing_keys: whether keys that are gone are dropped.
            new_aggregates: what is computed of new columns.
        """
        self._set(
            "grouping",
            recipe,
            removeMissingAggregates=remove_missing_aggregates,
            removeMissingKeys=remove_missing_keys,
            newAggregates=dict(new_aggregates or {}),
        )

    def set_window_update_options(
        self,
        recipe: str | None = None,
        remove_missing_aggregates: bool = True,
        remove_missing_in_window: bool = True,
        new_aggregates: Mapping[str, Any] | None = None,
    ) -> None:
        """Sets how window recipes follow.

        Args:
            recipe: name of the recipe; all without it.
            remove_missing_aggregates: whether aggregates of columns that are gone are dropped.
            remove_missing_in_window: whether columns that are gone are dropped from the windows.
            new_aggregates: what is computed of new columns.
        """
        self._set(
            "window",
            recipe,
            removeMissingAggregates=remove_missing_aggregates,
            removeMissingInWindow=remove_missing_in_window,
            newAggregates=dict(new_aggregates or {}),
        )

    def set_join_update_options(
        self,
        recipe: str | None = None,
        remove_missing_join_conditions: bool = True,
        remove_missing_join_values: bool = True,
        new_selected_columns: Mapping[str, Any] | None = None,
    ) -> None:
        """Sets how join recipes follow.

        Args:
            recipe: name of the recipe; all without it.
            remove_missing_join_conditions: whether conditions on columns that are gone are dropped.
            remove_missing_join_values: whether columns that are gone are dropped from the output.
            new_selected_columns: which new columns the output gets.
        """
        self._set(
            "join",
            recipe,
            removeMissingJoinConditions=remove_missing_join_conditions,
            removeMissingJoinValues=remove_missing_join_values,
            newSelectedColumns=dict(new_selected_columns or {}),
        )

    def _set(self, kind: str, recipe: str | None, **options: Any) -> None:
        where = self.settings["recipeUpdateOptions"]
        if recipe is None:
            where["byType"][kind] = options
        else:
            where["byName"][recipe] = options

    async def start(self) -> AsyncDSSFuture:
        """Starts the propagation.

        Operation: `flow_tool_start_propagation`.

        Returns:
            The task.

        Raises:
            DSSNotFound: there is no such dataset.
        """
        from dataikuapi.aio.dss.future import AsyncDSSFuture

        place = AnyLoc.from_ref(self.project.project_key, self.dataset_name)
        body = {
            "options": self.settings,
            "sources": [{"projectKey": place.project_key, "id": place.object_id}],
        }
        request = api.flow_tool.flow_tool_start_propagation.build_request(
            self.project.project_key, body=body
        )
        return AsyncDSSFuture.from_resp(self.client, await self.client.rest.json(request))
