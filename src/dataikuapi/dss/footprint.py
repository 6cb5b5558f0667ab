"""What takes room in the data directory of DSS, as read once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from dataikuapi._errors import DSSDataError

UNITS = {"B": 1, "KB": 1000, "MB": 1000**2, "GB": 1000**3}
# From how many bytes on the next larger unit reads better.
ENOUGH = 1.5
_Named = Callable[[Mapping[str, Any]], str]


class Footprint(dict[str, Any]):
    """How much room something takes: the dict that DSS answered, and ways to read it."""

    @property
    def size(self) -> int:
        """Its size in bytes."""
        return self["size"]

    @property
    def human_readable_size(self) -> str:
        """Its size as people read it."""
        return _printed(self.size)

    def get_size(self, unit: str | None = None) -> float | str:
        """Gives its size.

        Args:
            unit: `B`, `KB`, `MB` or `GB`; a unit that fits when it is not given.

        Returns:
            A number in that unit, or a text without one.
        """
        if unit not in UNITS:
            return _printed(self.size)
        return self.size if unit == "B" else self.size / UNITS[unit]

    @property
    def nb_files(self) -> int:
        """How many files it has."""
        return self["nbFiles"]

    @property
    def nb_folders(self) -> int:
        """How many folders it has."""
        return self["nbFolders"]

    @property
    def nb_errors(self) -> int:
        """How many files and folders could not be read."""
        return self["nbErrors"]

    @property
    def details(self) -> dict[str, Footprint]:
        """What it consists of, by name.

        Raises:
            DSSDataError: DSS answered things of a kind that has no name here.
        """
        if "items" not in self:
            return {
                name: Footprint(cast("dict[str, Any]", each))
                for name, each in self.items()
                if isinstance(each, dict)
            }
        items: list[dict[str, Any]] = self["items"] or []
        if not items:
            return {}
        named = _naming(items[0])
        return {named(each): Footprint(each) for each in items}


def _naming(first: Mapping[str, Any]) -> _Named:
    """How things of the kind of the first one are named."""
    for member in ("projectKey", "path"):
        if member in first:
            return lambda each: each.get(member, "N/A")
    for member in ("language", "type"):
        if member in first:
            return lambda each: f"{each.get('name', 'N/A')} ({each.get(member, 'N/A')})"
    raise DSSDataError(f"a footprint of an unknown kind: {', '.join(first)}")


def _printed(size: int) -> str:
    if size < ENOUGH * UNITS["KB"]:
        return f"{size} B"
    for unit, larger in (("KB", "MB"), ("MB", "GB")):
        if size < ENOUGH * UNITS[larger]:
            return f"{size / UNITS[unit]:.2f} {unit}"
    return f"{size / UNITS['GB']:.2f} GB"
