# Derived by `tox -e generate` from tests/aio/test_future.py. Do not edit.
"""Long tasks: reading, waiting, aborting, and all the ways in which they end."""

from __future__ import annotations

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
from dssmock.core import DSSMock

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
