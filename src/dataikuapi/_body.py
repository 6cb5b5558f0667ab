"""Request bodies that are sent in pieces."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

from dataikuapi._compat import achunks_of, chunks_of


class AsyncBody:
    """An upload for async code: a binary file or an iterable of bytes, read as it is sent."""

    def __init__(self, content: Any) -> None:
        self._content = content

    def __aiter__(self) -> AsyncIterator[bytes]:
        return achunks_of(self._content)


class Body:
    """An upload for sync code: a binary file or an iterable of bytes, read as it is sent."""

    def __init__(self, content: Any) -> None:
        self._content = content

    def __iter__(self) -> Iterator[bytes]:
        return chunks_of(self._content)
