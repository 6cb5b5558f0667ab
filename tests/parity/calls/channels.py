"""Messaging channels: built, configured, used."""

from __future__ import annotations

from typing import Any, Final

from tests.parity.scene import Scene

MAIL: Final = {"host": "mail.example.com", "sender": "dss@example.com"}
BUILDERS: Final[dict[str, dict[str, Any]]] = {
    "aws-ses-mail": {"access_key": "a", "secret_key": "s", "region_or_endpoint": "eu-west-1"},
    "microsoft-graph-mail": {"client_id": "c", "tenant_id": "t", "client_secret": "s"},
    "slack": {"proxy": True, "webhook_url": "u", "mode": "WEBHOOK", "authorization_token": "t",
              "channel": "c"},
    "msft-teams": {"proxy": False, "webhook_url": "u", "webhook_type": "WORKFLOWS"},
    "google-chat": {"webhook_key": "k", "webhook_token": "t"},
    "twilio": {"proxy": True, "account_sid": "a", "auth_token": "t", "from_number": "+1"},
    "shell": {"type": "COMMAND", "command": "ls", "script": "#"},
}  # fmt: skip


def channels(see: Scene) -> None:
    client = see.client
    see("none", client.list_messaging_channels())
    mail = see("create", client.create_messaging_channel("smtp", "team", MAIL))
    see("facts", [mail.id, mail.type, mail.family, mail.sender, mail.use_current_user_as_sender])
    see("create with less", client.create_messaging_channel("shell"))
    rights = [{"group": "readers", "canUse": True}]
    named = {"channel_configuration": {"webhookUrl": "u"}, "permissions": rights}
    see("create with all", client.create_messaging_channel("slack", channel_id="chat", **named))
    items = see("list", client.list_messaging_channels())
    see("items", [[item.id, item.type, item.get_raw()] for item in items])
    see("family", items[0].family)
    see("handles", [item.get_as_messaging_channel() for item in items])
    see("as objects", client.list_messaging_channels("objects"))
    see("of a type", client.list_messaging_channels(channel_type="slack"))
    see("of a family", client.list_messaging_channels(channel_family="mail"))
    see.error("as nothing", client.list_messaging_channels, "dicts")
    see("get", client.get_messaging_channel("team"))
    chat = see("get another", client.get_messaging_channel("chat"))
    see("permissions", chat.get_permissions())
    see("set permissions", chat.set_permissions([{"user": "carol", "canUse": True}]))
    see("permissions again", chat.get_permissions())
    settings = see("settings", mail.get_settings())
    settings.get_raw()["port"] = 25
    see("save", settings.save())
    see("saved", mail.get_settings().get_raw())
    see("delete", chat.delete())
    see.error("read what is gone", client.get_messaging_channel, "chat")
    see.error("create twice", client.create_messaging_channel, "smtp", "team")
    see.error("create an odd one", client.create_messaging_channel, "pigeon")


def mails(see: Scene) -> None:
    mail = see.client.create_messaging_channel("smtp", "team", MAIL)
    see("send", mail.send("PENGUINS", ["a@example.org"], "Ready", "<p>Look</p>"))
    files = [["a.txt", b"123"], ("b.csv", b"x,y", "text/csv"), ("c.bin", see.memory(b"12345"))]
    to = ["a@example.org", "b@example.org"]
    see("with files", mail.send("PENGUINS", to, "Été", "Look", attachments=files))
    named: dict[str, Any] = {"plain_text": True, "sender": "me@example.org"}
    named |= {"cc": ["c@example.org"], "bcc": ["d@example.org"], "send_as_single_message": True}
    see("with all", mail.send("PENGUINS", to, "Ready", "Look", **named))
    see.error("to nobody", mail.send, "PENGUINS", [], "s", "b")
    see.error("of nothing", mail.send, "NONE", to, "s", "b")


def builders(see: Scene) -> None:
    client = see.client
    mail = client.new_messaging_channel("smtp")
    mail.with_id("team")
    mail.with_permissions(["readers"], ["carol"])
    mail.with_current_user_as_sender(True)
    mail.with_sender("dss@example.com")
    mail.with_authorized_domains(["a.org", "b.org"])
    mail.with_host("mail.example.com")
    mail.with_port(25)
    mail.with_ssl(True)
    mail.with_tls(False)
    mail.with_session_properties([{"key": "k", "value": "v"}])
    mail.with_login("me")
    mail.with_password("secret")
    see("smtp", mail.create())
    for kind, steps in BUILDERS.items():
        builder = client.new_messaging_channel(kind)
        see(f"builder of {kind}", type(builder).__name__)
        for step, value in steps.items():
            getattr(builder, f"with_{step}")(value)
        see(kind, builder.create())
    see("plain", client.new_messaging_channel("slack").create())
    see.error("pigeon", client.new_messaging_channel, "pigeon")
