"""Values of cells: functions that are compiled once for the types of the columns; no I/O.

There are two ways to read a cell. The incumbent's: a null boolean is False, a null text is `''`.
The typed one: null is None in every column, and days and times have the type of their column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import zip_longest
from typing import Any, Final

Cell = str | int | float | bool | datetime | date | None
Row = list[Cell]
Cast = Callable[[Sequence[str]], Row]


# What DSS writes; everything else is left to dateutil, which reads other things into some texts
# that `fromisoformat` of one Python or another accepts too.
_ISO = re.compile(
    r"\d{4}-\d\d-\d\d"
    r"(?:[T ](?:[01]\d|2[0-3]):\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)?)?",
    re.ASCII,
)


class QuotedEmpty(str):
    """A cell of two quotes and nothing between them, where that is told from a null."""

    __slots__ = ()


EMPTY: Final = QuotedEmpty()


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


def parse_moment(text: str) -> datetime | None:
    """Reads a time with a zone as one in UTC; without one it is taken for UTC."""
    found = parse_time(text)
    if found is None or found.tzinfo is None:
        return found and found.replace(tzinfo=UTC)
    try:
        return found.astimezone(UTC)
    except (ValueError, OverflowError):  # beyond the years of Python, or zones of dateutil's
        return None


def parse_clock(text: str) -> datetime | None:
    """Reads a time without a zone; one that is there is left out."""
    found = parse_time(text)
    return found and found.replace(tzinfo=None)


def parse_day(text: str) -> date | None:
    """Reads a day; a time beside it is left out."""
    found = parse_time(text)
    return found and found.date()


def parse_bool(text: str | None) -> bool:
    """Reads a boolean: what does not say `true` is false, nothing at all too."""
    return text is not None and text.lower() == "true"


def _parse_typed_bool(text: str) -> bool | None:
    return text.lower() == "true" if text else None


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


def _hours() -> str:
    """Newer Pythons read 24 as midnight, dateutil refuses it."""
    try:
        datetime.fromisoformat("2021-01-05T24:00:00.000Z")
    except ValueError:
        return ""
    return ' and {0}[11:13] != "24"'


# The forms in which DSS writes times. A text of this length with these signs in their places is
# read by `fromisoformat`, or refused with a ValueError, as by dateutil; no pattern is that quick.
_MOMENT_SHAPE = 'len({0}) == 24 and {0}[4:20:3] == "--T::."' + _hours()
_CLOCK_SHAPE = 'len({0}) == 23 and {0}[4:20:3] == "--T::." and {0}[20:].isdecimal()' + _hours()
_DAY_SHAPE = 'len({0}) == 10 and {0}[4:8:3] == "--"'


def _timed(shape: str, parse: str, quick: str = "from_iso({0})") -> str:
    return f"{quick} if {shape} else {parse}({{0}}) if {{0}} else None"


_TRUE = '{0} == "true" or ({0} != "false" and {0}.lower() == "true")'
# The expression that casts a cell which is there and right, and the function for any cell.
_Caster = tuple[str, Callable[[str], Cell]]
_TEXT: _Caster = ("{0}", str)
_INT: _Caster = ("int({0}) if {0} else None", _parse_int)
_FLOAT: _Caster = ("float({0}) if {0} else None", _parse_float)
_NUMBERS: Mapping[str, _Caster] = {
    "tinyint": _INT,
    "smallint": _INT,
    "int": _INT,
    "bigint": _INT,
    "float": _FLOAT,
    "double": _FLOAT,
}
_CASTERS: Mapping[str, _Caster] = {
    **_NUMBERS,
    "boolean": (_TRUE, parse_bool),
    "date": (_timed(_MOMENT_SHAPE, "parse_time"), parse_time),
    "dateonly": (_timed(_DAY_SHAPE, "parse_time"), parse_time),
    "datetimenotz": (_timed(_CLOCK_SHAPE, "parse_time"), parse_time),
}
_TYPED_TEXT: _Caster = (
    '"" if {0} is EMPTY else {0} or None',
    lambda text: "" if text is EMPTY else text or None,
)
_TYPED_CASTERS: Mapping[str, _Caster] = {
    **_NUMBERS,
    "boolean": (f"({_TRUE}) if {{0}} else None", _parse_typed_bool),
    "date": (
        _timed(_MOMENT_SHAPE + ' and {0}[23:] == "Z"', "parse_moment"),
        parse_moment,
    ),
    "dateonly": (_timed(_DAY_SHAPE, "parse_day", "day_from_iso({0})"), parse_day),
    "datetimenotz": (
        _timed(_CLOCK_SHAPE, "parse_clock"),
        parse_clock,
    ),
}
_SCOPE: Mapping[str, Any] = {
    "EMPTY": EMPTY,
    "day_from_iso": date.fromisoformat,
    "from_iso": datetime.fromisoformat,
    "parse_clock": parse_clock,
    "parse_day": parse_day,
    "parse_moment": parse_moment,
    "parse_time": parse_time,
}

_SOURCE = """
def cast_cells(cells):
    try:
        [{names}] = cells
        return [{values}]
    except ValueError:
        return cast_slowly(cells)
