"""Handlers of what is done in the Git repository of a project."""

from __future__ import annotations

from typing import Any

from dssmock import errors
from dssmock.core import Call, handles
from dssmock.services import _git_project as git
from dssmock.services._git_store import Remote, applied, conflicts
from dssmock.services._object_state import WRITE
from dssmock.services.project_git import said

NO_REMOTE = "fatal: No remote configured to fetch from or push to"
PENDING = "error: there are uncommitted changes"


@handles("project_git_commit")
def commit(call: Call) -> dict[str, Any]:
    repo = git.opened(call, WRITE)
    if not call.body["message"].strip():
        raise errors.BadRequest("A commit needs a message")
    if not repo.pending():
        return {"msg": "Nothing to commit"}
    return {"msg": f"Committed {repo.commit(call.auth.name, call.body['message'])}"}


@handles("project_git_switch_branch")
def switch_branch(call: Call) -> dict[str, Any]:
    repo = git.opened(call, WRITE)
    name = (call.query.get("branchName") or "").removeprefix(f"{git.ORIGIN}/")
    branches = repo.refs["branches"]
    target = branches.get(name) or repo.refs["tracked"].get(f"{git.ORIGIN}/{name}")
    if target is None:
        return said(False, f"error: pathspec '{name}' did not match any branch")
    if name != repo.branch and repo.pending():
        return said(False, PENDING)
    if target != repo.head:
        repo.restore(repo.objects.tree(target))
    repo.refs["branch"] = name
    repo.move(target)
    return said(True, f"Switched to branch '{name}'")


def _fetch(repo: git.Repository, remote: Remote) -> None:
    """Take over all that a remote has."""
    refs = remote.refs()
    tagged = [tag["commit"] for tag in refs["tags"].values()]
    for id in (*refs["branches"].values(), *tagged):
        repo.objects.take(remote.objects, id)
    repo.refs["tracked"] = {f"{git.ORIGIN}/{name}": id for name, id in refs["branches"].items()}
    repo.refs["tags"] = {**refs["tags"], **repo.refs["tags"]}
    repo.keep()


@handles("project_git_fetch")
def fetch(call: Call) -> dict[str, Any]:
    repo = git.opened(call, WRITE)
    remote = repo.remote()
    if remote is None:
        return said(False, NO_REMOTE)
    _fetch(repo, remote)
    return said(True, f"From {remote.url}")


@handles("project_git_pull")
def pull(call: Call) -> dict[str, Any]:
    repo = git.opened(call, WRITE)
    remote, name = repo.remote(), call.query.get("branchName") or repo.branch
    if remote is None:
        return said(False, NO_REMOTE)
    if repo.pending():
        return said(False, PENDING)
    _fetch(repo, remote)
    theirs = repo.refs["tracked"].get(f"{git.ORIGIN}/{name}")
    if theirs is None:
        return said(False, f"fatal: couldn't find remote ref {name}")
    return _rebase(repo, theirs)


def _rebase(repo: git.Repository, theirs: str) -> dict[str, Any]:
    """Put the commits that another branch has not on top of it."""
    known = set(repo.objects.history(theirs))
    own = [id for id in repo.objects.history(repo.head) if id not in known]
    if repo.head in known and repo.head == theirs:
        return said(True, "Already up to date.")
    tip = theirs
    for id in reversed(own):
        told, changes = repo.objects.read(id), repo.objects.changes(id)
        tree, before = repo.objects.tree(tip), repo.objects.tree(told["parent"])
        clashing = conflicts(tree, before, changes)
        if clashing:
            return said(False, f"CONFLICT (content): Merge conflict in {clashing[0]}")
        changed = applied(tree, changes)
        tip = repo.objects.commit(changed, tip, told["author"], told["message"])
    repo.restore(repo.objects.tree(tip))
    repo.move(tip)
    return said(True, f"Successfully rebased and updated {repo.branch}.")


@handles("project_git_push")
def push(call: Call) -> dict[str, Any]:
    repo = git.opened(call, WRITE)
    remote, name = repo.remote(), call.query.get("branchName") or repo.branch
    if remote is None:
        return said(False, NO_REMOTE)
    own = repo.refs["branches"].get(name)
    if own is None:
        return said(False, f"error: src refspec {name} does not match any")
    refs = remote.refs()
    theirs = refs["branches"].get(name)
    if theirs is not None and theirs not in set(repo.objects.history(own)):
        return said(False, f"! [rejected] {name} -> {name} (fetch first)")
    tagged = [tag["commit"] for tag in repo.refs["tags"].values()]
    for id in (own, *tagged):
        remote.objects.take(repo.objects, id)
    remote.keep({"branches": {**refs["branches"], name: own}, "tags": repo.refs["tags"]})
    repo.refs["tracked"][f"{git.ORIGIN}/{name}"] = own
    repo.keep()
    return said(True, f"To {remote.url}\n   {name} -> {name}")


def _named_commit(call: Call, repo: git.Repository) -> str:
    return repo.resolve(call.query.get("commit") or "")


@handles("project_git_revert_to_revision")
def revert_to_revision(call: Call) -> dict[str, Any]:
    repo = git.opened(call, WRITE)
    target = _named_commit(call, repo)
    repo.restore(repo.objects.tree(target))
    if repo.pending():
        repo.commit(call.auth.name, f"Revert to revision {target}")
    return said(True, f"Reverted to revision {target}")


@handles("project_git_revert_commit")
def revert_commit(call: Call) -> dict[str, Any]:
    repo = git.opened(call, WRITE)
    target = _named_commit(call, repo)
    if repo.pending():
        return said(False, PENDING)
    told, tree = repo.objects.read(target), repo.objects.tree(repo.head)
    undone = git.between(told["tree"], repo.objects.tree(told["parent"]))
    if told["parent"] is None:
        return said(False, "error: the first commit cannot be reverted")
    clashing = conflicts(tree, told["tree"], undone)
    if clashing:
        return said(False, f"CONFLICT (content): Merge conflict in {clashing[0]}")
    repo.restore(applied(tree, undone))
    repo.commit(call.auth.name, f'Revert "{told["message"]}"')
    return said(True, f"Reverted commit {target}")


@handles("project_git_reset_to_head")
def reset_to_head(call: Call) -> dict[str, Any]:
    repo = git.opened(call, WRITE)
    repo.restore(repo.objects.tree(repo.head))
    return said(True, f"HEAD is now at {repo.head}")


@handles("project_git_reset_to_upstream")
def reset_to_upstream(call: Call) -> dict[str, Any]:
    repo = git.opened(call, WRITE)
    target = repo.upstream()
    if target is None:
        raise errors.Conflict(f"Branch {repo.branch} is on no remote")
    repo.restore(repo.objects.tree(target))
    repo.move(target)
    return said(True, f"HEAD is now at {target}")


@handles("project_git_rebuild")
def rebuild(call: Call) -> dict[str, Any]:
    key = call.path["project_key"]
    call.require_project(key, "admin")
    if not call.query.get("iKnowWhatIAmDoing", False):
        raise errors.BadRequest("iKnowWhatIAmDoing must be true")
    made = git.begun(call.dss, key, call.auth.name, "Initial commit")
    return said(True, f"HEAD is now at {made.head}")
