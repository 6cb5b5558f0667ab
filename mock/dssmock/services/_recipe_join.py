"""What a join recipe computes, as SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dssmock import errors
from dssmock.services import _recipe_filters as filters
from dssmock.sql.formula import identifier

Tables = Sequence[tuple[str, list[str]]]
_JOINS: Final[Mapping[str, str]] = {
    "LEFT": "LEFT JOIN",
    "INNER": "INNER JOIN",
    "RIGHT": "RIGHT JOIN",
    "FULL": "FULL OUTER JOIN",
    "CROSS": "CROSS JOIN",
    "LEFT_ANTI": "ANTI JOIN",
}
_TESTS: Final[Mapping[str, str]] = {
    "EQ": "{0} = {1}",
    "NE": "{0} <> {1}",
    "LT": "{0} < {1}",
    "LTE": "{0} <= {1}",
    "GT": "{0} > {1}",
    "GTE": "{0} >= {1}",
    "CONTAINS": "contains(CAST({0} AS VARCHAR), CAST({1} AS VARCHAR))",
    "STARTS_WITH": "starts_with(CAST({0} AS VARCHAR), CAST({1} AS VARCHAR))",
}


def query(name: str, payload: Mapping[str, Any], tables: Tables) -> tuple[str, list[str]]:
    """The query of a join, and the names of its columns.

    Args:
        name: name of the recipe.
        payload: its payload.
        tables: query and columns of each virtual input.

    Raises:
        errors.BadRequest: a join cannot be made; what is wrong is named.
    """
    joins = payload.get("joins") or []
    if len(tables) > 1 and not joins:
        raise errors.BadRequest(f"Recipe {name} joins nothing: it has no join")
    source = f"({tables[0][0]}) AS t0"
    seen, gone = {0}, set[int]()
    for join in joins:
        left, right = _side(join.get("table1"), tables), _side(join.get("table2"), tables)
        if left not in seen or right in seen:
            raise errors.BadRequest(f"Recipe {name} cannot join table {left} with table {right}")
        seen.add(right)
        if join.get("type") == "LEFT_ANTI":
            gone.add(right)
        source += _joined(join, right, tables)
    return _chosen(payload, source, tables, sorted(seen - gone))


def _side(given: Any, tables: Tables) -> int:
    if not isinstance(given, int) or not 0 <= given < len(tables):
        raise errors.BadRequest(f"There is no table {given} to be joined")
    return given


def _joined(join: Mapping[str, Any], right: int, tables: Tables) -> str:
    kind = join.get("type") or "LEFT"
    if kind not in _JOINS:
        raise errors.BadRequest(f"Unknown type of join: {kind}")
    source = f" {_JOINS[kind]} ({tables[right][0]}) AS t{right}"
    if kind == "CROSS":
        return source
    tests = [_test(each, tables) for each in join.get("on") or []]
    if not tests:
        raise errors.BadRequest("A join has no condition")
    return f"{source} ON {(' OR ' if join.get('conditionsMode') == 'OR' else ' AND ').join(tests)}"


def _test(condition: Mapping[str, Any], tables: Tables) -> str:
    kind = condition.get("type") or "EQ"
    if kind not in _TESTS:
        raise errors.BadRequest(f"Unknown condition of a join: {kind}")
    sides = (_column(condition.get(side) or {}, tables) for side in ("column1", "column2"))
    return f"({_TESTS[kind].format(*sides)})"


def _column(given: Mapping[str, Any], tables: Tables) -> str:
    number = _side(given.get("table"), tables)
    return f"t{number}.{filters.column(given.get('name'), tables[number][1])}"


def _chosen(
    payload: Mapping[str, Any], source: str, tables: Tables, seen: Sequence[int]
) -> tuple[str, list[str]]:
    """The columns of a join: those selected, else each name once."""
    selected = payload.get("selectedColumns")
    if not selected:
        selected = [
            {"name": each, "table": number} for number in seen for each in tables[number][1]
        ]
        selected = list({each["name"]: each for each in reversed(selected)}.values())[::-1]
    names: list[str] = []
    columns: list[str] = []
    for each in selected:
        if each.get("table", 0) not in seen:
            continue
        name = each.get("alias") or each.get("name")
        if name in names:
            raise errors.BadRequest(f"The join has two columns {name}")
        names.append(name)
        columns.append(f"{_column({'table': 0, **each}, tables)} AS {identifier(name)}")
    return f"SELECT {', '.join(columns)} FROM {source}", names


def unmatched(payload: Mapping[str, Any], tables: Tables, side: str) -> str:
    """The rows of one side of the only join that found no partner.

    Raises:
        errors.BadRequest: there is not exactly one join, or it cannot be made.
    """
    joins = payload.get("joins") or []
    if len(joins) != 1:
        raise errors.BadRequest("Unmatched rows are for recipes with one join")
    left, right = _side(joins[0].get("table1"), tables), _side(joins[0].get("table2"), tables)
    own, other = (left, right) if side == "left" else (right, left)
    tests = [_test(each, tables) for each in joins[0].get("on") or []] or ["TRUE"]
    on = (" OR " if joins[0].get("conditionsMode") == "OR" else " AND ").join(tests)
    return f"FROM ({tables[own][0]}) AS t{own} ANTI JOIN ({tables[other][0]}) AS t{other} ON {on}"
