"""Request bodies that are sent in pieces."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any

from dataikuapi._compat import CHUNK, achunks_of, chunks_of

# A part of a form as httpx takes it: field, then file name, content and media type.
Part = tuple[str, tuple[str | None, Any, str | None]]


class AsyncBody:
    """An upload for async code: a binary file or an iterable of bytes, read as it is sent.

    Attributes:
        failure: what reading it raised, which some carriers hide behind an error of their own.
    """

    def __init__(self, content: Any) -> None:
        self._content = content
        self.failure: BaseException | None = None

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in achunks_of(self._content):
                yield chunk
        except Exception as error:
            self.failure = error
            raise

    @classmethod
    def form(cls, parts: Sequence[Part]) -> tuple[dict[str, str], AsyncBody]:
        """A form, read as it is sent.

        Args:
            parts: its parts.

        Returns:
            The headers that describe it, and the body.
        """
        headers, stream = _form(parts)
        # Not in a thread: the pieces are small, and changing threads costs more than to read them.
        return headers, cls(_Stepped(stream))


class Body:
    """An upload for sync code: a binary file or an iterable of bytes, read as it is sent.

    Attributes:
        failure: what reading it raised, which some carriers hide behind an error of their own.
    """

    def __init__(self, content: Any) -> None:
        self._content = content
        self.failure: BaseException | None = None

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from chunks_of(self._content)
        except Exception as error:
            self.failure = error
            raise

    @classmethod
    def form(cls, parts: Sequence[Part]) -> tuple[dict[str, str], Body]:
        """A form, read as it is sent.

        Args:
            parts: its parts.

        Returns:
            The headers that describe it, and the body.
        """
        headers, stream = _form(parts)
        return headers, cls(stream)


class _Stepped:
    """An iterable for async code whose steps are too short to leave the loop for them."""

    def __init__(self, content: Any) -> None:
        self._content = content

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self._content:
            yield chunk


def _form(parts: Sequence[Part]) -> tuple[dict[str, str], Any]:
    from dataikuapi_rest._http import httpx

    # httpx writes forms in pieces, of known length where the files tell theirs.
    request = httpx.Request("POST", "http://form", files=list(parts))
    for part in getattr(request.stream, "fields", ()):
        # It reads files by 64 kB; larger pieces cost less of the processor.
        part.CHUNK_SIZE = CHUNK
    names = ("Content-Type", "Content-Length")
    headers = {name: request.headers[name] for name in names if name in request.headers}
    return headers, request.stream
