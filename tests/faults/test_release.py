"""What ends early leaves no connection open: the server counts them."""

from __future__ import annotations

import asyncio  # noqa: TID251 - it cancels tasks
import os
import pickle
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from dataikuapi import DSSClient
from dataikuapi.aio.dssclient import AsyncDSSClient
from tests.clocks import FakeClock
from tests.faults.faults import Good, json_of
from tests.faults.server import SILENCE, FaultServer, Route, serving

ROWS = b"".join(b"%d\n" % number for number in range(60_000))
# A connection of the calls and one of the streams may wait for the next ones.
KEPT = 2
SCHEMA = Good(json_of({"columns": [{"name": "id", "type": "int"}]}))
ROUTES = [
    Route("GET", "/admin/groups/", Good(b"[]").answer()),
    Route("GET", "/futures/f", Good(json_of({"jobId": "f", "hasResult": False})).answer()),
    Route("GET", "/projects/P/datasets/D/data/", Good(ROWS, "text/plain").answer()),
    Route("GET", "/projects/P/datasets/D/schema", SCHEMA.answer()),
    Route("GET", "/projects/P/managedfolders/F/contents/a", Good(ROWS, "application/x").answer()),
]


@pytest.fixture
def server() -> Iterator[FaultServer]:
    """Silent to the first list of groups, good to all else."""
    server = FaultServer(ROUTES, [SILENCE], times=1)
    with serving(server):
        yield server


def opened(server: FaultServer, most: int) -> int:
    """How many connections the server has open, once they are not more than `most`."""
    for _ in range(300):
        if server.open <= most:
            break
        time.sleep(0.01)
    return server.open


def asked(server: FaultServer, before: int = 0) -> bool:
    """Whether a request has come after those before, within some seconds."""
    for _ in range(1000):
        if len(server.requests) > before:
            return True
        time.sleep(0.01)
    return False


async def test_cancelled_call_gives_its_connection_up(server: FaultServer) -> None:
    async with AsyncDSSClient(server.url, "key") as client:
        task = asyncio.ensure_future(client.list_groups())
        assert await asyncio.to_thread(asked, server)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await asyncio.to_thread(opened, server, 0) == 0
        assert await client.list_groups() == []
    assert await asyncio.to_thread(opened, server, 0) == 0


async def test_cancelled_walk_over_rows_gives_its_connection_up(server: FaultServer) -> None:
    async with AsyncDSSClient(server.url, "key") as client:
        for _ in range(5):
            first = asyncio.Event()

            async def walk(first: asyncio.Event = first) -> None:
                async for _ in client.get_project("P").get_dataset("D").iter_rows():
                    first.set()
                    await asyncio.Event().wait()

            task = asyncio.ensure_future(walk())
            await first.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        assert await asyncio.to_thread(opened, server, KEPT) <= KEPT


async def test_cancelled_wait_leaves_the_client_as_it_was(server: FaultServer) -> None:
    async with AsyncDSSClient(server.url, "key") as client:
        for _ in range(3):
            before = len(server.requests)
            task = asyncio.ensure_future(client.get_future("f").wait_for_result())
            assert await asyncio.to_thread(asked, server, before)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        assert server.open <= 1
        assert await client.get_future("f").peek_state()
    assert await asyncio.to_thread(opened, server, 0) == 0


async def test_async_generator_closed_early_gives_its_connection_up(server: FaultServer) -> None:
    async with AsyncDSSClient(server.url, "key") as client:
        for _ in range(5):
            rows = client.get_project("P").get_dataset("D").iter_rows()
            assert await anext(rows) == [0]
            await rows.aclose()
        assert await asyncio.to_thread(opened, server, KEPT) <= KEPT
    assert await asyncio.to_thread(opened, server, 0) == 0


def test_generator_closed_early_gives_its_connection_up(server: FaultServer) -> None:
    with DSSClient(server.url, "key") as client:
        for _ in range(5):
            rows = client.get_project("P").get_dataset("D").iter_rows()
            assert next(rows) == [0]
            rows.close()
        assert opened(server, KEPT) <= KEPT
    assert opened(server, 0) == 0


@contextmanager
def interrupted_after(seconds: float) -> Iterator[None]:
    """Presses Ctrl-C, as far as Python can tell."""

    def press(*_: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, press)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_ctrl_c_in_a_call_gives_its_connection_up(server: FaultServer) -> None:
    with DSSClient(server.url, "key") as client:
        with pytest.raises(KeyboardInterrupt), interrupted_after(0.3):
            client.list_groups()
        assert opened(server, 0) == 0
        assert client.list_groups() == []


class _Pressing(FakeClock):
    def sleep(self, seconds: float) -> None:
        raise KeyboardInterrupt


def test_ctrl_c_in_a_wait_leaves_the_client_as_it_was(server: FaultServer) -> None:
    with DSSClient(server.url, "key", clock=_Pressing()) as client:
        for _ in range(5):
            with pytest.raises(KeyboardInterrupt):
                client.get_future("f").wait_for_result()
        assert server.open == 1
        assert len(server.requests) == 5
    assert opened(server, 0) == 0


def test_with_closes_streams_that_nobody_closed(server: FaultServer) -> None:
    with DSSClient(server.url, "key") as client:
        kept = [client.get_project("P").get_managed_folder("F").get_file("a") for _ in range(3)]
        assert [each.read(1) for each in kept] == [b"0"] * 3
        assert server.open == 3
    assert opened(server, 0) == 0


async def test_async_with_closes_streams_that_nobody_closed(server: FaultServer) -> None:
    async with AsyncDSSClient(server.url, "key") as client:
        folder = client.get_project("P").get_managed_folder("F")
        kept = [await folder.get_file("a") for _ in range(3)]
        assert [await each.read(1) for each in kept] == [b"0"] * 3
    assert await asyncio.to_thread(opened, server, 0) == 0


def test_pickled_client_fails_clearly() -> None:
    for client in (DSSClient("http://localhost", "key"), AsyncDSSClient("http://localhost", "key")):
        with pytest.raises(TypeError, match="can't be pickled: make one in each process"):
            pickle.dumps(client)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_forked_client_works_on_both_sides(server: FaultServer) -> None:
    server.times = 0
    with DSSClient(server.url, "key") as client:
        assert client.list_groups() == []
        child = os.fork()
        if child == 0:
            # Nothing of the test must go on in the child.
            try:
                os._exit(0 if client.list_groups() == [] else 1)
            finally:
                os._exit(2)
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 0
        assert client.list_groups() == []
    assert len(server.requests) == 3
    # The child made one of its own, and left that of the parent alone.
    assert server.connections == 2
