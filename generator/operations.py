"""Compares the spec with a table of operations: which of them it does not describe.

The table is tab-separated with a line of titles: node, method, path, since, returns, query, body
and the methods of the official client that perform it (`Class.method`, spaces between them).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.bundle import Bundle
from generator.yamlsource import Problem, SourceError

COLUMNS = ("node", "method", "path", "since", "returns", "query", "body")
_PARAMETER = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True)
class Operation:
    """A line of the table.

    Attributes:
        method: HTTP method in capitals.
        path: path, with names in braces where parameters stand.
        since: the first version of DSS that is known to have it.
        callers: methods of the official client that perform it.
    """

    method: str
    path: str
    since: str
    callers: tuple[str, ...]

    @property
    def route(self) -> tuple[str, str]:
        """What the same operation has in another document too."""
        return self.method, normalised(self.path)

    def is_called_by(self, classes: Collection[str]) -> bool:
        """Whether one of these classes of the official client performs it."""
        return any(caller.partition(".")[0] in classes for caller in self.callers)

    def __str__(self) -> str:
        """Render the operation as one line."""
        return f"{self.since:>5} {self.method:<6} {self.path} ({' '.join(self.callers)})"


def normalised(path: str) -> str:
    """Make a path comparable: the names of its parameters do not count, its slashes do."""
    return _PARAMETER.sub("{}", path)


def read_table(path: Path, node: str = "dss") -> list[Operation]:
    """Read the operations of one kind of node.

    Args:
        path: the table.
        node: the kind of node, as the first column names it.

    Raises:
        SourceError: the file cannot be read, or is no such table.
    """
    try:
        titles, *lines = path.read_text("utf-8").splitlines() or [""]
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError([Problem(path.name, 1, "table", str(error))]) from error
    if tuple(titles.split("\t")[: len(COLUMNS)]) != COLUMNS:
        message = f"the titles must begin with {', '.join(COLUMNS)}"
        raise SourceError([Problem(path.name, 1, "table", message)])
    return list(_operations(path, lines, node))


def _operations(path: Path, lines: Iterable[str], node: str) -> Iterator[Operation]:
    for number, line in enumerate(lines, 2):
        cells = line.split("\t")
        if len(cells) <= len(COLUMNS):
            message = f"{len(cells)} columns instead of {len(COLUMNS) + 1}"
            raise SourceError([Problem(path.name, number, "table", message)])
        if cells[0] == node:
            _, method, route, since, *_, callers = cells
            yield Operation(method.upper(), route, since, tuple(callers.split()))


def select(
    operations: Iterable[Operation], since: Collection[str], classes: Collection[str]
) -> list[Operation]:
    """Choose operations.

    Args:
        operations: the operations to choose from.
        since: versions of which to take those that are new in them; none takes all.
        classes: classes of the official client of which to take what they perform; none takes all.
    """
    return [
        each
        for each in operations
        if (not since or each.since in since) and (not classes or each.is_called_by(classes))
    ]


def missing(operations: Iterable[Operation], bundle: Bundle) -> list[Operation]:
    """The operations that a spec does not describe, in the order of their paths."""
    known = {(method.upper(), normalised(path)) for path, method, _ in bundle.operations()}
    found = [each for each in operations if each.route not in known]
    return sorted(found, key=lambda each: (each.path, each.method))


def report(chosen: Iterable[Operation], absent: Iterable[Operation]) -> Iterator[str]:
    """Lines that say what is missing, and how much there is of each version."""
    absent = list(absent)
    yield from map(str, absent)
    wanted, gaps = (Counter(each.since for each in part) for part in (chosen, absent))
    for since in sorted(wanted, key=lambda version: [int(part) for part in version.split(".")]):
        yield f"since {since}: {wanted[since] - gaps[since]} of {wanted[since]}"
    total = wanted.total()
    yield f"{total - gaps.total()} of {total} operations are in the spec"
