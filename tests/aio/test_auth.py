"""Who one is, and tickets."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pytest

from dataikuapi import DSSDataError, DSSUnauthorized
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock


async def test_info_of_a_key(client: AsyncDSSClient) -> None:
    info = await client.get_auth_info()
    assert info["authIdentifier"] == "adminkey"
    assert info.get("associatedDSSUser") == "admin"


async def test_info_of_a_user(
    client: AsyncDSSClient, client_as: Callable[[str], AsyncDSSClient]
) -> None:
    await client.create_user("carol", "s3cret", groups=["readers"], profile="READER")
    async with client_as("carol") as carol:
        settings = await carol.get_own_user().get_settings()
        settings.add_secret("token", "t")
        await settings.save()
        info = await carol.get_auth_info()
        assert (info["authIdentifier"], info.get("groups")) == ("carol", ["readers"])
        assert info.get("userProfile") == "READER"
        assert "secrets" not in info
        secrets = (await carol.get_auth_info(with_secrets=True)).get("secrets")
    assert secrets == [{"key": "token", "name": "token", "value": "t"}]


async def test_info_of_an_unknown_key(mock: DSSMock) -> None:
    async with AsyncDSSClient(mock.base_url, "wrong", transport=mock.transport()) as stranger:
        with pytest.raises(DSSUnauthorized, match="Unknown API Key"):
            await stranger.get_auth_info()


async def test_a_ticket_works_instead_of_the_key(
    client: AsyncDSSClient, mock: DSSMock, client_as: Callable[[str], AsyncDSSClient]
) -> None:
    await client.create_user("carol", "s3cret")
    async with client_as("carol") as carol:
        ticket = await carol.get_ticket()
    async with AsyncDSSClient(
        mock.base_url, internal_ticket=ticket, transport=mock.transport()
    ) as inside:
        assert (await inside.get_auth_info())["authIdentifier"] == "carol"
        await client.get_user("carol").delete()
        with pytest.raises(DSSUnauthorized):
            await inside.get_auth_info()


async def test_the_visitor_of_a_webapp(client: AsyncDSSClient, mock: DSSMock) -> None:
    await client.create_user("carol", "s3cret")
    login = base64.b64encode(b"carol:s3cret").decode()
    headers = {"Authorization": f"Basic {login}", "Host": "dss.example.org"}
    info = await client.get_auth_info_from_browser_headers(headers)
    assert info["authIdentifier"] == "carol"
    with_secrets = await client.get_auth_info_from_browser_headers(headers, with_secrets=True)
    assert with_secrets.get("secrets") == []
    ticket = await client.get_ticket_from_browser_headers(headers)
    async with AsyncDSSClient(
        mock.base_url, internal_ticket=ticket, transport=mock.transport()
    ) as visitor:
        assert (await visitor.get_auth_info())["authIdentifier"] == "carol"
    cookies = {"cookie": f"theme=dark; a@b=c; dss_access_token={ticket}"}
    assert (await client.get_auth_info_from_browser_headers(cookies))["authIdentifier"] == "carol"


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
async def test_headers_that_are_nobody_s(client: AsyncDSSClient, headers: dict[str, str]) -> None:
    await client.create_user("carol", "s3cret")
    with pytest.raises(DSSUnauthorized):
        await client.get_auth_info_from_browser_headers(headers)
    with pytest.raises(DSSUnauthorized):
        await client.get_ticket_from_browser_headers(headers)


async def test_headers_are_a_dict(client: AsyncDSSClient, mock: DSSMock) -> None:
    wrong: Any = [("Cookie", "a=b")]
    with pytest.raises(TypeError, match="headers_dict"):
        await client.get_auth_info_from_browser_headers(wrong)
    with pytest.raises(TypeError, match="headers_dict"):
        await client.get_ticket_from_browser_headers(wrong)
    assert mock.calls == []


async def test_an_answer_without_a_ticket(client: AsyncDSSClient, mock: DSSMock) -> None:
    mock.faults.add("auth_get_ticket_from_browser_headers", 200, body={})
    with pytest.raises(DSSDataError, match="no ticket"):
        await client.get_ticket_from_browser_headers({"Cookie": "a=b"})
