"""Stands between a client and a DSS: passes on, judges, and writes down what both say."""

from __future__ import annotations

import asyncio  # noqa: TID251 -- the mock is never converted to sync code
import threading
import time
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any, Final

import httpx

from dssmock.contract.exchange import Exchange, Message, line
from dssmock.contract.secrets import clean
from dssmock.contract.verify import Verdict, Verifier
from dssmock.router import below_prefix

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

# Of longer bodies only the fact is kept; they pass all the same.
KEPT_BYTES: Final = 5_000_000
# They belong to one connection, not to what is said over it (RFC 9110, 7.6.1).
HOP_HEADERS: Final = frozenset({
    b"connection", b"keep-alive", b"proxy-connection", b"te", b"trailer", b"transfer-encoding",
    b"upgrade", b"host",
})  # fmt: skip
# httpx adds them by itself where a client sent none; what the client sent is passed on instead.
OWN_HEADERS: Final = ("accept", "accept-encoding", "user-agent")
BAD_GATEWAY: Final = 502


class Proxy:
    """An ASGI application that passes all requests on to one DSS.

    Args:
        target: URL of the DSS, without the prefix of its API.
        verifier: judges the calls.
        tell: gets the verdict of each call; exchanges in it hold no secret.
        recording: file to add the calls to, without secrets.
        transport: how to reach the DSS; over the network when missing.
        verify: whether to check the certificate of the DSS.
    """

    def __init__(
        self,
        target: str,
        verifier: Verifier,
        tell: Callable[[Verdict], None],
        recording: Path | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        *,
        verify: bool = True,
    ) -> None:
        self._target = httpx.URL(target.rstrip("/"))
        self._verifier = verifier
        self._tell = tell
        self._recording = recording
        self._lock = threading.Lock()
        # A long download has no limit of time here: the client has its own.
        self._client = httpx.AsyncClient(transport=transport, timeout=None, verify=verify)  # noqa: S113
        for name in OWN_HEADERS:
            del self._client.headers[name]

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Pass one request on."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        body = await _body(receive)
        if body is None:
            return
        begin = time.monotonic()
        try:
            answer = await self._client.send(self._request(scope, body), stream=True)
        except httpx.TransportError as problem:
            await _refuse(send, f"The proxy cannot reach {self._target}: {problem!r}")
            return
        try:
            kept = await self._pass_back(answer, send)
        finally:
            await answer.aclose()
        exchange = _exchange(scope, body, answer, kept, (time.monotonic() - begin) * 1000)
        if below_prefix(exchange.path) is not None:
            await asyncio.to_thread(self._note, exchange)

    def _request(self, scope: MutableMapping[str, Any], body: bytes) -> httpx.Request:
        path: bytes = scope.get("raw_path") or scope["path"].encode()
        query: bytes = scope["query_string"]
        # The base keeps its own path: a DSS may stand below one.
        raw = self._target.raw_path.rstrip(b"/") + path + (b"?" + query if query else b"")
        url = self._target.copy_with(raw_path=raw)
        headers = [each for each in scope["headers"] if each[0].lower() not in HOP_HEADERS]
        return self._client.build_request(scope["method"], url, headers=headers, content=body)

    async def _pass_back(self, answer: httpx.Response, send: Send) -> bytes | None:
        """Send an answer to the client as it comes; gives it decoded, unless it is too long."""
        raw: Headers = [each for each in answer.headers.raw if each[0].lower() not in HOP_HEADERS]
        headers = [(name.lower(), value) for name, value in raw]
        await send(
            {"type": "http.response.start", "status": answer.status_code, "headers": headers}
        )
        pieces: list[bytes] | None = []
        size = 0
        async for piece in answer.aiter_raw():
            size += len(piece)
            if size > KEPT_BYTES:
                pieces = None
            elif pieces is not None:
                pieces.append(piece)
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
        return None if pieces is None else _decoded(answer, b"".join(pieces))

    def _note(self, exchange: Exchange) -> None:
        cleaned = clean(exchange)
        if self._recording is not None:
            with self._lock, self._recording.open("a", encoding="utf-8") as file:
                file.write(line(cleaned))
        self._tell(self._verifier.judge(cleaned))

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._client.aclose()
        await send({"type": "lifespan.shutdown.complete"})


def _decoded(answer: httpx.Response, raw: bytes) -> bytes | None:
    """The body without its compression, or None when it cannot be undone."""
    try:
        return httpx.Response(answer.status_code, headers=answer.headers, content=raw).content
    except httpx.DecodingError:
        return None


def _exchange(
    scope: MutableMapping[str, Any],
    body: bytes,
    answer: httpx.Response,
    kept: bytes | None,
    milliseconds: float,
) -> Exchange:
    path: bytes = scope.get("raw_path") or scope["path"].encode()
    sent = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    return Exchange(
        method=scope["method"],
        path=path.decode("latin-1"),
        query=scope["query_string"].decode("latin-1"),
        request=Message(sent, body if len(body) <= KEPT_BYTES else None),
        status=answer.status_code,
        answer=Message({name.lower(): value for name, value in answer.headers.items()}, kept),
        milliseconds=milliseconds,
    )


async def _body(receive: Receive) -> bytes | None:
    """The body of a request, or None when the client went away before its end."""
    pieces: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        pieces.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(pieces)


async def _refuse(send: Send, text: str) -> None:
    headers = [(b"content-type", b"text/plain;charset=utf-8")]
    await send({"type": "http.response.start", "status": BAD_GATEWAY, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode(), "more_body": False})
