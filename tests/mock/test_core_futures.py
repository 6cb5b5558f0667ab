"""Long tasks: time, scripts, failure, abort, rights."""

from __future__ import annotations

from typing import Any

import pytest

from dssmock import errors
from dssmock.core import DSSMock, ManualClock
from tests.mock.tiny import add_user, fail, make_mock


@pytest.fixture
def mock() -> DSSMock:
    return make_mock(clock=ManualClock())


def start(mock: DSSMock, **request: Any) -> str:
    return mock.request("POST", "/things/actions/run", **request).json()["jobId"]


def read(mock: DSSMock, job: str, **query: Any) -> Any:
    return mock.request("GET", f"/futures/{job}", query=query).json()


def run_with(mock: DSSMock, handler: Any) -> Any:
    mock.handlers = {**mock.handlers, "thing_run": handler}
    return mock.request("POST", "/things/actions/run").json()


def test_new_task_runs(mock: DSSMock) -> None:
    state = mock.request("POST", "/things/actions/run").json()
    assert len(state["jobId"]) == 8
    assert (state["hasResult"], state["alive"], state["aborted"]) == (False, True, False)
    assert state["startTime"] == mock.clock.now_ms()
    assert state["owner"] == "admin"
    assert "result" not in state


def test_task_ends_when_its_time_is_over(mock: DSSMock) -> None:
    job = start(mock)
    mock.clock.advance(0.5)
    state = read(mock, job)
    assert (state["hasResult"], state["alive"], state["runningTime"]) == (False, True, 500)
    mock.clock.advance(0.5)
    state = read(mock, job)
    assert (state["hasResult"], state["alive"], state["result"]) == (True, False, {"answer": 42})
    mock.clock.advance(60)
    assert read(mock, job)["runningTime"] == 1000


def test_running_task_tells_how_far_it_is(mock: DSSMock) -> None:
    job = start(mock)
    mock.clock.advance(0.25)
    [step] = read(mock, job)["progress"]["states"]
    assert (step["cur"], step["target"]) == (250, 1000)
    mock.clock.advance(1)
    assert read(mock, job)["progress"] == {"states": []}


def test_peek_holds_the_result_back(mock: DSSMock) -> None:
    job = start(mock)
    mock.clock.advance(1)
    state = read(mock, job, peek=True)
    assert state["hasResult"] is True
    assert "result" not in state
    assert read(mock, job, peek=False)["result"] == {"answer": 42}


def test_task_works_though_nobody_reads_it(mock: DSSMock) -> None:
    done: list[int] = []
    run_with(mock, lambda call: mock.futures.start(call, lambda: done.append(1), duration_ms=100))
    mock.request("GET", "/things/")
    assert done == []
    mock.clock.advance(0.1)
    mock.request("GET", "/things/")
    mock.request("GET", "/things/")
    assert done == [1]


def test_duration_is_short_by_default(mock: DSSMock) -> None:
    job = run_with(mock, lambda call: mock.futures.start(call, {"value": 1}))["jobId"]
    assert read(mock, job)["result"] == {"value": 1}
    mock.futures.default_ms = 10
    job = run_with(mock, lambda call: mock.futures.start(call, {"value": 1}))["jobId"]
    assert read(mock, job)["hasResult"] is False


def test_failure_answers_the_read(mock: DSSMock) -> None:
    job = run_with(mock, lambda call: mock.futures.start(call, fail("no disk")))["jobId"]
    for query in ({}, {"peek": True}, {}):
        response = mock.request("GET", f"/futures/{job}", query=query)
        assert response.status == 500
        assert response.json()["errorType"] == errors.CODED
        assert response.json()["message"] == "no disk"


def test_immediate_task_has_no_job(mock: DSSMock) -> None:
    state = run_with(mock, lambda call: mock.futures.start(call, lambda: 7, immediate=True))
    assert state == {
        "hasResult": True, "result": 7, "alive": False, "aborted": False, "unknown": False,
    }  # fmt: skip


