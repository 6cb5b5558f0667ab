"""Rows out of the TSV that DSS streams: decoding, splitting, casting; no I/O.

Lines are read a run at a time, when the rows of the last one were taken. Those without a quote are
split by `str.split`, those with quotes by the `csv` module; when each has as many cells as the
schema has columns, a column is cast at a time. A run with other lines is read row by row, and a
record that goes on in the next piece of the stream, or is longer than `csv` allows, cell by cell.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Protocol, TypeVar

from dataikuapi._casting import EMPTY, Row, row_caster, types_of
from dataikuapi._errors import DSSDataError


class _Lines:
    """Lines that the `csv` module takes one by one; it tells where that stopped."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self.at = 0
        self.dry = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.at == len(self._lines):
            self.dry = True
            raise StopIteration
        line = self._lines[self.at]
        self.at += 1
        return line + "\n"

    def __len__(self) -> int:
        return len(self._lines)

    def plain(self) -> Iterator[str]:
        """Takes the next lines that have neither quotes nor carriage returns."""
        lines = self._lines
        while self.at < len(lines):
            line = lines[self.at]
            if '"' in line or "\r" in line:
                return
            self.at += 1
            yield line

    def rest(self, start: int) -> str:
        """The text from one line on."""
        return "\n".join(self._lines[start:]) + "\n"


class _Record:
    """A record with quotes that is read cell by cell, in as many pieces as it comes."""

    _SPECIAL = re.compile(r"[\t\r\n]")

    def __init__(self) -> None:
        self.cells: list[str] = []
        self._parts: list[str] = []
        self._was_quoted = False
        # What to do next; None after the record.
        self._step: Callable[[str, int], int] | None = self._start

    def feed(self, text: str) -> int:
        """Reads on.

        Args:
            text: the next piece.

        Returns:
            Where in the piece the record ended, or -1 when it goes on after it.
        """
        at = 0
        while self._step is not None and at < len(text):
            at = self._step(text, at)
        return at if self._step is None else -1

    def _start(self, text: str, at: int) -> int:
        """At the start of a cell."""
        self._was_quoted = text[at] == '"'
        if self._was_quoted:
            self._step = self._quoted
            return at + 1
        self._step = self._bare
        return at

    def _quoted(self, text: str, at: int) -> int:
        """Inside quotes."""
        quote = text.find('"', at)
        if quote < 0:
            self._parts.append(text[at:])
            return len(text)
        self._parts.append(text[at:quote])
        self._step = self._after_quote
        return quote + 1

    def _after_quote(self, text: str, at: int) -> int:
        """After a quote inside quotes: a second one stands for itself, else it was the last."""
        if text[at] == '"':
            self._parts.append('"')
            self._step = self._quoted
            return at + 1
        self._step = self._bare
        return at

    def _bare(self, text: str, at: int) -> int:
        """Outside quotes; here a quote is a letter like others."""
        found = self._SPECIAL.search(text, at)
        if found is None:
            self._parts.append(text[at:])
            return len(text)
        self._parts.append(text[at : found.start()])
        self.cells.append("".join(self._parts) or (EMPTY if self._was_quoted else ""))
        self._parts = []
        steps = {"\t": self._start, "\r": self._return, "\n": None}
        self._step = steps[found[0]]
        return found.end()

    def _return(self, text: str, at: int) -> int:
        """After a carriage return, which only ends a line together with a line feed."""
        if text[at] not in "\r\n":
            raise DSSDataError("The rows cannot be read: a carriage return stands outside quotes")
        if text[at] == "\n":
            self._step = None
        return at + 1


# A cell of two quotes; in a quoted cell the same letters are one quote.
_EMPTY_CELL = re.compile(r'(?<![^\t\n])""(?=[\t\r\n])')
_BLANK = re.compile(r"^\r?$(?!\Z)", re.MULTILINE)
# Characters that are cast at a time: so few that their cells are still in the caches.
RUN = 32 * 1024
# Quotes that are looked for one by one, and the characters that each must have for itself where
# lines are split all at once.
_RARE = 32
_FAR = 100
_LAST_PLANES = range(0xF0000, 0x110000)


_Part = TypeVar("_Part", contravariant=True)


class _Searched(Protocol[_Part]):
    """Text or bytes, as far as they are searched."""

    def count(self, part: _Part, start: int, end: int, /) -> int: ...

    def rfind(self, part: _Part, start: int, end: int, /) -> int: ...


