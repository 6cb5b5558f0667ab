"""Scenarios of the mock: steps, triggers, runs, who may."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from dssmock import errors, steps
from dssmock.core import DSSMock, ManualClock
from dssmock.services._scenario_times import next_run
from dssmock.steps import StepRun, runs_steps
from tests.flows import plant_project, plant_recipe
from tests.people import add_person

PATH = "/projects/SALES/scenarios/"
MONDAY_NOON = 1_767_614_400_000  # the 5th of January 2026, 12:00 UTC


@pytest.fixture
def mock() -> DSSMock:
    """A project with a dataset, and a database."""
    mock = DSSMock(clock=ManualClock())
    plant_project(mock, "SALES", "orders")
    mock.table("connections").put("db", {"name": "db", "type": "PostgreSQL"})
    return mock


def create(mock: DSSMock, name: str, *steps: dict[str, Any], **more: Any) -> None:
    """A scenario of these steps."""
    body = {"type": "step_based", "name": name, "params": {"steps": list(steps)}, **more}
    assert mock.request("POST", PATH, json=body).status == 200


def run(mock: DSSMock, name: str = "S", *, polls: int = 3) -> Any:
    """Run a scenario; gives its last run in detail."""
    fire = mock.request("POST", f"{PATH}{name}/run", json={}).json()
    query = {"triggerId": "manual", "triggerRunId": fire["runId"]}
    for _ in range(polls):
        mock.request("GET", f"{PATH}{name}/get-run-for-trigger", query=query)
    last = mock.request("GET", f"{PATH}{name}/get-last-runs").json()[0]["runId"]
    return mock.request("GET", f"{PATH}{name}/{last}/").json()


def outcomes(details: Any) -> dict[str, str]:
    """How each step ended."""
    return {each["step"]["id"]: each["result"]["outcome"] for each in details["stepRuns"]}


def step(id: str, kind: str = "custom_python", **more: Any) -> dict[str, Any]:
    """A step; what is no member of steps becomes a parameter."""
    own = {name: more.pop(name) for name in list(more) if name in MEMBERS}
    return {"id": id, "type": kind, "params": more, **own}


MEMBERS = (
    "name", "enabled", "runConditionType", "runConditionStatuses", "runConditionExpression",
    "resetScenarioStatus", "maxRetriesOnFail",
)  # fmt: skip
BAD = {"connection": "nowhere", "sql": "select 1"}


def test_variables_are_set_at_all_levels(mock: DSSMock) -> None:
    create(
        mock,
        "S",
        step("p", "set_project_vars", variables={"a": 1}),
        step("q", "set_project_variables", variables='{"b": 2}'),
        step("g", "set_global_vars", variables=[{"key": "c", "value": 3}]),
        step("d", "define_vars", variables={"d": 4}),
        step("n", "set_project_vars"),
    )
    details = run(mock)
    assert set(outcomes(details).values()) == {"SUCCESS"}
    standard = mock.request("GET", "/projects/SALES/variables/").json()["standard"]
    assert standard == {"a": 1, "b": 2}
    assert mock.request("GET", "/admin/variables/").json()["c"] == 3
    id = details["scenarioRun"]["runId"]
    assert '{"d": 4}' in mock.request("GET", f"{PATH}S/{id}/log").body.decode()


@pytest.mark.parametrize("variables", ["{", "[1]", [1]])
def test_variables_that_are_none(mock: DSSMock, variables: object) -> None:
    create(mock, "S", step("p", "set_project_vars", variables=variables))
    details = run(mock)
    assert outcomes(details) == {"p": "FAILED"}
    assert "variables" in details["stepRuns"][0]["result"]["thrown"]["message"]


def test_sql_is_executed(mock: DSSMock) -> None:
    create(
        mock,
        "S",
        step("make", "exec_sql", connection="db", sql="create table t (n int)"),
        step("fill", "exec_sql", connection="db", query="insert into t values (7)"),
    )
    assert run(mock)["scenarioRun"]["result"]["outcome"] == "SUCCESS"
    assert mock.sql.execute("db", "select n from t") == [(7,)]


def test_sql_that_the_database_refuses(mock: DSSMock) -> None:
    create(mock, "S", step("bad", "exec_sql", connection="db", script="selekt"))
    thrown = run(mock)["stepRuns"][0]["result"]["thrown"]
    assert thrown["clazz"] == "java.sql.SQLException"
    create(mock, "T", step("none", "exec_sql", **BAD))
    assert "nowhere" in run(mock, "T")["stepRuns"][0]["result"]["thrown"]["message"]


def test_build_runs_a_job(mock: DSSMock) -> None:
    plant_recipe(mock, "make", "python", [], ["orders"])
    items = [{"type": "DATASET", "itemId": "orders", "partitionsSpec": ""}]
    create(
        mock,
        "S",
        step("a", "build_flowitem", builds=items, handleWarningsAs="WARNING"),
        step("b", "build_flowitem", builds=items, jobType="NON_RECURSIVE_FORCED_BUILD"),
        step("c", "build_flowitem"),
        step("d", "build_flowitem", builds=[{"itemId": "nothing"}]),
    )
    details = run(mock)
    assert outcomes(details) == {"a": "WARNING", "b": "SUCCESS", "c": "SUCCESS", "d": "FAILED"}
    (item,) = details["stepRuns"][1]["additionalReportItems"]
    job = mock.request("GET", f"/projects/SALES/jobs/{item['jobId']}/").json()["baseStatus"]
    assert (job["state"], job["def"]["triggeredFrom"]) == ("DONE", "SCENARIO")
    assert "SALES.nothing" in details["stepRuns"][3]["result"]["thrown"]["message"]


def test_build_whose_job_does_not_end_well(mock: DSSMock) -> None:
    items = [{"itemId": "orders"}]
    create(mock, "S", step("a", "build_flowitem", builds=items))
    mock.jobs.script("RUNNING", "FAILED", error="Why")
    (item,) = run(mock)["stepRuns"][0]["additionalReportItems"]
    assert (item["outcome"], item["thrown"]["message"]) == ("FAILED", "Why")
    mock.jobs.script("RUNNING")
    assert outcomes(run(mock)) == {"a": "ABORTED"}


def test_other_scenarios_are_run_and_aborted(mock: DSSMock) -> None:
    create(mock, "INNER", step("x"))
    create(mock, "EMPTY")
    create(
        mock,
        "S",
        step("a", "run_scenario", scenarioId="INNER", projectKey="SALES"),
        step("b", "run_scenario", scenarioId="EMPTY"),
        step("k", "kill_scenario", scenarioId="INNER"),
        step("s", "run_scenario", scenarioId="S"),
    )
    details = run(mock)
    assert outcomes(details) == {"a": "SUCCESS", "b": "SUCCESS", "k": "SUCCESS", "s": "FAILED"}
    assert "runs already" in details["stepRuns"][3]["result"]["thrown"]["message"]
    inner = mock.request("GET", f"{PATH}INNER/get-last-runs").json()[0]
    assert inner["result"]["outcome"] == "SUCCESS"
    assert inner["trigger"]["trigger"]["type"] == "scenario"


def test_scripts_reach_the_scenario_that_they_are_for(mock: DSSMock) -> None:
    create(mock, "INNER", step("x"))
    create(mock, "S", step("a", "run_scenario", scenarioId="INNER"))
    mock.scenarios.script("RUNNING", "WARNING", scenario="INNER")
    assert outcomes(run(mock)) == {"a": "WARNING"}
    mock.scenarios.script("NONE", scenario="INNER")
    assert outcomes(run(mock)) == {"a": "ABORTED"}


def test_a_failure_stops_what_does_not_want_to_go_on(mock: DSSMock) -> None:
    create(
        mock,
        "S",
        step("off", enabled=False),
        step("never", runConditionType="DISABLED"),
        step("bad", "exec_sql", **BAD),
        step("skipped"),
        step("always", runConditionType="RUN_ALWAYS"),
        step("failed", runConditionType="RUN_IF_STATUS_MATCH", runConditionStatuses=["FAILED"]),
        step("no", runConditionType="RUN_CONDITIONALLY", runConditionExpression="false"),
        step("yes", runConditionType="RUN_CONDITIONALLY", runConditionExpression="x > 1"),
    )
    details = run(mock)
    assert list(outcomes(details)) == ["bad", "always", "failed", "yes"]
    assert details["scenarioRun"]["result"]["outcome"] == "FAILED"


def test_a_step_may_reset_the_outcome(mock: DSSMock) -> None:
    create(
        mock,
        "S",
        step("bad", "exec_sql", **BAD),
        step("good", runConditionType="RUN_ALWAYS", resetScenarioStatus=True),
    )
    assert run(mock)["scenarioRun"]["result"]["outcome"] == "SUCCESS"


def test_a_failure_may_be_passed_over(mock: DSSMock) -> None:
    create(mock, "S", step("bad", "exec_sql", proceedOnFailure=True, **BAD), step("next"))
    assert outcomes(run(mock)) == {"bad": "WARNING", "next": "SUCCESS"}


def test_a_step_is_tried_again(mock: DSSMock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "RUNNERS", {})
    tries: list[str] = []

    @runs_steps("flaky")
    def flaky(run: StepRun) -> None:
        tries.append(run.project_key)
        if len(tries) < 3:
            raise errors.ServerError("Not yet")

    create(mock, "S", step("f", "flaky", maxRetriesOnFail=5))
    details = run(mock)
    assert outcomes(details) == {"f": "SUCCESS"}
    assert len(tries) == 3
    path = f"{PATH}S/{details['scenarioRun']['runId']}/log"
    log = mock.request("GET", path, query={"stepId": "f"}).body.decode()
    assert log.count("Not yet") == 2


def test_unknown_steps_are_noted(mock: DSSMock) -> None:
    create(mock, "S", {"type": "send_flowers"}, reporters=[
        {"id": "r", "messaging": {"type": "mail-scenario"}}, {"id": "off", "active": False},
    ])  # fmt: skip
    details = run(mock)
    path = f"{PATH}S/{details['scenarioRun']['runId']}/log"
    log = mock.request("GET", path).body.decode()
    assert "sends no messages: reporter of type mail-scenario" in log
    assert log.count("reporter") == 1


def test_script_of_a_scenario_is_not_executed(mock: DSSMock) -> None:
    body = {"type": "custom_python", "name": "PY"}
    assert mock.request("POST", PATH, json=body).status == 200
    details = run(mock, "PY")
    assert details["scenarioRun"]["result"]["outcome"] == "SUCCESS"
    path = f"{PATH}PY/{details['scenarioRun']['runId']}/log"
    assert "runs no Python" in mock.request("GET", path).body.decode()


def test_long_run_goes_step_by_step(mock: DSSMock) -> None:
    mock.scenarios.default_ms = 30_000
    create(mock, "S", step("a"), step("b"), step("c"))
    seen = []
    details = run(mock)
    id = details["scenarioRun"]["runId"]
    for _ in range(4):
        details = mock.request("GET", f"{PATH}S/{id}/").json()
        seen.append((len(details["stepRuns"]), "result" in details["scenarioRun"]))
        mock.clock.advance(12)
    assert seen == [(0, False), (1, False), (2, False), (3, True)]
    status = mock.request("GET", f"{PATH}S/light").json()
    assert status["lastRun"]["end"] - status["lastRun"]["start"] == 36_000


def test_second_fire_is_cancelled(mock: DSSMock) -> None:
    create(mock, "S", step("a"))
    mock.scenarios.default_ms = 60_000
    run(mock)
    fire = mock.request("POST", f"{PATH}S/run", json={}).json()
    path = f"{PATH}trigger/S/manual"
    query = {"triggerRunId": fire["runId"]}
    assert mock.request("GET", path, query=query).json()["cancelled"] is True
    assert mock.request("GET", f"{PATH}trigger/S/other", query=query).status == 404
    assert mock.request("GET", f"{PATH}S/light").json()["running"] is True


def test_abort_cancels_what_only_fired(mock: DSSMock) -> None:
    create(mock, "S", step("a"))
    fire = mock.request("POST", f"{PATH}S/run", json={}).json()
    assert mock.request("POST", f"{PATH}S/abort").status == 200
    query = {"triggerRunId": fire["runId"]}
    answer = mock.request("GET", f"{PATH}trigger/S/manual", query=query)
    assert answer.json()["cancelled"] is True
    assert mock.request("POST", f"{PATH}S/abort").status == 200


def test_triggers_can_be_fired_by_a_test(mock: DSSMock) -> None:
    trigger = {"id": "T1", "type": "temporal", "params": {"frequency": "Daily"}}
    create(mock, "S", step("a"), triggers=[trigger])
    row = mock.scenarios.fire("SALES", "S", "T1", params={"x": 1})
    for _ in range(3):
        mock.request("GET", PATH)
    document = mock.table("scenario_runs").get(row)
    assert document["run"]["trigger"]["trigger"]["params"] == {"frequency": "Daily", "x": 1}
    assert document["run"]["result"]["outcome"] == "SUCCESS"
    with pytest.raises(errors.NotFound, match="T2"):
        mock.scenarios.fire("SALES", "S", "T2")


def test_script_says_how_steps_end(mock: DSSMock) -> None:
    create(mock, "S", step("a"), step("b", name="second"), step("c"))
    mock.scenarios.script(steps={"second": "FAILED"}, error="Why")
    details = run(mock)
    assert outcomes(details) == {"a": "SUCCESS", "b": "FAILED"}
    assert details["stepRuns"][1]["result"]["thrown"]["message"] == "Why"
    assert details["scenarioRun"]["result"]["outcome"] == "FAILED"
    mock.scenarios.script("RUNNING", "WARNING")
    assert outcomes(run(mock)) == {"a": "SUCCESS", "b": "SUCCESS", "c": "WARNING"}
    mock.scenarios.script("SUCCESS", scenario="OTHER")
    mock.scenarios.script("ABORTED")
    assert run(mock)["scenarioRun"]["result"]["outcome"] == "ABORTED"
    with pytest.raises(ValueError, match="BROKEN"):
        mock.scenarios.script("BROKEN")
    with pytest.raises(ValueError, match="BROKEN"):
        mock.scenarios.script(steps={"a": "BROKEN"})


def test_control_routes_take_scripts(mock: DSSMock) -> None:
    import httpx

    create(mock, "S", step("a"))
    with mock.serve() as server, httpx.Client(base_url=server.url) as http:
        body: dict[str, Any] = {"states": ["RUNNING", "FAILED"], "error": "Why"}
        assert http.post("/_mock/jobs", json=body).status_code == 200
        assert http.post("/_mock/scenarios", json={"steps": {"a": "FAILED"}}).status_code == 200
        assert http.post("/_mock/jobs", json={"states": ["X"]}).status_code == 400
    assert outcomes(run(mock)) == {"a": "FAILED"}
    body = {"outputs": [{"id": "orders"}]}
    id = mock.request("POST", "/projects/SALES/jobs/", json=body).json()["id"]
    for _ in range(2):
        job = mock.request("GET", f"/projects/SALES/jobs/{id}/").json()
    assert job["baseStatus"]["unexpectedFailure"]["message"] == "Why"


def test_snapshot_holds_runs_and_scripts(mock: DSSMock) -> None:
    create(mock, "S", step("a"))
    mock.request("POST", f"{PATH}S/run", json={})
    mock.scenarios.script("FAILED")
    saved = mock.snapshot()
    mock.reset()
    mock.restore(saved)
    for _ in range(3):
        runs = mock.request("GET", f"{PATH}S/get-last-runs").json()
    assert runs[0]["result"]["outcome"] == "SUCCESS"
    assert run(mock)["scenarioRun"]["result"]["outcome"] == "FAILED"


def test_deleting_the_project_ends_what_runs(mock: DSSMock) -> None:
    create(mock, "S", step("a"))
    mock.request("POST", f"{PATH}S/run", json={})
    assert mock.request("DELETE", "/projects/SALES").status == 200
    assert mock.request("GET", "/futures/", query={"withScenarios": True}).json() == []


def test_duplicate_has_the_scenario_and_not_its_runs(mock: DSSMock) -> None:
    create(mock, "S", step("a"))
    run(mock)
    body = {"targetProjectName": "Copy", "targetProjectKey": "COPY", "duplicationMode": "MINIMAL"}
    assert mock.request("POST", "/projects/SALES/duplicate/", json=body).status == 200
    (copy,) = mock.request("GET", "/projects/COPY/scenarios/").json()
    assert (copy["projectKey"], copy["id"]) == ("COPY", "S")
    assert mock.request("GET", "/projects/COPY/scenarios/S/get-last-runs").json() == []


def test_rights_to_run_and_to_change(mock: DSSMock) -> None:
    create(mock, "S", step("a"))
    add_person(mock, "carol", "readers")
    mock.table("personal_api_keys").add("k", {"id": "k", "key": "carol-key", "user": "carol"})

    def let(*rights: str) -> None:
        line = {"group": "readers", **dict.fromkeys(rights, True)}
        body = {"owner": "admin", "permissions": [line]}
        mock.request("PUT", "/projects/SALES/permissions", json=body)

    def status(method: str, path: str, body: Any = None) -> int:
        return mock.request(method, PATH + path, key="carol-key", json=body).status

    let("readProjectContent")
    assert status("GET", "S") == 200
    assert status("POST", "S/run", {}) == 403
    assert status("POST", "S/abort") == 403
    assert status("DELETE", "S") == 403
    assert status("POST", "", {"name": "X", "type": "step_based"}) == 403
    let("readProjectContent", "runScenarios")
    assert status("POST", "S/run", {}) == 200
    assert status("PUT", "S/light", {"active": True}) == 403
    let("readProjectContent", "writeProjectContent")
    assert status("POST", "S/abort") == 200
    assert status("PUT", "S/light", {"active": True}) == 200


def test_what_is_wrong_is_named(mock: DSSMock) -> None:
    create(mock, "S", step("a"), markedAsTest=True)
    assert mock.request("POST", PATH, json={"type": "step_based"}).status == 400
    assert mock.request("GET", f"{PATH}S/get-last-runs", query={"limit": -1}).status == 400
    query = {"fromDate": "yesterday"}
    answer = mock.request("GET", f"{PATH}S/get-runs-by-date", query=query)
    assert "fromDate" in answer.json()["message"]
    mock.scenarios.script("RUNNING")
    id = run(mock)["scenarioRun"]["runId"]
    assert "goes on" in mock.request("GET", f"{PATH}S/{id}/scenario-run-report").json()["message"]
    create(mock, "T", step("a"))
    id = run(mock, "T")["scenarioRun"]["runId"]
    report = mock.request("GET", f"{PATH}T/{id}/scenario-run-report")
    assert "not marked as test" in report.json()["message"]
    assert mock.request("GET", f"{PATH}T/{id}/log", query={"stepId": "x"}).status == 404


def test_runs_by_date_without_an_end(mock: DSSMock) -> None:
    create(mock, "S", step("a"))
    run(mock)
    path = f"{PATH}S/get-runs-by-date"
    sizes = [
        len(mock.request("GET", path, query={"fromDate": day}).json())
        for day in ("2026-01-05", "2026-01-06")
    ]
    assert sizes == [1, 0]


def test_kept_members_cannot_be_changed(mock: DSSMock) -> None:
    create(mock, "S", step("a"))
    definition = mock.request("GET", f"{PATH}S").json()
    changed = {**definition, "type": "custom_python", "name": ""}
    assert mock.request("PUT", f"{PATH}S", json=changed).status == 200
    again = mock.request("GET", f"{PATH}S").json()
    assert (again["type"], again["name"]) == ("step_based", "S")
    assert mock.request("PUT", f"{PATH}S", json={**definition, "id": "T"}).status == 400


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"frequency": "Minutely", "repeatFrequency": 5}, "2026-01-05T12:05"),
        ({"frequency": "Hourly", "minute": 30}, "2026-01-05T12:30"),
        ({"frequency": "Hourly", "hour": 1, "repeatFrequency": 5}, "2026-01-05T16:00"),
        ({"frequency": "Daily", "hour": 2}, "2026-01-06T02:00"),
        ({"frequency": "Daily", "hour": 13, "timezone": "Europe/Paris"}, "2026-01-06T12:00"),
        ({"frequency": "Daily", "hour": 13, "timezone": "Mars/Base"}, "2026-01-05T13:00"),
        (
            {
                "frequency": "Daily",
                "hour": 2,
                "repeatFrequency": 3,
                "startingFrom": "2026-01-04T00:00:00.000+0000",
            },
            "2026-01-07T02:00",
        ),
        ({"frequency": "Weekly", "hour": 2, "daysOfWeek": ["Friday"]}, "2026-01-09T02:00"),
        (
            {"frequency": "Weekly", "hour": 2, "daysOfWeek": ["Monday"], "repeatFrequency": 2},
            "2026-01-19T02:00",
        ),
        ({"frequency": "Monthly", "hour": 2, "monthlyRunOn": "ON_THE_DAY"}, "2026-02-05T02:00"),
        (
            {"frequency": "Monthly", "hour": 2, "monthlyRunOn": "LAST_DAY_OF_THE_MONTH"},
            "2026-01-31T02:00",
        ),
        (
            {"frequency": "Monthly", "hour": 2, "monthlyRunOn": "SECOND_WEEK"},
            "2026-01-12T02:00",
        ),
        ({"frequency": "Monthly", "hour": 2, "monthlyRunOn": "LAST_WEEK"}, "2026-01-26T02:00"),
        ({"frequency": "Weekly", "daysOfWeek": []}, None),
        ({"frequency": "Yearly"}, None),
    ],
)
def test_next_run_by_the_clock(params: dict[str, Any], expected: str | None) -> None:
    trigger = {"type": "temporal", "active": True, "params": params}
    found = next_run({"active": True, "triggers": [trigger]}, MONDAY_NOON)
    if expected is None:
        assert found == 0
    else:
        assert datetime.fromtimestamp(found / 1000, tz=UTC).strftime("%Y-%m-%dT%H:%M") == expected


def test_no_next_run_without_an_active_trigger() -> None:
    trigger = {"type": "temporal", "active": False, "params": {"frequency": "Minutely"}}
    assert next_run({"active": True, "triggers": [trigger, {"type": "manual"}]}, MONDAY_NOON) == 0
    assert next_run({"active": False, "triggers": [{**trigger, "active": True}]}, MONDAY_NOON) == 0
    assert next_run({"active": True}, MONDAY_NOON) == 0


def test_demo_has_scenarios_with_a_history() -> None:
    demo = DSSMock("demo")
    path = "/projects/PENGUINS/scenarios/"
    found = {each["id"]: each for each in demo.request("GET", path).json()}
    assert found["NIGHTLY"]["nextRun"] > demo.clock.now_ms()
    runs = demo.request("GET", f"{path}NIGHTLY/get-last-runs").json()
    assert [each["result"]["outcome"] for each in runs] == ["SUCCESS", "FAILED"]
    status = demo.request("GET", f"{path}testing-status").json()
    assert status["nbScenariosPerOutcome"] == {"SUCCESS": 1}
    (job,) = demo.request("GET", "/projects/PENGUINS/jobs/").json()
    assert job["state"] == "DONE"
    assert demo.request("GET", "/projects/SURVEY_2026/scenarios/COLLECT").status == 200
    for kind in ("jupyter-notebooks", "sql-notebooks"):
        assert len(demo.request("GET", f"/projects/PENGUINS/{kind}/").json()) == 1
