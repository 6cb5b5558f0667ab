"""Datasets: rows, partitions, files, detection, copies."""

from __future__ import annotations

import gzip
import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dataikuapi._errors import (
    DataikuException,
    DSSBadRequest,
    DSSConnectionError,
    DSSFutureFailed,
    DSSNotFound,
    DSSServerError,
)
from dataikuapi.aio.dss.dataset import AsyncDSSDataset
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dssclient import AsyncDSSClient
from dataikuapi.dss.utils import DSSDatasetSelectionBuilder
from dssmock.core import DSSMock

CSV = b'id,name,when,ok\n1,"A, ""b""",2024-01-01,true\n2,,2024-01-02,false\n'


@pytest.fixture
async def project(client: AsyncDSSClient) -> AsyncDSSProject:
    return await client.create_project("SALES", "Sales", "admin")


@pytest.fixture
async def uploads(project: AsyncDSSProject) -> AsyncDSSDataset:
    return await project.create_upload_dataset("uploads")


@pytest.fixture
def sales(demo_client: AsyncDSSClient) -> AsyncDSSProject:
    return demo_client.get_project("SALES")


async def rows_of(dataset: AsyncDSSDataset, *args: Any, **named: Any) -> list[list[Any]]:
    """All rows of a dataset."""
    return [row async for row in dataset.iter_rows(*args, **named)]


async def test_iter_rows_of_every_type(sales: AsyncDSSProject, demo: DSSMock) -> None:
    rows = await rows_of(sales.get_dataset("orders"))
    assert len(rows) == 500
    times = (datetime(2024, 1, 3, 20, 47, 0, 39000), datetime(2024, 1, 3))
    assert rows[0] == [
        1001,
        15,
        datetime(2024, 1, 2, 13, 47, 0, 39000, tzinfo=UTC),
        *times,
        4,
        327.18,
        False,
    ]
    assert rows[-1][3:5] == [None, None]
    operations = [call.operation for call in demo.calls]
    assert operations == ["dataset_stream_rows", "dataset_get_schema", "dataset_finish_streaming"]
    query = demo.calls[0].query
    assert set(query) == {"format", "readSessionId"}
    assert query["format"] == "tsv-excel-noheader"
    assert demo.calls[2].query == {"readSessionId": query["readSessionId"]}


async def test_iter_rows_with_odd_texts(sales: AsyncDSSProject) -> None:
    rows = await rows_of(sales.get_dataset("customers"), columns=["id", "note"])
    notes = {note for _, note in rows}
    assert notes == {"", 'Says "hello" first', "Two\nlines", "A\ttab", "Prefers e-mail", "日本語"}


async def test_iter_rows_with_columns(sales: AsyncDSSProject, demo: DSSMock) -> None:
    rows = await rows_of(sales.get_dataset("orders"), columns=["amount", "id"])
    assert rows[0] == [327.18, 1001]
    assert demo.calls[0].query["columns"] == ["amount", "id"]


async def test_iter_rows_with_columns_that_do_not_exist(sales: AsyncDSSProject) -> None:
    with pytest.raises(DSSBadRequest, match="nothing"):
        await rows_of(sales.get_dataset("orders"), columns=["id", "nothing"])
    with pytest.raises(ValueError, match="columns"):
        await rows_of(sales.get_dataset("orders"), columns=[])
    with pytest.raises(TypeError, match="columns"):
        await rows_of(sales.get_dataset("orders"), columns=[1])


async def test_iter_rows_of_a_column_that_only_the_schema_lacks(
    sales: AsyncDSSProject, demo: DSSMock
) -> None:
    demo.faults.add(op="dataset_get_schema", status=200, body='{"columns": []}')
    with pytest.raises(ValueError, match="no column 'id'"):
        await rows_of(sales.get_dataset("orders"), columns=["id"])


