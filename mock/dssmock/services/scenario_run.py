"""Handlers of runs of scenarios: start, follow, abort, history, reports."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from dssmock import errors
from dssmock.core import Binary, Call, Text, handles
from dssmock.scenarios import DEFINITIONS, ENDED
from dssmock.scenarios import TABLE as RUNS
from dssmock.services import _scenario_reports as reports
from dssmock.services import _scenario_steps as _registers_steps  # noqa: F401 (loading it registers its handlers)
from dssmock.services._object_state import WRITE, rows_of
from dssmock.services.scenario import of, row_of, runs_of


def may_run(call: Call) -> None:
    """Refuse who may neither run scenarios of the project nor write in it.

    Raises:
        errors.Forbidden: the caller may not.
    """
    key = call.path["project_key"]
    right = "runScenarios" if call.may_project(key, "runScenarios") else WRITE
    call.require_project(key, right)


def run_of(call: Call) -> dict[str, Any]:
    """The document of the run that is meant.

    Raises:
        errors.NotFound: the scenario has no such run.
    """
    scenario = of(call)
    for run in runs_of(call, scenario):
        if run["run"]["runId"] == call.path["run_id"]:
            return run
    raise errors.NotFound(f"run does not exist: {row_of(scenario)} {call.path['run_id']}")


def row_of_run(run: dict[str, Any]) -> str:
    """Identifier of a run in its table."""
    return f"{run['projectKey']}.{run['scenarioId']}.{run['fire']['runId']}"


def row_of_fire(call: Call) -> str:
    """Identifier in the table of the fire that is meant.

    Raises:
        errors.NotFound: the trigger did not fire so.
    """
    scenario, fire_id = of(call), call.query["triggerRunId"]
    trigger_id = call.path.get("trigger_id") or call.query["triggerId"]
    row = f"{row_of(scenario)}.{fire_id}"
    run = call.dss.table(RUNS).find(row)
    if run is None or run["fire"]["trigger"].get("id") != trigger_id:
        raise errors.NotFound(f"fire of trigger {trigger_id} does not exist: {fire_id}")
    return row


@handles("scenario_run")
def start(call: Call) -> dict[str, Any]:
    may_run(call)
    scenario = of(call)
    row = call.dss.scenarios.fire(
        scenario["projectKey"], scenario["id"], by=call.auth.name, params=call.body
    )
    return call.dss.table(RUNS).get(row)["fire"]


@handles("scenario_abort")
def abort(call: Call) -> dict[str, Any]:
    may_run(call)
    scenario = of(call)
    call.dss.scenarios.abort(scenario["projectKey"], scenario["id"])
    return {"msg": f"Scenario {scenario['id']} aborted"}


@handles("scenario_get_trigger_fire")
def get_fire(call: Call) -> dict[str, Any]:
    return call.dss.table(RUNS).get(row_of_fire(call))["fire"]


@handles("scenario_get_run_of_trigger")
def get_run_of_trigger(call: Call) -> dict[str, Any]:
    run = call.dss.scenarios.read(row_of_fire(call))["run"]
    return {} if run is None else {"scenarioRun": run}


@handles("scenario_list_last_runs")
def list_last_runs(call: Call) -> list[dict[str, Any]]:
    limit = call.query.get("limit", 10)
    if limit < 0:
        raise errors.BadRequest(f"limit must not be negative: {limit}")
    finished = call.query.get("onlyFinishedRuns", False)
    runs = [run for run in runs_of(call, of(call)) if not finished or run["phase"] == ENDED]
    return [run["run"] for run in runs[:limit]]


@handles("scenario_list_runs_by_date")
def list_runs_by_date(call: Call) -> list[dict[str, Any]]:
    first = _day("fromDate", call.query["fromDate"])
    end = call.query.get("toDate")
    until = date.max if end is None else _day("toDate", end)
    found = []
    for run in runs_of(call, of(call)):
        day = datetime.fromtimestamp(run["run"]["start"] / 1000, tz=UTC).date()
        if first <= day < until:
            found.append(run["run"])
    return found


def _day(name: str, text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError as problem:
        raise errors.BadRequest(f"{name} must be a day as yyyy-MM-dd: {text!r}") from problem


@handles("scenario_get_run")
def get_run(call: Call) -> dict[str, Any]:
    run = call.dss.scenarios.read(row_of_run(run_of(call)))
    return {"scenarioRun": run["run"], "stepRuns": run["stepRuns"]}


@handles("scenario_read_log")
def read_log(call: Call) -> Text:
    run = run_of(call)
    step_id = call.query.get("stepId") or ""
    if step_id not in run["log"]:
        raise errors.NotFound(f"step does not exist or has not run: {step_id}")
    return Text("".join(f"{line}\n" for line in run["log"][step_id]))


@handles("scenario_get_run_report")
def get_run_report(call: Call) -> Binary:
    return Binary(reports.junit([_tested(run_of(call))]), "report.xml")


@handles("scenario_get_step_report")
def get_step_report(call: Call) -> Binary:
    run = _tested(run_of(call))
    step_id = call.query["stepId"]
    for step_run in run["stepRuns"]:
        if step_run["step"].get("id") == step_id:
            return Binary(reports.junit_step(run, step_run), "report.xml")
    raise errors.NotFound(f"step does not exist or has not run: {step_id}")


def _tested(run: dict[str, Any]) -> dict[str, Any]:
    """A run of which there is a report.

    Raises:
        errors.BadRequest: the scenario was not marked as test, or the run goes on.
    """
    if not run["markedAsTest"]:
        raise errors.BadRequest(f"Scenario {run['scenarioId']} was not marked as test")
    if run["phase"] != ENDED:
        raise errors.BadRequest(f"Run {run['run']['runId']} goes on")
    return run


@handles("scenario_get_last_test_report")
def get_last_test_report(call: Call) -> Binary:
    return Binary(reports.junit(_last_tests(call)), "report.xml")


@handles("scenario_get_last_test_html_report")
def get_last_test_html_report(call: Call) -> Binary:
    data = reports.page(call.path["project_key"], _last_tests(call))
    return Binary(data, "report.html")


@handles("scenario_get_testing_status")
def get_testing_status(call: Call) -> dict[str, Any]:
    outcomes = [run["run"]["result"]["outcome"] for run in _last_tests(call)]
    counts = {outcome: outcomes.count(outcome) for outcome in sorted(set(outcomes))}
    return {"nbTotalRanScenarios": len(outcomes), "nbScenariosPerOutcome": counts}


def _last_tests(call: Call) -> list[dict[str, Any]]:
    """The last run that ended of each scenario of the project that is marked as test."""
    key = call.path["project_key"]
    call.require_project(key)
    bundle = call.query.get("bundleId")
    found = []
    for scenario in rows_of(call.dss, DEFINITIONS, key):
        if scenario.get("markedAsTest"):
            runs = [run for run in runs_of(call, scenario) if run["phase"] == ENDED]
            # What ran under another bundle says nothing of this one.
            mine = [run for run in runs if bundle in (None, run.get("bundleId"))]
            found += mine[:1]
    return found
