"""Published projects of the Project Deployer."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from dataikuapi._args import check_name
from dataikuapi._listing import identity
from dataikuapi._strings import CallableStr
from dataikuapi_rest import api

if TYPE_CHECKING:
    import os

    from dataikuapi.aio._stream import AsyncDSSStream
    from dataikuapi.aio.dss.projectdeployments import AsyncDSSProjectDeployerDeployment
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi_rest.dicts import (
        ProjectDeployerBundle,
        ProjectDeployerInfraBasicInfo,
        ProjectDeployerProjectSettings,
        ProjectDeployerProjectStatus,
    )
    from dataikuapi_rest.operation import EndpointRequest


class AsyncDSSProjectDeployerProject:
    """A published project. Get it from :meth:`AsyncDSSProjectDeployer.get_project`.

    Attributes:
        client: the client that made this handle.
        project_key: key of the published project.
    """

    def __init__(self, client: AsyncDSSClient, project_key: str) -> None:
        self.client = client
        self.project_key = project_key

    @property
    def id(self) -> CallableStr:
        """Key of the published project."""
        return CallableStr(self.project_key)

    async def get_status(self) -> AsyncDSSProjectDeployerProjectStatus:
        """Reads the status of the published project: its bundles and its deployments.

        Operation: `project_deployer_get_project`.

        Returns:
            The status.

        Raises:
            DSSNotFound: no published project has this key.
        """
        light = await self.client.rest.json(
            api.project_deployer.project_deployer_get_project.build_request(self.project_key)
        )
        return AsyncDSSProjectDeployerProjectStatus(self.client, self.project_key, light)

    async def get_settings(self) -> AsyncDSSProjectDeployerProjectSettings:
        """Reads the settings of the published project, the permissions above all.

        Operation: `project_deployer_get_project_settings`.

        Returns:
            The settings, to be changed and saved.

        Raises:
            DSSNotFound: no published project has this key.
        """
        request = api.project_deployer.project_deployer_get_project_settings.build_request(
            self.project_key
        )
        settings = await self.client.rest.json(request)
        return AsyncDSSProjectDeployerProjectSettings(self.client, self.project_key, settings)

    async def delete_bundle(self, bundle_id: str) -> None:
        """Deletes a bundle of the published project.

        Operation: `project_deployer_delete_bundle`.

        Args:
            bundle_id: identifier of the bundle.

        Raises:
            DSSAPIError: a deployment uses it, or it does not exist.
        """
        check_name("bundle_id", bundle_id)
        await self.client.rest.empty(
            api.project_deployer.project_deployer_delete_bundle.build_request(
                self.project_key, bundle_id
            )
        )

    async def get_bundle_stream(self, bundle_id: str) -> AsyncDSSStream:
        """Downloads a bundle of the published project.

        Operation: `project_deployer_get_bundle`.

        Args:
            bundle_id: identifier of the bundle.

        Returns:
            The zip archive, as a stream to be closed by the caller.

        Raises:
            DSSNotFound: the published project has no such bundle.
        """
        return await self.client.rest.stream(self._archive(bundle_id))

    async def download_bundle_to_file(
        self, bundle_id: str, path: str | os.PathLike[str] | IO[bytes], *, progress: bool = False
    ) -> None:
        """Downloads a bundle of the published project into a local file.

        Operation: `project_deployer_get_bundle`.

        Args:
            bundle_id: identifier of the bundle.
            path: path of the zip archive to write; one that exists is replaced once all has
                arrived. With `-` it goes to the standard output; or a file opened for writing
                bytes.
            progress: whether to show a progress bar.

        Raises:
            DSSNotFound: the published project has no such bundle; no file was written.
            FileNotFoundError: the folder of the file does not exist; nothing was asked.
        """
        from dataikuapi.aio._download import download_or_print

        await download_or_print(self.client.rest, self._archive(bundle_id), path, progress=progress)

    def _archive(self, bundle_id: str) -> EndpointRequest[bytes]:
        check_name("bundle_id", bundle_id)
        return api.project_deployer.project_deployer_get_bundle.build_request(
            self.project_key, bundle_id
        )

    async def delete(self) -> None:
        """Deletes the published project, of which nothing may be deployed any more.

        Operation: `project_deployer_delete_project`.

        Raises:
            DSSAPIError: it still has deployments, or does not exist.
        """
        await self.client.rest.empty(
            api.project_deployer.project_deployer_delete_project.build_request(self.project_key)
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} project_key={self.project_key!r}>"


class AsyncDSSProjectDeployerProjectSettings:
    """Settings of a published project.

    Get them from :meth:`AsyncDSSProjectDeployerProject.get_settings`.

    Attributes:
        client: the client that made this handle.
        project_key: key of the published project.
        settings: the settings as DSS answered them; change them in place.
    """

    def __init__(
        self, client: AsyncDSSClient, project_key: str, settings: ProjectDeployerProjectSettings
    ) -> None:
        self.client = client
        self.project_key = project_key
        self.settings = settings

    def get_raw(self) -> ProjectDeployerProjectSettings:
        """Gives the settings themselves, no copy: changes made there are saved.

        Returns:
            The dict, with `name`, `owner`, `permissions` and others.
        """
        return self.settings

    async def save(self) -> None:
        """Saves the settings.

        Operation: `project_deployer_save_project_settings`.
        """
        await self.client.rest.empty(
            api.project_deployer.project_deployer_save_project_settings.build_request(
                self.project_key, body=self.settings
            )
        )


class AsyncDSSProjectDeployerProjectStatus:
    """Status of a published project.

    Get it from :meth:`AsyncDSSProjectDeployerProject.get_status`.

    Attributes:
        client: the client that made this handle.
        project_key: key of the published project.
        light_status: the status as DSS answered it.
    """

    def __init__(
        self, client: AsyncDSSClient, project_key: str, light_status: ProjectDeployerProjectStatus
    ) -> None:
        self.client = client
        self.project_key = project_key
        self.light_status = light_status

    def get_deployments(
        self, infra_id: str | None = None
    ) -> list[AsyncDSSProjectDeployerDeployment]:
        """Gives the deployments of the published project; nothing is asked of DSS.

        Args:
            infra_id: identifier of the only infrastructure to look at; all of them without it.

        Returns:
            Handles.
        """
        from dataikuapi.aio.dss.projectdeployments import AsyncDSSProjectDeployerDeployment

        found = self.light_status.get("deployments") or []
        return [
            AsyncDSSProjectDeployerDeployment(
                self.client,
                identity(api.project_deployer.project_deployer_get_project.OPERATION, each, "id"),
            )
            for each in found
            if infra_id is None or each.get("infraId") == infra_id
        ]

    def get_bundles(self) -> list[ProjectDeployerBundle]:
        """Gives the bundles of the published project.

        Returns:
            Dicts with at least `id`.
        """
        return self.light_status.get("packages") or []

    def get_infras(self) -> list[ProjectDeployerInfraBasicInfo]:
        """Gives the infrastructures on which the project is deployed.

        Returns:
            Dicts with at least `id`.
        """
        return self.light_status.get("infras") or []

    def get_raw(self) -> ProjectDeployerProjectStatus:
        """Gives the status as DSS answered it.

        Returns:
            The dict.
        """
        return self.light_status
