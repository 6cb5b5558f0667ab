"""Rows of a dataset, in each form that they can have."""

# What pyarrow and pandas declare is not enough for strict checks.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownParameterType=false

from __future__ import annotations

import uuid
from collections.abc import AsyncGenerator, Sequence
from typing import TYPE_CHECKING, Any

from dataikuapi._args import check_formula, check_list, check_str
from dataikuapi._casting import Cell, Row
from dataikuapi._errors import DSSNotFound
from dataikuapi._frames import need
from dataikuapi._samples import sample_text
from dataikuapi.aio._rowsource import AsyncRowSource
from dataikuapi.aio._stream import AsyncDSSStream
from dataikuapi.aio.dss._dataset.definition import AsyncDatasetDefinition
from dataikuapi_rest import api

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from dataikuapi_rest.dicts import DatasetColumn

FORMAT = "tsv-excel-noheader"


def names_of(argument: str, value: Any) -> list[str] | None:
    """Names that were given as a list, or as one string.

    Args:
        argument: name of the argument, for messages.
        value: what the caller gave; None for all.

    Raises:
        TypeError: it is something else.
        ValueError: it is empty.
    """
    if value is None:
        return None
    names = [value] if isinstance(value, str) else check_list(argument, value)
    for name in names:
        check_str(argument, name)
    if not names:
        raise ValueError(f"{argument} must not be empty: leave it out to have all")
    return names


