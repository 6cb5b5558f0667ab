"""What the mock makes of a request: query, JSON, forms."""

from __future__ import annotations

from typing import Any

import pytest

from dssmock.control import Control
from dssmock.core import DSSMock, Request
from tests.mock.tiny import make_mock


def asked(mock: DSSMock, query: str) -> dict[str, Any]:
    return mock.request("GET", f"/things/?{query}").json()[0]


@pytest.mark.parametrize(
    ("query", "name", "value"),
    [
        ("deep=True", "deep", True),
        ("deep=true", "deep", True),
        ("deep=False", "deep", False),
        ("limit=12", "limit", 12),
        ("ratio=0.5", "ratio", 0.5),
        ("name=", "name", ""),
        ("name=a+b%2Fc", "name", "a b/c"),
        ("name=a&name=b", "name", "b"),
        ("tags=a&tags=b", "tags", ["a", "b"]),
        ("tags=a,b", "tags", ["a", "b"]),
        ("tags=a%2Cb&tags=c", "tags", ["a,b", "c"]),
        ("tags=", "tags", []),
    ],
)
def test_query_values_have_their_type(tiny: DSSMock, query: str, name: str, value: Any) -> None:
    assert asked(tiny, query)[name] == value
    assert tiny.calls[-1].query == {name: value}
    assert tiny.calls[-1].warnings == []


@pytest.mark.parametrize(
    "query", ["deep=yes", "deep=", "limit=1.5", "limit=x", "ratio=x", "ratio=nan", "ratio=1e400"]
)
def test_query_value_of_wrong_type_is_refused(tiny: DSSMock, query: str) -> None:
    response = tiny.request("GET", f"/things/?{query}")
    assert response.status == 400
    assert query.partition("=")[0] in response.json()["message"]


def test_missing_query_value_is_refused(tiny: DSSMock) -> None:
    response = tiny.request("GET", "/things/actions/needs")
    assert response.status == 400
    assert response.json()["message"] == "Missing parameter name"
    assert tiny.request("GET", "/things/actions/needs?name=a").json() == {"id": "a"}


@pytest.mark.parametrize("kind", [None, "text/plain", "application/json", "application/xml"])
def test_json_is_parsed_whatever_the_type(tiny: DSSMock, kind: str | None) -> None:
    headers = {} if kind is None else {"Content-Type": kind}
    sent = tiny.request("POST", "/things/", content=b'{"id": "a"}', headers=headers)
    assert sent.json() == {"id": "a"}


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"{'id': 1}",
        b"\xff",
        b"NaN",
        b'{"id": "\\ud800"}',
        b"[" * 100_000,
        b'{"id": "a", "count": 1e400}',
        b'{"id": "a", "count": -1e400}',
    ],
)
def test_malformed_json_is_refused(tiny: DSSMock, content: bytes) -> None:
    response = tiny.request("POST", "/things/", content=content)
    assert response.status == 400
    assert response.json()["errorType"] == "com.google.gson.JsonSyntaxException"
    assert tiny.calls[-1].status == 400


