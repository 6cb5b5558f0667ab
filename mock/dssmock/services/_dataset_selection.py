"""Which rows of a dataset: partitions, formula, sample, columns, as SQL."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dssmock import errors
from dssmock.services import _dataset_rows as rows
from dssmock.services._loose import as_list, as_number
from dssmock.sql.formula import identifier, to_sql

if TYPE_CHECKING:
    from dssmock.core import DSSMock

SEED = 42
HEADS = ("HEAD_SEQUENTIAL", "HEAD_SEQUENCIAL")


def query(
    relation: rows.Relation,
    *,
    columns: Sequence[str] | None = None,
    formula: str | None = None,
    sampling: Mapping[str, Any] | None = None,
    limit: int | None = None,
) -> str:
    """The SQL that gives rows of a dataset.

    Args:
        relation: the rows.
        columns: only these, in this order.
        formula: what a row must meet.
        sampling: which of these rows.
        limit: how many rows at most.

    Raises:
        errors.BadRequest: a column or a way of sampling does not exist; it is named.
    """
    sql = f"SELECT * FROM {relation.sql}"
    if formula:
        sql += f" WHERE {to_sql(formula, relation.names())}"
    sql = sampled(sql, sampling or {}, relation.names())
    if columns is not None:
        check_columns(relation, columns)
        chosen = ", ".join(f"s.{identifier(name)}" for name in columns)
        sql = f"SELECT {chosen} FROM ({sql}) AS s"
    return sql if limit is None else f"{sql} LIMIT {max(limit, 0)}"


def check_columns(relation: rows.Relation, names: Sequence[str]) -> None:
    """Refuse columns that the dataset does not have.

    Raises:
        errors.BadRequest: there is one; it is named.
    """
    unknown = [name for name in names if name not in relation.names()]
    if unknown:
        raise errors.BadRequest(f"Unknown columns: {', '.join(unknown)}")


def sampling_of(text: str | None) -> dict[str, Any]:
    """The sample that a query asks for as JSON text.

    Raises:
        errors.BadRequest: it is no JSON object.
    """
    if not text:
        return {}
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise errors.BadRequest(f"Invalid sampling, it must be a JSON object: {text[:200]}")
    return found


def sampled(sql: str, sampling: Mapping[str, Any], names: Sequence[str]) -> str:
    """The SQL that gives a sample of what another gives; the same sample every time."""
    method = sampling.get("samplingMethod") or "FULL"
    if method == "FULL":
        return sql
    if method in HEADS:
        return f"SELECT * FROM ({sql}) AS f LIMIT {_count(sampling)}"
    if method == "RANDOM_FIXED_NB":
        sample = f"reservoir({_count(sampling)} ROWS) REPEATABLE ({SEED})"
        return f"SELECT * FROM ({sql}) AS f USING SAMPLE {sample}"
    if method == "RANDOM_FIXED_RATIO":
        percent = _ratio(sampling) * 100
        sample = f"bernoulli({percent} PERCENT) REPEATABLE ({SEED})"
        return f"SELECT * FROM ({sql}) AS f USING SAMPLE {sample}"
    if method == "COLUMN_BASED":
        return _by_column(sql, sampling, names)
    raise errors.BadRequest(f"Unknown sampling method: {method}")


def first_rows(sampling: Mapping[str, Any], limit: int | None) -> float | None:
    """How many of the first rows make a selection, or None where it needs to see all rows.

    Args:
        sampling: which rows.
        limit: how many rows at most.

    Returns:
        Infinity for all rows.

    Raises:
        errors.BadRequest: the sample has no proper size.
    """
    most = math.inf if limit is None else max(limit, 0)
    method = sampling.get("samplingMethod") or "FULL"
    if method == "FULL":
        return most
    return min(most, _count(sampling)) if method in HEADS else None


def _by_column(sql: str, sampling: Mapping[str, Any], names: Sequence[str]) -> str:
    """All rows of some values of a column, as many values as the count of rows allows."""
    column = sampling.get("column")
    if column not in names:
        raise errors.BadRequest(f"Unknown columns: {column}")
    name = identifier(column)
    counted = f"SELECT {name} AS v, count(*) AS n FROM ({sql}) AS c GROUP BY 1"
    running = f"SELECT v, sum(n) OVER (ORDER BY hash(v), v) AS total FROM ({counted}) AS r"
    kept = f"SELECT v FROM ({running}) AS t WHERE total <= {_count(sampling)}"
    return f"SELECT * FROM ({sql}) AS f WHERE {name} IN ({kept})"


def _count(sampling: Mapping[str, Any]) -> int:
    number = sampling.get("maxRecords")
    if isinstance(number, bool) or not isinstance(number, int) or number < 0:
        raise errors.BadRequest(f"Invalid sampling: maxRecords is {number!r}")
    return number


def _ratio(sampling: Mapping[str, Any]) -> float:
    ratio = sampling.get("targetRatio")
    if isinstance(ratio, bool) or not isinstance(ratio, int | float) or not 0 <= ratio <= 1:
        raise errors.BadRequest(f"Invalid sampling: targetRatio is {ratio!r}")
    return float(ratio)


def partitions_of(
    dss: DSSMock, dataset: Mapping[str, Any], selection: Mapping[str, Any]
) -> list[str] | None:
    """The partitions that a selection names; None for all.

    Raises:
        errors.BadRequest: one has no rows, or there is no such way of choosing.
    """
    method = selection.get("partitionSelectionMethod") or "ALL"
    if method == "ALL":
        return None
    if method == "SELECTED":
        return rows.check_partitions(
            dss, dataset, [str(each) for each in as_list(selection.get("selectedPartitions"))]
        )
    if method == "LATEST_N":
        number = as_number(selection.get("latestPartitionsN")) or 1
        return rows.list_partitions(dss, dataset)[-int(max(number, 1)) :]
    raise errors.BadRequest(f"Unknown way to choose partitions: {method}")
