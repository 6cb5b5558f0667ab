# Derived by `tox -e generate` from tests/aio/test_scenariorun.py. Do not edit.
"""Runs of scenarios and fires of triggers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dataikuapi import (
    DataikuException,
    DSSFutureAborted,
    DSSFutureFailed,
    DSSFutureLost,
    DSSFutureTimeout,
    DSSNotFound,
)
from dataikuapi.dss.scenario import DSSScenario
from dataikuapi.dss.scenariodetails import DSSScenarioRunDetails, DSSStepRunDetails
from dataikuapi.dss.scenariorun import DSSScenarioRun
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.flows import plant_project

ERROR = {"clazz": "java.io.IOException", "message": "Disk full"}


@pytest.fixture
def scenario(client: DSSClient, mock: DSSMock) -> DSSScenario:
    """A test scenario of one step."""
    plant_project(mock)
    step = {"id": "s1", "name": "first", "type": "custom_python", "params": {}}
    definition: dict[str, Any] = {"params": {"steps": [step]}, "markedAsTest": True}
    project = client.get_project("SALES")
    made = project.create_scenario("NIGHTLY", "step_based", definition)
    mock.calls.clear()
    return made


def started(scenario: DSSScenario, mock: DSSMock, *states: str) -> DSSScenarioRun:
    """A run that goes on."""
    mock.scenarios.script("RUNNING", *states)
    run = (scenario.run()).wait_for_scenario_run()
    assert run is not None
    return run


def test_run_without_end(scenario: DSSScenario, mock: DSSMock) -> None:
    run = started(scenario, mock)
    assert run.running
    assert repr(run) == f"<{type(run).__name__} {run.id} running>"
    with pytest.raises(ValueError, match="no outcome"):
        _ = run.outcome
    with pytest.raises(ValueError, match="no end"):
        _ = run.end_time
    assert run.start_time is not None
    assert run.duration >= 0
    assert run.get_info()["runId"] == run.id


def test_wait_for_completion_gives_the_outcome(scenario: DSSScenario, mock: DSSMock) -> None:
    run = started(scenario, mock, "RUNNING", "SUCCESS")
    run.wait_for_completion()
    assert run.outcome == "SUCCESS"
    assert run.get_end_time() == run.end_time >= run.start_time == run.get_start_time()
    assert run.duration == run.get_duration() == (run.end_time - run.start_time).total_seconds()
    asked = len(mock.calls)
    run.wait_for_completion()
    assert len(mock.calls) == asked


def test_wait_for_completion_raises_unless_no_fail(scenario: DSSScenario, mock: DSSMock) -> None:
    run = started(scenario, mock, "FAILED")
    with pytest.raises(DSSFutureFailed, match="status FAILED"):
        run.wait_for_completion()
    run.wait_for_completion(no_fail=True)
    assert "FAILED" in repr(run)
    run = started(scenario, mock, "ABORTED")
    with pytest.raises(DSSFutureAborted):
        run.wait_for_completion()


def test_wait_for_completion_has_limits(scenario: DSSScenario, mock: DSSMock) -> None:
    run = started(scenario, mock)
    with pytest.raises(DSSFutureTimeout, match=run.id):
        run.wait_for_completion(timeout=2)
    mock.table("scenario_runs").delete(mock.table("scenario_runs").ids()[0])
    with pytest.raises(DSSNotFound, match=run.id):
        run.wait_for_completion()


def test_wait_for_completion_ends_when_the_run_died(scenario: DSSScenario, mock: DSSMock) -> None:
    run = started(scenario, mock)
    dead = {**run.run, "end": 5}
    mock.faults.add(op="scenario_get_run", status=200, body={"scenarioRun": dead})
    with pytest.raises(DSSFutureLost):
        run.wait_for_completion()


def test_refresh_without_a_run_keeps_what_is_known(scenario: DSSScenario, mock: DSSMock) -> None:
    run = started(scenario, mock)
    before = run.run
    mock.faults.add(op="scenario_get_run", status=200, body={})
    run.refresh()
    assert run.run == before


def test_fire_says_when_there_is_no_run_yet(scenario: DSSScenario, mock: DSSMock) -> None:
    mock.scenarios.script("NONE", "RUNNING")
    fire = scenario.run()
    assert fire.run_id in repr(fire)
    assert fire.get_scenario_run() is None
    run = fire.get_scenario_run()
    assert run is not None
    assert run.running
    assert fire.is_cancelled() is False


def test_cancelled_fire_gives_no_run(scenario: DSSScenario, mock: DSSMock) -> None:
    started(scenario, mock)
    mock.scenarios.script("CANCELLED")
    fire = scenario.run()
    assert fire.get_scenario_run() is None
    assert fire.is_cancelled(refresh=True) is True
    assert fire.wait_for_scenario_run(no_fail=True) is None
    with pytest.raises(DSSFutureAborted, match="Scenario run has been cancelled"):
        fire.wait_for_scenario_run()


def test_fire_of_a_scenario_that_runs_is_cancelled(scenario: DSSScenario, mock: DSSMock) -> None:
    started(scenario, mock)
    fire = scenario.run()
    assert fire.wait_for_scenario_run(no_fail=True) is None


def test_wait_for_a_run_has_a_limit(scenario: DSSScenario, mock: DSSMock) -> None:
    mock.scenarios.script("NONE")
    with pytest.raises(DSSFutureTimeout, match="start of scenario NIGHTLY"):
        (scenario.run()).wait_for_scenario_run(timeout=1)


def test_waiting_for_a_run_that_has_ended_asks_no_more(
    scenario: DSSScenario, mock: DSSMock
) -> None:
    mock.scenarios.script("SUCCESS")
    assert (scenario.run_and_wait()).outcome == "SUCCESS"
    assert [call.operation for call in mock.calls] == [
        "scenario_run", "scenario_get_run_of_trigger",
    ]  # fmt: skip


def test_log_of_run_and_step(scenario: DSSScenario) -> None:
    run = scenario.run_and_wait()
    assert "started" in run.get_log()
    log = run.get_log("s1")
    assert "runs no code of users" in log
    with pytest.raises(DSSNotFound, match="nothing"):
        run.get_log("nothing")


def test_reports_of_a_test_scenario(scenario: DSSScenario) -> None:
    run = scenario.run_and_wait()
    with run.get_report() as report:
        assert b'<testcase name="first"' in report.read()
    with run.get_step_run_report("s1") as report:
        assert b'tests="1"' in report.read()
    with pytest.raises(DSSNotFound, match="s9"):
        run.get_step_run_report("s9")


def test_no_reports_of_other_scenarios(client: DSSClient) -> None:
    raw = {"runId": "r", "scenario": {"projectKey": "P", "id": "S"}}
    run = DSSScenarioRun(client, raw)
    for ask in (run.get_report, lambda: run.get_step_run_report("s1")):
        with pytest.raises(DataikuException, match="not marked as a test"):
            ask()


def test_running_scenarios_are_tasks_that_can_be_aborted(
    scenario: DSSScenario,
    mock: DSSMock,
    client: DSSClient,
    client_as: Callable[[str], DSSClient],
) -> None:
    run = started(scenario, mock)
    states = client.list_running_scenarios()
    assert states[0]["payload"] is not None
    assert states[0]["payload"]["targets"][0]["objectId"] == "NIGHTLY"
    assert client.list_futures() == []
    client.get_future(states[0]["jobId"] or "").abort()
    run.refresh()
    assert run.outcome == "ABORTED"
    assert client.list_running_scenarios() == []


def test_step_details_without_a_result() -> None:
    step = DSSStepRunDetails({"step": {"id": "s"}})
    with pytest.raises(ValueError, match="still runs"):
        _ = step.outcome
    assert step.job_ids == []
    assert step.first_error_details is None


def test_first_error_is_of_the_step_or_of_what_happened_in_it() -> None:
    own = DSSStepRunDetails({"result": {"outcome": "FAILED", "thrown": ERROR}})
    assert own.first_error_details == ERROR
    items = [
        {"type": "JOB_EXECUTED", "jobId": "j1", "outcome": "SUCCESS"},
        {"type": "JOB_EXECUTED", "jobId": "j2", "outcome": "FAILED", "thrown": ERROR},
        {"type": "OTHER"},
    ]
    inner = DSSStepRunDetails({"result": {"outcome": "FAILED"}, "additionalReportItems": items})
    assert inner.first_error_details == ERROR
    assert inner.job_ids == ["j1", "j2"]


def test_details_find_the_first_error() -> None:
    good = {"result": {"outcome": "SUCCESS"}}
    bad = {"result": {"outcome": "FAILED", "thrown": ERROR}}
    details = DSSScenarioRunDetails({"stepRuns": [good, bad]})
    assert details.first_error_details == ERROR
    assert details.last_step.outcome == "FAILED"
    assert [step.outcome for step in details.steps] == ["SUCCESS", "FAILED"]
    assert DSSScenarioRunDetails({"stepRuns": [good]}).first_error_details is None
    assert DSSScenarioRunDetails({"stepRuns": None}).steps == []
    assert "stepRuns" not in DSSScenarioRunDetails({"scenarioRun": {}})