async def test_iter_rows_of_partitions(sales: AsyncDSSProject, demo: DSSMock) -> None:
    visits = sales.get_dataset("visits")
    assert await visits.list_partitions() == ["2026-01-01", "2026-01-02", "2026-01-03"]
    assert len(await rows_of(visits)) == 6
    assert await rows_of(visits, "2026-01-02") == [["home", 101], ["basket", 11]]
    assert len(await rows_of(visits, ["2026-01-02", "2026-01-03"])) == 4
    with pytest.raises(DSSBadRequest, match="2030-01-01"):
        await rows_of(visits, "2030-01-01")
    with pytest.raises(DSSBadRequest, match="not partitioned"):
        await rows_of(sales.get_dataset("orders"), "2030-01-01")


async def test_partitions_of_a_table(sales: AsyncDSSProject) -> None:
    dataset = sales.get_dataset("orders")
    assert await dataset.list_partitions() == ["NP"]
    settings = await dataset.get_settings()
    settings.add_time_partitioning_dimension("shipped_on", "MONTH")
    settings.add_discrete_partitioning_dimension("quantity")
    await settings.save()
    partitions = await dataset.list_partitions()
    assert partitions[0].startswith("2024-01|")
    rows = await rows_of(dataset, partitions[0])
    assert {row[5] for row in rows} == {int(partitions[0].split("|")[1])}
    await dataset.clear(partitions[0])
    assert partitions[0] not in await dataset.list_partitions()


async def test_iter_rows_with_a_filter(sales: AsyncDSSProject, demo: DSSMock) -> None:
    orders = sales.get_dataset("orders")
    rows = await rows_of(orders, columns=["amount", "paid"], filter="amount > 390 && paid")
    assert rows
    assert all(amount > 390 and paid for amount, paid in rows)
    with pytest.raises(DSSBadRequest, match="nothing"):
        await rows_of(orders, filter="nothing == 3")


async def test_iter_rows_with_a_sample(sales: AsyncDSSProject, demo: DSSMock) -> None:
    orders = sales.get_dataset("orders")
    first = DSSDatasetSelectionBuilder().with_head_sampling(3)
    assert [row[0] for row in await rows_of(orders, sampling=first)] == [1001, 1002, 1003]
    assert json.loads(demo.calls[0].query["sampling"])["maxRecords"] == 3
    some: dict[str, Any] = {"samplingMethod": "RANDOM_FIXED_NB", "maxRecords": 5}
    assert len(await rows_of(orders, sampling=some)) == 5
    some = {"samplingMethod": "RANDOM_FIXED_RATIO", "targetRatio": 0.5}
    assert 150 < len(await rows_of(orders, sampling=some)) < 350
    some = {"samplingMethod": "COLUMN_BASED", "column": "customer_id", "maxRecords": 100}
    rows = await rows_of(orders, sampling=some)
    assert 0 < len(rows) <= 100
    everything = DSSDatasetSelectionBuilder().with_all_data_sampling()
    assert len(await rows_of(orders, sampling=everything)) == 500
    with pytest.raises(DSSBadRequest, match="GUESS"):
        await rows_of(orders, sampling={"samplingMethod": "GUESS"})
    with pytest.raises(TypeError, match="sampling"):
        await rows_of(orders, sampling="FULL")


async def test_iter_rows_tells_that_the_read_failed(sales: AsyncDSSProject, demo: DSSMock) -> None:
    demo.sql.fail_after(2, "The disk is gone")
    rows: list[Any] = []

    async def walk() -> None:
        async for row in sales.get_dataset("orders").iter_rows(columns="id"):
            rows.append(row)  # noqa: PERF401 (what came before the failure is of interest)

    with pytest.raises(DSSServerError, match="The disk is gone"):
        await walk()
    assert rows == [[1001], [1002]]


