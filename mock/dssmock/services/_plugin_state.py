"""The plugins that an instance has: installed, updated, their files and what uses them."""

from __future__ import annotations

import hashlib
import json
import mimetypes
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dssmock import errors
from dssmock.services._plugin_archive import MANIFEST, read_manifest

if TYPE_CHECKING:
    from dssmock.core import DSSMock

TEXTS = ("label", "description", "author", "icon", "category", "url", "licenseInfo")
META: dict[str, type] = {**dict.fromkeys(TEXTS, str), "tags": list}
PARAMETER: dict[str, type] = {"name": str, "type": str, "label": str, "mandatory": bool}
PARAMETERS = ("params", "pluginParams")
LISTED = ("id", "version", "isDev", "meta")
# Types that the machine's own table may lack.
MEDIA_TYPES = {
    ".py": "text/x-python",
    ".json": "application/json",
    ".md": "text/markdown",
}


def install(dss: DSSMock, files: Mapping[str, bytes], *, is_dev: bool = False) -> dict[str, Any]:
    """Keep a new plugin.

    Raises:
        errors.BadRequest: the files are no plugin, or it is installed already.
    """
    manifest = read_manifest(files)
    dss.table("plugins").add(
        manifest["id"],
        {
            **described(manifest, {}),
            "id": manifest["id"],
            "isDev": is_dev,
            "settings": default_settings(manifest["id"], files),
            "projectSettings": {},
            "usages": [],
            "missingTypes": [],
            "files": stored(dss, files),
        },
    )
    return {"success": True, "pluginId": manifest["id"]}


