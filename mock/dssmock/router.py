"""From a path to an operation: a trie over the segments of the document's paths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from dssmock import errors
from dssmock.bundle import Bundle, Operation

PREFIXES = (("dip", "publicapi"), ("public", "api"))


@dataclass(frozen=True, slots=True)
class Match:
    """An operation and the values of its path parameters."""

    operation: Operation
    path: dict[str, str]


class NoRoute(Exception):
    """DSS has no such route."""


@dataclass(slots=True)
class _Node:
    """A place in the trie; ``rest`` is a parameter that takes all segments that are left.

    Operations stand with the names of their path parameters.
    """

    static: dict[str, _Node] = field(default_factory=dict)
    parameter: _Node | None = None
    rest: _Node | None = None
    operations: list[tuple[Operation, list[str]]] = field(default_factory=list)

    def open_parameter(self) -> _Node:
        if self.parameter is None:
            self.parameter = _Node()
        return self.parameter

    def open_rest(self) -> _Node:
        if self.rest is None:
            self.rest = _Node()
        return self.rest


class Router:
    """Finds operations by method and path.

    A path is met with and without its final slash, and double slashes count as one. A literal
    segment is preferred to a parameter, a parameter to one that keeps its slashes.

    Args:
        operations: the operations to find.
        version: version of DSS; operations that it has not are left out.
    """

    def __init__(self, operations: Iterable[Operation], version: str) -> None:
        self._root = _Node()
        for operation in operations:
            if operation.known_in(version):
                self._add(operation)

    def match(self, method: str, segments: list[str]) -> Match:
        """Find the operation of a request.

        Args:
            method: the verb, in capitals.
            segments: the segments of the path below the prefix, decoded.

        Raises:
            NoRoute: no operation has this path.
            errors.MethodNotAllowed: operations have this path, none has this verb.
        """
        allowed: set[str] = set()
        for node, values in _walk(self._root, segments, 0, ()):
            for operation, names in node.operations:
                if operation.method == method:
                    return Match(operation, dict(zip(names, values, strict=True)))
                allowed.add(operation.method)
        if not allowed:
            raise NoRoute
        raise errors.MethodNotAllowed(
            f"rawMethod{method}notsupported",
            headers={"allow": ", ".join(sorted(allowed))},
        )

    def _add(self, operation: Operation) -> None:
        slashes = {each.name for each in operation.parameters if each.slashes}
        node = self._root
        for segment in split(operation.path):
            if not _is_parameter(segment):
                node = node.static.setdefault(segment, _Node())
            elif segment[1:-1] in slashes:
                node = node.open_rest()
            else:
                node = node.open_parameter()
        for other, _ in node.operations:
            if other.method == operation.method:
                raise ValueError(f"{operation.id} and {other.id} have the same route")
        node.operations.append((operation, path_names(operation)))


def _walk(
    node: _Node, segments: list[str], index: int, values: tuple[str, ...]
) -> Iterator[tuple[_Node, tuple[str, ...]]]:
    """All places that a path leads to, the most literal first."""
    if index == len(segments):
        if node.operations:
            yield node, values
        return
    segment = segments[index]
    if segment in node.static:
        yield from _walk(node.static[segment], segments, index + 1, values)
    if node.parameter is not None:
        yield from _walk(node.parameter, segments, index + 1, (*values, segment))
    if node.rest is not None:
        for end in range(len(segments), index, -1):
            value = "/".join(segments[index:end])
            yield from _walk(node.rest, segments, end, (*values, value))


def _is_parameter(segment: str) -> bool:
    return segment.startswith("{") and segment.endswith("}")


def path_names(operation: Operation) -> list[str]:
    """Names of the path parameters, in the order of the path."""
    return [segment[1:-1] for segment in split(operation.path) if _is_parameter(segment)]


def split(path: str) -> list[str]:
    """The segments of a path; empty ones (double and final slashes) do not count."""
    return [segment for segment in path.split("/") if segment]


def decode(segment: str) -> str:
    """A segment without its percent-encoding.

    Raises:
        errors.BadRequest: the bytes are no UTF-8.
    """
    try:
        return unquote_to_bytes(segment).decode()
    except UnicodeDecodeError:
        raise errors.BadRequest(f"The path is not UTF-8: {segment}") from None


def below_prefix(path: str) -> list[str] | None:
    """The raw segments below the prefix of the API, or None for a path outside of it."""
    segments = split(path)
    for prefix in PREFIXES:
        if tuple(segments[:2]) == prefix:
            return segments[2:]
    return None


@lru_cache(maxsize=32)
def router_of(bundle: Bundle, version: str) -> Router:
    """The router of a version; routers keep no state, so instances share theirs."""
    return Router(bundle.operations.values(), version)


def below(path: str, segments: list[str]) -> str:
    """The path below the prefix, as it came."""
    tail = "/" if path.endswith("/") and segments else ""
    return "/" + "/".join(segments) + tail
