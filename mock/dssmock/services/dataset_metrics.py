"""Handlers of the metrics and checks of datasets."""

from __future__ import annotations

from typing import Any

from dssmock.core import Call, handles
from dssmock.services import _dataset_checks as checks
from dssmock.services import _dataset_metrics as metrics
from dssmock.services import _dataset_rows as rows
from dssmock.services import _dataset_state as state
from dssmock.services import _object_state as objects


def _report(call: Call, dataset: dict[str, Any], ids: list[str]) -> dict[str, Any]:
    start = call.dss.clock.now_ms()
    partition = call.query.get("partition")
    computed, skipped = metrics.measure(call.dss, dataset, ids, partition)
    return {
        "projectKey": dataset["projectKey"],
        "datasetName": dataset["name"],
        "partition": metrics.place(dataset, partition),
        "startTime": start,
        "endTime": call.dss.clock.now_ms(),
        "computed": computed,
        "skipped": skipped,
    }


@handles("dataset_compute_metrics")
def compute(call: Call) -> dict[str, Any]:
    dataset = state.require(call, objects.WRITE)
    probes = (call.body or {}).get("probes")
    if probes is None:
        probes = (dataset.get("metrics") or {}).get("probes") or []
    return _report(call, dataset, metrics.ids_of(dataset, probes))


@handles("dataset_compute_metrics_from_ids")
def compute_from_ids(call: Call) -> dict[str, Any]:
    return _report(call, state.require(call, objects.WRITE), call.body["metricIds"])


@handles("dataset_run_checks")
def run_checks(call: Call) -> dict[str, Any]:
    dataset = state.require(call, objects.WRITE)
    start = call.dss.clock.now_ms()
    wanted = (call.body or {}).get("checks")
    if wanted is None:
        wanted = (dataset.get("metricsChecks") or {}).get("checks") or []
    asked = call.query.get("partition")
    partition = metrics.place(dataset, asked)
    rows.check_partitions(call.dss, dataset, [partition if asked == "NP" else asked or ""])
    results: list[dict[str, Any]] = []
    for check in wanted:
        outcome, message = checks.verdict_of_check(call.dss, dataset, check, partition)
        value = {"outcome": outcome, "message": message}
        results.append({"check": check, "partition": partition, "value": value})
    end = call.dss.clock.now_ms()
    return {"partition": partition, "startTime": start, "endTime": end, "results": results}


@handles("dataset_get_last_metrics")
def get_last(call: Call) -> dict[str, Any]:
    return metrics.last(call.dss, state.require(call), call.path["partition"])


@handles("dataset_get_metric_history")
def get_history(call: Call) -> dict[str, Any]:
    dataset, lookup = state.require(call), call.query["metricLookup"]
    return metrics.history(call.dss, dataset, lookup, call.path["partition"])
