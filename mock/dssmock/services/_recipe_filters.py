"""Filters and computed columns of visual recipes, as SQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from dssmock import errors
from dssmock.sql.formula import identifier, literal, to_sql

# What a condition tests, as SQL. An empty value is one that is not equal to any other.
_TESTS: Final[Mapping[str, str]] = {
    "not empty": "({c} IS NOT NULL AND CAST({c} AS VARCHAR) <> '')",
    "is empty": "({c} IS NULL OR CAST({c} AS VARCHAR) = '')",
    "not empty string": "(coalesce(CAST({c} AS VARCHAR), '') <> '')",
    "empty string": "(coalesce(CAST({c} AS VARCHAR), '') = '')",
    "true": "(CAST({c} AS BOOLEAN))",
    "false": "(NOT CAST({c} AS BOOLEAN))",
    "== [string]": "(CAST({c} AS VARCHAR) = {s})",
    "== [string]i": "(lower(CAST({c} AS VARCHAR)) = lower({s}))",
    "!= [string]": "(CAST({c} AS VARCHAR) IS DISTINCT FROM {s})",
    "contains": "(contains(CAST({c} AS VARCHAR), {s}))",
    "regex": "(regexp_full_match(CAST({c} AS VARCHAR), {s}))",
    "== [number]": "(TRY_CAST({c} AS DOUBLE) = {n})",
    "!= [number]": "(TRY_CAST({c} AS DOUBLE) IS DISTINCT FROM {n})",
    ">  [number]": "(TRY_CAST({c} AS DOUBLE) > {n})",
    "<  [number]": "(TRY_CAST({c} AS DOUBLE) < {n})",
    ">= [number]": "(TRY_CAST({c} AS DOUBLE) >= {n})",
    "<= [number]": "(TRY_CAST({c} AS DOUBLE) <= {n})",
    ">  [date]": "({t} > {d})",
    "<  [date]": "({t} < {d})",
    ">= [date]": "({t} >= {d})",
    "<= [date]": "({t} <= {d})",
    "== [date]": "({t} = {d})",
    ">< [date]": "({t} >= {d} AND {t} < {e})",
    "== [column]": "({c} = {o})",
    "!= [column]": "({c} <> {o})",
    ">  [column]": "({c} > {o})",
    "<  [column]": "({c} < {o})",
    ">= [column]": "({c} >= {o})",
    "<= [column]": "({c} <= {o})",
    "== [NaNcolumn]": "(CAST({c} AS VARCHAR) IS NOT DISTINCT FROM CAST({o} AS VARCHAR))",
    "!= [NaNcolumn]": "(CAST({c} AS VARCHAR) IS DISTINCT FROM CAST({o} AS VARCHAR))",
    "in [string]": "(CAST({c} AS VARCHAR) IN ({ms}))",
    "not in [string]": "(NOT coalesce(CAST({c} AS VARCHAR) IN ({ms}), FALSE))",
    "in [number]": "(TRY_CAST({c} AS DOUBLE) IN ({mn}))",
    "not in [number]": "(NOT coalesce(TRY_CAST({c} AS DOUBLE) IN ({mn}), FALSE))",
}


def column(name: Any, known: Sequence[str]) -> str:
    """A column as SQL quotes it.

    Raises:
        errors.BadRequest: there is no such column; it is named.
    """
    if name not in known:
        raise errors.BadRequest(f"Unknown column: {name}")
    return identifier(name)


def _number(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise errors.BadRequest(f"Not a number: {value!r}")
    return repr(value)


def _moment(date: Any, time: Any) -> str:
    moment = f"{date} {time or '00:00'}"
    return f"CAST({literal(moment)} AS TIMESTAMP)"


def condition(given: Mapping[str, Any], known: Sequence[str]) -> str:
    """A condition as SQL.

    Raises:
        errors.BadRequest: its column or its operator does not exist.
    """
    if "subCondition" in given:
        return where(given["subCondition"], known) or "TRUE"
    operator = given.get("operator")
    if operator not in _TESTS:
        raise errors.BadRequest(f"Unknown operator of a filter: {operator}")
    name = column(given.get("input"), known)
    items = given.get("items") or []
    parts: dict[str, Callable[[], str]] = {
        "s": lambda: literal(str(given.get("string") or "")),
        "n": lambda: _number(given.get("num")),
        "d": lambda: _moment(given.get("date"), given.get("time")),
        "e": lambda: _moment(given.get("date2"), given.get("time2")),
        "o": lambda: column(given.get("string") or given.get("col"), known),
        "ms": lambda: ", ".join(literal(str(each.get("string"))) for each in items) or "NULL",
        "mn": lambda: ", ".join(_number(each.get("num")) for each in items) or "NULL",
    }
    template = _TESTS[operator]
    values = {mark: make() for mark, make in parts.items() if f"{{{mark}}}" in template}
    return template.format(c=name, t=f"TRY_CAST({name} AS TIMESTAMP)", **values)


def where(given: Mapping[str, Any] | None, known: Sequence[str]) -> str:
    """What a row must meet for a filter, as SQL; empty for a filter that is off.

    Raises:
        errors.BadRequest: it uses what is not there.
    """
    if not given or not given.get("enabled"):
        return ""
    ui = given.get("uiData") or {}
    mode = ui.get("mode") or "CUSTOM"
    if mode in ("&&", "||"):
        tests = [condition(each, known) for each in ui.get("conditions") or []]
        return f"({(' AND ' if mode == '&&' else ' OR ').join(tests)})" if tests else ""
    expression = given.get("expression") or ""
    if not expression:
        return ""
    if mode == "SQL":
        return f"({expression})"
    return to_sql(expression, known)


def filtered(sql: str, given: Mapping[str, Any] | None, known: Sequence[str]) -> str:
    """The rows of a query that a filter keeps."""
    condition = where(given, known)
    distinct = "DISTINCT " if given and given.get("enabled") and given.get("distinct") else ""
    if not condition and not distinct:
        return sql
    return f"SELECT {distinct}* FROM ({sql}) AS f WHERE {condition or 'TRUE'}"


def extended(sql: str, computed: Any, known: list[str]) -> str:
    """The rows of a query with computed columns; their names are added to those known."""
    for each in computed or []:
        name, expression = each.get("name"), each.get("expr") or ""
        if not name or name in known:
            raise errors.BadRequest(f"Invalid name of a computed column: {name!r}")
        value = f"({expression})" if each.get("mode") == "SQL" else to_sql(expression, known)
        kind = _COLUMN_TYPES.get(each.get("type") or "double", "VARCHAR")
        made = f"TRY_CAST({value} AS {kind}) AS {identifier(name)}"
        sql = f"SELECT *, {made} FROM ({sql}) AS c"
        known.append(name)
    return sql


_COLUMN_TYPES: Final[Mapping[str, str]] = {
    "bigint": "BIGINT",
    "boolean": "BOOLEAN",
    "date": "TIMESTAMP WITH TIME ZONE",
    "dateonly": "DATE",
    "datetimenotz": "TIMESTAMP",
    "double": "DOUBLE",
    "float": "FLOAT",
    "int": "INTEGER",
    "smallint": "SMALLINT",
    "tinyint": "TINYINT",
}
