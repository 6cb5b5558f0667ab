"""Long tasks: reading, waiting, aborting, and all the ways in which they end."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
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
)
from dataikuapi.aio import as_completed, wait_all
from dataikuapi.aio.dss.future import AsyncDSSFuture
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock, ManualClock
from tests.clocks import AsyncFakeClock

MADE = {"made": "it"}
START = "/admin/container-exec/actions/push-base-images"


async def started(
    mock: DSSMock, client: AsyncDSSClient, *states: str, result: object = MADE
) -> dict[str, Any]:
    """What the call answers that starts a task which goes through the states, one a poll."""
    mock.futures.script(*states, result=result)
    answer = await client._perform_json("POST", START)
    mock.calls.clear()
    return answer


async def scripted(
    mock: DSSMock, client: AsyncDSSClient, *states: str, result: object = MADE
) -> AsyncDSSFuture:
    """A handle on such a task."""
    return client.get_future((await started(mock, client, *states, result=result))["jobId"])


async def test_wait_gives_the_result(client: AsyncDSSClient, mock: DSSMock) -> None:
    future = await scripted(mock, client, "RUNNING", "RUNNING", "DONE")
    assert await future.wait_for_result() == {"made": "it"}
    assert [call.operation for call in mock.calls] == ["future_get"] * 3


async def test_wait_looks_at_once_then_less_and_less_often(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    future = await scripted(mock, client, *["RUNNING"] * 60, "DONE")
    await future.wait_for_result()
    sleeps = client.rest.settings.clock.sleeps
    assert sleeps[0] == pytest.approx(0.065)
    assert sleeps[1] == pytest.approx(0.0689)
    assert sleeps == sorted(sleeps)
    assert sleeps[-1] == 1.5


async def test_wait_uses_the_given_policy(client: AsyncDSSClient, mock: DSSMock) -> None:
    future = await scripted(mock, client, "RUNNING", "RUNNING", "RUNNING", "DONE")
    await future.wait_for_result(poll_policy=PollPolicy(initial=1, factor=3, maximum=5))
    assert client.rest.settings.clock.sleeps == [1, 3, 5]


async def test_wait_calls_on_update_with_each_state(client: AsyncDSSClient, mock: DSSMock) -> None:
    seen: list[object] = []
    future = await scripted(mock, client, "RUNNING", "DONE")
    await future.wait_for_result(on_update=lambda state: seen.append(state["hasResult"]))
    assert seen == [False, True]


async def test_wait_shows_progress(
    client: AsyncDSSClient, mock: DSSMock, capsys: pytest.CaptureFixture[str]
) -> None:
    future = await scripted(mock, client, "RUNNING", "DONE")
    assert await future.wait_for_result(progress=True) == {"made": "it"}
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
async def test_wait_ends_when_the_task_ends_badly(
    client: AsyncDSSClient, mock: DSSMock, last: str, error: type[DSSFutureError]
) -> None:
    future = await scripted(mock, client, "RUNNING", last)
    with pytest.raises(error) as caught:
        await future.wait_for_result()
    assert caught.value.job_id == future.job_id
    assert caught.value.state
    with pytest.raises(error):
        await future.wait_for_result()


async def test_wait_raises_when_dss_does_not_know_the_task(client: AsyncDSSClient) -> None:
    with pytest.raises(DSSFutureLost, match="No future by that id"):
        await client.get_future("nobody").wait_for_result()


async def test_wait_stops_at_the_timeout_and_leaves_the_task(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    future = await scripted(mock, client, *["RUNNING"] * 100, "DONE")
    with pytest.raises(DSSFutureTimeout, match="still runs after") as caught:
        await future.wait_for_result(timeout=3)
    assert caught.value.elapsed == pytest.approx(3)
    assert isinstance(caught.value, TimeoutError)
    assert "future_abort" not in [call.operation for call in mock.calls]


async def test_wait_aborts_at_the_timeout_when_asked(client: AsyncDSSClient, mock: DSSMock) -> None:
    future = await scripted(mock, client, *["RUNNING"] * 100, "DONE")
    with pytest.raises(DSSFutureTimeout):
        await future.wait_for_result(timeout=0, abort_on_timeout=True)
    assert mock.calls[-1].operation == "future_abort"


async def test_wait_refuses_a_negative_timeout(client: AsyncDSSClient) -> None:
    with pytest.raises(ValueError, match="timeout"):
        await client.get_future("x").wait_for_result(timeout=-1)


async def test_poll_error_that_is_not_the_tasks_own_is_raised_as_it_is(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    future = await scripted(mock, client, "RUNNING", "DONE")
    mock.faults.add(op="future_get", status=502, html=True)
    with pytest.raises(DSSAPIError) as caught:
        await future.wait_for_result()
    assert caught.value.status == 502
    assert await future.wait_for_result() == {"made": "it"}


async def test_result_is_wrapped(client: AsyncDSSClient) -> None:
    state = {"hasResult": True, "result": 5}
    future = AsyncDSSFuture.from_resp(client, state, result_wrapper=lambda result: [result])
    assert await future.wait_for_result() == [5]
    assert await future.get_result() == [5]


async def test_get_result_raises_while_the_task_runs(client: AsyncDSSClient, mock: DSSMock) -> None:
    future = await scripted(mock, client, "RUNNING", "DONE")
    with pytest.raises(DSSFutureError, match="Result not ready"):
        await future.get_result()
    assert await future.get_result() == {"made": "it"}


async def test_peek_leaves_the_result(client: AsyncDSSClient, mock: DSSMock) -> None:
    future = await scripted(mock, client, "DONE")
    state = await future.peek_state()
    assert state["hasResult"] is True
    assert "result" not in state
    assert future.state_is_peek
    assert await future.get_result() == {"made": "it"}
    assert not future.state_is_peek


async def test_has_result_follows_the_task(client: AsyncDSSClient, mock: DSSMock) -> None:
    future = await scripted(mock, client, "RUNNING", "DONE")
    assert await future.has_result() is False
    assert await future.has_result() is True
    polls = len(mock.calls)
    assert await future.has_result() is True
    assert len(mock.calls) == polls


async def test_abort_ends_the_task(client: AsyncDSSClient, mock: DSSMock) -> None:
    future = await scripted(mock, client, *["RUNNING"] * 9, "DONE")
    await future.abort()
    with pytest.raises(DSSFutureAborted):
        await future.wait_for_result()


async def test_task_that_ended_at_once_has_no_identifier(client: AsyncDSSClient) -> None:
    future = AsyncDSSFuture.from_resp(client, {"hasResult": True, "result": 1})
    with pytest.raises(DSSFutureError, match="no identifier"):
        await future.abort()
    assert "job_id=None" in repr(future)


async def test_get_result_wait_if_needed_takes_both_forms(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    direct = {"hasResult": True, "result": [1]}
    assert await AsyncDSSFuture.get_result_wait_if_needed(client, direct) == [1]
    answer = await started(mock, client, "RUNNING", "DONE", result=[2])
    assert await AsyncDSSFuture.get_result_wait_if_needed(client, answer) == [2]


async def test_list_futures_as_dicts_and_as_objects(client: AsyncDSSClient, mock: DSSMock) -> None:
    job_id = (await started(mock, client, *["RUNNING"] * 9, "DONE"))["jobId"]
    assert [state.get("jobId") for state in await client.list_futures()] == [job_id]
    assert [one.job_id for one in await client.list_futures(as_objects=True)] == [job_id]
    assert mock.calls[0].query["withScenarios"] is False
    assert mock.calls[0].query["withNotScenarios"] is True


async def test_list_running_scenarios_asks_for_them(client: AsyncDSSClient, mock: DSSMock) -> None:
    await started(mock, client, *["RUNNING"] * 9, "DONE")
    assert await client.list_running_scenarios(all_users=True) == []
    assert mock.calls[0].query["withScenarios"] is True
    assert mock.calls[0].query["allUsers"] is True


async def test_wait_all_gives_results_in_order(client: AsyncDSSClient, mock: DSSMock) -> None:
    slow = await scripted(mock, client, *["RUNNING"] * 9, "DONE", result="slow")
    fast = await scripted(mock, client, "DONE", result="fast")
    assert await wait_all([slow, fast]) == ["slow", "fast"]
    assert await wait_all([]) == []


async def test_wait_all_raises_or_gives_the_errors(client: AsyncDSSClient, mock: DSSMock) -> None:
    bad = await scripted(mock, client, "RUNNING", "FAILED")
    good = await scripted(mock, client, "RUNNING", "RUNNING", "DONE")
    found = await wait_all([bad, good], return_exceptions=True)
    assert isinstance(found[0], DSSFutureFailed)
    assert found[1] == {"made": "it"}
    with pytest.raises(DSSFutureFailed):
        await wait_all([bad, good])


async def test_as_completed_gives_the_fastest_first(client: AsyncDSSClient, mock: DSSMock) -> None:
    slow = await scripted(mock, client, *["RUNNING"] * 9, "DONE")
    fast = await scripted(mock, client, "RUNNING", "DONE")
    order = [future async for future in as_completed([slow, fast])]
    assert order == [fast, slow]


async def test_as_completed_stops_at_the_timeout(client: AsyncDSSClient, mock: DSSMock) -> None:
    slow = await scripted(mock, client, *["RUNNING"] * 99, "DONE")
    with pytest.raises(DSSFutureTimeout, match=str(slow.job_id)):
        await wait_all([slow], timeout=1)


class Timed(AsyncFakeClock):
    """A clock that the mock goes by, too."""

    def __init__(self, mock: DSSMock) -> None:
        super().__init__()
        self.mock = mock

    async def sleep(self, seconds: float) -> None:
        await super().sleep(seconds)
        self.mock.clock.advance(seconds)


def counted(mock: DSSMock) -> Counter[str]:
    return Counter(str(call.operation) for call in mock.calls)


async def slow_tasks(
    mock: DSSMock, client: AsyncDSSClient, count: int, *, seconds: float = 20
) -> list[AsyncDSSFuture]:
    """Tasks that run for some seconds of the clock that client and mock share."""
    mock.futures.default_ms = round(seconds * 1000)
    mock.futures.consume_once = True
    answers = [await client._perform_json("POST", START) for _ in range(count)]
    mock.calls.clear()
    return [client.get_future(answer["jobId"]) for answer in answers]


@pytest.fixture
async def in_time() -> AsyncIterator[tuple[DSSMock, AsyncDSSClient]]:
    """A mock and a client on one clock that stands still but for sleeps."""
    mock = DSSMock(clock=ManualClock())
    options: dict[str, Any] = {"transport": mock.transport(), "clock": Timed(mock)}
    async with AsyncDSSClient(mock.base_url, mock.admin_key, **options) as client:
        yield mock, client


async def test_wait_all_lists_what_runs(in_time: tuple[DSSMock, AsyncDSSClient]) -> None:
    mock, client = in_time
    tasks = await slow_tasks(mock, client, 1000, seconds=0.5)
    results = await wait_all(tasks)
    assert len(results) == 1000
    looks = len(client.rest.settings.clock.sleeps)
    assert looks > 5
    # One list a look, and each result is asked for once: it can be had only once.
    assert counted(mock) == {"future_list": looks + 1, "future_get": 1000}


async def test_as_completed_gives_tasks_as_they_leave_the_list(
    in_time: tuple[DSSMock, AsyncDSSClient],
) -> None:
    mock, client = in_time
    slow = await slow_tasks(mock, client, 3, seconds=30)
    fast = await slow_tasks(mock, client, 3, seconds=1)
    order = [future async for future in as_completed([*slow, *fast, slow[0]])]
    assert order == [*fast, *slow]
    # Three tasks are asked for one by one: the list may be longer.
    assert counted(mock)["future_list"] < 20


async def test_wait_all_asks_one_by_one_where_the_list_is_forbidden(
    in_time: tuple[DSSMock, AsyncDSSClient],
) -> None:
    mock, client = in_time
    fast = await slow_tasks(mock, client, 2, seconds=1)
    slow = await slow_tasks(mock, client, 5, seconds=2)
    mock.faults.add(op="future_list", status=403, times=None, body={"message": "no"})
    assert len(await wait_all([*fast, *slow])) == 7
    looks = len(client.rest.settings.clock.sleeps)
    assert counted(mock)["future_list"] == 1
    assert counted(mock)["future_get"] > 5 * looks


async def test_wait_all_asks_one_by_one_for_tasks_of_others(
    in_time: tuple[DSSMock, AsyncDSSClient],
) -> None:
    mock, client = in_time
    mine = await slow_tasks(mock, client, 8)
    jobs = [mock.futures.open("somebody") for _ in range(4)]
    tasks = [*mine, *(client.get_future(job) for job in jobs)]
    finished = as_completed(tasks)
    assert await anext(finished) in mine
    for job in jobs:
        mock.futures.close(job)
    rest = [future async for future in finished]
    assert {*rest} >= {*tasks[8:]}
    assert len(rest) == 11


async def test_wait_all_keeps_the_errors_of_tasks_that_vanish(
    in_time: tuple[DSSMock, AsyncDSSClient],
) -> None:
    mock, client = in_time
    tasks = [*await slow_tasks(mock, client, 5), client.get_future("nobody")]
    found = await wait_all(tasks, return_exceptions=True)
    assert isinstance(found[-1], DSSFutureLost)
    assert not any(isinstance(result, Exception) for result in found[:-1])


async def test_wait_all_of_many_stops_at_the_timeout(
    in_time: tuple[DSSMock, AsyncDSSClient],
) -> None:
    mock, client = in_time
    tasks = await slow_tasks(mock, client, 10)
    with pytest.raises(DSSFutureTimeout) as caught:
        await wait_all(tasks, timeout=3)
    assert caught.value.elapsed == pytest.approx(3)
    assert caught.value.state
    assert len(await wait_all(tasks)) == 10


async def test_wait_all_raises_an_error_that_is_no_tasks_own(
    in_time: tuple[DSSMock, AsyncDSSClient],
) -> None:
    mock, client = in_time
    tasks = await slow_tasks(mock, client, 10)
    mock.faults.add(op="future_get", status=502, html=True, times=None)
    with pytest.raises(DSSAPIError) as caught:
        await wait_all(tasks)
    assert caught.value.status == 502


async def test_wait_for_what_is_no_task_is_refused(client: AsyncDSSClient, mock: DSSMock) -> None:
    future = await scripted(mock, client, "DONE")
    wrong: Any = [future, None]
    with pytest.raises(TypeError, match=r"futures\[1\] must be a \w*DSSFuture, not NoneType"):
        await wait_all(wrong)
    with pytest.raises(TypeError, match=r"futures\[1\] must be a \w*DSSFuture, not NoneType"):
        async for _ in as_completed(wrong):
            pass
    with pytest.raises(TypeError, match="timeout must be a number of seconds, not str"):
        await wait_all([future], timeout="3")  # type: ignore[arg-type]
    assert not mock.calls


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ({"timeout": "3"}, "timeout must be a number of seconds, not str"),
        ({"on_update": 3}, "on_update must be a function, not int"),
        ({"poll_policy": 3}, "poll_policy must be a PollPolicy, not int"),
    ],
)
async def test_wait_with_a_wrong_argument_is_refused_before_it_asks(
    client: AsyncDSSClient, mock: DSSMock, wrong: dict[str, Any], text: str
) -> None:
    future = await scripted(mock, client, "DONE")
    with pytest.raises(TypeError, match=text):
        await future.wait_for_result(**wrong)
    assert not mock.calls
