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
    from dataikuapi._uploads import AsyncUpload
    from dataikuapi.aio.dss import projectdeployments
    from dataikuapi.aio.dss.projectdeployerinfra import (
        AsyncDSSProjectDeployerInfra as AsyncDSSProjectDeployerInfra,
    )
    from dataikuapi.aio.dss.projectdeployerinfra import (
        AsyncDSSProjectDeployerInfraSettings as AsyncDSSProjectDeployerInfraSettings,
    )
    from dataikuapi.aio.dss.projectdeployerinfra import (
        AsyncDSSProjectDeployerInfraStatus as AsyncDSSProjectDeployerInfraStatus,
    )
    from dataikuapi.aio.dss.projectdeployerproject import (
        AsyncDSSProjectDeployerProject as AsyncDSSProjectDeployerProject,
    )
    from dataikuapi.aio.dss.projectdeployerproject import (
        AsyncDSSProjectDeployerProjectSettings as AsyncDSSProjectDeployerProjectSettings,
    )
    from dataikuapi.aio.dss.projectdeployerproject import (
        AsyncDSSProjectDeployerProjectStatus as AsyncDSSProjectDeployerProjectStatus,
    )
    from dataikuapi.aio.dss.projectdeployments import (
        AsyncDSSProjectDeployerDeployment as AsyncDSSProjectDeployerDeployment,
    )
    from dataikuapi.aio.dss.projectdeployments import (
        AsyncDSSProjectDeployerDeploymentSettings as AsyncDSSProjectDeployerDeploymentSettings,
    )
    from dataikuapi.aio.dss.projectdeployments import (
        AsyncDSSProjectDeployerDeploymentStatus as AsyncDSSProjectDeployerDeploymentStatus,
    )
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi.dss.projectdeployerresults import (
        DSSPersonalAPIKeyCreationResult as DSSPersonalAPIKeyCreationResult,
    )
    from dataikuapi.dss.projectdeployerresults import (
        DSSProjectDeployerDeploymentUpdate as DSSProjectDeployerDeploymentUpdate,
    )
    from dataikuapi_rest.dicts import (
        ApiDeployerStage,
        ProjectDeployerDeploymentLight,
        ProjectDeployerInfraStatus,
        ProjectDeployerProjectStatus,
    )

    AsyncDSSProjectDeployerDeploymentUpdateListItem = (
        projectdeployments.AsyncDSSProjectDeployerDeploymentUpdateListItem
    )


