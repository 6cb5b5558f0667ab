"""People of the demo instance, their groups and keys, and the connections they use.

Everybody's personal key is their login and ``-key``: ``alice-key`` and so on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dssmock.services.connection import new_connection
from dssmock.services.group import new_group
from dssmock.services.user import new_user

if TYPE_CHECKING:
    from dssmock.core import DSSMock

DAY_MS: Final = 86_400_000
# Login, name, groups, profile, and what is special about them.
PEOPLE: Final[tuple[tuple[str, str, list[str], str, dict[str, Any]], ...]] = (
    (
        "alice",
        "Alice Martin",
        ["data_team", "readers"],
        "FULL_DESIGNER",
        {
            "userProperties": {"team": "north"},
            "secrets": [{"name": "weather_token", "value": "demo-token", "secret": True}],
            "credentials": {"lake": {"type": "BASIC", "user": "alice", "password": "demo"}},
        },
    ),
    ("bob", "Bob Okafor", ["analysts", "readers"], "DATA_DESIGNER", {}),
    ("carol", "Carol Ito", ["readers"], "READER", {"adminProperties": {"cost_center": "4711"}}),
    (
        "dave",
        "Dave Lund",
        ["readers"],
        "FULL_DESIGNER",
        {
            "enabled": False,
            "trialStatus": {"exists": True, "valid": False, "expired": True},
        },
    ),
    ("erin", "Erin Berg", ["analysts"], "DATA_DESIGNER", {"sourceType": "LDAP"}),
)
EXTERNAL: Final = (
    ("erin", "Erin Berg-Olsen", "erin@example.org", ["data", "berlin"]),
    ("frank", "Frank Moreau", "frank@example.org", ["data", "lyon"]),
)


def seed(dss: DSSMock) -> None:
    """Plant groups, users, keys and connections."""
    _seed_groups(dss)
    for login, name, groups, profile, special in PEOPLE:
        _seed_user(dss, login, name, groups, profile, special)
    for login, name, email, groups in EXTERNAL:
        person = {"sourceType": "LDAP", "login": login, "displayName": name, "email": email}
        dss.table("external_people").put(f"LDAP/{login}", {**person, "groups": groups})
    dss.table("global_api_keys").put("nightly", _nightly_key(dss))
    for connection in _connections():
        dss.table("connections").put(connection["name"], new_connection(connection))


def _seed_groups(dss: DSSMock) -> None:
    team = ("mayCreateProjects", "mayWriteSafeCode", "mayCreateCodeEnvs", "mayDevelopPlugins")
    groups = dss.table("groups")
    groups.put("data_team", new_group("data_team", "Build projects", "LOCAL", *team))
    groups.put("analysts", new_group("analysts", "Explore data", "LOCAL", "mayCreateProjects"))


def _seed_user(
    dss: DSSMock,
    login: str,
    name: str,
    groups: list[str],
    profile: str,
    special: dict[str, Any],
) -> None:
    known = {"login": login, "displayName": name, "groups": groups, "userProfile": profile}
    user = {**known, "email": f"{login}@example.org", **special}
    dss.table("users").put(login, new_user(dss, user))
    now = dss.clock.now_ms()
    seen = {"lastSuccessfulLogin": now - DAY_MS, "lastFailedLogin": 0}
    activity = {"login": login, **seen, "lastSessionActivity": now - DAY_MS // 2}
    dss.table("user_activities").put(login, activity)
    key = {"id": f"{login}-1", "key": f"{login}-key", "user": login, "label": "Laptop"}
    made = {"description": "", "createdOn": now - 30 * DAY_MS, "createdBy": login, "expiresOn": 0}
    dss.table("personal_api_keys").put(key["id"], {**key, **made})


def _nightly_key(dss: DSSMock) -> dict[str, Any]:
    return {
        "id": "nightly",
        "key": "nightly-key",
        "label": "Nightly runs",
        "description": "For the scheduler",
        "createdOn": dss.clock.now_ms() - 90 * DAY_MS,
        "createdBy": "admin",
        "groups": ["data_team"],
        "dssUserForImpersonation": None,
        "expiresOn": 0,
        "expiry": 0,
    }


def _connections() -> list[dict[str, Any]]:
    """Connections; the SQL of ``warehouse`` is run by the mock's own database."""
    return [
        {
            "name": "filesystem_managed",
            "type": "Filesystem",
            "description": "Where managed datasets go",
            "params": {"root": "/data/managed"},
        },
        {
            "name": "warehouse",
            "type": "PostgreSQL",
            "description": "Tables of the demo",
            "params": {
                "host": "db.${region}.example.org",
                "port": 5432,
                "db": "demo",
                "user": "dss",
                "password": "demo",
                "properties": [{"name": "ssl", "value": "true"}],
            },
            "detailsReadability": {"readableBy": "ALLOWED", "allowedGroups": ["data_team"]},
        },
        {
            "name": "lake",
            "type": "Snowflake",
            "description": "Everybody's own login",
            "params": {"host": "lake.example.org", "db": "LAKE"},
            "credentialsMode": "PER_USER",
            "usableBy": "ALLOWED",
            "allowedGroups": ["data_team"],
            "detailsReadability": {"readableBy": "ALL", "allowedGroups": []},
        },
        {
            "name": "local_models",
            "type": "HuggingFaceLocal",
            "description": "Models on the instance's own machines",
            "params": {"models": [{"id": "small-chat", "displayName": "Small chat model"}]},
        },
    ]
