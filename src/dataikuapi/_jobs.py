"""What the states of jobs and of runs of scenarios mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dataikuapi._errors import DSSFutureAborted, DSSFutureError, DSSFutureFailed
from dataikuapi._peek import peek
from dataikuapi._wait import Phase

FINAL = frozenset({"DONE", "FAILED", "ABORTED"})


def job_state(status: Mapping[str, Any]) -> str:
    """The state of a job, empty when its status does not tell.

    Args:
        status: what DSS answered.
    """
    return peek(status, "baseStatus", "state") or ""


def job_phase(status: Mapping[str, Any]) -> Phase:
    """Reads the status of a job.

    Args:
        status: what DSS answered.

    Returns:
        `DONE` however the job ended, `LOST` when DSS says nothing of it.
    """
    state = job_state(status)
    if state in FINAL:
        return Phase.DONE
    # A state that nobody knows yet means that the job goes on, unless DSS says that it ended.
    return (
        Phase.LOST
        if not state or (peek(status, "baseStatus", "jobEndTime") or 0) > 0
        else Phase.RUNNING
    )


def job_error(status: Mapping[str, Any], job_id: str, elapsed: float) -> DSSFutureError | None:
    """The exception for a job that did not end well.

    Args:
        status: its last status.
        job_id: its identifier.
        elapsed: seconds waited.

    Returns:
        The exception, not raised; None for a job that is done.
    """
    state = job_state(status)
    if state == "DONE":
        return None
    failure = peek(status, "baseStatus", "unexpectedFailure")
    why = peek(failure, "detailedMessage") or peek(failure, "message")
    text = f"Job run did not finish. Status: {state} (job {job_id})"
    cls = DSSFutureAborted if state == "ABORTED" else DSSFutureFailed
    return cls(f"{text}: {why}" if why else text, state=status, job_id=job_id, elapsed=elapsed)


def fire_phase(state: Mapping[str, Any]) -> Phase:
    """Reads what became of a fire of a trigger.

    Args:
        state: what DSS answered to the question for its run; `cancelled` when there will be none.
    """
    if state.get("scenarioRun"):
        return Phase.DONE
    return Phase.ABORTED if state.get("cancelled") else Phase.RUNNING


def run_phase(run: Mapping[str, Any]) -> Phase:
    """Reads a run of a scenario.

    Args:
        run: what DSS answered.

    Returns:
        `DONE` however the run ended, `LOST` when there is none, or it ended without a result.
    """
    if run.get("result"):
        return Phase.DONE
    return Phase.LOST if not run.get("runId") or (run.get("end") or 0) > 0 else Phase.RUNNING


def outcome_of(run: Mapping[str, Any]) -> str:
    """How a run that has ended went."""
    return peek(run, "result", "outcome") or "UNKNOWN"


def run_error(run: Mapping[str, Any], elapsed: float) -> DSSFutureError | None:
    """The exception for a run of a scenario that did not end well.

    Args:
        run: the run.
        elapsed: seconds waited.

    Returns:
        The exception, not raised; None for a success.
    """
    outcome = outcome_of(run)
    if outcome == "SUCCESS":
        return None
    scenario = peek(run, "scenario", "id")
    text = f"Scenario run returned status {outcome} (scenario {scenario}, run {run.get('runId')})"
    cls = DSSFutureAborted if outcome == "ABORTED" else DSSFutureFailed
    return cls(text, state=run, job_id=run.get("runId"), elapsed=elapsed)


def beyond(runs: list[dict[str, Any]], last: str | None) -> list[dict[str, Any]]:
    """What a longer look at a history shows beyond what was seen of it.

    Args:
        runs: the runs, newest first.
        last: the oldest run that was seen; None at the beginning.

    Returns:
        The older runs; those that began since then stand before it and are left out.
    """
    ids = [run.get("runId") for run in runs]
    return runs[ids.index(last) + 1 :] if last in ids else (runs if last is None else [])
