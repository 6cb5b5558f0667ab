"""What scripts do with the session and the streams of the incumbent, which were of `requests`."""

from __future__ import annotations

import io

import pytest

from dataikuapi import DSSClient
from dataikuapi._proxies import proxy_for
from dataikuapi._session import Session
from dssmock.core import DSSMock
from tests.servers import Server, answer, serving


def client_of(server: Server) -> DSSClient:
    return DSSClient(server.url, "key")


def test_query_of_an_escape_hatch_is_sent_as_given() -> None:
    with serving([answer(b"{}")]) as server, client_of(server) as client:
        client._perform_json("GET", "/a b/é?x=1&y=", params={"z": [True, None, "ü"], "n": None})
        client._perform_json("get", "/quoted%2Fname", params={"b": b"bytes"})
    first, second = server.requests
    assert first.target == "/dip/publicapi/a%20b/%C3%A9?x=1&y=&z=true&z=%C3%BC"
    assert (second.method, second.target) == ("GET", "/dip/publicapi/quoted%2Fname?b=bytes")


def test_bodies_of_an_escape_hatch_are_sent_as_given() -> None:
    with serving([answer(b"{}")]) as server, client_of(server) as client:
        client._perform_json("POST", "/x", body={"a": None}, headers={"X-Own": "1"})
        client._perform_json("POST", "/x", raw_body="é", headers={"content-type": "text/plain"})
        client._perform_json("POST", "/x", raw_body=io.BytesIO(b"from a file"))
        client._perform_json("POST", "/x", raw_body=iter([b"one", b"two"]))
        client._perform_json("POST", "/x", body=[], headers={"Content-Type": "a/b"})
    bodies = [request.body for request in server.requests]
    assert bodies == [b'{"a": null}', "é".encode(), b"from a file", b"onetwo", b"[]"]
    kinds = [request.headers.get("content-type") for request in server.requests]
    assert kinds == ["application/json", "text/plain", None, None, "a/b"]
    assert server.requests[0].headers["x-own"] == "1"


def test_files_of_an_escape_hatch_take_the_forms_of_requests() -> None:
    named = io.BytesIO(b"named")
    named.name = "/some/folder/n.zip"
    files = {
        "file": named,
        "other": ("o.bin", b"other", "a/b"),
        "text": (None, "t"),
        "no": (None, None),
    }
    with serving([answer(b"{}")]) as server, client_of(server) as client:
        client._perform_empty("POST", "/x", files=files)
    body = server.requests[0].body
    assert b'name="file"; filename="n.zip"' in body
    assert b'name="other"; filename="o.bin"\r\nContent-Type: a/b' in body
    assert b'name="text"\r\n\r\nt\r\n' in body
    assert b'name="no"' not in body


def test_upload_by_the_old_door_gives_the_answer() -> None:
    with serving([answer(b'{"id": 1}')]) as server, client_of(server) as client:
        answered = client._perform_json_upload("POST", "/up", "a.zip", io.BytesIO(b"zip"))
        assert answered.json() == {"id": 1}
        with pytest.raises(TypeError, match="opened as text"):
            client._perform_json_upload("POST", "/up", "a.zip", io.StringIO("text"))
    assert b'name="file"; filename="a.zip"' in server.requests[0].body


def test_stream_has_what_scripts_use_of_requests() -> None:
    with serving([answer(b'{"a": [1,\n 2]}')]) as server, client_of(server) as client:
        stream = client._perform_raw("GET", "/x")
        assert stream.ok
        assert stream.content == b'{"a": [1,\n 2]}'
        assert stream.content is stream.content
        assert stream.text == '{"a": [1,\n 2]}'
        assert stream.json() == {"a": [1, 2]}
        assert stream.readable()
        assert list(client._perform_raw("GET", "/x").iter_lines()) == [b'{"a": [1,', b" 2]}"]
        raw = client._perform_raw("GET", "/x").raw
        assert (raw.read(4), raw.read(), raw.read()) == (b'{"a"', b": [1,\n 2]}", b"")
        assert b"".join(client._perform_raw("GET", "/x").raw) == b'{"a": [1,\n 2]}'
        assert b"".join(client._perform_raw("GET", "/x")) == b'{"a": [1,\n 2]}'
        raw = client._perform_raw("GET", "/x").raw
        raw.close()
        with client._perform_raw("GET", "/x") as stream:
            assert stream.read(1) == b"{"


