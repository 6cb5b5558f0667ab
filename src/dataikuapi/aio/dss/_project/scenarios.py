"""Scenarios and macros of a project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, overload

from dataikuapi._args import check_dict, check_str
from dataikuapi._listing import identity, wants_objects
from dataikuapi.aio.dss._project.base import AsyncProjectBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio._stream import AsyncDSSStream
    from dataikuapi.aio.dss.macro import AsyncDSSMacro
    from dataikuapi.aio.dss.scenario import AsyncDSSScenario, AsyncDSSScenarioListItem
    from dataikuapi.dss.scenariodetails import DSSTestingStatus
    from dataikuapi_rest.dicts import Macro


class AsyncProjectScenarios(AsyncProjectBase):
    """Methods on scenarios and macros."""

    @overload
    async def list_scenarios(
        self, as_type: Literal["listitems", "listitem"] = "listitems"
    ) -> list[AsyncDSSScenarioListItem]: ...
    @overload
    async def list_scenarios(
        self, as_type: Literal["objects", "object"]
    ) -> list[AsyncDSSScenario]: ...
    @overload
    async def list_scenarios(self, as_type: str) -> list[Any]: ...
    async def list_scenarios(self, as_type: str = "listitems") -> list[Any]:
        """Lists the scenarios of this project.

        Operation: `scenario_list`.

        Args:
            as_type: `listitems` for dicts with more methods, `objects` for handles.

        Returns:
            The scenarios.

        Raises:
            ValueError: `as_type` is neither.
        """
        objects = wants_objects(as_type)
        from dataikuapi.aio.dss.scenario import AsyncDSSScenarioListItem

        request = api.scenario.scenario_list.build_request(self.project_key)
        found = await self.client.rest.json(request)
        if objects:
            return [self.get_scenario(identity(request.operation, each, "id")) for each in found]
        return [AsyncDSSScenarioListItem(self.client, each) for each in found]

    def get_scenario(self, scenario_id: str) -> AsyncDSSScenario:
        """Gives a handle on a scenario; nothing is asked of DSS.

        Args:
            scenario_id: identifier of the scenario.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.scenario import AsyncDSSScenario

        return AsyncDSSScenario(self.client, self.project_key, scenario_id)

    async def create_scenario(
        self, scenario_name: str, type: str, definition: Mapping[str, Any] | None = None
    ) -> AsyncDSSScenario:
        """Creates a scenario.

        Operation: `scenario_create`.

        Args:
            scenario_name: its name, from which DSS makes the identifier.
            type: `step_based` or `custom_python`.
            definition: what else it is, as the settings of a scenario have it.

        Returns:
            The handle of the scenario.

        Raises:
            DSSBadRequest: there is such a scenario already, or no such type.
        """
        given: dict[str, Any] = {"params": {}}
        if definition is not None:
            given = check_dict("definition", definition)
        own = {"type": check_str("type", type), "name": check_str("scenario_name", scenario_name)}
        body = {**given, **own}
        request = api.scenario.scenario_create.build_request(self.project_key, body=body)
        made = await self.client.rest.json(request)
        return self.get_scenario(identity(request.operation, made, "id"))

    async def list_test_scenarios(self) -> list[AsyncDSSScenario]:
        """Lists the scenarios of this project that are marked as test.

        Operation: `scenario_list`.

        Returns:
            Their handles.
        """
        items = await self.list_scenarios()
        return [item.to_scenario() for item in items if item.get("markedAsTest")]

    async def get_testing_status(self, bundle_id: str | None = None) -> DSSTestingStatus:
        """Reads how the test scenarios of this project went last.

        Operation: `scenario_get_testing_status`.

        Args:
            bundle_id: on an automation node, the bundle that was active; None for the active one.

        Returns:
            How many there are of each outcome.
        """
        from dataikuapi.dss.scenariodetails import DSSTestingStatus

        request = api.scenario.scenario_get_testing_status.build_request(
            self.project_key, bundle_id=bundle_id
        )
        return DSSTestingStatus(await self.client.rest.json(request))

    async def get_last_test_scenario_runs_report(
        self, bundle_id: str | None = None
    ) -> AsyncDSSStream:
        """Downloads the report of the last runs of the test scenarios of this project.

        Operation: `scenario_get_last_test_report`.

        Args:
            bundle_id: on an automation node, the bundle that was active; None for the active one.

        Returns:
            JUnit XML as a stream, to be closed by the caller.
        """
        request = api.scenario.scenario_get_last_test_report.build_request(
            self.project_key, bundle_id=bundle_id
        )
        return await self.client.rest.stream(request)

    async def get_last_test_scenario_runs_html_report(
        self, bundle_id: str | None = None
    ) -> AsyncDSSStream:
        """Downloads the report of the last runs of the test scenarios of this project as a page.

        Operation: `scenario_get_last_test_html_report`.

        Args:
            bundle_id: on an automation node, the bundle that was active; None for the active one.

        Returns:
            HTML as a stream, to be closed by the caller.
        """
        request = api.scenario.scenario_get_last_test_html_report.build_request(
            self.project_key, bundle_id=bundle_id
        )
        return await self.client.rest.stream(request)

    @overload
    async def list_macros(self, as_objects: Literal[False] = False) -> list[Macro]: ...
    @overload
    async def list_macros(self, as_objects: Literal[True]) -> list[AsyncDSSMacro]: ...
    @overload
    async def list_macros(self, as_objects: bool) -> list[Macro] | list[AsyncDSSMacro]: ...
    async def list_macros(self, as_objects: bool = False) -> list[Macro] | list[AsyncDSSMacro]:
        """Lists the macros that can run in this project.

        Operation: `macro_list`.

        Args:
            as_objects: whether handles are given instead of dicts.

        Returns:
            The macros.
        """
        request = api.macro.macro_list.build_request(self.project_key)
        found = await self.client.rest.json(request)
        if not as_objects:
            return found
        from dataikuapi.aio.dss.macro import AsyncDSSMacro

        return [
            AsyncDSSMacro(self.client, self.project_key, each["runnableType"], each)
            for each in found
        ]

    def get_macro(self, runnable_type: str) -> AsyncDSSMacro:
        """Gives a handle on a macro; nothing is asked of DSS.

        Args:
            runnable_type: identifier of the macro.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.macro import AsyncDSSMacro

        return AsyncDSSMacro(self.client, self.project_key, runnable_type)
