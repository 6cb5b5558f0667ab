"""Plugins that come without an upload: a small store, and Git repositories as the mock sees them.

The mock reaches no network. A repository holds what its address tells: a plugin named after it.
"""

from __future__ import annotations

import json
import re
from typing import Any

from dssmock import errors
from dssmock.services._plugin_archive import MANIFEST, clean_path

STORE: dict[str, dict[str, Any]] = {
    "geocoder": {
        "version": "2.1.0",
        "meta": {
            "label": "Geocoder",
            "description": "Turns addresses into coordinates",
            "author": "Mock store",
            "icon": "icon-globe",
            "tags": ["geography"],
        },
    },
    "text-tools": {
        "version": "1.4.2",
        "meta": {
            "label": "Text tools",
            "description": "Cleans and counts words",
            "author": "Mock store",
            "icon": "icon-font",
            "tags": ["text"],
        },
    },
    "calendar-features": {
        "version": "0.9.0",
        "meta": {
            "label": "Calendar features",
            "description": "Adds holidays and seasons to dates",
            "author": "Mock store",
            "icon": "icon-calendar",
            "tags": ["time"],
        },
    },
}


def from_store(plugin_id: str) -> dict[str, bytes]:
    """The files of a plugin of the store.

    Raises:
        errors.ServerError: the store has no such plugin.
    """
    entry = STORE.get(plugin_id)
    if entry is None:
        raise errors.ServerError(f"plugin is not in the store: {plugin_id}", errors.CODED)
    return _files(plugin_id, entry["version"], entry["meta"])


def from_git(source: dict[str, Any]) -> dict[str, bytes]:
    """The files of a plugin in a repository.

    Args:
        source: the members of the request.

    Raises:
        errors.BadRequest: the address names no repository.
    """
    name = repository_name(source["gitRepositoryUrl"], source.get("gitSubpath"))
    return _files(name, _version(source.get("gitCheckout")), {"label": name, "tags": ["git"]})


def repository_name(url: str, subpath: str | None) -> str:
    """The plugin that a repository holds, in a folder of it if one is given.

    Raises:
        errors.BadRequest: the address names no repository.
    """
    if subpath:
        return clean_path(subpath).rpartition("/")[2]
    name = re.split(r"[/:]", url.strip().rstrip("/"))[-1].removesuffix(".git")
    if not name or name in {".", ".."}:
        raise errors.BadRequest(f"Not the address of a Git repository: {url!r}")
    return name


def _version(checkout: str | None) -> str:
    """A tag that looks like a version is one."""
    found = re.fullmatch(r"v?(\d+(?:\.\d+)*)", checkout or "")
    return found[1] if found else "0.0.1"


def _files(plugin_id: str, version: str, meta: dict[str, Any]) -> dict[str, bytes]:
    manifest = {"id": plugin_id, "version": version, "meta": meta}
    return {
        MANIFEST: json.dumps(manifest, indent=2).encode(),
        "README.md": f"# {meta['label']}\n".encode(),
        f"python-lib/{plugin_id.replace('-', '_')}.py": f'VERSION = "{version}"\n'.encode(),
    }
