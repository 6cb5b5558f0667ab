"""Time as the mock sees it: the real one, moved at will, or one that stands still."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """What the mock asks of a clock."""

    def now_ms(self) -> int:
        """Milliseconds since the epoch."""
        ...

    def advance(self, seconds: float) -> None:
        """Let time pass at once."""
        ...


class RealClock:
    """The machine's time, ahead of it by what was asked with :meth:`advance`."""

    def __init__(self) -> None:
        self.offset_ms = 0

    def now_ms(self) -> int:
        """Milliseconds since the epoch."""
        return time.time_ns() // 1_000_000 + self.offset_ms

    def advance(self, seconds: float) -> None:
        """Let ``seconds`` pass at once."""
        self.offset_ms += round(seconds * 1000)


class ManualClock:
    """A time that passes only when a test says so.

    Args:
        start_ms: where it stands first; by default the 5th of January 2026, 12:00 UTC.
    """

    def __init__(self, start_ms: int = 1_767_614_400_000) -> None:
        self.value_ms = start_ms

    def now_ms(self) -> int:
        """Milliseconds since the epoch."""
        return self.value_ms

    def advance(self, seconds: float) -> None:
        """Let ``seconds`` pass at once."""
        self.value_ms += round(seconds * 1000)
