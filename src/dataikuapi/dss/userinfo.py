"""What is known of users and groups: plain views of answers, the same for sync and async code."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._dates import from_ms
from dataikuapi._members import ReadOnly, ReadOnlyOrNone

if TYPE_CHECKING:
    from dataikuapi_rest.dicts import AuthorizationMatrix, GroupInfo, UserActivity, UserInfo


class DSSUserInfo:
    """What everybody may know of a user.

    Get it from `DSSUser.get_info` or `DSSClient.list_users_info`.
    """

    login: ReadOnly[str] = ReadOnly("login", "Login of the user.")
    display_name: ReadOnlyOrNone[str] = ReadOnlyOrNone("displayName", "Name that is shown.")
    groups: ReadOnly[list[str]] = ReadOnly("groups", "Names of the groups of the user.")
    email: ReadOnlyOrNone[str] = ReadOnlyOrNone("email", "Mail address of the user.")
    enabled: ReadOnly[bool] = ReadOnly("enabled", "Whether the user may log in.")

    def __init__(self, raw: UserInfo) -> None:
        self._raw = raw

    def get_raw(self) -> UserInfo:
        """The answer of DSS: `login`, `displayName`, `groups`, `email`, `enabled`."""
        return self._raw

    def _members(self) -> dict[str, Any]:
        return cast("dict[str, Any]", self._raw)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.login}>"


class DSSGroupInfo:
    """What everybody may know of a group. Get it from `DSSClient.list_groups_info`."""

    name: ReadOnly[str] = ReadOnly("name", "Name of the group.")

    def __init__(self, raw: GroupInfo) -> None:
        self._raw = raw

    def get_raw(self) -> GroupInfo:
        """The answer of DSS: `name`, and what else it may hold."""
        return self._raw

    def _members(self) -> dict[str, Any]:
        return cast("dict[str, Any]", self._raw)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"


class DSSUserActivity:
    """When a user was last seen.

    Get it from `DSSUser.get_activity` or `DSSClient.list_users_activity`.

    Attributes:
        client: the client that made this object.
        login: login of the user.
        activity: the answer of DSS.
    """

    def __init__(self, client: object, login: str, activity: UserActivity) -> None:
        self.client = client
        self.login = login
        self.activity = activity

    def get_raw(self) -> UserActivity:
        """The answer of DSS: `login`, and the three times in milliseconds since the epoch."""
        return self.activity

    @property
    def last_successful_login(self) -> datetime | None:
        """When the user last logged in, or None."""
        return from_ms(self.activity.get("lastSuccessfulLogin"))

    @property
    def last_failed_login(self) -> datetime | None:
        """When the user last failed to log in, or None."""
        return from_ms(self.activity.get("lastFailedLogin"))

    @property
    def last_session_activity(self) -> datetime | None:
        """When the user last opened or reloaded a page, or None."""
        return from_ms(self.activity.get("lastSessionActivity"))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.login}>"


class DSSAuthorizationMatrix:
    """Who may do what. Get it from `DSSClient.get_authorization_matrix`.

    Attributes:
        authorization_matrix: the answer of DSS.
    """

    def __init__(self, authorization_matrix: AuthorizationMatrix) -> None:
        self.authorization_matrix = authorization_matrix

    @property
    def raw(self) -> AuthorizationMatrix:
        """The answer of DSS; it has the parts `perUser` and `perGroup`."""
        return self.authorization_matrix
