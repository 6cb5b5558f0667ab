"""Handlers of parts of a project's library that come from other Git repositories.

What the library says about them stands in a file of its own, as in DSS.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dssmock import errors
from dssmock.core import Call, handles
from dssmock.services import _library_state as library
from dssmock.services._git_store import Remote, Tree
from dssmock.services._object_state import READ, WRITE

if TYPE_CHECKING:
    from dssmock.core import DSSMock


def _told(dss: DSSMock, key: str) -> dict[str, Any]:
    """What the library of a project says about its parts."""
    library.begin(dss, key)
    try:
        found = json.loads(library.read(dss, key, library.EXTERNAL))
    except (errors.NotFound, ValueError):
        found = {}
    return {**library.NO_REFERENCES, **(found if isinstance(found, dict) else {})}


def _keep(dss: DSSMock, key: str, told: dict[str, Any]) -> None:
    library.write(dss, key, library.EXTERNAL, json.dumps(told, indent=2).encode())


def _key_of(call: Call, right: str) -> str:
    key = call.path["project_key"]
    call.require_project(key, right)
    return key


def _reference(told: dict[str, Any], path: str) -> dict[str, Any]:
    """Where a part of a library comes from.

    Raises:
        errors.NotFound: the library does not say.
    """
    if path not in told["gitReferences"]:
        raise errors.NotFound(f"git reference does not exist: {path}")
    return told["gitReferences"][path]


def _described(call: Call) -> dict[str, Any]:
    """Where a part is to come from, as a request says; a password is not shown to anybody."""
    body = call.body
    inner = body.get("pathInGitRepository") or ""
    checkout = body.get("checkout") or "master"
    # Old and new names of the same: scripts look for either.
    return {
        "remote": body["repository"],
        "repository": body["repository"],
        "remotePath": inner,
        "pathInGitRepository": inner,
        "checkout": checkout,
        "login": body.get("login"),
    }


@handles("project_git_list_libraries")
def list_libraries(call: Call) -> dict[str, Any]:
    return _told(call.dss, _key_of(call, READ))


@handles("project_git_add_library")
def add_library(call: Call) -> dict[str, Any]:
    key, path = _key_of(call, WRITE), library.clean(call.body["localTargetPath"])
    reference = _described(call)
    if path in _told(call.dss, key)["gitReferences"]:
        raise errors.BadRequest(f"git reference already exists: {path}")

    def work() -> dict[str, Any]:
        _pull(call.dss, key, path, reference)
        told = _told(call.dss, key)
        told["gitReferences"] = {**told["gitReferences"], path: reference}
        if call.body.get("addToPythonPath", True) and path not in told["pythonPath"]:
            told["pythonPath"] = [*told["pythonPath"], path]
        _keep(call.dss, key, told)
        return {"success": True, "gitReferencePath": path}

    return call.dss.futures.start(call, work, payload=_about(key, f"Add {path} to the library"))


def _about(key: str, what: str) -> dict[str, Any]:
    """What a task on a library says of itself."""
    place = {"projectKey": key, "objectType": "PROJECT", "objectId": key}
    return {"type": "GIT_LIBRARY", "displayName": what, "targets": [place], "extras": {}}


def _inside(tree: Tree, folder: str) -> dict[str, str]:
    """The files of a commit in a folder, by their path from there."""
    start = f"{folder.strip('/')}/" if folder.strip("/") else ""
    return {path[len(start) :]: id for path, id in tree.items() if path.startswith(start)}


def _pull(dss: DSSMock, key: str, path: str, reference: dict[str, Any]) -> None:
    """Make a part of a library what its repository has; one that nobody pushed to is empty.

    Raises:
        errors.BadRequest: the repository has commits, but not what is to be checked out.
    """
    remote = Remote(dss, reference["remote"])
    commit = remote.find(reference["checkout"])
    files = _inside(remote.objects.tree(commit), reference["remotePath"])
    if path in library.items(dss, key):
        library.delete(dss, key, path)
    library.make_folder(dss, key, path)
    for inner, id in files.items():
        library.write(dss, key, f"{path}/{inner}", remote.objects.get(id))


def _push(dss: DSSMock, key: str, path: str, author: str, message: str) -> None:
    """Send a part of a library to its repository, as a commit there."""
    reference = _reference(_told(dss, key), path)
    remote = Remote(dss, reference["remote"])
    refs, branch = remote.refs(), reference["checkout"]
    if refs["branches"] and branch not in refs["branches"]:
        raise errors.BadRequest(f"{remote.url} has no branch {branch}")
    parent = refs["branches"].get(branch)
    before = remote.objects.tree(parent)
    folder = reference["remotePath"].strip("/")
    start = f"{folder}/" if folder else ""
    tree = {each: id for each, id in before.items() if not each.startswith(start)}
    for each, item in library.items(dss, key).items():
        if each.startswith(f"{path}/") and not item.get("folder"):
            data = library.read(dss, key, each)
            tree[start + each.removeprefix(f"{path}/")] = remote.objects.put(data)
    if tree != before or parent is None:
        refs["branches"][branch] = remote.objects.commit(tree, parent, author, message)
        remote.keep(refs)


@handles("project_git_set_library")
def set_library(call: Call) -> str:
    key, path = _key_of(call, WRITE), library.clean(call.path["git_reference_path"])
    told = _told(call.dss, key)
    _reference(told, path)
    told["gitReferences"] = {**told["gitReferences"], path: _described(call)}
    _keep(call.dss, key, told)
    return path


@handles("project_git_remove_library")
def remove_library(call: Call) -> dict[str, Any]:
    key, path = _key_of(call, WRITE), library.clean(call.path["git_reference_path"])
    told = _told(call.dss, key)
    _reference(told, path)
    told["gitReferences"] = {k: v for k, v in told["gitReferences"].items() if k != path}
    told["pythonPath"] = [each for each in told["pythonPath"] if each != path]
    _keep(call.dss, key, told)
    if call.query.get("deleteDirectory", False) and path in library.items(call.dss, key):
        library.delete(call.dss, key, path)
    return {"msg": f"Removed git reference {path}"}


@handles("project_git_reset_library")
def reset_library(call: Call) -> dict[str, Any]:
    key, path = _key_of(call, WRITE), library.clean(call.body["gitRef"])
    reference = _reference(_told(call.dss, key), path)
    return _start(call, key, f"Reset {path}", lambda: _pull(call.dss, key, path, reference))


@handles("project_git_reset_libraries")
def reset_libraries(call: Call) -> dict[str, Any]:
    key = _key_of(call, WRITE)

    def work() -> None:
        for path, reference in _told(call.dss, key)["gitReferences"].items():
            _pull(call.dss, key, path, reference)

    return _start(call, key, "Reset all libraries", work)


@handles("project_git_push_library")
def push_library(call: Call) -> dict[str, Any]:
    key, path = _key_of(call, WRITE), library.clean(call.body["gitRef"])
    _reference(_told(call.dss, key), path)
    author, message = call.auth.name, call.body.get("commitMessage") or "Update"
    return _start(call, key, f"Push {path}", lambda: _push(call.dss, key, path, author, message))


@handles("project_git_push_libraries")
def push_libraries(call: Call) -> dict[str, Any]:
    key = _key_of(call, WRITE)
    author, message = call.auth.name, call.body.get("commitMessage") or "Update"

    def work() -> None:
        for path in _told(call.dss, key)["gitReferences"]:
            _push(call.dss, key, path, author, message)

    return _start(call, key, "Push all libraries", work)


def _start(call: Call, key: str, what: str, do: Any) -> dict[str, Any]:
    """Start a task on a library."""

    def work() -> dict[str, Any]:
        do()
        return {"success": True, "logs": what}

    return call.dss.futures.start(call, work, payload=_about(key, what))
