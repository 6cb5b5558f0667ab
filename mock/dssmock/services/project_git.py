"""Handlers of the Git repository of a project: state, history, branches, tags, remotes."""

from __future__ import annotations

import difflib
import re
from typing import Any

from dssmock import errors
from dssmock.core import Call, handles
from dssmock.services import _git_project as git
from dssmock.services import _project_archive as archives
from dssmock.services import _project_state as projects
from dssmock.services._object_state import READ, WRITE
from dssmock.services.project import require_place

DEFAULT_COUNT = 20
NAME = re.compile(r"(?!.*\.\.)[A-Za-z0-9_][\w./+#-]*(?<![./])")
NONE_STAGED = ("added", "changed", "removed", "conflicting", "untrackedFolders")


def said(success: bool, text: str) -> dict[str, Any]:
    """What a command answers."""
    return {"success": success, "logs": text, "output": text, "messages": {"messages": []}}


def checked_name(kind: str, name: str) -> str:
    """A name that a branch or a tag can have.

    Raises:
        errors.BadRequest: it cannot.
    """
    if not NAME.fullmatch(name):
        raise errors.BadRequest(f"Invalid name of a {kind}: {name!r}")
    return name


@handles("project_git_get_status")
def get_status(call: Call) -> dict[str, Any]:
    repo = git.opened(call, READ)
    pending, committed = repo.pending(), repo.objects.tree(repo.head)
    upstream, origin = repo.upstream(), _origin(call, repo)
    return {
        "currentBranch": repo.branch,
        "remotes": [{"name": name, "url": url} for name, url in repo.refs["remotes"].items()],
        "trackingCount": None if upstream is None else repo.counts(upstream),
        "clean": not pending,
        "hasUncommittedChanges": bool(pending),
        **{name: [] for name in NONE_STAGED},
        "missing": sorted(path for path, id in pending.items() if id is None),
        "modified": sorted(path for path, id in pending.items() if id and path in committed),
        "untracked": sorted(path for path, id in pending.items() if path not in committed),
        "originProjectKey": repo.refs["originProjectKey"],
        "trackingCountWithOriginProject": origin,
    }


def _origin(call: Call, repo: git.Repository) -> dict[str, int] | None:
    """How far a project is from the one that it was copied from."""
    key = repo.refs["originProjectKey"]
    if key is None or key not in call.dss.table("projects"):
        return None
    other = git.repository(call.dss, key, call.auth.name)
    own = set(repo.objects.history(repo.head))
    theirs = set(other.objects.history(other.head))
    return {"ahead": len(own - theirs), "behind": len(theirs - own)}


@handles("project_git_get_current_branch")
def get_current_branch(call: Call) -> dict[str, Any]:
    return {"name": git.opened(call, READ).branch}


@handles("project_git_get_remote")
def get_remote(call: Call) -> dict[str, Any]:
    name = call.path["remote_name"]
    url = git.opened(call, READ).refs["remotes"].get(name)
    return {"name": name} if url is None else {"name": name, "url": url}


@handles("project_git_set_remote")
def set_remote(call: Call) -> dict[str, Any]:
    repo, name = git.opened(call, WRITE), call.path["remote_name"]
    if not call.body["url"].strip():
        raise errors.BadRequest("The address of a remote must not be blank")
    repo.refs["remotes"][name] = call.body["url"]
    repo.keep()
    return {"msg": f"Set remote {name}"}


@handles("project_git_remove_remote")
def remove_remote(call: Call) -> dict[str, Any]:
    repo, name = git.opened(call, WRITE), call.path["remote_name"]
    if repo.refs["remotes"].pop(name, None) is None:
        raise errors.NotFound(f"remote does not exist: {name}")
    tracked = repo.refs["tracked"]
    repo.refs["tracked"] = {k: v for k, v in tracked.items() if not k.startswith(f"{name}/")}
    repo.keep()
    return {"msg": f"Removed remote {name}"}


@handles("project_git_list_branches")
def list_branches(call: Call) -> list[str]:
    refs = git.opened(call, READ).refs
    names = list(refs["branches"])
    return [*names, *refs["tracked"]] if call.query.get("remote", False) else names


@handles("project_git_create_branch")
def create_branch(call: Call) -> dict[str, Any]:
    repo, body = git.opened(call, WRITE), call.body
    name = checked_name("branch", body["name"])
    if name in repo.refs["branches"]:
        return said(False, f"fatal: a branch named '{name}' already exists")
    start = repo.resolve(body["commit"]) if body.get("commit") else repo.head
    if body.get("duplicateProject"):
        return _duplicate(call, repo, name, start)
    if start != repo.head and repo.pending():
        return said(False, "error: there are uncommitted changes")
    _begin_branch(repo, name, start)
    return said(True, f"Switched to a new branch '{name}'")


def _begin_branch(repo: git.Repository, name: str, start: str) -> None:
    if start != repo.head:
        repo.restore(repo.objects.tree(start))
    repo.refs["branch"] = name
    repo.move(start)


def _duplicate(call: Call, repo: git.Repository, name: str, start: str) -> dict[str, Any]:
    """Copy the project and switch the copy to a new branch."""
    call.require_global("mayCreateProjects")
    slug = re.sub(r"\W+", "_", name)
    key = call.body.get("targetProjectKey") or f"{repo.key}_{slug}".upper()
    folder = call.body.get("targetProjectFolderId") or projects.ROOT
    require_place(call, folder)

    def change(document: dict[str, Any]) -> None:
        document["folderId"] = folder

    archives.install(
        call.dss,
        archives.gather(call.dss, repo.key),
        key=key,
        by=call.auth.name,
        action="PROJECT_DUPLICATE",
        change=change,
    )
    twin = git.repository(call.dss, key, call.auth.name)
    twin.refs["originProjectKey"] = repo.key
    _begin_branch(twin, name, start)
    return {**said(True, f"Switched to a new branch '{name}'"), "targetProjectKey": key}


