"""A database for work that belongs to no connection: rows of files, results on their way."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from dssmock.sql.database import Database


class Scratch:
    """Gives cursors whose temporary tables nobody else sees; nothing in it is kept."""

    def __init__(self) -> None:
        self._database: Database | None = None

    def cursor(self) -> DuckDBPyConnection:
        """A connection of its own; its temporary tables end with it."""
        from dssmock.sql.database import Database

        if self._database is None:
            self._database = Database()
        return self._database.cursor()

    def close(self) -> None:
        """Forget the database."""
        if self._database is not None:
            self._database.close()
            self._database = None
