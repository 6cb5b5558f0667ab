"""Plugins: list, install, update, delete, usages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dssmock import errors
from dssmock.core import Call, handles
from dssmock.http import Binary
from dssmock.services import _plugin_state as state
from dssmock.services._plugin_archive import read_zip, uploaded, write_zip
from dssmock.services._plugin_sources import from_git, from_store


def require_develop(call: Call) -> None:
    """Let pass those who may develop plugins."""
    call.require_global("mayDevelopPlugins")


def require_plugin(call: Call) -> dict[str, Any]:
    """The plugin of the call, for those who may change it.

    They may develop plugins, or are in a group that is an administrator of this one.

    Raises:
        errors.Forbidden: the caller may not.
        errors.NotFound: there is no such plugin.
    """
    plugin = call.dss.table("plugins").find(call.path["plugin_id"])
    permissions = (plugin or {}).get("settings", {}).get("permissions") or []
    if not any(item.get("admin") and item.get("group") in call.auth.groups for item in permissions):
        require_develop(call)
    if plugin is None:
        raise errors.NotFound(
            f"plugin does not exist: {call.path['plugin_id']}",
            code="ERR_PLUGIN_NOT_INSTALLED",
        )
    return plugin


def start(call: Call, what: str, work: Callable[[], Any]) -> dict[str, Any]:
    """Start a long task about plugins."""
    return call.dss.futures.start(
        call,
        result=work,
        payload={"type": "PLUGIN", "displayName": what, "targets": []},
    )


@handles("plugin_list")
def list_plugins(call: Call) -> Any:
    """All plugins: everybody may see which there are."""
    return [state.listed(plugin) for plugin in call.dss.table("plugins").values()]


@handles("plugin_install_from_zip")
def install_from_zip(call: Call) -> Any:
    """Install the plugin of an archive at once."""
    require_develop(call)
    return state.install(call.dss, read_zip(uploaded(call.files).data))


@handles("plugin_start_install_from_zip")
def start_install_from_zip(call: Call) -> Any:
    """Install the plugin of an archive in a task; the archive is read first."""
    require_develop(call)
    files = read_zip(uploaded(call.files).data)
    return start(call, "Install a plugin", lambda: state.install(call.dss, files))


@handles("plugin_install_from_store")
def install_from_store(call: Call) -> Any:
    """Install a plugin of the store in a task."""
    require_develop(call)
    plugin_id = call.body["pluginId"]
    return start(
        call,
        f"Install {plugin_id}",
        lambda: state.install(call.dss, from_store(plugin_id)),
    )


@handles("plugin_install_from_git")
def install_from_git(call: Call) -> Any:
    """Install the plugin of a repository in a task."""
    require_develop(call)
    files = from_git(call.body)
    return start(call, "Install from Git", lambda: state.install(call.dss, files))


@handles("plugin_update_from_zip")
def update_from_zip(call: Call) -> Any:
    """Replace the files of a plugin at once."""
    plugin = require_plugin(call)
    return state.replace_files(call.dss, plugin["id"], read_zip(uploaded(call.files).data))


@handles("plugin_start_update_from_zip")
def start_update_from_zip(call: Call) -> Any:
    """Replace the files of a plugin in a task."""
    id = require_plugin(call)["id"]
    files = read_zip(uploaded(call.files).data)
    return start(call, f"Update {id}", lambda: state.replace_files(call.dss, id, files))


@handles("plugin_update_from_store")
def update_from_store(call: Call) -> Any:
    """Bring a plugin to the version of the store."""
    id = require_plugin(call)["id"]
    return start(call, f"Update {id}", lambda: state.replace_files(call.dss, id, from_store(id)))


@handles("plugin_update_from_git")
def update_from_git(call: Call) -> Any:
    """Bring a plugin to what a repository has."""
    id = require_plugin(call)["id"]
    files = from_git(call.body)
    return start(call, f"Update {id}", lambda: state.replace_files(call.dss, id, files))


@handles("plugin_download")
def download(call: Call) -> Any:
    """The files of a plugin as an archive."""
    plugin = require_plugin(call)
    data = write_zip(state.file_bytes(call.dss, plugin))
    return Binary(data, filename=f"{plugin['id']}.zip", content_type="application/zip")


@handles("plugin_list_usages")
def list_usages(call: Call) -> Any:
    """What uses a plugin."""
    return state.usages(require_plugin(call), call.query.get("projectKey"))


@handles("plugin_list_project_usages")
def list_project_usages(call: Call) -> Any:
    """What a project uses, plugin by plugin."""
    key = call.path["project_key"]
    call.require_project(key, "readProjectContent")
    found = [
        (plugin["id"], state.usages(plugin, key)) for plugin in call.dss.table("plugins").values()
    ]
    return [
        {"pluginId": id, "pluginUsages": usages} for id, usages in found if any(usages.values())
    ]


@handles("plugin_delete")
def delete(call: Call) -> Any:
    """Delete a plugin in a task, which fails when it is used."""
    id = require_plugin(call)["id"]
    force = bool(call.body.get("force"))

    def work() -> dict[str, Any]:
        plugin = call.dss.table("plugins").get(id)
        if not force and any(state.usages(plugin, None).values()):
            raise errors.ServerError(f"Plugin {id} is used", errors.CODED, code="ERR_PLUGIN_USED")
        call.dss.table("plugins").delete(id)
        return {"success": True, "pluginId": id}

    return start(call, f"Delete {id}", work)
