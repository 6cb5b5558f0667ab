"""Turns JSON into models, taking what does not fit as it is.

A server newer or older than the spec may leave members out, answer null, or send another type:
the rest of the answer must still be readable.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .types import UNSET


def take(members: dict[str, Any], name: str) -> Any:
    """Take a member out of a JSON object; UNSET when it is not there."""
    return members.pop(name, UNSET)


def model(value: Any, build: Callable[[Mapping[str, Any]], Any]) -> Any:
    """Build a model of a JSON object; anything else is answered untouched."""
    return build(value) if isinstance(value, Mapping) else value


def items(value: Any, convert: Callable[[Any], Any]) -> Any:
    """Convert every item of a JSON array; anything else is answered untouched."""
    return [convert(item) for item in value] if isinstance(value, list) else value


def values(value: Any, convert: Callable[[Any], Any]) -> Any:
    """Convert every value of a JSON object; anything else is answered untouched."""
    if not isinstance(value, Mapping):
        return value
    return {key: convert(item) for key, item in value.items()}


def plain(value: Any) -> Any:
    """Turn models, alone or inside lists and dicts, back into JSON."""
    to_dict = getattr(value, "to_dict", None)
    if to_dict is not None:
        return to_dict()
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value
