"""Handlers of evaluations as DSS 9 had them: settings and files."""

from __future__ import annotations

from typing import Any

from dssmock import errors
from dssmock.core import EMPTY, Binary, Call, Empty, handles
from dssmock.services import _evaluation_state as state
from dssmock.services import _object_state as objects
from dssmock.services._managed_folder_state import clean


def _shown(found: dict[str, Any]) -> dict[str, Any]:
    place = state.reference(found)
    ref = {"projectKey": place["projectKey"], "id": place["id"], "runId": place["evaluationId"]}
    return {"ref": ref, "settings": found.get("run") or {}}


@handles("model_evaluation_list_runs_old")
def list_runs(call: Call) -> list[dict[str, Any]]:
    found = state.evaluations_of(call.dss, state.store(call))
    return [_shown(each) for each in found]


@handles("model_evaluation_create_run_old")
def create_run(call: Call) -> dict[str, Any]:
    document = state.store(call, objects.WRITE)
    id = call.dss.ids.short(8)
    parts = {"run": call.body, "predictionType": call.body.get("predictionType")}
    state.add(call.dss, document, id, **parts)
    return {"id": id}


@handles("model_evaluation_get_run_old")
def get_run(call: Call) -> dict[str, Any]:
    return _shown(state.evaluation(call)[1])


@handles("model_evaluation_get_run_settings_old")
def get_settings(call: Call) -> dict[str, Any]:
    return _shown(state.evaluation(call)[1])["settings"]


@handles("model_evaluation_update_run_settings_old")
def update_settings(call: Call) -> dict[str, Any]:
    row, _ = state.evaluation(call, objects.WRITE)
    with call.dss.table(state.EVALUATIONS).edit(row) as found:
        found["run"] = call.body
    return call.body


def _file(call: Call, found: dict[str, Any]) -> tuple[str, str]:
    """Path and bytes of the file of the call."""
    path = clean(call.path["file_path"])
    return path, state.files_of(found) + path.removeprefix("/")


@handles("model_evaluation_list_run_files_old")
def list_files(call: Call) -> dict[str, Any]:
    _, found = state.evaluation(call)
    start = state.files_of(found)
    times = found.get("files") or {}
    return {
        "items": [
            {
                "path": f"/{name.removeprefix(start)}",
                "size": len(call.dss.blobs.get(name)),
                "lastModified": times.get(f"/{name.removeprefix(start)}"),
            }
            for name in sorted(call.dss.blobs.keys(start))
        ]
    }


@handles("model_evaluation_download_run_file_old")
def download_file(call: Call) -> Binary:
    _, found = state.evaluation(call)
    return Binary(call.dss.blobs.get(_file(call, found)[1]))


@handles("model_evaluation_upload_run_file_old")
def upload_file(call: Call) -> dict[str, Any]:
    row, found = state.evaluation(call, objects.WRITE)
    data = call.files["file"].data
    path, name = _file(call, found)
    now = call.dss.clock.now_ms()
    call.dss.blobs.put(name, data)
    with call.dss.table(state.EVALUATIONS).edit(row) as draft:
        draft["files"] = {**(draft.get("files") or {}), path: now}
    return {"path": path, "size": len(data), "lastModified": now}


@handles("model_evaluation_delete_run_file_old")
def delete_file(call: Call) -> Empty:
    _, found = state.evaluation(call, objects.WRITE)
    path, name = _file(call, found)
    if name not in call.dss.blobs:
        raise errors.NotFound(f"evaluation {found['evaluationId']} has no file {path}")
    call.dss.blobs.delete(name)
    return EMPTY
