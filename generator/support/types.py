"""Values that requests and answers are made of."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import IO, Any, Generic, Literal, TypeVar

from .frozen import Frozen

T = TypeVar("T")


class Unset:
    """Type of :data:`UNSET`: the argument or member is not there, which differs from None."""

    _only: Unset | None = None

    def __new__(cls) -> Unset:
        """Answer the one instance, so that a copy of it is still recognised with `is`."""
        if cls._only is None:
            cls._only = super().__new__(cls)
        return cls._only

    def __bool__(self) -> Literal[False]:
        """Be false, like other values that stand for nothing."""
        return False

    def __repr__(self) -> str:
        """Print the name of the constant."""
        return "UNSET"

    def __reduce__(self) -> str:
        """Copy and pickle by name."""
        return "UNSET"


UNSET: Unset = Unset()

Content = bytes | IO[bytes] | Iterable[bytes]
"""Bytes to send: at once, or streamed from a binary file or piece by piece."""


class ChunkReader:
    """Lets an iterable of bytes be read like a file, without ever holding all of it."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        """Take the pieces."""
        self._chunks = iter(chunks)
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        """Read at most `size` bytes, or everything that is left when it is negative."""
        if size < 0:
            data = self._rest + b"".join(self._chunks)
            self._rest = b""
            return data
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            self._rest = bytes(chunk)
        data, self._rest = self._rest[:size], self._rest[size:]
        return data


class FilePart(Frozen):
    """One part of a multipart request.

    Attributes:
        content: what to send.
        filename: name the part carries; parts without one are plain form fields.
        content_type: media type of the part.
    """

    content: Content
    filename: str | None = None
    content_type: str | None = None

    def named(self, field: str) -> FilePart:
        """Give a part without a file name that of its file, or else of its field."""
        if self.filename is not None:
            return self
        name = getattr(self.content, "name", None)
        # Files without a path have names such as "<stdin>", or a number.
        if isinstance(name, str) and name and not name.startswith("<"):
            field = os.path.basename(name)
        return FilePart(self.content, field, self.content_type)

    def as_tuple(self) -> tuple[str | None, bytes | IO[bytes], str | None]:
        """Render the part as the HTTP library takes it: name, content, media type."""
        content: Any = self.content
        if not isinstance(content, bytes) and not hasattr(content, "read"):
            content = ChunkReader(content)
        return self.filename, content, self.content_type


File = FilePart
"""Name under which the models know a file."""


class Response(Frozen, Generic[T]):
    """A whole answer.

    Attributes:
        status_code: the status, whatever number the server sent.
        content: the body as it came.
        headers: the headers; names are found whatever their case.
        parsed: the body as the spec describes it.
    """

    status_code: int
    content: bytes
    headers: Mapping[str, str]
    parsed: T


__all__ = ("UNSET", "ChunkReader", "Content", "File", "FilePart", "Response", "Unset")
