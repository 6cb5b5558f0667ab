"""Handlers of streaming endpoints.

The messages that a stream has can be told to the mock: ``mock.table("stream_messages")`` holds,
as ``KEY.name``, ``{"messages": [{"column": value}]}``; from these the columns are detected.
"""

from __future__ import annotations

from typing import Any, Final

from dssmock import errors
from dssmock.activities import recipe_of, refs, whole
from dssmock.core import EMPTY, Call, Empty, handles
from dssmock.services._identifiers import check_id
from dssmock.services._object_state import WRITE, begun, replaced, require, rows_of

TABLE, MESSAGES = "streaming_endpoints", "stream_messages"
SENT: Final = {"Kafka": "kafka", "kafka": "kafka", "SQS": "SQS", "KDBPlus": "kdbplustick"}
MANAGED: Final = ("kafka", "SQS")
SIDES: Final = (("RECIPE_INPUT", "inputs"), ("RECIPE_OUTPUT", "outputs"))


def of(call: Call, right: str = "readProjectContent") -> dict[str, Any]:
    """The endpoint that is meant.

    Raises:
        errors.NotFound: the project has none of this name.
    """
    return require(call, TABLE, "streaming endpoint", call.path["endpoint_id"], right)


def row_of(endpoint: dict[str, Any]) -> str:
    """Identifier of an endpoint in its table."""
    return f"{endpoint['projectKey']}.{endpoint['id']}"


def add(call: Call, id: str, kind: str, params: dict[str, Any]) -> dict[str, Any]:
    """Keep a new endpoint; gives what to answer.

    Raises:
        errors.BadRequest: the name cannot be one, or is taken by an endpoint or a dataset.
    """
    key = call.path["project_key"]
    call.require_project(key, WRITE)
    check_id("streaming endpoint", id)
    if f"{key}.{id}" in call.dss.table("datasets"):
        raise errors.BadRequest(f"dataset already exists: {key}.{id}")
    document = {
        "id": id,
        "projectKey": key,
        "type": kind,
        "params": params,
        "schema": {"columns": []},
        "tags": [],
    }
    call.dss.table(TABLE).add(f"{key}.{id}", begun(call, document))
    return {"msg": f"Created streaming endpoint {id}"}


@handles("streaming_endpoint_list")
def list_endpoints(call: Call) -> list[dict[str, Any]]:
    key = call.path["project_key"]
    call.require_project(key)
    return rows_of(call.dss, TABLE, key)


@handles("streaming_endpoint_create")
def create(call: Call) -> dict[str, Any]:
    body = call.body
    if body.get("projectKey") not in (None, call.path["project_key"]):
        raise errors.BadRequest(f"The endpoint is of project {body['projectKey']}")
    return add(call, body["id"], body["type"], body.get("params") or {})


@handles("streaming_endpoint_create_managed")
def create_managed(call: Call) -> dict[str, Any]:
    body = call.body
    settings = body.get("creationSettings") or {}
    name = settings.get("connectionId")
    connection = call.dss.table("connections").find(name) if name else None
    if connection is None:
        raise errors.BadRequest(f"Connection '{name}' does not exist")
    kind = body.get("type") or SENT.get(connection["type"])
    if kind not in MANAGED:
        raise errors.BadRequest(f"No managed streams on connection '{name}'")
    queue = "topic" if kind == "kafka" else "queueName"
    params = {
        "connection": name,
        queue: f"{call.path['project_key']}_{body['id']}",
        "formatType": settings.get("formatOptionId") or "json",
    }
    return add(call, body["id"], kind, params)


@handles("streaming_endpoint_get")
def get(call: Call) -> dict[str, Any]:
    return of(call)


@handles("streaming_endpoint_update")
def update(call: Call) -> Empty:
    old = of(call, WRITE)
    call.dss.table(TABLE).put(row_of(old), replaced(call, old, call.body))
    return EMPTY


@handles("streaming_endpoint_delete")
def delete(call: Call) -> Empty:
    endpoint = of(call, WRITE)
    for usage in usages_of(call, endpoint):
        row = f"{usage['objectProjectKey']}.{usage['objectId']}"
        if row in call.dss.table("recipes"):
            call.dss.table("recipes").delete(row)
    call.dss.table(TABLE).delete(row_of(endpoint))
    return EMPTY


@handles("streaming_endpoint_get_schema")
def get_schema(call: Call) -> dict[str, Any]:
    return of(call).get("schema") or {"columns": []}


@handles("streaming_endpoint_update_schema")
def update_schema(call: Call) -> dict[str, Any]:
    old = of(call, WRITE)
    call.dss.table(TABLE).put(row_of(old), replaced(call, old, {**old, "schema": call.body}))
    return {"msg": f"Saved the schema of {old['id']}"}


def usages_of(call: Call, endpoint: dict[str, Any]) -> list[dict[str, Any]]:
    """The recipes that read or write an endpoint."""
    place = endpoint["projectKey"], endpoint["id"]
    found = []
    for row, document in call.dss.table("recipes").items():
        key, _, name = row.partition(".")
        recipe = recipe_of(document) or {}
        for kind, side in SIDES:
            if any(whole(key, ref) == place for ref in refs(recipe, side)):
                found.append({"type": kind, "objectId": name, "objectProjectKey": key})
    return found


@handles("streaming_endpoint_list_usages")
def list_usages(call: Call) -> list[dict[str, Any]]:
    return usages_of(call, of(call))


@handles("streaming_endpoint_test_kafka", "streaming_endpoint_test_httpsse")
def detect(call: Call) -> dict[str, Any]:
    endpoint = of(call, WRITE)
    kind = "kafka" if call.operation.endswith("kafka") else "httpsse"
    if endpoint["type"] != kind:
        raise errors.BadRequest(f"Streaming endpoint {endpoint['id']} is no {kind}")
    limit = call.body.get("limit")
    kept = call.dss.table(MESSAGES).find(row_of(endpoint)) or {}
    messages = kept.get("messages", [])[: 10 if limit is None else limit]
    typed = bool(call.body.get("inferStorageTypes"))
    return call.dss.futures.start(call, lambda: _detected(endpoint, messages, typed))


def _detected(
    endpoint: dict[str, Any], messages: list[dict[str, Any]], typed: bool
) -> dict[str, Any]:
    """What was read of a stream, and which columns it has; none when nothing was read."""
    names = list(dict.fromkeys(name for message in messages for name in message))
    rows = [[message.get(name) for name in names] for message in messages]
    columns = [
        {"name": name, "type": _type([message.get(name) for message in messages], typed)}
        for name in names
    ]
    schema = endpoint.get("schema") or {}
    known = [column["name"] for column in schema.get("columns") or []]
    return {
        "table": {"columns": columns, "rows": rows},
        "schemaDetection": {
            "detectedSchema": {"columns": columns} if messages else None,
            "detectedButNotInSchema": [name for name in names if name not in known],
            "inSchemaButNotDetected": [name for name in known if name not in names],
        },
    }


def _type(values: list[Any], typed: bool) -> str:
    """The type of a column whose values are these."""
    kinds = {type(value) for value in values if value is not None}
    if typed and kinds == {bool}:
        return "boolean"
    if typed and kinds == {int}:
        return "bigint"
    return "double" if typed and kinds and kinds <= {int, float} else "string"
