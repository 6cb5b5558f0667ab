"""From the outcomes of the rounds to medians, spreads, ratios and what they miss. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from benchmarks.measures import Cell, Run

Outcomes = Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True)
class Spread:
    """Some values of one thing: their median, and the lowest and highest of them."""

    middle: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread | None:
        """That of some values; None when there are none."""
        return cls(median(values), min(values), max(values)) if values else None


@dataclass(frozen=True)
class Verdict:
    """What came out for a cell.

    Attributes:
        cell: the cell.
        ours: figures of ours, as shown.
        incumbent: those of the incumbent.
        floor: those of the floor.
        to_incumbent: ours divided by the incumbent, round by round.
        to_floor: ours divided by the floor, round by round.
        notes: what a side lacks or how it failed.
    """

    cell: Cell
    ours: Spread | None
    incumbent: Spread | None
    floor: Spread | None
    to_incumbent: Spread | None
    to_floor: Spread | None
    notes: tuple[str, ...]

    @property
    def missed(self) -> list[str]:
        """Which targets are missed, in words; empty when none is, or nothing was measured."""
        cell, found = self.cell, []
        pairs = (
            ("incumbent", self.to_incumbent, cell.to_incumbent),
            ("floor", self.to_floor, cell.to_floor),
            ("limit", self.ours, cell.limit),
        )
        for name, spread, target in pairs:
            if spread is not None and target is not None and spread.middle > target:
                found.append(name)
        return found

    @property
    def slower(self) -> bool:
        """Whether ours is slower than the incumbent."""
        ratio = self.to_incumbent
        return self.cell.slower and ratio is not None and ratio.middle > 1.0

    @property
    def state(self) -> str:
        """`ok`, `missed`, `slower`, `absent` or `failed`."""
        if self.ours is None:
            return "absent" if any(" has no " in note for note in self.notes) else "failed"
        if self.slower:
            return "slower"
        return "missed" if self.missed else "ok"

    def as_dict(self) -> dict[str, Any]:
        """All of it for JSON."""
        cell = self.cell
        spreads = {
            name: asdict(spread) if (spread := getattr(self, name)) is not None else None
            for name in ("ours", "incumbent", "floor", "to_incumbent", "to_floor")
        }
        targets = {"incumbent": cell.to_incumbent, "floor": cell.to_floor, "limit": cell.limit}
        return {
            "measure": cell.measure,
            "what": cell.what,
            "unit": cell.unit[0],
            "floor_is": cell.floor.task if cell.floor else None,
            **spreads,
            "targets": targets,
            "state": self.state,
            "missed": self.missed,
            "notes": list(self.notes),
        }


def judge(cell: Cell, outcomes: Outcomes) -> Verdict:
    """Looks at what was measured for a cell.

    Args:
        cell: the cell.
        outcomes: of all runs.

    Returns:
        The verdict. Ratios are made inside each round, then the median is taken.
    """
    ours, incumbent, floor = (
        _figures(run, cell, outcomes) for run in (cell.ours, cell.incumbent, cell.floor)
    )
    notes = [note for run in cell.runs for note in _notes(run, outcomes)]
    return Verdict(
        cell,
        Spread.of(ours),
        Spread.of(incumbent),
        Spread.of(floor),
        Spread.of(_ratios(ours, incumbent)),
        Spread.of(_ratios(ours, floor)),
        tuple(notes),
    )


def _figures(run: Run | None, cell: Cell, outcomes: Outcomes) -> list[float]:
    if run is None:
        return []
    factor = cell.unit[1]
    return [found[cell.quantity] * factor for found in outcomes[run.name] if cell.quantity in found]


def _notes(run: Run, outcomes: Outcomes) -> list[str]:
    return [
        f"{run.side} {run.task}: {found[kind]}"
        for found in outcomes[run.name]
        for kind in ("absent", "error")
        if kind in found
    ]


def _ratios(ours: Sequence[float], other: Sequence[float]) -> list[float]:
    # A run that failed is not repeated, so one list may be shorter.
    return [mine / its for mine, its in zip(ours, other, strict=False) if its > 0]


def pace(outcomes: Outcomes, bare: Sequence[Run], clients: Sequence[Run]) -> dict[str, float]:
    """Microseconds of CPU for a small GET: of the server, and of the cheapest client.

    Processor time is compared, which depends little on what else the machine does.

    Args:
        outcomes: of all runs.
        bare: a socket that waits for each answer, and one that does not.
        clients: the runs of the small GET.

    Returns:
        What the server takes, by the name of the task of each socket; and as `client` what the
        cheapest client takes, when a small GET was measured.
    """
    found: dict[str, float] = {}
    for run in bare:
        # The worker knows the number of its requests; all of them are in `busy`.
        costs = [
            each["server"] * each["cpu"] / each["busy"] * 1e6
            for each in outcomes.get(run.name, ())
            if each.get("busy") and "server" in each
        ]
        if costs:
            found[run.task.partition(".")[2]] = median(costs)
    cheapest = [
        median(values) * 1e6
        for run in clients
        if (values := [each["cpu"] for each in outcomes.get(run.name, ()) if "cpu" in each])
    ]
    return found | ({"client": min(cheapest)} if cheapest else {})


def work_ratios(cells: Sequence[Cell], outcomes: Outcomes) -> dict[str, float]:
    """CPU of the cheapest client by that of the server, for the same work.

    For bytes both are mostly the kernel's, which copies them for a bare socket as well.

    Args:
        cells: what was measured.
        outcomes: of all runs.

    Returns:
        The factor by the words for the work.
    """
    found: dict[str, float] = {}
    for cell in cells:
        clients = [run for run in (cell.ours, cell.incumbent) if run is not None]
        if cell.measure not in {"d", "e", "e'"} or cell.quantity == "growth":
            continue
        factors = [
            median(values)
            for run in clients
            if (
                values := [
                    each["busy"] / each["server"]
                    for each in outcomes[run.name]
                    if each.get("server") and "busy" in each
                ]
            )
        ]
        if factors:
            found[cell.what.removesuffix(": CPU").removesuffix(": wall")] = min(factors)
    return found
