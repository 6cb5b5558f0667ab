"""Jupyter notebooks: list, create, content, sessions."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from dataikuapi import DataikuException, DSSBadRequest, DSSNotFound
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.flows import plant_project

CODE = {"cell_type": "code", "metadata": {}, "source": ["1 + 1"], "execution_count": 3,
        "outputs": [{"output_type": "stream", "text": ["2"]}]}  # fmt: skip
TEXT = {"cell_type": "markdown", "metadata": {}, "source": ["# Title"]}
SPEC = {"name": "python3", "display_name": "Python 3", "language": "python"}
BOOK: dict[str, Any] = {
    "metadata": {"kernelspec": SPEC},
    "nbformat": 4,
    "nbformat_minor": 5,
    "cells": [TEXT, CODE],
}


@pytest.fixture
async def project(client: AsyncDSSClient, mock: DSSMock) -> AsyncDSSProject:
    """A project with a notebook."""
    plant_project(mock)
    project = client.get_project("SALES")
    await project.create_jupyter_notebook("my book", deepcopy(BOOK))
    return project


def start(mock: DSSMock, *sessions: str) -> None:
    """Let sessions of the notebook run."""
    active = [
        {"sessionId": id, "projectKey": "SALES", "notebookName": "my book", "kernelId": "k"}
        for id in sessions
    ]
    document = {"projectKey": "SALES", "name": "my book", "activeSessions": active}
    mock.table("notebooks").put("SALES/my book", document)


async def test_list_as_objects_and_as_items(project: AsyncDSSProject, mock: DSSMock) -> None:
    handles = await project.list_jupyter_notebooks()
    assert [handle.notebook_name for handle in handles] == ["my book"]
    item = (await project.list_jupyter_notebooks(as_type="listitems"))[0]
    assert (item.name, item.language, item.kernel_spec, item.tags) == (
        "my book", "python", SPEC, [],
    )  # fmt: skip
    assert repr(item.to_notebook()) == repr(handles[0])
    with pytest.raises(ValueError, match="as_type"):
        await project.list_jupyter_notebooks(as_type="dicts")
    assert await project.list_jupyter_notebooks(active=True) == []
    start(mock, "s1")
    assert len(await project.list_jupyter_notebooks(True)) == 1


async def test_create_keeps_the_content(project: AsyncDSSProject) -> None:
    content = await project.get_jupyter_notebook("my book").get_content()
    assert content.get_cells() == BOOK["cells"]
    assert content.get_metadata()["kernelspec"] == SPEC
    assert content.get_metadata()["creator"] == "admin"
    with pytest.raises(DSSBadRequest, match="already exists"):
        await project.create_jupyter_notebook("my book", BOOK)
    with pytest.raises(DSSBadRequest, match="no cells"):
        await project.create_jupyter_notebook("other", {"nbformat": 4})
    with pytest.raises(ValueError, match="notebook_name"):
        await project.create_jupyter_notebook("..", BOOK)


async def test_content_is_saved_and_otherwise_stays(project: AsyncDSSProject) -> None:
    notebook = project.get_jupyter_notebook("my book")
    content = await notebook.get_content()
    before = deepcopy(content.get_raw())
    await content.save()
    assert (await notebook.get_content()).get_raw() == before
    content.get_cells().append(TEXT)
    await content.save()
    assert len((await notebook.get_content()).get_cells()) == 3
    await notebook.delete()
    with pytest.raises(DSSNotFound, match="my book"):
        await content.save()


async def test_clear_outputs_keeps_the_code(project: AsyncDSSProject) -> None:
    notebook = project.get_jupyter_notebook("my book")
    await notebook.clear_outputs()
    cells = (await notebook.get_content()).get_cells()
    assert cells[0] == TEXT
    assert cells[1] == {**CODE, "outputs": [], "execution_count": None}


async def test_delete_ends_the_sessions(project: AsyncDSSProject, mock: DSSMock) -> None:
    start(mock, "s1")
    await project.get_jupyter_notebook("my book").delete()
    assert await project.list_jupyter_notebooks() == []
    assert await project.list_running_notebooks() == []


async def test_sessions_as_dicts_and_as_objects(project: AsyncDSSProject, mock: DSSMock) -> None:
    notebook = project.get_jupyter_notebook("my book")
    assert await notebook.get_sessions() == []
    start(mock, "s1", "s2")
    assert [each.get("sessionId") for each in await notebook.get_sessions()] == ["s1", "s2"]
    session = (await notebook.get_sessions(as_objects=True))[0]
    assert (session.session_id, session.kernel_id, session.kernel_pid) == ("s1", "k", None)
    assert "s1" in repr(session)
    await session.unload()
    assert [each.get("sessionId") for each in await notebook.get_sessions()] == ["s2"]
    with pytest.raises(DSSNotFound, match="s1"):
        await session.unload()


async def test_unload_stops_the_session(project: AsyncDSSProject, mock: DSSMock) -> None:
    notebook = project.get_jupyter_notebook("my book")
    with pytest.raises(DataikuException, match="not running"):
        await notebook.unload()
    start(mock, "s1", "s2")
    with pytest.raises(DataikuException, match="choose one"):
        await notebook.unload()
    await notebook.unload("s1")
    await notebook.unload()
    assert await notebook.get_sessions() == []


async def test_notebook_that_never_ran_has_a_state(client: AsyncDSSClient, mock: DSSMock) -> None:
    from dataikuapi.aio.dss.notebook import AsyncDSSNotebook

    plant_project(mock)
    await client.get_project("SALES").create_jupyter_notebook("new", BOOK)
    assert await AsyncDSSNotebook(client, "SALES", "new").get_sessions() == []


async def test_discussions_are_about_the_notebook(project: AsyncDSSProject) -> None:
    discussions = project.get_jupyter_notebook("my book").get_object_discussions()
    assert (discussions.object_type, discussions.object_id) == ("JUPYTER_NOTEBOOK", "my book")