@pytest.mark.parametrize("wait", ["true", "True"])
def test_wait_does_the_work_at_once(mock: DSSMock, wait: str) -> None:
    sent = mock.request("POST", "/things/actions/run", query={"wait": wait})
    assert sent.json() == {"answer": 42}


def test_without_wait_there_is_a_task(mock: DSSMock) -> None:
    job = start(mock, query={"wait": "False"})
    assert read(mock, job)["result"] == {"answer": 42}


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_unknown_task_is_400(mock: DSSMock, method: str) -> None:
    response = mock.request(method, "/futures/nope")
    assert response.status == 400
    assert response.json()["errorType"] == "java.lang.IllegalArgumentException"
    assert response.json()["message"] == "No future by that id"


def test_abort_ends_a_running_task(mock: DSSMock) -> None:
    done: list[int] = []
    state = run_with(
        mock, lambda call: mock.futures.start(call, lambda: done.append(1), duration_ms=1000)
    )
    assert mock.request("DELETE", f"/futures/{state['jobId']}").status == 200
    mock.clock.advance(5)
    state = read(mock, state["jobId"])
    assert (state["aborted"], state["hasResult"], state["alive"]) == (True, True, False)
    assert "result" not in state
    assert done == []


def test_abort_leaves_an_ended_task_as_it_is(mock: DSSMock) -> None:
    job = start(mock)
    mock.clock.advance(1)
    assert mock.request("DELETE", f"/futures/{job}").status == 200
    assert read(mock, job)["result"] == {"answer": 42}


def test_result_can_be_consumed_once(mock: DSSMock) -> None:
    mock.futures.consume_once = True
    job = start(mock)
    mock.clock.advance(1)
    read(mock, job, peek=True)
    assert read(mock, job)["result"] == {"answer": 42}
    assert mock.request("GET", f"/futures/{job}").status == 400


def test_ended_task_is_forgotten_after_an_hour(mock: DSSMock) -> None:
    job = start(mock)
    mock.clock.advance(1)
    assert read(mock, job)["hasResult"] is True
    mock.clock.advance(3600)
    assert read(mock, job)["hasResult"] is True
    mock.clock.advance(1)
    assert mock.request("GET", f"/futures/{job}").status == 400


def test_script_is_played_read_by_read(mock: DSSMock) -> None:
    mock.futures.script("RUNNING", "RUNNING", "DONE")
    job = start(mock)
    mock.clock.advance(100)
    states = [read(mock, job) for _ in range(4)]
    assert [state["hasResult"] for state in states] == [False, False, True, True]
    assert states[3]["result"] == {"answer": 42}


def test_script_makes_its_own_result(mock: DSSMock) -> None:
    mock.futures.script("DONE", result={"rows": 3})
    assert read(mock, start(mock))["result"] == {"rows": 3}


@pytest.mark.parametrize(
    ("state", "flags"),
    [
        ("ABORTED", {"aborted": True, "hasResult": True, "alive": False}),
        ("DEAD", {"aborted": False, "hasResult": False, "alive": False, "unknown": False}),
        ("UNKNOWN", {"unknown": True, "hasResult": False, "alive": False}),
        ({"odd": [1]}, {"odd": [1]}),
    ],
)
def test_script_knows_odd_ends(mock: DSSMock, state: Any, flags: dict[str, Any]) -> None:
    mock.futures.script("RUNNING", state)
    job = start(mock)
    assert read(mock, job)["alive"] is True
    assert flags.items() <= read(mock, job).items()
    assert flags.items() <= read(mock, job).items()


def test_script_can_fail_and_forget(mock: DSSMock) -> None:
    mock.futures.script("FAILED")
    mock.futures.script("FAILED", error=errors.Conflict("busy"))
    mock.futures.script("RUNNING", "GONE")
    first, second, third = start(mock), start(mock), start(mock)
    assert mock.request("GET", f"/futures/{first}").status == 500
    failed = mock.request("GET", f"/futures/{second}")
    assert (failed.status, failed.json()["message"]) == (409, "busy")
    assert read(mock, third)["alive"] is True
    assert mock.request("GET", f"/futures/{third}").status == 400


