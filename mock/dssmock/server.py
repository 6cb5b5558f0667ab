"""An instance on a port: a plain ASGI application, and uvicorn in a thread to run it."""

from __future__ import annotations

import asyncio  # noqa: TID251 -- the mock is never converted to sync code
import logging
import socket
import struct
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from dssmock import errors, guard, pages
from dssmock.control import PREFIX, Control
from dssmock.http import TEXT_TYPE, Request, Response

if TYPE_CHECKING:
    from dssmock.core import DSSMock
    from dssmock.faults import Fault

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

START_TIMEOUT: Final = 10.0
STOP_TIMEOUT: Final = 5.0
KEEP_ALIVE: Final = 75
HIDDEN_HEADERS: Final = ("content-length", "transfer-encoding", "connection")

logger = logging.getLogger("dssmock")


class _Protocol(H11Protocol):
    """Shows the application the connection, so that a fault can break it."""

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self.app_state = {"connection": transport}


class Application:
    """The ASGI application of an instance.

    Args:
        dss: the instance.
        host: the address that it is served on.
    """

    def __init__(self, dss: DSSMock, host: str = "127.0.0.1") -> None:
        self._dss = dss
        self._host = host
        self._control = Control(dss)
        self._open: set[Any] = set()

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request."""
        connection = scope.get("state", {}).get("connection")
        with self._breakable(connection):
            request = await _read(scope, receive)
        if request is None:
            return
        response = self._guarded(self._dss.handle_quickly, request)
        if response is None:
            # No context is copied as to_thread does: handlers know none.
            loop = asyncio.get_running_loop()
            response = await loop.run_in_executor(None, self._guarded, self._answer, request)
            assert response is not None
        with self._breakable(connection):
            await _Sending(response, receive, send, connection).run()

    @contextmanager
    def _breakable(self, connection: Any) -> Iterator[None]:
        """Let :meth:`abort` close a connection on which something is on its way."""
        self._open.add(connection)
        try:
            yield
        finally:
            self._open.discard(connection)

    def abort(self) -> None:
        """Close the connections whose request or answer is still on its way."""
        for connection in list(self._open):
            if connection is not None:
                connection.abort()

    def _answer(self, request: Request) -> Response:
        if pages.is_page(request.path) or request.path.startswith(PREFIX):
            return self._inside(request)
        return self._dss.handle(request)

    def _guarded(
        self, answer: Callable[[Request], Response | None], request: Request
    ) -> Response | None:
        try:
            return answer(request)
        except Exception as problem:
            logger.exception("%s %s broke the mock", request.method, self._dss.shown_path(request))
            text = f"{type(problem).__name__}: {problem}"
            return Response(500, {"content-type": TEXT_TYPE}, text.encode())

    def _inside(self, request: Request) -> Response:
        """Answer what is not of DSS: the page and the control routes."""
        try:
            guard.check(request, self._host)
        except errors.DSSError as error:
            return error.response()
        if pages.is_page(request.path):
            return pages.serve(request)
        return self._control.handle(request)


async def _read(scope: MutableMapping[str, Any], receive: Receive) -> Request | None:
    """The request of a connection, or None when the client went away before its end."""
    pieces: list[bytes] = []
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        pieces.append(message.get("body", b""))
        more = message.get("more_body", False)
    path = scope.get("raw_path") or scope["path"].encode()
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    query = scope["query_string"].decode("latin-1")
    return Request(scope["method"], path.decode("latin-1"), query, headers, b"".join(pieces))


class _Sending:
    """Sends one answer, broken where its fault says so."""

    def __init__(self, response: Response, receive: Receive, send: Send, connection: Any) -> None:
        self._response = response
        self._receive = receive
        self._send = send
        self._connection = connection

    async def run(self) -> None:
        fault = self._response.fault
        if fault is None:
            await self._whole()
            return
        if fault.delay and await self._gone(fault.delay):
            return
        if fault.drop is not None:
            await self._drop(reset=fault.drop == "reset")
        elif fault.cut_body is not None or fault.stall is not None:
            await self._part(fault)
        else:
            await self._whole()

    async def _whole(self) -> None:
        content = self._response.content
        if isinstance(content, bytes):
            await self._start(len(content))
            await self._body(content, more=False)
            return
        await self._start(None)
        await self._pieces(content)
        await self._body(b"", more=False)

    async def _pieces(self, content: Iterator[bytes]) -> None:
        gone = asyncio.ensure_future(self._until_gone())
        try:
            while not gone.done():
                piece = await asyncio.to_thread(next, content, None)
                if piece is None:
                    return
                if piece:
                    await self._body(piece, more=True)
        finally:
            gone.cancel()

    async def _part(self, fault: Fault) -> None:
        content = await asyncio.to_thread(lambda: self._response.body)
        await self._start(len(content))
        end = fault.stall if fault.cut_body is None else fault.cut_body
        await self._body(content[:end], more=True)
        if fault.cut_body is not None and self._connection is not None:
            self._connection.close()
        await self._gone(None)

    async def _drop(self, *, reset: bool) -> None:
        if reset:
            linger = struct.pack("ii", 1, 0)  # closing with no time to linger sends a reset
            sock = self._connection.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self._connection.abort()
        await self._gone(None)

    async def _gone(self, timeout: float | None) -> bool:
        """Wait until the client is gone, or the time is over; tells whether it is gone."""
        try:
            await asyncio.wait_for(self._until_gone(), timeout)
        except TimeoutError:
            return False
        return True

    async def _until_gone(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass

    async def _start(self, length: int | None) -> None:
        headers = [
            (name.encode("latin-1"), value.encode("latin-1"))
            for name, value in self._response.headers.items()
            if name not in HIDDEN_HEADERS
        ]
        if length is not None:
            headers.append((b"content-length", str(length).encode()))
        await self._send(
            {"type": "http.response.start", "status": self._response.status, "headers": headers}
        )

    async def _body(self, data: bytes, *, more: bool) -> None:
        await self._send({"type": "http.response.body", "body": data, "more_body": more})


class Server:
    """An instance that listens on a port, from a thread; a context manager that stops it.

    Args:
        dss: the instance.
        host: address to listen on.
        port: port to listen on; 0 takes a free one.

    Attributes:
        dss: the instance.
        host: the address.
        port: the port.
        url: where it is reached, without a final slash.

    Raises:
        OSError: the port is taken.
        RuntimeError: the server did not start.
    """

    def __init__(self, dss: DSSMock, host: str, port: int) -> None:
        self.dss = dss
        self._application = Application(dss, host)
        self._socket = _listen(host, port)
        self.host, self.port = host, int(self._socket.getsockname()[1])
        self.url = url_of(host, self.port)
        self._server = uvicorn.Server(_config(self._application))
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._run, name="dssmock", daemon=True)
        self._thread.start()
        self._wait_started()

    def stop(self) -> None:
        """Stop listening, break what is still on its way, and wait for the thread's end."""
        self._server.should_exit = True
        if self._loop is not None and self._thread.is_alive():
            try:
                self._loop.call_soon_threadsafe(self._application.abort)
            except RuntimeError:  # pragma: no cover -- the loop ended in between
                logger.debug("the server had ended already")
        self._thread.join(STOP_TIMEOUT)

    def join(self, stopped: threading.Event | None = None) -> None:
        """Wait until the server ends.

        Args:
            stopped: wait no longer when this is set.
        """
        event = stopped or threading.Event()
        while self._thread.is_alive() and not event.wait(0.5):
            pass

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        await self._server.serve(sockets=[self._socket])

    def _wait_started(self) -> None:
        end = time.monotonic() + START_TIMEOUT
        while not self._server.started:
            if not self._thread.is_alive() or time.monotonic() > end:
                self._socket.close()
                raise RuntimeError(f"the mock did not start on {self.url}")
            time.sleep(0.005)


def url_of(host: str, port: int) -> str:
    """The URL of an address, without a final slash."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _listen(host: str, port: int) -> socket.socket:
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    # asyncio sends small pieces at once on sockets that name TCP only; else answers wait 40 ms.
    listener = socket.socket(family, kind, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
    except OSError:
        listener.close()
        raise
    return listener


def _config(application: Application) -> uvicorn.Config:
    return uvicorn.Config(
        application,
        http=_Protocol,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=1,
    )
