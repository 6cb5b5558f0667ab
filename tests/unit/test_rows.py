"""Values, pieces and broken ends of streamed rows."""

from __future__ import annotations

import csv
import tracemalloc
from datetime import UTC, datetime
from typing import Any

import pytest

from dataikuapi._casting import row_caster
from dataikuapi._errors import DSSDataError
from dataikuapi._rows import RowReader

COLUMNS = [
    {"name": "id", "type": "bigint"},
    {"name": "name", "type": "string"},
    {"name": "score", "type": "double"},
    {"name": "at", "type": "date"},
    {"name": "ok", "type": "boolean"},
]


def read(text: str, *types: str, size: int = 7) -> list[list[Any]]:
    reader = RowReader([{"name": "x", "type": each} for each in types])
    data = text.encode()
    rows: list[list[Any]] = []
    for start in range(0, len(data), size):
        rows += reader.feed(data[start : start + size])
    return [*rows, *reader.end()]


def test_values_have_the_types_of_the_columns() -> None:
    reader = RowReader(COLUMNS)
    rows = list(reader.feed("7\tÉva\t-3e2\t2021-01-02T03:04:05.678Z\tTRUE\n".encode()))
    assert rows == [[7, "Éva", -300.0, datetime(2021, 1, 2, 3, 4, 5, 678000, UTC), True]]
    assert list(reader.end()) == []


def test_days_and_times_without_zone_are_naive() -> None:
    rows = read("2026-01-05\t2026-01-05T10:20:30.000\n", "dateonly", "datetimenotz")
    assert rows == [
        [datetime.fromisoformat("2026-01-05"), datetime.fromisoformat("2026-01-05T10:20:30")]
    ]


def test_empty_cells_are_none_but_for_booleans_and_texts() -> None:
    assert read("\t\t\t\t\n", *(each["type"] for each in COLUMNS)) == [
        [None, "", None, None, False]
    ]


def test_wrong_values_are_none_and_the_rest_of_the_row_stays() -> None:
    rows = read("x\tx\tx\t2021-13-45\tx\n", *(each["type"] for each in COLUMNS))
    assert rows == [[None, "x", None, None, False]]


def test_short_rows_are_filled_and_long_ones_keep_their_length() -> None:
    assert read("1\n1\ta\ttrue\tmore\n", "int", "string", "boolean") == [
        [1, None, False],
        [1, "a", True, None],
    ]


def test_blank_line_of_one_column_is_a_row_of_none() -> None:
    assert read("a\n\nb\n", "string") == [["a"], [None], ["b"]]
    assert read('a\n""\n', "string") == [["a"], [""]]
    assert read("\n", "boolean") == [[False]]


def test_unknown_types_are_text() -> None:
    assert read('"[1,""a""]"\tPOINT(1 2)\n', "array", "geopoint") == [['[1,"a"]', "POINT(1 2)"]]


def test_column_without_a_type_is_text() -> None:
    assert list(RowReader([{"name": "x"}]).feed(b"1\n")) == [["1"]]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 1000])
def test_quotes_tabs_and_line_ends_in_cells_survive_any_cut(size: int) -> None:
    text = '"a\tb"\t"c ""d"" \u20ac\n\r\ne"\tx"y\nplain\t"q"z\t\U0001f600\r\n'
    assert read(text, "string", "string", "string", size=size) == [
        ["a\tb", 'c "d" \u20ac\n\r\ne', 'x"y'],
        ["plain", "qz", "\U0001f600"],
    ]


@pytest.mark.parametrize("size", [1, 6, 1000])
def test_carriage_returns_end_a_record_of_several_lines(size: int) -> None:
    text = '"a\r\nb"\r\n"c\n"\r\r\nd\n'
    assert read(text, "string", size=size) == [["a\r\nb"], ["c\n"], ["d"]]


