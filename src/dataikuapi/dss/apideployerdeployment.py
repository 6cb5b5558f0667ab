# Derived by `tox -e generate` from src/dataikuapi/aio/dss/apideployerdeployment.py. Do not edit.
"""Deployments of the API Deployer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._args import check_list
from dataikuapi._errors import DataikuException
from dataikuapi._strings import CallableStr
from dataikuapi._updates import UpdateSummary
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.apideployerupdate import (
        DSSAPIDeployerDeploymentOpenApi,
        DSSAPIDeployerDeploymentUpdate,
    )
    from dataikuapi.dss.future import DSSFuture
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import (
        ApiDeployerDeploymentHealth,
        ApiDeployerDeploymentLight,
        ApiDeployerDeploymentSettings,
        ApiDeployerUpdateListItem,
        InfoMessages,
    )


class DSSAPIDeployerDeployment:
    """A deployment of a published service.

    Get it from :meth:`DSSAPIDeployer.get_deployment`.

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

    def get_status(self) -> DSSAPIDeployerDeploymentStatus:
        """Reads the status of the deployment: what it is, and the health of what runs.

        Operations: `api_deployer_get_deployment`, `api_deployer_get_deployment_status`.

        Returns:
            The status.

        Raises:
            DSSNotFound: no deployment has this identifier.
        """
        rest, calls = self.client.rest, api.api_deployer
        light = rest.json(calls.api_deployer_get_deployment.build_request(self.deployment_id))
        heavy = rest.json(
            calls.api_deployer_get_deployment_status.build_request(self.deployment_id)
        )
        return DSSAPIDeployerDeploymentStatus(self.client, self.deployment_id, light, heavy)

    def get_governance_status(self, version: str = "") -> dict[str, Any]:
        """Reads whether Govern approved the model versions of the deployment.

        Operation: `api_deployer_get_governance_status`.

        Args:
            version: the version of the service to look at; those that are deployed without it.

        Returns:
            What governance says, as messages.
        """
        return self.client.rest.json(
            api.api_deployer.api_deployer_get_governance_status.build_request(
                self.deployment_id, version=version
            )
        )

    def get_settings(self) -> DSSAPIDeployerDeploymentSettings:
        """Reads the settings of the deployment.

        Operation: `api_deployer_get_deployment_settings`.

        Returns:
            The settings, to be changed and saved.

        Raises:
            DSSNotFound: no deployment has this identifier.
        """
        settings = self.client.rest.json(
            api.api_deployer.api_deployer_get_deployment_settings.build_request(self.deployment_id)
        )
        return DSSAPIDeployerDeploymentSettings(self.client, self.deployment_id, settings)

    def start_update(self) -> DSSFuture:
        """Starts to make what runs match the settings.

        Operation: `api_deployer_update_deployment`.

        Returns:
            The task that does it.
        """
        from dataikuapi.dss.future import DSSFuture

        state = self.client.rest.json(
            api.api_deployer.api_deployer_update_deployment.build_request(self.deployment_id)
        )
        return DSSFuture.from_resp(self.client, state)

    def delete(self, disable_first: bool = False, ignore_pre_delete_errors: bool = False) -> None:
        """Deletes the deployment.

        Operations: `api_deployer_get_deployment`, `api_deployer_get_deployment_status`,
        `api_deployer_delete_deployment`, and to disable it `api_deployer_get_deployment_settings`
        and `api_deployer_save_deployment_settings`.

        Args:
            disable_first: whether a deployment that is enabled is disabled and then deleted.
            ignore_pre_delete_errors: whether to go on although an action before it fails.

        Raises:
            DataikuException: it is enabled and `disable_first` is not given.
            DSSNotFound: no deployment has this identifier.
        """
        light: Mapping[str, Any] = (self.get_status()).light_status
        if (light.get("deploymentBasicInfo") or {}).get("enabled"):
            if not disable_first:
                raise DataikuException(
                    f"Deployment {self.deployment_id} is enabled: disable it before deleting it, "
                    "or give disable_first=True"
                )
            settings = self.get_settings()
            settings.set_enabled(enabled=False)
            settings.save()
        self.client.rest.empty(
            api.api_deployer.api_deployer_delete_deployment.build_request(
                self.deployment_id, ignore_pre_delete_errors=ignore_pre_delete_errors
            )
        )

    def get_open_api(self) -> DSSAPIDeployerDeploymentOpenApi:
        """Reads the OpenAPI document of the deployment.

        Operation: `api_deployer_get_open_api`.

        Returns:
            The document.

        Raises:
            DSSNotFound: the deployment has none.
        """
        from dataikuapi.dss.apideployerupdate import DSSAPIDeployerDeploymentOpenApi

        request = api.api_deployer.api_deployer_get_open_api.build_request(self.deployment_id)
        return DSSAPIDeployerDeploymentOpenApi(self.client.rest.text(request))

    def run_test_queries(
        self, endpoint_id: str | None = None, test_queries: Sequence[Any] | None = None
    ) -> dict[str, Any]:
        """Runs test queries on the deployment.

        Operation: `api_deployer_run_test_queries`.

        Example:
            deployment.run_test_queries("survived", [{"q": {"features": {"Age": 22}}}])

        Args:
            endpoint_id: the endpoint; needed when there are several.
            test_queries: the queries, each a dict with `q` and perhaps `headers`; without them
                those of the current version.

        Returns:
            The answers.
        """
        queries = None
        if test_queries is not None:
            queries = json.dumps(check_list("test_queries", test_queries))
        return self.client.rest.json(
            api.api_deployer.api_deployer_run_test_queries.build_request(
                self.deployment_id, endpoint_id_param=endpoint_id, test_queries_param=queries
            )
        )

    def list_updates(self) -> list[DSSAPIDeployerDeploymentUpdateListItem]:
        """Lists the updates of the deployment.

        Operation: `api_deployer_list_updates`.

        Returns:
            The updates, each with start, type and status.
        """
        items = self.client.rest.json(
            api.api_deployer.api_deployer_list_updates.build_request(self.deployment_id)
        )
        return [
            DSSAPIDeployerDeploymentUpdateListItem(self.client, self.deployment_id, item)
            for item in items
        ]

    def get_update(self, timestamp: str | int | None = None) -> DSSAPIDeployerDeploymentUpdate:
        """Reads an update of the deployment.

        Operation: `api_deployer_get_update`, or `api_deployer_get_last_update`.

        Args:
            timestamp: when it started, in milliseconds since the epoch; the last one without it.

        Returns:
            The update, with its log.

        Raises:
            DSSNotFound: there is no such update.
        """
        from dataikuapi.dss.apideployerupdate import DSSAPIDeployerDeploymentUpdate

        calls = api.api_deployer
        if timestamp is None:
            request = calls.api_deployer_get_last_update.build_request(self.deployment_id)
        else:
            request = calls.api_deployer_get_update.build_request(
                self.deployment_id, str(timestamp)
            )
        return DSSAPIDeployerDeploymentUpdate(self.client.rest.json(request))

    def run_queries(
        self,
        queries: Sequence[Any],
        endpoint_id: str | None = None,
        adapt_query_for_infra_type: bool = True,
    ) -> dict[str, Any]:
        """Runs queries on the deployment; the caller needs the right to query through the deployer.

        Operation: `api_deployer_run_queries`.

        Args:
            queries: the queries, each a dict with `q` and perhaps `headers`.
            endpoint_id: the endpoint; needed when there are several.
            adapt_query_for_infra_type: whether queries are made to fit the kind of infrastructure.

        Returns:
            The answers.
        """
        return self.client.rest.json(
            api.api_deployer.api_deployer_run_queries.build_request(
                self.deployment_id,
                queries=json.dumps(check_list("queries", queries)),
                endpoint_id=endpoint_id,
                adapt_query_for_infra_type=adapt_query_for_infra_type,
            )
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} deployment_id={self.deployment_id!r}>"


