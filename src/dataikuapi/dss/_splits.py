"""Rules of a split recipe, as its settings hold them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from dataikuapi._errors import DataikuException
from dataikuapi.dss.filters import DSSFilter
from dataikuapi.dss.filters import DSSFilterOperator as Op

Split = Mapping[str, Any]
DROPPED = -1
_NUMBER_BOUNDS = {
    ("min", True): Op.GREATER_OR_EQUAL_NUMBER,
    ("min", False): Op.GREATER_NUMBER,
    ("max", True): Op.LESS_OR_EQUAL_NUMBER,
    ("max", False): Op.LESS_NUMBER,
}
_DATE_BOUNDS = {
    ("min", True): Op.GREATER_OR_EQUAL_DATE,
    ("min", False): Op.GREATER_DATE,
    ("max", True): Op.LESS_OR_EQUAL_DATE,
    ("max", False): Op.LESS_DATE,
}


def output_index(outputs: list[str], index: int | None, name: str | None) -> int:
    """Finds where rows go that no rule sends elsewhere.

    Args:
        outputs: names of the outputs of the recipe.
        index: position of the output, or None.
        name: its name, or None; without both the rows are dropped.

    Returns:
        The position; -1 to drop the rows.

    Raises:
        ValueError: the recipe has no such output.
    """
    if index is not None:
        return index
    if name is None:
        return DROPPED
    if name not in outputs:
        raise ValueError(f"{name!r} is no output of the recipe, which has {outputs}")
    return outputs.index(name)


def _target(outputs: list[str], output: Split | None) -> int:
    """The position that one rule sends its rows to."""
    if output is None:
        raise ValueError("a split has no output")
    mode, value = output.get("mode"), output.get("value")
    if mode == "drop":
        return DROPPED
    if mode not in ("index", "dataset"):
        raise ValueError(f"the mode of {dict(output)} must be 'dataset', 'index' or 'drop'")
    if value is None:
        raise ValueError(f"value is not set in {dict(output)}")
    if mode == "dataset":
        if not isinstance(value, str):
            raise ValueError(f"value must be the name of an output in {dict(output)}")
        return output_index(outputs, None, value)
    if not isinstance(value, int):
        raise ValueError(f"value must be a position in {dict(output)}")  # noqa: TRY004  as before
    if value >= len(outputs):
        raise ValueError(f"the recipe has {len(outputs)} outputs, too few for {dict(output)}")
    return value


def rules(outputs: list[str], splits: Iterable[Split], member: str) -> list[dict[str, Any]]:
    """Makes the rules of splits.

    Args:
        outputs: names of the outputs of the recipe.
        splits: what the caller gave, each with an `output`.
        member: the member of a split that is kept: `share`, `value` or `filter`.

    Returns:
        The rules, copies.

    Raises:
        ValueError: an output is unknown or not given.
    """
    made: list[dict[str, Any]] = []
    for split in splits:
        rule: dict[str, Any] = {"outputIndex": _target(outputs, split.get("output"))}
        if member in split:
            rule[member] = deepcopy(split[member])
        made.append(rule)
    return made


def value_rules(
    outputs: list[str], column_type: str | None, splits: Iterable[Split]
) -> list[dict[str, Any]]:
    """Makes the rules of a split by the values of a column.

    A column of booleans has a rule for each of its two values, `true` first.

    Args:
        outputs: names of the outputs of the recipe.
        column_type: type of the column.
        splits: what the caller gave, each with a `value` and an `output`.

    Returns:
        The rules.

    Raises:
        ValueError: an output is unknown, or a value is no boolean.
        DataikuException: a boolean has two rules.
    """
    if column_type != "boolean":
        return rules(outputs, splits, "value")
    by_value: dict[str, Split] = {}
    for split in splits:
        value = split.get("value")
        text = {True: "true", False: "false"}.get(value, value) if value is not None else None
        if text not in ("true", "false"):
            raise ValueError(f"the value must be 'true' or 'false' in {dict(split)}")
        if text in by_value:
            raise DataikuException(f"there are two splits for {text}")
        by_value[text] = {**split, "value": text}
    dropped: Split = {"output": {"mode": "drop"}}
    both = [by_value.get(text, {**dropped, "value": text}) for text in ("true", "false")]
    return rules(outputs, both, "value")


def range_rules(
    outputs: list[str], column: str, column_type: str, splits: Iterable[Split]
) -> list[dict[str, Any]]:
    """Makes the rules of a split by ranges of a column.

    Args:
        outputs: names of the outputs of the recipe.
        column: name of the column.
        column_type: `num`, `date` or `datetime`.
        splits: what the caller gave, each with `min`, `max` or both, and an `output`.

    Returns:
        The rules.

    Raises:
        ValueError: an output is unknown, or a bound is of a wrong type.
        DataikuException: the type is unknown, or a range of dates lacks a bound.
    """
    made: list[Split] = []
    for split in splits:
        if column_type in ("date", "datetime") and not ("min" in split and "max" in split):
            raise DataikuException(f"a range of dates needs min and max: {dict(split)}")
        bounds = [
            _bound(column, column_type, side, split[side], split.get(f"include_{side}", True))
            for side in ("min", "max")
            if side in split
        ]
        made.append({"output": split.get("output"), "filter": DSSFilter.of_and_conditions(bounds)})
    return rules(outputs, made, "filter")


def _bound(column: str, kind: str, side: str, value: Any, included: bool) -> dict[str, Any]:
    place = (side, bool(included))
    if kind == "num":
        return DSSFilter.condition(column, _NUMBER_BOUNDS[place], num=value)
    if kind == "date":
        date, time = _day(side, value), "00:00"
    elif kind == "datetime":
        moment = _moment(side, value).astimezone(dt.UTC)
        date, time = moment.strftime("%Y-%m-%d"), moment.strftime("%H:%M")
    else:
        raise DataikuException(f"column_type must be 'date', 'datetime' or 'num', not {kind!r}")
    return DSSFilter.condition(column, _DATE_BOUNDS[place], date=date, time=time)


def _day(side: str, value: Any) -> str:
    """The day of a bound; that of a moment is counted in UTC."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d")
    return _moment(side, value).astimezone(dt.UTC).strftime("%Y-%m-%d")


def _moment(side: str, value: Any) -> dt.datetime:
    """The moment of a bound: a day begins at midnight UTC, a text without a zone is UTC."""
    if isinstance(value, dt.datetime):
        return value
    if isinstance(value, dt.date):
        return dt.datetime.combine(value, dt.time(0, 0), tzinfo=dt.UTC)
    if not isinstance(value, str):
        text = f"{side} must be a date, a datetime or a text such as 2026-01-31"
        raise ValueError(text)  # noqa: TRY004  as before
    moment = dt.datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
