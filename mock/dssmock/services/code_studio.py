"""Handlers of the code studios of a project."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dssmock import errors
from dssmock.core import EMPTY, Call, Empty, handles
from dssmock.services import _code_studio_state as state
from dssmock.services._object_state import READ, WRITE, begun, replaced, require, rows_of
from dssmock.services._project_state import check_owner
from dssmock.services.code_studio_template import TEMPLATES, usable


def studio_of(call: Call, right: str = READ) -> dict[str, Any]:
    """The code studio of a call.

    Raises:
        errors.NotFound: the project has no such code studio.
    """
    return require(call, state.STUDIOS, "code studio", call.path["code_studio_id"], right)


def own_studio(call: Call) -> dict[str, Any]:
    """The code studio of a call, for its owner or an administrator of the project.

    Raises:
        errors.Forbidden: the caller is neither.
    """
    studio = studio_of(call)
    key = studio["projectKey"]
    mine = studio["owner"] == call.auth.name and call.may_project(key, WRITE)
    if not (mine or call.may_project(key, "admin")):
        raise errors.Forbidden(f"Code studio {state.row_of(studio)} belongs to another user")
    return studio


def running_studio(call: Call) -> dict[str, Any]:
    """The code studio of a call, which runs.

    Raises:
        errors.BadRequest: it does not.
    """
    studio = own_studio(call)
    if state.run_of(call.dss, studio)["state"] != "RUNNING":
        raise errors.BadRequest(f"Code studio {state.row_of(studio)} does not run")
    return studio


@handles("code_studio_list")
def list_studios(call: Call) -> list[dict[str, Any]]:
    key = call.path["project_key"]
    call.require_project(key)
    return [
        {**each, "desc": _desc(call, each["templateId"])}
        for each in rows_of(call.dss, state.STUDIOS, key)
    ]


def _desc(call: Call, template_id: str) -> dict[str, Any]:
    template = call.dss.table(TEMPLATES).find(template_id) or {}
    return {name: template[name] for name in ("label", "shortDesc") if name in template}


@handles("code_studio_create")
def create(call: Call) -> dict[str, Any]:
    key, name = call.path["project_key"], call.body["name"]
    call.require_project(key, WRITE)
    if not name.strip():
        raise errors.BadRequest("A code studio needs a name")
    template = call.dss.table(TEMPLATES).find(call.body["templateId"])
    if template is None or not usable(call, template):
        raise errors.NotFound(f"code studio template does not exist: {call.body['templateId']}")
    id = call.dss.ids.short(8)
    studio = begun(
        call,
        {
            "id": id,
            "projectKey": key,
            "name": name,
            "templateId": template["id"],
            "owner": call.auth.name,
            "libName": id,
            "tags": [],
        },
    )
    call.dss.table(state.STUDIOS).add(state.row_of(studio), studio)
    return {"codeStudio": studio}


@handles("code_studio_get")
def get(call: Call) -> dict[str, Any]:
    return studio_of(call)


@handles("code_studio_delete")
def delete(call: Call) -> Empty:
    state.erase(call.dss, own_studio(call))
    return EMPTY


@handles("code_studio_get_status")
def get_status(call: Call) -> dict[str, Any]:
    run = state.run_of(call.dss, studio_of(call))
    running = run["state"] == "RUNNING"
    return {
        "state": run["state"],
        "lastStateChange": run["lastStateChange"],
        "syncedZones": [{"id": zone} for zone in state.ZONES] if running else [],
        "exposed": [{"port": state.PORT}] if running else [],
    }


@handles("code_studio_start")
def start(call: Call) -> dict[str, Any]:
    studio = own_studio(call)
    template = call.dss.table(TEMPLATES).find(studio["templateId"])
    if template is None:
        raise errors.BadRequest(f"The template does not exist any more: {studio['templateId']}")
    if not template["lastBuilt"]:
        raise errors.BadRequest(f"The code studio needs a template that is built: {template['id']}")
    return _started(call, studio, "STARTING", state.start)


@handles("code_studio_stop")
def stop(call: Call) -> dict[str, Any]:
    studio = own_studio(call)
    if state.run_of(call.dss, studio)["state"] == "STOPPED":
        return call.dss.futures.done()
    return _started(call, studio, "STOPPING", state.stop)


def _started(
    call: Call, studio: dict[str, Any], passing: str, work: Callable[..., None]
) -> dict[str, Any]:
    """Start the task that takes a code studio from one state to another."""
    row = state.row_of(studio)

    def run() -> dict[str, Any]:
        # It may be deleted meanwhile.
        found = call.dss.table(state.STUDIOS).find(row)
        if found is None:
            raise errors.NotFound(f"code studio does not exist: {row}")
        work(call.dss, found)
        return {"projectKey": studio["projectKey"], "codeStudioId": studio["id"]}

    about = {"projectKey": studio["projectKey"], "objectType": "CODE_STUDIO"}
    payload = {
        "type": "CODE_STUDIO",
        "displayName": f"{passing.capitalize()} code studio {studio['name']}",
        "targets": [{**about, "objectId": studio["id"]}],
        "extras": {},
    }
    # The earlier state counts until the task is there: its number is part of the new one.
    task = call.dss.futures.start(call, run, payload=payload)
    state.begin(call.dss, studio, passing, task["jobId"])
    return task


@handles("code_studio_set_owner")
def set_owner(call: Call) -> dict[str, Any]:
    studio, login = own_studio(call), call.query["newOwner"]
    check_owner(call.dss, login)
    changed = replaced(call, studio, {**studio, "owner": login})
    state.hand_over(call.dss, studio, changed)
    return changed


@handles("code_studio_check_conflicts")
def check_conflicts(call: Call) -> dict[str, Any]:
    studio, zone = running_studio(call), call.path["zone"]
    if zone not in state.ZONES:
        return {"error": f"No such zone: {zone}"}
    return {zone: state.conflicts(call.dss, studio, zone)}


@handles("code_studio_pull")
def pull(call: Call) -> Empty:
    state.pull(call.dss, running_studio(call), state.check_zone(call.path["zone"]))
    return EMPTY


@handles("code_studio_push")
def push(call: Call) -> dict[str, Any]:
    return state.push(call.dss, running_studio(call), state.check_zone(call.path["zone"]))