async def test_iter_rows_of_a_dss_that_cannot_be_asked(
    sales: AsyncDSSProject, demo: DSSMock
) -> None:
    demo.faults.add(op="dataset_finish_streaming", status=404, html="Not Found")
    assert len(await rows_of(sales.get_dataset("orders"))) == 500
    demo.faults.add(
        op="dataset_finish_streaming",
        status=404,
        body='{"errorType": "X", "message": "no session"}',
    )
    with pytest.raises(DSSNotFound, match="no session"):
        await rows_of(sales.get_dataset("orders"))


async def test_iter_rows_over_a_broken_connection(sales: AsyncDSSProject, demo: DSSMock) -> None:
    demo.faults.add(op="dataset_stream_rows", cut_body=100)
    with pytest.raises((DSSConnectionError, DataikuException)):
        await rows_of(sales.get_dataset("orders"))


async def test_iter_rows_can_be_left(sales: AsyncDSSProject, demo: DSSMock) -> None:
    rows = sales.get_dataset("orders").iter_rows()
    async for row in rows:
        assert row[0] == 1001
        break
    await rows.aclose()
    assert [call.operation for call in demo.calls][-1] == "dataset_get_schema"


async def test_iter_rows_of_what_does_not_exist(sales: AsyncDSSProject, demo: DSSMock) -> None:
    with pytest.raises(DSSNotFound, match=r"SALES\.nothing"):
        await rows_of(sales.get_dataset("nothing"))
    made = await sales.create_sql_table_dataset("gone", "PostgreSQL", "warehouse", "gone", None)
    await made.set_schema({"columns": [{"name": "a", "type": "int"}]})
    with pytest.raises(DSSBadRequest, match="gone"):
        await rows_of(made)


async def test_upload_detect_and_read(uploads: AsyncDSSDataset, mock: DSSMock) -> None:
    await uploads.uploaded_add_file(io.BytesIO(CSV), "orders.csv")
    assert mock.calls[-1].files == {"file": ("orders.csv", len(CSV))}
    [file] = await uploads.uploaded_list_files()
    assert (file["path"], file["length"]) == ("orders.csv", len(CSV))
    settings = await uploads.autodetect_settings(infer_storage_types=True)
    raw = settings.get_raw()
    assert raw["formatType"] == "csv"
    assert raw["formatParams"]["separator"] == ","
    kinds = [(each["name"], each["type"]) for each in settings.schema_columns]
    assert kinds == [
        ("id", "bigint"),
        ("name", "string"),
        ("when", "dateonly"),
        ("ok", "boolean"),
    ]
    assert (await uploads.get_schema())["columns"] == []
    await settings.save()
    days = [datetime(2024, 1, day) for day in (1, 2)]
    assert await rows_of(uploads) == [
        [1, 'A, "b"', days[0], True],
        [2, "", days[1], False],
    ]


async def test_upload_of_several_files(uploads: AsyncDSSDataset) -> None:
    await uploads.uploaded_add_file(b"a;b\n1;2\n", "one.csv")
    await uploads.uploaded_add_file(io.StringIO("a;b\n3;4\n"), "two.csv")
    await uploads.uploaded_add_file(gzip.compress(b"a;b\n5;6\n"), "three.csv.gz")
    await uploads.uploaded_add_file(b"a;b\n7;8\n", "one.csv")
    assert len(await uploads.uploaded_list_files()) == 3
    await (await uploads.autodetect_settings()).save()
    assert sorted(await rows_of(uploads)) == [["3", "4"], ["5", "6"], ["7", "8"]]
    await uploads.clear()
    assert await uploads.uploaded_list_files() == []
    assert await rows_of(uploads) == []


