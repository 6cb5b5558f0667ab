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
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dss.projectgit import AsyncDSSProjectGit
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.people import add_person


@pytest.fixture
async def project(client: AsyncDSSClient) -> AsyncDSSProject:
    return await client.create_project("SALES", "Sales", "admin")


@pytest.fixture
async def git(project: AsyncDSSProject) -> AsyncDSSProjectGit:
    handle = project.get_project_git()
    await handle.get_status()
    return handle


async def write(project: AsyncDSSProject, path: str, text: str) -> None:
    """Write a file of the library."""
    library = await project.get_library()
    file = library.get_file(path) or await library.add_file(path)
    await file.write(text)


async def read(project: AsyncDSSProject, path: str) -> str | None:
    """The text of a file of the library, None if there is none."""
    file = (await project.get_library()).get_file(path)
    return None if file is None else await file.read()


async def messages(git: AsyncDSSProjectGit) -> list[str]:
    """What the commits say, newest first."""
    return [str(entry["message"]) async for entry in git.iter_log(page_size=2)]


async def last(git: AsyncDSSProjectGit) -> str:
    """The last commit."""
    return str(((await git.log(count=1)).get("entries") or [{}])[0]["commit"])


async def test_changes_are_committed(project: AsyncDSSProject, git: AsyncDSSProjectGit) -> None:
    assert (await git.get_status())["clean"] is True
    await write(project, "python/a.py", "x = 1\n")
    await project.set_variables({"standard": {"a": 1}, "local": {}})
    status = await git.get_status()
    assert (status["clean"], status["hasUncommittedChanges"]) == (False, True)
    assert status["untracked"] == ["lib/python/a.py"]
    assert status["modified"] == ["params.json"]
    await git.commit("Add a")
    assert (await git.get_status())["clean"] is True
    await git.commit("Nothing")
    entries: Any = (await git.log())["entries"]
    assert [entry["message"] for entry in entries] == ["Add a", "Initial commit"]
    assert entries[0]["author"] == "admin"
    assert entries[0]["timestamp"].endswith("Z")
    library = await project.get_library()
    file = library.get_file("python/a.py")
    assert file is not None
    await file.delete()
    assert (await git.get_status())["missing"] == ["lib/python/a.py"]
    with pytest.raises(ValueError, match="message"):
        await git.commit("")
    with pytest.raises(DSSBadRequest, match="message"):
        await git.commit(" ")


async def test_documents_of_all_kinds_are_committed(
    project: AsyncDSSProject, git: AsyncDSSProjectGit
) -> None:
    folder = await project.create_managed_folder("reports")
    await folder.put_file("data.csv", b"not in Git")
    await project.get_wiki().create_article("Welcome")
    status = await git.get_status()
    untracked = [path.partition("/")[0] for path in status["untracked"] or []]
    assert untracked == ["managed_folders", "wiki_articles", "wikis"]
    await git.commit("Folder and wiki")
    await folder.delete()
    await git.reset_to_head()
    [found] = await project.list_managed_folders()
    assert (found["name"], found["projectKey"]) == ("reports", "SALES")


async def test_the_log_is_paged(project: AsyncDSSProject, git: AsyncDSSProjectGit) -> None:
    for number in range(5):
        await write(project, "python/a.py", f"x = {number}")
        await git.commit(f"Step {number}")
    page = await git.log(count=2)
    assert [entry["message"] for entry in page["entries"] or []] == ["Step 4", "Step 3"]
    rest = await git.log(start_commit=page["nextCommit"])
    assert [entry["message"] for entry in rest["entries"] or []][-1] == "Initial commit"
    assert "nextCommit" not in rest
    assert await messages(git) == [*(f"Step {n}" for n in range(4, -1, -1)), "Initial commit"]
    with pytest.raises(DSSBadRequest, match="count"):
        await git.log(count=0)
    with pytest.raises(DSSNotFound, match="nowhere"):
        await git.log(start_commit="nowhere")
    with pytest.raises(ValueError, match="page_size"):
        [entry async for entry in git.iter_log(page_size=0)]


async def test_the_log_asks_when_it_is_wanted(
    project: AsyncDSSProject, git: AsyncDSSProjectGit, mock: DSSMock
) -> None:
    for number in range(3):
        await write(project, "python/a.py", str(number))
        await git.commit(f"Step {number}")
    asked = len(mock.calls)
    log = git.iter_log(page_size=1)
    assert len(mock.calls) == asked
    assert (await anext(log))["message"] == "Step 2"
    assert len(mock.calls) == asked + 1


async def test_the_log_of_a_path(project: AsyncDSSProject, git: AsyncDSSProjectGit) -> None:
    for name in ("a", "b", "a"):
        await write(project, f"python/{name}.py", f"{name} {await last(git)}")
        await git.commit(f"Change {name}")
    log = await git.log(path="lib/python/a.py")
    assert [entry["message"] for entry in log["entries"] or []] == ["Change a", "Change a"]
    found = [entry["message"] async for entry in git.iter_log("lib/python/b.py")]
    assert found == ["Change b"]


