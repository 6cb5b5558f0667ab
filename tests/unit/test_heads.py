"""Heads of answers that come slowly: how long each client waits for them."""

from __future__ import annotations

import asyncio  # noqa: TID251 - what is tested is of this loop
import gc
import time
import weakref
from typing import Any

import pytest

from dataikuapi import DSSClient, DSSTimeoutError, Timeouts
from dataikuapi._aiohttp import _Heads
from dataikuapi.aio.dssclient import AsyncDSSClient
from tests.faults.faults import http
from tests.faults.server import FaultServer, Route, Step, serving

LIMIT = 0.4
LIMITS = Timeouts(LIMIT, LIMIT, LIMIT, LIMIT, LIMIT)
GOOD = http(b"{}")
LINE, _, REST = GOOD.partition(b"\r\n")


def server_of(steps: list[Step]) -> FaultServer:
    return FaultServer([Route("GET", "/x", GOOD)], fault=steps, times=1)


def dripping(count: int, pause: float) -> list[Step]:
    """A head with a header whose bytes come one by one."""
    start: list[Step] = [LINE + b"\r\nX-Drip: "]
    return [*start, *[b".", pause] * count, b"\r\n" + REST]


SLOW = {
    "a line": dripping(200, LIMIT / 40),
    "many lines": [LINE, *[b"\r\nX-Drip: a", LIMIT / 20] * 90, b"\r\n" + REST],
    "after 100": [
        b"HTTP/1.1 100 Continue\r\n\r\n", *[b"HTTP/1.1 100 C\r\n\r\n", LIMIT / 20] * 90, GOOD
    ],
}  # fmt: skip
# None of these takes the limit a second time.
QUICK = {
    "in pieces": dripping(20, 0.002),
    "after the first silence": [LIMIT * 0.7, *dripping(10, LIMIT * 0.06)],
    "after 100": [b"HTTP/1.1 100 Continue\r\n\r\n", LIMIT / 4, GOOD],
}


@pytest.mark.parametrize("name", SLOW)
def test_slow_head_ends_a_sync_call(name: str) -> None:
    with (
        serving(server := server_of(SLOW[name])),
        DSSClient(server.url, "key", timeout=LIMITS) as client,
    ):
        started = time.monotonic()
        with pytest.raises(DSSTimeoutError):
            client._perform_json("GET", "/x")
        assert time.monotonic() - started < 5 * LIMIT
        assert client._perform_json("GET", "/x") == {}


@pytest.mark.parametrize("name", SLOW)
async def test_slow_head_ends_an_async_call(name: str) -> None:
    with serving(server := server_of(SLOW[name])):
        async with AsyncDSSClient(server.url, "key", timeout=LIMITS) as client:
            started = time.monotonic()
            with pytest.raises(DSSTimeoutError, match="head of its answer"):
                await client._perform_json("GET", "/x")
            assert time.monotonic() - started < 9 * LIMIT
            assert await client._perform_json("GET", "/x") == {}


@pytest.mark.parametrize("name", QUICK)
async def test_head_in_pieces_is_read(name: str) -> None:
    with (
        serving(server := server_of(QUICK[name])),
        DSSClient(server.url, "key", timeout=LIMITS) as client,
    ):
        assert client._perform_json("GET", "/x") == {}
    with serving(server := server_of(QUICK[name])):
        async with AsyncDSSClient(server.url, "key", timeout=LIMITS) as client:
            assert await client._perform_json("GET", "/x") == {}


def test_limit_on_silence_holds_for_the_body_after_a_slow_head() -> None:
    # What was left of the limit on the head must not be that of the body.
    steps: list[Step] = [*dripping(10, LIMIT * 0.06)[:-1], b"\r\n" + REST[:-2], LIMIT * 0.7, b"{}"]
    with (
        serving(server := server_of(steps)),
        DSSClient(server.url, "key", timeout=LIMITS) as client,
    ):
        assert client._perform_json("GET", "/x") == {}


async def test_watch_is_not_kept_by_its_timer() -> None:
    async def call() -> int:
        return 1

    heads = _Heads()
    assert await heads.within(600, call()) == 1
    assert await heads.within(None, call()) == 1
    gone: Any = weakref.ref(heads)
    del heads
    gc.collect()
    assert gone() is None


async def test_cancellation_from_outside_stays_one() -> None:
    async def forever() -> None:
        await asyncio.Event().wait()

    heads = _Heads()
    task = asyncio.ensure_future(heads.within(600, forever()))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    # Late and cancelled from outside at once: whoever cancelled is heard.
    task = asyncio.ensure_future(heads.within(1e-9, forever()))
    await asyncio.sleep(0)
    heads.look(1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    task = asyncio.ensure_future(heads.within(1e-9, forever()))
    with pytest.raises(TimeoutError):
        await task
    assert task.cancelling() == 0
