"""A small document with one operation of each kind, and handlers for it."""

from __future__ import annotations

from typing import Any

from dssmock import errors
from dssmock.core import EMPTY, Binary, Call, DSSMock, Text


def answer(schema: dict[str, Any], media: str = "application/json") -> dict[str, Any]:
    return {"200": {"description": "Done", "content": {media: {"schema": schema}}}}


def operation(name: str, responses: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"operationId": name, "tags": [name.split("_")[0]], "responses": responses, **more}


def body(schema: dict[str, Any], media: str = "application/json", **more: Any) -> dict[str, Any]:
    return {"content": {media: {"schema": schema}}, **more}


def query(name: str, schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": schema, **more}


def in_path(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}, **more}


THING = {"$ref": "#/components/schemas/Thing"}
THINGS = {"type": "array", "items": THING}
FUTURE = {"$ref": "#/components/schemas/FutureState"}
DONE = {"200": {"$ref": "#/components/responses/Done"}}
UPLOAD = {
    "type": "object",
    "required": ["file"],
    "additionalProperties": False,
    "properties": {
        "file": {"type": "string", "format": "binary"},
        "label": {"type": "string"},
    },
}

DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "tiny", "version": "1"},
    "paths": {
        "/things/": {
            "get": operation(
                "thing_list",
                answer(THINGS),
                parameters=[
                    query("deep", {"type": "boolean"}),
                    query("limit", {"type": ["integer", "null"]}),
                    query("ratio", {"type": "number"}),
                    query("tags", {"type": "array", "items": {"type": "string"}}),
                    query("name", {"type": "string"}),
                ],
            ),
            "post": operation(
                "thing_create",
                answer(THING),
                requestBody=body({"$ref": "#/components/schemas/ThingRequest"}, required=True),
            ),
        },
        "/things/{thing_id}": {
            "parameters": [in_path("thing_id")],
            "get": operation("thing_get", answer(THING)),
            "put": operation("thing_update", DONE, requestBody=body(THING)),
            "delete": operation("thing_delete", DONE),
        },
        "/things/{thing_id}/files/{path}": {
            "parameters": [in_path("thing_id"), in_path("path", **{"x-dss-slashes": True})],
            "get": operation(
                "thing_read", answer({"type": "string", "format": "binary"}, "application/zip")
            ),
            "post": operation(
                "thing_write",
                DONE,
                requestBody=body(
                    {"type": "string", "format": "binary"}, "application/octet-stream"
                ),
            ),
        },
        "/things/actions/upload": {
            "post": operation(
                "thing_upload",
                answer(THING),
                requestBody=body(UPLOAD, "multipart/form-data"),
            )
        },
        "/things/actions/needs": {
            "get": operation(
                "thing_needs", answer(THING), parameters=[query("name", {}, required=True)]
            )
        },
        "/things/actions/log": {
            "get": operation("thing_log", answer({"type": "string"}, "text/plain"))
        },
        "/things/actions/many": {
            "post": operation(
                "thing_many",
                answer(THING),
                requestBody=body({"type": "array", "items": {"type": "string"}}),
            )
        },
        "/things/actions/wrong": {"get": operation("thing_wrong", answer(THING))},
        "/things/actions/run": {
            "post": operation(
                "thing_run",
                answer(FUTURE),
                parameters=[query("wait", {"type": "boolean"})],
                requestBody=body({"type": "object"}),
            )
        },
        "/things/actions/missing": {"get": operation("thing_missing", answer(THING))},
        "/old/": {"get": operation("old_list", answer(THINGS), **{"x-dss-until": "12.6"})},
        "/new/": {"get": operation("new_list", answer(THINGS), **{"x-dss-since": "13.1"})},
        "/open": {"get": operation("open_get", answer(THING), security=[])},
        "/admin/things": {"get": operation("thing_admin", answer(THINGS))},
        "/projects/{project_key}": {
            "parameters": [in_path("project_key")],
            "get": operation("project_get", answer({"type": "object"})),
        },
        "/futures/": {
            "get": operation(
                "future_list",
                answer({"type": "array", "items": FUTURE}),
                parameters=[
                    query("withScenarios", {"type": "boolean"}),
                    query("withNotScenarios", {"type": "boolean"}),
                    query("allUsers", {"type": "boolean"}),
                ],
            )
        },
        "/futures/{job_id}": {
            "parameters": [in_path("job_id")],
            "get": operation(
                "future_get", answer(FUTURE), parameters=[query("peek", {"type": "boolean"})]
            ),
            "delete": operation("future_abort", DONE),
        },
    },
    "components": {
        "responses": {"Done": {"description": "Done"}},
        "schemas": {
            "Thing": {
                "type": "object",
                "required": ["id"],
                "additionalProperties": True,
                "properties": {"id": {"type": "string"}, "size": {"type": ["integer", "null"]}},
            },
            "ThingRequest": {
                "type": "object",
                "required": ["id"],
                "additionalProperties": False,
                "properties": {
                    "id": {"type": "string"},
                    "size": {"type": ["integer", "null"]},
                    "inner": {
                        "anyOf": [{"$ref": "#/components/schemas/InnerRequest"}, {"type": "null"}]
                    },
                },
            },
            "InnerRequest": {
                "type": "object",
                "additionalProperties": False,
                "properties": {"a": {"type": "integer"}},
            },
            "FutureState": {
                "type": "object",
                "additionalProperties": True,
                "properties": {"jobId": {"type": ["string", "null"]}},
            },
        },
    },
}


