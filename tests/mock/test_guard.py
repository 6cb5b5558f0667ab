"""What other sites may not do, and the files of the page."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from dssmock import guard
from dssmock.errors import Forbidden
from dssmock.http import Request
from dssmock.server import Server
from tests.mock.tiny import make_mock


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with make_mock().serve() as server:
        yield server


@pytest.fixture
def client(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, trust_env=False) as client:
        yield client


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content-type": "application/json"}, 200),
        ({"content-type": "application/json; charset=utf-8"}, 200),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/x-www-form-urlencoded"}, 415),
        ({}, 415),
        ({"content-type": "application/json", "origin": "https://evil.example"}, 403),
        ({"content-type": "application/json", "origin": "null"}, 403),
        ({"content-type": "application/json", "sec-fetch-site": "cross-site"}, 403),
        ({"content-type": "application/json", "sec-fetch-site": "same-site"}, 403),
        ({"content-type": "application/json", "sec-fetch-site": "same-origin"}, 200),
        ({"content-type": "application/json", "host": "evil.example:11200"}, 403),
        ({"content-type": "application/json", "host": "localhost:11200"}, 200),
        ({"content-type": "application/json", "host": "[::1]:11200"}, 200),
    ],
)
def test_control_takes_requests_of_programs_and_of_its_page(
    client: httpx.Client, headers: dict[str, str], status: int
) -> None:
    answer = client.post("/_mock/clock", content=b'{"advance": 1}', headers=headers)
    assert answer.status_code == status, answer.text


def test_page_itself_counts_as_own_origin(client: httpx.Client, server: Server) -> None:
    sent = {"origin": server.url}
    assert client.post("/_mock/clock", json={"advance": 1}, headers=sent).status_code == 200


def test_post_without_a_body_needs_no_type(client: httpx.Client) -> None:
    assert client.post("/_mock/snapshot").status_code == 200
    assert client.delete("/_mock/calls").status_code == 200


def test_link_from_elsewhere_may_open_the_page(client: httpx.Client) -> None:
    sent = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert client.get("/", headers=sent).status_code == 200
    assert client.get("/", headers={"host": "evil.example"}).status_code == 403


def test_name_is_not_checked_where_others_may_reach_it() -> None:
    request = Request("GET", "/_mock/health", headers={"host": "dss:11200"})
    guard.check(request, "0.0.0.0")  # noqa: S104 -- as in a container
    with pytest.raises(Forbidden):
        guard.check(request, "127.0.0.1")


def test_api_itself_is_not_guarded(client: httpx.Client) -> None:
    sent = {"origin": "https://notebook.example", "host": "dss.example"}
    answer = client.get("/public/api/things/", headers=sent, auth=("admin-key", ""))
    assert answer.status_code == 200


def test_page_and_its_files_are_served(client: httpx.Client) -> None:
    page = client.get("/")
    assert page.headers["content-type"] == "text/html;charset=utf-8"
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for name, kind in (
        ("main.js", "text/javascript"), ("style.css", "text/css"), ("icon.svg", "image/svg+xml"),
    ):  # fmt: skip
        assert f"/_mock/web/{name}" in page.text
        answer = client.get(f"/_mock/web/{name}")
        assert answer.headers["content-type"].startswith(kind)
        assert answer.headers["x-content-type-options"] == "nosniff"
    spec = client.get("/_mock/openapi.json").json()
    assert "project_list" in str(spec["paths"]["/projects/"]["get"]["operationId"])


def test_page_asks_for_nothing_from_elsewhere(client: httpx.Client) -> None:
    page = client.get("/").text
    assert "://" not in page.replace(client.get("/").url.host, "")
    assert "style=" not in page
    assert "onclick" not in page


@pytest.mark.parametrize("name", ["", "nothing.js", "..%2fcore.py", "../core.py", "index.html.bak"])
def test_nothing_else_is_served(client: httpx.Client, name: str) -> None:
    assert client.get(f"/_mock/web/{name}").status_code == 404


def test_page_is_only_read(client: httpx.Client) -> None:
    answer = client.post("/", json={})
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")
