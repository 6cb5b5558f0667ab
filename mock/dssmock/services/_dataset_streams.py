"""Reads of the rows of a dataset that are sent while they are fetched."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dssmock import errors
from dssmock.services import _dataset_rows as rows
from dssmock.services import _dataset_selection as selection
from dssmock.services import _dataset_state as state

if TYPE_CHECKING:
    from dssmock.core import Call
    from dssmock.sql.session import Failure, Session
    from dssmock.sql.types import Column


def start(
    call: Call,
    dataset: Mapping[str, Any],
    partitions: Sequence[str] | None,
    *,
    columns: Sequence[str] | None,
    formula: str | None,
    sampling: Mapping[str, Any],
    limit: int | None,
) -> Session | FileRead:
    """Begin to read rows.

    Args:
        call: the call that asks.
        dataset: definition of the dataset.
        partitions: only these; all rows when missing.
        columns: only these, in this order.
        formula: what a row must meet.
        sampling: which of these rows.
        limit: how many rows at most.

    Raises:
        errors.BadRequest: the rows cannot be read so; what is wrong is named.
    """
    most = selection.first_rows(sampling, limit)
    if most is None or rows.is_sql(dataset):
        relation = rows.open_rows(call.dss, dataset, partitions)
        try:
            sql = selection.query(
                relation, columns=columns, formula=formula, sampling=sampling, limit=limit
            )
            return _session(call, relation, sql)
        except BaseException:
            relation.cursor.close()
            raise
    known = state.columns_of(dataset)
    pieces = rows.pieces_of_files(call.dss, dataset, partitions)
    source = f"({rows.from_documents(known)}) AS dataset_rows"
    relation = rows.Relation(rows.scratch(call.dss), source, known)
    try:
        sql = selection.query(relation, columns=columns, formula=formula)
        return FileRead(relation, sql, pieces, most, call.dss.sql.take_failure())
    except BaseException:
        relation.cursor.close()
        raise


def _session(call: Call, relation: rows.Relation, sql: str) -> Session:
    from dssmock.sql.session import Session
    from dssmock.sql.types import Modes

    failure = call.dss.sql.take_failure()
    with rows.database_errors():
        return Session(relation.cursor, sql, (), (), Modes(), call.auth.name, failure)


class FileRead:
    """Rows of files, of which the database sees a piece at a time.

    Args:
        relation: rows of a JSON array, its parameter; the cursor is closed at the end.
        sql: the query that each piece goes through, which looks at one row at a time.
        pieces: the rows.
        most: how many rows are given at most.
        failure: what goes wrong while the rows are read.

    Attributes:
        columns: columns of the result.
        error: text of what went wrong while the rows were read.

    Raises:
        errors.BadRequest: the database refuses the query.
    """

    def __init__(
        self,
        relation: rows.Relation,
        sql: str,
        pieces: Iterator[list[dict[str, Any]]],
        most: float,
        failure: Failure | None,
    ) -> None:
        from dssmock.sql.types import Modes, column

        self.error: str | None = None
        self._relation = relation
        self._sql = sql
        self._pieces = pieces
        self._left = most if failure is None else min(most, failure.rows)
        self._failure = failure
        self._found([])
        described = relation.cursor.description or []
        self.columns: list[Column] = [
            column(each[0], str(each[1].id), Modes()) for each in described
        ]

    def batches(self) -> Iterator[list[tuple[Any, ...]]]:
        """The rows, some at a time; they end early when something goes wrong."""
        try:
            for piece in self._pieces:
                if self._left <= 0:
                    break
                found = self._found(piece)[: int(min(self._left, len(piece)))]
                self._left -= len(found)
                if found:
                    yield found
            if self._failure is not None:
                self.error = self._failure.message
        except errors.DSSError as problem:
            self.error = problem.message
        finally:
            self._relation.cursor.close()

    def _found(self, piece: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
        with rows.database_errors():
            return self._relation.cursor.execute(self._sql, [json.dumps(piece)]).fetchall()
