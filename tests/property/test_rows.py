"""Rows of any text, cut anywhere, are the rows that `csv` and dateutil make of them."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta, timezone
from itertools import pairwise, zip_longest
from unittest import mock

import pytest
from dateutil import parser
from hypothesis import example, given
from hypothesis import strategies as st

from dataikuapi import _rows
from dataikuapi._casting import parse_time
from dataikuapi._errors import DSSDataError
from dataikuapi._rows import RowReader

TYPES = [
    "tinyint",
    "bigint",
    "double",
    "boolean",
    "date",
    "dateonly",
    "datetimenotz",
    "string",
    "?",
]
INTS = {"tinyint", "bigint"}
TIMES = {"date", "dateonly", "datetimenotz"}

schemas = st.lists(st.sampled_from(TYPES), max_size=5)
cuts = st.lists(st.integers(0, 400), max_size=12)
# The letters that mean something to the format, or are more than one byte, often.
texts = st.text(st.sampled_from('\t\t\n\n\r""ab1.-Zé€😀\x00 '), max_size=60)
values = st.one_of(
    texts,
    st.integers().map(str),
    st.floats().map(str),
    st.sampled_from(["", "true", "FALSE", "True", "NA", "1_0", " 7 ", "2021-13-05", "nan"]),
    st.datetimes().map(lambda moment: moment.isoformat(timespec="milliseconds") + "Z"),
)
tables = st.lists(st.lists(values, min_size=1, max_size=6), max_size=8)
# Characters that are cast at a time: a line, a few lines, all of them.
runs = st.sampled_from([1, 30, _rows.RUN])
# Cells of the form that DSS writes, so that whole columns are as expected, but for a few.
usual = st.sampled_from(
    [*{
        "tinyint": ["1", "-5", "22", "300"],
        "double": ["1.5", "-2e3", "NaN"],
        "boolean": ["true", "false", "true", "TRUE"],
        "date": ["2021-01-05T10:20:30.123Z", "1999-12-31T23:59:59.000Z"],
        "dateonly": ["2021-01-05", "0001-01-01"],
        "datetimenotz": ["2021-01-05T10:20:30.123", "1999-12-31T23:59:59.000"],
        "string": ["abc", "é€", "x y"],
    }.items()]
)  # fmt: skip
odd = st.sampled_from(
    ["", '""', "x", '"a\tb"', '"x\ny"', '"\n"', 'a"b', "2021-01-05T24:00:00.000Z",
     "2021-01-05T10:20:30.12Z", "2021-01-05T10:20:30.1234Z", "2021-01-05T10:20:30.+00",
     "2021-01-05T10:20:30.+05", "2021-01-05T10:20:30.12", "2021-01-05T10:20:30.1234",
     "2021-02-30", "2021-W01-1"]
)  # fmt: skip


@st.composite
def regular(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Lines that have, but for a few, a cell for each column; and the types of these."""
    columns = draw(st.lists(usual, min_size=1, max_size=4))
    cells = [st.one_of(*[st.sampled_from(good)] * 9, odd) for _, good in columns]
    rows = draw(st.lists(st.tuples(*cells), max_size=12))
    lines = ["\t".join(row) for row in rows]
    if draw(st.booleans()):
        lines.insert(draw(st.integers(0, len(lines))), draw(st.sampled_from(["", "1", "1\t2"])))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    return "".join(line + end for line in lines), [kind for kind, _ in columns]


def expected_cell(kind: str | None, text: str | None) -> object:
    """What the contract says about one cell."""
    if kind is None:
        return None
    if kind == "boolean":
        return text is not None and text.lower() == "true"
    if text is None:
        return None
    try:
        if kind in INTS:
            return int(text)
        if kind == "double":
            return float(text)
        if kind in TIMES:
            return parser.parse(text) if text else None
    except Exception:
        return None
    return text


def expected_rows(text: str, types: list[str]) -> list[list[object]] | None:
    """What `csv` reads, or None where it cannot read or a quote stays open."""
    lines = [line + "\n" for line in text.removesuffix("\n").split("\n")] if text else []
    try:
        records = list(csv.reader([*lines, "end\n"], delimiter="\t"))
    except csv.Error:
        return None
    if records.pop() != ["end"]:
        return None
    if not text.endswith("\n") and records and 0 < len(records[-1]) < len(types):
        return None
    return [
        [expected_cell(kind, cell) for kind, cell in zip_longest(types, record)]
        for record in records
    ]


