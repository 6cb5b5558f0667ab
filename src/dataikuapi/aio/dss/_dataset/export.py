"""Rows of a dataset in local files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from dataikuapi._frames import need
from dataikuapi.aio._export import export_csv, export_parquet
from dataikuapi.aio.dss._dataset.data import AsyncDatasetData


class AsyncDatasetExport(AsyncDatasetData):
    """Methods that write the rows into local files.

    A file is there when all rows have come and DSS has confirmed it; until then one of the same
    name stays as it was.
    """

    async def to_csv(
        self,
        path: str | os.PathLike[str],
        *,
        columns: str | Sequence[str] | None = None,
        partitions: str | Sequence[str] | None = None,
        filter: str | None = None,
        sampling: Any = None,
        limit: int | None = None,
        separator: str | None = None,
        progress: bool = False,
    ) -> None:
        """Write the rows into a local file of CSV, with the names of the columns in its first line.

        The text of DSS is passed on without making rows of it; with tabs as separators, as in a
        file named `.tsv`, even unchanged. A file named `.gz` is packed.

        Example:
            await dataset.to_csv("orders.csv.gz", columns=["id", "amount"], filter="amount > 100")

        Operations: `dataset_stream_rows`, `dataset_get_schema`, `dataset_finish_streaming`.

        Args:
            path: path of the file; one that exists is replaced.
            columns: only these columns, in this order; all of the schema by default.
            partitions: only the rows of this partition, or of these.
            filter: formula of DSS that a row has to meet, such as `amount > 100`.
            sampling: a :class:`DSSDatasetSelectionBuilder`, or a dict of it; all rows by default.
            limit: how many rows at most.
            separator: what stands between cells; a tab in a file named `.tsv`, else a comma.
            progress: whether to show how many bytes came.

        Raises:
            IsADirectoryError: the path is a folder; nothing was asked.
            FileNotFoundError: its folder does not exist; nothing was asked.
            OSError: the file cannot be written, such as on a full disk; it is named.
            DSSBadRequest: DSS refuses a partition, a column or the formula; it is named.
            DSSAPIError: the read failed on the way.
            DSSDataError: the rows are cut short.
        """
        read = self._select(columns, partitions, filter, sampling, limit, False)
        await export_csv(read, path, separator, progress=progress)

    async def to_parquet(
        self,
        path: str | os.PathLike[str],
        *,
        columns: str | Sequence[str] | None = None,
        partitions: str | Sequence[str] | None = None,
        filter: str | None = None,
        sampling: Any = None,
        limit: int | None = None,
        compression: str = "zstd",
        progress: bool = False,
    ) -> None:
        """Write the rows into a local file of Parquet, in the types of :meth:`iter_batches`.

        Example:
            await dataset.to_parquet("orders.parquet", partitions="2026-01-02")

        Operations: `dataset_stream_rows`, `dataset_get_schema`, `dataset_finish_streaming`.

        Args:
            path: path of the file; one that exists is replaced.
            columns: only these columns, in this order; all of the schema by default.
            partitions: only the rows of this partition, or of these.
            filter: formula of DSS that a row has to meet, such as `amount > 100`.
            sampling: a :class:`DSSDatasetSelectionBuilder`, or a dict of it; all rows by default.
            limit: how many rows at most.
            compression: `zstd`, `snappy`, `gzip`, `brotli`, `lz4` or `none`.
            progress: whether to show how many rows came.

        Raises:
            ImportError: pyarrow is not installed.
            IsADirectoryError: the path is a folder; nothing was asked.
            FileNotFoundError: its folder does not exist; nothing was asked.
            OSError: the file cannot be written, such as on a full disk; it is named.
            DSSBadRequest: DSS refuses a partition, a column or the formula; it is named.
            DSSAPIError: the read failed on the way.
            DSSDataError: the rows are cut short.
        """
        need("to_parquet", "arrow", "pyarrow")
        read = self._select(columns, partitions, filter, sampling, limit, progress)
        await export_parquet(read, path, compression)
