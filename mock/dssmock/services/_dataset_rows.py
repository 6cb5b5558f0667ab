"""The rows of datasets: opened for SQL, read, written, cleared, whatever keeps them.

Rows of SQL datasets are in the database of their connection, all others in files of CSV. Both are
opened as a relation whose columns have the names and types of the schema, so that whatever reads
rows (streams, metrics, statistics, recipes) writes one SQL for all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final

from dssmock import errors
from dssmock.services import _dataset_csv, _dataset_files, _dataset_parquet
from dssmock.services import _dataset_state as state
from dssmock.services._loose import as_text
from dssmock.services.connection import find as find_connection
from dssmock.services.sql import SQL_ERROR
from dssmock.sql.formula import identifier, literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from dssmock.core import DSSMock
    from dssmock.sql.scratch import Scratch

PIECE: Final = 2000
NOT_PARTITIONED: Final = ("NP", "ALL")
TYPES: Final = {
    "tinyint": "TINYINT",
    "smallint": "SMALLINT",
    "int": "INTEGER",
    "bigint": "BIGINT",
    "float": "FLOAT",
    "double": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "TIMESTAMP WITH TIME ZONE",
    "dateonly": "DATE",
    "datetimenotz": "TIMESTAMP",
}
COMPLEX: Final = frozenset({"array", "map", "object"})
TIME_FORMATS: Final = {"YEAR": "%Y", "MONTH": "%Y-%m", "DAY": "%Y-%m-%d", "HOUR": "%Y-%m-%d-%H"}


@dataclass(frozen=True, slots=True)
class Relation:
    """The rows of a dataset, open.

    Attributes:
        cursor: where they can be asked for.
        sql: what stands behind FROM.
        columns: columns of the schema.
    """

    cursor: DuckDBPyConnection
    sql: str
    columns: list[dict[str, Any]]

    def names(self) -> list[str]:
        """Names of the columns."""
        return [column["name"] for column in self.columns]

    def one(self, expressions: str) -> tuple[Any, ...]:
        """The one row of an aggregation.

        Raises:
            errors.BadRequest: the database refuses it.
        """
        with database_errors():
            found = self.cursor.execute(f"SELECT {expressions} FROM {self.sql}").fetchone()
        return found or ()


@contextmanager
def database_errors() -> Iterator[None]:
    """Turn what the database refuses into an answer of DSS."""
    import duckdb

    try:
        yield
    except duckdb.Error as problem:
        raise errors.BadRequest(str(problem), SQL_ERROR) from problem


def scratch(dss: DSSMock) -> DuckDBPyConnection:
    """A cursor for work that belongs to no connection; its tables are temporary."""
    from dssmock.sql.scratch import Scratch

    found: Scratch = dss.part("scratch", Scratch)
    return found.cursor()


def is_sql(dataset: Mapping[str, Any]) -> bool:
    """Whether a dataset is a table of a database."""
    return dataset["type"] in state.SQL


def table_of(dss: DSSMock, dataset: Mapping[str, Any]) -> tuple[str, str]:
    """Connection and table of a SQL dataset, the table as SQL names it.

    Raises:
        errors.BadRequest: the dataset is not set up.
        errors.NotFound: its connection does not exist.
    """
    params = dataset.get("params") or {}
    connection, name = as_text(params.get("connection")), as_text(params.get("table"))
    if not connection or (not name and params.get("mode") != "query"):
        raise errors.BadRequest(f"Dataset {dataset['name']} names no connection or no table")
    find_connection(dss, connection)
    if params.get("mode") == "query":
        return connection, f"({as_text(params.get('query'))})"
    key = dataset["projectKey"]
    schema = _dataset_files.expand(dss, key, as_text(params.get("schema")) or "public")
    table = _dataset_files.expand(dss, key, name)
    return connection, f"{identifier(schema)}.{identifier(table)}"


def type_of(column: Mapping[str, Any]) -> str:
    """Type of a column in the database."""
    return TYPES.get(column["type"], "VARCHAR")


def typed(column: Mapping[str, Any], value: str) -> str:
    """A value of any type as one of the column's; what cannot be read is null."""
    name = identifier(column["name"])
    if column["type"] in COMPLEX:
        plain = f"CASE WHEN typeof({value}) = 'VARCHAR' THEN CAST({value} AS VARCHAR) "
        return f"{plain}ELSE CAST(to_json({value}) AS VARCHAR) END AS {name}"
    return f"TRY_CAST({value} AS {type_of(column)}) AS {name}"


def _projection(columns: Sequence[Mapping[str, Any]], prefix: str = "") -> str:
    found = [typed(each, prefix + identifier(each["name"])) for each in columns]
    return ", ".join(found) or "NULL AS no_column"


