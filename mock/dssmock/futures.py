"""Long tasks: each is a script of states that is played on the clock, or read by read.

A task that a handler starts runs for a while on the instance's clock, then its result is made. A
test can write the script instead: ``mock.futures.script("RUNNING", "RUNNING", "DONE")`` says what
the next task's reads answer, one state a read; the last one stays.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from dssmock import errors
from dssmock.store import copy_json

if TYPE_CHECKING:
    from dssmock.core import Call, DSSMock

STATES: Final = ("RUNNING", "DONE", "FAILED", "ABORTED", "DEAD", "UNKNOWN", "GONE")
ENDS: Final = ("DONE", "FAILED", "ABORTED")
UNKNOWN_ID: Final = "No future by that id"
KEEP_MS: Final = 3_600_000  # how long an ended task can still be read

State = str | Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Script:
    """What the reads of one task answer, in order.

    Attributes:
        states: names of :data:`STATES`, or whole state documents that are answered as they are.
        error: what a read answers in the state ``FAILED``.
        result: the result in the state ``DONE``; the task's own when missing.
        duration_ms: how long the task runs on the clock, after which it is in the last state; when
            missing, each read sees the next state.
    """

    states: tuple[State, ...]
    error: errors.DSSError | None = None
    result: Any = None
    duration_ms: int | None = None

    @property
    def timed(self) -> bool:
        """Whether the clock drives it, not the reads."""
        return self.duration_ms is not None


@dataclass(slots=True)
class Future:
    """One long task.

    Attributes:
        id: its identifier.
        owner: login or key of the one who started it.
        started_ms: when that was.
        duration_ms: how long it runs; None until somebody closes it.
        make: makes its result; None once that happened.
        payload: what it is about.
        scenario: whether it is the run of a scenario.
        script: what its reads answer, for a scripted task.
        reads: how often it was read.
        state: the state it is in; a scripted one reads it from its script.
        result: its result, once it is there.
        error: why it failed, if it did.
        ended_ms: when it ended.
    """

    id: str
    owner: str
    started_ms: int
    duration_ms: int | None
    make: Callable[[], Any] | None
    payload: dict[str, Any]
    scenario: bool
    script: Script | None
    reads: int = 0
    state: str = "RUNNING"
    result: Any = None
    error: errors.DSSError | None = None
    ended_ms: int | None = None


@dataclass(slots=True)
class Futures:
    """The long tasks of an instance.

    Attributes:
        consume_once: whether a result is handed out once, after which the task is unknown.
        default_ms: how long a task runs whose handler does not say; 0 is done at the first read.
    """

    dss: DSSMock
    consume_once: bool = False
    default_ms: int = 0
    _tasks: dict[str, Future] = field(default_factory=dict)
    _scripts: list[Script] = field(default_factory=list)

    def script(
        self,
        *states: State,
        error: str | errors.DSSError | None = None,
        result: Any = None,
        duration_ms: int | None = None,
    ) -> None:
        """Say what the reads of the next task answer, one state a read; the last one stays.

        With a duration the task runs that long on the instance's clock, and then is in the last
        state, which is ``DONE``, ``FAILED`` or ``ABORTED``.

        A task that would have answered at once has to be read then too. Several scripts are used
        one after the other.

        Args:
            *states: ``RUNNING``, ``DONE``, ``FAILED``, ``ABORTED``, ``DEAD`` (not alive, and never
                a result), ``UNKNOWN`` (a state with this flag), ``GONE`` (the read is refused), or
                a whole state document.
            error: what ``FAILED`` answers, as an error of :mod:`dssmock.errors`, or the text of an
                error 500, which it is when missing, too.
            result: the result of ``DONE``; what the handler makes when missing.
            duration_ms: how long the task runs.

        Raises:
            ValueError: there is no such state, or a task with a duration cannot end in it.
            TypeError: the error is something else.
        """
        if duration_ms is not None:
            states = (check_outcome(duration_ms, states, ENDS),)
        for state in states:
            if isinstance(state, str) and state not in STATES:
                raise ValueError(f"no state {state!r}: it is one of {', '.join(STATES)}")
        if not states:
            raise ValueError("a script needs a state")
        if not isinstance(error, errors.DSSError):
            text = check_error(error)
            error = errors.ServerError(text) if text else None
        self._scripts.append(Script(states, error, copy_json(result), duration_ms))

    def start(
        self,
        call: Call,
        result: Any = None,
        *,
        duration_ms: int | None = None,
        payload: Mapping[str, Any] | None = None,
        immediate: bool = False,
        scenario: bool = False,
    ) -> dict[str, Any]:
        """Start a task.

        Args:
            call: the call that starts it.
            result: its result, or a function that makes it when the task ends. An error that the
                function raises is what reading the task answers.
            duration_ms: how long it runs on the instance's clock.
            payload: what it is about, for the list of tasks.
            immediate: answer with the result at once, unless a script waits for a task.
            scenario: whether it is the run of a scenario.

        Returns:
            The state to answer.
        """
        make = result if callable(result) else lambda: result
        script = self._scripts.pop(0) if self._scripts else None
        if immediate and script is None:
            return self.done(make())
        future = Future(
            id=self._new_id(),
            owner=call.auth.name,
            started_ms=self.dss.clock.now_ms(),
            duration_ms=self._length(script, duration_ms),
            make=make,
            payload=copy_json(payload or {"displayName": call.operation, "targets": []}),
            scenario=scenario,
            script=script,
        )
        self._tasks[future.id] = future
        return self._describe(future, "RUNNING")

    def open(
        self, owner: str, payload: Mapping[str, Any] | None = None, *, scenario: bool = False
    ) -> str:
        """Start a task that runs until :meth:`close`, such as the run of a scenario.

        Args:
            owner: login or key of the one who started it.
            payload: what it is about.
            scenario: whether it is the run of a scenario.

        Returns:
            Its identifier.
        """
        id, now = self._new_id(), self.dss.clock.now_ms()
        about = copy_json(payload or {})
        self._tasks[id] = Future(id, owner, now, None, _nothing, about, scenario, None)
        return id

    def close(self, id: str, *, aborted: bool = False) -> None:
        """End a task that :meth:`open` started; one that has ended already stays as it is."""
        future = self._tasks.get(id)
        if future is not None and future.state == "RUNNING":
            self._end(future, "ABORTED" if aborted else "DONE")

    def state(self, id: str) -> str:
        """The state of a task: ``GONE`` if it is not known."""
        future = self._tasks.get(id)
        return "GONE" if future is None else future.state

    def info(self, id: str) -> dict[str, Any] | None:
        """The state of a task as other objects show it, or None."""
        future = self._tasks.get(id)
        return None if future is None else self._describe(future, future.state)

    def done(self, value: Any = None) -> dict[str, Any]:
        """The state of a task that never was one: the result is there at once."""
        state = {"hasResult": True, "result": value, "alive": False}
        return state | {"aborted": False, "unknown": False}

    def list(self, *, scenarios: bool, others: bool, owner: str | None) -> list[dict[str, Any]]:
        """The states of the tasks that run.

        Args:
            scenarios: whether runs of scenarios are listed.
            others: whether all else is listed.
            owner: list the tasks of this login or key only.
        """
        return [
            self._describe(future, "RUNNING")
            for future in self._tasks.values()
            if self._current(future) == "RUNNING"
            and (scenarios if future.scenario else others)
            and owner in (None, future.owner)
        ]

    def all(self) -> list[dict[str, Any]]:
        """The states of all tasks that are known, ended ones too; none counts as read."""
        states = {id: self._current(future) for id, future in self._tasks.items()}
        return [
            {**self._describe(self._tasks[id], state), "state": state}
            for id, state in states.items()
            if isinstance(state, str)
        ]

    def read(self, call: Call, id: str, *, peek: bool = False) -> dict[str, Any]:
        """The state of a task, with its result unless only peeking.

        Raises:
            errors.DSSError: the task failed, and this is how.
            errors.BadRequest: there is no such task.
        """
        future = self._mine(call, id)
        future.reads += 1
        state = self._current(future)
        if isinstance(state, Mapping):
            return {"jobId": id, **copy_json(state)}
        if state == "GONE":
            raise errors.BadRequest(UNKNOWN_ID)
        if state == "DONE" and future.make is not None:
            self._finish(future)
        if state == "FAILED" or future.error is not None:
            raise self._failure(future)
        answer = self._describe(future, state)
        if state == "DONE" and not peek:
            answer["result"] = copy_json(future.result)
            if self.consume_once:
                del self._tasks[id]
        return answer

    def abort(self, call: Call, id: str) -> None:
        """Abort a task; one that ended already stays as it is.

        Raises:
            errors.BadRequest: there is no such task.
        """
        future = self._mine(call, id)
        if self._current(future) == "RUNNING":
            future.script = None
            self._end(future, "ABORTED")

    def settle(self) -> None:
        """End the tasks whose time is over, and forget those that ended long ago.

        The instance does so before each request: a task does its work whether it is read or not.
        """
        now = self.dss.clock.now_ms()
        for future in list(self._tasks.values()):
            script = future.script
            running = future.state == "RUNNING" and (script is None or script.timed)
            length = future.duration_ms
            if running and length is not None and now >= future.started_ms + length:
                self._finish(future)
            if future.ended_ms is not None and now > future.ended_ms + KEEP_MS:
                del self._tasks[future.id]

    def clear(self) -> None:
        """Forget all tasks and scripts, and the switches."""
        self._tasks.clear()
        self._scripts.clear()
        self.consume_once = False
        self.default_ms = 0

    def dump(self) -> Any:
        """All there is to know, for a snapshot."""
        tasks = {id: copy.copy(future) for id, future in self._tasks.items()}
        return tasks, list(self._scripts), self.consume_once, self.default_ms

    def load(self, saved: Any) -> None:
        """Go back to what :meth:`dump` gave."""
        tasks, scripts, self.consume_once, self.default_ms = saved
        self._tasks = {id: copy.copy(future) for id, future in tasks.items()}
        self._scripts = list(scripts)

    def _new_id(self) -> str:
        return self.dss.ids.short(8)

    def _mine(self, call: Call, id: str) -> Future:
        future = self._tasks.get(id)
        if future is None:
            raise errors.BadRequest(UNKNOWN_ID)
        if not call.auth.admin and future.owner != call.auth.name:
            raise errors.Forbidden("The task belongs to another user")
        return future

    def _current(self, future: Future) -> State:
        if future.script is None or future.script.timed:
            return future.state
        states = future.script.states
        return states[min(max(future.reads, 1), len(states)) - 1]

    def _length(self, script: Script | None, wish: int | None) -> int:
        if script is not None and script.duration_ms is not None:
            return script.duration_ms
        return self.default_ms if wish is None else wish

    def _finish(self, future: Future) -> None:
        make, scripted = future.make, future.script.result if future.script else None
        assert make is not None, "a task ends once"
        if future.script is not None and future.script.timed:
            outcome = str(future.script.states[-1])
            if outcome != "DONE":
                self._end(future, outcome)
                return
        self._end(future, "DONE")
        try:
            made = make()
            future.result = copy_json(made if scripted is None else scripted)
        except errors.DSSError as error:
            future.state, future.error = "FAILED", error
        except Exception as problem:
            name = future.payload.get("displayName", future.id)
            raise errors.MockDefect(
                f"the work of the task {name} crashed: {problem!r}"
            ) from problem

    def _end(self, future: Future, state: str) -> None:
        future.state, future.make = state, None
        future.ended_ms = self.dss.clock.now_ms()

    def _failure(self, future: Future) -> errors.DSSError:
        scripted = future.script.error if future.script else None
        return scripted or future.error or errors.ServerError("The task failed")

    def _describe(self, future: Future, state: str) -> dict[str, Any]:
        now = self.dss.clock.now_ms() if future.ended_ms is None else future.ended_ms
        return {
            "jobId": future.id,
            "hasResult": state in ("DONE", "ABORTED"),
            "alive": state == "RUNNING",
            "aborted": state == "ABORTED",
            "abortable": state == "RUNNING",
            "unknown": state == "UNKNOWN",
            "startTime": future.started_ms,
            "runningTime": now - future.started_ms,
            "owner": future.owner,
            "progress": {"states": _steps(future, state, now)},
            "payload": copy_json(future.payload),
            "log": {"lines": [], "totalLines": 0, "maxLines": 100},
        }


def check_outcome(duration_ms: int, states: Sequence[State], ends: Sequence[str]) -> str:
    """How work ends whose script has a duration: the last of the states, well when none is given.

    Args:
        duration_ms: the duration.
        states: the states of the script.
        ends: in what such work can end; what is well comes first.

    Raises:
        ValueError: it cannot end so, or the duration is negative or no number.
    """
    if isinstance(duration_ms, bool) or not isinstance(duration_ms, int) or duration_ms < 0:
        raise ValueError(f"duration_ms is a number of milliseconds from 0 on, not {duration_ms!r}")
    outcome = states[-1] if states else ends[0]
    if not isinstance(outcome, str) or outcome not in ends:
        raise ValueError(f"what has a duration ends as {', '.join(ends)}, not as {outcome!r}")
    return outcome


def check_error(error: str | None) -> str | None:
    """Requires a text that tells why something fails, or None.

    Raises:
        TypeError: it is neither.
    """
    if error is not None and not isinstance(error, str):
        raise TypeError(f"error must be a string, not {type(error).__name__}")
    return error


def _nothing() -> None:
    """What a task makes that has no result."""


def _steps(future: Future, state: str, now: int) -> list[dict[str, Any]]:
    """How far a task is, while it runs and its length is known."""
    by_reads = future.script is not None and not future.script.timed
    if state != "RUNNING" or by_reads or not future.duration_ms:
        return []
    name = future.payload.get("displayName", "Work")
    done = min(now - future.started_ms, future.duration_ms)
    return [{"name": name, "unit": "NONE", "cur": done, "target": future.duration_ms}]
