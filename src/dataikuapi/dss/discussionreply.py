"""Messages of discussions: nothing here talks to DSS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from dataikuapi_rest.dicts import DiscussionReply


class DSSDiscussionReply:
    """A message of a discussion. Get it from :meth:`DSSDiscussion.get_replies`.

    Attributes:
        reply_data: the message as DSS answered it.
    """

    def __init__(self, reply_data: DiscussionReply) -> None:
        self.reply_data = reply_data

    def get_raw_data(self) -> DiscussionReply:
        """Gives the message as DSS answered it.

        Returns:
            The dict itself.
        """
        return self.reply_data

    def get_text(self) -> str:
        """Gives the text of the message.

        Returns:
            Markdown.
        """
        return self._member("text")

    def get_author(self) -> str:
        """Gives who wrote the message.

        Returns:
            The login.
        """
        return self._member("author")

    def get_timestamp(self) -> int:
        """Gives when the message was written.

        Returns:
            Milliseconds since the epoch.
        """
        return self._member("time")

    def get_edited_timestamp(self) -> int:
        """Gives when the message was last edited.

        Returns:
            Milliseconds since the epoch; 0 when it never was.
        """
        return self._member("editedOn")

    def _member(self, name: str) -> Any:
        return cast("dict[str, Any]", self.reply_data)[name]
