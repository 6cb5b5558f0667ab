"""Datasets as Datasets of Ray, by the few names of it that are used; `tests/ray` has it."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType
from typing import Any, NamedTuple

import pyarrow as pa
import pytest

from dataikuapi._errors import DSSServerError
from dataikuapi.aio import AsyncDSSClient
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from dssmock.server import Server


class ReadTask(NamedTuple):
    """As Ray's."""

    read_fn: Callable[[], Iterable[Any]]
    metadata: BlockMetadata
    schema: Any = None
    per_task_row_limit: int | None = None


class BlockMetadata(NamedTuple):
    """As Ray's."""

    num_rows: int | None
    size_bytes: int | None
    input_files: tuple[str, ...] | None
    exec_stats: Any


class Datasource:
    """As Ray's."""


class Read(NamedTuple):
    """What stands for a Dataset of Ray: what it would be made of."""

    source: Any
    override_num_blocks: int

    def tasks(self) -> list[ReadTask]:
        # Ray sends them to its workers.
        return [
            task._replace(read_fn=pickle.loads(pickle.dumps(task.read_fn)))  # noqa: S301 -- our own
            for task in self.source.get_read_tasks(self.override_num_blocks, None)
        ]

    def tables(self) -> list[pa.Table]:
        return [pa.concat_tables(task.read_fn()) for task in self.tasks()]


def read_datasource(source: Any, *, override_num_blocks: int) -> Read:
    return Read(source, override_num_blocks)


@pytest.fixture(autouse=True)
def ray(monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts what is used of Ray in the place of the package."""
    parts: dict[str, dict[str, Any]] = {
        "ray": {},
        "ray.data": {
            "Datasource": Datasource,
            "ReadTask": ReadTask,
            "read_datasource": read_datasource,
        },
        "ray.data.block": {"BlockMetadata": BlockMetadata},
    }
    for name, members in parts.items():
        module = ModuleType(name)
        module.__dict__.update(members)
        monkeypatch.setitem(sys.modules, name, module)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """An instance on a port, which workers reach."""
    mock = DSSMock(seed="demo")
    with mock.serve() as server:
        yield server
    mock.close()


@pytest.fixture
def client(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[DSSClient]:
    monkeypatch.setenv("DKU_DSS_URL", server.url)
    monkeypatch.setenv("DKU_API_KEY", server.dss.admin_key)
    with DSSClient(server.url, server.dss.admin_key) as client:
        yield client


def test_to_ray_makes_a_task_of_each_partition(client: DSSClient) -> None:
    visits = client.get_project("SALES").get_dataset("visits")
    read = visits.to_ray()
    days = visits.list_partitions()
    assert [task.read_fn.part.partition for task in read.tasks()] == days
    assert read.override_num_blocks == len(days) == 3
    assert read.source.get_name() == "dss-SALES.visits"
    assert read.source.estimate_inmemory_data_size() is None
    assert read.tasks()[0].metadata == (None, None, None, None)
    for day, table in zip(days, read.tables(), strict=True):
        assert table.equals(visits.to_arrow(partitions=day))
    [task] = visits.to_ray(partitions="2026-01-02").source.get_read_tasks(7, 5)
    assert (task.schema, task.per_task_row_limit) == (visits.to_arrow(limit=0).schema, 5)


def test_to_ray_reads_slices_also_without_rows(client: DSSClient) -> None:
    orders = client.get_project("SALES").get_dataset("orders")
    slices = ["amount > 200", "!(amount > 200)", "id > 999999"]
    read = orders.to_ray(columns=["id", "amount"], filter="id > 1100", slices=slices)
    tables = read.tables()
    found = sorted(pa.concat_tables(tables).to_pydict()["id"])
    wanted = orders.to_arrow(columns=["id"], filter="id > 1100 && !isBlank(amount)")
    assert found == sorted(wanted.to_pydict()["id"])
    assert tables[2].num_rows == 0
    assert {table.schema for table in tables} == {read.tasks()[0].schema}


def test_tasks_hold_no_key(client: DSSClient, server: Server) -> None:
    read = client.get_project("SALES").get_dataset("orders").to_ray()
    text = pickle.dumps([task.read_fn for task in read.tasks()])
    assert server.dss.admin_key.encode() not in text
    assert b"orders" in text


def test_read_that_dss_does_not_confirm_fails_the_task(client: DSSClient, server: Server) -> None:
    [task] = client.get_project("SALES").get_dataset("orders").to_ray().tasks()
    server.dss.faults.add("dataset_finish_streaming", status=500, times=None)
    try:
        with pytest.raises(DSSServerError):
            list(task.read_fn())
    finally:
        server.dss.faults.clear()


def test_worker_of_another_instance_refuses(
    client: DSSClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    [task] = client.get_project("SALES").get_dataset("orders").to_ray().tasks()
    monkeypatch.setenv("DKU_DSS_URL", "http://localhost:1")
    with pytest.raises(ValueError, match="this worker is set up for http://localhost:1"):
        list(task.read_fn())


def test_to_ray_of_what_is_not_there(client: DSSClient, monkeypatch: pytest.MonkeyPatch) -> None:
    sales = client.get_project("SALES")
    with pytest.raises(ValueError, match="no partition '2030'"):
        sales.get_dataset("visits").to_ray(partitions="2030")
    with pytest.raises(ValueError, match="no column 'nothing'"):
        sales.get_dataset("orders").to_ray(columns="nothing")
    monkeypatch.setitem(sys.modules, "ray", None)
    monkeypatch.delitem(sys.modules, "ray.data")
    with pytest.raises(ImportError, match=r"to_ray\(\) needs ray.*\[ray\]"):
        sales.get_dataset("orders").to_ray()


async def test_async_client_makes_the_same_tasks(client: DSSClient, server: Server) -> None:
    visits = client.get_project("SALES").get_dataset("visits")
    async with AsyncDSSClient(server.url, server.dss.admin_key) as other:
        read = await other.get_project("SALES").get_dataset("visits").to_ray(columns=["page"])
    found = [table.to_pydict() for table in read.tables()]
    assert found == [
        visits.to_arrow(columns=["page"], partitions=day).to_pydict()
        for day in visits.list_partitions()
    ]
