"""Handlers of webapps and their backends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dssmock import errors
from dssmock.core import EMPTY, Call, Empty, handles
from dssmock.services._object_state import READ, WRITE, begun, replaced, require, rows_of

if TYPE_CHECKING:
    from dssmock.core import DSSMock

TABLE, BACKENDS = "webapps", "webapp_backends"
SHOWN = ("id", "projectKey", "name", "type", "tags", "versionTag")
EXAMPLES: Final[dict[str, dict[str, Any]]] = {
    "STANDARD": {"html": "<h1>New webapp</h1>\n", "css": "", "js": "", "python": ""},
    "BOKEH": {"python": "from bokeh.io import curdoc\n"},
    "DASH": {"python": "from dash import html\n\napp.layout = html.H1('New webapp')\n"},
    "STREAMLIT": {"python": "import streamlit\n\nstreamlit.title('New webapp')\n"},
    "SHINY": {
        "ui": "shinyUI(fluidPage())\n",
        "server": "shinyServer(function(input, output) {})\n",
    },
}


def webapp_of(call: Call, right: str = READ) -> dict[str, Any]:
    """The webapp of a call.

    Raises:
        errors.NotFound: the project has no such webapp.
    """
    return require(call, TABLE, "webapp", call.path["webapp_id"], right)


def row_of(webapp: dict[str, Any]) -> str:
    """Identifier of a webapp in the table."""
    return f"{webapp['projectKey']}.{webapp['id']}"


@handles("webapp_list")
def list_webapps(call: Call) -> list[dict[str, Any]]:
    key = call.path["project_key"]
    call.require_project(key)
    return [{name: each.get(name) for name in SHOWN} for each in rows_of(call.dss, TABLE, key)]


@handles("webapp_create")
def create(call: Call) -> dict[str, Any]:
    key, kind = call.path["project_key"], call.body["type"]
    call.require_project(key, WRITE)
    if kind not in EXAMPLES:
        raise errors.BadRequest(f"Unknown type of webapp: {kind}")
    # A standard webapp is a page; the others are nothing without their backend.
    params = {**EXAMPLES[kind], "backendEnabled": kind != "STANDARD"}
    document = begun(
        call,
        {
            "id": call.dss.ids.short(7),
            "projectKey": key,
            "name": call.body["name"],
            "type": kind,
            "params": params,
            "tags": [],
        },
    )
    call.dss.table(TABLE).add(row_of(document), document)
    return {"webAppId": document["id"]}


@handles("webapp_get")
def get(call: Call) -> dict[str, Any]:
    return webapp_of(call)


@handles("webapp_update")
def update(call: Call) -> dict[str, Any]:
    old = webapp_of(call, WRITE)
    changed = replaced(call, old, call.body)
    call.dss.table(TABLE).put(row_of(old), changed)
    return changed


def _backend(dss: DSSMock, webapp: dict[str, Any]) -> dict[str, Any]:
    return dss.table(BACKENDS).find(row_of(webapp)) or {}


@handles("webapp_get_backend_state")
def get_backend_state(call: Call) -> dict[str, Any]:
    webapp = webapp_of(call)
    state = {"projectKey": webapp["projectKey"], "webAppId": webapp["id"]}
    return {**state, **_backend(call.dss, webapp)}


@handles("webapp_start_backend")
def start_backend(call: Call) -> dict[str, Any]:
    webapp = webapp_of(call, WRITE)
    if not (webapp.get("params") or {}).get("backendEnabled"):
        raise errors.BadRequest(f"The backend of webapp {row_of(webapp)} is not enabled")

    def work() -> dict[str, Any]:
        now = call.dss.clock.now_ms()
        backend = {
            "futureInfo": {"alive": True, "aborted": False, "hasResult": False, "startTime": now},
            "codeVersion": (webapp.get("versionTag") or {}).get("versionNumber"),
        }
        call.dss.table(BACKENDS).put(row_of(webapp), backend)
        return {"projectKey": webapp["projectKey"], "webAppId": webapp["id"], **backend}

    about = {"projectKey": webapp["projectKey"], "objectType": "WEB_APP", "objectId": webapp["id"]}
    payload = {
        "type": "WEB_APP_BACKEND",
        "displayName": f"Start webapp {webapp['name']}",
        "targets": [about],
        "extras": {},
    }
    return call.dss.futures.start(call, work, payload=payload)


@handles("webapp_stop_backend")
def stop_backend(call: Call) -> Empty:
    webapp = webapp_of(call, WRITE)
    backend = _backend(call.dss, webapp)
    if backend:
        backend["futureInfo"] |= {"alive": False, "aborted": True}
        call.dss.table(BACKENDS).put(row_of(webapp), backend)
    return EMPTY
