# Derived by `tox -e generate` from tests/aio/test_scenario.py. Do not edit.
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
from dataikuapi.dss.project import DSSProject
from dataikuapi.dss.scenario import DSSScenario
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.flows import plant_project

STEPS = [
    {"id": "vars", "type": "set_project_vars", "params": {"variables": {"day": "monday"}}},
    {"id": "build", "name": "build it", "type": "build_flowitem",
     "params": {"builds": [{"type": "DATASET", "itemId": "orders"}]}},
]  # fmt: skip


@pytest.fixture
def project(client: DSSClient, mock: DSSMock) -> DSSProject:
    """A project with a dataset."""
    plant_project(mock, "SALES", "orders")
    return client.get_project("SALES")


@pytest.fixture
def scenario(project: DSSProject, mock: DSSMock) -> DSSScenario:
    """A scenario of two steps."""
    made = project.create_scenario("NIGHTLY", "step_based", {"params": {"steps": STEPS}})
    mock.calls.clear()
    return made


def operations(mock: DSSMock) -> list[str | None]:
    """What was asked of the mock."""
    return [call.operation for call in mock.calls]


def outcomes(scenario: DSSScenario, mock: DSSMock, *wanted: str) -> None:
    """Let the scenario run and end so."""
    for outcome in wanted:
        mock.scenarios.script("RUNNING", outcome)
        scenario.run_and_wait(no_fail=True)


def test_create_gives_the_handle_and_changes_nothing_of_the_caller(
    project: DSSProject, mock: DSSMock
) -> None:
    definition = {"params": {"steps": STEPS}, "tags": ["night"]}
    scenario = project.create_scenario("every night", "step_based", definition)
    assert scenario.id == "every_night"
    assert definition == {"params": {"steps": STEPS}, "tags": ["night"]}
    assert mock.calls[-1].body["name"] == "every night"
    settings = scenario.get_settings()
    assert settings.get_raw()["params"]["steps"] == STEPS
    with pytest.raises(DSSBadRequest, match="already exists"):
        project.create_scenario("every night", "step_based")
    with pytest.raises(DSSBadRequest, match="type"):
        project.create_scenario("x", "other")
    with pytest.raises(ValueError, match="scenario_name"):
        project.create_scenario("", "step_based")


def test_list_as_items_and_objects(
    project: DSSProject, scenario: DSSScenario, mock: DSSMock
) -> None:
    item = (project.list_scenarios())[0]
    assert (item.id, item.running, item.start_time, item.tags) == ("NIGHTLY", False, None, [])
    assert item.to_scenario().id == "NIGHTLY"
    assert [each.id for each in project.list_scenarios("objects")] == ["NIGHTLY"]
    with pytest.raises(ValueError, match="as_type"):
        project.list_scenarios("dicts")
    mock.scenarios.script("RUNNING")
    (scenario.run()).wait_for_scenario_run()
    item = (project.list_scenarios())[0]
    assert item.running is True
    assert item.start_time is not None
    assert "NIGHTLY" in repr(scenario)


def test_item_is_known_by_its_identifier_and_not_by_its_name(
    project: DSSProject, scenario: DSSScenario
) -> None:
    settings = scenario.get_settings()
    settings.get_raw()["name"] = "Every night"
    settings.save()
    assert (project.list_scenarios())[0].id == "NIGHTLY"


def test_run_and_wait_runs_the_steps(
    project: DSSProject, scenario: DSSScenario, mock: DSSMock
) -> None:
    run = scenario.run_and_wait({"why": "test"})
    assert run.outcome == "SUCCESS"
    assert mock.calls[0].body == {"why": "test"}
    assert operations(mock) == ["scenario_run"] + ["scenario_get_run_of_trigger"] * 3
    assert run.trigger["params"] == {"why": "test"}
    assert (project.get_variables())["standard"] == {"day": "monday"}
    details = run.get_details()
    assert details.steps[1].job_ids == [(project.list_jobs())[0].job_id]


