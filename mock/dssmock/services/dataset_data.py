"""Handlers of datasets: rows, partitions, uploaded files, detection, copies."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from dssmock import errors
from dssmock.core import EMPTY, Binary, Call, Empty, handles
from dssmock.services import _dataset_csv as formats
from dssmock.services import _dataset_files as files
from dssmock.services import _dataset_rows as rows
from dssmock.services import _dataset_selection as selection
from dssmock.services import _dataset_state as state
from dssmock.services import _dataset_streams as streams
from dssmock.services import _dataset_write as writing
from dssmock.services import _object_state as objects
from dssmock.services._identifiers import check_id
from dssmock.services.sql import SQL_ERROR
from dssmock.sql.formula import identifier, literal

UPLOADS: Final = "dataset_uploads"
MOST_READS: Final = 256
HIVE_TYPES: Final = ("HDFS", "S3", "Azure", "GCS", "hiveserver2")
DEFAULT_PAGE: Final = 128


class Reads:
    """How reads of rows went, by the name that their callers gave them."""

    def __init__(self) -> None:
        self._errors: dict[str, str | None] = {}

    def note(self, id: str | None, error: str | None) -> None:
        """Remember how a read goes; the oldest are forgotten."""
        if id is not None:
            self._errors[id] = error
            while len(self._errors) > MOST_READS:
                del self._errors[next(iter(self._errors))]

    def take(self, id: str) -> str | None:
        """Forget a read, and tell what went wrong with it.

        Raises:
            errors.NotFound: nobody began such a read.
        """
        if id not in self._errors:
            raise errors.NotFound(f"read session does not exist: {id}")
        return self._errors.pop(id)


def reads_of(call: Call) -> Reads:
    """The reads of the instance."""
    return call.dss.part("dataset_reads", Reads)


@handles("dataset_stream_rows")
def stream_rows(call: Call) -> Binary:
    """Send the rows, while they are fetched."""
    from dssmock.sql.formats import FORMATS

    dataset, query = state.require(call), call.query
    format = query.get("format", "tsv-excel-noheader")
    if format not in FORMATS:
        raise errors.BadRequest(f"Unknown format: {format}")
    partitions = rows.check_partitions(call.dss, dataset, query.get("partitions"))
    session = streams.start(
        call,
        dataset,
        partitions,
        columns=query.get("columns") or None,
        formula=query.get("filter"),
        sampling=selection.sampling_of(query.get("sampling")),
        limit=query.get("limit"),
    )
    reads, id = reads_of(call), query.get("readSessionId")
    reads.note(id, "The rows were not read to their end")

    def walk() -> Iterator[bytes]:
        yield from FORMATS[format](session.columns, session.batches())
        reads.note(id, session.error)

    return Binary(walk())


@handles("dataset_finish_streaming")
def finish_streaming(call: Call) -> Empty:
    """Tell what went wrong with a read."""
    state.require(call)
    error = reads_of(call).take(call.query["readSessionId"])
    if error is not None:
        raise errors.ServerError(error, SQL_ERROR)
    return EMPTY


@handles("dataset_clear")
def clear(call: Call) -> dict[str, Any]:
    dataset = state.require(call, objects.WRITE)
    partitions = rows.check_partitions(call.dss, dataset, call.query.get("partitions"))
    writing.clear(call.dss, dataset, partitions)
    if dataset["type"] == files.UPLOADS:
        keep_uploads(call, dataset, lambda known: [])
    return {"msg": f"Cleared dataset {dataset['projectKey']}.{dataset['name']}"}


@handles("dataset_list_partitions")
def list_partitions(call: Call) -> list[str]:
    return rows.list_partitions(call.dss, state.require(call))


def _uploads(call: Call, right: str) -> dict[str, Any]:
    """The dataset of the call, which takes uploads."""
    dataset = state.require(call, right)
    if dataset["type"] != files.UPLOADS:
        raise errors.BadRequest(f"Dataset {dataset['name']} takes no uploads: {dataset['type']}")
    return dataset


def keep_uploads(
    call: Call,
    dataset: Mapping[str, Any],
    change: Callable[[list[dict[str, Any]]], list[dict[str, Any]]],
) -> None:
    """Change the list of uploaded files of a dataset."""
    row = state.row_of(dataset["projectKey"], dataset["name"])
    known = call.dss.table(UPLOADS).find(row) or {"files": []}
    call.dss.table(UPLOADS).put(row, {"files": change(known["files"])})


@handles("dataset_list_files")
def list_files(call: Call) -> list[dict[str, Any]]:
    dataset = _uploads(call, objects.READ)
    row = state.row_of(dataset["projectKey"], dataset["name"])
    return (call.dss.table(UPLOADS).find(row) or {"files": []})["files"]


@handles("dataset_upload_file")
def upload_file(call: Call) -> Empty:
    dataset = _uploads(call, objects.WRITE)
    upload = call.files.get("file")
    if upload is None:
        raise errors.BadRequest("Missing part: file")
    name = check_id("a file", upload.filename)
    item = {
        "path": name,
        "length": len(upload.data),
        "lastModified": call.dss.clock.now_ms(),
    }
    call.dss.blobs.put(f"{files.place_of(call.dss, dataset)}/{name}", upload.data)
    keep_uploads(
        call, dataset, lambda known: [*(each for each in known if each["path"] != name), item]
    )
    return EMPTY


@handles("dataset_copy")
def copy(call: Call) -> dict[str, Any]:
    source, body = state.require(call), call.body
    key, name = body["targetProjectKey"], body["targetDatasetName"]
    call.require_project(key, objects.WRITE)
    mode = body.get("writeMode") or "OVERWRITE"
    if mode not in ("OVERWRITE", "APPEND"):
        raise errors.BadRequest(f"Unknown write mode: {mode}")
    state.find(call.dss, key, name)

    def work() -> dict[str, Any]:
        target = state.find(call.dss, key, name)
        if body.get("syncSchema"):
            state.set_columns(call.dss, target, state.columns_of(source))
        with rows.scratch(call.dss) as cursor:
            rows.load(call.dss, cursor, source, "source")
            query = "SELECT * FROM source"
            written = writing.write(call.dss, target, cursor, query, append=mode == "APPEND")
        return {"writtenRows": written}

    return call.dss.futures.start(call, work, payload=_about(source, "Copy"))


def _about(dataset: Mapping[str, Any], what: str) -> dict[str, Any]:
    """What a task on a dataset says of itself."""
    key, name = dataset["projectKey"], dataset["name"]
    target = {"projectKey": key, "objectType": "DATASET", "objectId": name}
    return {
        "type": "DATASET",
        "displayName": f"{what} {name}",
        "targets": [target],
        "extras": {},
    }


@handles("dataset_detect_files")
def detect_files(call: Call) -> dict[str, Any]:
    dataset, body = state.require(call), call.body
    if rows.is_sql(dataset):
        raise errors.BadRequest(f"Dataset {dataset['name']} is not on files")
    infer = bool(body.get("inferStorageTypes"))

    def work() -> dict[str, Any]:
        found = files.files(call.dss, dataset)
        if not found:
            return {"connectionOK": True, "empty": True, "format": {"ok": False, "nbFiles": 0}}
        params, columns = formats.detect(found[0].data, found[0].path, infer=infer)
        schema = {"columns": columns, "userModified": False}
        format = {"ok": bool(columns), "type": "csv", "params": params}
        return {
            "connectionOK": True,
            "empty": False,
            "format": {**format, "schemaDetection": {"newSchema": schema}},
        }

    return call.dss.futures.start(call, work, payload=_about(dataset, "Detect format of"))


@handles("dataset_detect_sql")
def detect_sql(call: Call) -> dict[str, Any]:
    dataset = state.require(call)
    if not rows.is_sql(dataset):
        raise errors.BadRequest(f"Dataset {dataset['name']} is not on SQL")
    connection, table = rows.table_of(call.dss, dataset)
    columns = table_columns(call, connection, table)
    schema = {"columns": columns, "userModified": False}
    return {"connectionOK": True, "schemaDetection": {"newSchema": schema}}


def table_columns(call: Call, connection: str, table: str) -> list[dict[str, Any]]:
    """The columns of a table, as a schema has them.

    Raises:
        errors.BadRequest: there is no such table.
    """
    with rows.database_errors():
        described = call.dss.sql.execute(connection, f"DESCRIBE SELECT * FROM {table}")
    return [writing.column_of(each[0], each[1]) for each in described]


@handles("dataset_detect_elasticsearch")
def detect_elasticsearch(call: Call) -> dict[str, Any]:
    dataset = _elastic(call)
    return {"connectionOK": True, "schemaDetection": {"newSchema": _kept_schema(dataset)}}


def _elastic(call: Call) -> dict[str, Any]:
    dataset = state.require(call)
    if dataset["type"] != "ElasticSearch":
        raise errors.BadRequest(f"Dataset {dataset['name']} is not on Elasticsearch")
    return dataset


@handles("dataset_detect_custom")
def detect_custom(call: Call) -> dict[str, Any]:
    dataset = state.require(call)
    if not dataset["type"].startswith(("CustomPython_", "CustomJava_")):
        raise errors.BadRequest(f"Dataset {dataset['name']} is not of a plugin")
    return {"schema": _kept_schema(dataset)}


def _kept_schema(dataset: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of rows that the mock keeps itself."""
    return dataset.get("schema") or {"columns": [], "userModified": False}


