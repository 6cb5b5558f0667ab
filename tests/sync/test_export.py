# Derived by `tox -e generate` from tests/aio/test_export.py. Do not edit.
"""Rows of datasets and queries in local files."""

from __future__ import annotations

import csv
import gzip
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from dataikuapi._errors import DSSBadRequest, DSSConnectionError, DSSDataError, DSSServerError
from dataikuapi.dss.project import DSSProject
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock

SQL = "SELECT id, name, note FROM public.customers ORDER BY id"


@pytest.fixture
def sales(demo_client: DSSClient) -> DSSProject:
    return demo_client.get_project("SALES")


def csv_rows(path: Path, separator: str = ",") -> list[list[str]]:
    """The rows of a file of CSV."""
    unpack: Any = gzip.open if path.suffix == ".gz" else open
    with unpack(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=separator))


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz", "a.tsv", "a.tsv.gz"])
def test_dataset_to_csv(sales: DSSProject, tmp_path: Path, name: str) -> None:
    dataset = sales.get_dataset("customers")
    path = tmp_path / name
    dataset.to_csv(path, columns=["id", "note"])
    rows = csv_rows(path, "\t" if ".tsv" in name else ",")
    assert rows[0] == ["id", "note"]
    wanted = [[str(id), note] for id, note in dataset.iter_rows(columns=["id", "note"])]
    assert rows[1:] == wanted
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_dataset_to_csv_of_some_rows(sales: DSSProject, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    orders, visits = sales.get_dataset("orders"), sales.get_dataset("visits")
    orders.to_csv(path, columns="id", filter="amount > 390", separator=";")
    assert 1 < len(csv_rows(path, ";")) < 100
    orders.to_csv(str(path), columns="id", limit=2)
    assert csv_rows(path) == [["id"], ["1001"], ["1002"]]
    orders.to_csv(path, columns="id", filter="id > 1001", limit=1)
    assert csv_rows(path) == [["id"], ["1002"]]
    orders.to_csv(path, columns="id", limit=0)
    assert csv_rows(path) == [["id"]]
    some = {"samplingMethod": "HEAD_SEQUENTIAL", "maxRecords": 3}
    orders.to_csv(path, sampling=some)
    assert len(csv_rows(path)) == 4
    visits.to_csv(path, partitions="2026-01-02")
    assert csv_rows(path)[1:] == [["home", "101"], ["basket", "11"]]


def test_dataset_to_parquet(sales: DSSProject, tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    orders = sales.get_dataset("orders")
    orders.to_parquet(path)
    assert pq.read_table(path).equals(orders.to_arrow())
    orders.to_parquet(path, columns=["id"], filter="id < 0", compression="snappy")
    table = pq.read_table(path)
    assert (table.num_rows, table.column_names) == (0, ["id"])
    orders.to_parquet(path, columns=["id"], limit=2)
    assert pq.read_table(path).column("id").to_pylist() == [1001, 1002]


def test_query_to_csv_and_parquet(demo_client: DSSClient, tmp_path: Path) -> None:
    query = demo_client.sql_query(SQL, connection="warehouse")
    query.to_csv(tmp_path / "a.csv")
    rows = csv_rows(tmp_path / "a.csv")
    assert rows[0] == ["id", "name", "note"]
    query = demo_client.sql_query(SQL, connection="warehouse")
    query.to_parquet(tmp_path / "a.parquet")
    table = pq.read_table(tmp_path / "a.parquet")
    assert table.column("id").to_pylist() == [int(row[0]) for row in rows[1:]]
    query = demo_client.sql_query(SQL, connection="warehouse")
    query.to_csv(tmp_path / "a.tsv", limit=1, progress=True)
    assert csv_rows(tmp_path / "a.tsv", "\t") == rows[:2]


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.csv.gz", "a.parquet"])
def test_read_that_fails_leaves_the_old_file(
    sales: DSSProject, demo: DSSMock, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(b"old")
    orders = sales.get_dataset("orders")
    write: Any = orders.to_parquet if name == "a.parquet" else orders.to_csv
    demo.sql.fail_after(2, "The disk is gone")
    with pytest.raises(DSSServerError, match="The disk is gone"):
        write(path)
    demo.faults.add(op="dataset_stream_rows", cut_body=2000)
    with pytest.raises((DSSConnectionError, DSSDataError)):
        write(path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@contextmanager
def little_room(size: int) -> Iterator[None]:
    """Lets files grow to a size only, as a full disk would."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.parquet"])
def test_write_to_a_full_disk(sales: DSSProject, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    orders = sales.get_dataset("orders")
    write: Any = orders.to_parquet if name == "a.parquet" else orders.to_csv
    with little_room(1000), pytest.raises(OSError, match=name):
        write(path)
    assert list(tmp_path.iterdir()) == []


def test_write_to_a_full_device(sales: DSSProject) -> None:
    with pytest.raises(OSError, match="/dev/full"):
        sales.get_dataset("orders").to_csv("/dev/full")


def test_write_to_what_is_no_file(sales: DSSProject, demo: DSSMock, tmp_path: Path) -> None:
    orders = sales.get_dataset("orders")
    for write in (orders.to_csv, orders.to_parquet):
        with pytest.raises(IsADirectoryError, match=tmp_path.name):
            write(tmp_path)
        with pytest.raises(FileNotFoundError, match="nothing"):
            write(tmp_path / "nothing" / "a.csv")
    with pytest.raises(ValueError, match="separator"):
        orders.to_csv(tmp_path / "a.csv", separator="--")
    with pytest.raises(ValueError, match="compression"):
        orders.to_parquet(tmp_path / "a.parquet", compression="zip")
    assert demo.calls == []
    with pytest.raises(DSSBadRequest, match="2030-01-01"):
        sales.get_dataset("visits").to_csv(tmp_path / "a.csv", partitions="2030-01-01")
    assert list(tmp_path.iterdir()) == []


def test_filter_that_is_no_formula_is_refused_before_it_asks(
    sales: DSSProject, demo: DSSMock, tmp_path: Path
) -> None:
    orders = sales.get_dataset("orders")
    wrong: Any = {"filter": 3}
    demo.calls.clear()
    for read in (orders.iter_rows, orders.iter_dicts, orders.iter_batches):
        with pytest.raises(TypeError, match="filter must be a formula as a string, not int"):
            read(**wrong)
    for load in (orders.get_dataframe, orders.to_arrow, orders.to_polars, orders.to_dask):
        with pytest.raises(TypeError, match="filter must be a formula as a string, not int"):
            load(**wrong)
    for save in (orders.to_csv, orders.to_parquet):
        with pytest.raises(TypeError, match="filter must be a formula as a string, not int"):
            save(tmp_path / "orders", **wrong)
    assert not demo.calls
    assert not list(tmp_path.iterdir())
