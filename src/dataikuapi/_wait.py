"""Waiting for long work: when to ask again and what a state means. Pure, on an injected clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Any

from attrs import field, frozen
from attrs.validators import ge, gt

from dataikuapi._args import check_function, check_number
from dataikuapi._errors import (
    DSSAPIError,
    DSSFutureAborted,
    DSSFutureError,
    DSSFutureFailed,
    DSSFutureLost,
    DSSFutureTimeout,
)

# The last look gets at least this many seconds, so that a limit of 0 still looks once.
MOMENT = 1.0
OnUpdate = Callable[[dict[str, Any]], object]


class Phase(Enum):
    """Where some long work stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    ABORTED = "aborted"
    LOST = "lost"


@frozen
class PollPolicy:
    """How often the state of long work is asked for, in seconds.

    The defaults notice the end of work of 50 ms to a minute in 0.1 to 0.6 of the time that
    `dataiku-api-client` takes for it (200 ms, growing by 1.1 to 15 s), with at most 2.2 times its
    looks; a test computes both.

    Attributes:
        initial: pause after the first look.
        factor: growth of the pause from look to look.
        maximum: longest pause.
    """

    initial: float = field(default=0.065, validator=gt(0))
    factor: float = field(default=1.06, validator=ge(1))
    maximum: float = field(default=1.5, validator=gt(0))

    def pauses(self) -> Iterator[float]:
        """The pauses between looks, without end."""
        pause = min(self.initial, self.maximum)
        while True:
            yield pause
            pause = min(pause * self.factor, self.maximum)


def check_wait(
    timeout: float | None,
    poll_policy: PollPolicy | None = None,
    on_update: OnUpdate | None = None,
) -> None:
    """Requires arguments that a wait can go by; called before the work is started.

    Args:
        timeout: seconds to wait at most, or None.
        poll_policy: how often to ask, or None.
        on_update: what is called with each state, or None.

    Raises:
        TypeError: one of them is something else.
        ValueError: the timeout is negative.
    """
    if timeout is not None and not check_number("timeout", timeout, "seconds") >= 0:
        raise ValueError("timeout must not be negative")
    if poll_policy is not None and not isinstance(poll_policy, PollPolicy):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers may have no checker)
        raise TypeError(f"poll_policy must be a PollPolicy, not {type(poll_policy).__name__}")
    check_function("on_update", on_update)


class Schedule:
    """When to look next, for one piece of work.

    Args:
        policy: the pauses.
        now: monotonic time at the start, in seconds.
        timeout: seconds allowed in all; None for no limit.
    """

    def __init__(self, policy: PollPolicy, now: float, timeout: float | None) -> None:
        check_wait(timeout, policy)
        self.started = now
        self.deadline = None if timeout is None else now + float(timeout)
        self._pauses = policy.pauses()

    def left(self, now: float) -> float | None:
        """Seconds until the deadline, a moment at least; None when there is none."""
        return None if self.deadline is None else max(self.deadline - now, MOMENT)

    def next_pause(self, now: float) -> float | None:
        """Seconds until the next look, cut to the deadline; None when the time is over."""
        pause = next(self._pauses)
        if self.deadline is None:
            return pause
        left = self.deadline - now
        return None if left <= 0 else min(pause, left)


def future_phase(state: Mapping[str, Any]) -> Phase:
    """Reads the state of a future.

    Args:
        state: what DSS answered.

    Returns:
        Where the task stands. A task that neither runs nor has a result is lost.
    """
    # After an abort DSS was seen to answer hasResult and aborted together.
    if state.get("aborted"):
        return Phase.ABORTED
    if state.get("hasResult"):
        return Phase.DONE
    if state.get("unknown") or state.get("alive") is False:
        return Phase.LOST
    return Phase.RUNNING


_ENDINGS: Mapping[Phase, tuple[type[DSSFutureError], str]] = {
    Phase.FAILED: (DSSFutureFailed, "failed"),
    Phase.ABORTED: (DSSFutureAborted, "was aborted"),
    Phase.LOST: (DSSFutureLost, "is no longer known to DSS or died without a result"),
}


def ending(
    phase: Phase, what: str, state: Any, job_id: str | None, elapsed: float
) -> DSSFutureError:
    """The exception for work that ended without a result.

    Args:
        phase: how it ended.
        what: words for the work, such as `task 26S2LeJw`.
        state: last state.
        job_id: identifier of the work.
        elapsed: seconds waited.

    Returns:
        The exception, not raised.
    """
    cls, verb = _ENDINGS[phase]
    return cls(f"{what} {verb}", state=state, job_id=job_id, elapsed=elapsed)


def timed_out(what: str, state: Any, job_id: str | None, elapsed: float) -> DSSFutureTimeout:
    """The exception for work that goes on after the time allowed.

    Args:
        what: words for the work.
        state: last state.
        job_id: identifier of the work.
        elapsed: seconds waited.

    Returns:
        The exception, not raised.
    """
    text = f"{what} still runs after {elapsed:.1f} s; it goes on in DSS"
    return DSSFutureTimeout(text, state=state, job_id=job_id, elapsed=elapsed)


# Statuses that speak of the call, of the caller or of a gateway on the way, never of the task.
_OF_THE_CALL = frozenset({401, 403, 408, 425, 429, 502, 503, 504})


def failed_poll(error: DSSAPIError, job_id: str | None, elapsed: float) -> DSSFutureError | None:
    """Tells what an error answered to a poll means: DSS reports failed tasks that way.

    Args:
        error: what the poll raised.
        job_id: identifier of the task.
        elapsed: seconds waited.

    Returns:
        The exception for the task, or None when the error is of the call and not of the task.
    """
    if error.error_type is None or error.status in _OF_THE_CALL:
        return None
    # The class of the error does not tell: a task may fail because something else was not found.
    cls = DSSFutureLost if "No future by that id" in str(error) else DSSFutureFailed
    return cls(str(error), state=error.body, job_id=job_id, elapsed=elapsed)
