"""What the rows of a dataset tell a training: counts, values, and how much features say."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from dssmock.services import _dataset_rows as rows
from dssmock.services import _dataset_state as datasets
from dssmock.sql.formula import identifier

if TYPE_CHECKING:
    from dssmock.core import DSSMock

NUMBERS: Final = frozenset({"tinyint", "smallint", "int", "bigint", "float", "double"})
TIMES: Final = frozenset({"date", "dateonly", "datetimenotz"})
MOST_WORDS: Final = 100
MOST_SERIES: Final = 20
# What DSS calls the series of data that hold only one.
SINGLE: Final = "__single_timeseries_id"


@dataclass(frozen=True, slots=True)
class Column:
    """What is known of a column.

    Attributes:
        name: its name.
        numeric: whether its values are numbers or times.
        time: whether they are times.
        filled: how many rows have a value.
        distinct: how many different values there are.
        mean: mean of the numbers.
        std: their deviation.
        low: the lowest.
        high: the highest.
        words: the most frequent values of a column of words, with their counts.
    """

    name: str
    numeric: bool
    time: bool
    filled: int
    distinct: int
    mean: float = 0.0
    std: float = 0.0
    low: float = 0.0
    high: float = 0.0
    words: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a dataset.

    Attributes:
        rows: how many rows it has.
        columns: its columns.
    """

    rows: int
    columns: dict[str, Column]


def number_of(column: Mapping[str, Any]) -> str:
    """A column as a number in SQL; times count seconds, what is no number is null."""
    name = identifier(column["name"])
    if column["type"] in TIMES:
        return f"epoch(TRY_CAST({name} AS TIMESTAMP))"
    return f"TRY_CAST({name} AS DOUBLE)"


def word_of(column: Mapping[str, Any]) -> str:
    """A column as a word in SQL."""
    return f"CAST({identifier(column['name'])} AS VARCHAR)"


def profile(dss: DSSMock, dataset: Mapping[str, Any]) -> Profile:
    """Look at all columns of a dataset.

    Raises:
        errors.BadRequest: its rows cannot be read.
    """
    with rows.opened(dss, dataset) as relation:
        count = int(relation.one("count(*)")[0])
        found = {each["name"]: _column(relation, each) for each in relation.columns}
    return Profile(count, found)


def _column(relation: rows.Relation, column: Mapping[str, Any]) -> Column:
    name, kind, number = column["name"], column["type"], number_of(column)
    text = identifier(name)
    filled, distinct, numbers, mean, std, low, high = relation.one(
        f"count({text}), count(DISTINCT {text}), count({number}), "
        f"avg({number}), stddev_pop({number}), min({number}), max({number})"
    )
    texts = kind not in NUMBERS | TIMES
    numeric = not texts or (kind == "string" and 0 < filled == numbers)
    if not numeric:
        counts = _words(relation, column)
        return Column(name, False, False, filled, distinct, words=counts)
    values = [_finite(each) for each in (mean, std, low, high)]
    counts = _words(relation, column) if distinct <= MOST_WORDS else {}
    return Column(name, True, kind in TIMES, filled, distinct, *values, words=counts)


def _words(relation: rows.Relation, column: Mapping[str, Any]) -> dict[str, int]:
    word = word_of(column)
    with rows.database_errors():
        found = relation.cursor.execute(
            f"SELECT {word}, count(*) FROM {relation.sql} WHERE {word} IS NOT NULL "
            f"GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {MOST_WORDS}"
        ).fetchall()
    return {word: int(count) for word, count in found}


def _finite(value: Any) -> float:
    """A number that JSON can hold; 0 for any other."""
    plain = isinstance(value, int | float)
    return float(value) if plain and math.isfinite(value) else 0.0


def signals(
    dss: DSSMock,
    dataset: Mapping[str, Any],
    found: Profile,
    target: str,
    features: Sequence[str],
    *,
    classes: bool,
) -> dict[str, float]:
    """How much each feature tells of a target, from 0 to 1.

    It is the share of the variance that the feature explains, or of the rows whose class it gives
    away; both are corrected for what chance explains.

    Args:
        dss: the instance.
        dataset: definition of the dataset.
        found: what is known of it.
        target: name of the target.
        features: names of the features.
        classes: whether the target is a class.
    """
    columns = {each["name"]: each for each in datasets.columns_of(dataset)}
    goal = columns.get(target)
    if goal is None or found.rows < 3:
        return dict.fromkeys(features, 0.0)
    with rows.opened(dss, dataset) as relation:
        return {
            name: _signal(relation, columns[name], goal, found, classes)
            for name in features
            if name in columns
        }


