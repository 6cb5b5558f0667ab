"""Which other operations a path of the document leads to as well.

DSS takes every path with and without its final slash, and a literal segment of one path may be
the value of a parameter of another: `git/tags` and `git/tags/` are one route, and
`datasets/managed` may name a dataset. So an instance knows verbs on a path that stand at another
path of the document.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from dssmock.bundle import Operation, default_bundle
from dssmock.router import split

ANY: Final = "{}"
REST: Final = "{*}"


@cache
def verbs(path: str) -> frozenset[str]:
    """The verbs that a path has by operations which the document has at other paths.

    Args:
        path: a path as the document writes it.
    """
    operations = default_bundle().operations.values()
    own = next(_pattern(each) for each in operations if each.path == path)
    return frozenset(
        each.method for each in operations if each.path != path and _meet(own, _pattern(each))
    )


def _pattern(operation: Operation) -> tuple[str, ...]:
    slashes = {f"{{{each.name}}}" for each in operation.parameters if each.slashes}
    return tuple(
        REST if segment in slashes else ANY if segment.startswith("{") else segment
        for segment in split(operation.path)
    )


def _meet(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether some path is of both patterns."""
    if not one or not other:
        return not one and not other
    if REST in (one[0], other[0]):
        # What keeps its slashes takes a segment, and may take the next as well.
        return any(
            _meet(*rest)
            for rest in (
                (one[1:], other[1:]),
                (one, other[1:]) if one[0] == REST else (one[1:], other),
            )
        )
    return (one[0] == other[0] or ANY in (one[0], other[0])) and _meet(one[1:], other[1:])
