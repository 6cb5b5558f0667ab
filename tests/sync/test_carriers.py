# Derived by `tox -e generate` from tests/aio/test_carriers.py. Do not edit.
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
    _http,
)
from dataikuapi.dssclient import DSSClient
from tests.servers import CLOSE, SILENCE, Server, answer, serving

ONCE = RetryPolicy(tries=1)
CHUNKED = {"Transfer-Encoding": "chunked"}


def client_of(server: Server, **options: Any) -> DSSClient:
    return DSSClient(server.url, "key", retries=ONCE, **options)


def test_connection_is_used_again() -> None:
    with serving([answer(b"[]")]) as server:
        with client_of(server) as client:
            for _ in range(5):
                client.list_groups()
            (client._perform_raw("GET", "/x")).read()
            (client._perform_raw("GET", "/x")).read()
    assert len(server.requests) == 7
    assert server.connections == 2


def test_stream_closed_early_does_not_spoil_the_next_one() -> None:
    with serving([answer(b"x" * 100_000)]) as server:
        with client_of(server) as client:
            for _ in range(3):
                with client._perform_raw("GET", "/x") as stream:
                    assert stream.read(10) == b"x" * 10
            stream = client._perform_raw("GET", "/x")
            assert len(stream.read()) == 100_000


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(b'["a"]')),
        ("deflate", zlib.compress(b'["a"]')),
        ("identity", b'["a"]'),
    ],
)
def test_compressed_answer_is_unpacked(encoding: str, body: bytes) -> None:
    with serving([answer(body, headers={"Content-Encoding": encoding})]) as server:
        with client_of(server) as client:
            assert client._perform_json("GET", "/x") == ["a"]
            stream = client._perform_raw("GET", "/x")
            assert [piece for piece in stream.iter_content(2)] == [b'["', b'a"', b"]"]
    assert server.requests[0].headers["accept-encoding"] == "gzip, deflate"


def chunked(body: bytes) -> bytes:
    """A body of one chunk."""
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


@pytest.mark.parametrize("headers", [None, CHUNKED])
def test_body_that_fills_the_memory_is_refused(
    monkeypatch: pytest.MonkeyPatch, headers: dict[str, str] | None
) -> None:
    monkeypatch.setattr(_http, "MAX_BODY", 1000)
    large, fits = (b"[" + b" " * size + b"]" for size in (999, 998))
    for body, works in ((fits, True), (large, False)):
        sent = answer(chunked(body) if headers else body, headers=headers)
        with serving([sent]) as server:
            with client_of(server) as client:
                if works:
                    assert client.list_groups() == []
                    continue
                with pytest.raises(DSSDataError, match=r"GET \S+ answered more than 1000 bytes"):
                    client.list_groups()


@pytest.mark.parametrize("headers", [None, CHUNKED])
def test_error_is_read_to_some_length_only(
    monkeypatch: pytest.MonkeyPatch, headers: dict[str, str] | None
) -> None:
    monkeypatch.setattr(_http, "MAX_ERROR", 1000)
    body = b"x" * 3_000_000
    sent = answer(chunked(body) if headers else body, 400, headers=headers)
    with serving([sent]) as server:
        with client_of(server) as client:
            with pytest.raises(DSSBadRequest) as raised:
                client.list_groups()
    assert len(str(raised.value.body)) <= 1000


def test_broken_compression_is_a_data_error() -> None:
    with serving([answer(b"no gzip at all", headers={"Content-Encoding": "gzip"})]) as server:
        with client_of(server) as client:
            with pytest.raises(DSSDataError, match="broken or short"):
                client._perform_json("GET", "/x")


@pytest.mark.parametrize(
    "script",
    [
        [answer(b"[1", length=10), CLOSE],
        [answer(b"5\r\n[1,2", headers=CHUNKED), CLOSE],
        [answer(b"4\r\n[1,2\r\n", headers=CHUNKED), CLOSE],
    ],
)
def test_short_body_is_a_data_error(script: list[bytes | str]) -> None:
    with serving(script) as server:
        with client_of(server) as client:
            with pytest.raises(DSSDataError, match="broken or short"):
                client._perform_json("GET", "/x")
            stream = client._perform_raw("GET", "/x")
            with pytest.raises(DSSDataError, match="broken or short"):
                stream.read()


def test_what_is_no_http_is_a_lost_connection() -> None:
    with serving([b"SSH-2.0-OpenSSH\r\n", CLOSE]) as server:
        with client_of(server) as client:
            with pytest.raises(DSSConnectionError, match="lost its connection"):
                client.list_groups()


