# Derived by `tox -e generate` from src/dataikuapi/aio/dss/apideployer.py. Do not edit.
"""The API Deployer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, overload

from dataikuapi._args import check_name
from dataikuapi._lazy import lazy
from dataikuapi._listing import identity
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.apideployerdeployment import (
        DSSAPIDeployerDeployment as DSSAPIDeployerDeployment,
    )
    from dataikuapi.dss.apideployerdeployment import (
        DSSAPIDeployerDeploymentSettings as DSSAPIDeployerDeploymentSettings,
    )
    from dataikuapi.dss.apideployerdeployment import (
        DSSAPIDeployerDeploymentStatus as DSSAPIDeployerDeploymentStatus,
    )
    from dataikuapi.dss.apideployerdeployment import (
        DSSAPIDeployerDeploymentUpdateListItem as DSSAPIDeployerDeploymentUpdateListItem,
    )
    from dataikuapi.dss.apideployerinfra import (
        DSSAPIDeployerInfra as DSSAPIDeployerInfra,
    )
    from dataikuapi.dss.apideployerinfra import (
        DSSAPIDeployerInfraSettings as DSSAPIDeployerInfraSettings,
    )
    from dataikuapi.dss.apideployerinfra import (
        DSSAPIDeployerInfraStatus as DSSAPIDeployerInfraStatus,
    )
    from dataikuapi.dss.apideployerservice import (
        DSSAPIDeployerService as DSSAPIDeployerService,
    )
    from dataikuapi.dss.apideployerservice import (
        DSSAPIDeployerServiceSettings as DSSAPIDeployerServiceSettings,
    )
    from dataikuapi.dss.apideployerservice import (
        DSSAPIDeployerServiceStatus as DSSAPIDeployerServiceStatus,
    )
    from dataikuapi.dss.apideployerupdate import (
        DSSAPIDeployerDeploymentOpenApi as DSSAPIDeployerDeploymentOpenApi,
    )
    from dataikuapi.dss.apideployerupdate import (
        DSSAPIDeployerDeploymentUpdate as DSSAPIDeployerDeploymentUpdate,
    )
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import (
        ApiDeployerDeploymentLight,
        ApiDeployerInfraStatus,
        ApiDeployerServiceStatus,
        ApiDeployerStage,
    )


class DSSAPIDeployer:
    """The API Deployer of the instance. Get it from :meth:`DSSClient.get_apideployer`.

    Attributes:
        client: the client that made this handle.
    """

    def __init__(self, client: DSSClient) -> None:
        self.client = client

    @overload
    def list_deployments(
        self, as_objects: Literal[True] = True
    ) -> list[DSSAPIDeployerDeployment]: ...
    @overload
    def list_deployments(self, as_objects: Literal[False]) -> list[ApiDeployerDeploymentLight]: ...
    @overload
    def list_deployments(
        self, as_objects: bool
    ) -> list[DSSAPIDeployerDeployment] | list[ApiDeployerDeploymentLight]: ...
    def list_deployments(
        self, as_objects: bool = True
    ) -> list[DSSAPIDeployerDeployment] | list[ApiDeployerDeploymentLight]:
        """Lists the deployments that the caller may see.

        Operation: `api_deployer_list_deployments`.

        Args:
            as_objects: whether handles are given instead of dicts.

        Returns:
            Handles, or dicts whose `deploymentBasicInfo` has at least `id`.
        """
        request = api.api_deployer.api_deployer_list_deployments.build_request()
        items = self.client.rest.json(request)
        if not as_objects:
            return items
        return [
            self.get_deployment(identity(request.operation, item, "deploymentBasicInfo", "id"))
            for item in items
        ]

    def get_deployment(self, deployment_id: str) -> DSSAPIDeployerDeployment:
        """Gives a handle on a deployment; nothing is asked of DSS.

        Args:
            deployment_id: identifier of the deployment.

        Returns:
            The handle.
        """
        from dataikuapi.dss.apideployerdeployment import DSSAPIDeployerDeployment

        return DSSAPIDeployerDeployment(self.client, deployment_id)

    def create_deployment(
        self,
        deployment_id: str,
        service_id: str,
        infra_id: str,
        version: str,
        endpoint_id: str | None = None,
        ignore_warnings: bool = False,
        authorizations_to_query_through_deployer: Sequence[Mapping[str, Any]] | None = None,
    ) -> DSSAPIDeployerDeployment:
        """Creates a deployment; nothing runs before its first update.

        Operation: `api_deployer_create_deployment`.

        Args:
            deployment_id: identifier of the new deployment.
            service_id: identifier of the published service.
            infra_id: identifier of the infrastructure.
            version: identifier of the version of the service.
            endpoint_id: the endpoint to deploy, for infrastructures that serve one only.
            ignore_warnings: whether to go on although governance warns.
            authorizations_to_query_through_deployer: who may query through the deployer, as dicts
                with `group` and `queryThroughDeployer`.

        Returns:
            The handle.

        Raises:
            DSSNotFound: the service, the version or the infrastructure does not exist.
        """
        allowed = authorizations_to_query_through_deployer
        body = {
            "deploymentId": check_name("deployment_id", deployment_id),
            "publishedServiceId": check_name("service_id", service_id),
            "infraId": check_name("infra_id", infra_id),
            "version": check_name("version", version),
            "endpointId": endpoint_id,
            "authorizationsToQueryThroughDeployer": None if allowed is None else list(allowed),
        }
        self.client.rest.json(
            api.api_deployer.api_deployer_create_deployment.build_request(
                body=body, ignore_warnings=ignore_warnings
            )
        )
        return self.get_deployment(deployment_id)

    def list_stages(self) -> list[ApiDeployerStage]:
        """Lists the stages that infrastructures can be of.

        Operation: `api_deployer_list_stages`.

        Returns:
            The stages, as dicts with `id` and `desc`.
        """
        return self.client.rest.json(api.api_deployer.api_deployer_list_stages.build_request())

    @overload
    def list_infras(self, as_objects: Literal[True] = True) -> list[DSSAPIDeployerInfra]: ...
    @overload
    def list_infras(self, as_objects: Literal[False]) -> list[ApiDeployerInfraStatus]: ...
    @overload
    def list_infras(
        self, as_objects: bool
    ) -> list[DSSAPIDeployerInfra] | list[ApiDeployerInfraStatus]: ...
    def list_infras(
        self, as_objects: bool = True
    ) -> list[DSSAPIDeployerInfra] | list[ApiDeployerInfraStatus]:
        """Lists the infrastructures that the caller may see.

        Operation: `api_deployer_list_infras`.

        Args:
            as_objects: whether handles are given instead of dicts.

        Returns:
            Handles, or dicts whose `infraBasicInfo` has at least `id`.
        """
        request = api.api_deployer.api_deployer_list_infras.build_request()
        items = self.client.rest.json(request)
        if not as_objects:
            return items
        return [
            self.get_infra(identity(request.operation, item, "infraBasicInfo", "id"))
            for item in items
        ]

    def create_infra(
        self, infra_id: str, stage: str, type: str, govern_check_policy: str = "NO_CHECK"
    ) -> DSSAPIDeployerInfra:
        """Creates an infrastructure.

        Operation: `api_deployer_create_infra`.

        Args:
            infra_id: identifier of the new infrastructure.
            stage: identifier of its stage.
            type: STATIC, K8S, AZURE_ML, SAGEMAKER, SNOWPARK or VERTEX_AI.
            govern_check_policy: whether versions must be approved in Govern: PREVENT, WARN or
                NO_CHECK.

        Returns:
            The handle.
        """
        body = {
            "id": check_name("infra_id", infra_id),
            "stage": stage,
            "type": type,
            "governCheckPolicy": govern_check_policy,
        }
        self.client.rest.json(api.api_deployer.api_deployer_create_infra.build_request(body=body))
        return self.get_infra(infra_id)

    def get_infra(self, infra_id: str) -> DSSAPIDeployerInfra:
        """Gives a handle on an infrastructure; nothing is asked of DSS.

        Args:
            infra_id: identifier of the infrastructure.

        Returns:
            The handle.
        """
        from dataikuapi.dss.apideployerinfra import DSSAPIDeployerInfra

        return DSSAPIDeployerInfra(self.client, infra_id)

    @overload
    def list_services(self, as_objects: Literal[True] = True) -> list[DSSAPIDeployerService]: ...
    @overload
    def list_services(self, as_objects: Literal[False]) -> list[ApiDeployerServiceStatus]: ...
    @overload
    def list_services(
        self, as_objects: bool
    ) -> list[DSSAPIDeployerService] | list[ApiDeployerServiceStatus]: ...
    def list_services(
        self, as_objects: bool = True
    ) -> list[DSSAPIDeployerService] | list[ApiDeployerServiceStatus]:
        """Lists the published services that the caller may see.

        Operation: `api_deployer_list_services`.

        Args:
            as_objects: whether handles are given instead of dicts.

        Returns:
            Handles, or dicts whose `serviceBasicInfo` has at least `id`.
        """
        request = api.api_deployer.api_deployer_list_services.build_request()
        items = self.client.rest.json(request)
        if not as_objects:
            return items
        return [
            self.get_service(identity(request.operation, item, "serviceBasicInfo", "id"))
            for item in items
        ]

    def create_service(self, service_id: str) -> DSSAPIDeployerService:
        """Creates a published service, without a version yet.

        Operation: `api_deployer_create_service`.

        Args:
            service_id: identifier of the new service.

        Returns:
            The handle.
        """
        body = {"publishedServiceId": check_name("service_id", service_id)}
        self.client.rest.json(api.api_deployer.api_deployer_create_service.build_request(body=body))
        return self.get_service(service_id)

    def get_service(self, service_id: str) -> DSSAPIDeployerService:
        """Gives a handle on a published service; nothing is asked of DSS.

        Args:
            service_id: identifier of the service.

        Returns:
            The handle.
        """
        from dataikuapi.dss.apideployerservice import DSSAPIDeployerService

        return DSSAPIDeployerService(self.client, service_id)


_DEPLOYMENT = "dataikuapi.dss.apideployerdeployment"
_INFRA = "dataikuapi.dss.apideployerinfra"
_SERVICE = "dataikuapi.dss.apideployerservice"
_UPDATE = "dataikuapi.dss.apideployerupdate"
if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(
        __name__,
        {
            "DSSAPIDeployerDeployment": _DEPLOYMENT,
            "DSSAPIDeployerDeploymentSettings": _DEPLOYMENT,
            "DSSAPIDeployerDeploymentStatus": _DEPLOYMENT,
            "DSSAPIDeployerDeploymentUpdateListItem": _DEPLOYMENT,
            "DSSAPIDeployerInfra": _INFRA,
            "DSSAPIDeployerInfraSettings": _INFRA,
            "DSSAPIDeployerInfraStatus": _INFRA,
            "DSSAPIDeployerService": _SERVICE,
            "DSSAPIDeployerServiceSettings": _SERVICE,
            "DSSAPIDeployerServiceStatus": _SERVICE,
            "DSSAPIDeployerDeploymentOpenApi": _UPDATE,
            "DSSAPIDeployerDeploymentUpdate": _UPDATE,
        },
    )
