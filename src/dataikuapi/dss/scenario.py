# Derived by `tox -e generate` from src/dataikuapi/aio/dss/scenario.py. Do not edit.
"""Scenarios."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._args import check_dict
from dataikuapi._dates import from_ms
from dataikuapi._errors import DSSFutureTimeout
from dataikuapi._lazy import lazy
from dataikuapi._listing import identities
from dataikuapi._poll import clock_of
from dataikuapi._taggable import DSSTaggableObjectListItem
from dataikuapi._wait import check_wait
from dataikuapi.dss._scenariohistory import ScenarioHistory
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi._wait import OnUpdate, PollPolicy
    from dataikuapi.dss.discussion import DSSObjectDiscussions
    from dataikuapi.dss.scenariodetails import DSSScenarioRunDetails as DSSScenarioRunDetails
    from dataikuapi.dss.scenariodetails import DSSStepRunDetails as DSSStepRunDetails
    from dataikuapi.dss.scenariodetails import DSSTestingStatus as DSSTestingStatus
    from dataikuapi.dss.scenariorun import DSSScenarioRun as DSSScenarioRun
    from dataikuapi.dss.scenariorun import (
        DSSScenarioRunWaiter as DSSScenarioRunWaiter,
    )
    from dataikuapi.dss.scenariorun import DSSTriggerFire as DSSTriggerFire
    from dataikuapi.dss.scenariosettings import (
        DSSScenarioSettings as DSSScenarioSettings,
    )
    from dataikuapi.dss.scenariosettings import (
        DSSScenarioStatus as DSSScenarioStatus,
    )
    from dataikuapi.dss.scenariosettings import (
        PythonScriptBasedScenarioSettings as PythonScriptBasedScenarioSettings,
    )
    from dataikuapi.dss.scenariosettings import (
        StepBasedScenarioSettings as StepBasedScenarioSettings,
    )
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import Message

_RUNS = "dataikuapi.dss.scenariorun"
_SETTINGS = "dataikuapi.dss.scenariosettings"
_DETAILS = "dataikuapi.dss.scenariodetails"
if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(
        __name__,
        {
            "DSSScenarioRun": _RUNS,
            "DSSScenarioRunWaiter": _RUNS,
            "DSSTriggerFire": _RUNS,
            "DSSScenarioSettings": _SETTINGS,
            "DSSScenarioStatus": _SETTINGS,
            "PythonScriptBasedScenarioSettings": _SETTINGS,
            "StepBasedScenarioSettings": _SETTINGS,
            "DSSScenarioRunDetails": _DETAILS,
            "DSSStepRunDetails": _DETAILS,
            "DSSTestingStatus": _DETAILS,
        },
    )


class DSSScenario(ScenarioHistory):
    """A scenario. Get it from the project's `get_scenario`.

    Example:
        run = project.get_scenario("NIGHTLY").run_and_wait(timeout=3600)
        print(run.outcome, run.duration)

    Attributes:
        client: the client that made this handle.
        id: identifier of the scenario.
        project_key: key of its project.
    """

    def __init__(self, client: DSSClient, project_key: str, id: str) -> None:
        self.client = client
        self.id = id
        self.project_key = project_key

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key} {self.id!r}>"

    def abort(self) -> Message:
        """Aborts the run that goes on; nothing happens when there is none.

        Operation: `scenario_abort`.

        Returns:
            The confirmation of DSS.

        Raises:
            DSSNotFound: there is no such scenario.
        """
        request = api.scenario.scenario_abort.build_request(self.project_key, self.id)
        return self.client.rest.json(request)

    def run_and_wait(
        self,
        params: Mapping[str, Any] | None = None,
        no_fail: bool = False,
        *,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
        progress: bool = False,
        abort_on_timeout: bool = False,
        poll_policy: PollPolicy | None = None,
    ) -> DSSScenarioRun:
        """Runs the scenario and waits until the run ends.

        Operations: `scenario_run`, then `scenario_get_run_of_trigger` and, now and then,
        `scenario_get_trigger_fire`.

        Args:
            params: parameters for the trigger, which the scenario can read.
            no_fail: whether a run that ended otherwise than as a success is no error.
            timeout: seconds to wait at most, for the start and the end together.
            on_update: function called with each state of the run.
            progress: whether to show that it goes on.
            abort_on_timeout: whether the scenario is aborted when the time is over.
            poll_policy: how often to ask.

        Returns:
            The run.

        Raises:
            DSSFutureFailed: the run failed, or ended with a warning.
            DSSFutureAborted: somebody aborted it, or there was none: the scenario ran already, or
                another trigger fired.
            DSSFutureLost: it ended without a result.
            DSSFutureTimeout: it did not end in time.
        """
        check_wait(timeout, poll_policy, on_update)
        clock = clock_of(self.client)
        started = clock.monotonic()
        fire = self.run(params)
        try:
            run = fire.wait_for_scenario_run(timeout=timeout, poll_policy=poll_policy)
            left = None if timeout is None else max(timeout - (clock.monotonic() - started), 0.0)
            from dataikuapi.dss.scenariorun import DSSScenarioRunWaiter

            waiter = DSSScenarioRunWaiter(cast("Any", run), fire)
            return waiter.wait(
                no_fail,
                timeout=left,
                on_update=on_update,
                progress=progress,
                poll_policy=poll_policy,
            )
        except DSSFutureTimeout:
            if abort_on_timeout:
                self.abort()
            raise

    def run(self, params: Mapping[str, Any] | None = None) -> DSSTriggerFire:
        """Asks for a run, and does not wait for it.

        The run begins after some seconds, or never: when the scenario runs already or another
        trigger fires, this fire is cancelled.

        Operation: `scenario_run`.

        Args:
            params: parameters for the trigger, which the scenario can read.

        Returns:
            The fire of the manual trigger; it can be asked for the run.

        Raises:
            DSSNotFound: there is no such scenario.
            DSSForbidden: the caller may not run it.
        """
        from dataikuapi.dss.scenariorun import DSSTriggerFire

        body = {} if params is None else check_dict("params", params)
        request = api.scenario.scenario_run.build_request(self.project_key, self.id, body=body)
        return DSSTriggerFire(self, self.client.rest.json(request))

    def get_status(self) -> DSSScenarioStatus:
        """Reads whether the scenario runs, and when it will.

        Operation: `scenario_get_status`.

        Returns:
            The status.

        Raises:
            DSSNotFound: there is no such scenario.
        """
        from dataikuapi.dss.scenariosettings import DSSScenarioStatus

        request = api.scenario.scenario_get_status.build_request(self.project_key, self.id)
        return DSSScenarioStatus(self, self.client.rest.json(request))

    def get_settings(
        self,
    ) -> StepBasedScenarioSettings | PythonScriptBasedScenarioSettings:
        """Reads the settings: steps or script, triggers, reporters.

        Operations: `scenario_get`, and `scenario_get_payload` for a script.

        Returns:
            The settings, to be changed and saved; the class tells whether there are steps or a
            script.

        Raises:
            DSSNotFound: there is no such scenario.
        """
        from dataikuapi.dss import scenariosettings as classes

        request = api.scenario.scenario_get.build_request(self.project_key, self.id)
        data = self.client.rest.json(request)
        if data.get("type") == "step_based":
            return classes.StepBasedScenarioSettings(self.client, self, data)
        payload = self.client.rest.json(
            api.scenario.scenario_get_payload.build_request(self.project_key, self.id)
        )
        script = payload.get("script") or ""
        return classes.PythonScriptBasedScenarioSettings(self.client, self, data, script)

    def delete(self) -> Message:
        """Deletes the scenario and the history of its runs.

        Operation: `scenario_delete`.

        Returns:
            The confirmation of DSS.

        Raises:
            DSSForbidden: the caller may not write in the project.
        """
        request = api.scenario.scenario_delete.build_request(self.project_key, self.id)
        return self.client.rest.json(request)

    def get_object_discussions(self) -> DSSObjectDiscussions:
        """Gives a handle on the discussions about the scenario; nothing is asked of DSS.

        Returns:
            The handle.
        """
        return self.client.get_object_discussions(self.project_key, "SCENARIO", self.id)

    def get_trigger_fire(self, trigger_id: str, trigger_run_id: str) -> DSSTriggerFire:
        """Reads a fire of a trigger; only programs that follow triggers need it.

        Operation: `scenario_get_trigger_fire`.

        Args:
            trigger_id: identifier of the trigger.
            trigger_run_id: identifier of the fire.

        Returns:
            The fire.

        Raises:
            DSSNotFound: there is no such fire.
        """
        from dataikuapi.dss.scenariorun import DSSTriggerFire

        request = api.scenario.scenario_get_trigger_fire.build_request(
            self.project_key, self.id, trigger_id, trigger_run_id=trigger_run_id
        )
        return DSSTriggerFire(self, self.client.rest.json(request))

    def get_definition(self, with_status: bool = True) -> dict[str, Any]:
        """Former way to :meth:`get_status` and :meth:`get_settings`.

        Operation: `scenario_get_status`, or `scenario_get`.

        Args:
            with_status: True for the status, False for the definition.

        Returns:
            The dict that DSS answers.
        """
        _deprecated("get_definition", "get_settings or get_status")
        calls = api.scenario
        if with_status:
            request = calls.scenario_get_status.build_request(self.project_key, self.id)
            return dict(self.client.rest.json(request))
        definition = calls.scenario_get.build_request(self.project_key, self.id)
        return dict(self.client.rest.json(definition))

    def set_definition(self, definition: Mapping[str, Any], with_status: bool = True) -> Message:
        """Former way to save the settings.

        Operation: `scenario_update_status`, or `scenario_update`.

        Args:
            definition: what :meth:`get_definition` gave, changed.
            with_status: as for :meth:`get_definition`; with True only `active`, `checklists`,
                `description`, `shortDesc` and `tags` can be changed.

        Returns:
            The confirmation of DSS.
        """
        _deprecated("set_definition", "get_settings")
        body = check_dict("definition", definition)
        calls = api.scenario
        call = calls.scenario_update_status if with_status else calls.scenario_update
        request = call.build_request(self.project_key, self.id, body=body)
        return self.client.rest.json(request)

    def get_payload(self, extension: str = "py") -> str:
        """Former way to read the script.

        Operation: `scenario_get_payload`.

        Args:
            extension: type of the script.

        Returns:
            The script.
        """
        _deprecated("get_payload", "get_settings")
        request = api.scenario.scenario_get_payload.build_request(
            self.project_key, self.id, body={"extension": extension}
        )
        return (self.client.rest.json(request)).get("script") or ""

    def set_payload(self, script: str, extension: str = "py") -> Message:
        """Former way to save the script.

        Operation: `scenario_update_payload`.

        Args:
            script: the script.
            extension: type of the script.

        Returns:
            The confirmation of DSS.
        """
        _deprecated("set_payload", "get_settings")
        request = api.scenario.scenario_update_payload.build_request(
            self.project_key, self.id, body={"script": script, "extension": extension}
        )
        return self.client.rest.json(request)


class DSSScenarioListItem(DSSTaggableObjectListItem):
    """A scenario in a list, as a dict. Get it from the project's `list_scenarios`.

    Attributes:
        client: the client that listed it.
    """

    def __init__(self, client: DSSClient, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.client = client

    def to_scenario(self) -> DSSScenario:
        """Gives a handle on the scenario; nothing is asked of DSS.

        Returns:
            The handle.
        """
        return DSSScenario(
            self.client, *identities(api.scenario.scenario_list.OPERATION, self, "projectKey", "id")
        )

    @property
    def id(self) -> str:
        """Identifier of the scenario."""
        return self["id"]

    @property
    def running(self) -> bool:
        """Whether the scenario runs."""
        return self["running"]

    @property
    def start_time(self) -> datetime | None:
        """When the run that goes on began, in the local time zone; None when there is none."""
        return from_ms(self.get("start"))


def _deprecated(name: str, instead: str) -> None:
    text = f"DSSScenario.{name} is deprecated: use {instead}"
    warnings.warn(text, DeprecationWarning, stacklevel=3)
