"""Hard streams of rows, read by the incumbent itself and by this package.

Run as a program in the environment of the incumbent, it prints what that one makes of them.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from tests.hardrows import HARD, LONG

ROOT: Final = Path(__file__).parents[2]
# Where ours raises and the incumbent gives rows, or the other way round; each on purpose.
OURS_ALONE_RAISES: Final = {"a quote that is never closed", "a row that is cut"}
OURS_ALONE_READS: Final = {"a cell above the limit of csv"}


class _Answer:
    """What the reader needs of an answer."""

    def __init__(self, data: bytes) -> None:
        self.raw = io.BytesIO(data)

    def iter_content(self, size: int | None) -> list[bytes]:
        return [self.raw.read()]

    def close(self) -> None:
        self.raw.close()


def _shown(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return "long" if value == LONG else repr(value)


def read_all() -> dict[str, Any]:
    """What the package that is installed here makes of each stream.

    Returns:
        By name the values as texts, or `raises`.
    """
    from dataikuapi import utils

    found: dict[str, Any] = {}
    for hard in HARD:
        schema = [{"name": "x", "type": kind} for kind in hard.types]
        reader: Any = utils.DataikuStreamedHttpUTF8CSVReader(schema, _Answer(hard.data))
        try:
            found[hard.name] = [list(map(_shown, row)) for row in reader.iter_rows()]
        except Exception:
            found[hard.name] = "raises"
    return found


def compare(incumbent: Path) -> list[str]:
    """Compares both.

    Args:
        incumbent: interpreter of an environment that has only the incumbent.

    Returns:
        A line for each stream on which they differ, but not as decided.
    """
    command = [str(incumbent), "-m", "tests.parity.hardrows"]
    done = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True)
    theirs, ours = json.loads(done.stdout), read_all()
    lines: list[str] = []
    for hard in HARD:
        pair = (theirs[hard.name], ours[hard.name])
        if hard.name in OURS_ALONE_RAISES | OURS_ALONE_READS:
            raised = tuple(each == "raises" for each in pair)
            agreed = raised == (hard.name in OURS_ALONE_READS, hard.name in OURS_ALONE_RAISES)
        else:
            agreed = pair[0] == pair[1]
        if not agreed:
            lines.append(f"hard rows, {hard.name}: {pair[0]} there, {pair[1]} here")
    return lines


if __name__ == "__main__":
    json.dump(read_all(), sys.stdout)
