"""Recipes at work: the columns that they give, and their runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from dssmock import errors
from dssmock.activities import Activity, refs, runs_recipes
from dssmock.services import _dataset_files, _dataset_write
from dssmock.services import _dataset_rows as rows
from dssmock.services import _dataset_state as datasets
from dssmock.services import _recipe_prepare as prepare
from dssmock.services import _recipe_state as state
from dssmock.services._recipe_join import unmatched
from dssmock.services._recipe_sql import QUERIES, Plan, Source, sources_of
from dssmock.sql.formula import identifier

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from dssmock.core import DSSMock

TABLES: Final = "recipe_input_"
VISUAL: Final = frozenset({*QUERIES, "shaker"})
SIDES: Final = {"unmatchedLeft": "left", "unmatchedRight": "right"}
# One output of a recipe: its reference, its item, and the query of its rows.
Part = tuple[dict[str, Any], str]


def can_tell(kind: str) -> bool:
    """Whether the columns of the outputs of a type of recipe can be computed here."""
    return kind in VISUAL or kind == "sql_query"


@contextmanager
def opened(
    dss: DSSMock, document: Mapping[str, Any], *, filled: bool
) -> Iterator[tuple[DuckDBPyConnection, list[Part], list[str]]]:
    """A recipe as queries: where they run, each output with its query, and what is left out.

    Args:
        dss: the instance.
        document: document of the recipe.
        filled: whether the rows of the inputs are there, not only their columns.

    Raises:
        errors.DSSError: the recipe cannot be run.
    """
    if document["recipe"]["type"] == "sql_query":
        with _connection(dss, document).cursor() as cursor:
            yield cursor, _sql_parts(dss, document), []
        return
    with rows.scratch(dss) as cursor:
        plan = _plan(dss, document, cursor, filled=filled)
        left_out: list[str] = []
        try:
            queries = _queries(document["recipe"]["type"], plan, left_out)
            parts = _parts(document["recipe"], plan, queries)
        except (AttributeError, KeyError, TypeError, ValueError) as problem:
            # A payload is free: whoever wrote it put something where something else should be.
            raise errors.BadRequest(
                f"The payload of recipe {plan.name} cannot be understood: {problem!r}"
            ) from problem
        yield cursor, parts, left_out


def _plan(
    dss: DSSMock, document: Mapping[str, Any], cursor: DuckDBPyConnection, *, filled: bool
) -> Plan:
    recipe = document["recipe"]
    sources: list[Source] = []
    for number, dataset in enumerate(state.input_datasets(dss, recipe["projectKey"], recipe)):
        table, columns = f"{TABLES}{number}", datasets.columns_of(dataset)
        if filled:
            rows.load(dss, cursor, dataset, table)
        else:
            rows.create(cursor, table, columns, "[]")
        sources.append(Source(table, dataset["name"], columns))
    main = {"outputs": {"main": (recipe.get("outputs") or {}).get("main") or {}}}
    return Plan(
        recipe["name"],
        recipe.get("params") or {},
        state.payload_of(document),
        sources,
        list(refs(main, "outputs")),
    )


def _queries(kind: str, plan: Plan, left_out: list[str]) -> list[str]:
    if kind != "shaker":
        return QUERIES[kind](plan)
    source = plan.first()
    sql = f"SELECT * FROM {identifier(source.table)}"
    query, unknown = prepare.query(plan.payload, sql, source.names())
    left_out += unknown
    return [query]


def _parts(recipe: Mapping[str, Any], plan: Plan, queries: Sequence[str]) -> list[Part]:
    """The outputs of a visual recipe with their queries."""
    found: list[Part] = []
    for role, content in (recipe.get("outputs") or {}).items():
        for number, item in enumerate(content.get("items") or []):
            if role in SIDES:
                found.append((item, unmatched(plan.payload, sources_of(plan), SIDES[role])))
            elif number < len(queries):
                found.append((item, queries[number]))
    return found


def _connection(dss: DSSMock, document: Mapping[str, Any]) -> Any:
    """The database in which a recipe of SQL runs: that of its output, else of an input.

    Raises:
        errors.BadRequest: none of them is in a database.
    """
    recipe = document["recipe"]
    key = recipe["projectKey"]
    for side in ("outputs", "inputs"):
        for ref in refs(recipe, side):
            dataset = dss.table(datasets.TABLE).find(".".join(datasets.split_ref(key, ref)))
            if dataset is not None and rows.is_sql(dataset):
                return dss.sql.database(rows.table_of(dss, dataset)[0])
    raise errors.BadRequest(f"Recipe {recipe['name']} has no input or output in a database")


def _sql_parts(dss: DSSMock, document: Mapping[str, Any]) -> list[Part]:
    recipe = document["recipe"]
    text = _dataset_files.expand(dss, recipe["projectKey"], document.get("payload") or "")
    query = text.strip().rstrip(";")
    if not query:
        raise errors.BadRequest(f"Recipe {recipe['name']} has no query")
    items = ((recipe.get("outputs") or {}).get("main") or {}).get("items") or []
    return [(item, query) for item in items[:1]]


def new_columns(dss: DSSMock, document: Mapping[str, Any]) -> list[tuple[str, list[Any]]]:
    """The reference of each output of a recipe, and the columns that it will have.

    Raises:
        errors.DSSError: the recipe cannot be run.
    """
    key = document["recipe"]["projectKey"]
    known: dict[tuple[str, str], dict[str, Any]] = {}
    for ref in refs(document["recipe"], "inputs"):
        if state.kind_of(dss, key, ref) == "DATASET":
            for column in datasets.columns_of(datasets.find(dss, key, ref)):
                known.setdefault((column["name"], rows.type_of(column)), column)
    found: list[tuple[str, list[Any]]] = []
    with opened(dss, document, filled=False) as (cursor, parts, _):
        for item, query in parts:
            with rows.database_errors():
                described = cursor.execute(f"DESCRIBE SELECT * FROM ({query}) AS q").fetchall()
            columns = [
                known.get((each[0], each[1])) or _dataset_write.column_of(each[0], each[1])
                for each in described
            ]
            found.append((item["ref"], columns))
    return found


@runs_recipes(*sorted(VISUAL), "sql_query")
def run(activity: Activity) -> None:
    """Run a recipe: write the rows of its outputs."""
    dss, key = activity.dss, activity.project_key
    name = activity.recipe["name"]
    document = state.load(dss, key, name)
    with opened(dss, document, filled=True) as (cursor, parts, left_out):
        for kind in left_out:
            activity.warn(f"The mock does not know the step {kind}: it is left out")
        for item, query in parts:
            output = datasets.find(dss, key, item["ref"])
            count = _dataset_write.write(
                dss,
                output,
                cursor,
                query,
                partition=activity.partition,
                append=bool(item.get("appendMode")),
            )
            activity.say(f"Wrote {count} rows into {item['ref']}")
    document["recipe"]["neverBuilt"] = False
    dss.table(state.TABLE).put(state.row_of(key, name), document)


@runs_recipes("sql_script")
def run_script(activity: Activity) -> None:
    """Run a recipe that is a script of SQL, in the database of its output."""
    dss, key = activity.dss, activity.project_key
    document = state.load(dss, key, activity.recipe["name"])
    script = _dataset_files.expand(dss, key, document.get("payload") or "")
    with _connection(dss, document).cursor() as cursor, rows.database_errors():
        cursor.execute(script)
    activity.say("The script was run")
