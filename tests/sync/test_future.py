# Derived by `tox -e generate` from tests/aio/test_future.py. Do not edit.
"""Long tasks: reading, waiting, aborting, and all the ways in which they end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from dataikuapi import (
    DSSAPIError,
    DSSFutureAborted,
    DSSFutureError,
    DSSFutureFailed,
    DSSFutureLost,
    DSSFutureTimeout,
    PollPolicy,
    as_completed,
    wait_all,
)
from dataikuapi.dss.future import DSSFuture
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock, ManualClock
from tests.clocks import FakeClock

MADE = {"made": "it"}
START = "/admin/container-exec/actions/push-base-images"


def started(
    mock: DSSMock, client: DSSClient, *states: str, result: object = MADE
) -> dict[str, Any]:
    """What the call answers that starts a task which goes through the states, one a poll."""
    mock.futures.script(*states, result=result)
    answer = client._perform_json("POST", START)
    mock.calls.clear()
    return answer


def scripted(mock: DSSMock, client: DSSClient, *states: str, result: object = MADE) -> DSSFuture:
    """A handle on such a task."""
    return client.get_future((started(mock, client, *states, result=result))["jobId"])


def test_wait_gives_the_result(client: DSSClient, mock: DSSMock) -> None:
    future = scripted(mock, client, "RUNNING", "RUNNING", "DONE")
    assert future.wait_for_result() == {"made": "it"}
    assert [call.operation for call in mock.calls] == ["future_get"] * 3


def test_wait_looks_at_once_then_less_and_less_often(client: DSSClient, mock: DSSMock) -> None:
    future = scripted(mock, client, *["RUNNING"] * 60, "DONE")
    future.wait_for_result()
    sleeps = client.rest.settings.clock.sleeps
    assert sleeps[0] == pytest.approx(0.065)
    assert sleeps[1] == pytest.approx(0.0689)
    assert sleeps == sorted(sleeps)
    assert sleeps[-1] == 1.5


def test_wait_uses_the_given_policy(client: DSSClient, mock: DSSMock) -> None:
    future = scripted(mock, client, "RUNNING", "RUNNING", "RUNNING", "DONE")
    future.wait_for_result(poll_policy=PollPolicy(initial=1, factor=3, maximum=5))
    assert client.rest.settings.clock.sleeps == [1, 3, 5]


def test_wait_calls_on_update_with_each_state(client: DSSClient, mock: DSSMock) -> None:
    seen: list[object] = []
    future = scripted(mock, client, "RUNNING", "DONE")
    future.wait_for_result(on_update=lambda state: seen.append(state["hasResult"]))
    assert seen == [False, True]


def test_wait_shows_progress(
    client: DSSClient, mock: DSSMock, capsys: pytest.CaptureFixture[str]
) -> None:
    future = scripted(mock, client, "RUNNING", "DONE")
    assert future.wait_for_result(progress=True) == {"made": "it"}
    assert future.job_id is not None
    assert "0:00:0" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("last", "error"),
    [
        ("FAILED", DSSFutureFailed),
        ("ABORTED", DSSFutureAborted),
        ("DEAD", DSSFutureLost),
        ("UNKNOWN", DSSFutureLost),
    ],
)
def test_wait_ends_when_the_task_ends_badly(
    client: DSSClient, mock: DSSMock, last: str, error: type[DSSFutureError]
) -> None:
    future = scripted(mock, client, "RUNNING", last)
    with pytest.raises(error) as caught:
        future.wait_for_result()
    assert caught.value.job_id == future.job_id
    assert caught.value.state
    with pytest.raises(error):
        future.wait_for_result()


def test_wait_raises_when_dss_does_not_know_the_task(client: DSSClient) -> None:
    with pytest.raises(DSSFutureLost, match="No future by that id"):
        client.get_future("nobody").wait_for_result()


def test_wait_stops_at_the_timeout_and_leaves_the_task(client: DSSClient, mock: DSSMock) -> None:
    future = scripted(mock, client, *["RUNNING"] * 100, "DONE")
    with pytest.raises(DSSFutureTimeout, match="still runs after") as caught:
        future.wait_for_result(timeout=3)
    assert caught.value.elapsed == pytest.approx(3)
    assert isinstance(caught.value, TimeoutError)
    assert "future_abort" not in [call.operation for call in mock.calls]


def test_wait_aborts_at_the_timeout_when_asked(client: DSSClient, mock: DSSMock) -> None:
    future = scripted(mock, client, *["RUNNING"] * 100, "DONE")
    with pytest.raises(DSSFutureTimeout):
        future.wait_for_result(timeout=0, abort_on_timeout=True)
    assert mock.calls[-1].operation == "future_abort"


def test_wait_refuses_a_negative_timeout(client: DSSClient) -> None:
    with pytest.raises(ValueError, match="timeout"):
        client.get_future("x").wait_for_result(timeout=-1)


def test_poll_error_that_is_not_the_tasks_own_is_raised_as_it_is(
    client: DSSClient, mock: DSSMock
) -> None:
    future = scripted(mock, client, "RUNNING", "DONE")
    mock.faults.add(op="future_get", status=502, html=True)
    with pytest.raises(DSSAPIError) as caught:
        future.wait_for_result()
    assert caught.value.status == 502
    assert future.wait_for_result() == {"made": "it"}


def test_result_is_wrapped(client: DSSClient) -> None:
    state = {"hasResult": True, "result": 5}
    future = DSSFuture.from_resp(client, state, result_wrapper=lambda result: [result])
    assert future.wait_for_result() == [5]
    assert future.get_result() == [5]


def test_get_result_raises_while_the_task_runs(client: DSSClient, mock: DSSMock) -> None:
    future = scripted(mock, client, "RUNNING", "DONE")
    with pytest.raises(DSSFutureError, match="Result not ready"):
        future.get_result()
    assert future.get_result() == {"made": "it"}


def test_peek_leaves_the_result(client: DSSClient, mock: DSSMock) -> None:
    future = scripted(mock, client, "DONE")
    state = future.peek_state()
    assert state["hasResult"] is True
    assert "result" not in state
    assert future.state_is_peek
    assert future.get_result() == {"made": "it"}
    assert not future.state_is_peek


def test_has_result_follows_the_task(client: DSSClient, mock: DSSMock) -> None:
    future = scripted(mock, client, "RUNNING", "DONE")
    assert future.has_result() is False
    assert future.has_result() is True
    polls = len(mock.calls)
    assert future.has_result() is True
    assert len(mock.calls) == polls


def test_abort_ends_the_task(client: DSSClient, mock: DSSMock) -> None:
    future = scripted(mock, client, *["RUNNING"] * 9, "DONE")
    future.abort()
    with pytest.raises(DSSFutureAborted):
        future.wait_for_result()


def test_task_that_ended_at_once_has_no_identifier(client: DSSClient) -> None:
    future = DSSFuture.from_resp(client, {"hasResult": True, "result": 1})
    with pytest.raises(DSSFutureError, match="no identifier"):
        future.abort()
    assert "job_id=None" in repr(future)


def test_get_result_wait_if_needed_takes_both_forms(client: DSSClient, mock: DSSMock) -> None:
    direct = {"hasResult": True, "result": [1]}
    assert DSSFuture.get_result_wait_if_needed(client, direct) == [1]
    answer = started(mock, client, "RUNNING", "DONE", result=[2])
    assert DSSFuture.get_result_wait_if_needed(client, answer) == [2]


def test_list_futures_as_dicts_and_as_objects(client: DSSClient, mock: DSSMock) -> None:
    job_id = (started(mock, client, *["RUNNING"] * 9, "DONE"))["jobId"]
    assert [state.get("jobId") for state in client.list_futures()] == [job_id]
    assert [one.job_id for one in client.list_futures(as_objects=True)] == [job_id]
    assert mock.calls[0].query["withScenarios"] is False
    assert mock.calls[0].query["withNotScenarios"] is True


def test_list_running_scenarios_asks_for_them(client: DSSClient, mock: DSSMock) -> None:
    started(mock, client, *["RUNNING"] * 9, "DONE")
    assert client.list_running_scenarios(all_users=True) == []
    assert mock.calls[0].query["withScenarios"] is True
    assert mock.calls[0].query["allUsers"] is True


def test_wait_all_gives_results_in_order(client: DSSClient, mock: DSSMock) -> None:
    slow = scripted(mock, client, *["RUNNING"] * 9, "DONE", result="slow")
    fast = scripted(mock, client, "DONE", result="fast")
    assert wait_all([slow, fast]) == ["slow", "fast"]
    assert wait_all([]) == []


def test_wait_all_raises_or_gives_the_errors(client: DSSClient, mock: DSSMock) -> None:
    bad = scripted(mock, client, "RUNNING", "FAILED")
    good = scripted(mock, client, "RUNNING", "RUNNING", "DONE")
    found = wait_all([bad, good], return_exceptions=True)
    assert isinstance(found[0], DSSFutureFailed)
    assert found[1] == {"made": "it"}
    with pytest.raises(DSSFutureFailed):
        wait_all([bad, good])


def test_as_completed_gives_the_fastest_first(client: DSSClient, mock: DSSMock) -> None:
    slow = scripted(mock, client, *["RUNNING"] * 9, "DONE")
    fast = scripted(mock, client, "RUNNING", "DONE")
    order = [future for future in as_completed([slow, fast])]
    assert order == [fast, slow]


def test_as_completed_stops_at_the_timeout(client: DSSClient, mock: DSSMock) -> None:
    slow = scripted(mock, client, *["RUNNING"] * 99, "DONE")
    with pytest.raises(DSSFutureTimeout, match=str(slow.job_id)):
        wait_all([slow], timeout=1)


class Timed(FakeClock):
    """A clock that the mock goes by, too."""

    def __init__(self, mock: DSSMock) -> None:
        super().__init__()
        self.mock = mock

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        self.mock.clock.advance(seconds)


def counted(mock: DSSMock) -> Counter[str]:
    return Counter(str(call.operation) for call in mock.calls)


def slow_tasks(
    mock: DSSMock, client: DSSClient, count: int, *, seconds: float = 20
) -> list[DSSFuture]:
    """Tasks that run for some seconds of the clock that client and mock share."""
    mock.futures.default_ms = round(seconds * 1000)
    mock.futures.consume_once = True
    answers = [client._perform_json("POST", START) for _ in range(count)]
    mock.calls.clear()
    return [client.get_future(answer["jobId"]) for answer in answers]


@pytest.fixture
def in_time() -> Iterator[tuple[DSSMock, DSSClient]]:
    """A mock and a client on one clock that stands still but for sleeps."""
    mock = DSSMock(clock=ManualClock())
    options: dict[str, Any] = {"transport": mock.transport(), "clock": Timed(mock)}
    with DSSClient(mock.base_url, mock.admin_key, **options) as client:
        yield mock, client


def test_wait_all_lists_what_runs(in_time: tuple[DSSMock, DSSClient]) -> None:
    mock, client = in_time
    tasks = slow_tasks(mock, client, 1000, seconds=0.5)
    results = wait_all(tasks)
    assert len(results) == 1000
    looks = len(client.rest.settings.clock.sleeps)
    assert looks > 5
    # One list a look, and each result is asked for once: it can be had only once.
    assert counted(mock) == {"future_list": looks + 1, "future_get": 1000}


def test_as_completed_gives_tasks_as_they_leave_the_list(
    in_time: tuple[DSSMock, DSSClient],
) -> None:
    mock, client = in_time
    slow = slow_tasks(mock, client, 3, seconds=30)
    fast = slow_tasks(mock, client, 3, seconds=1)
    order = [future for future in as_completed([*slow, *fast, slow[0]])]
    assert order == [*fast, *slow]
    # Three tasks are asked for one by one: the list may be longer.
    assert counted(mock)["future_list"] < 20


def test_wait_all_asks_one_by_one_where_the_list_is_forbidden(
    in_time: tuple[DSSMock, DSSClient],
) -> None:
    mock, client = in_time
    fast = slow_tasks(mock, client, 2, seconds=1)
    slow = slow_tasks(mock, client, 5, seconds=2)
    mock.faults.add(op="future_list", status=403, times=None, body={"message": "no"})
    assert len(wait_all([*fast, *slow])) == 7
    looks = len(client.rest.settings.clock.sleeps)
    assert counted(mock)["future_list"] == 1
    assert counted(mock)["future_get"] > 5 * looks


def test_wait_all_asks_one_by_one_for_tasks_of_others(
    in_time: tuple[DSSMock, DSSClient],
) -> None:
    mock, client = in_time
    mine = slow_tasks(mock, client, 8)
    jobs = [mock.futures.open("somebody") for _ in range(4)]
    tasks = [*mine, *(client.get_future(job) for job in jobs)]
    finished = as_completed(tasks)
    assert next(finished) in mine
    for job in jobs:
        mock.futures.close(job)
    rest = [future for future in finished]
    assert {*rest} >= {*tasks[8:]}
    assert len(rest) == 11


def test_wait_all_keeps_the_errors_of_tasks_that_vanish(
    in_time: tuple[DSSMock, DSSClient],
) -> None:
    mock, client = in_time
    tasks = [*slow_tasks(mock, client, 5), client.get_future("nobody")]
    found = wait_all(tasks, return_exceptions=True)
    assert isinstance(found[-1], DSSFutureLost)
    assert not any(isinstance(result, Exception) for result in found[:-1])


def test_wait_all_of_many_stops_at_the_timeout(
    in_time: tuple[DSSMock, DSSClient],
) -> None:
    mock, client = in_time
    tasks = slow_tasks(mock, client, 10)
    with pytest.raises(DSSFutureTimeout) as caught:
        wait_all(tasks, timeout=3)
    assert caught.value.elapsed == pytest.approx(3)
    assert caught.value.state
    assert len(wait_all(tasks)) == 10


def test_wait_all_raises_an_error_that_is_no_tasks_own(
    in_time: tuple[DSSMock, DSSClient],
) -> None:
    mock, client = in_time
    tasks = slow_tasks(mock, client, 10)
    mock.faults.add(op="future_get", status=502, html=True, times=None)
    with pytest.raises(DSSAPIError) as caught:
        wait_all(tasks)
    assert caught.value.status == 502


def test_wait_for_what_is_no_task_is_refused(client: DSSClient, mock: DSSMock) -> None:
    future = scripted(mock, client, "DONE")
    wrong: Any = [future, None]
    with pytest.raises(TypeError, match=r"futures\[1\] must be a \w*DSSFuture, not NoneType"):
        wait_all(wrong)
    with pytest.raises(TypeError, match=r"futures\[1\] must be a \w*DSSFuture, not NoneType"):
        for _ in as_completed(wrong):
            pass
    with pytest.raises(TypeError, match="timeout must be a number of seconds, not str"):
        wait_all([future], timeout="3")  # type: ignore[arg-type]
    assert not mock.calls


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ({"timeout": "3"}, "timeout must be a number of seconds, not str"),
        ({"on_update": 3}, "on_update must be a function, not int"),
        ({"poll_policy": 3}, "poll_policy must be a PollPolicy, not int"),
    ],
)
def test_wait_with_a_wrong_argument_is_refused_before_it_asks(
    client: DSSClient, mock: DSSMock, wrong: dict[str, Any], text: str
) -> None:
    future = scripted(mock, client, "DONE")
    with pytest.raises(TypeError, match=text):
        future.wait_for_result(**wrong)
    assert not mock.calls
