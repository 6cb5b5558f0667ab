"""Settings that users have in common wherever they are read from; nothing here is sent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._members import Member, sub_dict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dataikuapi_rest.dicts import User, UserPreferences


def plugin_credential_name(plugin_id: str, param_set_id: str, preset_id: str, param: str) -> str:
    """The name under which DSS keeps a user's credential for a plugin preset.

    Args:
        plugin_id: identifier of the plugin.
        param_set_id: identifier of the parameter set.
        preset_id: identifier of the preset.
        param: name of the credential parameter in it.

    Returns:
        The name.
    """
    # A JSON list without its brackets: that is how DSS joins the parts.
    return json.dumps(["PLUGIN", plugin_id, param_set_id, preset_id, param])[1:-1]


class DSSUserPreferences:
    """Language and notifications of a user, to be changed in place and saved with the settings.

    Attributes:
        preferences: the dict that holds them.
    """

    ui_language: Member[str] = Member("uiLanguage", "Language of the pages: `en`, `fr` or `ja`.")
    mention_emails: Member[bool] = Member("mentionEmails", "Mail when somebody mentions the user.")
    discussion_emails: Member[bool] = Member(
        "discussionEmails", "Mail for messages in discussions of watched objects."
    )
    access_request_emails: Member[bool] = Member(
        "accessRequestEmails", "Mail when somebody asks for access to the user's projects."
    )
    granted_access_emails: Member[bool] = Member(
        "grantedAccessEmails", "Mail when the user gets access that was asked for."
    )
    granted_plugin_request_emails: Member[bool] = Member(
        "grantedPluginRequestEmails", "Mail when the plugin asked for is installed."
    )
    plugin_request_emails: Member[bool] = Member(
        "pluginRequestEmails", "Mail when somebody asks for a plugin."
    )
    instance_access_requests_emails: Member[bool] = Member(
        "instanceAccessRequestsEmails", "Mail when somebody asks for access to the instance."
    )
    profile_upgrade_requests_emails: Member[bool] = Member(
        "profileUpgradeRequestsEmails", "Mail when somebody asks for another profile."
    )
    code_env_creation_request_emails: Member[bool] = Member(
        "codeEnvCreationRequestEmails", "Mail when somebody asks for a code environment."
    )
    granted_code_env_creation_request_emails: Member[bool] = Member(
        "grantedCodeEnvCreationRequestEmails", "Mail when the environment asked for is there."
    )
    daily_digests_emails: Member[bool] = Member(
        "dailyDigestsEmails", "A mail a day on what happened."
    )
    offline_activity_emails: Member[bool] = Member(
        "offlineActivityEmails", "Mail on what happened while the user was away."
    )
    remember_position_flow: Member[bool] = Member(
        "rememberPositionFlow", "Whether the flow opens where the user left it."
    )
    login_logout_notifications: Member[bool] = Member(
        "loginLogoutNotifications", "Notice when users come and go."
    )
    watched_objects_editions_notifications: Member[bool] = Member(
        "watchedObjectsEditionsNotifications", "Notice when a watched object is changed."
    )
    object_on_current_project_created_deleted_notifications: Member[bool] = Member(
        "objectOnCurrentProjectCreatedDeletedNotifications",
        "Notice when an object of the open project is made or deleted.",
    )
    any_object_on_current_project_edited_notifications: Member[bool] = Member(
        "anyObjectOnCurrentProjectEditedNotifications",
        "Notice when any object of the open project is changed.",
    )
    watch_star_on_current_project_notifications: Member[bool] = Member(
        "watchStarOnCurrentProjectNotifications",
        "Notice when somebody watches or stars an object of the open project.",
    )
    other_users_jobs_tasks_notifications: Member[bool] = Member(
        "otherUsersJobsTasksNotifications", "Notice of jobs and tasks of other users."
    )
    request_access_notifications: Member[bool] = Member(
        "requestAccessNotifications", "Notice when somebody asks for access."
    )
    scenario_run_notifications: Member[bool] = Member(
        "scenarioRunNotifications", "Notice when scenarios run."
    )

    def __init__(self, preferences: UserPreferences) -> None:
        self.preferences = preferences

    def _members(self) -> dict[str, Any]:
        return cast("dict[str, Any]", self.preferences)


class DSSUserSettingsBase:
    """What one's own settings and those that an administrator reads have in common.

    Attributes:
        settings: the user as DSS keeps it, to be changed in place.
    """

    def __init__(self, settings: User) -> None:
        self.settings = settings

    def get_raw(self) -> User:
        """The user as DSS keeps it; what is changed in it is saved.

        Returns:
            The dict itself, with `login`, `enabled`, `groups`, `trialStatus` and many more.
        """
        return self.settings

    def _members(self) -> dict[str, Any]:
        return cast("dict[str, Any]", self.settings)

    def add_secret(self, name: str, value: str) -> None:
        """Adds a secret; one of the same name is replaced.

        Args:
            name: name of the secret.
            value: the secret.
        """
        self.remove_secret(name)
        self._members()["secrets"].append({"name": name, "value": value, "secret": True})

    def remove_secret(self, name: str) -> None:
        """Removes a secret, if there is one of this name.

        Args:
            name: name of the secret.
        """
        secrets: list[Mapping[str, Any]] = self._members().get("secrets") or []
        self._members()["secrets"] = [each for each in secrets if each["name"] != name]

    @property
    def user_properties(self) -> dict[str, Any]:
        """Properties that the user sees and changes; change the dict in place."""
        return sub_dict(self._members(), "userProperties")

    def set_basic_connection_credential(self, connection: str, login: str, password: str) -> None:
        """Sets the user's own login and password for a connection.

        Args:
            connection: name of the connection.
            login: login there.
            password: password there.
        """
        self._set_basic(connection, login, password)

    def remove_connection_credential(self, connection: str) -> None:
        """Removes the user's own credential for a connection, if there is one.

        Args:
            connection: name of the connection.
        """
        self._credentials().pop(connection, None)

    def set_basic_plugin_credential(
        self,
        plugin_id: str,
        param_set_id: str,
        preset_id: str,
        param_name: str,
        login: str,
        password: str,
    ) -> None:
        """Sets the user's own login and password for a preset of a plugin.

        Args:
            plugin_id: identifier of the plugin.
            param_set_id: identifier of the parameter set.
            preset_id: identifier of the preset.
            param_name: name of the credential parameter in it.
            login: login there.
            password: password there.
        """
        name = plugin_credential_name(plugin_id, param_set_id, preset_id, param_name)
        self._set_basic(name, login, password)

    def set_oauth2_plugin_credential(
        self,
        plugin_id: str,
        param_set_id: str,
        preset_id: str,
        param_name: str,
        refresh_token: str,
    ) -> None:
        """Sets the user's own refresh token for a preset of a plugin.

        Args:
            plugin_id: identifier of the plugin.
            param_set_id: identifier of the parameter set.
            preset_id: identifier of the preset.
            param_name: name of the credential parameter in it.
            refresh_token: the token.
        """
        name = plugin_credential_name(plugin_id, param_set_id, preset_id, param_name)
        token = {"type": "OAUTH_REFRESH_TOKEN", "refreshToken": refresh_token}
        self._credentials()[name] = token

    def remove_plugin_credential(
        self, plugin_id: str, param_set_id: str, preset_id: str, param_name: str
    ) -> None:
        """Removes the user's own credential for a preset of a plugin, if there is one.

        Args:
            plugin_id: identifier of the plugin.
            param_set_id: identifier of the parameter set.
            preset_id: identifier of the preset.
            param_name: name of the credential parameter in it.
        """
        name = plugin_credential_name(plugin_id, param_set_id, preset_id, param_name)
        self._credentials().pop(name, None)

    def _credentials(self) -> dict[str, Any]:
        return sub_dict(self._members(), "credentials")

    def _set_basic(self, name: str, login: str, password: str) -> None:
        credential = {"type": "BASIC", "user": login, "password": password}
        self._credentials()[name] = credential
