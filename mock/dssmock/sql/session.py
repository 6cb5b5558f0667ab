"""One query: it starts, its rows are read once, and it ends in one transaction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import duckdb

from dssmock.sql.types import Column, Modes, column

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BATCH: Final = 500
_BEGINS: Final = re.compile(r"\s*(BEGIN|START)\b", re.IGNORECASE)
_TRANSACTION: Final = duckdb.StatementType.TRANSACTION
_ROWS: Final = duckdb.ExpectedResultType.QUERY_RESULT
_CHANGES: Final = duckdb.ExpectedResultType.CHANGED_ROWS


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure that a test asked for: after so many rows, with this text."""

    rows: int
    message: str


class Session:
    """A query in a database.

    Args:
        cursor: a cursor of its own.
        query: the text.
        before: statements to run before it.
        after: statements to run when its rows were read.
        modes: how times are read.
        owner: who started it.
        failure: what goes wrong while the rows are read.

    Attributes:
        owner: who started it.
        columns: columns of the result.
        has_results: whether there are rows at all, be it none.
        error: text of what went wrong while the rows were read.

    Raises:
        duckdb.Error: the database refuses a statement.
    """

    def __init__(
        self,
        cursor: DuckDBPyConnection,
        query: str,
        before: Sequence[str] = (),
        after: Sequence[str] = (),
        modes: Modes = Modes(),  # noqa: B008 (it is frozen)
        owner: str = "",
        failure: Failure | None = None,
    ) -> None:
        self.owner = owner
        self.columns: list[Column] = []
        self.has_results = False
        self.error: str | None = None
        self._cursor: DuckDBPyConnection | None = cursor
        self._after = after
        self._failure = failure
        self._read = False
        try:
            cursor.execute("BEGIN")
            for text in before:
                self._run(cursor, text)
            self._start(cursor, query, modes)
        except BaseException:
            self._close()
            raise

    def _start(self, cursor: DuckDBPyConnection, query: str, modes: Modes) -> None:
        self.has_results = self._run(cursor, query)
        if self.has_results:
            described = cursor.description or []
            self.columns = [column(each[0], str(each[1].id), modes) for each in described]
        else:
            self.finish()
            if self.error is not None:
                raise duckdb.Error(self.error)

    def batches(self) -> Iterator[list[tuple[Any, ...]]]:
        """The rows, some at a time; they end early when something goes wrong."""
        self._read = True
        return self._walk()

    @property
    def is_read(self) -> bool:
        """Whether the rows are gone: somebody began to read them, or ended the query."""
        return self._read or (self.has_results and self._cursor is None)

    def finish(self) -> None:
        """End the query: its last statements run, and what nobody committed is rolled back."""
        if self._cursor is None:
            return
        try:
            for text in self._after:
                self._run(self._cursor, text)
        except duckdb.Error as problem:
            self.error = self.error or str(problem)
        finally:
            self._close()

    def close(self) -> None:
        """Give the query up."""
        self._close()

    def _walk(self) -> Iterator[list[tuple[Any, ...]]]:
        if not self.has_results:
            return
        try:
            yield from self._fetch()
            self.finish()
        except duckdb.Error as problem:
            self.error = str(problem)
        finally:
            self._close()

    def _fetch(self) -> Iterator[list[tuple[Any, ...]]]:
        left = None if self._failure is None else self._failure.rows
        while self._cursor is not None:
            size = BATCH if left is None else min(BATCH, left)
            batch = self._cursor.fetchmany(size) if size else []
            if batch:
                yield batch
            if left is not None:
                left -= len(batch)
            if len(batch) < BATCH:
                break
        if self._failure is not None:
            raise duckdb.Error(self._failure.message)

    @staticmethod
    def _run(cursor: DuckDBPyConnection, text: str) -> bool:
        """Run statements; whether the last one gives rows.

        A transaction is open before and after: DSS begins one, and what ends it begins the next.
        """
        statements = cursor.extract_statements(text)
        if not statements:
            raise duckdb.ParserException("Parser Error: the query holds no statement")
        for statement in statements:
            ends = statement.type == _TRANSACTION
            if ends and _BEGINS.match(statement.query):
                continue
            cursor.execute(statement)
            if ends:
                cursor.execute("BEGIN")
        return _gives_rows(statements[-1], cursor)

    def _close(self) -> None:
        cursor, self._cursor = self._cursor, None
        if cursor is None:
            return
        try:
            cursor.execute("ROLLBACK")
        except duckdb.Error:
            # A failed statement, or the end of the database, has ended the transaction already.
            pass
        finally:
            cursor.close()


def _gives_rows(statement: Any, cursor: DuckDBPyConnection) -> bool:
    expected = statement.expected_result_type
    if _ROWS not in expected:
        return False
    if _CHANGES not in expected:
        return True
    # An INSERT gives the number of rows, unless it has a RETURNING.
    names = [each[0] for each in cursor.description or []]
    return names != ["Count"]
