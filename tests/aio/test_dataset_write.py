"""Datasets: rows written from outside, and what a reader sees meanwhile."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dataikuapi._errors import DataikuException, DSSDataError, DSSNotFound
from dataikuapi.aio.dss.dataset import AsyncDSSDataset
from dataikuapi.aio.dss.managedfolder import AsyncDSSManagedFolder
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock

SCHEMA = [{"name": "id", "type": "bigint"}, {"name": "city", "type": "string"}]
ROWS = [[1, "Paris"], [2, 'A "b", c\nd']]


@pytest.fixture
async def project(client: AsyncDSSClient) -> AsyncDSSProject:
    return await client.create_project("SALES", "Sales", "admin")


@pytest.fixture
async def uploads(project: AsyncDSSProject) -> AsyncDSSDataset:
    return await project.create_upload_dataset("uploads")


@pytest.fixture
async def folder(project: AsyncDSSProject) -> AsyncDSSManagedFolder:
    return await project.create_managed_folder("files")


@pytest.fixture
async def in_folder(folder: AsyncDSSManagedFolder) -> AsyncDSSDataset:
    return await folder.create_dataset_from_files("in_folder")


@pytest.fixture(params=["uploads", "in_folder"])
async def dataset(
    request: pytest.FixtureRequest, uploads: AsyncDSSDataset, in_folder: AsyncDSSDataset
) -> AsyncDSSDataset:
    return uploads if request.param == "uploads" else in_folder


async def rows_of(dataset: AsyncDSSDataset, *args: Any) -> list[list[Any]]:
    """All rows of a dataset."""
    return [row async for row in dataset.iter_rows(*args)]


async def raw_of(dataset: AsyncDSSDataset) -> dict[str, Any]:
    """The settings of a dataset."""
    return (await dataset.get_settings()).get_raw()


def operations(mock: DSSMock) -> list[str]:
    """What was asked, in order."""
    return [call.operation for call in mock.calls]


async def test_write_rows_into_an_empty_dataset(dataset: AsyncDSSDataset) -> None:
    assert await dataset.write_rows(ROWS, SCHEMA) == 2
    assert await rows_of(dataset) == ROWS
    raw = await raw_of(dataset)
    assert (raw["formatType"], raw["formatParams"]["compress"]) == ("csv", "gz")
    assert raw["schema"]["columns"] == SCHEMA
    assert "filesSelectionRules" not in raw["params"]


async def test_write_rows_over_others(dataset: AsyncDSSDataset, mock: DSSMock) -> None:
    await dataset.write_rows(ROWS, {"columns": SCHEMA})
    await dataset.write_rows([{"city": "Rome", "id": 3}, {"id": 4}])
    assert await rows_of(dataset) == [[3, "Rome"], [4, ""]]
    await dataset.write_rows(iter([(5, None)]))
    assert await rows_of(dataset) == [[5, ""]]


async def test_write_keeps_no_files_that_nobody_reads(
    in_folder: AsyncDSSDataset, folder: AsyncDSSManagedFolder, uploads: AsyncDSSDataset
) -> None:
    for number in range(4):
        await in_folder.write_rows([[number, "x"]], SCHEMA)
        await uploads.write_rows([[number, "x"]], SCHEMA)
    assert len((await folder.list_contents())["items"]) == 1
    # A single upload cannot be deleted, but its name is used again.
    names = [each["path"] for each in await uploads.uploaded_list_files()]
    assert sorted(names) == ["rows-0.csv.gz", "rows-1.csv.gz"]
    assert await rows_of(uploads) == [[3, "x"]]


async def test_append_rows(dataset: AsyncDSSDataset) -> None:
    await dataset.write_rows(ROWS, SCHEMA, mode="append")
    await dataset.write_rows([[3, "Rome"]], mode="append")
    await dataset.write_dataframe(pd.DataFrame({"city": ["Lyon"], "id": [4]}), mode="append")
    assert sorted(await rows_of(dataset)) == sorted([*ROWS, [3, "Rome"], [4, "Lyon"]])
    with pytest.raises(ValueError, match=r"schema is not that of dataset SALES"):
        await dataset.write_rows([[3]], SCHEMA[:1], mode="append")
    with pytest.raises(ValueError, match="infer_schema"):
        await dataset.write_dataframe(pd.DataFrame({"a": [4]}), True, mode="append")
    assert len(await rows_of(dataset)) == 4


async def test_append_to_files_in_the_format_that_they_have(uploads: AsyncDSSDataset) -> None:
    await uploads.uploaded_add_file(b"1;Paris\n", "mine.csv")
    settings = await uploads.get_settings()
    settings.set_csv_format(";", header_row=False)
    settings.schema_columns.extend(SCHEMA)
    await settings.save()
    await uploads.write_rows([[2, "Ro;me"]], mode="append")
    assert sorted(await rows_of(uploads)) == [[1, "Paris"], [2, "Ro;me"]]
    assert (await raw_of(uploads))["formatParams"]["separator"] == ";"


@pytest.mark.parametrize(
    ("params", "named"),
    [
        ({"style": "unix"}, "style 'unix'"),
        ({"quoteChar": "'"}, "quoteChar"),
        ({"charset": "latin1"}, "charset 'latin1'"),
        ({"skipRowsAfterHeader": 1}, "skips rows"),
        (None, "format parquet"),
    ],
)
async def test_append_to_files_that_cannot_have_more(
    uploads: AsyncDSSDataset, params: dict[str, Any] | None, named: str
) -> None:
    await uploads.write_rows(ROWS, SCHEMA)
    settings = await uploads.get_settings()
    raw = settings.get_raw()
    raw["formatType"] = "csv" if params else "parquet"
    raw["formatParams"] |= params or {}
    await settings.save()
    with pytest.raises(ValueError, match=named):
        await uploads.write_rows(ROWS, mode="append")


async def test_write_rows_that_come_by_and_by(uploads: AsyncDSSDataset) -> None:
    async def later() -> AsyncIterator[list[Any]]:
        yield ROWS[0]
        yield ROWS[1]

    assert await uploads.write_rows(later(), SCHEMA) == 2
    assert await rows_of(uploads) == ROWS

    async def broken() -> AsyncIterator[list[Any]]:
        yield ROWS[0]
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        await uploads.write_rows(broken(), SCHEMA)
    assert await rows_of(uploads) == ROWS


async def test_write_shows_progress(
    uploads: AsyncDSSDataset, capsys: pytest.CaptureFixture[str]
) -> None:
    await uploads.write_rows(ROWS, SCHEMA, progress=True)
    shown = capsys.readouterr().out
    assert "Writing SALES.uploads" in shown
    assert "2 rows" in shown


async def test_readers_see_the_old_rows_until_the_switch(
    dataset: AsyncDSSDataset, mock: DSSMock
) -> None:
    await dataset.write_rows(ROWS, SCHEMA)
    seen: list[int] = []
    handle = mock.handle

    def watch(request: Any) -> Any:
        """Reads the dataset before each request that changes something."""
        if request.method != "GET" and not watching:
            watching.append(True)
            seen.append(len(rows_now(mock, dataset.dataset_name)))
            answer = handle(request)
            seen.append(len(rows_now(mock, dataset.dataset_name)))
            watching.clear()
            return answer
        return handle(request)

    watching: list[bool] = []
    mock.handle = watch  # type: ignore[method-assign]  (put in between)
    await dataset.write_rows([[3, "x"]] * 3)
    assert set(seen) == {2, 3}
    assert seen == sorted(seen)
    assert await rows_of(dataset) == [[3, "x"]] * 3


def rows_now(mock: DSSMock, name: str) -> list[Any]:
    """The rows that a reader would get at this moment."""
    from dssmock.services import _dataset_rows, _dataset_state

    with _dataset_rows.opened(mock, _dataset_state.find(mock, "SALES", name)) as relation:
        return relation.cursor.execute(f"FROM {relation.sql}").fetchall()


@pytest.mark.parametrize("failing", ["upload", "switch"])
async def test_write_that_fails_leaves_the_old_rows(
    dataset: AsyncDSSDataset, folder: AsyncDSSManagedFolder, mock: DSSMock, failing: str
) -> None:
    await dataset.write_rows(ROWS, SCHEMA)
    before = await raw_of(dataset)
    if failing == "upload":
        mock.faults.add(op="dataset_upload_file", status=507, body="{}")
        mock.faults.add(op="managed_folder_put_file", status=507, body="{}")
    else:
        mock.faults.add(op="dataset_update", status=500, body="{}", after=1)
    with pytest.raises(DataikuException):
        await dataset.write_rows([[3, "x"]] * 3)
    assert await rows_of(dataset) == ROWS
    assert (await raw_of(dataset))["schema"] == before["schema"]
    if dataset.dataset_name == "in_folder":
        assert len((await folder.list_contents())["items"]) == 1
    mock.faults.clear()
    await dataset.write_rows([[4, "y"]])
    assert await rows_of(dataset) == [[4, "y"]]


async def test_switch_whose_answer_is_lost(dataset: AsyncDSSDataset, mock: DSSMock) -> None:
    await dataset.write_rows(ROWS, SCHEMA)
    handle, count = mock.handle, iter(range(100))

    def lose(request: Any) -> Any:
        answer = handle(request)
        if request.method == "PUT" and next(count) == 1:
            answer = replace(answer, status=502)
        return answer

    mock.handle = lose  # type: ignore[method-assign]  (put in between)
    await dataset.write_rows([[3, "x"]])
    assert await rows_of(dataset) == [[3, "x"]]


async def test_failure_whose_clean_up_fails_too(uploads: AsyncDSSDataset, mock: DSSMock) -> None:
    await uploads.write_rows(ROWS, SCHEMA)

    def rows() -> Iterator[list[Any]]:
        yield [3, "x"]
        mock.faults.add(op="dataset_get", status=500, body="{}")
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        await uploads.write_rows(rows())
    mock.faults.clear()
    assert await rows_of(uploads) == ROWS


async def test_write_where_dss_keeps_no_list_of_uploads(
    uploads: AsyncDSSDataset, in_folder: AsyncDSSDataset, mock: DSSMock
) -> None:
    handle = mock.handle

    def forget(request: Any) -> Any:
        answer = handle(request)
        for row in mock.table("datasets").ids():
            with mock.table("datasets").edit(row) as document:
                (document.get("params") or {}).pop("filesSelectionRules", None)
        return answer

    mock.handle = forget  # type: ignore[method-assign]  (put in between)
    await uploads.write_rows(ROWS, SCHEMA)
    await uploads.write_rows([[3, "x"]])
    assert await rows_of(uploads) == [[3, "x"]]
    await uploads.write_rows([[4, "y"]], mode="append")
    assert sorted(await rows_of(uploads)) == [[3, "x"], [4, "y"]]
    with pytest.raises(ValueError, match="row 1"):
        await uploads.write_rows([["x", "x"]])
    assert await rows_of(uploads) == []
    with pytest.raises(ValueError, match="row 1"):
        await uploads.write_rows([["x", "x"]], mode="append")
    with pytest.raises(DSSDataError, match=r"SALES\.in_folder"):
        await in_folder.write_rows(ROWS, SCHEMA)


async def test_write_with_a_choice_of_files(
    in_folder: AsyncDSSDataset, folder: AsyncDSSManagedFolder
) -> None:
    await folder.put_file("notes.txt", b"not mine")
    await folder.put_file("old.csv", b"id,city\n1,Paris\n")
    settings = await in_folder.get_settings()
    rules: dict[str, Any] = {"mode": "EXPLICIT_SELECT_FILES", "explicitFiles": ["old.csv"]}
    settings.get_raw_params()["filesSelectionRules"] = rules
    await settings.save()
    await in_folder.write_rows(ROWS, SCHEMA)
    assert await rows_of(in_folder) == ROWS
    names = [each["path"] for each in (await folder.list_contents())["items"]]
    assert "/notes.txt" in names
    assert "/old.csv" not in names
    settings = await in_folder.get_settings()
    settings.get_raw_params()["filesSelectionRules"] = {"mode": "RULES_INCLUDED_ONLY"}
    await settings.save()
    with pytest.raises(ValueError, match="RULES_INCLUDED_ONLY"):
        await in_folder.write_rows(ROWS, SCHEMA)


@pytest.mark.parametrize("kind", ["PostgreSQL", "Filesystem", "Inline"])
async def test_write_into_another_type(project: AsyncDSSProject, kind: str) -> None:
    other = await project.create_dataset("other", kind)
    with pytest.raises(ValueError, match=rf"SALES\.other is of type {kind}.*UploadedFiles"):
        await other.write_rows(ROWS, SCHEMA)


async def test_write_without_a_folder_or_the_right(
    project: AsyncDSSProject, mock: DSSMock, client_as: Any
) -> None:
    bare = await project.create_dataset("bare", "FilesInFolder")
    with pytest.raises(ValueError, match="names no managed folder"):
        await bare.write_rows(ROWS, SCHEMA)
    with pytest.raises(DSSNotFound):
        await project.get_dataset("nothing").write_rows(ROWS, SCHEMA)


async def test_write_into_the_folder_of_another_project(
    client: AsyncDSSClient, project: AsyncDSSProject
) -> None:
    other = await client.create_project("OTHER", "Other", "admin")
    folder = await other.create_managed_folder("files")
    params = {"folderSmartId": f"OTHER.{folder.id}"}
    dataset = await project.create_dataset("shared", "FilesInFolder", params)
    await dataset.write_rows(ROWS, SCHEMA)
    assert len((await folder.list_contents())["items"]) == 1
    assert await rows_of(dataset) == ROWS


@pytest.fixture
async def by_day(in_folder: AsyncDSSDataset) -> AsyncDSSDataset:
    settings = await in_folder.get_settings()
    settings.add_time_partitioning_dimension("day", "DAY")
    settings.add_discrete_partitioning_dimension("country")
    settings.get_raw()["partitioning"]["filePathPattern"] = "%Y/%M/%D/%{country}/.*"
    await settings.save()
    return in_folder


async def test_write_partitions(by_day: AsyncDSSDataset, folder: AsyncDSSManagedFolder) -> None:
    await by_day.write_rows(ROWS, SCHEMA, partition="2024-01-02|FR")
    await by_day.write_rows([[3, "x"]], partition="2024-01-03|FR")
    await by_day.write_rows([[4, "y"]], partition="2024-01-02|FR")
    await by_day.write_rows([[5, "z"]], partition="2024-01-03|FR", mode="append")
    assert await by_day.list_partitions() == ["2024-01-02|FR", "2024-01-03|FR"]
    assert await rows_of(by_day, "2024-01-02|FR") == [[4, "y"]]
    assert sorted(await rows_of(by_day, "2024-01-03|FR")) == [[3, "x"], [5, "z"]]
    paths = [each["path"] for each in (await folder.list_contents())["items"]]
    assert sum(path.startswith("/2024/01/02/FR/rows-") for path in paths) == 1


@pytest.mark.parametrize(
    ("partition", "named"),
    [
        (None, "name the partition"),
        ("2024-01-02", "needs a value for each of day, country"),
        ("2024-01|FR", "day is a day"),
        ("2024-01-02|a/b", "cannot have a partition"),
        ("2024-01-02|..", "cannot have a partition"),
    ],
)
async def test_write_of_a_partition_that_cannot_be(
    by_day: AsyncDSSDataset, mock: DSSMock, partition: str | None, named: str
) -> None:
    with pytest.raises(ValueError, match=named):
        await by_day.write_rows(ROWS, SCHEMA, partition=partition)
    assert "managed_folder_put_file" not in operations(mock)


async def test_write_of_partitions_without_a_place(
    by_day: AsyncDSSDataset, uploads: AsyncDSSDataset
) -> None:
    settings = await by_day.get_settings()
    for pattern in ("%Y-%M-%D.csv", "%{other}/.*"):
        settings.get_raw()["partitioning"]["filePathPattern"] = pattern
        await settings.save()
        with pytest.raises(ValueError, match="file pattern"):
            await by_day.write_rows(ROWS, SCHEMA, partition="2024-01-02|FR")
    with pytest.raises(ValueError, match="not partitioned: partition '2024'"):
        await uploads.write_rows(ROWS, SCHEMA, partition="2024")
    settings = await uploads.get_settings()
    settings.add_discrete_partitioning_dimension("country")
    settings.get_raw()["partitioning"]["filePathPattern"] = "%{country}/.*"
    await settings.save()
    with pytest.raises(ValueError, match="cannot be written by partition"):
        await uploads.write_rows(ROWS, SCHEMA, partition="FR")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"id,city\n1,Paris\n"),
        ("a.tsv", b"id\tcity\n1\tParis\n"),
        ("A.CSV.GZ", gzip.compress(b"id,city\n1,Paris\n")),
    ],
)
async def test_write_a_file_of_csv(
    dataset: AsyncDSSDataset, tmp_path: Path, name: str, data: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    await dataset.write_file(path)
    assert await rows_of(dataset) == [["1", "Paris"]]
    await dataset.write_file(str(path), SCHEMA)
    assert await rows_of(dataset) == [[1, "Paris"]]
    await dataset.write_file(path, mode="append")
    assert await rows_of(dataset) == [[1, "Paris"], [1, "Paris"]]


async def test_write_a_file_of_parquet(dataset: AsyncDSSDataset, tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    moment = datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)
    pq.write_table(pa.table({"city": ["x", None], "id": [1, 2], "at": [moment, None]}), path)
    await dataset.write_file(path)
    assert await rows_of(dataset) == [["x", 1, moment], ["", 2, None]]
    assert (await raw_of(dataset))["formatType"] == "parquet"
    await dataset.write_file(path, mode="append")
    assert len(await rows_of(dataset)) == 4
    with pytest.raises(ValueError, match="csv cannot be appended"):
        await dataset.write_rows([["y", 3, None]], mode="append")
    await dataset.write_rows([["y", 3, None]])
    assert await rows_of(dataset) == [["y", 3, None]]


async def test_write_a_file_that_does_not_fit(uploads: AsyncDSSDataset, tmp_path: Path) -> None:
    await uploads.write_rows(ROWS, SCHEMA)
    path = tmp_path / "a.csv"
    for text, named in (
        ("id\n1\n", "lacks 'city'"),
        ("city,id\nx,1\n", "order"),
        ("id,id\n1,1\n", "twice"),
        ("", "first line"),
    ):
        path.write_text(text)
        with pytest.raises(ValueError, match=named):
            await uploads.write_file(path)
    path.write_text("id;city\n1;x\n")
    with pytest.raises(ValueError, match="separator ';'"):
        await uploads.write_file(path, separator=";", mode="append")
    path.write_text("id,city\n1,x\n")
    with pytest.raises(ValueError, match="schema is not that"):
        await uploads.write_file(path, infer_schema=True, mode="append")
    parquet = tmp_path / "a.parquet"
    pq.write_table(pa.table({"id": ["x"], "city": ["y"]}), parquet)
    with pytest.raises(ValueError, match="'id' is string there and bigint"):
        await uploads.write_file(parquet)
    assert await rows_of(uploads) == ROWS


async def test_write_a_file_that_is_none(
    uploads: AsyncDSSDataset, tmp_path: Path, mock: DSSMock
) -> None:
    asked = len(mock.calls)
    with pytest.raises(IsADirectoryError, match="path is a folder"):
        await uploads.write_file(tmp_path)
    with pytest.raises(FileNotFoundError, match=r"nothing\.csv"):
        await uploads.write_file(tmp_path / "nothing.csv")
    with pytest.raises(TypeError, match="path"):
        await uploads.write_file(3)
    for name, named in (
        ("a.xlsx", r"must end in .*a\.xlsx"),
        ("a.csv.gz", "no file of CSV"),
        ("a.parquet", "no file of Parquet"),
    ):
        (tmp_path / name).write_bytes(b"\xff\xfe none of these")
        with pytest.raises(ValueError, match=named):
            await uploads.write_file(tmp_path / name)
    assert len(mock.calls) == asked


async def test_broken_parquet_is_told_by_its_reader(uploads: AsyncDSSDataset) -> None:
    await uploads.uploaded_add_file(b"PAR1 broken", "a.parquet")
    settings = await uploads.get_settings()
    settings.get_raw()["formatType"] = "parquet"
    settings.schema_columns.extend(SCHEMA)
    await settings.save()
    with pytest.raises(DataikuException, match=r"Cannot read file /a\.parquet"):
        await rows_of(uploads)
