"""Discussions on objects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._args import check_dict, check_str
from dataikuapi._listing import identity
from dataikuapi.dss.discussionreply import DSSDiscussionReply
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi_rest.dicts import Discussion, DiscussionReply


class AsyncDSSObjectDiscussions:
    """The discussions on an object. Get it from :meth:`AsyncDSSClient.get_object_discussions`.

    Attributes:
        client: the client that made this handle.
        project_key: key of the project of the object.
        object_type: type of the object, such as `DATASET`.
        object_id: identifier of the object.
    """

    def __init__(
        self, client: AsyncDSSClient, project_key: str, object_type: str, object_id: str
    ) -> None:
        self.client = client
        self.project_key = project_key
        self.object_type = object_type
        self.object_id = object_id

    async def list_discussions(self) -> list[AsyncDSSDiscussion]:
        """Lists the discussions on the object; their replies are read when asked for.

        Operation: `discussion_list`.

        Returns:
            The handles of the discussions.
        """
        request = api.discussion.discussion_list.build_request(
            self.project_key, self.object_type, self.object_id
        )
        found = await self.client.rest.json(request)
        return [
            self._handle(identity(request.operation, data, "id"), data, complete=False)
            for data in found
        ]

    async def create_discussion(self, topic: str, message: str) -> AsyncDSSDiscussion:
        """Starts a discussion on the object.

        Operation: `discussion_create`.

        Args:
            topic: what it is about.
            message: the first message, in Markdown.

        Returns:
            The handle of the discussion.
        """
        request = api.discussion.discussion_create.build_request(
            self.project_key,
            self.object_type,
            self.object_id,
            body={"topic": check_str("topic", topic), "reply": check_str("message", message)},
        )
        data = await self.client.rest.json(request)
        return self._handle(identity(request.operation, data, "id"), data, complete=True)

    async def get_discussion(self, discussion_id: str) -> AsyncDSSDiscussion:
        """Reads a discussion.

        Operation: `discussion_get`.

        Args:
            discussion_id: identifier of the discussion.

        Returns:
            The handle of the discussion.

        Raises:
            DSSNotFound: the object has no such discussion.
        """
        request = api.discussion.discussion_get.build_request(
            self.project_key, self.object_type, self.object_id, discussion_id
        )
        return self._handle(discussion_id, await self.client.rest.json(request), complete=True)

    def _handle(self, id: str, data: Discussion, *, complete: bool) -> AsyncDSSDiscussion:
        return AsyncDSSDiscussion(
            self.client, self.project_key, self.object_type, self.object_id, id, data, complete
        )


class AsyncDSSDiscussion:
    """A discussion. Get it from :class:`AsyncDSSObjectDiscussions`.

    Attributes:
        client: the client that made this handle.
        project_key: key of the project of the object.
        object_type: type of the object.
        object_id: identifier of the object.
        discussion_id: identifier of the discussion.
        discussion_data: the discussion as last read.
        discussion_data_has_replies: whether its replies were read, too.
    """

    def __init__(
        self,
        client: AsyncDSSClient,
        project_key: str,
        object_type: str,
        object_id: str,
        discussion_id: str,
        discussion_data: Discussion,
        discussion_data_has_replies: bool,
    ) -> None:
        self.client = client
        self.project_key = project_key
        self.object_type = object_type
        self.object_id = object_id
        self.discussion_id = discussion_id
        self.discussion_data: Discussion = discussion_data
        self.discussion_data_has_replies: bool = discussion_data_has_replies

    @property
    def _place(self) -> tuple[str, str, str, str]:
        return self.project_key, self.object_type, self.object_id, self.discussion_id

    def _keep(self, data: Discussion) -> None:
        self.discussion_data = data
        self.discussion_data_has_replies = True

    async def _replies(self) -> list[DiscussionReply]:
        """The replies, read if they were not yet."""
        if not self.discussion_data_has_replies:
            request = api.discussion.discussion_get.build_request(*self._place)
            self._keep(await self.client.rest.json(request))
        return self.discussion_data.get("replies") or []

    def get_metadata(self) -> Discussion:
        """Gives the discussion as last read, without its replies.

        Returns:
            A dict with `topic` and others; it may be changed for :meth:`set_metadata`.
        """
        metadata = dict(self.discussion_data)
        metadata.pop("replies", None)
        return cast("Discussion", metadata)

    async def set_metadata(self, discussion_metadata: Mapping[str, Any]) -> None:
        """Changes the discussion; its replies stay.

        Operation: `discussion_update`, after `discussion_get` if the replies were not read yet.

        Args:
            discussion_metadata: what :meth:`get_metadata` gave, changed.
        """
        changed = dict(check_dict("discussion_metadata", discussion_metadata))
        changed["replies"] = await self._replies()
        request = api.discussion.discussion_update.build_request(*self._place, body=changed)
        self._keep(await self.client.rest.json(request))

    async def get_replies(self) -> list[DSSDiscussionReply]:
        """Gives the messages of the discussion, the first one included.

        Operation: `discussion_get`, if they were not read yet.

        Returns:
            The messages.
        """
        return [DSSDiscussionReply(data) for data in await self._replies()]

    async def add_reply(self, text: str) -> None:
        """Adds a message of the caller.

        Operation: `discussion_reply`.

        Args:
            text: the message, in Markdown.
        """
        body = {"reply": check_str("text", text)}
        request = api.discussion.discussion_reply.build_request(*self._place, body=body)
        self._keep(await self.client.rest.json(request))
