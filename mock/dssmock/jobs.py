"""Jobs: each goes from NOT_STARTED over RUNNING to its end, on the clock, a state a request.

A job that lasts no time, which is the default, is seen waiting, then running, then done, by three
requests one after the other. A test can write the script instead: ``mock.jobs.script("RUNNING",
"FAILED")`` says what the reads of the next job's status see, one state a read; the last one stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from dssmock import errors
from dssmock.activities import Activity, line, note_build, perform, recipe_of, stamped
from dssmock.futures import check_error, check_outcome

if TYPE_CHECKING:
    from dssmock.core import DSSMock

TABLE: Final = "jobs"
WAITING: Final = ("NOT_STARTED", "WAITING", "COMPUTING_DEPS")
FINAL: Final = ("DONE", "FAILED", "ABORTED")
STATES: Final = (*WAITING, "RUNNING", *FINAL)
FAILURE: Final = "The job failed"


@dataclass(slots=True)
class Jobs:
    """The jobs of an instance; what they are stands in the table ``jobs``.

    Attributes:
        default_ms: how long a job runs on the instance's clock.
    """

    dss: DSSMock
    default_ms: int = 0
    _scripts: list[dict[str, Any]] = field(default_factory=list)
    _active: list[str] = field(default_factory=list)

    def script(
        self, *states: str, error: str | None = None, duration_ms: int | None = None
    ) -> None:
        """Say what the reads of the next job see, one state a read; the last one stays.

        With a duration the job runs that long on the instance's clock, and then is in the last
        state, which is ``DONE``, ``FAILED`` or ``ABORTED``.

        Nothing is built by such a job unless it ends as DONE. Several scripts are used one after
        the other.

        Args:
            *states: states of a job.
            error: why it fails, for the state ``FAILED``.
            duration_ms: how long it runs.

        Raises:
            ValueError: there is no such state, or a job with a duration cannot end in it.
            TypeError: the error is no string.
        """
        if duration_ms is not None:
            states = (check_outcome(duration_ms, states, FINAL),)
        for state in states:
            if state not in STATES:
                raise ValueError(f"no state {state!r}: it is one of {', '.join(STATES)}")
        if not states:
            raise ValueError("a script needs a state")
        script = {
            "states": list(states),
            "error": check_error(error) or FAILURE,
            "durationMs": duration_ms,
        }
        self._scripts.append(script)

    def start(
        self,
        definition: Mapping[str, Any],
        activities: list[dict[str, Any]],
        *,
        at_once: bool = False,
    ) -> dict[str, Any]:
        """Start a job.

        Args:
            definition: what it builds, without an identifier: `projectKey`, `name`, `initiator` ...
            activities: what it runs, in order: `recipe` and `partition` of each.
            at_once: whether it has ended when this returns.

        Returns:
            The job's document.
        """
        dss, key = self.dss, definition["projectKey"]
        table = dss.table(TABLE)
        name = definition["name"]
        id = stamped(
            dss, f"{name.replace('%', '')}_%Y-%m-%dT%H-%M-%S.%f", lambda id: f"{key}.{id}" in table
        )
        now = dss.clock.now_ms()
        script = self._scripts.pop(0) if self._scripts else None
        document = {
            "projectKey": key,
            "def": {"id": id, **definition, "initiationTimestamp": now},
            "state": "NOT_STARTED",
            "startTime": now,
            "endTime": 0,
            "durationMs": script["durationMs"] if is_timed(script) else self.default_ms,
            "warningsCount": 0,
            "activities": [_blank(each) for each in activities],
            "failure": None,
            "log": [line(dss, f"Job {id} was started by {definition.get('initiator')}")],
            "script": script,
            "reads": 0,
        }
        row = f"{key}.{id}"
        table.add(row, document)
        if at_once:
            self._hurry(row)
        else:
            self._active.append(row)
        return table.get(row)

    def settle(self) -> None:
        """Move the jobs on that are not scripted; the instance does so before each request."""
        for row in list(self._active):
            document = self.dss.table(TABLE).find(row)
            if document is None or document["state"] in FINAL:
                self._active.remove(row)
            elif document["script"] is None or is_timed(document["script"]):
                self._move(document)
                self.dss.table(TABLE).put(row, document)

    def read(self, row: str) -> dict[str, Any]:
        """The document of a job; a scripted one goes on with its script.

        Raises:
            errors.NotFound: there is no such job.
        """
        with self.dss.table(TABLE).edit(row) as document:
            script = document["script"]
            if script is not None and not is_timed(script) and document["state"] not in FINAL:
                states = script["states"]
                self._enter(document, states[min(document["reads"], len(states) - 1)])
                document["reads"] += 1
            return document

    def abort(self, row: str) -> None:
        """Abort a job; one that has ended stays as it is.

        Raises:
            errors.NotFound: there is no such job.
        """
        with self.dss.table(TABLE).edit(row) as document:
            if document["state"] not in FINAL:
                self._end(document, "ABORTED")

    def clear(self) -> None:
        """Forget all scripts, and what runs."""
        self._scripts.clear()
        self._active.clear()
        self.default_ms = 0

    def dump(self) -> Any:
        """What is not in the table, for a snapshot."""
        return list(self._scripts), self.default_ms

    def load(self, saved: Any) -> None:
        """Go back to what :meth:`dump` gave; the table is back already."""
        scripts, self.default_ms = saved
        self._scripts = list(scripts)
        jobs = self.dss.table(TABLE).items()
        self._active = [row for row, job in jobs if job["state"] not in FINAL]

    def _hurry(self, row: str) -> None:
        with self.dss.table(TABLE).edit(row) as document:
            script = document["script"]
            self._enter(document, "DONE" if script is None else script["states"][-1])
            if document["state"] not in FINAL:
                self._end(document, "ABORTED")

    def _enter(self, document: dict[str, Any], state: str) -> None:
        """Bring a job into a state, whatever the time is."""
        if state == "DONE":
            self._run(document, len(document["activities"]))
        elif state == "FAILED":
            _fail(document, errors.ServerError((document["script"] or {}).get("error", FAILURE)))
            self._end(document, "FAILED")
        elif state == "ABORTED":
            self._end(document, "ABORTED")
        elif state == "RUNNING":
            self._run(document, 0, ends=False)
        else:
            document["state"] = state

    def _move(self, document: dict[str, Any]) -> None:
        """Let a job do what its time allows."""
        if document["state"] in WAITING:
            self._run(document, 0, ends=False)
            return
        # A clock of a test's own may go back.
        passed = max(0, self.dss.clock.now_ms() - document["startTime"])
        count, length = len(document["activities"]), document["durationMs"]
        outcome = document["script"]["states"][-1] if document["script"] else "DONE"
        if passed >= length:
            self._enter(document, outcome)
        elif outcome == "DONE":
            self._run(document, passed * count // length, ends=False)

    def _run(self, document: dict[str, Any], until: int, *, ends: bool = True) -> None:
        """Run the activities up to one of them, and end the job after the last."""
        document["state"] = "RUNNING"
        for state in document["activities"][:until]:
            if state["state"] != "DONE" and not self._perform(document, state):
                self._end(document, "FAILED")
                return
        if ends:
            for target in document["def"].get("targets") or []:
                self._note(document, target)
            self._end(document, "DONE")
        elif until < len(document["activities"]):
            document["activities"][until]["state"] = "RUNNING"

    def _note(self, document: dict[str, Any], target: Mapping[str, Any]) -> None:
        definition = document["def"]
        place = target["projectKey"], target["id"]
        note_build(
            self.dss, place, definition["id"], target["partition"], document["startTime"], True
        )

    def _perform(self, document: dict[str, Any], state: dict[str, Any]) -> bool:
        """Run one activity; tells whether it went well."""
        dss, key = self.dss, document["projectKey"]
        definition = document["def"]
        began = dss.clock.now_ms()
        recipe = recipe_of(dss.table("recipes").find(f"{key}.{state['recipeName']}"))
        by = definition.get("initiator") or ""
        activity = Activity(dss, key, recipe or {}, state["partition"], definition["id"], by)
        try:
            if recipe is None:
                raise errors.NotFound(f"recipe does not exist: {key}.{state['recipeName']}")
            perform(activity)
            state["state"] = "DONE"
        except errors.DSSError as error:
            activity.lines.append(line(dss, f"{error.error_type}: {error.message}", "ERROR"))
            state["state"], state["firstFailure"] = "FAILED", error.document()
            document["failure"] = error.document()
        state["log"] += activity.lines
        state["runningTime"] = state["totalTime"] = dss.clock.now_ms() - began
        document["warningsCount"] += activity.warnings
        return state["state"] == "DONE"

    def _end(self, document: dict[str, Any], state: str) -> None:
        document["state"] = state
        document["endTime"] = self.dss.clock.now_ms()
        for activity in document["activities"]:
            if activity["state"] not in FINAL:
                activity["state"] = "ABORTED"
        document["log"].append(line(self.dss, f"Job {document['def']['id']} ended: {state}"))


def is_timed(script: Mapping[str, Any] | None) -> bool:
    """Whether the clock drives what has this script, not the reads."""
    return script is not None and script["durationMs"] is not None


def _blank(activity: Mapping[str, Any]) -> dict[str, Any]:
    """An activity that has not begun."""
    name, partition = activity["recipe"]["name"], activity["partition"]
    return {
        "activityId": f"{name}_{partition}",
        "recipeName": name,
        "recipeType": activity["recipe"].get("type"),
        "partition": partition,
        "state": "NOT_STARTED",
        "totalTime": 0,
        "preparingTime": 0,
        "waitingTime": 0,
        "runningTime": 0,
        "log": [],
    }


def _fail(document: dict[str, Any], error: errors.DSSError) -> None:
    """Let a job fail, in its first activity that has not ended if it has one."""
    document["failure"] = error.document()
    for activity in document["activities"]:
        if activity["state"] not in FINAL:
            activity["state"], activity["firstFailure"] = "FAILED", error.document()
            return
