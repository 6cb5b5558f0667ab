"""Many calls at once: order, bounds, errors and what stops them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from dataikuapi import DSSNotFound
from dataikuapi._compat import AsyncClock
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock


class Meter:
    """Counts the calls under way, and waits until some number of them is there."""

    def __init__(self, expected: int) -> None:
        self.expected = expected
        self.now = self.most = self.begun = 0
        self.lock = threading.Lock()

    async def __call__(self, item: Any) -> Any:
        with self.lock:
            self.begun += 1
            self.now += 1
            self.most = max(self.most, self.now)
        while self.most < self.expected:
            await AsyncClock().sleep(0)
        with self.lock:
            self.now -= 1
        return item


async def test_map_gives_results_in_order(demo_client: AsyncDSSClient, demo: DSSMock) -> None:
    async def label(key: str) -> str:
        return (await demo_client.get_project(key).get_metadata())["label"]

    keys = await demo_client.list_project_keys()
    assert len(keys) > 1
    one_by_one = [await label(key) for key in keys]
    demo.calls.clear()
    assert await demo_client.map(label, keys, concurrency=3) == one_by_one
    assert len(demo.calls) == len(keys)
    assert await demo_client.map(label, []) == []


async def test_map_runs_as_many_calls_at_once_as_asked(client: AsyncDSSClient) -> None:
    meter = Meter(expected=4)
    assert await client.map(meter.__call__, range(40), concurrency=4) == list(range(40))
    assert (meter.most, meter.begun) == (4, 40)


async def test_map_takes_items_when_their_calls_may_begin(client: AsyncDSSClient) -> None:
    taken: list[int] = []
    ended: list[int] = []

    def items() -> Iterator[int]:
        for item in range(50):
            assert item - len(ended) < 3
            taken.append(item)
            yield item

    async def call(item: int) -> None:
        ended.append(item)

    await client.map(call, items(), concurrency=3)
    assert taken == list(range(50))


async def test_map_raises_all_errors_when_all_have_ended(demo_client: AsyncDSSClient) -> None:
    done: list[str] = []

    async def ask(key: str) -> None:
        await demo_client.get_project(key).get_metadata()
        done.append(key)

    good = (await demo_client.list_project_keys())[0]
    with pytest.raises(ExceptionGroup, match="2 of 3 calls failed") as caught:
        await demo_client.map(ask, ["NONE1", good, "NONE2"], concurrency=1)
    assert [type(error) for error in caught.value.exceptions] == [DSSNotFound, DSSNotFound]
    assert "NONE1" in str(caught.value.exceptions[0])
    assert done == [good]


async def test_map_gives_errors_in_place_when_asked(client: AsyncDSSClient) -> None:
    async def halve(number: int) -> int:
        if number % 2:
            raise ValueError(f"{number} is odd")
        return number // 2

    found = await client.map(halve, [4, 3, 2], return_exceptions=True)
    assert found[0] == 2
    assert isinstance(found[1], ValueError)
    assert found[2] == 1


async def test_map_stops_when_the_iterable_fails(client: AsyncDSSClient) -> None:
    meter = Meter(expected=1)

    def items() -> Iterator[int]:
        yield 1
        raise LookupError("no more")

    with pytest.raises(LookupError, match="no more"):
        await client.map(meter.__call__, items(), concurrency=2)
    assert meter.begun <= 1


async def test_map_stops_at_an_interrupt(client: AsyncDSSClient) -> None:
    begun: list[int] = []

    class Stop(BaseException):
        pass

    async def call(item: int) -> None:
        begun.append(item)
        if item == 2:
            raise Stop

    with pytest.raises(Stop):
        await client.map(call, range(1000), concurrency=2)
    assert len(begun) < 10


@pytest.mark.parametrize(
    ("function", "iterable", "options", "error", "named"),
    [
        (None, [], {}, TypeError, "function"),
        (print, 5, {}, TypeError, "iterable"),
        (print, [], {"concurrency": 0}, ValueError, "concurrency"),
        (print, [], {"concurrency": 2.0}, TypeError, "concurrency"),
        (print, [], {"concurrency": True}, TypeError, "concurrency"),
    ],
)
async def test_map_refuses_what_is_no_call(
    client: AsyncDSSClient,
    function: Any,
    iterable: Any,
    options: dict[str, Any],
    error: type[Exception],
    named: str,
) -> None:
    with pytest.raises(error, match=named):
        await client.map(function, iterable, **options)
