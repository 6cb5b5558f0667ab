"""The TSV of DSS as CSV, compared with what the module `csv` makes of it."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataikuapi._csvfile import CsvFile, separator_for
from dataikuapi._errors import DSSDataError

CELLS = st.text('ab,;\t"\n\r é', max_size=5)
ROWS = st.lists(st.tuples(CELLS, CELLS).map(list), max_size=5)


def tsv(rows: list[list[str]]) -> bytes:
    """Rows as DSS writes them."""
    lines = ["\t".join(map(quoted, row)) + "\n" for row in rows]
    return "".join(lines).encode()


def quoted(cell: str) -> str:
    """A cell as DSS writes it."""
    doubled = cell.replace('"', '""')
    return f'"{doubled}"' if any(mark in cell for mark in '\t"\r\n') else cell


def converted(data: bytes, size: int, separator: str, limit: int | None = None) -> str:
    """The CSV of a stream that comes in pieces."""
    out = io.BytesIO()
    file = CsvFile(out, separator, limit, lambda count: None)
    for start in range(0, len(data), size):
        file.write(data[start : start + size])
    file.end()
    return out.getvalue().decode()


def read(text: str, separator: str) -> list[list[str]]:
    """The rows of CSV."""
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


@given(ROWS, st.integers(1, 9), st.sampled_from(",;\t "))
def test_stream_keeps_every_cell(rows: list[list[str]], size: int, separator: str) -> None:
    assert read(converted(tsv(rows), size, separator), separator) == rows


@given(ROWS, st.integers(1, 9), st.sampled_from(",\t"), st.integers(0, 7))
def test_stream_keeps_the_first_rows(
    rows: list[list[str]], size: int, separator: str, limit: int
) -> None:
    assert read(converted(tsv(rows), size, separator, limit), separator) == rows[:limit]


@pytest.mark.parametrize("separator", [",", "\t"])
def test_stream_that_ends_inside_a_cell(separator: str) -> None:
    with pytest.raises(DSSDataError, match="cut short"):
        converted(b'a\t"b', 2, separator)


@pytest.mark.parametrize("separator", [",", "\t"])
def test_stream_without_a_last_line_end(separator: str) -> None:
    assert converted(b"a\tb,c", 2, separator).endswith("\n")


def test_separator_goes_by_the_name() -> None:
    assert separator_for("a.csv", None) == ","
    assert separator_for("A.TSV.gz", None) == "\t"
    assert separator_for("a.tsv", ";") == ";"
    for wrong in ("", ";;", '"', "\n", "é"):
        with pytest.raises(ValueError, match="separator"):
            separator_for("a.csv", wrong)
    with pytest.raises(TypeError, match="separator"):
        separator_for("a.csv", 3)  # type: ignore[arg-type]
