"""Runs of scenarios: a trigger fires, after a while there is a run, it runs its steps, it ends.

A run that lasts no time, which is the default, takes three requests: the first sees a fire without
a run, the second a run without a result, the third how it ended. A test can write the script
instead: ``mock.scenarios.script("NONE", "RUNNING", "FAILED", steps={"build": "FAILED"})`` says what
the reads of the next run see, one state a read; the last one stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from dssmock import errors
from dssmock.activities import line, stamped
from dssmock.futures import check_error, check_outcome
from dssmock.jobs import is_timed
from dssmock.steps import OUTCOMES, run_step, skips, thrown_of, worse

if TYPE_CHECKING:
    from dssmock.core import DSSMock

TABLE: Final = "scenario_runs"
DEFINITIONS: Final = "scenarios"
PATTERN: Final = "%Y-%m-%d-%H-%M-%S-%f"
FIRED, QUEUED, RUNNING, ENDED, CANCELLED = "FIRED", "QUEUED", "RUNNING", "ENDED", "CANCELLED"
LIVE: Final = (FIRED, QUEUED, RUNNING)
STATES: Final = ("NONE", "RUNNING", "CANCELLED", *OUTCOMES)
MANUAL: Final[Mapping[str, Any]] = {"id": "manual", "type": "manual", "params": {}}


@dataclass(slots=True)
class Scenarios:
    """The runs of scenarios of an instance; what they are stands in the table ``scenario_runs``.

    Attributes:
        default_ms: how long a run lasts on the instance's clock.
    """

    dss: DSSMock
    default_ms: int = 0
    _scripts: list[dict[str, Any]] = field(default_factory=list)
    _active: list[str] = field(default_factory=list)

    def script(
        self,
        *states: str,
        steps: Mapping[str, str] | None = None,
        error: str | None = None,
        scenario: str | None = None,
        duration_ms: int | None = None,
    ) -> None:
        """Say what the reads of the next run see, one state a read; the last one stays.

        With a duration the run lasts that long on the instance's clock, and then has the last
        state as its outcome; when that is missing, the worst outcome of its steps.

        The steps of such a run do nothing, they only have outcomes. Several scripts are used one
        after the other.

        Args:
            *states: ``NONE`` (there is no run yet), ``RUNNING``, ``CANCELLED``, or an outcome. When
                missing: no run, a run, and the worst outcome of its steps.
            steps: outcomes of steps, by identifier or name. When missing, the last step has the
                outcome of the run and all others succeed.
            error: why a step or the run fails.
            scenario: the scenario that the script is for, as its identifier or ``PROJECT.ID``; any
                when missing.
            duration_ms: how long it runs.

        Raises:
            ValueError: there is no such state, or it is no outcome and there is a duration.
            TypeError: the error is no string.
        """
        outcomes = dict(steps or {})
        for state in (*states, *outcomes.values()):
            if state not in (STATES if state in states else OUTCOMES):
                raise ValueError(f"no state {state!r}: it is one of {', '.join(STATES)}")
        if duration_ms is not None:
            states = (check_outcome(duration_ms, states or (worse(*outcomes.values()),), OUTCOMES),)
        elif not states:
            states = ("NONE", "RUNNING", worse(*outcomes.values()))
        self._scripts.append(
            {
                "states": list(states),
                "steps": outcomes,
                "error": check_error(error) or "The step failed",
                "scenario": scenario,
                "durationMs": duration_ms,
            }
        )

    def exists(self, scenario: str) -> bool:
        """Whether there is a scenario of this identifier, or of this ``PROJECT.ID``."""
        table = self.dss.table(DEFINITIONS)
        return any(scenario in (row, doc["id"]) for row, doc in table.items())

    def fire(
        self,
        project_key: str,
        scenario_id: str,
        trigger_id: str = "manual",
        *,
        by: str = "admin",
        params: Mapping[str, Any] | None = None,
    ) -> str:
        """Fire a trigger of a scenario.

        Args:
            project_key: its project.
            scenario_id: its identifier.
            trigger_id: the trigger; the manual one has no definition.
            by: who does it.
            params: parameters of the fire.

        Returns:
            Identifier of the fire in the table.

        Raises:
            errors.NotFound: there is no such scenario, or it has no such trigger.
        """
        scenario = self.dss.table(DEFINITIONS).get(f"{project_key}.{scenario_id}")
        trigger = _trigger(scenario, trigger_id)
        own = {**(trigger.get("params") or {}), **(params or {})}
        row = self._add(scenario, {**trigger, "params": own}, by)
        self._active.append(row)
        return row

    def run_now(self, project_key: str, scenario_id: str, by: str) -> dict[str, Any]:
        """Run a scenario to its end, as the step of another one does.

        Returns:
            The document of the run.

        Raises:
            errors.NotFound: there is no such scenario.
            errors.BadRequest: it runs already.
        """
        scenario = self.dss.table(DEFINITIONS).get(f"{project_key}.{scenario_id}")
        if self._running(project_key, scenario_id):
            raise errors.BadRequest(f"Scenario {project_key}.{scenario_id} runs already")
        row = self._add(scenario, {**MANUAL, "type": "scenario"}, by)
        with self.dss.table(TABLE).edit(row) as document:
            # Kept at once: the steps may look for runs that go on.
            self._begin(document)
        with self.dss.table(TABLE).edit(row) as document:
            script = document["script"]
            if script is None:
                self._advance(document, len(document["plan"]))
            else:
                self._enter(document, script["states"][-1])
            if document["phase"] == RUNNING:
                self._end(document, "ABORTED")
        return self.dss.table(TABLE).get(row)

    def settle(self) -> None:
        """Move the runs on that are not scripted; the instance does so before each request."""
        for row in list(self._active):
            document = self.dss.table(TABLE).find(row)
            if document is None or document["phase"] not in LIVE:
                self._active.remove(row)
                continue
            if document["phase"] == RUNNING and self._is_stopped(document):
                self._end(document, "ABORTED")
            elif document["script"] is None or is_timed(document["script"]):
                self._move(document)
            self.dss.table(TABLE).put(row, document)

    def read(self, row: str) -> dict[str, Any]:
        """The document of a run; a scripted one goes on with its script.

        Raises:
            errors.NotFound: there is no such run.
        """
        with self.dss.table(TABLE).edit(row) as document:
            script = document["script"]
            if script is not None and not is_timed(script) and document["phase"] in LIVE:
                states = script["states"]
                self._enter(document, states[min(document["reads"], len(states) - 1)])
                document["reads"] += 1
            return document

    def abort(self, project_key: str, scenario_id: str) -> None:
        """Abort what runs of a scenario, and cancel what would run next."""
        prefix = f"{project_key}.{scenario_id}."
        for row in [row for row in self.dss.table(TABLE).ids() if row.startswith(prefix)]:
            with self.dss.table(TABLE).edit(row) as document:
                if document["phase"] == RUNNING:
                    self._end(document, "ABORTED")
                elif document["phase"] in LIVE:
                    self._cancel(document)

    def clear(self) -> None:
        """Forget all scripts, and what runs."""
        self._scripts.clear()
        self._active.clear()
        self.default_ms = 0

    def dump(self) -> Any:
        """What is not in the table, for a snapshot."""
        return list(self._scripts), self.default_ms

    def load(self, saved: Any) -> None:
        """Go back to what :meth:`dump` gave; the table is back already."""
        scripts, self.default_ms = saved
        self._scripts = list(scripts)
        runs = self.dss.table(TABLE).items()
        self._active = [row for row, run in runs if run["phase"] in LIVE]

    def _add(self, scenario: Mapping[str, Any], trigger: Mapping[str, Any], by: str) -> str:
        """Keep a new fire; gives its identifier in the table."""
        key, id, table = scenario["projectKey"], scenario["id"], self.dss.table(TABLE)
        fire_id = stamped(self.dss, PATTERN, lambda text: f"{key}.{id}.{text}" in table)
        row = f"{key}.{id}.{fire_id}"
        steps = (scenario.get("params") or {}).get("steps") or []
        script = self._next_script((None, id, f"{key}.{id}"))
        document = {
            "projectKey": key,
            "scenarioId": id,
            "by": by,
            "phase": FIRED,
            "fire": {"runId": fire_id, "trigger": dict(trigger), "cancelled": False},
            "markedAsTest": bool(scenario.get("markedAsTest")),
            "bundleId": (self.dss.table("projects").find(key) or {}).get("activeBundleId"),
            "kind": scenario.get("type"),
            "plan": steps,
            "next": 0,
            "run": None,
            "stepRuns": [],
            "variables": {},
            "log": {"": [line(self.dss, f"Trigger {trigger['id']} of {key}.{id} fired")]},
            "durationMs": script["durationMs"] if is_timed(script) else self.default_ms,
            "futureId": None,
            "reporters": scenario.get("reporters") or [],
            "script": script,
            "reads": 0,
        }
        table.add(row, document)
        return row

    def _next_script(self, names: tuple[str | None, ...]) -> dict[str, Any] | None:
        for index, script in enumerate(self._scripts):
            if script["scenario"] in names:
                return self._scripts.pop(index)
        return None

    def _running(self, project_key: str, scenario_id: str) -> bool:
        runs = self.dss.table(TABLE).values()
        return any(
            (run["projectKey"], run["scenarioId"], run["phase"])
            == (project_key, scenario_id, RUNNING)
            for run in runs
        )

    def _is_stopped(self, document: Mapping[str, Any]) -> bool:
        """Whether somebody aborted the task that is the run."""
        return self.dss.futures.state(document["futureId"]) == "ABORTED"

    def _move(self, document: dict[str, Any]) -> None:
        """Let a run do what its time allows."""
        if document["phase"] != RUNNING:
            if self._running(document["projectKey"], document["scenarioId"]):
                self._cancel(document)
            elif document["phase"] == FIRED:
                document["phase"] = QUEUED
            else:
                self._begin(document)
            return
        # A clock of a test's own may go back.
        passed = max(0, self.dss.clock.now_ms() - document["run"]["start"])
        count, length = len(document["plan"]), document["durationMs"]
        if document["script"] is not None:
            if passed >= length:
                self._enter(document, document["script"]["states"][-1])
        elif passed >= length:
            self._advance(document, count)
        else:
            self._advance(document, passed * count // length, ends=False)

    def _enter(self, document: dict[str, Any], state: str) -> None:
        """Bring a scripted run into a state."""
        if state == "NONE":
            return
        if state == "CANCELLED":
            self._cancel(document)
            return
        if document["phase"] != RUNNING:
            self._begin(document)
        if state != "RUNNING":
            self._play(document, state)
            self._end(document, state)

    def _cancel(self, document: dict[str, Any]) -> None:
        document["phase"] = CANCELLED
        document["fire"]["cancelled"] = True

    def _begin(self, document: dict[str, Any]) -> None:
        """Turn a fire into a run."""
        dss, key, id = self.dss, document["projectKey"], document["scenarioId"]
        prefix = f"{key}.{id}."
        taken = {
            (run["run"] or {}).get("runId")
            for row, run in dss.table(TABLE).items()
            if row.startswith(prefix)
        }
        run_id = stamped(dss, PATTERN, taken.__contains__)
        document["phase"] = RUNNING
        document["futureId"] = dss.futures.open(document["by"], _payload(key, id), scenario=True)
        fire = document["fire"]
        document["run"] = {
            "runId": run_id,
            "scenario": {"projectKey": key, "id": id, "markedAsTest": document["markedAsTest"]},
            "start": dss.clock.now_ms(),
            "end": 0,
            "trigger": {"runId": fire["runId"], "trigger": fire["trigger"]},
            "runAsUser": {"realUserLogin": document["by"]},
        }
        document["log"][""].append(line(dss, f"Run {run_id} of {key}.{id} started"))

    def _advance(self, document: dict[str, Any], until: int, *, ends: bool = True) -> None:
        """Run the steps up to one of them, and end the run after the last."""
        if document["kind"] == "custom_python" and ends:
            note = "The mock runs no Python: the script of the scenario is not executed"
            document["log"][""].append(line(self.dss, note, "WARN"))
        while document["next"] < until:
            step = document["plan"][document["next"]]
            document["next"] += 1
            if not skips(step, _outcome(document)):
                document["stepRuns"].append(run_step(self.dss, document, step))
        if ends:
            self._end(document, _outcome(document))

    def _play(self, document: dict[str, Any], outcome: str) -> None:
        """Give the steps of a scripted run the outcomes that the script says."""
        script = document["script"]
        for index, step in enumerate(document["plan"]):
            named = script["steps"].get(step.get("id")) or script["steps"].get(step.get("name"))
            last = index == len(document["plan"]) - 1 and not script["steps"]
            now = self.dss.clock.now_ms()
            result: dict[str, Any] = {"outcome": named or (outcome if last else "SUCCESS")}
            if result["outcome"] == "FAILED":
                result["thrown"] = thrown_of(errors.ServerError(script["error"]))
            run = {
                "runId": self.dss.ids.short(8),
                "step": step,
                "start": now,
                "end": now,
                "result": {"type": "STEP_DONE", **result},
                "additionalReportItems": [],
            }
            document["stepRuns"].append(run)
            if result["outcome"] in ("FAILED", "ABORTED"):
                return

    def _end(self, document: dict[str, Any], outcome: str) -> None:
        now = self.dss.clock.now_ms()
        run, lines = document["run"], document["log"][""]
        document["phase"] = ENDED
        run["end"] = now
        run["result"] = {
            "type": "SCENARIO_DONE",
            "outcome": outcome,
            "start": run["start"],
            "end": now,
        }
        lines.append(line(self.dss, f"Run {run['runId']} ended: {outcome}"))
        for reporter in document["reporters"]:
            kind = (reporter.get("messaging") or {}).get("type")
            if reporter.get("active", True):
                lines.append(line(self.dss, f"The mock sends no messages: reporter of type {kind}"))
        self.dss.futures.close(document["futureId"], aborted=outcome == "ABORTED")


def _outcome(document: Mapping[str, Any]) -> str:
    """How a run stands after the steps that have run; a step may forget what was before it."""
    outcome = "SUCCESS"
    for run in document["stepRuns"]:
        own = run["result"]["outcome"]
        outcome = own if run["step"].get("resetScenarioStatus") else worse(outcome, own)
    return outcome


def _trigger(scenario: Mapping[str, Any], id: str) -> Mapping[str, Any]:
    for trigger in scenario.get("triggers") or []:
        if trigger.get("id") == id:
            return trigger
    if id != "manual":
        raise errors.NotFound(f"trigger does not exist: {id}")
    return MANUAL


def _payload(key: str, id: str) -> dict[str, Any]:
    """What the task that is a run says of itself."""
    return {
        "type": "SCENARIO",
        "displayName": f"Scenario {id}",
        "targets": [{"projectKey": key, "objectType": "SCENARIO", "objectId": id}],
        "extras": {},
    }