def even_cut(block: _Searched[_Part], size: int, quote: _Part, feed: _Part) -> int:
    """Finds the last end of a line up to which the quotes come in pairs.

    There a record ends, unless a quote stands for itself in a cell without quotes, which the
    parser of what is before it has to notice.

    Args:
        block: lines, as text or bytes.
        size: how much of it is looked at.
        quote: a quote, of the same type.
        feed: a line feed, of the same type.

    Returns:
        Where the next line begins; 0 when there is no such place.
    """
    end = block.rfind(feed, 0, size) + 1
    odd = block.count(quote, 0, end) % 2
    while odd:
        start = block.rfind(feed, 0, block.rfind(quote, 0, end)) + 1
        odd = (odd + block.count(quote, start, end)) % 2
        end = start
    return end


class _Irregular(Exception):
    """Lines that are not split all at once."""


def _quotes(text: str, at: int, end: int) -> int:
    """Counts quotes; as long as they are rare, each is looked for, which is ten times as quick."""
    for found in range(_RARE):
        at = text.find('"', at, end) + 1
        if not at:
            return found
    return _RARE + text.count('"', at, end)


def _evened(text: str, at: int, end: int) -> tuple[int, int]:
    """Moves the end of some lines on to where their quotes come in pairs.

    Returns:
        The end, 0 when there is none, and the number of quotes before it.
    """
    quotes = _quotes(text, at, end)
    while quotes % 2:
        quote = text.find('"', end)
        if quote < 0:
            return 0, quotes
        start, end = end, text.find("\n", quote) + 1
        quotes += _quotes(text, start, end)
    return end, quotes


def _add_plain(cells: list[str], lines: str) -> int:
    """Adds the cells of lines without quotes, with a line feed after each row; counts the rows."""
    # Both ends of lines are read; only without quotes it is sure that no cell has one.
    if "\r" in lines:
        marked = lines.replace("\r\n", "\t\n\t")
        rows = len(marked) - len(lines)
        if "\r" in marked or marked.count("\n") != rows:
            raise _Irregular
    else:
        marked = lines.replace("\n", "\t\n\t")
        rows = (len(marked) - len(lines)) // 2
    cells += marked.split("\t")
    cells.pop()  # what is behind the last line feed
    return rows


