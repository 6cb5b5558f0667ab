"""What an instance holds at first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from dssmock.core import DSSMock

SEEDS: Final = ("empty", "demo")
SUFFIXES: Final = (".yaml", ".yml", ".json")
ADMIN: Final = "admin"


def check(seed: Any) -> None:
    """Refuse a seed that does not exist.

    Raises:
        ValueError: there is no such seed, nor a file of this name.
        TypeError: it is no text.
    """
    if not isinstance(seed, str):
        raise TypeError(f"a seed is a text, not {seed!r}")
    if seed in SEEDS:
        return
    if not seed.endswith(SUFFIXES):
        known = ", ".join(SEEDS)
        raise ValueError(
            f"no seed {seed!r}: it is one of {known}, or a file ({', '.join(SUFFIXES)})"
        )
    if not Path(seed).is_file():
        raise ValueError(f"no file {seed!r} to seed from")


def plant(dss: DSSMock, seed: str) -> None:
    """Fill a new instance."""
    plant_empty(dss)
    if seed == "demo":
        from dssmock import demo

        demo.seed(dss)
    elif seed not in SEEDS:
        from dssmock import seedfile

        seedfile.plant(dss, Path(seed))


def plant_empty(dss: DSSMock) -> None:
    """What every instance has: an administrator with a key, and the two groups of a new DSS."""
    dss.table("groups").put("administrators", group("administrators", "May do all", admin=True))
    dss.table("groups").put("readers", group("readers", "May read"))
    dss.table("users").put(ADMIN, user(dss, ADMIN, "Administrator", ["administrators"]))
    dss.table("global_api_keys").put("adminkey", _admin_key(dss))


def group(name: str, description: str, *, admin: bool = False) -> dict[str, Any]:
    """The document of a group without rights of its own."""
    return {
        "name": name,
        "description": description,
        "sourceType": "LOCAL",
        "admin": admin,
        "ldapGroupNames": [],
        "ssoGroupNames": [],
        "azureADGroupNames": [],
        "customGroupNames": [],
    }


def user(dss: DSSMock, login: str, display_name: str, groups: list[str]) -> dict[str, Any]:
    """The document of a user."""
    return {
        "login": login,
        "displayName": display_name,
        "email": f"{login}@example.org",
        "groups": groups,
        "sourceType": "LOCAL",
        "userProfile": "FULL_DESIGNER",
        "enabled": True,
        "objectImgHash": 0,
        "activeWebSocketSesssions": 0,
        "activeWebSocketSessions": 0,
        "creationDate": dss.clock.now_ms(),
        "trialStatus": {"exists": False, "valid": False, "expired": False},
        "adminProperties": {},
        "userProperties": {},
        "secrets": [],
        "credentials": {},
        "preferences": {},
    }


def _admin_key(dss: DSSMock) -> dict[str, Any]:
    return {
        "id": "adminkey",
        "key": dss.admin_key,
        "label": "Administration",
        "description": "The key that every instance of the mock has",
        "createdOn": dss.clock.now_ms(),
        "createdBy": ADMIN,
        "globalPermissions": {"admin": True},
        "dssUserForImpersonation": ADMIN,
        "expiresOn": 0,
    }
