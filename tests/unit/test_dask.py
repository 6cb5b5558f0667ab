"""Datasets as DataFrames of Dask, computed by workers in processes of their own."""

from __future__ import annotations

import os
import pickle
import warnings
from collections.abc import Iterator

import cloudpickle
import pytest

import dataikuapi
from dataikuapi.aio import AsyncDSSClient
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from dssmock.server import Server

with warnings.catch_warnings():
    # Imports of distributed warn of what other packages will drop one day.
    warnings.simplefilter("ignore")
    import dask.dataframe  # noqa: F401 (loaded here, where its warnings are of no interest)
    from distributed import Client, LocalCluster


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """An instance on a port."""
    mock = DSSMock(seed="demo")
    with mock.serve() as server:
        yield server
    mock.close()


@pytest.fixture(scope="module")
def cluster(server: Server) -> Iterator[Client]:
    """Two workers in processes of their own, which know their way to the instance."""
    set_up = {"DKU_DSS_URL": server.url, "DKU_API_KEY": server.dss.admin_key}
    with warnings.catch_warnings(), pytest.MonkeyPatch.context() as patch:
        warnings.simplefilter("ignore")
        for name, value in set_up.items():
            patch.setenv(name, value)
        with (
            LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
            Client(cluster) as client,
        ):
            yield client


@pytest.fixture
def client(server: Server) -> Iterator[DSSClient]:
    with DSSClient(server.url, server.dss.admin_key) as client:
        yield client


def test_to_dask_reads_each_partition_on_a_worker(
    client: DSSClient, cluster: Client, server: Server
) -> None:
    visits = client.get_project("SALES").get_dataset("visits")
    frame = visits.to_dask()
    assert frame.npartitions == 3
    before = len(server.dss.calls)
    found = frame.compute().sort_values(list(frame.columns), ignore_index=True)
    wanted = visits.get_dataframe(nullable=True)
    assert found.astype(str).equals(
        wanted.sort_values(list(frame.columns), ignore_index=True).astype(str)
    )
    reads = [c for c in server.dss.calls[before:] if c.operation == "dataset_stream_rows"]
    asked = sorted(str(call.query.get("partitions")) for call in reads[:3])
    assert [day in text for day, text in zip(visits.list_partitions(), asked, strict=True)] == [
        True
    ] * 3
    workers = frame.map_partitions(lambda part: part.assign(pid=os.getpid())).pid.compute()
    assert os.getpid() not in set(workers)
    [some] = [visits.to_dask(partitions="2026-01-02")]
    assert (some.npartitions, len(some)) == (1, 2)


def test_to_dask_reads_slices(client: DSSClient, cluster: Client) -> None:
    orders = client.get_project("SALES").get_dataset("orders")
    frame = orders.to_dask(
        columns=["id", "amount"],
        filter="id > 1100",
        slices=["amount > 200", "!(amount > 200)"],
    )
    assert (frame.npartitions, list(frame.columns)) == (2, ["id", "amount"])
    ids = sorted(frame.id.compute())
    wanted = orders.get_dataframe(columns=["id"], filter="id > 1100 && !isBlank(amount)")
    assert ids == sorted(wanted.id)
    assert orders.to_dask().npartitions == 1


def test_graph_holds_no_key(client: DSSClient, server: Server) -> None:
    frame = client.get_project("SALES").get_dataset("orders").to_dask()
    for dump in (pickle.dumps, cloudpickle.dumps):
        text = dump(dict(frame.__dask_graph__())) + dump(frame)
        assert server.dss.admin_key.encode() not in text
        assert b"orders" in text


def test_worker_of_another_instance_refuses(
    client: DSSClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = client.get_project("SALES").get_dataset("orders").to_dask()
    monkeypatch.setenv("DKU_DSS_URL", "http://localhost:1")
    monkeypatch.setenv("DKU_API_KEY", "other")
    with pytest.raises(ValueError, match="this worker is set up for http://localhost:1"):
        frame.compute(scheduler="synchronous")


def test_to_dask_of_what_is_not_there(client: DSSClient) -> None:
    sales = client.get_project("SALES")
    with pytest.raises(ValueError, match="no partition '2030'"):
        sales.get_dataset("visits").to_dask(partitions="2030")
    with pytest.raises(ValueError, match="not partitioned: partition '2030'"):
        sales.get_dataset("orders").to_dask(partitions="2030")
    with pytest.raises(ValueError, match="no column 'nothing'"):
        sales.get_dataset("orders").to_dask(columns="nothing")
    with pytest.raises(ValueError, match="slices must not be empty"):
        sales.get_dataset("orders").to_dask(slices=[])
    with pytest.raises(TypeError, match="slices"):
        sales.get_dataset("orders").to_dask(slices="id > 1")
    bare = sales.create_dataset("bare", "Filesystem")
    settings = bare.get_settings()
    settings.add_discrete_partitioning_dimension("country")
    settings.save()
    with pytest.raises(ValueError, match="no partition with data"):
        bare.to_dask()
    bare.delete()


def test_api_client_is_what_a_worker_uses(monkeypatch: pytest.MonkeyPatch, server: Server) -> None:
    monkeypatch.setenv("DKU_DSS_URL", server.url)
    monkeypatch.setenv("DKU_API_KEY", server.dss.admin_key)
    with dataikuapi.api_client() as client:
        assert client.host == server.url


async def test_async_client_makes_the_same_frame(cluster: Client, server: Server) -> None:
    async with AsyncDSSClient(server.url, server.dss.admin_key) as client:
        visits = client.get_project("SALES").get_dataset("visits")
        frame = await visits.to_dask(columns=["page"])
    assert frame.npartitions == 3
    assert list(frame.columns) == ["page"]
    assert pickle.dumps(frame.expr).find(server.dss.admin_key.encode()) < 0