class RowReader:
    """Turns the bytes of a stream of TSV into rows, as they come.

    Args:
        columns: columns of the schema, each with its `type`.
        typed: whether null is told from False and from an empty text, and days and times without
            zone have types of their own.
    """

    def __init__(self, columns: Sequence[Mapping[str, Any]], *, typed: bool = False) -> None:
        self._width = len(columns)
        self._cast = row_caster(types_of(columns), typed=typed)
        self._typed = typed
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        # Lines that are not read yet, or the record that its quotes keep open.
        self._pieces: list[str] = []
        self._record: _Record | None = None

    def feed(self, data: bytes) -> Iterator[Row]:
        """Takes a piece of the stream.

        Args:
            data: the bytes; cut anywhere, even inside a character.

        Returns:
            The rows that it completes; to be walked over before the next piece is given.

        Raises:
            DSSDataError: the bytes are no rows; some of that is only seen on the walk.
        """
        text = self._decode(data)
        if self._record is None:
            return self._lines_of(text)
        end = self._record.feed(text)
        if end < 0:
            return iter(())
        cells, self._record = self._record.cells, None
        return chain((self._cast.cells(cells),), self._lines_of(text[end:]))

    def rest(self) -> bytes | None:
        """Gives back what was not read yet, when that is the start of a record.

        Returns:
            The bytes, which are not read here any more; None inside a record.
        """
        if self._record is not None:
            return None
        text, self._pieces = "".join(self._pieces), []
        undecoded = self._decoder.getstate()[0]
        self._decoder.reset()
        return text.encode() + undecoded

    def end(self) -> Iterator[Row]:
        """Says that the stream has ended.

        Returns:
            The last rows, if any are left.

        Raises:
            DSSDataError: the stream ended inside a row.
        """
        text = "".join(self._pieces) + self._decode(b"", final=True)
        self._pieces = []
        cells: list[Sequence[str]] = []
        if self._record is not None:
            if self._record.feed(text + "\n") > 0:
                cells, self._record = [self._record.cells], None
        elif text:
            cells = list(self._quoted(text.removesuffix("\n") + "\n"))
        if self._record is not None:
            raise DSSDataError("The rows are cut short: a quote was opened and never closed")
        if not text.endswith("\n") and cells and 0 < len(cells[-1]) < self._width:
            raise DSSDataError("The rows are cut short: the last one lacks cells")
        return map(self._cast.cells, cells)

    def _decode(self, data: bytes, *, final: bool = False) -> str:
        try:
            return self._decoder.decode(data, final)
        except UnicodeDecodeError as error:
            text = "end inside a character" if final else f"are not UTF-8: {error.reason}"
            raise DSSDataError(f"The rows {text}") from error

    def _lines_of(self, text: str) -> Iterator[Row]:
        """The rows of the lines that a piece completes."""
        cut = text.rfind("\n") + 1
        if not cut:
            self._pieces.append(text)
            return iter(())
        block = "".join([*self._pieces, text[:cut]])
        self._pieces = [text[cut:]]
        return chain.from_iterable(self._runs(block))

    def _runs(self, block: str) -> Iterator[Iterator[Row]]:
        """The rows of whole lines, a run of lines at a time."""
        at = 0
        while at < len(block):
            end, quotes = _evened(block, at, block.find("\n", at + RUN) + 1 or len(block))
            if not end:
                end = at + even_cut(block[at:], len(block) - at, '"', "\n")
                if end:
                    # What has an open quote waits, unless nothing is before it.
                    self._pieces.insert(0, block[end:])
                    block = block[:end]
                    continue
            run = block[at:end] if end else block
            at += len(run)
            columns = self._columns(run, quotes) if end else None
            if columns is not None:
                yield self._cast.columns(columns)
                continue
            yield map(self._cast.cells, self._quoted(run))
            if self._record is not None:
                # It goes on behind the run, even in what was taken to come after a record.
                text = "".join([block[at:], *self._pieces])
                at, cut = self._record.feed(text), text.rfind("\n") + 1
                self._pieces = [text[cut:]] if at > 0 else []
                if at < 0:
                    return
                cells, self._record = self._record.cells, None
                yield iter((self._cast.cells(cells),))
                block = text[:cut]

    def _columns(self, run: str, quotes: int) -> Sequence[Sequence[str]] | None:
        """Splits lines with pairs of quotes into columns; None if one is not quite as expected."""
        if self._width == 0 or (self._width == 1 and _BLANK.search(run)):
            return None  # of one cell that is empty, or of none
        try:
            if quotes * _FAR < len(run):
                return self._columns_of(*self._cells(run))
            records = list(self._records(run))
        except (_Irregular, csv.Error):
            return None
        if any(len(record) != self._width for record in records):
            return None
        return list(zip(*records, strict=True))

    def _cells(self, run: str) -> tuple[list[str], int]:
        """The cells of lines few of which have quotes, a line feed after each row; counts rows."""
        cells: list[str] = []
        rows, at, quote = 0, 0, run.find('"')
        while quote >= 0:
            start = run.rfind("\n", at, quote) + 1 or at
            rows += _add_plain(cells, run[at:start])
            at, _ = _evened(run, start, run.find("\n", quote) + 1)
            for record in self._records(run[start:at]):
                if len(record) != self._width or "\n" in record:
                    raise _Irregular
                rows += 1
                cells += record
                cells.append("\n")
            quote = run.find('"', at)
        return cells, rows + _add_plain(cells, run[at:])

    def _columns_of(self, cells: list[str], rows: int) -> Sequence[Sequence[str]] | None:
        """The columns of cells, if a line feed comes after each row and nowhere else."""
        step = self._width + 1
        if cells[self._width :: step] != ["\n"] * rows:
            return None
        return [cells[at::step] for at in range(self._width)]

    def _records(self, run: str) -> Iterator[list[str]]:
        """The records of lines with quotes, as a strict reader reads them."""
        if not self._typed or not _EMPTY_CELL.search(run):
            return csv.reader(io.StringIO(run, newline="\n"), delimiter="\t", strict=True)
        # Empty texts stand in quotes, which `csv` does not tell.
        mark = next(letter for letter in map(chr, _LAST_PLANES) if letter not in run)
        source = io.StringIO(_EMPTY_CELL.sub(mark, run), newline="\n")
        return (
            [EMPTY if cell == mark else cell.replace(mark, '"') for cell in cells]
            for cells in csv.reader(source, delimiter="\t", strict=True)
        )

    def _quoted(self, block: str) -> Iterator[Sequence[str]]:
        """Splits whole lines of which some have quotes or carriage returns."""
        lines = _Lines(block[:-1].split("\n"))
        reader = csv.reader(lines, delimiter="\t")
        while True:
            for line in lines.plain():
                yield line.split("\t") if line else ()
            start = lines.at
            if start == len(lines):
                return
            # Only what is read by hand tells an empty text in quotes.
            cells = None if self._typed else self._by_csv(reader)
            if lines.dry or cells is None:
                cells = self._by_hand(lines, start)
            if cells is None:
                return
            yield cells

    @staticmethod
    def _by_csv(reader: Iterator[list[str]]) -> list[str] | None:
        """The next record, or None when `csv` cannot read it: above its limit, or really wrong."""
        try:
            return next(reader, None)
        except csv.Error:
            return None

    def _by_hand(self, lines: _Lines, start: int) -> list[str] | None:
        """The record that starts with a line, or None when it goes on after the last line."""
        text = lines.rest(start)
        record = _Record()
        end = record.feed(text)
        if end < 0:
            self._record = record
            return None
        lines.at = start + text.count("\n", 0, end)
        lines.dry = False
        return record.cells
