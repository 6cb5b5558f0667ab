"""Datasets with rows that tests add to an instance of the mock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dssmock.core import DSSMock
from dssmock.services import _dataset_rows, _dataset_write
from dssmock.services import _dataset_state as state


def add_table(
    mock: DSSMock,
    key: str,
    name: str,
    columns: str,
    rows: Iterable[Sequence[Any]] = (),
    *,
    connection: str | None = None,
) -> None:
    """Add a managed dataset.

    Args:
        mock: the instance.
        key: key of its project.
        name: name of the dataset.
        columns: names and types of its columns: ``"customer:string amount:bigint"``.
        rows: its rows.
        connection: a connection of PostgreSQL; a file without it.
    """
    pairs = [column.split(":") for column in columns.split()]
    schema = {"columns": [{"name": name, "type": kind} for name, kind in pairs]}
    params: dict[str, Any] = {"connection": "filesystem_managed", "path": f"{key}/{name}"}
    if connection is not None:
        params = {"connection": connection, "mode": "table", "schema": "", "table": name}
        if connection not in mock.table("connections"):
            mock.table("connections").add(
                connection,
                {"name": connection, "type": "PostgreSQL", "params": {}, "allowWrite": True},
            )
    kind = "Filesystem" if connection is None else "PostgreSQL"
    given = {"managed": True, "params": params, "schema": schema}
    if connection is None:
        given |= {"formatType": "csv", "formatParams": state.CSV}
    state.add(mock, key, name, kind, given, "admin")
    _dataset_write.put_rows(mock, state.find(mock, key, name), rows)


def rows_in(mock: DSSMock, key: str, name: str) -> list[tuple[Any, ...]]:
    """The rows of a dataset."""
    with _dataset_rows.opened(mock, state.find(mock, key, name)) as relation:
        return relation.cursor.execute(f"FROM {relation.sql}").fetchall()


def columns_of(mock: DSSMock, key: str, name: str) -> list[str]:
    """Names and types of the columns of a dataset, as ``customer:string``."""
    columns = state.columns_of(state.find(mock, key, name))
    return [f"{column['name']}:{column['type']}" for column in columns]