@handles("project_git_delete_branch")
def delete_branch(call: Call) -> dict[str, Any]:
    repo, body = git.opened(call, WRITE), call.body
    name = body["name"]
    if body.get("remote"):
        _delete_tracked(repo, name.removeprefix("origin/"), bool(body.get("deleteRemotely")))
        return {"msg": f"Deleted remote branch {name}"}
    branches = repo.refs["branches"]
    if name not in branches:
        raise errors.NotFound(f"branch does not exist: {name}")
    if name == repo.branch:
        raise errors.BadRequest(f"Cannot delete the current branch: {name}")
    gone = branches.pop(name)
    if not body.get("forceDelete") and gone not in repo.all_commits():
        raise errors.BadRequest(f"Branch {name} has commits that are nowhere else")
    repo.keep()
    return {"msg": f"Deleted branch {name}"}


def _delete_tracked(repo: git.Repository, name: str, remotely: bool) -> None:
    """Forget a branch of the remote, and have the remote forget it if wanted."""
    if repo.refs["tracked"].pop(f"{git.ORIGIN}/{name}", None) is None:
        raise errors.NotFound(f"remote branch does not exist: {name}")
    remote = repo.remote()
    if remotely and remote is not None:
        refs = remote.refs()
        refs["branches"].pop(name, None)
        remote.keep(refs)
    repo.keep()


@handles("project_git_list_tags")
def list_tags(call: Call) -> list[dict[str, Any]]:
    return [
        {
            "name": f"refs/tags/{name}",
            "shortName": name,
            "commit": tag["commit"],
            "annotations": tag["message"],
            "readOnly": False,
        }
        for name, tag in git.opened(call, READ).refs["tags"].items()
    ]


@handles("project_git_create_tag")
def create_tag(call: Call) -> dict[str, Any]:
    repo = git.opened(call, WRITE)
    name = checked_name("tag", call.body["name"])
    if name in repo.refs["tags"]:
        raise errors.BadRequest(f"tag already exists: {name}")
    commit = repo.resolve(call.body.get("reference") or "HEAD")
    repo.refs["tags"][name] = {"commit": commit, "message": call.body.get("message") or ""}
    repo.keep()
    return {"msg": f"Created tag {name}"}


@handles("project_git_delete_tag")
def delete_tag(call: Call) -> dict[str, Any]:
    repo, name = git.opened(call, WRITE), call.body["name"]
    if repo.refs["tags"].pop(name, None) is None:
        raise errors.NotFound(f"tag does not exist: {name}")
    repo.keep()
    return {"msg": f"Deleted tag {name}"}


@handles("project_git_log")
def log(call: Call) -> dict[str, Any]:
    repo = git.opened(call, READ)
    count = call.query.get("count", DEFAULT_COUNT)
    if count < 1:
        raise errors.BadRequest(f"count must be above 0: {count}")
    start = repo.resolve(call.query.get("startCommit") or "HEAD")
    path = (call.query.get("path") or "").strip("/")
    found = []
    for id in repo.objects.history(start):
        changed = repo.objects.changes(id)
        if not path or any(each == path or each.startswith(f"{path}/") for each in changed):
            found.append(id)
        if len(found) > count:
            break
    answer: dict[str, Any] = {"entries": [repo.objects.shown(id) for id in found[:count]]}
    return {**answer, "nextCommit": found[count]} if len(found) > count else answer


@handles("project_git_get_diff")
def get_diff(call: Call) -> dict[str, Any]:
    repo = git.opened(call, READ)
    first, second = call.query.get("commitFrom"), call.query.get("commitTo")
    if first is None and second is not None:
        first, second = second, None
    if first is None:
        old, new = repo.head, None
        trees = (repo.objects.tree(old), repo.working_tree())
    else:
        old = repo.resolve(first)
        new = repo.resolve(second) if second else old
        old = old if second else repo.objects.read(old)["parent"]
        trees = (repo.objects.tree(old), repo.objects.tree(new))
    changed = sorted(git.between(*trees))
    entries = [_file_diff(repo, path, trees[0].get(path), trees[1].get(path)) for path in changed]
    return {
        "commitFrom": repo.objects.shown(old),
        "commitTo": repo.objects.shown(new),
        "addedLines": sum(each["addedLines"] for each in entries),
        "removedLines": sum(each["removedLines"] for each in entries),
        "changedFiles": len(entries),
        "entries": entries,
    }


def _file_diff(repo: git.Repository, path: str, old: str | None, new: str | None) -> dict[str, Any]:
    """What changed in a file."""
    before, after = (
        [] if id is None else repo.objects.get(id).decode(errors="replace").splitlines()
        for id in (old, new)
    )
    lines = list(difflib.unified_diff(before, after, f"a/{path}", f"b/{path}", lineterm=""))
    body = lines[2:]
    return {
        "fileName": path,
        "fileDiff": "\n".join(lines),
        "addedLines": sum(line.startswith("+") for line in body),
        "removedLines": sum(line.startswith("-") for line in body),
    }
