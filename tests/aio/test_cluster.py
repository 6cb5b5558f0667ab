"""Clusters: settings, states, and what is in a Kubernetes cluster."""

from __future__ import annotations

from typing import Any

import pytest

from dataikuapi import DataikuException, DSSBadRequest, DSSDataError, DSSForbidden, DSSNotFound
from dataikuapi.aio.dss.cluster import AsyncDSSCluster
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock

EKS = "pycluster_eks"


async def running(client: AsyncDSSClient) -> AsyncDSSCluster:
    """A Kubernetes cluster that runs, with two jobs and three pods in it."""
    cluster = await client.create_cluster("eks", EKS, {"nodes": 3}, "KUBERNETES")
    await cluster.start()
    return cluster


def statuses(mock: DSSMock, kind: str) -> list[str]:
    """Statuses of the jobs or pods of the cluster of these tests."""
    return [thing["status"] for thing in mock.table("kubernetes").get("eks")[kind]]


async def test_create_makes_what_it_is_told(client: AsyncDSSClient) -> None:
    params: dict[str, Any] = {"nodes": 3}
    cluster = await client.create_cluster("eks", EKS, params, cluster_architecture="KUBERNETES")
    assert params == {"nodes": 3}
    definition = await cluster.get_definition()
    assert definition["type"] == EKS
    assert definition["architecture"] == "KUBERNETES"
    assert definition["params"] == {"nodes": 3}
    assert repr(cluster).endswith("Cluster 'eks'>")


async def test_create_with_a_name_only(client: AsyncDSSClient) -> None:
    cluster = await client.create_cluster("plain")
    definition = await client.get_cluster(cluster.cluster_id).get_definition()
    assert (definition["type"], definition["architecture"]) == ("manual", "HADOOP")
    assert [item["name"] for item in await client.list_clusters()] == ["plain"]


async def test_create_twice_is_refused(client: AsyncDSSClient) -> None:
    await client.create_cluster("eks")
    with pytest.raises(DSSBadRequest, match="exists"):
        await client.create_cluster("eks")


async def test_create_refuses_bad_arguments(client: AsyncDSSClient, mock: DSSMock) -> None:
    with pytest.raises(ValueError, match="cluster_name"):
        await client.create_cluster("")
    with pytest.raises(TypeError, match="params"):
        await client.create_cluster("eks", params="x")  # type: ignore[arg-type]
    assert mock.calls == []


async def test_create_that_fails_says_why(client: AsyncDSSClient, mock: DSSMock) -> None:
    said = {"messages": {"error": True, "messages": [{"title": "No such type"}]}}
    mock.faults.add("cluster_create", status=200, body=said)
    with pytest.raises(DataikuException, match=r"Cluster creation failed.*No such type"):
        await client.create_cluster("eks")
    mock.faults.add("cluster_create", status=200, body={"name": "eks"})
    with pytest.raises(DSSDataError, match="does not name"):
        await client.create_cluster("eks")


async def test_delete_forgets_the_cluster(client: AsyncDSSClient) -> None:
    cluster = await running(client)
    await cluster.delete()
    assert await client.list_clusters() == []
    with pytest.raises(DSSNotFound, match="eks"):
        await cluster.get_definition()


async def test_settings_are_saved(client: AsyncDSSClient) -> None:
    cluster = await running(client)
    settings = await cluster.get_settings()
    settings.get_raw()["params"] = {"nodes": 5}
    settings.get_raw()["unheardOf"] = True
    answer = await settings.save()
    assert answer["params"] == {"nodes": 5}
    read = await cluster.get_settings()
    assert read.cluster_id == "eks"
    assert read.get_raw()["params"] == {"nodes": 5}
    assert dict(read.get_raw())["unheardOf"] is True
    data = read.get_plugin_data()
    assert data is not None
    assert data["endpoint"].startswith("https://")


async def test_definition_is_written_back(client: AsyncDSSClient) -> None:
    cluster = await client.create_cluster("eks")
    definition = await cluster.get_definition()
    definition["owner"] = "bob"
    assert (await cluster.set_definition(definition))["owner"] == "bob"
    assert (await cluster.get_definition())["owner"] == "bob"


async def test_start_and_stop_change_the_state(client: AsyncDSSClient) -> None:
    cluster = await client.create_cluster("eks", EKS)
    assert (await cluster.get_status()).get_raw()["state"] == "NONE"
    answer = await cluster.start()
    assert answer["messages"]["error"] is False
    status = await cluster.get_status()
    assert (status.cluster_id, status.get_raw()["state"]) == ("eks", "RUNNING")
    await cluster.stop()
    assert (await cluster.get_status()).get_raw()["state"] == "NONE"


