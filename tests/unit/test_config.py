"""Where URL and key are found: ticket, environment, file, in this order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import dataikuapi
from dataikuapi._config import Connection, find_connection
from dataikuapi.aio import api_client as async_api_client

INSTANCES = {
    "default_instance": "design",
    "dss_instances": {
        "design": {"url": "https://design.example.com:11200", "api_key": "file-key"},
        "auto": {
            "url": "https://auto.example.com",
            "api_key": "auto-key",
            "no_check_certificate": True,
        },
    },
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    (tmp_path / ".dataiku").mkdir()
    return tmp_path


def write(home: Path, content: object) -> None:
    text = content if isinstance(content, str) else json.dumps(content)
    (home / ".dataiku" / "config.json").write_text(text)


def test_nothing_configured_says_what_to_do(home: Path) -> None:
    with pytest.raises(
        ValueError, match=r"set DKU_DSS_URL and DKU_API_KEY, or write .*config\.json"
    ):
        find_connection()


def test_file_gives_its_default_instance(home: Path) -> None:
    write(home, INSTANCES)
    client = dataikuapi.api_client()
    assert (client.host, client.api_key) == ("https://design.example.com:11200", "file-key")
    assert client._session.verify is True


def test_file_gives_the_instance_that_is_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(home, INSTANCES)
    monkeypatch.setenv("DKU_DSS_URL", "http://elsewhere:1")
    monkeypatch.setenv("DKU_API_KEY", "other")
    client = dataikuapi.api_client("auto")
    assert client.api_key == "auto-key"
    assert client._session.verify is False


@pytest.mark.parametrize(
    "content",
    [
        "{broken",
        {},
        {"dss_instances": {}},
        {"dss_instances": {"a": {"url": "http://a"}}, "default_instance": "a"},
        {"dss_instances": {"a": {"url": "http://a", "api_key": "k"}}, "default_instance": "b"},
        [],
    ],
)
def test_broken_file_is_named(home: Path, content: object) -> None:
    write(home, content)
    with pytest.raises(ValueError, match=r"config\.json does not give"):
        find_connection()


def test_environment_comes_before_the_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(home, INSTANCES)
    monkeypatch.setenv("DKU_DSS_URL", "http://env:1")
    monkeypatch.setenv("DKU_API_KEY", "env-key")
    client = async_api_client(timeout=7)
    assert (client.host, client.api_key) == ("http://env:1", "env-key")
    assert client.rest.settings.timeouts.read == 7


def test_ticket_of_code_inside_dss_comes_first(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DKU_DSS_URL", "http://env:1")
    monkeypatch.setenv("DKU_API_KEY", "env-key")
    monkeypatch.setenv("DKU_API_TICKET", "ticket-1")
    with pytest.raises(ValueError, match="DKU_NGINX_PORT"):
        find_connection()
    monkeypatch.setenv("DKU_NGINX_PORT", "11200")
    client = dataikuapi.api_client()
    assert (client.host, client.internal_ticket) == ("http://127.0.0.1:11200", "ticket-1")
    assert client._session.headers["X-DKU-APITicket"] == "ticket-1"
    monkeypatch.setenv("DKU_BACKEND_HOST", "backend")
    assert find_connection().url == "http://backend:11200"


def test_half_an_environment_is_not_used(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DKU_DSS_URL", "http://env:1")
    with pytest.raises(ValueError, match="no DSS is configured"):
        find_connection()


def test_secrets_do_not_show() -> None:
    assert "s3" not in repr(Connection("http://x", "y", api_key="s3", internal_ticket="s3"))
