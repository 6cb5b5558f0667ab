"""Scenarios: list, create, run, history, status, what is deprecated."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from dataikuapi import (
    DSSBadRequest,
    DSSFutureAborted,
    DSSFutureFailed,
    DSSFutureLost,
    DSSFutureTimeout,
    DSSNotFound,
)
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dss.scenario import AsyncDSSScenario
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.flows import plant_project

STEPS = [
    {"id": "vars", "type": "set_project_vars", "params": {"variables": {"day": "monday"}}},
    {"id": "build", "name": "build it", "type": "build_flowitem",
     "params": {"builds": [{"type": "DATASET", "itemId": "orders"}]}},
]  # fmt: skip


@pytest.fixture
def project(client: AsyncDSSClient, mock: DSSMock) -> AsyncDSSProject:
    """A project with a dataset."""
    plant_project(mock, "SALES", "orders")
    return client.get_project("SALES")


@pytest.fixture
async def scenario(project: AsyncDSSProject, mock: DSSMock) -> AsyncDSSScenario:
    """A scenario of two steps."""
    made = await project.create_scenario("NIGHTLY", "step_based", {"params": {"steps": STEPS}})
    mock.calls.clear()
    return made


def operations(mock: DSSMock) -> list[str | None]:
    """What was asked of the mock."""
    return [call.operation for call in mock.calls]


async def outcomes(scenario: AsyncDSSScenario, mock: DSSMock, *wanted: str) -> None:
    """Let the scenario run and end so."""
    for outcome in wanted:
        mock.scenarios.script("RUNNING", outcome)
        await scenario.run_and_wait(no_fail=True)


async def test_create_gives_the_handle_and_changes_nothing_of_the_caller(
    project: AsyncDSSProject, mock: DSSMock
) -> None:
    definition = {"params": {"steps": STEPS}, "tags": ["night"]}
    scenario = await project.create_scenario("every night", "step_based", definition)
    assert scenario.id == "every_night"
    assert definition == {"params": {"steps": STEPS}, "tags": ["night"]}
    assert mock.calls[-1].body["name"] == "every night"
    settings = await scenario.get_settings()
    assert settings.get_raw()["params"]["steps"] == STEPS
    with pytest.raises(DSSBadRequest, match="already exists"):
        await project.create_scenario("every night", "step_based")
    with pytest.raises(DSSBadRequest, match="type"):
        await project.create_scenario("x", "other")
    with pytest.raises(ValueError, match="scenario_name"):
        await project.create_scenario("", "step_based")


async def test_list_as_items_and_objects(
    project: AsyncDSSProject, scenario: AsyncDSSScenario, mock: DSSMock
) -> None:
    item = (await project.list_scenarios())[0]
    assert (item.id, item.running, item.start_time, item.tags) == ("NIGHTLY", False, None, [])
    assert item.to_scenario().id == "NIGHTLY"
    assert [each.id for each in await project.list_scenarios("objects")] == ["NIGHTLY"]
    with pytest.raises(ValueError, match="as_type"):
        await project.list_scenarios("dicts")
    mock.scenarios.script("RUNNING")
    await (await scenario.run()).wait_for_scenario_run()
    item = (await project.list_scenarios())[0]
    assert item.running is True
    assert item.start_time is not None
    assert "NIGHTLY" in repr(scenario)


async def test_item_is_known_by_its_identifier_and_not_by_its_name(
    project: AsyncDSSProject, scenario: AsyncDSSScenario
) -> None:
    settings = await scenario.get_settings()
    settings.get_raw()["name"] = "Every night"
    await settings.save()
    assert (await project.list_scenarios())[0].id == "NIGHTLY"


async def test_run_and_wait_runs_the_steps(
    project: AsyncDSSProject, scenario: AsyncDSSScenario, mock: DSSMock
) -> None:
    run = await scenario.run_and_wait({"why": "test"})
    assert run.outcome == "SUCCESS"
    assert mock.calls[0].body == {"why": "test"}
    assert operations(mock) == ["scenario_run"] + ["scenario_get_run_of_trigger"] * 3
    assert run.trigger["params"] == {"why": "test"}
    assert (await project.get_variables())["standard"] == {"day": "monday"}
    details = await run.get_details()
    assert details.steps[1].job_ids == [(await project.list_jobs())[0].job_id]


async def test_run_and_wait_raises_what_went_wrong(
    scenario: AsyncDSSScenario, mock: DSSMock
) -> None:
    mock.scenarios.script("NONE", "RUNNING", "FAILED", error="Broken")
    with pytest.raises(DSSFutureFailed) as caught:
        await scenario.run_and_wait()
    assert str(caught.value).startswith("Scenario run returned status FAILED")
    run = await scenario.get_last_finished_run()
    assert caught.value.job_id == run.id
    details = await run.get_details()
    assert details.first_error_details is not None
    assert details.first_error_details["message"] == "Broken"
    assert details.last_step.outcome == "FAILED"


@pytest.mark.parametrize(
    ("outcome", "error"), [("WARNING", DSSFutureFailed), ("ABORTED", DSSFutureAborted)]
)
async def test_run_and_wait_raises_unless_success_or_no_fail(
    scenario: AsyncDSSScenario, mock: DSSMock, outcome: str, error: type[Exception]
) -> None:
    mock.scenarios.script("RUNNING", outcome)
    with pytest.raises(error, match=f"status {outcome}"):
        await scenario.run_and_wait()
    mock.scenarios.script("RUNNING", outcome)
    assert (await scenario.run_and_wait(no_fail=True)).outcome == outcome


async def test_run_and_wait_raises_when_the_fire_is_cancelled(
    scenario: AsyncDSSScenario, mock: DSSMock
) -> None:
    mock.scenarios.script(*["NONE"] * 12, "CANCELLED")
    with pytest.raises(DSSFutureAborted, match="cancelled"):
        await scenario.run_and_wait(no_fail=True)
    assert "scenario_get_trigger_fire" in operations(mock)


async def test_run_and_wait_calls_on_update_and_shows_progress(
    scenario: AsyncDSSScenario, mock: DSSMock, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[bool] = []
    mock.scenarios.script("NONE", "RUNNING", "RUNNING", "SUCCESS")
    await scenario.run_and_wait(on_update=lambda run: seen.append("result" in run), progress=True)
    assert seen == [False, True]
    assert "scenario run" in capsys.readouterr().out


async def test_run_and_wait_stops_at_the_timeout(
    scenario: AsyncDSSScenario, mock: DSSMock, client: AsyncDSSClient
) -> None:
    mock.scenarios.script(*["NONE"] * 3, "RUNNING")
    with pytest.raises(DSSFutureTimeout, match="still runs") as caught:
        await scenario.run_and_wait(timeout=30)
    assert client.rest.settings.clock.now == pytest.approx(30)
    assert isinstance(caught.value, TimeoutError)
    assert "scenario_abort" not in operations(mock)
    await scenario.abort()
    mock.scenarios.script("NONE")
    with pytest.raises(DSSFutureTimeout, match="start of scenario"):
        await scenario.run_and_wait(timeout=3, abort_on_timeout=True)
    assert mock.calls[-1].operation == "scenario_abort"


async def test_run_and_wait_does_not_wait_for_a_run_that_is_gone(
    scenario: AsyncDSSScenario, mock: DSSMock
) -> None:
    mock.scenarios.script("RUNNING")
    mock.faults.add(op="scenario_get_run_of_trigger", status=200, body={}, after=1, times=1)
    with pytest.raises(DSSFutureLost):
        await scenario.run_and_wait()


async def test_abort_ends_the_run(scenario: AsyncDSSScenario, mock: DSSMock) -> None:
    mock.scenarios.script("RUNNING")
    run = await (await scenario.run()).wait_for_scenario_run()
    assert run is not None
    assert run.running
    assert (await scenario.abort())["msg"] == "Scenario NIGHTLY aborted"
    await run.refresh()
    assert run.outcome == "ABORTED"


async def test_history_is_newest_first(scenario: AsyncDSSScenario, mock: DSSMock) -> None:
    await outcomes(scenario, mock, "SUCCESS", "FAILED", "WARNING")
    mock.scenarios.script("RUNNING")
    running = await (await scenario.run()).wait_for_scenario_run()
    runs = await scenario.get_last_runs(3)
    assert [run.running for run in runs] == [True, False, False]
    assert mock.calls[-1].query == {"limit": 3, "onlyFinishedRuns": False}
    finished = await scenario.get_last_runs(only_finished_runs=True)
    assert [run.outcome for run in finished] == ["WARNING", "FAILED", "SUCCESS"]
    current = await scenario.get_current_run()
    assert running is not None
    assert current is not None
    assert current.id == running.id
    assert (await scenario.get_last_finished_run()).outcome == "WARNING"
    assert (await scenario.get_run(finished[1].id)).outcome == "FAILED"
    with pytest.raises(DSSNotFound, match="nothing"):
        await scenario.get_run("nothing")


async def test_history_of_a_scenario_that_never_ran(scenario: AsyncDSSScenario) -> None:
    assert await scenario.get_last_runs() == []
    assert await scenario.get_current_run() is None
    assert await scenario.get_average_duration() is None
    with pytest.raises(ValueError, match="has ended"):
        await scenario.get_last_finished_run()
    with pytest.raises(ValueError, match="was a success"):
        await scenario.get_last_successful_run()


async def test_current_run_is_none_when_the_last_has_ended(
    scenario: AsyncDSSScenario, mock: DSSMock
) -> None:
    await outcomes(scenario, mock, "SUCCESS")
    assert await scenario.get_current_run() is None


async def test_iter_runs_asks_for_more_only_when_need_be(
    scenario: AsyncDSSScenario, mock: DSSMock
) -> None:
    await outcomes(scenario, mock, *["SUCCESS"] * 7)
    mock.calls.clear()
    ids = [run.id async for run in scenario.iter_runs(page_size=2)]
    assert len(set(ids)) == 7
    assert ids == sorted(ids, reverse=True)
    assert [call.query["limit"] for call in mock.calls] == [2, 4, 8]
    mock.calls.clear()
    async for _ in scenario.iter_runs(page_size=2):
        break
    assert len(mock.calls) == 1
    with pytest.raises(ValueError, match="page_size"):
        async for _ in scenario.iter_runs(page_size=0):
            pass


async def test_iter_runs_leaves_out_what_begins_meanwhile(
    scenario: AsyncDSSScenario, mock: DSSMock
) -> None:
    await outcomes(scenario, mock, *["SUCCESS"] * 4)
    before = [run.id for run in await scenario.get_last_runs()]
    seen: list[str] = []
    async for run in scenario.iter_runs(page_size=2, only_finished_runs=True):
        seen.append(run.id)
        if len(seen) == 2:
            await outcomes(scenario, mock, "FAILED")
    assert seen == before


async def test_last_success_is_found_behind_failures(
    scenario: AsyncDSSScenario, mock: DSSMock
) -> None:
    await outcomes(scenario, mock, "WARNING", *["FAILED"] * 11)
    mock.calls.clear()
    assert (await scenario.get_last_successful_run()).outcome == "WARNING"
    assert [call.query["limit"] for call in mock.calls] == [10, 20]


async def test_average_is_of_successes_only(scenario: AsyncDSSScenario, mock: DSSMock) -> None:
    await outcomes(scenario, mock, "SUCCESS", "FAILED", "WARNING")
    for row, seconds in zip(mock.table("scenario_runs").ids(), (10, 1000, 20), strict=True):
        with mock.table("scenario_runs").edit(row) as document:
            document["run"]["end"] = document["run"]["start"] + seconds * 1000
    assert await scenario.get_average_duration(2) == 15
    assert await scenario.get_average_duration(3) is None
    with pytest.raises(ValueError, match="limit"):
        await scenario.get_average_duration(0)


async def test_runs_by_date_take_days_in_any_form(
    scenario: AsyncDSSScenario, mock: DSSMock
) -> None:
    await outcomes(scenario, mock, "SUCCESS")
    today = datetime.now(UTC)
    tomorrow = today + timedelta(days=1)
    assert len(await scenario.get_runs_by_date(today, tomorrow.date())) == 1
    assert mock.calls[-1].query == {
        "fromDate": today.strftime("%Y-%m-%d"),
        "toDate": tomorrow.strftime("%Y-%m-%d"),
    }
    assert await scenario.get_runs_by_date("2020-01-01", "2020-02-01") == []
    with pytest.raises(ValueError, match="from_date"):
        await scenario.get_runs_by_date("yesterday")
    with pytest.raises(TypeError, match="to_date"):
        await scenario.get_runs_by_date("2020-01-01", 5)  # type: ignore[arg-type]


async def test_runs_by_date_end_on_the_day_of_the_call(
    scenario: AsyncDSSScenario, mock: DSSMock
) -> None:
    before = datetime.now().astimezone().date()
    await scenario.get_runs_by_date(date(2020, 1, 1))
    assert mock.calls[-1].query["toDate"] in {
        str(before), str(datetime.now().astimezone().date()),
    }  # fmt: skip


async def test_status_tells_whether_it_runs_and_when_it_will(scenario: AsyncDSSScenario) -> None:
    status = await scenario.get_status()
    assert (status.running, status.next_run) == (False, None)
    settings = await scenario.get_settings()
    settings.active = True
    settings.add_daily_trigger(hour=3)
    await settings.save()
    status = await scenario.get_status()
    assert status.next_run is not None
    assert status.next_run.astimezone(UTC).hour == 3
    assert status.get_raw()["active"] is True


async def test_delete_takes_the_history_along(
    project: AsyncDSSProject, scenario: AsyncDSSScenario, mock: DSSMock
) -> None:
    await outcomes(scenario, mock, "SUCCESS")
    await scenario.delete()
    assert await project.list_scenarios() == []
    assert mock.table("scenario_runs").ids() == []
    with pytest.raises(DSSNotFound, match="NIGHTLY"):
        await scenario.get_status()


async def test_discussions_are_about_the_scenario(client: AsyncDSSClient) -> None:
    discussions = AsyncDSSScenario(client, "SALES", "NIGHTLY").get_object_discussions()
    assert (discussions.object_type, discussions.object_id) == ("SCENARIO", "NIGHTLY")


async def test_trigger_fire_is_read_back(scenario: AsyncDSSScenario, mock: DSSMock) -> None:
    mock.scenarios.script("NONE")
    fire = await scenario.run()
    again = await scenario.get_trigger_fire(fire.trigger_id, fire.run_id)
    assert again.get_raw() == fire.get_raw()
    with pytest.raises(DSSNotFound, match="nothing"):
        await scenario.get_trigger_fire("manual", "nothing")


async def test_deprecated_ways_to_definition_and_status(scenario: AsyncDSSScenario) -> None:
    with pytest.warns(DeprecationWarning, match="get_definition"):
        light = await scenario.get_definition()
    light["active"] = True
    with pytest.warns(DeprecationWarning, match="set_definition"):
        await scenario.set_definition(light)
    with pytest.warns(DeprecationWarning, match="get_definition"):
        definition: dict[str, Any] = await scenario.get_definition(with_status=False)
    assert definition["active"] is True
    definition["params"]["steps"].pop()
    with pytest.warns(DeprecationWarning, match="set_definition"):
        await scenario.set_definition(definition, with_status=False)
    assert len((await scenario.get_settings()).get_raw()["params"]["steps"]) == 1


async def test_deprecated_ways_to_the_script(project: AsyncDSSProject, mock: DSSMock) -> None:
    scenario = await project.create_scenario("SCRIPT", "custom_python")
    with pytest.warns(DeprecationWarning, match="set_payload"):
        await scenario.set_payload("print(1)")
    assert mock.calls[-1].body == {"script": "print(1)", "extension": "py"}
    with pytest.warns(DeprecationWarning, match="get_payload"):
        assert await scenario.get_payload() == "print(1)"
    assert mock.calls[-1].body == {"extension": "py"}


async def test_test_scenarios_and_their_reports(
    project: AsyncDSSProject, scenario: AsyncDSSScenario, mock: DSSMock
) -> None:
    assert await project.list_test_scenarios() == []
    settings = await scenario.get_settings()
    settings.get_raw()["markedAsTest"] = True
    await settings.save()
    await project.create_scenario("OTHER", "step_based")
    assert [each.id for each in await project.list_test_scenarios()] == ["NIGHTLY"]
    status = await project.get_testing_status()
    assert (status.nb_total_ran_scenarios, status.nb_scenarios_per_outcome) == (0, {})
    await outcomes(scenario, mock, "SUCCESS", "FAILED")
    status = await project.get_testing_status()
    assert status.nb_scenarios_per_outcome == {"FAILED": 1}
    assert status.get_raw()["nbTotalRanScenarios"] == 1
    async with await project.get_last_test_scenario_runs_report() as report:
        assert b'failures="1"' in await report.read()
    async with await project.get_last_test_scenario_runs_html_report() as page:
        assert b"<td>FAILED</td>" in await page.read()
    assert (await project.get_testing_status("v1")).nb_total_ran_scenarios == 0
