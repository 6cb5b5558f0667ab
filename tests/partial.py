"""A server of one content whose connections break, and that may offer parts of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import httpx


class _Stream(httpx.SyncByteStream, httpx.AsyncByteStream):
    """Some bytes, and then perhaps a broken connection."""

    def __init__(self, data: bytes, breaks: bool) -> None:
        self._data = data
        self._breaks = breaks

    def __iter__(self) -> Iterator[bytes]:
        for start in range(0, len(self._data), 7):
            yield self._data[start : start + 7]
        if self._breaks:
            raise httpx.ReadError("Connection reset by peer")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self:
            yield piece


class PartialServer(httpx.MockTransport):
    """Gives a content as a transport of httpx.

    Args:
        content: the bytes.
        breaks: after how many bytes each answer breaks, one number an answer; later ones don't.
        headers: headers of each answer beside those of parts.
    """

    def __init__(self, content: bytes, *breaks: int, headers: dict[str, str] | None = None) -> None:
        super().__init__(self._answer)
        self.content = content
        self.breaks = list(breaks)
        self.headers = {"ETag": '"1"', "Accept-Ranges": "bytes"} if headers is None else headers
        # Headers of parts, to say something wrong there.
        self.part_headers: dict[str, str] = {}
        self.asked: list[tuple[str | None, str | None]] = []

    def _answer(self, request: httpx.Request) -> httpx.Response:
        wanted, tag = request.headers.get("Range"), request.headers.get("If-Range")
        self.asked.append((wanted, tag))
        headers, start, status = dict(self.headers), 0, 200
        if wanted is not None and tag == self.headers.get("ETag"):
            start, status = int(wanted.removeprefix("bytes=").removesuffix("-")), 206
            size = len(self.content)
            headers["Content-Range"] = f"bytes {start}-{size - 1}/{size}"
            headers |= self.part_headers
        data = self.content[start:]
        headers.setdefault("Content-Length", str(len(data)))
        stop = self.breaks.pop(0) if self.breaks else None
        return httpx.Response(
            status, headers=headers, stream=_Stream(data[:stop], stop is not None)
        )
