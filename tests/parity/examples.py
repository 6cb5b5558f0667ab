"""Runs the examples with the incumbent and with this package.

``python -m tests.parity.examples`` runs each of those that use nothing new with both, on pairs of
mocks that begin as the same instances. It ends with 0 when both give and print the same and leave
the same behind on the mocks.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from tests.example_runs import INCUMBENT_TOO
from tests.parity.incumbent import python_of_incumbent
from tests.parity.sides import KEPT, ROOT, TIMEOUT, Watched


@dataclass(frozen=True, slots=True)
class Played:
    """What came of an example.

    Attributes:
        output: what it printed, its result at the end.
        errors: what is on standard error, and what broke in the mocks.
        states: the tables of the mocks.
    """

    output: str
    errors: str
    states: list[dict[str, Any]]


def main() -> int:
    """Run them all.

    Returns:
        The exit status.
    """
    parser = argparse.ArgumentParser(prog="examples", description="The examples with both packages")
    parser.add_argument("--incumbent", type=Path, help="Python of an environment that has it")
    parser.add_argument("--only", default="", help="run the examples with this in their name")
    arguments = parser.parse_args()
    console = Console(highlight=False, soft_wrap=True)
    place = Path(os.environ.get("TOX_ENV_DIR", sys.prefix), "incumbent")
    pythons = [arguments.incumbent or python_of_incumbent(place), Path(sys.executable)]
    good = True
    for name in INCUMBENT_TOO:
        if arguments.only in name:
            with ThreadPoolExecutor(2) as pool:
                theirs, ours = pool.map(lambda python: play(python, name), pythons)  # noqa: B023 (called before the next name)
            problems = list(compare(theirs, ours))
            good = good and not problems
            console.print(f"{name}: {'differs' if problems else 'the same'}", *problems, sep="\n")
    return 0 if good else 1


def play(python: Path, name: str) -> Played:
    """Run one example on two fresh mocks."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        mocks = [Watched(), Watched()]
        for mock in mocks:
            stack.callback(mock.close)
        urls = [stack.enter_context(mock.serve()).url for mock in mocks]
        surroundings = {name: os.environ[name] for name in KEPT if name in os.environ}
        surroundings |= {"HOME": folder, "NO_PROXY": "*", "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            [str(python), "-m", "tests.example_runs", name, folder, *urls],
            check=False,
            cwd=ROOT,
            env=surroundings,
            timeout=TIMEOUT,
            capture_output=True,
            text=True,
        )
        output = done.stdout.replace(folder, "FOLDER")
        for number, url in enumerate(urls):
            output = output.replace(url, f"URL{number}")
        errors = done.stderr if done.returncode else ""
        defects = [defect for mock in mocks for defect in mock.defects]
        states = [mock.snapshot()["tables"] for mock in mocks]
        return Played(output, "\n".join([errors, *defects]).strip(), states)


def compare(theirs: Played, ours: Played) -> Iterator[str]:
    """What is not the same, or went wrong."""
    for side, played in (("incumbent", theirs), ("ours", ours)):
        if played.errors:
            yield f"{side}: {played.errors}"
    if theirs.output != ours.output:
        yield f"incumbent printed: {theirs.output}\nours printed: {ours.output}"
    for number, states in enumerate(zip(theirs.states, ours.states, strict=True)):
        rows = [flat(state) for state in states]
        for row in sorted(rows[0].keys() | rows[1].keys()):
            before, after = rows[0].get(row), rows[1].get(row)
            if before != after:
                yield f"mock {number}, {row}: incumbent {before}, ours {after}"


def flat(state: dict[str, Any]) -> dict[str, Any]:
    """The rows of all tables by name."""
    return {f"{table}/{row}": value for table, rows in state.items() for row, value in rows.items()}


if __name__ == "__main__":
    sys.exit(main())
