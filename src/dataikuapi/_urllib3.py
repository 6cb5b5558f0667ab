"""Sync calls are carried by urllib3."""

from __future__ import annotations

import io
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from functools import lru_cache
from http.client import HTTPConnection as PlainConnection
from http.client import HTTPResponse
from typing import TYPE_CHECKING, Any, Literal, cast
from urllib.parse import urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    DecodeError,
    EmptyPoolError,
    HTTPError,
    IncompleteRead,
    InvalidChunkLength,
    NewConnectionError,
    ProtocolError,
    ProxyError,
    ReadTimeoutError,
)
from urllib3.util import Retry, Timeout, make_headers

from dataikuapi._fate import Fate
from dataikuapi._session import Session, tls_context
from dataikuapi._sockets import socket_options
from dataikuapi._wire import MAX_CONNECTIONS, PIECE, Wire

if TYPE_CHECKING:
    from urllib3.response import BaseHTTPResponse

# urllib3 has no limit on writing; it is handed to the connection past it, which is used by one
# thread at a time.
_WRITE = threading.local()
_NO_DELAY = (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
# What urllib3 makes of False, with every call.
_NO_RETRIES = Retry.from_int(False, redirect=False)
# Whoever reads in small pieces takes them from the memory.
LEAST = 64 * 1024


class _Connecting:
    """Tells failures before the request was sent from those after, and limits writing."""

    if TYPE_CHECKING:
        sock: Any
        timeout: float | None

    # Past urllib3's, which looks at each header for its mark of one to leave out: never ours.
    putheader = PlainConnection.putheader

    def connect(self) -> None:
        try:
            super().connect()  # type: ignore[misc]  (it stands before a class of urllib3)
        except TimeoutError as error:
            # Without the connection, which urllib3 would name here: Dask pickles causes.
            raise ConnectTimeoutError(f"no connection in time: {error}") from error
        except (OSError, ValueError) as error:
            # TLS and proxies included; a certificate that does not fit is a ValueError.
            raise NewConnectionError(self, str(error)) from error  # type: ignore[arg-type]  (of urllib3, once mixed in)

    def request(self, *args: Any, **options: Any) -> None:
        if self.sock is None:
            self.connect()
        self.timeout = _WRITE.limit
        super().request(*args, **options)  # type: ignore[misc]  (it stands before a class of urllib3)


class _Head:
    """The file of an answer while its head is read, which may take the limit on silence once more.

    Without it each single byte could: 100 headers of 64 kB are years.
    """

    def __init__(self, sock: socket.socket, file: io.BufferedReader, limit: float) -> None:
        self._sock = sock
        self._file = file
        self._limit = limit
        self._end = self._asked = 0.0
        self.hurried = False
        self.close = file.close

    def readline(self, size: int) -> bytes:
        """A line, at most `size` bytes of it.

        Raises:
            TimeoutError: the head is not there in time.
        """
        pieces: list[bytes] = []
        while size > 0:
            # Reads from the socket at most once.
            found = self._file.peek(1)
            self._check()
            until = found.find(b"\n") + 1
            piece = self._file.read(min(until or len(found), size))
            pieces.append(piece)
            size -= len(piece)
            if until or not piece:
                break
        return b"".join(pieces)

    def _check(self) -> None:
        now = time.monotonic()
        if not self._end:
            self._end, self._asked = now + self._limit, now
        if now >= self._end:
            raise TimeoutError("the head of the answer comes too slowly")
        # Ordinary heads are here by now: this is not done for them.
        if now > self._asked + self._limit / 100:
            self._asked, self.hurried = now, True
            self._sock.settimeout(self._end - now)


class _Answer(HTTPResponse):
    """An answer whose head comes within a limit, however small its pieces are."""

    def __init__(
        self, sock: Any, debuglevel: int = 0, method: str | None = None, url: str | None = None
    ) -> None:
        super().__init__(sock, debuglevel, method, url)
        self._sock: socket.socket | None = sock

    def begin(self) -> None:
        sock, self._sock = self._sock, None
        limit = sock.gettimeout() if sock is not None else None
        if sock is None or limit is None:
            super().begin()
            return
        file: Any = self.fp
        # Nearly always all of it is there at once, and nothing has to be watched.
        found = file.peek(1)
        if b"\r\n\r\n" in found and found[9:10] != b"1":
            super().begin()
            return
        head: Any = _Head(sock, file, limit)
        self.fp = head
        try:
            super().begin()
        finally:
            # None where the head was none and all was closed.
            if self.fp is head:
                self.fp = file
        if head.hurried:
            sock.settimeout(limit)


class _Plain(_Connecting, HTTPConnection):
    response_class = _Answer


class _Secure(_Connecting, HTTPSConnection):
    response_class = _Answer

    def connect(self) -> None:
        super().connect()
        # Asked before it warns, once a connection; whoever turned checks off was warned already.
        self.is_verified = True


class _Wide:
    """A socket whose answers are read from the system in pieces as large as ours."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock

    def makefile(self, mode: Literal["rb"]) -> io.IOBase:
        return self._sock.makefile(mode, PIECE)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


class _WideAnswer(_Answer):
    """An answer of a stream: the 8 kB of the standard library cost half of a download's time."""

    def __init__(self, sock: socket.socket, *args: Any, **options: Any) -> None:
        super().__init__(cast("socket.socket", _Wide(sock)), *args, **options)


class _PlainStream(_Plain):
    response_class = _WideAnswer


class _SecureStream(_Secure):
    response_class = _WideAnswer


class _PlainPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Plain  # type: ignore[assignment]  (typed as exactly the class of urllib3)


class _SecurePool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _Secure  # type: ignore[assignment]  (typed as exactly the class of urllib3)


class _PlainStreams(urllib3.HTTPConnectionPool):
    ConnectionCls = _PlainStream  # type: ignore[assignment]  (typed as exactly the class of urllib3)


class _SecureStreams(urllib3.HTTPSConnectionPool):
    ConnectionCls = _SecureStream  # type: ignore[assignment]  (typed as exactly the class of urllib3)


_POOLS = {"http": _PlainPool, "https": _SecurePool}
_STREAMS = {"http": _PlainStreams, "https": _SecureStreams}


class Answer:
    """An answer whose body is still on its way.

    Attributes:
        status_code: HTTP status.
        headers: headers, by name in any case.
    """

    def __init__(self, response: BaseHTTPResponse) -> None:
        self.status_code: int = response.status
        self.headers: Mapping[str, str] = response.headers
        self._response = response
        self._sized = "Content-Length" in response.headers
        self._chunks: Iterator[bytes] | None = None
        if getattr(response, "chunked", False):
            self._chunks = response.stream(PIECE, decode_content=True)

    def read(self) -> bytes:
        """All that is left of the body; the connection is free again."""
        return self._response.read(decode_content=True)

    def piece(self, wanted: int) -> bytes:
        """The next bytes of the body, about as many as wanted; empty at the end."""
        if self._chunks is not None:
            return next(self._chunks, b"")
        if self._sized:
            return self._response.read(max(wanted, LEAST), decode_content=True)
        # The end may be far: nothing is waited for once something is there.
        return self._response.read1(PIECE, decode_content=True)

    def close(self) -> None:
        """Frees the connection; it is closed unless the body was read to its end."""
        self._response.close()
        self._response.release_conn()


class Carrier:
    """Connections to one origin."""

    def __init__(self, session: Session, origin: str, proxy: str | None, *, stream: bool) -> None:
        parts = urlsplit(origin)
        options: dict[str, Any] = {
            "maxsize": MAX_CONNECTIONS,
            # Streams that nobody closes must not stop the next ones.
            "block": not stream,
            "socket_options": [_NO_DELAY, *socket_options()],
        }
        if parts.scheme == "https":
            options["ssl_context"] = tls_context(session)
        self._manager = self._pool = None
        pools = _STREAMS if stream else _POOLS
        if proxy is not None:
            self._manager = _proxied(session, proxy, options)
            self._manager.pool_classes_by_scheme = pools
            return
        self._pool = pools[parts.scheme](parts.hostname or "", parts.port, **options)

    def send(self, wire: Wire) -> Answer:
        """Sends a request and reads the head of the answer."""
        limits = wire.limits
        _WRITE.limit = limits.write
        options: dict[str, Any] = {
            "body": wire.content,
            "headers": wire.headers,
            "retries": _NO_RETRIES,
            "redirect": False,
            "preload_content": False,
            "pool_timeout": limits.pool,
            "timeout": _timeout(limits.connect, limits.read),
        }
        try:
            if self._pool is not None:
                target = wire.url[wire.url.index("/", 8) :]
                return Answer(
                    self._pool.urlopen(wire.method, target, assert_same_host=False, **options)
                )
            assert self._manager is not None
            return Answer(self._manager.urlopen(wire.method, wire.url, **options))
        except HTTPError:
            # A body of the caller's own that can not be read is no failure of the network.
            failure = getattr(wire.content, "failure", None)
            if failure is not None:
                raise failure from None
            raise

    def close(self) -> None:
        """Closes the connections."""
        if self._pool is not None:
            self._pool.close()
        if self._manager is not None:
            self._manager.clear()


@lru_cache(maxsize=64)
def _timeout(connect: float | None, read: float | None) -> Timeout:
    return Timeout(connect=connect, read=read)


def _proxied(session: Session, proxy: str, options: dict[str, Any]) -> urllib3.ProxyManager:
    """A manager of pools behind a proxy, whose user stands in its URL."""
    parts = urlsplit(proxy)
    headers = None
    if parts.username is not None:
        from urllib.parse import unquote

        user = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers = make_headers(proxy_basic_auth=user)
    context = tls_context(session) if parts.scheme == "https" else None
    return urllib3.ProxyManager(proxy, proxy_headers=headers, proxy_ssl_context=context, **options)


def fate(error: BaseException) -> Fate | None:
    """What an exception of urllib3 says about the request.

    Args:
        error: the exception.

    Returns:
        The fate, None for an exception of something else.
    """
    if isinstance(error, ProxyError):
        return fate(error.original_error) or Fate.NOT_SENT
    if isinstance(error, NewConnectionError):
        return Fate.NOT_SENT
    if isinstance(error, (ConnectTimeoutError, EmptyPoolError)):
        return Fate.NOT_SENT_IN_TIME
    if isinstance(error, ReadTimeoutError):
        return Fate.TIMED_OUT
    if isinstance(error, (IncompleteRead, InvalidChunkLength, DecodeError)):
        return Fate.BROKEN_BODY
    if isinstance(error, ProtocolError):
        return _lost(error)
    return Fate.LOST if isinstance(error, HTTPError) else None


def words(error: BaseException) -> str:
    """What an exception of urllib3 says, without the connection or pool that it names.

    Args:
        error: the exception.

    Returns:
        The words, such as `[Errno 111] Connection refused`.
    """
    if isinstance(error, ProxyError):
        return f"{error.args[0]}: {words(error.original_error)}"
    cause = error.__cause__
    if isinstance(error, NewConnectionError) and isinstance(cause, OSError):
        return str(cause)
    # Some have the connection among their arguments, others in their text.
    *_, last = error.args or ("",)
    owner = getattr(error, "conn" if isinstance(error, NewConnectionError) else "pool", None)
    return str(last).removeprefix(f"{owner}: ")


def _lost(error: ProtocolError) -> Fate:
    cause = error.__cause__ or error.__context__
    if isinstance(cause, TimeoutError):
        return Fate.TIMED_OUT
    known = isinstance(cause, (OSError, ProtocolError)) and not isinstance(
        cause, (IncompleteRead, InvalidChunkLength)
    )
    return Fate.LOST if known else Fate.BROKEN


__all__ = ("Answer", "Carrier", "fate", "words")
