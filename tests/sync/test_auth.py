# Derived by `tox -e generate` from tests/aio/test_auth.py. Do not edit.
"""Who one is, and tickets."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pytest

from dataikuapi import DSSDataError, DSSUnauthorized
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock


def test_info_of_a_key(client: DSSClient) -> None:
    info = client.get_auth_info()
    assert info["authIdentifier"] == "adminkey"
    assert info.get("associatedDSSUser") == "admin"


def test_info_of_a_user(client: DSSClient, client_as: Callable[[str], DSSClient]) -> None:
    client.create_user("carol", "s3cret", groups=["readers"], profile="READER")
    with client_as("carol") as carol:
        settings = carol.get_own_user().get_settings()
        settings.add_secret("token", "t")
        settings.save()
        info = carol.get_auth_info()
        assert (info["authIdentifier"], info.get("groups")) == ("carol", ["readers"])
        assert info.get("userProfile") == "READER"
        assert "secrets" not in info
        secrets = (carol.get_auth_info(with_secrets=True)).get("secrets")
    assert secrets == [{"key": "token", "name": "token", "value": "t"}]


def test_info_of_an_unknown_key(mock: DSSMock) -> None:
    with DSSClient(mock.base_url, "wrong", transport=mock.transport()) as stranger:
        with pytest.raises(DSSUnauthorized, match="Unknown API Key"):
            stranger.get_auth_info()


def test_a_ticket_works_instead_of_the_key(
    client: DSSClient, mock: DSSMock, client_as: Callable[[str], DSSClient]
) -> None:
    client.create_user("carol", "s3cret")
    with client_as("carol") as carol:
        ticket = carol.get_ticket()
    with DSSClient(mock.base_url, internal_ticket=ticket, transport=mock.transport()) as inside:
        assert (inside.get_auth_info())["authIdentifier"] == "carol"
        client.get_user("carol").delete()
        with pytest.raises(DSSUnauthorized):
            inside.get_auth_info()


def test_the_visitor_of_a_webapp(client: DSSClient, mock: DSSMock) -> None:
    client.create_user("carol", "s3cret")
    login = base64.b64encode(b"carol:s3cret").decode()
    headers = {"Authorization": f"Basic {login}", "Host": "dss.example.org"}
    info = client.get_auth_info_from_browser_headers(headers)
    assert info["authIdentifier"] == "carol"
    with_secrets = client.get_auth_info_from_browser_headers(headers, with_secrets=True)
    assert with_secrets.get("secrets") == []
    ticket = client.get_ticket_from_browser_headers(headers)
    with DSSClient(mock.base_url, internal_ticket=ticket, transport=mock.transport()) as visitor:
        assert (visitor.get_auth_info())["authIdentifier"] == "carol"
    cookies = {"cookie": f"theme=dark; a@b=c; dss_access_token={ticket}"}
    assert (client.get_auth_info_from_browser_headers(cookies))["authIdentifier"] == "carol"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Cookie": "theme=dark"},
        {"Cookie": "dss_access_token=forged"},
        {"Authorization": "Basic Y2Fyb2w6d3Jvbmc="},
        {"Authorization": "Basic a"},
        {"X-DKU-ProxyUser": "admin"},
    ],
)
def test_headers_that_are_nobody_s(client: DSSClient, headers: dict[str, str]) -> None:
    client.create_user("carol", "s3cret")
    with pytest.raises(DSSUnauthorized):
        client.get_auth_info_from_browser_headers(headers)
    with pytest.raises(DSSUnauthorized):
        client.get_ticket_from_browser_headers(headers)


def test_headers_are_a_dict(client: DSSClient, mock: DSSMock) -> None:
    wrong: Any = [("Cookie", "a=b")]
    with pytest.raises(TypeError, match="headers_dict"):
        client.get_auth_info_from_browser_headers(wrong)
    with pytest.raises(TypeError, match="headers_dict"):
        client.get_ticket_from_browser_headers(wrong)
    assert mock.calls == []


def test_an_answer_without_a_ticket(client: DSSClient, mock: DSSMock) -> None:
    mock.faults.add("auth_get_ticket_from_browser_headers", 200, body={})
    with pytest.raises(DSSDataError, match="no ticket"):
        client.get_ticket_from_browser_headers({"Cookie": "a=b"})
