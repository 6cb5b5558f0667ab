"""Messaging channels: mail servers, chats, shells."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._args import check_list, check_name, check_str
from dataikuapi._lazy import lazy
from dataikuapi._secrets import in_json, redact_json
from dataikuapi._uploads import uploading
from dataikuapi_rest import api
from dataikuapi_rest.operation import FilePart

if TYPE_CHECKING:
    from dataikuapi.aio.dss import messagingchannelcreator
    from dataikuapi.aio.dss.messagingchannelcreator import (
        AsyncAWSSESMailMessagingChannelCreator as AsyncAWSSESMailMessagingChannelCreator,
    )
    from dataikuapi.aio.dss.messagingchannelcreator import (
        AsyncDSSMessagingChannelCreator as AsyncDSSMessagingChannelCreator,
    )
    from dataikuapi.aio.dss.messagingchannelcreator import (
        AsyncGoogleChatMessagingChannelCreator as AsyncGoogleChatMessagingChannelCreator,
    )
    from dataikuapi.aio.dss.messagingchannelcreator import (
        AsyncMailMessagingChannelCreator as AsyncMailMessagingChannelCreator,
    )
    from dataikuapi.aio.dss.messagingchannelcreator import (
        AsyncMSTeamsMessagingChannelCreator as AsyncMSTeamsMessagingChannelCreator,
    )
    from dataikuapi.aio.dss.messagingchannelcreator import (
        AsyncProxyableMessagingChannelCreator as AsyncProxyableMessagingChannelCreator,
    )
    from dataikuapi.aio.dss.messagingchannelcreator import (
        AsyncShellMessagingChannelCreator as AsyncShellMessagingChannelCreator,
    )
    from dataikuapi.aio.dss.messagingchannelcreator import (
        AsyncSlackMessagingChannelCreator as AsyncSlackMessagingChannelCreator,
    )
    from dataikuapi.aio.dss.messagingchannelcreator import (
        AsyncSMTPMessagingChannelCreator as AsyncSMTPMessagingChannelCreator,
    )
    from dataikuapi.aio.dss.messagingchannelcreator import (
        AsyncTwilioMessagingChannelCreator as AsyncTwilioMessagingChannelCreator,
    )
    from dataikuapi.aio.dss.messagingchannelcreator import (
        AsyncWebhookMessagingChannelCreator as AsyncWebhookMessagingChannelCreator,
    )
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi_rest.dicts import (
        MessagingChannel,
        MessagingChannelPermission,
        MessagingChannelSettings,
    )

    AsyncMicrosoftGraphMailMessagingChannelCreator = (
        messagingchannelcreator.AsyncMicrosoftGraphMailMessagingChannelCreator
    )

MAIL = "mail"


def channel_of(
    client: AsyncDSSClient, data: MessagingChannel
) -> AsyncDSSMessagingChannel | AsyncDSSMailMessagingChannel:
    """Gives the handle of a channel that DSS described.

    Args:
        client: the client that got the answer.
        data: the answer.

    Returns:
        The handle, of a mail channel if it is one.
    """
    kind = AsyncDSSMailMessagingChannel if data.get("family") == MAIL else AsyncDSSMessagingChannel
    return kind(client, data)


class _Described:
    """What a channel says about itself."""

    _data: MessagingChannel

    def _member(self, name: str) -> Any:
        return cast("Mapping[str, Any]", self._data).get(name)

    @property
    def id(self) -> str:
        """Identifier of the channel."""
        return self._member("id")

    @property
    def type(self) -> str:
        """Type of the channel, such as smtp or slack."""
        return self._member("type")

    @property
    def family(self) -> str | None:
        """Family of the channel: `mail`, or None."""
        return self._member("family")


class AsyncDSSMessagingChannelListItem(_Described):
    """A channel as :meth:`AsyncDSSClient.list_messaging_channels` lists it.

    Attributes:
        client: the client that made this item.
    """

    def __init__(self, client: AsyncDSSClient, data: MessagingChannel) -> None:
        self.client = client
        self._data = data

    def get_raw(self) -> MessagingChannel:
        """Gives the item as DSS answered it.

        Returns:
            The dict.
        """
        return self._data

    def get_as_messaging_channel(self) -> AsyncDSSMessagingChannel | AsyncDSSMailMessagingChannel:
        """Gives the handle on the channel.

        Returns:
            The handle.
        """
        return channel_of(self.client, self._data)

    def __repr__(self) -> str:
        shown = redact_json(self._data, list(in_json(self._data)))
        return f"{type(self).__name__}({shown!r})"


class AsyncDSSMessagingChannelSettings:
    """Configuration of a channel. Get it from :meth:`AsyncDSSMessagingChannel.get_settings`.

    Attributes:
        channel: the channel.
        settings: the configuration as DSS answered it; change it in place.
    """

    def __init__(
        self, channel: AsyncDSSMessagingChannel, settings: MessagingChannelSettings
    ) -> None:
        self.channel = channel
        self.settings = settings

    def get_raw(self) -> MessagingChannelSettings:
        """Gives the configuration itself, no copy: changes made there are saved.

        Returns:
            The dict; its members depend on the type of the channel.
        """
        return self.settings

    async def save(self) -> None:
        """Saves the configuration.

        Needs an administrator's key.  Operation: `messaging_channel_save_settings`.
        """
        await self.channel.client.rest.empty(
            api.messaging_channel.messaging_channel_save_settings.build_request(
                self.channel.id, body=self.settings
            )
        )


class AsyncDSSMessagingChannel(_Described):
    """A messaging channel. Get it from :meth:`AsyncDSSClient.get_messaging_channel`.

    Attributes:
        client: the client that made this handle.
    """

    def __init__(self, client: AsyncDSSClient, data: MessagingChannel) -> None:
        self.client = client
        self._data = data

    async def get_settings(self) -> AsyncDSSMessagingChannelSettings:
        """Reads the configuration of the channel.

        Needs an administrator's key.  Operation: `messaging_channel_get_settings`.

        Returns:
            The configuration, to be changed and saved.
        """
        settings = await self.client.rest.json(
            api.messaging_channel.messaging_channel_get_settings.build_request(self.id)
        )
        return AsyncDSSMessagingChannelSettings(self, settings)

    async def get_permissions(self) -> list[MessagingChannelPermission]:
        """Reads who may use the channel.

        Needs an administrator's key.  Operation: `messaging_channel_get_permissions`.

        Returns:
            Dicts with `group` or `user`, and `canUse`.
        """
        return await self.client.rest.json(
            api.messaging_channel.messaging_channel_get_permissions.build_request(self.id)
        )

    async def set_permissions(self, permissions: Iterable[Mapping[str, Any]]) -> None:
        """Replaces who may use the channel.

        Needs an administrator's key.  Operation: `messaging_channel_save_permissions`.

        Args:
            permissions: what :meth:`get_permissions` gave, changed.
        """
        body = check_list("permissions", permissions)
        await self.client.rest.empty(
            api.messaging_channel.messaging_channel_save_permissions.build_request(
                self.id, body=body
            )
        )

    async def delete(self) -> None:
        """Deletes the channel.

        Needs an administrator's key.  Operation: `messaging_channel_delete`.
        """
        await self.client.rest.empty(
            api.messaging_channel.messaging_channel_delete.build_request(self.id)
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id!r}>"


class AsyncDSSMailMessagingChannel(AsyncDSSMessagingChannel):
    """A messaging channel for mail. Get it from :meth:`AsyncDSSClient.get_messaging_channel`."""

    @property
    def sender(self) -> str | None:
        """Address of the sender, or None."""
        return self._member("sender")

    @property
    def use_current_user_as_sender(self) -> bool | None:
        """Whether messages come from the address of the caller, if there is one."""
        return self._member("useCurrentUserAsSender")

    async def send(
        self,
        project_key: str,
        to: Iterable[str],
        subject: str,
        body: str,
        attachments: Iterable[Sequence[Any]] | None = None,
        plain_text: bool = False,
        sender: str | None = None,
        cc: Iterable[str] | None = None,
        bcc: Iterable[str] | None = None,
        send_as_single_message: bool = False,
    ) -> None:
        """Sends a message.

        Operation: `messaging_channel_send`.

        Example:
            await channel.send("SALES", ["alice@example.org"], "Ready", "<p>It is ready</p>")

        Args:
            project_key: key of the project on whose behalf it is sent; the caller must be allowed
                to write there.
            to: addresses of the recipients.
            subject: the subject.
            body: the text, HTML or plain.
            attachments: files, each as name, content (text, bytes, an open file, the path of one
                as `pathlib.Path`, or an iterable of bytes) and, if it matters, media type.
            plain_text: whether the text is plain.
            sender: address of the sender; that of the channel when it is not given.
            cc: further addresses.
            bcc: further addresses that nobody sees.
            send_as_single_message: whether all recipients stand in one message; each gets an own
                one otherwise.

        Raises:
            DSSBadRequest: an address is not allowed.
            DSSForbidden: the caller may not write in the project.
        """
        message = {
            "from": sender,
            "to": check_list("to", to),
            "cc": None if cc is None else check_list("cc", cc),
            "bcc": None if bcc is None else check_list("bcc", bcc),
            "subject": subject,
            "body": body,
            "plainText": plain_text,
        }
        content = json.dumps(message).encode()
        parts: dict[str, Any] = {
            "message": FilePart(content, "send-payload.json", "application/json")
        }
        with ExitStack() as opened:
            if attachments:
                parts["attachments"] = [
                    _attachment(each, opened) for each in check_list("attachments", attachments)
                ]
            await self.client.rest.empty(
                api.messaging_channel.messaging_channel_send.build_request(
                    self.id,
                    body=parts,
                    project_key=check_name("project_key", project_key),
                    send_as_single_message=send_as_single_message,
                )
            )


def _attachment(given: Any, opened: ExitStack) -> FilePart:
    """A file to send along: name, content, media type; a path is opened until all is sent."""
    if isinstance(given, (str, bytes)) or not isinstance(given, Sequence):
        raise TypeError("attachments must be sequences of name, content and media type")
    name, content, *kind = cast("Sequence[Any]", given)
    check_str("attachments", name)
    data = opened.enter_context(uploading("attachments", content, text=True))
    return FilePart(data, name, *kind)


_CREATOR = "dataikuapi.aio.dss.messagingchannelcreator"
if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(
        __name__,
        dict.fromkeys(
            (
                "AsyncAWSSESMailMessagingChannelCreator",
                "AsyncDSSMessagingChannelCreator",
                "AsyncGoogleChatMessagingChannelCreator",
                "AsyncMSTeamsMessagingChannelCreator",
                "AsyncMailMessagingChannelCreator",
                "AsyncMicrosoftGraphMailMessagingChannelCreator",
                "AsyncProxyableMessagingChannelCreator",
                "AsyncSMTPMessagingChannelCreator",
                "AsyncShellMessagingChannelCreator",
                "AsyncSlackMessagingChannelCreator",
                "AsyncTwilioMessagingChannelCreator",
                "AsyncWebhookMessagingChannelCreator",
            ),
            _CREATOR,
        ),
    )
