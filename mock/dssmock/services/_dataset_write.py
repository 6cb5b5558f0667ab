"""Writing the rows of datasets, and taking them away."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dssmock import errors
from dssmock.services import _dataset_csv
from dssmock.services import _dataset_files as files
from dssmock.services import _dataset_rows as rows
from dssmock.services import _dataset_state as state
from dssmock.sql.formula import identifier, literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from dssmock.core import DSSMock


def write(
    dss: DSSMock,
    dataset: dict[str, Any],
    cursor: DuckDBPyConnection,
    query: str,
    *,
    partition: str = "NP",
    append: bool = False,
) -> int:
    """Write the rows of a query into a dataset; columns go by their names.

    A dataset without columns takes those of the query.

    Args:
        dss: the instance.
        dataset: definition of the dataset.
        cursor: where the query runs.
        query: what gives the rows.
        partition: the partition that is written; the others stay.
        append: whether the rows that are there stay.

    Returns:
        How many rows were written.

    Raises:
        errors.BadRequest: the query fails, or the dataset cannot be written.
    """
    with rows.database_errors():
        described = cursor.execute(f"DESCRIBE SELECT * FROM ({query}) AS q").fetchall()
    given = {each[0]: each[1] for each in described}
    if not state.columns_of(dataset):
        state.set_columns(dss, dataset, [column_of(*each) for each in given.items()])
    wanted = f"SELECT {_wanted(dataset, given, partition)} FROM ({query}) AS q"
    if rows.is_sql(dataset):
        return _write_table(dss, dataset, cursor, wanted, partition, append)
    return _write_file(dss, dataset, cursor, wanted, partition, append)


def column_of(name: str, kind: str) -> dict[str, Any]:
    """The column of a schema for a column of the database."""
    from dssmock.sql.types import Modes, column

    base = kind.lower().partition("(")[0]
    if kind.endswith("[]"):
        base = "list"
    return {"name": name, "type": column(name, base, Modes()).type}


def put_rows(
    dss: DSSMock,
    dataset: dict[str, Any],
    found: Iterable[Sequence[Any]],
    *,
    partition: str = "NP",
    append: bool = False,
) -> int:
    """Write rows of values, in the order of the schema's columns; times as text."""
    names = state.column_names(dataset)
    documents = [dict(zip(names, row, strict=True)) for row in found]
    with rows.scratch(dss) as cursor:
        rows.create(cursor, "given", state.columns_of(dataset), json.dumps(documents))
        return write(dss, dataset, cursor, "FROM given", partition=partition, append=append)


def misfit(
    dss: DSSMock, dataset: dict[str, Any], found: Sequence[Sequence[Any]]
) -> tuple[int, int, str] | None:
    """The first value that its column cannot hold and would be null: row, column and type."""
    columns = state.columns_of(dataset)
    names = [each["name"] for each in columns]
    documents = [dict(zip(names, row, strict=True)) for row in found]
    with rows.scratch(dss) as cursor:
        rows.create(cursor, "given", columns, json.dumps(documents))
        kept = cursor.execute("SELECT * FROM given").fetchall()
    for index, (row, made) in enumerate(zip(found, kept, strict=True)):
        for column, (value, own) in enumerate(zip(row, made, strict=False)):
            if own is None and value not in (None, ""):
                return index, column, columns[column]["type"]
    return None


def _wanted(dataset: Mapping[str, Any], given: Mapping[str, str], partition: str) -> str:
    """The columns of the schema: from the query, from the partition, or null."""
    fixed: dict[str, str] = {}
    dimensions = state.dimensions_of(dataset)
    if dimensions and rows.is_sql(dataset):
        values = partition.split("|")
        if len(values) != len(dimensions):
            raise errors.BadRequest(f"Invalid partition of {dataset['name']}: {partition!r}")
        pairs = zip(dimensions, values, strict=True)
        fixed = {each.get("name") or "": literal(value) for each, value in pairs}
    chosen: list[str] = []
    for column in state.columns_of(dataset):
        name = column["name"]
        value = fixed.get(name) or (f"q.{identifier(name)}" if name in given else "NULL")
        chosen.append(rows.typed(column, value))
    return ", ".join(chosen)


def _write_table(
    dss: DSSMock,
    dataset: Mapping[str, Any],
    cursor: DuckDBPyConnection,
    query: str,
    partition: str,
    append: bool,
) -> int:
    connection, table = rows.table_of(dss, dataset)
    columns = state.columns_of(dataset)
    declared = ", ".join(f"{identifier(each['name'])} {rows.type_of(each)}" for each in columns)
    with rows.database_errors():
        documents = rows.documents(cursor, query)
        partitioned = bool(state.dimensions_of(dataset))
        if not append and not partitioned:
            dss.sql.execute(connection, f"DROP TABLE IF EXISTS {table}")
        dss.sql.execute(connection, f"CREATE TABLE IF NOT EXISTS {table} ({declared})")
        if not append and partitioned:
            clear(dss, dataset, [partition])
        struct = f"STRUCT({declared})[]"
        source = f"SELECT unnest(CAST(CAST(? AS JSON) AS {struct})) AS r"
        statement = f"INSERT INTO {table} BY NAME SELECT r.* FROM ({source})"
        dss.sql.execute(connection, statement, [documents])
    return len(json.loads(documents))


def _write_file(
    dss: DSSMock,
    dataset: Mapping[str, Any],
    cursor: DuckDBPyConnection,
    query: str,
    partition: str,
    append: bool,
) -> int:
    if dataset["type"] in (files.UPLOADS, files.IN_FOLDER):
        raise errors.BadRequest(f"Datasets of type {dataset['type']} cannot be written")
    with rows.database_errors():
        found = rows.texts(cursor, query)
    partitioned = bool(state.dimensions_of(dataset))
    if not append:
        files.delete(dss, dataset, [partition] if partitioned else None)
    path = files.path_for(dataset, partition) if partitioned else f"/{files.OUT}"
    blob = files.place_of(dss, dataset) + path
    number = 0
    while blob in dss.blobs:
        number += 1
        blob = blob.replace(f"out-s{number - 1}.csv", f"out-s{number}.csv")
    names = state.column_names(dataset)
    dss.blobs.put(blob, _dataset_csv.write(names, found, rows.format_of(dataset)))
    return len(found)


def clear(dss: DSSMock, dataset: Mapping[str, Any], partitions: list[str] | None = None) -> None:
    """Take away the rows of a dataset, or those of some partitions; a table stays."""
    if not rows.is_sql(dataset):
        files.delete(dss, dataset, partitions)
        return
    connection, table = rows.table_of(dss, dataset)
    if has_table(dss, dataset):
        condition = rows.in_partitions(dataset, partitions)
        with rows.database_errors():
            dss.sql.execute(connection, f"DELETE FROM {table} WHERE {condition}")


def drop(dss: DSSMock, dataset: Mapping[str, Any]) -> None:
    """Take away all that a managed dataset keeps, its table included."""
    if not rows.is_sql(dataset):
        files.delete(dss, dataset)
        return
    connection, table = rows.table_of(dss, dataset)
    with rows.database_errors():
        dss.sql.execute(connection, f"DROP TABLE IF EXISTS {table}")


def has_table(dss: DSSMock, dataset: Mapping[str, Any]) -> bool:
    """Whether the table of a SQL dataset exists."""
    import duckdb

    connection, table = rows.table_of(dss, dataset)
    try:
        dss.sql.execute(connection, f"DESCRIBE {table}")
    except duckdb.Error:
        return False
    return True
