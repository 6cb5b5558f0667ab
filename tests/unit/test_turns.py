"""Async calls above the number of connections take turns, first come first served."""

from __future__ import annotations

import asyncio  # noqa: TID251 - what is tested is of this loop

import pytest

from dataikuapi import (
    DSSConnectionError,
    DSSDataError,
    DSSTimeoutError,
    RetryPolicy,
    Timeouts,
    _aiohttp,
)
from dataikuapi.aio.dssclient import AsyncDSSClient
from tests.faults.faults import http
from tests.faults.server import CLOSE, FaultServer, Route, Step, serving

LIMITS = Timeouts(connect=5, read=5, write=5, pool=5, blocking=5)
ONCE = RetryPolicy(tries=1)


@pytest.fixture(autouse=True)
def one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_aiohttp, "MAX_CONNECTIONS", 1)


def server_of(fault: list[Step] | None = None) -> FaultServer:
    return FaultServer([Route("GET", "/x", http(b"{}"))], fault=fault, times=1)


def client_of(server: FaultServer, limits: Timeouts = LIMITS) -> AsyncDSSClient:
    return AsyncDSSClient(server.url, "key", timeout=limits, retries=ONCE)


def test_call_waits_for_no_later_one() -> None:
    ended: list[str] = []

    async def calls(client: AsyncDSSClient, name: str, count: int) -> None:
        for _ in range(count):
            await client._perform_json("GET", "/x")
            ended.append(name)

    async def main(server: FaultServer) -> None:
        async with client_of(server) as client:
            await asyncio.gather(calls(client, "many", 30), calls(client, "one", 1))

    with serving(server := server_of()):
        asyncio.run(main(server))
    assert ended.index("one") == 1


def test_wait_for_a_turn_is_bounded_and_costs_none() -> None:
    async def main(server: FaultServer) -> None:
        async with client_of(server, Timeouts(5, 0.4, 5, 0.05, 5)) as client:
            silent = asyncio.create_task(client._perform_json("GET", "/x"))
            await asyncio.sleep(0)
            with pytest.raises(DSSTimeoutError, match="no connection became free in time"):
                await client._perform_json("GET", "/x")
            waiting = asyncio.create_task(client._perform_json("GET", "/x"))
            await asyncio.sleep(0)
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting
            with pytest.raises(DSSTimeoutError, match="took too long"):
                await silent
            assert await client._perform_json("GET", "/x") == {}

    with serving(server := server_of([60.0])):
        asyncio.run(main(server))


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ([CLOSE], DSSConnectionError),
        ([b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}", CLOSE], DSSDataError),
    ],
    ids=["closed", "short body"],
)
def test_call_that_fails_keeps_no_turn(fault: list[Step], error: type[Exception]) -> None:
    async def main(server: FaultServer) -> None:
        async with client_of(server) as client:
            with pytest.raises(error):
                await client._perform_json("GET", "/x")
            assert await client._perform_json("GET", "/x") == {}

    with serving(server := server_of(fault)):
        asyncio.run(main(server))
