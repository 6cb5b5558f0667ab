"""The two packages, each with a mock of its own; both mocks begin as the same instance."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from dssmock import DSSMock
from dssmock.core import ManualClock, Request, Response
from tests.parity.incumbent import VERSION

ROOT: Final = Path(__file__).parents[2]
RNG_SEED: Final = 7
TIMEOUT: Final = 900
# All that a client takes from its surroundings stays out.
KEPT: Final = ("PATH", "SYSTEMROOT", "TMPDIR", "LANG", "LC_ALL")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two.

    Attributes:
        name: what it is called in messages.
        python: interpreter of an environment that has only this package.
    """

    name: str
    python: Path


class Watched(DSSMock):
    """An instance that keeps what broke in it, of which a client on a port sees an error 500.

    Args:
        version: version of DSS to be.

    Attributes:
        defects: what broke.
    """

    def __init__(self, version: str = VERSION) -> None:
        super().__init__("demo", version=version, rng_seed=RNG_SEED, clock=ManualClock())
        self.defects: list[str] = []

    def handle(self, request: Request) -> Response:
        """Answer a request."""
        try:
            return super().handle(request)
        except Exception as problem:
            self.defects.append(f"{request.method} {request.path}: {problem!r}")
            raise


class Stage:
    """A mock on a port on which the sides act; a context manager that closes it."""

    def __init__(self) -> None:
        self.mock = Watched()
        self._server = self.mock.serve()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.stop()
        self.mock.close()

    def act(self, side: Side, phase: str, only: str = "") -> dict[str, Any]:
        """Let a side run a phase.

        Args:
            side: which package.
            phase: ``calls``, ``write`` or ``read``.
            only: a part of the names of the functions to run.

        Returns:
            Its record.

        Raises:
            subprocess.CalledProcessError: it did not come to its end.
        """
        with tempfile.TemporaryDirectory() as folder:
            record = Path(folder, "record.json")
            command = [str(side.python), "-m", "tests.parity.worker", "--url", self._server.url]
            command += ["--phase", phase, "--record", str(record), "--only", only]
            surroundings = {name: os.environ[name] for name in KEPT if name in os.environ}
            surroundings |= {"HOME": folder, "NO_PROXY": "*", "PYTHONDONTWRITEBYTECODE": "1"}
            subprocess.run(command, check=True, cwd=ROOT, env=surroundings, timeout=TIMEOUT)
            found = json.loads(record.read_text(encoding="utf-8"))
            return {**found, "side": side.name, "defects": list(self.mock.defects)}


def run_calls(theirs: Side, ours: Side, only: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Both sides run the table, at the same time, each on its own mock."""
    with ExitStack() as stack:
        stages = [stack.enter_context(Stage()) for _ in range(2)]
        pool = stack.enter_context(ThreadPoolExecutor(2))
        first = pool.submit(stages[0].act, theirs, "calls", only)
        second = pool.submit(stages[1].act, ours, "calls", only)
        return first.result(), second.result()


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What one side wrote, as the instance keeps it and as the other side reads it.

    Attributes:
        written: record of the writing.
        state: what the instance holds after it.
        read: record of the other side's reading.
    """

    written: dict[str, Any]
    state: dict[str, Any]
    read: dict[str, Any]


def run_read_back(theirs: Side, ours: Side, only: str) -> tuple[ReadBack, ReadBack]:
    """Each side writes to an instance of its own, which the other one then reads."""
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(_read_back, theirs, ours, only)
        second = pool.submit(_read_back, ours, theirs, only)
        return first.result(), second.result()


def _read_back(writer: Side, reader: Side, only: str) -> ReadBack:
    with Stage() as stage:
        written = stage.act(writer, "write", only)
        state = _state(stage.mock)
        return ReadBack(written, state, stage.act(reader, "read", only))


def _state(mock: DSSMock) -> dict[str, Any]:
    """The documents, files and databases of an instance."""
    saved = mock.snapshot()
    blobs = {name: data.hex() for name, data in saved["blobs"].items()}
    return {"tables": saved["tables"], "blobs": blobs, "databases": saved["parts"].get("sql")}