def test_script_whose_work_fails_answers_the_failure(mock: DSSMock) -> None:
    mock.futures.script("RUNNING", "DONE")
    job = run_with(mock, lambda call: mock.futures.start(call, fail("no disk")))["jobId"]
    assert read(mock, job)["alive"] is True
    assert read(mock, job)["message"] == "no disk"


def test_crash_of_the_work_is_a_defect(mock: DSSMock) -> None:
    run_with(mock, lambda call: mock.futures.start(call, lambda: {}["x"]))
    with pytest.raises(errors.MockDefect, match="thing_run crashed: KeyError"):
        mock.request("GET", "/things/")


def test_script_turns_an_immediate_answer_into_a_task(mock: DSSMock) -> None:
    mock.futures.script("RUNNING", "DONE")
    state = run_with(mock, lambda call: mock.futures.start(call, 7, immediate=True))
    assert state["alive"] is True
    assert read(mock, state["jobId"])["alive"] is True
    assert read(mock, state["jobId"])["result"] == 7


def test_scripted_task_can_be_aborted(mock: DSSMock) -> None:
    mock.futures.script("RUNNING", "RUNNING", "DONE")
    job = start(mock)
    read(mock, job)
    mock.request("DELETE", f"/futures/{job}")
    assert read(mock, job)["aborted"] is True


def test_script_refuses_what_it_does_not_know(mock: DSSMock) -> None:
    with pytest.raises(ValueError, match="no state 'DOING'"):
        mock.futures.script("DOING")
    with pytest.raises(ValueError, match="needs a state"):
        mock.futures.script()


def test_list_shows_what_runs(mock: DSSMock) -> None:
    job = start(mock)
    state = run_with(
        mock,
        lambda call: mock.futures.start(
            call, None, duration_ms=1000, scenario=True, payload={"type": "scenario"}
        ),
    )

    def listed(**query: Any) -> list[str]:
        found = mock.request("GET", "/futures/", query=query).json()
        assert all("result" not in each for each in found)
        return [each["jobId"] for each in found]

    assert listed() == [job]
    assert listed(withScenarios=True, withNotScenarios=False) == [state["jobId"]]
    assert listed(withScenarios=True, withNotScenarios=True) == [job, state["jobId"]]
    assert state["payload"] == {"type": "scenario"}
    mock.clock.advance(1)
    assert listed(withScenarios=True, withNotScenarios=True) == []


def test_list_is_the_callers_own(mock: DSSMock) -> None:
    alice = add_user(mock, "alice")
    job = start(mock, key=alice)
    assert mock.request("GET", "/futures/").json() == []
    mine = mock.request("GET", "/futures/", key=alice).json()
    assert [each["jobId"] for each in mine] == [job]
    everybody = mock.request("GET", "/futures/", query={"allUsers": True}).json()
    assert [each["jobId"] for each in everybody] == [job]
    refused = mock.request("GET", "/futures/", key=alice, query={"allUsers": True})
    assert refused.status == 403


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_task_belongs_to_its_owner(mock: DSSMock, method: str) -> None:
    job = start(mock, key=add_user(mock, "alice"))
    bob = add_user(mock, "bob")
    assert mock.request(method, f"/futures/{job}", key=bob).status == 403
    assert mock.request(method, f"/futures/{job}").status == 200


def test_restore_brings_tasks_back(mock: DSSMock) -> None:
    mock.futures.script("RUNNING", "DONE")
    job = start(mock)
    mock.futures.script("FAILED")
    saved = mock.snapshot()
    for _ in range(2):
        assert read(mock, job)["alive"] is True
        assert read(mock, job)["result"] == {"answer": 42}
        assert mock.request("GET", f"/futures/{start(mock)}").status == 500
        mock.restore(saved)


def test_reset_forgets_tasks_scripts_and_switches(mock: DSSMock) -> None:
    job = start(mock)
    mock.futures.script("FAILED")
    mock.futures.consume_once = True
    mock.reset()
    assert mock.request("GET", f"/futures/{job}").status == 400
    job = start(mock)
    mock.clock.advance(1)
    read(mock, job)
    assert read(mock, job)["result"] == {"answer": 42}