def test_session_headers_are_sent_and_can_change() -> None:
    with serving([answer(b"[]")]) as server, client_of(server) as client:
        client._session.headers.update({"X-One": "1", "X-Two": "2"})
        client.list_groups()
        client._session.headers["x-one"] = "changed"
        del client._session.headers["X-TWO"]
        client.list_groups()
    assert server.requests[0].headers["x-two"] == "2"
    assert server.requests[1].headers["x-one"] == "changed"
    assert "x-two" not in server.requests[1].headers
    assert len(client._session.headers) == 1


def test_session_credentials_can_change() -> None:
    class Basic:
        username, password = "u", "p"

    with serving([answer(b"[]")]) as server, client_of(server) as client:
        client._session.auth = ("u", "p")
        client.list_groups()
        client._session.auth = Basic()
        client.list_groups()
        client._session.auth = "nonsense"
        with pytest.raises(TypeError, match=r"_session\.auth"):
            client.list_groups()
    kinds = {request.headers["authorization"] for request in server.requests}
    assert kinds == {"Basic dTpw"}


def test_session_proxies_are_used() -> None:
    with serving([answer(b"[]")]) as proxy:
        client = DSSClient("http://dss.invalid:11200", "key")
        client._session.proxies = {"http": proxy.url}
        with client:
            assert client.list_groups() == []
    assert proxy.requests[0].target == "http://dss.invalid:11200/dip/publicapi/admin/groups/"


def test_proxies_of_the_environment_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving([answer(b"[]")]) as proxy, serving([answer(b'[{"name": "g"}]')]) as direct:
        monkeypatch.setenv("http_proxy", proxy.url.removeprefix("http://"))
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        with DSSClient("http://dss.invalid", "key") as client:
            assert client.list_groups() == []
        with DSSClient(direct.url, "key") as client:
            assert client.list_groups() == [{"name": "g"}]
        with DSSClient(direct.url, "key") as client:
            client._session.trust_env = False
            assert client.list_groups() == [{"name": "g"}]
    assert len(proxy.requests) == 1


@pytest.mark.parametrize(
    ("origin", "no_proxy", "expected"),
    [
        ("https://dss", "", "http://proxy:1"),
        ("https://dss", "*", None),
        ("https://a.example.com", ".example.com", None),
        ("https://a.example.com", "example.com", None),
        ("https://example.com", "*.example.com", "http://proxy:1"),
        ("https://badexample.com", "example.com", "http://proxy:1"),
        ("https://dss:11200", "other, dss:11200", None),
        ("https://dss:11201", "dss:11200", "http://proxy:1"),
        ("https://10.1.2.3", "10.0.0.0/8", None),
        ("https://dss", "10.0.0.0/8", "http://proxy:1"),
        ("http://dss", "", None),
    ],
)
def test_proxy_of_an_origin(
    monkeypatch: pytest.MonkeyPatch, origin: str, no_proxy: str, expected: str | None
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "proxy:1")
    monkeypatch.setenv("no_proxy", no_proxy)
    assert proxy_for(Session(), origin) == expected


def test_proxies_of_the_session_win(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://other:1")
    session = Session()
    session.proxies = {"all": "http://all:2"}
    assert proxy_for(session, "http://dss") == "http://all:2"
    # Of a server that runs programs for each request: anybody could send a header "Proxy".
    monkeypatch.setenv("REQUEST_METHOD", "GET")
    assert proxy_for(Session(), "http://dss") is None


def test_ticket_of_the_platform_gives_a_working_client() -> None:
    mock = DSSMock()
    admin = DSSClient(mock.base_url, mock.admin_key, transport=mock.transport())
    ticket = admin.get_ticket()
    inside = DSSClient(mock.base_url, internal_ticket=ticket, transport=mock.transport())
    assert inside.get_auth_info().get("authIdentifier") == "admin"
