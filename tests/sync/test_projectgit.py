# Derived by `tox -e generate` from tests/aio/test_projectgit.py. Do not edit.
"""The Git repository of a project: commits, branches, tags, and what undoes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dataikuapi._errors import (
    DataikuException,
    DSSBadRequest,
    DSSForbidden,
    DSSNotFound,
)
from dataikuapi.dss.project import DSSProject
from dataikuapi.dss.projectgit import DSSProjectGit
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.people import add_person


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


def last(git: DSSProjectGit) -> str:
    """The last commit."""
    return str(((git.log(count=1)).get("entries") or [{}])[0]["commit"])


def test_changes_are_committed(project: DSSProject, git: DSSProjectGit) -> None:
    assert (git.get_status())["clean"] is True
    write(project, "python/a.py", "x = 1\n")
    project.set_variables({"standard": {"a": 1}, "local": {}})
    status = git.get_status()
    assert (status["clean"], status["hasUncommittedChanges"]) == (False, True)
    assert status["untracked"] == ["lib/python/a.py"]
    assert status["modified"] == ["params.json"]
    git.commit("Add a")
    assert (git.get_status())["clean"] is True
    git.commit("Nothing")
    entries: Any = (git.log())["entries"]
    assert [entry["message"] for entry in entries] == ["Add a", "Initial commit"]
    assert entries[0]["author"] == "admin"
    assert entries[0]["timestamp"].endswith("Z")
    library = project.get_library()
    file = library.get_file("python/a.py")
    assert file is not None
    file.delete()
    assert (git.get_status())["missing"] == ["lib/python/a.py"]
    with pytest.raises(ValueError, match="message"):
        git.commit("")
    with pytest.raises(DSSBadRequest, match="message"):
        git.commit(" ")


def test_documents_of_all_kinds_are_committed(project: DSSProject, git: DSSProjectGit) -> None:
    folder = project.create_managed_folder("reports")
    folder.put_file("data.csv", b"not in Git")
    project.get_wiki().create_article("Welcome")
    status = git.get_status()
    untracked = [path.partition("/")[0] for path in status["untracked"] or []]
    assert untracked == ["managed_folders", "wiki_articles", "wikis"]
    git.commit("Folder and wiki")
    folder.delete()
    git.reset_to_head()
    [found] = project.list_managed_folders()
    assert (found["name"], found["projectKey"]) == ("reports", "SALES")


def test_the_log_is_paged(project: DSSProject, git: DSSProjectGit) -> None:
    for number in range(5):
        write(project, "python/a.py", f"x = {number}")
        git.commit(f"Step {number}")
    page = git.log(count=2)
    assert [entry["message"] for entry in page["entries"] or []] == ["Step 4", "Step 3"]
    rest = git.log(start_commit=page["nextCommit"])
    assert [entry["message"] for entry in rest["entries"] or []][-1] == "Initial commit"
    assert "nextCommit" not in rest
    assert messages(git) == [*(f"Step {n}" for n in range(4, -1, -1)), "Initial commit"]
    with pytest.raises(DSSBadRequest, match="count"):
        git.log(count=0)
    with pytest.raises(DSSNotFound, match="nowhere"):
        git.log(start_commit="nowhere")
    with pytest.raises(ValueError, match="page_size"):
        [entry for entry in git.iter_log(page_size=0)]


def test_the_log_asks_when_it_is_wanted(
    project: DSSProject, git: DSSProjectGit, mock: DSSMock
) -> None:
    for number in range(3):
        write(project, "python/a.py", str(number))
        git.commit(f"Step {number}")
    asked = len(mock.calls)
    log = git.iter_log(page_size=1)
    assert len(mock.calls) == asked
    assert (next(log))["message"] == "Step 2"
    assert len(mock.calls) == asked + 1


def test_the_log_of_a_path(project: DSSProject, git: DSSProjectGit) -> None:
    for name in ("a", "b", "a"):
        write(project, f"python/{name}.py", f"{name} {last(git)}")
        git.commit(f"Change {name}")
    log = git.log(path="lib/python/a.py")
    assert [entry["message"] for entry in log["entries"] or []] == ["Change a", "Change a"]
    found = [entry["message"] for entry in git.iter_log("lib/python/b.py")]
    assert found == ["Change b"]


def test_diffs(project: DSSProject, git: DSSProjectGit) -> None:
    first = last(git)
    write(project, "python/a.py", "one\ntwo\n")
    git.commit("Two lines")
    write(project, "python/a.py", "one\n2\nthree\n")
    pending = git.diff()
    assert (pending["addedLines"], pending["removedLines"], pending["changedFiles"]) == (2, 1, 1)
    assert pending["commitTo"] is None
    git.commit("Three lines")
    newest = last(git)
    own = git.diff(newest)
    assert (own["addedLines"], own["removedLines"]) == (2, 1)
    both = git.diff(first, newest)
    assert (both["commitFrom"] or {})["commit"] == first
    [entry] = both["entries"] or []
    assert (entry["fileName"], entry["addedLines"]) == ("lib/python/a.py", 3)
    assert "+three" in (entry["fileDiff"] or "")
    start = git.diff(first)
    assert start["commitFrom"] is None
    assert (git.diff(commit_to=newest))["entries"] == own["entries"]


def test_branches(project: DSSProject, git: DSSProjectGit) -> None:
    assert git.list_branches() == ["master"]
    assert (git.create_branch("feature"))["success"] is True
    assert git.get_current_branch() == "feature"
    write(project, "python/a.py", "feature")
    result = git.switch("master")
    assert (result["success"], "uncommitted" in str(result["output"])) == (False, True)
    git.commit("On the branch")
    assert (git.checkout("master"))["success"] is True
    assert read(project, "python/a.py") is None
    git.switch("feature")
    assert read(project, "python/a.py") == "feature"
    assert (git.switch("nowhere"))["success"] is False
    assert (git.create_branch("feature"))["success"] is False
    with pytest.raises(DSSBadRequest, match=r"a\.\.b"):
        git.create_branch("a..b")
    with pytest.raises(ValueError, match="branch_name"):
        git.create_branch("")


def test_a_branch_of_an_older_commit(project: DSSProject, git: DSSProjectGit) -> None:
    first = last(git)
    write(project, "python/a.py", "x")
    git.commit("Later")
    write(project, "python/a.py", "y")
    assert (git.create_branch("old", commit=first))["success"] is False
    git.reset_to_head()
    git.create_branch("old", commit=first)
    assert read(project, "python/a.py") is None
    assert messages(git) == ["Initial commit"]


def test_branches_are_deleted(project: DSSProject, git: DSSProjectGit) -> None:
    git.create_branch("feature")
    with pytest.raises(DSSBadRequest, match="current"):
        git.delete_branch("feature")
    write(project, "python/a.py", "x")
    git.commit("Only here")
    git.switch("master")
    with pytest.raises(DSSBadRequest, match="nowhere else"):
        git.delete_branch("feature")
    git.delete_branch("feature", force_delete=True)
    assert git.list_branches() == ["master"]
    with pytest.raises(DSSNotFound, match="feature"):
        git.delete_branch("feature")
    with pytest.raises(DSSNotFound, match="feature"):
        git.delete_branch("feature", remote=True)


def test_a_branch_in_a_copy_of_the_project(
    project: DSSProject, git: DSSProjectGit, client: DSSClient
) -> None:
    result = git.create_branch("feature/x", duplicate_project=True)
    assert result["success"] is True
    assert git.get_current_branch() == "master"
    twin = client.get_project("SALES_FEATURE_X")
    copy = twin.get_project_git()
    assert copy.get_current_branch() == "feature/x"
    status = copy.get_status()
    assert (status["clean"], status["originProjectKey"]) == (True, "SALES")
    write(twin, "python/a.py", "x")
    copy.commit("In the copy")
    assert (copy.get_status())["trackingCountWithOriginProject"] == {"ahead": 1, "behind": 0}
    git.create_branch("other", duplicate_project=True, target_project_key="THIRD")
    client.get_project("SALES").delete()
    assert (copy.get_status())["trackingCountWithOriginProject"] is None
    assert client.get_project("THIRD").get_project_git().get_current_branch() == "other"


def test_tags(project: DSSProject, git: DSSProjectGit) -> None:
    first = last(git)
    git.create_tag("v1", message="First")
    write(project, "python/a.py", "x")
    git.commit("More")
    git.create_tag("v2", reference="master")
    git.create_tag("start", reference=first[:10])
    tags = git.list_tags()
    assert tags[0] == {
        "name": "refs/tags/v1",
        "shortName": "v1",
        "commit": first,
        "annotations": "First",
        "readOnly": False,
    }
    assert [tag["commit"] for tag in tags[1:]] == [last(git), first]
    git.revert_to_revision("v1")
    assert read(project, "python/a.py") is None
    git.delete_tag("v1")
    assert [tag["shortName"] for tag in git.list_tags()] == ["v2", "start"]
    with pytest.raises(DSSNotFound, match="v1"):
        git.delete_tag("v1")
    with pytest.raises(DSSBadRequest, match="v2"):
        git.create_tag("v2")
    with pytest.raises(DSSNotFound, match="nowhere"):
        git.create_tag("v3", reference="nowhere")


def test_commits_are_reverted(project: DSSProject, git: DSSProjectGit) -> None:
    write(project, "python/a.py", "1")
    git.commit("One")
    one = last(git)
    write(project, "python/b.py", "2")
    git.commit("Two")
    assert (git.revert_commit(one))["success"] is True
    assert read(project, "python/a.py") is None
    assert read(project, "python/b.py") == "2"
    assert (messages(git))[0] == 'Revert "One"'
    write(project, "python/a.py", "3")
    assert (git.revert_commit(one))["success"] is False
    git.commit("Three")
    clash = git.revert_commit(one)
    assert "CONFLICT" in str(clash["logs"])
    log = [entry for entry in git.iter_log()]
    assert (git.revert_commit(str(log[-1]["commit"])))["success"] is False
    git.revert_to_revision(one)
    assert read(project, "python/a.py") == "1"
    assert read(project, "python/b.py") is None
    with pytest.raises(ValueError, match="commit"):
        git.revert_commit("")
    with pytest.raises(DSSNotFound, match="1234567"):
        git.revert_to_revision("1234567")


def test_changes_are_given_up(project: DSSProject, git: DSSProjectGit) -> None:
    write(project, "python/a.py", "kept")
    project.set_variables({"standard": {"a": 1}, "local": {}})
    git.commit("Kept")
    write(project, "python/a.py", "lost")
    write(project, "python/b.py", "lost")
    project.set_variables({"standard": {"a": 2}, "local": {}})
    git.reset_to_head()
    assert read(project, "python/a.py") == "kept"
    assert read(project, "python/b.py") is None
    assert (project.get_variables())["standard"] == {"a": 1}


def test_the_history_is_thrown_away(project: DSSProject, git: DSSProjectGit, mock: DSSMock) -> None:
    write(project, "python/a.py", "x")
    git.commit("Forgotten")
    git.create_tag("v1")
    asked = len(mock.calls)
    with pytest.raises(DataikuException, match="i_know_what_i_am_doing"):
        git.drop_and_rebuild()
    assert len(mock.calls) == asked
    assert mock.request("POST", "/projects/SALES/git/actions/dropAndRebuild").status == 400
    git.drop_and_rebuild(i_know_what_i_am_doing=True)
    assert messages(git) == ["Initial commit"]
    assert git.list_tags() == []
    assert read(project, "python/a.py") == "x"


def test_rights(
    git: DSSProjectGit,
    project: DSSProject,
    mock: DSSMock,
    client_as: Callable[[str], DSSClient],
) -> None:
    add_person(mock, "carol", "readers")
    theirs = client_as("carol").get_project("SALES").get_project_git()
    with pytest.raises(DSSForbidden):
        theirs.get_status()
    line = {"group": "readers", "readProjectContent": True}
    project.set_permissions({"owner": "admin", "permissions": [line]})
    theirs.get_status()
    forbidden: list[tuple[Callable[..., Any], list[Any]]] = [
        (theirs.commit, ["x"]),
        (theirs.create_branch, ["x"]),
        (theirs.set_remote, ["x"]),
        (theirs.push, []),
        (theirs.drop_and_rebuild, [True]),
        (theirs.reset_to_head, []),
        (theirs.add_library, ["x", "y", "z"]),
    ]
    for call, arguments in forbidden:
        with pytest.raises(DSSForbidden):
            call(*arguments)
    line["writeProjectContent"] = True
    project.set_permissions({"owner": "admin", "permissions": [line]})
    with pytest.raises(DSSForbidden):
        theirs.create_branch("x", duplicate_project=True)


def test_the_history_travels_with_the_project(
    project: DSSProject, git: DSSProjectGit, client: DSSClient
) -> None:
    write(project, "python/a.py", "x")
    git.commit("Kept")
    project.duplicate("COPY", "Sales")
    copy = client.get_project("COPY").get_project_git()
    assert messages(copy) == ["Kept", "Initial commit"]
    assert (copy.get_status())["clean"] is True


def test_a_log_that_goes_in_circles_ends(
    git: DSSProjectGit, mock: DSSMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = {"entries": [{"commit": "a"}], "nextCommit": "a"}
    monkeypatch.setitem(mock.handlers, "project_git_log", lambda call: page)
    assert [entry["commit"] for entry in git.iter_log()] == ["a"]
