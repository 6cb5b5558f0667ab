# Derived by `tox -e generate` from src/dataikuapi/aio/_waiting.py. Do not edit.
"""Waiting for many long tasks at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from dataikuapi._compat import Clock
from dataikuapi._errors import DSSFutureError
from dataikuapi._poll import clock_of
from dataikuapi._wait import Phase, PollPolicy, Schedule, future_phase, timed_out

if TYPE_CHECKING:
    from dataikuapi.dss.future import DSSFuture


class _Waiting:
    """One task among those waited for."""

    def __init__(self, future: DSSFuture, now: float, policy: PollPolicy) -> None:
        self.future = future
        self.schedule = Schedule(policy, now, None)
        self.due = now

    def ended(self, clock: Clock) -> bool:
        """Looks once and tells whether the task has ended; a failed one raises when asked."""
        state = self.future.state
        if state is None or future_phase(state) is Phase.RUNNING:
            try:
                state = self.future.get_state()
            except DSSFutureError:
                # The task keeps the error: wait_for_result raises it in its turn.
                return True
        if future_phase(state) is not Phase.RUNNING:
            return True
        now = clock.monotonic()
        self.due = now + (self.schedule.next_pause(now) or 0.0)
        return False


def as_completed(
    futures: Iterable[DSSFuture],
    *,
    timeout: float | None = None,
    poll_policy: PollPolicy | None = None,
) -> Iterator[DSSFuture]:
    """Gives long tasks in the order in which they end, whether well or not.

    Args:
        futures: the tasks.
        timeout: seconds to wait for all of them; None for no limit.
        poll_policy: how often each is asked for.

    Yields:
        The tasks as they end; `wait_for_result` gives the result, or raises what went wrong.

    Raises:
        DSSFutureTimeout: some task did not end in time; the exception names the first of them.

    Example:
        for future in as_completed(futures):
            print(future.wait_for_result())
    """
    tasks = list(futures)
    if not tasks:
        return
    clock = clock_of(tasks[0].client)
    policy = poll_policy or PollPolicy()
    started = clock.monotonic()
    waiting = [_Waiting(future, started, policy) for future in tasks]
    while waiting:
        one = min(waiting, key=lambda item: item.due)
        pause = one.due - clock.monotonic()
        left = None if timeout is None else started + timeout - clock.monotonic()
        if pause > 0:
            if left is not None and left <= 0:
                late = one.future
                what = f"task {late.job_id}"
                raise timed_out(what, late.state, late.job_id, clock.monotonic() - started)
            clock.sleep(pause if left is None else min(pause, left))
            continue
        if one.ended(clock):
            waiting.remove(one)
            yield one.future


def wait_all(
    futures: Iterable[DSSFuture],
    *,
    timeout: float | None = None,
    return_exceptions: bool = False,
    poll_policy: PollPolicy | None = None,
) -> list[Any]:
    """Waits for many long tasks in one loop.

    Args:
        futures: the tasks.
        timeout: seconds to wait for all of them; None for no limit.
        return_exceptions: whether the exception of a task that ended badly stands in the list
            in place of its result, instead of being raised at the end.
        poll_policy: how often each is asked for.

    Returns:
        The results, in the order of the tasks.

    Raises:
        DSSFutureError: a task ended without a result; the first in the order of the tasks.
        DSSFutureTimeout: some task did not end in time.
    """
    tasks = list(futures)
    for _ in as_completed(tasks, timeout=timeout, poll_policy=poll_policy):
        pass
    results: list[Any] = []
    for future in tasks:
        try:
            results.append(future.wait_for_result())
        except DSSFutureError as error:
            if not return_exceptions:
                raise
            results.append(error)
    return results
