"""Plugins: settings with presets, code environment and files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dssmock import errors
from dssmock.core import Call, handles
from dssmock.http import EMPTY, Binary
from dssmock.services import _code_env_build as build
from dssmock.services import _plugin_state as state
from dssmock.services._plugin_archive import clean_path
from dssmock.services.plugin import require_plugin, start

if TYPE_CHECKING:
    from dssmock.core import DSSMock

REQUIREMENTS = "code-env/python/spec/requirements.txt"
DESCS = "accessibleParameterSetDescs"


@handles("plugin_get_settings")
def get_settings(call: Call) -> Any:
    """The settings for the instance or for a project, with what the files declare."""
    plugin = require_plugin(call)
    descs = state.parameter_set_descs(plugin["id"], state.file_bytes(call.dss, plugin))
    project_key = call.query.get("projectKey")
    if project_key is None:
        return {**plugin["settings"], DESCS: descs}
    call.require_project(project_key, "readProjectContent")
    kept = plugin["projectSettings"].get(project_key, {"presets": []})
    return {**kept, DESCS: descs}


@handles("plugin_save_settings")
def save_settings(call: Call) -> Any:
    """Replace the settings."""
    _save(call, require_plugin(call)["id"])
    return EMPTY


@handles("plugin_start_save_settings")
def start_save_settings(call: Call) -> Any:
    """Replace the settings; what follows is a task."""
    id = require_plugin(call)["id"]
    _save(call, id)
    return start(call, f"Apply the settings of {id}", lambda: {"success": True, "pluginId": id})


def _save(call: Call, plugin_id: str) -> None:
    project_key = call.query.get("projectKey")
    # What the plugin declares is read from its files, so a copy that comes back is not kept.
    document = {name: value for name, value in call.body.items() if name != DESCS}
    if project_key is not None:
        call.require_project(project_key, "writeProjectContent")
    with call.dss.table("plugins").edit(plugin_id) as plugin:
        if project_key is None:
            plugin["settings"] = document
        else:
            plugin["projectSettings"][project_key] = document


@handles("plugin_create_code_env")
def create_code_env(call: Call) -> Any:
    """Build a code environment of the packages that the plugin asks for."""
    plugin = require_plugin(call)
    wish = dict(call.body)
    # What the request leaves open the plugin decides in its own description of the environment.
    wish["pythonInterpreter"] = wish.get("pythonInterpreter") or "PYTHON311"
    wish["specPackageList"] = _packages(call.dss, plugin)
    build.new_definition("PYTHON", "check", call.auth.name, wish)

    def work() -> dict[str, Any]:
        name = _free_env_name(call.dss, plugin["id"])
        doc = build.new_definition("PYTHON", name, call.auth.name, wish)
        messages = build.install(call.dss, f"PYTHON/{name}", doc, "create.log")
        if not messages["error"]:
            call.dss.table("code_envs").add(f"PYTHON/{name}", doc)
        return {"envName": name, "messages": messages}

    return start(call, f"Create the code env of {plugin['id']}", work)


def _packages(dss: DSSMock, plugin: dict[str, Any]) -> str:
    """The packages that a plugin asks for."""
    item = plugin["files"].get(REQUIREMENTS)
    return "" if item is None else dss.blobs.get(item["blob"]).decode(errors="replace")


def _free_env_name(dss: DSSMock, plugin_id: str) -> str:
    envs = dss.table("code_envs")
    name, number = f"plugin_{plugin_id}_managed", 1
    while f"PYTHON/{name}" in envs:
        name, number = f"plugin_{plugin_id}_managed_{number}", number + 1
    return name


@handles("plugin_update_code_env")
def update_code_env(call: Call) -> Any:
    """Build the code environment of the plugin again."""
    id = require_plugin(call)["id"]

    def work() -> dict[str, Any]:
        plugin = call.dss.table("plugins").get(id)
        name = plugin["settings"].get("codeEnvName")
        if not name:
            raise errors.ServerError(f"Plugin {id} has no code env", errors.CODED)
        key = f"PYTHON/{name}"
        if key not in call.dss.table("code_envs"):
            raise errors.ServerError(f"PYTHON env {name} doesn't exist", errors.CODED_IO)
        with call.dss.table("code_envs").edit(key) as doc:
            doc["specPackageList"] = _packages(call.dss, plugin)
            messages = build.install(call.dss, key, doc, "update_packages.log")
        return {"envName": name, "messages": messages}

    return start(call, f"Update the code env of {id}", work)


@handles("plugin_list_files")
def list_files(call: Call) -> Any:
    """The files as a tree."""
    return state.tree(require_plugin(call))


@handles("plugin_get_file")
def get_file(call: Call) -> Any:
    """The bytes of a file."""
    plugin = require_plugin(call)
    path = clean_path(call.path["path"])
    if path not in plugin["files"]:
        raise errors.NotFound(f"plugin {plugin['id']} has no file {path}")
    data = call.dss.blobs.get(plugin["files"][path]["blob"])
    return Binary(data, content_type=state.media_type(path))


@handles("plugin_put_file")
def put_file(call: Call) -> Any:
    """Write a file; a new plugin.json is taken over."""
    id = require_plugin(call)["id"]
    path = clean_path(call.path["path"])
    with call.dss.table("plugins").edit(id) as plugin:
        _require_free(plugin, path)
        plugin["files"][path] = state.keep(call.dss, call.raw)
        state.refresh(plugin, path, call.raw)
    return EMPTY


def _require_free(plugin: dict[str, Any], path: str) -> None:
    """A path that is no folder, and below no file.

    Raises:
        errors.BadRequest: it is one, or is below one.
    """
    for other in plugin["files"]:
        if other.startswith(path + "/"):
            raise errors.BadRequest(f"{path} is a folder")
        if path.startswith(other + "/"):
            raise errors.BadRequest(f"{other} is not a folder")


@handles("plugin_rename_file")
def rename_file(call: Call) -> Any:
    """Give a file or folder another name in its folder."""
    old = clean_path(call.body["oldPath"])
    name = call.body["newName"]
    if not name or "/" in name:
        raise errors.BadRequest(f"Invalid name of a file: {name!r}")
    parent = old.rpartition("/")[0]
    return _move(call, old, clean_path(f"{parent}/{name}"))


@handles("plugin_move_file")
def move_file(call: Call) -> Any:
    """Give a file or folder another path."""
    return _move(call, clean_path(call.body["oldPath"]), clean_path(call.body["newPath"]))


def _move(call: Call, old: str, new: str) -> Any:
    id = require_plugin(call)["id"]
    if new.startswith(old + "/"):
        raise errors.BadRequest(f"{old} cannot move into itself")
    with call.dss.table("plugins").edit(id) as plugin:
        files = plugin["files"]
        moved = [path for path in files if path == old or path.startswith(old + "/")]
        if not moved:
            raise errors.NotFound(f"plugin {id} has no file {old}")
        items = {new + path.removeprefix(old): files.pop(path) for path in moved}
        for path in items:
            if path in files:
                raise errors.BadRequest(f"File already exists: {path}")
            _require_free(plugin, path)
        files.update(items)
    return EMPTY
