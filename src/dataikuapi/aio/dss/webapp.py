"""Webapps of a project and their backends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._lazy import lazy
from dataikuapi._listing import identities
from dataikuapi._members import ReadOnly
from dataikuapi._taggable import DSSTaggableObjectListItem
from dataikuapi.aio._saving import AsyncSaving
from dataikuapi_rest import api

if TYPE_CHECKING:
    import httpx

    from dataikuapi.aio.dss.future import AsyncDSSFuture
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi.dss.webappstate import DSSWebAppBackendState as DSSWebAppBackendState
    from dataikuapi_rest.dicts import WebApp


class AsyncDSSWebApp:
    """A webapp. Get it from :meth:`AsyncDSSProject.get_webapp`.

    Attributes:
        client: the client that made this handle.
        project_key: key of the project.
        webapp_id: identifier of the webapp.
    """

    def __init__(self, client: AsyncDSSClient, project_key: str, webapp_id: str) -> None:
        self.client = client
        self.project_key = project_key
        self.webapp_id = webapp_id

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key}.{self.webapp_id}>"

    async def get_state(self) -> DSSWebAppBackendState:
        """Reads whether the backend runs.

        Operation: `webapp_get_backend_state`.

        Returns:
            The state.

        Raises:
            DSSNotFound: there is no such webapp.
        """
        from dataikuapi.dss.webappstate import DSSWebAppBackendState

        request = api.webapp.webapp_get_backend_state.build_request(
            self.project_key, self.webapp_id
        )
        return DSSWebAppBackendState(self.webapp_id, await self.client.rest.json(request))

    async def stop_backend(self) -> None:
        """Stops the backend; one that does not run stays so.

        Operation: `webapp_stop_backend`.
        """
        request = api.webapp.webapp_stop_backend.build_request(self.project_key, self.webapp_id)
        await self.client.rest.empty(request)

    async def start_or_restart_backend(self) -> AsyncDSSFuture:
        """Starts the backend, again if it runs.

        Operation: `webapp_start_backend`.

        Returns:
            The task that starts it.

        Raises:
            DSSAPIError: the webapp has no backend.
        """
        from dataikuapi.aio.dss.future import AsyncDSSFuture

        request = api.webapp.webapp_start_backend.build_request(self.project_key, self.webapp_id)
        return AsyncDSSFuture.from_resp(self.client, await self.client.rest.json(request))

    async def get_settings(self) -> AsyncDSSWebAppSettings:
        """Reads the webapp with its code.

        Operation: `webapp_get`.

        Returns:
            The webapp, to be changed and saved.

        Raises:
            DSSNotFound: there is no such webapp.
        """
        request = api.webapp.webapp_get.build_request(self.project_key, self.webapp_id)
        return AsyncDSSWebAppSettings(self.client, self, await self.client.rest.json(request))

    def get_backend_client(self) -> AsyncDSSWebAppBackendClient:
        """Gives what is needed to call the backend itself; nothing is asked of DSS.

        Returns:
            The addresses of the backend, and the session with the caller's credentials.
        """
        return AsyncDSSWebAppBackendClient(self.client, self)


class AsyncDSSWebAppBackendClient:
    """How to call the backend of a standard webapp.

    Get it from :meth:`AsyncDSSWebApp.get_backend_client`.

    Attributes:
        client: the client that made this object.
        webapp: the webapp.
    """

    def __init__(self, client: AsyncDSSClient, webapp: AsyncDSSWebApp) -> None:
        from dataikuapi._webapps import backend_url

        self.client = client
        self.webapp = webapp
        self._base_url = backend_url(client, webapp.project_key, webapp.webapp_id)

    @property
    def base_url(self) -> str:
        """Address of the backend, with a slash at its end."""
        return self._base_url

    @property
    def session(self) -> AsyncDSSWebAppSession:
        """What sends requests to the backend, with the headers and the key of the client."""
        return AsyncDSSWebAppSession(self.client, self._base_url)

    def url_for_path(self, path: str) -> str:
        """Gives the address of something in the backend.

        Args:
            path: its path; slashes before it do no harm.

        Returns:
            The address.
        """
        return self._base_url + path.lstrip("/")


class AsyncDSSWebAppSession:
    """Sends requests to a backend. Get it from :class:`AsyncDSSWebAppBackendClient`.

    Its methods take what those of httpx take, which is mostly what those of requests take; the
    key of the client goes to this backend only.

    Attributes:
        client: the client.
    """

    def __init__(self, client: AsyncDSSClient, base_url: str) -> None:
        self.client = client
        self._base_url = base_url

    async def request(self, method: str, url: str, **options: Any) -> httpx.Response:
        """Sends a request.

        Args:
            method: HTTP method.
            url: address below that of the backend.
            options: `params`, `json`, `data`, `files`, `headers` and others that httpx knows.

        Returns:
            The answer of the backend, whatever its status.

        Raises:
            ValueError: the address is not one of the backend, or too long; nothing was sent.
        """
        if not url.startswith(self._base_url):
            raise ValueError(f"url must begin with {self._base_url}: {url!r}")
        return await self.client.rest.outside(method, url, **options)

    async def get(self, url: str, **options: Any) -> httpx.Response:
        """Sends a GET, as :meth:`request` does.

        Args:
            url: address below that of the backend.
            options: as for :meth:`request`.
        """
        return await self.request("GET", url, **options)

    async def post(self, url: str, **options: Any) -> httpx.Response:
        """Sends a POST, as :meth:`request` does.

        Args:
            url: address below that of the backend.
            options: as for :meth:`request`.
        """
        return await self.request("POST", url, **options)

    async def put(self, url: str, **options: Any) -> httpx.Response:
        """Sends a PUT, as :meth:`request` does.

        Args:
            url: address below that of the backend.
            options: as for :meth:`request`.
        """
        return await self.request("PUT", url, **options)

    async def delete(self, url: str, **options: Any) -> httpx.Response:
        """Sends a DELETE, as :meth:`request` does.

        Args:
            url: address below that of the backend.
            options: as for :meth:`request`.
        """
        return await self.request("DELETE", url, **options)


class AsyncDSSWebAppSettings:
    """A webapp as read. Get it from :meth:`AsyncDSSWebApp.get_settings`.

    Attributes:
        client: the client that made this object.
        webapp: the webapp.
        data: the webapp as a dict, changed in place.
    """

    def __init__(self, client: AsyncDSSClient, webapp: AsyncDSSWebApp, data: WebApp) -> None:
        self.client = client
        self.webapp = webapp
        self.data = data

    def get_raw(self) -> WebApp:
        """Gives the webapp as a dict: `name`, `type`, `params` with the code, and others.

        Returns:
            The dict itself: what is changed in it is saved.
        """
        return self.data

    async def save(self, *, force: bool | None = None) -> None:
        """Saves the webapp; a backend that runs has the old code until it is started again.

        Operation: `webapp_update`.

        Args:
            force: False to look first whether somebody saved it in between, True not to look;
                None for what the client was told (`detect_conflicts`).

        Raises:
            DSSConflict: it was looked for, and somebody else saved it since it was read.
        """
        body = cast("Mapping[str, Any]", self.data)
        request = api.webapp.webapp_update.build_request(
            self.webapp.project_key, self.webapp.webapp_id, body=body
        )
        read = api.webapp.webapp_get.build_request(self.webapp.project_key, self.webapp.webapp_id)
        async with AsyncSaving(self.client.rest, read, self.data, force):
            await self.client.rest.json(request)


class AsyncDSSWebAppListItem(DSSTaggableObjectListItem):
    """A webapp as :meth:`AsyncDSSProject.list_webapps` lists it.

    Attributes:
        client: the client that made this item.
    """

    def __init__(self, client: AsyncDSSClient, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.client = client

    def _members(self) -> dict[str, Any]:
        return cast("dict[str, Any]", self._data)

    id: ReadOnly[str] = ReadOnly[str]("id", "Identifier of the webapp.")
    name: ReadOnly[str] = ReadOnly[str]("name", "Name of the webapp.")

    def to_webapp(self) -> AsyncDSSWebApp:
        """Gives a handle on the webapp.

        Returns:
            The handle.
        """
        return AsyncDSSWebApp(
            self.client,
            *identities(api.webapp.webapp_list.OPERATION, self._data, "projectKey", "id"),
        )


if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(
        __name__, {"DSSWebAppBackendState": "dataikuapi.dss.webappstate"}
    )