async def test_diffs(project: AsyncDSSProject, git: AsyncDSSProjectGit) -> None:
    first = await last(git)
    await write(project, "python/a.py", "one\ntwo\n")
    await git.commit("Two lines")
    await write(project, "python/a.py", "one\n2\nthree\n")
    pending = await git.diff()
    assert (pending["addedLines"], pending["removedLines"], pending["changedFiles"]) == (2, 1, 1)
    assert pending["commitTo"] is None
    await git.commit("Three lines")
    newest = await last(git)
    own = await git.diff(newest)
    assert (own["addedLines"], own["removedLines"]) == (2, 1)
    both = await git.diff(first, newest)
    assert (both["commitFrom"] or {})["commit"] == first
    [entry] = both["entries"] or []
    assert (entry["fileName"], entry["addedLines"]) == ("lib/python/a.py", 3)
    assert "+three" in (entry["fileDiff"] or "")
    start = await git.diff(first)
    assert start["commitFrom"] is None
    assert (await git.diff(commit_to=newest))["entries"] == own["entries"]


async def test_branches(project: AsyncDSSProject, git: AsyncDSSProjectGit) -> None:
    assert await git.list_branches() == ["master"]
    assert (await git.create_branch("feature"))["success"] is True
    assert await git.get_current_branch() == "feature"
    await write(project, "python/a.py", "feature")
    result = await git.switch("master")
    assert (result["success"], "uncommitted" in str(result["output"])) == (False, True)
    await git.commit("On the branch")
    assert (await git.checkout("master"))["success"] is True
    assert await read(project, "python/a.py") is None
    await git.switch("feature")
    assert await read(project, "python/a.py") == "feature"
    assert (await git.switch("nowhere"))["success"] is False
    assert (await git.create_branch("feature"))["success"] is False
    with pytest.raises(DSSBadRequest, match=r"a\.\.b"):
        await git.create_branch("a..b")
    with pytest.raises(ValueError, match="branch_name"):
        await git.create_branch("")


async def test_a_branch_of_an_older_commit(
    project: AsyncDSSProject, git: AsyncDSSProjectGit
) -> None:
    first = await last(git)
    await write(project, "python/a.py", "x")
    await git.commit("Later")
    await write(project, "python/a.py", "y")
    assert (await git.create_branch("old", commit=first))["success"] is False
    await git.reset_to_head()
    await git.create_branch("old", commit=first)
    assert await read(project, "python/a.py") is None
    assert await messages(git) == ["Initial commit"]


async def test_branches_are_deleted(project: AsyncDSSProject, git: AsyncDSSProjectGit) -> None:
    await git.create_branch("feature")
    with pytest.raises(DSSBadRequest, match="current"):
        await git.delete_branch("feature")
    await write(project, "python/a.py", "x")
    await git.commit("Only here")
    await git.switch("master")
    with pytest.raises(DSSBadRequest, match="nowhere else"):
        await git.delete_branch("feature")
    await git.delete_branch("feature", force_delete=True)
    assert await git.list_branches() == ["master"]
    with pytest.raises(DSSNotFound, match="feature"):
        await git.delete_branch("feature")
    with pytest.raises(DSSNotFound, match="feature"):
        await git.delete_branch("feature", remote=True)


async def test_a_branch_in_a_copy_of_the_project(
    project: AsyncDSSProject, git: AsyncDSSProjectGit, client: AsyncDSSClient
) -> None:
    result = await git.create_branch("feature/x", duplicate_project=True)
    assert result["success"] is True
    assert await git.get_current_branch() == "master"
    twin = client.get_project("SALES_FEATURE_X")
    copy = twin.get_project_git()
    assert await copy.get_current_branch() == "feature/x"
    status = await copy.get_status()
    assert (status["clean"], status["originProjectKey"]) == (True, "SALES")
    await write(twin, "python/a.py", "x")
    await copy.commit("In the copy")
    assert (await copy.get_status())["trackingCountWithOriginProject"] == {"ahead": 1, "behind": 0}
    await git.create_branch("other", duplicate_project=True, target_project_key="THIRD")
    await client.get_project("SALES").delete()
    assert (await copy.get_status())["trackingCountWithOriginProject"] is None
    assert await client.get_project("THIRD").get_project_git().get_current_branch() == "other"


