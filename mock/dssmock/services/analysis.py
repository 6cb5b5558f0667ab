"""Handlers of visual analyses, and of making ML tasks in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dssmock.core import EMPTY, Call, Empty, handles
from dssmock.services import _ml_guess as guess
from dssmock.services import _ml_state as state
from dssmock.services import _object_state as objects
from dssmock.services._ml_data import profile


@handles("analysis_list")
def list_analyses(call: Call) -> list[dict[str, Any]]:
    key = call.path["project_key"]
    call.require_project(key)
    return [
        {
            "analysisId": each["id"],
            "analysisName": each.get("name"),
            "projectKey": key,
            "inputDataset": each.get("inputDatasetSmartName"),
            "mlTaskCount": len(state.tasks_of(call.dss, key, each["id"])),
            "versionTag": each.get("versionTag"),
        }
        for each in objects.rows_of(call.dss, state.ANALYSES, key)
    ]


@handles("analysis_create")
def create(call: Call) -> dict[str, Any]:
    key = call.path["project_key"]
    call.require_project(key, objects.WRITE)
    return {"id": state.create_analysis(call, key, call.body["inputDataset"])}


@handles("analysis_get")
def get(call: Call) -> dict[str, Any]:
    return state.analysis(call)


@handles("analysis_update")
def update(call: Call) -> dict[str, Any]:
    old = state.analysis(call, objects.WRITE)
    new = objects.replaced(call, old, call.body)
    # The dataset is what an analysis is about: it stays when it is left out.
    new["inputDatasetSmartName"] = new.get("inputDatasetSmartName") or old.get(
        "inputDatasetSmartName"
    )
    call.dss.table(state.ANALYSES).put(f"{old['projectKey']}.{old['id']}", new)
    return new


@handles("analysis_delete")
def delete(call: Call) -> Empty:
    document = state.analysis(call, objects.WRITE)
    key, id = document["projectKey"], document["id"]
    for each in state.tasks_of(call.dss, key, id):
        state.delete_task(call.dss, f"{key}.{id}.{each['id']}")
    call.dss.table(state.ANALYSES).delete(f"{key}.{id}")
    return EMPTY


@handles("analysis_list_ml_tasks")
def list_ml_tasks(call: Call) -> dict[str, Any]:
    document = state.analysis(call)
    found = state.tasks_of(call.dss, document["projectKey"], document["id"])
    return {"mlTasks": [state.summary(call.dss, each) for each in found]}


@handles("analysis_create_ml_task")
def create_ml_task(call: Call) -> dict[str, Any]:
    document = state.analysis(call, objects.WRITE)
    return create_task(call, document["projectKey"], document["id"], call.body)


def create_task(call: Call, key: str, analysis_id: str, wish: Mapping[str, Any]) -> dict[str, Any]:
    """Make an ML task in an analysis, and begin to guess its settings; gives where it is.

    Raises:
        errors.BadRequest: the wish makes no sense for the data, or they cannot be read.
        errors.NotFound: the dataset is gone.
    """
    dataset = state.dataset_of(call.dss, key, analysis_id)
    settings = guess.settings(wish, profile(call.dss, dataset))
    id = call.dss.ids.short(8)
    target = settings.get("targetVariable") or ", ".join(settings.get("multiTargetVariables") or [])
    document = {
        "id": id,
        "projectKey": key,
        "analysisId": analysis_id,
        "name": f"Predict {target}" if target else "Clustering",
        "settings": settings,
        "guess": state.begun(call.dss),
        "sessions": [],
        "lastSession": 0,
        "runQueue": False,
        "splits": False,
    }
    call.dss.table(state.TASKS).add(f"{key}.{analysis_id}.{id}", document)
    return {"analysisId": analysis_id, "mlTaskId": id}