def _signal(
    relation: rows.Relation,
    feature: Mapping[str, Any],
    goal: Mapping[str, Any],
    found: Profile,
    classes: bool,
) -> float:
    numeric = found.columns[feature["name"]].numeric
    if numeric and not classes:
        value = _finite(relation.one(f"corr({number_of(feature)}, {number_of(goal)})")[0])
        return _adjusted(value * value, found.rows, 2)
    if numeric:
        return _explained(relation, word_of(goal), number_of(feature), found.rows)
    if not classes:
        return _explained(relation, word_of(feature), number_of(goal), found.rows)
    return _given_away(relation, word_of(feature), word_of(goal), found.rows)


def _adjusted(share: float, count: int, groups: int) -> float:
    """A share of the variance less what chance explains."""
    if count <= groups:
        return 0.0
    return min(max(1 - (1 - share) * (count - 1) / (count - groups), 0.0), 1.0)


def _explained(relation: rows.Relation, group: str, number: str, count: int) -> float:
    """Share of the variance of a number that a group explains."""
    query = (
        f"WITH v AS (SELECT {group} AS g, {number} AS x FROM {relation.sql}), "
        "s AS (SELECT count(*) AS n, avg(x) AS m FROM v WHERE x IS NOT NULL GROUP BY g) "
        "SELECT (SELECT var_pop(x) * count(x) FROM v), "
        "(SELECT sum(n * (m - (SELECT avg(x) FROM v)) ** 2) FROM s), (SELECT count(*) FROM s)"
    )
    with rows.database_errors():
        whole, between, groups = relation.cursor.execute(query).fetchone() or (0, 0, 0)
    total = _finite(whole)
    return _adjusted(_finite(between) / total, count, int(groups)) if total > 0 else 0.0


def _given_away(relation: rows.Relation, group: str, label: str, count: int) -> float:
    """Share of the rows beside the most frequent class whose class a group gives away."""
    query = (
        f"WITH v AS (SELECT {group} AS g, {label} AS y FROM {relation.sql}), "
        "c AS (SELECT g, y, count(*) AS n FROM v GROUP BY g, y) "
        "SELECT (SELECT sum(best) FROM (SELECT max(n) AS best FROM c GROUP BY g)), "
        "(SELECT max(n) FROM (SELECT sum(n) AS n FROM c GROUP BY y)), "
        "(SELECT count(DISTINCT g) FROM c)"
    )
    with rows.database_errors():
        right, usual, groups = relation.cursor.execute(query).fetchone() or (0, 0, 0)
    rest = count - _finite(usual)
    if rest <= 0:
        return 0.0
    return _adjusted((_finite(right) - _finite(usual)) / rest, count, int(groups))


def combined(found: Mapping[str, float]) -> float:
    """How much features tell together, if each tells something of its own."""
    unknown = 1.0
    for value in found.values():
        unknown *= 1 - min(max(value, 0.0), 1.0)
    return 1 - unknown


def series_of(
    dss: DSSMock, dataset: Mapping[str, Any], identifiers: Sequence[str], time: str, target: str
) -> dict[str, list[float]]:
    """The values of each series, oldest first; the first 20 series.

    Args:
        dss: the instance.
        dataset: definition of the dataset.
        identifiers: columns that tell series apart.
        time: column of the moments.
        target: column of the values.
    """
    columns = {each["name"]: each for each in datasets.columns_of(dataset)}
    if time not in columns or target not in columns:
        return {}
    known = [columns[name] for name in identifiers if name in columns]
    chosen = [*(word_of(each) for each in known), number_of(columns[target])]
    named = ", ".join(chosen)
    with rows.opened(dss, dataset) as relation, rows.database_errors():
        found = relation.cursor.execute(
            f"SELECT {named} FROM {relation.sql} ORDER BY {number_of(columns[time])}"
        ).fetchall()
    series: dict[str, list[float]] = {}
    for *words, value in found:
        pairs = zip((each["name"] for each in known), words, strict=True)
        key = json.dumps(dict(pairs)) if known else SINGLE
        if value is not None and (key in series or len(series) < MOST_SERIES):
            series.setdefault(key, []).append(_finite(value))
    return series


def sample(
    dss: DSSMock, dataset: Mapping[str, Any], names: Sequence[str], most: int
) -> list[list[str | None]]:
    """The first rows of some columns, as texts."""
    if not names:
        return []
    listed = ", ".join(f"CAST({identifier(name)} AS VARCHAR)" for name in names)
    with rows.opened(dss, dataset) as relation, rows.database_errors():
        found = relation.cursor.execute(
            f"SELECT {listed} FROM {relation.sql} LIMIT {most}"
        ).fetchall()
    return [list(row) for row in found]
