"""From what a caller gives to the bytes of a file of CSV, piece by piece; no I/O.

An encoder takes items (rows, record batches, slices of frames) one after the other and gives bytes.
"""

from __future__ import annotations

import tempfile
import zlib
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator
from itertools import chain
from typing import IO, Any, Protocol, cast

GZIP_WINDOW = 31  # of zlib: the widest window, with the frame of gzip
GZIP_LEVEL = 4  # twice as fast as the usual 6 on rows, for a few percent more bytes


class Encoder(Protocol):
    """What turns items into bytes.

    Attributes:
        count: how many rows it was given.
    """

    count: int

    def feed(self, item: Any) -> bytes:
        """The bytes that are ready once this item is known."""
        ...

    def end(self) -> bytes:
        """The bytes that are left after the last item."""
        ...


class Gzipped:
    """Packs what an encoder gives.

    Args:
        encoder: the encoder.
        on_count: called with the number of rows so far.
    """

    def __init__(self, encoder: Encoder, on_count: Callable[[int], None]) -> None:
        self._encoder = encoder
        self._pack = zlib.compressobj(GZIP_LEVEL, wbits=GZIP_WINDOW)
        self._on_count = on_count

    def feed(self, item: Any) -> bytes:
        """The bytes that are ready once this item is known."""
        data = self._encoder.feed(item)
        if not data:
            return b""
        self._on_count(self._encoder.count)
        return self._pack.compress(data)

    def end(self) -> bytes:
        """The bytes that are left after the last item."""
        return self._pack.compress(self._encoder.end()) + self._pack.flush()


class Source:
    """Items on their way into a file.

    Attributes:
        failure: what stopped the items; a transport may have hidden it behind an error of its own.
    """

    def __init__(self, items: Iterable[Any] | AsyncIterable[Any], encoder: Gzipped) -> None:
        self.items = items
        self.encoder = encoder
        self.failure: BaseException | None = None

    def content(self) -> Any:
        """The bytes as a file that is made while it is read."""
        from dataikuapi_rest.types import ChunkReader

        return ChunkReader(self.pieces())

    def pieces(self) -> Iterator[bytes]:
        """Walks over the bytes, made while they are asked for.

        Yields:
            Pieces that are not empty.
        """
        try:
            for item in cast("Iterable[Any]", self.items):
                if data := self.encoder.feed(item):
                    yield data
            yield self.encoder.end()
        except Exception as error:
            self.failure = error
            raise


class Pieces:
    """The content of an upload while it is entered, for sync code.

    Args:
        source: the items.
    """

    def __init__(self, source: Source) -> None:
        self._source = source

    def __enter__(self) -> Any:
        """Gives the content: bytes that are made while they are sent."""
        return self._source.content()

    def __exit__(self, *error: object) -> None:
        pass


class AsyncPieces:
    """The content of an upload while it is entered, for async code.

    Args:
        source: the items.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._file: IO[bytes] | None = None

    async def __aenter__(self) -> Any:
        """Gives the content: bytes that are made while they are sent.

        Form uploads are read without awaiting, so the bytes of items that have to be awaited
        pass through a temporary file.
        """
        items, encoder = self._source.items, self._source.encoder
        if not isinstance(items, AsyncIterable):
            return self._source.content()
        file = self._file = tempfile.TemporaryFile()  # noqa: SIM115 (closed below or at the exit)
        try:
            async for item in items:
                file.write(encoder.feed(item))
            file.write(encoder.end())
            file.seek(0)
        except BaseException:
            file.close()
            raise
        return file

    async def __aexit__(self, *error: object) -> None:
        if self._file is not None:
            self._file.close()


class Ahead:
    """Items whose first one is looked at before the others are walked over, for sync code.

    Args:
        items: the items.
    """

    def __init__(self, items: Iterable[Any]) -> None:
        self._items = iter(items)

    def start(self) -> tuple[Any, Iterable[Any]]:
        """Gives the first item, None when there is none, and all of them."""
        first = next(self._items, None)
        return first, () if first is None else chain([first], self._items)


class AsyncAhead:
    """Items whose first one is looked at before the others are walked over, for async code.

    Args:
        items: the items; they may have to be awaited.
    """

    def __init__(self, items: Iterable[Any] | AsyncIterable[Any]) -> None:
        self._items = items

    async def start(self) -> tuple[Any, Iterable[Any] | AsyncIterable[Any]]:
        """Gives the first item, None when there is none, and all of them."""
        if not isinstance(self._items, AsyncIterable):
            return Ahead(self._items).start()
        walk = aiter(self._items)
        first = await anext(walk, None)
        return first, () if first is None else self._all(first, walk)

    @staticmethod
    async def _all(first: Any, rest: AsyncIterator[Any]) -> AsyncIterator[Any]:
        yield first
        async for item in rest:
            yield item
