"""Hard streams give the values that the incumbent gives, and batches the same ones."""

from __future__ import annotations

import warnings
from datetime import UTC, datetime
from typing import Any

import pytest

from dataikuapi._arrow import BatchReader
from dataikuapi._errors import DSSDataError
from dataikuapi._rows import RowReader
from tests.hardrows import HARD, LONG, Hard

READ = [hard for hard in HARD if hard.rows is not None]
BROKEN = [hard for hard in HARD if hard.rows is None and LONG.encode() not in hard.data]


def columns(hard: Hard) -> list[dict[str, str]]:
    return [{"name": f"c{at}", "type": kind} for at, kind in enumerate(hard.types)]


def rows(hard: Hard, size: int, *, typed: bool = False) -> list[list[Any]]:
    reader = RowReader(columns(hard), typed=typed)
    found: list[list[Any]] = []
    for start in range(0, len(hard.data), size):
        found += reader.feed(hard.data[start : start + size])
    return [*found, *reader.end()]


def batches(hard: Hard, size: int) -> list[list[Any]]:
    reader = BatchReader(columns(hard))
    found: list[Any] = []
    for start in range(0, len(hard.data), size):
        found += reader.feed(hard.data[start : start + size])
    found += reader.end()
    return [list(row.values()) for batch in found for row in batch.to_pylist()]


def shown(values: list[list[Any]]) -> list[list[str]]:
    return [
        [value.isoformat() if isinstance(value, datetime) else repr(value) for value in row]
        for row in values
    ]


def test_there_are_enough_of_them() -> None:
    assert len(READ) >= 40
    assert len({hard.name for hard in HARD}) == len(HARD)


@pytest.mark.parametrize("size", [1, 3, 100_000])
@pytest.mark.parametrize("hard", READ, ids=lambda hard: hard.name)
def test_values_are_those_of_the_incumbent(hard: Hard, size: int) -> None:
    assert hard.rows is not None
    assert shown(rows(hard, size)) == shown(hard.rows)


@pytest.mark.parametrize("size", [1, 100_000])
@pytest.mark.parametrize("hard", BROKEN, ids=lambda hard: hard.name)
def test_broken_streams_raise_in_every_form(hard: Hard, size: int) -> None:
    for read in (rows, batches):
        with pytest.raises(DSSDataError):
            read(hard, size)


def test_cell_of_any_length_is_read() -> None:
    [hard] = [hard for hard in HARD if LONG.encode() in hard.data]
    assert rows(hard, 65536) == batches(hard, 65536) == [["a", LONG]]


def is_null(kind: str, value: Any) -> bool:
    return value is None or (kind == "boolean" and value is False) or value == ""


@pytest.mark.parametrize("hard", READ, ids=lambda hard: hard.name)
def test_batches_differ_from_rows_in_nulls_and_times_only(hard: Hard) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = batches(hard, 100_000)
    assert hard.rows is not None
    assert len(found) == len(hard.rows)
    for row, expected in zip(found, hard.rows, strict=True):
        for kind, value, other in zip(hard.types, row, expected, strict=False):
            if value is None:
                beyond = hard.name in {"twenty digits", "the last moment of all"}
                assert beyond or is_null(kind, other)
            elif kind == "date":
                assert value == (other if other.tzinfo else other.replace(tzinfo=UTC))
            elif kind == "dateonly":
                assert value == other.date()
            elif kind == "datetimenotz":
                assert value == other.replace(tzinfo=None)
            else:
                assert value == other


@pytest.mark.parametrize(
    ("types", "data", "expected"),
    [
        (["string"], b'""\n\nx\n', [[""], [None], ["x"]]),
        (["int", "string"], b'1\t""\n2\t\n', [[1, ""], [2, None]]),
        (["boolean", "boolean"], b"\tfalse\n", [[None, False]]),
        (["string", "string"], b'"a\n""\nb"\t""\n', [['a\n"\nb', ""]]),
    ],
)
def test_empty_text_is_told_from_null(
    types: list[str], data: bytes, expected: list[list[Any]]
) -> None:
    hard = Hard("", types, data, None)
    assert rows(hard, 100, typed=True) == batches(hard, 100) == expected
    assert rows(hard, 1, typed=True) == batches(hard, 1) == expected


def test_number_beyond_its_type_is_left_out_with_a_warning() -> None:
    [hard] = [hard for hard in HARD if hard.name == "twenty digits"]
    with pytest.warns(UserWarning, match=r"'c[01]' of type int\d+ cannot hold") as told:
        assert batches(hard, 100) == [[None, None]]
    assert len(told) == 2


def test_batches_go_on_with_pyarrow_after_a_block_that_it_refuses() -> None:
    line = b'1\t"x"\n'
    data = line * 20_000 + b'1.0\t"y\n"\n' + line * 200_000
    hard = Hard("", ["int", "string"], data, None)
    reader = BatchReader(columns(hard))
    slow = 0
    found: list[Any] = []
    for start in range(0, len(data), 65536):
        found += reader.feed(data[start : start + 65536])
        slow += reader._rows is not None
    found += reader.end()
    assert sum(batch.num_rows for batch in found) == 220_001
    assert slow == 0
    values = [value for batch in found for value in batch[1].to_pylist()]
    assert values[20_000] == "y\n"


def test_cell_longer_than_any_block_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dataikuapi._arrow.LONGEST", 300_000)
    long = "a\n" * 1_000_000
    data = f'1\t"{long}"\n2\tb\n'.encode()
    assert batches(Hard("", ["int", "string"], data, None), 65536) == [[1, long], [2, "b"]]
