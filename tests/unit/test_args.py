"""Wrong arguments: one clear error that names the argument."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from dataikuapi import DSSClient
from dataikuapi._args import (
    binary_file,
    check_dict,
    check_host,
    check_list,
    check_name,
    check_str,
)


@pytest.mark.parametrize(
    ("host", "error"),
    [
        ("", ValueError),
        (None, TypeError),
        (b"http://x", TypeError),
        ("dss.example.com", ValueError),
        ("localhost:11200", ValueError),
        ("ftp://dss.example.com", ValueError),
        ("http://", ValueError),
        ("http://host:port", ValueError),
        ("http://host:99999", ValueError),
        ("http://host:0", ValueError),
        ("http://[::1", ValueError),
        ("https://host?x=1", ValueError),
        ("https://host#x", ValueError),
        ("https://user:password@host", ValueError),
    ],
)
def test_host_that_is_no_url_is_refused(host: object, error: type[Exception]) -> None:
    with pytest.raises(error, match="host"):
        DSSClient(host, "key")  # type: ignore[arg-type]


def test_host_keeps_its_path_and_loses_its_final_slash() -> None:
    assert check_host("https://proxy.example.com/dss/") == "https://proxy.example.com/dss"


@pytest.mark.parametrize("name", ["api_key", "internal_ticket", "jwt_bearer_token"])
def test_empty_credentials_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        DSSClient("http://localhost", **{name: ""})
    with pytest.raises(TypeError, match=name):
        DSSClient("http://localhost", **{name: 5})  # type: ignore[arg-type]


def test_missing_credentials_are_refused() -> None:
    with pytest.raises(ValueError, match="api_key, internal_ticket or jwt_bearer_token"):
        DSSClient("http://localhost")


@pytest.mark.parametrize("value", [0, -1, float("-inf")])
def test_limit_on_time_that_is_not_above_zero_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="timeout"):
        DSSClient("http://localhost", "key", timeout=value)


@pytest.mark.parametrize("value", ["5", True, [5]])
def test_limit_on_time_of_a_wrong_type_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="timeout"):
        DSSClient("http://localhost", "key", timeout=value)  # type: ignore[arg-type]


@pytest.mark.parametrize("header", [{"X": "a\r\nY: b"}, {"X\n": "a"}, {"X": "\0"}])
def test_header_that_would_inject_another_is_refused(header: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="extra_headers"):
        DSSClient("http://localhost", "key", extra_headers=header)


def test_header_that_is_no_string_is_refused() -> None:
    with pytest.raises(TypeError, match="extra_headers"):
        DSSClient("http://localhost", "key", extra_headers={"X": 1})  # type: ignore[dict-item]


@pytest.mark.parametrize("name", ["", ".", "..", "a\0b", "a\nb", "\x7f"])
def test_name_that_can_not_stand_in_a_path_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="group_name"):
        check_name("group_name", name)


@pytest.mark.parametrize("name", ["a/b", "a?b", "#", "%", "50%25", " ", "é", "日本", "...", "a..b"])
def test_other_names_are_taken_as_they_are(name: str) -> None:
    assert check_name("group_name", name) == name


def test_wrong_types_are_refused() -> None:
    with pytest.raises(TypeError, match="label must be a string, not int"):
        check_str("label", 5)
    with pytest.raises(TypeError, match="params must be a dict, not list"):
        check_dict("params", [])
    with pytest.raises(TypeError, match="groups must be a list, not str"):
        check_list("groups", "abc")
    with pytest.raises(TypeError, match="groups must be a list, not int"):
        check_list("groups", 5)
    assert check_list("groups", ("a", "b")) == ["a", "b"]


def test_file_must_be_open_for_reading_bytes(tmp_path: Path) -> None:
    path = tmp_path / "plugin.zip"
    path.write_bytes(b"zip")
    with pytest.raises(TypeError, match="fp must be a file opened in binary mode, not a path"):
        binary_file("fp", str(path))
    with pytest.raises(TypeError, match="not a path"):
        binary_file("fp", path)
    with pytest.raises(TypeError, match="fp must be a file"):
        binary_file("fp", 5)
    with path.open() as text, pytest.raises(TypeError, match="opened as text"):
        binary_file("fp", text)
    with path.open("ab") as written, pytest.raises(ValueError, match="not opened for reading"):
        binary_file("fp", written)
    with path.open("rb") as good:
        assert binary_file("fp", good) is good
    with pytest.raises(ValueError, match="closed"):
        binary_file("fp", good)
    assert binary_file("fp", bytearray(b"ab")) == b"ab"
    assert isinstance(binary_file("fp", io.BytesIO(b"")), io.BytesIO)
