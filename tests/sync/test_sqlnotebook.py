# Derived by `tox -e generate` from tests/aio/test_sqlnotebook.py. Do not edit.
"""SQL notebooks: list, create, content, history."""

from __future__ import annotations

from typing import Any

import pytest

from dataikuapi import DSSBadRequest, DSSNotFound
from dataikuapi.dss.project import DSSProject
from dataikuapi.dss.sqlnotebook import DSSSQLNotebook
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.flows import plant_project

CELLS = [{"id": "c1", "type": "QUERY", "name": "One", "code": "select 1"}, {"code": "select 2"}]
CONTENT: dict[str, Any] = {"projectKey": "SALES", "connection": "db", "cells": CELLS}
RUNS = {"c1": [{"id": f"r{number}", "runOn": number, "state": "DONE"} for number in (1, 2, 3)]}


@pytest.fixture
def project(client: DSSClient, mock: DSSMock) -> DSSProject:
    """A project, and a database."""
    plant_project(mock)
    mock.table("connections").put("db", {"name": "db", "type": "PostgreSQL"})
    return client.get_project("SALES")


@pytest.fixture
def notebook(project: DSSProject, mock: DSSMock) -> DSSSQLNotebook:
    """A notebook whose first cell has run three times."""
    notebook = project.create_sql_notebook(CONTENT)
    mock.table("sql_notebook_histories").put(f"SALES.{notebook.notebook_id}", RUNS)
    return notebook


def test_create_gives_identifiers(project: DSSProject, notebook: DSSSQLNotebook) -> None:
    content = notebook.get_content()
    assert content.cells[0] == CELLS[0]
    assert content.cells[1]["id"]
    assert content.connection == "db"
    assert content.get_raw()["id"] == notebook.notebook_id
    with pytest.raises(DSSBadRequest, match="OTHER"):
        project.create_sql_notebook({**CONTENT, "projectKey": "OTHER"})
    with pytest.raises(DSSBadRequest, match="nowhere"):
        project.create_sql_notebook({**CONTENT, "connection": "nowhere"})


def test_list_as_items_and_objects(project: DSSProject, notebook: DSSSQLNotebook) -> None:
    item = (project.list_sql_notebooks())[0]
    assert (item.id, item.language, item.connection) == (notebook.notebook_id, "SQL", "db")
    assert item.tags == []
    assert repr(item.to_notebook()) == repr(notebook)
    handles = project.list_sql_notebooks("objects")
    assert [handle.notebook_id for handle in handles] == [notebook.notebook_id]
    with pytest.raises(ValueError, match="as_type"):
        project.list_sql_notebooks("dicts")


def test_content_is_saved(notebook: DSSSQLNotebook) -> None:
    content = notebook.get_content()
    content.connection = "db"
    content.cells = [*content.cells, {"id": "c3", "code": "select 3"}]
    content.save()
    again = notebook.get_content()
    assert again.get_raw() == content.get_raw()
    again.save()
    assert (notebook.get_content()).get_raw() == content.get_raw()


def test_history_by_cell(notebook: DSSSQLNotebook) -> None:
    history = notebook.get_history()
    runs = history.get_query_runs("c1")
    assert [run.get_raw()["id"] for run in runs] == ["r1", "r2", "r3"]
    runs[1].delete()
    history.save()
    again = notebook.get_history()
    assert [run.get_raw()["id"] for run in again.get_query_runs("c1")] == ["r1", "r3"]
    with pytest.raises(ValueError, match="as_type"):
        history.get_query_runs("c1", as_type="objects")
    with pytest.raises(KeyError):
        history.get_query_runs("nothing")


def test_clear_history_keeps_the_newest(notebook: DSSSQLNotebook, mock: DSSMock) -> None:
    notebook.clear_history("c1", 2)
    assert mock.calls[-1].body == {"cellId": "c1", "numRunsToRetain": 2}
    assert list((notebook.get_history()).history["c1"]) == ["r2", "r3"]
    notebook.clear_history()
    assert (notebook.get_history()).history["c1"] == {}
    with pytest.raises(DSSNotFound, match="nothing"):
        notebook.clear_history("nothing")


def test_delete_takes_the_history_along(
    project: DSSProject, notebook: DSSSQLNotebook, mock: DSSMock
) -> None:
    notebook.delete()
    assert project.list_sql_notebooks() == []
    assert mock.table("sql_notebook_histories").ids() == []
    with pytest.raises(DSSNotFound, match=notebook.notebook_id):
        notebook.get_content()
    other = project.create_sql_notebook({"projectKey": "SALES"})
    other.delete()
    assert project.list_sql_notebooks() == []


def test_discussions_are_about_the_notebook(notebook: DSSSQLNotebook) -> None:
    discussions = notebook.get_object_discussions()
    assert (discussions.object_type, discussions.object_id) == (
        "SQL_NOTEBOOK", notebook.notebook_id,
    )  # fmt: skip
