"""Handlers of what a project knows about itself: documents that are read and written whole."""

from __future__ import annotations

from typing import Any

from dssmock import errors
from dssmock.core import EMPTY, Call, Empty, handles
from dssmock.services import _project_state as state

# What DSS reads of the settings without looking whether it is there.
NEEDED_SETTINGS = ("settings", "exposedObjects")


def read(call: Call, part: str) -> dict[str, Any]:
    """A part of a project's document."""
    return call.require_project(call.path["project_key"])[part]


def write(call: Call, part: str, value: Any, action: str) -> Empty:
    """Put a part of a project's document in the place of the old one, and note the change."""
    with call.dss.table("projects").edit(call.path["project_key"]) as document:
        document[part] = value
        state.touch(call, document, action)
    return EMPTY


@handles("project_get_metadata")
def get_metadata(call: Call) -> dict[str, Any]:
    return read(call, "metadata")


@handles("project_update_metadata")
def update_metadata(call: Call) -> Empty:
    call.require_project(call.path["project_key"], "writeProjectContent")
    return write(call, "metadata", call.body, "PROJECT_EDIT_METADATA")


@handles("project_get_tags")
def get_tags(call: Call) -> dict[str, Any]:
    return read(call, "tagColors")


@handles("project_update_tags")
def update_tags(call: Call) -> Empty:
    call.require_project(call.path["project_key"], "writeProjectContent")
    return write(call, "tagColors", {"tags": {}, **call.body}, "PROJECT_EDIT_TAGS")


@handles("project_get_variables")
def get_variables(call: Call) -> dict[str, Any]:
    return read(call, "variables")


@handles("project_update_variables")
def update_variables(call: Call) -> Empty:
    call.require_project(call.path["project_key"], "writeProjectContent")
    # A part that is left out is emptied: that is why clients insist on both.
    given = {name: value for name, value in call.body.items() if value is not None}
    value = {"standard": {}, "local": {}, **given}
    return write(call, "variables", value, "PROJECT_EDIT_VARIABLES")


@handles("project_get_permissions")
def get_permissions(call: Call) -> dict[str, Any]:
    return read(call, "permissions")


@handles("project_update_permissions")
def update_permissions(call: Call) -> Empty:
    document = call.require_project(call.path["project_key"], "admin")
    before = document["permissions"]
    owner = call.body.get("owner") or before["owner"]
    state.check_owner(call.dss, owner)
    users = before.get("additionalDashboardUsers")
    empty = {"permissions": [], "additionalDashboardUsers": users}
    value = {**empty, **call.body, "owner": owner}
    return write(call, "permissions", value, "PROJECT_EDIT_PERMISSIONS")


@handles("project_get_settings")
def get_settings(call: Call) -> dict[str, Any]:
    return read(call, "settings")


@handles("project_update_settings")
def update_settings(call: Call) -> Empty:
    call.require_project(call.path["project_key"], "admin")
    missing = [name for name in NEEDED_SETTINGS if call.body.get(name) is None]
    if missing:
        raise errors.ServerError(
            f"Cannot read {missing[0]} because the value is null", state.NULL_POINTER
        )
    return write(call, "settings", call.body, "PROJECT_EDIT_SETTINGS")
