"""Handlers of the library of a project."""

from __future__ import annotations

import base64
from typing import Any

from dssmock import errors
from dssmock.core import EMPTY, Call, Empty, handles
from dssmock.services import _library_state as state
from dssmock.services._object_state import READ, WRITE


def _place(call: Call, right: str) -> tuple[str, str]:
    """Project and path of a call, for a caller who has a right there."""
    key = call.path["project_key"]
    call.require_project(key, right)
    return key, state.clean(call.path["path"])


@handles("project_library_list_contents")
def list_contents(call: Call) -> list[dict[str, Any]]:
    key = call.path["project_key"]
    call.require_project(key)
    return state.tree(call.dss, key)


@handles("project_library_get_file")
def get_file(call: Call) -> dict[str, Any]:
    key, path = _place(call, READ)
    data = state.read(call.dss, key, path)
    found = state.shown(path, state.find(call.dss, key, path))
    if call.query.get("dataEncoding") == "base64":
        text = base64.b64encode(data).decode()
    else:
        text = data.decode(errors="replace")
    return {**found, "hasData": True, "data": text, "readOnly": False}


@handles("project_library_put_file")
def put_file(call: Call) -> Empty:
    state.write(call.dss, *_place(call, WRITE), call.raw)
    return EMPTY


@handles("project_library_delete_item")
def delete_item(call: Call) -> Empty:
    state.delete(call.dss, *_place(call, WRITE))
    return EMPTY


@handles("project_library_create_folder")
def create_folder(call: Call) -> Empty:
    key, path = _place(call, WRITE)
    if path in state.items(call.dss, key):
        raise errors.BadRequest(f"The library of {key} has {path} already")
    state.make_folder(call.dss, key, path)
    return EMPTY


@handles("project_library_rename_item")
def rename_item(call: Call) -> Empty:
    key = call.path["project_key"]
    call.require_project(key, WRITE)
    old, name = state.clean(call.body["oldPath"]), call.body["newName"]
    if not name.strip() or "/" in name:
        raise errors.BadRequest(f"Invalid name of a file: {name!r}")
    parent = old.rpartition("/")[0]
    state.move(call.dss, key, old, state.clean(f"{parent}/{name}"))
    return EMPTY


@handles("project_library_move_item")
def move_item(call: Call) -> Empty:
    key = call.path["project_key"]
    call.require_project(key, WRITE)
    old, folder = state.clean(call.body["oldPath"]), call.body["newPath"].strip("/")
    if folder and not state.find(call.dss, key, state.clean(folder)).get("folder"):
        raise errors.BadRequest(f"{folder} is not a folder")
    state.move(call.dss, key, old, state.clean(f"{folder}/{old.rpartition('/')[2]}"))
    return EMPTY
