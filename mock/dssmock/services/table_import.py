"""Handlers that find tables in connections and make datasets of them.

SQL is asked of the mock's own databases. What Hive, Elasticsearch and Iceberg have is told by the
table ``external_tables``: by connection (``@virtual(hive-jdbc):DATABASE`` for Hive), a list
``tables`` of objects with ``table``, ``columns`` and, for Iceberg, ``namespace``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from dssmock import errors
from dssmock.core import Call, handles
from dssmock.services import _dataset_state as state
from dssmock.services import _object_state as objects
from dssmock.services._loose import as_dicts, as_text
from dssmock.services._messages import messages
from dssmock.services.connection import find_usable
from dssmock.services.dataset_data import table_columns
from dssmock.services.sql import SQL_TYPES
from dssmock.sql.formula import identifier

EXTERNAL: Final = "external_tables"
HIVE: Final = "@virtual(hive-jdbc):"
NOT_IN_NAMES: Final = re.compile(r"\W")
NEEDED: Final = ("datasetName", "connectionName", "table")
CANDIDATES: Final = {
    "sql": "sqlImportCandidates",
    "hive": "hiveImportCandidates",
    "elasticsearch": "elasticSearchImportCandidates",
    "iceberg": "icebergImportCandidates",
}


def _kind(call: Call, connection: str) -> tuple[str, str]:
    """What a connection is, for a caller who may use it: its kind here, and the type of datasets.

    Raises:
        errors.BadRequest: no tables can be imported from it.
    """
    if connection.startswith(HIVE):
        return "hive", "hiveserver2"
    found = find_usable(call, connection)["type"]
    if found in SQL_TYPES:
        return "sql", found
    if found in ("ElasticSearch", "Iceberg"):
        return found.lower(), found
    raise errors.BadRequest(f"No tables can be imported from connection {connection}")


def _asked(call: Call) -> tuple[str, str]:
    """Connection of the query, and its kind."""
    call.require_project(call.path["project_key"])
    connection = call.query["connectionName"]
    return connection, _kind(call, connection)[0]


def _external(call: Call, connection: str) -> list[dict[str, Any]]:
    return (call.dss.table(EXTERNAL).find(connection) or {"tables": []})["tables"]


@handles("table_import_list_schemas")
def list_schemas(call: Call) -> list[str]:
    connection, kind = _asked(call)
    if kind == "hive":
        known = [row for row in call.dss.table(EXTERNAL).ids() if row.startswith(HIVE)]
        return sorted({"default", *(row.removeprefix(HIVE) for row in known)})
    if kind != "sql":
        raise errors.BadRequest(f"Connection {connection} has no schemas")
    query = "SELECT schema_name FROM duckdb_schemas() WHERE NOT internal ORDER BY 1"
    return [row[0] for row in call.dss.sql.execute(connection, query)]


@handles("table_import_list_namespaces")
def list_namespaces(call: Call) -> list[str]:
    connection, kind = _asked(call)
    if kind != "iceberg":
        raise errors.BadRequest(f"Connection {connection} has no namespaces")
    return sorted({each["namespace"] for each in _external(call, connection)})


@handles("table_import_list_tables")
def list_tables(call: Call) -> dict[str, Any]:
    connection, kind = _asked(call)
    schema, namespace = call.query.get("schemaName"), call.query.get("namespace")

    def work() -> dict[str, Any]:
        if kind == "sql":
            return {"tables": _sql_tables(call, connection, schema)}
        found = _external(call, connection)
        if kind == "hive":
            database = connection.removeprefix(HIVE)
            return {
                "tables": [{"databaseName": database, "table": each["table"]} for each in found]
            }
        wanted = [each for each in found if namespace in (None, each.get("namespace"))]
        names = ("namespace", "table")
        return {"tables": [{name: each.get(name) for name in names} for each in wanted]}

    return call.dss.futures.start(call, work, payload={"displayName": f"List {connection}"})


def _sql_tables(call: Call, connection: str, schema: str | None) -> list[dict[str, Any]]:
    query = (
        "SELECT table_schema, table_name FROM information_schema.tables "
        "WHERE ? IS NULL OR table_schema = ? ORDER BY 1, 2"
    )
    found = call.dss.sql.execute(connection, query, [schema, schema])
    return [{"connectionName": connection, "schema": row[0], "table": row[1]} for row in found]


@handles("table_import_list_indices")
def list_indices(call: Call) -> dict[str, Any]:
    connection, kind = _asked(call)
    if kind != "elasticsearch":
        raise errors.BadRequest(f"Connection {connection} is not on Elasticsearch")
    names = sorted(each["table"] for each in _external(call, connection))
    return call.dss.futures.start(call, names, payload={"displayName": f"List {connection}"})


@handles("table_import_prepare")
def prepare(call: Call) -> dict[str, Any]:
    key = call.path["project_key"]
    call.require_project(key, objects.WRITE)
    keys = call.body["keys"]
    kinds = [_kind(call, each["connectionName"])[0] for each in keys]

    def work() -> dict[str, Any]:
        answer: dict[str, Any] = {"sqlImportCandidates": [], "hiveImportCandidates": []}
        taken: set[str] = set()
        for each, kind in zip(keys, kinds, strict=True):
            candidate = _candidate(call, each, kind)
            candidate["datasetName"] = _free_name(call, key, each["name"], taken)
            answer.setdefault(CANDIDATES[kind], []).append(candidate)
        return answer

    return call.dss.futures.start(call, work, payload={"displayName": "Prepare import of tables"})


def _candidate(call: Call, wish: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """What would be made of a table.

    Raises:
        errors.BadRequest: there is no such table.
    """
    connection, name = wish["connectionName"], wish["name"]
    known = {"connectionName": connection, "table": name}
    if kind == "sql":
        schema = wish.get("schema") or "public"
        columns = table_columns(call, connection, f"{identifier(schema)}.{identifier(name)}")
        known |= {"schema": wish.get("schema"), "catalog": wish.get("catalog")}
        return {**known, "columns": columns}
    for each in _external(call, connection):
        if each["table"] == name and wish.get("namespace") in (None, each.get("namespace")):
            columns = each.get("columns") or []
            return {**known, "namespace": wish.get("namespace"), "columns": columns}
    raise errors.BadRequest(f"Connection {connection} has no table {name}")


def _free_name(call: Call, key: str, table: str, taken: set[str]) -> str:
    """A name for the dataset of a table that no other has."""
    base = NOT_IN_NAMES.sub("_", table)
    name, number = base, 1
    while name in taken or state.row_of(key, name) in call.dss.table(state.TABLE):
        name, number = f"{base}_{number}", number + 1
    taken.add(name)
    return name


@handles("table_import_execute")
def execute(call: Call) -> dict[str, Any]:
    key, body = call.path["project_key"], call.body
    call.require_project(key, objects.WRITE)
    wanted = [each for name in CANDIDATES.values() for each in body.get(name) or []]
    for each in wanted:
        if not all(as_text(each.get(name)) for name in NEEDED):
            raise errors.BadRequest(f"A candidate needs {', '.join(NEEDED)}")
        state.check_new_name(call.dss, key, each["datasetName"])
    types = [_kind(call, each["connectionName"]) for each in wanted]

    def work() -> dict[str, Any]:
        for each, (kind, type_) in zip(wanted, types, strict=True):
            given = {
                "params": _params(each, kind),
                "schema": {"columns": _columns(each), "userModified": False},
            }
            state.add(call.dss, key, each["datasetName"], type_, given, call.auth.name)
        names = [each["datasetName"] for each in wanted]
        done = messages(*[("SUCCESS", f"Created dataset {name}") for name in names])
        return {"createdDatasets": names, "messages": done}

    return call.dss.futures.start(call, work, payload={"displayName": "Import tables"})


def _columns(candidate: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The columns of a candidate that are some."""
    found = as_dicts(candidate.get("columns"))
    return [each for each in found if as_text(each.get("name")) and as_text(each.get("type"))]


def _params(candidate: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """Where the dataset of a table finds it."""
    connection, table = candidate["connectionName"], candidate["table"]
    if kind == "sql":
        place = {"schema": candidate.get("schema"), "catalog": candidate.get("catalog")}
        return {"connection": connection, "mode": "table", "table": table, **place}
    if kind == "hive":
        return {"mode": "table", "database": connection.removeprefix(HIVE), "table": table}
    if kind == "elasticsearch":
        return {"connection": connection, "index": table}
    return {"connection": connection, "namespace": candidate.get("namespace"), "table": table}
