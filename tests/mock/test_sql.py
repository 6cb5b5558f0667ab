"""SQL of the mock: where it runs, what it answers, and what it must not reach."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dssmock.core import DSSMock
from dssmock.http import Response
from dssmock.services.connection import new_connection
from dssmock.sql.engine import MAX_SESSIONS

AS_IS = {"dateonlyReadMode": "AS_IS", "datetimenotzReadMode": "AS_IS"}


@pytest.fixture
def mock() -> DSSMock:
    """An empty instance with a database, a place for files and a user without rights."""
    mock = DSSMock()
    connections = mock.table("connections")
    connections.put("pg", new_connection({"name": "pg", "type": "PostgreSQL"}))
    connections.put("files", new_connection({"name": "files", "type": "Filesystem"}))
    mock.table("users").put("eve", {"login": "eve", "groups": ["readers"]})
    mock.table("personal_api_keys").put("k", {"id": "k", "key": "eve-key", "user": "eve"})
    return mock


def start(mock: DSSMock, query: str, key: str = "admin-key", **body: Any) -> Response:
    if not {"connection", "database", "datasetFullName"} & body.keys():
        body["connection"] = "pg"
    return mock.request("POST", "/sql/queries/", key, {"query": query, **AS_IS, **body})


def begin(mock: DSSMock, query: str, **body: Any) -> str:
    answer = start(mock, query, **body)
    assert answer.status == 200, answer.text
    return answer.json()["queryId"]


def stream(mock: DSSMock, id: str, format: str | None = None, key: str = "admin-key") -> Response:
    query = {} if format is None else {"format": format}
    return mock.request("GET", f"/sql/queries/{id}/stream", key, query=query)


def finish(mock: DSSMock, id: str) -> Response:
    return mock.request("GET", f"/sql/queries/{id}/finish-streaming")


def text_of(mock: DSSMock, query: str, **body: Any) -> str:
    id = begin(mock, query, **body)
    text = stream(mock, id).text
    assert finish(mock, id).status == 200
    return text


def test_schema_has_the_types_of_dss(mock: DSSMock) -> None:
    answer = start(
        mock,
        "SELECT 1::TINYINT a, 2::BIGINT b, 1.5::FLOAT c, 1.5::DECIMAL(5,1) d, true e, 'x' f,"
        " DATE '2026-01-05' g, TIMESTAMP '2026-01-05 10:20:30' h,"
        " TIMESTAMPTZ '2026-01-05 10:20:30+02' i, [1] j, {'k': 1} k, map {'k': 1} l,"
        " '\\xAA'::BLOB m, SUM(1) n",
    )
    types = {column["name"]: column["type"] for column in answer.json()["schema"]}
    assert list(types) == list("abcdefghijklmn")
    assert list(types.values()) == [
        "tinyint", "bigint", "float", "double", "boolean", "string", "dateonly", "datetimenotz",
        "date", "array", "object", "map", "string", "bigint",
    ]  # fmt: skip
    originals = [column["originalType"] for column in answer.json()["schema"]]
    assert originals[:3] == ["int2", "int8", "float4"]
    assert originals[8] == "timestamptz"


def test_cells_are_written_as_dss_does(mock: DSSMock) -> None:
    text = text_of(
        mock,
        "SELECT -7, 1e300, 1.50::DECIMAL(5,2), 'nan'::DOUBLE, '-inf'::DOUBLE, true, false,"
        " DATE '2026-01-05', TIMESTAMP '2026-01-05 10:20:30.5',"
        " TIMESTAMPTZ '2026-01-05 10:20:30.1234+02', [1, NULL], {'k': DATE '2026-01-05'},"
        " '\\xAA'::BLOB, NULL, ''",
    )
    assert text == (
        "-7\t1e+300\t1.50\tNaN\t-Infinity\ttrue\tfalse\t2026-01-05\t2026-01-05T10:20:30.500\t"
        '2026-01-05T08:20:30.123Z\t[1,null]\t"{""k"":""2026-01-05""}"\taa\t\t\n'
    )


def test_cells_with_special_letters_are_quoted(mock: DSSMock) -> None:
    mock.sql.create_table("pg", "t", {"a": "VARCHAR"}, [["a\tb"], ['"'], ["a\nb"], ["\r"], ["é'"]])
    assert text_of(mock, "SELECT a, 1 FROM t") == (
        '"a\tb"\t1\n""""\t1\n"a\nb"\t1\n"\r"\t1\né\'\t1\n'
    )


