"""Datasets: frames, Arrow and rows of every type are written, with the schema or into it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

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
async def test_write_dataframe_with_its_schema(uploads: AsyncDSSDataset, make: Any) -> None:
    assert await uploads.write_with_schema(make(FRAME), chunk_size=2) == 3
    columns = (await uploads.get_schema())["columns"]
    assert [each["type"] for each in columns] == TYPES
    rows = await rows_of(uploads)
    assert rows[0] == [1, 0.5, True, FRAME["at"][0], FRAME["plain"][0], "a,b"]
    assert [row[1] for row in rows] == [0.5, None, float("inf")]
    assert [row[5] for row in rows] == ["a,b", "", 'q"\n']


async def test_write_dataframe_that_fits_the_schema(uploads: AsyncDSSDataset) -> None:
    old = {"columns": [{**SCHEMA[0], "comment": "key"}, SCHEMA[1]]}
    await uploads.set_schema(old)
    await uploads.write_dataframe(pd.DataFrame({"city": ["x", None], "id": [1.0, None]}))
    assert await rows_of(uploads) == [[1, "x"], [None, ""]]
    assert (await uploads.get_schema())["columns"] == old["columns"]


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
async def test_write_dataframe_that_does_not_fit(
    dataset: AsyncDSSDataset, frame: dict[str, Any], named: str
) -> None:
    await dataset.write_rows(ROWS, SCHEMA)
    before = await raw_of(dataset)
    with pytest.raises(ValueError, match=named):
        await dataset.write_dataframe(pd.DataFrame(frame))
    after = await raw_of(dataset)
    assert await rows_of(dataset) == ROWS
    assert after["schema"] == before["schema"]
    assert after["params"] == before["params"]


async def test_write_of_what_is_no_frame(uploads: AsyncDSSDataset, mock: DSSMock) -> None:
    asked = len(mock.calls)
    with pytest.raises(TypeError, match="frame must be"):
        await uploads.write_dataframe([1])
    with pytest.raises(TypeError, match="collect"):
        await uploads.write_dataframe(pl.DataFrame({"a": [1]}).lazy())
    with pytest.raises(ValueError, match="twice"):
        await uploads.write_dataframe(pd.DataFrame([[1, 2]], columns=["a", "a"]))
    with pytest.raises(ValueError, match="cannot be written"):
        await uploads.write_dataframe(pd.DataFrame({"a": [1, "x"]}))
    with pytest.raises(ValueError, match="no columns"):
        await uploads.write_dataframe(pd.DataFrame())
    with pytest.raises(TypeError, match="Arrow"):
        await uploads.write_arrow(3)
    with pytest.raises(TypeError, match="Arrow"):
        await uploads.write_arrow([3])
    with pytest.raises(TypeError, match="rows"):
        await uploads.write_rows("text")
    with pytest.raises(TypeError, match="rows"):
        await uploads.write_rows(3)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="chunk_size"):
        await uploads.write_rows([], chunk_size=0)
    with pytest.raises(TypeError, match="chunk_size"):
        await uploads.write_arrow(pa.table({"a": [1]}), chunk_size="1")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="mode"):
        await uploads.write_rows([], SCHEMA, mode="replace")
    assert len(mock.calls) == asked


async def test_write_without_a_schema(uploads: AsyncDSSDataset) -> None:
    with pytest.raises(ValueError, match="give a schema"):
        await uploads.write_rows(ROWS)
    with pytest.raises(ValueError, match="no columns yet"):
        await uploads.write_arrow([])
    for wrong, named in (
        ([], "must have a column"),
        ([{"name": "a", "type": ""}], "type of each column"),
        ([SCHEMA[0], SCHEMA[0]], "twice"),
    ):
        with pytest.raises(ValueError, match=named):
            await uploads.write_rows(ROWS, wrong)
    with pytest.raises(TypeError, match="schema"):
        await uploads.write_rows(ROWS, "id")  # type: ignore[arg-type]


async def test_write_arrow_of_every_kind(uploads: AsyncDSSDataset) -> None:
    table = pa.table({"id": [1, 2], "city": ["a", "b"]})
    batches = table.to_batches(1)

    async def later() -> AsyncIterator[pa.RecordBatch]:
        yield batches[0]
        yield batches[1]

    wanted = [[1, "a"], [2, "b"]]
    for data in (table, iter(batches), table.to_reader(), later(), batches):
        assert await uploads.write_arrow(data, infer_schema=True, chunk_size=1) == 2
        assert await rows_of(uploads) == wanted
    assert await uploads.write_arrow(batches[0]) == 1
    assert await uploads.write_arrow([]) == 0
    assert await rows_of(uploads) == []


async def test_write_arrow_types(uploads: AsyncDSSDataset) -> None:
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
    await uploads.write_arrow(table)
    kinds = [each["type"] for each in (await uploads.get_schema())["columns"]]
    assert kinds == [
        *("tinyint", "smallint", "float", "double", "dateonly"),
        *("string", "array", "object", "map", "string"),
    ]
    [row] = await rows_of(uploads)
    assert row[:6] == [1, 1, 0.5, 1.5, datetime(2024, 1, 2), "x"]
    assert [json.loads(str(cell)) for cell in row[6:9]] == [[1, 2], {"a": "é"}, {"k": 1}]
    assert row[9] == ""
    with pytest.raises(ValueError, match="'a' is of type duration"):
        await uploads.write_arrow(pa.table({"a": pa.array([1], pa.duration("s"))}))


async def test_write_arrow_into_columns_of_other_types(uploads: AsyncDSSDataset) -> None:
    names = ["date", "dateonly", "datetimenotz", "string", "boolean", "double", "bigint"]
    await uploads.set_schema({"columns": [{"name": each, "type": each} for each in names]})
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
    await uploads.write_arrow(table)
    plain = moment.replace(tzinfo=None)
    wanted = [moment, datetime(2024, 1, 2), plain, "2024-01-02T23:04:05.000Z", True, 3.0, 7]
    assert await rows_of(uploads) == [wanted]
    for name, wrong in (("date", [1]), ("boolean", [1]), ("double", [True])):
        with pytest.raises(ValueError, match=f"'{name}' does not fit"):
            await uploads.write_arrow(table.set_column(names.index(name), name, pa.array(wrong)))


async def test_write_arrow_with_batches_that_differ(uploads: AsyncDSSDataset) -> None:
    batches = [pa.record_batch({"a": [1]}), pa.record_batch({"b": [1]})]
    with pytest.raises(ValueError, match="no column 'a'"):
        await uploads.write_arrow(batches)
    assert await uploads.uploaded_list_files() == []


async def test_write_rows_of_every_type(uploads: AsyncDSSDataset) -> None:
    kinds = ["int", "double", "boolean", "date", "dateonly", "datetimenotz", "string", "array"]
    schema = [{"name": each, "type": each} for each in kinds]
    moment = datetime(2024, 1, 2, 3, 4, 5, 678000, tzinfo=UTC)
    plain = moment.replace(tzinfo=None)
    await uploads.write_rows(
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
    assert await rows_of(uploads) == [
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
async def test_write_rows_with_a_cell_that_does_not_fit(
    dataset: AsyncDSSDataset, kind: str, cell: Any
) -> None:
    good = [{"name": "a", "type": "string"}, {"name": "b", "type": kind}]
    with pytest.raises(ValueError, match=r"row 2, column 'b': .* is no " + kind):
        await dataset.write_rows([["x", None], ["y", cell]], good)
    assert (await raw_of(dataset))["schema"]["columns"] == []
    assert await rows_of(dataset) == []


@pytest.mark.parametrize(
    ("row", "error", "named"),
    [
        ([1], ValueError, "row 2 has 1 cells"),
        ({"nothing": 1}, ValueError, "row 2 has a column 'nothing'"),
        ("ab", TypeError, "row 2 must be a list or a dict, not str"),
        (5, TypeError, "row 2 must be"),
    ],
)
async def test_write_rows_with_one_of_another_shape(
    uploads: AsyncDSSDataset, row: Any, error: type[Exception], named: str
) -> None:
    with pytest.raises(error, match=named):
        await uploads.write_rows([ROWS[0], row], SCHEMA)
    assert await rows_of(uploads) == []
