"""Arrow batches out of the TSV that DSS streams; no I/O. Needs the extra `arrow`.

pyarrow reads blocks that end where a record ends. Those that it refuses, or would read otherwise
than `iter_rows()` does, go through the parser of the rows.
"""

# What pyarrow declares is not enough for strict checks.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownParameterType=false

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, cast

from dataikuapi._casting import Cell, Row
from dataikuapi._rows import RowReader, even_cut

if TYPE_CHECKING:
    import pyarrow as pa

# Blocks grow to this many bytes, so that the first batch comes soon and the others cost little.
FIRST_BLOCK: Final = 64 * 1024
BLOCK: Final = 1024 * 1024
# Above this a block that seems to be one record is read by the parser that keeps its place.
LONGEST: Final = 8 * 1024 * 1024
ROWS: Final = 10_000

_BOM: Final = b"\xef\xbb\xbf"
_HEX_CELL = re.compile(rb'(?:^|[\t\n])"?[ \t]*-?0[xX]')
# A pattern costs half of counting both kinds of ends.
_LONE_RETURN = re.compile(rb"\r(?!\n)")
_FEW: Final = 100
_FIRST_TIME: Final = datetime(1, 1, 1)  # noqa: DTZ001 (zones are those of the column)
_LAST_TIME: Final = datetime(9999, 12, 31, 23, 59, 59, 999999)  # noqa: DTZ001


def arrow_schema(columns: Sequence[Mapping[str, Any]]) -> pa.Schema:
    """The schema of the batches.

    Args:
        columns: columns as DSS gives them, each with `name` and `type`.

    Returns:
        Fields of `int8` to `int64`, `float32`, `float64`, `bool`, `timestamp[us, UTC]` for dates,
        `timestamp[us]` for times without zone, `date32` for days, and `string` for all else.
    """
    import pyarrow as pa

    types = {
        "tinyint": pa.int8(),
        "smallint": pa.int16(),
        "int": pa.int32(),
        "bigint": pa.int64(),
        "float": pa.float32(),
        "double": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.timestamp("us", "UTC"),
        "dateonly": pa.date32(),
        "datetimenotz": pa.timestamp("us"),
    }
    fields = [
        pa.field(str(column.get("name")), types.get(str(column.get("type")), pa.string()))
        for column in columns
    ]
    return pa.schema(fields)


