"""Handlers of statistics worksheets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from dssmock import errors
from dssmock.core import EMPTY, Call, Empty, handles
from dssmock.services import _dataset_checks as checks
from dssmock.services import _dataset_rows as rows
from dssmock.services import _dataset_selection as selection
from dssmock.services import _dataset_state as state
from dssmock.services import _object_state as objects
from dssmock.services import _statistics_compute as compute
from dssmock.services._loose import as_dict

TABLE: Final = "statistics_worksheets"


def worksheets_of(call: Call, dataset: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The worksheets of a dataset."""
    row = checks.dataset_row(dataset)
    return (call.dss.table(TABLE).find(row) or {"worksheets": []})["worksheets"]


def _keep(call: Call, dataset: Mapping[str, Any], known: list[dict[str, Any]]) -> None:
    call.dss.table(TABLE).put(checks.dataset_row(dataset), {"worksheets": known})


def _find(call: Call, dataset: Mapping[str, Any]) -> tuple[list[dict[str, Any]], int]:
    """The worksheets of a dataset, and where the one of the call is.

    Raises:
        errors.NotFound: there is none.
    """
    known, id = worksheets_of(call, dataset), call.path["worksheet_id"]
    for at, worksheet in enumerate(known):
        if worksheet["id"] == id:
            return known, at
    raise errors.NotFound(f"worksheet does not exist: {id}")


@handles("statistics_list_worksheets")
def list_worksheets(call: Call) -> list[dict[str, Any]]:
    return worksheets_of(call, state.require(call))


@handles("statistics_create_worksheet")
def create_worksheet(call: Call) -> dict[str, Any]:
    dataset = state.require(call, objects.WRITE)
    root = {"type": "worksheet_root", "id": call.dss.ids.short(8), "cards": []}
    known = {"rootCard": root, **call.body, "projectKey": dataset["projectKey"]}
    worksheet = objects.begun(call, {**known, "id": call.dss.ids.short(8)})
    _keep(call, dataset, [*worksheets_of(call, dataset), worksheet])
    return worksheet


@handles("statistics_get_worksheet")
def get_worksheet(call: Call) -> dict[str, Any]:
    known, at = _find(call, state.require(call))
    return known[at]


@handles("statistics_update_worksheet")
def update_worksheet(call: Call) -> dict[str, Any]:
    dataset = state.require(call, objects.WRITE)
    known, at = _find(call, dataset)
    known[at] = objects.replaced(call, known[at], call.body)
    _keep(call, dataset, known)
    return known[at]


@handles("statistics_delete_worksheet")
def delete_worksheet(call: Call) -> Empty:
    dataset = state.require(call, objects.WRITE)
    known, at = _find(call, dataset)
    del known[at]
    _keep(call, dataset, known)
    return EMPTY


@handles("statistics_run_card")
def run_card(call: Call) -> dict[str, Any]:
    return _run(call, lambda relation: compute.run_card(relation, call.body))


@handles("statistics_run_computation")
def run_computation(call: Call) -> dict[str, Any]:
    return _run(call, lambda relation: compute.run(relation, call.body))


def _run(call: Call, work_on: Callable[[rows.Relation], dict[str, Any]]) -> dict[str, Any]:
    """Start a task on the rows that the worksheet looks at."""
    dataset = state.require(call)
    known, at = _find(call, dataset)
    chosen = as_dict((known[at].get("dataSpec") or {}).get("datasetSelection"))

    def work() -> dict[str, Any]:
        partitions = selection.partitions_of(call.dss, dataset, chosen)
        with rows.opened(call.dss, dataset, partitions) as relation:
            sql = selection.query(relation, sampling=chosen)
            return work_on(rows.Relation(relation.cursor, f"({sql}) AS w", relation.columns))

    payload = {"type": "DATASET", "displayName": f"Compute statistics of {dataset['name']}"}
    return call.dss.futures.start(call, work, payload=payload)


@handles("statistics_compile_card")
def compile_card(call: Call) -> dict[str, Any]:
    return compute.computation_of(call.body)
