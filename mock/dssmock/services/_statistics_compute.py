"""Statistics of columns, computed by the database, and the cards that ask for them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

from dssmock.services import _dataset_rows as rows
from dssmock.services import _dataset_selection as selection
from dssmock.services._loose import as_dicts, as_list, as_number
from dssmock.sql.formula import identifier

# Computations on a column, and on two.
ONE: Final = {
    "count_complete": "count({})",
    "count_distinct": "count(DISTINCT {})",
    "mean": "avg(TRY_CAST({} AS DOUBLE))",
    "std_dev": "stddev_samp(TRY_CAST({} AS DOUBLE))",
    "variance": "var_samp(TRY_CAST({} AS DOUBLE))",
    "sum": "sum(TRY_CAST({} AS DOUBLE))",
    "min": "min(TRY_CAST({} AS DOUBLE))",
    "max": "max(TRY_CAST({} AS DOUBLE))",
    "median": "median(TRY_CAST({} AS DOUBLE))",
    "skewness": "skewness(TRY_CAST({} AS DOUBLE))",
    "kurtosis": "kurtosis(TRY_CAST({} AS DOUBLE))",
    "mode": "CAST(mode({}) AS VARCHAR)",
}
TWO: Final = {
    "pearson": "corr(TRY_CAST({} AS DOUBLE), TRY_CAST({} AS DOUBLE))",
    "covariance": "covar_samp(TRY_CAST({} AS DOUBLE), TRY_CAST({} AS DOUBLE))",
}
QUANTILES: Final = (0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0)
OF_NUMBERS: Final = ("count_complete", "mean", "std_dev", "min", "median", "max")
OF_TEXTS: Final = ("count_complete", "count_distinct", "mode")


def run(relation: rows.Relation, computation: Mapping[str, Any]) -> dict[str, Any]:
    """Run a computation.

    Args:
        relation: the rows.
        computation: its settings.

    Returns:
        Its result; of a type that the mock does not know, one that says so.

    Raises:
        errors.BadRequest: it names a column that does not exist.
    """
    kind = computation.get("type")
    if kind == "multi":
        inner = [run(relation, each) for each in as_dicts(computation.get("computations"))]
        return {"type": kind, "results": inner}
    if kind == "count":
        return {"type": kind, "count": relation.one("count(*)")[0]}
    if kind == "quantiles":
        return _quantiles(relation, computation)
    if kind in ONE:
        expression = ONE[kind].format(_column(relation, computation, "column"))
        return {"type": kind, "value": _finite(relation.one(expression)[0])}
    if kind in TWO:
        pair = (_column(relation, computation, name) for name in ("xColumn", "yColumn"))
        return {"type": kind, "value": _finite(relation.one(TWO[kind].format(*pair))[0])}
    return {"type": "unavailable", "message": f"The mock does not compute {kind}"}


def _column(relation: rows.Relation, computation: Mapping[str, Any], name: str) -> str:
    column = computation.get(name)
    selection.check_columns(relation, [str(column)])
    return identifier(str(column))


def _finite(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _quantiles(relation: rows.Relation, computation: Mapping[str, Any]) -> dict[str, Any]:
    column = _column(relation, computation, "column")
    numbers = [as_number(each) for each in as_list(computation.get("freqs"))]
    wanted = [each for each in numbers if each is not None] or QUANTILES
    freqs = [min(max(each, 0.0), 1.0) for each in wanted]
    [values] = relation.one(f"quantile_cont(TRY_CAST({column} AS DOUBLE), {freqs})")
    pairs = zip(freqs, values or [None] * len(freqs), strict=True)
    quantiles = [{"freq": freq, "quantile": value} for freq, value in pairs]
    return {"type": "quantiles", "quantiles": quantiles}


def computation_of(card: Mapping[str, Any]) -> dict[str, Any]:
    """The computation that a card stands for: of its columns, or of the cards in it."""
    inner = [computation_of(each) for each in card.get("cards") or []]
    for column, numerical in _columns_of(card):
        kinds = OF_NUMBERS if numerical else OF_TEXTS
        inner += [{"type": kind, "column": column} for kind in kinds]
    return {"type": "multi", "computations": inner or [{"type": "count"}]}


def _columns_of(card: Mapping[str, Any]) -> list[tuple[str, bool]]:
    """The columns of a card, each with whether it is taken as numbers."""
    named = [card[name] for name in ("column", "xColumn", "yColumn") if card.get(name)]
    listed = [each for name in ("columns", "xColumns") for each in as_list(card.get(name))]
    found: list[tuple[str, bool]] = []
    for each in [*named, *listed]:
        known = each if isinstance(each, Mapping) else {"name": each}
        found.append((str(known.get("name")), known.get("type", "NUMERICAL") == "NUMERICAL"))
    return found


def run_card(relation: rows.Relation, card: Mapping[str, Any]) -> dict[str, Any]:
    """Compute a card, and the cards in it.

    Raises:
        errors.BadRequest: it names a column that does not exist.
    """
    answer: dict[str, Any] = {"type": card.get("type"), "id": card.get("id")}
    if card.get("cards"):
        return {**answer, "results": [run_card(relation, each) for each in card["cards"]]}
    computation = computation_of(card)
    results = run(relation, computation)["results"]
    pairs = zip(computation["computations"], results, strict=True)
    return {**answer, "results": [{**asked, **result} for asked, result in pairs]}
