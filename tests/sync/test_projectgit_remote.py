# Derived by `tox -e generate` from tests/aio/test_projectgit_remote.py. Do not edit.
"""Git of projects: remotes, and libraries that come from other repositories."""

from __future__ import annotations

from typing import Any

import pytest

from dataikuapi._errors import (
    DataikuException,
    DSSBadRequest,
    DSSConflict,
    DSSNotFound,
)
from dataikuapi.dss.project import DSSProject
from dataikuapi.dss.projectgit import DSSProjectGit
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock

URL = "git@git.example.com:sales.git"


@pytest.fixture
def project(client: DSSClient) -> DSSProject:
    return client.create_project("SALES", "Sales", "admin")


@pytest.fixture
def git(project: DSSProject) -> DSSProjectGit:
    handle = project.get_project_git()
    handle.get_status()
    return handle


def write(project: DSSProject, path: str, text: str) -> None:
    """Write a file of the library."""
    library = project.get_library()
    file = library.get_file(path) or library.add_file(path)
    file.write(text)


def read(project: DSSProject, path: str) -> str | None:
    """The text of a file of the library, None if there is none."""
    file = (project.get_library()).get_file(path)
    return None if file is None else file.read()


def messages(git: DSSProjectGit) -> list[str]:
    """What the commits say, newest first."""
    return [str(entry["message"]) for entry in git.iter_log(page_size=2)]


def twin_of(client: DSSClient) -> DSSProject:
    """Another project on the same remote, which has what the remote has."""
    other = client.create_project("OTHER", "Other", "admin")
    git = other.get_project_git()
    git.set_remote(URL)
    git.fetch()
    git.reset_to_upstream()
    return other


def test_remotes(git: DSSProjectGit) -> None:
    assert git.get_remote() is None
    git.set_remote(URL)
    git.set_remote("https://git.example.com/x.git", name="backup")
    assert git.get_remote() == URL
    assert git.get_remote("backup") == "https://git.example.com/x.git"
    assert (git.get_status())["remotes"] == [
        {"name": "origin", "url": URL},
        {"name": "backup", "url": "https://git.example.com/x.git"},
    ]
    git.remove_remote()
    assert git.get_remote() is None
    with pytest.raises(DSSNotFound, match="origin"):
        git.remove_remote()
    with pytest.raises(DSSBadRequest, match="blank"):
        git.set_remote(" ")


def test_without_a_remote(git: DSSProjectGit) -> None:
    for result in (git.fetch(), git.pull(), git.push()):
        assert result["success"] is False
        assert "remote" in str(result["logs"])
    with pytest.raises(DSSConflict, match="no remote"):
        git.reset_to_upstream()


def test_projects_meet_on_a_remote(
    project: DSSProject, git: DSSProjectGit, client: DSSClient
) -> None:
    git.set_remote(URL)
    write(project, "python/a.py", "from SALES")
    git.commit("First")
    git.create_tag("v1")
    assert (git.push())["success"] is True
    assert (git.get_status())["trackingCount"] == {"ahead": 0, "behind": 0}
    other = twin_of(client)
    theirs = other.get_project_git()
    assert read(other, "python/a.py") == "from SALES"
    assert (other.get_summary())["projectKey"] == "OTHER"
    assert [tag["shortName"] for tag in theirs.list_tags()] == ["v1"]
    write(other, "python/b.py", "from OTHER")
    assert (theirs.get_status())["trackingCount"] == {"ahead": 0, "behind": 0}
    theirs.commit("Second")
    assert (theirs.get_status())["trackingCount"] == {"ahead": 1, "behind": 0}
    theirs.push()
    git.fetch()
    assert (git.get_status())["trackingCount"] == {"ahead": 0, "behind": 1}
    assert read(project, "python/b.py") is None
    assert (git.pull())["success"] is True
    assert read(project, "python/b.py") == "from OTHER"
    assert "up to date" in str((git.pull())["output"])


def test_commits_of_both_sides_are_put_in_a_row(
    project: DSSProject, git: DSSProjectGit, client: DSSClient
) -> None:
    git.set_remote(URL)
    git.push()
    other = twin_of(client)
    theirs = other.get_project_git()
    write(other, "python/b.py", "theirs")
    theirs.commit("Theirs")
    theirs.push()
    write(project, "python/a.py", "ours")
    assert (git.pull())["success"] is False
    git.commit("Ours")
    rejected = git.push()
    assert (rejected["success"], "rejected" in str(rejected["logs"])) == (False, True)
    assert (git.pull())["success"] is True
    assert (messages(git))[:2] == ["Ours", "Theirs"]
    assert (git.push())["success"] is True
    write(project, "python/b.py", "changed here")
    git.commit("Clash")
    write(other, "python/b.py", "changed there")
    theirs.commit("Clash there")
    theirs.pull()
    theirs.push()
    clash = git.pull()
    assert (clash["success"], "CONFLICT" in str(clash["logs"])) == (False, True)
    assert read(project, "python/b.py") == "changed here"
    git.reset_to_upstream()
    assert read(project, "python/b.py") == "changed there"


