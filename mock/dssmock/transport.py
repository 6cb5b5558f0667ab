"""The way into an instance for clients of httpx, without a socket."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING

import httpx

from dssmock.faults import Fault
from dssmock.http import Request, Response

if TYPE_CHECKING:
    from dssmock.core import DSSMock


class MockTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Hands the requests of a sync or an async client to an instance, and streams its answers.

    Faults become the exceptions of httpx that a broken network would raise. A delay is compared
    with the client's time-out and moves the instance's clock, so that no test has to wait.

    Args:
        dss: the instance.
    """

    def __init__(self, dss: DSSMock) -> None:
        self._dss = dss

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request of a sync client."""
        stream = request.stream
        assert isinstance(stream, httpx.SyncByteStream)
        response = self._dss.handle(_read(request, b"".join(stream)))
        return self._convert(request, response)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request of an async client."""
        stream = request.stream
        assert isinstance(stream, httpx.AsyncByteStream)
        body = b"".join([piece async for piece in stream])
        return self._convert(request, self._dss.handle(_read(request, body)))

    def _convert(self, request: httpx.Request, response: Response) -> httpx.Response:
        if response.fault is not None:
            self._break(request, response.fault)
        headers = dict(response.headers)
        content = response.content
        if isinstance(content, bytes):
            headers["content-length"] = str(len(content))
        else:
            headers["transfer-encoding"] = "chunked"
        return httpx.Response(
            response.status,
            # As a port sends them: httpx takes texts for ASCII.
            headers=[(n.encode("latin-1"), v.encode("latin-1")) for n, v in headers.items()],
            stream=_Stream(request, response),
            request=request,
            extensions={"http_version": b"HTTP/1.1"},
        )

    def _break(self, request: httpx.Request, fault: Fault) -> None:
        """Raise what the fault makes of the request before any answer.

        Raises:
            httpx.TransportError: the connection breaks, or the client's time-out is over.
        """
        if fault.drop == "connect":
            raise httpx.ConnectError("Connection refused", request=request)
        if fault.drop == "reset":
            raise httpx.ReadError("Connection reset by peer", request=request)
        if fault.drop is not None:
            text = "Server disconnected without sending a response."
            raise httpx.RemoteProtocolError(text, request=request)
        limit = request.extensions.get("timeout", {}).get("read")
        if limit is not None and fault.delay > limit:
            self._dss.clock.advance(limit)
            raise httpx.ReadTimeout("The read operation timed out", request=request)
        if fault.delay:
            self._dss.clock.advance(fault.delay)


def _read(request: httpx.Request, body: bytes) -> Request:
    path, _, query = request.url.raw_path.decode("ascii").partition("?")
    headers = {name.lower(): value for name, value in request.headers.items()}
    return Request(request.method, path, query, headers, body)


class _Stream(httpx.SyncByteStream, httpx.AsyncByteStream):
    """The body of an answer, for both kinds of client; breaks where a fault says so."""

    def __init__(self, request: httpx.Request, response: Response) -> None:
        self._request = request
        self._content = response.content
        self._fault = response.fault

    def __iter__(self) -> Iterator[bytes]:
        content = self._content
        if isinstance(content, bytes):
            yield from self._broken(content) if self._fault else (content,)
        else:
            whole = b"".join(content) if self._breaks else None
            yield from content if whole is None else self._broken(whole)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self:
            yield piece

    @property
    def _breaks(self) -> bool:
        fault = self._fault
        return fault is not None and (fault.cut_body is not None or fault.stall is not None)

    def _broken(self, content: bytes) -> Iterator[bytes]:
        fault = self._fault
        if fault is None or not self._breaks:
            yield content
        elif fault.cut_body is not None:
            yield content[: fault.cut_body]
            text = (
                "peer closed connection without sending complete message body "
                f"(received {min(fault.cut_body, len(content))} bytes, expected {len(content)})"
            )
            raise httpx.RemoteProtocolError(text, request=self._request)
        else:
            yield content[: fault.stall]
            raise httpx.ReadTimeout("The read operation timed out", request=self._request)
