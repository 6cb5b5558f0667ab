"""Notebooks: Jupyter's, and those of queries."""

from __future__ import annotations

from typing import Any, Final

from tests.parity.scene import Scene

CODE: Final = {"cell_type": "code", "metadata": {}, "source": ["1 + 1"], "execution_count": 3}
BOOK: Final[dict[str, Any]] = {
    "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    "nbformat": 4,
    "nbformat_minor": 5,
    "cells": [{**CODE, "outputs": [{"output_type": "stream", "text": ["2"]}]}],
}


def jupyter(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    see("list", project.list_jupyter_notebooks())
    see("list active", project.list_jupyter_notebooks(active=True))
    [item] = see("items", project.list_jupyter_notebooks(as_type="listitems"))
    see("item", [item.name, item.language, item.kernel_spec, item.tags, item.to_notebook()])
    see.error("as nothing", project.list_jupyter_notebooks, as_type="dicts")
    notebook = see("create", project.create_jupyter_notebook("Sums & more", BOOK))
    content = see("content", notebook.get_content())
    see("parts", [content.get_raw(), content.get_metadata(), content.get_cells()])
    content.get_cells().append({**CODE, "outputs": []})
    see("save", content.save())
    see("saved", notebook.get_content().get_cells())
    see("clear", notebook.clear_outputs())
    see("cleared", notebook.get_content().get_cells())
    see("discussions", notebook.get_object_discussions().list_discussions())
    see.error("unload what does not run", notebook.unload)
    see("no sessions", notebook.get_sessions())
    running = see("get", project.get_jupyter_notebook(item.name))
    sessions = see("sessions", running.get_sessions())
    see("sessions as objects", running.get_sessions(as_objects=True))
    if sessions:
        see("unload", running.unload(sessions[0]["sessionId"]))
    see("unloaded", running.get_sessions())
    see.error("create twice", project.create_jupyter_notebook, "Sums & more", BOOK)
    see("delete", notebook.delete())
    see.error("read what is gone", notebook.get_content)


def sessions(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    notebook = project.list_jupyter_notebooks()[0]
    for session in see("all", notebook.get_sessions(True))[:1]:
        see("unload", session.unload())
        see.error("unload again", session.unload)
    see("none left", project.list_jupyter_notebooks(active=True))


def sql(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    [item] = see("list", project.list_sql_notebooks())
    see("item", [item.id, item.language, item.connection, item.tags, item.to_notebook()])
    see("as objects", project.list_sql_notebooks(as_type="objects"))
    see.error("as nothing", project.list_sql_notebooks, as_type="dicts")
    cells = [{"id": "c1", "type": "QUERY", "name": "One", "code": "select 1"}]
    wish = {"projectKey": "PENGUINS", "connection": "warehouse", "cells": cells}
    notebook = see("create", project.create_sql_notebook(wish))
    content = see("content", notebook.get_content())
    see("parts", [content.get_raw(), content.connection, content.cells])
    content.cells = [*content.cells, {"id": "c2", "type": "QUERY", "code": "select 2"}]
    content.connection = "lake"
    see("changed", content.get_raw())
    content.connection = "warehouse"
    see("save", content.save())
    see("saved", project.get_sql_notebook(notebook.notebook_id).get_content().get_raw())
    history = see("history", notebook.get_history())
    history.history["c1"] = {
        f"r{number}": {"id": f"r{number}", "runOn": number, "state": "DONE"} for number in (1, 2)
    }
    see("save history", history.save())
    history = notebook.get_history()
    runs = see("runs", history.get_query_runs("c1"))
    see("raw", runs[0].get_raw())
    see("delete a run", runs[0].delete())
    see("save without it", history.save())
    see("runs again", notebook.get_history().get_query_runs("c1"))
    see.error("runs as nothing", history.get_query_runs, "c1", as_type="dicts")
    see.error("runs of nothing", history.get_query_runs, "none")
    see("clear", notebook.clear_history("c1", 1))
    see("clear all", notebook.clear_history())
    see("history at the end", notebook.get_history().history)
    see("discussions", notebook.get_object_discussions().list_discussions())
    see("delete", notebook.delete())
    see.error("read what is gone", notebook.get_content)
    see.error("create nowhere", project.create_sql_notebook, {**wish, "connection": "none"})
