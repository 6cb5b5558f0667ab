"""Datasets: the values that are written from outside come back as they were, or are refused."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from dataikuapi.aio.dss.dataset import AsyncDSSDataset
from dataikuapi.aio.dssclient import AsyncDSSClient

# So that no column is alone, which is a matter of its own.
BESIDE = {"name": "n", "type": "int"}


@pytest.fixture
async def dataset(client: AsyncDSSClient) -> AsyncDSSDataset:
    project = await client.create_project("SALES", "Sales", "admin")
    return await project.create_upload_dataset("uploads")


async def values_of(dataset: AsyncDSSDataset) -> list[Any]:
    """The values of the first column."""
    return [next(iter(row.values())) async for row in dataset.iter_dicts()]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([1.5, None, 3.5, None], pa.float64()),
        ([None, 5, None], pa.int64()),
        ([None, None], pa.int32()),
        ([None, True], pa.bool_()),
        ([None, date(2020, 1, 2)], pa.date32()),
        ([None, datetime(2020, 1, 2, tzinfo=UTC)], pa.timestamp("us", "UTC")),
        ([None, "x"], pa.string()),
        ([None, [1]], pa.list_(pa.int8())),
    ],
)
async def test_nulls_of_a_single_column(
    dataset: AsyncDSSDataset, tmp_path: Path, values: list[Any], kind: Any
) -> None:
    table = pa.table({"a": pa.array(values, kind)})
    assert await dataset.write_arrow(table, infer_schema=True) == len(values)
    found = ["[1]" if value == [1] else value for value in values]
    assert await values_of(dataset) == found
    await dataset.to_csv(tmp_path / "a.csv")
    assert len(pd.read_csv(tmp_path / "a.csv")) == len(values)
    await dataset.write_file(tmp_path / "a.csv")
    assert await values_of(dataset) == found


async def test_nulls_of_pandas(dataset: AsyncDSSDataset) -> None:
    nulls = [None, float("nan"), pd.NA, pd.NaT]
    for kind in ("string", "bigint", "double", "boolean", "date", "dateonly", "array"):
        rows = [[null, 1] for null in nulls]
        await dataset.write_rows(rows, [{"name": "a", "type": kind}, BESIDE])
        assert await values_of(dataset) == [None] * len(nulls), kind


async def test_rows_of_a_nullable_frame(dataset: AsyncDSSDataset) -> None:
    frame = pd.DataFrame({"s": pd.array(["x", None], dtype="string"), "n": [1, 2]})
    await dataset.write_rows(
        frame.itertuples(index=False), [{"name": "s", "type": "string"}, BESIDE]
    )
    assert await values_of(dataset) == ["x", None]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("datetimenotz", datetime(1959, 12, 31, 23, 59, 59, 999000)),
        ("date", datetime(1959, 12, 31, 23, 59, 59, 999000, tzinfo=UTC)),
        ("dateonly", date(1959, 12, 31)),
        ("string", "1959-12-31T23:59:59.999Z"),
    ],
)
async def test_times_are_cut_to_milliseconds_and_never_moved_on(
    dataset: AsyncDSSDataset, kind: str, expected: Any
) -> None:
    time = datetime(1959, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)
    schema = [{"name": "d", "type": kind}, BESIDE]
    if kind != "string":
        await dataset.write_rows([[time, 1]], schema)
        assert await values_of(dataset) == [expected]
    await dataset.set_schema({"columns": schema})
    await dataset.write_dataframe(pd.DataFrame({"d": pd.to_datetime([time]), "n": [1]}))
    assert await values_of(dataset) == [expected]


async def test_nan_inside_of_a_list_is_null(dataset: AsyncDSSDataset) -> None:
    nan = float("nan")
    schema = [{"name": "a", "type": "array"}, BESIDE]
    await dataset.write_rows([[[1.0, nan], 1], [[{"x": pd.NA}], 2]], schema)
    assert await values_of(dataset) == ["[1.0, null]", '[{"x": null}]']
    await dataset.write_arrow(pa.table({"a": [[1.0, nan]], "n": [1]}), infer_schema=True)
    assert await values_of(dataset) == ["[1.0, null]"]
    with pytest.raises(ValueError, match=r"column 'a': \[inf\] is no array"):
        await dataset.write_rows([[[float("inf")], 1]], schema)


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        ("date", ["2024-01-01", ""], [datetime(2024, 1, 1, tzinfo=UTC), None]),
        ("dateonly", ["2024-01-01T10:00:00Z"], [date(2024, 1, 1)]),
        ("bigint", [" 2", "3"], [2, 3]),
        ("double", ["1.50", ""], [1.5, None]),
        ("boolean", ["TRUE", ""], [True, None]),
        ("string", [1.0, 2.5], ["1.0", "2.5"]),
    ],
)
async def test_frames_are_written_as_rows_are(
    dataset: AsyncDSSDataset, kind: str, values: list[Any], expected: list[Any]
) -> None:
    columns = {"a": values, "n": [1] * len(values)}
    await dataset.write_rows(
        [[value, 1] for value in values], [{"name": "a", "type": kind}, BESIDE]
    )
    assert await values_of(dataset) == expected
    for frame in (pd.DataFrame(columns), pl.DataFrame(columns)):
        await dataset.write_dataframe(frame)
        assert await values_of(dataset) == expected


async def test_hexadecimal_text_is_no_number(dataset: AsyncDSSDataset) -> None:
    schema = [{"name": "a", "type": "int"}, BESIDE]
    await dataset.set_schema({"columns": schema})
    with pytest.raises(ValueError, match=r"column 'a' does not fit its type int.*'0x10'"):
        await dataset.write_dataframe(pd.DataFrame({"a": ["0x10"], "n": [1]}))


async def test_decimals_become_doubles(dataset: AsyncDSSDataset) -> None:
    table = pa.table({"a": [Decimal("0.125")], "n": [1]})
    await dataset.write_arrow(table, infer_schema=True)
    assert await values_of(dataset) == [0.125]


async def test_columns_of_a_frame_are_called_by_text(dataset: AsyncDSSDataset) -> None:
    frame = pd.DataFrame([[1, 2]], columns=[2023, 2024])
    await dataset.write_dataframe(frame, infer_schema=True)
    assert [row async for row in dataset.iter_dicts()] == [{"2023": 1, "2024": 2}]
    assert list(frame.columns) == [2023, 2024]
    levels = pd.MultiIndex.from_tuples([("a", "b"), ("a", "c")])
    for columns, named in (
        ([1, "1"], "column '1' twice"),
        (["x", ""], "a column without a name"),
        (levels, "several levels"),
    ):
        with pytest.raises(ValueError, match=named):
            await dataset.write_dataframe(pd.DataFrame([[1, 2]], columns=columns), True)


async def test_what_cannot_be_written_is_named(dataset: AsyncDSSDataset) -> None:
    mixed = pd.DataFrame({"n": [1, 2], "price": [1, "zzz"]})
    with pytest.raises(ValueError, match="column 'price' holds values of several types"):
        await dataset.write_dataframe(mixed, infer_schema=True)
    with pytest.raises(TypeError, match="Series is a column"):
        await dataset.write_dataframe(pd.Series([1]))
    with pytest.raises(TypeError, match="ChunkedArray is a column"):
        await dataset.write_arrow(pa.chunked_array([[1]]))