@handles("dataset_sync_hive")
def sync_hive(call: Call) -> Empty:
    dataset = _on_hive(call)
    row = state.row_of(dataset["projectKey"], dataset["name"])
    call.dss.table("hive_metastore").put(row, dataset.get("schema") or {"columns": []})
    return EMPTY


@handles("dataset_update_from_hive")
def update_from_hive(call: Call) -> Empty:
    dataset = _on_hive(call)
    row = state.row_of(dataset["projectKey"], dataset["name"])
    schema = call.dss.table("hive_metastore").find(row)
    if schema is None:
        raise errors.BadRequest(f"Dataset {dataset['name']} is not in the Hive metastore")
    state.replace(call, dataset, {**dataset, "schema": schema})
    return EMPTY


def _on_hive(call: Call) -> dict[str, Any]:
    dataset = state.require(call, objects.WRITE)
    if dataset["type"] not in HIVE_TYPES:
        raise errors.BadRequest(f"Dataset {dataset['name']} cannot be in the Hive metastore")
    return dataset


@handles("dataset_search_rows")
def search_rows(call: Call) -> dict[str, Any]:
    dataset, query = _elastic(call), call.query
    partitions = rows.check_partitions(call.dss, dataset, _list(query, "partitions"))
    start, size = query.get("start", 0), query.get("size", DEFAULT_PAGE)
    sort = _list(query, "sortColumns") or []

    def work() -> dict[str, Any]:
        with rows.opened(call.dss, dataset, partitions) as relation:
            condition = _matching(relation, query.get("queryString") or "")
            order = _order(relation, sort)
            found = f"SELECT * FROM {relation.sql} WHERE {condition}"
            with rows.database_errors():
                page = f"{found}{order} LIMIT {size} OFFSET {start}"
                texts = rows.texts(relation.cursor, page)
                [total] = relation.cursor.execute(
                    f"SELECT count(*) FROM ({found}) AS f"
                ).fetchone() or (0,)
        answer: dict[str, Any] = {"columns": relation.columns, "rows": texts, "warnings": []}
        return {**answer, "found": total} if start == 0 else answer

    return call.dss.futures.start(call, work, payload=_about(dataset, "Search"))


