"""Columns of what is written into datasets: given, compared with those of the dataset."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from dataikuapi._args import check_dict, check_list, check_str

Column = dict[str, Any]

INTEGERS = {"tinyint": 8, "smallint": 16, "int": 32, "bigint": 64}
FLOATS = ("float", "double")
TIMES = ("date", "dateonly", "datetimenotz")
COMPLEX = ("array", "map", "object")


def family(kind: str) -> str:
    """What sort of values a type of DSS has, so that one column can be compared with another.

    Args:
        kind: the type, such as `bigint`.

    Returns:
        `number`, `boolean`, `time` or `text`.
    """
    if kind in INTEGERS or kind in FLOATS:
        return "number"
    if kind in TIMES:
        return "time"
    return "boolean" if kind == "boolean" else "text"


def columns_of(schema: Any) -> list[Column]:
    """Gives the columns of a schema.

    Args:
        schema: a dict with `columns`, or the list of columns; each has `name` and `type`.

    Returns:
        The columns.

    Raises:
        TypeError: it is neither.
        ValueError: a column has no name or no type, two have the same name, or there is none.
    """
    given = check_dict("schema", schema).get("columns") if isinstance(schema, Mapping) else schema
    columns = [check_dict("each column of schema", each) for each in check_list("schema", given)]
    if not columns:
        raise ValueError("schema must have a column")
    for column in columns:
        for member in ("name", "type"):
            check_str(f"{member} of each column of schema", column.get(member))
    check_unique([column["name"] for column in columns], "schema")
    return columns


def check_unique(names: Sequence[str], what: str) -> None:
    """Refuses names that are there twice, or empty: DSS could not read such a column.

    Args:
        names: names of columns.
        what: where they are, for the message.

    Raises:
        ValueError: one is there twice, or empty.
    """
    seen: set[str] = set()
    for name in names:
        if not name:
            raise ValueError(f"{what} has a column without a name")
        if name in seen:
            raise ValueError(f"{what} has the column {name!r} twice")
        seen.add(name)


def check_fit(names: Iterable[str], columns: Sequence[Column], what: str, where: str) -> None:
    """Requires that data has the columns of a schema, in whatever order.

    Args:
        names: columns of the data.
        columns: columns of the schema.
        what: the data in words, for the message.
        where: the dataset.

    Raises:
        ValueError: a column is missing or is one too many; all of them are named.
    """
    given, wanted = list(names), [column["name"] for column in columns]
    check_unique(given, what)
    missing = [name for name in wanted if name not in set(given)]
    unknown = [name for name in given if name not in set(wanted)]
    if missing or unknown:
        parts = [
            f"{text} {', '.join(map(repr, wrong))}"
            for text, wrong in (("lacks", missing), ("has more:", unknown))
            if wrong
        ]
        raise ValueError(
            f"{what} does not fit the schema of {where}: it {' and '.join(parts)}; "
            "infer_schema=True takes its columns over"
        )


def check_families(
    found: Sequence[Column], columns: Sequence[Column], what: str, where: str
) -> None:
    """Requires that columns of the same name hold the same sort of values.

    Args:
        found: columns of a file that is sent as it is.
        columns: columns of the schema.
        what: the file in words, for the message.
        where: the dataset.

    Raises:
        ValueError: one holds another sort; it is named.
    """
    kinds = {column["name"]: str(column["type"]) for column in columns}
    for column in found:
        kind = kinds[column["name"]]
        if family(kind) != family(str(column["type"])):
            raise ValueError(
                f"{what} does not fit the schema of {where}: column {column['name']!r} is "
                f"{column['type']} there and {kind} in the dataset; "
                "infer_schema=True takes its columns over"
            )


def merged(new: Sequence[Column], old: Sequence[Mapping[str, Any]]) -> list[Column]:
    """Columns as they are to be saved: one that stays keeps its comment, meaning and the like.

    Args:
        new: the columns.
        old: columns of the dataset so far.

    Returns:
        The columns.
    """
    known = {(each.get("name"), each.get("type")): dict(each) for each in old}
    return [known.get((each["name"], each["type"]), {}) | each for each in new]


def is_missing(value: Any) -> bool:
    """Whether a value is one of those that stand for nothing, those of pandas too."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return True
    kind = cast("type[Any]", type(value))
    return kind.__name__ in {"NAType", "NaTType"} and kind.__module__.startswith("pandas.")


def json_cell(value: Any) -> str:
    """An array, a map or an object as the text of a cell.

    Args:
        value: lists and dicts of values; NaN in them becomes null, which JSON has instead.

    Raises:
        ValueError: it holds an infinite number, which JSON has not.
    """

    def other(value: Any) -> str | None:
        return None if is_missing(value) else str(value)

    def written(value: Any) -> str:
        return json.dumps(value, default=other, ensure_ascii=False, allow_nan=False)

    try:
        return written(value)
    except ValueError:
        return written(_without_nan(value))


def _without_nan(value: Any) -> Any:
    if isinstance(value, Mapping):
        members = cast("Mapping[Any, Any]", value)
        return {key: _without_nan(member) for key, member in members.items()}
    if isinstance(value, (list, tuple)):
        return [_without_nan(member) for member in cast("Sequence[Any]", value)]
    return None if is_missing(value) else value
