"""What visual recipes compute, as one query over the tables of their inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dssmock import errors
from dssmock.services import _recipe_filters as filters
from dssmock.services._dataset_selection import sampled
from dssmock.sql.formula import identifier, literal


@dataclass(frozen=True, slots=True)
class Source:
    """An input of a recipe.

    Attributes:
        table: the table that holds its rows.
        name: name of the dataset.
        columns: columns of its schema.
    """

    table: str
    name: str
    columns: list[dict[str, Any]]

    def names(self) -> list[str]:
        """Names of the columns."""
        return [each["name"] for each in self.columns]

    def types(self) -> dict[str, str]:
        """Types of the columns."""
        return {each["name"]: each["type"] for each in self.columns}


@dataclass(frozen=True, slots=True)
class Plan:
    """A recipe, read.

    Attributes:
        name: its name.
        params: its parameters.
        payload: what it computes.
        sources: its inputs.
        outputs: names of its main outputs.
    """

    name: str
    params: Mapping[str, Any]
    payload: Mapping[str, Any]
    sources: Sequence[Source]
    outputs: Sequence[str]

    def first(self) -> Source:
        """The one input of most recipes.

        Raises:
            errors.BadRequest: there is none.
        """
        if not self.sources:
            raise errors.BadRequest(f"Recipe {self.name} has no input")
        return self.sources[0]


Query = Callable[[Plan], list[str]]


def _prepared(plan: Plan) -> tuple[str, list[str]]:
    """The rows of the first input, filtered and with computed columns, and their columns."""
    source = plan.first()
    known = source.names()
    sql = f"SELECT * FROM {identifier(source.table)}"
    sql = filters.filtered(sql, plan.payload.get("preFilter"), known)
    return filters.extended(sql, plan.payload.get("computedColumns"), known), known


def _finished(plan: Plan, sql: str, known: list[str]) -> list[str]:
    """The one query of most recipes, filtered at its end."""
    return [filters.filtered(sql, plan.payload.get("postFilter"), known)]


def _sync(plan: Plan) -> list[str]:
    return [f"SELECT * FROM {identifier(plan.first().table)}"]


def _sampling(plan: Plan) -> list[str]:
    source = plan.first()
    selection = plan.payload.get("selection") or plan.params.get("selection") or {}
    rule = plan.payload.get("filter") or plan.params.get("filter")
    sql = filters.filtered(f"SELECT * FROM {identifier(source.table)}", rule, source.names())
    return [sampled(sql, selection, source.names())]


# For each aggregation: what its column is called, and its SQL.
_AGGREGATES: Final[Mapping[str, tuple[str, str]]] = {
    "count": ("count", "count({c})"),
    "countDistinct": ("distinct", "count(DISTINCT {c})"),
    "min": ("min", "min({c})"),
    "max": ("max", "max({c})"),
    "avg": ("avg", "avg(TRY_CAST({c} AS DOUBLE))"),
    "sum": ("sum", "CAST(sum({c}) AS {sum})"),
    "concat": ("concat", "string_agg(CAST({c} AS VARCHAR), ',')"),
    "stddev": ("stddev", "stddev_samp(TRY_CAST({c} AS DOUBLE))"),
    "mode": ("mode", "mode({c})"),
    "first": ("first", "first({c})"),
    "last": ("last", "last({c})"),
}
_WHOLE: Final = frozenset({"tinyint", "smallint", "int", "bigint"})


def _grouping(plan: Plan) -> list[str]:
    sql, known = _prepared(plan)
    kinds = plan.first().types()
    keys = [filters.column(each.get("column"), known) for each in plan.payload.get("keys") or []]
    chosen, names = list(keys), [each.get("column") for each in plan.payload.get("keys") or []]
    for value in plan.payload.get("values") or []:
        for aggregate, (suffix, template) in _AGGREGATES.items():
            if value.get(aggregate):
                name = value.get("column")
                place = filters.column(name, known)
                total = "BIGINT" if kinds.get(name) in _WHOLE else "DOUBLE"
                made = f"{name}_{suffix}"
                chosen.append(f"{template.format(c=place, sum=total)} AS {identifier(made)}")
                names.append(made)
    if plan.payload.get("globalCount"):
        chosen.append('count(*) AS "count"')
        names.append("count")
    if not chosen:
        raise errors.BadRequest(f"Recipe {plan.name} has neither keys nor aggregations")
    grouped = f" GROUP BY {', '.join(keys)} ORDER BY {', '.join(keys)}" if keys else ""
    return _finished(plan, f"SELECT {', '.join(chosen)} FROM ({sql}) AS g{grouped}", names)


def _distinct(plan: Plan) -> list[str]:
    sql, known = _prepared(plan)
    names = [each.get("column") for each in plan.payload.get("keys") or []] or known
    keys = ", ".join(filters.column(name, known) for name in names)
    count = ', count(*) AS "count"' if plan.payload.get("globalCount") else ""
    found = f"SELECT {keys}{count} FROM ({sql}) AS g GROUP BY {keys} ORDER BY {keys}"
    return _finished(plan, found, [*names, "count"])


def _orders(plan: Plan, known: Sequence[str]) -> str:
    found = [
        f"{filters.column(each.get('column'), known)} {'DESC' if each.get('desc') else 'ASC'}"
        for each in plan.payload.get("orders") or []
    ]
    return ", ".join(found)


# Columns that say the place of a row, and the member that asks for each.
_RANKS: Final = (
    ("rowNumber", "_row_number", "row_number()"),
    ("rank", "_rank", "rank()"),
    ("denseRank", "_dense_rank", "dense_rank()"),
)


def _ranks(plan: Plan, window: str) -> list[str]:
    return [
        f"{function} OVER ({window}) AS {identifier(name)}"
        for member, name, function in _RANKS
        if plan.payload.get(member)
    ]


def _sort(plan: Plan) -> list[str]:
    sql, known = _prepared(plan)
    order = _orders(plan, known)
    window = f"ORDER BY {order}" if order else ""
    chosen = ", ".join(["*", *_ranks(plan, window)])
    names = known + [name for member, name, _ in _RANKS if plan.payload.get(member)]
    rule = filters.where(plan.payload.get("postFilter"), names)
    found = f"SELECT {chosen} FROM ({sql}) AS s"
    kept = f"SELECT * FROM ({found}) AS k WHERE {rule or 'TRUE'}"
    return [f"{kept} {window}".strip()]


def _topn(plan: Plan) -> list[str]:
    sql, known = _prepared(plan)
    order = _orders(plan, known) or "1"
    flipped = ", ".join(
        f"{filters.column(each.get('column'), known)} {'ASC' if each.get('desc') else 'DESC'}"
        for each in plan.payload.get("orders") or []
    )
    keys = [each.get("column") if isinstance(each, Mapping) else each for each in _keys(plan)]
    split = ", ".join(filters.column(each, known) for each in keys)
    part = f"PARTITION BY {split} " if split else ""
    first, last = plan.payload.get("firstRows") or 0, plan.payload.get("lastRows") or 0
    ranks = _ranks(plan, f"{part}ORDER BY {order}")
    places = [
        "*",
        f"row_number() OVER ({part}ORDER BY {order}) AS _from_first",
        f"row_number() OVER ({part}ORDER BY {flipped or '1'}) AS _from_last",
        *ranks,
    ]
    ranked = f"SELECT {', '.join(places)} FROM ({sql}) AS t"
    names = [name for member, name, _ in _RANKS if plan.payload.get(member)]
    columns = ", ".join(identifier(name) for name in [*_retrieved(plan, known), *names])
    limits = f"_from_first <= {int(first)} OR _from_last <= {int(last)}"
    return [f"SELECT {columns} FROM ({ranked}) AS r WHERE {limits} ORDER BY _from_first"]


def _keys(plan: Plan) -> list[Any]:
    return plan.payload.get("keys") or []


def _retrieved(plan: Plan, known: list[str]) -> list[str]:
    """The columns that a top n recipe keeps."""
    if plan.payload.get("retrievedColumnsSelectionMode") != "EXPLICIT":
        return known
    names = [
        each.get("name") or each.get("column") if isinstance(each, Mapping) else each
        for each in plan.payload.get("retrievedColumns") or []
    ]
    for name in names:
        filters.column(name, known)
    return names


def _sources(plan: Plan) -> list[tuple[Mapping[str, Any], Source]]:
    """The virtual inputs and what each stands for."""
    found: list[tuple[Mapping[str, Any], Source]] = []
    for each in plan.payload.get("virtualInputs") or []:
        index = each.get("index")
        if not isinstance(index, int) or not 0 <= index < len(plan.sources):
            raise errors.BadRequest(f"Recipe {plan.name} has no input number {index}")
        found.append((each, plan.sources[index]))
    if not found:
        raise errors.BadRequest(f"Recipe {plan.name} has no input")
    return found


def _one(table: Mapping[str, Any], source: Source) -> tuple[str, list[str]]:
    """The rows of a virtual input, and their columns."""
    known = source.names()
    sql = f"SELECT * FROM {identifier(source.table)}"
    sql = filters.filtered(sql, table.get("preFilter"), known)
    return filters.extended(sql, table.get("computedColumns"), known), known


def sources_of(plan: Plan) -> list[tuple[str, list[str]]]:
    """The query and the columns of each virtual input.

    Raises:
        errors.BadRequest: one of them stands for nothing.
    """
    return [_one(table, source) for table, source in _sources(plan)]


def _vstack(plan: Plan) -> list[str]:
    tables = _sources(plan)
    names = _stacked(plan, [source for _, source in tables])
    kinds = [_common_type(name, [source for _, source in tables]) for name in names]
    parts: list[str] = []
    for table, source in tables:
        sql, known = _one(table, source)
        match = table.get("columnsMatch") if plan.payload.get("mode") == "REMAP" else None
        chosen: list[str] = []
        for position, (name, kind) in enumerate(zip(names, kinds, strict=True)):
            own = match[position] if match and position < len(match) else name
            value = identifier(own) if own in known else "NULL"
            chosen.append(f"CAST({value} AS {kind}) AS {identifier(name)}")
        if plan.payload.get("addOriginColumn"):
            label = literal(str(table.get("originLabel") or source.name))
            origin = plan.payload.get("originColumnName") or "original_dataset"
            chosen.append(f"{label} AS {identifier(origin)}")
        parts.append(f"SELECT {', '.join(chosen)} FROM ({sql}) AS s")
    return _finished(plan, " UNION ALL ".join(f"({each})" for each in parts), names)


def _stacked(plan: Plan, sources: Sequence[Source]) -> list[str]:
    """The columns of a stack."""
    mode = plan.payload.get("mode") or "UNION"
    every = dict.fromkeys(name for source in sources for name in source.names())
    if mode == "UNION":
        return list(every)
    if mode == "INTERSECT":
        return [name for name in every if all(name in source.names() for source in sources)]
    if mode in ("REMAP", "CUSTOM"):
        return [str(name) for name in plan.payload.get("selectedColumns") or []]
    wanted = plan.payload.get("copySchemaFromDatasetWithName")
    for source in sources:
        if mode == "FROM_DATASET" and source.name == wanted:
            return source.names()
    raise errors.BadRequest(f"Recipe {plan.name} takes its columns from no input: {mode} {wanted}")


def _common_type(name: str, sources: Sequence[Source]) -> str:
    """The type of a stacked column in the database: text where the inputs differ."""
    from dssmock.services._dataset_rows import type_of

    kinds = {type_of(each) for source in sources for each in source.columns if each["name"] == name}
    return kinds.pop() if len(kinds) == 1 else "VARCHAR"


def _split(plan: Plan) -> list[str]:
    from dssmock.services._recipe_split import queries

    sql, known = _prepared(plan)
    return queries(plan.payload, sql, known, len(plan.outputs))


def _join(plan: Plan) -> list[str]:
    from dssmock.services._recipe_join import query

    sql, known = query(plan.name, plan.payload, sources_of(plan))
    sql = filters.extended(sql, plan.payload.get("computedColumns"), known)
    return _finished(plan, sql, known)


QUERIES: Final[Mapping[str, Query]] = {
    "distinct": _distinct,
    "grouping": _grouping,
    "join": _join,
    "sampling": _sampling,
    "sort": _sort,
    "split": _split,
    "sync": _sync,
    "topn": _topn,
    "vstack": _vstack,
}
