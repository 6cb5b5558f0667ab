"""Handlers of messaging channels: kept, and what is sent through them is written down."""

from __future__ import annotations

import json
from typing import Any

from dssmock import errors
from dssmock.core import EMPTY, Call, Empty, handles
from dssmock.services._identifiers import check_id
from dssmock.services._object_state import WRITE

TABLE = "messaging_channels"
# What was sent, oldest first: for tests to look at.
SENT = "sent_messages"
MAIL = ("smtp", "aws-ses-mail", "microsoft-graph-mail")
TYPES = (*MAIL, "slack", "msft-teams", "google-chat", "twilio", "shell")
SENDER = ("sender", "useCurrentUserAsSender")


def _shown(channel: dict[str, Any]) -> dict[str, Any]:
    """A channel without its configuration."""
    about = {"id": channel["id"], "type": channel["type"]}
    if channel["type"] not in MAIL:
        return about
    configured = channel["configuration"]
    return {**about, "family": "mail", **{n: configured[n] for n in SENDER if n in configured}}


def _usable(call: Call, channel: dict[str, Any]) -> bool:
    """Whether the caller may use a channel; without permissions everybody may."""
    if call.auth.admin or channel["permissions"] is None:
        return True
    return any(
        item.get("canUse")
        and (item.get("group") in call.auth.groups or item.get("user") == call.auth.login)
        for item in channel["permissions"]
    )


def _channel(call: Call) -> dict[str, Any]:
    """The channel that is meant, if the caller may use it.

    Raises:
        errors.NotFound: there is none of this identifier, or not for the caller.
    """
    channel = call.dss.table(TABLE).get(call.path["channel_id"])
    if not _usable(call, channel):
        raise errors.NotFound(f"messaging channel does not exist: {channel['id']}")
    return channel


@handles("messaging_channel_list")
def list_channels(call: Call) -> list[dict[str, Any]]:
    type, family = call.query.get("channelType"), call.query.get("channelFamily")
    usable = [each for each in call.dss.table(TABLE).values() if _usable(call, each)]
    found = [_shown(each) for each in usable]
    return [
        each
        for each in found
        if type in (None, each["type"]) and family in (None, each.get("family"))
    ]


@handles("messaging_channel_create")
def create(call: Call) -> dict[str, Any]:
    call.require_admin()
    body = call.body
    if body["type"] not in TYPES:
        raise errors.BadRequest(f"Unknown type of messaging channel: {body['type']}")
    channel = {
        "id": check_id("a messaging channel", body["id"] or call.dss.ids.short(8)),
        "type": body["type"],
        "configuration": body["configuration"],
        "permissions": body.get("permissions"),
    }
    call.dss.table(TABLE).add(channel["id"], channel)
    return _shown(channel)


@handles("messaging_channel_get")
def get(call: Call) -> dict[str, Any]:
    return _shown(_channel(call))


@handles("messaging_channel_delete")
def delete(call: Call) -> Empty:
    call.require_admin()
    call.dss.table(TABLE).delete(call.path["channel_id"])
    return EMPTY


@handles("messaging_channel_get_settings")
def get_settings(call: Call) -> dict[str, Any]:
    call.require_admin()
    return _channel(call)["configuration"]


@handles("messaging_channel_save_settings")
def save_settings(call: Call) -> Empty:
    return _saved(call, "configuration")


def _saved(call: Call, member: str) -> Empty:
    call.require_admin()
    with call.dss.table(TABLE).edit(call.path["channel_id"]) as channel:
        channel[member] = call.body
    return EMPTY


@handles("messaging_channel_get_permissions")
def get_permissions(call: Call) -> list[dict[str, Any]]:
    call.require_admin()
    return _channel(call)["permissions"] or []


@handles("messaging_channel_save_permissions")
def save_permissions(call: Call) -> Empty:
    return _saved(call, "permissions")


@handles("messaging_channel_send")
def send(call: Call) -> Empty:
    channel, key = _channel(call), call.query["projectKey"]
    call.require_project(key, WRITE)
    if channel["type"] not in MAIL:
        raise errors.BadRequest(f"Channel {channel['id']} sends no mail")
    message = _message(call)
    _check_addresses(channel, message)
    single = call.query.get("sendAsSingleMessage", False)
    sender = _sender(call, channel, message)
    attached = [{"name": each.filename, "size": len(each.data)} for each in _attached(call)]
    for to in [message["to"]] if single else [[address] for address in message["to"]]:
        document = {
            **message,
            "from": sender,
            "to": to,
            "channelId": channel["id"],
            "projectKey": key,
            "attachments": attached,
        }
        sent = call.dss.table(SENT)
        sent.add(str(len(sent) + 1), document)
    return EMPTY


def _attached(call: Call) -> list[Any]:
    return [each for name, each in call.uploads if name == "attachments"]


def _message(call: Call) -> dict[str, Any]:
    """The message of an upload.

    Raises:
        errors.BadRequest: it is no JSON object, or has nobody to go to.
    """
    try:
        message = json.loads(call.files["message"].data)
    except ValueError as problem:
        raise errors.BadRequest(f"The message is not valid JSON: {problem}") from problem
    if not isinstance(message, dict) or not isinstance(message.get("to"), list):
        raise errors.BadRequest("The message must be an object with a list of recipients in 'to'")
    if not message["to"]:
        raise errors.BadRequest("The message has no recipient")
    return message


def _check_addresses(channel: dict[str, Any], message: dict[str, Any]) -> None:
    """Refuse recipients of domains that the channel does not allow.

    Raises:
        errors.BadRequest: there is one.
    """
    allowed = (channel["configuration"].get("authorizedDomain") or "").split(",")
    domains = [each.strip() for each in allowed if each.strip()]
    for address in message["to"] if domains else []:
        if str(address).rpartition("@")[2] not in domains:
            raise errors.BadRequest(f"Recipient is not in an authorized domain: {address}")


def _sender(call: Call, channel: dict[str, Any], message: dict[str, Any]) -> Any:
    """The address that a message comes from."""
    configured = channel["configuration"]
    user = call.dss.table("users").find(call.auth.login) if call.auth.login else None
    own = (user or {}).get("email")
    if configured.get("useCurrentUserAsSender") and own:
        return own
    return message.get("from") or configured.get("sender")
