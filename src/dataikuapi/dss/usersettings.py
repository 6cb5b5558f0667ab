# Derived by `tox -e generate` from src/dataikuapi/aio/dss/usersettings.py. Do not edit.
"""Settings of users: read, changed in place, saved."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._dates import from_ms
from dataikuapi._members import Member, sub_dict
from dataikuapi.dss.userpreferences import DSSUserPreferences, DSSUserSettingsBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import User, UserPreferences


class DSSUserSettings(DSSUserSettingsBase):
    """Settings of a user, as an administrator sees them.

    Get it from :meth:`DSSUser.get_settings`.

    Example:
        settings = client.get_user("alice").get_settings()
        settings.enabled = False
        settings.save()

    Attributes:
        client: the client that made this object.
        login: login of the user.
        settings: the user as DSS keeps it, to be changed in place.
    """

    enabled: Member[bool] = Member("enabled", "Whether the user may log in.")

    def __init__(self, client: DSSClient, login: str, settings: User) -> None:
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

    def save(self) -> None:
        """Saves the settings. Needs an administrator's key; not open to Dataiku Cloud.

        Operation: `user_update`.

        Raises:
            DSSNotFound: the user is gone.
            DSSForbidden: the key is no administrator's.
        """
        request = api.user.user_update.build_request(self.login, body=self.settings)
        self.client.rest.empty(request)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.login}>"


class DSSOwnUserSettings(DSSUserSettingsBase):
    """One's own settings. Get it from :meth:`DSSOwnUser.get_settings`.

    Attributes:
        client: the client that made this object.
        settings: the user as DSS keeps it, to be changed in place.
    """

    def __init__(self, client: DSSClient, settings: User) -> None:
        super().__init__(settings)
        self.client = client

    def save(self) -> None:
        """Saves the settings; DSS ignores what is not one's own to change.

        Operation: `own_user_update`.
        """
        self.client.rest.empty(api.own_user.own_user_update.build_request(body=self.settings))
