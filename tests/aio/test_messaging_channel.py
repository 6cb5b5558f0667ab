"""Messaging channels: built, configured, used."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dataikuapi._errors import DSSBadRequest, DSSForbidden, DSSNotFound
from dataikuapi.aio.dss.messaging_channel import (
    AsyncDSSMailMessagingChannel,
    AsyncDSSMessagingChannel,
    AsyncDSSMessagingChannelListItem,
    AsyncSMTPMessagingChannelCreator,
)
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.people import add_person

MAIL = {"host": "mail.example.com", "sender": "dss@example.com"}


@pytest.fixture
async def mail(client: AsyncDSSClient) -> AsyncDSSMailMessagingChannel:
    """A channel for mail, and a project."""
    await client.create_project("SALES", "Sales", "admin")
    channel = await client.create_messaging_channel("smtp", "team", MAIL)
    assert isinstance(channel, AsyncDSSMailMessagingChannel)
    return channel


def sent(mock: DSSMock) -> list[Any]:
    """What was sent."""
    return mock.table("sent_messages").values()


async def test_channels_are_listed_by_type_and_family(
    client: AsyncDSSClient, mail: AsyncDSSMailMessagingChannel, mock: DSSMock
) -> None:
    await client.create_messaging_channel("slack", "chat", {"webhookUrl": "https://x"})
    first, second = await client.list_messaging_channels()
    assert mock.calls[-1].query == {}
    assert isinstance(first, AsyncDSSMessagingChannelListItem)
    assert (first.id, first.type, first.family) == (mail.id, "smtp", "mail")
    assert (second.id, second.type, second.family) == ("chat", "slack", None)
    assert first.get_raw()["sender"] == "dss@example.com"
    assert "team" in repr(first)
    assert "webhookUrl" not in second.get_raw()
    assert isinstance(first.get_as_messaging_channel(), AsyncDSSMailMessagingChannel)
    assert type(second.get_as_messaging_channel()) is AsyncDSSMessagingChannel
    handles = await client.list_messaging_channels("objects", channel_type="slack")
    assert mock.calls[-1].query == {"channelType": "slack"}
    assert [each.id for each in handles] == ["chat"]
    found = await client.list_messaging_channels(channel_family="mail")
    assert [each.id for each in found] == ["team"]
    with pytest.raises(ValueError, match="as_type"):
        await client.list_messaging_channels("things")


async def test_get_channel(client: AsyncDSSClient, mail: AsyncDSSMailMessagingChannel) -> None:
    channel = await client.get_messaging_channel("team")
    assert isinstance(channel, AsyncDSSMailMessagingChannel)
    assert (channel.sender, channel.use_current_user_as_sender) == (mail.sender, None)
    assert "team" in repr(channel)
    with pytest.raises(DSSNotFound):
        await client.get_messaging_channel("none")
    with pytest.raises(ValueError, match="channel_id"):
        await client.get_messaging_channel("")


async def test_create_sends_what_was_asked(client: AsyncDSSClient, mock: DSSMock) -> None:
    channel = await client.create_messaging_channel("shell")
    assert mock.calls[-1].body == {
        "id": "",
        "type": "shell",
        "configuration": {},
        "permissions": None,
    }
    assert channel.id
    with pytest.raises(DSSBadRequest, match="already exists"):
        await client.create_messaging_channel("shell", channel.id)
    with pytest.raises(DSSBadRequest, match="pigeon"):
        await client.create_messaging_channel("pigeon")
    with pytest.raises(TypeError, match="channel_configuration"):
        await client.create_messaging_channel("shell", "x", [1])  # type: ignore[arg-type]


async def test_settings_are_kept(
    client: AsyncDSSClient, mail: AsyncDSSMailMessagingChannel
) -> None:
    settings = await mail.get_settings()
    assert settings.get_raw() == MAIL
    settings.get_raw()["sender"] = "other@example.com"
    settings.get_raw()["port"] = 25
    await settings.save()
    assert (await mail.get_settings()).get_raw() == settings.settings
    again = await client.get_messaging_channel("team")
    assert isinstance(again, AsyncDSSMailMessagingChannel)
    assert again.sender == "other@example.com"


async def test_permissions_decide_who_sees_a_channel(
    mail: AsyncDSSMailMessagingChannel,
    mock: DSSMock,
    client_as: Callable[[str], AsyncDSSClient],
) -> None:
    add_person(mock, "carol", "readers")
    assert await mail.get_permissions() == []
    async with client_as("carol") as carol:
        assert len(await carol.list_messaging_channels()) == 1
        await mail.set_permissions([{"group": "ops", "canUse": True}])
        assert await mail.get_permissions() == [{"group": "ops", "canUse": True}]
        assert await carol.list_messaging_channels() == []
        with pytest.raises(DSSNotFound):
            await carol.get_messaging_channel("team")
        await mail.set_permissions(({"user": "carol", "canUse": True},))
        mine = await carol.get_messaging_channel("team")
        for call in (mine.get_settings, mine.get_permissions, mine.delete):
            with pytest.raises(DSSForbidden):
                await call()
        with pytest.raises(DSSForbidden):
            await carol.create_messaging_channel("shell", "mine")
    with pytest.raises(TypeError, match="permissions"):
        await mail.set_permissions({"group": "ops"})  # type: ignore[arg-type]


async def test_delete(client: AsyncDSSClient, mail: AsyncDSSMailMessagingChannel) -> None:
    await mail.delete()
    assert await client.list_messaging_channels() == []


async def test_send_to_each_recipient_with_attachments(
    mail: AsyncDSSMailMessagingChannel, mock: DSSMock, tmp_path: Path
) -> None:
    (tmp_path / "d.txt").write_bytes(b"1234")
    await mail.send(
        "SALES",
        ["a@example.org", "b@example.org"],
        "Ready",
        "<p>Look</p>",
        attachments=[
            ["a.txt", b"123"],
            ("b.csv", "x,y", "text/csv"),
            ("c.bin", io.BytesIO(b"12345")),
            ("d.txt", tmp_path / "d.txt"),
            ("e.bin", iter([b"1", b"23"])),
        ],
    )
    assert mock.calls[-1].query == {"projectKey": "SALES", "sendAsSingleMessage": False}
    first, second = sent(mock)
    assert (first["to"], second["to"]) == (["a@example.org"], ["b@example.org"])
    assert (first["from"], first["subject"]) == ("dss@example.com", "Ready")
    assert first["plainText"] is False
    assert first["attachments"] == [
        {"name": "a.txt", "size": 3},
        {"name": "b.csv", "size": 3},
        {"name": "c.bin", "size": 5},
        {"name": "d.txt", "size": 4},
        {"name": "e.bin", "size": 3},
    ]


async def test_send_one_message_to_all(mail: AsyncDSSMailMessagingChannel, mock: DSSMock) -> None:
    await mail.send(
        "SALES",
        ("a@example.org", "b@example.org"),
        "Ready",
        "Look",
        plain_text=True,
        sender="me@example.org",
        cc=["c@example.org"],
        bcc=["d@example.org"],
        send_as_single_message=True,
    )
    (message,) = sent(mock)
    assert message["to"] == ["a@example.org", "b@example.org"]
    assert (message["cc"], message["bcc"]) == (["c@example.org"], ["d@example.org"])
    assert (message["from"], message["plainText"]) == ("me@example.org", True)
    assert message["attachments"] == []


async def test_send_from_the_address_of_the_caller(
    mail: AsyncDSSMailMessagingChannel,
    client: AsyncDSSClient,
    mock: DSSMock,
    client_as: Callable[[str], AsyncDSSClient],
) -> None:
    settings = await mail.get_settings()
    settings.get_raw()["useCurrentUserAsSender"] = True
    await settings.save()
    add_person(mock, "carol", "writers")
    line = {"group": "writers", "writeProjectContent": True}
    await client.get_project("SALES").set_permissions({"owner": "admin", "permissions": [line]})
    async with client_as("carol") as carol:
        mine = await carol.get_messaging_channel("team")
        assert isinstance(mine, AsyncDSSMailMessagingChannel)
        assert mine.use_current_user_as_sender is True
        await mine.send("SALES", ["a@example.org"], "s", "b")
    assert sent(mock)[0]["from"] == "carol@example.org"


async def test_send_refuses_what_cannot_go(
    mail: AsyncDSSMailMessagingChannel, client: AsyncDSSClient, mock: DSSMock
) -> None:
    settings = await mail.get_settings()
    settings.get_raw()["authorizedDomain"] = "example.org, example.net"
    await settings.save()
    await mail.send("SALES", ["a@example.net"], "s", "b")
    with pytest.raises(DSSBadRequest, match="a@evil"):
        await mail.send("SALES", ["a@evil"], "s", "b")
    with pytest.raises(DSSBadRequest, match="no recipient"):
        await mail.send("SALES", [], "s", "b")
    with pytest.raises(DSSNotFound, match="NONE"):
        await mail.send("NONE", ["a@example.org"], "s", "b")
    with pytest.raises(TypeError, match="to must be a list"):
        await mail.send("SALES", "a@example.org", "s", "b")
    for wrong in ("a.txt", b"x"):
        with pytest.raises(TypeError, match="attachments"):
            await mail.send("SALES", ["a@example.org"], "s", "b", attachments=[wrong])
    with pytest.raises(TypeError, match="attachments"):
        await mail.send("SALES", ["a@example.org"], "s", "b", [("a", 3)])
    assert len(sent(mock)) == 1
    chat = await client.create_messaging_channel("slack", "chat")
    as_mail = AsyncDSSMailMessagingChannel(client, {"id": chat.id})
    with pytest.raises(DSSBadRequest, match="no mail"):
        await as_mail.send("SALES", ["a@example.org"], "s", "b")


async def test_a_builder_makes_a_mail_channel(client: AsyncDSSClient, mock: DSSMock) -> None:
    creator: Any = client.new_messaging_channel("smtp")
    assert isinstance(creator, AsyncSMTPMessagingChannelCreator)
    creator.with_id("team").with_permissions(["ops"], ("carol",))
    creator.with_current_user_as_sender(True).with_sender("dss@example.com")
    creator.with_authorized_domains(["a.org", "b.org"])
    creator.with_host("mail.example.com").with_port(25).with_ssl(True).with_tls(False)
    creator.with_session_properties([{"key": "k", "value": "v"}])
    creator.with_login("me").with_password("secret")
    channel = await creator.create()
    assert mock.calls[-1].body == {
        "id": "team",
        "type": "smtp",
        "configuration": {
            "useCurrentUserAsSender": True,
            "sender": "dss@example.com",
            "authorizedDomain": "a.org,b.org",
            "host": "mail.example.com",
            "port": 25,
            "useSSL": True,
            "useTLS": False,
            "sessionProperties": [{"key": "k", "value": "v"}],
            "login": "me",
            "password": "***",
        },
        "permissions": [{"group": "ops", "canUse": True}, {"user": "carol", "canUse": True}],
    }
    assert isinstance(channel, AsyncDSSMailMessagingChannel)


@pytest.mark.parametrize(
    ("kind", "steps"),
    [
        (
            "aws-ses-mail",
            {
                "access_key": "accessKey",
                "secret_key": "secretKey",
                "region_or_endpoint": "regionOrEndpoint",
            },
        ),
        (
            "microsoft-graph-mail",
            {
                "client_id": "clientId",
                "tenant_id": "tenantId",
                "client_secret": "clientSecret",
            },
        ),
        (
            "slack",
            {
                "proxy": "useProxy",
                "webhook_url": "webhookUrl",
                "mode": "mode",
                "authorization_token": "authorizationToken",
                "channel": "channel",
            },
        ),
        (
            "msft-teams",
            {"proxy": "useProxy", "webhook_url": "webhookUrl", "webhook_type": "webhookType"},
        ),
        ("google-chat", {"webhook_key": "webhookKey", "webhook_token": "webhookToken"}),
        (
            "twilio",
            {
                "proxy": "useProxy",
                "account_sid": "accountSid",
                "auth_token": "authToken",
                "from_number": "fromNumber",
            },
        ),
        ("shell", {"type": "type", "command": "command", "script": "script"}),
    ],
)
async def test_builders_of_the_other_types(
    client: AsyncDSSClient, mock: DSSMock, kind: str, steps: dict[str, str]
) -> None:
    creator = client.new_messaging_channel(kind)
    for step in steps:
        assert getattr(creator, f"with_{step}")(f"value of {step}") is creator
    channel = await creator.create()
    assert channel.type == kind
    kept = mock.table("messaging_channels").get(channel.id)["configuration"]
    assert kept == {member: f"value of {step}" for step, member in steps.items()}


async def test_there_is_no_builder_of_an_unknown_type(client: AsyncDSSClient) -> None:
    with pytest.raises(ValueError, match="type must be one of smtp"):
        client.new_messaging_channel("pigeon")