async def test_tags(project: AsyncDSSProject, git: AsyncDSSProjectGit) -> None:
    first = await last(git)
    await git.create_tag("v1", message="First")
    await write(project, "python/a.py", "x")
    await git.commit("More")
    await git.create_tag("v2", reference="master")
    await git.create_tag("start", reference=first[:10])
    tags = await git.list_tags()
    assert tags[0] == {
        "name": "refs/tags/v1",
        "shortName": "v1",
        "commit": first,
        "annotations": "First",
        "readOnly": False,
    }
    assert [tag["commit"] for tag in tags[1:]] == [await last(git), first]
    await git.revert_to_revision("v1")
    assert await read(project, "python/a.py") is None
    await git.delete_tag("v1")
    assert [tag["shortName"] for tag in await git.list_tags()] == ["v2", "start"]
    with pytest.raises(DSSNotFound, match="v1"):
        await git.delete_tag("v1")
    with pytest.raises(DSSBadRequest, match="v2"):
        await git.create_tag("v2")
    with pytest.raises(DSSNotFound, match="nowhere"):
        await git.create_tag("v3", reference="nowhere")


async def test_commits_are_reverted(project: AsyncDSSProject, git: AsyncDSSProjectGit) -> None:
    await write(project, "python/a.py", "1")
    await git.commit("One")
    one = await last(git)
    await write(project, "python/b.py", "2")
    await git.commit("Two")
    assert (await git.revert_commit(one))["success"] is True
    assert await read(project, "python/a.py") is None
    assert await read(project, "python/b.py") == "2"
    assert (await messages(git))[0] == 'Revert "One"'
    await write(project, "python/a.py", "3")
    assert (await git.revert_commit(one))["success"] is False
    await git.commit("Three")
    clash = await git.revert_commit(one)
    assert "CONFLICT" in str(clash["logs"])
    log = [entry async for entry in git.iter_log()]
    assert (await git.revert_commit(str(log[-1]["commit"])))["success"] is False
    await git.revert_to_revision(one)
    assert await read(project, "python/a.py") == "1"
    assert await read(project, "python/b.py") is None
    with pytest.raises(ValueError, match="commit"):
        await git.revert_commit("")
    with pytest.raises(DSSNotFound, match="1234567"):
        await git.revert_to_revision("1234567")


async def test_changes_are_given_up(project: AsyncDSSProject, git: AsyncDSSProjectGit) -> None:
    await write(project, "python/a.py", "kept")
    await project.set_variables({"standard": {"a": 1}, "local": {}})
    await git.commit("Kept")
    await write(project, "python/a.py", "lost")
    await write(project, "python/b.py", "lost")
    await project.set_variables({"standard": {"a": 2}, "local": {}})
    await git.reset_to_head()
    assert await read(project, "python/a.py") == "kept"
    assert await read(project, "python/b.py") is None
    assert (await project.get_variables())["standard"] == {"a": 1}


async def test_the_history_is_thrown_away(
    project: AsyncDSSProject, git: AsyncDSSProjectGit, mock: DSSMock
) -> None:
    await write(project, "python/a.py", "x")
    await git.commit("Forgotten")
    await git.create_tag("v1")
    asked = len(mock.calls)
    with pytest.raises(DataikuException, match="i_know_what_i_am_doing"):
        await git.drop_and_rebuild()
    assert len(mock.calls) == asked
    assert mock.request("POST", "/projects/SALES/git/actions/dropAndRebuild").status == 400
    await git.drop_and_rebuild(i_know_what_i_am_doing=True)
    assert await messages(git) == ["Initial commit"]
    assert await git.list_tags() == []
    assert await read(project, "python/a.py") == "x"


async def test_rights(
    git: AsyncDSSProjectGit,
    project: AsyncDSSProject,
    mock: DSSMock,
    client_as: Callable[[str], AsyncDSSClient],
) -> None:
    add_person(mock, "carol", "readers")
    theirs = client_as("carol").get_project("SALES").get_project_git()
    with pytest.raises(DSSForbidden):
        await theirs.get_status()
    line = {"group": "readers", "readProjectContent": True}
    await project.set_permissions({"owner": "admin", "permissions": [line]})
    await theirs.get_status()
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
            await call(*arguments)
    line["writeProjectContent"] = True
    await project.set_permissions({"owner": "admin", "permissions": [line]})
    with pytest.raises(DSSForbidden):
        await theirs.create_branch("x", duplicate_project=True)


async def test_the_history_travels_with_the_project(
    project: AsyncDSSProject, git: AsyncDSSProjectGit, client: AsyncDSSClient
) -> None:
    await write(project, "python/a.py", "x")
    await git.commit("Kept")
    await project.duplicate("COPY", "Sales")
    copy = client.get_project("COPY").get_project_git()
    assert await messages(copy) == ["Kept", "Initial commit"]
    assert (await copy.get_status())["clean"] is True


async def test_a_log_that_goes_in_circles_ends(
    git: AsyncDSSProjectGit, mock: DSSMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = {"entries": [{"commit": "a"}], "nextCommit": "a"}
    monkeypatch.setitem(mock.handlers, "project_git_log", lambda call: page)
    assert [entry["commit"] async for entry in git.iter_log()] == ["a"]
