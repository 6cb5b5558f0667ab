"""Drives the same calls with the incumbent and with this package, and compares them.

``python -m tests.parity`` makes an environment for the incumbent unless there is one, lets both run
the table of ``calls/`` on mocks that begin as the same instance, and then ``readback/``, where each
reads what the other wrote. It ends with 0 when every difference stands in ``differences.toml`` and
every row of it was met, every call was answered, and every public method that both have was called.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from rich.console import Console

from tests.parity import hardrows
from tests.parity.differences import load_rows
from tests.parity.incumbent import python_of_incumbent
from tests.parity.report import Outcome, examine, show
from tests.parity.sides import Side, run_calls, run_read_back


def main() -> int:
    """Run it all.

    Returns:
        The exit status.
    """
    parser = argparse.ArgumentParser(prog="parity", description="The incumbent and this package")
    parser.add_argument("--incumbent", type=Path, help="Python of an environment that has it")
    parser.add_argument("--only", default="", help="run the functions with this in their name")
    arguments = parser.parse_args()
    console = Console(highlight=False, soft_wrap=True)
    begin = time.monotonic()
    incumbent = arguments.incumbent or _make_incumbent(console)
    other = hardrows.compare(incumbent)
    for line in other:
        console.print(line)
    outcome = _run(incumbent, arguments.only)
    show(console, outcome, time.monotonic() - begin)
    return 0 if outcome.good and not other else 1


def _make_incumbent(console: Console) -> Path:
    base = Path(os.environ.get("TOX_ENV_DIR", Path(sys.prefix)))
    with console.status("An environment for the incumbent"):
        return python_of_incumbent(base / "incumbent")


def _run(incumbent: Path, only: str) -> Outcome:
    theirs, ours = Side("incumbent", incumbent), Side("ours", Path(sys.executable))
    records = run_calls(theirs, ours, only)
    back = run_read_back(theirs, ours, only)
    outcome = examine(records, back, load_rows())
    if only:
        outcome.gaps = []
    return outcome


if __name__ == "__main__":
    sys.exit(main())
