# Derived by `tox -e generate` from tests/aio/test_cluster.py. Do not edit.
"""Clusters: settings, states, and what is in a Kubernetes cluster."""

from __future__ import annotations

from typing import Any

import pytest

from dataikuapi import DataikuException, DSSBadRequest, DSSDataError, DSSForbidden, DSSNotFound
from dataikuapi.dss.cluster import DSSCluster
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock

EKS = "pycluster_eks"


def running(client: DSSClient) -> DSSCluster:
    """A Kubernetes cluster that runs, with two jobs and three pods in it."""
    cluster = client.create_cluster("eks", EKS, {"nodes": 3}, "KUBERNETES")
    cluster.start()
    return cluster


def statuses(mock: DSSMock, kind: str) -> list[str]:
    """Statuses of the jobs or pods of the cluster of these tests."""
    return [thing["status"] for thing in mock.table("kubernetes").get("eks")[kind]]


def test_create_makes_what_it_is_told(client: DSSClient) -> None:
    params: dict[str, Any] = {"nodes": 3}
    cluster = client.create_cluster("eks", EKS, params, cluster_architecture="KUBERNETES")
    assert params == {"nodes": 3}
    definition = cluster.get_definition()
    assert definition["type"] == EKS
    assert definition["architecture"] == "KUBERNETES"
    assert definition["params"] == {"nodes": 3}
    assert repr(cluster).endswith("Cluster 'eks'>")


def test_create_with_a_name_only(client: DSSClient) -> None:
    cluster = client.create_cluster("plain")
    definition = client.get_cluster(cluster.cluster_id).get_definition()
    assert (definition["type"], definition["architecture"]) == ("manual", "HADOOP")
    assert [item["name"] for item in client.list_clusters()] == ["plain"]


def test_create_twice_is_refused(client: DSSClient) -> None:
    client.create_cluster("eks")
    with pytest.raises(DSSBadRequest, match="exists"):
        client.create_cluster("eks")


def test_create_refuses_bad_arguments(client: DSSClient, mock: DSSMock) -> None:
    with pytest.raises(ValueError, match="cluster_name"):
        client.create_cluster("")
    with pytest.raises(TypeError, match="params"):
        client.create_cluster("eks", params="x")  # type: ignore[arg-type]
    assert mock.calls == []


def test_create_that_fails_says_why(client: DSSClient, mock: DSSMock) -> None:
    said = {"messages": {"error": True, "messages": [{"title": "No such type"}]}}
    mock.faults.add("cluster_create", status=200, body=said)
    with pytest.raises(DataikuException, match=r"Cluster creation failed.*No such type"):
        client.create_cluster("eks")
    mock.faults.add("cluster_create", status=200, body={"name": "eks"})
    with pytest.raises(DSSDataError, match="does not name"):
        client.create_cluster("eks")


def test_delete_forgets_the_cluster(client: DSSClient) -> None:
    cluster = running(client)
    cluster.delete()
    assert client.list_clusters() == []
    with pytest.raises(DSSNotFound, match="eks"):
        cluster.get_definition()


def test_settings_are_saved(client: DSSClient) -> None:
    cluster = running(client)
    settings = cluster.get_settings()
    settings.get_raw()["params"] = {"nodes": 5}
    settings.get_raw()["unheardOf"] = True
    answer = settings.save()
    assert answer["params"] == {"nodes": 5}
    read = cluster.get_settings()
    assert read.cluster_id == "eks"
    assert read.get_raw()["params"] == {"nodes": 5}
    assert dict(read.get_raw())["unheardOf"] is True
    data = read.get_plugin_data()
    assert data is not None
    assert data["endpoint"].startswith("https://")


def test_definition_is_written_back(client: DSSClient) -> None:
    cluster = client.create_cluster("eks")
    definition = cluster.get_definition()
    definition["owner"] = "bob"
    assert (cluster.set_definition(definition))["owner"] == "bob"
    assert (cluster.get_definition())["owner"] == "bob"


def test_start_and_stop_change_the_state(client: DSSClient) -> None:
    cluster = client.create_cluster("eks", EKS)
    assert (cluster.get_status()).get_raw()["state"] == "NONE"
    answer = cluster.start()
    assert answer["messages"]["error"] is False
    status = cluster.get_status()
    assert (status.cluster_id, status.get_raw()["state"]) == ("eks", "RUNNING")
    cluster.stop()
    assert (cluster.get_status()).get_raw()["state"] == "NONE"


