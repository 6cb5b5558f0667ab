"""Dashboards of a project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._listing import identities
from dataikuapi._members import Member, ReadOnly
from dataikuapi._taggable import DSSTaggableObjectListItem, DSSTaggableObjectSettings
from dataikuapi.aio._saving import AsyncSaving
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi_rest.dicts import Dashboard


class AsyncDSSDashboard:
    """A dashboard. Get it from :meth:`AsyncDSSProject.get_dashboard`.

    Attributes:
        client: the client that made this handle.
        project_key: key of the project.
        dashboard_id: identifier of the dashboard.
    """

    def __init__(self, client: AsyncDSSClient, project_key: str, dashboard_id: str) -> None:
        self.client = client
        self.project_key = project_key
        self.dashboard_id = dashboard_id

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key}.{self.dashboard_id}>"

    async def delete(self) -> None:
        """Deletes the dashboard; the insights that it shows stay.

        Operation: `dashboard_delete`.
        """
        request = api.dashboard.dashboard_delete.build_request(self.project_key, self.dashboard_id)
        await self.client.rest.empty(request)

    async def get_settings(self) -> AsyncDSSDashboardSettings:
        """Reads the dashboard.

        Operation: `dashboard_get`.

        Returns:
            The dashboard, to be changed and saved.

        Raises:
            DSSNotFound: there is no such dashboard.
        """
        request = api.dashboard.dashboard_get.build_request(self.project_key, self.dashboard_id)
        return AsyncDSSDashboardSettings(self.client, await self.client.rest.json(request))


class AsyncDSSDashboardListItem(DSSTaggableObjectListItem):
    """A dashboard as :meth:`AsyncDSSProject.list_dashboards` lists it.

    Attributes:
        client: the client that made this item.
    """

    def __init__(self, client: AsyncDSSClient, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.client = client

    def _members(self) -> dict[str, Any]:
        return cast("dict[str, Any]", self._data)

    id: ReadOnly[str] = ReadOnly[str]("id", "Identifier of the dashboard.")
    name: ReadOnly[str] = ReadOnly[str]("name", "Name of the dashboard; several may have the same.")
    listed: ReadOnly[bool] = ReadOnly[bool]("listed", "Whether others than its owner see it.")
    owner: ReadOnly[str] = ReadOnly[str]("owner", "Login of the owner.")
    num_pages: ReadOnly[int] = ReadOnly[int]("numPages", "How many pages it has.")
    num_tiles: ReadOnly[int] = ReadOnly[int]("numTiles", "How many tiles it has.")

    def to_dashboard(self) -> AsyncDSSDashboard:
        """Gives a handle on the dashboard.

        Returns:
            The handle.
        """
        return AsyncDSSDashboard(
            self.client,
            *identities(api.dashboard.dashboard_list.OPERATION, self._data, "projectKey", "id"),
        )


class AsyncDSSDashboardSettings(DSSTaggableObjectSettings):
    """A dashboard as read. Get it from :meth:`AsyncDSSDashboard.get_settings`.

    What is set stays here until :meth:`save`.

    Attributes:
        client: the client that made this object.
        project_key: key of the project.
        settings: the dashboard, changed in place.
    """

    def __init__(self, client: AsyncDSSClient, settings: Dashboard) -> None:
        super().__init__(settings)
        self.client = client
        self.project_key: str = self._tod["projectKey"]
        self.settings = settings

    id: ReadOnly[str] = ReadOnly[str]("id", "Identifier of the dashboard.")
    name: Member[str] = Member[str]("name", "Name of the dashboard; several may have the same.")
    listed: Member[bool] = Member[bool]("listed", "Whether others than its owner see it.")
    owner: Member[str] = Member[str]("owner", "Login of the owner.")

    def get_raw(self) -> Dashboard:
        """Gives the dashboard as a dict: `name`, `owner`, `listed`, `pages`, `tags` and others.

        Returns:
            The dict itself: what is changed in it is saved.
        """
        return self.settings

    async def save(self, *, force: bool | None = None) -> Dashboard:
        """Saves the dashboard.

        Operation: `dashboard_update`.

        Args:
            force: False to look first whether somebody saved it in between, True not to look;
                None for what the client was told (`detect_conflicts`).

        Returns:
            The answer of DSS, as a dict.

        Raises:
            DSSConflict: it was looked for, and somebody else saved it since it was read.
        """
        request = api.dashboard.dashboard_update.build_request(
            self.project_key, self.id, body=self._tod
        )
        read = api.dashboard.dashboard_get.build_request(self.project_key, self.id)
        async with AsyncSaving(self.client.rest, read, self._tod, force):
            return await self.client.rest.json(request)
