"""What states of jobs and of runs of scenarios mean."""

from __future__ import annotations

from typing import Any

import pytest

from dataikuapi import DSSFutureAborted, DSSFutureFailed
from dataikuapi._jobs import (
    beyond,
    fire_phase,
    job_error,
    job_phase,
    outcome_of,
    run_error,
    run_phase,
)
from dataikuapi._listing import wants_objects
from dataikuapi._peek import list_at, peek, peek_list
from dataikuapi._progress import fraction
from dataikuapi._wait import Phase


def status(state: str | None, **more: Any) -> dict[str, Any]:
    """The status of a job."""
    return {"baseStatus": {"state": state, **more}}


@pytest.mark.parametrize(
    ("given", "phase"),
    [
        (status("NOT_STARTED"), Phase.RUNNING),
        (status("A_NEW_STATE", jobEndTime=0), Phase.RUNNING),
        (status("A_NEW_STATE", jobEndTime=5), Phase.LOST),
        (status("DONE"), Phase.DONE),
        (status("FAILED"), Phase.DONE),
        (status("ABORTED"), Phase.DONE),
        (status(None), Phase.LOST),
        ({}, Phase.LOST),
    ],
)
def test_phase_of_a_job(given: dict[str, Any], phase: Phase) -> None:
    assert job_phase(given) is phase


def test_error_of_a_job() -> None:
    assert job_error(status("DONE"), "j", 1) is None
    error = job_error(status("FAILED", unexpectedFailure={"message": "Why"}), "j", 1.5)
    assert type(error) is DSSFutureFailed
    assert str(error) == "Job run did not finish. Status: FAILED (job j): Why"
    assert (error.job_id, error.elapsed) == ("j", 1.5)
    assert type(job_error(status("ABORTED"), "j", 1)) is DSSFutureAborted


@pytest.mark.parametrize(
    ("given", "phase"),
    [
        ({}, Phase.RUNNING),
        ({"cancelled": True}, Phase.ABORTED),
        ({"scenarioRun": {"runId": "r"}}, Phase.DONE),
    ],
)
def test_phase_of_a_fire(given: dict[str, Any], phase: Phase) -> None:
    assert fire_phase(given) is phase


@pytest.mark.parametrize(
    ("given", "phase"),
    [
        ({"runId": "r"}, Phase.RUNNING),
        ({"runId": "r", "end": 0}, Phase.RUNNING),
        ({"runId": "r", "end": 9}, Phase.LOST),
        ({"runId": "r", "end": 9, "result": {"outcome": "FAILED"}}, Phase.DONE),
        ({}, Phase.LOST),
    ],
)
def test_phase_of_a_run(given: dict[str, Any], phase: Phase) -> None:
    assert run_phase(given) is phase


def test_error_of_a_run() -> None:
    assert run_error({"result": {"outcome": "SUCCESS"}}, 0) is None
    run = {"runId": "r", "scenario": {"id": "S"}, "result": {}}
    assert outcome_of(run) == "UNKNOWN"
    text = "Scenario run returned status UNKNOWN (scenario S, run r)"
    assert str(run_error(run, 0)) == text


def test_beyond_what_was_seen() -> None:
    runs = [{"runId": name} for name in "edcba"]
    assert beyond(runs, None) == runs
    assert beyond(runs, "c") == runs[3:]
    assert beyond(runs, "gone") == []


def test_as_type() -> None:
    assert wants_objects("objects")
    assert wants_objects("object")
    assert not wants_objects("listitems")
    assert not wants_objects("listitem")
    with pytest.raises(ValueError, match="'dicts'"):
        wants_objects("dicts")


def test_looking_into_answers() -> None:
    assert peek({"a": {"b": 1}}, "a", "b") == 1
    assert peek({"a": None}, "a", "b") is None
    assert peek([], "a") is None
    assert peek_list({"a": None}, "a") == []
    members: dict[str, Any] = {"a": [{"b": 1}], "c": None}
    assert list_at(members, "a") is members["a"]
    list_at(members, "c").append({})
    assert members["c"] == [{}]


def test_progress_of_a_job() -> None:
    assert fraction({"globalState": {"done": 1, "total": 4}}) == 0.25
    assert fraction({"globalState": {"done": 0, "total": 0}}) is None
