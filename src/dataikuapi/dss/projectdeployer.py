# Derived by `tox -e generate` from src/dataikuapi/aio/dss/projectdeployer.py. Do not edit.
"""The Project Deployer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, overload

from dataikuapi._args import check_name
from dataikuapi._lazy import lazy
from dataikuapi._listing import identity
from dataikuapi._uploads import uploading
from dataikuapi_rest import api
from dataikuapi_rest.operation import FilePart

if TYPE_CHECKING:
    from dataikuapi._uploads import Upload
    from dataikuapi.dss import projectdeployments
    from dataikuapi.dss.projectdeployerinfra import (
        DSSProjectDeployerInfra as DSSProjectDeployerInfra,
    )
    from dataikuapi.dss.projectdeployerinfra import (
        DSSProjectDeployerInfraSettings as DSSProjectDeployerInfraSettings,
    )
    from dataikuapi.dss.projectdeployerinfra import (
        DSSProjectDeployerInfraStatus as DSSProjectDeployerInfraStatus,
    )
    from dataikuapi.dss.projectdeployerproject import (
        DSSProjectDeployerProject as DSSProjectDeployerProject,
    )
    from dataikuapi.dss.projectdeployerproject import (
        DSSProjectDeployerProjectSettings as DSSProjectDeployerProjectSettings,
    )
    from dataikuapi.dss.projectdeployerproject import (
        DSSProjectDeployerProjectStatus as DSSProjectDeployerProjectStatus,
    )
    from dataikuapi.dss.projectdeployerresults import (
        DSSPersonalAPIKeyCreationResult as DSSPersonalAPIKeyCreationResult,
    )
    from dataikuapi.dss.projectdeployerresults import (
        DSSProjectDeployerDeploymentUpdate as DSSProjectDeployerDeploymentUpdate,
    )
    from dataikuapi.dss.projectdeployments import (
        DSSProjectDeployerDeployment as DSSProjectDeployerDeployment,
    )
    from dataikuapi.dss.projectdeployments import (
        DSSProjectDeployerDeploymentSettings as DSSProjectDeployerDeploymentSettings,
    )
    from dataikuapi.dss.projectdeployments import (
        DSSProjectDeployerDeploymentStatus as DSSProjectDeployerDeploymentStatus,
    )
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import (
        ApiDeployerStage,
        ProjectDeployerDeploymentLight,
        ProjectDeployerInfraStatus,
        ProjectDeployerProjectStatus,
    )

    DSSProjectDeployerDeploymentUpdateListItem = (
        projectdeployments.DSSProjectDeployerDeploymentUpdateListItem
    )


class DSSProjectDeployer:
    """The Project Deployer of the instance. Get it from :meth:`DSSClient.get_projectdeployer`.

    Attributes:
        client: the client that made this handle.
    """

    def __init__(self, client: DSSClient) -> None:
        self.client = client

    @overload
    def list_deployments(
        self, as_objects: Literal[True] = True
    ) -> list[DSSProjectDeployerDeployment]: ...
    @overload
    def list_deployments(
        self, as_objects: Literal[False]
    ) -> list[ProjectDeployerDeploymentLight]: ...
    @overload
    def list_deployments(
        self, as_objects: bool
    ) -> list[DSSProjectDeployerDeployment] | list[ProjectDeployerDeploymentLight]: ...
    def list_deployments(
        self, as_objects: bool = True
    ) -> list[DSSProjectDeployerDeployment] | list[ProjectDeployerDeploymentLight]:
        """Lists the deployments that the caller may see.

        Operation: `project_deployer_list_deployments`.

        Args:
            as_objects: whether handles are given instead of dicts.

        Returns:
            Handles, or dicts whose `deploymentBasicInfo` has at least `id`.
        """
        request = api.project_deployer.project_deployer_list_deployments.build_request()
        items = self.client.rest.json(request)
        if not as_objects:
            return items
        return [
            self.get_deployment(identity(request.operation, item, "deploymentBasicInfo", "id"))
            for item in items
        ]

    def get_deployment(self, deployment_id: str) -> DSSProjectDeployerDeployment:
        """Gives a handle on a deployment; nothing is asked of DSS.

        Args:
            deployment_id: identifier of the deployment.

        Returns:
            The handle.
        """
        from dataikuapi.dss.projectdeployments import DSSProjectDeployerDeployment

        return DSSProjectDeployerDeployment(self.client, deployment_id)

    def create_deployment(
        self,
        deployment_id: str,
        project_key: str,
        infra_id: str,
        bundle_id: str,
        deployed_project_key: str | None = None,
        project_folder_id: str | None = None,
        ignore_warnings: bool = False,
    ) -> DSSProjectDeployerDeployment:
        """Creates a deployment; nothing is deployed before its first update.

        Operation: `project_deployer_create_deployment`.

        Example:
            deployment = deployer.create_deployment("SALES-on-prod", "SALES", "prod", "v1")
            (deployment.start_update()).wait_for_result()

        Args:
            deployment_id: identifier of the new deployment.
            project_key: key of the published project.
            infra_id: identifier of the infrastructure.
            bundle_id: identifier of the bundle of the published project.
            deployed_project_key: key of the project on the automation node; that of the published
                project when it is not given.
            project_folder_id: folder there; the root when it is not given.
            ignore_warnings: whether to go on although governance warns.

        Returns:
            The handle.

        Raises:
            DSSNotFound: the project, the bundle or the infrastructure does not exist.
        """
        body = {
            "deploymentId": check_name("deployment_id", deployment_id),
            "publishedProjectKey": check_name("project_key", project_key),
            "infraId": check_name("infra_id", infra_id),
            "bundleId": check_name("bundle_id", bundle_id),
        }
        if deployed_project_key:
            body["deployedProjectKey"] = deployed_project_key
        if project_folder_id:
            body["projectFolderId"] = project_folder_id
        self.client.rest.json(
            api.project_deployer.project_deployer_create_deployment.build_request(
                body=body, ignore_warnings=ignore_warnings
            )
        )
        return self.get_deployment(deployment_id)

    def list_stages(self) -> list[ApiDeployerStage]:
        """Lists the stages that infrastructures can be of.

        Operation: `project_deployer_list_stages`.

        Returns:
            The stages, as dicts with `id` and `desc`.
        """
        return self.client.rest.json(
            api.project_deployer.project_deployer_list_stages.build_request()
        )

    @overload
    def list_infras(self, as_objects: Literal[True] = True) -> list[DSSProjectDeployerInfra]: ...
    @overload
    def list_infras(self, as_objects: Literal[False]) -> list[ProjectDeployerInfraStatus]: ...
    @overload
    def list_infras(
        self, as_objects: bool
    ) -> list[DSSProjectDeployerInfra] | list[ProjectDeployerInfraStatus]: ...
    def list_infras(
        self, as_objects: bool = True
    ) -> list[DSSProjectDeployerInfra] | list[ProjectDeployerInfraStatus]:
        """Lists the infrastructures that the caller may see.

        Operation: `project_deployer_list_infras`.

        Args:
            as_objects: whether handles are given instead of dicts.

        Returns:
            Handles, or dicts whose `infraBasicInfo` has at least `id`.
        """
        request = api.project_deployer.project_deployer_list_infras.build_request()
        items = self.client.rest.json(request)
        if not as_objects:
            return items
        return [
            self.get_infra(identity(request.operation, item, "infraBasicInfo", "id"))
            for item in items
        ]

    def create_infra(
        self, infra_id: str, stage: str, govern_check_policy: str = "NO_CHECK"
    ) -> DSSProjectDeployerInfra:
        """Creates an infrastructure; its settings say then which automation node it is.

        Operation: `project_deployer_create_infra`.

        Args:
            infra_id: identifier of the new infrastructure.
            stage: identifier of its stage.
            govern_check_policy: whether bundles must be approved in Govern: PREVENT, WARN or
                NO_CHECK.

        Returns:
            The handle.
        """
        body = {
            "id": check_name("infra_id", infra_id),
            "stage": stage,
            "governCheckPolicy": govern_check_policy,
        }
        self.client.rest.json(
            api.project_deployer.project_deployer_create_infra.build_request(body=body)
        )
        return self.get_infra(infra_id)

    def get_infra(self, infra_id: str) -> DSSProjectDeployerInfra:
        """Gives a handle on an infrastructure; nothing is asked of DSS.

        Args:
            infra_id: identifier of the infrastructure.

        Returns:
            The handle.
        """
        from dataikuapi.dss.projectdeployerinfra import DSSProjectDeployerInfra

        return DSSProjectDeployerInfra(self.client, infra_id)

    @overload
    def list_projects(
        self, as_objects: Literal[True] = True
    ) -> list[DSSProjectDeployerProject]: ...
    @overload
    def list_projects(self, as_objects: Literal[False]) -> list[ProjectDeployerProjectStatus]: ...
    @overload
    def list_projects(
        self, as_objects: bool
    ) -> list[DSSProjectDeployerProject] | list[ProjectDeployerProjectStatus]: ...
    def list_projects(
        self, as_objects: bool = True
    ) -> list[DSSProjectDeployerProject] | list[ProjectDeployerProjectStatus]:
        """Lists the published projects that the caller may see.

        Operation: `project_deployer_list_projects`.

        Args:
            as_objects: whether handles are given instead of dicts.

        Returns:
            Handles, or dicts whose `projectBasicInfo` has at least `id`.
        """
        request = api.project_deployer.project_deployer_list_projects.build_request()
        items = self.client.rest.json(request)
        if not as_objects:
            return items
        return [
            self.get_project(identity(request.operation, item, "projectBasicInfo", "id"))
            for item in items
        ]

    def create_project(self, project_key: str) -> DSSProjectDeployerProject:
        """Creates a published project, without a bundle yet.

        Operation: `project_deployer_create_project`.

        Args:
            project_key: key of the new published project.

        Returns:
            The handle.
        """
        body = {"publishedProjectKey": check_name("project_key", project_key)}
        self.client.rest.json(
            api.project_deployer.project_deployer_create_project.build_request(body=body)
        )
        return self.get_project(project_key)

    def get_project(self, project_key: str) -> DSSProjectDeployerProject:
        """Gives a handle on a published project; nothing is asked of DSS.

        Args:
            project_key: key of the published project.

        Returns:
            The handle.
        """
        from dataikuapi.dss.projectdeployerproject import DSSProjectDeployerProject

        return DSSProjectDeployerProject(self.client, project_key)

    def upload_bundle(
        self, fp: Upload, project_key: str | None = None, *, progress: bool = False
    ) -> None:
        """Uploads a bundle to a published project.

        Operation: `project_deployer_upload_bundle`.

        Args:
            fp: the bundle: a file opened in binary mode, which is sent as it is read, the path of
                one (`pathlib.Path`), bytes, or an iterable of bytes.
            project_key: key of the published project, which is made when there is none; that of
                the project of the bundle when it is not given.
            progress: whether to show a progress bar.

        Raises:
            DSSAPIError: it is no bundle, or the published project has it already.
        """
        upload = api.project_deployer.project_deployer_upload_bundle.build_request
        with uploading("fp", fp, progress=progress) as content:
            request = upload(body={"file": FilePart(content)}, project_key=project_key)
            self.client.rest.empty(request)


_DEPLOYMENT = "dataikuapi.dss.projectdeployments"
_INFRA = "dataikuapi.dss.projectdeployerinfra"
_PROJECT = "dataikuapi.dss.projectdeployerproject"
_RESULTS = "dataikuapi.dss.projectdeployerresults"
if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(
        __name__,
        {
            "DSSProjectDeployerDeployment": _DEPLOYMENT,
            "DSSProjectDeployerDeploymentSettings": _DEPLOYMENT,
            "DSSProjectDeployerDeploymentStatus": _DEPLOYMENT,
            "DSSProjectDeployerDeploymentUpdateListItem": _DEPLOYMENT,
            "DSSProjectDeployerInfra": _INFRA,
            "DSSProjectDeployerInfraSettings": _INFRA,
            "DSSProjectDeployerInfraStatus": _INFRA,
            "DSSProjectDeployerProject": _PROJECT,
            "DSSProjectDeployerProjectSettings": _PROJECT,
            "DSSProjectDeployerProjectStatus": _PROJECT,
            "DSSPersonalAPIKeyCreationResult": _RESULTS,
            "DSSProjectDeployerDeploymentUpdate": _RESULTS,
        },
    )