async def test_start_and_stop_that_fail_say_why(client: AsyncDSSClient) -> None:
    manual = await client.create_cluster("manual")
    with pytest.raises(DataikuException, match="Only a managed cluster"):
        await manual.start()
    with pytest.raises(DataikuException, match="Only a managed cluster"):
        await manual.stop()
    cluster = await running(client)
    with pytest.raises(DataikuException, match="is RUNNING"):
        await cluster.start()
    await cluster.stop()
    with pytest.raises(DataikuException, match="does not run"):
        await cluster.stop()
    await cluster.stop(force_stop=True)


async def test_stop_without_terminating_keeps_what_runs(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    cluster = await running(client)
    await cluster.stop(terminate=False)
    assert len(statuses(mock, "pods")) == 3
    await cluster.start()
    await cluster.stop()
    assert "eks" not in mock.table("kubernetes")


async def test_status_names_the_projects_that_use_the_cluster(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    chosen = {"clusterMode": "EXPLICIT_CLUSTER", "clusterId": "eks"}
    settings = {"settings": {"k8sCluster": chosen, "cluster": {"clusterMode": "INHERIT"}}}
    mock.table("projects").put("SALES", {"projectKey": "SALES", "settings": settings})
    cluster = await client.create_cluster("eks")
    status = (await cluster.get_status()).get_raw()
    assert dict(status)["usages"] == [{"projectKey": "SALES"}]


async def test_kubectl_answers_what_the_command_gave(client: AsyncDSSClient) -> None:
    cluster = await running(client)
    answer = dict(await cluster.run_kubectl("get pods"))
    assert answer["exitCode"] == 0
    assert "Running" in answer["out"]
    failed = dict(await cluster.run_kubectl("frobnicate"))
    assert failed["exitCode"] == 1
    assert "frobnicate" in failed["err"]


async def test_kubectl_needs_a_kubernetes_cluster_that_runs(client: AsyncDSSClient) -> None:
    hadoop = await client.create_cluster("hadoop")
    with pytest.raises(DSSBadRequest, match="Not a Kubernetes cluster"):
        await hadoop.run_kubectl("get pods")
    cluster = await running(client)
    await cluster.stop()
    with pytest.raises(DSSBadRequest, match="does not run"):
        await cluster.run_kubectl("get pods")


async def test_finished_jobs_are_deleted(client: AsyncDSSClient, mock: DSSMock) -> None:
    cluster = await running(client)
    tried = dict(await cluster.delete_finished_jobs(dry_run=True))
    assert len(tried["deleted"]) == 1
    assert statuses(mock, "jobs") == ["Complete", "Failed"]
    await cluster.delete_finished_jobs()
    assert statuses(mock, "jobs") == ["Failed"]
    await cluster.delete_finished_jobs(delete_failed=True, label_filter="kind=recipe")
    assert statuses(mock, "jobs") == ["Failed"]
    await cluster.delete_finished_jobs(delete_failed=True, namespace="default")
    assert statuses(mock, "jobs") == []


async def test_finished_pods_are_deleted(client: AsyncDSSClient, mock: DSSMock) -> None:
    cluster = await running(client)
    elsewhere = dict(await cluster.delete_finished_pods(namespace="elsewhere"))
    assert elsewhere["deleted"] == []
    await cluster.delete_finished_pods(label_filter="kind!=train", dry_run=False)
    assert statuses(mock, "pods") == ["Failed", "Running"]
    await cluster.delete_finished_pods()
    assert statuses(mock, "pods") == ["Running"]


async def test_all_pods_are_deleted(client: AsyncDSSClient, mock: DSSMock) -> None:
    cluster = await running(client)
    tried = dict(await cluster.delete_all_pods(dry_run=True))
    assert len(tried["deleted"]) == 3
    await cluster.delete_all_pods(namespace="default", label_filter="kind=webapp")
    assert statuses(mock, "pods") == ["Succeeded", "Failed"]
    await cluster.delete_all_pods()
    assert statuses(mock, "pods") == []


async def test_clusters_are_for_those_who_manage_them(
    client: AsyncDSSClient, mock: DSSMock, client_as: Any
) -> None:
    await client.create_cluster("eks")
    mock.table("users").put("bob", {"login": "bob", "groups": ["readers"]})
    async with client_as("bob") as bob:
        assert [item["name"] for item in await bob.list_clusters()] == ["eks"]
        with pytest.raises(DSSForbidden):
            await bob.get_cluster("eks").get_settings()
        with pytest.raises(DSSForbidden):
            await bob.create_cluster("other")
