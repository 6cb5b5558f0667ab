"""Rows of Python values as CSV, as DSS reads it."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, cast

from dataikuapi._casting import parse_time
from dataikuapi._columns import COMPLEX, FLOATS, INTEGERS, Column, is_missing, json_cell

ToText = Callable[[Any], str]


class RowEncoder:
    """Writes rows, each a sequence in the order of the columns or a dict by their names.

    Args:
        columns: the columns.
        separator: what stands between cells.
        header: whether the first line holds the names.
        chunk_size: how many rows make a piece.
    """

    def __init__(
        self, columns: Sequence[Column], *, separator: str, header: bool, chunk_size: int
    ) -> None:
        self._names = [str(column["name"]) for column in columns]
        self._known = frozenset(self._names)
        self._to_text = [text_of_type(str(column["type"])) for column in columns]
        self._columns = columns
        self._size = chunk_size
        self._file = io.StringIO()
        self._writer = csv.writer(self._file, delimiter=separator, lineterminator="\n")
        self._rows: list[list[str]] = [self._names] if header else []
        self.count = 0

    def feed(self, item: Any) -> bytes:
        """Takes a row; gives the bytes of a piece when it is full."""
        self.count += 1
        self._rows.append(self._texts(self._cells(item)))
        return self._flush() if len(self._rows) >= self._size else b""

    def end(self) -> bytes:
        """The bytes of the last piece."""
        return self._flush()

    def _flush(self) -> bytes:
        self._writer.writerows(self._rows)
        self._rows = []
        data = self._file.getvalue().encode()
        self._file.seek(0)
        self._file.truncate()
        return data

    def _cells(self, row: Any) -> Sequence[Any]:
        if isinstance(row, Mapping):
            values = cast("Mapping[str, Any]", row)
            unknown = [name for name in values if name not in self._known]
            if unknown:
                raise ValueError(f"row {self.count} has a column {unknown[0]!r} of no schema")
            return [values.get(name) for name in self._names]
        if isinstance(row, (str, bytes)) or not isinstance(row, Sequence):
            raise TypeError(f"row {self.count} must be a list or a dict, not {type(row).__name__}")
        cells = cast("Sequence[Any]", row)
        if len(cells) != len(self._names):
            raise ValueError(
                f"row {self.count} has {len(cells)} cells, the schema {len(self._names)} columns"
            )
        return cells

    def _texts(self, cells: Sequence[Any]) -> list[str]:
        try:
            return [
                "" if cell is None else to_text(cell)
                for to_text, cell in zip(self._to_text, cells, strict=True)
            ]
        except (TypeError, ValueError, OverflowError):
            pass
        texts: list[str] = []
        for to_text, cell, column in zip(self._to_text, cells, self._columns, strict=True):
            try:
                texts.append("" if is_missing(cell) else to_text(cell))
            except (TypeError, ValueError, OverflowError):
                raise ValueError(
                    f"row {self.count}, column {column['name']!r}: {cell!r} is no {column['type']}"
                ) from None
        return texts


@lru_cache
def text_of_type(kind: str) -> ToText:
    """The function that writes values of a type; it raises TypeError or ValueError for others.

    Args:
        kind: the type of DSS.
    """
    if kind in INTEGERS:
        limit = 1 << (INTEGERS[kind] - 1)
        return lambda value: _integer(value, limit)
    if kind in FLOATS:
        return _float
    others: dict[str, ToText] = {
        "boolean": _boolean,
        "date": _date,
        "dateonly": _dateonly,
        "datetimenotz": _datetimenotz,
    }
    return others.get(kind) or (_json if kind in COMPLEX else _text)


def _integer(value: Any, limit: int) -> str:
    if isinstance(value, float) and math.isnan(value):
        return ""
    if isinstance(value, str) and not value:
        return ""
    number = int(value)
    if isinstance(value, bool) or (not isinstance(value, str) and number != value):
        raise TypeError
    if not -limit <= number < limit:
        raise OverflowError
    return str(number)


def _float(value: Any) -> str:
    if isinstance(value, bool):
        raise TypeError
    if isinstance(value, str) and not value:
        return ""
    number = float(value)
    if math.isnan(number):
        return ""
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return str(value) if isinstance(value, int) else repr(number)


def _boolean(value: Any) -> str:
    text = str(value).lower()
    if text not in ("true", "false", ""):
        raise TypeError
    return text


def _time(value: Any) -> datetime | None:
    """A point in time from whatever stands for one; None for an empty text."""
    if isinstance(value, str):
        found = parse_time(value)
        if found is None and value:
            raise ValueError
        return found
    if isinstance(value, datetime):
        return None if value != value else value  # NaT of pandas
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 (a day has no zone)
    raise TypeError


def _date(value: Any) -> str:
    time = _time(value)
    if time is None:
        return ""
    # As pandas frames inside DSS: what has no zone is UTC.
    time = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    return time.replace(tzinfo=None).isoformat("T", "milliseconds") + "Z"


def _dateonly(value: Any) -> str:
    time = _time(value)
    return "" if time is None else time.date().isoformat()


def _datetimenotz(value: Any) -> str:
    time = _time(value)
    return "" if time is None else time.replace(tzinfo=None).isoformat("T", "milliseconds")


def _json(value: Any) -> str:
    if isinstance(value, str):
        return value
    if not isinstance(value, (list, tuple, Mapping)):
        raise TypeError
    return json_cell(value)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (bytes, bytearray, memoryview)):
        raise TypeError
    if is_missing(value):
        return ""
    if isinstance(value, (list, tuple, Mapping)):
        return _json(value)
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)
