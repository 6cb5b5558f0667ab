"""The same matrix with the incumbent, in a process that is killed where it hangs."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import Final

from tests.faults.cells import Seen, certificates, left_over, server_of
from tests.faults.certificates import authority_file
from tests.faults.faults import FAULTS, Fault
from tests.faults.kinds import KINDS, OLD, Kind, target
from tests.faults.matrix import NONE, Cells, Place
from tests.faults.server import serving

ROOT: Final = Path(__file__).parent.parent.parent
# Who has not answered by then hangs: a call that ends takes some hundredths of a second.
LIMIT: Final = 4.0


class Worker:
    """The process of the incumbent; another one when it had to be killed.

    Args:
        python: its interpreter.
    """

    def __init__(self, python: Path) -> None:
        self._python = python
        self._process: subprocess.Popen[str] | None = None

    def run(self, cell: dict[str, object]) -> dict[str, str] | None:
        """Runs a cell; None when it hangs."""
        process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(cell) + "\n")
        process.stdin.flush()
        lines: queue.Queue[str] = queue.Queue()
        stdout = process.stdout
        threading.Thread(target=lambda: lines.put(stdout.readline()), daemon=True).start()
        try:
            line = lines.get(timeout=LIMIT)
        except queue.Empty:
            self.close()
            return None
        found: dict[str, str] = json.loads(line)
        return found

    def _start(self) -> subprocess.Popen[str]:
        # Nothing of this package is on its path, but the tables of the matrix.
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
        self._process = subprocess.Popen(
            [str(self._python), "-u", "-m", "tests.faults.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=ROOT,
            env=environment,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        # The first line is answered once all is loaded.
        self._process.stdin.write('{"hello": true}\n')
        self._process.stdin.flush()
        self._process.stdout.readline()
        return self._process

    def close(self) -> None:
        """Ends the process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()
        self._process = None


def run_cell(worker: Worker, fault: Fault, kind: Kind, folder: Path, *, once: bool) -> Seen | None:
    """Runs one cell with the incumbent; None where the fault can not be."""
    server = server_of(fault, kind, 1 if once else None)
    if server is None:
        return None
    if kind.name == "download":
        target(folder).write_bytes(OLD)
    tls = certificates(fault, server)
    content = None if fault.content is None else fault.content(kind.good).hex()
    with serving(server, tls=tls, refusing=fault.refusing):
        found = worker.run(
            {
                "kind": kind.name,
                "url": server.url,
                "folder": str(folder),
                "authority": authority_file(),
                "content": content,
                "undone": fault.undone,
            }
        )
        outcome = "hang" if found is None else found["outcome"]
        note = "" if found is None else found["note"]
        return Seen(outcome, len(server.hits()), left_over(kind, folder, outcome), note)


def cell_of(worker: Worker, fault: Fault, kind: Kind) -> str:
    """Runs one cell, when the fault goes on and when it happens once."""
    seen: list[str] = []
    for once in (False, True):
        with tempfile.TemporaryDirectory() as folder:
            found = run_cell(worker, fault, kind, Path(folder), once=once)
        if found is None:
            return NONE
        seen.append(str(found))
        if found.outcome == "hang":
            # It does not come to a second time.
            return ",".join([str(found)] * 2)
    return ",".join(seen)


def run(python: Path) -> Cells:
    """Runs the whole matrix.

    Args:
        python: the interpreter of the incumbent.
    """
    worker = Worker(python)
    cells: dict[Place, str] = {}
    try:
        for fault in FAULTS:
            for kind in KINDS:
                cells[fault.name, kind.name] = cell_of(worker, fault, kind)
    finally:
        worker.close()
    return cells
