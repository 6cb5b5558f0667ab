# Derived by `tox -e generate` from tests/aio/test_sqlquery.py. Do not edit.
"""Queries: how they start, their rows, and what can go wrong on the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from dataikuapi import DSSAPIError, DSSConnectionError, DSSDataError, DSSForbidden, DSSNotFound
from dataikuapi.dss.sqlquery import DSSSQLQuery
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock

COLUMNS = {
    "id": "BIGINT",
    "name": "VARCHAR",
    "score": "DOUBLE",
    "at": "TIMESTAMP WITH TIME ZONE",
    "day": "DATE",
    "ok": "BOOLEAN",
}
ROWS = [
    [1, 'Tab\there "quoted" é', 1.5, "2021-01-02T03:04:05.678+00:00", "2021-01-02", True],
    [2, "two\nlines", None, None, None, None],
    [3, "", -300.0, "2021-01-03T01:00:00+01:00", None, False],
]


@pytest.fixture
def mock() -> DSSMock:
    """An instance with a table in a database."""
    mock = DSSMock()
    given = {"name": "pg", "type": "PostgreSQL", "usableBy": "ALLOWED", "allowedGroups": []}
    mock.table("connections").put("pg", given)
    mock.sql.create_table("pg", "t", COLUMNS, ROWS)
    return mock


def rows_of(query: DSSSQLQuery, *, verify: bool = False) -> list[list[Any]]:
    """All rows of a query."""
    return [list(row) for row in query.iter_rows(verify=verify)]


def test_rows_have_the_values_of_the_table(client: DSSClient, mock: DSSMock) -> None:
    query = client.sql_query("SELECT * FROM t ORDER BY id", connection="pg")
    assert rows_of(query) == [
        [
            1,
            'Tab\there "quoted" é',
            1.5,
            datetime(2021, 1, 2, 3, 4, 5, 678000, UTC),
            datetime.fromisoformat("2021-01-02"),
            True,
        ],
        [2, "two\nlines", None, None, None, False],
        [3, "", -300.0, datetime(2021, 1, 3, tzinfo=UTC), None, False],
    ]
    assert query.verify() is None
    assert [call.operation for call in mock.calls] == [
        "sql_start_query",
        "sql_stream_rows",
        "sql_finish_streaming",
    ]
    assert mock.calls[1].query == {"format": "tsv-excel-noheader"}


def test_schema_lists_the_columns(client: DSSClient) -> None:
    query = client.sql_query('SELECT id, name, "at" FROM t', "pg")
    assert query.get_schema() == [
        {"name": "id", "type": "bigint", "originalType": "int8"},
        {"name": "name", "type": "string", "originalType": "varchar"},
        {"name": "at", "type": "date", "originalType": "timestamptz"},
    ]
    assert query.client is client
    assert query.streaming_session["queryId"] == query.queryId
    assert query.streaming_session["hasResults"] is True
    assert query.queryId in repr(query)


def test_statement_without_rows_has_no_columns(client: DSSClient, mock: DSSMock) -> None:
    query = client.sql_query("DELETE FROM t", "pg", post_queries=["COMMIT"])
    assert query.get_schema() == []
    assert rows_of(query, verify=True) == []
    assert mock.sql.execute("pg", "SELECT count(*) FROM t") == [(0,)]


def test_start_sends_every_argument(client: DSSClient, mock: DSSMock) -> None:
    mock.table("projects").put("SALES", {"projectKey": "SALES", "name": "Sales"})
    client.sql_query(
        "SELECT 1", "pg", None, None, ("SELECT 2",), ["SELECT 3"], "sql", {"k": "v"}, [],
        {"columns": []}, {"columns": [1]}, "/report", False, True, "SALES", "AS_DATE", "AS_STRING",
    )  # fmt: skip
    assert mock.calls[0].body == {
        "query": "SELECT 1",
        "connection": "pg",
        "database": None,
        "datasetFullName": None,
        "preQueries": ["SELECT 2"],
        "postQueries": ["SELECT 3"],
        "type": "sql",
        "extraConf": {"k": "v"},
        "scriptSteps": [],
        "scriptInputSchema": {"columns": []},
        "scriptOutputSchema": {"columns": [1]},
        "scriptReportLocation": "/report",
        "readTimestampWithoutTimezoneAsString": False,
        "readDateAsString": True,
        "projectKey": "SALES",
        "datetimenotzReadMode": "AS_DATE",
        "dateonlyReadMode": "AS_STRING",
    }
    assert mock.calls[0].warnings == []


def test_start_sends_nulls_for_what_is_open(client: DSSClient, mock: DSSMock) -> None:
    client.sql_query("SELECT 1", connection="pg")
    body = mock.calls[0].body
    assert {name for name, value in body.items() if value is None} == {
        "database", "datasetFullName", "postQueries", "preQueries", "projectKey",
        "scriptInputSchema", "scriptOutputSchema", "scriptReportLocation", "scriptSteps",
    }  # fmt: skip
    assert body["extraConf"] == {}
    assert body["type"] == "sql"
    assert (body["datetimenotzReadMode"], body["dateonlyReadMode"]) == ("AS_IS", "AS_IS")
    assert body["readTimestampWithoutTimezoneAsString"] is True
    assert body["readDateAsString"] is False


@pytest.mark.parametrize(
    ("arguments", "error", "name"),
    [
        ({"query": ""}, ValueError, "query"),
        ({"query": b"SELECT 1"}, TypeError, "query"),
        ({"connection": 7}, TypeError, "connection"),
        ({"connection": ""}, ValueError, "connection"),
        ({"database": ["d"]}, TypeError, "database"),
        ({"dataset_full_name": 7}, TypeError, "dataset_full_name"),
        ({"pre_queries": "SELECT 1"}, TypeError, "pre_queries"),
        ({"post_queries": [7]}, TypeError, "post_queries"),
        ({"type": None}, TypeError, "type"),
        ({"extra_conf": []}, TypeError, "extra_conf"),
        ({"script_steps": ["step"]}, TypeError, "script_steps"),
        ({"script_input_schema": []}, TypeError, "script_input_schema"),
        ({"script_output_schema": 7}, TypeError, "script_output_schema"),
        ({"script_report_location": 7}, TypeError, "script_report_location"),
        ({"project_key": 7}, TypeError, "project_key"),
    ],
)
def test_wrong_argument_is_named_before_anything_is_sent(
    client: DSSClient,
    mock: DSSMock,
    arguments: dict[str, Any],
    error: type[Exception],
    name: str,
) -> None:
    with pytest.raises(error, match=name):
        client.sql_query(**{"query": "SELECT 1", **arguments})
    assert mock.calls == []


def test_refused_query_raises_with_the_text_of_the_database(client: DSSClient) -> None:
    with pytest.raises(DSSAPIError, match=r"^java.sql.SQLException: .*nowhere does not exist"):
        client.sql_query("SELECT * FROM nowhere", "pg")


def test_unknown_connection_raises(client: DSSClient) -> None:
    with pytest.raises(DSSNotFound, match="nope"):
        client.sql_query("SELECT 1", "nope")


def test_query_needs_the_right_to_the_connection(
    client_as: Callable[[str], DSSClient], mock: DSSMock
) -> None:
    mock.table("users").put("eve", {"login": "eve", "groups": ["readers"]})
    eve = client_as("eve")
    with pytest.raises(DSSForbidden):
        eve.sql_query("SELECT 1", "pg")
    eve.close()


def test_failure_on_the_way_is_told_by_verify(client: DSSClient, mock: DSSMock) -> None:
    mock.sql.fail_after(2, "The database went away")
    query = client.sql_query("SELECT id FROM t ORDER BY id", "pg")
    assert rows_of(query) == [[1], [2]]
    with pytest.raises(DSSAPIError, match="The database went away"):
        query.verify()


def test_rows_verify_themselves_when_asked(client: DSSClient, mock: DSSMock) -> None:
    query = client.sql_query("SELECT id FROM t ORDER BY id", "pg")
    assert rows_of(query, verify=True) == [[1], [2], [3]]
    assert mock.calls[-1].operation == "sql_finish_streaming"
    mock.sql.fail_after(2, "The database went away")
    query = client.sql_query("SELECT id FROM t ORDER BY id", "pg")
    rows = query.iter_rows(verify=True)
    assert [next(rows), next(rows)] == [[1], [2]]
    with pytest.raises(DSSAPIError, match="The database went away"):
        next(rows)


def test_last_row_needs_no_line_feed(client: DSSClient, mock: DSSMock) -> None:
    query = client.sql_query("SELECT 1, 'x'", "pg")
    mock.faults.add("sql_stream_rows", status=200, body="7\tx\n8\ty")
    assert rows_of(query) == [[7, "x"], [8, "y"]]


def test_rows_that_end_inside_a_cell_raise(client: DSSClient, mock: DSSMock) -> None:
    query = client.sql_query("SELECT 1, 'x'", "pg")
    mock.faults.add("sql_stream_rows", status=200, body='1\t"never closed\n')
    with pytest.raises(DSSDataError, match="never closed"):
        rows_of(query)


def test_broken_connection_raises_after_the_rows_that_came(
    client: DSSClient, mock: DSSMock
) -> None:
    query = client.sql_query("SELECT i FROM range(10) r(i)", "pg")
    mock.faults.add("sql_stream_rows", cut_body=5)
    rows = query.iter_rows()
    assert [next(rows), next(rows)] == [[0], [1]]
    with pytest.raises((DSSConnectionError, DSSDataError)):
        next(rows)


def test_many_rows_are_all_there(client: DSSClient) -> None:
    sql = "SELECT i, 'é\"' || i, i / 8 FROM range(20000) r(i)"
    query = client.sql_query(sql, "pg")
    rows = rows_of(query, verify=True)
    assert rows == [[i, f'é"{i}', i / 8] for i in range(20000)]


def test_reader_may_stop_early(client: DSSClient) -> None:
    query = client.sql_query("SELECT i FROM range(1000000000000) r(i)", "pg")
    rows = query.iter_rows()
    assert [next(rows), next(rows)] == [[0], [1]]
    rows.close()
    assert rows_of(client.sql_query("SELECT 1", "pg")) == [[1]]


def test_unknown_query_raises(client: DSSClient) -> None:
    query = DSSSQLQuery(client, {"queryId": "nope"})
    assert query.get_schema() == []
    with pytest.raises(DSSNotFound):
        rows_of(query)
    with pytest.raises(DSSNotFound):
        query.verify()


@pytest.mark.parametrize("answer", [{}, [], None, {"hasResults": True}])
def test_answer_without_a_query_raises(client: DSSClient, mock: DSSMock, answer: Any) -> None:
    mock.faults.add("sql_start_query", status=200, body=answer)
    with pytest.raises(DSSDataError):
        client.sql_query("SELECT 1", "pg")


def test_schema_that_is_no_list_raises(client: DSSClient, mock: DSSMock) -> None:
    answer = {"queryId": "q", "schema": {"columns": [{"name": "a", "type": "int"}]}}
    mock.faults.add("sql_start_query", status=200, body=answer)
    query = client.sql_query("SELECT 1", "pg")
    with pytest.raises(DSSDataError, match="schema"):
        rows_of(query)
    assert [call.operation for call in mock.calls] == ["sql_start_query"]
