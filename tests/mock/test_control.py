"""The control routes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dssmock.control import Control
from dssmock.core import DSSMock, ManualClock, Request
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
    ask(control, "POST", "futures", {}, 400)


def test_clock_is_read_and_moved(control: Control, mock: DSSMock) -> None:
    stepped = {"mode": "stepped", "factor": 0.0}
    assert ask(control, "GET", "clock") == {"now": 1000, **stepped}
    assert ask(control, "POST", "clock", {"advance": 2.5}) == {"now": 3500, **stepped}
    assert mock.clock.now_ms() == 3500


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
