# Derived by `tox -e generate` from tests/aio/test_user.py. Do not edit.
"""Users: handles, settings, activity, own user, acting as somebody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from dataikuapi import DataikuException, DSSBadRequest, DSSForbidden, DSSNotFound
from dataikuapi.dss.user import DSSUser
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock

PREFERENCES = {
    "ui_language": "uiLanguage",
    "mention_emails": "mentionEmails",
    "discussion_emails": "discussionEmails",
    "access_request_emails": "accessRequestEmails",
    "granted_access_emails": "grantedAccessEmails",
    "granted_plugin_request_emails": "grantedPluginRequestEmails",
    "plugin_request_emails": "pluginRequestEmails",
    "instance_access_requests_emails": "instanceAccessRequestsEmails",
    "profile_upgrade_requests_emails": "profileUpgradeRequestsEmails",
    "code_env_creation_request_emails": "codeEnvCreationRequestEmails",
    "granted_code_env_creation_request_emails": "grantedCodeEnvCreationRequestEmails",
    "daily_digests_emails": "dailyDigestsEmails",
    "offline_activity_emails": "offlineActivityEmails",
    "remember_position_flow": "rememberPositionFlow",
    "login_logout_notifications": "loginLogoutNotifications",
    "watched_objects_editions_notifications": "watchedObjectsEditionsNotifications",
    "object_on_current_project_created_deleted_notifications": (
        "objectOnCurrentProjectCreatedDeletedNotifications"
    ),
    "any_object_on_current_project_edited_notifications": (
        "anyObjectOnCurrentProjectEditedNotifications"
    ),
    "watch_star_on_current_project_notifications": "watchStarOnCurrentProjectNotifications",
    "other_users_jobs_tasks_notifications": "otherUsersJobsTasksNotifications",
    "request_access_notifications": "requestAccessNotifications",
    "scenario_run_notifications": "scenarioRunNotifications",
}


def test_create_sends_what_is_usual(client: DSSClient, mock: DSSMock) -> None:
    user = client.create_user("carol", "s3cret")
    assert user.login == "carol"
    assert mock.calls[-1].body == {
        "login": "carol",
        "password": "***",
        "displayName": "",
        "sourceType": "LOCAL",
        "groups": [],
        "userProfile": "DATA_SCIENTIST",
        "email": None,
    }
    assert mock.table("users").get("carol")["password"] == "s3cret"


def test_create_keeps_what_is_given(client: DSSClient) -> None:
    client.create_user(
        "carol", "s3cret", "Carol É", "LDAP", ("readers",), "READER", email="c@example.org"
    )
    users = {user["login"]: user for user in client.list_users()}
    carol = users["carol"]
    assert carol.get("displayName") == "Carol É"
    assert carol.get("sourceType") == "LDAP"
    assert carol.get("groups") == ["readers"]
    assert carol.get("userProfile") == "READER"
    assert carol.get("email") == "c@example.org"
    assert "password" not in carol


def test_create_of_a_login_that_is_taken(client: DSSClient) -> None:
    with pytest.raises(DSSBadRequest, match="already exists: admin"):
        client.create_user("admin", "s3cret")


@pytest.mark.parametrize("login", ["", ".", "..", "a\nb"])
def test_a_login_that_cannot_be_one_sends_nothing(
    client: DSSClient, mock: DSSMock, login: str
) -> None:
    with pytest.raises(ValueError, match="login"):
        client.get_user(login)
    with pytest.raises(ValueError, match="login"):
        client.create_user(login, "s3cret")
    assert mock.calls == []


def test_arguments_of_the_wrong_type_send_nothing(client: DSSClient, mock: DSSMock) -> None:
    wrong: Any = 7
    with pytest.raises(TypeError, match="login"):
        client.get_user(wrong)
    with pytest.raises(TypeError, match="password"):
        client.create_user("carol", wrong)
    with pytest.raises(TypeError, match="groups"):
        client.create_user("carol", "s3cret", groups="readers")
    assert mock.calls == []


def test_a_login_may_hold_anything_else(client: DSSClient) -> None:
    login = "corp/zoé ?#%20"
    client.create_user(login, "s3cret")
    assert (client.get_user(login).get_settings()).get_raw()["login"] == login


def test_list_gives_settings_only_when_asked(client: DSSClient) -> None:
    assert all("preferences" not in user for user in client.list_users())
    (admin,) = client.list_users(include_settings=True)
    assert "preferences" in admin


def test_list_gives_handles(client: DSSClient) -> None:
    (admin,) = client.list_users(as_objects=True)
    assert isinstance(admin, DSSUser)
    assert admin.login == "admin"


def test_list_needs_an_administrator(
    client: DSSClient, client_as: Callable[[str], DSSClient]
) -> None:
    client.create_user("carol", "s3cret")
    with client_as("carol") as carol:
        with pytest.raises(DSSForbidden):
            carol.list_users()


def test_delete_removes_the_user_and_the_keys(
    client: DSSClient, client_as: Callable[[str], DSSClient]
) -> None:
    user = client.create_user("carol", "s3cret")
    with client_as("carol") as carol:
        assert (carol.get_auth_info())["authIdentifier"] == "carol"
        user.delete()
        with pytest.raises(DataikuException, match="Unknown API Key"):
            carol.get_auth_info()
    with pytest.raises(DSSNotFound):
        user.get_settings()


def test_delete_of_oneself_has_to_be_meant(client: DSSClient, mock: DSSMock) -> None:
    with pytest.raises(DSSBadRequest):
        client.get_user("admin").delete()
    client.get_user("admin").delete(allow_self_deletion=True)
    assert "admin" not in mock.table("users")


def test_settings_are_saved(client: DSSClient) -> None:
    user = client.create_user("carol", "s3cret")
    settings = user.get_settings()
    settings.enabled = False
    settings.get_raw()["displayName"] = "Carol"
    settings.user_properties["team"] = "north"
    settings.admin_properties["cost"] = 3
    settings.get_raw()["unknownMember"] = [1]  # type: ignore[typeddict-unknown-key]  (as a newer DSS gives)
    settings.save()
    again = user.get_settings()
    assert again.enabled is False
    assert again.get_raw().get("displayName") == "Carol"
    assert again.user_properties == {"team": "north"}
    assert again.admin_properties == {"cost": 3}
    assert dict(again.get_raw())["unknownMember"] == [1]


def test_properties_of_a_user_without_any(client: DSSClient, mock: DSSMock) -> None:
    settings = client.get_user("admin").get_settings()
    del settings.get_raw()["userProperties"]
    settings.get_raw()["adminProperties"] = None
    settings.user_properties["a"] = 1
    settings.admin_properties["b"] = 2
    settings.save()
    assert mock.calls[-1].body["userProperties"] == {"a": 1}
    assert mock.calls[-1].body["adminProperties"] == {"b": 2}


def test_secrets_are_added_replaced_and_removed(client: DSSClient) -> None:
    settings = client.get_user("admin").get_settings()
    settings.add_secret("token", "old")
    settings.add_secret("other", "o")
    settings.add_secret("token", "new")
    settings.remove_secret("other")
    settings.remove_secret("never there")
    settings.save()
    again = client.get_user("admin").get_settings()
    assert again.get_raw().get("secrets") == [{"name": "token", "value": "new", "secret": True}]


def test_credentials_are_set_and_removed(client: DSSClient) -> None:
    settings = client.get_user("admin").get_settings()
    settings.set_basic_connection_credential("warehouse", "l", "p")
    settings.set_basic_connection_credential("lake", "l", "p")
    settings.remove_connection_credential("lake")
    settings.remove_connection_credential("never there")
    settings.set_basic_plugin_credential("plug", "set", "preset", "login", "l", "p")
    settings.set_oauth2_plugin_credential("plug", "set", "preset", "token", "r")
    settings.set_oauth2_plugin_credential("plug", "set", "preset", "gone", "r")
    settings.remove_plugin_credential("plug", "set", "preset", "gone")
    settings.remove_plugin_credential("plug", "set", "preset", "never there")
    settings.save()
    again = client.get_user("admin").get_settings()
    basic = {"type": "BASIC", "user": "l", "password": "p"}
    assert again.get_raw().get("credentials") == {
        "warehouse": basic,
        '"PLUGIN", "plug", "set", "preset", "login"': basic,
        '"PLUGIN", "plug", "set", "preset", "token"': {
            "type": "OAUTH_REFRESH_TOKEN",
            "refreshToken": "r",
        },
    }


@pytest.mark.parametrize("name", PREFERENCES)
def test_preferences_are_saved(client: DSSClient, name: str) -> None:
    user = client.get_user("admin")
    settings = user.get_settings()
    before = getattr(settings.preferences, name)
    wanted = "fr" if name == "ui_language" else not before
    setattr(settings.preferences, name, wanted)
    settings.save()
    again = user.get_settings()
    assert getattr(again.preferences, name) == wanted != before
    assert dict(again.get_raw().get("preferences") or {})[PREFERENCES[name]] == wanted


def test_a_preference_that_dss_does_not_know(client: DSSClient) -> None:
    settings = client.get_user("admin").get_settings()
    del settings.preferences.preferences["uiLanguage"]
    with pytest.raises(KeyError, match="uiLanguage"):
        _ = settings.preferences.ui_language


def test_creation_date(client: DSSClient, mock: DSSMock) -> None:
    with mock.table("users").edit("admin") as admin:
        admin["creationDate"] = 1_767_600_000_000
    settings = client.get_user("admin").get_settings()
    assert settings.creation_date == datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
    del settings.get_raw()["creationDate"]
    assert settings.creation_date is None


def test_activity(client: DSSClient, mock: DSSMock) -> None:
    seen = {"login": "admin", "lastSuccessfulLogin": 1_767_600_000_000, "lastFailedLogin": 0}
    mock.table("user_activities").put("admin", {**seen, "lastSessionActivity": 1_767_600_060_000})
    activity = client.get_user("admin").get_activity()
    assert activity.get_raw()["login"] == activity.login == "admin"
    assert activity.last_successful_login == datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
    assert activity.last_failed_login is None
    assert activity.last_session_activity == datetime(2026, 1, 5, 8, 1, tzinfo=UTC)


def test_info_is_for_everybody(client: DSSClient, client_as: Callable[[str], DSSClient]) -> None:
    client.create_user("carol", "s3cret", "Carol", groups=["readers"], email="c@example.org")
    with client_as("carol") as carol:
        info = carol.get_user("carol").get_info()
    assert (info.login, info.display_name, info.groups) == ("carol", "Carol", ["readers"])
    assert (info.email, info.enabled) == ("c@example.org", True)
    assert info.get_raw()["login"] == "carol"
    assert "carol" in repr(info)
    with pytest.raises(AttributeError):
        info.login = "bob"  # type: ignore[assignment]


def test_definition_is_deprecated_and_works(client: DSSClient) -> None:
    user = client.create_user("carol", "s3cret")
    with pytest.warns(DeprecationWarning, match="get_settings"):
        definition = user.get_definition()
    definition["email"] = "c@example.org"
    with pytest.warns(DeprecationWarning, match="get_settings"):
        assert "carol" in str((user.set_definition(definition)).get("msg"))
    assert (user.get_info()).email == "c@example.org"
    wrong: Any = ["carol"]
    with (
        pytest.warns(DeprecationWarning, match="get_settings"),
        pytest.raises(TypeError, match="definition"),
    ):
        user.set_definition(wrong)


def test_client_as_acts_as_the_user(client: DSSClient, mock: DSSMock) -> None:
    user = client.create_user("carol", "s3cret")
    client._session.headers["X-Gateway"] = "7"
    client._session.proxies["http"] = "http://proxy.example.org"
    client._session.verify = "/etc/certificates"
    with user.get_client_as() as carol:
        assert (carol.get_auth_info())["authIdentifier"] == "carol"
        assert carol._session.headers["X-Gateway"] == "7"
        assert carol._session.proxies == {"http": "http://proxy.example.org"}
        assert carol._session.verify == "/etc/certificates"
        with pytest.raises(DSSForbidden):
            carol.list_users()
    assert (client.get_auth_info())["authIdentifier"] != "carol"


def test_client_as_works_with_a_ticket(client: DSSClient, mock: DSSMock) -> None:
    client.create_user("carol", "s3cret")
    ticket = client.get_ticket()
    with (
        DSSClient(mock.base_url, internal_ticket=ticket, transport=mock.transport()) as inside,
        inside.get_user("carol").get_client_as() as carol,
    ):
        assert (carol.get_auth_info())["authIdentifier"] == "carol"


def test_own_settings_are_saved(client: DSSClient, client_as: Callable[[str], DSSClient]) -> None:
    client.create_user("carol", "s3cret", groups=["readers"])
    with client_as("carol") as carol:
        settings = carol.get_own_user().get_settings()
        assert "adminProperties" not in settings.get_raw()
        settings.add_secret("token", "t")
        settings.user_properties["team"] = "south"
        settings.set_basic_connection_credential("warehouse", "c", "p")
        settings.get_raw()["groups"] = ["administrators"]
        settings.save()
        again = (carol.get_own_user().get_settings()).get_raw()
    assert again.get("secrets") == [{"name": "token", "value": "t", "secret": True}]
    assert again.get("userProperties") == {"team": "south"}
    assert again.get("groups") == ["readers"]


def test_own_user_of_a_key_without_one(client: DSSClient, mock: DSSMock) -> None:
    key = client.create_global_api_key("Nobody's")
    with DSSClient(mock.base_url, key.key, transport=mock.transport()) as nobody:
        with pytest.raises(DSSForbidden):
            nobody.get_own_user().get_settings()


def test_handles_show_what_they_are(client: DSSClient) -> None:
    user = client.get_user("admin")
    shown = [user, user.get_settings(), user.get_activity()]
    assert all("admin" in repr(each) for each in shown)
