"""The steps of scenarios that the mock really runs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from dssmock import errors
from dssmock.activities import whole
from dssmock.services import job, variable
from dssmock.services.sql import SQL_ERROR, SQL_TYPES
from dssmock.steps import StepRun, runs_steps

JOB_OUTCOMES = {"DONE": "SUCCESS", "ABORTED": "ABORTED"}


@runs_steps("build_flowitem")
def build(run: StepRun) -> None:
    """Build datasets, folders and models with one job."""
    params = run.params
    outputs = [_output(run.project_key, item) for item in params.get("builds") or []]
    if not outputs:
        run.say("Nothing to build", "WARN")
        return
    wish = {"type": params.get("jobType") or "RECURSIVE_BUILD", "outputs": outputs}
    made = job.begin(run.dss, run.project_key, wish, run.by, origin="SCENARIO", now=True)
    id, state = made["def"]["id"], made["state"]
    run.say(f"Job {id} ended: {state}")
    outcome = JOB_OUTCOMES.get(state, "FAILED")
    if outcome == "SUCCESS" and made["warningsCount"]:
        outcome = str(params.get("handleWarningsAs") or "SUCCESS")
    failure = made["failure"]
    members = {} if failure is None else {"thrown": _thrown(failure)}
    run.report("JOB_EXECUTED", outcome, jobId=id, **members)


def _output(project_key: str, item: Mapping[str, Any]) -> dict[str, Any]:
    owner, id = whole(project_key, str(item.get("itemId") or item.get("id")))
    return {
        "type": item.get("type") or "DATASET",
        "id": id,
        "projectKey": item.get("projectKey") or owner,
        "partition": item.get("partitionsSpec") or None,
    }


def _thrown(failure: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "clazz": failure["errorType"],
        "title": failure["message"],
        "message": failure["detailedMessage"],
        "stack": failure["stackTraceStr"],
        "code": failure.get("code"),
    }


@runs_steps("exec_sql")
def execute_sql(run: StepRun) -> None:
    """Run statements in the database of a connection, and commit."""
    import duckdb

    params = run.params
    name = str(params.get("connection") or "")
    connection = run.dss.table("connections").find(name)
    if connection is None or connection["type"] not in SQL_TYPES:
        raise errors.BadRequest(f"Connection '{name}' does not exist or is no SQL database")
    statement = params.get("sql") or params.get("query") or params.get("script") or ""
    try:
        rows = run.dss.sql.execute(name, statement)
    except duckdb.Error as problem:
        raise errors.BadRequest(str(problem), SQL_ERROR) from problem
    run.say(f"{len(rows)} rows")
    run.report("EXECUTED_SQL", connection=name, rowCount=len(rows))


@runs_steps("set_project_vars", "set_project_variables")
def set_project_variables(run: StepRun) -> None:
    """Set standard variables of the project; formulas are taken as they are."""
    new = _variables(run.params)
    with run.dss.table("projects").edit(run.project_key) as project:
        project["variables"]["standard"].update(new)
    run.say(f"Set {', '.join(new) or 'nothing'}")
    run.report("SET_PROJECT_VARIABLES", variables=new)


@runs_steps("set_global_vars", "set_global_variables")
def set_global_variables(run: StepRun) -> None:
    """Set variables of the instance."""
    new = _variables(run.params)
    table = run.dss.table("variables")
    table.put(variable.ID, {**(table.find(variable.ID) or {}), **new})
    run.say(f"Set {', '.join(new) or 'nothing'}")
    run.report("SET_GLOBAL_VARIABLES", variables=new)


@runs_steps("define_vars", "define_variables")
def define_variables(run: StepRun) -> None:
    """Set variables that live as long as the run."""
    run.variables.update(_variables(run.params))
    run.say(f"The variables are {json.dumps(run.variables)}")


def _variables(params: Mapping[str, Any]) -> dict[str, Any]:
    """The variables of a step: an object, the same as text, or a list of keys and values.

    Raises:
        errors.BadRequest: they are none of these.
    """
    given = params.get("variables") or {}
    if isinstance(given, str):
        try:
            given = json.loads(given)
        except ValueError as problem:
            raise errors.BadRequest(f"The variables are no JSON: {problem}") from problem
    if isinstance(given, list) and all(isinstance(each, Mapping) for each in given):
        given = {str(each.get("key") or each.get("name")): each.get("value") for each in given}
    if not isinstance(given, dict):
        raise errors.BadRequest("The variables must be an object")
    return given


@runs_steps("run_scenario")
def run_scenario(run: StepRun) -> None:
    """Run another scenario, and wait for it."""
    key = run.params.get("projectKey") or run.project_key
    id = str(run.params.get("scenarioId"))
    made = run.dss.scenarios.run_now(key, id, run.by)
    outcome = made["run"]["result"]["outcome"]
    run.say(f"Scenario {key}.{id} ended: {outcome}")
    run.report(
        "RAN_SCENARIO", outcome, projectKey=key, scenarioId=id, scenarioRunId=made["run"]["runId"]
    )


@runs_steps("kill_scenario")
def kill_scenario(run: StepRun) -> None:
    """Abort another scenario."""
    key = run.params.get("projectKey") or run.project_key
    id = str(run.params.get("scenarioId"))
    run.dss.scenarios.abort(key, id)
    run.say(f"Aborted scenario {key}.{id}")
