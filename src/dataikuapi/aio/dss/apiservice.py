"""API services of projects, in the API Designer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, TYPE_CHECKING, Any, cast

from dataikuapi._args import check_name, check_str
from dataikuapi._listing import identities
from dataikuapi._members import Member, ReadOnly, sub_list
from dataikuapi._strings import CallableStr
from dataikuapi.aio._saving import AsyncSaving
from dataikuapi_rest import api

if TYPE_CHECKING:
    import os

    from dataikuapi.aio._stream import AsyncDSSStream
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi_rest.dicts import ApiPackage, ApiPackageSummary, ApiServiceSettings
    from dataikuapi_rest.operation import EndpointRequest


class AsyncDSSAPIServiceListItem(dict[str, Any]):
    """An API service as :meth:`AsyncDSSProject.list_api_services` lists it.

    Attributes:
        client: the client that made this item.
    """

    def __init__(self, client: AsyncDSSClient, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.client = client

    def to_api_service(self) -> AsyncDSSAPIService:
        """Gives a handle on the service.

        Returns:
            The handle.
        """
        return AsyncDSSAPIService(
            self.client,
            *identities(api.api_service.api_service_list.OPERATION, self, "projectKey", "id"),
        )

    def _members(self) -> dict[str, Any]:
        return self

    name: ReadOnly[str] = ReadOnly[str]("name", "Name of the service.")
    id: ReadOnly[str] = ReadOnly[str]("id", "Identifier of the service.")
    auth_method: ReadOnly[str] = ReadOnly[str](
        "authMethod", "How callers log in: PUBLIC, API_KEYS or OAUTH2."
    )
    endpoints: ReadOnly[list[dict[str, Any]]] = ReadOnly[list[dict[str, Any]]](
        "endpoints", "Its endpoints: `id` and `type`."
    )


class AsyncDSSAPIServiceSettings:
    """Settings of an API service. Get them from :meth:`AsyncDSSAPIService.get_settings`.

    Attributes:
        client: the client that made this handle.
        project_key: key of the project.
        service_id: identifier of the service.
        settings: the settings as DSS answered them; change them in place.
    """

    def __init__(
        self,
        client: AsyncDSSClient,
        project_key: str,
        service_id: str,
        settings: ApiServiceSettings,
    ) -> None:
        self.client = client
        self.project_key = project_key
        self.service_id = service_id
        self.settings = settings

    def _members(self) -> dict[str, Any]:
        return cast("dict[str, Any]", self.settings)

    auth_method: Member[str] = Member[str](
        "authMethod", "How callers log in: PUBLIC, API_KEYS or OAUTH2."
    )
    endpoints: Member[list[dict[str, Any]]] = Member[list[dict[str, Any]]](
        "endpoints", "The endpoints: `id`, `type` and more."
    )

    def get_raw(self) -> ApiServiceSettings:
        """Gives the settings themselves, no copy: changes made there are saved.

        Returns:
            The dict.
        """
        return self.settings

    def add_prediction_endpoint(self, endpoint_id: str, saved_model_id: str) -> None:
        """Adds an endpoint that predicts; saved with :meth:`save`.

        Args:
            endpoint_id: identifier of the new endpoint.
            saved_model_id: identifier of the saved model.
        """
        self._add(endpoint_id, "STD_PREDICTION", saved_model_id)

    def add_multitarget_prediction_endpoint(self, endpoint_id: str, saved_model_id: str) -> None:
        """Adds an endpoint that predicts several targets; saved with :meth:`save`.

        Args:
            endpoint_id: identifier of the new endpoint.
            saved_model_id: identifier of the saved model.
        """
        self._add(endpoint_id, "STD_MULTITARGET_PREDICTION", saved_model_id)

    def add_clustering_endpoint(self, endpoint_id: str, saved_model_id: str) -> None:
        """Adds an endpoint that finds clusters; saved with :meth:`save`.

        Args:
            endpoint_id: identifier of the new endpoint.
            saved_model_id: identifier of the saved model.
        """
        self._add(endpoint_id, "STD_CLUSTERING", saved_model_id)

    def add_forecasting_endpoint(self, endpoint_id: str, saved_model_id: str) -> None:
        """Adds an endpoint that forecasts time series; saved with :meth:`save`.

        Args:
            endpoint_id: identifier of the new endpoint.
            saved_model_id: identifier of the saved model.
        """
        self._add(endpoint_id, "STD_FORECAST", saved_model_id)

    def add_causal_prediction_endpoint(
        self, endpoint_id: str, saved_model_id: str, compute_propensity: bool = False
    ) -> None:
        """Adds an endpoint that predicts the effect of a treatment; saved with :meth:`save`.

        Args:
            endpoint_id: identifier of the new endpoint.
            saved_model_id: identifier of the saved model.
            compute_propensity: whether it answers the propensity too, which the model must have.
        """
        more = {"computePropensity": compute_propensity, "useJava": False}
        self._add(endpoint_id, "STD_CAUSAL_PREDICTION", saved_model_id, **more)

    def _add(self, endpoint_id: str, kind: str, saved_model_id: str, **more: Any) -> None:
        sub_list(self._members(), "endpoints").append(
            {
                "id": check_str("endpoint_id", endpoint_id),
                "type": kind,
                "modelRef": check_str("saved_model_id", saved_model_id),
                **more,
            }
        )

    async def save(self, *, force: bool | None = None) -> None:
        """Saves the settings; packages that exist already stay as they are.

        Operation: `api_service_save_settings`.

        Args:
            force: False to look first whether somebody saved it in between, True not to look;
                None for what the client was told (`detect_conflicts`).

        Raises:
            DSSConflict: it was looked for, and somebody else saved it since it was read.
        """
        read = api.api_service.api_service_get_settings.build_request(
            self.project_key, self.service_id
        )
        async with AsyncSaving(self.client.rest, read, self.settings, force):
            await self.client.rest.empty(
                api.api_service.api_service_save_settings.build_request(
                    self.project_key, self.service_id, body=self.settings
                )
            )


class AsyncDSSAPIService:
    """An API service of a project. Get it from :meth:`AsyncDSSProject.get_api_service`.

    Attributes:
        client: the client that made this handle.
        project_key: key of the project.
        service_id: identifier of the service.
    """

    def __init__(self, client: AsyncDSSClient, project_key: str, service_id: str) -> None:
        self.client = client
        self.project_key = project_key
        self.service_id = service_id

    @property
    def id(self) -> CallableStr:
        """Identifier of the service."""
        return CallableStr(self.service_id)

    async def get_settings(self) -> AsyncDSSAPIServiceSettings:
        """Reads the settings of the service.

        Operation: `api_service_get_settings`.

        Returns:
            The settings, to be changed and saved.

        Raises:
            DSSNotFound: the project has no such service.
        """
        settings = await self.client.rest.json(
            api.api_service.api_service_get_settings.build_request(
                self.project_key, self.service_id
            )
        )
        return AsyncDSSAPIServiceSettings(self.client, self.project_key, self.service_id, settings)

    async def list_packages(self) -> list[ApiPackage]:
        """Lists the packages of the service, which are its versions.

        Operation: `api_service_list_packages`.

        Returns:
            Dicts with `id` and `createdOn`, oldest first.
        """
        return await self.client.rest.json(
            api.api_service.api_service_list_packages.build_request(
                self.project_key, self.service_id
            )
        )

    async def get_package_summary(self, package_id: str) -> ApiPackageSummary:
        """Reads about one package.

        Operation: `api_service_get_package_summary`.

        Args:
            package_id: identifier of the package.

        Returns:
            What DSS knows of it.

        Raises:
            DSSNotFound: the service has no such package.
        """
        check_name("package_id", package_id)
        return await self.client.rest.json(
            api.api_service.api_service_get_package_summary.build_request(
                self.project_key, self.service_id, package_id
            )
        )

    async def create_package(self, package_id: str, release_notes: str | None = None) -> None:
        """Makes a package of the service as it is now.

        Operation: `api_service_create_package`.

        Args:
            package_id: identifier of the new package.
            release_notes: what is new in it.

        Raises:
            DSSBadRequest: there is one of this identifier, or a model of the service is missing.
        """
        check_name("package_id", package_id)
        await self.client.rest.empty(
            api.api_service.api_service_create_package.build_request(
                self.project_key, self.service_id, package_id, release_notes=release_notes
            )
        )

    async def delete_package(self, package_id: str) -> None:
        """Deletes a package; what was published of it stays.

        Operation: `api_service_delete_package`.

        Args:
            package_id: identifier of the package.
        """
        check_name("package_id", package_id)
        await self.client.rest.empty(
            api.api_service.api_service_delete_package.build_request(
                self.project_key, self.service_id, package_id
            )
        )

    async def download_package_stream(self, package_id: str) -> AsyncDSSStream:
        """Downloads a package; an API node can import it.

        Operation: `api_service_get_package_archive`.

        Args:
            package_id: identifier of the package.

        Returns:
            The zip archive, as a stream to be closed by the caller.

        Raises:
            DSSNotFound: the service has no such package.
        """
        return await self.client.rest.stream(self._archive(package_id))

    async def download_package_to_file(
        self, package_id: str, path: str | os.PathLike[str] | IO[bytes], *, progress: bool = False
    ) -> None:
        """Downloads a package into a local file.

        Operation: `api_service_get_package_archive`.

        Args:
            package_id: identifier of the package.
            path: path of the zip archive to write; one that exists is replaced once all has
                arrived; or a file opened for writing bytes.
            progress: whether to show a progress bar.

        Raises:
            DSSNotFound: the service has no such package; no file was written.
            FileNotFoundError: the folder of the file does not exist; nothing was asked.
        """
        from dataikuapi.aio._download import download

        await download(self.client.rest, self._archive(package_id), path, progress=progress)

    def _archive(self, package_id: str) -> EndpointRequest[bytes]:
        check_name("package_id", package_id)
        return api.api_service.api_service_get_package_archive.build_request(
            self.project_key, self.service_id, package_id
        )

    async def publish_package(
        self, package_id: str, published_service_id: str | None = None
    ) -> None:
        """Publishes a package on the API Deployer.

        Operation: `api_service_publish_package`.

        Args:
            package_id: identifier of the package.
            published_service_id: the published service, which is made when there is none; the
                identifier of this service when it is not given.

        Raises:
            DSSNotFound: the service has no such package.
            DSSBadRequest: the published service has a version of this identifier.
        """
        check_name("package_id", package_id)
        await self.client.rest.empty(
            api.api_service.api_service_publish_package.build_request(
                self.project_key,
                self.service_id,
                package_id,
                published_service_id=published_service_id,
            )
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key}.{self.service_id}>"
