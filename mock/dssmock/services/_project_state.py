"""Documents of projects: made, shown, changed.

A project is one document of the table ``projects``: what the API reads and writes whole
(``metadata``, ``settings``, ``permissions``, ``variables``, ``tagColors``) stands in it under these
names, beside its folder, its tags of creation and change, and its timeline. What lists and
summaries show is put together from these, so that nothing is kept twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from dssmock import errors
from dssmock.auth import project_owner
from dssmock.store import copy_json

if TYPE_CHECKING:
    from dssmock.core import Call, DSSMock

ROOT = "ROOT"
KEY = re.compile(r"[A-Za-z0-9_]+")
LONGEST_TIMELINE = 1000
NULL_POINTER = "java.lang.NullPointerException"


def check_new_key(dss: DSSMock, key: str) -> None:
    """Refuse a key that no new project can have.

    Raises:
        errors.BadRequest: it is taken, or has other characters than keys have.
    """
    if not KEY.fullmatch(key):
        raise errors.BadRequest(f"Invalid project key: {key!r}")
    if key in dss.table("projects"):
        raise errors.BadRequest(f"Project key is already used: {key}")


def check_owner(dss: DSSMock, login: str) -> None:
    """Refuse an owner who does not exist.

    Raises:
        errors.BadRequest: no user has this login.
    """
    if login not in dss.table("users"):
        raise errors.BadRequest(f"User does not exist: {login}")


def create(
    dss: DSSMock,
    key: str,
    name: str,
    owner: str,
    by: str,
    change: Callable[[dict[str, Any]], None],
) -> None:
    """Add a project with default settings.

    Args:
        dss: the instance.
        key: key of the project.
        name: what people call it.
        owner: login of its owner.
        by: who makes it.
        change: changes the document before it is kept.

    Raises:
        errors.BadRequest: the key is taken or invalid, or the owner does not exist.
    """
    check_new_key(dss, key)
    check_owner(dss, owner)
    document = blank(key, name, owner)
    begin(dss, document, by, "PROJECT_CREATE")
    change(document)
    dss.table("projects").add(key, document)


def blank(key: str, name: str, owner: str) -> dict[str, Any]:
    """The document of a project in which nothing was done yet."""
    return {
        "projectKey": key,
        "projectAppType": "REGULAR",
        "folderId": ROOT,
        "metadata": {
            "label": name,
            "shortDesc": "",
            "description": "",
            "tags": [],
            "custom": {"kv": {}},
            "customFields": {},
            "checklists": {"checklists": []},
        },
        "settings": default_settings(),
        "permissions": {
            "owner": owner,
            "permissions": [],
            "additionalDashboardUsers": {"users": []},
        },
        "variables": {"standard": {}, "local": {}},
        "tagColors": {"tags": {}},
        "interest": {"starCount": 0, "watchCount": 0},
        "timeline": [],
    }


def default_settings() -> dict[str, Any]:
    """The settings of a new project."""
    return {
        "projectStatus": "Sandbox",
        "settings": {
            "codeEnvs": {"python": {"mode": "INHERIT"}, "r": {"mode": "INHERIT"}},
            "container": {"containerMode": "INHERIT"},
            "cluster": {"clusterMode": "INHERIT"},
            "k8sCluster": {"clusterMode": "INHERIT"},
            "flowDisplaySettings": {"zonesManualPositioning": False},
        },
        "exposedObjects": {"objects": []},
        "metrics": {},
        "metricsChecks": {},
    }


def merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """A document with the members of another laid over its own, level by level."""
    result = copy_json(base)
    for name, value in over.items():
        both = isinstance(value, Mapping) and isinstance(result.get(name), Mapping)
        result[name] = merged(result[name], value) if both else copy_json(value)
    return result


def begin(dss: DSSMock, document: dict[str, Any], by: str, action: str) -> None:
    """Start the history of a project that is new on this instance."""
    now = dss.clock.now_ms()
    tag = {"versionNumber": 0, "lastModifiedBy": {"login": by}, "lastModifiedOn": now}
    document["creationTag"] = tag
    document["versionTag"] = copy_json(tag)
    document["timeline"] = [_event(document["projectKey"], by, now, action)]


def touch(call: Call, document: dict[str, Any], action: str) -> None:
    """Note a change: a higher version, a later date, a line in the timeline."""
    note(call.dss, document, call.auth.name, action)


def note(dss: DSSMock, document: dict[str, Any], by: str, action: str) -> None:
    """Note a change that somebody made."""
    now = dss.clock.now_ms()
    tag = document["versionTag"]
    tag["versionNumber"] += 1
    tag["lastModifiedBy"] = {"login": by}
    tag["lastModifiedOn"] = now
    document["timeline"].append(_event(document["projectKey"], by, now, action))
    del document["timeline"][:-LONGEST_TIMELINE]


def _event(key: str, by: str, now: int, action: str) -> dict[str, Any]:
    return {
        "time": now,
        "user": by,
        "action": action,
        "objectType": "PROJECT",
        "objectId": key,
        "projectKey": key,
    }


def name_of(document: Mapping[str, Any]) -> str:
    """What people call the project."""
    return document["metadata"].get("label") or document["projectKey"]


def person(dss: DSSMock, login: str | None) -> dict[str, Any]:
    """A user as other objects name one."""
    user = dss.table("users").look(login)
    return {"login": login, "displayName": (user or {}).get("displayName") or login}


def contributors(dss: DSSMock, document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Everybody who changed the project, in the order of their first change."""
    logins = dict.fromkeys(event["user"] for event in document["timeline"])
    return [person(dss, login) for login in logins]


def summary(dss: DSSMock, document: Mapping[str, Any]) -> dict[str, Any]:
    """A project as lists and summaries show it."""
    owner = project_owner(document)
    metadata = document["metadata"]
    bundle = document.get("activeBundleId")
    return {
        **({} if bundle is None else {"activeBundleState": {"bundleId": bundle}}),
        "projectKey": document["projectKey"],
        "name": name_of(document),
        "ownerLogin": owner,
        "ownerDisplayName": person(dss, owner)["displayName"],
        "shortDesc": metadata.get("shortDesc") or "",
        "tags": sorted(set(metadata.get("tags") or [])),
        "projectStatus": document["settings"].get("projectStatus"),
        "projectAppType": document["projectAppType"],
        "contributors": contributors(dss, document),
        "versionTag": document["versionTag"],
        "creationTag": document["creationTag"],
    }


def timeline(dss: DSSMock, document: Mapping[str, Any], count: int) -> dict[str, Any]:
    """The newest changes, and who began and ended so far."""
    first, last = document["creationTag"], document["versionTag"]
    newest_first = list(reversed(document["timeline"]))
    return {
        "allContributors": contributors(dss, document),
        "items": newest_first[:count],
        "createdBy": person(dss, first["lastModifiedBy"]["login"]),
        "createdOn": first["lastModifiedOn"],
        "lastModifiedBy": person(dss, last["lastModifiedBy"]["login"]),
        "lastModifiedOn": last["lastModifiedOn"],
    }
