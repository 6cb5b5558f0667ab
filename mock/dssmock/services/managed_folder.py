"""Handlers of managed folders: their definitions, copies, usages and metrics."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from dssmock import errors
from dssmock.core import EMPTY, Call, Empty, handles
from dssmock.services import _managed_folder_state as state
from dssmock.services._object_state import READ, WRITE, begun, replaced, require, rows_of

if TYPE_CHECKING:
    from dssmock.core import DSSMock

KIND = "managed folder"


def folder_of(call: Call, right: str = READ) -> dict[str, Any]:
    """The folder of a call, for a caller who has a right on its project.

    Raises:
        errors.NotFound: the project has no such folder.
        errors.Forbidden: the caller has not the right.
    """
    return require(call, state.FOLDERS, KIND, call.path["folder_id"], right)


def row_of(folder: Mapping[str, Any]) -> str:
    """Identifier of a folder in the table."""
    return f"{folder['projectKey']}.{folder['id']}"


@handles("managed_folder_list")
def list_folders(call: Call) -> list[dict[str, Any]]:
    key = call.path["project_key"]
    call.require_project(key)
    return rows_of(call.dss, state.FOLDERS, key)


@handles("managed_folder_create")
def create(call: Call) -> dict[str, Any]:
    key = call.path["project_key"]
    call.require_project(key, WRITE)
    params = {"path": state.PATH, **(call.body.get("params") or {})}
    connection = params.setdefault("connection", "filesystem_folders")
    found = state.type_of(call.dss, connection)
    kind = call.body.get("type") or found
    about = state.blank(call.dss, key, checked_name(call.body["name"]), kind, params)
    document = begun(call, about)
    call.dss.table(state.FOLDERS).add(row_of(document), document)
    return document


def checked_name(name: str) -> str:
    """A name that a folder can have.

    Raises:
        errors.BadRequest: it is blank.
    """
    if not name.strip():
        raise errors.BadRequest("The name of a managed folder must not be blank")
    return name


@handles("managed_folder_get")
def get(call: Call) -> dict[str, Any]:
    return folder_of(call)


@handles("managed_folder_update")
def update(call: Call) -> dict[str, Any]:
    old = folder_of(call, WRITE)
    call.dss.table(state.FOLDERS).put(row_of(old), replaced(call, old, call.body))
    return {"msg": f"Updated managed folder {row_of(old)}"}


@handles("managed_folder_delete")
def delete(call: Call) -> dict[str, Any]:
    folder = folder_of(call, WRITE)
    # The data of a deleted folder cannot be reached in any way, so it goes in any case.
    state.empty(call.dss, folder["projectKey"], folder["id"])
    for row, _ in _recipes_using(call.dss, folder):
        if row in call.dss.table("recipes"):
            call.dss.table("recipes").delete(row)
    for row in call.dss.table(state.HISTORY).ids():
        if row.startswith(f"{row_of(folder)}/"):
            call.dss.table(state.HISTORY).delete(row)
    call.dss.table(state.FOLDERS).delete(row_of(folder))
    return {"msg": f"Deleted managed folder {row_of(folder)}"}


@handles("managed_folder_rename")
def rename(call: Call) -> Empty:
    old = require(call, state.FOLDERS, KIND, call.body["id"], WRITE)
    name = checked_name(call.body["newName"])
    call.dss.table(state.FOLDERS).put(row_of(old), replaced(call, old, {**old, "name": name}))
    return EMPTY


def _recipes_using(dss: DSSMock, folder: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Row of each recipe that uses a folder, and how."""
    key, id = folder["projectKey"], folder["id"]
    for row, recipe in dss.table("recipes").items():
        described = recipe.get("recipe") or recipe
        wanted = {id, f"{key}.{id}"} if described.get("projectKey") == key else {f"{key}.{id}"}
        for side, usage in (("inputs", "RECIPE_INPUT"), ("outputs", "RECIPE_OUTPUT")):
            roles = (described.get(side) or {}).values()
            if any(item.get("ref") in wanted for role in roles for item in role["items"]):
                yield row, usage


@handles("managed_folder_list_usages")
def list_usages(call: Call) -> list[dict[str, Any]]:
    found = []
    for row, usage in _recipes_using(call.dss, folder_of(call)):
        key, _, name = row.partition(".")
        found.append({"type": usage, "objectId": name, "objectProjectKey": key})
    return found


@handles("managed_folder_copy")
def copy(call: Call) -> dict[str, Any]:
    folder = folder_of(call)
    key, id = call.body["targetProjectKey"], call.body["targetFolderId"]
    call.require_project(key, WRITE)
    target = state.find(call.dss, key, id)
    mode = call.body.get("writeMode") or "OVERWRITE"
    if mode not in {"OVERWRITE", "APPEND"}:
        raise errors.BadRequest(f"Unknown write mode: {mode}")
    if row_of(target) == row_of(folder):
        raise errors.BadRequest(f"Cannot copy {row_of(folder)} to itself")
    source = (folder["projectKey"], folder["id"])

    def work() -> dict[str, Any]:
        if mode == "OVERWRITE":
            state.empty(call.dss, key, id)
        items = state.listing(call.dss, *source)
        for item in items:
            data = state.read(call.dss, *source, item["path"])
            state.write(call.dss, key, id, item["path"], data)
        return {"copiedFiles": len(items)}

    return call.dss.futures.start(call, work, payload=_about(folder, "Copy"))


