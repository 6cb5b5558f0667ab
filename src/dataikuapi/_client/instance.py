# Derived by `tox -e generate` from src/dataikuapi/aio/_client/instance.py. Do not edit.
"""What belongs to the instance and to no project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, overload

from dataikuapi._answers import answer_or_raise
from dataikuapi._args import check_dict, check_list, check_name, check_str
from dataikuapi._client.administration import AdministrationCalls
from dataikuapi._client.codeenvs import CodeEnvsCalls
from dataikuapi._errors import DSSDataError
from dataikuapi._listing import identity
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi._stream import DSSStream
    from dataikuapi.dss.cluster import DSSCluster
    from dataikuapi.dss.meaning import DSSMeaning
    from dataikuapi.dss.notebook import DSSNotebook
    from dataikuapi_rest.dicts import CatalogIndexAnswer, ClusterListItem, Meaning, NotebookState


def _entry(value: Any) -> Any:
    """An entry of a meaning: a text stands for itself."""
    return {"value": value} if isinstance(value, str) else value


def _mapping(item: Any) -> dict[str, Any]:
    """A mapping of a meaning, with its target as an entry."""
    mapping = check_dict("mappings", item)
    return {"from": mapping.get("from"), "to": _entry(mapping.get("to"))}


class InstanceCalls(CodeEnvsCalls, AdministrationCalls):
    """Client methods for what belongs to the instance."""

    @overload
    def list_running_notebooks(self, as_objects: Literal[True] = True) -> list[DSSNotebook]: ...
    @overload
    def list_running_notebooks(self, as_objects: Literal[False]) -> list[NotebookState]: ...
    @overload
    def list_running_notebooks(
        self, as_objects: bool = True
    ) -> list[DSSNotebook] | list[NotebookState]: ...
    def list_running_notebooks(
        self, as_objects: bool = True
    ) -> list[DSSNotebook] | list[NotebookState]:
        """Lists the notebooks that run on the instance.

        Operation: `notebook_list_running`.

        Args:
            as_objects: whether handles are given; dicts otherwise.

        Returns:
            The notebooks, as handles, or as dicts with at least `name`.
        """
        request = api.notebook.notebook_list_running.build_request()
        states = self.rest.json(request)
        if not as_objects:
            return states
        from dataikuapi.dss.notebook import DSSNotebook

        return [
            DSSNotebook(
                self._client,
                state.get("projectKey") or "",
                identity(request.operation, state, "name"),
                state,
            )
            for state in states
        ]

    def list_clusters(self) -> list[ClusterListItem]:
        """Lists the clusters of the instance.

        Operation: `cluster_list`.

        Returns:
            The clusters, with at least `name`, `type` and `state`.
        """
        return self.rest.json(api.cluster.cluster_list.build_request())

    def get_cluster(self, cluster_id: str) -> DSSCluster:
        """Gives a handle on a cluster.

        Args:
            cluster_id: identifier of the cluster.

        Returns:
            The handle; nothing is sent.
        """
        from dataikuapi.dss.cluster import DSSCluster

        return DSSCluster(self._client, cluster_id)

    def create_cluster(
        self,
        cluster_name: str,
        cluster_type: str = "manual",
        params: Mapping[str, Any] | None = None,
        cluster_architecture: str = "HADOOP",
    ) -> DSSCluster:
        """Creates a cluster.

        Needs an administrator's key.  Operation: `cluster_create`.

        Args:
            cluster_name: name of the new cluster.
            cluster_type: `manual`, or a type that a plugin brings.
            params: what the type needs.
            cluster_architecture: `HADOOP` or `KUBERNETES`.

        Returns:
            The handle.

        Raises:
            DataikuException: the creation failed; the text holds the messages.
            DSSBadRequest: there is one of this name already.
        """
        body = {
            "name": check_str("cluster_name", cluster_name),
            "type": cluster_type,
            "architecture": cluster_architecture,
            "params": check_dict("params", {} if params is None else params),
        }
        answer = self.rest.json(api.cluster.cluster_create.build_request(body=body))
        created = answer_or_raise("Cluster creation", answer)
        cluster_id = created.get("id")
        if cluster_id is None:
            raise DSSDataError("the answer does not name the new cluster")
        return self.get_cluster(cluster_id)

    def list_meanings(self) -> list[Meaning]:
        """Lists the meanings that users made.

        Operation: `meaning_list`.

        Returns:
            The definitions of the meanings.
        """
        return self.rest.json(api.meaning.meaning_list.build_request())

    def get_meaning(self, id: str) -> DSSMeaning:
        """Gives a handle on a meaning.

        Args:
            id: identifier of the meaning.

        Returns:
            The handle; nothing is sent.

        Raises:
            ValueError: the identifier cannot be one.
        """
        from dataikuapi.dss.meaning import DSSMeaning

        return DSSMeaning(self._client, check_name("id", id))

    def create_meaning(
        self,
        id: str,
        label: str,
        type: str,
        description: str | None = None,
        values: Sequence[str | Mapping[str, Any]] | None = None,
        mappings: Sequence[Mapping[str, Any]] | None = None,
        pattern: str | None = None,
        normalizationMode: str | None = None,
        detectable: bool = False,
    ) -> DSSMeaning:
        """Creates a meaning.

        Needs an administrator's key.  Operation: `meaning_create`.

        Args:
            id: identifier of the new meaning; DSS keeps it in lower case.
            label: its name.
            type: `DECLARATIVE`, `VALUES_LIST`, `VALUES_MAPPING` or `PATTERN`.
            description: what it means.
            values: for a `VALUES_LIST`: the values, as texts or as `{"value": ..., "color": ...}`.
            mappings: for a `VALUES_MAPPING`: `{"from": ..., "to": ...}`, `to` as a value above.
            pattern: for a `PATTERN`: the regular expression.
            normalizationMode: how values are compared: `EXACT`, `LOWERCASE` or `NORMALIZED`.
            detectable: whether DSS may guess this meaning.

        Returns:
            The handle.

        Raises:
            DSSForbidden: the key is no administrator's.
        """
        body = {
            "id": check_name("id", id),
            "label": label,
            "type": type,
            "description": description,
            "entries": None if values is None else list(map(_entry, check_list("values", values))),
            "mappings": None
            if mappings is None
            else list(map(_mapping, check_list("mappings", mappings))),
            "pattern": pattern,
            "normalizationMode": normalizationMode,
            "detectable": detectable,
        }
        self.rest.text(api.meaning.meaning_create.build_request(body=body))
        return self.get_meaning(id)

    def catalog_index_connections(
        self,
        connection_names: Sequence[str] | None = None,
        all_connections: bool = False,
        indexing_mode: str = "FULL",
    ) -> CatalogIndexAnswer:
        """Indexes connections in the data catalog.

        Operation: `catalog_index`.

        Args:
            connection_names: names of the connections; they do not count if all are indexed.
            all_connections: whether to index every connection.
            indexing_mode: `FULL` or `INCREMENTAL`.

        Returns:
            What DSS answers.
        """
        names = [] if connection_names is None else check_list("connection_names", connection_names)
        body = {
            "connectionNames": names,
            "indexAllConnections": all_connections,
            "indexingMode": indexing_mode,
        }
        return self.rest.json(api.catalog.catalog_index.build_request(body=body))

    def get_scoring_libs_stream(self) -> DSSStream:
        """Downloads the library that exported models need which come without libraries.

        Operation: `resource_get_scoring_lib`.

        Returns:
            The jar file as a stream, to be read like a file and closed.
        """
        return self.rest.stream(api.resource.resource_get_scoring_lib.build_request())
