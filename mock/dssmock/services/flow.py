"""Handlers of the flow as a whole: its graph and its documentation."""

from __future__ import annotations

from typing import Any

from dssmock import errors
from dssmock.core import Binary, Call, handles
from dssmock.services import _flow_docx as docx
from dssmock.services import _flow_graph as graphs
from dssmock.services import _managed_folder_state as folders
from dssmock.services import _object_state as objects
from dssmock.services._plugin_archive import uploaded

TABLE = "flow_documentations"


@handles("flow_get_graph")
def get_graph(call: Call) -> dict[str, Any]:
    key = call.path["project_key"]
    call.require_project(key)
    return {"nodes": graphs.nodes(call.dss, key)}


@handles("flow_generate_documentation")
def generate(call: Call) -> dict[str, Any]:
    call.require_project(call.path["project_key"])
    return _start(call, None)


@handles("flow_generate_documentation_from_template")
def generate_from_template(call: Call) -> dict[str, Any]:
    call.require_project(call.path["project_key"])
    return _start(call, uploaded(call.files).data)


@handles("flow_generate_documentation_from_folder")
def generate_from_folder(call: Call) -> dict[str, Any]:
    key = call.path["project_key"]
    call.require_project(key)
    folder = folders.find(call.dss, key, call.query["folderId"])
    return _start(call, folders.read(call.dss, key, folder["id"], call.query["path"]))


def _start(call: Call, template: bytes | None) -> dict[str, Any]:
    """Start to write a documentation; a template that is none is refused at once."""
    key, dss = call.path["project_key"], call.dss
    if template is not None:
        docx.check(template)

    def work() -> dict[str, Any]:
        id = dss.ids.short(8)
        lines = [f"Flow of the project {key}"]
        for name, node in graphs.nodes(dss, key).items():
            after = f", followed by {', '.join(node['successors'])}" if node["successors"] else ""
            lines.append(f"{graphs.KINDS[node['type']]} {name}{after}")
        dss.blobs.put(_blob(key, id), docx.write(lines, template))
        dss.table(TABLE).add(f"{key}.{id}", {"projectKey": key, "id": id})
        return {"exportId": id}

    payload = {
        "type": "FLOW_DOCUMENTATION",
        "displayName": f"Write the documentation of the flow of {key}",
        "targets": [{"projectKey": key, "objectType": "PROJECT", "objectId": key}],
        "extras": {},
    }
    return dss.futures.start(call, work, payload=payload)


def _blob(key: str, id: str) -> str:
    return f"flow_documentation/{key}.{id}"


@handles("flow_download_documentation")
def download(call: Call) -> Binary:
    id = call.path["export_id"]
    found = objects.require(call, TABLE, "flow documentation", id)
    key = found["projectKey"]
    if _blob(key, id) not in call.dss.blobs:
        raise errors.NotFound(f"flow documentation does not exist: {key}.{id}")
    return Binary(call.dss.blobs.get(_blob(key, id)), f"flow_{key}.docx")
