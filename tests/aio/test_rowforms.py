"""Rows of queries and datasets as dicts, batches, tables and frames."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from dataikuapi._errors import DSSAPIError, DSSBadRequest, DSSDataError, DSSServerError
from dataikuapi.aio.dss.dataset import AsyncDSSDataset
from dataikuapi.aio.dss.sqlquery import AsyncDSSSQLQuery
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock

ROWS = """
SELECT * FROM (VALUES
  (1, 9007199254740993::BIGINT, 1.5::DOUBLE, true, 'a "b"', DATE '2024-02-29',
   TIMESTAMP '2024-02-29 23:59:59.5', TIMESTAMPTZ '2024-02-29 23:59:59+02'),
  (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
) AS t(id, big, score, ok, name, day, clock, moment) ORDER BY id
"""
FIRST = {
    "id": 1,
    "big": 9007199254740993,
    "score": 1.5,
    "ok": True,
    "name": 'a "b"',
    "day": date(2024, 2, 29),
    "clock": datetime(2024, 2, 29, 23, 59, 59, 500000),
    "moment": datetime(2024, 2, 29, 21, 59, 59, tzinfo=UTC),
}
SECOND = {**dict.fromkeys(FIRST), "id": 2}
TYPES = {
    "id": pa.int32(),
    "big": pa.int64(),
    "score": pa.float64(),
    "ok": pa.bool_(),
    "name": pa.string(),
    "day": pa.date32(),
    "clock": pa.timestamp("us"),
    "moment": pa.timestamp("us", "UTC"),
}
READS = ["sql_start_query", "sql_stream_rows", "sql_finish_streaming"]
Form = Callable[..., Awaitable[Any]]


@pytest.fixture
def mock() -> DSSMock:
    mock = DSSMock()
    given = {"name": "pg", "type": "PostgreSQL", "usableBy": "ALLOWED", "allowedGroups": []}
    mock.table("connections").put("pg", given)
    return mock


@pytest.fixture
async def query(client: AsyncDSSClient) -> AsyncDSSSQLQuery:
    modes = {"datetimenotz_read_mode": "AS_IS", "dateonly_read_mode": "AS_IS"}
    flags = {"read_timestamp_without_timezone_as_string": False}
    return await client.sql_query(ROWS, "pg", **modes, **flags)


@pytest.fixture
def orders(demo_client: AsyncDSSClient) -> AsyncDSSDataset:
    return demo_client.get_project("SALES").get_dataset("orders")


async def dicts(source: Any, **named: Any) -> list[Any]:
    return [row async for row in source.iter_dicts(**named)]


async def batches(source: Any, **named: Any) -> list[Any]:
    found = [batch async for batch in source.iter_batches(**named)]
    return [row for batch in found for row in batch.to_pylist()]


async def arrow(source: Any, **named: Any) -> list[Any]:
    return (await source.to_arrow(**named)).to_pylist()


async def pandas(source: Any, **named: Any) -> list[Any]:
    return (await source.get_dataframe(**named)).to_dict("records")


async def polars(source: Any, **named: Any) -> list[Any]:
    return (await source.to_polars(**named)).to_dicts()


async def rows(source: Any, **named: Any) -> list[Any]:
    return [row async for row in source.iter_rows(**named)]


FORMS = [dicts, batches, arrow, pandas, polars]


@pytest.mark.parametrize("form", [dicts, batches, arrow, polars])
async def test_forms_of_a_query_hold_typed_values(
    query: AsyncDSSSQLQuery, mock: DSSMock, form: Form
) -> None:
    assert await form(query) == [FIRST, SECOND]
    assert [call.operation for call in mock.calls] == READS


async def test_to_arrow_has_the_types_of_the_schema(query: AsyncDSSSQLQuery) -> None:
    table = await query.to_arrow()
    assert dict(zip(table.schema.names, table.schema.types, strict=True)) == TYPES


async def test_get_dataframe_has_the_types_of_the_schema(query: AsyncDSSSQLQuery) -> None:
    frame = await query.get_dataframe()
    kinds = {name: str(kind) for name, kind in frame.dtypes.items()}
    assert kinds.pop("name") in {"str", "object"}
    assert kinds == {
        "id": "int32",
        "big": "Int64",
        "score": "float64",
        "ok": "object",
        "day": "datetime64[us]",
        "clock": "datetime64[us]",
        "moment": "datetime64[us, UTC]",
    }
    assert frame["big"].tolist() == [9007199254740993, pd.NA]
    assert frame["day"][0] == pd.Timestamp("2024-02-29")
    assert frame.loc[1].drop("id").isna().all()


async def test_get_dataframe_may_be_nullable(query: AsyncDSSSQLQuery) -> None:
    frame = await query.get_dataframe(nullable=True)
    kinds = {name: str(kind) for name, kind in frame.dtypes.items()}
    assert {kinds[name] for name in ("id", "big", "score", "ok")} == {
        "Int32",
        "Int64",
        "Float64",
        "boolean",
    }
    assert isinstance(frame["name"].dtype, pd.StringDtype)
    assert frame["ok"].tolist() == [True, pd.NA]


@pytest.mark.parametrize("form", [rows, *FORMS])
async def test_limit_ends_a_query_early(client: AsyncDSSClient, mock: DSSMock, form: Form) -> None:
    query = await client.sql_query("SELECT i FROM range(100000000) r(i)", "pg")
    assert len(await form(query, limit=3)) == 3
    assert [call.operation for call in mock.calls] == READS[:2]
    query = await client.sql_query("SELECT i FROM range(5) r(i)", "pg")
    assert len(await form(query, limit=7)) == 5
    assert await form(query, limit=0) == []


@pytest.mark.parametrize("form", [rows, *FORMS])
@pytest.mark.parametrize(
    ("limit", "error"), [(-1, ValueError), (True, TypeError), ("3", TypeError)]
)
async def test_wrong_limit_is_refused_before_any_request(
    query: AsyncDSSSQLQuery, mock: DSSMock, form: Form, limit: Any, error: type[Exception]
) -> None:
    with pytest.raises(error, match="limit"):
        await form(query, limit=limit)
    assert [call.operation for call in mock.calls] == READS[:1]


@pytest.mark.parametrize("form", FORMS)
async def test_query_that_fails_while_it_is_read_raises(
    client: AsyncDSSClient, mock: DSSMock, form: Form
) -> None:
    mock.sql.fail_after(2, "The database went away")
    query = await client.sql_query("SELECT i FROM range(10) r(i)", "pg")
    with pytest.raises(DSSAPIError, match="went away"):
        await form(query)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("body", ['1\t"never closed\n', '1\t"\n2\tx\n', "1\tx\n2"])
async def test_rows_that_are_cut_short_raise(
    client: AsyncDSSClient, mock: DSSMock, form: Form, body: str
) -> None:
    query = await client.sql_query("SELECT 1 AS a, 'x' AS b", "pg")
    mock.faults.add("sql_stream_rows", status=200, body=body)
    with pytest.raises(DSSDataError, match="cut short"):
        await form(query)


@pytest.mark.parametrize("form", [rows, *FORMS])
async def test_progress_tells_how_many_rows_came(
    query: AsyncDSSSQLQuery, form: Form, capsys: pytest.CaptureFixture[str]
) -> None:
    await form(query, progress=True)
    out = capsys.readouterr().out
    assert query.queryId in out
    assert "2 rows" in out


@pytest.mark.parametrize("form", [dicts, polars])
async def test_columns_of_one_name_are_refused_where_one_would_be_lost(
    client: AsyncDSSClient, form: Form
) -> None:
    query = await client.sql_query("SELECT 1 AS a, 2 AS a", "pg")
    with pytest.raises(DSSDataError, match="2 are 'a'"):
        await form(query)
    query = await client.sql_query("SELECT 1 AS a, 2 AS a", "pg")
    assert (await query.to_arrow()).column_names == ["a", "a"]


@pytest.mark.parametrize("form", FORMS)
async def test_statement_without_columns_gives_nothing(client: AsyncDSSClient, form: Form) -> None:
    await (query := await client.sql_query("CREATE TABLE t (a INTEGER)", "pg")).verify()
    assert await form(query) == []


@pytest.mark.parametrize(
    ("form", "missing", "extra"),
    [
        (batches, "pyarrow", "arrow"),
        (arrow, "pyarrow", "arrow"),
        (pandas, "pandas", "pandas"),
        (polars, "polars", "polars"),
    ],
)
async def test_missing_package_is_named_before_any_request(
    query: AsyncDSSSQLQuery,
    orders: AsyncDSSDataset,
    mock: DSSMock,
    demo: DSSMock,
    monkeypatch: pytest.MonkeyPatch,
    form: Form,
    missing: str,
    extra: str,
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    for source in (query, orders):
        with pytest.raises(ImportError, match=rf"needs {missing}, .*\[{extra}\]"):
            await form(source)
    assert [call.operation for call in [*mock.calls, *demo.calls]] == READS[:1]


@pytest.mark.parametrize("form", [rows, *FORMS])
async def test_forms_of_a_dataset_take_selections(
    orders: AsyncDSSDataset, demo: DSSMock, form: Form
) -> None:
    assert len(await form(orders, columns=["amount"], filter="amount > 390 && paid", limit=2)) == 2
    query = demo.calls[0].query
    assert (query["columns"], query["filter"]) == (["amount"], "amount > 390 && paid")
    assert "sampling" not in query
    some = {"samplingMethod": "HEAD_SEQUENTIAL", "maxRecords": 4}
    assert len(await form(orders, sampling=some)) == 4
    assert [call.operation for call in demo.calls][-3:] == [
        "dataset_stream_rows",
        "dataset_get_schema",
        "dataset_finish_streaming",
    ]
    assert len(await form(orders, limit=3)) == 3
    assert json.loads(demo.calls[-2].query["sampling"])["maxRecords"] == 3
    assert len(await form(orders)) == 500
    assert await form(orders, limit=0) == []
    with pytest.raises(DSSBadRequest, match="2030-01-01"):
        await form(orders, partitions="2030-01-01")
    with pytest.raises(ValueError, match="columns"):
        await form(orders, columns=[])


async def test_frames_of_a_dataset_are_frames(orders: AsyncDSSDataset) -> None:
    frame = await orders.get_dataframe(columns=["id", "amount"])
    assert [str(kind) for kind in frame.dtypes] == ["int64", "float64"]
    assert isinstance(await orders.to_polars(limit=1), pl.DataFrame)
    assert (await orders.to_arrow(limit=1)).num_rows == 1


@pytest.mark.parametrize("form", FORMS)
async def test_read_of_a_dataset_that_fails_raises(
    orders: AsyncDSSDataset, demo: DSSMock, form: Form
) -> None:
    demo.sql.fail_after(2, "The disk is gone")
    with pytest.raises(DSSServerError, match="The disk is gone"):
        await form(orders, columns="id")


async def test_batches_may_be_left(client: AsyncDSSClient, mock: DSSMock) -> None:
    query = await client.sql_query("SELECT i FROM range(1000000000000) r(i)", "pg")
    found = query.iter_batches()
    first = await anext(found)
    assert first["i"][0].as_py() == 0
    await found.aclose()
    assert (await (await client.sql_query("SELECT 1 AS a", "pg")).to_arrow()).to_pylist() == [
        {"a": 1}
    ]


async def test_null_of_a_text_is_none_in_rows_of_a_single_column(client: AsyncDSSClient) -> None:
    both = "SELECT * FROM (VALUES ('x', 1), (NULL, 2)) AS t(a, id) ORDER BY id"
    assert await rows(await client.sql_query(both, "pg")) == [["x", 1], ["", 2]]
    one = "SELECT a FROM (VALUES ('x', 1), (NULL, 2)) AS t(a, id) ORDER BY id"
    assert await rows(await client.sql_query(one, "pg")) == [["x"], [None]]
