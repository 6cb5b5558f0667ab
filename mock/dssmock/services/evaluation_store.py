"""Handlers of evaluation stores, by their paths of today and by those of DSS 9 to 13."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from dssmock import errors
from dssmock.core import EMPTY, Call, Empty, Text, handles
from dssmock.services import _dataset_checks as checks
from dssmock.services import _evaluation_state as state
from dssmock.services import _object_state as objects
from dssmock.services import _saved_model_state as saved
from dssmock.services._identifiers import check_id
from dssmock.services._loose import as_dict, as_dicts, as_list

FLAVORS: Final = ("TABULAR", "LLM", "AGENT")


@handles("evaluation_store_list", "evaluation_store_list_old")
def list_stores(call: Call) -> list[dict[str, Any]]:
    key, flavor = call.path["project_key"], call.query.get("flavor")
    call.require_project(key)
    return [
        {name: each.get(name) for name in ("id", "name", "projectKey", "mesFlavor", "tags")}
        for each in objects.rows_of(call.dss, state.STORES, key)
        if flavor in (None, each.get("mesFlavor"))
    ]


@handles("evaluation_store_create", "evaluation_store_create_old")
def create(call: Call) -> dict[str, Any]:
    key, flavor = call.path["project_key"], call.query.get("flavor", "TABULAR")
    call.require_project(key, objects.WRITE)
    if flavor not in FLAVORS:
        raise errors.BadRequest(f"Unknown flavor: {flavor}")
    if not call.body["name"]:
        raise errors.BadRequest("The name is empty")
    id = check_id("an evaluation store", call.body.get("id") or call.dss.ids.short(8))
    document = {
        "id": id,
        "projectKey": key,
        "name": call.body["name"],
        "mesFlavor": flavor,
        "metrics": {"probes": []},
        "metricsChecks": {"checks": []},
        "tags": [],
    }
    call.dss.table(state.STORES).add(f"{key}.{id}", objects.begun(call, document))
    return {"id": id}


@handles("evaluation_store_get", "evaluation_store_get_old")
def get(call: Call) -> dict[str, Any]:
    return state.store(call)


@handles("evaluation_store_update", "evaluation_store_update_old")
def update(call: Call) -> Empty:
    old = state.store(call, objects.WRITE)
    call.dss.table(state.STORES).put(state.row_of(old), objects.replaced(call, old, call.body))
    return EMPTY


@handles("evaluation_store_delete", "evaluation_store_delete_old")
def delete(call: Call) -> Empty:
    state.delete_store(call.dss, state.store(call, objects.WRITE))
    return EMPTY


@handles("evaluation_store_get_usages", "evaluation_store_get_usages_old")
def get_usages(call: Call) -> list[dict[str, Any]]:
    document = state.store(call)
    sides = ("inputs", "outputs")
    return [each for side in sides for each in saved.usages(call.dss, document, side)]


@handles("evaluation_store_get_latest", "evaluation_store_get_latest_old")
def get_latest(call: Call) -> Text:
    found = state.evaluations_of(call.dss, state.store(call))
    return Text(found[-1]["evaluationId"] if found else "")


@handles("evaluation_store_get_last_metrics", "evaluation_store_get_last_metrics_old")
def get_last_metrics(call: Call) -> dict[str, Any]:
    values = state.last_values(call.dss, state.store(call))
    return {
        "metrics": [
            {
                "metric": {"id": each["metricId"], "metricType": "MODEL_EVALUATION"},
                "displayedAsMetric": True,
                "lastValues": [each],
            }
            for each in values
        ]
    }


@handles("evaluation_store_get_metric_history", "evaluation_store_get_metric_history_old")
def get_metric_history(call: Call) -> dict[str, Any]:
    wanted = _metric_in(call.query["metricLookup"])
    history: list[dict[str, Any]] = []
    for found in state.evaluations_of(call.dss, state.store(call)):
        history += [each for each in state.values_of(found) if each["metricId"] == wanted]
    if not history:
        raise errors.NotFound(f"metric does not exist: {wanted}")
    return {"metricId": wanted, "metric": {"id": wanted}, "values": history}


def _metric_in(lookup: str) -> str:
    """The identifier of a metric, from itself or from the JSON text of its description."""
    try:
        found = json.loads(lookup)
    except (ValueError, RecursionError):
        return lookup
    id = as_dict(found).get("id") or as_dict(as_dict(found).get("metric")).get("id")
    return id if isinstance(id, str) else lookup


def _report(
    call: Call, values: Sequence[Mapping[str, Any]], wanted: Sequence[str] | None
) -> dict[str, Any]:
    """What was computed of what was asked for."""
    now = call.dss.clock.now_ms()
    known = {each["metricId"]: dict(each) for each in values}
    names = list(known) if wanted is None else list(dict.fromkeys(wanted))
    return {
        "startTime": now,
        "endTime": now,
        "computed": [known[name] for name in names if name in known],
        "skipped": [{"metricId": name} for name in names if name not in known],
    }


@handles("evaluation_store_compute_metrics", "evaluation_store_compute_metrics_old")
def compute_metrics(call: Call) -> dict[str, Any]:
    document = state.store(call, objects.WRITE)
    values = state.last_values(call.dss, document)
    probes = (call.body or {}).get("probes")
    if probes is not None and not any(
        each.get("enabled", True) and each.get("type") == "model_evaluation" for each in probes
    ):
        values = []
    return _report(call, values, None)


@handles(
    "evaluation_store_compute_metrics_from_ids", "evaluation_store_compute_metrics_from_ids_old"
)
def compute_metrics_from_ids(call: Call) -> dict[str, Any]:
    document = state.store(call, objects.WRITE)
    return _report(call, state.last_values(call.dss, document), call.body["metricIds"])


@handles("evaluation_store_run_checks", "evaluation_store_run_checks_old")
def run_checks(call: Call) -> dict[str, Any]:
    document = state.store(call, objects.WRITE)
    wanted = (call.body or {}).get("checks")
    if wanted is None:
        wanted = as_dicts(as_dict(document.get("metricsChecks")).get("checks"))
    start = call.dss.clock.now_ms()
    values = _values(call, document, call.query.get("evaluationId") or "")
    results = [{"check": each, "value": _verdict(each, values)} for each in wanted]
    return {"startTime": start, "endTime": call.dss.clock.now_ms(), "results": results}


def _values(call: Call, document: dict[str, Any], evaluation_id: str) -> dict[str, str]:
    """The metrics of an evaluation, by their identifiers; of the latest if none is named."""
    found = state.evaluations_of(call.dss, document)
    chosen = [each for each in found if evaluation_id in ("", each["evaluationId"])]
    if evaluation_id and not chosen:
        raise errors.NotFound(f"evaluation does not exist: {evaluation_id}")
    return (
        {each["metricId"]: each["value"] for each in state.values_of(chosen[-1])} if chosen else {}
    )


def _verdict(check: Mapping[str, Any], values: Mapping[str, str]) -> dict[str, Any]:
    kind, id = str(check.get("type")).lower().replace("_", ""), check.get("metricId")
    value = values.get(id) if isinstance(id, str) else None
    if value is None:
        outcome, message = checks.EMPTY, f"No value for metric {id}"
    elif kind == "numericrange":
        outcome, message = checks.in_range(check, value)
    elif kind == "valueset":
        known = [str(each) for each in as_list(check.get("values"))]
        outcome, message = (checks.OK if value in known else checks.ERROR), value
    else:
        outcome, message = checks.EMPTY, f"The mock runs no checks of type {check.get('type')}"
    return {"outcome": outcome, "message": message}
