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
from dataikuapi.aio.dss.scenario import AsyncDSSScenario
from dataikuapi.aio.dss.scenariorun import AsyncDSSScenarioRun
from dataikuapi.aio.dssclient import AsyncDSSClient
from dataikuapi.dss.scenariodetails import DSSScenarioRunDetails, DSSStepRunDetails
from dssmock.core import DSSMock
from tests.flows import plant_project

ERROR = {"clazz": "java.io.IOException", "message": "Disk full"}


@pytest.fixture
async def scenario(client: AsyncDSSClient, mock: DSSMock) -> AsyncDSSScenario:
    """A test scenario of one step."""
    plant_project(mock)
    step = {"id": "s1", "name": "first", "type": "custom_python", "params": {}}
    definition: dict[str, Any] = {"params": {"steps": [step]}, "markedAsTest": True}
    project = client.get_project("SALES")
    made = await project.create_scenario("NIGHTLY", "step_based", definition)
    mock.calls.clear()
    return made


async def started(scenario: AsyncDSSScenario, mock: DSSMock, *states: str) -> AsyncDSSScenarioRun:
    """A run that goes on."""
    mock.scenarios.script("RUNNING", *states)
    run = await (await scenario.run()).wait_for_scenario_run()
    assert run is not None
    return run


async def test_run_without_end(scenario: AsyncDSSScenario, mock: DSSMock) -> None:
    run = await started(scenario, mock)
    assert run.running
    assert repr(run) == f"<{type(run).__name__} {run.id} running>"
    with pytest.raises(ValueError, match="no outcome"):
        _ = run.outcome
    with pytest.raises(ValueError, match="no end"):
        _ = run.end_time
    assert run.start_time is not None
    assert run.duration >= 0
    assert run.get_info()["runId"] == run.id


async def test_wait_for_completion_gives_the_outcome(
    scenario: AsyncDSSScenario, mock: DSSMock
) -> None:
    run = await started(scenario, mock, "RUNNING", "SUCCESS")
    await run.wait_for_completion()
    assert run.outcome == "SUCCESS"
    assert run.get_end_time() == run.end_time >= run.start_time == run.get_start_time()
    assert run.duration == run.get_duration() == (run.end_time - run.start_time).total_seconds()
    asked = len(mock.calls)
    await run.wait_for_completion()
    assert len(mock.calls) == asked


async def test_wait_for_completion_raises_unless_no_fail(
    scenario: AsyncDSSScenario, mock: DSSMock
) -> None:
    run = await started(scenario, mock, "FAILED")
    with pytest.raises(DSSFutureFailed, match="status FAILED"):
        await run.wait_for_completion()
    await run.wait_for_completion(no_fail=True)
    assert "FAILED" in repr(run)
    run = await started(scenario, mock, "ABORTED")
    with pytest.raises(DSSFutureAborted):
        await run.wait_for_completion()


async def test_wait_for_completion_has_limits(scenario: AsyncDSSScenario, mock: DSSMock) -> None:
    run = await started(scenario, mock)
    with pytest.raises(DSSFutureTimeout, match=run.id):
        await run.wait_for_completion(timeout=2)
    mock.table("scenario_runs").delete(mock.table("scenario_runs").ids()[0])
    with pytest.raises(DSSNotFound, match=run.id):
        await run.wait_for_completion()


async def test_wait_for_completion_ends_when_the_run_died(
    scenario: AsyncDSSScenario, mock: DSSMock
) -> None:
    run = await started(scenario, mock)
    dead = {**run.run, "end": 5}
    mock.faults.add(op="scenario_get_run", status=200, body={"scenarioRun": dead})
    with pytest.raises(DSSFutureLost):
        await run.wait_for_completion()


async def test_refresh_without_a_run_keeps_what_is_known(
    scenario: AsyncDSSScenario, mock: DSSMock
) -> None:
    run = await started(scenario, mock)
    before = run.run
    mock.faults.add(op="scenario_get_run", status=200, body={})
    await run.refresh()
    assert run.run == before


