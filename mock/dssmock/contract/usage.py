"""What the mock serves of the calls of a program: with state, by example, or not at all."""

from __future__ import annotations

import types
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dssmock.contract.verify import Verdict

# What a handler reaches when it keeps or reads something of the instance.
STATE: Final = frozenset({
    "table", "blobs", "part", "sql", "futures", "jobs", "scenarios", "nodes", "require_project",
})  # fmt: skip
PACKAGE: Final = "dssmock"


@dataclass(frozen=True, slots=True)
class Usage:
    """How the calls of a program are served, each operation with the number of its calls.

    Attributes:
        stateful: operations whose handler keeps or reads state.
        example: operations whose handler answers the same in every state.
        missing: operations without a handler, and calls that are no operation.
    """

    stateful: Counter[str]
    example: Counter[str]
    missing: Counter[str]

    def lines(self) -> Iterator[str]:
        """The report, a line for each operation and one of figures."""
        kinds = (("state", self.stateful), ("example", self.example), ("missing", self.missing))
        for kind, counts in kinds:
            for name, count in sorted(counts.items()):
                yield f"{kind:8} {count:6} {name}"
        yield ", ".join(f"{len(counts)} {kind}" for kind, counts in kinds)


def measure(verdicts: Sequence[Verdict], handlers: Mapping[str, Callable[..., Any]]) -> Usage:
    """Sort the calls of a program by how the mock serves them.

    Args:
        verdicts: the calls.
        handlers: the handlers of the mock, by operationId.
    """
    usage = Usage(Counter(), Counter(), Counter())
    for verdict in verdicts:
        handler = handlers.get(verdict.operation or "")
        if verdict.operation is None or handler is None:
            usage.missing[verdict.operation or verdict.exchange.called] += 1
        elif has_state(handler):
            usage.stateful[verdict.operation] += 1
        else:
            usage.example[verdict.operation] += 1
    return usage


def has_state(handler: Callable[..., Any]) -> bool:
    """Whether a handler, or a function of the mock that it calls, reaches the state.

    It is read off the compiled code, so it holds without a call.
    """
    waiting, seen = [handler], set[Any]()
    while waiting:
        function = waiting.pop()
        code = getattr(function, "__code__", None)
        if code is None or code in seen:
            continue
        seen.add(code)
        names = set(_names(code))
        if names & STATE:
            return True
        waiting.extend(_called(function.__globals__, names))
    return False


def _names(code: types.CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _names(constant)


def _called(space: Mapping[str, Any], names: set[str]) -> Iterator[Callable[..., Any]]:
    """Functions of the mock among the names, also those behind one of its modules."""
    for name in names:
        value = space.get(name)
        if isinstance(value, types.FunctionType) and value.__module__.startswith(PACKAGE):
            yield value
        elif isinstance(value, types.ModuleType) and value.__name__.startswith(PACKAGE):
            for inner in names:
                found = vars(value).get(inner)
                if isinstance(found, types.FunctionType):
                    yield found
