"""Handlers of saved models."""

from __future__ import annotations

from typing import Any

from dssmock import errors
from dssmock.bundle import version_key
from dssmock.core import EMPTY, Call, DSSMock, Empty, handles
from dssmock.services import _object_state as objects
from dssmock.services import _saved_model_state as state

KINDS = (state.MLFLOW, state.PROXY, state.LLM)
TYPES = ("BINARY_CLASSIFICATION", "MULTICLASS", "REGRESSION", "OTHER")


def _item(document: dict[str, Any]) -> dict[str, Any]:
    """A saved model as lists show it."""
    task = document.get("miniTask") or {}
    names = ("id", "name", "projectKey", "savedModelType", "activeVersion", "lastExportedFrom")
    kind = document.get("savedModelType")
    return {
        **{name: document.get(name) for name in names},
        "type": state.LLM if kind == state.LLM else task.get("taskType"),
        "tags": document.get("tags") or [],
    }


def _shared_with(call: Call, key: str) -> list[dict[str, Any]]:
    """The models that other projects share with one."""
    found: list[dict[str, Any]] = []
    for document in call.dss.table(state.MODELS).values():
        owner = call.dss.table("projects").find(document["projectKey"]) or {}
        exposed = (owner.get("settings") or {}).get("exposedObjects") or {}
        for each in exposed.get("objects") or []:
            mine = (each.get("type"), each.get("localName")) == ("SAVED_MODEL", document["id"])
            targets = [rule.get("targetProject") for rule in each.get("rules") or []]
            if mine and document["projectKey"] != key and key in targets:
                found.append(document)
    return found


@handles("saved_model_list")
def list_models(call: Call) -> list[dict[str, Any]]:
    key = call.path["project_key"]
    call.require_project(key)
    found = objects.rows_of(call.dss, state.MODELS, key)
    if call.query.get("foreign", False):
        found += _shared_with(call, key)
    return [_item(each) for each in found]


@handles("saved_model_create")
def create(call: Call) -> dict[str, Any]:
    call.require_project(call.path["project_key"], objects.WRITE)
    body = call.body
    kind, predicts = body["savedModelType"], body.get("predictionType")
    if kind not in KINDS:
        raise errors.BadRequest(f"Saved models of this type cannot be made so: {kind}")
    if predicts not in (None, *TYPES):
        raise errors.BadRequest(f"Unknown prediction type: {predicts}")
    proxy = body.get("proxyModelConfiguration") or {}
    if kind == state.PROXY and not proxy.get("protocol") and not _named_by_versions(call.dss):
        raise errors.BadRequest("The configuration names no protocol")
    task: dict[str, Any] = {"taskType": "PREDICTION", "predictionType": predicts or "OTHER"}
    task["modeling"] = {"metrics": {"evaluationMetric": None, "customMetrics": []}}
    more = {}
    if kind == state.PROXY:
        more["proxyModelConfiguration"] = proxy
    made = state.add(call, body["name"], kind, {} if kind == state.LLM else task, **more)
    return {"id": made["id"]}


def _named_by_versions(dss: DSSMock) -> bool:
    """Whether each version of a model that runs elsewhere says by what protocol: up to DSS 11."""
    return version_key(dss.version) < version_key("12.0")


@handles("saved_model_get")
def get(call: Call) -> dict[str, Any]:
    return state.require(call)


@handles("saved_model_update")
def update(call: Call) -> Empty:
    old = state.require(call, objects.WRITE)
    new = objects.replaced(call, old, call.body)
    active = new.get("activeVersion")
    if active and f"{state.row_of(old)}.{active}" not in call.dss.table(state.VERSIONS):
        raise errors.BadRequest(f"saved model {old['id']} has no version {active}")
    call.dss.table(state.MODELS).put(state.row_of(old), new)
    return EMPTY


@handles("saved_model_delete")
def delete(call: Call) -> Empty:
    state.delete(call.dss, state.require(call, objects.WRITE))
    return EMPTY


@handles("saved_model_list_versions")
def list_versions(call: Call) -> list[dict[str, Any]]:
    document = state.require(call)
    active = document.get("activeVersion")
    return [
        {
            "id": each["versionId"],
            "active": each["versionId"] == active,
            "snippet": state.shown(each, "snippet"),
        }
        for each in state.versions_of(call.dss, document)
    ]


@handles("saved_model_delete_versions")
def delete_versions(call: Call) -> Empty:
    document = state.require(call, objects.WRITE)
    rows = [f"{state.row_of(document)}.{each}" for each in dict.fromkeys(call.body["versions"])]
    for row in rows:
        id = row.removeprefix(f"{state.row_of(document)}.")
        if row not in call.dss.table(state.VERSIONS):
            raise errors.NotFound(f"saved model {document['id']} has no version {id}")
        if id == document.get("activeVersion"):
            raise errors.BadRequest(f"The active version cannot be deleted: {id}")
    for row in rows:
        call.dss.table(state.VERSIONS).delete(row)
    return EMPTY


@handles("saved_model_get_metrics")
def get_metrics(call: Call) -> dict[str, Any]:
    state.require(call)
    _, found = state.version(call)
    now = found["snippet"].get("trainDate")
    return {
        "metrics": [
            {
                "metric": {"id": f"model_perf:{name.upper()}", "dataType": "DOUBLE"},
                "displayedAsMetric": True,
                "lastValues": [
                    {"partition": "NP", "dataType": "DOUBLE", "value": str(value), "time": now}
                ],
            }
            for name, value in metrics_of(found).items()
        ]
    }


def metrics_of(found: dict[str, Any]) -> dict[str, float]:
    """How good a version is, by metric."""
    performance = found["details"].get("perf") or {}
    told = performance.get("tiMetrics") or performance.get("metrics") or {}
    return {
        name: value
        for name, value in told.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    }


@handles("saved_model_get_usages")
def get_usages(call: Call) -> list[dict[str, Any]]:
    document = state.require(call)
    sides = ("inputs", "outputs")
    return [each for side in sides for each in state.usages(call.dss, document, side)]
