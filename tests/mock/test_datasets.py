"""Datasets of the mock, asked without a client: rights, partitions, what may be broken."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dssmock import errors
from dssmock.core import DSSMock, Response
from dssmock.services import _dataset_csv as formats
from dssmock.services import _dataset_rows as rows
from dssmock.services import _dataset_state as state
from dssmock.services import _dataset_write as writing
from tests.people import add_person

DATASETS = "/projects/P/datasets/"
COLUMNS = [
    {"name": "id", "type": "bigint"},
    {"name": "text", "type": "string"},
    {"name": "list", "type": "array"},
]


@pytest.fixture
def mock() -> DSSMock:
    mock = DSSMock()
    body = {"projectKey": "P", "name": "P", "owner": "admin"}
    assert mock.request("POST", "/projects/", json=body).status == 200
    for name, kind in (("db", "PostgreSQL"), ("files", "Filesystem")):
        mock.table("connections").add(name, {"name": name, "type": kind})
    return mock


def make(mock: DSSMock, name: str, kind: str = "Inline", **given: Any) -> dict[str, Any]:
    """Add a dataset; gives its definition."""
    return state.add(mock, "P", name, kind, given, "admin")


def future(mock: DSSMock, answer: Response) -> Response:
    """The poll of the task that an answer started."""
    return mock.request("GET", f"/futures/{answer.json()['jobId']}")


def text_of(mock: DSSMock, name: str, **query: Any) -> str:
    """The rows of a dataset as they are sent."""
    answer = mock.request("GET", f"{DATASETS}{name}/data/", query=query)
    assert answer.status == 200, answer.text
    return answer.text


def test_a_limit_is_kept_to(mock: DSSMock) -> None:
    document = make(mock, "x", schema={"columns": COLUMNS[:1]})
    writing.put_rows(mock, document, [[1], [2]])
    assert text_of(mock, "x", limit=1) == "1\n"
    assert text_of(mock, "x", limit=-1) == ""


def test_rows_of_files_are_read_piece_by_piece(
    mock: DSSMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "PIECE", 2)
    document = make(mock, "x", schema={"columns": COLUMNS[:2]})
    writing.put_rows(mock, document, [[number, f"t{number}"] for number in range(7)])
    assert text_of(mock, "x").split() == [
        "0",
        "t0",
        "1",
        "t1",
        "2",
        "t2",
        "3",
        "t3",
        "4",
        "t4",
        "5",
        "t5",
        "6",
        "t6",
    ]
    assert text_of(mock, "x", columns="text", limit=3).split() == ["t0", "t1", "t2"]
    assert text_of(mock, "x", filter="id >= 3", limit=2, columns="id").split() == ["3", "4"]
    head = json.dumps({"samplingMethod": "HEAD_SEQUENTIAL", "maxRecords": 5})
    assert text_of(mock, "x", sampling=head, filter="id != 1", columns="id") == "0\n2\n3\n4\n5\n"
    some = json.dumps({"samplingMethod": "RANDOM_FIXED_NB", "maxRecords": 4})
    assert len(text_of(mock, "x", sampling=some).splitlines()) == 4
    refused = mock.request("GET", f"{DATASETS}x/data/", query={"columns": "never"})
    assert (refused.status, "never" in refused.text) == (400, True)


def test_file_that_breaks_off_is_told_at_the_end(
    mock: DSSMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "PIECE", 2)
    monkeypatch.setattr(formats, "LONGEST_CELL", 5)
    document = make(mock, "x", schema={"columns": COLUMNS[:2]})
    writing.put_rows(mock, document, [[1, "a"], [2, "b"], [3, "too long"], [4, "c"]])
    assert text_of(mock, "x", readSessionId="r") == "1\ta\n2\tb\n"
    finish = f"{DATASETS}x/finish-streaming/"
    told = mock.request("GET", finish, query={"readSessionId": "r"})
    assert (told.status, "field limit" in told.text) == (500, True)


def test_read_of_a_file_fails_when_a_test_wants_it(mock: DSSMock) -> None:
    document = make(mock, "x", schema={"columns": COLUMNS[:1]})
    writing.put_rows(mock, document, [[1], [2], [3]])
    mock.sql.fail_after(2, "disk is gone")
    assert text_of(mock, "x", readSessionId="r") == "1\n2\n"
    told = mock.request("GET", f"{DATASETS}x/finish-streaming/", query={"readSessionId": "r"})
    assert (told.status, "disk is gone" in told.text) == (500, True)


def test_finish_streaming_knows_only_reads_that_began(mock: DSSMock) -> None:
    make(mock, "x", schema={"columns": COLUMNS})
    path = f"{DATASETS}x/finish-streaming/"
    assert mock.request("GET", path, query={"readSessionId": "never"}).status == 404
    assert mock.request("GET", path).status == 400
    answer = mock.request("GET", f"{DATASETS}x/data/", query={"readSessionId": "left"})
    assert answer.status == 200
    left = mock.request("GET", path, query={"readSessionId": "left"})
    assert left.status == 500
    assert "not read to their end" in left.json()["message"]
    for number in range(300):
        text_of(mock, "x", readSessionId=str(number))
    assert mock.request("GET", path, query={"readSessionId": "0"}).status == 404
    assert mock.request("GET", path, query={"readSessionId": "299"}).status == 200


def test_partitions_of_files_are_written_beside_each_other(mock: DSSMock) -> None:
    dimensions = [{"name": "country", "type": "value"}, {"name": "hour", "type": "time",
                  "params": {"period": "HOUR"}}]  # fmt: skip
    columns = {"columns": COLUMNS[:1]}
    document = make(mock, "x", partitioning={"dimensions": dimensions}, schema=columns)
    writing.put_rows(mock, document, [[1]], partition="A/B|2026-01-02-03")
    writing.put_rows(mock, document, [[2]], partition="FR|2026-01-02-03")
    writing.put_rows(mock, document, [[3]], partition="FR|2026-01-02-03", append=True)
    partitions = mock.request("GET", f"{DATASETS}x/partitions").json()
    assert partitions == ["A/B|2026-01-02-03", "FR|2026-01-02-03"]
    answer = mock.request("GET", f"{DATASETS}x/data/", query={"partitions": [partitions[1]]})
    assert sorted(answer.text.split()) == ["2", "3"]
    writing.put_rows(mock, document, [[4]], partition="FR|2026-01-02-03")
    assert sorted(text_of(mock, "x").split()) == ["1", "4"]
    with pytest.raises(errors.BadRequest, match="2 values"):
        writing.put_rows(mock, document, [[1]], partition="FR")


def test_partitions_of_tables_are_written_beside_each_other(mock: DSSMock) -> None:
    dimensions = [{"name": "text", "type": "value"}]
    params = {"connection": "db", "mode": "table", "table": "${projectKey}_x"}
    given = {"partitioning": {"dimensions": dimensions}, "schema": {"columns": COLUMNS[:2]}}
    document = make(mock, "x", "PostgreSQL", params=params, **given)
    for partition, number in (("a", 1), ("b", 2), ("a", 3)):
        writing.put_rows(mock, document, [[number, None]], partition=partition)
    assert sorted(text_of(mock, "x").splitlines()) == ["2\tb", "3\ta"]
    assert mock.sql.execute("db", 'SELECT count(*) FROM public."P_x"') == [(2,)]
    with pytest.raises(errors.BadRequest, match="partition"):
        writing.put_rows(mock, document, [[1, None]], partition="a|b")


def test_a_dataset_on_a_query_can_be_read(mock: DSSMock) -> None:
    params = {"connection": "db", "mode": "query", "query": "SELECT 1 AS id, [1, 2] AS list"}
    columns = {"columns": [COLUMNS[0], COLUMNS[2]]}
    make(mock, "x", "PostgreSQL", params=params, schema=columns)
    assert text_of(mock, "x") == "1\t[1,2]\n"


def test_datasets_that_are_not_set_up(mock: DSSMock) -> None:
    make(mock, "no_connection", "PostgreSQL")
    make(mock, "no_such", "PostgreSQL", params={"connection": "gone", "table": "t"})
    make(mock, "no_folder", "FilesInFolder", params={"folderSmartId": "f1"})
    for name, status in (("no_connection", 400), ("no_such", 404), ("no_folder", 404)):
        answer = mock.request("GET", f"{DATASETS}{name}/data/")
        assert answer.status == status, answer.text
    assert mock.request("GET", f"{DATASETS}no_folder/schema").json()["columns"] == []


def test_a_dataset_of_files_in_a_folder(mock: DSSMock) -> None:
    body = {"name": "f", "projectKey": "P", "type": None,
            "params": {"connection": "files", "path": "/x"}}  # fmt: skip
    id = mock.request("POST", "/projects/P/managedfolders/", json=body).json()["id"]
    for name, data in (("a.csv", b"1\n"), ("b.csv", b"2\n")):
        path = f"/projects/P/managedfolders/{id}/contents/{name}"
        assert mock.request("POST", path, files={"file": (name, data)}).status == 200
    given = {"formatType": "csv", "formatParams": {"separator": ","}}
    params: dict[str, Any] = {"folderSmartId": id}
    schema = {"columns": COLUMNS[:1]}
    make(mock, "all", "FilesInFolder", params=params, schema=schema, **given)
    assert text_of(mock, "all") == "1\n2\n"
    rules = {"mode": "EXPLICIT_SELECT_FILES", "explicitFiles": ["b.csv"]}
    chosen = {**params, "filesSelectionRules": rules}
    document = make(mock, "some", "FilesInFolder", params=chosen, schema=schema, **given)
    assert text_of(mock, "some") == "2\n"
    writing.clear(mock, document)
    assert text_of(mock, "some") == "2\n"


def test_what_detection_is_not_for(mock: DSSMock) -> None:
    make(mock, "db", "PostgreSQL")
    make(mock, "inline", "Inline")
    for name, kind in (
        ("db", "fsLike"),
        ("inline", "externalSQL"),
        ("inline", "elasticsearch"),
        ("inline", "custom"),
    ):
        path = f"{DATASETS}{name}/actions/testAndDetectSettings/{kind}"
        assert mock.request("POST", path, json={}).status == 400


def test_creation_that_is_refused(mock: DSSMock) -> None:
    for body, said in (
        ({"name": "a.b", "type": "x"}, "dot"),
        ({"name": "a/b", "type": "x"}, "identifier"),
        ({"name": "a", "type": " "}, "type"),
        ({"name": "a", "type": "x", "projectKey": "Q"}, "Q"),
    ):
        answer = mock.request("POST", DATASETS, json=body)
        assert answer.status == 400
        assert said in answer.json()["message"]
    for wish, status in (
        ({"connectionId": "files", "specificSettings": {"formatOptionId": "XML"}}, 400),
        ({"connectionId": "files", "partitioningOptionId": "copy:model:x"}, 400),
        ({"connectionId": "files", "partitioningOptionId": "copy:dataset:x"}, 404),
    ):
        body = {"name": "m", "creationSettings": wish}
        assert mock.request("POST", f"{DATASETS}managed", json=body).status == status
    mock.table("connections").add(
        "closed", {"name": "closed", "type": "Filesystem", "allowManagedDatasets": False}
    )
    body = {"name": "m", "creationSettings": {"connectionId": "closed"}}
    assert mock.request("POST", f"{DATASETS}managed", json=body).status == 400
    body = {"name": "m", "creationSettings": {"connectionId": "filesystem_folders",
                                              "partitioningOptionId": "NP"}}  # fmt: skip
    assert mock.request("POST", f"{DATASETS}managed", json=body).json()["type"] == "Filesystem"


def test_deletion_leaves_what_dss_does_not_manage(mock: DSSMock) -> None:
    params = {"connection": "db", "mode": "table", "table": "t"}
    document = make(mock, "x", "PostgreSQL", params=params, schema={"columns": COLUMNS[:1]})
    writing.put_rows(mock, document, [[1]])
    assert mock.request("DELETE", f"{DATASETS}x", query={"dropData": True}).status == 200
    assert mock.sql.execute("db", "SELECT id FROM t") == [(1,)]
    make(mock, "u", "UploadedFiles")
    mock.request("POST", f"{DATASETS}u/uploaded/files", files={"file": ("a.csv", b"1")})
    assert mock.request("DELETE", f"{DATASETS}u").status == 200
    assert mock.blobs.keys("projects/P/uploads/") == []
    assert mock.request("DELETE", f"{DATASETS}u").status == 404


def test_the_files_of_a_dataset_travel_with_the_project(mock: DSSMock) -> None:
    document = make(mock, "x", schema={"columns": COLUMNS[:1]})
    writing.put_rows(mock, document, [[1]])
    body = {"targetProjectKey": "Q", "targetProjectName": "Q", "duplicationMode": "FULL"}
    assert mock.request("POST", "/projects/P/duplicate/", json=body).status == 200
    assert mock.request("GET", "/projects/Q/datasets/x/data/").text == "1\n"


def test_a_shared_dataset_is_read_and_not_written(mock: DSSMock) -> None:
    make(mock, "x", schema={"columns": COLUMNS})
    body = {"projectKey": "Q", "name": "Q", "owner": "carol"}
    add_person(mock, "carol", "readers")
    mock.table("personal_api_keys").add("c", {"id": "c", "key": "c", "user": "carol", "label": ""})
    assert mock.request("POST", "/projects/", json=body).status == 200
    through = "/projects/Q/datasets/P.x"
    assert mock.request("GET", through, key="c").status == 403
    with mock.table("projects").edit("P") as project:
        rules = [{"targetProject": "Q"}]
        project["settings"]["exposedObjects"]["objects"].append(
            {"type": "DATASET", "localName": "x", "rules": rules}
        )
    assert mock.request("GET", through, key="c").json()["projectKey"] == "P"
    assert mock.request("PUT", f"{through}/schema", json={"columns": []}, key="c").status == 403
    found = mock.request("GET", "/projects/Q/datasets/", query={"foreign": True}, key="c").json()
    assert [each["name"] for each in found] == ["x"]
    assert mock.request("GET", f"{DATASETS}x/usages").json()[-1]["type"] == "EXPOSED"
    rename = {"oldName": "x", "newName": "y"}
    assert mock.request("POST", "/projects/P/actions/renameDataset", json=rename).status == 200
    assert mock.request("GET", "/projects/Q/datasets/P.y", key="c").status == 200
    assert mock.request("POST", "/projects/P/actions/renameDataset", json=rename).status == 404


def test_documents_that_are_odd_are_no_defects(mock: DSSMock) -> None:
    odd = {
        "name": "x",
        "type": "Filesystem",
        "params": {"connection": 1, "path": [], "bucket": {}},
        "formatType": "csv",
        "formatParams": {"separator": [], "skipRowsBeforeHeader": "x"},
        "metrics": {"probes": [{"type": "col_stats", "configuration": {"aggregates": 3}}, {}],
                    "displayedState": 3},
        "partitioning": {"dimensions": [{"type": "time", "params": {"period": 3}}]},
    }  # fmt: skip
    make(mock, "x", "Filesystem")
    assert mock.request("PUT", f"{DATASETS}x", json=odd).status == 200
    assert mock.request("GET", f"{DATASETS}x/data/").status == 200
    assert mock.request("GET", f"{DATASETS}x/partitions").json() == []
    assert mock.request("POST", f"{DATASETS}x/actions/computeMetrics").status == 200
    assert mock.request("GET", f"{DATASETS}x/metrics/last/NP").status == 200
    sheet = {"name": "w", "dataSpec": {"datasetSelection": 3}}
    path = f"{DATASETS}x/statistics/worksheets/"
    id = mock.request("POST", path, json=sheet).json()["id"]
    for body in ({"type": "multi", "computations": 3}, {"type": "mean"}, {}):
        answer = mock.request("POST", f"{path}{id}/actions/run-computation", json=body)
        assert future(mock, answer).status in {200, 400}
    body = {"type": "quantiles", "column": "a", "freqs": ["x"]}
    assert mock.request("POST", f"{path}{id}/actions/run-computation", json=body).status == 200
    assert mock.request("PUT", f"{path}{id}", json={"id": id, "dataSpec": None}).status == 200
    rename = {"oldName": "x", "newName": "y"}
    assert mock.request("POST", "/projects/P/actions/renameDataset", json=rename).status == 200


def test_a_snapshot_keeps_the_rows(mock: DSSMock) -> None:
    document = make(mock, "x", schema={"columns": COLUMNS[:1]})
    writing.put_rows(mock, document, [[1]])
    saved = mock.snapshot()
    writing.put_rows(mock, document, [[2]])
    mock.restore(saved)
    assert text_of(mock, "x") == "1\n"


def test_elastic_search_with_odd_wishes(mock: DSSMock) -> None:
    make(mock, "x", "ElasticSearch", schema={"columns": COLUMNS})
    path = f"{DATASETS}x/search-data-elastic"
    for query, status in (
        ({"sortColumns": "{}"}, 400),
        ({"partitions": "no json"}, 400),
        ({"sortColumns": '["other"]'}, 400),
        ({"queryString": "a"}, 200),
    ):
        answer = mock.request("GET", path, query=query)
        found = answer if answer.status == 400 else future(mock, answer)
        assert found.status == status, found.text


def test_what_hangs_on_a_dataset_goes_with_it(mock: DSSMock) -> None:
    make(mock, "x", schema={"columns": COLUMNS})
    path = f"{DATASETS}x/"
    mock.request("POST", f"{path}data-quality/rules", json={"type": "RecordCountInRangeRule"})
    mock.request("POST", f"{path}actions/computeMetrics")
    mock.request("POST", f"{path}statistics/worksheets/", json={"name": "w", "dataSpec": {}})
    topic = {"topic": "t", "reply": "r"}
    mock.request("POST", "/projects/P/discussions/DATASET/x/", json=topic)
    zone = mock.request("POST", "/projects/P/flow/zones", json={"name": "z", "color": "#aabbcc"})
    item = {"objectId": "x", "objectType": "DATASET"}
    mock.request("POST", f"/projects/P/flow/zones/{zone.json()['id']}/items", json=item)
    assert mock.request("DELETE", path).status == 200
    make(mock, "x")
    assert mock.request("GET", f"{path}data-quality/rules").json()["checks"] == []
    assert mock.request("GET", f"{path}metrics/last/NP").json() == {"metrics": []}
    assert mock.request("GET", f"{path}statistics/worksheets/").json() == []
    assert mock.request("GET", "/projects/P/discussions/DATASET/x/").json() == []


def test_a_recipe_stays_while_it_has_other_inputs(mock: DSSMock) -> None:
    for name in ("a", "b", "c"):
        make(mock, name, schema={"columns": COLUMNS})
    recipe = {
        "projectKey": "P",
        "name": "join",
        "inputs": {"main": {"items": [{"ref": "a"}, {"ref": "b"}]}},
        "outputs": {"main": {"items": [{"ref": "c"}]}},
    }
    mock.table("recipes").put("P.join", {"recipe": recipe})
    lineage = f"{DATASETS}a/column-lineage"
    found = mock.request("GET", lineage, query={"columnName": "id"}).json()
    assert [each["sourceDatasetName"] for each in found] == ["a", "b"]
    assert mock.request("DELETE", f"{DATASETS}a").status == 200
    left = mock.table("recipes").get("P.join")["recipe"]["inputs"]["main"]["items"]
    assert left == [{"ref": "b"}]


def test_analyses_are_usages(mock: DSSMock) -> None:
    make(mock, "x")
    analysis = {"id": "a1", "projectKey": "P", "inputDatasetSmartName": "x"}
    mock.table("analyses").put("P.a1", analysis)
    [usage] = mock.request("GET", f"{DATASETS}x/usages").json()
    assert usage == {"type": "ANALYSIS_INPUT", "objectId": "a1", "objectProjectKey": "P"}


def test_metrics_are_looked_up_by_text_or_json(mock: DSSMock) -> None:
    make(mock, "x", schema={"columns": COLUMNS})
    probes = {"probes": [{"type": "partitions"}, {"type": "python"}]}
    answer = mock.request("POST", f"{DATASETS}x/actions/computeMetrics", json=probes).json()
    assert [each["metricId"] for each in answer["computed"]] == ["partitions:COUNT_PARTITIONS"]
    path = f"{DATASETS}x/metrics/history/NP"
    for lookup, status in (
        ('{"metric": {"id": "partitions:COUNT_PARTITIONS"}}', 200),
        ('{"id": "partitions:COUNT_PARTITIONS"}', 200),
        ("partitions:COUNT_PARTITIONS", 200),
        ("3", 404),
    ):
        assert mock.request("GET", path, query={"metricLookup": lookup}).status == status


def test_clearing_a_table_that_is_not_there(mock: DSSMock) -> None:
    params = {"connection": "db", "mode": "table", "table": "none"}
    make(mock, "x", "PostgreSQL", params=params, schema={"columns": COLUMNS})
    assert mock.request("DELETE", f"{DATASETS}x/data").status == 200


def test_columns_of_arrays_are_arrays(mock: DSSMock) -> None:
    mock.sql.execute("db", "CREATE TABLE t AS SELECT [1, 2] AS l, {'a': 1} AS o, 1.5 AS d")
    params = {"connection": "db", "mode": "table", "table": "t"}
    make(mock, "x", "PostgreSQL", params=params)
    path = f"{DATASETS}x/actions/testAndDetectSettings/externalSQL"
    schema = mock.request("POST", path).json()["schemaDetection"]["newSchema"]
    assert [each["type"] for each in schema["columns"]] == ["array", "object", "double"]
    assert mock.request("PUT", f"{DATASETS}x/schema", json=schema).status == 200
    assert text_of(mock, "x") == '[1,2]\t"{""a"":1}"\t1.5\n'


def test_a_rule_keeps_its_identifier(mock: DSSMock) -> None:
    make(mock, "x")
    path = f"{DATASETS}x/data-quality/rules"
    rule = mock.request("POST", path, json={"type": "x"}).json()
    changed = {**rule, "id": "other"}
    assert mock.request("PUT", f"{path}/{rule['id']}", json=changed).status == 400


def test_an_upload_without_a_file(mock: DSSMock) -> None:
    make(mock, "u", "UploadedFiles")
    answer = mock.request("POST", f"{DATASETS}u/uploaded/files", files={"other": ("a", b"1")})
    assert answer.status == 400
    answer = mock.request("POST", f"{DATASETS}u/uploaded/files", files={"file": "text"})
    assert answer.status == 400


def test_a_table_in_another_namespace_is_not_found(mock: DSSMock) -> None:
    mock.table("connections").add("ice", {"name": "ice", "type": "Iceberg"})
    tables = [{"namespace": "a", "table": "one"}]
    mock.table("external_tables").put("ice", {"tables": tables})
    path = f"{DATASETS}tables-import/actions/prepare-from-keys"
    key = {"connectionName": "ice", "namespace": "b", "name": "one"}
    answer = future(mock, mock.request("POST", path, json={"keys": [key]}))
    assert "no table one" in answer.json()["message"]


def test_worksheets_are_found_among_others(mock: DSSMock) -> None:
    make(mock, "x")
    path = f"{DATASETS}x/statistics/worksheets/"
    ids = [
        mock.request("POST", path, json={"name": name, "dataSpec": {}}).json()["id"]
        for name in ("one", "two")
    ]
    assert mock.request("GET", path + ids[1]).json()["name"] == "two"
