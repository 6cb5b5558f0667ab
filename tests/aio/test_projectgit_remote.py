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
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dss.projectgit import AsyncDSSProjectGit
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock

URL = "git@git.example.com:sales.git"


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


async def twin_of(client: AsyncDSSClient) -> AsyncDSSProject:
    """Another project on the same remote, which has what the remote has."""
    other = await client.create_project("OTHER", "Other", "admin")
    git = other.get_project_git()
    await git.set_remote(URL)
    await git.fetch()
    await git.reset_to_upstream()
    return other


async def test_remotes(git: AsyncDSSProjectGit) -> None:
    assert await git.get_remote() is None
    await git.set_remote(URL)
    await git.set_remote("https://git.example.com/x.git", name="backup")
    assert await git.get_remote() == URL
    assert await git.get_remote("backup") == "https://git.example.com/x.git"
    assert (await git.get_status())["remotes"] == [
        {"name": "origin", "url": URL},
        {"name": "backup", "url": "https://git.example.com/x.git"},
    ]
    await git.remove_remote()
    assert await git.get_remote() is None
    with pytest.raises(DSSNotFound, match="origin"):
        await git.remove_remote()
    with pytest.raises(DSSBadRequest, match="blank"):
        await git.set_remote(" ")


async def test_without_a_remote(git: AsyncDSSProjectGit) -> None:
    for result in (await git.fetch(), await git.pull(), await git.push()):
        assert result["success"] is False
        assert "remote" in str(result["logs"])
    with pytest.raises(DSSConflict, match="no remote"):
        await git.reset_to_upstream()


async def test_projects_meet_on_a_remote(
    project: AsyncDSSProject, git: AsyncDSSProjectGit, client: AsyncDSSClient
) -> None:
    await git.set_remote(URL)
    await write(project, "python/a.py", "from SALES")
    await git.commit("First")
    await git.create_tag("v1")
    assert (await git.push())["success"] is True
    assert (await git.get_status())["trackingCount"] == {"ahead": 0, "behind": 0}
    other = await twin_of(client)
    theirs = other.get_project_git()
    assert await read(other, "python/a.py") == "from SALES"
    assert (await other.get_summary())["projectKey"] == "OTHER"
    assert [tag["shortName"] for tag in await theirs.list_tags()] == ["v1"]
    await write(other, "python/b.py", "from OTHER")
    assert (await theirs.get_status())["trackingCount"] == {"ahead": 0, "behind": 0}
    await theirs.commit("Second")
    assert (await theirs.get_status())["trackingCount"] == {"ahead": 1, "behind": 0}
    await theirs.push()
    await git.fetch()
    assert (await git.get_status())["trackingCount"] == {"ahead": 0, "behind": 1}
    assert await read(project, "python/b.py") is None
    assert (await git.pull())["success"] is True
    assert await read(project, "python/b.py") == "from OTHER"
    assert "up to date" in str((await git.pull())["output"])


async def test_commits_of_both_sides_are_put_in_a_row(
    project: AsyncDSSProject, git: AsyncDSSProjectGit, client: AsyncDSSClient
) -> None:
    await git.set_remote(URL)
    await git.push()
    other = await twin_of(client)
    theirs = other.get_project_git()
    await write(other, "python/b.py", "theirs")
    await theirs.commit("Theirs")
    await theirs.push()
    await write(project, "python/a.py", "ours")
    assert (await git.pull())["success"] is False
    await git.commit("Ours")
    rejected = await git.push()
    assert (rejected["success"], "rejected" in str(rejected["logs"])) == (False, True)
    assert (await git.pull())["success"] is True
    assert (await messages(git))[:2] == ["Ours", "Theirs"]
    assert (await git.push())["success"] is True
    await write(project, "python/b.py", "changed here")
    await git.commit("Clash")
    await write(other, "python/b.py", "changed there")
    await theirs.commit("Clash there")
    await theirs.pull()
    await theirs.push()
    clash = await git.pull()
    assert (clash["success"], "CONFLICT" in str(clash["logs"])) == (False, True)
    assert await read(project, "python/b.py") == "changed here"
    await git.reset_to_upstream()
    assert await read(project, "python/b.py") == "changed there"


async def test_branches_of_a_remote(
    project: AsyncDSSProject, git: AsyncDSSProjectGit, client: AsyncDSSClient
) -> None:
    await git.set_remote(URL)
    await git.push()
    await git.create_branch("feature")
    await write(project, "python/a.py", "x")
    await git.commit("Feature")
    await git.push("feature")
    assert (await git.push("nowhere"))["success"] is False
    assert (await git.pull("nowhere"))["success"] is False
    theirs = (await twin_of(client)).get_project_git()
    assert await theirs.list_branches(remote=True) == ["master", "origin/master", "origin/feature"]
    assert (await theirs.switch("origin/feature"))["success"] is True
    assert await theirs.list_branches() == ["master", "feature"]
    await theirs.delete_branch("origin/feature", remote=True)
    await theirs.fetch()
    assert "origin/feature" in await theirs.list_branches(True)
    await theirs.delete_branch("feature", remote=True, delete_remotely=True)
    await theirs.fetch()
    assert "origin/feature" not in await theirs.list_branches(True)


