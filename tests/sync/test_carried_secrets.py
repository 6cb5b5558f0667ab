# Derived by `tox -e generate` from tests/aio/test_carried_secrets.py. Do not edit.
"""What the libraries that carry requests say of them, on real sockets: nothing that is secret."""

from __future__ import annotations

import pytest

from dataikuapi import DataikuException, DSSAPIError, RetryPolicy
from dataikuapi.dssclient import DSSClient
from dataikuapi_rest import api
from tests.property.leaks import all_logged, found, shown
from tests.servers import CLOSE, SILENCE, Server, answer, serving

KEY = "K1-secret-of-the-client"
PATH = "P2-secret/of the path"
PASSWORD = "W3-secret-of-the-proxy"
ONCE = RetryPolicy(tries=1)
# What goes wrong, so that each kind of exception is raised.
SCRIPTS: dict[str, list[bytes | str]] = {
    "closed": [CLOSE],
    "silent": [SILENCE],
    "no http": [b"SSH-2.0-OpenSSH\r\n", CLOSE],
    "broken head": [b"HTTP/1.1 200 OK\r\nBad\x00 Header: 1\r\n\r\n", CLOSE],
    "short": [answer(b"[1", length=10), CLOSE],
    "refused": [answer(f"no {PATH} {KEY}".encode(), 403)],
}


def failing(client: DSSClient) -> list[str]:
    """All that is written of a call that fails."""
    request = api.global_api_key.global_api_key_get_by_secret.build_request(PATH)
    with all_logged() as logged:
        with client:
            with pytest.raises(DataikuException) as caught:
                client.rest.json(request)
        texts = [*shown(caught.value), *logged]
    assert any("globalAPIKeys" in text for text in texts)
    return texts


def leaks(texts: list[str]) -> list[str]:
    return [text for secret in (KEY, PATH, PASSWORD) for text in found(texts, secret)]


def behind(proxy: Server, url: str) -> DSSClient:
    client = DSSClient(url, KEY, retries=ONCE, timeout=0.3)
    client._session.proxies = {"all": proxy.url.replace("//", f"//user:{PASSWORD}@")}
    return client


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=list(SCRIPTS))
def test_failure_shows_no_secret(script: list[bytes | str]) -> None:
    with serving(script) as server:
        client = DSSClient(server.url, KEY, retries=ONCE, timeout=0.3)
        assert leaks(failing(client)) == []


@pytest.mark.parametrize("url", ["http://dss.invalid:11200", "https://dss.invalid:11200"])
@pytest.mark.parametrize("script", SCRIPTS.values(), ids=list(SCRIPTS))
def test_failure_of_a_proxy_shows_no_secret(script: list[bytes | str], url: str) -> None:
    with serving(script) as proxy:
        assert leaks(failing(behind(proxy, url))) == []


@pytest.mark.parametrize("url", ["http://dss.invalid:11200", "https://dss.invalid:11200"])
def test_proxy_that_is_not_there_shows_no_secret(url: str) -> None:
    with serving([CLOSE]) as proxy:
        pass
    assert leaks(failing(behind(proxy, url))) == []


def test_log_of_a_call_that_works_shows_no_secret() -> None:
    request = api.global_api_key.global_api_key_get_by_secret.build_request(PATH)
    with serving([answer(b"{}")]) as server, all_logged() as logged:
        with DSSClient(server.url, KEY, retries=ONCE) as client:
            client.rest.json(request)
    assert any("/admin/globalAPIKeys/***" in line for line in logged)
    assert leaks(logged) == []


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_redirect_to_what_is_no_url_is_a_typed_error(method: str) -> None:
    headers = {"Location": f"http://[{KEY}/"}
    with serving([answer(b"", 302, headers=headers)]) as server:
        with DSSClient(server.url, KEY, retries=ONCE) as client:
            with pytest.raises(DSSAPIError, match="redirected to what is no URL") as caught:
                client._perform_json(method, "/x")
    assert leaks(list(shown(caught.value))) == []
