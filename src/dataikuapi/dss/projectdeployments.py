# Derived by `tox -e generate` from src/dataikuapi/aio/dss/projectdeployments.py. Do not edit.
"""Deployments of the Project Deployer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._args import check_str
from dataikuapi._strings import CallableStr
from dataikuapi._updates import UpdateSummary
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.future import DSSFuture
    from dataikuapi.dss.projectdeployerresults import DSSProjectDeployerDeploymentUpdate
    from dataikuapi.dss.scenariodetails import DSSTestingStatus
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import (
        ApiDeployerUpdateListItem,
        InfoMessages,
        ProjectDeployerDeploymentHealth,
        ProjectDeployerDeploymentLight,
        ProjectDeployerDeploymentSettings,
    )


class DSSProjectDeployerDeployment:
    """A deployment of a published project on an automation node.

    Get it from :meth:`DSSProjectDeployer.get_deployment`.

    Attributes:
        client: the client that made this handle.
        deployment_id: identifier of the deployment.
    """

    def __init__(self, client: DSSClient, deployment_id: str) -> None:
        self.client = client
        self.deployment_id = deployment_id

    @property
    def id(self) -> CallableStr:
        """Identifier of the deployment."""
        return CallableStr(self.deployment_id)

    def get_status(self) -> DSSProjectDeployerDeploymentStatus:
        """Reads the status of the deployment: what it is, and the health of what is deployed.

        Operations: `project_deployer_get_deployment`, `project_deployer_get_deployment_status`.

        Returns:
            The status.

        Raises:
            DSSNotFound: no deployment has this identifier.
        """
        rest, calls, id = self.client.rest, api.project_deployer, self.deployment_id
        light = rest.json(calls.project_deployer_get_deployment.build_request(id))
        heavy = rest.json(calls.project_deployer_get_deployment_status.build_request(id))
        return DSSProjectDeployerDeploymentStatus(self.client, id, light, heavy)

    def get_governance_status(self, bundle_id: str = "") -> dict[str, Any]:
        """Reads whether Govern approved a bundle.

        Operation: `project_deployer_get_governance_status`.

        Args:
            bundle_id: the bundle to look at; the one of the settings without it.

        Returns:
            What governance says, as messages.
        """
        return self.client.rest.json(
            api.project_deployer.project_deployer_get_governance_status.build_request(
                self.deployment_id, bundle_id=bundle_id
            )
        )

    def get_settings(self) -> DSSProjectDeployerDeploymentSettings:
        """Reads the settings of the deployment.

        Operation: `project_deployer_get_deployment_settings`.

        Returns:
            The settings, to be changed and saved.

        Raises:
            DSSNotFound: no deployment has this identifier.
        """
        request = api.project_deployer.project_deployer_get_deployment_settings.build_request(
            self.deployment_id
        )
        settings = self.client.rest.json(request)
        return DSSProjectDeployerDeploymentSettings(self.client, self.deployment_id, settings)

    def start_update(self) -> DSSFuture:
        """Starts to make what is deployed match the settings.

        Operation: `project_deployer_update_deployment`.

        Returns:
            The task that does it.
        """
        from dataikuapi.dss.future import DSSFuture

        state = self.client.rest.json(
            api.project_deployer.project_deployer_update_deployment.build_request(
                self.deployment_id
            )
        )
        return DSSFuture.from_resp(self.client, state)

    def delete(self) -> None:
        """Deletes the deployment; the project on the automation node stays.

        Operation: `project_deployer_delete_deployment`.

        Raises:
            DSSAPIError: DSS refuses, or it does not exist.
        """
        self.client.rest.empty(
            api.project_deployer.project_deployer_delete_deployment.build_request(
                self.deployment_id
            )
        )

    def get_testing_status(
        self, bundle_id: str | None = None, automation_node_id: str | None = None
    ) -> DSSTestingStatus:
        """Reads how the test scenarios of the deployed project went last.

        Operation: `project_deployer_get_testing_status`.

        Args:
            bundle_id: only runs while this bundle was active count.
            automation_node_id: the node, where the infrastructure has several.

        Returns:
            The counts.
        """
        from dataikuapi.dss.scenariodetails import DSSTestingStatus

        request = api.project_deployer.project_deployer_get_testing_status.build_request(
            self.deployment_id, bundle_id=bundle_id, automation_node_id=automation_node_id
        )
        return DSSTestingStatus(self.client.rest.json(request))

    def run_test_scenarios(self, automation_node_id: str | None = None) -> DSSTestingStatus:
        """Runs all test scenarios of the deployed project, and waits for them.

        Operation: `project_deployer_run_test_scenarios`.

        Args:
            automation_node_id: the node, where the infrastructure has several.

        Returns:
            How they went.
        """
        from dataikuapi.dss.scenariodetails import DSSTestingStatus

        request = api.project_deployer.project_deployer_run_test_scenarios.build_request(
            self.deployment_id, automation_node_id=automation_node_id
        )
        return DSSTestingStatus(self.client.rest.json(request))

    def list_updates(self) -> list[DSSProjectDeployerDeploymentUpdateListItem]:
        """Lists the updates of the deployment.

        Operation: `project_deployer_list_updates`.

        Returns:
            The updates, each with start, type and status.
        """
        items = self.client.rest.json(
            api.project_deployer.project_deployer_list_updates.build_request(self.deployment_id)
        )
        return [
            DSSProjectDeployerDeploymentUpdateListItem(self.client, self.deployment_id, item)
            for item in items
        ]

    def get_update(self, timestamp: str | int | None = None) -> DSSProjectDeployerDeploymentUpdate:
        """Reads an update of the deployment.

        Operation: `project_deployer_get_update`, or `project_deployer_get_last_update`.

        Args:
            timestamp: when it started, in milliseconds since the epoch; the last one without it.

        Returns:
            The update, with its log.

        Raises:
            DSSNotFound: there is no such update.
        """
        from dataikuapi.dss.projectdeployerresults import DSSProjectDeployerDeploymentUpdate

        calls, id = api.project_deployer, self.deployment_id
        if timestamp is None:
            request = calls.project_deployer_get_last_update.build_request(id)
        else:
            request = calls.project_deployer_get_update.build_request(id, str(timestamp))
        return DSSProjectDeployerDeploymentUpdate(self.client.rest.json(request))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} deployment_id={self.deployment_id!r}>"


class DSSProjectDeployerDeploymentSettings:
    """Settings of a deployment.

    Get them from :meth:`DSSProjectDeployerDeployment.get_settings`.

    Attributes:
        client: the client that made this handle.
        deployment_id: identifier of the deployment.
        settings: the settings as DSS answered them; change them in place.
    """

    def __init__(
        self,
        client: DSSClient,
        deployment_id: str,
        settings: ProjectDeployerDeploymentSettings,
    ) -> None:
        self.client = client
        self.deployment_id = deployment_id
        self.settings = settings

    def get_raw(self) -> ProjectDeployerDeploymentSettings:
        """Gives the settings themselves, no copy: changes made there are saved.

        Returns:
            The dict, with `bundleId`, `bundleContainerSettings`, `scenariosToActivate` and others.
        """
        return self.settings

    @property
    def bundle_id(self) -> str:
        """Identifier of the bundle to deploy; what is set is saved with :meth:`save`."""
        return cast("Mapping[str, Any]", self.settings)["bundleId"]

    @bundle_id.setter
    def bundle_id(self, new_bundle_id: str) -> None:
        self.settings["bundleId"] = check_str("bundle_id", new_bundle_id)

    @property
    def published_project_key(self) -> str:
        """Key of the published project; it cannot be changed."""
        return cast("Mapping[str, Any]", self.settings)["publishedProjectKey"]

    def save(self, ignore_warnings: bool = False) -> None:
        """Saves the settings; what is deployed changes with the next update.

        Operation: `project_deployer_save_deployment_settings`.

        Args:
            ignore_warnings: whether to go on although governance warns.
        """
        self.client.rest.empty(
            api.project_deployer.project_deployer_save_deployment_settings.build_request(
                self.deployment_id, body=self.settings, ignore_warnings=ignore_warnings
            )
        )


class DSSProjectDeployerDeploymentStatus:
    """Status of a deployment. Get it from :meth:`DSSProjectDeployerDeployment.get_status`.

    Attributes:
        client: the client that made this handle.
        deployment_id: identifier of the deployment.
        light_status: what the deployment is, as DSS answered it.
        heavy_status: the health of what is deployed, as DSS answered it.
    """

    def __init__(
        self,
        client: DSSClient,
        deployment_id: str,
        light_status: ProjectDeployerDeploymentLight,
        heavy_status: ProjectDeployerDeploymentHealth,
    ) -> None:
        self.client = client
        self.deployment_id = deployment_id
        self.light_status = light_status
        self.heavy_status = heavy_status

    def get_light(self) -> ProjectDeployerDeploymentLight:
        """Gives what the deployment is, without its health.

        Returns:
            The dict as DSS answered it.
        """
        return self.light_status

    def get_heavy(self) -> ProjectDeployerDeploymentHealth:
        """Gives the health of what is deployed and all that belongs to it.

        Returns:
            The dict as DSS answered it.
        """
        return self.heavy_status

    def get_health(self) -> str:
        """Gives the health of what is deployed.

        Returns:
            UNKNOWN, ERROR, WARNING, HEALTHY, UNHEALTHY or OUT_OF_SYNC.
        """
        return cast("Mapping[str, Any]", self.heavy_status)["health"]

    def get_health_messages(self) -> InfoMessages:
        """Gives what there is to say about the health.

        Returns:
            The messages.
        """
        return cast("Mapping[str, Any]", self.heavy_status)["healthMessages"]


class DSSProjectDeployerDeploymentUpdateListItem(UpdateSummary):
    """One update in a list. Get it from :meth:`DSSProjectDeployerDeployment.list_updates`."""

    def __init__(
        self, client: DSSClient, deployment_id: str, data: ApiDeployerUpdateListItem
    ) -> None:
        self._client = client
        self._deployment_id = deployment_id
        self._data = data

    def get_full_update(self) -> DSSProjectDeployerDeploymentUpdate:
        """Reads the update, with its log.

        Operation: `project_deployer_get_update`.

        Returns:
            The update.
        """
        deployment = DSSProjectDeployerDeployment(self._client, self._deployment_id)
        return deployment.get_update(self.start_time)
