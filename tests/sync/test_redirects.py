# Derived by `tox -e generate` from tests/aio/test_redirects.py. Do not edit.
"""No credential goes to another host, nor from https to http, whatever the server answers."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest

from dataikuapi import DSSAPIError, DSSDataError, RetryPolicy
from dataikuapi.dssclient import DSSClient
from tests.transports import Redirecting

HOST = "https://dss.example.com:11200"
EXTRA = {"X-Gateway": "extra-secret", "Cookie": "session=cookie-secret"}
CREDENTIALS: dict[str, dict[str, Any]] = {
    "basic": {"api_key": "key-secret"},
    "ticket": {"internal_ticket": "ticket-secret"},
    "bearer": {"jwt_bearer_token": "bearer-secret"},
    "own": {"api_key": "k", "extra_headers": {"Authorization": "Custom own-secret"}},
}
ELSEWHERE = [
    "https://evil.example/dip/publicapi/admin/groups/",
    "http://dss.example.com:11200/dip/publicapi/admin/groups/",
    "https://dss.example.com/dip/publicapi/admin/groups/",
    "https://dss.example.com:11201/",
    "https://dss.example.com:11200@evil.example/",
    "https://user:pass@dss.example.com:11200/",
    "https://dss.example.com.evil.example:11200/",
    "https://evil.dss.example.com:11200/",
    "//evil.example/",
    "https:\\\\evil.example\\",
    "\\\\evil.example/",
    "file:///etc/passwd",
    "ftp://dss.example.com:11200/",
    "javascript:alert(1)",
]


def talking_to(transport: Redirecting, credentials: dict[str, Any]) -> DSSClient:
    options = {**credentials, "extra_headers": {**EXTRA, **credentials.get("extra_headers", {})}}
    return DSSClient(HOST, transport=transport, retries=RetryPolicy(tries=1), **options)


@pytest.mark.parametrize("location", ELSEWHERE)
@pytest.mark.parametrize("status", [301, 302, 307])
@pytest.mark.parametrize("credentials", CREDENTIALS.values(), ids=list(CREDENTIALS))
def test_redirect_elsewhere_is_not_followed(
    credentials: dict[str, Any], status: int, location: str
) -> None:
    transport = Redirecting(status, location)
    with talking_to(transport, credentials) as client:
        # One that leads nowhere else, read strictly, may be followed to this host.
        with suppress(DSSAPIError, DSSDataError):
            client.list_groups()
    hosts = {(each.url.scheme, each.url.host, each.url.port) for each in transport.requests}
    assert hosts == {("https", "dss.example.com", 11200)}


@pytest.mark.parametrize("credentials", CREDENTIALS.values(), ids=list(CREDENTIALS))
def test_redirect_on_the_same_host_keeps_all_credentials(
    credentials: dict[str, Any],
) -> None:
    transport = Redirecting(307, "/dip/publicapi/admin/groups")
    with talking_to(transport, credentials) as client:
        assert client.list_groups() == []
    first, second = (each.headers for each in transport.requests)
    assert first == second
    assert first["X-Gateway"] == "extra-secret"
    assert first["Cookie"] == "session=cookie-secret"


def test_refused_redirect_names_its_target_without_credentials() -> None:
    transport = Redirecting(302, "https://user:pass@evil.example/login?key=1")
    with talking_to(transport, CREDENTIALS["basic"]) as client:
        with pytest.raises(DSSAPIError) as caught:
            client.list_groups()
    assert "redirected to https://evil.example/login, which" in str(caught.value)


def test_cookie_of_the_server_is_not_kept_for_others() -> None:
    transport = Redirecting(302, "https://evil.example/")
    transport.answers[0].headers["Set-Cookie"] = "sid=1; Domain=example.com"
    with talking_to(transport, CREDENTIALS["basic"]) as client:
        with pytest.raises(DSSAPIError, match="which is not followed"):
            client.list_groups()
    assert len(transport.requests) == 1


@pytest.mark.parametrize("location", ["https://evil.example/", "/dip/publicapi/other"])
def test_redirect_of_a_download_follows_the_same_rule(location: str) -> None:
    transport = Redirecting(302, location)
    with talking_to(transport, CREDENTIALS["basic"]) as client:
        try:
            stream = client.get_scoring_libs_stream()
            stream.close()
        except DSSAPIError:
            assert "evil" in location
    assert {each.url.host for each in transport.requests} == {"dss.example.com"}
