"""An instance on a port, over real sockets."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import httpx
import pytest

from dssmock import core
from dssmock.core import Binary, Call, DSSMock
from dssmock.server import Server, _Protocol, url_of
from tests.mock.tiny import make_mock


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with make_mock().serve() as server:
        yield server


@pytest.fixture
def mock(server: Server) -> DSSMock:
    server.dss.reset()
    return server.dss


@pytest.fixture
def client(server: Server, mock: DSSMock) -> Iterator[httpx.Client]:
    base = f"{server.url}/public/api"
    with httpx.Client(base_url=base, auth=("admin-key", ""), trust_env=False) as client:
        yield client


def test_port_answers_as_the_process_does(client: httpx.Client, mock: DSSMock) -> None:
    answer = client.post("/things/", json={"id": "a/b"})
    assert answer.json() == {"id": "a/b"}
    assert answer.headers["content-type"] == "application/json;charset=utf-8"
    assert answer.headers["dss-version"] == "15.2.0"
    assert "server" not in answer.headers
    assert client.get("/things/a%2Fb").json() == {"id": "a/b"}
    assert mock.calls[-1].path == "/things/a%2Fb"


def test_empty_and_error_answers_arrive(client: httpx.Client) -> None:
    client.post("/things/", json={"id": "a"})
    answer = client.delete("/things/a")
    assert (answer.status_code, answer.content) == (200, b"")
    assert client.get("/things/a").status_code == 404
    assert client.head("/things/a").status_code == 405


def test_answers_are_sent_at_once(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Head and body leave in two pieces; the second must not wait for the first's receipt."""
    seen: list[int] = []
    made = _Protocol.connection_made

    def watched(self: _Protocol, transport: Any) -> None:
        connection = transport.get_extra_info("socket")
        seen.append(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        made(self, transport)

    monkeypatch.setattr(_Protocol, "connection_made", watched)
    assert client.get("/things/").status_code == 200
    assert seen == [1]


def test_bodies_stream_both_ways(client: httpx.Client) -> None:
    pieces = (bytes([number]) * 70_000 for number in range(20))
    assert client.post("/things/a/files/f", content=pieces).status_code == 200
    answer = client.get("/things/a/files/f")
    assert answer.headers["transfer-encoding"] == "chunked"
    assert answer.content == b"".join(bytes([number]) * 70_000 for number in range(20))


def test_multipart_arrives(client: httpx.Client) -> None:
    files = {"file": ("x.zip", b"\x00" * 100_000)}
    assert client.post("/things/actions/upload", files=files).json()["size"] == 100_000


def test_one_slow_request_holds_no_other(client: httpx.Client, mock: DSSMock) -> None:
    held, go = threading.Event(), threading.Event()

    def pieces() -> Iterator[bytes]:
        held.set()
        go.wait(5)
        yield b"late"

    def slow(call: Call) -> Binary:
        return Binary(pieces())

    usual = mock.handlers
    mock.handlers = {**usual, "thing_read": slow}
    try:
        with client.stream("GET", "/things/a/files/f") as answer:
            assert held.wait(5)
            assert client.get("/things/").status_code == 200
            go.set()
            assert answer.read() == b"late"
    finally:
        mock.handlers = usual


def test_short_read_needs_no_thread(
    client: httpx.Client, mock: DSSMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unless it was slow the last time, or changes something."""
    threads: list[str] = []

    def note(call: Call) -> Any:
        threads.append(threading.current_thread().name)
        return []

    monkeypatch.setattr(mock, "handlers", {**mock.handlers, "thing_list": note, "thing_many": note})
    monkeypatch.setattr(core, "QUICK_MS", float("inf"))
    client.get("/things/")  # the one before it may have been slow
    threads.clear()
    client.get("/things/")
    monkeypatch.setattr(core, "QUICK_MS", -1.0)
    client.get("/things/")
    client.get("/things/")
    monkeypatch.setattr(core, "QUICK_MS", float("inf"))
    client.get("/things/")
    client.post("/things/actions/many", json=["a"])
    client.get("/things/")
    assert [name == "dssmock" for name in threads] == [True, True, False, False, False, True]


def test_read_holds_up_no_page_while_it_waits_for_a_long_request(
    client: httpx.Client, server: Server, mock: DSSMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, go = threading.Event(), threading.Event()

    def slow(call: Call) -> Any:
        held.set()
        go.wait(5)
        return {"id": "a"}

    monkeypatch.setattr(mock, "handlers", {**mock.handlers, "thing_many": slow})
    statuses: list[int] = []

    def send(method: str, path: str) -> None:
        statuses.append(client.request(method, path, json=["a"]).status_code)

    writing = threading.Thread(target=send, args=("POST", "/things/actions/many"))
    writing.start()
    assert held.wait(5)
    reading = threading.Thread(target=send, args=("GET", "/things/a"))
    reading.start()
    assert httpx.get(server.url, trust_env=False).status_code == 200
    assert not statuses
    go.set()
    writing.join(5)
    reading.join(5)
    assert sorted(statuses) == [200, 404]


def test_stream_ends_when_the_client_leaves(client: httpx.Client, mock: DSSMock) -> None:
    closed = threading.Event()

    def pieces() -> Iterator[bytes]:
        try:
            while True:
                yield b"x" * 10_000
        finally:
            closed.set()

    usual = mock.handlers
    mock.handlers = {**usual, "thing_read": lambda call: Binary(pieces())}
    try:
        with client.stream("GET", "/things/a/files/f") as answer:
            assert next(answer.iter_raw())
        assert closed.wait(5)
    finally:
        mock.handlers = usual


def test_defect_is_a_500_that_says_what_is_wrong(
    client: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.CRITICAL, logger="dssmock"):
        answer = client.get("/things/actions/wrong")
    assert answer.status_code == 500
    assert "thing_wrong breaks the document" in answer.text


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ({"drop": True}, httpx.RemoteProtocolError),
        ({"drop": "after"}, httpx.RemoteProtocolError),
        ({"drop": "reset"}, httpx.ReadError),
        ({"cut_body": 3}, httpx.RemoteProtocolError),
        ({"stall": 3}, httpx.ReadTimeout),
        ({"delay": 5.0}, httpx.ReadTimeout),
    ],
)
def test_faults_break_real_connections(
    client: httpx.Client, mock: DSSMock, fault: dict[str, Any], kind: type[Exception]
) -> None:
    mock.faults.add(**fault)
    with pytest.raises(kind):
        client.get("/things/actions/log", timeout=0.2)
    assert client.get("/things/actions/log").status_code == 200


def test_cut_body_announces_the_whole(server: Server, mock: DSSMock) -> None:
    mock.faults.add(cut_body=3)
    with socket.create_connection((server.host, server.port), 5) as raw:
        raw.sendall(
            b"GET /public/api/things/actions/log HTTP/1.1\r\nHost: x\r\n"
            b"Authorization: Bearer admin-key\r\n\r\n"
        )
        received = b"".join(iter(lambda: raw.recv(4096), b""))
    head, _, body = received.partition(b"\r\n\r\n")
    assert b"content-length: 7" in head.lower()
    assert body == b"l\xc3\xad"


def test_delay_answers_late(client: httpx.Client, mock: DSSMock) -> None:
    mock.faults.add(delay=0.05)
    assert client.get("/things/").elapsed.total_seconds() >= 0.05


def test_client_that_leaves_in_its_body_is_no_call(server: Server, mock: DSSMock) -> None:
    with socket.create_connection((server.host, server.port), 5) as raw:
        raw.sendall(b"POST /public/api/things/ HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{")
        raw.shutdown(socket.SHUT_WR)
        assert raw.recv(4096) == b""
    assert mock.calls == []


def test_stop_loses_the_connection_of_a_slow_upload() -> None:
    mock = make_mock()
    server = mock.serve()
    with socket.create_connection((server.host, server.port), 5) as raw:
        raw.sendall(b"POST /public/api/things/ HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n")
        raw.sendall(b"Expect: 100-continue\r\n\r\n")
        assert raw.recv(4096).startswith(b"HTTP/1.1 100"), "it is being read"
        raw.sendall(b"{")
        server.stop()
        with suppress(ConnectionResetError):
            assert raw.recv(4096) == b""
    assert mock.calls == []


def test_stop_frees_the_port_and_breaks_what_stalls() -> None:
    mock = make_mock()
    server = mock.serve()
    mock.faults.add(stall=1, times=None)
    with httpx.Client(auth=("admin-key", ""), trust_env=False, timeout=30) as client:
        with client.stream("GET", f"{server.url}/public/api/things/") as answer:
            pieces = answer.iter_raw()
            assert next(pieces) == b"["
            server.stop()
            with pytest.raises(httpx.TransportError):
                next(pieces)
        with pytest.raises(httpx.ConnectError):
            client.get(server.url)
    server.stop()
    with mock.serve(server.port) as again:
        assert again.port == server.port


def test_join_waits_for_the_end() -> None:
    server = make_mock().serve()
    waiting = threading.Thread(target=server.join)
    waiting.start()
    assert waiting.is_alive()
    server.stop()
    waiting.join(5)
    assert not waiting.is_alive()


def test_server_that_does_not_start_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    async def serve(self: Any, sockets: Any) -> None:
        return None

    monkeypatch.setattr("uvicorn.Server.serve", serve)
    with pytest.raises(RuntimeError, match=r"did not start on http://127\.0\.0\.1:"):
        make_mock().serve()


def test_taken_port_is_refused(server: Server) -> None:
    with pytest.raises(OSError, match="in use"):
        make_mock().serve(server.port)


def test_url_names_host_and_port(server: Server) -> None:
    assert server.url == f"http://127.0.0.1:{server.port}"
    assert url_of("::1", 80) == "http://[::1]:80"
