# Derived by `tox -e generate` from tests/aio/test_messaging_channel.py. Do not edit.
"""Messaging channels: built, configured, used."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dataikuapi._errors import DSSBadRequest, DSSForbidden, DSSNotFound
from dataikuapi.dss.messaging_channel import (
    DSSMailMessagingChannel,
    DSSMessagingChannel,
    DSSMessagingChannelListItem,
    SMTPMessagingChannelCreator,
)
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.people import add_person

MAIL = {"host": "mail.example.com", "sender": "dss@example.com"}


@pytest.fixture
def mail(client: DSSClient) -> DSSMailMessagingChannel:
    """A channel for mail, and a project."""
    client.create_project("SALES", "Sales", "admin")
    channel = client.create_messaging_channel("smtp", "team", MAIL)
    assert isinstance(channel, DSSMailMessagingChannel)
    return channel


def sent(mock: DSSMock) -> list[Any]:
    """What was sent."""
    return mock.table("sent_messages").values()


def test_channels_are_listed_by_type_and_family(
    client: DSSClient, mail: DSSMailMessagingChannel, mock: DSSMock
) -> None:
    client.create_messaging_channel("slack", "chat", {"webhookUrl": "https://x"})
    first, second = client.list_messaging_channels()
    assert mock.calls[-1].query == {}
    assert isinstance(first, DSSMessagingChannelListItem)
    assert (first.id, first.type, first.family) == (mail.id, "smtp", "mail")
    assert (second.id, second.type, second.family) == ("chat", "slack", None)
    assert first.get_raw()["sender"] == "dss@example.com"
    assert "team" in repr(first)
    assert "webhookUrl" not in second.get_raw()
    assert isinstance(first.get_as_messaging_channel(), DSSMailMessagingChannel)
    assert type(second.get_as_messaging_channel()) is DSSMessagingChannel
    handles = client.list_messaging_channels("objects", channel_type="slack")
    assert mock.calls[-1].query == {"channelType": "slack"}
    assert [each.id for each in handles] == ["chat"]
    found = client.list_messaging_channels(channel_family="mail")
    assert [each.id for each in found] == ["team"]
    with pytest.raises(ValueError, match="as_type"):
        client.list_messaging_channels("things")


def test_get_channel(client: DSSClient, mail: DSSMailMessagingChannel) -> None:
    channel = client.get_messaging_channel("team")
    assert isinstance(channel, DSSMailMessagingChannel)
    assert (channel.sender, channel.use_current_user_as_sender) == (mail.sender, None)
    assert "team" in repr(channel)
    with pytest.raises(DSSNotFound):
        client.get_messaging_channel("none")
    with pytest.raises(ValueError, match="channel_id"):
        client.get_messaging_channel("")


def test_create_sends_what_was_asked(client: DSSClient, mock: DSSMock) -> None:
    channel = client.create_messaging_channel("shell")
    assert mock.calls[-1].body == {
        "id": "",
        "type": "shell",
        "configuration": {},
        "permissions": None,
    }
    assert channel.id
    with pytest.raises(DSSBadRequest, match="already exists"):
        client.create_messaging_channel("shell", channel.id)
    with pytest.raises(DSSBadRequest, match="pigeon"):
        client.create_messaging_channel("pigeon")
    with pytest.raises(TypeError, match="channel_configuration"):
        client.create_messaging_channel("shell", "x", [1])  # type: ignore[arg-type]


def test_settings_are_kept(client: DSSClient, mail: DSSMailMessagingChannel) -> None:
    settings = mail.get_settings()
    assert settings.get_raw() == MAIL
    settings.get_raw()["sender"] = "other@example.com"
    settings.get_raw()["port"] = 25
    settings.save()
    assert (mail.get_settings()).get_raw() == settings.settings
    again = client.get_messaging_channel("team")
    assert isinstance(again, DSSMailMessagingChannel)
    assert again.sender == "other@example.com"


def test_permissions_decide_who_sees_a_channel(
    mail: DSSMailMessagingChannel,
    mock: DSSMock,
    client_as: Callable[[str], DSSClient],
) -> None:
    add_person(mock, "carol", "readers")
    assert mail.get_permissions() == []
    with client_as("carol") as carol:
        assert len(carol.list_messaging_channels()) == 1
        mail.set_permissions([{"group": "ops", "canUse": True}])
        assert mail.get_permissions() == [{"group": "ops", "canUse": True}]
        assert carol.list_messaging_channels() == []
        with pytest.raises(DSSNotFound):
            carol.get_messaging_channel("team")
        mail.set_permissions(({"user": "carol", "canUse": True},))
        mine = carol.get_messaging_channel("team")
        for call in (mine.get_settings, mine.get_permissions, mine.delete):
            with pytest.raises(DSSForbidden):
                call()
        with pytest.raises(DSSForbidden):
            carol.create_messaging_channel("shell", "mine")
    with pytest.raises(TypeError, match="permissions"):
        mail.set_permissions({"group": "ops"})  # type: ignore[arg-type]


def test_delete(client: DSSClient, mail: DSSMailMessagingChannel) -> None:
    mail.delete()
    assert client.list_messaging_channels() == []


def test_send_to_each_recipient_with_attachments(
    mail: DSSMailMessagingChannel, mock: DSSMock, tmp_path: Path
) -> None:
    (tmp_path / "d.txt").write_bytes(b"1234")
    mail.send(
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


def test_send_one_message_to_all(mail: DSSMailMessagingChannel, mock: DSSMock) -> None:
    mail.send(
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


def test_send_from_the_address_of_the_caller(
    mail: DSSMailMessagingChannel,
    client: DSSClient,
    mock: DSSMock,
    client_as: Callable[[str], DSSClient],
) -> None:
    settings = mail.get_settings()
    settings.get_raw()["useCurrentUserAsSender"] = True
    settings.save()
    add_person(mock, "carol", "writers")
    line = {"group": "writers", "writeProjectContent": True}
    client.get_project("SALES").set_permissions({"owner": "admin", "permissions": [line]})
    with client_as("carol") as carol:
        mine = carol.get_messaging_channel("team")
        assert isinstance(mine, DSSMailMessagingChannel)
        assert mine.use_current_user_as_sender is True
        mine.send("SALES", ["a@example.org"], "s", "b")
    assert sent(mock)[0]["from"] == "carol@example.org"


def test_send_refuses_what_cannot_go(
    mail: DSSMailMessagingChannel, client: DSSClient, mock: DSSMock
) -> None:
    settings = mail.get_settings()
    settings.get_raw()["authorizedDomain"] = "example.org, example.net"
    settings.save()
    mail.send("SALES", ["a@example.net"], "s", "b")
    with pytest.raises(DSSBadRequest, match="a@evil"):
        mail.send("SALES", ["a@evil"], "s", "b")
    with pytest.raises(DSSBadRequest, match="no recipient"):
        mail.send("SALES", [], "s", "b")
    with pytest.raises(DSSNotFound, match="NONE"):
        mail.send("NONE", ["a@example.org"], "s", "b")
    with pytest.raises(TypeError, match="to must be a list"):
        mail.send("SALES", "a@example.org", "s", "b")
    for wrong in ("a.txt", b"x"):
        with pytest.raises(TypeError, match="attachments"):
            mail.send("SALES", ["a@example.org"], "s", "b", attachments=[wrong])
    with pytest.raises(TypeError, match="attachments"):
        mail.send("SALES", ["a@example.org"], "s", "b", [("a", 3)])
    assert len(sent(mock)) == 1
    chat = client.create_messaging_channel("slack", "chat")
    as_mail = DSSMailMessagingChannel(client, {"id": chat.id})
    with pytest.raises(DSSBadRequest, match="no mail"):
        as_mail.send("SALES", ["a@example.org"], "s", "b")


def test_a_builder_makes_a_mail_channel(client: DSSClient, mock: DSSMock) -> None:
    creator: Any = client.new_messaging_channel("smtp")
    assert isinstance(creator, SMTPMessagingChannelCreator)
    creator.with_id("team").with_permissions(["ops"], ("carol",))
    creator.with_current_user_as_sender(True).with_sender("dss@example.com")
    creator.with_authorized_domains(["a.org", "b.org"])
    creator.with_host("mail.example.com").with_port(25).with_ssl(True).with_tls(False)
    creator.with_session_properties([{"key": "k", "value": "v"}])
    creator.with_login("me").with_password("secret")
    channel = creator.create()
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
    assert isinstance(channel, DSSMailMessagingChannel)


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
def test_builders_of_the_other_types(
    client: DSSClient, mock: DSSMock, kind: str, steps: dict[str, str]
) -> None:
    creator = client.new_messaging_channel(kind)
    for step in steps:
        assert getattr(creator, f"with_{step}")(f"value of {step}") is creator
    channel = creator.create()
    assert channel.type == kind
    kept = mock.table("messaging_channels").get(channel.id)["configuration"]
    assert kept == {member: f"value of {step}" for step, member in steps.items()}


def test_there_is_no_builder_of_an_unknown_type(client: DSSClient) -> None:
    with pytest.raises(ValueError, match="type must be one of smtp"):
        client.new_messaging_channel("pigeon")
