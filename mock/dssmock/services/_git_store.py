"""A small Git: files, commits and branches, kept by what is in them.

The objects of a repository (contents of files, and commits with the list of their files) are
bytes named by their hash, so that repositories can take them from each other as they are.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dssmock import errors

if TYPE_CHECKING:
    from dssmock.core import DSSMock

# The files of a commit: the hash of each one's content, by path.
Tree = dict[str, str]
# What a commit changes: the new hash of each file, None where it is gone.
Changes = dict[str, str | None]


@dataclass(slots=True)
class Objects:
    """The objects of one repository.

    Attributes:
        dss: the instance.
        prefix: beginning of the names of the bytes.
    """

    dss: DSSMock
    prefix: str

    def put(self, data: bytes) -> str:
        """Keep bytes; gives their hash."""
        id = hashlib.sha1(data, usedforsecurity=False).hexdigest()
        self.dss.blobs.put(self.prefix + id, data)
        return id

    def get(self, id: str) -> bytes:
        """The bytes of a hash."""
        return self.dss.blobs.get(self.prefix + id)

    def __contains__(self, id: str) -> bool:
        return self.prefix + id in self.dss.blobs

    def clear(self) -> None:
        """Forget everything."""
        for name in self.dss.blobs.keys(self.prefix):
            self.dss.blobs.delete(name)

    def commit(self, tree: Tree, parent: str | None, author: str, message: str) -> str:
        """Keep a commit; gives its identifier."""
        time = self.dss.clock.now_ms()
        said = {"author": author, "message": message, "time": time}
        return self.put(json.dumps({**said, "parent": parent, "tree": tree}).encode())

    def read(self, id: str) -> dict[str, Any]:
        """A commit.

        Raises:
            errors.NotFound: there is none of this identifier.
        """
        try:
            found = json.loads(self.get(id))
        except (errors.NotFound, ValueError):
            found = None
        if not isinstance(found, dict) or "tree" not in found or "parent" not in found:
            raise errors.NotFound(f"Commit does not exist: {id}")
        return found

    def tree(self, id: str | None) -> Tree:
        """The files of a commit; none before the first one."""
        return {} if id is None else self.read(id)["tree"]

    def history(self, id: str | None) -> Iterator[str]:
        """A commit and all before it, newest first."""
        while id is not None:
            yield id
            id = self.read(id)["parent"]

    def changes(self, id: str) -> Changes:
        """What a commit changes."""
        commit = self.read(id)
        return between(self.tree(commit["parent"]), commit["tree"])

    def shown(self, id: str | None) -> dict[str, Any] | None:
        """A commit as the API shows it."""
        if id is None:
            return None
        commit = self.read(id)
        moment = datetime.datetime.fromtimestamp(commit["time"] / 1000, tz=datetime.UTC)
        return {
            "commit": id,
            "author": commit["author"],
            "timestamp": moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "message": commit["message"],
        }

    def take(self, other: Objects, id: str | None) -> None:
        """Copy a commit of another repository, and all before it that is not here."""
        for each in other.history(id):
            if each in self:
                return
            for name in (each, *other.read(each)["tree"].values()):
                self.put(other.get(name))


def between(old: Tree, new: Tree) -> Changes:
    """What turns one set of files into another."""
    changes: Changes = {path: id for path, id in new.items() if old.get(path) != id}
    return changes | dict.fromkeys(path for path in old if path not in new)


def applied(tree: Tree, changes: Mapping[str, str | None]) -> Tree:
    """Files with changes made to them."""
    result: Tree = {path: id for path, id in tree.items() if path not in changes}
    result |= {path: id for path, id in changes.items() if id is not None}
    return dict(sorted(result.items()))


def conflicts(tree: Tree, before: Tree, changes: Mapping[str, str | None]) -> list[str]:
    """The files that a change was made to from another state than the present one."""
    return sorted(
        path for path, id in changes.items() if tree.get(path) not in (before.get(path), id)
    )


@dataclass(slots=True)
class Remote:
    """A repository elsewhere: what projects push to its address, others pull from there.

    Attributes:
        dss: the instance.
        url: its address.
    """

    dss: DSSMock
    url: str

    @property
    def objects(self) -> Objects:
        """Its objects."""
        name = hashlib.sha1(self.url.encode(), usedforsecurity=False).hexdigest()
        return Objects(self.dss, f"git-remotes/{name}/")

    def refs(self) -> dict[str, dict[str, Any]]:
        """Its branches and tags; none when nothing was ever pushed."""
        return self.dss.table("git_remotes").find(self.url) or {"branches": {}, "tags": {}}

    def keep(self, refs: dict[str, dict[str, Any]]) -> None:
        """Keep its branches and tags."""
        self.dss.table("git_remotes").put(self.url, refs)

    def find(self, name: str) -> str | None:
        """The commit that a branch, a tag or an identifier means; None when nothing is there.

        Raises:
            errors.BadRequest: there are commits, but none of this name.
        """
        refs = self.refs()
        if not refs["branches"]:
            return None
        tagged = refs["tags"].get(name) or {}
        found = refs["branches"].get(name) or tagged.get("commit")
        if found is None and name not in self.objects:
            raise errors.BadRequest(f"{self.url} has no branch, tag or commit {name}")
        return found or name
