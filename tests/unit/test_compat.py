"""Uploads in pieces, from whatever holds them."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterable

import pytest

from dataikuapi._body import AsyncBody, Body
from dataikuapi._compat import CHUNK, AsyncClock, Clock, asleep, sleep


async def later() -> AsyncIterator[bytes]:
    yield b"one"
    yield b"two"


@pytest.mark.parametrize(
    ("content", "pieces"),
    [
        (io.BytesIO(b"x" * (CHUNK + 1)), [b"x" * CHUNK, b"x"]),
        ([b"a", b"b"], [b"a", b"b"]),
        (io.BytesIO(b""), []),
    ],
)
def test_pieces_of_a_file_or_an_iterable(content: Iterable[bytes], pieces: list[bytes]) -> None:
    assert list(Body(content)) == pieces


async def test_pieces_for_async_code() -> None:
    assert [piece async for piece in AsyncBody(io.BytesIO(b"abc"))] == [b"abc"]
    assert [piece async for piece in AsyncBody([b"a", b"b"])] == [b"a", b"b"]
    assert [piece async for piece in AsyncBody(later())] == [b"one", b"two"]


async def test_clocks_tell_time_and_sleep() -> None:
    await asleep(0)
    sleep(0)
    await AsyncClock().sleep(0)
    Clock().sleep(0)
    assert AsyncClock().monotonic() <= Clock().monotonic()
