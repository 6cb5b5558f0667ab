"""Handlers of SQL notebooks and of what their cells ran."""

from __future__ import annotations

from typing import Any, Final

from dssmock import errors
from dssmock.core import EMPTY, Call, Empty, handles
from dssmock.services._object_state import WRITE, require, rows_of

TABLE, HISTORY = "sql_notebooks", "sql_notebook_histories"
USUAL: Final = {"language": "SQL", "tags": []}


def of(call: Call, right: str = "readProjectContent") -> dict[str, Any]:
    """The notebook that is meant.

    Raises:
        errors.NotFound: the project has none of this identifier.
    """
    return require(call, TABLE, "notebook", call.path["notebook_id"], right)


def row_of(notebook: dict[str, Any]) -> str:
    """Identifier of a notebook in its tables."""
    return f"{notebook['projectKey']}.{notebook['id']}"


def checked(call: Call, content: dict[str, Any]) -> dict[str, Any]:
    """A content whose cells have identifiers.

    Raises:
        errors.BadRequest: it is of another project, or names no connection that exists.
    """
    if content.get("projectKey") != call.path["project_key"]:
        raise errors.BadRequest(f"The notebook is of project {content.get('projectKey')!r}")
    connection = content.get("connection")
    if connection and connection not in call.dss.table("connections"):
        raise errors.BadRequest(f"Connection '{connection}' does not exist")
    cells = [
        {**cell, "id": cell.get("id") or call.dss.ids.short(8)}
        for cell in content.get("cells") or []
    ]
    return {**content, "cells": cells}


@handles("sql_notebook_list")
def list_notebooks(call: Call) -> list[dict[str, Any]]:
    key = call.path["project_key"]
    call.require_project(key)
    shown = ("id", "projectKey", "language", "connection", "tags")
    return [
        {name: notebook.get(name, USUAL.get(name)) for name in shown}
        for notebook in rows_of(call.dss, TABLE, key)
    ]


@handles("sql_notebook_create")
def create(call: Call) -> dict[str, Any]:
    key = call.path["project_key"]
    call.require_project(key, WRITE)
    document = {**USUAL, **checked(call, call.body), "id": call.dss.ids.short(7)}
    call.dss.table(TABLE).add(row_of(document), document)
    return document


@handles("sql_notebook_get")
def get(call: Call) -> dict[str, Any]:
    return of(call)


@handles("sql_notebook_update")
def update(call: Call) -> dict[str, Any]:
    old = of(call, WRITE)
    call.dss.table(TABLE).put(row_of(old), {**checked(call, call.body), "id": old["id"]})
    return {"msg": f"Saved notebook {old['id']}"}


@handles("sql_notebook_delete")
def delete(call: Call) -> dict[str, Any]:
    notebook = of(call, WRITE)
    row = row_of(notebook)
    call.dss.table(TABLE).delete(row)
    if row in call.dss.table(HISTORY):
        call.dss.table(HISTORY).delete(row)
    return {"msg": f"Deleted notebook {notebook['id']}"}


def history_of(call: Call, notebook: dict[str, Any]) -> dict[str, Any]:
    """The runs of all cells; a cell that never ran has none."""
    kept = call.dss.table(HISTORY).find(row_of(notebook)) or {}
    return {cell["id"]: [] for cell in notebook.get("cells") or []} | kept


@handles("sql_notebook_get_history")
def get_history(call: Call) -> dict[str, Any]:
    return history_of(call, of(call))


@handles("sql_notebook_update_history")
def update_history(call: Call) -> Empty:
    call.dss.table(HISTORY).put(row_of(of(call, WRITE)), call.body)
    return EMPTY


@handles("sql_notebook_clear_history")
def clear_history(call: Call) -> Empty:
    notebook = of(call, WRITE)
    wanted, keep = call.body.get("cellId"), call.body.get("numRunsToRetain") or 0
    history = history_of(call, notebook)
    if wanted is not None and wanted not in history:
        raise errors.NotFound(f"cell does not exist: {wanted}")
    for cell, runs in history.items():
        if wanted in (None, cell):
            newest = sorted(runs, key=lambda run: run.get("runOn") or 0, reverse=True)[:keep]
            history[cell] = [run for run in runs if run in newest]
    call.dss.table(HISTORY).put(row_of(notebook), history)
    return EMPTY
