"""The control routes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dssmock.control import Control
from dssmock.core import DSSMock, ManualClock, Request
from dssmock.errors import MockDefect
from dssmock.masking import masked
from dssmock.trainings import trainings
from tests.mock.tiny import make_mock


@pytest.fixture
def mock() -> DSSMock:
    return make_mock(clock=ManualClock(1000))


@pytest.fixture
def control(mock: DSSMock) -> Control:
    return Control(mock)


def ask(control: Control, method: str, name: str, body: Any = None, status: int = 200) -> Any:
    content = b"" if body is None else json.dumps(body).encode()
    response = control.handle(Request(method, f"/_mock/{name}", body=content))
    assert response.status == status, response.text
    return response.json()


def test_health_tells_what_runs(control: Control, mock: DSSMock) -> None:
    mock.request("GET", "/things/")
    assert ask(control, "GET", "health/") == {
        "version": "15.2.0",
        "edition": "enterprise",
        "seed": "empty",
        "strict": False,
        "calls": 1,
    }


def test_control_is_not_on_the_api(mock: DSSMock) -> None:
    assert mock.handle(Request("GET", "/_mock/health")).status == 404
    assert mock.request("GET", "/_mock/health").status == 404


def test_reset_begins_anew(control: Control, mock: DSSMock) -> None:
    mock.request("POST", "/things/", json={"id": "a"})
    assert ask(control, "POST", "reset")["calls"] == 0
    assert len(mock.table("things")) == 0
    assert ask(control, "POST", "reset", {"seed": "empty"})["seed"] == "empty"
    assert "no seed" in ask(control, "POST", "reset", {"seed": "full"}, 400)["message"]


def test_snapshots_are_numbered(control: Control, mock: DSSMock) -> None:
    empty = ask(control, "POST", "snapshot")
    mock.request("POST", "/things/", json={"id": "a"})
    full = ask(control, "POST", "snapshot")
    assert (empty, full) == ({"snapshot": 1}, {"snapshot": 2})
    ask(control, "POST", "restore", empty)
    assert mock.table("things").ids() == []
    ask(control, "POST", "restore", full)
    assert mock.table("things").ids() == ["a"]
    for number in (0, 3):
        ask(control, "POST", "restore", {"snapshot": number}, 404)
    ask(control, "POST", "restore", {}, 400)


def test_calls_are_shown_and_forgotten(control: Control, mock: DSSMock) -> None:
    mock.request("POST", "/things/", json={"id": "a", "x": 1})
    assert ask(control, "GET", "calls") == [
        {
            "method": "POST",
            "path": "/things/",
            "query": {},
            "body": {"id": "a", "x": 1},
            "files": {},
            "operation": "thing_create",
            "status": 200,
            "warnings": ["unknown member /x"],
        }
    ]
    assert ask(control, "DELETE", "calls")["calls"] == 0
    assert mock.calls == []
    mock.request("GET", "/things/")
    assert [call["method"] for call in ask(control, "POST", "calls")] == ["GET"]
    assert mock.calls == []


def test_faults_are_added_and_cleared(control: Control, mock: DSSMock) -> None:
    added = ask(control, "POST", "faults", {"op": "thing_list", "status": 500, "times": None})
    assert added[0]["status"] == 500
    assert mock.request("GET", "/things/").status == 500
    assert ask(control, "GET", "faults")[0]["seen"] == 1
    assert ask(control, "DELETE", "faults") == []
    assert mock.request("GET", "/things/").status == 200
    ask(control, "POST", "faults", {"colour": 1}, 400)


def test_next_long_task_follows_a_script(control: Control) -> None:
    dss = DSSMock()
    scripts = Control(dss)
    ask(scripts, "POST", "futures", {"states": ["RUNNING", "FAILED"], "error": "no disk"})
    task = dss.request("POST", "/admin/container-exec/actions/push-base-images").json()["jobId"]
    assert dss.request("GET", f"/futures/{task}").json()["alive"]
    failed = dss.request("GET", f"/futures/{task}")
    assert (failed.status, failed.json()["message"]) == (500, "no disk")
    ask(control, "POST", "futures", {"states": ["SLEEPING"]}, 400)
    ask(control, "POST", "futures", {"states": ["FAILED"], "error": 3}, 400)
    ask(control, "POST", "futures", {}, 400)


def test_clock_is_read_and_moved(control: Control, mock: DSSMock) -> None:
    stepped = {"mode": "stepped", "factor": 0.0}
    assert ask(control, "GET", "clock") == {"now": 1000, **stepped}
    assert ask(control, "POST", "clock", {"advance": 2.5}) == {"now": 3500, **stepped}
    assert mock.clock.now_ms() == 3500
    for wrong in (-60, 1e300):
        body = {"advance": wrong, "mode": "real"}
        assert "from 0 to" in ask(control, "POST", "clock", body, 400)["message"]
    assert ask(control, "GET", "clock") == {"now": 3500, **stepped}
    ask(control, "POST", "reset")
    assert ask(control, "GET", "clock") == {"now": 1000, **stepped}


@pytest.mark.parametrize(
    ("method", "name", "body", "status"),
    [
        ("GET", "nope", None, 404),
        ("GET", "reset", None, 405),
        ("POST", "clock", [1], 400),
        ("POST", "clock", {"advance": "x"}, 400),
    ],
)
def test_wrong_request_is_refused(
    control: Control, method: str, name: str, body: Any, status: int
) -> None:
    assert ask(control, method, name, body, status)["message"]


def test_reset_can_change_the_version(control: Control, mock: DSSMock) -> None:
    known = ask(control, "POST", "reset", {"version": "8.0.0"})
    assert (known["version"], mock.version) == ("8.0.0", "8.0.0")
    assert mock.request("GET", "/old/").status == 200
    assert mock.request("GET", "/new/").status == 404
    for wrong in ("x", "3.0", 15):
        refused = ask(control, "POST", "reset", {"version": wrong}, 400)
        assert f"{wrong!r} is no version of DSS from 8.0 to 15.2" in refused["message"]
    assert "a seed is a text" in ask(control, "POST", "reset", {"seed": 5}, 400)["message"]
    assert mock.version == "8.0.0"


def test_snapshots_are_listed(control: Control, mock: DSSMock) -> None:
    assert ask(control, "GET", "snapshots") == []
    ask(control, "POST", "snapshot")
    assert ask(control, "GET", "snapshots") == [{"snapshot": 1, "at": 1000}]


def test_log_shows_what_came_after_with_secrets_masked(control: Control, mock: DSSMock) -> None:
    mock.request("GET", "/things/")
    mock.request("POST", "/things/", json={"id": "a", "password": "s3cr3t"})
    found = ask(control, "GET", "log")
    assert found["last"] == 2
    first, second = found["calls"]
    assert (first["number"], first["verdict"], first["at"]) == (1, "ok", 1000)
    assert first["ms"] > 0
    assert second["body"] == {"id": "a", "password": "***"}
    assert second["answer"]["id"] == "a"
    assert "s3cr3t" not in json.dumps(found)
    answer = control.handle(Request("GET", "/_mock/log", "after=1"))
    assert [each["number"] for each in answer.json()["calls"]] == [2]
    slow = control.handle(Request("GET", "/_mock/log", "least_ms=60000"))
    assert slow.json() == {"last": 2, "calls": []}
    assert control.handle(Request("GET", "/_mock/log", "after=x")).status == 400
    ask(control, "DELETE", "calls")
    mock.request("GET", "/things/")
    assert ask(control, "GET", "log")["calls"][0]["number"] == 3


def test_log_keeps_answers_of_text_only_and_not_for_ever(
    control: Control, mock: DSSMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dssmock.calllog.MAX_ANSWERS", 2)
    monkeypatch.setattr("dssmock.calllog.MAX_ANSWER", 100)
    mock.table("things").put("big", {"id": "x" * 200})
    for path in ("/things/", "/things/big", "/things/actions/log"):
        mock.request("GET", path)
    kept = [each["answer"] for each in ask(control, "GET", "log")["calls"]]
    assert kept == [None, None, "línea\n"]
    mock.faults.add("thing_list", html=True)
    mock.request("GET", "/things/")
    last = ask(control, "GET", "log")["calls"][-1]
    assert last["answer"].startswith("<html>")
    assert last["verdict"] == "fault"


@pytest.mark.parametrize(
    ("method", "path", "body", "verdict"),
    [
        ("GET", "/things/", None, "ok"),
        ("POST", "/things/", {"id": "a", "x": 1}, "warning"),
        ("POST", "/things/", {"id": 5}, "refused"),
        ("GET", "/nowhere", None, "unknown"),
        ("PATCH", "/things/", None, "unknown"),
        ("GET", "/things/none", None, "ok"),
    ],
)
def test_verdict_says_what_the_document_says(
    mock: DSSMock, method: str, path: str, body: Any, verdict: str
) -> None:
    mock.request(method, path, json=body)
    assert mock.calls[-1].verdict == verdict


def test_verdict_blames_the_mock_where_it_is_wrong(mock: DSSMock) -> None:
    with pytest.raises(MockDefect):
        mock.request("GET", "/things/actions/wrong")
    assert mock.calls[-1].verdict == "defect"
    mock.handlers = {}
    assert mock.request("GET", "/things/").status == 501
    assert mock.calls[-1].verdict == "unserved"


def test_one_fault_is_removed(control: Control, mock: DSSMock) -> None:
    ask(control, "POST", "faults", {"op": "thing_*", "status": 500})
    [first, second] = ask(control, "POST", "faults", {"status": 502, "probability": 0.5})
    assert (first["id"], second["probability"]) == (1, 0.5)
    assert [each["id"] for each in ask(control, "DELETE", "faults", {"id": 1})] == [2]
    ask(control, "DELETE", "faults", {"id": 1}, 400)
    wrong = ask(control, "POST", "faults", {"op": "nothing_*"}, 400)
    assert "op 'nothing_*' is no operation" in wrong["message"]
    wrong = ask(control, "POST", "faults", {"headers": {"x": 5}}, 400)
    assert "x cannot be 5" in wrong["message"]


def test_clock_changes_its_pace(control: Control, mock: DSSMock) -> None:
    fast = ask(control, "POST", "clock", {"mode": "scaled", "factor": 1e-9, "advance": 1})
    assert (fast["mode"], fast["now"]) == ("scaled", 2000)
    assert ask(control, "POST", "clock", {"mode": "stepped"})["factor"] == 0
    for wrong in ({}, {"mode": "scaled"}, {"mode": "slow"}):
        ask(control, "POST", "clock", wrong, 400)

    class Other:
        def now_ms(self) -> int:
            return 5

        def advance(self, seconds: float) -> None:
            """Stand still."""

    mock.clock = Other()
    assert ask(control, "GET", "clock") == {"now": 5}
    assert "has no modes" in ask(control, "POST", "clock", {"mode": "real"}, 400)["message"]


@pytest.fixture(scope="module")
def demo() -> DSSMock:
    return DSSMock("demo", clock=ManualClock())


def test_state_is_a_tree(demo: DSSMock) -> None:
    found = ask(Control(demo), "GET", "state")
    assert "alice" in [each["login"] for each in found["people"]["users"]]
    penguins = found["projects"][0]
    assert (penguins["key"], penguins["name"]) == ("PENGUINS", "Palmer penguins")
    assert penguins["datasets"][0]["columns"][0] == {"name": "species", "type": "string"}
    nightly = penguins["scenarios"][0]
    assert [each["outcome"] for each in nightly["runs"]] == ["SUCCESS", "FAILED"]
    assert nightly["runs"][1]["steps"] == [{"name": "Count the penguins", "outcome": "FAILED"}]
    assert penguins["jobs"][0]["state"] == "DONE"
    assert {each["state"] for each in found["futures"]} == {"DONE"}
    assert found["tables"]["users"] == len(found["people"]["users"])
    assert demo.admin_key not in json.dumps(found)


def test_rows_and_tables_are_shown(demo: DSSMock) -> None:
    control = Control(demo)
    query = "project=PENGUINS&dataset=penguins"
    found = control.handle(Request("GET", "/_mock/rows", query)).json()
    assert (len(found["rows"]), found["more"], found["columns"][0]) == (50, True, "species")
    table = control.handle(Request("GET", "/_mock/table", "name=global_api_keys"))
    assert table.json()["adminkey"]["key"] == "***"
    for route, wrong, status in (
        ("rows", "project=PENGUINS&dataset=none", 404),
        ("rows", "project=PENGUINS", 400),
        ("table", "name=none", 404),
    ):
        assert control.handle(Request("GET", f"/_mock/{route}", wrong)).status == status
    assert ask(control, "GET", "session") == {"adminKey": demo.admin_key}


def test_trainings_are_scripted(demo: DSSMock) -> None:
    ask(Control(demo), "POST", "trainings", {"outcome": "FAILED", "duration_ms": 5})
    script = trainings(demo).take()
    assert script is not None
    assert (script["outcome"], script["durationMs"]) == ("FAILED", 5)
    ask(Control(demo), "POST", "trainings", {"outcome": "GOOD"}, 400)


def test_scripts_with_a_duration_need_no_states(demo: DSSMock) -> None:
    for kind in ("futures", "jobs", "scenarios"):
        ask(Control(demo), "POST", kind, {"duration_ms": 5})
    assert demo.jobs.dump()[0][-1]["states"] == ["DONE"]
    assert demo.scenarios.dump()[0][-1]["states"] == ["SUCCESS"]


@pytest.mark.parametrize(
    ("kind", "body", "named"),
    [
        ("scenarios", {"sates": ["FAILED"]}, "'sates'"),
        ("scenarios", {"scenario": "NOPE.NOPE"}, "'NOPE.NOPE'"),
        ("scenarios", {"scenario": "OTHER.NIGHTLY"}, "'OTHER.NIGHTLY'"),
        ("scenarios", {"scenario": 5}, "scenario"),
        ("scenarios", {"steps": ["FAILED"]}, "steps"),
        ("jobs", {"duration_ms": 5, "eror": "x"}, "'eror'"),
        ("jobs", {"states": ["FAILED"], "job": "NOPE"}, "'job'"),
        ("jobs", {"states": ["FAILED"], "error": 5}, "error"),
        ("jobs", {"states": "FAILED"}, "states"),
        ("futures", {"states": ["DONE"], "steps": {}}, "'steps'"),
        ("futures", {"states": [5]}, "5"),
        ("trainings", {"outcom": "FAILED"}, "'outcom'"),
        ("trainings", {"algorithms": ["LASSO"]}, "algorithms"),
    ],
)
def test_script_that_cannot_be_is_refused(
    demo: DSSMock, kind: str, body: dict[str, Any], named: str
) -> None:
    before = demo.jobs.dump(), demo.scenarios.dump(), demo.futures.dump()
    assert named in ask(Control(demo), "POST", kind, body, 400)["message"]
    assert (demo.jobs.dump(), demo.scenarios.dump(), demo.futures.dump()) == before


@pytest.mark.parametrize("scenario", ["NIGHTLY", "PENGUINS.NIGHTLY"])
def test_script_is_for_a_scenario_by_either_name(scenario: str) -> None:
    dss = DSSMock("demo", clock=ManualClock())
    script = {"scenario": scenario, "states": ["ABORTED"], "duration_ms": 0}
    ask(Control(dss), "POST", "scenarios", script)
    dss.request("POST", "/projects/PENGUINS/scenarios/NIGHTLY/run", json={})
    for _ in range(3):
        runs = dss.request("GET", "/projects/PENGUINS/scenarios/NIGHTLY/get-last-runs/").json()
    assert runs[0]["result"]["outcome"] == "ABORTED"
    assert dss.scenarios.dump()[0] == []


@pytest.mark.parametrize(
    ("name", "value", "hidden"),
    [
        ("password", "x", True),
        ("dbPassword", "x", True),
        ("access_token", "x", True),
        ("credentials", {"user": "u", "password": "x"}, True),
        ("key", "dkuaps-abc", True),
        ("key", "a" * 32, True),
        ("key", "SHOP", False),
        ("password", "", False),
        ("tokenizer", "x", False),
        ("secrets", [{"name": "n", "value": "v", "secret": True}], True),
    ],
)
def test_secrets_are_masked(name: str, value: Any, hidden: bool) -> None:
    assert (masked({name: value}) != {name: value}) is hidden
