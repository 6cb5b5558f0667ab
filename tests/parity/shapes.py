"""What a call gave, as JSON that two packages can be compared by.

Plain JSON values stand for themselves. Everything else is an object of one member, whose name says
what it is: an instance is its class and its public attributes, bytes are their length and hash.
Only the standard library is used here: the environment of the incumbent has nothing else of ours.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Any, Final

# Attributes that lead back to what made the object, or to what has no value to compare.
HIDDEN: Final = frozenset({"client", "rest"})
OBJECT: Final = "object "
RAISED: Final = "raised"
NO_ERROR: Final = "no error"
AGAIN: Final = "again"
PLAIN: Final = (bool, int, str)
_SHOWN_BYTES: Final = 64
_RANDOM_KEY: Final = re.compile(r"_tmp_[A-Za-z]{10}\b")
# Clients make one for every reading of rows.
_SESSION: Final = re.compile(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")


class Shaper:
    """Turns values into JSON.

    Args:
        blurred: texts to write in another way wherever they occur, such as a URL with its port.
    """

    def __init__(self, blurred: Mapping[str, str]) -> None:
        self._blurred = blurred
        self._inside: list[object] = []

    def text(self, value: str) -> str:
        """A text without what differs from run to run."""
        for found, shown in self._blurred.items():
            value = value.replace(found, shown)
        return _SESSION.sub("SESSION", _RANDOM_KEY.sub("_tmp_RANDOM", value))

    def json(self, value: Any) -> Any:
        """A JSON value, its texts without what differs from run to run."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {self.text(name): self.json(member) for name, member in value.items()}
        if isinstance(value, list):
            return [self.json(item) for item in value]
        return value

    def value(self, value: Any) -> Any:
        """The shape of what a call gave."""
        if value is None or type(value) in PLAIN:
            return self.text(value) if isinstance(value, str) else value
        if isinstance(value, float):
            return value if math.isfinite(value) else {"float": repr(value)}
        if isinstance(value, bytes | bytearray):
            return _bytes(bytes(value))
        if isinstance(value, Enum):
            return {"enum": f"{type(value).__name__}.{value.name}"}
        if isinstance(value, date):
            return {"time": value.isoformat()}
        if isinstance(value, BaseException):
            return self.error(value)
        if isinstance(value, Mapping | list | tuple | set | str | Iterator):
            return self._container(value)
        return self._instance(value)

    def error(self, problem: BaseException) -> dict[str, Any]:
        """The classes of an error and the first line of its text."""
        line = str(problem).partition("\n")[0]
        names = [kind.__name__ for kind in type(problem).__mro__[:-1]]
        return {RAISED: {"class": names[0], "classes": names, "message": self.text(line)}}

    def _container(self, value: Any) -> Any:
        name = type(value).__name__
        if isinstance(value, Mapping):
            plain: Any = {str(key): self.value(member) for key, member in value.items()}
            return plain if type(value) is dict else {f"dict {name}": plain}
        if isinstance(value, str):
            return {f"str {name}": self.text(str.__str__(value))}
        if isinstance(value, Iterator):
            return {"iterator": [self.value(item) for item in value]}
        items = [self.value(item) for item in value]
        if isinstance(value, set):
            return {"set": sorted(items, key=repr)}
        return items if type(value) is list else {name: items}

    def _instance(self, value: Any) -> dict[str, Any]:
        """An object of a package: its class and what a script reads off it."""
        if any(value is outer for outer in self._inside):
            return {AGAIN: type(value).__name__}
        self._inside.append(value)
        try:
            return {f"{OBJECT}{type(value).__name__}": self._members(value)}
        finally:
            self._inside.pop()

    def _members(self, value: Any) -> dict[str, Any]:
        return {
            name: self.value(member)
            for name, member in sorted(getattr(value, "__dict__", {}).items())
            if not name.startswith("_") and name not in HIDDEN and not callable(member)
        }


def _bytes(value: bytes) -> dict[str, Any]:
    if len(value) <= _SHOWN_BYTES:
        return {"bytes": value.decode("latin-1")}
    return {"bytes": len(value), "sha256": hashlib.sha256(value).hexdigest()}
