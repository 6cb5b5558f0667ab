"""Handlers of datasets: definitions, schemas, metadata, what uses them."""

from __future__ import annotations

from typing import Any

from dssmock import errors
from dssmock.core import EMPTY, Call, Empty, handles
from dssmock.services import _dataset_links as links
from dssmock.services import _dataset_managed as managed
from dssmock.services import _dataset_state as state
from dssmock.services import _dataset_write as writing
from dssmock.services import _object_state as objects

# What the metadata of a dataset is called there, and in its definition.
METADATA = {
    "shortDesc": "shortDesc",
    "description": "description",
    "tags": "tags",
    "checklists": "checklists",
    "custom": "customMeta",
    "customFields": "customFields",
}
MOST_LINEAGE = 100


@handles("dataset_list")
def list_datasets(call: Call) -> list[dict[str, Any]]:
    key = call.path["project_key"]
    call.require_project(key)
    found = objects.rows_of(call.dss, state.TABLE, key)
    if call.query.get("foreign"):
        found += state.shared_with(call.dss, key)
    wanted = set(call.query.get("tags") or [])
    return [each for each in found if not wanted or wanted & set(each.get("tags") or [])]


@handles("dataset_create")
def create(call: Call) -> dict[str, Any]:
    key, body = call.path["project_key"], call.body
    call.require_project(key, objects.WRITE)
    if body.get("projectKey") not in (None, key):
        raise errors.BadRequest(f"The dataset is of another project: {body['projectKey']}")
    if not body["type"].strip():
        raise errors.BadRequest("A dataset needs a type")
    state.add(call.dss, key, body["name"], body["type"], body, call.auth.name)
    return {"msg": f"Created dataset {key}.{body['name']}"}


@handles("dataset_create_managed")
def create_managed(call: Call) -> dict[str, Any]:
    key, body = call.path["project_key"], call.body
    call.require_project(key, objects.WRITE)
    document = managed.make(call, key, body["name"], body["creationSettings"])
    return {**document, "msg": f"Created dataset {key}.{body['name']}"}


@handles("dataset_get")
def get(call: Call) -> dict[str, Any]:
    return state.require(call)


@handles("dataset_update")
def update(call: Call) -> dict[str, Any]:
    dataset = state.require(call, objects.WRITE)
    state.replace(call, dataset, call.body)
    return saved(dataset)


def saved(dataset: dict[str, Any]) -> dict[str, Any]:
    """What a change of a dataset answers."""
    return {"msg": f"Saved dataset {dataset['projectKey']}.{dataset['name']}"}


@handles("dataset_delete")
def delete(call: Call) -> dict[str, Any]:
    dataset = state.require(call, objects.WRITE)
    # Uploaded files are the dataset's own: nothing else could show them again.
    if dataset["type"] == "UploadedFiles" or (
        call.query.get("dropData") and dataset.get("managed")
    ):
        writing.drop(call.dss, dataset)
    links.forget(call.dss, dataset["projectKey"], dataset["name"])
    return {"msg": f"Deleted dataset {dataset['projectKey']}.{dataset['name']}"}


@handles("dataset_rename")
def rename(call: Call) -> Empty:
    key, old, new = call.path["project_key"], call.body["oldName"], call.body["newName"]
    call.require_project(key, objects.WRITE)
    if state.row_of(key, old) not in call.dss.table(state.TABLE):
        raise errors.NotFound(f"dataset does not exist: {key}.{old}")
    state.check_new_name(call.dss, key, new)
    links.rename(call.dss, key, old, new)
    return EMPTY


@handles("dataset_get_schema")
def get_schema(call: Call) -> dict[str, Any]:
    return state.require(call).get("schema") or {"columns": [], "userModified": False}


@handles("dataset_update_schema")
def update_schema(call: Call) -> dict[str, Any]:
    dataset = state.require(call, objects.WRITE)
    names = [column["name"] for column in call.body.get("columns") or []]
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise errors.BadRequest(f"The schema has a column twice: {twice[0]}")
    state.replace(call, dataset, {**dataset, "schema": {"columns": [], **call.body}})
    return saved(dataset)


@handles("dataset_get_metadata")
def get_metadata(call: Call) -> dict[str, Any]:
    dataset = state.require(call)
    known = {name: dataset.get(member) for name, member in METADATA.items()}
    return {"label": dataset["name"], **(dataset.get("moreMetadata") or {}), **known}


@handles("dataset_update_metadata")
def update_metadata(call: Call) -> dict[str, Any]:
    dataset = state.require(call, objects.WRITE)
    given = {METADATA[name]: value for name, value in call.body.items() if name in METADATA}
    more = {name: value for name, value in call.body.items() if name not in METADATA}
    state.replace(call, dataset, {**dataset, **given, "moreMetadata": more})
    return saved(dataset)


@handles("dataset_get_info")
def get_info(call: Call) -> dict[str, Any]:
    dataset = state.require(call)
    row = state.row_of(dataset["projectKey"], dataset["name"])
    build = call.dss.table(state.BUILDS).find(row)
    return {"dataset": dataset, **({} if build is None else {"lastBuild": build})}


@handles("dataset_generate_ai_description")
def generate_ai_description(call: Call) -> dict[str, Any]:
    """What a language model could say; the mock has none, so it says what it knows."""
    dataset = state.require(call, objects.WRITE)
    language = call.query.get("language", "english")
    columns = state.columns_of(dataset)
    text = f"{dataset['name']} has {len(columns)} columns. (description, {language})"
    described = [{**each, "comment": f"{each['name']}, a {each['type']}"} for each in columns]
    schema = {**(dataset.get("schema") or {}), "columns": described}
    if call.query.get("saveDescription"):
        state.replace(call, dataset, {**dataset, "description": text, "schema": schema})
    return {"msg": text, "schema": schema}


@handles("dataset_list_usages")
def list_usages(call: Call) -> list[dict[str, Any]]:
    dataset = state.require(call)
    return links.usages(call.dss, dataset["projectKey"], dataset["name"])


@handles("dataset_get_column_lineage")
def get_column_lineage(call: Call) -> list[dict[str, Any]]:
    dataset, column = state.require(call), call.query["columnName"]
    if column not in state.column_names(dataset):
        raise errors.BadRequest(f"Unknown columns: {column}")
    most = min(call.query.get("maxDatasetCount", MOST_LINEAGE), MOST_LINEAGE)
    return links.lineage(call.dss, dataset["projectKey"], dataset["name"], column, most)
