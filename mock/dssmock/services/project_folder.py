"""Handlers of project folders."""

from __future__ import annotations

from typing import Any

from dssmock import errors
from dssmock.core import EMPTY, Call, Empty, handles
from dssmock.services import _folder_state as tree
from dssmock.services import _project_state as state


@handles("project_folder_get")
def get(call: Call) -> dict[str, Any]:
    return tree.shown(call, tree.require(call, call.path["project_folder_id"]))


@handles("project_folder_locate_project")
def locate(call: Call) -> dict[str, Any]:
    project = call.require_project(call.path["project_key"])
    return tree.shown(call, tree.folders(call.dss).get(tree.holder_of(project)))


@handles("project_folder_get_creation_default")
def get_creation_default(call: Call) -> dict[str, Any]:
    """Where a project made here goes: here if the caller may write here, else above."""
    folder = tree.require(call, call.path["project_folder_id"])
    for each in tree.ancestors(call.dss, folder["id"]):
        if tree.may(call, each, "writeContents"):
            return tree.shown(call, each)
    raise errors.Forbidden(f"You may not create a project in {folder['id']} or above")


@handles("project_folder_create_child")
def create_child(call: Call) -> dict[str, Any]:
    parent = tree.require(call, call.path["project_folder_id"], "writeContents")
    name = call.query["name"]
    _check_name(name)
    id = tree.add(call.dss, name, parent["id"], call.auth.login)
    return tree.shown(call, tree.folders(call.dss).get(id))


@handles("project_folder_get_settings")
def get_settings(call: Call) -> dict[str, Any]:
    return tree.require(call, call.path["project_folder_id"], "admin")["settings"]


@handles("project_folder_update_settings")
def update_settings(call: Call) -> Empty:
    folder = tree.require(call, call.path["project_folder_id"], "admin")
    settings = {"name": None, "owner": None, "permissions": [], **call.body}
    if folder["id"] != state.ROOT:
        _check_name(settings["name"])
    if settings["owner"] is not None:
        state.check_owner(call.dss, settings["owner"])
    with tree.folders(call.dss).edit(folder["id"]) as draft:
        draft["settings"] = settings
    return EMPTY


@handles("project_folder_delete")
def delete(call: Call) -> Empty:
    folder = tree.require(call, call.path["project_folder_id"], "admin")
    id = folder["id"]
    if id == state.ROOT:
        raise errors.BadRequest("The root project folder cannot be deleted")
    if tree.children(call.dss, id) or tree.projects_in(call.dss, id):
        raise errors.BadRequest(f"Project folder is not empty: {id}")
    tree.folders(call.dss).delete(id)
    return EMPTY


@handles("project_folder_move")
def move(call: Call) -> Empty:
    folder = tree.require(call, call.path["project_folder_id"], "admin")
    target = tree.require(call, call.query["destination"], "writeContents")
    if folder["id"] == state.ROOT:
        raise errors.BadRequest("The root project folder cannot be moved")
    if folder["id"] in [each["id"] for each in tree.ancestors(call.dss, target["id"])]:
        raise errors.BadRequest("A project folder cannot be moved into itself")
    with tree.folders(call.dss).edit(folder["id"]) as draft:
        draft["parentId"] = target["id"]
    return EMPTY


@handles("project_folder_move_project")
def move_project(call: Call) -> Empty:
    key = call.path["project_key"]
    source = tree.require(call, call.path["project_folder_id"])
    project = call.require_project(key, "admin")
    target = tree.require(call, call.query["destination"], "writeContents")
    if tree.holder_of(project) != source["id"]:
        raise errors.NotFound(f"project {key} is not in project folder {source['id']}")
    with call.dss.table("projects").edit(key) as draft:
        draft["folderId"] = target["id"]
    return EMPTY


def _check_name(name: str | None) -> None:
    """Refuse a name that says nothing, or could not stand in a path.

    Raises:
        errors.BadRequest: it is empty or holds a slash.
    """
    if not name or not name.strip() or "/" in name:
        raise errors.BadRequest(f"Invalid name of a project folder: {name!r}")
