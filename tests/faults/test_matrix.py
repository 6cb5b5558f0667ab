"""Every cell of the matrix on a real socket, with both clients."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.cells import run_cell
from tests.faults.faults import FAULTS, Fault
from tests.faults.kinds import KINDS, Kind
from tests.faults.matrix import DECLARED, NONE, read

CELLS = read(DECLARED)
# A fault that hits a write once more than the operation allows would be seen here.
NOT_REPEATED = ("post", "upload", "start")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
def test_fault_ends_as_declared(fault: Fault, kind: Kind, tmp_path: Path, is_async: bool) -> None:
    seen: list[str] = []
    notes: list[str] = []
    for once in (False, True):
        folder = tmp_path / f"{once}"
        folder.mkdir()
        found = run_cell(fault, kind, folder, once=once, is_async=is_async)
        if found is None:
            seen.append(NONE)
            break
        seen.append(str(found))
        notes.append(found.note)
    assert ",".join(seen) == CELLS[fault.name, kind.name], notes


def test_matrix_repeats_no_write_that_may_have_been_done() -> None:
    for (fault, kind), cell in CELLS.items():
        for outcome in cell.split(","):
            if kind in NOT_REPEATED and outcome != NONE:
                assert int(outcome[-1]) <= 1, (fault, kind, cell)


def test_matrix_has_no_hang_no_wrong_value_and_no_stray_file() -> None:
    outcomes = {outcome for cell in CELLS.values() for outcome in cell.split(",")}
    assert outcomes
    assert not [each for each in outcomes if "wrong" in each or "hang" in each or "+" in each]
