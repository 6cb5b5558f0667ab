"""Downloads to files: whole or not at all, resumed where that is safe, and what goes wrong."""

from __future__ import annotations

import io
import os
import resource
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dataikuapi import DSSConnectionError, DSSDataError, DSSNotFound
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.clocks import AsyncFakeClock
from tests.partial import PartialServer

DATA = bytes(range(256)) * 4


def client_of(server: PartialServer) -> AsyncDSSClient:
    return AsyncDSSClient("http://dss", "key", transport=server, clock=AsyncFakeClock())


async def fetch(server: PartialServer, target: Any, **options: Any) -> None:
    """Downloads the content of a server as a file of a managed folder."""
    async with client_of(server) as client:
        folder = client.get_project("P").get_managed_folder("f")
        await folder.download_file("big.bin", target, **options)


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Path]:
    """A file that is there before; nothing must be left beside it."""
    path = tmp_path / "big.bin"
    path.write_bytes(b"before")
    yield path
    assert os.listdir(tmp_path) == ["big.bin"]


async def test_download_goes_on_where_it_broke(target: Path) -> None:
    server = PartialServer(DATA, 100, 0, 300)
    await fetch(server, target)
    assert target.read_bytes() == DATA
    assert server.asked == [
        (None, None), ("bytes=100-", '"1"'), ("bytes=100-", '"1"'), ("bytes=400-", '"1"'),
    ]  # fmt: skip


async def test_download_gives_up_when_nothing_comes(target: Path) -> None:
    server = PartialServer(DATA, 100, 0, 0, 0, 0)
    with pytest.raises(DSSConnectionError, match="reset by peer"):
        await fetch(server, target)
    assert len(server.asked) == 3
    assert target.read_bytes() == b"before"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"ETag": '"1"'},
        {"Accept-Ranges": "bytes"},
        {"ETag": 'W/"1"', "Accept-Ranges": "bytes"},
        {"ETag": '"1"', "Accept-Ranges": "none"},
    ],
)
async def test_download_is_not_resumed_where_dss_does_not_offer_it(
    target: Path, headers: dict[str, str]
) -> None:
    server = PartialServer(DATA, 100, headers=headers)
    with pytest.raises(DSSConnectionError):
        await fetch(server, target)
    assert server.asked == [(None, None)]
    assert target.read_bytes() == b"before"


async def test_download_never_mixes_two_contents(target: Path) -> None:
    class Changing(PartialServer):
        def _answer(self, request: Any) -> Any:
            answer = super()._answer(request)
            self.headers = {**self.headers, "ETag": '"2"'}
            return answer

    with pytest.raises(DSSDataError, match="has changed"):
        await fetch(Changing(DATA, 100), target)
    assert target.read_bytes() == b"before"


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        ({"Content-Range": "bytes 99-1023/1024"}, "another part"),
        ({"Content-Range": "bytes 100-1023/2048"}, "another part"),
        ({"Content-Range": "odd"}, "another part"),
        ({"ETag": '"2"'}, "has changed"),
    ],
)
async def test_download_refuses_a_part_that_does_not_fit(
    target: Path, headers: dict[str, str], message: str
) -> None:
    server = PartialServer(DATA, 100)
    server.part_headers = headers
    with pytest.raises(DSSDataError, match=message):
        await fetch(server, target)
    assert target.read_bytes() == b"before"


async def test_download_that_is_too_short_is_an_error(target: Path) -> None:
    server = PartialServer(DATA, headers={"Content-Length": "2000"})
    with pytest.raises(DSSDataError, match="1024 of 2000 bytes"):
        await fetch(server, target)
    assert target.read_bytes() == b"before"


async def test_download_writes_into_an_open_file(target: Path) -> None:
    server = PartialServer(DATA, 100)
    memory = io.BytesIO()
    await fetch(server, memory, progress=True)
    assert memory.getvalue() == DATA
    with target.open("ab") as file:
        await fetch(server, file)
        assert not file.closed
    assert target.read_bytes() == b"before" + DATA


async def test_download_refuses_what_cannot_be_written(target: Path) -> None:
    server = PartialServer(DATA)
    closed = io.BytesIO()
    closed.close()
    wrong = [
        (io.StringIO(), TypeError, "target is opened as text"),
        (closed, ValueError, "target is a closed file"),
        (target.open("rb"), ValueError, "target is not opened for writing"),
        (target.parent, IsADirectoryError, str(target.parent)),
        (target / "below", FileNotFoundError, "below"),
        (5, TypeError, "target must be the path of a file, not int"),
    ]
    for value, error, message in wrong:
        with pytest.raises(error, match=message):
            await fetch(server, value)
    wrong[2][0].close()
    assert server.asked == []


async def test_download_to_a_full_disk_names_the_file_and_leaves_nothing(target: Path) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (512, limits[1]))
    try:
        with pytest.raises(OSError, match=r"big\.bin") as caught:
            await fetch(PartialServer(DATA), target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert caught.value.filename == str(target)
    assert target.read_bytes() == b"before"


async def test_download_to_a_full_device_names_it() -> None:
    with pytest.raises(OSError, match="No space left on device: '/dev/full'"):
        await fetch(PartialServer(DATA), "/dev/full")


async def test_download_shows_progress(target: Path, capsys: pytest.CaptureFixture[str]) -> None:
    await fetch(PartialServer(DATA, 100), target, progress=True)
    shown = capsys.readouterr().out
    assert "big.bin" in shown
    assert "1.0/1.0 kB" in shown


async def test_refused_download_touches_nothing(
    client: AsyncDSSClient, mock: DSSMock, target: Path
) -> None:
    with pytest.raises(DSSNotFound):
        await client.get_project("NONE").get_managed_folder("f").download_file("x", target)
    assert target.read_bytes() == b"before"