async def test_libraries_of_other_repositories(
    project: AsyncDSSProject, git: AsyncDSSProjectGit, client: AsyncDSSClient
) -> None:
    shared = await client.create_project("SHARED", "Shared", "admin")
    theirs = shared.get_project_git()
    await theirs.set_remote("git@git.example.com:shared.git")
    await write(shared, "python/tools.py", "x = 1")
    await theirs.commit("Tools")
    await theirs.push()
    future = await git.add_library(
        "git@git.example.com:shared.git",
        "python/shared",
        "master",
        "lib/python",
        login="me",
        password="secret",
        as_type="object",
    )
    assert (await future.wait_for_result())["success"] is True
    assert await read(project, "python/shared/tools.py") == "x = 1"
    libraries: Any = await git.list_libraries()
    reference = libraries["gitReferences"]["python/shared"]
    assert (reference["remote"], reference["checkout"]) == (
        "git@git.example.com:shared.git",
        "master",
    )
    assert "secret" not in str(libraries)
    assert libraries["pythonPath"] == ["python", "python/shared"]
    await write(project, "python/shared/tools.py", "x = 2")
    await (await git.push_library("python/shared", "Better")).wait_for_result()
    await theirs.pull()
    assert await read(shared, "python/tools.py") == "x = 2"
    assert (await messages(theirs))[0] == "Better"
    await write(shared, "python/tools.py", "x = 3")
    await theirs.commit("Third")
    await theirs.push()
    await write(project, "python/shared/local.py", "lost")
    await (await git.reset_library("python/shared")).wait_for_result()
    assert await read(project, "python/shared/tools.py") == "x = 3"
    assert await read(project, "python/shared/local.py") is None
    await write(project, "python/shared/tools.py", "x = 4")
    await (await git.push_all_libraries("Fourth")).wait_for_result()
    await write(project, "python/shared/tools.py", "x = 5")
    await (await git.reset_all_libraries()).wait_for_result()
    assert await read(project, "python/shared/tools.py") == "x = 4"


async def test_libraries_are_changed_and_removed(
    project: AsyncDSSProject, git: AsyncDSSProjectGit
) -> None:
    state = await git.add_library("git@git.example.com:new.git", "python/new", "main")
    assert state["jobId"]
    await write(project, "python/new/a.py", "x = 1")
    await (await git.push_library("python/new", "First")).wait_for_result()
    path = await git.set_library("/python/new", "git@git.example.com:new.git", "src", "main")
    assert path == "python/new"
    libraries: Any = await git.list_libraries()
    assert libraries["gitReferences"]["python/new"]["remotePath"] == "src"
    await git.remove_library("python/new", delete_directory=False)
    assert await read(project, "python/new/a.py") == "x = 1"
    await (
        await git.add_library(
            "git@git.example.com:new.git", "python/more", "main", as_type="object"
        )
    ).wait_for_result()
    assert await read(project, "python/more/a.py") == "x = 1"
    await git.remove_library("python/more", True)
    assert await read(project, "python/more/a.py") is None
    assert (await git.list_libraries())["gitReferences"] == {}


async def test_libraries_that_cannot_be(git: AsyncDSSProjectGit, mock: DSSMock) -> None:
    with pytest.raises(DSSNotFound, match="python/x"):
        await git.reset_library("python/x")
    with pytest.raises(DSSNotFound, match="python/x"):
        await git.push_library("python/x", "m")
    with pytest.raises(DSSNotFound, match="python/x"):
        await git.remove_library("python/x", True)
    with pytest.raises(DSSNotFound, match="python/x"):
        await git.set_library("python/x", "url", "", "main")
    await git.add_library("url", "python/x", "main")
    await git.push_library("python/x", "First")
    with pytest.raises(DSSBadRequest, match="python/x"):
        await git.add_library("url", "python/x", "main")
    future = await git.add_library("url", "python/y", "nowhere", as_type="object")
    with pytest.raises(DataikuException, match="nowhere"):
        await future.wait_for_result()
    asked = len(mock.calls)
    with pytest.raises(ValueError, match="as_type"):
        await git.add_library("url", "p", "main", as_type="x")  # type: ignore[call-overload]
    with pytest.raises(ValueError, match="repository"):
        await git.add_library("", "p", "main")
    assert len(mock.calls) == asked