def test_values_beyond_python_are_written_as_the_database_does(mock: DSSMock) -> None:
    assert text_of(mock, "SELECT '290000-01-01'::TIMESTAMP, DATE '5000-01-01 (BC)'") == (
        "290000-01-01 00:00:00\t5000-01-01 (BC)\n"
    )


def test_maps_may_have_any_keys(mock: DSSMock) -> None:
    text = text_of(mock, "SELECT map {DATE '2026-01-05': [map {1: NULL}]}")
    assert text == '"{""2026-01-05"":[{""1"":null}]}"\n'


def test_header_format_names_the_columns(mock: DSSMock) -> None:
    id = begin(mock, 'SELECT 1 AS a, 2 AS "b\tc"')
    assert stream(mock, id, "tsv-excel-header").text == 'a\t"b\tc"\n1\t2\n'


def test_json_format_is_an_array_of_arrays(mock: DSSMock) -> None:
    query = (
        "SELECT i, i > 0, 1.5::DECIMAL(3,1), 'nan'::FLOAT, NULL, 'x', DATE '2026-01-05'"
        " FROM range(2) r(i)"
    )
    assert stream(mock, begin(mock, query), "json").json() == [
        [0, False, 1.5, None, None, "x", "2026-01-05"],
        [1, True, 1.5, None, None, "x", "2026-01-05"],
    ]
    assert stream(mock, begin(mock, "SELECT 1 LIMIT 0"), "json").json() == []


@pytest.mark.parametrize("format", ["csv", "parquet", ""])
def test_other_formats_are_refused(mock: DSSMock, format: str) -> None:
    assert stream(mock, begin(mock, "SELECT 1"), format).status == 400


@pytest.mark.parametrize(
    ("body", "types", "text"),
    [
        ({}, ["dateonly", "datetimenotz"], "2026-01-05\t2026-01-05T10:20:30.000\n"),
        (
            {"dateonlyReadMode": "AS_DATE", "datetimenotzReadMode": "AS_DATE"},
            ["date", "date"],
            "2026-01-05T00:00:00.000Z\t2026-01-05T10:20:30.000Z\n",
        ),
        (
            {"dateonlyReadMode": "AS_STRING", "datetimenotzReadMode": "AS_STRING"},
            ["string", "string"],
            "2026-01-05\t2026-01-05 10:20:30\n",
        ),
        ({"readDateAsString": True}, ["string", "datetimenotz"], None),
        ({"dateonlyReadMode": None, "datetimenotzReadMode": None}, ["date", "string"], None),
        (
            {"datetimenotzReadMode": None, "readTimestampWithoutTimezoneAsString": False},
            ["dateonly", "date"],
            None,
        ),
    ],
)
def test_read_modes(
    mock: DSSMock, body: dict[str, Any], types: list[str], text: str | None
) -> None:
    query = "SELECT DATE '2026-01-05' d, TIMESTAMP '2026-01-05 10:20:30' t"
    answer = start(mock, query, **body).json()
    assert [column["type"] for column in answer["schema"]] == types
    assert text is None or stream(mock, answer["queryId"]).text == text


def test_dss_before_13_knows_only_the_older_read_modes() -> None:
    mock = DSSMock(version="12.6.0")
    mock.table("connections").put("pg", new_connection({"name": "pg", "type": "PostgreSQL"}))
    answer = start(mock, "SELECT DATE '2026-01-05' d, TIMESTAMP '2026-01-05 10:20:30' t").json()
    assert [column["type"] for column in answer["schema"]] == ["date", "string"]


def test_unknown_read_mode_is_refused(mock: DSSMock) -> None:
    assert start(mock, "SELECT 1", dateonlyReadMode="AS_SOMETHING").status == 400


def test_refused_query_has_the_text_of_the_database(mock: DSSMock) -> None:
    answer = start(mock, "SELECT * FROM nowhere")
    assert answer.status == 400
    assert answer.json()["errorType"] == "java.sql.SQLException"
    assert "nowhere does not exist" in answer.json()["message"]
    assert "syntax error" in start(mock, "SELEC 1").json()["message"]
    assert start(mock, "-- nothing").status == 400
    assert start(mock, "SELECT 1", preQueries=["SELEC 1"]).status == 400
    assert start(mock, "CREATE TABLE t (a INT)", postQueries=["SELEC 1"]).status == 400


