"""The databases and queries of one instance."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from dssmock.sql.database import Database
    from dssmock.sql.session import Failure, Session
    from dssmock.sql.types import Modes

# Queries that nobody finishes hold a transaction; the oldest are given up.
MAX_SESSIONS: Final = 64

Filler = Callable[["Database"], None]


class Sql:
    """The databases behind the connections, each made when it is first used."""

    def __init__(self) -> None:
        self._databases: dict[str, Database] = {}
        self._fillers: dict[str, Filler] = {}
        self._sessions: dict[str, Session] = {}
        self._failures: list[Failure] = []

    def database(self, connection: str) -> Database:
        """The database behind a connection.

        Args:
            connection: name of the connection in DSS.
        """
        from dssmock.sql.database import Database

        if connection not in self._databases:
            database = Database()
            self._databases[connection] = database
            if connection in self._fillers:
                self._fillers[connection](database)
        return self._databases[connection]

    def fill(self, connection: str, filler: Filler) -> None:
        """Say what is in a database; it is called when the database is first used.

        Args:
            connection: name of the connection in DSS.
            filler: makes the tables.
        """
        self._fillers[connection] = filler

    def execute(
        self, connection: str, statement: str, parameters: Sequence[Any] = ()
    ) -> list[tuple[Any, ...]]:
        """Run statements in the database of a connection, past DSS, and commit.

        Args:
            connection: name of the connection in DSS.
            statement: the SQL.
            parameters: values for its question marks.
        """
        return self.database(connection).execute(statement, parameters)

    def create_table(
        self,
        connection: str,
        name: str,
        columns: Mapping[str, str],
        rows: Iterable[Sequence[Any]] = (),
    ) -> None:
        """Make a table in the database of a connection, and fill it.

        Args:
            connection: name of the connection in DSS.
            name: name of the table.
            columns: types of the database by name.
            rows: values for the columns; times as text.
        """
        self.database(connection).create_table(name, columns, rows)

    def fail_after(self, rows: int, message: str = "The connection to the database broke") -> None:
        """Let the next query fail while its rows are read: only finish-streaming tells.

        Args:
            rows: how many rows are sent first; none beyond those the query has.
            message: text of the error.
        """
        from dssmock.sql.session import Failure

        self._failures.append(Failure(rows, message))

    def take_failure(self) -> Failure | None:
        """The failure that the next read of rows has to have, if one was asked for."""
        return self._failures.pop(0) if self._failures else None

    def start(
        self,
        id: str,
        connection: str,
        query: str,
        before: Sequence[str],
        after: Sequence[str],
        modes: Modes,
        owner: str,
    ) -> Session:
        """Start a query.

        Raises:
            duckdb.Error: the database refuses it.
        """
        from dssmock.sql.session import Session

        cursor = self.database(connection).cursor()
        failure = self._failures[0] if self._failures else None
        session = Session(cursor, query, before, after, modes, owner, failure)
        if session.has_results:
            del self._failures[:1]
        self._sessions[id] = session
        while len(self._sessions) > MAX_SESSIONS:
            self._sessions.pop(next(iter(self._sessions))).close()
        return session

    def session(self, id: str) -> Session | None:
        """The query of this identifier, if it is known."""
        return self._sessions.get(id)

    def dump(self) -> dict[str, Any]:
        """The contents of all databases, for a snapshot; running queries are no part of it."""
        for name in self._fillers:
            self.database(name)
        return {name: database.dump() for name, database in self._databases.items()}

    def load(self, saved: Mapping[str, Any]) -> None:
        """Go back to what :meth:`dump` gave; each database is filled when it is next used."""
        self.close()
        self._fillers = {name: partial(_refill, saved=contents) for name, contents in saved.items()}

    def close(self) -> None:
        """Give up all queries and close the databases."""
        for session in self._sessions.values():
            session.close()
        self._sessions.clear()
        self._failures.clear()
        for database in self._databases.values():
            database.close()
        self._databases.clear()


def _refill(database: Database, saved: Mapping[str, Any]) -> None:
    database.load(saved)
