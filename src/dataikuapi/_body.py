"""Request bodies that are sent in pieces."""

from __future__ import annotations

import os
from collections.abc import (
    AsyncIterable,
    AsyncIterator,
    Callable,
    Iterator,
    Mapping,
    Sequence,
)
from typing import Any, cast

from dataikuapi._compat import CHUNK, achunks_of, chunks_of

# A part of a form as httpx takes it: field, then file name, content and media type.
Part = tuple[str, tuple[str | None, Any, str | None]]
# Bytes that keep the place of a content in a form.
PLACE = 40


class AsyncPieces:
    """What an async iterable yields, as content of an upload; only async code can send it.

    Args:
        name: name of the argument, for messages.
        pieces: the async iterable of bytes.
        advance: told how many bytes each piece has when it is sent.
    """

    def __init__(
        self, name: str, pieces: AsyncIterable[Any], advance: Callable[[int], None]
    ) -> None:
        self._name = name
        self._pieces = pieces
        self._advance = advance

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._pieces:
            if not isinstance(piece, (bytes, bytearray, memoryview)):
                raise TypeError(f"{self._name} must yield bytes, not {type(piece).__name__}")
            yield bytes(cast("Any", piece))
            self._advance(len(cast("Any", piece)))

    def read(self, _: int = -1) -> bytes:
        """Refuses: it stands where files do, in forms, and is no file.

        Raises:
            TypeError: always.
        """
        raise TypeError(f"{self._name} is an async iterable: AsyncDSSClient takes those")


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
        # What is walked in async code has its place kept by bytes that no file holds.
        walked: dict[bytes, Any] = {}
        kept: list[Part] = []
        for field, (filename, content, kind) in parts:
            if isinstance(content, AsyncPieces):
                place = os.urandom(PLACE)
                walked[place], content = content, place
            kept.append((field, (filename, content, kind)))
        headers, stream = _form(kept)
        if walked:
            # Its length is not known.
            headers.pop("Content-Length", None)
        # Not in a thread: the pieces are small, and changing threads costs more than to read them.
        return headers, cls(_Stepped(stream, walked))


class Body:
    """An upload for sync code: a binary file or an iterable of bytes, read as it is sent.

    Attributes:
        failure: what reading it raised, which some carriers hide behind an error of their own.
    """

    def __init__(self, content: Any) -> None:
        _refuse_async(content)
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
        for _, (_, content, _) in parts:
            _refuse_async(content)
        headers, stream = _form(parts)
        return headers, cls(stream)


def _refuse_async(content: Any) -> None:
    if isinstance(content, AsyncPieces):
        content.read()


class _Stepped:
    """An iterable for async code whose steps are too short to leave the loop for them."""

    def __init__(self, content: Any, walked: Mapping[bytes, Any]) -> None:
        self._content = content
        self._walked = walked

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self._content:
            if len(chunk) != PLACE or chunk not in self._walked:
                yield chunk
                continue
            async for piece in self._walked[chunk]:
                yield piece


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
