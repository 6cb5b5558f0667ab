"""Handlers of comparisons, by their paths of today and by those of DSS 11 to 13."""

from __future__ import annotations

from typing import Any, Final

from dssmock import errors
from dssmock.core import EMPTY, Call, Empty, handles
from dssmock.services import _object_state as objects

TABLE: Final = "evaluation_comparisons"


def _require(call: Call, right: str = objects.READ) -> dict[str, Any]:
    return objects.require(call, TABLE, "comparison", call.path["comparison_id"], right)


@handles("evaluation_comparison_list", "evaluation_comparison_list_old")
def list_comparisons(call: Call) -> list[dict[str, Any]]:
    key, wanted = call.path["project_key"], call.query.get("modelTaskTypes")
    call.require_project(key)
    found = objects.rows_of(call.dss, TABLE, key)
    return [each for each in found if not wanted or each.get("modelTaskType") in wanted]


@handles("evaluation_comparison_create", "evaluation_comparison_create_of_models")
def create(call: Call) -> dict[str, Any]:
    key, body = call.path["project_key"], call.body
    call.require_project(key, objects.WRITE)
    if not body.get("predictionType"):
        raise errors.BadRequest("The type of the models is missing")
    id = call.dss.ids.short(8)
    document = {
        "id": id,
        "projectKey": key,
        "displayName": body["displayName"],
        "modelTaskType": body["predictionType"],
        "predictionType": body["predictionType"],
        "comparedModels": [],
    }
    call.dss.table(TABLE).add(f"{key}.{id}", objects.begun(call, document))
    return {"id": id}


@handles("evaluation_comparison_get", "evaluation_comparison_get_old")
def get(call: Call) -> dict[str, Any]:
    return _require(call)


@handles("evaluation_comparison_update", "evaluation_comparison_update_old")
def update(call: Call) -> Empty:
    old = _require(call, objects.WRITE)
    row = f"{old['projectKey']}.{old['id']}"
    call.dss.table(TABLE).put(row, objects.replaced(call, old, call.body))
    return EMPTY


@handles("evaluation_comparison_delete", "evaluation_comparison_delete_old")
def delete(call: Call) -> Empty:
    old = _require(call, objects.WRITE)
    call.dss.table(TABLE).delete(f"{old['projectKey']}.{old['id']}")
    return EMPTY
