"""Clusters: settings, states, and the Kubernetes objects in them."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

from dssmock import errors
from dssmock.core import EMPTY, Call, handles
from dssmock.services._loose import filled
from dssmock.services._messages import messages

if TYPE_CHECKING:
    from dssmock.core import DSSMock

ARCHITECTURES = ("HADOOP", "KUBERNETES")
MANUAL = "manual"
DEFAULT_NAMESPACE = "default"
SUMMARY = ("id", "name", "type", "architecture", "state", "owner")
# What the server alone changes in a cluster's settings.
OWN = ("id", "state", "data")
# What a cluster always has.
NEEDED = ("name", "type", "architecture", "owner")


def said(severity: str, text: str) -> dict[str, Any]:
    """The answer of an action that has one thing to say."""
    return {"messages": messages((severity, text))}


def cluster_id(call: Call) -> str:
    """Identifier of the cluster that a call is about; refuses who may not manage clusters."""
    call.require_global("mayManageClusters")
    return call.path["cluster_id"]


@handles("cluster_list")
def list_all(call: Call) -> list[dict[str, Any]]:
    """The clusters that the caller may use."""
    # Who may not manage clusters still chooses among those that all may use.
    docs = call.dss.table("clusters").values()
    seen = [doc for doc in docs if call.auth.may("mayManageClusters") or doc.get("usableByAll")]
    return [{name: doc.get(name) for name in SUMMARY} for doc in seen]


@handles("cluster_create")
def create(call: Call) -> dict[str, Any]:
    """A cluster that does not run yet."""
    if not call.auth.may("mayManageClusters"):
        call.require_global("mayCreateClusters")
    body = call.body
    # Clients before DSS 9 know one architecture, and do not name it.
    architecture = body.get("architecture", "HADOOP")
    if architecture not in ARCHITECTURES:
        raise errors.BadRequest(f"Unknown architecture of a cluster: {architecture}")
    name = body["name"]
    if not name.strip():
        raise errors.BadRequest("A cluster needs a name")
    doc = {
        **body,
        "architecture": architecture,
        "id": name,
        "owner": call.auth.name,
        "usableByAll": True,
        "permissions": [],
        "state": "NONE",
        "data": {},
    }
    call.dss.table("clusters").add(name, doc)
    return doc


@handles("cluster_get")
def get(call: Call) -> dict[str, Any]:
    """The settings."""
    return call.dss.table("clusters").get(cluster_id(call))


@handles("cluster_update")
def update(call: Call) -> dict[str, Any]:
    """Keep the settings, but for what only actions change."""
    id = cluster_id(call)
    stored = call.dss.table("clusters").get(id)
    doc = filled(call.body, stored, NEEDED)
    doc |= {name: stored[name] for name in OWN}
    call.dss.table("clusters").put(id, doc)
    return doc


@handles("cluster_delete")
def delete(call: Call) -> Any:
    """Forget the cluster and what runs on it."""
    id = cluster_id(call)
    call.dss.table("clusters").delete(id)
    if id in call.dss.table("kubernetes"):
        call.dss.table("kubernetes").delete(id)
    return EMPTY


@handles("cluster_get_status")
def get_status(call: Call) -> dict[str, Any]:
    """The state, and the projects that chose the cluster."""
    doc = call.dss.table("clusters").get(cluster_id(call))
    usages = [
        {"projectKey": key}
        for key, project in call.dss.table("projects").items()
        if doc["id"] in _clusters_of(project)
    ]
    return {"state": doc["state"], "usages": usages}


def _clusters_of(project: dict[str, Any]) -> list[str]:
    settings = (project.get("settings") or {}).get("settings") or {}
    chosen = [settings.get("cluster") or {}, settings.get("k8sCluster") or {}]
    return [
        one["clusterId"] for one in chosen
        if one.get("clusterMode") == "EXPLICIT_CLUSTER" and one.get("clusterId")
    ]  # fmt: skip


@handles("cluster_start")
def start(call: Call) -> dict[str, Any]:
    """Let a managed cluster run; one of Kubernetes has jobs and pods then."""
    id = cluster_id(call)
    doc = call.dss.table("clusters").get(id)
    if doc["type"] == MANUAL:
        return said("ERROR", "Only a managed cluster can be started")
    if doc["state"] != "NONE":
        return said("ERROR", f"The cluster is {doc['state']}")
    with call.dss.table("clusters").edit(id) as live:
        live["state"] = "RUNNING"
        live["data"] = {"endpoint": f"https://{call.dss.ids.short(12).lower()}.k8s.example.com"}
    if doc["architecture"] == "KUBERNETES" and id not in call.dss.table("kubernetes"):
        call.dss.table("kubernetes").put(id, _workloads(call.dss))
    return said("SUCCESS", "Cluster started")


def _workloads(dss: DSSMock) -> dict[str, Any]:
    """What has run and runs on a cluster that DSS has just taken over."""
    return {
        "jobs": [_workload(dss, "recipe", "Complete"), _workload(dss, "train", "Failed")],
        "pods": [
            _workload(dss, "recipe", "Succeeded"),
            _workload(dss, "train", "Failed"),
            _workload(dss, "webapp", "Running"),
        ],
    }


def _workload(dss: DSSMock, kind: str, status: str) -> dict[str, Any]:
    name = f"dss-{kind}-{dss.ids.short(6).lower()}"
    namespace = DEFAULT_NAMESPACE
    return {"name": name, "namespace": namespace, "status": status, "labels": {"kind": kind}}


@handles("cluster_stop")
def stop(call: Call) -> dict[str, Any]:
    """Stop a managed cluster, or only let go of it."""
    id = cluster_id(call)
    doc = call.dss.table("clusters").get(id)
    if doc["type"] == MANUAL:
        return said("ERROR", "Only a managed cluster can be stopped")
    if doc["state"] == "NONE" and not call.query.get("forceStop", False):
        return said("ERROR", "The cluster does not run")
    with call.dss.table("clusters").edit(id) as live:
        live["state"] = "NONE"
        live["data"] = {}
    terminate = call.query.get("terminate", True)
    # A cluster that is only detached keeps what runs on it.
    if terminate and id in call.dss.table("kubernetes"):
        call.dss.table("kubernetes").delete(id)
    return said("SUCCESS", "Cluster terminated" if terminate else "Cluster detached")


def kubernetes_of(call: Call) -> str:
    """Identifier of the running Kubernetes cluster that a call is about.

    Raises:
        errors.BadRequest: it is no Kubernetes cluster, or does not run.
    """
    doc = call.dss.table("clusters").get(cluster_id(call))
    if doc["architecture"] != "KUBERNETES":
        raise errors.BadRequest(f"Not a Kubernetes cluster: {doc['id']}")
    if doc["type"] != MANUAL and doc["state"] != "RUNNING":
        raise errors.BadRequest(f"The cluster does not run: {doc['id']}")
    return doc["id"]


@handles("cluster_run_kubectl")
def run_kubectl(call: Call) -> dict[str, Any]:
    """The few commands that read what the cluster has."""
    id = kubernetes_of(call)
    try:
        words = shlex.split(call.body["args"])
    except ValueError as problem:
        return _ran(1, err=f"error: {problem}")
    if words[:1] == ["version"]:
        return _ran(0, "Client Version: v1.31.0\nServer Version: v1.31.0\n")
    kind = words[1].removesuffix("s") + "s" if words[:1] == ["get"] and len(words) > 1 else ""
    if kind not in ("jobs", "pods"):
        return _ran(1, err=f"error: the mock knows no command {call.body['args']!r}\n")
    things = (call.dss.table("kubernetes").find(id) or {}).get(kind, [])
    lines = [f"{one['name']}\t{one['namespace']}\t{one['status']}\n" for one in things]
    return _ran(0, "NAME\tNAMESPACE\tSTATUS\n" + "".join(lines))


def _ran(code: int, out: str = "", err: str = "") -> dict[str, Any]:
    return {"exitCode": code, "out": out, "err": err}


@handles("cluster_delete_finished_jobs")
def delete_finished_jobs(call: Call) -> dict[str, Any]:
    """Delete jobs that are complete, and failed ones if asked."""
    ended = ("Complete", "Failed") if call.query.get("deleteFailed", False) else ("Complete",)
    return _delete(call, "jobs", ended)


@handles("cluster_delete_finished_pods")
def delete_finished_pods(call: Call) -> dict[str, Any]:
    """Delete pods that ended, well or not."""
    return _delete(call, "pods", ("Succeeded", "Failed"))


@handles("cluster_delete_all_pods")
def delete_all_pods(call: Call) -> dict[str, Any]:
    """Delete pods, running or not."""
    return _delete(call, "pods", None)


def _delete(call: Call, kind: str, statuses: tuple[str, ...] | None) -> dict[str, Any]:
    """Delete jobs or pods: those of some statuses, or all; says which."""
    id = kubernetes_of(call)
    namespace = call.query.get("namespace", DEFAULT_NAMESPACE)
    doomed: list[str] = []
    with _objects(call.dss, id) as things:
        for one in things.get(kind, []):
            ended = statuses is None or one["status"] in statuses
            here = one["namespace"] == namespace
            if ended and here and matches(one["labels"], call.query.get("labelFilter")):
                doomed.append(one["name"])
        if not call.query.get("dryRun", False):
            things[kind] = [one for one in things.get(kind, []) if one["name"] not in doomed]
    command = f"kubectl delete {kind} -n {namespace} {' '.join(doomed)}".rstrip()
    return {"success": True, "deleted": doomed, "command": command}


def _objects(dss: DSSMock, id: str) -> Any:
    if id not in dss.table("kubernetes"):
        dss.table("kubernetes").put(id, {})
    return dss.table("kubernetes").edit(id)


def matches(labels: dict[str, str], selector: str | None) -> bool:
    """Whether labels fit a selector such as ``kind=recipe,team!=a,tier``."""
    for part in (selector or "").split(","):
        name, equals, value = (word.strip() for word in part.partition("="))
        if name.endswith("!"):
            fits = labels.get(name[:-1].strip()) != value
        else:
            fits = labels.get(name) == value.removeprefix("=") if equals else name in labels
        if part.strip() and not fits:
            return False
    return True