def replace_files(dss: DSSMock, plugin_id: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    """Put other files in the place of a plugin's, as an update does; settings and presets stay.

    Raises:
        errors.NotFound: there is no such plugin.
        errors.BadRequest: the files are of another plugin, or of none.
    """
    manifest = read_manifest(files)
    if manifest["id"] != plugin_id:
        raise errors.BadRequest(f"The files are of plugin {manifest['id']}, not of {plugin_id}")
    with dss.table("plugins").edit(plugin_id) as plugin:
        plugin.update(described(manifest, plugin))
        plugin["files"] = stored(dss, files)
        _add_parameter_sets(plugin_id, plugin["settings"], files)
    return {"success": True, "pluginId": plugin_id}


def described(manifest: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Version and meta as ``plugin.json`` has them, else as they were."""
    version = manifest.get("version", before.get("version", "0.0.1"))
    meta = manifest.get("meta")
    return {
        "version": str(version),
        "meta": _meta(meta) if isinstance(meta, dict) else before.get("meta", {}),
    }


def _meta(meta: Mapping[str, Any]) -> dict[str, Any]:
    kept = well_typed(meta, META)
    if kept.get("tags"):
        kept["tags"] = [tag for tag in kept["tags"] if isinstance(tag, str)]
    return kept


def well_typed(value: Mapping[str, Any], types: Mapping[str, type]) -> dict[str, Any]:
    """A copy without those known members that are of another type: files come from outside."""
    return {
        name: member
        for name, member in value.items()
        if member is None or isinstance(member, types.get(name, object))
    }


def listed(plugin: Mapping[str, Any]) -> dict[str, Any]:
    """A plugin as the list shows it."""
    return {name: plugin[name] for name in LISTED}


def parameter_set_descs(plugin_id: str, files: Mapping[str, bytes]) -> list[dict[str, Any]]:
    """The parameter sets that a plugin declares in its files."""
    found = []
    for path, data in sorted(files.items()):
        folder, _, name = path.rpartition("/")
        if not folder.startswith("parameter-sets/") or name != "parameter-set.json":
            continue
        desc = _object_or_none(data)
        if desc is not None:
            id = folder.removeprefix("parameter-sets/")
            element = f"parameter-set-{plugin_id}-{id}"
            found.append(
                {
                    "id": id,
                    "elementType": element,
                    "ownerPluginId": plugin_id,
                    "desc": {
                        **desc,
                        **{name: _parameters(desc, name) for name in PARAMETERS},
                    },
                }
            )
    return found


def _parameters(desc: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """One of the lists of parameters that a parameter set declares."""
    items = desc.get(name)
    if not isinstance(items, list):
        return []
    return [well_typed(item, PARAMETER) for item in items if isinstance(item, dict)]


def _object_or_none(data: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(data)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def default_settings(plugin_id: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    """The settings of a plugin that nobody has changed."""
    settings: dict[str, Any] = {
        "codeEnvName": None,
        "config": {},
        "permissions": [],
        "detailsNotVisible": False,
        "parameterSets": [],
        "presets": [],
    }
    _add_parameter_sets(plugin_id, settings, files)
    return settings


def _add_parameter_sets(
    plugin_id: str, settings: dict[str, Any], files: Mapping[str, bytes]
) -> None:
    """Give every declared parameter set its settings; those that have some keep them."""
    kept = settings.setdefault("parameterSets", None) or []
    known = {item.get("name") for item in kept}
    for desc in parameter_set_descs(plugin_id, files):
        if desc["id"] not in known:
            permission = {"definableInline": False, "definableAtProjectLevel": False}
            kept.append(
                {
                    "name": desc["id"],
                    "type": desc["elementType"],
                    "defaultPermission": permission,
                    "permissions": [],
                }
            )
    settings["parameterSets"] = kept


def stored(dss: DSSMock, files: Mapping[str, bytes]) -> dict[str, Any]:
    """Keep the bytes of files; gives what the plugin's document remembers of each."""
    return {path: keep(dss, data) for path, data in files.items()}


def keep(dss: DSSMock, data: bytes) -> dict[str, Any]:
    """Keep the bytes of one file, under a name made from them: a renamed file moves no byte."""
    key = f"plugin-files/{hashlib.sha256(data).hexdigest()}"
    dss.blobs.put(key, data)
    return {"blob": key, "size": len(data), "lastModified": dss.clock.now_ms()}


def file_bytes(dss: DSSMock, plugin: Mapping[str, Any]) -> dict[str, bytes]:
    """The files of a plugin with their bytes."""
    return {path: dss.blobs.get(item["blob"]) for path, item in plugin["files"].items()}


def tree(plugin: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The files of a plugin as nested folders, in the order of their names."""
    top: list[dict[str, Any]] = []
    folders: dict[str, list[dict[str, Any]]] = {"": top}
    for path, item in sorted(plugin["files"].items()):
        folder, _, name = path.rpartition("/")
        _folder(folders, folder).append(
            {
                "name": name,
                "path": path,
                "mimeType": media_type(path),
                "size": item["size"],
                "lastModified": item["lastModified"],
            }
        )
    return top


def _folder(folders: dict[str, list[dict[str, Any]]], path: str) -> list[dict[str, Any]]:
    """The children of a folder, which is made when it is new."""
    if path not in folders:
        parent, _, name = path.rpartition("/")
        children: list[dict[str, Any]] = []
        _folder(folders, parent).append({"name": name, "path": path, "children": children})
        folders[path] = children
    return folders[path]


def media_type(path: str) -> str:
    """Media type of a file, from its name."""
    for suffix, known in MEDIA_TYPES.items():
        if path.endswith(suffix):
            return known
    return mimetypes.guess_type(path)[0] or "application/octet-stream"


def refresh(plugin: dict[str, Any], path: str, data: bytes) -> None:
    """Take over what a written ``plugin.json`` says; a broken one changes nothing."""
    manifest = _object_or_none(data) if path == MANIFEST else None
    if manifest is not None:
        plugin.update(described(manifest, plugin))


def usages(plugin: Mapping[str, Any], project_key: str | None) -> dict[str, Any]:
    """What uses a plugin, everywhere or in one project."""
    wanted = {"usages": plugin["usages"], "missingTypes": plugin["missingTypes"]}
    if project_key is None:
        return wanted
    return {
        name: [item for item in items if item.get("projectKey") == project_key]
        for name, items in wanted.items()
    }
