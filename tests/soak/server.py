"""The mock on a port, in a process of its own, with faults drawn by a seed.

Prints its URL; for each line of its input it prints, as JSON, how often each topic was written.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Callable
from typing import Final

from dssmock.core import DSSMock
from dssmock.faults import Fault, Faults

SHARE: Final = 0.05
PROJECT: Final = "SOAK"
# What each fault of the share is; those that drop the connection behind the handler are the ones
# in which a write has been done although its answer is lost.
KINDS: Final[tuple[Callable[[], Fault], ...]] = (
    lambda: Fault(status=503, retry_after=0),
    lambda: Fault(status=429, retry_after=0),
    lambda: Fault(status=502, html=True),
    lambda: Fault(drop="before"),
    lambda: Fault(drop="after"),
    lambda: Fault(drop="reset"),
    lambda: Fault(cut_body=1),
)


class SeededFaults(Faults):
    """A share of all requests goes wrong, each time the same for the same seed."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self._random = random.Random(seed)  # noqa: S311 - the same again is what is wanted
        self.hit = 0

    def find(self, operation: str | None) -> Fault | None:
        """A fault for one request in twenty."""
        if self._random.random() >= SHARE:
            return None
        self.hit += 1
        return self._random.choice(KINDS)()


def main() -> None:
    """Serves until the input ends."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, required=True)
    dss = DSSMock()
    dss.request(
        "POST", "/projects/", json={"projectKey": PROJECT, "name": "Soak", "owner": "admin"}
    )
    for number in range(8):
        dss.request("POST", "/admin/groups/", json={"name": f"group{number}"})
    faults = SeededFaults(parser.parse_args().seed)
    dss.faults = faults
    with dss.serve() as server:
        sys.stdout.write(f"{server.url} {dss.admin_key}\n")
        sys.stdout.flush()
        for _ in sys.stdin:
            topics = Counter(each["topic"] for each in dss.table("discussions").docs.values())
            told = {"topics": topics, "faults": faults.hit}
            sys.stdout.write(json.dumps(told) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
