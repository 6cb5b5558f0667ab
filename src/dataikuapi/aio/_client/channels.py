"""Messaging channels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, overload

from dataikuapi._args import check_dict, check_list, check_name, check_str
from dataikuapi._listing import wants_objects
from dataikuapi.aio._client.base import AsyncCallsBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.messaging_channel import (
        AsyncDSSMailMessagingChannel,
        AsyncDSSMessagingChannel,
        AsyncDSSMessagingChannelListItem,
    )
    from dataikuapi.aio.dss.messagingchannelcreator import AsyncDSSMessagingChannelCreator

    Channel = AsyncDSSMessagingChannel | AsyncDSSMailMessagingChannel


class AsyncChannelsCalls(AsyncCallsBase):
    """Client methods for messaging channels."""

    async def get_messaging_channel(self, channel_id: str) -> Channel:
        """Reads a messaging channel.

        Operation: `messaging_channel_get`.

        Args:
            channel_id: identifier of the channel.

        Returns:
            The handle, with which a mail channel sends messages.

        Raises:
            DSSNotFound: no channel of this identifier is for the caller.
        """
        from dataikuapi.aio.dss.messaging_channel import channel_of

        check_name("channel_id", channel_id)
        request = api.messaging_channel.messaging_channel_get.build_request(channel_id)
        return channel_of(self._client, await self.rest.json(request))

    @overload
    async def list_messaging_channels(
        self,
        as_type: Literal["listitems", "listitem"] = "listitems",
        channel_type: str | None = None,
        channel_family: str | None = None,
    ) -> list[AsyncDSSMessagingChannelListItem]: ...
    @overload
    async def list_messaging_channels(
        self,
        as_type: Literal["objects", "object"],
        channel_type: str | None = None,
        channel_family: str | None = None,
    ) -> list[Channel]: ...
    @overload
    async def list_messaging_channels(
        self,
        as_type: str = "listitems",
        channel_type: str | None = None,
        channel_family: str | None = None,
    ) -> list[AsyncDSSMessagingChannelListItem] | list[Channel]: ...
    async def list_messaging_channels(
        self,
        as_type: str = "listitems",
        channel_type: str | None = None,
        channel_family: str | None = None,
    ) -> list[AsyncDSSMessagingChannelListItem] | list[Channel]:
        """Lists the messaging channels that the caller may use.

        Operation: `messaging_channel_list`.

        Args:
            as_type: `listitems` or `objects`.
            channel_type: only channels of this type, such as `smtp` or `slack`.
            channel_family: only channels of this family: `mail`.

        Returns:
            The channels.

        Raises:
            ValueError: there is no such `as_type`.
        """
        from dataikuapi.aio.dss.messaging_channel import (
            AsyncDSSMessagingChannelListItem,
            channel_of,
        )

        objects = wants_objects(as_type)
        found = await self.rest.json(
            api.messaging_channel.messaging_channel_list.build_request(
                channel_type=channel_type, channel_family=channel_family
            )
        )
        if objects:
            return [channel_of(self._client, each) for each in found]
        return [AsyncDSSMessagingChannelListItem(self._client, each) for each in found]

    def new_messaging_channel(self, type: str) -> AsyncDSSMessagingChannelCreator:
        """Begins to build a messaging channel; nothing is asked of DSS.

        Example:
            creator = client.new_messaging_channel("smtp").with_id("team")
            creator.with_host("mail.example.com")
            channel = await creator.create()

        Args:
            type: `smtp`, `aws-ses-mail`, `microsoft-graph-mail`, `slack`, `msft-teams`,
                `google-chat`, `twilio` or `shell`.

        Returns:
            The builder of that type.

        Raises:
            ValueError: there is no such type.
        """
        from dataikuapi.aio.dss.messagingchannelcreator import CREATORS

        if type not in CREATORS:
            raise ValueError(f"type must be one of {', '.join(CREATORS)}, not {type!r}")
        return CREATORS[type](self._client)

    async def create_messaging_channel(
        self,
        channel_type: str,
        channel_id: str | None = None,
        channel_configuration: Mapping[str, Any] | None = None,
        permissions: Iterable[Mapping[str, Any]] | None = None,
    ) -> Channel:
        """Creates a messaging channel; :meth:`new_messaging_channel` is easier.

        Needs an administrator's key.  Operation: `messaging_channel_create`.

        Args:
            channel_type: type of the channel, see :meth:`new_messaging_channel`.
            channel_id: identifier of the new channel; DSS makes one up when it is not given.
            channel_configuration: what the type needs.
            permissions: who may use it, as dicts with `group` or `user` and `canUse`; everybody
                when it is not given.

        Returns:
            The handle.

        Raises:
            DSSBadRequest: the identifier is taken, or there is no such type.
        """
        from dataikuapi.aio.dss.messaging_channel import channel_of

        body = {
            "id": channel_id or "",
            "type": check_str("channel_type", channel_type),
            "configuration": check_dict("channel_configuration", channel_configuration or {}),
            "permissions": None if permissions is None else check_list("permissions", permissions),
        }
        request = api.messaging_channel.messaging_channel_create.build_request(body=body)
        return channel_of(self._client, await self.rest.json(request))
