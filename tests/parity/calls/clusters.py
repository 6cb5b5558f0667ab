"""Clusters."""

from __future__ import annotations

from tests.parity.scene import Scene


def life_of_a_cluster(see: Scene) -> None:
    client = see.client
    see("list", client.list_clusters())
    cluster = see("create", client.create_cluster("edge"))
    params = {"config": {"nodes": 3}}
    full = client.create_cluster("big", "pycluster_eks-clusters_create", params, "KUBERNETES")
    definition = see("read", full.get_definition())
    see("change", full.set_definition({**definition, "usableByAll": False}))
    settings = see("settings", full.get_settings())
    see("plugin data", settings.get_plugin_data())
    settings.get_raw()["params"] = {"config": {"nodes": 4}}
    see("save", settings.save())
    see("saved", full.get_settings().get_raw())
    see("status", full.get_status())
    see("delete", cluster.delete())
    see.error("read what is gone", cluster.get_definition)
    see.error("architecture", client.create_cluster, "x", cluster_architecture="MAINFRAME")
    see("list again", client.list_clusters())


def start_and_stop(see: Scene) -> None:
    cluster = see.client.get_cluster("eks_main")
    see("start", cluster.start())
    see("status", cluster.get_status().get_raw())
    see.error("start twice", cluster.start)
    see("stop", cluster.stop())
    see.error("stop twice", cluster.stop)
    see("stop by force", cluster.stop(terminate=False, force_stop=True))
    see.error("start nothing", see.client.get_cluster("nothing").start)


def kubernetes(see: Scene) -> None:
    cluster = see.client.get_cluster("eks_main")
    cluster.start()
    see("kubectl", cluster.run_kubectl("get pods"))
    see("kubectl that fails", cluster.run_kubectl("fly"))
    where = {"namespace": "default", "label_filter": "app=dss", "dry_run": True}
    see("finished jobs", cluster.delete_finished_jobs(delete_failed=True, **where))
    see("all finished jobs", cluster.delete_finished_jobs())
    see("finished pods", cluster.delete_finished_pods(**where))
    see("all finished pods", cluster.delete_finished_pods())
    see("pods", cluster.delete_all_pods(**where))
    see("all pods", cluster.delete_all_pods())
    see.error("not of Kubernetes", see.client.get_cluster("hadoop").run_kubectl, "get pods")
