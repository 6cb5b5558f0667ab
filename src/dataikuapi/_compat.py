"""Pairs of a thing for async code and its twin for sync code; the converter swaps the names."""

from __future__ import annotations

import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any


async def asleep(seconds: float) -> None:
    """Sleeps without holding the event loop.

    Args:
        seconds: how long.
    """
    import anyio

    await anyio.sleep(seconds)


def sleep(seconds: float) -> None:
    """Sleeps.

    Args:
        seconds: how long.
    """
    time.sleep(seconds)


class AsyncClock:
    """Time for async code; tests put a clock of their own in its place."""

    def monotonic(self) -> float:
        """Seconds since some moment; never goes back."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Waits `seconds`."""
        await asleep(seconds)


class Clock:
    """Time for sync code; tests put a clock of their own in its place."""

    def monotonic(self) -> float:
        """Seconds since some moment; never goes back."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Waits `seconds`."""
        sleep(seconds)


CHUNK = 256 * 1024


def chunks_of(content: Any) -> Iterator[bytes]:
    """Cuts an upload into pieces, never all of it in memory.

    Args:
        content: a binary file or an iterable of bytes.

    Yields:
        The bytes, in order.
    """
    read = getattr(content, "read", None)
    if read is None:
        yield from content
        return
    while chunk := read(CHUNK):
        yield chunk


async def achunks_of(content: Any) -> AsyncIterator[bytes]:
    """The same for async code; a file is read in a thread, async iterables are walked.

    Args:
        content: a binary file, an iterable or an async iterable of bytes.

    Yields:
        The bytes, in order.
    """
    if hasattr(content, "__aiter__"):
        async for chunk in content:
            yield chunk
        return
    import anyio.to_thread

    pieces = chunks_of(content)
    while (chunk := await anyio.to_thread.run_sync(next, pieces, None)) is not None:
        yield chunk


Lock = threading.Lock


def AsyncShield() -> AbstractContextManager[Any]:
    """Lets work go on to its end although the task around it was cancelled.

    Returns:
        What holds the cancellation back while it is entered.
    """
    import anyio

    return anyio.CancelScope(shield=True)


def Shield() -> AbstractContextManager[Any]:
    """The same for sync code, where nothing can cancel.

    Returns:
        A context manager that does nothing.
    """
    return nullcontext()
