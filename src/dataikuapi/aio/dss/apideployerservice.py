"""Published services of the API Deployer."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from dataikuapi._args import check_name
from dataikuapi._listing import identity
from dataikuapi._strings import CallableStr
from dataikuapi._uploads import uploading
from dataikuapi_rest import api

if TYPE_CHECKING:
    import os

    from dataikuapi._uploads import AsyncUpload
    from dataikuapi.aio._stream import AsyncDSSStream
    from dataikuapi.aio.dss.apideployerdeployment import AsyncDSSAPIDeployerDeployment
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi_rest.dicts import (
        ApiDeployerServiceSettings,
        ApiDeployerServiceStatus,
        ApiDeployerVersion,
    )


class AsyncDSSAPIDeployerService:
    """A published service. Get it from :meth:`AsyncDSSAPIDeployer.get_service`.

    Attributes:
        client: the client that made this handle.
        service_id: identifier of the service.
    """

    def __init__(self, client: AsyncDSSClient, service_id: str) -> None:
        self.client = client
        self.service_id = service_id

    @property
    def id(self) -> CallableStr:
        """Identifier of the service."""
        return CallableStr(self.service_id)

    async def get_status(self) -> AsyncDSSAPIDeployerServiceStatus:
        """Reads the status of the service: its versions and its deployments.

        Operation: `api_deployer_get_service`.

        Returns:
            The status.

        Raises:
            DSSNotFound: no service has this identifier.
        """
        request = api.api_deployer.api_deployer_get_service.build_request(self.service_id)
        light = await self.client.rest.json(request)
        return AsyncDSSAPIDeployerServiceStatus(self.client, self.service_id, light)

    async def import_version(self, fp: AsyncUpload, *, progress: bool = False) -> None:
        """Publishes a version of the service.

        Operation: `api_deployer_import_version`.

        Args:
            fp: the version package: a file opened in binary mode, which is sent as it is read, the
                path of one (`pathlib.Path`), bytes, or an iterable of bytes.
            progress: whether to show a progress bar.

        Raises:
            DSSAPIError: it is no version package, or the version exists already.
        """
        upload = api.api_deployer.api_deployer_import_version.build_request
        with uploading("fp", fp, progress=progress) as content:
            await self.client.rest.empty(upload(self.service_id, body={"file": content}))

    async def get_settings(self) -> AsyncDSSAPIDeployerServiceSettings:
        """Reads the settings of the service, the permissions above all.

        Operation: `api_deployer_get_service_settings`.

        Returns:
            The settings, to be changed and saved.

        Raises:
            DSSNotFound: no service has this identifier.
        """
        request = api.api_deployer.api_deployer_get_service_settings.build_request(self.service_id)
        settings = await self.client.rest.json(request)
        return AsyncDSSAPIDeployerServiceSettings(self.client, self.service_id, settings)

    async def delete_version(self, version: str) -> None:
        """Deletes a version of the service.

        Operation: `api_deployer_delete_version`.

        Args:
            version: identifier of the version.

        Raises:
            DSSAPIError: a deployment uses it, or it does not exist.
        """
        check_name("version", version)
        await self.client.rest.empty(
            api.api_deployer.api_deployer_delete_version.build_request(self.service_id, version)
        )

    async def get_version_stream(self, version_id: str) -> AsyncDSSStream:
        """Downloads a version of the service; an API node can import it.

        Operation: `api_deployer_get_version`.

        Args:
            version_id: identifier of the version.

        Returns:
            The version package, a zip archive, as a stream to be closed by the caller.

        Raises:
            DSSNotFound: the service has no such version.
        """
        check_name("version_id", version_id)
        return await self.client.rest.stream(
            api.api_deployer.api_deployer_get_version.build_request(self.service_id, version_id)
        )

    async def download_version_to_file(
        self, version_id: str, path: str | os.PathLike[str] | IO[bytes], *, progress: bool = False
    ) -> None:
        """Downloads a version of the service into a local file.

        Operation: `api_deployer_get_version`.

        Args:
            version_id: identifier of the version.
            path: path of the zip archive to write; one that exists is replaced; or a file opened
                for writing bytes.
            progress: whether to show a progress bar.

        Raises:
            DSSNotFound: the service has no such version.
            FileNotFoundError: the folder of the file does not exist; nothing was asked.
        """
        from dataikuapi.aio._download import download

        check_name("version_id", version_id)
        request = api.api_deployer.api_deployer_get_version.build_request(
            self.service_id, version_id
        )
        await download(self.client.rest, request, path, progress=progress)

    async def delete(self) -> None:
        """Deletes the service, of which nothing may be deployed any more.

        Operation: `api_deployer_delete_service`.

        Raises:
            DSSAPIError: it still has deployments, or does not exist.
        """
        await self.client.rest.empty(
            api.api_deployer.api_deployer_delete_service.build_request(self.service_id)
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} service_id={self.service_id!r}>"


class AsyncDSSAPIDeployerServiceSettings:
    """Settings of a service. Get them from :meth:`AsyncDSSAPIDeployerService.get_settings`.

    Attributes:
        client: the client that made this handle.
        service_id: identifier of the service.
        settings: the settings as DSS answered them; change them in place.
    """

    def __init__(
        self, client: AsyncDSSClient, service_id: str, settings: ApiDeployerServiceSettings
    ) -> None:
        self.client = client
        self.service_id = service_id
        self.settings = settings

    def get_raw(self) -> ApiDeployerServiceSettings:
        """Gives the settings themselves, no copy: changes made there are saved.

        Returns:
            The dict.
        """
        return self.settings

    async def save(self) -> None:
        """Saves the settings.

        Operation: `api_deployer_save_service_settings`.
        """
        await self.client.rest.empty(
            api.api_deployer.api_deployer_save_service_settings.build_request(
                self.service_id, body=self.settings
            )
        )


class AsyncDSSAPIDeployerServiceStatus:
    """Status of a service. Get it from :meth:`AsyncDSSAPIDeployerService.get_status`.

    Attributes:
        client: the client that made this handle.
        service_id: identifier of the service.
        light_status: the status as DSS answered it.
    """

    def __init__(
        self, client: AsyncDSSClient, service_id: str, light_status: ApiDeployerServiceStatus
    ) -> None:
        self.client = client
        self.service_id = service_id
        self.light_status = light_status

    def get_deployments(self, infra_id: str | None = None) -> list[AsyncDSSAPIDeployerDeployment]:
        """Gives the deployments of the service; nothing is asked of DSS.

        Args:
            infra_id: identifier of the only infrastructure to look at; all of them without it.

        Returns:
            Handles.
        """
        from dataikuapi.aio.dss.apideployerdeployment import AsyncDSSAPIDeployerDeployment

        found = self.light_status.get("deployments") or []
        return [
            AsyncDSSAPIDeployerDeployment(
                self.client,
                identity(api.api_deployer.api_deployer_get_service.OPERATION, each, "id"),
            )
            for each in found
            if infra_id is None or each.get("infraId") == infra_id
        ]

    def get_versions(self) -> list[ApiDeployerVersion]:
        """Gives the published versions of the service.

        Returns:
            Dicts with at least `id`.
        """
        return self.light_status.get("packages") or []

    def get_raw(self) -> ApiDeployerServiceStatus:
        """Gives the status as DSS answered it.

        Returns:
            The dict.
        """
        return self.light_status
