"""The differences that are right, as rows of ``differences.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final

from tests.parity.compare import Point

FILE: Final = Path(__file__).with_name("differences.toml")


@dataclass(frozen=True, slots=True)
class Row:
    """A difference that is right.

    Attributes:
        step: which calls it is in, as a pattern.
        at: where in them, as a pattern.
        why: the reason.
        theirs: what the incumbent has there, when the row names it.
        ours: what this package has there, when the row names it.
    """

    step: str
    at: str
    why: str
    theirs: Any = None
    ours: Any = None

    def covers(self, point: Point) -> bool:
        """Whether a point is this difference."""
        return (
            fnmatchcase(point.step, self.step)
            and fnmatchcase(point.at, self.at)
            and self.theirs in (None, point.theirs)
            and self.ours in (None, point.ours)
        )


def load_rows(file: Path = FILE) -> list[Row]:
    """The rows of a file.

    Raises:
        TypeError: a row has a member that no row has, or lacks one.
    """
    document = tomllib.loads(file.read_text(encoding="utf-8"))
    return [Row(**row) for row in document.get("difference", [])]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What remains of the points after the rows.

    Attributes:
        unexplained: points that no row covers.
        unused: rows that cover no point.
        explained: how many points the rows cover.
    """

    unexplained: list[Point]
    unused: list[Row]
    explained: int


def judge(points: Iterable[Point], rows: Iterable[Row]) -> Verdict:
    """Hold the points against the rows."""
    unused = list(rows)
    used: list[Row] = []
    unexplained: list[Point] = []
    explained = 0
    for point in points:
        row = next((row for row in [*used, *unused] if row.covers(point)), None)
        if row is None:
            unexplained.append(point)
            continue
        explained += 1
        if row in unused:
            unused.remove(row)
            used.append(row)
    return Verdict(unexplained, unused, explained)
