"""Notebooks that run."""

from __future__ import annotations

from typing import Any

import pytest

from dataikuapi import DataikuException, DSSForbidden, DSSNotFound
from dataikuapi.aio.dss.notebook import AsyncDSSNotebook
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock


@pytest.fixture(autouse=True)
def notebooks(mock: DSSMock) -> None:
    """Two projects, with a notebook of one session, one of two, and one at rest."""
    for key in ("SALES", "HR"):
        mock.table("projects").put(key, {"projectKey": key, "ownerLogin": "admin"})
    for key, name, sessions in (
        ("SALES", "explore", ["s1"]), ("HR", "my book", ["s2", "s3"]), ("HR", "idle", []),
    ):  # fmt: skip
        active = [{"sessionId": one, "kernelExecutionState": "idle"} for one in sessions]
        document = {"projectKey": key, "name": name, "activeSessions": active}
        mock.table("notebooks").put(f"{key}/{name}", document)


async def test_list_gives_those_that_run(client: AsyncDSSClient) -> None:
    handles = await client.list_running_notebooks()
    assert [(one.project_key, one.notebook_name) for one in handles] == [
        ("SALES", "explore"), ("HR", "my book"),
    ]  # fmt: skip
    states = await client.list_running_notebooks(as_objects=False)
    assert [state["name"] for state in states] == ["explore", "my book"]
    assert repr(handles[1]).endswith("Notebook HR 'my book'>")


async def test_list_holds_what_the_caller_may_read(mock: DSSMock, client_as: Any) -> None:
    mock.table("users").put("bob", {"login": "bob", "groups": []})
    lines = [{"user": "bob", "readProjectContent": True}]
    with mock.table("projects").edit("HR") as project:
        project["permissions"] = {"owner": "admin", "permissions": lines}
    async with client_as("bob") as bob:
        found = await bob.list_running_notebooks()
        assert [one.project_key for one in found] == ["HR"]
        with pytest.raises(DSSForbidden):
            await found[0].unload("s2")


async def test_state_of_a_listed_notebook_needs_no_request(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    notebook = (await client.list_running_notebooks())[0]
    mock.calls.clear()
    assert (await notebook.get_state())["name"] == "explore"
    assert notebook.state_is_peek is True
    assert mock.calls == []


async def test_state_is_read_once(client: AsyncDSSClient, mock: DSSMock) -> None:
    notebook = AsyncDSSNotebook(client, "HR", "my book")
    assert (await notebook.get_state())["projectKey"] == "HR"
    sessions = await notebook.get_sessions()
    assert [session["sessionId"] for session in sessions] == ["s2", "s3"]
    assert [call.operation for call in mock.calls] == ["notebook_get_state"]


async def test_unload_stops_the_only_session(client: AsyncDSSClient) -> None:
    notebook = (await client.list_running_notebooks())[0]
    answer = await notebook.unload()
    assert "s1" in (answer["msg"] or "")
    assert await notebook.get_sessions() == []
    assert [one.notebook_name for one in await client.list_running_notebooks()] == ["my book"]


async def test_unload_wants_to_know_which_of_several(client: AsyncDSSClient) -> None:
    notebook = AsyncDSSNotebook(client, "HR", "my book")
    with pytest.raises(DataikuException, match=r"several sessions.*s2.*s3"):
        await notebook.unload()
    await notebook.unload(session_id="s3")
    await notebook.unload()
    with pytest.raises(DataikuException, match="not running"):
        await notebook.unload()


async def test_unload_of_what_does_not_run(client: AsyncDSSClient) -> None:
    with pytest.raises(DataikuException, match="not running"):
        await AsyncDSSNotebook(client, "HR", "idle").unload()
    state = {"name": "x"}
    with pytest.raises(DataikuException, match="not running"):
        await AsyncDSSNotebook(client, "HR", "x", state).get_sessions()
    nameless = {"name": "x", "activeSessions": [{"kernelId": "k"}]}
    with pytest.raises(DataikuException, match="no identifier"):
        await AsyncDSSNotebook(client, "HR", "x", nameless).unload()


async def test_unload_of_a_session_that_is_gone(client: AsyncDSSClient) -> None:
    with pytest.raises(DSSNotFound, match="s9"):
        await AsyncDSSNotebook(client, "SALES", "explore").unload("s9")


async def test_state_of_what_does_not_exist(client: AsyncDSSClient) -> None:
    with pytest.raises(DSSNotFound, match="nothing"):
        await AsyncDSSNotebook(client, "SALES", "nothing").get_state()


async def test_discussions_are_those_of_the_notebook(client: AsyncDSSClient) -> None:
    discussions = AsyncDSSNotebook(client, "SALES", "explore").get_object_discussions()
    assert discussions.project_key == "SALES"
    assert discussions.object_type == "JUPYTER_NOTEBOOK"
    assert discussions.object_id == "explore"