@pytest.mark.parametrize(("depth", "status"), [(99, 200), (100, 400), (600, 400), (900, 400)])
def test_depth_of_json_is_limited(depth: int, status: int) -> None:
    dss = DSSMock("demo")
    content = b'{"local":{},"standard":' + b'{"a":[' * (depth // 2) + b'{"b":' * (depth % 2)
    content += b"1" + b"}" * (depth % 2) + b"]}" * (depth // 2) + b"}"
    response = dss.request("PUT", "/projects/PENGUINS/variables/", content=content)
    assert response.status == status, response.text
    if status == 400:
        assert "nested deeper than 100" in response.json()["message"]
    control = Control(dss)
    for path, query in (("calls", ""), ("log", ""), ("table", "name=projects")):
        assert control.handle(Request("GET", f"/_mock/{path}", query)).status == 200


def test_number_that_overflows_blinds_nothing() -> None:
    dss = DSSMock("demo")
    content = b'{"standard": {"k": 1e400}, "local": {}}'
    refused = dss.request("PUT", "/projects/PENGUINS/variables/", content=content)
    assert refused.status == 400
    assert "1e400 is out of range" in refused.json()["message"]
    assert Control(dss).handle(Request("GET", "/_mock/log")).status == 200


def test_missing_body_counts_as_empty_object(tiny: DSSMock) -> None:
    response = tiny.request("POST", "/things/")
    assert response.status == 400
    assert "required property" in response.json()["message"]


def test_missing_optional_body_that_is_no_object_is_none(tiny: DSSMock) -> None:
    assert tiny.request("POST", "/things/actions/many").json()["body"] is None
    assert tiny.request("POST", "/things/actions/many", json=["a"]).json()["body"] == ["a"]


def test_missing_optional_body_that_may_be_an_object_is_one() -> None:
    seen: list[Any] = []
    mock = make_mock(handlers={"thing_run": lambda call: {"seen": seen.append(call.body)}})
    mock.request("POST", "/things/actions/run")
    assert seen == [{}]


def test_unexpected_body_is_a_warning(tiny: DSSMock) -> None:
    assert tiny.request("GET", "/things/", json={"a": 1}).status == 200
    assert tiny.calls[0].warnings == ["unexpected body"]
    assert tiny.calls[0].body == {"a": 1}


def test_body_may_come_in_pieces(tiny: DSSMock) -> None:
    headers = {"authorization": "Bearer admin-key"}
    pieces = iter([b'{"id":', b' "a"}'])
    request = Request("POST", "/public/api/things/", headers=headers, body=pieces)
    assert tiny.handle(request).json() == {"id": "a"}


def test_upload_is_read(tiny: DSSMock) -> None:
    files = {"file": ("a b.zip", b"\r\n--\x00"), "label": "L"}
    answer = tiny.request("POST", "/things/actions/upload", files=files).json()
    assert answer == {"id": "a b.zip", "size": 5, "form": {"label": "L"}, "type": None}
    assert tiny.calls[0].files == {"file": ("a b.zip", 5)}
    assert tiny.calls[0].body is None


def multipart(*parts: bytes) -> dict[str, Any]:
    content = b"".join(b"--B\r\n" + part + b"\r\n" for part in parts) + b"--B--\r\n"
    return {"content": content, "headers": {"Content-Type": "multipart/form-data; boundary=B"}}


@pytest.mark.parametrize(
    "disposition",
    [b'form-data; name="file"', b'form-data; name="file"; filename=""', b"form-data; name=file"],
)
def test_upload_needs_no_file_name(tiny: DSSMock, disposition: bytes) -> None:
    part = b"Content-Disposition: " + disposition + b"\r\nExpires: 0\r\n\r\nabc"
    answer = tiny.request("POST", "/things/actions/upload", **multipart(part)).json()
    assert answer == {"id": "", "size": 3, "form": {}, "type": None}


def test_upload_keeps_the_type_of_a_part(tiny: DSSMock) -> None:
    part = (
        b'Content-Disposition: form-data; name="file"; filename="x"\r\n'
        b"Content-Type: application/zip\r\n\r\nabc"
    )
    answer = tiny.request("POST", "/things/actions/upload", **multipart(part)).json()
    assert answer["type"] == "application/zip"


def test_upload_without_a_part_is_refused_where_one_is_needed(tiny: DSSMock) -> None:
    response = tiny.request("POST", "/things/actions/upload", **multipart())
    assert response.status == 400
    assert response.json()["message"] == "Missing part: file"


def test_upload_that_is_no_form_is_refused(tiny: DSSMock) -> None:
    response = tiny.request("POST", "/things/actions/upload", json={})
    assert response.status == 400
    assert "not a multipart request" in response.json()["message"]


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("multipart/form-data", b"--B--\r\n"),
        ("multipart/form-data; boundary=B", b"--C\r\n"),
        ("multipart/form-data; boundary=B", b"--B\r\nname: \xff\xfe\r\n\r\nx\r\n--B--"),
    ],
)
def test_malformed_form_is_refused(tiny: DSSMock, kind: str, content: bytes) -> None:
    headers = {"Content-Type": kind}
    response = tiny.request("POST", "/things/actions/upload", content=content, headers=headers)
    assert response.status == 400
    assert "multipart" in response.json()["message"]


def test_unknown_part_is_a_warning(tiny: DSSMock) -> None:
    files = {"file": b"x", "colour": "red"}
    assert tiny.request("POST", "/things/actions/upload", files=files).status == 200
    assert tiny.calls[0].warnings == ["unknown part colour"]


def test_url_encoded_form_is_read_too(tiny: DSSMock) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
    mock = make_mock(handlers={"thing_upload": lambda call: {"id": call.form["file"]}})
    content = b"file=a%20b&label="
    sent = mock.request("POST", "/things/actions/upload", content=content, headers=headers)
    assert sent.json() == {"id": "a b"}


def test_raw_body_is_kept_as_it_is(tiny: DSSMock) -> None:
    content = b'{"looks": "like JSON"'
    assert tiny.request("POST", "/things/a/files/f", content=content).status == 200
    assert tiny.request("GET", "/things/a/files/f").body == content


def test_empty_raw_body_makes_an_empty_file(tiny: DSSMock) -> None:
    assert tiny.request("POST", "/things/a/files/f").status == 200
    assert tiny.blobs.get("a/f") == b""


def test_path_that_is_no_utf8_is_refused(tiny: DSSMock) -> None:
    response = tiny.request("GET", "/things/%ff")
    assert response.status == 400
    assert "UTF-8" in response.json()["message"]
