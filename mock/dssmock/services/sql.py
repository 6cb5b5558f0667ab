"""Queries in databases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from dssmock import errors
from dssmock.core import EMPTY, Binary, Call, Empty, handles
from dssmock.services.connection import find_usable

if TYPE_CHECKING:
    from dssmock.sql.session import Session

SQL_TYPES: Final = (
    "JDBC",
    "PostgreSQL",
    "MySQL",
    "MySql",
    "Vertica",
    "Snowflake",
    "Redshift",
    "Greenplum",
    "Teradata",
    "Oracle",
    "SQLServer",
    "SAPHANA",
    "Netezza",
    "BigQuery",
    "Athena",
    "Synapse",
    "FabricWarehouse",
    "Databricks",
    "DatabricksLakebase",
    "ClickHouse",
    "DuckDB",
)
SQL_ERROR: Final = "java.sql.SQLException"
PLACES: Final = ("connection", "database", "datasetFullName")


@handles("sql_start_query")
def start(call: Call) -> dict[str, Any]:
    """Run a query as far as its first row."""
    import duckdb

    from dssmock.sql.types import modes_of

    body = call.body
    if body.get("projectKey"):
        call.require_project(body["projectKey"])
    connection = _connection(call)
    if body.get("scriptSteps"):
        raise errors.BadRequest("The mock runs no preparation scripts on the rows of a query")
    try:
        modes = modes_of(body, call.dss.version)
    except ValueError as problem:
        raise errors.BadRequest(str(problem)) from problem
    id = call.dss.ids.short(8)
    before, after = body.get("preQueries") or [], body.get("postQueries") or []
    owner = call.auth.name
    try:
        session = call.dss.sql.start(id, connection, body["query"], before, after, modes, owner)
    except duckdb.Error as problem:
        raise errors.BadRequest(str(problem), SQL_ERROR) from problem
    schema = [column.document() for column in session.columns]
    return {"queryId": id, "hasResults": session.has_results, "schema": schema}


@handles("sql_stream_rows")
def stream(call: Call) -> Binary:
    """Send the rows, while they are fetched."""
    from dssmock.sql.formats import FORMATS

    session = _session(call)
    format = call.query.get("format", "tsv-excel-noheader")
    if format not in FORMATS:
        raise errors.BadRequest(f"Unknown format: {format}")
    if session.is_read:
        raise errors.BadRequest("The rows of this query were read already")
    return Binary(FORMATS[format](session.columns, session.batches()))


@handles("sql_finish_streaming")
def finish(call: Call) -> Empty:
    """End the query, and tell what went wrong on the way."""
    session = _session(call)
    session.finish()
    if session.error is not None:
        raise errors.ServerError(session.error, SQL_ERROR)
    return EMPTY


def _session(call: Call) -> Session:
    id = call.path["query_id"]
    session = call.dss.sql.session(id)
    if session is None or not (call.auth.admin or session.owner == call.auth.name):
        raise errors.NotFound(f"query does not exist: {id}")
    return session


def _connection(call: Call) -> str:
    """Name of the connection on which the query runs."""
    body = call.body
    given = [place for place in PLACES if body.get(place)]
    if len(given) != 1:
        raise errors.BadRequest(f"Exactly one of {', '.join(PLACES)} says where the query runs")
    kind = body.get("type") or "sql"
    if kind not in ("sql", "hive", "impala"):
        raise errors.BadRequest(f"Unknown type of query: {kind}")
    if kind != "sql" or given == ["database"]:
        raise errors.BadRequest(f"This instance has no database for queries of type {kind}")
    name = body.get("connection") or _connection_of_dataset(call, body["datasetFullName"])
    connection = find_usable(call, name)
    if connection["type"] not in SQL_TYPES:
        raise errors.BadRequest(f"Connection '{name}' is neither of sql nor hdfs type")
    return name


def _connection_of_dataset(call: Call, full_name: str) -> str:
    project_key, _, name = full_name.rpartition(".")
    project_key = project_key or call.body.get("projectKey") or ""
    call.require_project(project_key)
    dataset: Mapping[str, Any] = call.dss.table("datasets").get(f"{project_key}.{name}")
    connection = (dataset.get("params") or {}).get("connection")
    if not connection:
        raise errors.BadRequest(f"Dataset {full_name} is neither of sql nor hdfs type")
    return connection
