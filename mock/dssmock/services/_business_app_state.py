"""Business applications: what their archives hold, the store, and their instances.

An archive is a zip with ``business-app.json`` in a form of our own, for DSS's is not written down;
beside it may lie the archive of a project, which is what instances hold then.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dssmock import errors
from dssmock.services import _project_archive as archives
from dssmock.services import _project_state as state
from dssmock.services._identifiers import check_id
from dssmock.services._plugin_archive import read_object, read_zip, write_zip

if TYPE_CHECKING:
    from dssmock.core import DSSMock

APPS = "business_apps"
MANIFEST = "business-app.json"
# What the store offers; a test adds to it with documents of the table ``business_app_store``.
STORE: dict[str, dict[str, Any]] = {
    "churn-watch": {
        "version": "1.2.0",
        "name": "Churn watch",
        "description": "Follows customers who may leave",
        "connections": {"warehouse": "PostgreSQL"},
        "codeEnv": {"name": "churn_watch", "specPackageList": "scikit-learn"},
    }
}


def from_store(dss: DSSMock, id: str) -> bytes:
    """The archive of an application of the store.

    Raises:
        errors.BadRequest: the store has none of this identifier.
    """
    entry = dss.table("business_app_store").find(id) or STORE.get(id)
    if entry is None:
        raise errors.BadRequest(f"business app is not in the store: {id}")
    return write_zip({MANIFEST: json.dumps({"id": id, **entry}).encode()})


def install(dss: DSSMock, data: bytes) -> dict[str, Any]:
    """Install an application, or upgrade it; its settings and code environment stay then.

    Returns:
        Identifier and version.

    Raises:
        errors.BadRequest: it is no archive of an application.
    """
    files = read_zip(data)
    manifest = read_object(files, MANIFEST)
    if not isinstance(manifest.get("id"), str):
        raise errors.BadRequest(f"{MANIFEST} has no id")
    id = check_id("a business app", manifest["id"])
    if archives.DOCUMENT in files:
        archives.check_parts(dss, archives.unpack(data).document)
    old = dss.table(APPS).find(id) or {}
    document = {
        "id": id,
        "version": str(manifest.get("version") or "1.0.0"),
        "name": str(manifest.get("name") or id),
        "description": str(manifest.get("description") or ""),
        "webAppId": old.get("webAppId") or dss.ids.short(7),
        "codeEnvName": old.get("codeEnvName"),
        "connections": dict(manifest.get("connections") or {}),
        "settings": old.get("settings") or {"remapping": {}},
    }
    dss.table(APPS).put(id, document)
    dss.blobs.put(blob(id), data)
    return {"id": id, "version": document["version"], "success": True}


def blob(id: str) -> str:
    """Name of the bytes of an application's archive."""
    return f"business-apps/{id}"


def code_env_wish(dss: DSSMock, id: str) -> dict[str, Any]:
    """The code environment that an application asks for: name and packages."""
    wish = read_object(read_zip(dss.blobs.get(blob(id))), MANIFEST).get("codeEnv") or {}
    name = wish.get("name") or f"business_app_{id}"
    return {"name": name, "specPackageList": wish.get("specPackageList") or ""}


def instances(dss: DSSMock, id: str) -> list[dict[str, Any]]:
    """The projects that are instances of an application."""
    found = dss.table("projects").values()
    return [each for each in found if (each.get("businessApp") or {}).get("id") == id]


def instance(dss: DSSMock, id: str, key: str) -> dict[str, Any]:
    """A project that is an instance of an application.

    Raises:
        errors.NotFound: there is none of this key.
    """
    for project in instances(dss, id):
        if project["projectKey"] == key:
            return project
    raise errors.NotFound(f"business app {id} has no instance {key}")


def create_instance(
    dss: DSSMock, app: Mapping[str, Any], key: str, name: str, desc: str, by: str
) -> None:
    """Make a project of an application.

    Raises:
        errors.BadRequest: the key is taken or invalid.
    """

    def change(document: dict[str, Any]) -> None:
        document["metadata"] |= {"label": name, "shortDesc": desc}
        document["businessApp"] = _of(app)

    archive = _content(dss, app["id"])
    if archive is None:
        state.create(dss, key, name, by, by, change)
        return
    archives.install(
        dss,
        archive,
        key=key,
        by=by,
        action="BUSINESS_APP_INSTANCE_CREATE",
        owner=by,
        remapping=app["settings"].get("remapping"),
        change=change,
    )


def _of(app: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": app["id"], "version": app["version"], "running": False}


def _content(dss: DSSMock, id: str) -> archives.ProjectArchive | None:
    """The project in the archive of an application, None when it has none."""
    data = dss.blobs.get(blob(id))
    return archives.unpack(data) if archives.DOCUMENT in read_zip(data) else None


def upgrade_instance(dss: DSSMock, app: Mapping[str, Any], key: str, by: str) -> None:
    """Bring an instance to the version that is installed."""
    label = instance(dss, app["id"], key)["metadata"]["label"]
    archive = _content(dss, app["id"])
    if archive is not None:
        archives.replace_content(
            dss,
            archive,
            key=key,
            by=by,
            action="BUSINESS_APP_INSTANCE_UPGRADE",
            remapping=app["settings"].get("remapping"),
        )
    with dss.table("projects").edit(key) as document:
        document["metadata"]["label"] = label
        document["businessApp"] = _of(app)
