"""Looking into what DSS answered without changing it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast


def peek(value: Any, *names: str) -> Any:
    """The value at the end of a path of members.

    Args:
        value: where the path begins.
        names: the members on the way.

    Returns:
        The value, or None when something on the way is missing or is no dict.
    """
    for name in names:
        if not isinstance(value, Mapping):
            return None
        value = cast("Mapping[str, Any]", value).get(name)
    return value


def peek_list(value: Any, *names: str) -> list[dict[str, Any]]:
    """The list of dicts at the end of a path of members, empty when there is none.

    Args:
        value: where the path begins.
        names: the members on the way.
    """
    return peek(value, *names) or []


def list_at(members: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The list that a member holds, put there when it is missing or null.

    Args:
        members: the dict to look in.
        name: name of the member.

    Returns:
        The list itself, so that what is changed in it is saved with the rest.
    """
    if members.get(name) is None:
        members[name] = []
    return members[name]
