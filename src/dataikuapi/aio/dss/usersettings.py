"""Settings of users: read, changed in place, saved."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._dates import from_ms
from dataikuapi._members import Member, sub_dict
from dataikuapi.dss.userpreferences import DSSUserPreferences, DSSUserSettingsBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi_rest.dicts import User, UserPreferences


class AsyncDSSUserSettings(DSSUserSettingsBase):
    """Settings of a user, as an administrator sees them.

    Get it from :meth:`AsyncDSSUser.get_settings`.

    Example:
        settings = await client.get_user("alice").get_settings()
        settings.enabled = False
        await settings.save()

    Attributes:
        client: the client that made this object.
        login: login of the user.
        settings: the user as DSS keeps it, to be changed in place.
    """

    enabled: Member[bool] = Member("enabled", "Whether the user may log in.")

    def __init__(self, client: AsyncDSSClient, login: str, settings: User) -> None:
        super().__init__(settings)
        self.client = client
        self.login = login

    @property
    def admin_properties(self) -> dict[str, Any]:
        """Properties that only administrators see; change the dict in place."""
        return sub_dict(self._members(), "adminProperties")

    @property
    def creation_date(self) -> datetime | None:
        """When the user was created, or None if DSS does not know."""
        return from_ms(self.settings.get("creationDate"))

    @property
    def preferences(self) -> DSSUserPreferences:
        """Language and notifications; what is changed in them is saved with the settings."""
        found = sub_dict(self._members(), "preferences")
        return DSSUserPreferences(cast("UserPreferences", found))

    async def save(self) -> None:
        """Saves the settings. Needs an administrator's key; not open to Dataiku Cloud.

        Operation: `user_update`.

        Raises:
            DSSNotFound: the user is gone.
            DSSForbidden: the key is no administrator's.
        """
        request = api.user.user_update.build_request(self.login, body=self.settings)
        await self.client.rest.empty(request)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.login}>"


class AsyncDSSOwnUserSettings(DSSUserSettingsBase):
    """One's own settings. Get it from :meth:`AsyncDSSOwnUser.get_settings`.

    Attributes:
        client: the client that made this object.
        settings: the user as DSS keeps it, to be changed in place.
    """

    def __init__(self, client: AsyncDSSClient, settings: User) -> None:
        super().__init__(settings)
        self.client = client

    async def save(self) -> None:
        """Saves the settings; DSS ignores what is not one's own to change.

        Operation: `own_user_update`.
        """
        await self.client.rest.empty(api.own_user.own_user_update.build_request(body=self.settings))
