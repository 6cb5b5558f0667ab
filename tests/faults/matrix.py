"""The declared matrix, and the cells of the incumbent as they were seen last."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tests.faults.faults import FAULTS
from tests.faults.kinds import KINDS

FOLDER: Final = Path(__file__).parent
DECLARED: Final = FOLDER / "matrix.txt"
INCUMBENT: Final = FOLDER / "incumbent.txt"
NONE: Final = "-"
# Fault and kind of operation.
Place = tuple[str, str]
Cells = Mapping[Place, str]


def read(path: Path) -> Cells:
    """The cells of a file.

    Raises:
        ValueError: its rows or columns are not those of the faults and kinds.
    """
    lines = [line.split() for line in path.read_text("utf-8").splitlines() if line[:1] != "#"]
    (_, *kinds), *rows = lines
    if kinds != [kind.name for kind in KINDS]:
        raise ValueError(f"{path.name}: the columns are not those of kinds.py")
    if [row[0] for row in rows] != [fault.name for fault in FAULTS]:
        raise ValueError(f"{path.name}: the rows are not those of faults.py")
    return {
        (name, kind): cell for name, *row in rows for kind, cell in zip(kinds, row, strict=True)
    }


def written(cells: Cells, words: str) -> str:
    """The text of a file of cells.

    Args:
        cells: the cells.
        words: what it says at its beginning.
    """
    wide = max(len(cell) for cell in cells.values()) + 1
    lines = [f"# {line}".rstrip() for line in words.splitlines()]
    lines.append(f"{'fault':16}" + "".join(f"{kind.name:{wide}}" for kind in KINDS))
    for fault in FAULTS:
        row = (cells[fault.name, kind.name] for kind in KINDS)
        lines.append(f"{fault.name:16}" + "".join(f"{cell:{wide}}" for cell in row))
    return "\n".join(line.rstrip() for line in lines) + "\n"
