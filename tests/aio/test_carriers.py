"""What carries requests, on real sockets: the same whichever library it is."""

from __future__ import annotations

import errno
import gzip
import os
import pickle
import zlib
from collections.abc import Iterator
from typing import Any

import pytest

from dataikuapi import (
    DSSBadRequest,
    DSSConnectionError,
    DSSDataError,
    DSSTimeoutError,
    RetryPolicy,
)
from dataikuapi.aio import _http
from dataikuapi.aio.dssclient import AsyncDSSClient
from tests.servers import CLOSE, SILENCE, Server, answer, serving

ONCE = RetryPolicy(tries=1)
CHUNKED = {"Transfer-Encoding": "chunked"}


def client_of(server: Server, **options: Any) -> AsyncDSSClient:
    return AsyncDSSClient(server.url, "key", retries=ONCE, **options)


async def test_connection_is_used_again() -> None:
    with serving([answer(b"[]")]) as server:
        async with client_of(server) as client:
            for _ in range(5):
                await client.list_groups()
            await (await client._perform_raw("GET", "/x")).read()
            await (await client._perform_raw("GET", "/x")).read()
    assert len(server.requests) == 7
    assert server.connections == 2


async def test_stream_closed_early_does_not_spoil_the_next_one() -> None:
    with serving([answer(b"x" * 100_000)]) as server:
        async with client_of(server) as client:
            for _ in range(3):
                async with await client._perform_raw("GET", "/x") as stream:
                    assert await stream.read(10) == b"x" * 10
            stream = await client._perform_raw("GET", "/x")
            assert len(await stream.read()) == 100_000


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(b'["a"]')),
        ("deflate", zlib.compress(b'["a"]')),
        ("identity", b'["a"]'),
    ],
)
async def test_compressed_answer_is_unpacked(encoding: str, body: bytes) -> None:
    with serving([answer(body, headers={"Content-Encoding": encoding})]) as server:
        async with client_of(server) as client:
            assert await client._perform_json("GET", "/x") == ["a"]
            stream = await client._perform_raw("GET", "/x")
            assert [piece async for piece in stream.iter_content(2)] == [b'["', b'a"', b"]"]
    assert server.requests[0].headers["accept-encoding"] == "gzip, deflate"


def chunked(body: bytes) -> bytes:
    """A body of one chunk."""
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


@pytest.mark.parametrize("headers", [None, CHUNKED])
async def test_body_that_fills_the_memory_is_refused(
    monkeypatch: pytest.MonkeyPatch, headers: dict[str, str] | None
) -> None:
    monkeypatch.setattr(_http, "MAX_BODY", 1000)
    large, fits = (b"[" + b" " * size + b"]" for size in (999, 998))
    for body, works in ((fits, True), (large, False)):
        sent = answer(chunked(body) if headers else body, headers=headers)
        with serving([sent]) as server:
            async with client_of(server) as client:
                if works:
                    assert await client.list_groups() == []
                    continue
                with pytest.raises(DSSDataError, match=r"GET \S+ answered more than 1000 bytes"):
                    await client.list_groups()


@pytest.mark.parametrize("headers", [None, CHUNKED])
async def test_error_is_read_to_some_length_only(
    monkeypatch: pytest.MonkeyPatch, headers: dict[str, str] | None
) -> None:
    monkeypatch.setattr(_http, "MAX_ERROR", 1000)
    body = b"x" * 3_000_000
    sent = answer(chunked(body) if headers else body, 400, headers=headers)
    with serving([sent]) as server:
        async with client_of(server) as client:
            with pytest.raises(DSSBadRequest) as raised:
                await client.list_groups()
    assert len(str(raised.value.body)) <= 1000


async def test_broken_compression_is_a_data_error() -> None:
    with serving([answer(b"no gzip at all", headers={"Content-Encoding": "gzip"})]) as server:
        async with client_of(server) as client:
            with pytest.raises(DSSDataError, match="broken or short"):
                await client._perform_json("GET", "/x")


@pytest.mark.parametrize(
    "script",
    [
        [answer(b"[1", length=10), CLOSE],
        [answer(b"5\r\n[1,2", headers=CHUNKED), CLOSE],
        [answer(b"4\r\n[1,2\r\n", headers=CHUNKED), CLOSE],
    ],
)
async def test_short_body_is_a_data_error(script: list[bytes | str]) -> None:
    with serving(script) as server:
        async with client_of(server) as client:
            with pytest.raises(DSSDataError, match="broken or short"):
                await client._perform_json("GET", "/x")
            stream = await client._perform_raw("GET", "/x")
            with pytest.raises(DSSDataError, match="broken or short"):
                await stream.read()


async def test_what_is_no_http_is_a_lost_connection() -> None:
    with serving([b"SSH-2.0-OpenSSH\r\n", CLOSE]) as server:
        async with client_of(server) as client:
            with pytest.raises(DSSConnectionError, match="lost its connection"):
                await client.list_groups()


