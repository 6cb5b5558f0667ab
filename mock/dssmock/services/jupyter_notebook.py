"""Handlers of Jupyter notebooks; their sessions stand in the table of what runs."""

from __future__ import annotations

from typing import Any, Final

from dssmock import errors
from dssmock.core import Call, handles
from dssmock.services._identifiers import check_id
from dssmock.services._object_state import WRITE, require, rows_of
from dssmock.services.notebook import key_of

TABLE: Final = "jupyter_notebooks"
LANGUAGES: Final = {"python": "python", "R": "R", "ir": "R", "scala": "toree", "toree": "toree"}


def of(call: Call, right: str = "readProjectContent") -> dict[str, Any]:
    """The notebook that is meant.

    Raises:
        errors.NotFound: the project has none of this name.
    """
    return require(call, TABLE, "notebook", call.path["notebook_name"], right)


def row_of(notebook: dict[str, Any]) -> str:
    """Identifier of a notebook in its table."""
    return f"{notebook['projectKey']}.{notebook['name']}"


def sessions_of(call: Call, name: str) -> list[dict[str, Any]]:
    """The sessions of a notebook."""
    running = call.dss.table("notebooks").find(key_of(call.path["project_key"], name)) or {}
    return running.get("activeSessions") or []


def check_content(content: dict[str, Any]) -> dict[str, Any]:
    """Refuse what is no notebook.

    Raises:
        errors.BadRequest: it has no cells.
    """
    if not isinstance(content.get("cells"), list):
        raise errors.BadRequest("The content is no notebook: it has no cells")
    return content


@handles("jupyter_notebook_list")
def list_notebooks(call: Call) -> list[dict[str, Any]]:
    key = call.path["project_key"]
    call.require_project(key)
    found = []
    for notebook in rows_of(call.dss, TABLE, key):
        name = notebook["name"]
        if call.query.get("active", False) and not sessions_of(call, name):
            continue
        metadata = notebook["content"].get("metadata") or {}
        spec = metadata.get("kernelspec") or {}
        language = str(spec.get("language") or "python")
        found.append(
            {
                "name": name,
                "projectKey": key,
                "language": LANGUAGES.get(language, language),
                "kernelSpec": spec,
                "tags": metadata.get("tags") or [],
            }
        )
    return found


@handles("jupyter_notebook_get")
def get(call: Call) -> dict[str, Any]:
    return of(call)["content"]


@handles("jupyter_notebook_create")
def create(call: Call) -> dict[str, Any]:
    key, name = call.path["project_key"], call.path["notebook_name"]
    call.require_project(key, WRITE)
    check_id("notebook", name)
    now = call.dss.clock.now_ms()
    content = check_content(call.body)
    made = {"creator": call.auth.name, "createdOn": now, "modifiedBy": call.auth.name}
    content = {**content, "metadata": {**made, **(content.get("metadata") or {})}}
    document = {"projectKey": key, "name": name, "content": content}
    call.dss.table(TABLE).add(row_of(document), document)
    return {"msg": f"Created notebook {name}"}


@handles("jupyter_notebook_update")
def update(call: Call) -> dict[str, Any]:
    notebook = of(call, WRITE)
    notebook["content"] = check_content(call.body)
    call.dss.table(TABLE).put(row_of(notebook), notebook)
    return {"msg": f"Saved notebook {notebook['name']}"}


@handles("jupyter_notebook_delete")
def delete(call: Call) -> dict[str, Any]:
    notebook = of(call, WRITE)
    call.dss.table(TABLE).delete(row_of(notebook))
    running = key_of(notebook["projectKey"], notebook["name"])
    if running in call.dss.table("notebooks"):
        call.dss.table("notebooks").delete(running)
    return {"msg": f"Deleted notebook {notebook['name']}"}


@handles("jupyter_notebook_clear_outputs")
def clear_outputs(call: Call) -> dict[str, Any]:
    notebook = of(call, WRITE)
    for cell in notebook["content"]["cells"]:
        if cell.get("cell_type") == "code":
            cell.update(outputs=[], execution_count=None)
    call.dss.table(TABLE).put(row_of(notebook), notebook)
    return {"msg": f"Cleared the outputs of notebook {notebook['name']}"}


@handles("jupyter_notebook_list_sessions")
def list_sessions(call: Call) -> list[dict[str, Any]]:
    return sessions_of(call, of(call)["name"])


@handles("jupyter_notebook_unload")
def unload(call: Call) -> dict[str, Any]:
    notebook, id = of(call, WRITE), call.path["session_id"]
    row = key_of(notebook["projectKey"], notebook["name"])
    before = sessions_of(call, notebook["name"])
    left = [one for one in before if one.get("sessionId") != id]
    if len(left) == len(before):
        raise errors.NotFound(f"session does not exist: {id}")
    with call.dss.table("notebooks").edit(row) as document:
        document["activeSessions"] = left
    return {"msg": f"Session {id} of {notebook['name']} stopped"}
