"""The TSV that DSS streams, written into a local file as CSV without looking at rows or cells.

DSS puts cells that hold a tab, a quote or the end of a line into quotes and doubles their quotes.
So what stands between quotes is copied, and in what does not, tabs become separators; only a cell
without quotes that holds the new separator needs a change, and gets quotes.
"""

from __future__ import annotations

import csv
import io
import re
import zlib
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from dataikuapi._encoding import GZIP_LEVEL, GZIP_WINDOW
from dataikuapi._errors import DSSDataError
from dataikuapi._paths import replacing, target_file
from dataikuapi._progress import transfer


class Writes(Protocol):
    """What takes bytes."""

    def write(self, data: bytes, /) -> Any:
        """Takes bytes."""
        ...


# Behind the end of a line, before another: the null of a table of one column.
_BLANK_LINE = re.compile(rb"(?<=\n)(?=\r?\n)")


class Packed:
    """Packs bytes on their way into a file.

    Args:
        file: the file.
    """

    def __init__(self, file: Writes) -> None:
        self._file = file
        self._pack = zlib.compressobj(GZIP_LEVEL, wbits=GZIP_WINDOW)

    def write(self, data: bytes) -> None:
        """Takes bytes."""
        self._file.write(self._pack.compress(data))

    def end(self) -> None:
        """Writes what is left."""
        self._file.write(self._pack.flush())


class CsvFile:
    """Takes the stream of DSS, piece by piece.

    Args:
        file: where the rows go.
        separator: what stands between cells.
        limit: how many rows at most; all when None.
        on_count: called with the number of bytes of DSS so far.
        single: whether there is one column, whose nulls get quotes, as blank lines are skipped.

    Attributes:
        full: whether as many rows are there as were wanted.
    """

    def __init__(
        self,
        file: Writes,
        separator: str,
        limit: int | None,
        on_count: Callable[[int], None],
        *,
        single: bool = False,
    ) -> None:
        self._file = file
        self._separator = separator.encode()
        self._cell = re.compile(rb"[^\t\r\n]*" + re.escape(self._separator) + rb"[^\t\r\n]*")
        self._left = limit
        self.full = limit == 0
        self._on_count = on_count
        self._single = single
        self._count = 0
        self._quoted = False
        self._held = b""
        self._last = b"\n"

    def write(self, data: bytes) -> None:
        """Takes the next bytes of the stream."""
        if self.full:
            return
        self._count += len(data)
        self._on_count(self._count)
        if self._separator == b"\t" and self._left is None and not self._single:
            self._quoted ^= bool(data.count(b'"') % 2)
            self._put(data)
            return
        parts = (self._held + data).split(b'"')
        # Quotes take turns: after an even number of them a part stands outside.
        first = 1 if self._quoted else 0
        self._quoted ^= not len(parts) % 2
        self._held = b""
        if not self._quoted:
            end = max(parts[-1].rfind(b"\t"), parts[-1].rfind(b"\n")) + 1
            self._held, parts[-1] = parts[-1][end:], parts[-1][:end]
        for at in range(first, len(parts), 2):
            part = parts[at] if self._left is None else self._cut(parts[at], self._left)
            parts[at] = self._plain(part, new_line=at == 0 and self._last == b"\n")
            if self.full:
                del parts[at + 1 :]
                break
        self._put(b'"'.join(parts))

    def end(self) -> None:
        """Takes the end of the stream.

        Raises:
            DSSDataError: it ended inside a cell.
        """
        if self.full:
            return
        if self._quoted:
            raise DSSDataError("The rows are cut short: a quote was opened and never closed")
        if self._held:
            self._put(self._plain(self._held, new_line=False))
        if self._last != b"\n":
            self._put(b"\n")

    def _cut(self, part: bytes, left: int) -> bytes:
        """What of a part belongs to the rows that are still wanted."""
        rows = part.count(b"\n")
        self._left = max(left - rows, 0)
        self.full = rows >= left
        if rows < left:
            return part
        end = -1
        for _ in range(left):
            end = part.find(b"\n", end + 1)
        return part[: end + 1]

    def _plain(self, part: bytes, *, new_line: bool) -> bytes:
        """What stands outside quotes, as CSV; perhaps at the beginning of a line."""
        if self._single:
            part = _BLANK_LINE.sub(b'""', part)
            if new_line and part.startswith((b"\n", b"\r\n")):
                part = b'""' + part
        if self._separator == b"\t":
            return part
        if self._separator in part:
            part = self._cell.sub(rb'"\g<0>"', part)
        return part.replace(b"\t", self._separator)

    def _put(self, data: bytes) -> None:
        if data:
            self._last = data[-1:]
            self._file.write(data)


def separator_for(path: str, separator: str | None) -> str:
    """What stands between the cells of a file: as asked for, else as its name says.

    Args:
        path: path of the file.
        separator: what the caller gave.

    Raises:
        TypeError: it is no string.
        ValueError: it is no single character that can separate.
    """
    if separator is None:
        return "\t" if path.lower().removesuffix(".gz").endswith((".tsv", ".tab")) else ","
    if not isinstance(separator, str):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers may have no checker)
        raise TypeError(f"separator must be a string, not {type(separator).__name__}")
    if len(separator) != 1 or not separator.isascii() or separator in '"\r\n':
        raise ValueError(f"separator must be one ASCII character, not {separator!r}")
    return separator


def check_target(path: Any, separator: str | None) -> tuple[str, str]:
    """Requires a path that can be written, before anything is asked of DSS.

    Args:
        path: path of the file.
        separator: what stands between cells; None to go by the name.

    Returns:
        The path, and the separator.
    """
    target = target_file("path", path)
    return target, separator_for(target, separator)


@contextmanager
def csv_file(
    target: str, separator: str, names: Sequence[str], *, limit: int | None, progress: bool
) -> Generator[CsvFile]:
    """Opens a file of CSV that is there when the block ends well; `.gz` is packed.

    Args:
        target: path of the file.
        separator: what stands between cells.
        names: names of the columns, for the first line.
        limit: how many rows at most; all when None.
        progress: whether a bar is shown.

    Yields:
        What takes the stream of DSS.

    Raises:
        DSSDataError: the stream ended inside a cell.
        OSError: the file cannot be written; it is named.
    """
    with replacing(target) as file, transfer(progress, f"Writing {target}") as bar:
        packed = Packed(file) if target.lower().endswith(".gz") else None
        header = io.StringIO()
        csv.writer(header, delimiter=separator, lineterminator="\n").writerow(names)
        (packed or file).write(header.getvalue().encode())
        rows = CsvFile(packed or file, separator, limit, bar.reach, single=len(names) == 1)
        yield rows
        if packed is not None:
            packed.end()
