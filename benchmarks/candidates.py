"""The libraries that could carry requests, each doing the same three things.

A candidate is named as in the tables of `benchmarks.carriers`. All of them decode JSON by `json`,
and read bodies by the largest pieces that the library gives.
"""

from __future__ import annotations

import asyncio
import http.client
import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from benchmarks.bare import API
from benchmarks.clients import Figures
from benchmarks.meter import Meter
from benchmarks.tasks_async import queued

PIECE = 1024 * 1024
Get = Callable[[str], bytes]
Pieces = Callable[[str], Iterator[bytes]]


def _http_client(url: str) -> tuple[Get, Pieces]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port)

    def open_(path: str) -> http.client.HTTPResponse:
        connection.request("GET", API + path)
        return connection.getresponse()

    def pieces(path: str) -> Iterator[bytes]:
        response = open_(path)
        return iter(lambda: response.read(PIECE), b"")

    return lambda path: open_(path).read(), pieces


def _urllib3(url: str) -> tuple[Get, Pieces]:
    import urllib3

    pool = urllib3.HTTPConnectionPool(str(urlsplit(url).hostname), urlsplit(url).port)

    def open_(path: str) -> Any:
        return pool.urlopen("GET", API + path, preload_content=False, retries=False)

    def get(path: str) -> bytes:
        response = open_(path)
        data: bytes = response.read()
        response.release_conn()
        return data

    return get, lambda path: open_(path).stream(PIECE)


def _client_of(library: Any, url: str, **options: Any) -> tuple[Get, Pieces]:
    client = library.Client(base_url=url + API, timeout=60, trust_env=False, **options)

    def get(path: str) -> bytes:
        data: bytes = client.get(path).content
        return data

    def pieces(path: str) -> Iterator[bytes]:
        with client.stream("GET", path) as response:
            yield from response.iter_raw()

    return get, pieces


def _httpx(url: str) -> tuple[Get, Pieces]:
    import httpx

    return _client_of(httpx, url)


def _httpx2(url: str) -> tuple[Get, Pieces]:
    import httpx2

    return _client_of(httpx2, url)


def _ready(transport: Any, url: str) -> tuple[Get, Pieces]:
    """Requests that need no merging with a client, handed to a transport of httpx."""
    import httpx

    def open_(path: str) -> httpx.Response:
        return transport.handle_request(httpx.Request("GET", url + API + path))

    def pieces(path: str) -> Iterator[bytes]:
        response = open_(path)
        yield from response.iter_raw()
        response.close()

    return lambda path: open_(path).read(), pieces


def _httpx_ready(url: str) -> tuple[Get, Pieces]:
    import httpx

    return _ready(httpx.HTTPTransport(), url)


def _adapter() -> Any:
    """A transport of httpx over urllib3."""
    import httpx
    import urllib3

    class Stream(httpx.SyncByteStream):
        def __init__(self, response: Any) -> None:
            self._response = response

        def __iter__(self) -> Iterator[bytes]:
            yield from self._response.stream(PIECE, decode_content=False)

        def close(self) -> None:
            self._response.release_conn()

    class Transport(httpx.BaseTransport):
        def __init__(self) -> None:
            self._manager = urllib3.PoolManager()

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            response = self._manager.urlopen(
                request.method, str(request.url), headers=dict(request.headers),
                preload_content=False, retries=False, redirect=False,
            )  # fmt: skip
            headers = list(response.headers.items())
            return httpx.Response(response.status, headers=headers, stream=Stream(response))

    return Transport()


def _ready_urllib3(url: str) -> tuple[Get, Pieces]:
    return _ready(_adapter(), url)


def _httpx_urllib3(url: str) -> tuple[Get, Pieces]:
    import httpx

    return _client_of(httpx, url, transport=_adapter())


SYNC = {
    "http.client": _http_client,
    "urllib3": _urllib3,
    "httpx": _httpx,
    "httpx2": _httpx2,
    "httpx, ready requests": _httpx_ready,
    "httpx over urllib3": _httpx_urllib3,
    "httpx over urllib3, ready requests": _ready_urllib3,
}


def small_get(url: str, name: str, count: int) -> Figures:
    """`count` small answers, decoded, on one connection; figures of one."""
    get = SYNC[name](url)[0]
    for _ in range(20):
        get("/auth/info")
    with Meter() as meter:
        for _ in range(count):
            json.loads(get("/auth/info"))
    return meter.each(count)


def download(url: str, name: str, framing: str, size: int) -> Figures:
    """A body of `size` bytes; figures of one GB."""
    pieces = SYNC[name](url)[1]

    def read(size: int) -> int:
        path = f"/projects/P/managedfolders/{framing}/contents/{size}"
        return sum(len(piece) for piece in pieces(path))

    read(100_000)
    with Meter() as meter:
        assert read(size) == size
    return meter.each(size / 1e9)


def _async_client(library: Any, **options: Any) -> Any:
    limits = library.Limits(max_connections=100, max_keepalive_connections=100)
    return library.AsyncClient(timeout=None, trust_env=False, limits=limits, **options)


def _aio_httpx() -> Any:
    import httpx

    return _async_client(httpx)


def _aio_httpx2() -> Any:
    import httpx2

    return _async_client(httpx2)


def _aio_httpx_aiohttp() -> Any:
    import httpx
    from httpx_aiohttp import AiohttpTransport

    return _async_client(httpx, transport=AiohttpTransport())


ASYNC = {"httpx": _aio_httpx, "httpx2": _aio_httpx2, "httpx over aiohttp": _aio_httpx_aiohttp}


def calls_queued(url: str, name: str, calls: int) -> Figures:
    """All calls started at once, on at most 100 connections; figures of one."""

    async def main() -> Figures:
        address = f"{url}{API}/projects/SLOW/variables/"
        async with ASYNC[name]() as client:

            async def call() -> Any:
                return (await client.get(address)).json()

            await queued(call, 100)
            with Meter() as meter:
                await queued(call, calls)
        return meter.each(calls)

    return asyncio.run(main())
