"""JSON that is long is parsed by another library, which must make no difference."""

from __future__ import annotations

import json
from typing import Any

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