async def test_fire_says_when_there_is_no_run_yet(
    scenario: AsyncDSSScenario, mock: DSSMock
) -> None:
    mock.scenarios.script("NONE", "RUNNING")
    fire = await scenario.run()
    assert fire.run_id in repr(fire)
    assert await fire.get_scenario_run() is None
    run = await fire.get_scenario_run()
    assert run is not None
    assert run.running
    assert await fire.is_cancelled() is False


async def test_cancelled_fire_gives_no_run(scenario: AsyncDSSScenario, mock: DSSMock) -> None:
    await started(scenario, mock)
    mock.scenarios.script("CANCELLED")
    fire = await scenario.run()
    assert await fire.get_scenario_run() is None
    assert await fire.is_cancelled(refresh=True) is True
    assert await fire.wait_for_scenario_run(no_fail=True) is None
    with pytest.raises(DSSFutureAborted, match="Scenario run has been cancelled"):
        await fire.wait_for_scenario_run()


async def test_fire_of_a_scenario_that_runs_is_cancelled(
    scenario: AsyncDSSScenario, mock: DSSMock
) -> None:
    await started(scenario, mock)
    fire = await scenario.run()
    assert await fire.wait_for_scenario_run(no_fail=True) is None


async def test_wait_for_a_run_has_a_limit(scenario: AsyncDSSScenario, mock: DSSMock) -> None:
    mock.scenarios.script("NONE")
    with pytest.raises(DSSFutureTimeout, match="start of scenario NIGHTLY"):
        await (await scenario.run()).wait_for_scenario_run(timeout=1)


async def test_waiting_for_a_run_that_has_ended_asks_no_more(
    scenario: AsyncDSSScenario, mock: DSSMock
) -> None:
    mock.scenarios.script("SUCCESS")
    assert (await scenario.run_and_wait()).outcome == "SUCCESS"
    assert [call.operation for call in mock.calls] == [
        "scenario_run", "scenario_get_run_of_trigger",
    ]  # fmt: skip


async def test_log_of_run_and_step(scenario: AsyncDSSScenario) -> None:
    run = await scenario.run_and_wait()
    assert "started" in await run.get_log()
    log = await run.get_log("s1")
    assert "runs no code of users" in log
    with pytest.raises(DSSNotFound, match="nothing"):
        await run.get_log("nothing")


async def test_reports_of_a_test_scenario(scenario: AsyncDSSScenario) -> None:
    run = await scenario.run_and_wait()
    async with await run.get_report() as report:
        assert b'<testcase name="first"' in await report.read()
    async with await run.get_step_run_report("s1") as report:
        assert b'tests="1"' in await report.read()
    with pytest.raises(DSSNotFound, match="s9"):
        await run.get_step_run_report("s9")


async def test_no_reports_of_other_scenarios(client: AsyncDSSClient) -> None:
    raw = {"runId": "r", "scenario": {"projectKey": "P", "id": "S"}}
    run = AsyncDSSScenarioRun(client, raw)
    for ask in (run.get_report, lambda: run.get_step_run_report("s1")):
        with pytest.raises(DataikuException, match="not marked as a test"):
            await ask()


async def test_running_scenarios_are_tasks_that_can_be_aborted(
    scenario: AsyncDSSScenario,
    mock: DSSMock,
    client: AsyncDSSClient,
    client_as: Callable[[str], AsyncDSSClient],
) -> None:
    run = await started(scenario, mock)
    states = await client.list_running_scenarios()
    assert states[0]["payload"] is not None
    assert states[0]["payload"]["targets"][0]["objectId"] == "NIGHTLY"
    assert await client.list_futures() == []
    await client.get_future(states[0]["jobId"] or "").abort()
    await run.refresh()
    assert run.outcome == "ABORTED"
    assert await client.list_running_scenarios() == []


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
