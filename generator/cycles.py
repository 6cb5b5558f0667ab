"""Finds components that are nothing but a reference to themselves, over whatever detours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.yamlsource import Pointer

_PREFIX = "#/components/"
# What stands below these describes the same value; below others, a part of it, which may recur.
_SAME_VALUE = ("anyOf", "oneOf", "allOf")


def find_cycles(components: dict[str, dict[str, Any]]) -> Iterator[tuple[Pointer, str]]:
    """Find the components of which no reader could say what they are.

    Args:
        components: the components of the document by kind and name.

    Returns:
        Where each stands, and what is wrong with it.
    """
    for kind, members in components.items():
        for name, value in members.items():
            way = _way_back(components, f"{_PREFIX}{kind}/{name}", value)
            if way:
                names = " -> ".join(reference.rpartition("/")[2] for reference in way)
                yield ("components", kind, name), f"{name} refers to itself: {names}"


def _way_back(components: dict[str, dict[str, Any]], start: str, value: Any) -> list[str]:
    """References that lead from a component to itself; none when it has an end."""
    seen: set[str] = set()
    waiting = [([start], value)]
    while waiting:
        way, current = waiting.pop()
        for reference in _same(current):
            if reference == start:
                return [*way, reference]
            if reference not in seen:
                seen.add(reference)
                waiting.append(([*way, reference], _target(components, reference)))
    return []


def _same(value: Any) -> Iterator[str]:
    """References that stand for the value itself."""
    if not isinstance(value, dict):
        return
    if isinstance(value.get("$ref"), str):
        yield value["$ref"]
    for key in _SAME_VALUE:
        parts = value.get(key)
        for part in parts if isinstance(parts, list) else ():
            yield from _same(part)


def _target(components: dict[str, dict[str, Any]], reference: str) -> Any:
    kind, _, name = reference.removeprefix(_PREFIX).partition("/")
    return components.get(kind, {}).get(name)
