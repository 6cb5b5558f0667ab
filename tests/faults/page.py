"""The matrix in ``docs/faults.md``: a block between two marks, made from the files of cells."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from tests.faults.faults import FAULTS
from tests.faults.kinds import KINDS
from tests.faults.matrix import DECLARED, INCUMBENT, NONE, Cells, read

PAGE: Final = Path(__file__).parent.parent.parent / "docs" / "faults.md"
BEGIN: Final = "<!-- begin: made by `tox -e faults -- --write` -->"
END: Final = "<!-- end -->"
WRITES: Final = ("post", "upload", "start")


def outcomes(cells: Cells) -> list[tuple[str, str]]:
    """Each outcome of the cells with its kind of operation."""
    found = ((kind, each) for (_, kind), cell in cells.items() for each in cell.split(","))
    return [(kind, each) for kind, each in found if each != NONE]


def counts(cells: Cells) -> dict[str, int]:
    """What went wrong in the cells, counted."""
    all_of_them = outcomes(cells)
    texts = [each for _, each in all_of_them]
    return {
        "runs": len(texts),
        "right result": sum(each.startswith("ok") for each in texts),
        "clear error": sum(not each.startswith(("ok", "hang", "wrong")) for each in texts),
        "hang": sum(each.startswith("hang") for each in texts),
        "wrong value, without a word": sum(each.startswith("wrong") for each in texts),
        "local file lost or half written": sum("+" in each for each in texts),
        "write sent twice": sum(
            kind in WRITES and int(re.sub(r"\D", "", each) or 0) > 1 for kind, each in all_of_them
        ),
    }


def figures(ours: Cells, theirs: Cells) -> str:
    """The counts side by side, as a table."""
    mine, other = counts(ours), counts(theirs)
    lines = ["| | this package | dataiku-api-client |", "|---|---:|---:|"]
    lines += [f"| {name} | {mine[name]} | {other[name]} |" for name in mine]
    return "\n".join(lines)


def block() -> str:
    """What stands between the marks."""
    ours, theirs = read(DECLARED), read(INCUMBENT)
    lines = [figures(ours, theirs), ""]
    lines.append("| Fault | Client | " + " | ".join(kind.title for kind in KINDS) + " |")
    lines.append("|---|---|" + "---|" * len(KINDS))
    for fault in FAULTS:
        for name, cells in (("this package", ours), ("incumbent", theirs)):
            row = (_shown(cells[fault.name, kind.name]) for kind in KINDS)
            title = fault.title if cells is ours else ""
            lines.append(f"| {title} | {name} | " + " | ".join(row) + " |")
    return "\n".join(lines)


def _shown(cell: str) -> str:
    first, _, second = cell.partition(",")
    return first if second in {first, ""} else f"{first} {second}"


def is_current(page: Path = PAGE) -> bool:
    """Whether the page has the matrix as it is."""
    return page.read_text("utf-8") == _with_block(page.read_text("utf-8"))


def write(page: Path = PAGE) -> None:
    """Puts the matrix into the page."""
    page.write_text(_with_block(page.read_text("utf-8")), encoding="utf-8")


def _with_block(text: str) -> str:
    before, _, rest = text.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{block()}\n\n{END}{rest.partition(END)[2]}"