"""
_COLUMN = "lambda cells: [{0} for cell in cells]"

Column = Sequence[Cell]
# Casts a whole column when it looks as expected; None when it does not.
_Quick = Callable[[Sequence[str]], Column | None]


def _numbers(kind: type[int] | type[float]) -> _Quick:
    return lambda cells: None if "" in cells else list(map(kind, cells))


_TRUTHS = {"true": True, "false": False, "": False}


def _truths(cells: Sequence[str]) -> Column | None:
    found = list(map(_TRUTHS.get, cells))
    return None if None in found else found


def _times(marks: str, parse: Callable[[str], Cell], digits: range = range(0)) -> _Quick:
    """Reads texts of one form; only what stands in all of them at the same place is looked at.

    A text that is longer than the form beside one that is shorter is not noticed here: it begins
    with the end of the form, which is no time to any parser.
    """
    length, at = len(marks), [each for each, mark in enumerate(marks) if mark != "0"]

    def quick(cells: Sequence[str]) -> Column | None:
        text, count = "".join(cells), len(cells)
        if len(text) != length * count or "T24" in text:
            return None
        if any(text[each::length] != marks[each] * count for each in at):
            return None
        if digits and not "".join(text[each::length] for each in digits).isdecimal():
            return None
        return list(map(parse, cells))

    return quick


_CLOCK = "0000-00-00T00:00:00.000"
_QUICK_NUMBERS: Mapping[str, _Quick] = {
    kind: _numbers(float if caster is _FLOAT else int) for kind, caster in _NUMBERS.items()
}
_QUICK: Mapping[str, _Quick] = {
    **_QUICK_NUMBERS,
    "boolean": _truths,
    "date": _times(_CLOCK + "Z", datetime.fromisoformat),
    "dateonly": _times(_CLOCK[:10], datetime.fromisoformat),
    "datetimenotz": _times(_CLOCK, datetime.fromisoformat, digits=range(20, 23)),
}
_TYPED_QUICK: Mapping[str, _Quick] = {
    **_QUICK_NUMBERS,
    "date": _QUICK["date"],
    "dateonly": _times(_CLOCK[:10], date.fromisoformat),
    "datetimenotz": _QUICK["datetimenotz"],
}


def _column_caster(caster: _Caster, quick: _Quick | None) -> Callable[[Sequence[str]], Column]:
    """The function that casts a column: at once, cell by cell, or where a cell is wrong slowly."""
    expression, slow = caster
    each: Callable[[Sequence[str]], Column] = eval(  # noqa: S307 (nothing of the caller is in it)
        _COLUMN.format(expression.format("cell")), dict(_SCOPE)
    )

    def cast(cells: Sequence[str]) -> Column:
        try:
            found = quick(cells) if quick is not None else None
            return each(cells) if found is None else found
        except ValueError:
            return [slow(cell) for cell in cells]

    return cast


class RowCaster:
    """Casts the cells of rows.

    A short row is filled with nulls, and a number or a date that cannot be read is None. What is
    beyond the last column becomes None as with the incumbent; the typed way leaves it out.

    Args:
        types: types of the columns as DSS names them; unknown ones are read as text.
        typed: whether null is told from False and from an empty text.

    Attributes:
        types: as given.
        typed: as given.
    """

    # From the texts of the cells of one row to their values.
    cells: Cast

    def __init__(self, types: tuple[str, ...], *, typed: bool = False) -> None:
        self.types = types
        self.typed = typed
        table, text = (_TYPED_CASTERS, _TYPED_TEXT) if typed else (_CASTERS, _TEXT)
        quick = _TYPED_QUICK if typed else _QUICK
        self._casters = [table.get(kind, text) for kind in types]
        # The text of a text is itself.
        self._columns = [
            None if caster is _TEXT else _column_caster(caster, quick.get(kind))
            for caster, kind in zip(self._casters, types, strict=True)
        ]
        # Only numbers of columns and the expressions above get into the source.
        names = [f"c{number}" for number in range(len(types))]
        values = [
            expression.format(name)
            for name, (expression, _) in zip(names, self._casters, strict=True)
        ]
        source = _SOURCE.format(names=", ".join(names), values=", ".join(values))
        scope: dict[str, Any] = {**_SCOPE, "cast_slowly": self._cast_slowly}
        exec(source, scope)  # noqa: S102 (nothing of the caller is in it)
        self.cells = scope["cast_cells"]

    def columns(self, columns: Sequence[Sequence[str]]) -> Iterator[Row]:
        """Casts rows that all have a cell for each column, at least one.

        Args:
            columns: the texts of the cells, column by column.

        Returns:
            The rows.
        """
        values = [
            cells if cast is None else cast(cells)
            for cast, cells in zip(self._columns, columns, strict=True)
        ]
        return map(list, zip(*values, strict=True))

    def _cast_slowly(self, cells: Sequence[str]) -> Row:
        """Casts a row that is too short, too long or holds a value of a wrong form."""
        if self.typed:
            cells = cells[: len(self._casters)]
        return [self._cast_one(*pair) for pair in zip_longest(self._casters, cells)]

    def _cast_one(self, caster: _Caster | None, text: str | None) -> Cell:
        if caster is None:
            return None
        if text is None:
            return False if caster[1] is parse_bool else None
        return caster[1](text)


@lru_cache(maxsize=256)
def row_caster(types: tuple[str, ...], *, typed: bool = False) -> RowCaster:
    """Gives the caster of a schema, made once.

    Args:
        types: types of the columns as DSS names them; unknown ones are read as text.
        typed: whether null is told from False and from an empty text.
    """
    return RowCaster(types, typed=typed)


def types_of(columns: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """The types of columns; one that has none is called `None` and read as text."""
    return tuple(str(column.get("type")) for column in columns)


def json_row_caster(types: tuple[str, ...]) -> Callable[[Sequence[Any]], Row]:
    """Makes the function that casts the cells of a row which came as JSON.

    Args:
        types: types of the columns as DSS names them; unknown ones are read as text.

    Returns:
        A function from the cells, texts or null, to their values; null stays None, and becomes
        False as a boolean.
    """
    cast_row = row_caster(types).cells

    def cast_cells(cells: Sequence[Any]) -> Row:
        row = cast_row(["" if cell is None else str(cell) for cell in cells])
        for at, cell in enumerate(cells):
            if cell is None and row[at] == "":
                row[at] = None
        return row

    return cast_cells