def _about(folder: Mapping[str, Any], what: str) -> dict[str, Any]:
    """What a task on a folder says of itself."""
    place = {"projectKey": folder["projectKey"], "objectId": folder["id"]}
    return {
        "type": "MANAGED_FOLDER",
        "displayName": f"{what} {row_of(folder)}",
        "targets": [{**place, "objectType": "MANAGED_FOLDER"}],
        "extras": {},
    }


@handles("managed_folder_compute_metrics")
def compute_metrics(call: Call) -> dict[str, Any]:
    folder = folder_of(call, WRITE)
    given = (call.body or {}).get("probes")
    probes = given if given is not None else (folder.get("metrics") or {}).get("probes") or []
    kinds = {probe.get("type") for probe in probes if probe.get("enabled", True)}
    return _compute(call, folder, lambda id: id.partition(":")[0] in kinds)


@handles("managed_folder_compute_metrics_from_ids")
def compute_metrics_from_ids(call: Call) -> dict[str, Any]:
    folder = folder_of(call, WRITE)
    ids = set(call.body["metricIds"])
    unknown = sorted(ids - set(state.METRICS))
    if unknown:
        raise errors.BadRequest(f"Unknown metric of {row_of(folder)}: {unknown[0]}")
    return _compute(call, folder, ids.__contains__)


def _compute(call: Call, folder: dict[str, Any], wanted: Any) -> dict[str, Any]:
    """Start a task that measures a folder."""
    only = call.query.get("partition")

    def work() -> dict[str, Any]:
        start = call.dss.clock.now_ms()
        computed = [
            value
            for partition, files in sorted(_by_partition(call.dss, folder).items())
            if only in (None, partition)
            for value in _values(partition, files)
            if wanted(value["metricId"])
        ]
        for value in computed:
            _remember(call.dss, folder, {**value, "time": start})
        return {
            "projectKey": folder["projectKey"],
            "managedFolderId": folder["id"],
            "startTime": start,
            "endTime": call.dss.clock.now_ms(),
            "computed": computed,
            "runs": [],
        }

    return call.dss.futures.start(call, work, payload=_about(folder, "Compute metrics of"))


def _by_partition(dss: DSSMock, folder: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The files of each partition, and of the whole folder."""
    items = state.listing(dss, folder["projectKey"], folder["id"])
    whole = "ALL" if (folder.get("partitioning") or {}).get("dimensions") else "NP"
    found: dict[str, list[dict[str, Any]]] = {whole: items}
    if whole == "ALL":
        for item in items:
            partition = state.partition_of(folder, item["path"])
            if partition is not None:
                found.setdefault(partition, []).append(item)
    return found


def _values(partition: str, files: list[dict[str, Any]]) -> list[dict[str, Any]]:
    measured = {state.METRICS[0]: len(files), state.METRICS[1]: sum(item["size"] for item in files)}
    return [
        {"metricId": id, "partition": partition, "dataType": "BIGINT", "value": str(value)}
        for id, value in measured.items()
    ]


def _remember(dss: DSSMock, folder: dict[str, Any], value: dict[str, Any]) -> None:
    row = f"{row_of(folder)}/{value['metricId']}"
    history = dss.table(state.HISTORY).find(row) or {"values": []}
    history["values"].append(value)
    dss.table(state.HISTORY).put(row, history)


def _history(dss: DSSMock, folder: Mapping[str, Any], metric: str) -> list[dict[str, Any]]:
    found = dss.table(state.HISTORY).find(f"{row_of(folder)}/{metric}")
    return [] if found is None else found["values"]


def _described(metric: str) -> dict[str, Any]:
    return {"id": metric, "metricType": metric.partition(":")[2], "dataType": "BIGINT"}


@handles("managed_folder_get_last_metrics")
def get_last_metrics(call: Call) -> dict[str, Any]:
    folder = folder_of(call)
    found = []
    for metric in state.METRICS:
        last = {value["partition"]: value for value in _history(call.dss, folder, metric)}
        found.append(
            {
                "metric": _described(metric),
                "displayedAsMetric": True,
                "lastValues": list(last.values()),
            }
        )
    return {"metrics": found}


@handles("managed_folder_get_metric_history")
def get_metric_history(call: Call) -> dict[str, Any]:
    folder = folder_of(call)
    metric = _looked_up(call.query.get("metricLookup") or "")
    if metric not in state.METRICS:
        raise errors.NotFound(f"{row_of(folder)} has no metric {metric}")
    values = _history(call.dss, folder, metric)
    return {"metricId": metric, "metric": _described(metric), "values": values}


def _looked_up(text: str) -> str:
    """The identifier that a lookup means: itself, or that of a JSON object."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return str(value.get("id") or value.get("metricId")) if isinstance(value, dict) else text
