"""What streams share: splitting into lines, and the looks of `requests` for sync ones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import httpx


class Lines:
    """Splits pieces of bytes into lines, whole even where a piece ends inside one.

    Args:
        delimiter: what ends a line; None for LF, CR or both together.
    """

    def __init__(self, delimiter: bytes | str | None = None) -> None:
        self._delimiter = delimiter.encode() if isinstance(delimiter, str) else delimiter
        self._pending = b""

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Takes a piece.

        Args:
            chunk: the bytes.

        Yields:
            The lines that it completes.
        """
        data = self._pending + chunk
        if self._delimiter is not None:
            *lines, self._pending = data.split(self._delimiter)
            yield from lines
            return
        # A CR at the end may be the first half of CR LF.
        held = data.endswith(b"\r")
        lines = (data[:-1] if held else data).splitlines(keepends=True)
        tail = b"\r" if held else b""
        if lines and not lines[-1].endswith((b"\n", b"\r")):
            tail = lines.pop() + tail
        self._pending = tail
        for line in lines:
            yield line.rstrip(b"\r\n") if line.endswith(b"\r\n") else line[:-1]

    def end(self) -> Iterator[bytes]:
        """Gives what is left when the stream has ended.

        Yields:
            The last line, if it has no end of its own.
        """
        if self._pending:
            yield self._pending.removesuffix(b"\r") if self._delimiter is None else self._pending
            self._pending = b""


class AsyncStreamBase:
    """Base of streams of async code."""


class _Stream(Protocol):
    status_code: int

    def read(self, size: int = -1) -> bytes: ...
    def close(self) -> None: ...


class _Raw:
    """What `.raw` of `requests` offers."""

    def __init__(self, stream: _Stream) -> None:
        self._stream = stream

    def read(self, amt: int | None = None, decode_content: bool | None = None) -> bytes:
        """Reads up to `amt` bytes, all that is left without it."""
        return self._stream.read(-1 if amt is None else amt)

    def close(self) -> None:
        """Closes the stream."""
        self._stream.close()

    def __iter__(self) -> Iterator[bytes]:
        while chunk := self._stream.read(65536):
            yield chunk


class StreamBase:
    """What scripts written for `requests` use of an answer, beside the stream's own methods."""

    status_code: int
    headers: httpx.Headers
    _content: bytes | None = None

    if TYPE_CHECKING:

        def read(self, size: int = -1) -> bytes: ...
        def close(self) -> None: ...

    @property
    def content(self) -> bytes:
        """All bytes of the answer; read once and kept."""
        if self._content is None:
            self._content = self.read()
        return self._content

    @property
    def text(self) -> str:
        """The answer as text (UTF-8)."""
        return self.content.decode("utf-8", "replace")

    def json(self) -> Any:
        """The answer as JSON."""
        return json.loads(self.content)

    @property
    def ok(self) -> bool:
        """True: an error would have been raised."""
        return self.status_code < 400

    @property
    def raw(self) -> _Raw:
        """The answer as a file."""
        return _Raw(self)

    def readable(self) -> bool:
        """True, as for a file opened for reading."""
        return True

    def __iter__(self) -> Iterator[bytes]:
        while chunk := self.read(65536):
            yield chunk
