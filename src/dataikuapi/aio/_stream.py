"""Answers that are read piece by piece."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, overload

from dataikuapi._failures import translate
from dataikuapi._prepare import Outgoing
from dataikuapi._settings import Settings
from dataikuapi._streams import AsyncStreamBase, Lines
from dataikuapi._wire import PIECE, httpx_headers

if TYPE_CHECKING:
    import httpx

CHUNK = 64 * 1024


class AsyncDSSStream(AsyncStreamBase):
    """An answer whose body is still on its way; close it, or use it in a `with` block.

    Attributes:
        status_code: HTTP status.
    """

    def __init__(self, answer: Any, request: Outgoing, settings: Settings) -> None:
        self.status_code: int = answer.status_code
        self._answer = answer
        self._request = request
        self._settings = settings
        self._rest: bytes | memoryview = b""
        self._ended = False
        self._headers: httpx.Headers | None = None

    @property
    def headers(self) -> httpx.Headers:
        """Headers of the answer."""
        if self._headers is None:
            self._headers = httpx_headers(self._answer.headers)
        return self._headers

    async def _next(self, wanted: int) -> bytes:
        """The next piece as it arrived, about as large as wanted; empty at the end."""
        if self._ended:
            return b""
        try:
            chunk: bytes = await self._answer.piece(min(wanted, PIECE))
        except BaseException as error:
            self._ended = True
            await self._answer.close()
            translate(error, self._request, self._settings, body=True)
        if not chunk:
            self._ended = True
            await self._answer.close()
        return chunk

    async def read(self, size: int = -1) -> bytes:
        """Reads bytes as a file does.

        Args:
            size: how many bytes at most; negative for all that is left.

        Returns:
            The bytes; empty at the end.

        Raises:
            DSSDataError: the answer is cut short.
            DSSConnectionError: the connection failed.
        """
        parts: list[bytes | memoryview] = []
        missing = size if size >= 0 else sys.maxsize
        while missing:
            piece = self._rest or await self._next(missing)
            self._rest = b""
            if not piece:
                break
            if len(piece) > missing:
                # Views: what is left over is not copied again and again.
                view = memoryview(piece)
                piece, self._rest = view[:missing], view[missing:]
            parts.append(piece)
            missing -= len(piece)
        if len(parts) == 1 and isinstance(parts[0], bytes):
            return parts[0]
        return b"".join(parts)

    async def iter_content(
        self, chunk_size: int | None = CHUNK, decode_unicode: Literal[False] = False
    ) -> AsyncIterator[bytes]:
        """Walks over the body in pieces.

        Args:
            chunk_size: size of each piece but the last, in bytes; None for pieces as they arrive.
            decode_unicode: kept for scripts that give it; bytes are given in any case.

        Yields:
            The pieces.

        Raises:
            DSSDataError: the answer is cut short.
            DSSConnectionError: the connection failed.
        """
        if chunk_size is not None and chunk_size < 1:
            raise ValueError("chunk_size must be above 0")
        while True:
            if chunk_size is None:
                chunk, self._rest = bytes(self._rest) or await self._next(PIECE), b""
            else:
                chunk = await self.read(chunk_size)
            if not chunk:
                return
            yield chunk

    @overload
    def iter_lines(
        self,
        chunk_size: int = ...,
        decode_unicode: Literal[False] = ...,
        delimiter: bytes | None = ...,
    ) -> AsyncIterator[bytes]: ...
    @overload
    def iter_lines(
        self, chunk_size: int = ..., *, decode_unicode: Literal[True], delimiter: str | None = ...
    ) -> AsyncIterator[str]: ...
    async def iter_lines(
        self,
        chunk_size: int = CHUNK,
        decode_unicode: bool = False,
        delimiter: bytes | str | None = None,
    ) -> AsyncIterator[bytes | str]:
        """Walks over the lines of the body, without their ends.

        Args:
            chunk_size: how much is read at once, in bytes.
            decode_unicode: whether lines are given as text (UTF-8) instead of bytes.
            delimiter: what ends a line, instead of line feeds.

        Yields:
            The lines.

        Raises:
            DSSDataError: the answer is cut short.
            DSSConnectionError: the connection failed.
        """
        lines = Lines(delimiter)
        async for chunk in self.iter_content(chunk_size):
            for line in lines.feed(chunk):
                yield line.decode() if decode_unicode else line
        for line in lines.end():
            yield line.decode() if decode_unicode else line

    async def close(self) -> None:
        """Gives the connection back; what was not read is lost."""
        self._ended = True
        await self._answer.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()