@pytest.mark.parametrize(
    "query",
    [
        "COPY (SELECT 1) TO '{path}'",
        "ATTACH '{path}' AS other",
        "SELECT * FROM read_csv('{path}')",
        "SELECT * FROM read_text('{path}')",
        "SELECT * FROM glob('{path}*')",
        "SELECT * FROM '{path}'",
        "EXPORT DATABASE '{path}'",
        "IMPORT DATABASE '{path}'",
        "INSTALL httpfs",
        "LOAD '{path}'",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "SET temp_directory = '{path}'",
        "CREATE PERSISTENT SECRET s (TYPE S3)",
        "SELECT * FROM mock",
    ],
)
def test_query_cannot_leave_its_database(mock: DSSMock, tmp_path: Path, query: str) -> None:
    path = tmp_path / "data.csv"
    path.write_text("secret\n1\n")
    answer = start(mock, query.format(path=path))
    assert answer.status == 400, answer.text
    assert [child.name for child in tmp_path.iterdir()] == ["data.csv"]
    assert path.read_text() == "secret\n1\n"


def test_large_sort_does_not_spill_to_the_disk(mock: DSSMock) -> None:
    assert text_of(mock, "SELECT current_setting('temp_directory')") == "\n"


def test_connections_are_apart(mock: DSSMock) -> None:
    mock.table("connections").put("other", new_connection({"name": "other", "type": "JDBC"}))
    mock.sql.create_table("pg", "t", {"a": "INTEGER"}, [[1]])
    assert text_of(mock, "SELECT a FROM public.t") == "1\n"
    assert start(mock, "SELECT a FROM t", connection="other").status == 400


def test_changes_are_rolled_back_without_a_commit(mock: DSSMock) -> None:
    mock.sql.create_table("pg", "t", {"a": "INTEGER"})
    insert = "INSERT INTO t VALUES (1)"
    answer = start(mock, insert).json()
    assert (answer["hasResults"], answer["schema"]) == (False, [])
    assert stream(mock, answer["queryId"]).text == ""
    assert finish(mock, answer["queryId"]).status == 200
    assert text_of(mock, "SELECT count(*) FROM t") == "0\n"
    start(mock, insert, postQueries=["COMMIT", "INSERT INTO t VALUES (2)"])
    assert text_of(mock, "SELECT a FROM t") == "1\n"


def test_statements_before_are_seen_by_the_query(mock: DSSMock) -> None:
    before = ["BEGIN", "CREATE TABLE t (a INTEGER)", "INSERT INTO t VALUES (5); "]
    assert text_of(mock, "SELECT a FROM t", preQueries=before) == "5\n"
    assert start(mock, "SELECT a FROM t").status == 400


def test_statements_after_run_when_the_rows_were_read(mock: DSSMock) -> None:
    mock.sql.create_table("pg", "t", {"a": "INTEGER"}, [[1]])
    id = begin(mock, "SELECT a FROM t", postQueries=["INSERT INTO t VALUES (2)", "COMMIT"])
    assert mock.sql.execute("pg", "SELECT count(*) FROM t") == [(1,)]
    assert stream(mock, id).text == "1\n"
    assert mock.sql.execute("pg", "SELECT count(*) FROM t") == [(2,)]
    assert finish(mock, id).status == 200


def test_failed_statement_after_is_told_by_finish(mock: DSSMock) -> None:
    id = begin(mock, "SELECT 1", postQueries=["SELEC 1"])
    assert stream(mock, id).text == "1\n"
    assert "syntax error" in finish(mock, id).json()["message"]


def test_commit_that_fails_is_told_by_finish(mock: DSSMock) -> None:
    mock.sql.execute("pg", "CREATE TABLE t (a INTEGER PRIMARY KEY)")
    insert = {"preQueries": ["INSERT INTO t VALUES (1)"], "postQueries": ["COMMIT"]}
    slow = begin(mock, "SELECT 1", **insert)
    assert text_of(mock, "SELECT 2", **insert) == "2\n"
    assert stream(mock, slow).text == "1\n"
    assert "constraint" in finish(mock, slow).json()["message"]