class AsyncDatasetRows(AsyncDatasetDefinition):
    """Methods that read the rows of a dataset."""

    def iter_rows(
        self,
        partitions: str | Sequence[str] | None = None,
        columns: str | Sequence[str] | None = None,
        *,
        filter: str | None = None,
        sampling: Any = None,
        limit: int | None = None,
        progress: bool = False,
    ) -> AsyncGenerator[Row]:
        """Walk over the rows, each a list of values in the order of the columns.

        They are read while you walk. Whole numbers are `int`, others `float`, booleans `bool` (an
        empty one is False), dates and times `datetime`, all else `str` (null is `""`, and None
        where a single column is read); an empty number or date, and one that cannot be read, is
        None. After the last row DSS is asked whether all came, unless `limit` ended the walk.

        Example:
            async for id, amount in dataset.iter_rows(columns=["id", "amount"]):
                print(id, amount)

        Operations: `dataset_stream_rows`, `dataset_get_schema`, `dataset_finish_streaming`.

        Args:
            partitions: only the rows of this partition, or of these.
            columns: only these columns, in this order; all of the schema by default.
            filter: formula of DSS that a row has to meet, such as `amount > 100`.
            sampling: a :class:`DSSDatasetSelectionBuilder`, or a dict such as
                `{"samplingMethod": "HEAD_SEQUENTIAL", "maxRecords": 10}`; all rows by default.
            limit: how many rows at most; DSS is told so when there is neither filter nor sampling.
            progress: whether to show how many rows came.

        Returns:
            The rows.

        Raises:
            DSSBadRequest: DSS refuses a partition, a column or the formula; it is named.
            DSSNotFound: there is no such dataset.
            DSSAPIError: the read failed on the way.
            DSSDataError: what came are no rows, or they end inside one.
            DSSConnectionError: the connection failed before the last row.
        """
        read = self._select(columns, partitions, filter, sampling, limit, progress)
        return read.rows()

    def iter_dicts(
        self,
        *,
        columns: str | Sequence[str] | None = None,
        partitions: str | Sequence[str] | None = None,
        filter: str | None = None,
        sampling: Any = None,
        limit: int | None = None,
        progress: bool = False,
    ) -> AsyncGenerator[dict[str, Cell]]:
        """Walk over the rows, each a dict, with null as None whatever the type of the column.

        Days are `date`, times with a zone `datetime` in UTC, those without are naive; all else is
        as in :meth:`iter_rows`. An empty cell is null, an empty text is one in quotes. After the
        last row DSS is asked whether all came.

        Example:
            async for order in dataset.iter_dicts(columns=["id", "amount"]):
                print(order["id"], order["amount"])

        Operations: `dataset_stream_rows`, `dataset_get_schema`, `dataset_finish_streaming`.

        Args:
            columns: only these columns, in this order; all of the schema by default.
            partitions: only the rows of this partition, or of these.
            filter: formula of DSS that a row has to meet, such as `amount > 100`.
            sampling: a :class:`DSSDatasetSelectionBuilder`, or a dict such as
                `{"samplingMethod": "HEAD_SEQUENTIAL", "maxRecords": 10}`; all rows by default.
            limit: how many rows at most; DSS is told so when there is neither filter nor sampling.
            progress: whether to show how many rows came.

        Returns:
            The rows, each with the names of the columns and their values.

        Raises:
            DSSBadRequest: DSS refuses a partition, a column or the formula; it is named.
            DSSNotFound: there is no such dataset.
            DSSAPIError: the read failed on the way.
            DSSDataError: two columns have the same name; or what came are no rows, or they end
                inside one.
            DSSConnectionError: the connection failed before the last row.
        """
        read = self._select(columns, partitions, filter, sampling, limit, progress)
        return read.dicts()

    def iter_batches(
        self,
        *,
        columns: str | Sequence[str] | None = None,
        partitions: str | Sequence[str] | None = None,
        filter: str | None = None,
        sampling: Any = None,
        limit: int | None = None,
        progress: bool = False,
    ) -> AsyncGenerator[pa.RecordBatch]:
        """Walk over the rows in record batches of pyarrow, about a megabyte of text each.

        The types of their columns follow the schema, null is null. A value that cannot be read is
        null, as it is None in :meth:`iter_rows`; one beyond its type is so with a warning.
        After the last row DSS is asked whether all came. Needs the extra `arrow`.

        Example:
            async for batch in dataset.iter_batches():
                writer.write_batch(batch)

        Operations: `dataset_stream_rows`, `dataset_get_schema`, `dataset_finish_streaming`.

        Args:
            columns: only these columns, in this order; all of the schema by default.
            partitions: only the rows of this partition, or of these.
            filter: formula of DSS that a row has to meet, such as `amount > 100`.
            sampling: a :class:`DSSDatasetSelectionBuilder`, or a dict such as
                `{"samplingMethod": "HEAD_SEQUENTIAL", "maxRecords": 10}`; all rows by default.
            limit: how many rows at most; DSS is told so when there is neither filter nor sampling.
            progress: whether to show how many rows came.

        Returns:
            The batches, all of one schema.

        Raises:
            ImportError: pyarrow is not installed.
            DSSBadRequest: DSS refuses a partition, a column or the formula; it is named.
            DSSNotFound: there is no such dataset.
            DSSAPIError: the read failed on the way.
            DSSDataError: what came are no rows, or they end inside one.
            DSSConnectionError: the connection failed before the last row.
        """
        need("iter_batches", "arrow", "pyarrow")
        read = self._select(columns, partitions, filter, sampling, limit, progress)
        return read.batches()

    async def to_arrow(
        self,
        *,
        columns: str | Sequence[str] | None = None,
        partitions: str | Sequence[str] | None = None,
        filter: str | None = None,
        sampling: Any = None,
        limit: int | None = None,
        progress: bool = False,
    ) -> pa.Table:
        """Read the rows into a table of pyarrow. Needs the extra `arrow`.

        Operations: `dataset_stream_rows`, `dataset_get_schema`, `dataset_finish_streaming`.

        Args:
            columns: only these columns, in this order; all of the schema by default.
            partitions: only the rows of this partition, or of these.
            filter: formula of DSS that a row has to meet, such as `amount > 100`.
            sampling: a :class:`DSSDatasetSelectionBuilder`, or a dict such as
                `{"samplingMethod": "HEAD_SEQUENTIAL", "maxRecords": 10}`; all rows by default.
            limit: how many rows at most; DSS is told so when there is neither filter nor sampling.
            progress: whether to show how many rows came.

        Returns:
            The table, with types as told by :meth:`iter_batches`.

        Raises:
            ImportError: pyarrow is not installed.
            DSSBadRequest: DSS refuses a partition, a column or the formula; it is named.
            DSSNotFound: there is no such dataset.
            DSSAPIError: the read failed on the way.
            DSSDataError: what came are no rows, or they end inside one.
            DSSConnectionError: the connection failed before the last row.
        """
        need("to_arrow", "arrow", "pyarrow")
        read = self._select(columns, partitions, filter, sampling, limit, progress)
        return await read.to_arrow()

    async def get_dataframe(
        self,
        *,
        nullable: bool = False,
        columns: str | Sequence[str] | None = None,
        partitions: str | Sequence[str] | None = None,
        filter: str | None = None,
        sampling: Any = None,
        limit: int | None = None,
        progress: bool = False,
    ) -> pd.DataFrame:
        """Read the rows into a data frame of pandas. Needs the extra `pandas`.

        Types follow the schema: `int8` to `int64`, `float32`, `float64`, `bool`, `datetime64` in
        UTC for dates and without zone for days and times without one, and pandas' type for text.
        A column of whole numbers with nulls is `float64`, or `Int64` when that would change a
        number; one of booleans with nulls holds objects.

        Example:
            frame = await dataset.get_dataframe(columns=["id", "amount"], filter="amount > 100")

        Operations: `dataset_stream_rows`, `dataset_get_schema`, `dataset_finish_streaming`.

        Args:
            nullable: whether numbers, booleans and texts have the types of pandas that know null.
            columns: only these columns, in this order; all of the schema by default.
            partitions: only the rows of this partition, or of these.
            filter: formula of DSS that a row has to meet, such as `amount > 100`.
            sampling: a :class:`DSSDatasetSelectionBuilder`, or a dict such as
                `{"samplingMethod": "HEAD_SEQUENTIAL", "maxRecords": 10}`; all rows by default.
            limit: how many rows at most; DSS is told so when there is neither filter nor sampling.
            progress: whether to show how many rows came.

        Returns:
            The data frame.

        Raises:
            ImportError: pandas or pyarrow is not installed.
            DSSBadRequest: DSS refuses a partition, a column or the formula; it is named.
            DSSNotFound: there is no such dataset.
            DSSAPIError: the read failed on the way.
            DSSDataError: what came are no rows, or they end inside one.
            DSSConnectionError: the connection failed before the last row.
        """
        need("get_dataframe", "pandas", "pandas", "pyarrow")
        read = self._select(columns, partitions, filter, sampling, limit, progress)
        return await read.to_pandas(nullable=nullable)

    async def to_polars(
        self,
        *,
        columns: str | Sequence[str] | None = None,
        partitions: str | Sequence[str] | None = None,
        filter: str | None = None,
        sampling: Any = None,
        limit: int | None = None,
        progress: bool = False,
    ) -> pl.DataFrame:
        """Read the rows into a data frame of polars. Needs the extra `polars`.

        Operations: `dataset_stream_rows`, `dataset_get_schema`, `dataset_finish_streaming`.

        Args:
            columns: only these columns, in this order; all of the schema by default.
            partitions: only the rows of this partition, or of these.
            filter: formula of DSS that a row has to meet, such as `amount > 100`.
            sampling: a :class:`DSSDatasetSelectionBuilder`, or a dict such as
                `{"samplingMethod": "HEAD_SEQUENTIAL", "maxRecords": 10}`; all rows by default.
            limit: how many rows at most; DSS is told so when there is neither filter nor sampling.
            progress: whether to show how many rows came.

        Returns:
            The data frame, with types as told by :meth:`iter_batches`.

        Raises:
            ImportError: polars or pyarrow is not installed.
            DSSBadRequest: DSS refuses a partition, a column or the formula; it is named.
            DSSNotFound: there is no such dataset.
            DSSAPIError: the read failed on the way.
            DSSDataError: two columns have the same name; or what came are no rows, or they end
                inside one.
            DSSConnectionError: the connection failed before the last row.
        """
        need("to_polars", "polars", "polars", "pyarrow")
        read = self._select(columns, partitions, filter, sampling, limit, progress)
        return await read.to_polars()

    def _select(
        self,
        columns: Any,
        partitions: Any,
        filter: str | None,
        sampling: Any,
        limit: int | None,
        progress: bool,
    ) -> _DatasetRows:
        what = f"{self.project_key}.{self.dataset_name}"
        read = _DatasetRows(limit, progress, what)
        if sampling is None and filter is None and limit is not None:
            sampling = {"samplingMethod": "HEAD_SEQUENTIAL", "maxRecords": limit}
        read.rest, read.place = self.client.rest, self._place
        read.ask_columns, read.ask_verified = self._columns_of, self._verify
        read.names = names_of("columns", columns)
        read.wanted = {
            "columns": read.names,
            "partitions": names_of("partitions", partitions),
            "filter_": check_formula("filter", filter),
            "sampling": sample_text(sampling),
        }
        return read

    async def _columns_of(self, names: list[str] | None) -> list[DatasetColumn]:
        """The columns of the rows that DSS sends: as asked for, else as in the schema."""
        columns = (await self.get_schema()).get("columns") or []
        if names is None:
            return columns
        known = {column["name"]: column for column in columns}
        for name in names:
            if name not in known:
                raise ValueError(f"dataset {self.dataset_name} has no column {name!r}")
        return [known[name] for name in names]

    async def _verify(self, session: str) -> None:
        """Asks whether all rows came; a DSS that is too old to be asked has no such route."""
        request = api.dataset.dataset_finish_streaming.build_request(
            *self._place, read_session_id=session
        )
        try:
            await self.client.rest.empty(request)
        except DSSNotFound as error:
            if error.error_type:
                raise


class _DatasetRows(AsyncRowSource):
    """One read of rows of a dataset.

    Attributes:
        rest: sends requests.
        place: project and name of the dataset.
        ask_columns: asks for the columns of some names.
        ask_verified: asks whether all rows of a session came.
        names: names of the columns, if only some are wanted.
        wanted: the rows that are wanted, as the request has it.
    """

    rest: Any
    place: tuple[str, str]
    ask_columns: Any
    ask_verified: Any
    names: list[str] | None
    wanted: dict[str, Any]

    async def open(self) -> AsyncDSSStream:
        self._session = str(uuid.uuid4())
        request = api.dataset.dataset_stream_rows.build_request(
            *self.place, format_=FORMAT, read_session_id=self._session, **self.wanted
        )
        return await self.rest.stream(request)

    async def columns(self) -> list[DatasetColumn]:
        return await self.ask_columns(self.names)

    async def verify(self) -> None:
        await self.ask_verified(self._session)
