"""Users: as administrators manage them, and as everybody may see them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from dssmock import errors
from dssmock.auth import of_user, project_owner, project_permissions
from dssmock.core import EMPTY, Call, handles
from dssmock.store import copy_json

if TYPE_CHECKING:
    from dssmock.core import DSSMock

# What a list leaves out unless the settings are asked for.
SETTINGS: Final = ("adminProperties", "userProperties", "secrets", "credentials", "preferences")
# What nobody changes from outside.
FIXED: Final = (
    "login",
    "creationDate",
    "trialStatus",
    "objectImgHash",
    "activeWebSocketSesssions",
    "activeWebSocketSessions",
)
PREFERENCES_ON: Final = (
    "mentionEmails",
    "discussionEmails",
    "accessRequestEmails",
    "grantedAccessEmails",
    "grantedPluginRequestEmails",
    "pluginRequestEmails",
    "instanceAccessRequestsEmails",
    "profileUpgradeRequestsEmails",
    "codeEnvCreationRequestEmails",
    "grantedCodeEnvCreationRequestEmails",
    "rememberPositionFlow",
    "watchedObjectsEditionsNotifications",
    "requestAccessNotifications",
    "scenarioRunNotifications",
)
PREFERENCES_OFF: Final = (
    "dailyDigestsEmails",
    "offlineActivityEmails",
    "loginLogoutNotifications",
    "objectOnCurrentProjectCreatedDeletedNotifications",
    "anyObjectOnCurrentProjectEditedNotifications",
    "watchStarOnCurrentProjectNotifications",
    "otherUsersJobsTasksNotifications",
)


def new_user(dss: DSSMock, given: Mapping[str, Any]) -> dict[str, Any]:
    """The document of a new user: what was given, and the usual for the rest."""
    usual = {
        "displayName": "",
        "groups": [],
        "sourceType": "LOCAL",
        "userProfile": "DATA_SCIENTIST",
        "enabled": True,
        "codeAllowed": True,
        "objectImgHash": 0,
        "activeWebSocketSesssions": 0,
        "activeWebSocketSessions": 0,
        "creationDate": dss.clock.now_ms(),
        "trialStatus": {"exists": False, "valid": False, "expired": False},
        "adminProperties": {},
        "userProperties": {},
        "secrets": [],
        "credentials": {},
        "preferences": _usual_preferences(),
    }
    return usual | {name: copy_json(value) for name, value in given.items() if value is not None}


def view(user: Mapping[str, Any]) -> dict[str, Any]:
    """A user with all settings, as it may be read: never with the password."""
    settings: dict[str, Any] = {
        "enabled": True,
        "groups": [],
        "adminProperties": {},
        "userProperties": {},
        "secrets": [],
        "credentials": {},
    }
    known = {name: value for name, value in user.items() if name != "password"}
    preferences = _usual_preferences() | (known.get("preferences") or {})
    return {**settings, **known, "preferences": preferences}


def changed(user: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """A user after changes: what is fixed stays, and so does the password when none is given."""
    doc = {**user, **copy_json(dict(changes))}
    doc |= {name: user[name] for name in FIXED if name in user}
    if not changes.get("password"):
        doc.pop("password", None)
        doc |= {"password": user["password"]} if "password" in user else {}
    return doc


def create(dss: DSSMock, given: Mapping[str, Any]) -> None:
    """Add a user.

    Raises:
        errors.BadRequest: the login is blank or taken.
    """
    login = given.get("login")
    if not isinstance(login, str) or not login.strip():
        raise errors.BadRequest("The login of a user must not be blank")
    dss.table("users").add(login, new_user(dss, given))


def delete(call: Call, login: str, allow_self: bool) -> None:
    """Remove a user with all keys, so that none of them works for a later user of the same login.

    Raises:
        errors.BadRequest: it is the caller, and nobody said that this is meant.
        errors.NotFound: there is no such user.
    """
    if login == call.auth.login and not allow_self:
        raise errors.BadRequest("You may not delete your own user")
    call.dss.table("users").delete(login)
    keys = call.dss.table("personal_api_keys")
    for id, key in keys.items():
        if key.get("user") == login:
            keys.delete(id)
    activities = call.dss.table("user_activities")
    if login in activities:
        activities.delete(login)


def _usual_preferences() -> dict[str, Any]:
    flags = dict.fromkeys(PREFERENCES_ON, True) | dict.fromkeys(PREFERENCES_OFF, False)
    return {"uiLanguage": "en", **flags}


@handles("user_list")
def list_users(call: Call) -> list[dict[str, Any]]:
    call.require_admin()
    users = [view(user) for user in call.dss.table("users").values()]
    if call.query.get("includeSettings"):
        return users
    return [{name: user[name] for name in user if name not in SETTINGS} for user in users]


@handles("user_create")
def create_user(call: Call) -> dict[str, str]:
    call.require_admin()
    create(call.dss, call.body)
    return {"msg": f"Created user {call.body['login']}"}


@handles("user_get")
def get_user(call: Call) -> dict[str, Any]:
    call.require_admin()
    return view(call.dss.table("users").get(call.path["login"]))


@handles("user_update")
def update_user(call: Call) -> dict[str, str]:
    call.require_admin()
    users = call.dss.table("users")
    login = call.path["login"]
    users.put(login, changed(users.get(login), call.body))
    return {"msg": f"Updated user {login}"}


@handles("user_delete")
def delete_user(call: Call) -> Any:
    call.require_admin()
    delete(call, call.path["login"], call.query.get("allowSelfDeletion", False))
    return EMPTY


def _activity(dss: DSSMock, login: str) -> dict[str, Any]:
    never = {"lastSuccessfulLogin": 0, "lastFailedLogin": 0, "lastSessionActivity": 0}
    return {"login": login, **never, **(dss.table("user_activities").find(login) or {})}


@handles("user_get_activity")
def get_activity(call: Call) -> dict[str, Any]:
    call.require_admin()
    user = call.dss.table("users").get(call.path["login"])
    return _activity(call.dss, user["login"])


@handles("user_list_activity")
def list_activity(call: Call) -> list[dict[str, Any]]:
    call.require_admin()
    enabled_only = call.query.get("enabledUsersOnly", False)
    users = call.dss.table("users").values()
    return [
        _activity(call.dss, user["login"])
        for user in users
        if user.get("enabled", True) or not enabled_only
    ]


@handles("user_list_expired_trials")
def list_expired_trials(call: Call) -> list[dict[str, Any]]:
    call.require_admin()
    users = call.dss.table("users").values()
    return [view(user) for user in users if (user.get("trialStatus") or {}).get("expired")]


def _info(user: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "login": user["login"],
        "displayName": user.get("displayName", ""),
        "groups": user.get("groups", []),
        "email": user.get("email"),
        "enabled": user.get("enabled", True),
    }


@handles("user_list_info")
def list_info(call: Call) -> list[dict[str, Any]]:
    return [_info(user) for user in call.dss.table("users").values()]


@handles("user_get_info")
def get_info(call: Call) -> dict[str, Any]:
    return _info(call.dss.table("users").get(call.path["login"]))


@handles("user_get_authorization_matrix")
def get_authorization_matrix(call: Call) -> dict[str, Any]:
    """The inner shape is ours: nothing is written down about DSS's."""
    call.require_admin()
    users = [user for user in call.dss.table("users").values() if user.get("enabled", True)]
    groups = call.dss.table("groups").ids()
    return {
        "perUser": {"users": [_rights_of_user(call.dss, user["login"]) for user in users]},
        "perGroup": {"groups": [_rights_of_group(call.dss, name) for name in groups]},
    }


def _rights_of_user(dss: DSSMock, login: str) -> dict[str, Any]:
    auth = of_user(dss, login, "personal")
    projects: dict[str, list[str]] = {}
    for key, project in dss.table("projects").items():
        lines = [
            line
            for line in project_permissions(project)
            if line.get("user") == login or line.get("group") in auth.groups
        ]
        owner = ["admin"] if auth.admin or project_owner(project) == login else []
        if rights := sorted({*owner, *_true_names(lines)}):
            projects[key] = rights
    return {
        "login": login,
        "groups": auth.groups,
        "globalPermissions": sorted(auth.rights),
        "projects": projects,
    }


def _rights_of_group(dss: DSSMock, name: str) -> dict[str, Any]:
    projects: dict[str, list[str]] = {}
    for key, project in dss.table("projects").items():
        lines = [line for line in project_permissions(project) if line.get("group") == name]
        if rights := _true_names(lines):
            projects[key] = rights
    rights_of_all = _true_names([dss.table("groups").get(name)])
    return {"name": name, "globalPermissions": rights_of_all, "projects": projects}


def _true_names(lines: list[Mapping[str, Any]]) -> list[str]:
    return sorted({name for line in lines for name, value in line.items() if value is True})
