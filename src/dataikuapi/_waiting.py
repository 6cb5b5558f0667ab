# Derived by `tox -e generate` from src/dataikuapi/aio/_waiting.py. Do not edit.
"""Waiting for many long tasks at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from dataikuapi._args import check_list
from dataikuapi._errors import DSSAPIError, DSSFutureError
from dataikuapi._poll import clock_of
from dataikuapi._wait import Phase, PollPolicy, Schedule, check_wait, future_phase, timed_out
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.future import DSSFuture
    from dataikuapi.dssclient import DSSClient

# Fewer tasks than this are asked for one by one: the list of what runs may be longer.
WORTH_A_LIST = 4
# How many tasks are asked for side by side, and how many before the ended ones are given out.
AT_ONCE = 16
BATCH = 4 * AT_ONCE
# Tasks that are due within so many seconds are looked at together.
TOGETHER = 0.01


class _Waiting:
    """One task among those waited for."""

    def __init__(self, future: DSSFuture, schedule: Schedule) -> None:
        self.future = future
        self.schedule = schedule
        self.due = schedule.started
        state = future.state
        self.ended = state is not None and future_phase(state) is not Phase.RUNNING

    def look(self) -> None:
        """Asks for this task alone; its result, which DSS may give only once, stays with it."""
        try:
            self.ended = future_phase(self.future.get_state()) is not Phase.RUNNING
        except DSSFutureError:
            # The task keeps the error: wait_for_result raises it in its turn.
            self.ended = True

    def listed(self, states: Mapping[str, dict[str, Any]]) -> bool:
        """Tells whether a list has this task as one that runs; takes its state from there."""
        state = states.get(self.future.job_id or "")
        if state is None or future_phase(state) is not Phase.RUNNING:
            return False
        self.future.state, self.future.state_is_peek = state, True
        return True

    def plan(self, now: float) -> None:
        """Says when to look next, or that the time is over."""
        pause = self.schedule.next_pause(now)
        if pause is None:
            job_id = self.future.job_id
            elapsed = now - self.schedule.started
            raise timed_out(f"task {job_id}", self.future.state, job_id, elapsed)
        self.due = now + pause


class _Lists:
    """Lists of what runs, of the clients whose lists spare calls."""

    def __init__(self) -> None:
        self._useless: set[int] = set()
        self._refused: set[int] = set()

    def unlisted(self, due: list[_Waiting]) -> list[_Waiting]:
        """Asks for lists of the running tasks where that is cheaper than asking for each one.

        Args:
            due: the tasks to look at.

        Returns:
            Those that have to be asked for alone: they may have ended, or belong to somebody else.
        """
        groups: dict[int, list[_Waiting]] = {}
        for one in due:
            groups.setdefault(id(one.future.client), []).append(one)
        alone: list[_Waiting] = []
        for key, group in groups.items():
            if key in self._useless | self._refused or len(group) < WORTH_A_LIST:
                alone += group
                continue
            states = self._running(group[0].future.client)
            left = [one for one in group if not one.listed(states)]
            if len(left) == len(group):
                self._useless.add(key)
            alone += left
        return alone

    def _running(self, client: DSSClient) -> dict[str, dict[str, Any]]:
        request = api.future.future_list.build_request(
            with_scenarios=True, with_not_scenarios=True, all_users=False
        )
        try:
            states = client.rest.json(request)
        except DSSAPIError:
            # Not allowed, or not known: each task can be asked for all the same.
            self._refused.add(id(client))
            return {}
        return {state.get("jobId") or "": dict(state) for state in states}

    def revise(self, asked: list[_Waiting]) -> None:
        """Takes lists up again that named no task only because all had ended.

        Args:
            asked: the tasks that were asked for alone.
        """
        for one in asked:
            if one.ended:
                self._useless.discard(id(one.future.client))


def _look(batch: list[_Waiting]) -> None:
    if len(batch) == 1:
        batch[0].look()
        return
    from dataikuapi._many import Many

    outcomes = Many(_Waiting.look, AT_ONCE).run(batch)
    for _, _, error in sorted(outcomes, key=lambda outcome: outcome[0]):
        if error is not None:
            raise error


def _checked(futures: Any) -> list[DSSFuture]:
    """Requires handles of tasks, and no other, before any of them is asked for."""
    from dataikuapi.dss.future import DSSFuture

    tasks = check_list("futures", futures)
    for place, task in enumerate(tasks):
        if not isinstance(task, DSSFuture):
            kind = type(task).__name__
            raise TypeError(f"futures[{place}] must be a {DSSFuture.__name__}, not {kind}")
    return tasks


def as_completed(
    futures: Iterable[DSSFuture],
    *,
    timeout: float | None = None,
    poll_policy: PollPolicy | None = None,
) -> Iterator[DSSFuture]:
    """Gives long tasks in the order in which they end, whether well or not.

    Many tasks are looked at with one list of what runs, and only those that it does not have are
    asked for one by one. Where DSS gives no such list, each is asked for.

    Operations: `future_list`, `future_get`.

    Args:
        futures: the tasks.
        timeout: seconds to wait for all of them; None for no limit.
        poll_policy: how often each is asked for.

    Yields:
        The tasks as they end; `wait_for_result` gives the result, or raises what went wrong.

    Raises:
        DSSFutureTimeout: some task did not end in time; the exception names the first of them.
        TypeError: one of the tasks is something else; the message names its position.

    Example:
        for future in as_completed(futures):
            print(future.wait_for_result())
    """
    tasks = list(dict.fromkeys(_checked(futures)))
    check_wait(timeout, poll_policy)
    if not tasks:
        return
    clock = clock_of(tasks[0].client)
    policy, started = poll_policy or PollPolicy(), clock.monotonic()
    waiting = [_Waiting(future, Schedule(policy, started, timeout)) for future in tasks]
    for one in waiting:
        if one.ended:
            yield one.future
    lists = _Lists()
    while waiting := [one for one in waiting if not one.ended]:
        now = clock.monotonic()
        soonest = min(one.due for one in waiting)
        if soonest > now:
            clock.sleep(soonest - now)
        due = [one for one in waiting if one.due <= soonest + TOGETHER]
        asked = lists.unlisted(due)
        for start in range(0, len(asked), BATCH):
            batch = asked[start : start + BATCH]
            _look(batch)
            for one in batch:
                if one.ended:
                    yield one.future
        lists.revise(asked)
        # One moment for all, so that they stay together.
        now = clock.monotonic()
        for one in due:
            if not one.ended:
                one.plan(now)


def wait_all(
    futures: Iterable[DSSFuture],
    *,
    timeout: float | None = None,
    return_exceptions: bool = False,
    poll_policy: PollPolicy | None = None,
) -> list[Any]:
    """Waits for many long tasks in one loop, as :func:`as_completed` does.

    Operations: `future_list`, `future_get`.

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
        TypeError: one of the tasks is something else; the message names its position.
    """
    tasks = _checked(futures)
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
