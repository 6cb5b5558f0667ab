"""Metrics of datasets, really computed, and their values over time."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from dssmock import errors
from dssmock.services import _dataset_files as files
from dssmock.services import _dataset_rows as rows
from dssmock.services import _dataset_state as state
from dssmock.services._loose import as_dict, as_dicts, as_list
from dssmock.sql.formula import identifier

if TYPE_CHECKING:
    from dssmock.core import DSSMock

TABLE: Final = "dataset_metrics"
NUMBERS: Final = frozenset({"tinyint", "smallint", "int", "bigint", "float", "double"})
# What is computed of a column, and its type: None is that of the column.
COLUMN_STATS: Final[dict[str, tuple[str, str | None]]] = {
    "MIN": ("min({})", None),
    "MAX": ("max({})", None),
    "AVG": ("avg(TRY_CAST({} AS DOUBLE))", "DOUBLE"),
    "SUM": ("sum(TRY_CAST({} AS DOUBLE))", "DOUBLE"),
    "STDDEV": ("stddev_samp(TRY_CAST({} AS DOUBLE))", "DOUBLE"),
    "MEDIAN": ("median(TRY_CAST({} AS DOUBLE))", "DOUBLE"),
    "COUNT": ("count({})", "BIGINT"),
    "COUNT_NULL": ("count(*) - count({})", "BIGINT"),
    "COUNT_DISTINCT": ("count(DISTINCT {})", "BIGINT"),
    "MODE": ("mode({})", None),
}
TYPES: Final = {"float": "DOUBLE", "double": "DOUBLE"}


def place(dataset: Mapping[str, Any], partition: str | None) -> str:
    """The partition that a value is kept under: the whole of a dataset has a name of its own."""
    if not state.dimensions_of(dataset):
        return "NP"
    return "ALL" if partition in (None, "", "NP") else partition or "ALL"


def ids_of(dataset: Mapping[str, Any], probes: Sequence[Mapping[str, Any]]) -> list[str]:
    """Identifiers of the metrics that probes compute."""
    found: list[str] = []
    for probe in probes:
        if probe.get("enabled") is False:
            continue
        kind = probe.get("type")
        if kind == "basic":
            on_files = [] if rows.is_sql(dataset) else ["basic:COUNT_FILES", "basic:SIZE"]
            found += ["basic:COUNT_COLUMNS", *on_files]
        elif kind == "records":
            found.append("records:COUNT_RECORDS")
        elif kind == "partitions":
            found.append("partitions:COUNT_PARTITIONS")
        elif kind in ("col_stats", "adv_col_stats"):
            aggregates = as_dicts((probe.get("configuration") or {}).get("aggregates"))
            found += [
                f"{kind}:{each.get('aggregated')}:{each.get('column')}" for each in aggregates
            ]
        else:
            found.append(f"{kind}:")
    return list(dict.fromkeys(found))


def definition(id: str) -> dict[str, Any]:
    """A metric as the API tells it."""
    kind, function, column = _split(id)
    known = {"id": id, "type": kind, "metricType": function}
    return {**known, "column": column} if column else known


def _split(id: str) -> tuple[str, str, str]:
    kind, _, rest = id.partition(":")
    function, _, column = rest.partition(":")
    return kind, function, column


def measure(
    dss: DSSMock, dataset: Mapping[str, Any], ids: Sequence[str], partition: str | None
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Compute metrics and keep their values.

    Returns:
        What was computed, and what the mock cannot compute, with the reason.

    Raises:
        errors.BadRequest: a column or a partition does not exist; it is named.
    """
    where = place(dataset, partition)
    chosen = rows.check_partitions(dss, dataset, [where])
    computed: list[dict[str, Any]] = []
    skipped: list[dict[str, Any]] = []
    now = dss.clock.now_ms()
    with rows.opened(dss, dataset, chosen) as relation:
        for id in ids:
            found = _value(dss, dataset, relation, id, chosen)
            if found is None:
                reason = "The mock does not compute metrics of this kind"
                skipped.append({"metricId": id, "reason": reason})
                continue
            value = {"partition": where, "dataType": found[0], "value": found[1], "time": now}
            computed.append({"metricId": id, "metric": definition(id), **value})
    keep(dss, dataset, computed)
    return computed, skipped


