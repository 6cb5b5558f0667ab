"""The tree of project folders: each is a document of the table ``project_folders``.

A folder knows its parent, a project its folder; children and contents are found by looking.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dssmock import errors
from dssmock.services._project_state import ROOT

if TYPE_CHECKING:
    from dssmock.core import Call, DSSMock
    from dssmock.store import Table

WRITE_IN_ROOT = "mayWriteInRootProjectFolder"
# Each right comes with the ones after it.
RIGHTS = ("admin", "writeContents", "read")


def folders(dss: DSSMock) -> Table:
    """The table of folders; it always has the root."""
    table = dss.table("project_folders")
    if ROOT not in table:
        table.put(ROOT, document(ROOT, None, None, None))
    return table


def document(id: str, name: str | None, parent: str | None, owner: str | None) -> dict[str, Any]:
    """A folder without permissions."""
    return {
        "id": id,
        "parentId": parent,
        "settings": {"name": name, "owner": owner, "permissions": []},
    }


def add(dss: DSSMock, name: str, parent: str, owner: str | None) -> str:
    """Make a folder in a folder; gives its identifier."""
    id = dss.ids.short(7)
    folders(dss).add(id, document(id, name, parent, owner))
    return id


def holder_of(project: Mapping[str, Any]) -> str:
    """The folder that holds a project."""
    return project.get("folderId") or ROOT


def children(dss: DSSMock, id: str) -> list[dict[str, Any]]:
    """The folders in a folder."""
    return [folder for folder in folders(dss).values() if folder["parentId"] == id]


def projects_in(dss: DSSMock, id: str) -> list[dict[str, Any]]:
    """The projects in a folder itself."""
    return [each for each in dss.table("projects").values() if holder_of(each) == id]


def ancestors(dss: DSSMock, id: str) -> list[dict[str, Any]]:
    """A folder and the folders around it, the outermost last."""
    folder = folders(dss).get(id)
    line = [folder]
    while folder["parentId"] is not None:
        folder = folders(dss).get(folder["parentId"])
        line.append(folder)
    return line


def path(dss: DSSMock, id: str) -> list[dict[str, Any]]:
    """The way from the root to a folder, as the list of projects shows a location."""
    return [
        {"id": folder["id"], "name": folder["settings"]["name"]}
        for folder in reversed(ancestors(dss, id))
    ]


def may(call: Call, folder: Mapping[str, Any], right: str) -> bool:
    """Whether the caller has a right on a folder, by it or by a folder around it."""
    if call.auth.admin:
        return True
    if folder["id"] == ROOT and right != "admin":
        return right == "read" or call.auth.may(WRITE_IN_ROOT)
    return any(_grants(call, each, right) for each in ancestors(call.dss, folder["id"]))


def _grants(call: Call, folder: Mapping[str, Any], right: str) -> bool:
    settings = folder["settings"]
    if call.auth.login is not None and settings.get("owner") == call.auth.login:
        return True
    enough = RIGHTS[: RIGHTS.index(right) + 1]
    return any(
        item.get("group") in call.auth.groups and any(item.get(name) is True for name in enough)
        for item in settings.get("permissions") or []
    )


def visible(call: Call, folder: Mapping[str, Any]) -> bool:
    """Whether the caller sees a folder: by right, or because of what is in it."""
    if may(call, folder, "read"):
        return True
    dss, id = call.dss, folder["id"]
    if any(call.may_project(project["projectKey"]) for project in projects_in(dss, id)):
        return True
    return any(visible(call, child) for child in children(dss, id))


def require(call: Call, id: str, right: str | None = None) -> dict[str, Any]:
    """A folder that the caller sees, or has a right on.

    Raises:
        errors.NotFound: there is no such folder.
        errors.Forbidden: the caller may not.
    """
    folder = folders(call.dss).get(id)
    if not (visible(call, folder) if right is None else may(call, folder, right)):
        raise errors.Forbidden(f"You may not access project folder {id}")
    return folder


def shown(call: Call, folder: Mapping[str, Any]) -> dict[str, Any]:
    """A folder as the API shows it to the caller."""
    id = folder["id"]
    return {
        "id": id,
        "name": folder["settings"]["name"],
        "parentId": folder["parentId"],
        "childrenIds": [each["id"] for each in children(call.dss, id) if visible(call, each)],
        "projectKeys": [
            each["projectKey"]
            for each in projects_in(call.dss, id)
            if call.may_project(each["projectKey"])
        ],
    }
