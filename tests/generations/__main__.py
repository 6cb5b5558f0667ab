"""Runs generations of the incumbent, each on a mock that is a DSS of its own version.

``python -m tests.generations`` makes an environment for each version unless there is one, and lets
each run the table of ``tests/parity/calls`` and of ``calls/``, as far as it has what they call. It
ends with 0 when all that did not go as a version expects stands in ``accepted.toml`` with its
reason, and every row of that was met.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from rich.console import Console

import dataikuapi
from tests.generations.report import judge, load_rows, show
from tests.generations.stages import VERSIONS, run
from tests.parity.incumbent import python_of_incumbent
from tests.parity.methods import public_methods

WORKERS = 2


def main() -> int:
    """Run it all.

    Returns:
        The exit status.
    """
    parser = argparse.ArgumentParser(prog="generations", description="Old and new incumbents")
    parser.add_argument("versions", nargs="*", default=VERSIONS, help="some of the versions")
    parser.add_argument("--only", default="", help="run the functions with this in their name")
    parser.add_argument("--environments", type=Path, help="folder with an environment a version")
    parser.add_argument("--keep", type=Path, help="folder to write what each version did to")
    arguments = parser.parse_args()
    console = Console(highlight=False, soft_wrap=True)
    begin = time.monotonic()
    base = Path(os.environ.get("TOX_ENV_DIR", sys.prefix)) / "generations"
    folder = arguments.environments or base
    records = _records(arguments, folder)
    scope = {name for name, _ in public_methods(dataikuapi)}
    whole = set(records) == set(VERSIONS) and not arguments.only
    outcomes, unused = judge(records, VERSIONS[-1], scope, load_rows(), whole=whole)
    if arguments.only:
        for outcome in outcomes:
            outcome.drop("method/")
    show(console, outcomes, unused, time.monotonic() - begin)
    return 1 if unused or any(outcome.findings for outcome in outcomes) else 0


def _records(arguments: argparse.Namespace, folder: Path) -> dict[str, dict[str, Any]]:
    pythons = {each: python_of_incumbent(folder / each, each) for each in arguments.versions}
    with ThreadPoolExecutor(WORKERS) as pool:
        runs = {
            each: pool.submit(_record, each, python, arguments) for each, python in pythons.items()
        }
        return {each: future.result() for each, future in runs.items()}


def _record(version: str, python: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    record = run(version, python, arguments.only)
    if arguments.keep:
        arguments.keep.mkdir(parents=True, exist_ok=True)
        file = arguments.keep / f"rec-{version}.json"
        file.write_text(json.dumps(record), encoding="utf-8")
    return record


if __name__ == "__main__":
    sys.exit(main())
