"""Batches of any text, cut anywhere, hold what the typed rows hold."""

from __future__ import annotations

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import pyarrow as pa
from hypothesis import example, given
from hypothesis import strategies as st

from dataikuapi import _arrow, _block
from dataikuapi._arrow import BatchReader
from dataikuapi._errors import DSSDataError
from dataikuapi._rows import RowReader

BOUNDS = {"tinyint": 8, "smallint": 16, "int": 32, "bigint": 64}
TYPES = [*BOUNDS, "float", "double", "boolean", "date", "dateonly", "datetimenotz", "string", "?"]

schemas = st.lists(st.sampled_from(TYPES), min_size=1, max_size=4)
cuts = st.lists(st.integers(0, 300), max_size=8)
odd = st.sampled_from(
    [
        "", '""', "0x10", "-0X1f", "1.0", "+7", " 7 ", "1_0", "007", "300", "9" * 20, "nan(1)",
        "nan", "1e400", "-inf", "TRUE", "tRue", "1", " true", '"true"', '"7"', "NA", "null", "N/A",
        "0000-01-01", "0000-01-01T00:00:00Z", "2021-01-02", "2021-01-02T03:04:05.678Z",
        "2021-01-02 03:04+0200", "2021-01-02T03Z", "2021-01-02T24:00:00Z", "20210102", "x\rx",
        "9999-12-31T23:59:59-05:00", "2021-01-02T03:04:05.1234567Z", "Jan 5 2021", " 2021-01-02",
        '"a\nb"', '"a""b"', '"a\tb"', 'a"b', '"a"b', '"a\n""\nb"', '"\t""\tx"', '"', "\ufeffx",
        "é😀", "2021-01-02T03:04:05", "2021-01-02T03:04:05.678", "\x00", '"\r\n"', "x0xx", "(",
        "1" * 40,
    ]
)  # fmt: skip
cells = st.one_of(odd, st.text(st.sampled_from('\t\n\r""ab1.-Zé\x00 '), max_size=8))
tables = st.lists(st.lists(cells, min_size=1, max_size=5), max_size=8)


def pieces(data: bytes, places: list[int]) -> list[bytes]:
    ends = sorted({0, len(data), *(place for place in places if place < len(data))})
    return [data[start:end] for start, end in pairwise(ends)]


def rows_of(data: bytes, columns: list[dict[str, str]], places: list[int]) -> list[list[Any]]:
    reader = RowReader(columns, typed=True)
    rows = [row for piece in pieces(data, places) for row in reader.feed(piece)]
    return [*rows, *reader.end()]


def batches_of(data: bytes, columns: list[dict[str, str]], places: list[int]) -> list[list[Any]]:
    reader = BatchReader(columns)
    batches = [batch for piece in pieces(data, places) for batch in reader.feed(piece)]
    table = pa.Table.from_batches([*batches, *reader.end()], reader.schema)
    assert table.schema == reader.schema
    return [
        list(row) for row in zip(*(column.to_pylist() for column in table.columns), strict=True)
    ]


def held(kind: str, value: Any) -> Any:
    """A value as a column of its type holds it."""
    if kind in BOUNDS and value is not None:
        last = 2 ** (BOUNDS[kind] - 1)
        return value if -last <= value < last else None
    if kind == "float" and value is not None:
        try:
            return struct.unpack("f", struct.pack("f", value))[0]
        except OverflowError:
            return float("inf") if value > 0 else float("-inf")
    return value


@contextmanager
def sizes(block: int, little: int) -> Iterator[None]:
    """Blocks of `block` bytes, those from `little` bytes on looked at with numpy."""
    before = _arrow.FIRST_BLOCK, _block.LITTLE
    _arrow.FIRST_BLOCK, _block.LITTLE = block, little
    try:
        yield
    finally:
        _arrow.FIRST_BLOCK, _block.LITTLE = before


@given(tables, schemas, cuts, st.sampled_from(["\n", "\r\n"]), st.integers(1, 200), st.booleans())
@example([["1"], ['"x'], ["2"]], ["int"], [], "\n", 1, True)
@example([['a"b'], ['"x\ny"']], ["string"], [], "\n", 1, True)
@example([["1", "2"], [""], ["3", "4"]], ["int", "string"], [], "\n", 1, True)
@example([['""'], [""], ["x"]], ["string"], [], "\n", 1, True)
@example([["\ufeff1"], ["2"]], ["int"], [], "\n", 1, True)
def test_batches_hold_the_typed_rows(
    table: list[list[str]], types: list[str], places: list[int], end: str, block: int, whole: bool
) -> None:
    columns = [{"name": "x", "type": kind} for kind in types]
    text = "".join("\t".join(record) + end for record in table)
    data = (text if whole else text.removesuffix(end)).encode()
    found: Any
    expected: Any
    try:
        expected = [[held(*pair) for pair in zip(types, row, strict=True)]
                    for row in rows_of(data, columns, places)]  # fmt: skip
    except DSSDataError as error:
        expected = str(error)
    try:
        with warnings.catch_warnings(), sizes(block, 2 if block % 2 else 16_384):
            warnings.simplefilter("ignore")
            found = batches_of(data, columns, places)
    except DSSDataError as error:
        found = str(error)
    assert repr(found).replace("zoneinfo.ZoneInfo(key='UTC')", "datetime.timezone.utc") == repr(
        expected
    )