def test_run_and_wait_raises_what_went_wrong(scenario: DSSScenario, mock: DSSMock) -> None:
    mock.scenarios.script("NONE", "RUNNING", "FAILED", error="Broken")
    with pytest.raises(DSSFutureFailed) as caught:
        scenario.run_and_wait()
    assert str(caught.value).startswith("Scenario run returned status FAILED")
    run = scenario.get_last_finished_run()
    assert caught.value.job_id == run.id
    details = run.get_details()
    assert details.first_error_details is not None
    assert details.first_error_details["message"] == "Broken"
    assert details.last_step.outcome == "FAILED"


@pytest.mark.parametrize(
    ("outcome", "error"), [("WARNING", DSSFutureFailed), ("ABORTED", DSSFutureAborted)]
)
def test_run_and_wait_raises_unless_success_or_no_fail(
    scenario: DSSScenario, mock: DSSMock, outcome: str, error: type[Exception]
) -> None:
    mock.scenarios.script("RUNNING", outcome)
    with pytest.raises(error, match=f"status {outcome}"):
        scenario.run_and_wait()
    mock.scenarios.script("RUNNING", outcome)
    assert (scenario.run_and_wait(no_fail=True)).outcome == outcome


def test_run_and_wait_raises_when_the_fire_is_cancelled(
    scenario: DSSScenario, mock: DSSMock
) -> None:
    mock.scenarios.script(*["NONE"] * 12, "CANCELLED")
    with pytest.raises(DSSFutureAborted, match="cancelled"):
        scenario.run_and_wait(no_fail=True)
    assert "scenario_get_trigger_fire" in operations(mock)


