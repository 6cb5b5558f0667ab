# Derived by `tox -e generate` from tests/aio/test_dataset_write_frames.py. Do not edit.
"""Datasets: frames, Arrow and rows of every type are written, with the schema or into it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

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


FRAME = {
    "id": [1, 2, 3],
    "share": [0.5, float("nan"), float("inf")],
    "ok": [True, False, True],
    "at": [datetime(2024, 1, 2, 3, 4, 5, 6000, tzinfo=UTC)] * 3,
    "plain": [datetime(2024, 1, 2, 3, 4, 5, 6000)] * 3,
    "text": ["a,b", "", 'q"\n'],
}
TYPES = ["bigint", "double", "boolean", "date", "datetimenotz", "string"]


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame])
def test_write_dataframe_with_its_schema(uploads: DSSDataset, make: Any) -> None:
    assert uploads.write_with_schema(make(FRAME), chunk_size=2) == 3
    columns = (uploads.get_schema())["columns"]
    assert [each["type"] for each in columns] == TYPES
    rows = rows_of(uploads)
    assert rows[0] == [1, 0.5, True, FRAME["at"][0], FRAME["plain"][0], "a,b"]
    assert [row[1] for row in rows] == [0.5, None, float("inf")]
    assert [row[5] for row in rows] == ["a,b", "", 'q"\n']


def test_write_dataframe_that_fits_the_schema(uploads: DSSDataset) -> None:
    old = {"columns": [{**SCHEMA[0], "comment": "key"}, SCHEMA[1]]}
    uploads.set_schema(old)
    uploads.write_dataframe(pd.DataFrame({"city": ["x", None], "id": [1.0, None]}))
    assert rows_of(uploads) == [[1, "x"], [None, ""]]
    assert (uploads.get_schema())["columns"] == old["columns"]


@pytest.mark.parametrize(
    ("frame", "named"),
    [
        ({"id": [1]}, "lacks 'city'"),
        ({"id": [1], "city": ["x"], "more": [1]}, "has more: 'more'"),
        ({"id": ["x"], "city": ["x"]}, "'id' does not fit its type bigint"),
        ({"id": [1.5], "city": ["x"]}, "'id' does not fit its type bigint"),
        ({"id": [True], "city": ["x"]}, "'id' does not fit its type bigint"),
        ({"id": [1], "city": [b"x"]}, "'city'"),
    ],
)
def test_write_dataframe_that_does_not_fit(
    dataset: DSSDataset, frame: dict[str, Any], named: str
) -> None:
    dataset.write_rows(ROWS, SCHEMA)
    before = raw_of(dataset)
    with pytest.raises(ValueError, match=named):
        dataset.write_dataframe(pd.DataFrame(frame))
    after = raw_of(dataset)
    assert rows_of(dataset) == ROWS
    assert after["schema"] == before["schema"]
    assert after["params"] == before["params"]


def test_write_of_what_is_no_frame(uploads: DSSDataset, mock: DSSMock) -> None:
    asked = len(mock.calls)
    with pytest.raises(TypeError, match="frame must be"):
        uploads.write_dataframe([1])
    with pytest.raises(TypeError, match="collect"):
        uploads.write_dataframe(pl.DataFrame({"a": [1]}).lazy())
    with pytest.raises(ValueError, match="twice"):
        uploads.write_dataframe(pd.DataFrame([[1, 2]], columns=["a", "a"]))
    with pytest.raises(ValueError, match="cannot be written"):
        uploads.write_dataframe(pd.DataFrame({"a": [1, "x"]}))
    with pytest.raises(ValueError, match="no columns"):
        uploads.write_dataframe(pd.DataFrame())
    with pytest.raises(TypeError, match="Arrow"):
        uploads.write_arrow(3)
    with pytest.raises(TypeError, match="Arrow"):
        uploads.write_arrow([3])
    with pytest.raises(TypeError, match="rows"):
        uploads.write_rows("text")
    with pytest.raises(TypeError, match="rows"):
        uploads.write_rows(3)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="chunk_size"):
        uploads.write_rows([], chunk_size=0)
    with pytest.raises(TypeError, match="chunk_size"):
        uploads.write_arrow(pa.table({"a": [1]}), chunk_size="1")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="mode"):
        uploads.write_rows([], SCHEMA, mode="replace")
    assert len(mock.calls) == asked


def test_write_without_a_schema(uploads: DSSDataset) -> None:
    with pytest.raises(ValueError, match="give a schema"):
        uploads.write_rows(ROWS)
    with pytest.raises(ValueError, match="no columns yet"):
        uploads.write_arrow([])
    for wrong, named in (
        ([], "must have a column"),
        ([{"name": "a", "type": ""}], "type of each column"),
        ([SCHEMA[0], SCHEMA[0]], "twice"),
    ):
        with pytest.raises(ValueError, match=named):
            uploads.write_rows(ROWS, wrong)
    with pytest.raises(TypeError, match="schema"):
        uploads.write_rows(ROWS, "id")  # type: ignore[arg-type]


def test_write_arrow_of_every_kind(uploads: DSSDataset) -> None:
    table = pa.table({"id": [1, 2], "city": ["a", "b"]})
    batches = table.to_batches(1)

    def later() -> Iterator[pa.RecordBatch]:
        yield batches[0]
        yield batches[1]

    wanted = [[1, "a"], [2, "b"]]
    for data in (table, iter(batches), table.to_reader(), later(), batches):
        assert uploads.write_arrow(data, infer_schema=True, chunk_size=1) == 2
        assert rows_of(uploads) == wanted
    assert uploads.write_arrow(batches[0]) == 1
    assert uploads.write_arrow([]) == 0
    assert rows_of(uploads) == []


def test_write_arrow_types(uploads: DSSDataset) -> None:
    table = pa.table(
        {
            "tiny": pa.array([1], pa.int8()),
            "small": pa.array([1], pa.uint8()),
            "f": pa.array([0.5], pa.float32()),
            "dec": pa.array(["1.5"], pa.string()).cast(pa.decimal128(5, 2)),
            "day": pa.array([date(2024, 1, 2)]),
            "cat": pa.array(["x"]).dictionary_encode(),
            "list": pa.array([[1, 2]]),
            "obj": pa.array([{"a": "é"}]),
            "map": pa.array([[("k", 1)]], pa.map_(pa.string(), pa.int64())),
            "none": pa.nulls(1),
        }
    )
    uploads.write_arrow(table)
    kinds = [each["type"] for each in (uploads.get_schema())["columns"]]
    assert kinds == [
        *("tinyint", "smallint", "float", "double", "dateonly"),
        *("string", "array", "object", "map", "string"),
    ]
    [row] = rows_of(uploads)
    assert row[:6] == [1, 1, 0.5, 1.5, datetime(2024, 1, 2), "x"]
    assert [json.loads(str(cell)) for cell in row[6:9]] == [[1, 2], {"a": "é"}, {"k": 1}]
    assert row[9] == ""
    with pytest.raises(ValueError, match="'a' is of type duration"):
        uploads.write_arrow(pa.table({"a": pa.array([1], pa.duration("s"))}))


def test_write_arrow_into_columns_of_other_types(uploads: DSSDataset) -> None:
    names = ["date", "dateonly", "datetimenotz", "string", "boolean", "double", "bigint"]
    uploads.set_schema({"columns": [{"name": each, "type": each} for each in names]})
    moment = datetime(2024, 1, 2, 23, 4, 5, tzinfo=UTC)
    table = pa.table(
        {
            "date": ["2024-01-02T23:04:05Z"],
            "dateonly": [moment],
            "datetimenotz": [moment],
            "string": [moment],
            "boolean": ["true"],
            "double": pa.array([3]),
            "bigint": ["7"],
        }
    )
    uploads.write_arrow(table)
    plain = moment.replace(tzinfo=None)
    wanted = [moment, datetime(2024, 1, 2), plain, "2024-01-02T23:04:05.000Z", True, 3.0, 7]
    assert rows_of(uploads) == [wanted]
    for name, wrong in (("date", [1]), ("boolean", [1]), ("double", [True])):
        with pytest.raises(ValueError, match=f"'{name}' does not fit"):
            uploads.write_arrow(table.set_column(names.index(name), name, pa.array(wrong)))


def test_write_arrow_with_batches_that_differ(uploads: DSSDataset) -> None:
    batches = [pa.record_batch({"a": [1]}), pa.record_batch({"b": [1]})]
    with pytest.raises(ValueError, match="no column 'a'"):
        uploads.write_arrow(batches)
    assert uploads.uploaded_list_files() == []


def test_write_rows_of_every_type(uploads: DSSDataset) -> None:
    kinds = ["int", "double", "boolean", "date", "dateonly", "datetimenotz", "string", "array"]
    schema = [{"name": each, "type": each} for each in kinds]
    moment = datetime(2024, 1, 2, 3, 4, 5, 678000, tzinfo=UTC)
    plain = moment.replace(tzinfo=None)
    uploads.write_rows(
        [
            [1, 0.5, True, moment, date(2024, 1, 2), plain, "x", [1]],
            ["2", 2, "FALSE", plain, moment, moment, True, "[2]"],
            [3.0, "0.25", False, "2024-01-02", "2024-01-02", "2024-01-02T01:00:00", 1.5, (3,)],
            [None] * 8,
            [float("nan"), float("-inf"), None, pd.NaT, "", None, {"a": 1}, {}],
            ["", float("nan"), "", "", None, None, float("nan"), None],
            [1, "", None, None, None, None, date(2024, 1, 2), None],
        ],
        schema,
    )
    day = datetime(2024, 1, 2)
    midnight = day.replace(tzinfo=UTC)
    assert rows_of(uploads) == [
        [1, 0.5, True, moment, day, plain, "x", "[1]"],
        [2, 2.0, False, moment, day, plain, "true", "[2]"],
        [3, 0.25, False, midnight, day, day.replace(hour=1), "1.5", "[3]"],
        [None, None, False, None, None, None, "", ""],
        [None, float("-inf"), False, None, None, None, '{"a": 1}', "{}"],
        [None, None, False, None, None, None, "", ""],
        [1, None, False, None, None, None, "2024-01-02", ""],
    ]


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("int", "x"),
        ("int", 1.5),
        ("int", True),
        ("tinyint", 128),
        ("double", "x"),
        ("double", False),
        ("boolean", 1),
        ("date", "soon"),
        ("dateonly", 5),
        ("string", b"x"),
        ("object", 5),
    ],
)
def test_write_rows_with_a_cell_that_does_not_fit(
    dataset: DSSDataset, kind: str, cell: Any
) -> None:
    good = [{"name": "a", "type": "string"}, {"name": "b", "type": kind}]
    with pytest.raises(ValueError, match=r"row 2, column 'b': .* is no " + kind):
        dataset.write_rows([["x", None], ["y", cell]], good)
    assert (raw_of(dataset))["schema"]["columns"] == []
    assert rows_of(dataset) == []


@pytest.mark.parametrize(
    ("row", "error", "named"),
    [
        ([1], ValueError, "row 2 has 1 cells"),
        ({"nothing": 1}, ValueError, "row 2 has a column 'nothing'"),
        ("ab", TypeError, "row 2 must be a list or a dict, not str"),
        (5, TypeError, "row 2 must be"),
    ],
)
def test_write_rows_with_one_of_another_shape(
    uploads: DSSDataset, row: Any, error: type[Exception], named: str
) -> None:
    with pytest.raises(error, match=named):
        uploads.write_rows([ROWS[0], row], SCHEMA)
    assert rows_of(uploads) == []
