"""One read of rows, from a query or a dataset, in each of the forms that the handles give."""

# What pyarrow and pandas declare is not enough for strict checks.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownParameterType=false

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping, Sequence
from contextlib import aclosing
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from dataikuapi._args import check_count
from dataikuapi._casting import Cell, Row
from dataikuapi._frames import check_names, to_pandas, to_polars
from dataikuapi._progress import counted
from dataikuapi._rows import RowReader
from dataikuapi.aio._stream import AsyncDSSStream

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

# Larger pieces are fed in parts: the rows of a piece may all be in memory at once.
PIECE = 128 * 1024

Columns = Sequence[Mapping[str, Any]]
_Item = TypeVar("_Item", covariant=True)


class Reader(Protocol[_Item]):
    """What makes rows or batches of the bytes of a stream."""

    def feed(self, data: bytes) -> Iterator[_Item]:
        """Takes a piece and gives what it completes."""
        ...

    def end(self) -> Iterator[_Item]:
        """Gives what is left, or raises when that is no whole record."""
        ...


class AsyncRowSource(ABC):
    """One read of rows; it is sent when the first of them is asked for.

    Args:
        limit: how many rows at most; all when None.
        progress: whether to show how many came.
        what: words for what is read.
        verified: whether DSS is asked after the last row if all came.
    """

    def __init__(
        self, limit: int | None, progress: bool, what: str, *, verified: bool = True
    ) -> None:
        self.limit = check_count("limit", limit)
        self._progress = progress
        self._what = what
        self._verified = verified
        self._schema: Any = None

    @abstractmethod
    async def open(self) -> AsyncDSSStream:
        """Asks for the rows."""

    @abstractmethod
    async def columns(self) -> Columns:
        """The columns of the rows."""

    @abstractmethod
    async def verify(self) -> None:
        """Asks whether all rows came."""

    async def _pieces(
        self, read: Callable[[Columns], Reader[_Item]]
    ) -> AsyncGenerator[Iterator[_Item]]:
        """Items of each piece of the stream, which is closed when this is."""
        async with await self.open() as stream:
            reader = read(await self.columns())
            async for chunk in stream.iter_content(None):
                for start in range(0, len(chunk), PIECE):
                    yield reader.feed(chunk[start : start + PIECE])
        yield reader.end()
        if self._verified:
            await self.verify()

    async def rows(self, read: Callable[[Columns], Reader[Row]] = RowReader) -> AsyncGenerator[Row]:
        """The rows as lists.

        Args:
            read: makes the reader of the stream.
        """
        left = self.limit
        if left == 0:
            return
        with counted(self._progress, self._what, left) as bar:
            async with aclosing(self._pieces(read)) as pieces:
                async for piece in pieces:
                    if left is None and not self._progress:
                        for row in piece:
                            yield row
                        continue
                    some = list(islice(piece, left))
                    for row in some:
                        yield row
                    bar.advance(len(some))
                    if left is not None:
                        left -= len(some)
                        if not left:
                            return

    async def dicts(self) -> AsyncGenerator[dict[str, Cell]]:
        """The rows as dicts."""
        names: list[str] = []

        def read(columns: Columns) -> RowReader:
            names.extend(check_names("iter_dicts", columns))
            return RowReader(columns, typed=True)

        async with aclosing(self.rows(read)) as rows:
            async for row in rows:
                yield dict(zip(names, row, strict=True))

    async def batches(self) -> AsyncGenerator[pa.RecordBatch]:
        """The rows as record batches."""
        from dataikuapi._arrow import BatchReader

        left = self.limit
        if left == 0:
            self._schema = BatchReader(await self.columns()).schema
            return

        def read(columns: Columns) -> BatchReader:
            reader = BatchReader(columns)
            self._schema = reader.schema
            return reader

        with counted(self._progress, self._what, left) as bar:
            async with aclosing(self._pieces(read)) as pieces:
                async for piece in pieces:
                    for batch in piece:
                        part = batch if left is None else batch.slice(0, left)
                        yield part
                        bar.advance(part.num_rows)
                        if left is not None:
                            left -= part.num_rows
                            if not left:
                                return

    async def to_arrow(self) -> pa.Table:
        """All rows as a table."""
        import pyarrow as pa

        batches: list[pa.RecordBatch] = []
        async with aclosing(self.batches()) as found:
            async for batch in found:
                batches += [batch]
        return pa.Table.from_batches(batches, self._schema)

    async def to_pandas(self, *, nullable: bool) -> pd.DataFrame:
        """All rows as a data frame of pandas.

        Args:
            nullable: whether columns have the types of pandas that know null.
        """
        return to_pandas(await self.to_arrow(), nullable=nullable)

    async def to_polars(self) -> pl.DataFrame:
        """All rows as a data frame of polars."""
        table = await self.to_arrow()
        check_names("to_polars", [{"name": name} for name in table.column_names])
        return to_polars(table)