def test_finish_without_reading_ends_the_query(mock: DSSMock) -> None:
    mock.sql.create_table("pg", "t", {"a": "INTEGER"}, [[1]])
    id = begin(mock, "DELETE FROM t RETURNING a", postQueries=["COMMIT"])
    assert finish(mock, id).status == 200
    assert finish(mock, id).status == 200
    assert mock.sql.execute("pg", "SELECT count(*) FROM t") == [(0,)]
    assert stream(mock, id).status == 400


def test_insert_with_returning_gives_rows(mock: DSSMock) -> None:
    mock.sql.create_table("pg", "t", {"a": "INTEGER"})
    assert text_of(mock, "INSERT INTO t VALUES (7) RETURNING a") == "7\n"


def test_rows_are_read_once(mock: DSSMock) -> None:
    id = begin(mock, "SELECT 1")
    assert stream(mock, id).status == 200
    assert stream(mock, id).status == 400


def test_stream_is_lazy_and_may_be_dropped(mock: DSSMock) -> None:
    answer = stream(mock, begin(mock, "SELECT i FROM range(1000000000000) r(i)"))
    assert not isinstance(answer.content, bytes)
    assert next(answer.content).startswith(b"0\n1\n2\n")
    answer.content.close()  # type: ignore[attr-defined]  (it is a generator)
    assert text_of(mock, "SELECT 1") == "1\n"


def test_error_on_the_way_ends_the_stream_and_is_told_by_finish(mock: DSSMock) -> None:
    query = (
        "SELECT CAST(CASE WHEN i = 900000 THEN 'x' ELSE '1' END AS INT) FROM range(1000000) r(i)"
    )
    id = begin(mock, query)
    answer = stream(mock, id)
    assert answer.status == 200
    assert 0 < answer.text.count("1\n") < 900001
    told = finish(mock, id)
    assert told.status == 500
    assert "Could not convert" in told.json()["message"]


@pytest.mark.parametrize(("rows", "sent"), [(0, 0), (3, 3), (700, 700), (5000, 1000)])
def test_scripted_failure_hits_the_next_query_only(mock: DSSMock, rows: int, sent: int) -> None:
    mock.sql.fail_after(rows, "The line broke")
    id = begin(mock, "SELECT i FROM range(1000) r(i)")
    answer = stream(mock, id)
    assert (answer.status, answer.text.count("\n")) == (200, sent)
    assert finish(mock, id).json()["message"] == "The line broke"
    assert text_of(mock, "SELECT 1") == "1\n"


def test_unknown_query_is_not_found(mock: DSSMock) -> None:
    assert stream(mock, "nope").status == 404
    assert finish(mock, "nope").status == 404


def test_query_belongs_to_who_started_it(mock: DSSMock) -> None:
    id = begin(mock, "SELECT 1")
    assert stream(mock, id, key="eve-key").status == 404
    own = start(mock, "SELECT 1", key="eve-key").json()["queryId"]
    assert stream(mock, own, key="eve-key").text == "1\n"


def test_connection_that_the_caller_may_not_use_is_refused(mock: DSSMock) -> None:
    with mock.table("connections").edit("pg") as connection:
        connection.update(usableBy="ALLOWED", allowedGroups=["analysts"])
    assert start(mock, "SELECT 1", key="eve-key").status == 403
    assert start(mock, "SELECT 1").status == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"connection": "nope"}, 404),
        ({"connection": "files"}, 400),
        ({"connection": None}, 400),
        ({"connection": "pg", "database": "d"}, 400),
        ({"database": "default", "type": "hive"}, 400),
        ({"database": "default"}, 400),
        ({"connection": "pg", "type": "impala"}, 400),
        ({"connection": "pg", "type": "cobol"}, 400),
        ({"connection": "pg", "projectKey": "NOPE"}, 404),
        ({"connection": "pg", "scriptSteps": [{"type": "ColumnRenamer"}]}, 400),
        ({"datasetFullName": "NOPE.t"}, 404),
        ({"datasetFullName": "SALES.nope"}, 404),
    ],
)
def test_place_that_cannot_be(mock: DSSMock, body: dict[str, Any], status: int) -> None:
    mock.table("projects").put("SALES", {"projectKey": "SALES", "name": "Sales"})
    assert start(mock, "SELECT 1", **body).status == status


