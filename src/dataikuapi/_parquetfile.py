"""Record batches written into a local file of Parquet."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import IO, Any, Final

from dataikuapi._paths import replacing

# Batches of DSS are small; a group of rows is what readers of Parquet skip or read at once.
GROUP_ROWS: Final = 128 * 1024
COMPRESSIONS: Final = ("none", "snappy", "gzip", "brotli", "lz4", "zstd")


def check_compression(compression: Any) -> str:
    """Requires a way of packing that Parquet has.

    Raises:
        ValueError: there is no such way.
    """
    if compression not in COMPRESSIONS:
        raise ValueError(
            f"compression must be one of {', '.join(COMPRESSIONS)}, not {compression!r}"
        )
    return str(compression)


class ParquetFile:
    """Takes record batches.

    Args:
        file: where they go.
        compression: how they are packed.
    """

    def __init__(self, file: IO[bytes], compression: str) -> None:
        self._file = file
        self._compression = compression
        self._writer: Any = None
        self._held: list[Any] = []
        self._rows = 0

    def write(self, batch: Any) -> None:
        """Takes a batch."""
        self._held.append(batch)
        self._rows += batch.num_rows
        if self._rows >= GROUP_ROWS:
            self._flush(batch.schema)

    def end(self, schema: Any) -> None:
        """Takes the end.

        Args:
            schema: schema of the batches, of which there may have been none.
        """
        self._flush(schema)
        self._writer.close()

    def abandon(self) -> None:
        """Lets go of the file, which is of no use."""
        if self._writer is not None:
            with suppress(Exception):  # the error that led here is the one to be told
                self._writer.close()

    def _flush(self, schema: Any) -> None:
        pa: Any = import_module("pyarrow")
        parquet: Any = import_module("pyarrow.parquet")
        if self._writer is None:
            self._writer = parquet.ParquetWriter(self._file, schema, compression=self._compression)
        self._writer.write_table(pa.Table.from_batches(self._held, schema), GROUP_ROWS)
        self._held, self._rows = [], 0


@contextmanager
def parquet_file(target: str, compression: str) -> Generator[ParquetFile]:
    """Opens a file of Parquet that is there when the block ends well.

    Args:
        target: path of the file.
        compression: how it is packed.

    Yields:
        What takes record batches.

    Raises:
        OSError: the file cannot be written; it is named.
    """
    with replacing(target) as file:
        rows = ParquetFile(file, compression)
        try:
            yield rows
        except BaseException:
            rows.abandon()
            raise