def check_partitions(
    dss: DSSMock, dataset: Mapping[str, Any], partitions: Sequence[str] | None
) -> list[str] | None:
    """The partitions that are asked for; None for all rows.

    Raises:
        errors.BadRequest: one has no rows, or the dataset is not partitioned; it is named.
    """
    wanted = [each for each in partitions or [] if each]
    if not wanted or "ALL" in wanted:
        return None
    if not state.dimensions_of(dataset):
        wrong = [each for each in wanted if each not in NOT_PARTITIONED]
        if wrong:
            raise errors.BadRequest(f"Dataset {dataset['name']} is not partitioned: {wrong[0]}")
        return None
    known = list_partitions(dss, dataset)
    for each in wanted:
        if each not in known:
            raise errors.BadRequest(f"Dataset {dataset['name']} has no partition {each}")
    return wanted


def check_new_partitions(dataset: Mapping[str, Any], partitions: str) -> None:
    """Refuse partitions that a dataset cannot have, whether they have rows yet or not.

    Args:
        dataset: its definition.
        partitions: names with commas between them; ranges have a slash.

    Raises:
        errors.BadRequest: the dataset is not partitioned, or a name does not fit; it is named.
    """
    dimensions = state.dimensions_of(dataset)
    for each in partitions.replace("/", ",").split(","):
        if each in NOT_PARTITIONED:
            continue
        if not dimensions:
            raise errors.BadRequest(f"Dataset {dataset['name']} is not partitioned: {each}")
        values = each.split("|")
        fits = len(values) == len(dimensions) and all(
            _fits(dimension, value) for dimension, value in zip(dimensions, values, strict=True)
        )
        if not fits:
            raise errors.BadRequest(f"Dataset {dataset['name']} cannot have a partition {each}")


def _fits(dimension: Mapping[str, Any], value: str) -> bool:
    """Whether a value can be one of a dimension: of time, a time or what stands for one."""
    if dimension.get("type") != "time":
        return bool(value)
    if value.startswith(("CURRENT_", "PREVIOUS_")):
        return True
    period = (dimension.get("params") or {}).get("period") or "DAY"
    try:
        datetime.strptime(value, TIME_FORMATS[period])  # noqa: DTZ007 - only looked at
    except ValueError:
        return False
    return True


@contextmanager
def opened(
    dss: DSSMock, dataset: Mapping[str, Any], partitions: Sequence[str] | None = None
) -> Iterator[Relation]:
    """Open the rows of a dataset.

    Args:
        dss: the instance.
        dataset: its definition.
        partitions: only these; all rows when missing.

    Raises:
        errors.BadRequest: the rows cannot be read; a file, a table or a column is named.
    """
    relation = open_rows(dss, dataset, partitions)
    try:
        yield relation
    finally:
        relation.cursor.close()


def open_rows(
    dss: DSSMock, dataset: Mapping[str, Any], partitions: Sequence[str] | None = None
) -> Relation:
    """As :func:`opened`, for who closes the cursor."""
    columns = state.columns_of(dataset)
    if not is_sql(dataset):
        cursor = scratch(dss)
        try:
            load_files(dss, cursor, dataset, "dataset_rows", partitions)
        except BaseException:
            cursor.close()
            raise
        return Relation(cursor, "dataset_rows", columns)
    connection, table = table_of(dss, dataset)
    condition = in_partitions(dataset, partitions)
    source = f"(SELECT {_projection(columns)} FROM {table} WHERE {condition}) AS dataset_rows"
    return Relation(dss.sql.database(connection).cursor(), source, columns)


def load(
    dss: DSSMock,
    cursor: DuckDBPyConnection,
    dataset: Mapping[str, Any],
    table: str,
    partitions: Sequence[str] | None = None,
) -> None:
    """Make a temporary table of the rows of a dataset, for work on several datasets.

    Args:
        dss: the instance.
        cursor: where the table is made; :func:`scratch` gives one.
        dataset: definition of the dataset.
        table: name of the table.
        partitions: only these; all rows when missing.
    """
    if not is_sql(dataset):
        load_files(dss, cursor, dataset, table, partitions)
        return
    with opened(dss, dataset, partitions) as relation, database_errors():
        found = documents(relation.cursor, f"FROM {relation.sql}")
    create(cursor, table, relation.columns, found)


def load_files(
    dss: DSSMock,
    cursor: DuckDBPyConnection,
    dataset: Mapping[str, Any],
    table: str,
    partitions: Sequence[str] | None = None,
) -> None:
    """Make a temporary table of the rows of a dataset that is kept in files."""
    columns = state.columns_of(dataset)
    create(cursor, table, columns, "[]")
    for piece in pieces_of_files(dss, dataset, partitions):
        fill(cursor, table, columns, json.dumps(piece))


def pieces_of_files(
    dss: DSSMock, dataset: Mapping[str, Any], partitions: Sequence[str] | None = None
) -> Iterator[list[dict[str, Any]]]:
    """The rows of a dataset that is kept in files, some at a time: all of them may be many.

    Args:
        dss: the instance.
        dataset: its definition.
        partitions: only these; all rows when missing.

    Raises:
        errors.BadRequest: a file cannot be read at all; one that breaks off is noticed later.
    """
    names = [column["name"] for column in state.columns_of(dataset)]
    files = [
        _rows_of(file, dataset, names)
        for file in _dataset_files.files(dss, dataset)
        if partitions is None or _dataset_files.partition_of(dataset, file.path) in partitions
    ]
    return _in_pieces(chain.from_iterable(files))


