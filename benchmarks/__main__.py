"""Measures ours, the incumbent and the floors. ``tox -e bench``, or ``python -m benchmarks``.

The full run stores what it found: ``benchmarks/results/latest.json``, the picture in
``docs/images`` and the table in ``docs/performance.md``. A quick run, or one of some measures only,
stores nothing unless ``--json FILE`` is given.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from rich.console import Console

from benchmarks import about, measures, picture, report, verdicts
from benchmarks.measures import Cell, Run
from benchmarks.runner import ROOT, Workers, rounds, server
from tests.parity.incumbent import VERSION, python_of_incumbent

RESULT: Final = ROOT / "benchmarks/results/latest.json"
PICTURE: Final = ROOT / "docs/images/benchmarks.svg"
PAGE: Final = ROOT / "docs/performance.md"


def main() -> int:
    """Run it all.

    Returns:
        The exit status: 0 when all of ours could be measured or does not exist yet.
    """
    options = _options()
    console = Console(width=None if sys.stdout.isatty() else 190, highlight=False)
    if options.again:
        return _again(console, options)
    base = Path(os.environ.get("TOX_ENV_DIR", sys.prefix))
    with console.status("An environment for the incumbent"):
        incumbent = options.incumbent or python_of_incumbent(base / "incumbent")
    begin = time.monotonic()
    cells = measures.chosen(options.only)
    count = options.rounds or (1 if options.quick else 9)
    outcomes = _measure(console, cells, count, incumbent, base, quick=options.quick)
    found = [verdicts.judge(cell, outcomes) for cell in cells]
    origin = _about(cells, outcomes, count, quick=options.quick)
    report.show(console, found, origin)
    console.print(f"{time.monotonic() - begin:.0f} s")
    _store(options, found, origin, outcomes)
    return 1 if any(verdict.state == "failed" for verdict in found) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, one round")
    parser.add_argument("--only", default="", help="letters of measures by commas, such as d,e")
    parser.add_argument("--rounds", type=int, default=0, help="how often all is measured")
    parser.add_argument("--json", type=Path, help="write the result into this file too")
    parser.add_argument(
        "--again", type=Path, help="measure nothing: show and store what this file of a run holds"
    )
    parser.add_argument("--incumbent", type=Path, help="Python of an environment that has it")
    return parser.parse_args()


def _again(console: Console, options: argparse.Namespace) -> int:
    """Makes table, page and picture of a stored run once more, for when they have changed."""
    stored = json.loads(options.again.read_text(encoding="utf-8"))
    outcomes = stored.pop("outcomes")
    del stored["cells"]
    cells = [cell for cell in measures.CELLS if all(run.name in outcomes for run in cell.runs)]
    found = [verdicts.judge(cell, outcomes) for cell in cells]
    report.show(console, found, stored)
    _store(options, found, stored, outcomes)
    return 0


def _measure(
    console: Console, cells: Sequence[Cell], count: int, incumbent: Path, base: Path, *, quick: bool
) -> dict[str, list[dict[str, Any]]]:
    """All rounds of all runs that the cells need; each run once a round at most."""
    runs = list({run.name: run for cell in cells for run in cell.runs}.values())
    runs += measures.PACE
    with server() as url, console.status("") as status:
        workers = Workers(url, incumbent, base / "bench-cache", quick=quick)
        for side in ("ours", "incumbent"):
            # Compiles the modules, which is not what is measured.
            workers.run(Run(side, "fresh.client"), 0)

        def told(number: int, at: int, run: Run) -> None:
            where = f"round {number + 1} of {count}, {at + 1} of {len(runs)}"
            status.update(f"{where}: {run.name}")

        return rounds(workers, runs, count, told)


def _about(
    cells: Sequence[Cell], outcomes: verdicts.Outcomes, count: int, *, quick: bool
) -> dict[str, Any]:
    return {
        "date": about.date(),
        "commit": about.commit(ROOT),
        "versions": about.versions(VERSION),
        "machine": about.machine(),
        "rounds": count,
        "quick": quick,
        "server": {
            "pace": verdicts.pace(outcomes, measures.PACE, measures.SMALL),
            "work": verdicts.work_ratios(cells, outcomes),
        },
    }


def _store(
    options: argparse.Namespace,
    found: Sequence[verdicts.Verdict],
    origin: dict[str, Any],
    outcomes: verdicts.Outcomes,
) -> None:
    # With --again somebody has chosen what is to be stored.
    whole = options.again or not (options.quick or options.only)
    document = {
        **origin,
        "cells": [verdict.as_dict() for verdict in found],
        "outcomes": outcomes,
    }
    text = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    for file in [RESULT] * bool(whole) + [options.json] * bool(options.json):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    if whole:
        caption = (
            f"dataiku-api-client {VERSION}, Python {origin['machine']['python']}, "
            f"{origin['date'][:10]}, commit {origin['commit'][:12]}, {report.kind(origin)}"
        )
        PICTURE.write_text(picture.draw(found, caption), encoding="utf-8")
        report.write_into(PAGE, report.markdown(found, origin))


if __name__ == "__main__":
    sys.exit(main())
