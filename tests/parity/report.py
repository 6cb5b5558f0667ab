"""What a run found, and how it is told."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from rich.console import Console
from rich.markup import escape

from dssmock.bundle import default_bundle
from tests.parity.compare import Point, compare_records, diff
from tests.parity.differences import Row, judge
from tests.parity.sides import ReadBack

Record = Mapping[str, Any]

# Calls whose label says so ask for what is no operation at all.
NO_ROUTE: Final = "no such route"
NOT_HANDLED: Final = 501
_SHOWN: Final = 400


@dataclass(slots=True)
class Outcome:
    """What a run found.

    Attributes:
        calls: how many calls were compared.
        requests: how many requests they sent.
        read_back: how many readings of what the other side wrote were compared.
        operations: how many operations of the document were reached.
        methods: how many public methods that both have were called.
        rows: how many listed differences were met.
        points: differences that no row covers.
        faults: what else is wrong, as sentences.
        gaps: what the table should have reached and did not, as sentences.
    """

    calls: int = 0
    requests: int = 0
    read_back: int = 0
    operations: int = 0
    methods: int = 0
    rows: int = 0
    points: list[Point] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Whether nothing is left to explain."""
        return not (self.points or self.faults or self.gaps)


def examine(
    records: tuple[Record, Record], back: tuple[ReadBack, ReadBack], rows: list[Row]
) -> Outcome:
    """Judge the records of a run.

    Args:
        records: of the table, the incumbent's first.
        back: what the incumbent wrote, and what this package wrote.
        rows: the differences that are right.
    """
    theirs, ours = records
    all_of = [*records, *(record for pair in back for record in (pair.written, pair.read))]
    points = [
        *compare_records(theirs["acts"], ours["acts"]),
        *_compare_back(*back),
        *(point for record in all_of for point in _unanswered(record)),
    ]
    verdict = judge(points, rows)
    outcome = Outcome(points=verdict.unexplained, rows=len(rows) - len(verdict.unused))
    outcome.calls, outcome.requests = _measure(ours)
    outcome.read_back, _ = _measure(back[0].read)
    outcome.faults = [f"the mock broke: {text}" for record in all_of for text in record["defects"]]
    outcome.gaps = [
        f"a listed difference was not met: {row.step} {row.at}" for row in verdict.unused
    ]
    _count_operations(outcome, records)
    _count_methods(outcome, theirs["methods"], ours["methods"])
    return outcome


def show(console: Console, outcome: Outcome, seconds: float) -> None:
    """Tell what was found; the last line is the figure."""
    for point in outcome.points:
        console.print(f"[red]{escape(point.step)}[/] [bold]{escape(point.at)}[/]")
        console.print(f"  incumbent  {escape(_short(point.theirs))}")
        console.print(f"  ours       {escape(_short(point.ours))}")
    for text in (*outcome.faults, *outcome.gaps):
        console.print(f"[red]{escape(text)}[/]")
    console.print(
        f"{outcome.operations} operations and {outcome.methods} public methods that both have,"
        f" {outcome.read_back} readings of what the other wrote, {seconds:.0f} s"
    )
    wrong = len(outcome.points) + len(outcome.faults) + len(outcome.gaps)
    equal = f"{outcome.requests} requests and all results equal"
    verdict = f"[bold red]{wrong} things to explain[/]" if wrong else f"[bold green]{equal}[/]"
    console.print(f"parity: {outcome.calls} calls, {verdict}, {outcome.rows} listed differences")


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if "\n" in text or len(text) <= _SHOWN else f"{text[:_SHOWN]} ..."


def _steps(record: Record) -> Iterator[tuple[str, Record]]:
    for name, act in record["acts"].items():
        for step in act["steps"]:
            yield f"{name}/{step['label']}", step


def _measure(record: Record) -> tuple[int, int]:
    steps = [step for _, step in _steps(record)]
    return len(steps), sum(len(step["requests"]) for step in steps)


def _compare_back(theirs: ReadBack, ours: ReadBack) -> Iterator[Point]:
    """What each wrote must be the same, in the requests, in the instance, and for its reader."""
    yield from compare_records(theirs.written["acts"], ours.written["acts"])
    # The incumbent reads what this package wrote, and the other way round.
    yield from compare_records(ours.read["acts"], theirs.read["acts"])
    for at, left, right in diff(theirs.state, ours.state, ""):
        yield Point("state after writing", at, left, right)


def _unanswered(record: Record) -> Iterator[Point]:
    """Requests that no handler answered, or that say what the document does not know."""
    for name, step in _steps(record):
        for call in step["requests"]:
            told = f"{call['method']} {call['path']}"
            if call["status"] == NOT_HANDLED:
                yield Point(name, f"/{record['side']}/unanswered", f"{told}: no handler", "")
            elif call["operation"] is None and NO_ROUTE not in step["label"]:
                yield Point(name, f"/{record['side']}/unanswered", f"{told}: no operation", "")
            if call["warnings"]:
                unknown = "; ".join(call["warnings"])
                yield Point(name, f"/{record['side']}/unknown", f"{told}: {unknown}", "")


def _count_operations(outcome: Outcome, records: tuple[Record, Record]) -> None:
    """Every operation is reached that DSS still has."""
    calls = [call for record in records for _, step in _steps(record) for call in step["requests"]]
    reached = {call["operation"] for call in calls} - {None}
    outcome.operations = len(reached)
    for name, operation in default_bundle().operations.items():
        if name not in reached and operation.until is None:
            outcome.gaps.append(f"no call reaches the operation {name}")


def _count_methods(outcome: Outcome, theirs: Mapping[str, bool], ours: Mapping[str, bool]) -> None:
    both = theirs.keys() & ours.keys()
    outcome.methods = sum(ours[name] for name in both)
    outcome.gaps += [f"no call reaches {name}" for name in sorted(both) if not ours[name]]
