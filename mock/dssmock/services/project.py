"""Handlers of projects: list, create, read, copy, export, delete."""

from __future__ import annotations

from typing import Any

from dssmock import errors
from dssmock.core import Binary, Call, handles
from dssmock.services import _folder_state as tree
from dssmock.services import _project_archive as archives
from dssmock.services import _project_state as state
from dssmock.services._messages import messages

MODES = ("MINIMAL", "SHARING", "FULL", "NONE")
PURPOSES = ("generic", "technical", "business_oriented", "executive")
LENGTHS = ("low", "medium", "high")


@handles("project_list")
def list_projects(call: Call) -> list[dict[str, Any]]:
    wanted = set(call.query.get("tags") or [])
    located = call.query.get("includeLocation", False)
    found = []
    # The documents themselves: copies of all projects would cost more than the answer.
    for document in call.dss.table("projects").docs.values():
        if not call.auth.may_on(document, "readProjectContent"):
            continue
        item = state.summary(call.dss, document)
        if wanted and wanted.isdisjoint(item["tags"]):
            continue
        if located:
            item["projectLocation"] = tree.path(call.dss, tree.holder_of(document))
        found.append(item)
    return found


@handles("project_create")
def create(call: Call) -> dict[str, Any]:
    call.require_global("mayCreateProjects")
    body = call.body
    key = body["projectKey"]
    folder = call.query.get("projectFolderId") or state.ROOT
    require_place(call, folder)

    def change(document: dict[str, Any]) -> None:
        document["folderId"] = folder
        document["metadata"]["description"] = body.get("description") or ""
        document["metadata"]["tags"] = body.get("tags") or []
        document["permissions"]["permissions"] = body.get("permissions") or []
        document["settings"] = state.merged(document["settings"], body.get("settings") or {})
        archives.check_parts(call.dss, document)

    state.create(call.dss, key, body["name"], body["owner"], call.auth.name, change)
    return {"msg": f"Created project {key}"}


def require_place(call: Call, folder: str) -> None:
    """Refuse a folder in which the caller cannot put a project.

    Whoever may create projects may do so at the root.

    Raises:
        errors.NotFound: there is no such folder.
        errors.Forbidden: the caller may not write there.
    """
    if folder != state.ROOT:
        tree.require(call, folder, "writeContents")


@handles("project_get_summary")
def get_summary(call: Call) -> dict[str, Any]:
    return state.summary(call.dss, call.require_project(call.path["project_key"]))


@handles("project_delete")
def delete(call: Call) -> dict[str, Any]:
    key = call.path["project_key"]
    call.require_project(key, "admin")
    done = messages(("SUCCESS", f"Deleted project {key}"))

    def work() -> dict[str, Any]:
        archives.erase(call.dss, key)
        return done

    wait = call.query.get("wait", True)
    return call.dss.futures.start(call, work, payload=about(key, "Delete"), immediate=wait)


def about(key: str, what: str) -> dict[str, Any]:
    """What a task on a project says of itself."""
    return {
        "type": "PROJECT",
        "displayName": f"{what} {key}",
        "targets": [{"projectKey": key, "objectType": "PROJECT", "objectId": key}],
        "extras": {},
    }


@handles("project_export")
def export(call: Call) -> Binary:
    key = call.path["project_key"]
    call.require_project(key)
    manifest = {
        "exportedBy": call.auth.name,
        "exportedOn": call.dss.clock.now_ms(),
        "dssVersion": call.dss.version,
        "exportOptions": call.body or {},
    }
    return Binary(archives.pack(archives.gather(call.dss, key), manifest), f"{key}.zip")


@handles("project_duplicate")
def duplicate(call: Call) -> dict[str, Any]:
    call.require_global("mayCreateProjects")
    key, body = call.path["project_key"], call.body
    call.require_project(key)
    mode = body.get("duplicationMode") or "MINIMAL"
    if mode not in MODES:
        raise errors.BadRequest(f"Unknown duplication mode: {mode}")
    folder = body.get("targetProjectFolderId") or state.ROOT
    require_place(call, folder)

    def change(document: dict[str, Any]) -> None:
        document["metadata"]["label"] = body["targetProjectName"]
        document["folderId"] = folder

    archives.install(
        call.dss,
        archives.gather(call.dss, key),
        key=body["targetProjectKey"],
        by=call.auth.name,
        action="PROJECT_DUPLICATE",
        remapping=body.get("remapping"),
        change=change,
    )
    return {"projectKey": key, "targetProjectKey": body["targetProjectKey"]}


@handles("project_get_interest")
def get_interest(call: Call) -> dict[str, Any]:
    return call.require_project(call.path["project_key"])["interest"]


@handles("project_get_timeline")
def get_timeline(call: Call) -> dict[str, Any]:
    document = call.require_project(call.path["project_key"])
    count = call.query.get("itemCount", 100)
    if count < 0:
        raise errors.BadRequest(f"itemCount must not be negative: {count}")
    return state.timeline(call.dss, document, count)


@handles("project_generate_ai_description")
def generate_ai_description(call: Call) -> dict[str, Any]:
    key = call.path["project_key"]
    document = call.require_project(key, "writeProjectContent")
    text = describe(
        state.summary(call.dss, document),
        _one_of("purpose", PURPOSES, call.query.get("purpose", "generic")),
        _one_of("length", LENGTHS, call.query.get("length", "medium")),
        call.query.get("language", "english"),
    )
    if call.query.get("saveDescription", False):
        with call.dss.table("projects").edit(key) as draft:
            draft["metadata"]["description"] = text
            state.touch(call, draft, "PROJECT_EDIT_METADATA")
    return {"msg": text}


def _one_of(name: str, known: tuple[str, ...], value: str) -> str:
    if value not in known:
        raise errors.BadRequest(f"Invalid {name}: {value!r}")
    return value


def describe(summary: dict[str, Any], purpose: str, length: str, language: str) -> str:
    """What a language model could say of a project; the mock has none, so it says what it knows."""
    sentences = [
        f"{summary['name']} is a project of {summary['ownerDisplayName']}.",
        f"Its tags are {', '.join(summary['tags']) or 'none'}.",
        f"{len(summary['contributors'])} people worked on it.",
    ]
    kept = sentences[: LENGTHS.index(length) + 1]
    return " ".join([*kept, f"({purpose} description, {language})"])


@handles("project_sync_acls")
def sync_acls(call: Call) -> dict[str, Any]:
    call.require_admin()
    key = call.path["project_key"]
    call.require_project(key)

    def work() -> dict[str, Any]:
        names = [id for table, id in archives.belongings(call.dss, key) if table == "datasets"]
        return messages(("SUCCESS", f"Synchronized {len(names)} datasets"))

    return call.dss.futures.start(call, work, payload=about(key, "Synchronize permissions of"))