@pytest.mark.parametrize("size", [10_000, 10_000_000])
@pytest.mark.parametrize("quoted", [True, False])
def test_cells_may_be_longer_than_csv_allows(
    request: pytest.FixtureRequest, size: int, quoted: bool
) -> None:
    # A mock that was used before has raised it.
    limit = 100_000
    before = csv.field_size_limit(limit)
    request.addfinalizer(lambda: csv.field_size_limit(before))
    long = "x" * (3 * limit)
    cell = f'"{long}\n"""' if quoted else long
    rows = read(f"1\t{cell}\n2\t\n3\t{cell}\n", "int", "string", size=size)
    expected = long + '\n"' if quoted else long
    assert rows == [[1, expected], [2, ""], [3, expected]]
    assert csv.field_size_limit() == limit


def test_last_row_needs_no_line_feed() -> None:
    assert read("1\ta\n2\tb", "int", "string") == [[1, "a"], [2, "b"]]
    assert read('1\ta\n2\t"b"', "int", "string") == [[1, "a"], [2, "b"]]
    assert read("1\n2\r", "int") == [[1], [2]]
    assert read('1\ta\n2\t"b\nc"', "int", "string") == [[1, "a"], [2, "b\nc"]]


def test_empty_stream_has_no_rows() -> None:
    assert read("", "int") == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('1\t"never closed\n2\tx\n', "never closed"),
        ('1\t"', "never closed"),
        ("1\ta\n2", "lacks cells"),
        ("1\ta\rb\n", "carriage return"),
        ('1\t"a"\rb\n', "carriage return"),
    ],
)
@pytest.mark.parametrize("size", [1, 1000])
def test_broken_rows_raise(text: str, reason: str, size: int) -> None:
    with pytest.raises(DSSDataError, match=reason):
        read(text, "int", "string", size=size)


def test_bytes_that_are_no_utf8_raise() -> None:
    with pytest.raises(DSSDataError, match="UTF-8"):
        RowReader(COLUMNS).feed(b"\xff\n")
    reader = RowReader(COLUMNS)
    reader.feed("é".encode()[:1])
    with pytest.raises(DSSDataError, match="inside a character"):
        reader.end()


def test_interrupt_while_casting_is_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(text: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("dateutil.parser.parse", interrupt)
    with pytest.raises(KeyboardInterrupt):
        list(RowReader([{"name": "x", "type": "date"}]).feed(b"5 January 2026\n"))


def test_function_of_a_schema_is_made_once() -> None:
    assert row_caster(("int", "date")) is row_caster(("int", "date"))


def test_memory_does_not_grow_with_the_rows() -> None:
    reader = RowReader(COLUMNS)
    piece = b'1\t"a ""b"""\t1.5\t2021-01-02T03:04:05.000Z\ttrue\n' * 100

    def feed(times: int) -> int:
        tracemalloc.start()
        for _ in range(times):
            for half in (piece + piece[:11], piece[11:]):
                assert sum(1 for _ in reader.feed(half)) in {99, 100, 101}
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    feed(2)
    assert feed(40) < feed(4) * 1.5


def test_one_long_record_is_read_in_time_that_grows_with_its_length() -> None:
    """A record of many pieces is not read from its start again with every piece."""
    reader = RowReader([{"name": "x", "type": "string"}])
    assert list(reader.feed(b'"\n')) == []
    record = reader._record
    assert record is not None
    for _ in range(50):
        assert list(reader.feed(b'a ""b\n')) == []
        assert reader._record is record
        assert sum(map(len, reader._pieces)) == 0
    assert list(reader.feed(b'"\n')) == [["\n" + 'a "b\n' * 50]]


def test_time_without_zone_that_ends_in_a_zone_has_none() -> None:
    # As long as the form that is read at once, and read by `fromisoformat` with a zone.
    reader = RowReader([{"name": "x", "type": "datetimenotz"}], typed=True)
    assert list(reader.feed(b"2021-01-05T10:20:30.+00\n")) == [[datetime(2021, 1, 5, 10, 20, 30)]]
