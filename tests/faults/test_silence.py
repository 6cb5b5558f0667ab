"""A server that takes everything and never answers: every public method ends in time."""

from __future__ import annotations

import inspect
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import dataikuapi
from dataikuapi import DSSClient, DSSTimeoutError, Timeouts
from dataikuapi._policy import FOUR_HOURS
from dataikuapi.aio.dssclient import AsyncDSSClient
from dataikuapi_rest import api
from tests.faults import walk
from tests.faults.faults import http
from tests.faults.handles import public_io_methods
from tests.faults.server import SILENCE, FaultServer, Route, serving

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


class SilentServer(FaultServer):
    """It answers nothing at all."""

    def steps(self, request: object) -> list[bytes | str | float]:
        return [SILENCE]


@pytest.fixture
def silent() -> Iterator[FaultServer]:
    server = SilentServer([Route("GET", "/", b"")])
    with serving(server):
        yield server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "here.txt").write_text("content")
    walk.load_all()
    return tmp_path


def gone(server: FaultServer) -> bool:
    """Whether the server sees its last connection close soon."""
    for _ in range(200):
        if server.open == 0:
            return True
        time.sleep(0.01)
    return False


def test_every_sync_method_ends_in_time(silent: FaultServer, folder: Path) -> None:
    assert walk.walk_sync(silent.url, folder) == {}
    assert silent.connections >= len(walk.targets())
    assert gone(silent)


def test_every_async_method_ends_in_time(silent: FaultServer, folder: Path) -> None:
    assert walk.walk_async(silent.url, folder) == {}
    assert silent.connections >= len(walk.targets())
    assert gone(silent)


def test_walk_covers_every_public_method_with_io() -> None:
    every = {f"{owner}.{method}" for owner, method in public_io_methods()}
    assert len(every) > 800
    assert every - {target.label for target in walk.targets()} == set(walk.EXCLUDED)


@pytest.mark.parametrize("way", ["read", "iter_content", "iter_lines"])
def test_stream_that_stalls_ends_in_time(way: str) -> None:
    started = http(b"some", content_type="application/octet-stream", length=100)
    server = FaultServer([Route("GET", "/.*", b"")], [started, SILENCE])
    with serving(server), DSSClient(server.url, "key", timeout=walk.LIMIT) as client:
        stream = client.get_project("P").get_managed_folder("F").get_file("a")
        with pytest.raises(DSSTimeoutError):
            list(getattr(stream, way)())
        client.close()
        assert gone(server)


async def _all_of(value: Any) -> None:
    if inspect.isasyncgen(value):
        async for _ in value:
            pass
    else:
        await value


@pytest.mark.parametrize("way", ["read", "iter_content", "iter_lines"])
async def test_async_stream_that_stalls_ends_in_time(way: str) -> None:
    started = http(b"some", content_type="application/octet-stream", length=100)
    server = FaultServer([Route("GET", "/.*", b"")], [started, SILENCE])
    with serving(server):
        async with AsyncDSSClient(server.url, "key", timeout=walk.LIMIT) as client:
            stream = await client.get_project("P").get_managed_folder("F").get_file("a")
            with pytest.raises(DSSTimeoutError):
                await _all_of(getattr(stream, way)())
        assert gone(server)


def test_defaults_bound_every_call() -> None:
    limits = DSSClient("http://localhost", "key").rest.settings.timeouts
    assert limits == Timeouts(connect=10, read=300, write=120, pool=10, blocking=FOUR_HOURS)
    assert AsyncDSSClient("http://localhost", "key").rest.settings.timeouts == limits


def test_operations_that_block_have_four_hours_and_all_others_five_minutes() -> None:
    limits = dataikuapi.Timeouts()
    blocking = api.dataset.dataset_stream_rows.build_request("P", "D").operation
    other = api.group.group_list.build_request().operation
    assert blocking.blocking
    assert not other.blocking
    assert limits.read_limit(blocking) == 4 * 3600
    assert limits.read_limit(other) == 300
    assert limits.read_limit(None) == 300
