# Derived by `tox -e generate` from src/dataikuapi/aio/dss/projectsettings.py. Do not edit.
"""Settings of projects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._args import check_name, check_str
from dataikuapi._members import sub_dict
from dataikuapi._places import project_key as key_of
from dataikuapi._saving import Saving
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import ProjectSettings


class DSSProjectSettings:
    """Settings of a project. Get it from the project's `get_settings`.

    What is set stays here until :meth:`save`.

    Attributes:
        client: the client that made this handle.
        project_key: key of the project.
        settings: the settings, changed in place.
    """

    def __init__(
        self,
        client: DSSClient,
        project_key: str,
        settings: ProjectSettings,
        *,
        summary: Mapping[str, Any] | None = None,
    ) -> None:
        self.client = client
        self.project_key = project_key
        self.settings = settings
        # It has the version tag, which the settings have not; read where conflicts are detected.
        self._summary = summary

    def get_raw(self) -> ProjectSettings:
        """Gives the settings as a dict.

        Returns:
            The dict itself: what is changed in it is saved.
        """
        return self.settings

    def _part(self, *names: str) -> dict[str, Any]:
        """A dict within the settings, put there when it is missing."""
        found = cast("dict[str, Any]", self.settings)
        for name in names:
            found = sub_dict(found, name)
        return found

    def set_python_code_env(self, code_env_name: str | None) -> None:
        """Sets the code environment that Python code uses by default.

        Args:
            code_env_name: its name; None for the one that comes with DSS.
        """
        self._set_code_env("python", code_env_name)

    def set_r_code_env(self, code_env_name: str | None) -> None:
        """Sets the code environment that R code uses by default.

        Args:
            code_env_name: its name; None for the one that comes with DSS.
        """
        self._set_code_env("r", code_env_name)

    def _set_code_env(self, language: str, name: str | None) -> None:
        choice = self._part("settings", "codeEnvs", language)
        if name is None:
            choice.update(useBuiltinEnv=True, mode="USE_BUILTIN_MODE")
        else:
            env = check_str("code_env_name", name)
            choice.update(useBuiltinEnv=False, mode="EXPLICIT_ENV", envName=env)

    def set_container_exec_config(self, config_name: str | None) -> None:
        """Sets the container configuration that code runs in by default.

        Args:
            config_name: its name; None to run on the server itself.
        """
        container = self._part("settings", "container")
        if config_name is None:
            container["containerMode"] = "NONE"
        else:
            config = check_str("config_name", config_name)
            container.update(containerMode="EXPLICIT_CONTAINER", containerConf=config)

    def set_k8s_cluster(self, cluster: str | None, fallback_cluster: str | None = None) -> None:
        """Sets the Kubernetes cluster.

        Args:
            cluster: identifier of the cluster, in which variables are expanded; None for the one
                of the instance.
            fallback_cluster: identifier of the cluster to use when a variable is unknown.
        """
        self._set_cluster("k8sCluster", cluster, fallback_cluster)

    def set_cluster(self, cluster: str | None, fallback_cluster: str | None = None) -> None:
        """Sets the Hadoop or Spark cluster.

        Args:
            cluster: identifier of the cluster, in which variables are expanded; None for the one
                of the instance.
            fallback_cluster: identifier of the cluster to use when a variable is unknown.
        """
        self._set_cluster("cluster", cluster, fallback_cluster)

    def _set_cluster(self, kind: str, cluster: str | None, fallback: str | None) -> None:
        choice = self._part("settings", kind)
        if cluster is None:
            choice["clusterMode"] = "INHERIT"
        else:
            choice.update(
                clusterMode="EXPLICIT_CLUSTER",
                clusterId=check_str("cluster", cluster),
                defaultClusterId=fallback,
            )

    def add_exposed_object(self, object_type: str, object_id: str, target_project: str) -> None:
        """Shares an object of this project with another one; what is shared already stays so.

        Args:
            object_type: type of the object, such as `DATASET` or `SAVED_MODEL`.
            object_id: identifier of the object.
            target_project: key of the other project.
        """
        check_str("object_type", object_type)
        check_name("object_id", object_id)
        target = key_of("target_project", target_project)
        rules = self._exposure(object_type, object_id)["rules"]
        if all(rule.get("targetProject") != target for rule in rules):
            rules.append({"targetProject": target})

    def _exposure(self, object_type: str, object_id: str) -> dict[str, Any]:
        """What the settings say about sharing an object, put there when it is missing."""
        exposed = self._part("exposedObjects")
        objects: list[dict[str, Any]] = exposed.setdefault("objects", [])
        for each in objects:
            if each.get("type") == object_type and each.get("localName") == object_id:
                each.setdefault("rules", [])
                return each
        new: dict[str, Any] = {"type": object_type, "localName": object_id, "rules": []}
        objects.append(new)
        return new

    def save(self, *, force: bool | None = None) -> None:
        """Saves the settings.

        Operation: `project_update_settings`.

        Args:
            force: False to look first whether somebody saved it in between, True not to look;
                None for what the client was told (`detect_conflicts`).

        Raises:
            DSSConflict: it was looked for, and somebody else saved it since it was read.
            DSSForbidden: the caller may not administer the project.
        """
        body = cast("Mapping[str, Any]", self.settings)
        read = api.project.project_get_summary.build_request(self.project_key)
        with Saving(self.client.rest, read, self._summary, force):
            self.client.rest.empty(
                api.project.project_update_settings.build_request(self.project_key, body=body)
            )
