"""What streams share: splitting into lines, and the looks of `requests` for sync ones."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx

    from dataikuapi._prepare import Outgoing
    from dataikuapi._settings import Settings

# How much of a stream is shown at most to whoever looks ahead.
PEEKED = 8192


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


class _Raw(io.RawIOBase):
    """What `.raw` of `requests` offers: a file, with some of the habits of urllib3.

    Being one, it can be wrapped (`io.TextIOWrapper`, `gzip`, `tarfile`) and gives lines when walked
    over; closing it closes the stream.
    """

    def __init__(self, stream: StreamBase) -> None:
        super().__init__()
        self._stream = stream
        # Scripts set it for urllib3; bodies are decoded in any case.
        self.decode_content = True

    @property
    def status(self) -> int:
        """HTTP status."""
        return self._stream.status_code

    @property
    def headers(self) -> httpx.Headers:
        """Headers of the answer."""
        return self._stream.headers

    def getheader(self, name: str, default: str | None = None) -> str | None:
        """One header of the answer."""
        return self.headers.get(name, default)

    def readable(self) -> bool:
        """True, as for a file opened for reading."""
        return True

    def read(self, amt: int | None = None, decode_content: bool | None = None) -> bytes:
        """Reads up to `amt` bytes, all that is left without it."""
        return self._stream.read(-1 if amt is None else amt)

    def readall(self) -> bytes:
        """Reads all that is left."""
        return self._stream.read()

    def readinto(self, buffer: Any) -> int:
        """Reads into a buffer as much as it holds, and says how much that was."""
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def peek(self, size: int = 0) -> bytes:
        """What can be read without waiting, left where it is; `readline` looks there."""
        return self._stream.peek(size)

    def stream(self, amt: int = 65536, decode_content: bool | None = None) -> Iterator[bytes]:
        """Walks over the rest in pieces of `amt` bytes."""
        while chunk := self._stream.read(amt):
            yield chunk

    @property
    def data(self) -> bytes:
        """All that is left."""
        return self._stream.read()

    def release_conn(self) -> None:
        """Gives the connection back."""
        self.close()

    def close(self) -> None:
        """Closes the stream."""
        if not self.closed:
            self._stream.close()
        super().close()


class StreamBase:
    """What scripts written for `requests` use of an answer, beside the stream's own methods.

    Where the client before this one gave `.raw` of `requests`, ours gives the stream itself; so it
    has the methods of both.

    Attributes:
        encoding: encoding of `.text`; scripts may set it.
    """

    status_code: int
    encoding: str = "utf-8"
    _content: bytes | None = None
    _raw: _Raw | None = None
    _rest: bytes | memoryview
    _request: Outgoing
    _settings: Settings

    if TYPE_CHECKING:

        @property
        def headers(self) -> httpx.Headers: ...
        def read(self, size: int = -1) -> bytes: ...
        def close(self) -> None: ...
        def _next(self, wanted: int) -> bytes: ...

    @property
    def content(self) -> bytes:
        """All bytes of the answer; read once and kept."""
        if self._content is None:
            self._content = self.read()
        return self._content

    @property
    def text(self) -> str:
        """The answer as text (UTF-8, or what `encoding` was set to)."""
        return self.content.decode(self.encoding, "replace")

    def json(self) -> Any:
        """The answer as JSON."""
        return json.loads(self.content)

    @property
    def ok(self) -> bool:
        """True: an error would have been raised."""
        return self.status_code < 400

    def raise_for_status(self) -> None:
        """Does nothing: an error has been raised when the answer came."""

    @property
    def reason(self) -> str:
        """The words of the HTTP status."""
        from http import HTTPStatus

        known = {each.value: each.phrase for each in HTTPStatus}
        return known.get(self.status_code, "")

    @property
    def url(self) -> str:
        """Where the answer was asked for."""
        return self._request.url(self._settings.base_url)

    @property
    def raw(self) -> _Raw:
        """The answer as a file."""
        # Always the same: a file that nobody holds is closed, and the stream with it.
        if self._raw is None:
            self._raw = _Raw(self)
        return self._raw

    @property
    def status(self) -> int:
        """HTTP status."""
        return self.status_code

    @property
    def data(self) -> bytes:
        """All bytes of the answer; read once and kept."""
        return self.content

    @property
    def closed(self) -> bool:
        """Whether the stream was closed; one that was read to its end still counts as open."""
        return self._raw is not None and self._raw.closed

    def getheader(self, name: str, default: str | None = None) -> str | None:
        """One header of the answer."""
        return self.headers.get(name, default)

    def stream(self, amt: int = 65536, decode_content: bool | None = None) -> Iterator[bytes]:
        """Walks over the rest in pieces of `amt` bytes."""
        return self.raw.stream(amt)

    def peek(self, size: int = 0) -> bytes:
        """What can be read without waiting, left where it is; empty at the end only."""
        if not self._rest:
            self._rest = self._next(PEEKED)
        # Not all that is there: whoever looks for a line end looks again behind each line.
        return bytes(self._rest[: max(size, PEEKED)])

    def readinto(self, buffer: Any) -> int:
        """Reads into a buffer as much as it holds, and says how much that was."""
        return self.raw.readinto(buffer)

    def readline(self, size: int = -1) -> bytes:
        """Reads a line with its end."""
        return self.raw.readline(size)

    def readable(self) -> bool:
        """True, as for a file opened for reading."""
        return True

    def writable(self) -> bool:
        """False: it is read only."""
        return False

    def seekable(self) -> bool:
        """False: it is read once, from its beginning to its end."""
        return False

    def __iter__(self) -> Iterator[bytes]:
        while chunk := self.read(65536):
            yield chunk
