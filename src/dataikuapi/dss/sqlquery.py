# Derived by `tox -e generate` from src/dataikuapi/aio/dss/sqlquery.py. Do not edit.
"""Queries in databases, and their rows."""

# What pyarrow and pandas declare is not enough for strict checks.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownParameterType=false

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._casting import Cell, Row
from dataikuapi._errors import DSSDataError
from dataikuapi._export import export_csv, export_parquet
from dataikuapi._frames import need
from dataikuapi._lazy import lazy
from dataikuapi._rowsource import RowSource
from dataikuapi._stream import DSSStream
from dataikuapi_rest import api

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import SQLColumn, SQLQuerySession

if not TYPE_CHECKING:
    # Scripts import classes of other modules from here.
    __getattr__, __dir__, _lazy_names = lazy(__name__, {})


class DSSSQLQuery:
    """A query that runs in a database. Get it from :meth:`DSSClient.sql_query`.

    Attributes:
        client: the client that started the query.
        queryId: identifier of the query.
        streaming_session: what DSS answered when the query started.
    """

    def __init__(self, client: DSSClient, streaming_session: SQLQuerySession) -> None:
        self.client = client
        self.streaming_session = streaming_session
        try:
            self.queryId: str = streaming_session["queryId"]
        except (KeyError, TypeError):
            raise DSSDataError("DSS started the query without giving it an identifier") from None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.queryId}>"

    def get_schema(self) -> list[SQLColumn]:
        """The columns of the rows, in the order of their values.

        Returns:
            A dict for each column: `name`, `type` (`bigint`, `double`, `boolean`, `date`,
            `string`, ...), and `originalType`, its type in the database; often `length` and
            `comment`. Empty for a statement that gives no rows.
        """
        return self.streaming_session.get("schema") or []

    def iter_rows(
        self, *, limit: int | None = None, progress: bool = False, verify: bool = False
    ) -> Generator[Row]:
        """Walk over the rows, each a list with the values of the columns of the schema.

        They are read while you walk, and can be read once. Whole numbers are `int`, others
        `float`, booleans `bool` (an empty one is False), dates and times `datetime`, all else
        `str` (null is `""`, and None in a result of a single column); an empty number or date, and
        one that cannot be read, is None.

        The rows of a query that fails while it is read only end early. DSS says so when it is
        asked, by :meth:`verify` after the last row, or with `verify=True` here; the other ways to
        read the rows ask by themselves.
        Operation: `sql_stream_rows`.

        Args:
            limit: how many rows at most; the walk ends there without asking whether all is well.
            progress: whether to show how many rows came.
            verify: whether to ask DSS after the last row if all of them came.

        Returns:
            The rows.

        Raises:
            DSSAPIError: DSS does not know the query, or the query failed.
            DSSDataError: what came are no rows, or they end inside one.
            DSSConnectionError: the connection failed before the last row.
        """
        return self._read(limit, progress, verified=verify).rows()

    def iter_dicts(
        self, *, limit: int | None = None, progress: bool = False
    ) -> Generator[dict[str, Cell]]:
        """Walk over the rows, each a dict, with null as None whatever the type of the column.

        Days are `date`, times with a zone `datetime` in UTC, those without are naive; all else is
        as in :meth:`iter_rows`. An empty cell is null, an empty text is one in quotes. After the
        last row DSS is asked whether all came.

        Example:
            for order in query.iter_dicts():
                print(order["id"], order["amount"])

        Operations: `sql_stream_rows`, `sql_finish_streaming`.

        Args:
            limit: how many rows at most; the walk ends there without asking whether all is well.
            progress: whether to show how many rows came.

        Returns:
            The rows, each with the names of the columns and their values.

        Raises:
            DSSAPIError: DSS does not know the query, or the query failed.
            DSSDataError: two columns have the same name; or as for :meth:`iter_rows`.
            DSSConnectionError: the connection failed before the last row.
        """
        return self._read(limit, progress).dicts()

    def iter_batches(
        self, *, limit: int | None = None, progress: bool = False
    ) -> Generator[pa.RecordBatch]:
        """Walk over the rows in record batches of pyarrow, about a megabyte of text each.

        The types of their columns follow the schema, null is null. A value that cannot be read is
        null, as it is None in :meth:`iter_rows`; one beyond its type is so with a warning.
        After the last row DSS is asked whether all came. Needs the extra `arrow`.

        Example:
            for batch in query.iter_batches():
                writer.write_batch(batch)

        Operations: `sql_stream_rows`, `sql_finish_streaming`.

        Args:
            limit: how many rows at most; the walk ends there without asking whether all is well.
            progress: whether to show how many rows came.

        Returns:
            The batches, all of one schema.

        Raises:
            ImportError: pyarrow is not installed.
            DSSAPIError: DSS does not know the query, or the query failed.
            DSSDataError: what came are no rows, or they end inside one.
            DSSConnectionError: the connection failed before the last row.
        """
        need("iter_batches", "arrow", "pyarrow")
        return self._read(limit, progress).batches()

    def to_arrow(self, *, limit: int | None = None, progress: bool = False) -> pa.Table:
        """Read all rows into a table of pyarrow. Needs the extra `arrow`.

        Operations: `sql_stream_rows`, `sql_finish_streaming`.

        Args:
            limit: how many rows at most.
            progress: whether to show how many rows came.

        Returns:
            The table, with types as told by :meth:`iter_batches`.

        Raises:
            ImportError: pyarrow is not installed.
            DSSAPIError: DSS does not know the query, or the query failed.
            DSSDataError: what came are no rows, or they end inside one.
            DSSConnectionError: the connection failed before the last row.
        """
        need("to_arrow", "arrow", "pyarrow")
        return self._read(limit, progress).to_arrow()

    def get_dataframe(
        self, *, nullable: bool = False, limit: int | None = None, progress: bool = False
    ) -> pd.DataFrame:
        """Read all rows into a data frame of pandas. Needs the extra `pandas`.

        Types follow the schema: `int8` to `int64`, `float32`, `float64`, `bool`, `datetime64` in
        UTC for dates and without zone for days and times without one, and pandas' type for text.
        A column of whole numbers with nulls is `float64`, or `Int64` when that would change a
        number; one of booleans with nulls holds objects.

        Operations: `sql_stream_rows`, `sql_finish_streaming`.

        Args:
            nullable: whether numbers, booleans and texts have the types of pandas that know null.
            limit: how many rows at most.
            progress: whether to show how many rows came.

        Returns:
            The data frame.

        Raises:
            ImportError: pandas or pyarrow is not installed.
            DSSAPIError: DSS does not know the query, or the query failed.
            DSSDataError: what came are no rows, or they end inside one.
            DSSConnectionError: the connection failed before the last row.
        """
        need("get_dataframe", "pandas", "pandas", "pyarrow")
        return self._read(limit, progress).to_pandas(nullable=nullable)

    def to_polars(self, *, limit: int | None = None, progress: bool = False) -> pl.DataFrame:
        """Read all rows into a data frame of polars. Needs the extra `polars`.

        Operations: `sql_stream_rows`, `sql_finish_streaming`.

        Args:
            limit: how many rows at most.
            progress: whether to show how many rows came.

        Returns:
            The data frame, with types as told by :meth:`iter_batches`.

        Raises:
            ImportError: polars or pyarrow is not installed.
            DSSAPIError: DSS does not know the query, or the query failed.
            DSSDataError: two columns have the same name; or what came are no rows.
            DSSConnectionError: the connection failed before the last row.
        """
        need("to_polars", "polars", "polars", "pyarrow")
        return self._read(limit, progress).to_polars()

    def to_csv(
        self,
        path: str | os.PathLike[str],
        *,
        limit: int | None = None,
        separator: str | None = None,
        progress: bool = False,
    ) -> None:
        """Write all rows into a local file of CSV, with the names of the columns in its first line.

        The text of DSS is passed on without making rows of it; with tabs as separators, as in a
        file named `.tsv`, even unchanged. A file named `.gz` is packed. The file is there when all
        rows have come and DSS has confirmed it.

        Example:
            query = client.sql_query("SELECT * FROM orders", connection="warehouse")
            query.to_csv("orders.csv.gz")

        Operations: `sql_stream_rows`, `sql_finish_streaming`.

        Args:
            path: path of the file; one that exists is replaced.
            limit: how many rows at most.
            separator: what stands between cells; a tab in a file named `.tsv`, else a comma.
            progress: whether to show how many bytes came.

        Raises:
            IsADirectoryError: the path is a folder; nothing was asked.
            FileNotFoundError: its folder does not exist; nothing was asked.
            OSError: the file cannot be written, such as on a full disk; it is named.
            DSSAPIError: DSS does not know the query, or the query failed.
            DSSDataError: the rows are cut short.
        """
        export_csv(self._read(limit, False), path, separator, progress=progress)

    def to_parquet(
        self,
        path: str | os.PathLike[str],
        *,
        limit: int | None = None,
        compression: str = "zstd",
        progress: bool = False,
    ) -> None:
        """Write all rows into a local file of Parquet, in the types of :meth:`iter_batches`.

        The file is there when all rows have come and DSS has confirmed it.

        Operations: `sql_stream_rows`, `sql_finish_streaming`.

        Args:
            path: path of the file; one that exists is replaced.
            limit: how many rows at most.
            compression: `zstd`, `snappy`, `gzip`, `brotli`, `lz4` or `none`.
            progress: whether to show how many rows came.

        Raises:
            ImportError: pyarrow is not installed.
            IsADirectoryError: the path is a folder; nothing was asked.
            FileNotFoundError: its folder does not exist; nothing was asked.
            OSError: the file cannot be written, such as on a full disk; it is named.
            DSSAPIError: DSS does not know the query, or the query failed.
            DSSDataError: the rows are cut short.
        """
        need("to_parquet", "arrow", "pyarrow")
        export_parquet(self._read(limit, progress), path, compression)

    def _read(self, limit: int | None, progress: bool, *, verified: bool = True) -> _QueryRows:
        return _QueryRows(
            self, self._columns, limit, progress, f"query {self.queryId}", verified=verified
        )

    def verify(self) -> None:
        """Make sure that all rows came; to be called after the last one.

        Operation: `sql_finish_streaming`.

        Raises:
            DSSAPIError: the query or the transfer of its rows failed on the way.
        """
        request = api.sql.sql_finish_streaming.build_request(self.queryId)
        self.client.rest.empty(request)

    def _columns(self) -> list[SQLColumn]:
        columns = cast("object", self.get_schema())
        if not isinstance(columns, list):
            raise DSSDataError("The schema that DSS gave for the query is no list of columns")
        return cast("list[SQLColumn]", columns)


class _QueryRows(RowSource):
    """One read of the rows of a query."""

    def __init__(
        self,
        query: DSSSQLQuery,
        columns_of: Callable[[], list[SQLColumn]],
        *args: Any,
        **named: Any,
    ) -> None:
        super().__init__(*args, **named)
        self._query = query
        self._columns_of = columns_of

    def open(self) -> DSSStream:
        self._columns_of()
        request = api.sql.sql_stream_rows.build_request(
            self._query.queryId, format_="tsv-excel-noheader"
        )
        return self._query.client.rest.stream(request)

    def columns(self) -> list[SQLColumn]:
        return self._columns_of()

    def verify(self) -> None:
        self._query.verify()
