"""Datasets as Datasets of Ray, read by its workers; run by `tox -e ray`, as Ray is large."""

from __future__ import annotations

import pickle
import re
import warnings
from collections.abc import Iterator

import cloudpickle
import pytest

from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from dssmock.server import Server

with warnings.catch_warnings():
    # What Ray warns of while it is loaded is not ours.
    warnings.simplefilter("ignore")
    import ray
    import ray.data

pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """An instance on a port."""
    mock = DSSMock(seed="demo")
    with mock.serve() as server:
        yield server
    mock.close()


@pytest.fixture(scope="module", autouse=True)
def cluster(server: Server) -> Iterator[None]:
    """Workers in processes of their own, which know their way to the instance."""
    known = {"DKU_DSS_URL": server.url, "DKU_API_KEY": server.dss.admin_key}
    ray.init(num_cpus=2, include_dashboard=False, runtime_env={"env_vars": known})
    yield
    ray.shutdown()


@pytest.fixture
def client(server: Server) -> Iterator[DSSClient]:
    with DSSClient(server.url, server.dss.admin_key) as client:
        yield client


def test_to_ray_reads_each_partition_in_a_task(client: DSSClient, server: Server) -> None:
    visits = client.get_project("SALES").get_dataset("visits")
    data = visits.to_ray()
    wanted = visits.to_arrow()
    assert data.schema().base_schema == wanted.schema
    before = len(server.dss.calls)
    found = data.take_all()
    order = [(name, "ascending") for name in wanted.column_names]
    by_text = {"key": lambda row: [str(value) for value in row.values()]}
    assert sorted(found, **by_text) == sorted(wanted.sort_by(order).to_pylist(), **by_text)
    reads = [c for c in server.dss.calls[before:] if c.operation == "dataset_stream_rows"]
    asked = {str(call.query.get("partitions")) for call in reads}
    assert len(asked) == len(visits.list_partitions()) == 3
    assert visits.to_ray(partitions="2026-01-02").count() == 2


def test_to_ray_reads_slices(client: DSSClient) -> None:
    orders = client.get_project("SALES").get_dataset("orders")
    data = orders.to_ray(
        columns=["id", "amount"],
        filter="id > 1100",
        slices=["amount > 200", "!(amount > 200)", "id > 999999"],
    )
    assert data.columns() == ["id", "amount"]
    wanted = orders.to_arrow(columns=["id"], filter="id > 1100 && !isBlank(amount)")
    assert sorted(row["id"] for row in data.take_all()) == sorted(wanted.to_pydict()["id"])
    assert len(orders.to_ray().limit(5).take_all()) == 5
    none = orders.to_ray(filter="id > 999999", columns="id")
    assert (none.count(), none.columns()) == (0, ["id"])


def test_tasks_hold_no_key(client: DSSClient, server: Server) -> None:
    data = client.get_project("SALES").get_dataset("orders").to_ray()
    for text in (cloudpickle.dumps(data), pickle.dumps(data.serialize_lineage())):
        assert server.dss.admin_key.encode() not in text
        assert b"orders" in text


def test_a_read_that_fails_on_a_worker_tells_the_error(client: DSSClient, server: Server) -> None:
    server.dss.faults.add("dataset_finish_streaming", status=500, times=None)
    try:
        with pytest.raises(Exception, match=re.escape("finish")) as caught:
            client.get_project("SALES").get_dataset("orders").to_ray().take_all()
    finally:
        server.dss.faults.clear()
    assert "DSSServerError" in str(caught.value)
