"""Async calls are carried by aiohttp, on the event loops of the standard library."""

from __future__ import annotations

import asyncio  # noqa: TID251 - aiohttp knows no other loop; this module has no sync twin
import builtins
import math
import os
import re
import socket
import weakref
from collections.abc import AsyncIterator, Coroutine, Mapping
from functools import lru_cache
from typing import Any, TypeVar

import aiohttp
from aiohttp.http_exceptions import BadHttpMessage, BadHttpMethod, BadStatusLine
from yarl import URL

from dataikuapi._fate import Fate
from dataikuapi._session import Session, tls_context
from dataikuapi._sockets import socket_options
from dataikuapi._wire import MAX_CONNECTIONS, MAX_HEADER, Limits, Wire

T = TypeVar("T")
# As in: Response payload is not completed: <...>. ConnectionResetError(104, ...)
_BROKEN_BY = re.compile(r"\. (\w+)\([^(]*\)\Z")
# How much of an answer may wait for its reader.
BUFFER = 256 * 1024
# A body up to this size fits into the buffers of the loop and the system at once.
AT_ONCE = 64 * 1024


class AsyncAnswer:
    """An answer whose body is still on its way.

    Attributes:
        status_code: HTTP status.
        headers: headers, by name in any case.
    """

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self.status_code: int = response.status
        self.headers: Mapping[str, str] = response.headers
        self._response = response

    async def read(self) -> bytes:
        """All that is left of the body; the connection is free again."""
        return await self._response.read()

    async def piece(self, wanted: int) -> bytes:
        """The next bytes of the body as they come, whatever is wanted; empty at the end."""
        return await self._response.content.readany()

    async def close(self) -> None:
        """Frees the connection; it is closed unless the body was read to its end."""
        if self._response.content.at_eof():
            self._response.release()
        else:
            self._response.close()


class AsyncCarrier:
    """Connections to one origin, on the loop that runs."""

    def __init__(self, session: Session, origin: str, proxy: str | None, *, stream: bool) -> None:
        secure = origin.startswith("https:")
        connector = aiohttp.TCPConnector(
            limit=0 if stream else MAX_CONNECTIONS,
            ssl=tls_context(session) if secure or (proxy or "").startswith("https:") else False,
            socket_factory=_socket,
        )
        self._proxy = proxy
        self._heads = _Heads()
        # aiohttp gives a connection that becomes free to whoever asks next, so that a task which
        # makes one call after the other would keep it, and others would wait without end.
        self._turns = None if stream else asyncio.Semaphore(MAX_CONNECTIONS)
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
            skip_auto_headers=("Content-Type",),
            read_bufsize=BUFFER,
            max_line_size=MAX_HEADER,
            max_field_size=MAX_HEADER,
        )
        # aiohttp would repeat some requests by itself, even those that DSS does not take twice. It
        # has no other switch; its own test client uses this one.
        setattr(self._session, "_retry_connection", False)  # noqa: B010 - as the checker wants it
        # A client that is forgotten closes its connections without a warning, as a sync one does.
        self._forgotten = weakref.finalize(self, _forget, self._session)

    async def send(self, wire: Wire) -> AsyncAnswer:
        """Sends a request and reads the head of the answer."""
        content = wire.content
        limits = wire.limits
        try:
            if content is None or (isinstance(content, bytes) and len(content) <= AT_ONCE):
                head = _head_limit(limits.connect, limits.read, limits.pool)
                return await self._heads.within(head, self._send(wire, content))
            async with asyncio.timeout(None) as scope:
                return await self._send(wire, _watched(content, scope, limits))
        except Exception as error:
            # A body of the caller's own that can not be read is no failure of the network.
            failure = getattr(wire.content, "failure", None)
            if failure is not None:
                raise failure from None
            # Errors of aiohttp are of other classes: this is the limit on writing or on the head.
            if type(error) is TimeoutError:
                raise aiohttp.ServerTimeoutError(
                    "the request is not taken, or the head of its answer comes too slowly"
                ) from error
            raise

    async def _send(self, wire: Wire, content: Any) -> AsyncAnswer:
        if self._turns is None:
            return AsyncAnswer(await self._request(wire, content))
        await self._turn(self._turns, wire.limits.pool)
        try:
            response = await self._request(wire, content)
        except BaseException:
            self._turns.release()
            raise
        connection = response.connection
        if connection is None:
            # All of the answer is there.
            self._turns.release()
        else:
            connection.add_callback(self._turns.release)
        return AsyncAnswer(response)

    @staticmethod
    async def _turn(turns: asyncio.Semaphore, limit: float | None) -> None:
        """Waits for a connection that may be used, first come first served."""
        if not turns.locked():
            await turns.acquire()
            return
        try:
            async with asyncio.timeout(limit):
                await turns.acquire()
        except TimeoutError as error:
            raise aiohttp.ConnectionTimeoutError("no connection became free in time") from error

    async def _request(self, wire: Wire, content: Any) -> aiohttp.ClientResponse:
        limits = wire.limits
        return await self._session.request(
            wire.method,
            URL(wire.url, encoded=True),
            data=content,
            headers=_framed(wire),
            allow_redirects=False,
            timeout=_timeout(limits.connect, limits.read, limits.pool),
            proxy=self._proxy,
        )

    async def close(self) -> None:
        """Closes the connections."""
        await self._session.close()


