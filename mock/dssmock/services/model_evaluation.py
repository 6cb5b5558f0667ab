"""Handlers of evaluations, by their paths of today and by those of DSS 11 to 13."""

from __future__ import annotations

import gzip
import json
from typing import Any, Final

from dssmock import errors
from dssmock.core import Binary, Call, Text, handles
from dssmock.services import _dataset_state as datasets
from dssmock.services import _drift as drift
from dssmock.services import _evaluation_state as state
from dssmock.services import _ml_reports as reports
from dssmock.services import _ml_state as lab
from dssmock.services import _object_state as objects
from dssmock.services._identifiers import check_id
from dssmock.services._loose import as_dict
from dssmock.services._messages import messages
from dssmock.services._ml_data import profile, sample

MOST_ROWS: Final = 1000
DATA_ONLY: Final = ("driftModelResult", "univariateDriftResult", "perColumnSettings")


@handles("model_evaluation_list", "model_evaluation_list_old")
def list_evaluations(call: Call) -> list[dict[str, Any]]:
    found = state.evaluations_of(call.dss, state.store(call))
    return [{"ref": state.reference(each), **state.shown(each)} for each in found]


@handles("model_evaluation_create", "model_evaluation_create_old")
def create(call: Call) -> dict[str, Any]:
    document, body = state.store(call, objects.WRITE), call.body
    id = check_id("an evaluation", body.get("evaluationId") or call.dss.ids.short(8))
    parts: dict[str, Any] = {
        "metrics": {each["metricCode"]: each.get("value") for each in body.get("metrics") or []},
        "userMeta": {"name": body.get("name") or id, "labels": body.get("labels") or []},
        "customMetrics": body.get("metrics") or [],
    }
    full = body.get("fullModelId")
    if full:
        core = as_dict(state.model_of(call.dss, call.path["project_key"], full)["details"]).get(
            "coreParams"
        )
        parts |= {
            "fullModelId": full,
            "predictionType": as_dict(core).get("prediction_type"),
            "targetVariable": as_dict(core).get("target_variable"),
        }
    found = state.add(call.dss, document, id, **parts)
    return {"ref": state.reference(found), **state.shown(found)}


@handles(
    "model_evaluation_delete", "model_evaluation_delete_old", "model_evaluation_delete_runs_old"
)
def delete(call: Call) -> dict[str, Any]:
    document = state.store(call, objects.WRITE)
    rows = [f"{state.row_of(document)}.{id}" for id in dict.fromkeys(call.body)]
    missing = [row for row in rows if row not in call.dss.table(state.EVALUATIONS)]
    if missing:
        raise errors.NotFound(f"evaluation does not exist: {missing[0]}")
    for row in rows:
        state.delete(call.dss, row)
    return {"messages": messages(("SUCCESS", f"Deleted {len(rows)} evaluations"))}


@handles("model_evaluation_get", "model_evaluation_get_old")
def get(call: Call) -> dict[str, Any]:
    return state.shown(state.evaluation(call)[1])


@handles("model_evaluation_get_metrics", "model_evaluation_get_metrics_old")
def get_metrics(call: Call) -> dict[str, Any]:
    return {"metrics": state.values_of(state.evaluation(call)[1])}


@handles("model_evaluation_update_user_meta", "model_evaluation_update_user_meta_old")
def update_user_meta(call: Call) -> Text:
    row, _ = state.evaluation(call, objects.WRITE)
    with call.dss.table(state.EVALUATIONS).edit(row) as found:
        found["userMeta"] = call.body
    return Text("OK")


def _dataset(call: Call, ref: str | None) -> dict[str, Any]:
    """The dataset that an evaluation or a model was made on.

    Raises:
        errors.BadRequest: it was made without rows.
        errors.NotFound: the dataset is gone.
    """
    if not ref:
        raise errors.BadRequest("There are no rows: the evaluation was made elsewhere")
    return datasets.find(call.dss, call.path["project_key"], ref)


