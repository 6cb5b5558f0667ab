"""The engine that waits for futures, jobs, scenario runs and trainings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from dataikuapi._compat import AsyncClock
from dataikuapi._errors import DSSTimeoutError
from dataikuapi._wait import OnUpdate, Phase, PollPolicy, Schedule, ending, timed_out

if TYPE_CHECKING:
    from dataikuapi.aio.dssclient import AsyncDSSClient


class AsyncLook(Protocol):
    """Asks for the state of some work once."""

    async def __call__(self, elapsed: float, left: float | None, /) -> dict[str, Any]:
        """Gives the state within `left` seconds; raises when the work failed."""
        ...


def clock_of(client: AsyncDSSClient) -> AsyncClock:
    """The clock of a client: the real one unless another was injected."""
    return client.rest.settings.clock or AsyncClock()


async def _look_in_time(
    look: AsyncLook, schedule: Schedule, clock: AsyncClock, what: str, job_id: str | None
) -> dict[str, Any]:
    """Looks once; a look that the caller's limit ends is the end of the wait."""
    now = clock.monotonic()
    left = schedule.left(now)
    try:
        return await look(now - schedule.started, left)
    except DSSTimeoutError as error:
        if left is None or clock.monotonic() - now < left:
            raise
        elapsed = clock.monotonic() - schedule.started
        raise timed_out(what, None, job_id, elapsed) from error


async def poll(
    look: AsyncLook,
    phase_of: Callable[[dict[str, Any]], Phase],
    *,
    what: str,
    job_id: str | None,
    clock: AsyncClock,
    policy: PollPolicy,
    timeout: float | None,
    on_update: OnUpdate | None,
) -> dict[str, Any]:
    """Waits until some work is done; the first look is at once.

    Args:
        look: asks for the state.
        phase_of: reads it.
        what: words for the work, for messages.
        job_id: identifier of the work, for exceptions.
        clock: time.
        policy: how often to look.
        timeout: seconds allowed in all; None for no limit.
        on_update: called with each state.

    Returns:
        The state of the finished work.

    Raises:
        DSSFutureError: it ended without a result, or not in time.
    """
    schedule = Schedule(policy, clock.monotonic(), timeout)
    while True:
        state = await _look_in_time(look, schedule, clock, what, job_id)
        if on_update is not None:
            on_update(state)
        phase = phase_of(state)
        now = clock.monotonic()
        if phase is Phase.DONE:
            return state
        if phase is not Phase.RUNNING:
            raise ending(phase, what, state, job_id, now - schedule.started)
        pause = schedule.next_pause(now)
        if pause is None:
            raise timed_out(what, state, job_id, now - schedule.started)
        await clock.sleep(pause)
