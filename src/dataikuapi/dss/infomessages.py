"""Messages of checks and long actions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from dataikuapi_rest.dicts import InfoMessage, InfoMessages


class DSSInfoMessage:
    """One message: how grave it is, a code, a title and details."""

    def __init__(self, data: InfoMessage) -> None:
        self._data: Mapping[str, Any] = data

    def __str__(self) -> str:
        return f"{self.severity} - {self.title} - {self.details}"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self}>"

    @property
    def severity(self) -> str | None:
        """`SUCCESS`, `INFO`, `WARNING` or `ERROR`."""
        return self._data.get("severity")

    @property
    def code(self) -> str | None:
        """Code of the message, such as `WARN_MISC_AUDIT_NO_LOG4J_LOCATION`."""
        return self._data.get("code")

    @property
    def details(self) -> str | None:
        """The message at length."""
        return self._data.get("details")

    @property
    def title(self) -> str | None:
        """The message in a few words."""
        return self._data.get("title")

    @property
    def message(self) -> str | None:
        """Title and details in one."""
        return self._data.get("message")


class DSSInfoMessages:
    """The messages of a check or of a long action."""

    def __init__(self, data: InfoMessages) -> None:
        self._data: Mapping[str, Any] = data

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {len(self.messages)} messages, {self.max_severity}>"

    @property
    def messages(self) -> list[DSSInfoMessage]:
        """The messages, in the order of DSS."""
        items: list[Any] = self._data.get("messages") or []
        return [DSSInfoMessage(cast("InfoMessage", item)) for item in items]

    @property
    def has_messages(self) -> bool:
        """Whether there is any message."""
        return bool(self._data.get("anyMessage", False))

    @property
    def has_error(self) -> bool:
        """Whether a message is an error."""
        return bool(self._data.get("error", False))

    @property
    def has_warning(self) -> bool:
        """Whether a message is a warning."""
        return bool(self._data.get("warning", False))

    @property
    def has_success(self) -> bool:
        """Whether a message reports success."""
        return bool(self._data.get("success", False))

    @property
    def max_severity(self) -> str | None:
        """Severity of the gravest message; None when there is none."""
        return self._data.get("maxSeverity")
