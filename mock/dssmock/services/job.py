"""Handlers of jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dssmock import errors
from dssmock.core import Call, Text, handles
from dssmock.jobs import FINAL, TABLE
from dssmock.services import _job_plan as plan
from dssmock.services._object_state import READ, WRITE, rows_of

if TYPE_CHECKING:
    from dssmock.core import DSSMock

# Kept for the mock itself: what is built, in one form for all types.
HIDDEN: Final = ("targets",)
COUNTED: Final = ("DONE", "FAILED", "RUNNING", "ABORTED")


def row_of(call: Call, right: str = READ) -> str:
    """Identifier in the table of the job that is meant.

    Raises:
        errors.NotFound: the project has no such job.
    """
    key, id = call.path["project_key"], call.path["job_id"]
    call.require_project(key, right)
    row = f"{key}.{id}"
    if row not in call.dss.table(TABLE):
        raise errors.NotFound(f"job does not exist: {row}")
    return row


def shown(definition: dict[str, Any]) -> dict[str, Any]:
    """The definition of a job as the API shows it."""
    return {name: value for name, value in definition.items() if name not in HIDDEN}


def item_of(job: dict[str, Any]) -> dict[str, Any]:
    """A job as lists show it."""
    return {
        "def": shown(job["def"]),
        "state": job["state"],
        "stableState": job["state"] in FINAL,
        "startTime": job["startTime"],
        "endTime": job["endTime"],
        "warningsCount": job["warningsCount"],
    }


def begin(
    dss: DSSMock, key: str, wish: dict[str, Any], by: str, *, origin: str = "API", now: bool = False
) -> dict[str, Any]:
    """Start a job in a project.

    Args:
        dss: the instance.
        key: the project.
        wish: what it builds, as the API takes it.
        by: who starts it.
        origin: what started it: ``API`` or ``SCENARIO``.
        now: whether it has ended when this returns.

    Returns:
        The job's document.

    Raises:
        errors.DSSError: the wish makes no sense, or names what does not exist.
    """
    definition = plan.definition_of(dss, key, wish, by, origin)
    return dss.jobs.start(definition, plan.activities_of(dss, definition), at_once=now)


@handles("job_list")
def list_jobs(call: Call) -> list[dict[str, Any]]:
    key = call.path["project_key"]
    call.require_project(key)
    limit = call.query.get("limit", 0)
    if limit < 0:
        raise errors.BadRequest(f"limit must not be negative: {limit}")
    newest_first = [item_of(job) for job in reversed(rows_of(call.dss, TABLE, key))]
    return newest_first[:limit] if limit else newest_first


@handles("job_list_running")
def list_running(call: Call) -> list[dict[str, Any]]:
    return [item for item in list_jobs(call) if not item["stableState"]]


@handles("job_list_all_running")
def list_all_running(call: Call) -> list[dict[str, Any]]:
    everybody = call.query.get("allUsers", True)
    found = []
    for job in reversed(call.dss.table(TABLE).values()):
        mine = everybody or job["def"]["initiator"] == call.auth.name
        if mine and job["state"] not in FINAL and call.may_project(job["projectKey"]):
            found.append(item_of(job))
    return found


@handles("job_start")
def start(call: Call) -> dict[str, Any]:
    key = call.path["project_key"]
    call.require_project(key, WRITE)
    for output in call.body["outputs"]:
        if output.get("projectKey") not in (None, key):
            call.require_project(output["projectKey"])
    return shown(begin(call.dss, key, call.body, call.auth.name)["def"])


@handles("job_get")
def get(call: Call) -> dict[str, Any]:
    job = call.dss.jobs.read(row_of(call))
    activities = job["activities"]
    states = [activity["state"] for activity in activities]
    base: dict[str, Any] = {
        "def": shown(job["def"]),
        "state": job["state"],
        "jobStartTime": job["startTime"],
        "jobEndTime": job["endTime"],
        "activities": {
            each["activityId"]: {name: value for name, value in each.items() if name != "log"}
            for each in activities
        },
    }
    if job["failure"] is not None:
        base["unexpectedFailure"] = job["failure"]
    counts = {state.lower(): states.count(state) for state in COUNTED}
    return {"baseStatus": base, "globalState": {**counts, "total": len(states)}}


@handles("job_abort")
def abort(call: Call) -> dict[str, Any]:
    call.dss.jobs.abort(row_of(call, WRITE))
    return {"msg": f"Job {call.path['job_id']} aborted"}


@handles("job_read_log")
def read_log(call: Call) -> Text:
    job = call.dss.table(TABLE).get(row_of(call))
    wanted = call.query.get("activity")
    if not wanted:
        inner = [line for each in job["activities"] for line in each["log"]]
        first, rest = job["log"][:1], job["log"][1:]
        return Text("".join(f"{line}\n" for line in [*first, *inner, *rest]))
    for activity in job["activities"]:
        if activity["activityId"] == wanted:
            return Text("".join(f"{line}\n" for line in activity["log"]))
    raise errors.NotFound(f"activity does not exist: {wanted}")
