"""A database in memory that a query cannot leave."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import duckdb

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SCHEMA: Final = "public"
# The order matters: nothing can be set once the configuration is locked.
_LOCKDOWN: Final = (
    "SET temp_directory = ''",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET python_enable_replacements = false",
    "SET threads = 1",  # a second one would fetch rows that nobody has asked for yet
    "SET memory_limit = '1GB'",
    "SET GLOBAL TimeZone = 'UTC'",
    f"CREATE SCHEMA {SCHEMA}",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)


class Database:
    """The database behind one connection of DSS; its schema is ``public``."""

    def __init__(self) -> None:
        self._base = duckdb.connect(":memory:")
        for statement in _LOCKDOWN:
            self._base.execute(statement)

    def cursor(self) -> DuckDBPyConnection:
        """A connection of its own, with its own transaction."""
        cursor = self._base.cursor()
        cursor.execute(f"USE {SCHEMA}")
        return cursor

    def execute(self, statement: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run statements outside of DSS and commit.

        Args:
            statement: the SQL.
            parameters: values for its question marks.
        """
        with self.cursor() as cursor:
            return cursor.execute(statement, list(parameters)).fetchall()

    def create_table(
        self, name: str, columns: Mapping[str, str], rows: Iterable[Sequence[Any]] = ()
    ) -> None:
        """Make a table, in the place of an older one, and fill it.

        Args:
            name: its name, with a schema or without.
            columns: types of the database by name.
            rows: values for the columns; anything that JSON can hold, times as text.
        """
        declared = ", ".join(f"{_quote(column)} {kind}" for column, kind in columns.items())
        self.execute(f"CREATE OR REPLACE TABLE {_quote(name)} ({declared})")
        documents = [dict(zip(columns, row, strict=True)) for row in rows]
        self._insert(_quote(name), columns, json.dumps(documents))

    def _insert(self, table: str, columns: Mapping[str, str], documents: str) -> None:
        """Insert an array of JSON objects, all at once: single rows cost a millisecond each."""
        # Bytes stand as escaped text in JSON and need a cast of their own.
        read = {name: "VARCHAR" if kind == "BLOB" else kind for name, kind in columns.items()}
        struct = ", ".join(f"{_quote(name)} {kind}" for name, kind in read.items())
        values = ", ".join(f"r.{_quote(name)}::{kind}" for name, kind in columns.items())
        source = f"SELECT unnest(?::JSON::STRUCT({struct})[]) AS r"
        self.execute(f"INSERT INTO {table} FROM ({source}) SELECT {values}", [documents])

    def dump(self) -> dict[str, Any]:
        """Schemas, sequences, tables and views, as JSON."""
        schemas = "SELECT schema_name FROM duckdb_schemas() WHERE NOT internal"
        views = "SELECT sql FROM duckdb_views() WHERE NOT internal ORDER BY view_oid"
        tables = "SELECT schema_name, table_name, sql FROM duckdb_tables() ORDER BY table_oid"
        sequences = "SELECT sql FROM duckdb_sequences() ORDER BY sequence_oid"
        return {
            "schemas": sorted({name for (name,) in self.execute(schemas)}),
            "sequences": [sql for (sql,) in self.execute(sequences)],
            "tables": [self._dump_table(*found) for found in self.execute(tables)],
            "views": [sql for (sql,) in self.execute(views)],
        }

    def _dump_table(self, schema: str, name: str, sql: str) -> dict[str, Any]:
        columns = self.execute(
            "SELECT column_name, data_type FROM duckdb_columns() "
            "WHERE schema_name = ? AND table_name = ? ORDER BY column_index",
            [schema, name],
        )
        table = f"{_quote(schema)}.{_quote(name)}"
        [(rows,)] = self.execute(f'FROM {table} AS "_row_" SELECT to_json(list("_row_"))')
        return {"name": table, "sql": sql, "columns": dict(columns), "rows": rows}

    def load(self, saved: Mapping[str, Any]) -> None:
        """Fill an empty database with what :meth:`dump` gave."""
        for name in saved["schemas"]:
            self.execute(f"CREATE SCHEMA IF NOT EXISTS {_quote(name)}")
        for sql in saved["sequences"]:
            self.execute(sql)
        for table in saved["tables"]:
            self.execute(table["sql"])
            if table["rows"] is not None:
                self._insert(table["name"], table["columns"], table["rows"])
        for sql in saved["views"]:
            self.execute(sql)

    def close(self) -> None:
        """Forget everything."""
        self._base.close()


def _quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
