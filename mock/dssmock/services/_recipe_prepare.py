"""What a prepare recipe computes, as SQL: the steps that programs write most.

A step that is not known here is left out, and said so in the log of the run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from dssmock.services import _recipe_filters as filters
from dssmock.sql.formula import identifier, literal, to_sql

Table = tuple[str, list[str]]
Step = Callable[[str, list[str], Mapping[str, Any]], Table]


def query(payload: Mapping[str, Any], sql: str, known: list[str]) -> tuple[str, list[str]]:
    """The query of a prepare recipe, and the types of the steps it leaves out.

    Args:
        payload: payload of the recipe.
        sql: the query of its input.
        known: columns of its input.

    Raises:
        errors.BadRequest: a step uses what is not there.
    """
    left_out: list[str] = []
    for step in _steps(payload.get("steps") or []):
        run = STEPS.get(str(step.get("type")))
        if run is None:
            left_out.append(str(step.get("type")))
        else:
            sql, known = run(sql, known, step.get("params") or {})
    return sql, left_out


def _steps(given: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The steps that are on, those of groups one by one."""
    found: list[Mapping[str, Any]] = []
    for each in given:
        if each.get("disabled"):
            continue
        found += _steps(each.get("steps") or []) if each.get("metaType") == "GROUP" else [each]
    return found


def _columns(params: Mapping[str, Any], known: Sequence[str]) -> list[str]:
    """The columns that a step works on.

    Raises:
        errors.BadRequest: one of them does not exist.
    """
    if params.get("appliesTo") == "ALL":
        return list(known)
    names = params.get("columns")
    if names is None:
        names = [params.get("column")]
    for name in names:
        filters.column(name, known)
    return list(names)


def _replaced(sql: str, values: Mapping[str, str]) -> str:
    chosen = ", ".join(f"{value} AS {identifier(name)}" for name, value in values.items())
    return f"SELECT * REPLACE ({chosen}) FROM ({sql}) AS p" if chosen else sql


def _rename(sql: str, known: list[str], params: Mapping[str, Any]) -> Table:
    for pair in params.get("renamings") or []:
        old, new = pair.get("from"), str(pair.get("to"))
        place = filters.column(old, known)
        sql = f"SELECT * RENAME ({place} AS {identifier(new)}) FROM ({sql}) AS p"
        known = [new if name == old else name for name in known]
    return sql, known


def _select(sql: str, known: list[str], params: Mapping[str, Any]) -> Table:
    named = _columns(params, known)
    keep = params.get("keep") in (True, "true")
    names = [name for name in known if (name in named) == keep]
    chosen = ", ".join(identifier(name) for name in names)
    return f"SELECT {chosen or 'NULL AS no_column'} FROM ({sql}) AS p", names


def _formula(sql: str, known: list[str], params: Mapping[str, Any]) -> Table:
    name = str(params.get("column"))
    value = to_sql(params.get("expression") or "", known)
    if name in known:
        return _replaced(sql, {name: value}), known
    return f"SELECT *, {value} AS {identifier(name)} FROM ({sql}) AS p", [*known, name]


def _copy(sql: str, known: list[str], params: Mapping[str, Any]) -> Table:
    place = filters.column(params.get("inputColumn"), known)
    name = str(params.get("outputColumn"))
    return f"SELECT *, {place} AS {identifier(name)} FROM ({sql}) AS p", [*known, name]


def _filter_formula(sql: str, known: list[str], params: Mapping[str, Any]) -> Table:
    test = to_sql(params.get("expression") or "true", known)
    keeps = params.get("action", "KEEP_ROW") == "KEEP_ROW"
    condition = test if keeps else f"coalesce(NOT {test}, TRUE)"
    return f"SELECT * FROM ({sql}) AS p WHERE {condition}", known


def _filter_values(sql: str, known: list[str], params: Mapping[str, Any]) -> Table:
    values = ", ".join(literal(str(each)) for each in params.get("values") or []) or "NULL"
    tests = [
        f"coalesce(CAST({identifier(name)} AS VARCHAR) IN ({values}), FALSE)"
        for name in _columns(params, known)
    ]
    joined = (" AND " if params.get("booleanMode", "AND") == "AND" else " OR ").join(tests)
    wanted = "" if params.get("action", "KEEP_ROW") == "KEEP_ROW" else "NOT "
    return f"SELECT * FROM ({sql}) AS p WHERE {wanted}({joined})", known


def _drop_empty(sql: str, known: list[str], params: Mapping[str, Any]) -> Table:
    tests = [
        f"coalesce(CAST({identifier(name)} AS VARCHAR), '') <> ''"
        for name in _columns(params, known)
    ]
    kept = " AND ".join(tests)
    if params.get("keep") in (True, "true"):
        kept = f"NOT ({kept})"
    return f"SELECT * FROM ({sql}) AS p WHERE {kept}", known


def _fill(sql: str, known: list[str], params: Mapping[str, Any]) -> Table:
    value = literal(str(params.get("value", "")))
    filled = {
        name: f"CASE WHEN coalesce(CAST({place} AS VARCHAR), '') = '' "
        f"THEN CAST({value} AS VARCHAR) ELSE CAST({place} AS VARCHAR) END"
        for name, place in ((name, identifier(name)) for name in _columns(params, known))
    }
    return _replaced(sql, filled), known


_TRANSFORMS: Final = {
    "TO_LOWER": "lower({})",
    "TO_UPPER": "upper({})",
    "TRIM": "trim({})",
    "CAPITALIZE": "upper(left({0}, 1)) || substr({0}, 2)",
}


def _transform(sql: str, known: list[str], params: Mapping[str, Any]) -> Table:
    template = _TRANSFORMS.get(str(params.get("mode")), "{}")
    values = {
        name: template.format(f"CAST({identifier(name)} AS VARCHAR)")
        for name in _columns(params, known)
    }
    return _replaced(sql, values), known


STEPS: Final[Mapping[str, Step]] = {
    "ColumnCopier": _copy,
    "ColumnRenamer": _rename,
    "ColumnsSelector": _select,
    "CreateColumnWithGREL": _formula,
    "FillEmptyWithValue": _fill,
    "FilterOnCustomFormula": _filter_formula,
    "FilterOnValue": _filter_values,
    "RemoveRowsOnEmpty": _drop_empty,
    "StringTransformer": _transform,
}
