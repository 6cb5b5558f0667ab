"""Handlers of the files of managed folders."""

from __future__ import annotations

from typing import Any

from dssmock.core import EMPTY, Binary, Call, Empty, handles
from dssmock.services import _managed_folder_state as state
from dssmock.services._object_state import READ, WRITE
from dssmock.services._plugin_archive import uploaded


def place_of(call: Call, right: str) -> tuple[str, str]:
    """Project and identifier of the folder of a call, for a caller who has a right there.

    Raises:
        errors.NotFound: the project has no such folder.
        errors.Forbidden: the caller has not the right.
    """
    key, id = call.path["project_key"], call.path["folder_id"]
    call.require_project(key, right)
    state.find(call.dss, key, id)
    return key, id


@handles("managed_folder_list_contents")
def list_contents(call: Call) -> dict[str, Any]:
    return {"items": state.listing(call.dss, *place_of(call, READ))}


@handles("managed_folder_clear_contents")
def clear_contents(call: Call) -> Empty:
    state.empty(call.dss, *place_of(call, WRITE))
    return EMPTY


@handles("managed_folder_get_file")
def get_file(call: Call) -> Binary:
    path = call.path["path"]
    return Binary(state.read(call.dss, *place_of(call, READ), path))


@handles("managed_folder_put_file")
def put_file(call: Call) -> dict[str, Any]:
    key, id = place_of(call, WRITE)
    return state.write(call.dss, key, id, call.path["path"], uploaded(call.files).data)


@handles("managed_folder_delete_file")
def delete_file(call: Call) -> Empty:
    state.delete(call.dss, *place_of(call, WRITE), call.path["path"])
    return EMPTY
