"""What documents of a project have in common: who made and changed them, and how they are found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dssmock import errors
from dssmock.store import copy_json

if TYPE_CHECKING:
    from dssmock.core import Call, DSSMock

READ, WRITE = "readProjectContent", "writeProjectContent"


def tag_of(dss: DSSMock, by: str, number: int = 0) -> dict[str, Any]:
    """Who made a version of a document, and when."""
    now = dss.clock.now_ms()
    return {"versionNumber": number, "lastModifiedBy": {"login": by}, "lastModifiedOn": now}


def begun(call: Call, document: Mapping[str, Any]) -> dict[str, Any]:
    """A document in its first version, made by a caller."""
    return made(call.dss, call.auth.name, document)


def made(dss: DSSMock, by: str, document: Mapping[str, Any]) -> dict[str, Any]:
    """A document in its first version."""
    tag = tag_of(dss, by)
    return {**document, "versionTag": tag, "creationTag": copy_json(tag)}


def replaced(call: Call, old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept when somebody sends a changed document: one version more than the old one.

    Raises:
        errors.BadRequest: it is of another object.
    """
    fixed = {name: old[name] for name in ("id", "projectKey", "creationTag") if name in old}
    for name in ("id", "projectKey"):
        if new.get(name) not in (None, old.get(name)):
            raise errors.BadRequest(f"{name} cannot be changed: {new[name]!r}")
    number = (old.get("versionTag") or {}).get("versionNumber", 0)
    return {**new, **fixed, "versionTag": tag_of(call.dss, call.auth.name, number + 1)}


def rows_of(dss: DSSMock, table: str, project_key: str) -> list[dict[str, Any]]:
    """The documents of a project in a table whose identifiers begin with the project's key."""
    prefix = f"{project_key}."
    return [each for id, each in dss.table(table).items() if id.startswith(prefix)]


def require(call: Call, table: str, kind: str, id: str, right: str | None = READ) -> dict[str, Any]:
    """A document of the project of the call, for a caller who has a right there.

    Raises:
        errors.NotFound: the project has none of this identifier.
        errors.Forbidden: the caller has not the right.
    """
    key = call.path["project_key"]
    call.require_project(key, right)
    found = call.dss.table(table).find(f"{key}.{id}")
    if found is None:
        raise errors.NotFound(f"{kind} does not exist: {key}.{id}")
    return found