def _in_pieces(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while piece := list(islice(rows, PIECE)):
        yield piece


def _rows_of(
    file: _dataset_files.File, dataset: Mapping[str, Any], names: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """The rows of one file, by the names of the columns."""
    if dataset.get("formatType") == "parquet" and file.data.startswith(_dataset_parquet.MAGIC):
        return iter(_dataset_parquet.read(file.data, names, file.path))
    cells = _dataset_csv.read(file.data, format_of(dataset), len(names), file.path)
    return (dict(zip(names, row, strict=True)) for row in cells)


def format_of(dataset: Mapping[str, Any]) -> Mapping[str, Any]:
    """Parameters of CSV for the files of a dataset; of other formats the mock keeps CSV, too."""
    params = dataset.get("formatParams")
    return params if dataset.get("formatType") == "csv" and params else state.CSV


def create(
    cursor: DuckDBPyConnection,
    table: str,
    columns: Sequence[Mapping[str, Any]],
    documents: str,
) -> None:
    """Make a temporary table of an array of JSON objects."""
    statement = f"CREATE OR REPLACE TEMP TABLE {identifier(table)} AS {from_documents(columns)}"
    with database_errors():
        cursor.execute(statement, [documents])


def fill(
    cursor: DuckDBPyConnection,
    table: str,
    columns: Sequence[Mapping[str, Any]],
    documents: str,
) -> None:
    """Add an array of JSON objects to a table that :func:`create` made."""
    with database_errors():
        cursor.execute(f"INSERT INTO {identifier(table)} {from_documents(columns)}", [documents])


def from_documents(columns: Sequence[Mapping[str, Any]]) -> str:
    """The SQL that gives rows of an array of JSON objects, which is its parameter."""
    fields = ", ".join(f"{identifier(each['name'])} VARCHAR" for each in columns)
    struct = f"STRUCT({fields})" if columns else "STRUCT(no_column VARCHAR)"
    source = f"SELECT unnest(CAST(CAST(? AS JSON) AS {struct}[])) AS r"
    return f"SELECT {_projection(columns, 'r.')} FROM ({source})"


def documents(cursor: DuckDBPyConnection, query: str) -> str:
    """The rows of a query as an array of JSON objects."""
    found = cursor.execute(f'SELECT to_json(list("_row_")) FROM ({query}) AS "_row_"').fetchone()
    return (found or ("[]",))[0] or "[]"


def _value_sql(dataset: Mapping[str, Any], dimension: Mapping[str, Any]) -> str:
    """The value that a row of a table has for a dimension, as text."""
    name = identifier(dimension.get("name") or "")
    kinds = {column["name"]: column["type"] for column in state.columns_of(dataset)}
    if dimension.get("type") != "time" or kinds.get(dimension.get("name")) == "string":
        return f"CAST({name} AS VARCHAR)"
    period = as_text((dimension.get("params") or {}).get("period"))
    return f"strftime(CAST({name} AS TIMESTAMP), {literal(TIME_FORMATS.get(period, '%Y-%m-%d'))})"


def _partition_sql(dataset: Mapping[str, Any]) -> str:
    """The partition of a row of a table; null for a row without a value."""
    values = [_value_sql(dataset, each) for each in state.dimensions_of(dataset)]
    return " || '|' || ".join(values) or "'NP'"


def in_partitions(dataset: Mapping[str, Any], partitions: Sequence[str] | None) -> str:
    """The condition for rows of partitions."""
    if partitions is None:
        return "TRUE"
    wanted = ", ".join(literal(each) for each in partitions)
    return f"({_partition_sql(dataset)}) IN ({wanted})"


def list_partitions(dss: DSSMock, dataset: Mapping[str, Any]) -> list[str]:
    """The partitions that have rows, sorted; NP for a dataset that is not partitioned."""
    if not state.dimensions_of(dataset):
        return ["NP"]
    if not is_sql(dataset):
        files = _dataset_files.files(dss, dataset)
        found = {_dataset_files.partition_of(dataset, file.path) for file in files}
        return sorted(each for each in found if each is not None)
    connection, table = table_of(dss, dataset)
    query = f"SELECT DISTINCT {_partition_sql(dataset)} AS p FROM {table} ORDER BY p"
    with database_errors():
        found = [row[0] for row in dss.sql.execute(connection, query)]
    return [each for each in found if each is not None]


def texts(cursor: DuckDBPyConnection, query: str) -> list[list[str]]:
    """The rows of a query as the texts that files and streams have; null is empty."""
    from dssmock.sql.types import Modes, column

    found = cursor.execute(query)
    columns = [column(each[0], str(each[1].id), Modes()) for each in found.description or []]
    return [
        ["" if value is None else to.text(value) for to, value in zip(columns, row, strict=True)]
        for row in found.fetchall()
    ]