def test_dataset_names_the_connection(mock: DSSMock) -> None:
    mock.table("projects").put("SALES", {"projectKey": "SALES", "name": "Sales"})
    datasets = mock.table("datasets")
    datasets.put("SALES.t", {"name": "t", "params": {"connection": "pg", "table": "t"}})
    datasets.put("SALES.f", {"name": "f", "params": {"connection": "files"}})
    datasets.put("SALES.u", {"name": "u", "params": {}})
    assert text_of(mock, "SELECT 1", datasetFullName="SALES.t") == "1\n"
    assert text_of(mock, "SELECT 1", datasetFullName="t", projectKey="SALES") == "1\n"
    assert start(mock, "SELECT 1", datasetFullName="SALES.f").status == 400
    assert start(mock, "SELECT 1", datasetFullName="SALES.u").status == 400


def test_queries_that_nobody_finishes_are_given_up(mock: DSSMock) -> None:
    first = begin(mock, "SELECT 1")
    for _ in range(MAX_SESSIONS):
        last = begin(mock, "SELECT 1")
    assert stream(mock, first).status == 404
    assert stream(mock, last).status == 200


def test_snapshot_brings_tables_back(mock: DSSMock) -> None:
    mock.sql.execute(
        "pg",
        "CREATE SCHEMA s; CREATE SEQUENCE seq START 7;"
        " CREATE TABLE s.t"
        " (a INTEGER DEFAULT nextval('public.seq'), b BLOB, d DOUBLE, l INTEGER[]);"
        " CREATE TABLE public.empty (a INTEGER); CREATE VIEW public.v AS SELECT a FROM s.t;"
        " INSERT INTO s.t VALUES (1, '\\xAA\\x00', 'inf', [1, NULL]), (NULL, NULL, NULL, NULL)",
    )
    saved = json.loads(json.dumps(mock.snapshot()["parts"]))
    mock.restore({**mock.snapshot(), "parts": saved})
    assert mock.sql.execute("pg", "FROM s.t") == [
        (1, b"\xaa\x00", float("inf"), [1, None]),
        (None, None, None, None),
    ]
    assert mock.sql.execute("pg", "FROM empty") == []
    assert mock.sql.execute("pg", "SELECT a FROM v WHERE a = 1") == [(1,)]
    mock.sql.execute("pg", "DROP VIEW v; DROP TABLE s.t")
    mock.restore({**mock.snapshot(), "parts": saved})
    assert mock.sql.execute("pg", "SELECT count(*) FROM s.t") == [(2,)]


def test_snapshot_survives_a_reset_to_another_seed() -> None:
    mock = DSSMock(seed="demo")
    saved = mock.snapshot()
    mock.reset("empty")
    mock.restore(saved)
    assert mock.sql.execute("warehouse", "SELECT count(*) FROM penguins") == [(344,)]


def test_reset_forgets_tables_and_queries(mock: DSSMock) -> None:
    mock.sql.create_table("pg", "t", {"a": "INTEGER"})
    content = stream(mock, begin(mock, "SELECT i FROM range(1000000) r(i)")).content
    assert not isinstance(content, bytes)
    next(content)
    mock.reset()
    assert list(content) == []
    assert mock.sql.execute("pg", "SELECT count(*) FROM duckdb_tables()") == [(0,)]


def test_demo_warehouse_has_real_and_made_up_tables() -> None:
    mock = DSSMock(seed="demo")
    assert mock.table("connections").get("warehouse")["type"] == "PostgreSQL"
    counts = {
        table: mock.sql.execute("warehouse", f"FROM {table} SELECT count(*)")[0][0]
        for table in ("penguins", "penguins_raw", "customers", "orders")
    }
    assert counts == {"penguins": 344, "penguins_raw": 344, "customers": 60, "orders": 500}
    assert mock.sql.execute(
        "warehouse",
        "SELECT species, count(*), count(bill_length_mm) FROM penguins GROUP BY 1 ORDER BY 1",
    ) == [("Adelie", 152, 151), ("Chinstrap", 68, 68), ("Gentoo", 124, 123)]
    first = mock.sql.execute("warehouse", "SELECT * FROM orders ORDER BY id LIMIT 3")
    again = DSSMock(seed="demo").sql.execute(
        "warehouse", "SELECT * FROM orders ORDER BY id LIMIT 3"
    )
    assert first == again
    [(unshipped, unpaid)] = mock.sql.execute(
        "warehouse",
        "SELECT count(*) FILTER (shipped_on IS NULL), count(*) FILTER (paid IS NULL) FROM orders",
    )
    assert unshipped == 20
    assert unpaid > 0