def _value(
    dss: DSSMock,
    dataset: Mapping[str, Any],
    relation: rows.Relation,
    id: str,
    partitions: list[str] | None,
) -> tuple[str, str | None] | None:
    """Type and text of a metric's value; None if the mock does not know the metric."""
    kind, function, column = _split(id)
    if (kind, function) == ("basic", "COUNT_COLUMNS"):
        return "BIGINT", str(len(relation.columns))
    if kind == "basic" and function in ("COUNT_FILES", "SIZE") and not rows.is_sql(dataset):
        found = [
            file
            for file in files.files(dss, dataset)
            if partitions is None or files.partition_of(dataset, file.path) in partitions
        ]
        sizes = sum(len(file.data) for file in found)
        return "BIGINT", str(len(found) if function == "COUNT_FILES" else sizes)
    if id == "records:COUNT_RECORDS":
        return "BIGINT", str(relation.one("count(*)")[0])
    if id == "partitions:COUNT_PARTITIONS":
        return "BIGINT", str(len(rows.list_partitions(dss, dataset)))
    if kind in ("col_stats", "adv_col_stats") and function in COLUMN_STATS:
        return _column_stat(relation, function, column)
    return None


def _column_stat(relation: rows.Relation, function: str, column: str) -> tuple[str, str | None]:
    types = {each["name"]: each["type"] for each in relation.columns}
    if column not in types:
        raise errors.BadRequest(f"Unknown columns: {column}")
    expression, kind = COLUMN_STATS[function]
    if kind is None:
        kind = TYPES.get(types[column]) or ("BIGINT" if types[column] in NUMBERS else "STRING")
    value = f"CAST({expression.format(identifier(column))} AS VARCHAR)"
    [text] = relation.one(value)
    return kind, text


def keep(dss: DSSMock, dataset: Mapping[str, Any], computed: Sequence[Mapping[str, Any]]) -> None:
    """Keep values that were computed."""
    row = state.row_of(dataset["projectKey"], dataset["name"])
    known: dict[str, Any] = dss.table(TABLE).find(row) or {}
    for each in computed:
        values = known.setdefault(each["metricId"], [])
        values.append({name: each[name] for name in ("partition", "dataType", "value", "time")})
    dss.table(TABLE).put(row, known)


def last(dss: DSSMock, dataset: Mapping[str, Any], partition: str) -> dict[str, Any]:
    """All metrics with their last value on a partition."""
    where = place(dataset, partition)
    shown = as_list(as_dict((dataset.get("metrics") or {}).get("displayedState")).get("metrics"))
    metrics: list[dict[str, Any]] = []
    for id, values in _known(dss, dataset).items():
        here = [value for value in values if value["partition"] == where]
        metrics.append(
            {
                "metric": definition(id),
                "displayedAsMetric": not shown or id in shown,
                "lastValues": here[-1:],
            }
        )
    return {"metrics": metrics}


def last_value(dss: DSSMock, dataset: Mapping[str, Any], id: str, partition: str) -> Any:
    """The last value of a metric on a partition as text, or None."""
    where = place(dataset, partition)
    values = _known(dss, dataset).get(id) or []
    here = [value["value"] for value in values if value["partition"] == where]
    return here[-1] if here else None


def history(
    dss: DSSMock, dataset: Mapping[str, Any], lookup: str, partition: str
) -> dict[str, Any]:
    """All values of a metric on a partition.

    Raises:
        errors.NotFound: the metric was never computed.
    """
    id = _id_in(lookup)
    known = _known(dss, dataset)
    if id not in known:
        raise errors.NotFound(f"metric does not exist: {id}")
    where = place(dataset, partition)
    values = [value for value in known[id] if value["partition"] == where]
    return {"metricId": id, "metric": definition(id), "values": values}


def _id_in(lookup: str) -> str:
    """The identifier in what clients look for: itself, or JSON that holds it."""
    try:
        found = json.loads(lookup)
    except (ValueError, RecursionError):
        return lookup
    if isinstance(found, dict):
        inner = found.get("metric")
        return str((inner if isinstance(inner, dict) else found).get("id"))
    return lookup


def _known(dss: DSSMock, dataset: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    row = state.row_of(dataset["projectKey"], dataset["name"])
    return dss.table(TABLE).find(row) or {}
