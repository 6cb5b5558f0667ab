"""Prism, which is not ours, judges what both packages send and what the mock answers.

``python -m tests.prism --prism PATH`` lets the incumbent and this package make the calls of the
parity run, sends all of it through the proxy of ``@stoplight/prism-cli`` with our bundle, and ends
with 0 when Prism finds nothing but what stands in ``accepted.toml``.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Final

from tests.parity.incumbent import python_of_incumbent
from tests.prism.accepted import Row, load, why
from tests.prism.judging import Violation, answers, judge, prism
from tests.prism.recording import Exchange, record

ROOT: Final = Path(__file__).parents[2]
BUNDLE: Final = ROOT / "generated/dataikuapi_rest/openapi.json"


def main() -> int:
    """Run it all.

    Returns:
        The exit status.
    """
    parser = argparse.ArgumentParser(prog="prism", description=__doc__)
    parser.add_argument("--prism", default="prism", help="the program, or its path")
    parser.add_argument("--incumbent", type=Path, help="Python of an environment that has it")
    parser.add_argument("--only", default="", help="functions of the parity run with this in them")
    arguments = parser.parse_args()
    base = Path(os.environ.get("TOX_ENV_DIR", sys.prefix))
    incumbent = arguments.incumbent or python_of_incumbent(base / "incumbent")
    begin = time.monotonic()
    exchanges = list(record(incumbent, arguments.only))
    with answers(exchanges) as target, prism(arguments.prism, BUNDLE, target) as port:
        found = list(judge(port, exchanges))
    status = report(exchanges, found, load())
    print(f"{time.monotonic() - begin:.0f} s")
    return status


def report(exchanges: list[Exchange], found: list[Violation], rows: list[Row]) -> int:
    """Print what Prism found, each kind once, with how often; tells the exit status."""
    kinds: Counter[tuple[str, str, str, str]] = Counter()
    accepted: Counter[str] = Counter()
    for each in found:
        reason = why(each, rows)
        if reason is None:
            side, operation = each.exchange.side, each.exchange.operation.id
            kinds[side, operation, each.place, each.text] += 1
        else:
            accepted[reason] += 1
    for (side, operation, place, text), count in sorted(kinds.items()):
        print(f"{side} {operation}: {place}: {text} ({count} times)")
    for reason, count in accepted.most_common():
        print(f"accepted {count} times: {reason}")
    sides = Counter(each.side for each in exchanges)
    operations = {each.operation.id for each in exchanges}
    told = ", ".join(f"{count} of {side}" for side, count in sorted(sides.items()))
    print(f"prism: {told}; {len(operations)} operations; {sum(kinds.values())} findings")
    return 1 if kinds or not exchanges else 0


if __name__ == "__main__":
    sys.exit(main())
