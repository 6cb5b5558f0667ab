"""What a split recipe computes, as one query for each output."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dssmock import errors
from dssmock.services import _recipe_filters as filters
from dssmock.sql.formula import literal

DROPPED: Final = -1


def queries(payload: Mapping[str, Any], sql: str, known: Sequence[str], outputs: int) -> list[str]:
    """The query of each output.

    Args:
        payload: payload of the recipe.
        sql: the query of the rows that are split.
        known: their columns.
        outputs: how many outputs there are.

    Raises:
        errors.BadRequest: the recipe cannot be run; what is wrong is named.
    """
    mode = payload.get("mode")
    if mode in ("RANDOM", "RANDOM_COLUMNS", "CENTILE"):
        sql, cases = _by_share(payload, str(mode), sql, known)
        drop = " EXCLUDE (_share)"
    else:
        cases, drop = _by_test(payload, mode, known), ""
    default = payload.get("defaultOutputIndex", DROPPED)
    for index in [default, *(index for _, index in cases)]:
        if not isinstance(index, int) or not DROPPED <= index < outputs:
            raise errors.BadRequest(f"A split has no output number {index}")
    place = " ".join(f"WHEN {test} THEN {index}" for test, index in cases)
    decided = f"CASE {place} ELSE {default} END" if cases else str(default)
    return [
        f"SELECT *{drop} FROM ({sql}) AS s WHERE {decided} = {number}" for number in range(outputs)
    ]


def _by_test(payload: Mapping[str, Any], mode: Any, known: Sequence[str]) -> list[tuple[str, Any]]:
    """The test of each split, and where its rows go."""
    if mode == "VALUES":
        name = filters.column(payload.get("column"), known)
        return [
            (f"CAST({name} AS VARCHAR) = {literal(str(each.get('value')))}", each["outputIndex"])
            for each in payload.get("valueSplits") or []
        ]
    members = {"RANGE": "rangeSplits", "FILTERS": "filterSplits"}
    if mode not in members:
        raise errors.BadRequest(f"A split recipe does not say how rows are split: {mode}")
    return [
        (filters.where(each.get("filter"), known) or "TRUE", each["outputIndex"])
        for each in payload.get(members[mode]) or []
    ]


def _by_share(
    payload: Mapping[str, Any], mode: str, sql: str, known: Sequence[str]
) -> tuple[str, list[tuple[str, Any]]]:
    """Rows with a number below a hundred each, and where the numbers go."""
    seed = payload.get("seed", 0)
    if mode == "CENTILE":
        order = ", ".join(
            f"{filters.column(each.get('column'), known)} {'DESC' if each.get('desc') else 'ASC'}"
            for each in payload.get("centileOrders") or []
        )
        number = f"100.0 * (row_number() OVER (ORDER BY {order or '1'}) - 1) / count(*) OVER ()"
        splits = payload.get("centileSplits")
    elif mode == "RANDOM":
        number = f"(hash(row_number() OVER () + {int(seed)}) % 10000) / 100.0"
        splits = payload.get("randomSplits")
    else:
        names = [filters.column(each, known) for each in payload.get("randomColumns") or []]
        number = f"(hash(concat_ws('|', {', '.join([str(int(seed)), *names])})) % 10000) / 100.0"
        splits = payload.get("randomColumnsSplits")
    cases: list[tuple[str, Any]] = []
    total = 0.0
    for each in splits or []:
        total += float(each.get("share") or 0)
        cases.append((f"_share < {total}", each["outputIndex"]))
    return f"SELECT *, {number} AS _share FROM ({sql}) AS n", cases