class DSSAPIDeployerDeploymentSettings:
    """Settings of a deployment.

    Get them from :meth:`DSSAPIDeployerDeployment.get_settings`.

    Attributes:
        client: the client that made this handle.
        deployment_id: identifier of the deployment.
        settings: the settings as DSS answered them; change them in place.
    """

    def __init__(
        self, client: DSSClient, deployment_id: str, settings: ApiDeployerDeploymentSettings
    ) -> None:
        self.client = client
        self.deployment_id = deployment_id
        self.settings = settings

    def get_raw(self) -> ApiDeployerDeploymentSettings:
        """Gives the settings themselves, no copy: changes made there are saved.

        Returns:
            The dict.
        """
        return self.settings

    def set_enabled(self, enabled: bool) -> None:
        """Enables or disables the deployment; saved with :meth:`save`.

        Args:
            enabled: whether it is to be enabled.
        """
        self.settings["enabled"] = enabled

    def set_single_version(self, version: str) -> None:
        """Makes the deployment serve one version; saved with :meth:`save`.

        Args:
            version: identifier of the version.
        """
        self.settings["generationsMapping"] = {"mode": "SINGLE_GENERATION", "generation": version}

    def save(self, ignore_warnings: bool = False) -> None:
        """Saves the settings; what runs changes with the next update.

        Operation: `api_deployer_save_deployment_settings`.

        Args:
            ignore_warnings: whether to go on although governance warns.
        """
        self.client.rest.empty(
            api.api_deployer.api_deployer_save_deployment_settings.build_request(
                self.deployment_id, body=self.settings, ignore_warnings=ignore_warnings
            )
        )


