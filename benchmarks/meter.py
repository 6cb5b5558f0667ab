"""CPU, wall time and memory of a piece of work in this process. Standard library only."""

from __future__ import annotations

import gc
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

STATUS: Final = Path("/proc/self/status")
CLEAR: Final = Path("/proc/self/clear_refs")


def memory(field: str) -> int:
    """Bytes of this process: `VmRSS` now, or `VmHWM` at its highest; 0 where Linux is not."""
    with suppress(OSError):
        for line in STATUS.read_text(encoding="ascii").splitlines():
            if line.startswith(field + ":"):
                return int(line.split()[1]) * 1024
    return 0


class Meter:
    """Measures what runs inside its `with` block.

    Attributes:
        cpu: seconds of processor time, user and system, of all threads.
        wall: seconds of the clock.
        growth: bytes by which the highest memory in the block was above that before it.
        kept: bytes that are more after the block than before.
    """

    def __enter__(self) -> Self:
        gc.collect()
        with suppress(OSError):
            CLEAR.write_text("5", encoding="ascii")  # the highest memory begins from here
        self._before = memory("VmRSS")
        self._wall = time.perf_counter()
        self._cpu = time.process_time()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.cpu = time.process_time() - self._cpu
        self.wall = time.perf_counter() - self._wall
        self.growth = max(0, memory("VmHWM") - self._before)
        self.kept = max(0, memory("VmRSS") - self._before)

    def each(self, count: float) -> dict[str, float]:
        """The figures, times for one of `count` equal things; `busy` is the CPU of all of them."""
        return {
            "cpu": self.cpu / count,
            "wall": self.wall / count,
            "growth": self.growth,
            "kept": self.kept / count,
            "busy": self.cpu,
        }