class BatchReader:
    """Turns the bytes of a stream of TSV into record batches, as they come.

    Args:
        columns: columns of the schema, each with its `name` and `type`.

    Attributes:
        schema: schema of the batches.
    """

    def __init__(self, columns: Sequence[Mapping[str, Any]]) -> None:
        self.schema = arrow_schema(columns)
        self._columns = columns
        self._parser = _Parser(self.schema)
        self._pieces: list[bytes] = []
        self._size = 0
        self._wanted = FIRST_BLOCK
        # Reads on where pyarrow gave up, until it is between two records.
        self._rows: RowReader | None = None

    def feed(self, data: bytes) -> Iterator[pa.RecordBatch]:
        """Takes a piece of the stream.

        Args:
            data: the bytes; cut anywhere, even inside a character.

        Yields:
            The batches that it completes; to be walked over before the next piece is given.

        Raises:
            DSSDataError: the bytes are no rows.
        """
        if self._rows is not None:
            yield from self._by_rows(data)
            return
        self._keep(data)
        if self._size < self._wanted:
            return
        text = self._take()
        cut = even_cut(text, b'"', b"\n")
        if cut:
            self._wanted = min(2 * self._wanted, BLOCK)
            yield from self._parsed(text, cut)
        elif len(text) < LONGEST:
            self._wanted = 2 * len(text)
            self._keep(text)
        else:
            yield from self._by_rows(text)

    def end(self) -> Iterator[pa.RecordBatch]:
        """Says that the stream has ended.

        Yields:
            The last batches.

        Raises:
            DSSDataError: the stream ended inside a row.
        """
        text = self._take()
        cut = 0 if self._rows is not None else even_cut(text, b'"', b"\n")
        if cut:
            yield from self._parsed(text, cut)
            text = self._take()
        reader = self._rows or RowReader(self._columns, typed=True)
        yield from self._batches_of(reader.feed(text))
        yield from self._batches_of(reader.end())

    def _keep(self, data: bytes) -> None:
        self._pieces.append(data)
        self._size += len(data)

    def _take(self) -> bytes:
        text = b"".join(self._pieces)
        self._pieces, self._size = [], 0
        return text

    def _parsed(self, text: bytes, cut: int) -> Iterator[pa.RecordBatch]:
        """The batch of whole records, and what follows them kept."""
        batch = self._parser.parse(text, cut)
        if batch is None:
            yield from self._by_rows(text[:cut])
        elif batch.num_rows:
            yield batch
        if self._rows is None:
            self._keep(text[cut:])
        else:
            yield from self._by_rows(text[cut:])

    def _by_rows(self, data: bytes) -> Iterator[pa.RecordBatch]:
        """The batches that the parser of rows makes, until a record has ended."""
        reader = self._rows = self._rows or RowReader(self._columns, typed=True)
        yield from self._batches_of(reader.feed(data))
        rest = reader.rest()
        if rest is not None:
            self._rows = None
            self._keep(rest)

    def _batches_of(self, rows: Iterator[Row]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        while some := list(islice(rows, ROWS)):
            columns = zip(self.schema, zip(*some, strict=True), strict=True)
            arrays = [_array(field, cells) for field, cells in columns]
            if arrays:
                yield pa.RecordBatch.from_arrays(arrays, schema=self.schema)


def _array(field: pa.Field, cells: Sequence[Cell]) -> pa.Array:
    import pyarrow as pa

    try:
        return pa.array(cells, field.type)
    except (pa.ArrowInvalid, OverflowError):
        return pa.array([_fitting(field, cell) for cell in cells], field.type)


def _fitting(field: pa.Field, cell: Cell) -> Cell:
    """A value, or None with a warning when the type of the column cannot hold it."""
    import pyarrow as pa

    try:
        pa.scalar(cell, field.type)
    except (pa.ArrowInvalid, OverflowError):
        warnings.warn(
            f"column {field.name!r} of type {field.type} cannot hold {cell}, which is left out; "
            "iter_rows() and iter_dicts() give it",
            stacklevel=2,
        )
        return None
    return cell


def _may_have_hex(text: bytes, end: int) -> bool:
    """Whether an x follows a 0; looking for the rare letter is quicker than for both."""
    for letter in (b"x", b"X"):
        at = text.find(letter, 0, end)
        for _ in range(_FEW):
            if at < 0:
                break
            if text[at - 1] == 0x30:
                return True
            at = text.find(letter, at + 1, end)
        else:
            if text.find(b"0" + letter, 0, end) >= 0:
                return True
    return False


class _Parser:
    """pyarrow's parser of CSV, with all its options, for blocks that end where a record ends."""

    def __init__(self, schema: pa.Schema) -> None:
        import pyarrow as pa
        from pyarrow import csv

        self._schema = schema
        # Names may occur twice in a schema, numbers do not.
        self._names = [str(number) for number in range(len(schema))]
        types = schema.types
        self._integers = [at for at, kind in enumerate(types) if pa.types.is_integer(kind)]
        self._floats = [at for at, kind in enumerate(types) if pa.types.is_floating(kind)]
        self._times = [at for at, kind in enumerate(types) if pa.types.is_temporal(kind)]
        self._values = csv.ConvertOptions(
            column_types=dict(zip(self._names, types, strict=True)),
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
            true_values=["true", "TRUE", "True"],
            false_values=["false", "FALSE", "False"],
        )
        self._texts = csv.ConvertOptions(
            column_types=dict.fromkeys(self._names, pa.string()),
            include_columns=[self._names[at] for at in self._integers],
        )

    def parse(self, text: bytes, end: int) -> pa.RecordBatch | None:
        """Reads whole records.

        Args:
            text: their bytes, and perhaps more.
            end: where the last record ends, behind its line feed.

        Returns:
            The batch, or None when it might not be what the rows are.
        """
        import pyarrow as pa

        if not self._names or self._is_odd(text, end):
            return None
        quotes = text.find(b'"', 0, end) >= 0
        # If a quote is still open, then the blank line is in its cell, else it is a row of nulls.
        block: Any = text[:end] + b"\n" if quotes else memoryview(text)[:end]
        try:
            if self._has_hex(text, end, block, quotes=quotes):
                return None
            columns = [
                column.combine_chunks()
                for column in self._read(block, self._values, quotes=quotes).columns
            ]
        except pa.ArrowInvalid:
            return None
        if quotes:
            if any(column[-1].is_valid for column in columns):
                return None
            columns = [column.slice(0, len(column) - 1) for column in columns]
        if self._has_odd_values(columns, text):
            return None
        return pa.RecordBatch.from_arrays(columns, schema=self._schema)

    def _read(self, block: Any, values: Any, *, quotes: bool) -> pa.Table:
        import pyarrow as pa
        from pyarrow import csv

        return csv.read_csv(
            pa.BufferReader(block),
            read_options=csv.ReadOptions(
                use_threads=False, block_size=len(block) + 1, column_names=self._names
            ),
            parse_options=csv.ParseOptions(
                delimiter="\t", newlines_in_values=quotes, ignore_empty_lines=False
            ),
            convert_options=values,
        )

    @staticmethod
    def _is_odd(text: bytes, end: int) -> bool:
        """Whether pyarrow would drop a byte order mark or split at a carriage return."""
        if text.startswith(_BOM):
            return True
        return _LONE_RETURN.search(text, 0, end) is not None

    def _has_hex(self, text: bytes, end: int, block: Any, *, quotes: bool) -> bool:
        """Whether a whole number is written as 0x10, which pyarrow reads and Python does not."""
        from pyarrow import compute

        if not self._integers or not _may_have_hex(text, end) or not _HEX_CELL.search(block):
            return False
        functions = cast("Any", compute)
        return any(
            functions.any(functions.match_substring(column, "x", ignore_case=True)).as_py()
            for column in self._read(block, self._texts, quotes=quotes).columns
        )

    def _has_odd_values(self, columns: Sequence[Any], text: bytes) -> bool:
        """Whether there are years that Python has not, or `nan(1)`, which it does not read."""
        from pyarrow import compute

        functions = cast("Any", compute)
        for at in self._times:
            ends = functions.min_max(columns[at])
            if ends["min"].is_valid and not self._is_in_years(at, ends["min"], ends["max"]):
                return True
        return b"(" in text and any(
            functions.any(functions.is_nan(columns[at])).as_py() for at in self._floats
        )

    def _is_in_years(self, at: int, first: Any, last: Any) -> bool:
        import pyarrow as pa

        kind = self._schema.types[at]
        if pa.types.is_date(kind):
            bounds: tuple[Any, Any] = (date.min, date.max)
            low, high = (pa.scalar(bound, kind).value for bound in bounds)
        else:
            plain = pa.timestamp("us")
            low, high = (pa.scalar(bound, plain).value for bound in (_FIRST_TIME, _LAST_TIME))
        return low <= first.value and last.value <= high