def test_start_and_stop_that_fail_say_why(client: DSSClient) -> None:
    manual = client.create_cluster("manual")
    with pytest.raises(DataikuException, match="Only a managed cluster"):
        manual.start()
    with pytest.raises(DataikuException, match="Only a managed cluster"):
        manual.stop()
    cluster = running(client)
    with pytest.raises(DataikuException, match="is RUNNING"):
        cluster.start()
    cluster.stop()
    with pytest.raises(DataikuException, match="does not run"):
        cluster.stop()
    cluster.stop(force_stop=True)


def test_stop_without_terminating_keeps_what_runs(client: DSSClient, mock: DSSMock) -> None:
    cluster = running(client)
    cluster.stop(terminate=False)
    assert len(statuses(mock, "pods")) == 3
    cluster.start()
    cluster.stop()
    assert "eks" not in mock.table("kubernetes")


def test_status_names_the_projects_that_use_the_cluster(client: DSSClient, mock: DSSMock) -> None:
    chosen = {"clusterMode": "EXPLICIT_CLUSTER", "clusterId": "eks"}
    settings = {"settings": {"k8sCluster": chosen, "cluster": {"clusterMode": "INHERIT"}}}
    mock.table("projects").put("SALES", {"projectKey": "SALES", "settings": settings})
    cluster = client.create_cluster("eks")
    status = (cluster.get_status()).get_raw()
    assert dict(status)["usages"] == [{"projectKey": "SALES"}]


def test_kubectl_answers_what_the_command_gave(client: DSSClient) -> None:
    cluster = running(client)
    answer = dict(cluster.run_kubectl("get pods"))
    assert answer["exitCode"] == 0
    assert "Running" in answer["out"]
    failed = dict(cluster.run_kubectl("frobnicate"))
    assert failed["exitCode"] == 1
    assert "frobnicate" in failed["err"]


def test_kubectl_needs_a_kubernetes_cluster_that_runs(client: DSSClient) -> None:
    hadoop = client.create_cluster("hadoop")
    with pytest.raises(DSSBadRequest, match="Not a Kubernetes cluster"):
        hadoop.run_kubectl("get pods")
    cluster = running(client)
    cluster.stop()
    with pytest.raises(DSSBadRequest, match="does not run"):
        cluster.run_kubectl("get pods")


def test_finished_jobs_are_deleted(client: DSSClient, mock: DSSMock) -> None:
    cluster = running(client)
    tried = dict(cluster.delete_finished_jobs(dry_run=True))
    assert len(tried["deleted"]) == 1
    assert statuses(mock, "jobs") == ["Complete", "Failed"]
    cluster.delete_finished_jobs()
    assert statuses(mock, "jobs") == ["Failed"]
    cluster.delete_finished_jobs(delete_failed=True, label_filter="kind=recipe")
    assert statuses(mock, "jobs") == ["Failed"]
    cluster.delete_finished_jobs(delete_failed=True, namespace="default")
    assert statuses(mock, "jobs") == []


def test_finished_pods_are_deleted(client: DSSClient, mock: DSSMock) -> None:
    cluster = running(client)
    elsewhere = dict(cluster.delete_finished_pods(namespace="elsewhere"))
    assert elsewhere["deleted"] == []
    cluster.delete_finished_pods(label_filter="kind!=train", dry_run=False)
    assert statuses(mock, "pods") == ["Failed", "Running"]
    cluster.delete_finished_pods()
    assert statuses(mock, "pods") == ["Running"]


def test_all_pods_are_deleted(client: DSSClient, mock: DSSMock) -> None:
    cluster = running(client)
    tried = dict(cluster.delete_all_pods(dry_run=True))
    assert len(tried["deleted"]) == 3
    cluster.delete_all_pods(namespace="default", label_filter="kind=webapp")
    assert statuses(mock, "pods") == ["Succeeded", "Failed"]
    cluster.delete_all_pods()
    assert statuses(mock, "pods") == []


def test_clusters_are_for_those_who_manage_them(
    client: DSSClient, mock: DSSMock, client_as: Any
) -> None:
    client.create_cluster("eks")
    mock.table("users").put("bob", {"login": "bob", "groups": ["readers"]})
    with client_as("bob") as bob:
        assert [item["name"] for item in bob.list_clusters()] == ["eks"]
        with pytest.raises(DSSForbidden):
            bob.get_cluster("eks").get_settings()
        with pytest.raises(DSSForbidden):
            bob.create_cluster("other")