def test_run_and_wait_calls_on_update_and_shows_progress(
    scenario: DSSScenario, mock: DSSMock, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[bool] = []
    mock.scenarios.script("NONE", "RUNNING", "RUNNING", "SUCCESS")
    scenario.run_and_wait(on_update=lambda run: seen.append("result" in run), progress=True)
    assert seen == [False, True]
    assert "scenario run" in capsys.readouterr().out


def test_run_and_wait_stops_at_the_timeout(
    scenario: DSSScenario, mock: DSSMock, client: DSSClient
) -> None:
    mock.scenarios.script(*["NONE"] * 3, "RUNNING")
    with pytest.raises(DSSFutureTimeout, match="still runs") as caught:
        scenario.run_and_wait(timeout=30)
    assert client.rest.settings.clock.now == pytest.approx(30)
    assert isinstance(caught.value, TimeoutError)
    assert "scenario_abort" not in operations(mock)
    scenario.abort()
    mock.scenarios.script("NONE")
    with pytest.raises(DSSFutureTimeout, match="start of scenario"):
        scenario.run_and_wait(timeout=3, abort_on_timeout=True)
    assert mock.calls[-1].operation == "scenario_abort"


def test_run_and_wait_does_not_wait_for_a_run_that_is_gone(
    scenario: DSSScenario, mock: DSSMock
) -> None:
    mock.scenarios.script("RUNNING")
    mock.faults.add(op="scenario_get_run_of_trigger", status=200, body={}, after=1, times=1)
    with pytest.raises(DSSFutureLost):
        scenario.run_and_wait()


def test_abort_ends_the_run(scenario: DSSScenario, mock: DSSMock) -> None:
    mock.scenarios.script("RUNNING")
    run = (scenario.run()).wait_for_scenario_run()
    assert run is not None
    assert run.running
    assert (scenario.abort())["msg"] == "Scenario NIGHTLY aborted"
    run.refresh()
    assert run.outcome == "ABORTED"


def test_history_is_newest_first(scenario: DSSScenario, mock: DSSMock) -> None:
    outcomes(scenario, mock, "SUCCESS", "FAILED", "WARNING")
    mock.scenarios.script("RUNNING")
    running = (scenario.run()).wait_for_scenario_run()
    runs = scenario.get_last_runs(3)
    assert [run.running for run in runs] == [True, False, False]
    assert mock.calls[-1].query == {"limit": 3, "onlyFinishedRuns": False}
    finished = scenario.get_last_runs(only_finished_runs=True)
    assert [run.outcome for run in finished] == ["WARNING", "FAILED", "SUCCESS"]
    current = scenario.get_current_run()
    assert running is not None
    assert current is not None
    assert current.id == running.id
    assert (scenario.get_last_finished_run()).outcome == "WARNING"
    assert (scenario.get_run(finished[1].id)).outcome == "FAILED"
    with pytest.raises(DSSNotFound, match="nothing"):
        scenario.get_run("nothing")


def test_history_of_a_scenario_that_never_ran(scenario: DSSScenario) -> None:
    assert scenario.get_last_runs() == []
    assert scenario.get_current_run() is None
    assert scenario.get_average_duration() is None
    with pytest.raises(ValueError, match="has ended"):
        scenario.get_last_finished_run()
    with pytest.raises(ValueError, match="was a success"):
        scenario.get_last_successful_run()


def test_current_run_is_none_when_the_last_has_ended(scenario: DSSScenario, mock: DSSMock) -> None:
    outcomes(scenario, mock, "SUCCESS")
    assert scenario.get_current_run() is None


def test_iter_runs_asks_for_more_only_when_need_be(scenario: DSSScenario, mock: DSSMock) -> None:
    outcomes(scenario, mock, *["SUCCESS"] * 7)
    mock.calls.clear()
    ids = [run.id for run in scenario.iter_runs(page_size=2)]
    assert len(set(ids)) == 7
    assert ids == sorted(ids, reverse=True)
    assert [call.query["limit"] for call in mock.calls] == [2, 4, 8]
    mock.calls.clear()
    for _ in scenario.iter_runs(page_size=2):
        break
    assert len(mock.calls) == 1
    with pytest.raises(ValueError, match="page_size"):
        for _ in scenario.iter_runs(page_size=0):
            pass


def test_iter_runs_leaves_out_what_begins_meanwhile(scenario: DSSScenario, mock: DSSMock) -> None:
    outcomes(scenario, mock, *["SUCCESS"] * 4)
    before = [run.id for run in scenario.get_last_runs()]
    seen: list[str] = []
    for run in scenario.iter_runs(page_size=2, only_finished_runs=True):
        seen.append(run.id)
        if len(seen) == 2:
            outcomes(scenario, mock, "FAILED")
    assert seen == before


def test_last_success_is_found_behind_failures(scenario: DSSScenario, mock: DSSMock) -> None:
    outcomes(scenario, mock, "WARNING", *["FAILED"] * 11)
    mock.calls.clear()
    assert (scenario.get_last_successful_run()).outcome == "WARNING"
    assert [call.query["limit"] for call in mock.calls] == [10, 20]


def test_average_is_of_successes_only(scenario: DSSScenario, mock: DSSMock) -> None:
    outcomes(scenario, mock, "SUCCESS", "FAILED", "WARNING")
    for row, seconds in zip(mock.table("scenario_runs").ids(), (10, 1000, 20), strict=True):
        with mock.table("scenario_runs").edit(row) as document:
            document["run"]["end"] = document["run"]["start"] + seconds * 1000
    assert scenario.get_average_duration(2) == 15
    assert scenario.get_average_duration(3) is None
    with pytest.raises(ValueError, match="limit"):
        scenario.get_average_duration(0)


def test_runs_by_date_take_days_in_any_form(scenario: DSSScenario, mock: DSSMock) -> None:
    outcomes(scenario, mock, "SUCCESS")
    today = datetime.now(UTC)
    tomorrow = today + timedelta(days=1)
    assert len(scenario.get_runs_by_date(today, tomorrow.date())) == 1
    assert mock.calls[-1].query == {
        "fromDate": today.strftime("%Y-%m-%d"),
        "toDate": tomorrow.strftime("%Y-%m-%d"),
    }
    assert scenario.get_runs_by_date("2020-01-01", "2020-02-01") == []
    with pytest.raises(ValueError, match="from_date"):
        scenario.get_runs_by_date("yesterday")
    with pytest.raises(TypeError, match="to_date"):
        scenario.get_runs_by_date("2020-01-01", 5)  # type: ignore[arg-type]


def test_runs_by_date_end_on_the_day_of_the_call(scenario: DSSScenario, mock: DSSMock) -> None:
    before = datetime.now().astimezone().date()
    scenario.get_runs_by_date(date(2020, 1, 1))
    assert mock.calls[-1].query["toDate"] in {
        str(before), str(datetime.now().astimezone().date()),
    }  # fmt: skip


def test_status_tells_whether_it_runs_and_when_it_will(scenario: DSSScenario) -> None:
    status = scenario.get_status()
    assert (status.running, status.next_run) == (False, None)
    settings = scenario.get_settings()
    settings.active = True
    settings.add_daily_trigger(hour=3)
    settings.save()
    status = scenario.get_status()
    assert status.next_run is not None
    assert status.next_run.astimezone(UTC).hour == 3
    assert status.get_raw()["active"] is True


def test_delete_takes_the_history_along(
    project: DSSProject, scenario: DSSScenario, mock: DSSMock
) -> None:
    outcomes(scenario, mock, "SUCCESS")
    scenario.delete()
    assert project.list_scenarios() == []
    assert mock.table("scenario_runs").ids() == []
    with pytest.raises(DSSNotFound, match="NIGHTLY"):
        scenario.get_status()


def test_discussions_are_about_the_scenario(client: DSSClient) -> None:
    discussions = DSSScenario(client, "SALES", "NIGHTLY").get_object_discussions()
    assert (discussions.object_type, discussions.object_id) == ("SCENARIO", "NIGHTLY")


def test_trigger_fire_is_read_back(scenario: DSSScenario, mock: DSSMock) -> None:
    mock.scenarios.script("NONE")
    fire = scenario.run()
    again = scenario.get_trigger_fire(fire.trigger_id, fire.run_id)
    assert again.get_raw() == fire.get_raw()
    with pytest.raises(DSSNotFound, match="nothing"):
        scenario.get_trigger_fire("manual", "nothing")


def test_deprecated_ways_to_definition_and_status(scenario: DSSScenario) -> None:
    with pytest.warns(DeprecationWarning, match="get_definition"):
        light = scenario.get_definition()
    light["active"] = True
    with pytest.warns(DeprecationWarning, match="set_definition"):
        scenario.set_definition(light)
    with pytest.warns(DeprecationWarning, match="get_definition"):
        definition: dict[str, Any] = scenario.get_definition(with_status=False)
    assert definition["active"] is True
    definition["params"]["steps"].pop()
    with pytest.warns(DeprecationWarning, match="set_definition"):
        scenario.set_definition(definition, with_status=False)
    assert len((scenario.get_settings()).get_raw()["params"]["steps"]) == 1


def test_deprecated_ways_to_the_script(project: DSSProject, mock: DSSMock) -> None:
    scenario = project.create_scenario("SCRIPT", "custom_python")
    with pytest.warns(DeprecationWarning, match="set_payload"):
        scenario.set_payload("print(1)")
    assert mock.calls[-1].body == {"script": "print(1)", "extension": "py"}
    with pytest.warns(DeprecationWarning, match="get_payload"):
        assert scenario.get_payload() == "print(1)"
    assert mock.calls[-1].body == {"extension": "py"}


def test_test_scenarios_and_their_reports(
    project: DSSProject, scenario: DSSScenario, mock: DSSMock
) -> None:
    assert project.list_test_scenarios() == []
    settings = scenario.get_settings()
    settings.get_raw()["markedAsTest"] = True
    settings.save()
    project.create_scenario("OTHER", "step_based")
    assert [each.id for each in project.list_test_scenarios()] == ["NIGHTLY"]
    status = project.get_testing_status()
    assert (status.nb_total_ran_scenarios, status.nb_scenarios_per_outcome) == (0, {})
    outcomes(scenario, mock, "SUCCESS", "FAILED")
    status = project.get_testing_status()
    assert status.nb_scenarios_per_outcome == {"FAILED": 1}
    assert status.get_raw()["nbTotalRanScenarios"] == 1
    with project.get_last_test_scenario_runs_report() as report:
        assert b'failures="1"' in report.read()
    with project.get_last_test_scenario_runs_html_report() as page:
        assert b"<td>FAILED</td>" in page.read()
    assert (project.get_testing_status("v1")).nb_total_ran_scenarios == 0
