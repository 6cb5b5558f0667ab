"""What the types of the database become in DSS, and how their values are written."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

AS_IS: Final = "AS_IS"
AS_STRING: Final = "AS_STRING"
AS_DATE: Final = "AS_DATE"
MODES: Final = (AS_IS, AS_STRING, AS_DATE)
# Since this version DSS has types of its own for days and for times without zone.
NEW_TIMES: Final = 13

_TYPES: Final = {
    "tinyint": "tinyint",
    "utinyint": "smallint",
    "smallint": "smallint",
    "usmallint": "int",
    "integer": "int",
    "uinteger": "bigint",
    "bigint": "bigint",
    "ubigint": "bigint",
    "hugeint": "bigint",
    "uhugeint": "bigint",
    "float": "float",
    "double": "double",
    "decimal": "double",
    "boolean": "boolean",
    "date": "dateonly",
    "timestamp": "datetimenotz",
    "timestamp_s": "datetimenotz",
    "timestamp_ms": "datetimenotz",
    "timestamp_ns": "datetimenotz",
    "timestamp with time zone": "date",
    "list": "array",
    "array": "array",
    "struct": "object",
    "map": "map",
}
# The connections of the mock look like PostgreSQL, which names its types so.
_ORIGINAL: Final = {
    "tinyint": "int2",
    "smallint": "int2",
    "integer": "int4",
    "bigint": "int8",
    "hugeint": "numeric",
    "decimal": "numeric",
    "float": "float4",
    "double": "float8",
    "boolean": "bool",
    "timestamp with time zone": "timestamptz",
    "blob": "bytea",
}


@dataclass(frozen=True, slots=True)
class Modes:
    """How days and times without zone are read."""

    dateonly: str = AS_IS
    datetimenotz: str = AS_IS

    def type_of(self, kind: str) -> str:
        """The type in DSS of what would be of this type without the modes."""
        mode = {"dateonly": self.dateonly, "datetimenotz": self.datetimenotz}.get(kind, AS_IS)
        return {AS_STRING: "string", AS_DATE: "date"}.get(mode, kind)


def modes_of(body: Mapping[str, Any], version: str) -> Modes:
    """The modes that a request asks for.

    A DSS before 13 knows only the two older members, whose alternative to text is a time in UTC.
    A newer one reads them where the new members are missing, and takes the older one's word for
    days as text.

    Raises:
        ValueError: there is no such mode.
    """
    day_as_text = bool(body.get("readDateAsString"))
    time_as_text = body.get("readTimestampWithoutTimezoneAsString") is not False
    days, times = body.get("dateonlyReadMode"), body.get("datetimenotzReadMode")
    if int(version.split(".")[0]) < NEW_TIMES:
        days = times = None
    wrong = [mode for mode in (days, times) if mode is not None and mode not in MODES]
    if wrong:
        raise ValueError(f"Unknown read mode: {wrong[0]}")
    if days is None or (days == AS_IS and day_as_text):
        days = AS_STRING if day_as_text else AS_DATE
    if times is None:
        times = AS_STRING if time_as_text else AS_DATE
    return Modes(days, times)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a result.

    Attributes:
        name: its name.
        type: its type in DSS.
        original: its type in the database.
        write: writes a value that is not null.
    """

    name: str
    type: str
    original: str
    write: Callable[[Any], str]

    def text(self, value: Any) -> str:
        """A value that is not null as a cell; one beyond what Python holds comes as text."""
        return value if isinstance(value, str) else self.write(value)

    def document(self) -> dict[str, Any]:
        """The column as a schema tells it."""
        return {"name": self.name, "type": self.type, "originalType": self.original}

    def json(self, value: Any) -> Any:
        """A value as a member of JSON."""
        if value is None or (isinstance(value, float) and not math.isfinite(value)):
            return None
        if self.type == "boolean" or isinstance(value, int):
            return value
        return float(value) if self.type in ("float", "double") else self.text(value)


def column(name: str, kind: str, modes: Modes) -> Column:
    """Describe a column of a result.

    Args:
        name: its name.
        kind: its type in DuckDB, without parameters.
        modes: how times are read.
    """
    type_ = modes.type_of(_TYPES.get(kind, "string"))
    return Column(name, type_, _ORIGINAL.get(kind, kind), _WRITERS.get(type_, _plain))


def _number(value: Any) -> str:
    """A number in digits, the special ones as Java spells them."""
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return f"{value:f}" if not isinstance(value, int | float) else repr(value)


def _truth(value: Any) -> str:
    return "true" if value else "false"


def _moment(value: date) -> str:
    """A time in UTC; a day, or a time without zone, counts as one."""
    if not isinstance(value, datetime):
        return f"{value.isoformat()}T00:00:00.000Z"
    return _naive(value.astimezone(UTC) if value.tzinfo else value) + "Z"


def _naive(value: datetime) -> str:
    return value.replace(tzinfo=None).isoformat(timespec="milliseconds")


def _document(value: Any) -> str:
    known = _with_names(value)
    return json.dumps(known, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _with_names(value: Any) -> Any:
    """The same with texts as keys, which is all that JSON allows."""
    if isinstance(value, dict):
        return {_plain(key): _with_names(each) for key, each in value.items()}
    return [_with_names(each) for each in value] if isinstance(value, list) else value


def _plain(value: Any) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


_WRITERS: Final[Mapping[str, Callable[[Any], str]]] = {
    "float": _number,
    "double": _number,
    "boolean": _truth,
    "date": _moment,
    "dateonly": date.isoformat,
    "datetimenotz": _naive,
    "array": _document,
    "map": _document,
    "object": _document,
}
