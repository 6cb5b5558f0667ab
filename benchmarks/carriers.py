"""Measures the libraries that could carry requests: ``python -m benchmarks.carriers``.

Writes its tables into ``docs/performance.md``, unless ``--quick`` is given.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from rich.console import Console

from benchmarks import about
from benchmarks.candidates import ASYNC, SYNC
from benchmarks.measures import MB, Run, both, floor
from benchmarks.report import number, write_into
from benchmarks.runner import ROOT, Outcome, Workers, rounds, server
from tests.parity.incumbent import VERSION, python_of_incumbent

PAGE: Final = ROOT / "docs/performance.md"
MARKS: Final = (
    "<!-- carriers: begin, written by python -m benchmarks.carriers -->",
    "<!-- carriers: end -->",
)
Rows = Mapping[str, Run]
OURS, THEIRS = "**this package**", "dataiku-api-client"


def _rows(task: str, quick: dict[str, Any], names: Sequence[str], **params: Any) -> dict[str, Run]:
    return {
        name: Run("floor", f"candidates.{task}", {"name": name, **params}, quick) for name in names
    }


def _gets() -> Rows:
    quick = {"count": 200}
    ours, theirs = both("clients.small_get", quick, count=1000)
    return {**_rows("small_get", quick, list(SYNC), count=1000), OURS: ours, THEIRS: theirs}


def _downloads(framing: str) -> Rows:
    quick, params = {"size": 10 * MB}, {"framing": framing, "size": 100 * MB}
    ours, theirs = both("clients.download", quick, **params)
    rows = _rows("download", quick, list(SYNC), **params)
    return {"a socket": floor("download", quick, **params), **rows, OURS: ours, THEIRS: theirs}


def _queued() -> Rows:
    quick = {"calls": 200}
    aiohttp = floor("aiohttp_queued", quick, calls=1000)
    ours = Run("ours", "tasks_async.unbounded", {"calls": 1000}, quick)
    return {"aiohttp": aiohttp, **_rows("calls_queued", quick, list(ASYNC), calls=1000), OURS: ours}


# Title, figure, its unit, what it is multiplied by, rows; the first row is what the others are
# divided by.
TABLES: Final[tuple[tuple[str, str, str, float, Rows], ...]] = (
    ("Small GET on a kept connection, JSON decoded", "cpu", "µs CPU", 1e6, _gets()),
    ("Download of 100 MB, chunked", "cpu", "s CPU a GB", 1.0, _downloads("chunked")),
    ("Download of 100 MB, known length", "cpu", "s CPU a GB", 1.0, _downloads("length")),
    ("1,000 async calls of 20 ms at once, a call", "wall", "ms", 1e3, _queued()),
)  # fmt: skip


def main() -> int:
    """Run it all.

    Returns:
        The exit status: 0 when everything could be measured.
    """
    parser = argparse.ArgumentParser(prog="carriers", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, one round, no page")
    parser.add_argument("--rounds", type=int, default=5, help="how often all is measured")
    parser.add_argument("--incumbent", type=Path, help="Python of an environment that has it")
    options = parser.parse_args()
    base = Path(os.environ.get("TOX_ENV_DIR", sys.prefix))
    incumbent = options.incumbent or python_of_incumbent(base / "incumbent")
    count = 1 if options.quick else options.rounds
    runs = list({run.name: run for *_, rows in TABLES for run in rows.values()}.values())
    with server() as url:
        workers = Workers(url, incumbent, base / "bench-cache", quick=options.quick)
        outcomes = rounds(workers, runs, count)
    text = _page(outcomes, count)
    Console(highlight=False, soft_wrap=True).print(text, markup=False)
    if not options.quick:
        write_into(PAGE, text, MARKS)
    return 1 if any("error" in each[-1] for each in outcomes.values()) else 0


def _page(outcomes: Mapping[str, list[Outcome]], count: int) -> str:
    machine = about.machine()
    versions = ", ".join(f"{name} {each}" for name, each in about.versions(VERSION).items())
    origin = (
        f"Run of {about.date()[:10]}, {count} interleaved rounds, medians; {machine['system']}, "
        f"{machine['cpus']} processors, Python {machine['python']}; {versions}."
    )
    lines = [origin]
    for title, quantity, unit, factor, rows in TABLES:
        least = next(iter(rows))
        lines += ["", f"{title}:", "", f"| Candidate | {unit} | / {least} |", "|---|---|---|"]
        base = outcomes[rows[least].name]
        for name, run in rows.items():
            found = outcomes[run.name]
            if "error" in found[-1]:
                lines.append(f"| {name} | {found[-1]['error']} | - |")
                continue
            middle = statistics.median(each[quantity] for each in found) * factor
            ratio = statistics.median(
                each[quantity] / other[quantity] for each, other in zip(found, base, strict=True)
            )
            lines.append(f"| {name} | {number(middle)} | {number(ratio)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
