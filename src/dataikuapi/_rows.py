"""Rows out of the TSV that DSS streams: decoding, splitting, casting; no I/O.

A line without a quote is split by `str.split`, one with quotes is read by the `csv` module, and a
record that goes on in the next piece of the stream, or is longer than `csv` allows, is read cell by
cell. The values are cast by a function that is compiled once for the types of the columns.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import zip_longest
from typing import Any, cast

from dataikuapi._errors import DSSDataError

Cell = str | int | float | bool | datetime | None
Row = list[Cell]
Cast = Callable[[Sequence[str]], Row]

# What DSS writes; everything else is left to dateutil, which reads other things into some texts
# that `fromisoformat` of one Python or another accepts too.
_ISO = re.compile(
    r"\d{4}-\d\d-\d\d"
    r"(?:[T ](?:[01]\d|2[0-3]):\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)?)?",
    re.ASCII,
)


def parse_time(text: str) -> datetime | None:
    """Reads a date, with or without time and zone.

    Args:
        text: the cell.

    Returns:
        The time, or None when the cell is empty or is no date.
    """
    if _ISO.fullmatch(text):
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            pass
    return _parse_odd_time(text) if text else None


def _parse_odd_time(text: str) -> datetime | None:
    from dateutil import parser

    try:
        return parser.parse(text)
    except Exception:  # dateutil raises whatever its guesses ran into
        return None


def parse_bool(text: str | None) -> bool:
    """Reads a boolean: what does not say `true` is false, nothing at all too."""
    return text is not None and text.lower() == "true"


def _parse_int(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        return None


def _parse_float(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


_TRUE = '{0} == "true" or ({0} != "false" and {0}.lower() == "true")'
# The expression that casts a cell which is there and right, and the function for any cell.
_Caster = tuple[str, Callable[[str], Cell]]
_TEXT: _Caster = ("{0}", str)
_INT: _Caster = ("int({0}) if {0} else None", _parse_int)
_FLOAT: _Caster = ("float({0}) if {0} else None", _parse_float)
_TIME: _Caster = ("parse_time({0}) if {0} else None", parse_time)
_CASTERS: Mapping[str, _Caster] = {
    "tinyint": _INT,
    "smallint": _INT,
    "int": _INT,
    "bigint": _INT,
    "float": _FLOAT,
    "double": _FLOAT,
    "boolean": (_TRUE, parse_bool),
    "date": _TIME,
    "dateonly": _TIME,
    "datetimenotz": _TIME,
}


def _cast_one(caster: _Caster | None, text: str | None) -> Cell:
    """Casts a cell of a row that is too short, too long or holds a value of a wrong form."""
    if caster is None:
        return None
    if text is None:
        return False if caster[1] is parse_bool else None
    return caster[1](text)


@lru_cache(maxsize=256)
def row_caster(types: tuple[str, ...]) -> Cast:
    """Makes the function that casts the cells of a row.

    A short row is filled with None, what is beyond the last column becomes None, and so does a
    number or a date that cannot be read. A boolean that is not there is False.

    Args:
        types: types of the columns as DSS names them; unknown ones are read as text.

    Returns:
        A function from the texts of the cells to their values.
    """
    casters = [_CASTERS.get(kind, _TEXT) for kind in types]

    def cast_slowly(cells: Sequence[str]) -> Row:
        return [_cast_one(caster, text) for caster, text in zip_longest(casters, cells)]

    # Only numbers of columns and the expressions above get into the source.
    names = [f"c{number}" for number in range(len(casters))]
    values = ", ".join(
        expression.format(name) for name, (expression, _) in zip(names, casters, strict=True)
    )
    source = (
        "def cast_row(cells):\n"
        "    try:\n"
        f"        [{', '.join(names)}] = cells\n"
        f"        return [{values}]\n"
        "    except ValueError:\n"
        "        return cast_slowly(cells)\n"
    )
    scope: dict[str, Any] = {"parse_time": parse_time, "cast_slowly": cast_slowly}
    exec(source, scope)  # noqa: S102 (nothing of the caller is in it)
    return cast("Cast", scope["cast_row"])


def json_row_caster(types: tuple[str, ...]) -> Callable[[Sequence[Any]], Row]:
    """Makes the function that casts the cells of a row which came as JSON.

    Args:
        types: types of the columns as DSS names them; unknown ones are read as text.

    Returns:
        A function from the cells, texts or null, to their values; null stays None, and becomes
        False as a boolean.
    """
    cast_row = row_caster(types)

    def cast_cells(cells: Sequence[Any]) -> Row:
        row = cast_row(["" if cell is None else str(cell) for cell in cells])
        for at, cell in enumerate(cells):
            if cell is None and row[at] == "":
                row[at] = None
        return row

    return cast_cells


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
        if text[at] == '"':
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
        self.cells.append("".join(self._parts))
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


class RowReader:
    """Turns the bytes of a stream of TSV into rows, as they come.

    Args:
        columns: columns of the schema, each with its `type`.
    """

    def __init__(self, columns: Sequence[Mapping[str, Any]]) -> None:
        self._width = len(columns)
        self._cast = row_caster(tuple(str(column.get("type")) for column in columns))
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        # The line that is not complete yet, or the record that its quotes keep open.
        self._pieces: list[str] = []
        self._record: _Record | None = None

    def feed(self, data: bytes) -> list[Row]:
        """Takes a piece of the stream.

        Args:
            data: the bytes; cut anywhere, even inside a character.

        Returns:
            The rows that it completes.

        Raises:
            DSSDataError: the bytes are no rows.
        """
        text = self._decode(data)
        rows: list[Row] = []
        if self._record is not None:
            end = self._record.feed(text)
            if end < 0:
                return rows
            rows.append(self._cast(self._record.cells))
            self._record = None
            text = text[end:]
        cut = text.rfind("\n") + 1
        if not cut:
            self._pieces.append(text)
            return rows
        block = "".join([*self._pieces, text[:cut]])
        self._pieces = [text[cut:]]
        rows += self._rows(block)
        return rows

    def end(self) -> list[Row]:
        """Says that the stream has ended.

        Returns:
            The last row, if no line feed ended it.

        Raises:
            DSSDataError: the stream ended inside a row.
        """
        text = "".join(self._pieces) + self._decode(b"", final=True)
        self._pieces = []
        if self._record is None and not text:
            return []
        last = self._record
        cells = list(self._quoted(text + "\n")) if last is None else []
        if last is not None and last.feed(text + "\n") > 0:
            cells, self._record = [last.cells], None
        if self._record is not None:
            raise DSSDataError("The rows are cut short: a quote was opened and never closed")
        if any(0 < len(each) < self._width for each in cells):
            raise DSSDataError("The rows are cut short: the last one lacks cells")
        return [self._cast(each) for each in cells]

    def _decode(self, data: bytes, *, final: bool = False) -> str:
        try:
            return self._decoder.decode(data, final)
        except UnicodeDecodeError as error:
            text = "end inside a character" if final else f"are not UTF-8: {error.reason}"
            raise DSSDataError(f"The rows {text}") from error

    def _rows(self, block: str) -> list[Row]:
        """Casts the rows of whole lines; a record that goes on after them is kept open."""
        cast_row = self._cast
        if '"' not in block:
            # Both ends of lines are read; only without quotes it is sure that no cell has one.
            block = block.replace("\r\n", "\n")
            if "\r" not in block:
                lines = block[:-1].split("\n")
                return [cast_row(line.split("\t") if line else ()) for line in lines]
        return [cast_row(cells) for cells in self._quoted(block)]

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
            cells = self._by_csv(reader)
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
            record.feed("".join(self._pieces))
            self._pieces = []
            self._record = record
            return None
        lines.at = start + text.count("\n", 0, end)
        lines.dry = False
        return record.cells
