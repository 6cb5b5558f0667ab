"""Time as the mock sees it: real, faster or slower, or standing still until it is moved."""

from __future__ import annotations

import time
from typing import Final, Protocol

START_MS: Final = 1_767_614_400_000  # the 5th of January 2026, 12:00 UTC
MODES: Final = ("real", "scaled", "stepped")
END_MS: Final = 221_845_392_000_000  # the year 9000: dates end at 9999, and some add to the time


class Clock(Protocol):
    """What the mock asks of a clock."""

    def now_ms(self) -> int:
        """Milliseconds since the epoch."""
        ...

    def advance(self, seconds: float) -> None:
        """Let time pass at once."""
        ...


class ScaledClock:
    """A time that passes ``factor`` times as fast as the machine's; with 0 it stands still.

    Args:
        factor: seconds of the clock for each second of the machine.
        start_ms: where it begins, in milliseconds since the epoch; now when missing.

    Raises:
        ValueError: the factor is negative or no number.
    """

    def __init__(self, factor: float = 1.0, start_ms: int | None = None) -> None:
        self._first = _checked(factor), start_ms
        self.restart()

    @property
    def factor(self) -> float:
        """Seconds of the clock for each second of the machine."""
        return self._factor

    @property
    def mode(self) -> str:
        """``real``, ``scaled`` or ``stepped``."""
        return {0.0: "stepped", 1.0: "real"}.get(self._factor, "scaled")

    def now_ms(self) -> int:
        """Milliseconds since the epoch."""
        passed = time.monotonic_ns() - self._since
        return min(self._base_ms + int(passed * self._factor) // 1_000_000, END_MS)

    def advance(self, seconds: float) -> None:
        """Let ``seconds`` pass at once.

        Raises:
            ValueError: they are negative, no number, or lead beyond the year 8999.
        """
        self._base_ms += self.checked_advance(seconds)

    def checked_advance(self, seconds: float) -> int:
        """The milliseconds of an :meth:`advance`, which does not happen.

        Raises:
            ValueError: as :meth:`advance`.
        """
        number = isinstance(seconds, int | float) and not isinstance(seconds, bool)
        most = (END_MS - self.now_ms()) // 1000
        if not number or not 0 <= seconds <= most:
            raise ValueError(
                f"advance is a number of seconds from 0 to {most}, which is until the year 9000, "
                f"not {seconds!r}: time does not go back"
            )
        return round(seconds * 1000)

    def restart(self) -> None:
        """Begin anew: at the first moment, at the first speed."""
        self._factor, start_ms = self._first
        self._base_ms = time.time_ns() // 1_000_000 if start_ms is None else start_ms
        self._since = time.monotonic_ns()

    def set_factor(self, factor: float) -> None:
        """Go on from now at another speed.

        Args:
            factor: seconds of the clock for each second of the machine; 0 lets it stand still.

        Raises:
            ValueError: the factor is negative or no number.
        """
        checked = _checked(factor)
        self._base_ms, self._since = self.now_ms(), time.monotonic_ns()
        self._factor = checked


class RealClock(ScaledClock):
    """The machine's time, ahead of it by what was asked with :meth:`ScaledClock.advance`."""

    def __init__(self) -> None:
        super().__init__()


class ManualClock(ScaledClock):
    """A time that passes only when a test says so.

    Args:
        start_ms: where it stands first; by default the 5th of January 2026, 12:00 UTC.
    """

    def __init__(self, start_ms: int = START_MS) -> None:
        super().__init__(0.0, start_ms)


def catch_up(clock: Clock, moment_ms: int) -> None:
    """Bring a clock to a moment, unless it is beyond it already: time does not go back.

    Args:
        clock: the clock.
        moment_ms: the moment, in milliseconds since the epoch.
    """
    behind = moment_ms - clock.now_ms()
    if behind > 0:
        clock.advance(behind / 1000)


def factor_of(mode: str, factor: float | None = None) -> float:
    """The speed that a mode means.

    Args:
        mode: one of :data:`MODES`.
        factor: the speed of ``scaled``.

    Raises:
        ValueError: there is no such mode, or the speed is missing or not above 0.
    """
    if mode not in MODES:
        raise ValueError(f"no clock {mode!r}: it is one of {', '.join(MODES)}")
    if mode != "scaled":
        return 1.0 if mode == "real" else 0.0
    if factor is None or _checked(factor) == 0:
        raise ValueError("a scaled clock needs a factor above 0, as in scaled:10")
    return _checked(factor)


def parse_clock(text: str) -> ScaledClock:
    """The clock of a command line: ``real``, ``scaled:10`` or ``stepped``.

    Raises:
        ValueError: the text names no clock.
    """
    mode, colon, number = text.partition(":")
    try:
        factor = float(number) if colon else None
    except ValueError:
        raise ValueError(f"the factor of the clock {text!r} is no number") from None
    if factor is not None and mode != "scaled":
        raise ValueError(f"only a scaled clock has a factor: {text!r}")
    speed = factor_of(mode, factor)
    return ManualClock() if mode == "stepped" else ScaledClock(speed)


def _checked(factor: float) -> float:
    if isinstance(factor, bool) or not isinstance(factor, int | float) or not 0 <= factor < 1e9:
        raise ValueError(f"the factor of a clock is a number from 0 on, not {factor!r}")
    return float(factor)