class AsyncDSSProjectDeployer:
    """The Project Deployer of the instance. Get it from :meth:`AsyncDSSClient.get_projectdeployer`.

    Attributes:
        client: the client that made this handle.
    """

    def __init__(self, client: AsyncDSSClient) -> None:
        self.client = client

    @overload
    async def list_deployments(
        self, as_objects: Literal[True] = True
    ) -> list[AsyncDSSProjectDeployerDeployment]: ...
    @overload
    async def list_deployments(
        self, as_objects: Literal[False]
    ) -> list[ProjectDeployerDeploymentLight]: ...
    @overload
    async def list_deployments(
        self, as_objects: bool
    ) -> list[AsyncDSSProjectDeployerDeployment] | list[ProjectDeployerDeploymentLight]: ...
    async def list_deployments(
        self, as_objects: bool = True
    ) -> list[AsyncDSSProjectDeployerDeployment] | list[ProjectDeployerDeploymentLight]:
        """Lists the deployments that the caller may see.

        Operation: `project_deployer_list_deployments`.

        Args:
            as_objects: whether handles are given instead of dicts.

        Returns:
            Handles, or dicts whose `deploymentBasicInfo` has at least `id`.
        """
        request = api.project_deployer.project_deployer_list_deployments.build_request()
        items = await self.client.rest.json(request)
        if not as_objects:
            return items
        return [
            self.get_deployment(identity(request.operation, item, "deploymentBasicInfo", "id"))
            for item in items
        ]

    def get_deployment(self, deployment_id: str) -> AsyncDSSProjectDeployerDeployment:
        """Gives a handle on a deployment; nothing is asked of DSS.

        Args:
            deployment_id: identifier of the deployment.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.projectdeployments import AsyncDSSProjectDeployerDeployment

        return AsyncDSSProjectDeployerDeployment(self.client, deployment_id)

    async def create_deployment(
        self,
        deployment_id: str,
        project_key: str,
        infra_id: str,
        bundle_id: str,
        deployed_project_key: str | None = None,
        project_folder_id: str | None = None,
        ignore_warnings: bool = False,
    ) -> AsyncDSSProjectDeployerDeployment:
        """Creates a deployment; nothing is deployed before its first update.

        Operation: `project_deployer_create_deployment`.

        Example:
            deployment = await deployer.create_deployment("SALES-on-prod", "SALES", "prod", "v1")
            await (await deployment.start_update()).wait_for_result()

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
        await self.client.rest.json(
            api.project_deployer.project_deployer_create_deployment.build_request(
                body=body, ignore_warnings=ignore_warnings
            )
        )
        return self.get_deployment(deployment_id)

    async def list_stages(self) -> list[ApiDeployerStage]:
        """Lists the stages that infrastructures can be of.

        Operation: `project_deployer_list_stages`.

        Returns:
            The stages, as dicts with `id` and `desc`.
        """
        return await self.client.rest.json(
            api.project_deployer.project_deployer_list_stages.build_request()
        )

    @overload
    async def list_infras(
        self, as_objects: Literal[True] = True
    ) -> list[AsyncDSSProjectDeployerInfra]: ...
    @overload
    async def list_infras(self, as_objects: Literal[False]) -> list[ProjectDeployerInfraStatus]: ...
    @overload
    async def list_infras(
        self, as_objects: bool
    ) -> list[AsyncDSSProjectDeployerInfra] | list[ProjectDeployerInfraStatus]: ...
    async def list_infras(
        self, as_objects: bool = True
    ) -> list[AsyncDSSProjectDeployerInfra] | list[ProjectDeployerInfraStatus]:
        """Lists the infrastructures that the caller may see.

        Operation: `project_deployer_list_infras`.

        Args:
            as_objects: whether handles are given instead of dicts.

        Returns:
            Handles, or dicts whose `infraBasicInfo` has at least `id`.
        """
        request = api.project_deployer.project_deployer_list_infras.build_request()
        items = await self.client.rest.json(request)
        if not as_objects:
            return items
        return [
            self.get_infra(identity(request.operation, item, "infraBasicInfo", "id"))
            for item in items
        ]

    async def create_infra(
        self, infra_id: str, stage: str, govern_check_policy: str = "NO_CHECK"
    ) -> AsyncDSSProjectDeployerInfra:
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
        await self.client.rest.json(
            api.project_deployer.project_deployer_create_infra.build_request(body=body)
        )
        return self.get_infra(infra_id)

    def get_infra(self, infra_id: str) -> AsyncDSSProjectDeployerInfra:
        """Gives a handle on an infrastructure; nothing is asked of DSS.

        Args:
            infra_id: identifier of the infrastructure.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.projectdeployerinfra import AsyncDSSProjectDeployerInfra

        return AsyncDSSProjectDeployerInfra(self.client, infra_id)

    @overload
    async def list_projects(
        self, as_objects: Literal[True] = True
    ) -> list[AsyncDSSProjectDeployerProject]: ...
    @overload
    async def list_projects(
        self, as_objects: Literal[False]
    ) -> list[ProjectDeployerProjectStatus]: ...
    @overload
    async def list_projects(
        self, as_objects: bool
    ) -> list[AsyncDSSProjectDeployerProject] | list[ProjectDeployerProjectStatus]: ...
    async def list_projects(
        self, as_objects: bool = True
    ) -> list[AsyncDSSProjectDeployerProject] | list[ProjectDeployerProjectStatus]:
        """Lists the published projects that the caller may see.

        Operation: `project_deployer_list_projects`.

        Args:
            as_objects: whether handles are given instead of dicts.

        Returns:
            Handles, or dicts whose `projectBasicInfo` has at least `id`.
        """
        request = api.project_deployer.project_deployer_list_projects.build_request()
        items = await self.client.rest.json(request)
        if not as_objects:
            return items
        return [
            self.get_project(identity(request.operation, item, "projectBasicInfo", "id"))
            for item in items
        ]

    async def create_project(self, project_key: str) -> AsyncDSSProjectDeployerProject:
        """Creates a published project, without a bundle yet.

        Operation: `project_deployer_create_project`.

        Args:
            project_key: key of the new published project.

        Returns:
            The handle.
        """
        body = {"publishedProjectKey": check_name("project_key", project_key)}
        await self.client.rest.json(
            api.project_deployer.project_deployer_create_project.build_request(body=body)
        )
        return self.get_project(project_key)

    def get_project(self, project_key: str) -> AsyncDSSProjectDeployerProject:
        """Gives a handle on a published project; nothing is asked of DSS.

        Args:
            project_key: key of the published project.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.projectdeployerproject import AsyncDSSProjectDeployerProject

        return AsyncDSSProjectDeployerProject(self.client, project_key)

    async def upload_bundle(
        self, fp: AsyncUpload, project_key: str | None = None, *, progress: bool = False
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
            await self.client.rest.empty(request)


_DEPLOYMENT = "dataikuapi.aio.dss.projectdeployments"
_INFRA = "dataikuapi.aio.dss.projectdeployerinfra"
_PROJECT = "dataikuapi.aio.dss.projectdeployerproject"
_RESULTS = "dataikuapi.dss.projectdeployerresults"
if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(
        __name__,
        {
            "AsyncDSSProjectDeployerDeployment": _DEPLOYMENT,
            "AsyncDSSProjectDeployerDeploymentSettings": _DEPLOYMENT,
            "AsyncDSSProjectDeployerDeploymentStatus": _DEPLOYMENT,
            "AsyncDSSProjectDeployerDeploymentUpdateListItem": _DEPLOYMENT,
            "AsyncDSSProjectDeployerInfra": _INFRA,
            "AsyncDSSProjectDeployerInfraSettings": _INFRA,
            "AsyncDSSProjectDeployerInfraStatus": _INFRA,
            "AsyncDSSProjectDeployerProject": _PROJECT,
            "AsyncDSSProjectDeployerProjectSettings": _PROJECT,
            "AsyncDSSProjectDeployerProjectStatus": _PROJECT,
            "DSSPersonalAPIKeyCreationResult": _RESULTS,
            "DSSProjectDeployerDeploymentUpdate": _RESULTS,
        },
    )
