"""Calls carried by a transport of httpx: one that the caller gave, or where others can not."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING, Any

from dataikuapi._session import Session, tls_context
from dataikuapi._sockets import socket_options
from dataikuapi._wire import MAX_CONNECTIONS, Wire

if TYPE_CHECKING:
    import httpx


class AsyncHttpxAnswer:
    """An answer whose body is still on its way.

    Attributes:
        status_code: HTTP status.
        headers: headers, by name in any case.
    """

    def __init__(self, response: httpx.Response) -> None:
        self.status_code: int = response.status_code
        self.headers: Mapping[str, str] = response.headers
        self._response = response
        self._pieces: AsyncIterator[bytes] | None = None

    async def read(self) -> bytes:
        """All that is left of the body; the connection is free again."""
        if self._pieces is None:
            return await self._response.aread()
        parts: list[bytes] = []
        while piece := await self.piece(0):
            parts.append(piece)
        return b"".join(parts)

    async def piece(self, wanted: int) -> bytes:
        """The next bytes of the body as they come; empty at the end.

        Args:
            wanted: how many bytes are wanted, which makes no difference here.
        """
        if self._pieces is None:
            self._pieces = self._response.aiter_bytes()
        async for piece in self._pieces:
            if piece:
                return piece
        return b""

    async def close(self) -> None:
        """Frees the connection; it is closed unless the body was read to its end."""
        await self._response.aclose()


class AsyncHttpxCarrier:
    """A transport of httpx as a carrier.

    Args:
        transport: the transport.
    """

    def __init__(self, transport: Any) -> None:
        self._transport = transport

    @classmethod
    def network(cls, session: Session, origin: str, proxy: str | None, *, stream: bool) -> Any:
        """A carrier with connections of httpx's own.

        Args:
            session: the settings.
            origin: scheme and host of the requests.
            proxy: URL of the proxy, None for none.
            stream: whether the connections are for streams, whose number has no limit.

        Returns:
            The carrier.
        """
        from dataikuapi_rest._http import httpx

        secure = origin.startswith("https:") or (proxy or "").startswith("https:")
        limit = None if stream else MAX_CONNECTIONS
        return cls(
            httpx.AsyncHTTPTransport(
                verify=tls_context(session) if secure else False,
                limits=httpx.Limits(max_connections=limit, max_keepalive_connections=20),
                proxy=proxy,
                socket_options=socket_options(),
            )
        )

    async def send(self, wire: Wire) -> AsyncHttpxAnswer:
        """Sends a request and reads the head of the answer.

        Args:
            wire: the request.

        Returns:
            The answer, whose body is still on its way.
        """
        from dataikuapi_rest._http import httpx

        request = httpx.Request(
            wire.method,
            wire.url,
            headers=wire.headers,
            content=wire.content,
            extensions={"timeout": wire.limits.by_name()},
        )
        response = await self._transport.handle_async_request(request)
        response.request = request
        return AsyncHttpxAnswer(response)

    async def close(self) -> None:
        """Closes the transport."""
        await self._transport.aclose()