def _reference(call: Call, found: dict[str, Any], wanted: str | None) -> dict[str, Any]:
    """The dataset to compare with.

    Args:
        call: the call.
        found: the evaluation.
        wanted: what to compare with; None for what its model was trained on.

    Raises:
        errors.BadRequest: there is nothing to compare with.
        errors.NotFound: what is wanted does not exist.
    """
    key, full = call.path["project_key"], wanted or found.get("fullModelId")
    if not full:
        raise errors.BadRequest("There is nothing to compare with: no model, and no reference")
    if full.startswith("ME-"):
        row = ".".join([key, *full.split("-", 3)[2:]])
        return _dataset(call, call.dss.table(state.EVALUATIONS).get(row).get("dataset"))
    model = state.model_of(call.dss, key, full)
    if "analysisId" in model:
        return lab.dataset_of(call.dss, key, model["analysisId"])
    return _dataset(call, model.get("dataset"))


def _importances(call: Call, found: dict[str, Any]) -> dict[str, float]:
    """How important the features are to the model of an evaluation, if it is known."""
    full = found.get("fullModelId")
    if not full:
        return {}
    try:
        model = state.model_of(call.dss, call.path["project_key"], full)
    except errors.NotFound:
        return {}
    raw = as_dict(as_dict(model["details"].get("iperf")).get("rawImportance"))
    return dict(zip(raw.get("variables") or [], raw.get("importances") or [], strict=False))


def _start(call: Call, params: dict[str, Any], only: tuple[str, ...] | None) -> dict[str, Any]:
    """Compute drift as a task."""
    _, found = state.evaluation(call, objects.WRITE)
    mine = _dataset(call, found.get("dataset"))
    other = _reference(call, found, call.body.get("referenceId"))

    def work() -> dict[str, Any]:
        now, before = profile(call.dss, mine), profile(call.dss, other)
        target = found.get("targetVariable")
        result = drift.computed(now, before, params, target, _importances(call, found))
        return {name: each for name, each in result.items() if only is None or name in only}

    return call.dss.futures.start(call, work, payload={"displayName": "Compute drift"})


@handles("model_evaluation_compute_data_drift", "model_evaluation_compute_data_drift_old")
def compute_data_drift(call: Call) -> dict[str, Any]:
    return _start(call, call.body.get("dataDriftParams") or {}, DATA_ONLY)


@handles("model_evaluation_compute_drift", "model_evaluation_compute_drift_old")
def compute_drift(call: Call) -> dict[str, Any]:
    return _start(call, call.body.get("driftParams") or {}, None)


@handles("model_evaluation_download_sample", "model_evaluation_download_sample_old")
def download_sample(call: Call) -> Binary:
    dataset = _dataset(call, state.evaluation(call)[1].get("dataset"))
    rows = sample(call.dss, dataset, datasets.column_names(dataset), MOST_ROWS)
    text = "".join("\t".join(_cell(each) for each in row) + "\n" for row in rows)
    return Binary(gzip.compress(text.encode(), mtime=0))


def _cell(value: str | None) -> str:
    """A cell of tab-separated rows."""
    if value is None:
        return ""
    special = any(mark in value for mark in '\t\n\r"')
    return '"' + value.replace('"', '""') + '"' if special else value


@handles("model_evaluation_download_schema", "model_evaluation_download_schema_old")
def download_schema(call: Call) -> Binary:
    dataset = _dataset(call, state.evaluation(call)[1].get("dataset"))
    return Binary(json.dumps({"columns": datasets.columns_of(dataset)}).encode())


@handles("model_evaluation_get_timeseries_metrics")
def get_timeseries_metrics(call: Call) -> dict[str, Any]:
    _, found = state.evaluation(call)
    full = found.get("fullModelId") or ""
    model = state.model_of(call.dss, call.path["project_key"], full)
    dataset = _reference(call, found, full)
    return reports.series_metrics(model, list(reports.series(call.dss, dataset, model)))
