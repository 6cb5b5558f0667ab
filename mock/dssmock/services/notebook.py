"""Running notebooks and their sessions."""

from __future__ import annotations

from typing import Any

from dssmock import errors
from dssmock.core import Call, handles


def key_of(project_key: str, name: str) -> str:
    """Identifier of a notebook in its table; no project key holds a slash."""
    return f"{project_key}/{name}"


def runs(doc: dict[str, Any]) -> bool:
    """Whether a notebook has a session at work."""
    return bool(doc.get("activeSessions"))


@handles("notebook_list_running")
def list_running(call: Call) -> list[dict[str, Any]]:
    """Those that run in projects the caller may read."""
    docs = call.dss.table("notebooks").values()
    return [doc for doc in docs if runs(doc) and call.may_project(doc["projectKey"])]


@handles("notebook_list_active")
def list_active(call: Call) -> list[dict[str, Any]]:
    """Those of one project that run."""
    key = call.path["project_key"]
    call.require_project(key)
    docs = call.dss.table("notebooks").values()
    return [doc for doc in docs if runs(doc) and doc["projectKey"] == key]


@handles("notebook_get_state")
def get_state(call: Call) -> dict[str, Any]:
    """One notebook and its sessions."""
    key = call.path["project_key"]
    call.require_project(key)
    name = call.query["notebookName"]
    running = call.dss.table("notebooks").find(key_of(key, name))
    if running is None and f"{key}.{name}" in call.dss.table("jupyter_notebooks"):
        # A notebook that has never run has no line among those that do.
        return {"projectKey": key, "name": name, "activeSessions": []}
    return call.dss.table("notebooks").get(key_of(key, name))


@handles("notebook_unload")
def unload(call: Call) -> dict[str, Any]:
    """End a session."""
    project_key, name = call.path["project_key"], call.query["notebookName"]
    call.require_project(project_key, "writeProjectContent")
    session_id = call.query["sessionId"]
    with call.dss.table("notebooks").edit(key_of(project_key, name)) as doc:
        sessions = doc.get("activeSessions") or []
        left = [one for one in sessions if one.get("sessionId") != session_id]
        if len(left) == len(sessions):
            raise errors.NotFound(f"session does not exist: {session_id}")
        doc["activeSessions"] = left
    return {"msg": f"Session {session_id} of {name} stopped"}
