# Derived by `tox -e generate` from src/dataikuapi/aio/dss/apideployerinfra.py. Do not edit.
"""Infrastructures of the API Deployer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataikuapi._args import check_str
from dataikuapi._listing import identity
from dataikuapi._strings import CallableStr
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.apideployerdeployment import DSSAPIDeployerDeployment
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import (
        ApiDeployerInfraSettings,
        ApiDeployerInfraStatus,
        ApiDeployerNode,
    )


class DSSAPIDeployerInfra:
    """An infrastructure of the API Deployer. Get it from :meth:`DSSAPIDeployer.get_infra`.

    Attributes:
        client: the client that made this handle.
        infra_id: identifier of the infrastructure.
    """

    def __init__(self, client: DSSClient, infra_id: str) -> None:
        self.client = client
        self.infra_id = infra_id

    @property
    def id(self) -> CallableStr:
        """Identifier of the infrastructure."""
        return CallableStr(self.infra_id)

    def get_status(self) -> DSSAPIDeployerInfraStatus:
        """Reads the status of the infrastructure: what is deployed on it.

        Operation: `api_deployer_get_infra`.

        Returns:
            The status.

        Raises:
            DSSNotFound: no infrastructure has this identifier.
        """
        request = api.api_deployer.api_deployer_get_infra.build_request(self.infra_id)
        light = self.client.rest.json(request)
        return DSSAPIDeployerInfraStatus(self.client, self.infra_id, light)

    def get_settings(self) -> DSSAPIDeployerInfraSettings:
        """Reads the settings of the infrastructure.

        Operation: `api_deployer_get_infra_settings`.

        Returns:
            The settings, to be changed and saved.

        Raises:
            DSSNotFound: no infrastructure has this identifier.
        """
        request = api.api_deployer.api_deployer_get_infra_settings.build_request(self.infra_id)
        settings = self.client.rest.json(request)
        return DSSAPIDeployerInfraSettings(self.client, self.infra_id, settings)

    def delete(self) -> None:
        """Deletes the infrastructure, on which nothing may be deployed any more.

        Operation: `api_deployer_delete_infra`.

        Raises:
            DSSAPIError: it still has deployments, or does not exist.
        """
        self.client.rest.empty(
            api.api_deployer.api_deployer_delete_infra.build_request(self.infra_id)
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} infra_id={self.infra_id!r}>"


class DSSAPIDeployerInfraSettings:
    """Settings of an infrastructure. Get them from :meth:`DSSAPIDeployerInfra.get_settings`.

    Attributes:
        client: the client that made this handle.
        infra_id: identifier of the infrastructure.
        settings: the settings as DSS answered them; change them in place.
    """

    def __init__(
        self, client: DSSClient, infra_id: str, settings: ApiDeployerInfraSettings
    ) -> None:
        self.client = client
        self.infra_id = infra_id
        self.settings = settings

    def get_type(self) -> str | None:
        """Gives the type of the infrastructure.

        Returns:
            The type, such as STATIC or K8S.
        """
        return self.settings.get("type")

    def add_apinode(self, url: str, api_key: str, graphite_prefix: str | None = None) -> None:
        """Adds an API node, to a STATIC infrastructure; saved with :meth:`save`.

        Args:
            url: address of the node.
            api_key: secret of a key that is an administrator of the node.
            graphite_prefix: prefix of its metrics, where there is a Graphite server.
        """
        node: ApiDeployerNode = {
            "url": check_str("url", url),
            "adminAPIKey": api_key,
            "graphitePrefix": graphite_prefix,
        }
        nodes = self.settings.get("apiNodes")
        if nodes is None:
            self.settings["apiNodes"] = nodes = []
        nodes.append(node)

    def remove_apinode(self, node_url: str) -> None:
        """Removes an API node, from a STATIC infrastructure; saved with :meth:`save`.

        Args:
            node_url: address of the node; one that is not there does no harm.
        """
        nodes = self.settings.get("apiNodes")
        if nodes is not None:
            nodes[:] = [node for node in nodes if node.get("url") != node_url]

    def get_raw(self) -> ApiDeployerInfraSettings:
        """Gives the settings themselves, no copy: changes made there are saved.

        Returns:
            The dict.
        """
        return self.settings

    def save(self) -> None:
        """Saves the settings.

        Operation: `api_deployer_save_infra_settings`.
        """
        self.client.rest.empty(
            api.api_deployer.api_deployer_save_infra_settings.build_request(
                self.infra_id, body=self.settings
            )
        )


class DSSAPIDeployerInfraStatus:
    """Status of an infrastructure. Get it from :meth:`DSSAPIDeployerInfra.get_status`.

    Attributes:
        client: the client that made this handle.
        infra_id: identifier of the infrastructure.
        light_status: the status as DSS answered it.
    """

    def __init__(
        self, client: DSSClient, infra_id: str, light_status: ApiDeployerInfraStatus
    ) -> None:
        self.client = client
        self.infra_id = infra_id
        self.light_status = light_status

    def get_deployments(self) -> list[DSSAPIDeployerDeployment]:
        """Gives the deployments on the infrastructure; nothing is asked of DSS.

        Returns:
            Handles.
        """
        from dataikuapi.dss.apideployerdeployment import DSSAPIDeployerDeployment

        found = self.light_status.get("deployments") or []
        return [
            DSSAPIDeployerDeployment(
                self.client, identity(api.api_deployer.api_deployer_get_infra.OPERATION, each, "id")
            )
            for each in found
        ]

    def get_raw(self) -> ApiDeployerInfraStatus:
        """Gives the status as DSS answered it.

        Returns:
            The dict.
        """
        return self.light_status
