"""JSON that is long is parsed by another library, which must make no difference."""

from __future__ import annotations

import gc
import json
import sys
from typing import Any

import msgspec
import pytest

from dataikuapi._prepare import LARGE, parse_json

HARD = [
    "18446744073709551616",
    "-9223372036854775809",
    "123456789012345678901234567890",
    "9007199254740993",
    "0.1",
    "1e22",
    "-0.0",
    "2.2250738585072011e-308",
    "1e400",
    "NaN",
    "-Infinity",
    '"\\ud800"',
    '"\\ud83d\\ude00 \\u0000 é"',
    '{"a": 1, "b": {}, "a": 2}',
]


def long(text: str) -> bytes:
    return f'["{"x" * LARGE}", {text}]'.encode()


@pytest.mark.parametrize("text", HARD)
def test_read_hard_values_in_long_documents(text: str) -> None:
    def shown(value: Any) -> str:
        return repr(value)

    assert shown(parse_json(long(text))[1]) == shown(json.loads(text))


@pytest.mark.parametrize("text", ["01", "[1,]", '"\x01"', "nul", '"open', "[" * 100_000])
def test_refuse_what_is_no_json_in_long_documents(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        parse_json(long(text))


def test_read_long_documents_by_the_fast_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json, "loads", None)
    assert parse_json(long("1.5"))[1] == 1.5


def test_read_long_document_with_a_mark_of_its_encoding() -> None:
    assert parse_json(b"\xef\xbb\xbf" + long("1"))[1] == 1


def test_garbage_is_not_looked_for_in_a_long_document(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    decode = msgspec.json.decode

    def watched(content: bytes) -> Any:
        seen.append(gc.isenabled())
        return decode(content)

    monkeypatch.setattr("msgspec.json.decode", watched)
    assert gc.isenabled()
    parse_json(long("1"))
    parse_json(long("NaN"))
    # From 3.12 on Python does it by itself.
    assert seen == [sys.version_info >= (3, 12)] * 2
    assert gc.isenabled()


def test_collector_that_somebody_stopped_stays_so(request: pytest.FixtureRequest) -> None:
    request.addfinalizer(gc.enable)
    gc.disable()
    parse_json(long("1"))
    assert not gc.isenabled()
