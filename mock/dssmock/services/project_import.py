"""Handlers of imports: archives wait under a name until they become projects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dssmock import errors
from dssmock.core import Call, handles
from dssmock.services import _project_archive as archives
from dssmock.services._messages import messages
from dssmock.services._plugin_archive import uploaded

if TYPE_CHECKING:
    from dssmock.core import DSSMock


def blob_of(import_id: str) -> str:
    """Name of the bytes of an upload."""
    return f"project-imports/{import_id}"


@handles("project_import_upload")
def upload(call: Call) -> dict[str, Any]:
    call.require_global("mayCreateProjects")
    import_id = call.dss.ids.short(8)
    call.dss.blobs.put(blob_of(import_id), uploaded(call.files).data)
    return {"id": import_id}


@handles("project_import_process")
def process(call: Call) -> dict[str, Any]:
    """Import an archive: what is wrong with it is told in an answer of status 200."""
    call.require_global("mayCreateProjects")
    import_id = call.path["import_id"]
    blob = blob_of(import_id)
    if blob not in call.dss.blobs:
        raise errors.NotFound(f"project import does not exist: {import_id}")
    try:
        key = _import(call, call.dss.blobs.get(blob))
    except errors.BadRequest as problem:
        said = messages(("ERROR", problem.message))
        return {"success": False, "messages": said}
    call.dss.blobs.delete(blob)
    said = [
        ("WARNING", text) for text in unknown_targets(call.dss, call.body.get("remapping") or {})
    ]
    return {"success": True, "usedProjectKey": key, "messages": messages(*said)}


def _import(call: Call, data: bytes) -> str:
    archive = archives.unpack(data)
    key = call.body.get("targetProjectKey") or archive.key
    archives.install(
        call.dss,
        archive,
        key=key,
        by=call.auth.name,
        action="PROJECT_IMPORT",
        remapping=call.body.get("remapping"),
    )
    return key


def unknown_targets(dss: DSSMock, remapping: Mapping[str, Any]) -> list[str]:
    """What to say about connections that names were changed to and that do not exist."""
    connections = dss.table("connections")
    targets = [pair.get("target") for pair in remapping.get("connections") or []]
    return [f"Connection does not exist: {name}" for name in targets if name not in connections]
