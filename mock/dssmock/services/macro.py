"""Handlers of macros: list, run, follow, abort.

A run that is waited for has ended when the answer comes. One that is not is seen running once, and
has ended when somebody looks again; ``mock.table("macro_results")`` may hold, by type of macro,
the ``result`` or the ``error`` of a macro that the mock cannot run itself.
"""

from __future__ import annotations

import json
from typing import Any, Final

from dssmock import errors
from dssmock.core import EMPTY, Binary, Call, Empty, handles
from dssmock.services._macro_builtin import definitions, work_of
from dssmock.services._object_state import WRITE

TABLE, RESULTS = "macro_runs", "macro_results"
RUNNING, DONE, FAILED, ABORTED = "RUNNING", "DONE", "FAILED", "ABORTED"
MEDIA: Final = {"HTML": "text/html", "RESULT_TABLE": "application/json"}


def shown(call: Call, definition: dict[str, Any]) -> dict[str, Any]:
    """A macro as the API shows it; others than administrators see no parameters for them."""
    return definition if call.auth.admin else {**definition, "adminParams": []}


def of(call: Call, right: str = "readProjectContent") -> dict[str, Any]:
    """The definition of the macro that is meant.

    Raises:
        errors.NotFound: there is none of this type.
    """
    call.require_project(call.path["project_key"], right)
    wanted = call.path["runnable_type"]
    for definition in definitions(call.dss):
        if definition["runnableType"] == wanted:
            return definition
    raise errors.NotFound(f"macro does not exist: {wanted}")


def row_of(call: Call, right: str = "readProjectContent") -> str:
    """Identifier in the table of the run that is meant, whether there is one or not."""
    of(call, right)
    return f"{call.path['project_key']}.{call.path['run_id']}"


def run_of(call: Call, right: str = "readProjectContent") -> tuple[str, dict[str, Any]]:
    """The run that is meant, and its identifier in the table.

    Raises:
        errors.NotFound: the macro has no such run.
    """
    row = row_of(call, right)
    run = call.dss.table(TABLE).find(row)
    if run is None or run["runnableType"] != call.path["runnable_type"]:
        raise errors.NotFound(f"run does not exist: {call.path['run_id']}")
    return row, run


@handles("macro_list")
def list_macros(call: Call) -> list[dict[str, Any]]:
    call.require_project(call.path["project_key"])
    return [shown(call, definition) for definition in definitions(call.dss)]


@handles("macro_get")
def get(call: Call) -> dict[str, Any]:
    return shown(call, of(call))


@handles("macro_run")
def run(call: Call) -> dict[str, Any]:
    definition = of(call, WRITE)
    key, id = call.path["project_key"], call.dss.ids.short(8)
    body = call.body or {}
    admin = (body.get("adminParams") or {}) if call.auth.admin else {}
    document: dict[str, Any] = {
        "projectKey": key,
        "runnableType": definition["runnableType"],
        "resultType": definition["resultType"],
        "params": {**(body.get("params") or {}), **admin},
        "state": RUNNING,
        "looks": 0,
        "result": None,
        "error": None,
    }
    if call.query.get("wait", True):
        _finish(call, document)
    call.dss.table(TABLE).put(f"{key}.{id}", document)
    return {"runId": id}


def _finish(call: Call, document: dict[str, Any]) -> None:
    """Do what the macro does, as far as the mock can."""
    kind = document["runnableType"]
    told = call.dss.table(RESULTS).find(kind) or {}
    work = work_of(kind)
    if "error" in told:
        document["state"] = FAILED
        document["error"] = errors.ServerError(told["error"]).document()
        return
    document["state"] = DONE
    if "result" in told:
        document["result"] = told["result"]
    elif work is not None:
        document["result"] = work(call.dss, document["projectKey"], document["params"])
    else:
        document["result"] = "The mock runs no code of plugins: the macro did nothing"


@handles("macro_get_state")
def get_state(call: Call) -> dict[str, Any]:
    row = row_of(call)
    if row not in call.dss.table(TABLE):
        return {"exists": False, "running": False}
    with call.dss.table(TABLE).edit(row) as document:
        if document["state"] == RUNNING and document["looks"]:
            _finish(call, document)
        document["looks"] += 1
    runs = document["state"] == RUNNING
    state = {"exists": True, "running": runs, "resultType": document["resultType"]}
    return {**state, "storedError": document["error"]} if document["error"] else state


@handles("macro_abort")
def abort(call: Call) -> Empty:
    row, _ = run_of(call, WRITE)
    with call.dss.table(TABLE).edit(row) as document:
        if document["state"] == RUNNING:
            document["state"] = ABORTED
    return EMPTY


@handles("macro_get_result")
def get_result(call: Call) -> Binary:
    row, document = run_of(call)
    if document["state"] == RUNNING and document["looks"]:
        _finish(call, document)
    state, result = document["state"], document["result"]
    if state == RUNNING:
        with call.dss.table(TABLE).edit(row) as kept:
            kept["looks"] += 1
        raise errors.BadRequest(f"Run {call.path['run_id']} goes on")
    call.dss.table(TABLE).delete(row)
    if state == ABORTED:
        raise errors.BadRequest(f"Run {call.path['run_id']} was aborted")
    if state == FAILED:
        raise errors.ServerError(document["error"]["message"])
    text = result if isinstance(result, str) else json.dumps(result)
    return Binary(text.encode(), content_type=MEDIA.get(document["resultType"]))
