"""Runs the matrix and the walk, prints figures, and the same matrix with the incumbent.

``python -m tests.faults`` runs the tests and the incumbent and compares what was seen with the
page in the documentation; ``--write`` writes down what the incumbent did, and the page.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from pathlib import Path

import pytest

from tests.faults import incumbent, page
from tests.faults.matrix import DECLARED, INCUMBENT, read, written
from tests.parity.incumbent import VERSION, python_of_incumbent

WORDS = f"""What dataiku-api-client {VERSION} does in the cells of matrix.txt, written by
`tox -e faults -- --write`.

ok, wrong (a value that is not right, without a word), hang, E DataikuException, Q an exception of
requests, V ValueError, X another one; then the number of requests; +spoilt: the file that was there
is lost, +half: a part of a file is left.
"""


def main() -> int:
    """Runs all.

    Returns:
        The exit code of the process.
    """
    parser = argparse.ArgumentParser(prog="tests.faults")
    parser.add_argument(
        "--write", action="store_true", help="write the incumbent's cells, and the page"
    )
    parser.add_argument("--incumbent", type=Path, help="its Python; one is made by default")
    parser.add_argument("--only-incumbent", action="store_true", help="without the tests")
    options = parser.parse_args()
    started = time.monotonic()
    if not options.only_incumbent:
        code = pytest.main(["-q", "-p", "no:cacheprovider", str(Path(__file__).parent)])
        if code:
            return int(code)
    took = time.monotonic() - started
    folder = Path(os.environ.get("TOX_ENV_DIR", ".")) / "incumbent"
    python = options.incumbent or python_of_incumbent(folder)
    seen = incumbent.run(python)
    if options.write:
        INCUMBENT.write_text(written(seen, WORDS), encoding="utf-8")
        page.write()
    told = read(INCUMBENT)
    other = [place for place in told if _plain(told[place]) != _plain(seen[place])]
    for place in other:
        print(f"the incumbent: {place}: {seen[place]}, was {told[place]}")
    print(page.figures(read(DECLARED), seen))
    print(f"our cells took {took:.0f} s, all of it {time.monotonic() - started:.0f} s")
    return 1 if other or not page.is_current() else 0


def _plain(cell: str) -> str:
    """A cell without the number of requests of a call that goes on until it is killed."""
    return re.sub(r"hang\d+", "hang", cell)


if __name__ == "__main__":
    sys.exit(main())