async def test_upload_of_a_path_or_of_pieces_with_a_bar(
    uploads: AsyncDSSDataset, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "local.csv"
    path.write_bytes(b"a;b\n1;2\n")
    await uploads.uploaded_add_file(path, "one.csv", progress=True)
    assert "local.csv" in capsys.readouterr().out
    await uploads.uploaded_add_file((piece for piece in [b"a;b\n", b"3;4\n"]), "two.csv")
    sizes = {each["path"]: each["length"] for each in await uploads.uploaded_list_files()}
    assert sizes == {"one.csv": 8, "two.csv": 8}
    with pytest.raises(IsADirectoryError, match="fp is a folder"):
        await uploads.uploaded_add_file(tmp_path, "three.csv")


async def test_upload_of_what_cannot_be_read(
    uploads: AsyncDSSDataset, project: AsyncDSSProject, mock: DSSMock
) -> None:
    asked = len(mock.calls)
    with pytest.raises(TypeError, match="fp"):
        await uploads.uploaded_add_file(3, "a.csv")
    with pytest.raises(ValueError, match="filename"):
        await uploads.uploaded_add_file(b"", "")
    with pytest.raises(ValueError, match="filename"):
        await uploads.uploaded_add_file(b"", "..")
    assert len(mock.calls) == asked
    other = await project.create_filesystem_dataset("other", "files", "/in")
    with pytest.raises(DSSBadRequest, match="uploads"):
        await other.uploaded_add_file(b"", "a.csv")


async def test_autodetect_of_nothing(uploads: AsyncDSSDataset) -> None:
    with pytest.raises(DataikuException, match="Format detection failed"):
        await uploads.autodetect_settings()


async def test_autodetect_of_a_file_that_is_no_text(uploads: AsyncDSSDataset) -> None:
    await uploads.uploaded_add_file(b"PK\x03\x04\xff\xfe\0\0", "book.xlsx")
    with pytest.raises(DSSFutureFailed, match=r"book\.xlsx"):
        await uploads.autodetect_settings()


async def test_autodetect_of_a_table(sales: AsyncDSSProject) -> None:
    made = await sales.create_sql_table_dataset(
        "again", "PostgreSQL", "warehouse", "orders", "public"
    )
    found = await made.test_and_detect()
    assert found["schemaDetection"]["newSchema"]["columns"][0] == {"name": "id", "type": "bigint"}
    settings = await made.autodetect_settings()
    await settings.save()
    assert (await rows_of(made, sampling={"samplingMethod": "HEAD_SEQUENTIAL", "maxRecords": 1}))[
        0
    ][0] == 1001


@pytest.mark.parametrize("kind", ["ElasticSearch", "CustomPython_x", "CustomJava_x"])
async def test_autodetect_of_other_types(project: AsyncDSSProject, kind: str) -> None:
    made = await project.create_dataset("x", kind)
    schema = {"columns": [{"name": "id", "type": "int"}]}
    await made.set_schema(schema)
    settings = await made.autodetect_settings()
    assert settings.schema_columns == schema["columns"]


async def test_autodetect_that_finds_nothing(project: AsyncDSSProject, mock: DSSMock) -> None:
    custom = await project.create_dataset("x", "CustomPython_x")
    mock.faults.add(op="dataset_detect_custom", status=200, body="{}")
    with pytest.raises(DataikuException, match="Schema detection failed"):
        await custom.autodetect_settings()
    table = await project.create_dataset("y", "PostgreSQL")
    mock.faults.add(op="dataset_detect_sql", status=200, body="{}")
    with pytest.raises(DataikuException, match="Format detection failed"):
        await table.autodetect_settings()


async def test_autodetect_of_an_unknown_type(project: AsyncDSSProject) -> None:
    made = await project.create_dataset("x", "Inline")
    with pytest.raises(ValueError, match="Inline"):
        await made.test_and_detect()
    with pytest.raises(ValueError, match="Inline"):
        await made.autodetect_settings()


async def test_files_of_a_connection(client: AsyncDSSClient, mock: DSSMock) -> None:
    project = await client.create_project("P", "P", "admin")
    mock.blobs.put("connections/lake/raw/in/2024.csv", b"a\n1\n")
    mock.blobs.put("connections/lake/raw/inside/2025.csv", b"a\n9\n")
    dataset = await project.create_s3_dataset("x", "lake", "/in", bucket="raw")
    await (await dataset.autodetect_settings(infer_storage_types=True)).save()
    assert await rows_of(dataset) == [[1]]


async def test_copy_to(sales: AsyncDSSProject, demo: DSSMock) -> None:
    source = sales.get_dataset("customers")
    builder = sales.new_managed_dataset("copy").with_store_into("filesystem_managed")
    target = await builder.create()
    future = await source.copy_to(target)
    body = next(call.body for call in demo.calls if call.operation == "dataset_copy")
    assert body == {
        "targetProjectKey": "SALES",
        "targetDatasetName": "copy",
        "syncSchema": True,
        "writeMode": "OVERWRITE",
    }
    assert await future.wait_for_result() == {"writtenRows": 60}
    assert await rows_of(target) == await rows_of(source)
    again = await source.copy_to(target, sync_schema=False, write_mode="APPEND")
    await again.wait_for_result()
    assert len(await rows_of(target)) == 120
    await target.clear()
    assert await rows_of(target) == []


async def test_copy_to_a_table(sales: AsyncDSSProject) -> None:
    source = sales.get_dataset("customers")
    target = await sales.new_managed_dataset("copy").with_store_into("warehouse").create()
    await (await source.copy_to(target)).wait_for_result()
    assert await rows_of(target) == await rows_of(source)
    await target.clear()
    assert await rows_of(target) == []
    await target.delete(drop_data=True)


async def test_copy_to_what_cannot_be_written(sales: AsyncDSSProject) -> None:
    source = sales.get_dataset("customers")
    with pytest.raises(TypeError, match="target"):
        await source.copy_to("copy")  # type: ignore[arg-type]
    with pytest.raises(DSSNotFound, match="nothing"):
        await source.copy_to(sales.get_dataset("nothing"))
    with pytest.raises(DSSBadRequest, match="REPLACE"):
        await source.copy_to(sales.get_dataset("visits"), write_mode="REPLACE")
    uploads = await sales.create_upload_dataset("uploads")
    with pytest.raises(DSSFutureFailed, match="UploadedFiles"):
        await (await source.copy_to(uploads)).wait_for_result()


async def test_clear_refuses_an_empty_list(sales: AsyncDSSProject, demo: DSSMock) -> None:
    with pytest.raises(ValueError, match="partitions"):
        await sales.get_dataset("visits").clear([])
    assert demo.calls == []


async def test_clear_of_partitions(sales: AsyncDSSProject, demo: DSSMock) -> None:
    visits = sales.get_dataset("visits")
    answer = await visits.clear(["2026-01-01", "2026-01-03"])
    assert "visits" in (answer["msg"] or "")
    assert await visits.list_partitions() == ["2026-01-02"]
    with pytest.raises(DSSBadRequest, match="2026-01-01"):
        await visits.clear("2026-01-01")


async def test_search_data_elastic(project: AsyncDSSProject, mock: DSSMock) -> None:
    dataset = await project.create_dataset(
        "logs", "ElasticSearch", {}, "csv", {"separator": ",", "parseHeaderRow": True}
    )
    columns = [{"name": "id", "type": "int"}, {"name": "text", "type": "string"}]
    await dataset.set_schema({"columns": columns})
    lines = b"id,text\n1,An error\n2,Fine\n3,Another error\n"
    mock.blobs.put("projects/SALES/datasets/logs/a.csv", lines)
    found = await dataset.search_data_elastic("error", sort_columns=["id"])
    query = next(call.query for call in mock.calls if call.operation == "dataset_search_rows")
    assert query == {
        "queryString": "error",
        "start": 0,
        "size": 128,
        "sortColumns": '["id"]',
        "partitions": "null",
    }
    assert found["rows"] == [[1, "An error"], [3, "Another error"]]
    assert found["found"] == 2
    down = [{"column": "id", "order": "desc"}]
    found = await dataset.search_data_elastic("text:error", start=1, size=1, sort_columns=down)
    assert found["rows"] == [[1, "An error"]]
    assert "found" not in found
    with pytest.raises(DSSBadRequest, match="Elasticsearch"):
        await (await project.create_upload_dataset("u")).search_data_elastic("x")


async def test_search_data_elastic_with_nulls(client: AsyncDSSClient, mock: DSSMock) -> None:
    project = await client.create_project("P", "P", "admin")
    dataset = await project.create_dataset("logs", "ElasticSearch")
    kinds = ("int", "string", "boolean", "date")
    columns = [{"name": kind, "type": kind} for kind in kinds]
    result = {"columns": columns, "rows": [[None] * 4, ["1", "", "true", "x"]], "warnings": []}
    state = {"hasResult": True, "result": result}
    mock.faults.add(op="dataset_search_rows", status=200, body=json.dumps(state))
    found = await dataset.search_data_elastic("x")
    assert found["rows"] == [[None, None, False, None], [1, "", True, None]]


async def test_hive(project: AsyncDSSProject) -> None:
    dataset = await project.create_dataset("x", "HDFS")
    with pytest.raises(DSSBadRequest, match="x"):
        await dataset.update_from_hive()
    schema = {"columns": [{"name": "id", "type": "int"}]}
    await dataset.set_schema(schema)
    await dataset.synchronize_hive_metastore()
    await dataset.set_schema({"columns": []})
    await dataset.update_from_hive()
    assert (await dataset.get_schema())["columns"] == schema["columns"]
    other = await project.create_upload_dataset("u")
    with pytest.raises(DSSBadRequest, match="Hive"):
        await other.synchronize_hive_metastore()


async def test_build(sales: AsyncDSSProject, demo: DSSMock) -> None:
    orders = sales.get_dataset("orders")
    creator = orders.new_recipe("sync", "copy_orders")
    creator.with_new_output("copied", "filesystem_managed")
    await creator.create()
    copied = sales.get_dataset("copied")
    job = await copied.build()
    body = next(call.body for call in demo.calls if call.operation == "job_start")
    assert body["type"] == "NON_RECURSIVE_FORCED_BUILD"
    assert body["outputs"][0]["id"] == "copied"
    assert (await job.get_status())["baseStatus"]["state"] == "DONE"
    assert len(await rows_of(copied)) == 500
    info = await copied.get_info()
    assert info.is_last_build_successful is True
    job = await copied.build("RECURSIVE_BUILD", wait=False)
    assert job.id


async def test_build_of_partitions(sales: AsyncDSSProject, demo: DSSMock) -> None:
    visits = sales.get_dataset("visits")
    await visits.build(partitions="2026-01-01", wait=False)
    await visits.build(partitions=["2026-01-01", "2026-01-02"], wait=False, no_fail=True)
    bodies = [call.body for call in demo.calls if call.operation == "job_start"]
    partitions = [body["outputs"][0]["partition"] for body in bodies]
    assert partitions == ["2026-01-01", "2026-01-01,2026-01-02"]


async def test_build_of_partitions_that_cannot_be(sales: AsyncDSSProject) -> None:
    for name, partition in (("visits", "yesterday"), ("visits", "2026-01-01|x"), ("orders", "x")):
        with pytest.raises(DSSBadRequest, match=f"Dataset {name} .*{re.escape(partition)}"):
            await sales.get_dataset(name).build(partitions=partition)
    job = await sales.get_dataset("visits").build(partitions="2027-01-01/2027-01-02", wait=False)
    assert job.id
    job = await sales.get_dataset("visits").build(partitions="CURRENT_DAY", wait=False)
    assert job.id


async def test_build_of_what_does_not_exist(sales: AsyncDSSProject) -> None:
    with pytest.raises(DataikuException, match="nothing"):
        await sales.get_dataset("nothing").build()