def read(data: bytes, types: list[str], places: list[int], run: int) -> list[list[object]]:
    """All rows of a stream that is cut at these places, cast so many characters at a time."""
    reader = RowReader([{"name": "x", "type": kind} for kind in types])
    ends = sorted({0, len(data), *(place for place in places if place < len(data))})
    rows: list[list[object]] = []
    # Every other text as if its quotes were far from each other.
    with mock.patch.multiple(_rows, RUN=run, _FAR=100 * (len(data) % 2)):
        for start, end in pairwise(ends):
            rows += reader.feed(data[start:end])
        rows += reader.end()
    return rows


def comparable(rows: list[list[object]]) -> list[list[str]]:
    """Rows whose values compare by type and content."""
    return [
        [cell.isoformat() if isinstance(cell, datetime) else repr(cell) for cell in row]
        for row in rows
    ]


def check(text: str, types: list[str], places: list[int], run: int) -> None:
    expected = expected_rows(text, types)
    if expected is None:
        with pytest.raises(DSSDataError):
            read(text.encode(), types, places, run)
    else:
        assert comparable(read(text.encode(), types, places, run)) == comparable(expected)


@given(texts, schemas, cuts, runs)
@example('"', ["string"], [], 1)
@example('a\tb"c\n"x""\ty"z\t1', ["string", "string"], [3, 9], 1)
@example("\r\n\n\r\r\na\r\n", ["string"], [1, 2, 3], 1)
@example('"a\n', ["string"], [1], 1)
@example('"a"', ["string"], [3], 1)
@example('"a"\r', ["string"], [3], 1)
@example('a"b\n"x\ny"\n', ["string"], [], 100)
@example("1\n\n", ["bigint", "string", "string"], [], 100)
@example('a\nx\t"\n"\ty\nb\n', ["string", "string", "string"], [], 100)
def test_any_text_reads_as_csv_reads_it(
    text: str, types: list[str], places: list[int], run: int
) -> None:
    check(text, types, places, run)


@given(regular(), cuts, runs)
def test_columns_read_as_their_cells(
    table: tuple[str, list[str]], places: list[int], run: int
) -> None:
    check(*table, places, run)


@given(st.text('"ab', max_size=200), st.integers(0, 200), st.integers(0, 200))
def test_quotes_are_counted(text: str, at: int, end: int) -> None:
    assert _rows._quotes(text, at, end) == text.count('"', at, end)


def written(cell: str) -> str:
    """A cell as DSS writes it; quoted when it is empty, which would else be a blank line alone."""
    if cell and not any(letter in '\t"\r\n' for letter in cell):
        return cell
    return '"' + cell.replace('"', '""') + '"'


@given(tables, schemas, cuts, runs, st.sampled_from(["\n", "\r\n"]))
def test_written_tables_come_back(
    table: list[list[str]], types: list[str], places: list[int], run: int, end: str
) -> None:
    text = "".join("\t".join(map(written, record)) + end for record in table)
    rows = read(text.encode(), types, places, run)
    expected = [
        [expected_cell(kind, cell) for kind, cell in zip_longest(types, record)] for record in table
    ]
    assert comparable(rows) == comparable(expected)


offsets = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(
    st.datetimes(timezones=st.none() | offsets),
    st.sampled_from(["T", " "]),
    st.sampled_from(["seconds", "milliseconds", "microseconds"]),
)
def test_iso_times_are_those_of_dateutil(moment: datetime, between: str, spec: str) -> None:
    text = moment.isoformat(between, spec)
    assert parse_time(text) == parser.parse(text)
    assert parse_time(text[:10]) == parser.parse(text[:10])


@given(st.text("0123456789-:. TZ+W", max_size=24))
@example("2021-13-05")
@example("2021-01-05T24:00:00")
@example("2021-W01-1")
@example("20210105T1020")
@example("2021-01-05x10:20")
@example("2021-01-05T10:20:30.1234567")
@example("2021-01-05T10:20:30,5")
@example("0000-01-01")
@example("2021-02-30")
def test_odd_times_are_those_of_dateutil(text: str) -> None:
    found, expected = parse_time(text), expected_cell("date", text)
    if isinstance(expected, datetime):
        assert found is not None
        assert found.replace(tzinfo=None) == expected.replace(tzinfo=None)
        assert offset(found) == offset(expected)
    else:
        assert found is None


def offset(moment: datetime) -> object:
    """The distance to UTC; dateutil makes zones of more than a day, which Python refuses."""
    try:
        return moment.utcoffset()
    except ValueError as error:
        return str(error)
