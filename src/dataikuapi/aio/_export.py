"""Reads of rows that end in a local file."""

# What pyarrow declares is not enough for strict checks.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from dataikuapi._csvfile import check_target, csv_file
from dataikuapi._parquetfile import check_compression, parquet_file
from dataikuapi._paths import target_file
from dataikuapi.aio._rowsource import AsyncRowSource


async def export_csv(
    read: AsyncRowSource, path: Any, separator: str | None, *, progress: bool
) -> None:
    """Writes rows into a file of CSV, without looking at them.

    Args:
        read: the read.
        path: path of the file.
        separator: what stands between cells; None to go by the name of the file.
        progress: whether a bar is shown.

    Raises:
        DSSDataError: the rows end inside a cell.
        OSError: the file cannot be written; it is named.
    """
    target, separator = check_target(path, separator)
    async with await read.open() as stream:
        names = [str(column.get("name")) for column in await read.columns()]
        with csv_file(target, separator, names, limit=read.limit, progress=progress) as file:
            async for chunk in stream.iter_content(None):
                file.write(chunk)
                if file.full:
                    return
            file.end()
            await read.verify()


async def export_parquet(read: AsyncRowSource, path: Any, compression: str) -> None:
    """Writes rows into a file of Parquet.

    Args:
        read: the read.
        path: path of the file.
        compression: how it is packed.

    Raises:
        OSError: the file cannot be written; it is named.
    """
    from dataikuapi._arrow import arrow_schema

    target = target_file("path", path)
    with parquet_file(target, check_compression(compression)) as file:
        rows: AsyncGenerator[Any] = read.batches()
        async with aclosing(rows) as batches:
            async for batch in batches:
                file.write(batch)
        schema: Any = arrow_schema(await read.columns())
        file.end(schema)