@lru_cache(maxsize=64)
def _timeout(
    connect: float | None, read: float | None, pool: float | None
) -> aiohttp.ClientTimeout:
    known = pool is not None and connect is not None
    return aiohttp.ClientTimeout(
        total=None,
        # The wait for a connection of the pool is part of this.
        connect=(pool or 0) + (connect or 0) if known else None,
        sock_connect=connect,
        sock_read=read,
    )


class _Heads:
    """Ends calls whose answer has no whole head in time, however small its pieces are.

    One timer looks after all of them: one for each call, as `asyncio.timeout` has it, would cost
    a small call some percent of its time.
    """

    def __init__(self) -> None:
        self._ends: dict[asyncio.Task[Any], float] = {}
        self._late: set[asyncio.Task[Any]] = set()
        self.due = math.inf

    async def within(self, limit: float | None, call: Coroutine[Any, Any, T]) -> T:
        """Awaits a call.

        Args:
            limit: seconds that it may take, and an eighth of them more; None for no limit.
            call: what is awaited.

        Raises:
            TimeoutError: it took longer, and was cancelled.
        """
        task = asyncio.current_task()
        if limit is None or task is None:
            return await call
        loop = asyncio.get_running_loop()
        end = self._ends[task] = loop.time() + limit
        if end < self.due:
            self._look_later(loop, limit / 8)
        try:
            return await call
        except asyncio.CancelledError:
            # Somebody else may have cancelled it at the same moment.
            if task in self._late and task.uncancel() == 0:
                raise TimeoutError from None
            raise
        finally:
            self._late.discard(task)
            del self._ends[task]
            # An exception that the task keeps holds this frame: no cycle of the two.
            del task

    def _look_later(self, loop: asyncio.AbstractEventLoop, pause: float) -> None:
        self.due = loop.time() + pause
        # A client that is forgotten is not kept by its timer.
        reference: weakref.ref[_Heads] = weakref.ref(self)
        loop.call_later(pause, _look, reference, self.due, pause)

    def look(self, pause: float) -> None:
        """Cancels the calls that are late, and looks again while others are there.

        Args:
            pause: seconds until the next look.
        """
        loop = asyncio.get_running_loop()
        now, self.due = loop.time(), math.inf
        for task, end in self._ends.items():
            if end <= now and task not in self._late:
                self._late.add(task)
                task.cancel()
        if self._ends:
            self._look_later(loop, pause)


def _look(heads: weakref.ref[_Heads], planned: float, pause: float) -> None:
    found = heads()
    # Another look may have been planned before this one.
    if found is not None and found.due == planned:
        found.look(pause)


