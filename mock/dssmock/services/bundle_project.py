"""Handlers of the bundles of a project: made and published, imported and activated."""

from __future__ import annotations

from typing import Any

from dssmock import errors
from dssmock.core import EMPTY, Binary, Call, Empty, Response, handles
from dssmock.services import _bundle_state as state
from dssmock.services import _project_deployer_state as deployer
from dssmock.services._bundle_state import EXPORTED, IMPORTED
from dssmock.services._object_state import READ, WRITE
from dssmock.services._plugin_archive import uploaded

ADMIN = "admin"


def _key(call: Call, right: str) -> str:
    """Key of the project, for a caller who has a right there."""
    key = call.path["project_key"]
    call.require_project(key, right)
    return key


@handles("bundle_list_exported")
def list_exported(call: Call) -> dict[str, Any]:
    return {"bundles": state.listed(call.dss, EXPORTED, _key(call, READ))}


@handles("bundle_get_exported")
def get_exported(call: Call) -> dict[str, Any]:
    key = _key(call, READ)
    document = call.dss.table(EXPORTED).get(state.row(key, call.path["bundle_id"]))
    return {name: each for name, each in document.items() if name != "projectKey"}


@handles("bundle_export")
def export(call: Call) -> dict[str, Any]:
    key, bundle_id = _key(call, WRITE), call.path["bundle_id"]
    state.make(call.dss, key, bundle_id, call.auth.name, call.query.get("releaseNotes"))
    return {"msg": f"Created bundle {bundle_id} of project {key}"}


@handles("bundle_delete_exported")
def delete_exported(call: Call) -> dict[str, Any]:
    return _deleted(call, EXPORTED, _key(call, WRITE))


def _deleted(call: Call, side: str, key: str) -> dict[str, Any]:
    bundle_id = call.path["bundle_id"]
    state.forget(call.dss, side, key, bundle_id)
    return {"msg": f"Deleted bundle {bundle_id} of project {key}"}


@handles("bundle_get_archive")
def get_archive(call: Call) -> Binary | Response:
    key, bundle_id = _key(call, READ), call.path["bundle_id"]
    if state.row(key, bundle_id) not in call.dss.table(EXPORTED):
        return Response(500)  # DSS says no more either
    data = state.data_of(call.dss, EXPORTED, key, bundle_id)
    return Binary(data, f"dss-bundle-{key}-{bundle_id}.zip")


@handles("bundle_publish")
def publish(call: Call) -> dict[str, Any]:
    key, bundle_id = _key(call, WRITE), call.path["bundle_id"]
    data = state.data_of(call.dss, EXPORTED, key, bundle_id)
    published = deployer.publish(call, data, call.query.get("publishedProjectKey"))
    with call.dss.table(EXPORTED).edit(state.row(key, bundle_id)) as document:
        document["publishedBundleState"] = published
    return published


@handles("bundle_list_imported")
def list_imported(call: Call) -> dict[str, Any]:
    key = call.path["project_key"]
    active = call.require_project(key, READ).get("activeBundleId")
    found = state.listed(call.dss, IMPORTED, key)
    return {"bundles": [{**each, "active": each["bundleId"] == active} for each in found]}


@handles("bundle_import_from_archive")
def import_from_archive(call: Call) -> dict[str, Any]:
    """As from an upload."""
    key = _key(call, ADMIN)
    data = state.archive_of_server(call.dss, call.query["archivePath"])
    bundle_id = state.bring(call.dss, key, data, call.auth.name)
    return {"projectKey": key, "bundleId": bundle_id}


@handles("bundle_import_from_stream")
def import_from_stream(call: Call) -> Empty:
    state.bring(call.dss, _key(call, ADMIN), uploaded(call.files).data, call.auth.name)
    return EMPTY


@handles("bundle_preload")
def preload(call: Call) -> dict[str, Any]:
    return state.preload(call.dss, _key(call, ADMIN), call.path["bundle_id"], call.auth.name)


@handles("bundle_activate")
def activate(call: Call) -> dict[str, Any]:
    key, bundle_id = _key(call, ADMIN), call.path["bundle_id"]
    scenarios = call.body.get("scenariosActiveOnActivation") or {}
    return state.activate(call.dss, key, bundle_id, call.auth.name, scenarios)


@handles("bundle_delete_imported")
def delete_imported(call: Call) -> dict[str, Any]:
    key = _key(call, ADMIN)
    active = call.dss.table("projects").get(key).get("activeBundleId")
    if call.path["bundle_id"] == active:
        raise errors.BadRequest(f"Bundle {active} is active: it cannot be deleted")
    return _deleted(call, IMPORTED, key)
