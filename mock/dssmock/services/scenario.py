"""Handlers of scenarios: list, create, read, change, delete."""

from __future__ import annotations

import re
from typing import Any, Final

from dssmock import errors
from dssmock.core import Call, handles
from dssmock.scenarios import DEFINITIONS, RUNNING
from dssmock.scenarios import TABLE as RUNS
from dssmock.services._object_state import READ, WRITE, begun, replaced, require, rows_of
from dssmock.services._scenario_times import next_run

SCRIPTS: Final = "scenario_scripts"
TYPES: Final = ("step_based", "custom_python")
LIGHT: Final = ("active", "checklists", "description", "shortDesc", "tags")
KEPT: Final = ("id", "projectKey", "type")


def of(call: Call, right: str = READ) -> dict[str, Any]:
    """The definition of the scenario that is meant.

    Raises:
        errors.NotFound: the project has none of this identifier.
    """
    return require(call, DEFINITIONS, "scenario", call.path["scenario_id"], right)


def row_of(scenario: dict[str, Any]) -> str:
    """Identifier of a scenario in its table."""
    return f"{scenario['projectKey']}.{scenario['id']}"


def runs_of(call: Call, scenario: dict[str, Any]) -> list[dict[str, Any]]:
    """The runs of a scenario, newest first; what only fired is not among them."""
    runs = rows_of(call.dss, RUNS, row_of(scenario))
    return [run for run in reversed(runs) if run["run"] is not None]


def shown(call: Call, scenario: dict[str, Any]) -> dict[str, Any]:
    """A scenario as lists show it."""
    runs = [run for run in runs_of(call, scenario) if run["phase"] == RUNNING]
    return {
        "id": scenario["id"],
        "projectKey": scenario["projectKey"],
        "name": scenario["name"],
        "type": scenario["type"],
        "active": scenario.get("active") or False,
        "running": bool(runs),
        "start": runs[0]["run"]["start"] if runs else 0,
        "nextRun": next_run(scenario, call.dss.clock.now_ms()),
        "shortDesc": scenario.get("shortDesc"),
        "tags": scenario.get("tags") or [],
        "markedAsTest": scenario.get("markedAsTest") or False,
    }


@handles("scenario_list")
def list_scenarios(call: Call) -> list[dict[str, Any]]:
    key = call.path["project_key"]
    call.require_project(key)
    return [shown(call, each) for each in rows_of(call.dss, DEFINITIONS, key)]


@handles("scenario_create")
def create(call: Call) -> dict[str, Any]:
    key, wish = call.path["project_key"], call.body
    call.require_project(key, WRITE)
    name, kind = wish.get("name"), wish.get("type")
    if not name:
        raise errors.BadRequest("A scenario needs a name")
    if kind not in TYPES:
        raise errors.BadRequest(f"Unknown type of scenario: {kind}")
    id = re.sub(r"[^A-Za-z0-9_]", "_", name)
    blank = {"active": False, "triggers": [], "reporters": [], "tags": [], "markedAsTest": False}
    params = dict(wish.get("params") or {})
    if kind == "step_based":
        params.setdefault("steps", [])
    fixed = {"id": id, "projectKey": key, "params": params}
    check_user(call, {}, wish)
    call.dss.table(DEFINITIONS).add(f"{key}.{id}", begun(call, {**blank, **wish, **fixed}))
    return {"id": id}


def check_user(call: Call, old: dict[str, Any], new: dict[str, Any]) -> None:
    """Refuse a login to run as, which only administrators may choose.

    Raises:
        errors.Forbidden: somebody else chose it.
    """
    login = new.get("runAsUser")
    if login not in (None, old.get("runAsUser")) and not call.auth.admin:
        raise errors.Forbidden("Only administrators may say as whom a scenario runs")


@handles("scenario_get")
def get(call: Call) -> dict[str, Any]:
    return of(call)


@handles("scenario_update")
def update(call: Call) -> dict[str, Any]:
    old = of(call, WRITE)
    check_user(call, old, call.body)
    new = replaced(call, old, call.body)
    new.update({name: old[name] for name in KEPT}, name=new.get("name") or old["name"])
    call.dss.table(DEFINITIONS).put(row_of(old), new)
    return {"msg": f"Scenario {old['id']} saved"}


@handles("scenario_delete")
def delete(call: Call) -> dict[str, Any]:
    scenario = of(call, WRITE)
    row = row_of(scenario)
    call.dss.scenarios.abort(scenario["projectKey"], scenario["id"])
    call.dss.table(DEFINITIONS).delete(row)
    for table in (RUNS, SCRIPTS):
        for id in call.dss.table(table).ids():
            if id == row or id.startswith(f"{row}."):
                call.dss.table(table).delete(id)
    return {"msg": f"Scenario {scenario['id']} deleted"}


@handles("scenario_get_status")
def get_status(call: Call) -> dict[str, Any]:
    scenario = of(call)
    status = shown(call, scenario)
    status["checklists"] = scenario.get("checklists") or {"checklists": []}
    status["description"] = scenario.get("description")
    runs = [run for run in runs_of(call, scenario) if run["phase"] != RUNNING]
    if runs:
        last = runs[0]["run"]
        status["lastRun"] = {
            "runId": last["runId"],
            "outcome": last["result"]["outcome"],
            "start": last["start"],
            "end": last["end"],
            "trigger": last["trigger"]["trigger"],
        }
    return status


@handles("scenario_update_status")
def update_status(call: Call) -> dict[str, Any]:
    old = of(call, WRITE)
    changes = {name: call.body[name] for name in LIGHT if name in call.body}
    call.dss.table(DEFINITIONS).put(row_of(old), replaced(call, old, {**old, **changes}))
    return {"msg": f"Scenario {old['id']} saved"}


@handles("scenario_get_payload")
def get_payload(call: Call) -> dict[str, Any]:
    script = call.dss.table(SCRIPTS).find(row_of(of(call)))
    return {"script": (script or {}).get("script") or ""}


@handles("scenario_update_payload")
def update_payload(call: Call) -> dict[str, Any]:
    scenario = of(call, WRITE)
    call.dss.table(SCRIPTS).put(row_of(scenario), {"script": call.body["script"] or ""})
    return {"msg": f"Script of scenario {scenario['id']} saved"}