@lru_cache(maxsize=64)
def _head_limit(connect: float | None, read: float | None, pool: float | None) -> float | None:
    """Until when the head of an answer is there, however small the pieces it comes in are."""
    if connect is None or read is None or pool is None:
        return None
    # Silence before its first byte, and as much again for the rest.
    return pool + connect + 2 * read


def _framed(wire: Wire) -> dict[str, str]:
    """The headers, with the length of a body that is sent in pieces although it is known."""
    if isinstance(wire.content, bytes):
        return {**wire.headers, "Content-Length": str(len(wire.content))}
    return wire.headers


async def _watched(content: Any, scope: asyncio.Timeout, limits: Limits) -> AsyncIterator[bytes]:
    """Hands out a body; ends the request when a piece of it is not taken within the limit."""
    loop = asyncio.get_running_loop()
    limit = limits.write
    pieces = _cut(content) if isinstance(content, bytes) else content
    async for piece in pieces:
        if limit is not None:
            scope.reschedule(loop.time() + limit)
        yield piece
        scope.reschedule(None)
    head = _head_limit(0, limits.read, 0)
    if head is not None:
        scope.reschedule(loop.time() + head)


async def _cut(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), AT_ONCE):
        yield content[start : start + AT_ONCE]


def _socket(address: Any) -> socket.socket:
    made = socket.socket(*address[:3])
    for option in socket_options():
        made.setsockopt(*option)
    return made


def _forget(session: aiohttp.ClientSession) -> None:
    if session.closed:
        return
    closing: Coroutine[Any, Any, None] = session.close()
    try:
        # All is closed up to the first wait, which would be for the last words of TLS.
        closing.send(None)
    except (StopIteration, RuntimeError):
        pass
    finally:
        closing.close()


def fate(error: BaseException) -> Fate | None:
    """What an exception of aiohttp says about the request.

    Args:
        error: the exception.

    Returns:
        The fate, None for an exception of something else.
    """
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return Fate.NOT_SENT_IN_TIME
    if isinstance(
        error, (aiohttp.ClientConnectorError, aiohttp.ClientHttpProxyError, aiohttp.ClientSSLError)
    ):
        return Fate.NOT_SENT
    if isinstance(error, aiohttp.ServerTimeoutError):
        return Fate.TIMED_OUT
    if isinstance(error, aiohttp.ClientPayloadError):
        lost = isinstance(error.__cause__, OSError) or _tells_of_os_error(str(error))
        return Fate.LOST if lost else Fate.BROKEN_BODY
    if isinstance(error, aiohttp.ClientResponseError):
        # Past the first line, head and body are parsed together.
        cause = error.__cause__
        while cause is not None and not _is_no_http(cause):
            cause = cause.__cause__
        return Fate.BROKEN_BODY if cause is None else Fate.BROKEN
    return Fate.LOST if isinstance(error, aiohttp.ClientError) else None


def words(error: BaseException) -> str:
    """What an exception of aiohttp says, without the host and how its certificate is checked.

    Args:
        error: the exception.

    Returns:
        The words, such as `[Errno 111] Connection refused`.
    """
    if not isinstance(error, aiohttp.ClientConnectorError):
        return str(error)
    cause = error.os_error
    if isinstance(cause, ConnectionError) and cause.errno:
        # That of asyncio says only which call failed.
        return f"[Errno {cause.errno}] {os.strerror(cause.errno)}"
    return str(cause)


def _is_no_http(cause: BaseException) -> bool:
    """Whether the parser stumbled over the first line."""
    # aiohttp 3.12 has no class of its own for what does not begin as HTTP does.
    return isinstance(cause, (BadHttpMethod, BadStatusLine)) or (
        isinstance(cause, BadHttpMessage) and cause.message.startswith("Expected HTTP/")
    )


def _tells_of_os_error(text: str) -> bool:
    """Whether a connection was broken: aiohttp says so at the end of the message only."""
    found = _BROKEN_BY.search(text)
    kind = getattr(builtins, found[1], None) if found else None
    return isinstance(kind, type) and issubclass(kind, OSError)


__all__ = ("AsyncAnswer", "AsyncCarrier", "fate", "words")
