# Derived by `tox -e generate` from src/dataikuapi/aio/dss/cluster.py. Do not edit.
"""Clusters for computation, of Hadoop or Kubernetes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from dataikuapi._answers import answer_or_raise
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import (
        Cluster,
        ClusterDeletion,
        ClusterKubectlResult,
        ClusterStatus,
        MessagesAnswer,
    )


class DSSCluster:
    """A cluster of the instance. Get it from :meth:`DSSClient.get_cluster`.

    Attributes:
        client: the client that made this handle.
        cluster_id: identifier of the cluster.
    """

    def __init__(self, client: DSSClient, cluster_id: str) -> None:
        self.client = client
        self.cluster_id = cluster_id

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.cluster_id!r}>"

    def delete(self) -> None:
        """Deletes the cluster; stop it before if it shall not go on.

        Operation: `cluster_delete`.

        Raises:
            DSSNotFound: there is no such cluster.
        """
        self.client.rest.empty(api.cluster.cluster_delete.build_request(self.cluster_id))

    def get_settings(self) -> DSSClusterSettings:
        """Reads the settings of the cluster, to be changed and saved.

        Operation: `cluster_get`.

        Returns:
            The settings.

        Raises:
            DSSNotFound: there is no such cluster.
        """
        definition = self.get_definition()
        return DSSClusterSettings(self.client, self.cluster_id, definition)

    def get_definition(self) -> Cluster:
        """Reads the definition of the cluster; :meth:`get_settings` is handier.

        Operation: `cluster_get`.

        Returns:
            The definition; `params` holds what the type of the cluster needs.

        Raises:
            DSSNotFound: there is no such cluster.
        """
        return self.client.rest.json(api.cluster.cluster_get.build_request(self.cluster_id))

    def set_definition(self, cluster: Cluster | dict[str, Any]) -> Cluster:
        """Writes a definition that :meth:`get_definition` gave and the caller changed.

        Operation: `cluster_update`.

        Args:
            cluster: the whole definition.

        Returns:
            What DSS answers: the definition as it keeps it now.

        Raises:
            DSSNotFound: there is no such cluster.
        """
        request = api.cluster.cluster_update.build_request(self.cluster_id, body=cluster)
        return self.client.rest.json(request)

    def get_status(self) -> DSSClusterStatus:
        """Reads the state of the cluster and what uses it.

        Operation: `cluster_get_status`.

        Returns:
            The status.

        Raises:
            DSSNotFound: there is no such cluster.
        """
        request = api.cluster.cluster_get_status.build_request(self.cluster_id)
        status = self.client.rest.json(request)
        return DSSClusterStatus(self.client, self.cluster_id, status)

    def start(self) -> MessagesAnswer:
        """Starts the cluster, or attaches DSS to it; only for clusters that DSS manages.

        Operation: `cluster_start`.

        Returns:
            The messages of the start.

        Raises:
            DataikuException: the start failed; the text holds the messages.
        """
        request = api.cluster.cluster_start.build_request(self.cluster_id)
        return answer_or_raise("Cluster operation", self.client.rest.json(request))

    def stop(self, terminate: bool = True, force_stop: bool = False) -> MessagesAnswer:
        """Stops the cluster, or detaches DSS from it; only for clusters that DSS manages.

        Operation: `cluster_stop`.

        Args:
            terminate: whether the cluster itself goes away, not only its link to DSS.
            force_stop: whether to try although DSS believes it stopped already.

        Returns:
            The messages of the stop.

        Raises:
            DataikuException: the stop failed; the text holds the messages.
        """
        request = api.cluster.cluster_stop.build_request(
            self.cluster_id, terminate=terminate, force_stop=force_stop
        )
        return answer_or_raise("Cluster operation", self.client.rest.json(request))

    def run_kubectl(self, args: str) -> ClusterKubectlResult:
        """Runs a `kubectl` command on a Kubernetes cluster.

        Needs an administrator's key.  Operation: `cluster_run_kubectl`.

        Args:
            args: the command as one text, without `kubectl`, such as `get pods -A`.

        Returns:
            Return value, output and errors of the command.
        """
        request = api.cluster.cluster_run_kubectl.build_request(
            self.cluster_id, body={"args": args}
        )
        return self.client.rest.json(request)

    def delete_finished_jobs(
        self,
        delete_failed: bool = False,
        namespace: str | None = None,
        label_filter: str | None = None,
        dry_run: bool = False,
    ) -> ClusterDeletion:
        """Deletes the jobs of a Kubernetes cluster that have ended.

        Operation: `cluster_delete_finished_jobs`.

        Args:
            delete_failed: whether those that failed go too.
            namespace: namespace of the jobs; that of the current context if None.
            label_filter: label selector, to delete only some.
            dry_run: whether only to say what would be deleted.

        Returns:
            Whether it worked, what was deleted, and the command behind it.
        """
        request = api.cluster.cluster_delete_finished_jobs.build_request(
            self.cluster_id,
            delete_failed=delete_failed,
            namespace=namespace,
            label_filter=label_filter,
            dry_run=dry_run,
        )
        return self.client.rest.json(request)

    def delete_finished_pods(
        self,
        namespace: str | None = None,
        label_filter: str | None = None,
        dry_run: bool = False,
    ) -> ClusterDeletion:
        """Deletes the pods of a Kubernetes cluster that have ended, well or not.

        Operation: `cluster_delete_finished_pods`.

        Args:
            namespace: namespace of the pods; that of the current context if None.
            label_filter: label selector, to delete only some.
            dry_run: whether only to say what would be deleted.

        Returns:
            Whether it worked, what was deleted, and the command behind it.
        """
        request = api.cluster.cluster_delete_finished_pods.build_request(
            self.cluster_id, namespace=namespace, label_filter=label_filter, dry_run=dry_run
        )
        return self.client.rest.json(request)

    def delete_all_pods(
        self,
        namespace: str | None = None,
        label_filter: str | None = None,
        dry_run: bool = False,
    ) -> ClusterDeletion:
        """Deletes the pods of a Kubernetes cluster, running ones included.

        Operation: `cluster_delete_all_pods`.

        Args:
            namespace: namespace of the pods; that of the current context if None.
            label_filter: label selector, to delete only some.
            dry_run: whether only to say what would be deleted.

        Returns:
            Whether it worked, what was deleted, and the command behind it.
        """
        request = api.cluster.cluster_delete_all_pods.build_request(
            self.cluster_id, namespace=namespace, label_filter=label_filter, dry_run=dry_run
        )
        return self.client.rest.json(request)


class DSSClusterSettings:
    """Settings of a cluster. Get them from :meth:`DSSCluster.get_settings`.

    Attributes:
        client: the client that read these settings.
        cluster_id: identifier of the cluster.
        settings: the settings, as DSS keeps them.
    """

    def __init__(
        self, client: DSSClient, cluster_id: str, settings: Cluster | dict[str, Any]
    ) -> None:
        self.client = client
        self.cluster_id = cluster_id
        self.settings: dict[str, Any] = cast("dict[str, Any]", settings)

    def get_raw(self) -> Cluster:
        """Gives the settings themselves, to read and to change.

        Returns:
            The settings, not a copy; `permissions`, `usableByAll`, `owner` and `params` may change.
        """
        return cast("Cluster", self.settings)

    def get_plugin_data(self) -> dict[str, Any] | None:
        """Gives what the plugin of the cluster left when it started; not to be changed.

        Returns:
            The data, or None for a cluster without a plugin.
        """
        return self.settings.get("data")

    def save(self) -> Cluster:
        """Writes the settings back.

        Operation: `cluster_update`.

        Returns:
            What DSS answers: the settings as it keeps them now.

        Raises:
            DSSNotFound: there is no such cluster (any more).
        """
        request = api.cluster.cluster_update.build_request(self.cluster_id, body=self.settings)
        return self.client.rest.json(request)


class DSSClusterStatus:
    """Status of a cluster. Get it from :meth:`DSSCluster.get_status`.

    Attributes:
        client: the client that read this status.
        cluster_id: identifier of the cluster.
        status: the status, as DSS answered it.
    """

    def __init__(self, client: DSSClient, cluster_id: str, status: ClusterStatus) -> None:
        self.client = client
        self.cluster_id = cluster_id
        self.status = status

    def get_raw(self) -> ClusterStatus:
        """Gives the status as DSS answered it.

        Returns:
            The status; `state` is `NONE`, `STARTING`, `RUNNING` or `STOPPING`.
        """
        return self.status