async def test_body_without_a_frame_is_given_as_it_comes() -> None:
    head = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
    with serving([head + b"first", SILENCE]) as server:
        async with client_of(server, timeout=0.3) as client:
            stream = await client._perform_raw("GET", "/x")
            pieces = stream.iter_content(None)
            assert await anext(pieces) == b"first"
            with pytest.raises(DSSTimeoutError, match="took too long"):
                await anext(pieces)


async def test_interim_answer_is_passed_over() -> None:
    with serving([b"HTTP/1.1 100 Continue\r\n\r\n" + answer(b"[]")]) as server:
        async with client_of(server) as client:
            assert await client._perform_json("POST", "/x", body={}) == []


@pytest.mark.parametrize("large", [b"x" * 5_000_000, b"x" * 70_000, b""])
async def test_body_of_any_size_arrives_with_its_length(large: bytes) -> None:
    with serving([answer()]) as server:
        async with client_of(server) as client:
            await client._perform_json("POST", "/x", raw_body=large)
    assert server.requests[0].body == large
    assert server.requests[0].headers["content-length"] == str(len(large))


async def test_failure_of_the_callers_own_body_is_raised_as_it_is() -> None:
    def broken() -> Iterator[bytes]:
        yield b"x" * 1000
        raise OSError("disk of the caller")

    with serving([answer()]) as server:
        async with client_of(server) as client:
            with pytest.raises(OSError, match="disk of the caller"):
                await client._perform_json("POST", "/x", raw_body=broken())


async def test_cookies_of_a_balancer_are_sent_back() -> None:
    first = answer(b"[]", headers={"Set-Cookie": "node=7; Path=/"})
    with serving([first], [answer(b"[]")]) as server:
        async with client_of(server) as client:
            await client.list_groups()
            await client.list_groups()
            await client._perform_json("GET", "/x", headers={"Cookie": "own=1"})
    cookies = [request.headers.get("cookie") for request in server.requests]
    assert cookies == [None, "node=7", "own=1"]


async def test_proxy_gets_its_user_and_the_whole_address() -> None:
    with serving([answer(b"[]")]) as proxy:
        client = AsyncDSSClient("http://dss.invalid:11200", "key", retries=ONCE)
        client._session.proxies = {"http": proxy.url.replace("//", "//us%40er:pw@")}
        async with client:
            assert await client.list_groups() == []
    assert proxy.requests[0].target == "http://dss.invalid:11200/dip/publicapi/admin/groups/"
    assert proxy.requests[0].headers["proxy-authorization"] == "Basic dXNAZXI6cHc="


async def test_refused_connection_says_so_in_words_of_the_system() -> None:
    with serving([CLOSE]) as server:
        pass
    async with client_of(server) as client:
        with pytest.raises(DSSConnectionError) as caught:
            await client.list_groups()
    why = f"[Errno {errno.ECONNREFUSED}] {os.strerror(errno.ECONNREFUSED)}"
    assert str(caught.value) == f"GET /admin/groups/ could not connect to {server.url}: {why}"
    assert type(caught.value) is DSSConnectionError
    twin = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes
    assert (type(twin), str(twin), twin.never_sent) == (DSSConnectionError, str(caught.value), True)


async def test_broken_connection_may_have_been_used() -> None:
    with serving([CLOSE]) as server:
        async with client_of(server) as client:
            with pytest.raises(DSSConnectionError, match="lost its connection") as caught:
                await client.list_groups()
    assert not caught.value.never_sent


async def test_silence_is_told_without_objects_of_the_library() -> None:
    with serving([SILENCE]) as server:
        async with client_of(server, timeout=0.1) as client:
            with pytest.raises(DSSTimeoutError, match="took too long") as caught:
                await client.list_groups()
    assert "Pool(" not in str(caught.value)
    assert type(caught.value) is DSSTimeoutError


async def test_proxy_that_opens_no_tunnel_is_a_connection_never_made() -> None:
    with serving([answer(b"no", 403), CLOSE]) as proxy:
        client = AsyncDSSClient("https://dss.invalid:11200", "key", retries=ONCE)
        client._session.proxies = {"https": proxy.url}
        async with client:
            with pytest.raises(DSSConnectionError, match="could not connect"):
                await client.list_groups()
    assert proxy.requests[0].method == "CONNECT"


async def test_long_header_of_an_answer_is_read() -> None:
    with serving([answer(b"[]", headers={"X-Long": "x" * 30_000})]) as server:
        async with client_of(server) as client:
            stream = await client._perform_raw("GET", "/x")
            assert len(stream.headers["x-long"]) == 30_000
            await stream.close()


async def test_text_is_read_in_the_encoding_that_it_names() -> None:
    latin = answer("é".encode("latin-1"), headers={"Content-Type": "text/plain; charset=latin-1"})
    unknown = answer("é".encode(), headers={"Content-Type": "text/plain; charset=none"})
    with serving([latin], [unknown]) as server:
        async with client_of(server) as client:
            assert await client._perform_text("GET", "/x") == "é"
            assert await client._perform_text("GET", "/x") == "é"
