"""Handlers of an automation node that make a new project of a bundle."""

from __future__ import annotations

from typing import Any

from dssmock import errors
from dssmock.core import Call, handles
from dssmock.services import _bundle_state as bundles
from dssmock.services import _project_archive as archives
from dssmock.services import _project_state as state
from dssmock.services._messages import messages
from dssmock.services._plugin_archive import uploaded
from dssmock.services.project import require_place

READ_RIGHTS = ("group", "user", "readProjectContent", "readDashboards")
POLICIES = ("NONE", "READ_ONLY", "ALL")


@handles("bundle_create_project")
def create_project(call: Call) -> dict[str, Any]:
    return _create(call, uploaded(call.files).data)


@handles("bundle_create_project_from_archive")
def create_project_from_archive(call: Call) -> dict[str, Any]:
    """As from an upload."""
    return _create(call, bundles.archive_of_server(call.dss, call.query["archivePath"]))


def _create(call: Call, data: bytes) -> dict[str, Any]:
    call.require_global("mayCreateProjects")
    folder = call.query.get("projectFolderId") or state.ROOT
    require_place(call, folder)
    archive = archives.unpack(data)
    bundle_id = bundles.name_of(archive)
    kept = _permissions(call, archive)

    def change(document: dict[str, Any]) -> None:
        document["folderId"] = folder
        document["activeBundleId"] = bundle_id
        document["bundleOrigin"] = archive.key
        document["permissions"]["permissions"] = kept
        document["variables"]["local"] = {}  # they do not travel with a bundle

    archives.install(
        call.dss,
        archive,
        key=archive.key,
        by=call.auth.name,
        action="PROJECT_CREATE_FROM_BUNDLE",
        change=change,
    )
    bundles.keep(call.dss, archive.key, archive, data, call.auth.name)
    bundles.set_active(call.dss, archive.key, {})
    said = messages(("SUCCESS", f"Created project {archive.key}"))
    return {
        "projectKey": archive.key,
        "bundleId": bundle_id,
        "success": True,
        "messages": said,
    }


def _permissions(call: Call, archive: archives.ProjectArchive) -> list[dict[str, Any]]:
    """The permissions of a bundle that are to hold here.

    Raises:
        errors.BadRequest: there is no such policy, or a group or user of it does not exist here.
    """
    policy = call.query.get("permissionsPropagationPolicy", "NONE")
    if policy not in POLICIES:
        raise errors.BadRequest(f"Unknown policy of permissions: {policy}")
    archives.check_parts(call.dss, archive.document)
    items = archive.document.get("permissions", {}).get("permissions") or []
    if policy == "NONE":
        return []
    known = [item for item in items if not _strangers(call, item)]
    if len(known) < len(items) and call.query.get("failOnMissingUsersOrGroups", True):
        names = sorted({name for item in items for name in _strangers(call, item)})
        raise errors.BadRequest(f"Unknown users or groups: {', '.join(names)}")
    if policy == "ALL":
        return known
    return [{name: item[name] for name in READ_RIGHTS if name in item} for item in known]


def _strangers(call: Call, item: dict[str, Any]) -> list[str]:
    """The group and the user of a line of permissions that do not exist here."""
    group, user = item.get("group"), item.get("user")
    missing = [group] if group and group not in call.dss.table("groups") else []
    return missing + ([user] if user and user not in call.dss.table("users") else [])
