"""Projects as archives: all that belongs to a project, gathered, written, read and put in place.

What belongs to a project is found without knowing the tables: a document whose ``projectKey`` is
the project's, or whose identifier begins with the key and a dot; and the bytes whose name begins
with ``projects/KEY/``. A table that follows these rules is exported, copied, imported and deleted
with the project, and nothing has to be written here for it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dssmock import errors
from dssmock.auth import project_owner
from dssmock.services import _project_state as state
from dssmock.services._plugin_archive import read_object, read_zip, write_zip
from dssmock.store import copy_json

if TYPE_CHECKING:
    from dssmock.core import DSSMock

MANIFEST = "export-manifest.json"
DOCUMENT = "project_config/params.json"
TABLES = "project_config/tables/"
BLOBS = "project_files/"
# What runs, or ran, in a project on this instance: deleted with it, never part of an archive.
LIVE_TABLES = frozenset(
    {
        "notebooks",
        "jobs",
        "scenario_runs",
        "continuous_activities",
        "macro_runs",
        "webapp_backends",
        "code_studio_runs",
        "exported_bundles",
        "imported_bundles",
        "api_service_packages",
        "flow_tools",
        "flow_documentations",
        "model_documentations",
    }
)
# What is kept in files and is no part of an archive either, such as the archives themselves.
LIVE_BLOBS = "live-projects/"
# What belongs to the instance, even where its name begins as one of a project does.
INSTANCE_TABLES = frozenset(
    {
        "projects",
        "users",
        "groups",
        "connections",
        "plugins",
        "messaging_channels",
        "business_apps",
        "code_studio_templates",
    }
)
DEPLOYERS = ("api_deployer_", "project_deployer_")
# Members of a project's document that say what became of it on one instance.
OF_INSTANCE = ("activeBundleId", "bundleOrigin", "deployment", "businessApp")
# What a project keeps of itself when a bundle takes the place of its content.
KEPT = (
    "projectKey",
    "folderId",
    "permissions",
    "interest",
    "timeline",
    "creationTag",
    "versionTag",
)
# Members that may hold the key of the project: all that end so, and the object of a discussion.
KEY_MEMBER = "rojectKey"
# Parts of a project's document and the schemas that the API writes and reads them by.
PARTS = {
    "metadata": "ProjectMetadata",
    "settings": "ProjectSettings",
    "permissions": "ProjectPermissions",
    "variables": "ProjectVariables",
    "tagColors": "ProjectTags",
    "interest": "ProjectInterest",
    "appManifest": "AppManifest",
}
REMAPPED = {
    "connections": ("connection", "connectionName", "uploadConnection"),
    "codeEnvs": ("envName",),
    "containerExecs": ("containerConf",),
}


@dataclass(slots=True)
class ProjectArchive:
    """A project with all that belongs to it.

    Attributes:
        key: its key.
        manifest: where the archive comes from.
        document: its document.
        tables: its documents in other tables, by table and identifier.
        blobs: its files, by what follows ``projects/KEY/`` in their names.
    """

    key: str
    manifest: dict[str, Any]
    document: dict[str, Any]
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    blobs: dict[str, bytes] = field(default_factory=dict)


def belongs(id: str, document: Any, key: str) -> bool:
    """Whether a document belongs to a project."""
    if id.startswith(f"{key}."):
        return True
    return isinstance(document, Mapping) and document.get("projectKey") == key


def belongings(dss: DSSMock, key: str) -> Iterator[tuple[str, str]]:
    """Table and identifier of all documents of a project but its own."""
    for name in dss.table_names():
        if not of_instance(name):
            for id, document in dss.table(name).items():
                if belongs(id, document, key):
                    yield name, id


def of_instance(table: str) -> bool:
    """Whether no document of a table belongs to a project."""
    return table in INSTANCE_TABLES or table.startswith(DEPLOYERS)


def live_blob(key: str, name: str) -> str:
    """Name of bytes that are deleted with a project and are no part of its archive."""
    return f"{LIVE_BLOBS}{key}/{name}"


def erase(dss: DSSMock, key: str) -> None:
    """Delete a project and all that belongs to it."""
    _clear(dss, key, live=True)
    for blob in dss.blobs.keys(live_blob(key, "")):
        dss.blobs.delete(blob)
    dss.table("projects").delete(key)


def _clear(dss: DSSMock, key: str, *, live: bool) -> None:
    """Delete the content of a project, and what runs in it if wanted."""
    for name, id in list(belongings(dss, key)):
        if live or name not in LIVE_TABLES:
            dss.table(name).delete(id)
    for blob in dss.blobs.keys(_files_of(key)):
        dss.blobs.delete(blob)


def gather(dss: DSSMock, key: str) -> ProjectArchive:
    """Copy a project with all that belongs to it."""
    document = dss.table("projects").get(key)
    archive = ProjectArchive(key, {}, document)
    for name, id in belongings(dss, key):
        if name not in LIVE_TABLES:
            archive.tables.setdefault(name, {})[id] = dss.table(name).get(id)
    prefix = _files_of(key)
    archive.blobs = {name[len(prefix) :]: dss.blobs.get(name) for name in dss.blobs.keys(prefix)}
    return archive


def pack(archive: ProjectArchive, manifest: Mapping[str, Any]) -> bytes:
    """Write a project as a zip."""
    files = {
        MANIFEST: _dump({"originalProjectKey": archive.key, **manifest}),
        DOCUMENT: _dump(archive.document),
    }
    for name, documents in archive.tables.items():
        files[f"{TABLES}{name}.json"] = _dump(documents)
    for name, data in archive.blobs.items():
        files[BLOBS + name] = data
    return write_zip(files)


def unpack(data: bytes) -> ProjectArchive:
    """Read a project from a zip.

    Raises:
        errors.BadRequest: the bytes are no zip, or hold no project.
    """
    try:
        return _unpacked(read_zip(data))
    except RecursionError:
        raise errors.BadRequest("The archive holds JSON that is nested too deeply") from None


def _unpacked(files: Mapping[str, bytes]) -> ProjectArchive:
    if DOCUMENT not in files:
        raise errors.BadRequest(f"The archive is no project: it has no {DOCUMENT}")
    document = read_object(files, DOCUMENT)
    key = document.get("projectKey")
    if not isinstance(key, str) or not state.KEY.fullmatch(key):
        raise errors.BadRequest("The archive is no project: it names no valid key")
    manifest = read_object(files, MANIFEST) if MANIFEST in files else {}
    archive = ProjectArchive(key, manifest, document)
    for path in files:
        if path.startswith(TABLES) and path.endswith(".json"):
            name = path[len(TABLES) : -len(".json")]
            if not of_instance(name):
                archive.tables[name] = _own_documents(key, read_object(files, path))
        elif path.startswith(BLOBS):
            archive.blobs[path[len(BLOBS) :]] = files[path]
    return archive


def _own_documents(key: str, documents: Mapping[str, Any]) -> dict[str, Any]:
    """The documents that may come with a project: an archive must not change anything else."""
    return {id: each for id, each in documents.items() if belongs(id, each, key)}


def install(
    dss: DSSMock,
    archive: ProjectArchive,
    *,
    key: str,
    by: str,
    action: str,
    owner: str | None = None,
    remapping: Mapping[str, Any] | None = None,
    change: Callable[[dict[str, Any]], None] | None = None,
) -> None:
    """Put an archive in place as a new project.

    Args:
        dss: the instance.
        archive: the project.
        key: key of the new project.
        by: who does it.
        action: what the timeline says about it.
        owner: login of the owner; that of the archive, if there is such a user, when missing.
        remapping: names of the archive to names of this instance.
        change: changes the document of the project before it is kept.

    Raises:
        errors.BadRequest: the key is taken or invalid, or the archive is damaged.
    """
    state.check_new_key(dss, key)
    check_parts(dss, archive.document)
    rename = renamer(archive.key, key, remapping or {})
    # What an archive leaves out is as in a new project; some things belong to one instance only.
    local = {"folderId": state.ROOT, "interest": {"starCount": 0, "watchCount": 0}}
    document = _document(archive, key, by, rename) | local
    document["permissions"]["owner"] = owner or known_owner(dss, document, by)
    if remapping:
        document["importRemapping"] = copy_json(remapping)
    state.begin(dss, document, by, action)
    if change is not None:
        change(document)
    dss.table("projects").add(key, document)
    _place(dss, archive, key, rename)


def replace_content(
    dss: DSSMock,
    archive: ProjectArchive,
    *,
    key: str,
    by: str,
    action: str,
    remapping: Mapping[str, Any] | None = None,
    change: Callable[[dict[str, Any]], None] | None = None,
) -> None:
    """Put an archive in the place of what a project holds; what runs or ran in it stays.

    Place, permissions, history and local variables of the project stay too.

    Args:
        dss: the instance.
        archive: the new content.
        key: key of the project.
        by: who does it.
        action: what the timeline says about it.
        remapping: names of the archive to names of this instance.
        change: changes the document of the project before it is kept.

    Raises:
        errors.NotFound: there is no such project.
        errors.BadRequest: the archive is damaged; the project is as before.
    """
    old = dss.table("projects").get(key)
    check_parts(dss, archive.document)
    rename = renamer(archive.key, key, remapping or {})
    kept = {name: old[name] for name in (*KEPT, *OF_INSTANCE) if name in old}
    document = _document(archive, key, by, rename) | kept
    document["variables"]["local"] = old["variables"]["local"]
    if change is not None:
        change(document)
    state.note(dss, document, by, action)
    _clear(dss, key, live=False)
    dss.table("projects").put(key, document)
    _place(dss, archive, key, rename)


def _document(
    archive: ProjectArchive, key: str, by: str, rename: Callable[[Any], Any]
) -> dict[str, Any]:
    """The document of an archive, what it leaves out being as in a new project."""
    own = {name: each for name, each in archive.document.items() if name not in OF_INSTANCE}
    return state.merged(state.blank(key, key, by), rename(own))


def _place(dss: DSSMock, archive: ProjectArchive, key: str, rename: Callable[[Any], Any]) -> None:
    """Keep the documents and files of an archive as those of a project."""
    for name, documents in archive.tables.items():
        for id, each in documents.items():
            new_id = _new_id(dss, name, id, archive.key, key)
            dss.table(name).put(new_id, rename(each))
    for name, data in archive.blobs.items():
        dss.blobs.put(_files_of(key) + name, data)


def known_owner(dss: DSSMock, document: Mapping[str, Any], by: str) -> str:
    """The owner that a project has, if this instance knows the user; else who brings it."""
    owner = project_owner(document)
    return owner if owner is not None and owner in dss.table("users") else by


def check_parts(dss: DSSMock, document: Mapping[str, Any]) -> None:
    """Refuse a document that the API could not answer.

    Raises:
        errors.BadRequest: a part of it is not what it should be.
    """
    if not isinstance(document.get("projectAppType", ""), str):
        raise errors.BadRequest("The archive is damaged: projectAppType")
    for name, schema in PARTS.items():
        valid = dss.bundle.validator(f"/components/schemas/{schema}").is_valid
        if name in document and not valid(document[name]):
            raise errors.BadRequest(f"The archive is damaged: {name}")


def _new_id(dss: DSSMock, table: str, id: str, old: str, new: str) -> str:
    """The identifier of a document in the new project; one without key that is taken gives way."""
    if id.startswith(f"{old}."):
        return f"{new}{id[len(old) :]}"
    return dss.ids.short(8) if id in dss.table(table) else id


def renamer(old: str, new: str, remapping: Mapping[str, Any]) -> Callable[[Any], Any]:
    """A function that copies a document with another key and other names in it."""
    names: dict[tuple[str, str], str] = {}
    for kind, members in REMAPPED.items():
        for pair in remapping.get(kind) or []:
            source, target = pair.get("source"), pair.get("target")
            if source and target:
                names.update({(member, source): target for member in members})

    def one(member: str, value: Any) -> Any:
        if not isinstance(value, str):
            return copied(value)
        if value == old and (member.endswith(KEY_MEMBER) or member == "objectId"):
            return new
        return names.get((member, value), value)

    def copied(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {name: one(name, each) for name, each in value.items()}
        if isinstance(value, list):
            return [copied(each) for each in value]
        return value

    return copied


def _files_of(key: str) -> str:
    return f"projects/{key}/"


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode()
