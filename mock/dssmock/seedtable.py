"""What seed files are checked with: one error that names the key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

CONNECTION_TYPE: Final = "Filesystem"
TYPES: Final = (
    "string", "tinyint", "smallint", "int", "bigint", "float", "double", "boolean", "date",
    "dateonly", "datetimenotz", "array", "map", "object", "geopoint", "geometry",
)  # fmt: skip


class SeedError(ValueError):
    """A seed file that cannot be planted; the text names the file, the key, and what is wrong."""


def checked(given: Any, place: str, known: Sequence[str]) -> dict[str, Any]:
    """A mapping whose keys are all known.

    Args:
        given: what stands there.
        place: where that is; empty for the whole file.
        known: the keys that there are.

    Raises:
        SeedError: it is no mapping, or a key is not known.
    """
    if not isinstance(given, dict):
        where = f"{place}: " if place else ""
        raise SeedError(f"{where}must be a mapping, not {type(given).__name__}")
    for name in given:
        if name not in known:
            dot = f"{place}." if place else ""
            raise SeedError(f"{dot}{name}: no such key: it is one of {', '.join(known)}")
    return given


def items(
    given: Mapping[str, Any], name: str, place: str = ""
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The mappings of a list, each with its place and as a copy.

    Raises:
        SeedError: it is no list, or one of them is no mapping.
    """
    at = f"{place}.{name}" if place else name
    found = given.get(name) or []
    if not isinstance(found, list):
        raise SeedError(f"{at}: must be a list, not {type(found).__name__}")
    for index, item in enumerate(found):
        if not isinstance(item, dict):
            raise SeedError(f"{at}[{index}]: must be a mapping, not {type(item).__name__}")
        yield f"{at}[{index}]", dict(item)


def take(place: str, given: Mapping[str, Any], name: str, kind: type) -> Any:
    """A member that has to be there.

    Raises:
        SeedError: it is missing, or of another kind.
    """
    if name not in given:
        raise SeedError(f"{place}: needs {name}")
    if not isinstance(given[name], kind) or given[name] == "":
        raise SeedError(f"{place}.{name}: must be a text, not {given[name]!r}")
    return given[name]
