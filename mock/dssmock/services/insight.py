"""Handlers of insights."""

from __future__ import annotations

from typing import Any

from dssmock import errors
from dssmock.core import EMPTY, Call, Empty, handles
from dssmock.services._object_state import begun, replaced, require, rows_of
from dssmock.services.dashboard import may_change, may_see, sees

TABLE, KIND = "insights", "insight"


@handles("insight_list")
def list_insights(call: Call) -> list[dict[str, Any]]:
    documents = rows_of(call.dss, TABLE, may_see(call))
    return [each for each in documents if sees(call, each)]


@handles("insight_create")
def create(call: Call) -> dict[str, Any]:
    key = may_change(call)
    given = {k: value for k, value in call.body["insightPrototype"].items() if value is not None}
    if not given.get("type"):
        raise errors.BadRequest("The prototype of an insight needs a type")
    base = {"owner": call.auth.name, "listed": False, "params": {}, "tags": []}
    own = {"id": call.dss.ids.short(7), "projectKey": key}
    document = begun(call, {**base, "name": f"{given['type']} insight", **given, **own})
    call.dss.table(TABLE).add(f"{key}.{document['id']}", document)
    return {"id": document["id"]}


def _of(call: Call) -> dict[str, Any]:
    """The insight of a call, for a caller whose rights were looked at."""
    return require(call, TABLE, KIND, call.path["insight_id"], None)


@handles("insight_get")
def get(call: Call) -> dict[str, Any]:
    may_see(call)
    return _of(call)


@handles("insight_save")
def save(call: Call) -> dict[str, Any]:
    key = may_change(call)
    changed = replaced(call, _of(call), call.body["insight"])
    call.dss.table(TABLE).put(f"{key}.{changed['id']}", changed)
    return changed


@handles("insight_delete")
def delete(call: Call) -> Empty:
    key = may_change(call)
    call.dss.table(TABLE).delete(f"{key}.{_of(call)['id']}")
    return EMPTY