def test_body_without_a_frame_is_given_as_it_comes() -> None:
    head = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
    with serving([head + b"first", SILENCE]) as server:
        with client_of(server, timeout=0.3) as client:
            stream = client._perform_raw("GET", "/x")
            pieces = stream.iter_content(None)
            assert next(pieces) == b"first"
            with pytest.raises(DSSTimeoutError, match="took too long"):
                next(pieces)


def test_interim_answer_is_passed_over() -> None:
    with serving([b"HTTP/1.1 100 Continue\r\n\r\n" + answer(b"[]")]) as server:
        with client_of(server) as client:
            assert client._perform_json("POST", "/x", body={}) == []


@pytest.mark.parametrize("large", [b"x" * 5_000_000, b"x" * 70_000, b""])
def test_body_of_any_size_arrives_with_its_length(large: bytes) -> None:
    with serving([answer()]) as server:
        with client_of(server) as client:
            client._perform_json("POST", "/x", raw_body=large)
    assert server.requests[0].body == large
    assert server.requests[0].headers["content-length"] == str(len(large))


def test_failure_of_the_callers_own_body_is_raised_as_it_is() -> None:
    def broken() -> Iterator[bytes]:
        yield b"x" * 1000
        raise OSError("disk of the caller")

    with serving([answer()]) as server:
        with client_of(server) as client:
            with pytest.raises(OSError, match="disk of the caller"):
                client._perform_json("POST", "/x", raw_body=broken())


def test_cookies_of_a_balancer_are_sent_back() -> None:
    first = answer(b"[]", headers={"Set-Cookie": "node=7; Path=/"})
    with serving([first], [answer(b"[]")]) as server:
        with client_of(server) as client:
            client.list_groups()
            client.list_groups()
            client._perform_json("GET", "/x", headers={"Cookie": "own=1"})
    cookies = [request.headers.get("cookie") for request in server.requests]
    assert cookies == [None, "node=7", "own=1"]


def test_proxy_gets_its_user_and_the_whole_address() -> None:
    with serving([answer(b"[]")]) as proxy:
        client = DSSClient("http://dss.invalid:11200", "key", retries=ONCE)
        client._session.proxies = {"http": proxy.url.replace("//", "//us%40er:pw@")}
        with client:
            assert client.list_groups() == []
    assert proxy.requests[0].target == "http://dss.invalid:11200/dip/publicapi/admin/groups/"
    assert proxy.requests[0].headers["proxy-authorization"] == "Basic dXNAZXI6cHc="


def test_refused_connection_says_so_in_words_of_the_system() -> None:
    with serving([CLOSE]) as server:
        pass
    with client_of(server) as client:
        with pytest.raises(DSSConnectionError) as caught:
            client.list_groups()
    why = f"[Errno {errno.ECONNREFUSED}] {os.strerror(errno.ECONNREFUSED)}"
    assert str(caught.value) == f"GET /admin/groups/ could not connect to {server.url}: {why}"
    assert type(caught.value) is DSSConnectionError
    twin = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes
    assert (type(twin), str(twin), twin.never_sent) == (DSSConnectionError, str(caught.value), True)


def test_broken_connection_may_have_been_used() -> None:
    with serving([CLOSE]) as server:
        with client_of(server) as client:
            with pytest.raises(DSSConnectionError, match="lost its connection") as caught:
                client.list_groups()
    assert not caught.value.never_sent


def test_silence_is_told_without_objects_of_the_library() -> None:
    with serving([SILENCE]) as server:
        with client_of(server, timeout=0.1) as client:
            with pytest.raises(DSSTimeoutError, match="took too long") as caught:
                client.list_groups()
    assert "Pool(" not in str(caught.value)
    assert type(caught.value) is DSSTimeoutError


def test_proxy_that_opens_no_tunnel_is_a_connection_never_made() -> None:
    with serving([answer(b"no", 403), CLOSE]) as proxy:
        client = DSSClient("https://dss.invalid:11200", "key", retries=ONCE)
        client._session.proxies = {"https": proxy.url}
        with client:
            with pytest.raises(DSSConnectionError, match="could not connect"):
                client.list_groups()
    assert proxy.requests[0].method == "CONNECT"


def test_long_header_of_an_answer_is_read() -> None:
    with serving([answer(b"[]", headers={"X-Long": "x" * 30_000})]) as server:
        with client_of(server) as client:
            stream = client._perform_raw("GET", "/x")
            assert len(stream.headers["x-long"]) == 30_000
            stream.close()


def test_text_is_read_in_the_encoding_that_it_names() -> None:
    latin = answer("é".encode("latin-1"), headers={"Content-Type": "text/plain; charset=latin-1"})
    unknown = answer("é".encode(), headers={"Content-Type": "text/plain; charset=none"})
    with serving([latin], [unknown]) as server:
        with client_of(server) as client:
            assert client._perform_text("GET", "/x") == "é"
            assert client._perform_text("GET", "/x") == "é"
