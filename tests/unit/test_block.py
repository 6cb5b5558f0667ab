"""What is looked for in blocks of bytes is found wherever it is, with numpy and without it."""

from __future__ import annotations

import re
import sys

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataikuapi import _block
from dataikuapi._block import LITTLE, Block

PLACES = [0, 1, 2, LITTLE, LITTLE + 1, 2 * LITTLE - 3, 2 * LITTLE - 2]
texts = st.lists(st.sampled_from([b"0", b"x", b"\r", b"\n", b'"', b"a"])).map(b"".join)


def block_of(text: bytes) -> Block:
    block = Block()
    block.add(text)
    return block


@pytest.fixture(params=["numpy", "no numpy"], autouse=True)
def looks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "no numpy":
        monkeypatch.setitem(sys.modules, "numpy", None)


def with_pair(pair: bytes, at: int) -> Block:
    text = bytearray(b"a" * (2 * LITTLE))
    text[at : at + 2] = pair
    return block_of(bytes(text))


@pytest.mark.parametrize("at", PLACES)
def test_pair_is_found_before_the_end_only(at: int) -> None:
    block = with_pair(b"0x", at)
    assert block.has_pair(b"0x", 2 * LITTLE)
    assert block.has_pair(b"0x", at + 2)
    assert not block.has_pair(b"0x", at + 1)
    assert not block.has_pair(b"0X", 2 * LITTLE)
    assert not block.has_pair(b"x0", 2 * LITTLE)


@pytest.mark.parametrize("at", PLACES)
def test_lone_return_is_told_from_the_end_of_a_line(at: int) -> None:
    assert not with_pair(b"\r\n", at).has_lone_return(2 * LITTLE)
    assert with_pair(b"\ra", at).has_lone_return(2 * LITTLE)
    assert with_pair(b"\n\r", at).has_lone_return(2 * LITTLE)
    assert with_pair(b"\r\r", at).has_lone_return(2 * LITTLE)
    assert not with_pair(b"\ra", at).has_lone_return(at)


@pytest.mark.parametrize("at", PLACES)
def test_bytes_are_counted_between_two_places(at: int) -> None:
    block = with_pair(b'""', at)
    assert block.count(b'"', 0, 2 * LITTLE) == 2
    assert block.count(b'"', 0, at + 1) == 1
    assert block.count(b'"', at + 1, 2 * LITTLE) == 1


@given(texts, st.integers(0, 40))
def test_looks_are_those_of_bytes(text: bytes, end: int) -> None:
    block, part = block_of(text), text[:end]
    before, _block.LITTLE = _block.LITTLE, 1
    try:
        assert block.has_pair(b"0x", len(part)) == (b"0x" in part)
        assert block.has_lone_return(len(part)) == bool(re.search(rb"\r(?!\n)", part))
        assert block.count(b'"', 0, len(part)) == part.count(b'"')
    finally:
        _block.LITTLE = before


def test_numpy_is_what_looks_at_large_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.modules["numpy"] is None:
        return
    looked: list[int] = []

    def frombuffer(text: bytearray, kind: type, count: int, at: int) -> object:
        looked.append(count)
        return bytes_of(text, kind, count, at)

    bytes_of = numpy.frombuffer
    monkeypatch.setattr(numpy, "frombuffer", frombuffer)
    assert block_of(b"a" * LITTLE).count(b"a", 0, LITTLE) == LITTLE
    assert looked == [LITTLE]


@pytest.mark.parametrize("size", [1, 7, 1000, 100_000])
def test_what_is_added_is_kept_in_order(size: int) -> None:
    block, pieces = Block(), [bytes([at % 251]) * size for at in range(9)]
    for at, piece in enumerate(pieces):
        block.add(piece)
        assert block.size == (at + 1) * size
        assert len(block.text) > block.size
    assert block.head(size * 2) == b"".join(pieces[:2])
    assert block.take(size * 2) == b"".join(pieces[2:])
    assert block.size == 0
    block.add(b"next")
    assert block.take() == b"next"


def test_block_grows_while_somebody_looks_at_it() -> None:
    block = block_of(b"abc")
    with memoryview(block.text) as view:
        block.add(b"d" * 10_000)
        assert bytes(view[:3]) == b"abc"
    block.add(b"e")
    assert block.take() == b"abc" + b"d" * 10_000 + b"e"
