"""A server on a raw socket that answers well, except where it is told to go wrong."""

from __future__ import annotations

import re
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Final

CLOSE: Final = "close"
RESET: Final = "reset"
SILENCE: Final = "silence"
# Bytes to send, one of the words above, or seconds to wait.
Step = bytes | str | float
# Long enough for what was sent to be read before a reset throws it away.
MOMENT: Final = 0.02
PREFIX: Final = "/dip/publicapi"


@dataclass
class Request:
    """One request as it arrived; ``whole`` tells whether its body did."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    whole: bool = True


@dataclass
class Route:
    """What is answered to requests of one method whose path matches."""

    method: str
    path: str
    answer: bytes

    def takes(self, request: Request) -> bool:
        return request.method == self.method and bool(re.fullmatch(self.path, request.path))


@dataclass
class FaultServer:
    """What a test knows of its server.

    Attributes:
        routes: what is answered well; the first is the one that the fault hits.
        fault: the steps of the fault, or None for none.
        times: how many requests the fault hits; None for all.
        at_accept: whether it hits connections before anything is read from them.
        requests: what arrived.
        open: connections that are open now.
    """

    routes: Sequence[Route]
    fault: Sequence[Step] | None = None
    times: int | None = None
    at_accept: bool = False
    url: str = ""
    port: int = 0
    requests: list[Request] = field(default_factory=list)
    connections: int = 0
    open: int = 0
    over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def hits(self) -> list[Request]:
        """The requests for what the fault is about."""
        return [request for request in self.requests if self.routes[0].takes(request)]

    def steps(self, request: Request) -> Sequence[Step]:
        """What is played for a request."""
        with self.lock:
            if self.routes[0].takes(request) and self.spend():
                return self.fault or []
        for route in self.routes:
            if route.takes(request):
                return [route.answer]
        return [b"HTTP/1.1 404 Not here\r\nContent-Length: 0\r\n\r\n"]

    def spend(self) -> bool:
        """Whether the fault hits once more."""
        if self.fault is None or self.times == 0:
            return False
        if self.times is not None:
            self.times -= 1
        return True


def _read_request(file: socket.SocketIO) -> Request | None:
    first = file.readline().decode("latin-1").split()
    if len(first) != 3:
        return None
    headers: dict[str, str] = {}
    while line := file.readline().decode("latin-1").strip():
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    path = first[1].partition("?")[0].removeprefix(PREFIX)
    return Request(first[0], path, headers, b"", whole=False)


def _read_body(file: socket.SocketIO, request: Request) -> None:
    if request.headers.get("transfer-encoding") == "chunked":
        while size := int(file.readline().strip() or b"0", 16):
            request.body += file.read(size) or b""
            file.readline()
        file.readline()
    else:
        length = int(request.headers.get("content-length", "0"))
        request.body = file.read(length) or b""
        if len(request.body) < length:
            return
    request.whole = True


def reset(connection: socket.socket) -> None:
    """Makes closing it tell the other side that all is lost."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _play(server: FaultServer, connection: socket.socket, steps: Sequence[Step]) -> bool:
    """Plays the steps; tells whether the connection goes on."""
    for step in steps:
        if isinstance(step, bytes):
            connection.sendall(step)
        elif isinstance(step, float):
            server.over.wait(step)
        elif step == SILENCE:
            _until_gone(server, connection)
            return False
        else:
            if step == RESET:
                time.sleep(MOMENT)
                reset(connection)
            return False
    return True


def _until_gone(server: FaultServer, connection: socket.socket) -> None:
    """Says nothing until the other side leaves or the test is over."""
    connection.settimeout(0.05)
    while not server.over.is_set():
        try:
            if not connection.recv(65536):
                return
        except TimeoutError:
            continue


def _converse(server: FaultServer, connection: socket.socket) -> None:
    with connection, connection.makefile("rb") as file:
        if server.at_accept and server.spend():
            _play(server, connection, server.fault or [])
            return
        while (request := _read_request(file)) is not None:  # type: ignore[arg-type]  (makefile is typed for all modes)
            server.requests.append(request)
            _read_body(file, request)  # type: ignore[arg-type]  (makefile is typed for all modes)
            if not _play(server, connection, server.steps(request)):
                return


def _serve(
    server: FaultServer, connection: socket.socket, tls: Callable[[], ssl.SSLContext] | None
) -> None:
    with server.lock:
        server.connections += 1
        server.open += 1
    try:
        # The client may go away at any moment, and not like a certificate.
        with suppress(OSError, ValueError):
            connection.settimeout(20)
            if tls is not None:
                connection = tls().wrap_socket(connection, server_side=True)
            _converse(server, connection)
    finally:
        connection.close()
        with server.lock:
            server.open -= 1


class _Listening:
    """Accepts connections on one port until it is told to stop."""

    def __init__(
        self, server: FaultServer, tls: Callable[[], ssl.SSLContext] | None, port: int = 0
    ) -> None:
        self._server, self._tls = server, tls
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", port), backlog=256)
        self.port: int = self._listener.getsockname()[1]
        self._acceptor = threading.Thread(target=self._accept, daemon=True)
        self._acceptor.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(
                target=_serve, args=(self._server, connection, self._tls), daemon=True
            )
            self._threads.append(thread)
            thread.start()

    def stop(self) -> None:
        self._server.over.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._acceptor.join(5)
        for thread in self._threads:
            thread.join(5)


@contextmanager
def serving(
    server: FaultServer, *, tls: Callable[[], ssl.SSLContext] | None = None, refusing: bool = False
) -> Iterator[Callable[[], None]]:
    """Runs a server on a free port of the loopback interface.

    Args:
        server: what it answers; its URL and port are filled in.
        tls: makes the certificate of a connection.
        refusing: whether its port refuses connections at first.

    Yields:
        A function that ends the refusal, if the fault is not for ever.
    """
    listening: list[_Listening] = []
    if refusing:
        with socket.create_server(("127.0.0.1", 0)) as free:
            server.port = free.getsockname()[1]
    else:
        listening.append(_Listening(server, tls))
        server.port = listening[0].port
    host = "localhost" if tls is not None else "127.0.0.1"
    server.url = f"{'https' if tls is not None else 'http'}://{host}:{server.port}"

    def mend() -> None:
        if refusing and server.times is not None and not listening:
            server.fault = None
            listening.append(_Listening(server, tls, server.port))

    try:
        yield mend
    finally:
        server.over.set()
        for one in listening:
            one.stop()
