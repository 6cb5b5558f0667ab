"""Clients of httpx on an instance in process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from dssmock.core import Binary, Call, DSSMock
from tests.mock.tiny import make_mock


@pytest.fixture
def sync_client(tiny: DSSMock) -> Iterator[httpx.Client]:
    options = {"transport": tiny.transport(), "base_url": tiny.base_url, "auth": ("admin-key", "")}
    with httpx.Client(**options) as client:
        yield client


@pytest.fixture
async def async_client(tiny: DSSMock) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(
        transport=tiny.transport(), base_url=tiny.base_url, auth=("admin-key", "")
    ) as client:
        yield client


def test_sync_client_is_answered(sync_client: httpx.Client) -> None:
    answer = sync_client.post("/dip/publicapi/things/", json={"id": "a"}, params={"x": "1"})
    assert answer.json() == {"id": "a"}
    assert answer.headers["DSS-Version"] == "15.2.0"
    assert answer.headers["Content-Length"] == "10"
    assert answer.http_version == "HTTP/1.1"


async def test_async_client_is_answered(async_client: httpx.AsyncClient) -> None:
    answer = await async_client.post("/dip/publicapi/things/", json={"id": "a"})
    assert answer.json() == {"id": "a"}


def test_path_and_query_arrive_as_they_are(sync_client: httpx.Client, tiny: DSSMock) -> None:
    sync_client.post("/public/api/things/", json={"id": "a/b %"})
    answer = sync_client.get("/public/api/things/a%2Fb%20%25?colour=a%26b")
    assert answer.json() == {"id": "a/b %"}
    assert tiny.calls[-1].path == "/things/a%2Fb%20%25"
    assert tiny.calls[-1].query == {"colour": "a&b"}


PIECES = [b"{", b'"id":', b' "a"}']


def test_sync_body_may_be_streamed(sync_client: httpx.Client) -> None:
    answer = sync_client.post("/public/api/things/", content=iter(PIECES))
    assert answer.json() == {"id": "a"}


async def test_async_body_may_be_streamed(async_client: httpx.AsyncClient) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for piece in PIECES:
            yield piece

    answer = await async_client.post("/public/api/things/", content=pieces())
    assert answer.json() == {"id": "a"}


def endless(taken: list[int]) -> DSSMock:
    def numbers() -> Iterator[bytes]:
        while True:
            taken.append(1)
            yield b"x"

    def read(call: Call) -> Binary:
        return Binary(numbers())

    return make_mock(handlers={"thing_read": read})


def test_sync_answer_is_read_as_it_is_asked_for() -> None:
    taken: list[int] = []
    mock = endless(taken)
    with (
        httpx.Client(transport=mock.transport(), auth=("admin-key", "")) as client,
        client.stream("GET", "http://x/public/api/things/a/files/b") as answer,
    ):
        pieces = answer.iter_bytes()
        assert [next(pieces) for _ in range(3)] == [b"x"] * 3
        assert answer.headers["transfer-encoding"] == "chunked"
    assert len(taken) == 3


async def test_async_answer_is_read_as_it_is_asked_for() -> None:
    taken: list[int] = []
    mock = endless(taken)
    async with (
        httpx.AsyncClient(transport=mock.transport(), auth=("admin-key", "")) as client,
        client.stream("GET", "http://x/public/api/things/a/files/b") as answer,
    ):
        pieces = answer.aiter_bytes()
        assert [await anext(pieces) for _ in range(3)] == [b"x"] * 3
    assert len(taken) == 3
