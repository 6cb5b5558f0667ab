"""What differs between many calls in tasks and in threads."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextvars import ContextVar

import anyio
import pytest

from dataikuapi import DSSClient
from dataikuapi._many import AsyncMany, Many
from dataikuapi.aio import AsyncDSSClient
from dssmock.core import DSSMock


async def later(item: int) -> int:
    return item


async def test_function_of_the_other_kind_is_refused() -> None:
    mock = DSSMock()
    with DSSClient(mock.base_url, "key", transport=mock.transport()) as client:
        with pytest.raises(TypeError, match=r"AsyncDSSClient\.map"):
            client.map(later, [1])
    calls: list[int] = []
    async with AsyncDSSClient(mock.base_url, "key", transport=mock.transport()) as other:
        with pytest.raises(TypeError, match="must be an async function"):
            await other.map(calls.append, range(100))  # type: ignore[arg-type]
    assert len(calls) == 1


async def test_error_before_the_first_await_is_the_calls_own() -> None:
    def fail(item: int) -> object:
        raise ValueError(str(item))

    outcomes = await AsyncMany(fail, 2).run([1, 2])  # type: ignore[arg-type]  (it fails before it can be awaited)
    assert [str(error) for _, _, error in outcomes] == ["1", "2"]


async def test_cancelled_wait_ends_the_calls_under_way() -> None:
    ended: list[int] = []

    async def hang(item: int) -> None:
        try:
            await anyio.sleep_forever()
        finally:
            ended.append(item)

    with anyio.move_on_after(0.01) as scope:
        await AsyncMany(hang, 3).run(range(9))
    assert scope.cancelled_caught
    assert sorted(ended) == [0, 1, 2]


async def test_call_that_is_cancelled_from_within_is_an_error() -> None:
    async def cancelled(item: int) -> None:
        raise anyio.get_cancelled_exc_class()

    with pytest.raises(RuntimeError, match="cancelled"):
        await AsyncMany(cancelled, 1).run([1])


def test_interrupt_does_not_wait_for_threads() -> None:
    release, begun = threading.Event(), threading.Event()

    def hang(item: int) -> None:
        begun.set()
        release.wait(10)

    def items() -> Iterator[int]:
        yield 1
        begun.wait(10)
        raise KeyboardInterrupt

    many = Many(hang, 4)
    with pytest.raises(KeyboardInterrupt):
        many.run(items())
    (thread,) = many._threads
    assert thread.is_alive()
    assert thread.daemon
    release.set()
    thread.join(10)
    assert not thread.is_alive()


def test_threads_end_with_the_calls_and_are_no_more_than_needed() -> None:
    many = Many(str, 16)
    assert [value for _, value, _ in many.run([7])] == ["7"]
    assert [thread.is_alive() for thread in many._threads] == [False]


def test_threads_see_the_context_of_the_caller() -> None:
    variable: ContextVar[str] = ContextVar("variable", default="none")
    variable.set("mine")
    ((_, value, _),) = Many(lambda _: variable.get(), 2).run([1])
    assert value == "mine"