def _list(query: Mapping[str, Any], name: str) -> list[Any] | None:
    """A list that a query holds as JSON text."""
    text = query.get(name)
    try:
        found = json.loads(text) if text else None
    except (ValueError, RecursionError):
        found = text
    if found is not None and not isinstance(found, list):
        raise errors.BadRequest(f"Parameter {name} is no JSON list: {text}")
    return found


def _matching(relation: rows.Relation, text: str) -> str:
    """The condition for rows that have all words of a query; ``column:word`` looks in one."""
    conditions = ["TRUE"]
    for word in text.split():
        name, colon, wanted = word.partition(":")
        columns = [name] if colon and name in relation.names() else relation.names()
        wanted = (wanted if len(columns) == 1 and colon else word).strip('*"').lower()
        parts = [
            f"contains(lower(CAST({identifier(each)} AS VARCHAR)), {literal(wanted)})"
            for each in columns
        ]
        conditions.append(f"({' OR '.join(parts) or 'FALSE'})")
    return " AND ".join(conditions)


def _order(relation: rows.Relation, sort: list[Any]) -> str:
    """The order that columns ask for: names, or objects with a column and a direction."""
    parts: list[str] = []
    for each in sort:
        known = each if isinstance(each, Mapping) else {"column": each}
        name = known.get("column") or known.get("name")
        selection.check_columns(relation, [str(name)])
        down = known.get("ascending") is False or known.get("order") == "desc"
        parts.append(f"{identifier(str(name))}{' DESC' if down else ''}")
    return f" ORDER BY {', '.join(parts)}" if parts else ""
