"""The Git repository of a project: its documents and its library as files, and back.

A repository begins with a commit of all that is there when it is first looked at; what changes
after that is committed when somebody says so. The key of the project is left out of the files,
so that a copy of the project under another key has the same ones.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dssmock import errors
from dssmock.services import _library_state as library
from dssmock.services import _project_archive as archives
from dssmock.services._git_store import Objects, Remote, Tree, between

if TYPE_CHECKING:
    from dssmock.core import Call, DSSMock

TABLE = "git_repositories"
MASTER, ORIGIN = "master", "origin"
PARAMS, LIBRARY = "params.json", "lib/"
KEY = "${projectKey}"
# Data, conversations and histories of a project; what is no table of these is configuration.
NOT_TRACKED = frozenset({TABLE, library.TABLE, "discussions"})
NOT_TRACKED_ENDS = ("_files", "_metrics", "_history", "_runs", "_results", "_logs")
# Parts of a project's document that are not what its people design.
LOCAL = ("projectKey", "folderId", "permissions", "interest", "timeline", "creationTag")
LOCAL_TOO = ("versionTag", *archives.OF_INSTANCE)


def _is_tracked(table: str) -> bool:
    known = table in NOT_TRACKED or table in archives.LIVE_TABLES
    return not known and not table.endswith(NOT_TRACKED_ENDS)


def _path(table: str, id: str, key: str) -> str:
    """Path of the file of a document."""
    own = id.removeprefix(f"{key}.")
    return f"{table}/{own if own != id else f'@{id}'}.json"


def _row(path: str, key: str) -> tuple[str, str]:
    """Table and identifier of the document of a file."""
    table, _, rest = path.removesuffix(".json").partition("/")
    return table, rest[1:] if rest.startswith("@") else f"{key}.{rest}"


def _dump(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def working_files(dss: DSSMock, key: str) -> dict[str, bytes]:
    """A project as files, as it is now."""
    neutral = archives.renamer(key, KEY, {})
    document = dss.table("projects").get(key)
    designed = {k: v for k, v in document.items() if k not in (*LOCAL, *LOCAL_TOO)}
    files = {PARAMS: _dump(neutral(designed))}
    for table, id in archives.belongings(dss, key):
        if _is_tracked(table):
            files[_path(table, id, key)] = _dump(neutral(dss.table(table).get(id)))
    for path, item in library.items(dss, key).items():
        if not item.get("folder"):
            files[LIBRARY + path] = library.read(dss, key, path)
    return dict(sorted(files.items()))


def put_files(dss: DSSMock, key: str, files: Mapping[str, bytes]) -> None:
    """Make a project what its files say."""
    named = archives.renamer(KEY, key, {})
    for table, id in list(archives.belongings(dss, key)):
        if _is_tracked(table) and _path(table, id, key) not in files:
            dss.table(table).delete(id)
    for path, item in library.items(dss, key).items():
        if not item.get("folder") and LIBRARY + path not in files:
            library.delete(dss, key, path)
    for path, data in files.items():
        if path == PARAMS:
            old = dss.table("projects").get(key)
            kept = {name: old[name] for name in (*LOCAL, *LOCAL_TOO) if name in old}
            dss.table("projects").put(key, named(json.loads(data)) | kept)
        elif path.startswith(LIBRARY):
            library.write(dss, key, path.removeprefix(LIBRARY), data)
        else:
            table, id = _row(path, key)
            dss.table(table).put(id, named(json.loads(data)))


@dataclass(slots=True)
class Repository:
    """The repository of a project.

    Attributes:
        dss: the instance.
        key: key of the project.
        refs: current branch, branches, tags, remotes, and what is known of those.
    """

    dss: DSSMock
    key: str
    refs: dict[str, Any]

    @property
    def objects(self) -> Objects:
        """Its objects."""
        return Objects(self.dss, f"projects/{self.key}/git/")

    @property
    def branch(self) -> str:
        """Name of the current branch."""
        return self.refs["branch"]

    @property
    def head(self) -> str:
        """The last commit of the current branch."""
        return self.refs["branches"][self.branch]

    def keep(self) -> None:
        """Keep branches, tags and remotes."""
        self.dss.table(TABLE).put(f"{self.key}.git", {**self.refs, "projectKey": self.key})

    def move(self, commit: str) -> None:
        """Let the current branch end with a commit."""
        self.refs["branches"][self.branch] = commit
        self.keep()

    def working_tree(self) -> Tree:
        """The files of the project as it is now."""
        files = working_files(self.dss, self.key)
        return {path: self.objects.put(data) for path, data in files.items()}

    def restore(self, tree: Tree) -> None:
        """Make the project what a commit holds."""
        put_files(self.dss, self.key, {path: self.objects.get(id) for path, id in tree.items()})

    def pending(self) -> dict[str, str | None]:
        """What is not committed."""
        return between(self.objects.tree(self.head), self.working_tree())

    def commit(self, author: str, message: str) -> str:
        """Commit the project as it is now; gives the commit."""
        made = self.objects.commit(self.working_tree(), self.head, author, message)
        self.move(made)
        return made

    def resolve(self, name: str) -> str:
        """The commit that a name means: HEAD, a branch, a tag, or an identifier or its beginning.

        Raises:
            errors.NotFound: it means none.
        """
        if name == "HEAD":
            return self.head
        tag = self.refs["tags"].get(name)
        known = tag["commit"] if tag else self.refs["branches"].get(name)
        known = known or self.refs["tracked"].get(name)
        if known is None and len(name) >= 7:
            starts = [id for id in self.all_commits() if id.startswith(name)]
            known = starts[0] if len(starts) == 1 else None
        if known is None:
            raise errors.NotFound(f"No such commit, branch or tag: {name}")
        return known

    def all_commits(self) -> set[str]:
        """All commits that a branch or a tag leads to."""
        tagged = [tag["commit"] for tag in self.refs["tags"].values()]
        starts = [*self.refs["branches"].values(), *self.refs["tracked"].values(), *tagged]
        return {id for start in starts for id in self.objects.history(start)}

    def remote(self, name: str = ORIGIN) -> Remote | None:
        """A remote, if there is one of this name."""
        url = self.refs["remotes"].get(name)
        return None if url is None else Remote(self.dss, url)

    def upstream(self) -> str | None:
        """The last commit that is known of the current branch on the remote."""
        return self.refs["tracked"].get(f"{ORIGIN}/{self.branch}")

    def counts(self, other: str) -> dict[str, int]:
        """How many commits the current branch has that another has not, and the reverse."""
        own, theirs = set(self.objects.history(self.head)), set(self.objects.history(other))
        return {"ahead": len(own - theirs), "behind": len(theirs - own)}


def opened(call: Call, right: str) -> Repository:
    """The repository of the project of a call, for a caller who has a right there."""
    key = call.path["project_key"]
    call.require_project(key, right)
    return repository(call.dss, key, call.auth.name)


def repository(dss: DSSMock, key: str, by: str) -> Repository:
    """The repository of a project, begun when there is none yet."""
    found = dss.table(TABLE).find(f"{key}.git")
    if found is not None:
        return Repository(dss, key, found)
    return begun(dss, key, by, "Initial commit")


def begun(dss: DSSMock, key: str, by: str, message: str) -> Repository:
    """A new repository whose one commit is the project as it is now."""
    refs: dict[str, Any] = {
        "branch": MASTER,
        "branches": {},
        "tags": {},
        "remotes": {},
        "tracked": {},
        "originProjectKey": None,
    }
    made = Repository(dss, key, refs)
    made.objects.clear()
    made.move(made.objects.commit(made.working_tree(), None, by, message))
    return made
