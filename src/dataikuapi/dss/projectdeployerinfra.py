# Derived by `tox -e generate` from src/dataikuapi/aio/dss/projectdeployerinfra.py. Do not edit.
"""Infrastructures of the Project Deployer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataikuapi._listing import identity
from dataikuapi._strings import CallableStr
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.projectdeployerresults import DSSPersonalAPIKeyCreationResult
    from dataikuapi.dss.projectdeployments import DSSProjectDeployerDeployment
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import ProjectDeployerInfraSettings, ProjectDeployerInfraStatus


class DSSProjectDeployerInfra:
    """An infrastructure: one automation node, or several.

    Get it from :meth:`DSSProjectDeployer.get_infra`.

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

    def get_status(self) -> DSSProjectDeployerInfraStatus:
        """Reads the status of the infrastructure: what is deployed on it.

        Operation: `project_deployer_get_infra`.

        Returns:
            The status.

        Raises:
            DSSNotFound: no infrastructure has this identifier.
        """
        light = self.client.rest.json(
            api.project_deployer.project_deployer_get_infra.build_request(self.infra_id)
        )
        return DSSProjectDeployerInfraStatus(self.client, self.infra_id, light)

    def get_settings(self) -> DSSProjectDeployerInfraSettings:
        """Reads the settings of the infrastructure.

        Operation: `project_deployer_get_infra_settings`.

        Returns:
            The settings, to be changed and saved.

        Raises:
            DSSNotFound: no infrastructure has this identifier.
        """
        settings = self.client.rest.json(
            api.project_deployer.project_deployer_get_infra_settings.build_request(self.infra_id)
        )
        return DSSProjectDeployerInfraSettings(self.client, self.infra_id, settings)

    def delete(self) -> None:
        """Deletes the infrastructure, on which nothing may be deployed any more.

        Operation: `project_deployer_delete_infra`.

        Raises:
            DSSAPIError: it still has deployments, or does not exist.
        """
        self.client.rest.empty(
            api.project_deployer.project_deployer_delete_infra.build_request(self.infra_id)
        )

    def generate_personal_api_key(
        self, label: str, description: str, for_user: str | None = None
    ) -> DSSPersonalAPIKeyCreationResult:
        """Makes a personal API key on all nodes of the infrastructure, if it has several.

        Operation: `project_deployer_generate_personal_api_key`.

        Args:
            label: label of the new key.
            description: description of the new key.
            for_user: login of its user; the caller when it is not given. For others the caller
                must be an administrator of the nodes.

        Returns:
            The secret, and which nodes have it.

        Raises:
            DSSBadRequest: the infrastructure has only one node.
        """
        from dataikuapi.dss.projectdeployerresults import DSSPersonalAPIKeyCreationResult

        calls = api.project_deployer
        request = calls.project_deployer_generate_personal_api_key.build_request(
            self.infra_id, label=label, description=description, for_user=for_user
        )
        return DSSPersonalAPIKeyCreationResult(self.client.rest.json(request))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} infra_id={self.infra_id!r}>"


class DSSProjectDeployerInfraSettings:
    """Settings of an infrastructure.

    Get them from :meth:`DSSProjectDeployerInfra.get_settings`.

    Attributes:
        client: the client that made this handle.
        infra_id: identifier of the infrastructure.
        settings: the settings as DSS answered them; change them in place.
    """

    def __init__(
        self, client: DSSClient, infra_id: str, settings: ProjectDeployerInfraSettings
    ) -> None:
        self.client = client
        self.infra_id = infra_id
        self.settings = settings

    def get_raw(self) -> ProjectDeployerInfraSettings:
        """Gives the settings themselves, no copy: changes made there are saved.

        Returns:
            The dict, with `automationNodeUrl`, `adminApiKey`, `permissions` and others.
        """
        return self.settings

    def save(self) -> None:
        """Saves the settings.

        Operation: `project_deployer_save_infra_settings`.
        """
        self.client.rest.empty(
            api.project_deployer.project_deployer_save_infra_settings.build_request(
                self.infra_id, body=self.settings
            )
        )


class DSSProjectDeployerInfraStatus:
    """Status of an infrastructure. Get it from :meth:`DSSProjectDeployerInfra.get_status`.

    Attributes:
        client: the client that made this handle.
        infra_id: identifier of the infrastructure.
        light_status: the status as DSS answered it.
    """

    def __init__(
        self, client: DSSClient, infra_id: str, light_status: ProjectDeployerInfraStatus
    ) -> None:
        self.client = client
        self.infra_id = infra_id
        self.light_status = light_status

    def get_deployments(self) -> list[DSSProjectDeployerDeployment]:
        """Gives the deployments on the infrastructure; nothing is asked of DSS.

        Returns:
            Handles.
        """
        from dataikuapi.dss.projectdeployments import DSSProjectDeployerDeployment

        found = self.light_status.get("deployments") or []
        return [
            DSSProjectDeployerDeployment(
                self.client,
                identity(api.project_deployer.project_deployer_get_infra.OPERATION, each, "id"),
            )
            for each in found
        ]

    def get_raw(self) -> ProjectDeployerInfraStatus:
        """Gives the status as DSS answered it.

        Returns:
            The dict.
        """
        return self.light_status