def create(call: Call) -> Any:
    call.dss.table("things").add(call.body["id"], call.body)
    return call.body


def update(call: Call) -> Any:
    with call.dss.table("things").edit(call.path["thing_id"]) as thing:
        thing.update(call.body)


def write(call: Call) -> Any:
    call.dss.blobs.put("/".join(call.path.values()), call.raw)
    return EMPTY


def read(call: Call) -> Any:
    data = call.dss.blobs.get("/".join(call.path.values()))
    return Binary(iter([data[:1], data[1:]]), filename="it.zip")


def upload(call: Call) -> Any:
    file = call.files["file"]
    return {
        "id": file.filename,
        "size": len(file.data),
        "form": call.form,
        "type": file.content_type,
    }


def delete(call: Call) -> Any:
    call.dss.table("things").delete(call.path["thing_id"])
    return EMPTY


def run(call: Call) -> Any:
    if call.query.get("wait") is not None:
        return call.wait_or_future(lambda: {"answer": 42})
    return call.dss.futures.start(call, lambda: {"answer": 42}, duration_ms=1000)


def admin(call: Call) -> Any:
    call.require_admin()
    return call.dss.table("things").values()


def echo_query(call: Call) -> Any:
    return [{"id": "query", **call.query}]


def future_list(call: Call) -> Any:
    from dssmock.services import future

    return future.list_running(call)


def future_get(call: Call) -> Any:
    from dssmock.services import future

    return future.get(call)


def future_abort(call: Call) -> Any:
    from dssmock.services import future

    return future.abort(call)


def crash(call: Call) -> Any:
    return {"id": 5}


HANDLERS = {
    "thing_list": echo_query,
    "thing_create": create,
    "thing_get": lambda call: call.dss.table("things").get(call.path["thing_id"]),
    "thing_update": update,
    "thing_delete": delete,
    "thing_read": read,
    "thing_write": write,
    "thing_upload": upload,
    "thing_needs": lambda call: {"id": call.query["name"]},
    "thing_log": lambda call: Text("línea\n"),
    "thing_many": lambda call: {"id": "many", "body": call.body},
    "thing_wrong": crash,
    "thing_run": run,
    "thing_admin": admin,
    "old_list": lambda call: [],
    "new_list": lambda call: [],
    "open_get": lambda call: {"id": "open", "kind": call.auth.kind},
    "project_get": lambda call: call.require_project(call.path["project_key"]),
    "future_list": future_list,
    "future_get": future_get,
    "future_abort": future_abort,
}


def make_mock(**options: Any) -> DSSMock:
    """A mock of the tiny document; ``handlers`` in the options come on top of the usual ones."""
    handlers = {**HANDLERS, **options.pop("handlers", {})}
    return DSSMock(bundle=DOCUMENT, handlers=handlers, **options)


def add_user(mock: DSSMock, login: str, *groups: str, **more: Any) -> str:
    """Add a user with a personal key; gives the key."""
    mock.table("users").put(login, {"login": login, "groups": list(groups), **more})
    key = f"key-of-{login}"
    mock.table("personal_api_keys").put(key, {"id": f"id-{login}", "key": key, "user": login})
    return key


def fail(message: str) -> Any:
    """A handler, or the work of a task, that fails."""

    def raising(*_: Any) -> Any:
        raise errors.ServerError(message, errors.CODED)

    return raising
