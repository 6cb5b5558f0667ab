"""The formats of a stream of rows, written piece by piece."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from dssmock.sql.types import Column

Batches = Iterable[Sequence[Sequence[Any]]]
Writer = Callable[[Sequence[Column], Batches], Iterator[bytes]]

_QUOTED: Final = re.compile(r'[\t\r\n"]')


def cell(text: str) -> str:
    """A cell, in quotes where it holds what else would end it."""
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def _line(columns: Sequence[Column], row: Sequence[Any]) -> str:
    pairs = zip(columns, row, strict=True)
    cells = ["" if value is None else cell(column.text(value)) for column, value in pairs]
    return "\t".join(cells) + "\n"


def tsv(columns: Sequence[Column], batches: Batches) -> Iterator[bytes]:
    """Lines of cells; null is an empty cell."""
    for batch in batches:
        yield "".join([_line(columns, row) for row in batch]).encode()


def tsv_with_header(columns: Sequence[Column], batches: Batches) -> Iterator[bytes]:
    """The same after a line of names."""
    yield ("\t".join([cell(column.name) for column in columns]) + "\n").encode()
    yield from tsv(columns, batches)


def json_arrays(columns: Sequence[Column], batches: Batches) -> Iterator[bytes]:
    """An array of arrays of values."""
    start = "["
    for batch in batches:
        for row in batch:
            values = [column.json(value) for column, value in zip(columns, row, strict=True)]
            yield (start + json.dumps(values, ensure_ascii=False)).encode()
            start = ",\n"
    yield b"[]" if start == "[" else b"]"


FORMATS: Final[Mapping[str, Writer]] = {
    "tsv-excel-noheader": tsv,
    "tsv-excel-header": tsv_with_header,
    "json": json_arrays,
}
