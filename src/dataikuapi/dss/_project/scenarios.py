# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_project/scenarios.py. Do not edit.
"""Scenarios and macros of a project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, overload

from dataikuapi._args import check_dict, check_str
from dataikuapi._listing import identity, wants_objects
from dataikuapi.dss._project.base import ProjectBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi._stream import DSSStream
    from dataikuapi.dss.macro import DSSMacro
    from dataikuapi.dss.scenario import DSSScenario, DSSScenarioListItem
    from dataikuapi.dss.scenariodetails import DSSTestingStatus
    from dataikuapi_rest.dicts import Macro


class ProjectScenarios(ProjectBase):
    """Methods on scenarios and macros."""

    @overload
    def list_scenarios(
        self, as_type: Literal["listitems", "listitem"] = "listitems"
    ) -> list[DSSScenarioListItem]: ...
    @overload
    def list_scenarios(self, as_type: Literal["objects", "object"]) -> list[DSSScenario]: ...
    @overload
    def list_scenarios(self, as_type: str) -> list[Any]: ...
    def list_scenarios(self, as_type: str = "listitems") -> list[Any]:
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
        from dataikuapi.dss.scenario import DSSScenarioListItem

        request = api.scenario.scenario_list.build_request(self.project_key)
        found = self.client.rest.json(request)
        if objects:
            return [self.get_scenario(identity(request.operation, each, "id")) for each in found]
        return [DSSScenarioListItem(self.client, each) for each in found]

    def get_scenario(self, scenario_id: str) -> DSSScenario:
        """Gives a handle on a scenario; nothing is asked of DSS.

        Args:
            scenario_id: identifier of the scenario.

        Returns:
            The handle.
        """
        from dataikuapi.dss.scenario import DSSScenario

        return DSSScenario(self.client, self.project_key, scenario_id)

    def create_scenario(
        self, scenario_name: str, type: str, definition: Mapping[str, Any] | None = None
    ) -> DSSScenario:
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
        made = self.client.rest.json(request)
        return self.get_scenario(identity(request.operation, made, "id"))

    def list_test_scenarios(self) -> list[DSSScenario]:
        """Lists the scenarios of this project that are marked as test.

        Operation: `scenario_list`.

        Returns:
            Their handles.
        """
        items = self.list_scenarios()
        return [item.to_scenario() for item in items if item.get("markedAsTest")]

    def get_testing_status(self, bundle_id: str | None = None) -> DSSTestingStatus:
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
        return DSSTestingStatus(self.client.rest.json(request))

    def get_last_test_scenario_runs_report(self, bundle_id: str | None = None) -> DSSStream:
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
        return self.client.rest.stream(request)

    def get_last_test_scenario_runs_html_report(self, bundle_id: str | None = None) -> DSSStream:
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
        return self.client.rest.stream(request)

    @overload
    def list_macros(self, as_objects: Literal[False] = False) -> list[Macro]: ...
    @overload
    def list_macros(self, as_objects: Literal[True]) -> list[DSSMacro]: ...
    @overload
    def list_macros(self, as_objects: bool) -> list[Macro] | list[DSSMacro]: ...
    def list_macros(self, as_objects: bool = False) -> list[Macro] | list[DSSMacro]:
        """Lists the macros that can run in this project.

        Operation: `macro_list`.

        Args:
            as_objects: whether handles are given instead of dicts.

        Returns:
            The macros.
        """
        request = api.macro.macro_list.build_request(self.project_key)
        found = self.client.rest.json(request)
        if not as_objects:
            return found
        from dataikuapi.dss.macro import DSSMacro

        return [
            DSSMacro(self.client, self.project_key, each["runnableType"], each) for each in found
        ]

    def get_macro(self, runnable_type: str) -> DSSMacro:
        """Gives a handle on a macro; nothing is asked of DSS.

        Args:
            runnable_type: identifier of the macro.

        Returns:
            The handle.
        """
        from dataikuapi.dss.macro import DSSMacro

        return DSSMacro(self.client, self.project_key, runnable_type)
