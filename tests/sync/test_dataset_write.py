# Derived by `tox -e generate` from tests/aio/test_dataset_write.py. Do not edit.
"""Datasets: rows written from outside, and what a reader sees meanwhile."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dataikuapi._errors import DataikuException, DSSDataError, DSSNotFound
from dataikuapi.dss.dataset import DSSDataset
from dataikuapi.dss.managedfolder import DSSManagedFolder
from dataikuapi.dss.project import DSSProject
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock

SCHEMA = [{"name": "id", "type": "bigint"}, {"name": "city", "type": "string"}]
ROWS = [[1, "Paris"], [2, 'A "b", c\nd']]


@pytest.fixture
def project(client: DSSClient) -> DSSProject:
    return client.create_project("SALES", "Sales", "admin")


@pytest.fixture
def uploads(project: DSSProject) -> DSSDataset:
    return project.create_upload_dataset("uploads")


@pytest.fixture
def folder(project: DSSProject) -> DSSManagedFolder:
    return project.create_managed_folder("files")


@pytest.fixture
def in_folder(folder: DSSManagedFolder) -> DSSDataset:
    return folder.create_dataset_from_files("in_folder")


@pytest.fixture(params=["uploads", "in_folder"])
def dataset(
    request: pytest.FixtureRequest, uploads: DSSDataset, in_folder: DSSDataset
) -> DSSDataset:
    return uploads if request.param == "uploads" else in_folder


def rows_of(dataset: DSSDataset, *args: Any) -> list[list[Any]]:
    """All rows of a dataset."""
    return [row for row in dataset.iter_rows(*args)]


def raw_of(dataset: DSSDataset) -> dict[str, Any]:
    """The settings of a dataset."""
    return (dataset.get_settings()).get_raw()


def operations(mock: DSSMock) -> list[str]:
    """What was asked, in order."""
    return [call.operation for call in mock.calls]


def test_write_rows_into_an_empty_dataset(dataset: DSSDataset) -> None:
    assert dataset.write_rows(ROWS, SCHEMA) == 2
    assert rows_of(dataset) == ROWS
    raw = raw_of(dataset)
    assert (raw["formatType"], raw["formatParams"]["compress"]) == ("csv", "gz")
    assert raw["schema"]["columns"] == SCHEMA
    assert "filesSelectionRules" not in raw["params"]


def test_write_rows_over_others(dataset: DSSDataset, mock: DSSMock) -> None:
    dataset.write_rows(ROWS, {"columns": SCHEMA})
    dataset.write_rows([{"city": "Rome", "id": 3}, {"id": 4}])
    assert rows_of(dataset) == [[3, "Rome"], [4, ""]]
    dataset.write_rows(iter([(5, None)]))
    assert rows_of(dataset) == [[5, ""]]


def test_write_keeps_no_files_that_nobody_reads(
    in_folder: DSSDataset, folder: DSSManagedFolder, uploads: DSSDataset
) -> None:
    for number in range(4):
        in_folder.write_rows([[number, "x"]], SCHEMA)
        uploads.write_rows([[number, "x"]], SCHEMA)
    assert len((folder.list_contents())["items"]) == 1
    # A single upload cannot be deleted, but its name is used again.
    names = [each["path"] for each in uploads.uploaded_list_files()]
    assert sorted(names) == ["rows-0.csv.gz", "rows-1.csv.gz"]
    assert rows_of(uploads) == [[3, "x"]]


def test_append_rows(dataset: DSSDataset) -> None:
    dataset.write_rows(ROWS, SCHEMA, mode="append")
    dataset.write_rows([[3, "Rome"]], mode="append")
    dataset.write_dataframe(pd.DataFrame({"city": ["Lyon"], "id": [4]}), mode="append")
    assert sorted(rows_of(dataset)) == sorted([*ROWS, [3, "Rome"], [4, "Lyon"]])
    with pytest.raises(ValueError, match=r"schema is not that of dataset SALES"):
        dataset.write_rows([[3]], SCHEMA[:1], mode="append")
    with pytest.raises(ValueError, match="infer_schema"):
        dataset.write_dataframe(pd.DataFrame({"a": [4]}), True, mode="append")
    assert len(rows_of(dataset)) == 4


def test_append_to_files_in_the_format_that_they_have(uploads: DSSDataset) -> None:
    uploads.uploaded_add_file(b"1;Paris\n", "mine.csv")
    settings = uploads.get_settings()
    settings.set_csv_format(";", header_row=False)
    settings.schema_columns.extend(SCHEMA)
    settings.save()
    uploads.write_rows([[2, "Ro;me"]], mode="append")
    assert sorted(rows_of(uploads)) == [[1, "Paris"], [2, "Ro;me"]]
    assert (raw_of(uploads))["formatParams"]["separator"] == ";"


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
def test_append_to_files_that_cannot_have_more(
    uploads: DSSDataset, params: dict[str, Any] | None, named: str
) -> None:
    uploads.write_rows(ROWS, SCHEMA)
    settings = uploads.get_settings()
    raw = settings.get_raw()
    raw["formatType"] = "csv" if params else "parquet"
    raw["formatParams"] |= params or {}
    settings.save()
    with pytest.raises(ValueError, match=named):
        uploads.write_rows(ROWS, mode="append")


def test_write_rows_that_come_by_and_by(uploads: DSSDataset) -> None:
    def later() -> Iterator[list[Any]]:
        yield ROWS[0]
        yield ROWS[1]

    assert uploads.write_rows(later(), SCHEMA) == 2
    assert rows_of(uploads) == ROWS

    def broken() -> Iterator[list[Any]]:
        yield ROWS[0]
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        uploads.write_rows(broken(), SCHEMA)
    assert rows_of(uploads) == ROWS


def test_write_shows_progress(uploads: DSSDataset, capsys: pytest.CaptureFixture[str]) -> None:
    uploads.write_rows(ROWS, SCHEMA, progress=True)
    shown = capsys.readouterr().out
    assert "Writing SALES.uploads" in shown
    assert "2 rows" in shown


def test_readers_see_the_old_rows_until_the_switch(dataset: DSSDataset, mock: DSSMock) -> None:
    dataset.write_rows(ROWS, SCHEMA)
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
    dataset.write_rows([[3, "x"]] * 3)
    assert set(seen) == {2, 3}
    assert seen == sorted(seen)
    assert rows_of(dataset) == [[3, "x"]] * 3


def rows_now(mock: DSSMock, name: str) -> list[Any]:
    """The rows that a reader would get at this moment."""
    from dssmock.services import _dataset_rows, _dataset_state

    with _dataset_rows.opened(mock, _dataset_state.find(mock, "SALES", name)) as relation:
        return relation.cursor.execute(f"FROM {relation.sql}").fetchall()


@pytest.mark.parametrize("failing", ["upload", "switch"])
def test_write_that_fails_leaves_the_old_rows(
    dataset: DSSDataset, folder: DSSManagedFolder, mock: DSSMock, failing: str
) -> None:
    dataset.write_rows(ROWS, SCHEMA)
    before = raw_of(dataset)
    if failing == "upload":
        mock.faults.add(op="dataset_upload_file", status=507, body="{}")
        mock.faults.add(op="managed_folder_put_file", status=507, body="{}")
    else:
        mock.faults.add(op="dataset_update", status=500, body="{}", after=1)
    with pytest.raises(DataikuException):
        dataset.write_rows([[3, "x"]] * 3)
    assert rows_of(dataset) == ROWS
    assert (raw_of(dataset))["schema"] == before["schema"]
    if dataset.dataset_name == "in_folder":
        assert len((folder.list_contents())["items"]) == 1
    mock.faults.clear()
    dataset.write_rows([[4, "y"]])
    assert rows_of(dataset) == [[4, "y"]]


def test_switch_whose_answer_is_lost(dataset: DSSDataset, mock: DSSMock) -> None:
    dataset.write_rows(ROWS, SCHEMA)
    handle, count = mock.handle, iter(range(100))

    def lose(request: Any) -> Any:
        answer = handle(request)
        if request.method == "PUT" and next(count) == 1:
            answer = replace(answer, status=502)
        return answer

    mock.handle = lose  # type: ignore[method-assign]  (put in between)
    dataset.write_rows([[3, "x"]])
    assert rows_of(dataset) == [[3, "x"]]


def test_failure_whose_clean_up_fails_too(uploads: DSSDataset, mock: DSSMock) -> None:
    uploads.write_rows(ROWS, SCHEMA)

    def rows() -> Iterator[list[Any]]:
        yield [3, "x"]
        mock.faults.add(op="dataset_get", status=500, body="{}")
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        uploads.write_rows(rows())
    mock.faults.clear()
    assert rows_of(uploads) == ROWS


def test_write_where_dss_keeps_no_list_of_uploads(
    uploads: DSSDataset, in_folder: DSSDataset, mock: DSSMock
) -> None:
    handle = mock.handle

    def forget(request: Any) -> Any:
        answer = handle(request)
        for row in mock.table("datasets").ids():
            with mock.table("datasets").edit(row) as document:
                (document.get("params") or {}).pop("filesSelectionRules", None)
        return answer

    mock.handle = forget  # type: ignore[method-assign]  (put in between)
    uploads.write_rows(ROWS, SCHEMA)
    uploads.write_rows([[3, "x"]])
    assert rows_of(uploads) == [[3, "x"]]
    uploads.write_rows([[4, "y"]], mode="append")
    assert sorted(rows_of(uploads)) == [[3, "x"], [4, "y"]]
    with pytest.raises(ValueError, match="row 1"):
        uploads.write_rows([["x", "x"]])
    assert rows_of(uploads) == []
    with pytest.raises(ValueError, match="row 1"):
        uploads.write_rows([["x", "x"]], mode="append")
    with pytest.raises(DSSDataError, match=r"SALES\.in_folder"):
        in_folder.write_rows(ROWS, SCHEMA)


def test_write_with_a_choice_of_files(in_folder: DSSDataset, folder: DSSManagedFolder) -> None:
    folder.put_file("notes.txt", b"not mine")
    folder.put_file("old.csv", b"id,city\n1,Paris\n")
    settings = in_folder.get_settings()
    rules: dict[str, Any] = {"mode": "EXPLICIT_SELECT_FILES", "explicitFiles": ["old.csv"]}
    settings.get_raw_params()["filesSelectionRules"] = rules
    settings.save()
    in_folder.write_rows(ROWS, SCHEMA)
    assert rows_of(in_folder) == ROWS
    names = [each["path"] for each in (folder.list_contents())["items"]]
    assert "/notes.txt" in names
    assert "/old.csv" not in names
    settings = in_folder.get_settings()
    settings.get_raw_params()["filesSelectionRules"] = {"mode": "RULES_INCLUDED_ONLY"}
    settings.save()
    with pytest.raises(ValueError, match="RULES_INCLUDED_ONLY"):
        in_folder.write_rows(ROWS, SCHEMA)


@pytest.mark.parametrize("kind", ["PostgreSQL", "Filesystem", "Inline"])
def test_write_into_another_type(project: DSSProject, kind: str) -> None:
    other = project.create_dataset("other", kind)
    with pytest.raises(ValueError, match=rf"SALES\.other is of type {kind}.*UploadedFiles"):
        other.write_rows(ROWS, SCHEMA)


def test_write_without_a_folder_or_the_right(
    project: DSSProject, mock: DSSMock, client_as: Any
) -> None:
    bare = project.create_dataset("bare", "FilesInFolder")
    with pytest.raises(ValueError, match="names no managed folder"):
        bare.write_rows(ROWS, SCHEMA)
    with pytest.raises(DSSNotFound):
        project.get_dataset("nothing").write_rows(ROWS, SCHEMA)


def test_write_into_the_folder_of_another_project(client: DSSClient, project: DSSProject) -> None:
    other = client.create_project("OTHER", "Other", "admin")
    folder = other.create_managed_folder("files")
    params = {"folderSmartId": f"OTHER.{folder.id}"}
    dataset = project.create_dataset("shared", "FilesInFolder", params)
    dataset.write_rows(ROWS, SCHEMA)
    assert len((folder.list_contents())["items"]) == 1
    assert rows_of(dataset) == ROWS


@pytest.fixture
def by_day(in_folder: DSSDataset) -> DSSDataset:
    settings = in_folder.get_settings()
    settings.add_time_partitioning_dimension("day", "DAY")
    settings.add_discrete_partitioning_dimension("country")
    settings.get_raw()["partitioning"]["filePathPattern"] = "%Y/%M/%D/%{country}/.*"
    settings.save()
    return in_folder


def test_write_partitions(by_day: DSSDataset, folder: DSSManagedFolder) -> None:
    by_day.write_rows(ROWS, SCHEMA, partition="2024-01-02|FR")
    by_day.write_rows([[3, "x"]], partition="2024-01-03|FR")
    by_day.write_rows([[4, "y"]], partition="2024-01-02|FR")
    by_day.write_rows([[5, "z"]], partition="2024-01-03|FR", mode="append")
    assert by_day.list_partitions() == ["2024-01-02|FR", "2024-01-03|FR"]
    assert rows_of(by_day, "2024-01-02|FR") == [[4, "y"]]
    assert sorted(rows_of(by_day, "2024-01-03|FR")) == [[3, "x"], [5, "z"]]
    paths = [each["path"] for each in (folder.list_contents())["items"]]
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
def test_write_of_a_partition_that_cannot_be(
    by_day: DSSDataset, mock: DSSMock, partition: str | None, named: str
) -> None:
    with pytest.raises(ValueError, match=named):
        by_day.write_rows(ROWS, SCHEMA, partition=partition)
    assert "managed_folder_put_file" not in operations(mock)


def test_write_of_partitions_without_a_place(by_day: DSSDataset, uploads: DSSDataset) -> None:
    settings = by_day.get_settings()
    for pattern in ("%Y-%M-%D.csv", "%{other}/.*"):
        settings.get_raw()["partitioning"]["filePathPattern"] = pattern
        settings.save()
        with pytest.raises(ValueError, match="file pattern"):
            by_day.write_rows(ROWS, SCHEMA, partition="2024-01-02|FR")
    with pytest.raises(ValueError, match="not partitioned: partition '2024'"):
        uploads.write_rows(ROWS, SCHEMA, partition="2024")
    settings = uploads.get_settings()
    settings.add_discrete_partitioning_dimension("country")
    settings.get_raw()["partitioning"]["filePathPattern"] = "%{country}/.*"
    settings.save()
    with pytest.raises(ValueError, match="cannot be written by partition"):
        uploads.write_rows(ROWS, SCHEMA, partition="FR")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"id,city\n1,Paris\n"),
        ("a.tsv", b"id\tcity\n1\tParis\n"),
        ("A.CSV.GZ", gzip.compress(b"id,city\n1,Paris\n")),
    ],
)
def test_write_a_file_of_csv(dataset: DSSDataset, tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    dataset.write_file(path)
    assert rows_of(dataset) == [["1", "Paris"]]
    dataset.write_file(str(path), SCHEMA)
    assert rows_of(dataset) == [[1, "Paris"]]
    dataset.write_file(path, mode="append")
    assert rows_of(dataset) == [[1, "Paris"], [1, "Paris"]]


def test_write_a_file_of_parquet(dataset: DSSDataset, tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    moment = datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)
    pq.write_table(pa.table({"city": ["x", None], "id": [1, 2], "at": [moment, None]}), path)
    dataset.write_file(path)
    assert rows_of(dataset) == [["x", 1, moment], ["", 2, None]]
    assert (raw_of(dataset))["formatType"] == "parquet"
    dataset.write_file(path, mode="append")
    assert len(rows_of(dataset)) == 4
    with pytest.raises(ValueError, match="csv cannot be appended"):
        dataset.write_rows([["y", 3, None]], mode="append")
    dataset.write_rows([["y", 3, None]])
    assert rows_of(dataset) == [["y", 3, None]]


def test_write_a_file_that_does_not_fit(uploads: DSSDataset, tmp_path: Path) -> None:
    uploads.write_rows(ROWS, SCHEMA)
    path = tmp_path / "a.csv"
    for text, named in (
        ("id\n1\n", "lacks 'city'"),
        ("city,id\nx,1\n", "order"),
        ("id,id\n1,1\n", "twice"),
        ("", "first line"),
    ):
        path.write_text(text)
        with pytest.raises(ValueError, match=named):
            uploads.write_file(path)
    path.write_text("id;city\n1;x\n")
    with pytest.raises(ValueError, match="separator ';'"):
        uploads.write_file(path, separator=";", mode="append")
    path.write_text("id,city\n1,x\n")
    with pytest.raises(ValueError, match="schema is not that"):
        uploads.write_file(path, infer_schema=True, mode="append")
    parquet = tmp_path / "a.parquet"
    pq.write_table(pa.table({"id": ["x"], "city": ["y"]}), parquet)
    with pytest.raises(ValueError, match="'id' is string there and bigint"):
        uploads.write_file(parquet)
    assert rows_of(uploads) == ROWS


def test_write_a_file_that_is_none(uploads: DSSDataset, tmp_path: Path, mock: DSSMock) -> None:
    asked = len(mock.calls)
    with pytest.raises(IsADirectoryError, match="path is a folder"):
        uploads.write_file(tmp_path)
    with pytest.raises(FileNotFoundError, match=r"nothing\.csv"):
        uploads.write_file(tmp_path / "nothing.csv")
    with pytest.raises(TypeError, match="path"):
        uploads.write_file(3)
    for name, named in (
        ("a.xlsx", r"must end in .*a\.xlsx"),
        ("a.csv.gz", "no file of CSV"),
        ("a.parquet", "no file of Parquet"),
    ):
        (tmp_path / name).write_bytes(b"\xff\xfe none of these")
        with pytest.raises(ValueError, match=named):
            uploads.write_file(tmp_path / name)
    assert len(mock.calls) == asked


def test_broken_parquet_is_told_by_its_reader(uploads: DSSDataset) -> None:
    uploads.uploaded_add_file(b"PAR1 broken", "a.parquet")
    settings = uploads.get_settings()
    settings.get_raw()["formatType"] = "parquet"
    settings.schema_columns.extend(SCHEMA)
    settings.save()
    with pytest.raises(DataikuException, match=r"Cannot read file /a\.parquet"):
        rows_of(uploads)
