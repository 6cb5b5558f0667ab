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

from dataikuapi._block import Block
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
_FIRST_TIME: Final = datetime(1, 1, 1)  # noqa: DTZ001 (zones are those of the column)
_LAST_TIME: Final = datetime(9999, 12, 31, 23, 59, 59, 999999)  # noqa: DTZ001 (likewise)


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
        self._block = Block()
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
        block = self._block
        block.add(data)
        if block.size < self._wanted:
            return
        cut = even_cut(block, block.size, b'"', b"\n")
        if cut:
            self._wanted = min(4 * self._wanted, BLOCK)
            yield from self._parsed(cut)
        elif block.size < LONGEST:
            self._wanted = 2 * block.size
        else:
            yield from self._by_rows(block.take())

    def end(self) -> Iterator[pa.RecordBatch]:
        """Says that the stream has ended.

        Yields:
            The last batches.

        Raises:
            DSSDataError: the stream ended inside a row.
        """
        block = self._block
        cut = 0 if self._rows is not None else even_cut(block, block.size, b'"', b"\n")
        if cut:
            yield from self._parsed(cut)
        reader = self._rows or RowReader(self._columns, typed=True)
        yield from self._batches_of(reader.feed(block.take()))
        yield from self._batches_of(reader.end())

    def _parsed(self, cut: int) -> Iterator[pa.RecordBatch]:
        """The batch of whole records, which what follows them is kept behind."""
        block = self._block
        batch = self._parser.parse(block, cut)
        rest = block.take(cut)
        if batch is None:
            yield from self._by_rows(block.head(cut))
        elif batch.num_rows:
            yield batch
        if self._rows is None:
            block.add(rest)
        else:
            yield from self._by_rows(rest)

    def _by_rows(self, data: bytes) -> Iterator[pa.RecordBatch]:
        """The batches that the parser of rows makes, until a record has ended."""
        reader = self._rows = self._rows or RowReader(self._columns, typed=True)
        yield from self._batches_of(reader.feed(data))
        rest = reader.rest()
        if rest is not None:
            self._rows = None
            self._block.add(rest)

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

    def parse(self, block: Block, end: int) -> pa.RecordBatch | None:
        """Reads whole records.

        Args:
            block: where they are.
            end: where the last record ends, behind its line feed.

        Returns:
            The batch, or None when it might not be what the rows are.
        """
        # pyarrow would drop a byte order mark, and split at a carriage return.
        if not self._names or block.text.startswith(_BOM) or block.has_lone_return(end):
            return None
        if not block.has(b'"', end):
            return self._batch(block, end)
        # If a quote is still open, then the blank line is in its cell, else it is a row of nulls.
        text = block.text
        kept, text[end] = text[end], 0x0A
        try:
            return self._batch(block, end, quotes=True)
        finally:
            text[end] = kept

    def _batch(self, block: Block, end: int, *, quotes: bool = False) -> pa.RecordBatch | None:
        import pyarrow as pa

        records = memoryview(block.text)[: end + quotes]
        try:
            if self._has_hex(block, end, quotes=quotes):
                return None
            table = self._read(records, self._values, quotes=quotes)
        except pa.ArrowInvalid:
            return None
        # Of one block there is one chunk, which would be copied to be combined.
        columns = [
            column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
            for column in table.columns
        ]
        if quotes:
            if any(column[-1].is_valid for column in columns):
                return None
            columns = [column.slice(0, len(column) - 1) for column in columns]
        if self._has_odd_years(columns) or self._has_odd_floats(columns, block, end):
            return None
        return pa.RecordBatch.from_arrays(columns, schema=self._schema)

    def _read(self, records: memoryview, values: Any, *, quotes: bool) -> pa.Table:
        import pyarrow as pa
        from pyarrow import csv

        return csv.read_csv(
            pa.BufferReader(records),
            read_options=csv.ReadOptions(
                use_threads=False, block_size=len(records) + 1, column_names=self._names
            ),
            parse_options=csv.ParseOptions(
                delimiter="\t", newlines_in_values=quotes, ignore_empty_lines=False
            ),
            convert_options=values,
        )

    def _has_hex(self, block: Block, end: int, *, quotes: bool) -> bool:
        """Whether a whole number is written as 0x10, which pyarrow reads and Python does not."""
        from pyarrow import compute

        if not self._integers or not (block.has_pair(b"0x", end) or block.has_pair(b"0X", end)):
            return False
        records = memoryview(block.text)[:end]
        if not _HEX_CELL.search(records):
            return False
        functions = cast("Any", compute)
        return any(
            functions.any(functions.match_substring(column, "x", ignore_case=True)).as_py()
            for column in self._read(records, self._texts, quotes=quotes).columns
        )

    def _has_odd_years(self, columns: Sequence[Any]) -> bool:
        """Whether there are years that Python has not."""
        from pyarrow import compute

        for at in self._times:
            ends = cast("Any", compute).min_max(columns[at])
            if ends["min"].is_valid and not self._is_in_years(at, ends["min"], ends["max"]):
                return True
        return False

    def _has_odd_floats(self, columns: Sequence[Any], block: Block, end: int) -> bool:
        """Whether there is a `nan(1)`, which Python does not read."""
        from pyarrow import compute

        functions = cast("Any", compute)
        return block.has(b"(", end) and any(
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
