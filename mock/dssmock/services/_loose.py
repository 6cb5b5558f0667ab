"""Values of documents that callers may fill with anything: read as what they should be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def as_text(value: Any) -> str:
    """A text; anything else is none."""
    return value if isinstance(value, str) else ""


def as_list(value: Any) -> list[Any]:
    """A list; anything else is an empty one."""
    return value if isinstance(value, list) else []


def as_dict(value: Any) -> dict[str, Any]:
    """An object; anything else is an empty one."""
    return value if isinstance(value, dict) else {}


def as_dicts(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; what is none is left out."""
    return [each for each in as_list(value) if isinstance(each, dict)]


def as_number(value: Any) -> float | None:
    """A number, or None."""
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if plain else None


def filled(given: Mapping[str, Any], stored: Mapping[str, Any], names: Iterable[str]) -> Any:
    """A document as a caller sent it, with the members that it left out as they are stored.

    Args:
        given: what the caller sent.
        stored: the document so far.
        names: members that must not vanish; null counts as left out.
    """
    kept = {name: stored[name] for name in names if given.get(name) is None and name in stored}
    return {**given, **kept}