class DSSAPIDeployerDeploymentStatus:
    """Status of a deployment. Get it from :meth:`DSSAPIDeployerDeployment.get_status`.

    Attributes:
        client: the client that made this handle.
        deployment_id: identifier of the deployment.
        light_status: what the deployment is, as DSS answered it.
        heavy_status: the health of what runs, as DSS answered it.
    """

    def __init__(
        self,
        client: DSSClient,
        deployment_id: str,
        light_status: ApiDeployerDeploymentLight,
        heavy_status: ApiDeployerDeploymentHealth,
    ) -> None:
        self.client = client
        self.deployment_id = deployment_id
        self.light_status = light_status
        self.heavy_status = heavy_status

    def get_light(self) -> ApiDeployerDeploymentLight:
        """Gives what the deployment is, without its health.

        Returns:
            The dict as DSS answered it.
        """
        return self.light_status

    def get_heavy(self) -> ApiDeployerDeploymentHealth:
        """Gives the health of what runs and all that belongs to it.

        Returns:
            The dict as DSS answered it.
        """
        return self.heavy_status

    def get_service_urls(self) -> list[str]:
        """Gives the addresses of the service, to which those of endpoints are appended.

        Returns:
            One address a node, or the one public address.

        Raises:
            ValueError: there is no address (yet).
        """
        basic = cast("Mapping[str, Any]", self.light_status)["deploymentBasicInfo"]
        service = basic.get("deployedServiceId") or basic["publishedServiceId"]
        nodes = self.heavy_status.get("apiNodes")
        if nodes is not None:
            return [f"{node.get('url')}/public/api/v1/{service}" for node in nodes]
        public = self.heavy_status.get("publicURL")
        if public is not None:
            return [f"{public}/public/api/v1/{service}"]
        raise ValueError("the deployment has no address yet: it may still be starting")

    def get_health(self) -> str:
        """Gives the health of what runs.

        Returns:
            HEALTHY when all is well, another word otherwise.
        """
        return cast("Mapping[str, Any]", self.heavy_status)["health"]

    def get_health_messages(self) -> InfoMessages:
        """Gives what there is to say about the health.

        Returns:
            The messages.
        """
        return cast("Mapping[str, Any]", self.heavy_status)["healthMessages"]


class DSSAPIDeployerDeploymentUpdateListItem(UpdateSummary):
    """One update in a list. Get it from :meth:`DSSAPIDeployerDeployment.list_updates`."""

    def __init__(
        self, client: DSSClient, deployment_id: str, data: ApiDeployerUpdateListItem
    ) -> None:
        self._client = client
        self._deployment_id = deployment_id
        self._data = data

    def get_full_update(self) -> DSSAPIDeployerDeploymentUpdate:
        """Reads the update, with its log.

        Operation: `api_deployer_get_update`.

        Returns:
            The update.
        """
        deployment = DSSAPIDeployerDeployment(self._client, self._deployment_id)
        return deployment.get_update(self.start_time)
