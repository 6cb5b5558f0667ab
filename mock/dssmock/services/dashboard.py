"""Handlers of dashboards."""

from __future__ import annotations

from typing import Any

from dssmock.core import EMPTY, Call, Empty, handles
from dssmock.services._object_state import READ, begun, replaced, require, rows_of

TABLE, KIND = "dashboards", "dashboard"
SEE, CHANGE = "readDashboards", "writeDashboards"


def sees(call: Call, document: dict[str, Any]) -> bool:
    """Whether the caller sees a dashboard or insight: a private one is for its owner."""
    own = document.get("owner") == call.auth.name
    return bool(document.get("listed")) or own or call.auth.admin


def may_see(call: Call) -> str:
    """Key of the project of a call, for a caller who may see dashboards there."""
    key = call.path["project_key"]
    right = READ if call.may_project(key, READ) else SEE
    call.require_project(key, right)
    return key


def may_change(call: Call) -> str:
    """Key of the project of a call, for a caller who may change dashboards there."""
    key = call.path["project_key"]
    writer = call.may_project(key, "writeProjectContent")
    call.require_project(key, "writeProjectContent" if writer else CHANGE)
    return key


def summary(document: dict[str, Any]) -> dict[str, Any]:
    """A dashboard as lists show it."""
    pages = document.get("pages") or []
    shown = ("id", "projectKey", "name", "owner", "listed", "tags", "versionTag")
    tiles = sum(len((page.get("grid") or {}).get("tiles") or []) for page in pages)
    item = {name: document.get(name) for name in shown}
    return {**item, "numPages": len(pages), "numTiles": tiles}


@handles("dashboard_list")
def list_dashboards(call: Call) -> list[dict[str, Any]]:
    documents = rows_of(call.dss, TABLE, may_see(call))
    return [summary(each) for each in documents if sees(call, each)]


@handles("dashboard_create")
def create(call: Call) -> dict[str, Any]:
    key = may_change(call)
    base = {"owner": call.auth.name, "listed": False, "pages": [], "tags": []}
    given = {name: value for name, value in call.body.items() if value is not None}
    own = {"id": call.dss.ids.short(7), "projectKey": key}
    document = begun(call, {**base, "name": "Dashboard", **given, **own})
    call.dss.table(TABLE).add(f"{key}.{document['id']}", document)
    return {"id": document["id"]}


def _of(call: Call) -> dict[str, Any]:
    """The dashboard of a call, for a caller whose rights were looked at."""
    return require(call, TABLE, KIND, call.path["dashboard_id"], None)


@handles("dashboard_get")
def get(call: Call) -> dict[str, Any]:
    may_see(call)
    return _of(call)


@handles("dashboard_update")
def update(call: Call) -> dict[str, Any]:
    key = may_change(call)
    changed = replaced(call, _of(call), call.body)
    call.dss.table(TABLE).put(f"{key}.{changed['id']}", changed)
    return changed


@handles("dashboard_delete")
def delete(call: Call) -> Empty:
    key = may_change(call)
    call.dss.table(TABLE).delete(f"{key}.{_of(call)['id']}")
    return EMPTY