def test_branches_of_a_remote(project: DSSProject, git: DSSProjectGit, client: DSSClient) -> None:
    git.set_remote(URL)
    git.push()
    git.create_branch("feature")
    write(project, "python/a.py", "x")
    git.commit("Feature")
    git.push("feature")
    assert (git.push("nowhere"))["success"] is False
    assert (git.pull("nowhere"))["success"] is False
    theirs = (twin_of(client)).get_project_git()
    assert theirs.list_branches(remote=True) == ["master", "origin/master", "origin/feature"]
    assert (theirs.switch("origin/feature"))["success"] is True
    assert theirs.list_branches() == ["master", "feature"]
    theirs.delete_branch("origin/feature", remote=True)
    theirs.fetch()
    assert "origin/feature" in theirs.list_branches(True)
    theirs.delete_branch("feature", remote=True, delete_remotely=True)
    theirs.fetch()
    assert "origin/feature" not in theirs.list_branches(True)


def test_libraries_of_other_repositories(
    project: DSSProject, git: DSSProjectGit, client: DSSClient
) -> None:
    shared = client.create_project("SHARED", "Shared", "admin")
    theirs = shared.get_project_git()
    theirs.set_remote("git@git.example.com:shared.git")
    write(shared, "python/tools.py", "x = 1")
    theirs.commit("Tools")
    theirs.push()
    future = git.add_library(
        "git@git.example.com:shared.git",
        "python/shared",
        "master",
        "lib/python",
        login="me",
        password="secret",
        as_type="object",
    )
    assert (future.wait_for_result())["success"] is True
    assert read(project, "python/shared/tools.py") == "x = 1"
    libraries: Any = git.list_libraries()
    reference = libraries["gitReferences"]["python/shared"]
    assert (reference["remote"], reference["checkout"]) == (
        "git@git.example.com:shared.git",
        "master",
    )
    assert "secret" not in str(libraries)
    assert libraries["pythonPath"] == ["python", "python/shared"]
    write(project, "python/shared/tools.py", "x = 2")
    (git.push_library("python/shared", "Better")).wait_for_result()
    theirs.pull()
    assert read(shared, "python/tools.py") == "x = 2"
    assert (messages(theirs))[0] == "Better"
    write(shared, "python/tools.py", "x = 3")
    theirs.commit("Third")
    theirs.push()
    write(project, "python/shared/local.py", "lost")
    (git.reset_library("python/shared")).wait_for_result()
    assert read(project, "python/shared/tools.py") == "x = 3"
    assert read(project, "python/shared/local.py") is None
    write(project, "python/shared/tools.py", "x = 4")
    (git.push_all_libraries("Fourth")).wait_for_result()
    write(project, "python/shared/tools.py", "x = 5")
    (git.reset_all_libraries()).wait_for_result()
    assert read(project, "python/shared/tools.py") == "x = 4"


def test_libraries_are_changed_and_removed(project: DSSProject, git: DSSProjectGit) -> None:
    state = git.add_library("git@git.example.com:new.git", "python/new", "main")
    assert state["jobId"]
    write(project, "python/new/a.py", "x = 1")
    (git.push_library("python/new", "First")).wait_for_result()
    path = git.set_library("/python/new", "git@git.example.com:new.git", "src", "main")
    assert path == "python/new"
    libraries: Any = git.list_libraries()
    assert libraries["gitReferences"]["python/new"]["remotePath"] == "src"
    git.remove_library("python/new", delete_directory=False)
    assert read(project, "python/new/a.py") == "x = 1"
    (
        git.add_library("git@git.example.com:new.git", "python/more", "main", as_type="object")
    ).wait_for_result()
    assert read(project, "python/more/a.py") == "x = 1"
    git.remove_library("python/more", True)
    assert read(project, "python/more/a.py") is None
    assert (git.list_libraries())["gitReferences"] == {}


def test_libraries_that_cannot_be(git: DSSProjectGit, mock: DSSMock) -> None:
    with pytest.raises(DSSNotFound, match="python/x"):
        git.reset_library("python/x")
    with pytest.raises(DSSNotFound, match="python/x"):
        git.push_library("python/x", "m")
    with pytest.raises(DSSNotFound, match="python/x"):
        git.remove_library("python/x", True)
    with pytest.raises(DSSNotFound, match="python/x"):
        git.set_library("python/x", "url", "", "main")
    git.add_library("url", "python/x", "main")
    git.push_library("python/x", "First")
    with pytest.raises(DSSBadRequest, match="python/x"):
        git.add_library("url", "python/x", "main")
    future = git.add_library("url", "python/y", "nowhere", as_type="object")
    with pytest.raises(DataikuException, match="nowhere"):
        future.wait_for_result()
    asked = len(mock.calls)
    with pytest.raises(ValueError, match="as_type"):
        git.add_library("url", "p", "main", as_type="x")  # type: ignore[call-overload]
    with pytest.raises(ValueError, match="repository"):
        git.add_library("", "p", "main")
    assert len(mock.calls) == asked
