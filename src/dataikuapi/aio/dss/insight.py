"""Insights of a project."""

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
    from dataikuapi_rest.dicts import Insight


class AsyncDSSInsight:
    """An insight. Get it from :meth:`AsyncDSSProject.get_insight`.

    Attributes:
        client: the client that made this handle.
        project_key: key of the project.
        insight_id: identifier of the insight.
    """

    def __init__(self, client: AsyncDSSClient, project_key: str, insight_id: str) -> None:
        self.client = client
        self.project_key = project_key
        self.insight_id = insight_id

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key}.{self.insight_id}>"

    async def delete(self) -> None:
        """Deletes the insight; the tiles that show it become empty.

        Operation: `insight_delete`.
        """
        request = api.insight.insight_delete.build_request(self.project_key, self.insight_id)
        await self.client.rest.empty(request)

    async def get_settings(self) -> AsyncDSSInsightSettings:
        """Reads the insight.

        Operation: `insight_get`.

        Returns:
            The insight, to be changed and saved.

        Raises:
            DSSNotFound: there is no such insight.
        """
        request = api.insight.insight_get.build_request(self.project_key, self.insight_id)
        return AsyncDSSInsightSettings(self.client, await self.client.rest.json(request))


class AsyncDSSInsightListItem(DSSTaggableObjectListItem):
    """An insight as :meth:`AsyncDSSProject.list_insights` lists it.

    Attributes:
        client: the client that made this item.
    """

    def __init__(self, client: AsyncDSSClient, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.client = client

    def _members(self) -> dict[str, Any]:
        return cast("dict[str, Any]", self._data)

    id: ReadOnly[str] = ReadOnly[str]("id", "Identifier of the insight.")
    name: ReadOnly[str] = ReadOnly[str]("name", "Name of the insight; several may have the same.")
    type: ReadOnly[str] = ReadOnly[str]("type", "What it shows, such as `chart`.")
    listed: ReadOnly[bool] = ReadOnly[bool]("listed", "Whether others than its owner see it.")
    owner: ReadOnly[str] = ReadOnly[str]("owner", "Login of the owner.")

    def to_insight(self) -> AsyncDSSInsight:
        """Gives a handle on the insight.

        Returns:
            The handle.
        """
        return AsyncDSSInsight(
            self.client,
            *identities(api.insight.insight_list.OPERATION, self._data, "projectKey", "id"),
        )


class AsyncDSSInsightSettings(DSSTaggableObjectSettings):
    """An insight as read. Get it from :meth:`AsyncDSSInsight.get_settings`.

    What is set stays here until :meth:`save`.

    Attributes:
        client: the client that made this object.
        project_key: key of the project.
        settings: the insight, changed in place.
    """

    def __init__(self, client: AsyncDSSClient, settings: Insight) -> None:
        super().__init__(settings)
        self.client = client
        self.project_key: str = self._tod["projectKey"]
        self.settings = settings

    id: ReadOnly[str] = ReadOnly[str]("id", "Identifier of the insight.")
    name: Member[str] = Member[str]("name", "Name of the insight; several may have the same.")
    type: ReadOnly[str] = ReadOnly[str]("type", "What it shows, such as `chart`.")
    listed: Member[bool] = Member[bool]("listed", "Whether others than its owner see it.")
    owner: Member[str] = Member[str]("owner", "Login of the owner.")

    def get_raw(self) -> Insight:
        """Gives the insight as a dict: `name`, `type`, `owner`, `params` and others.

        Returns:
            The dict itself: what is changed in it is saved.
        """
        return self.settings

    async def save(self, *, force: bool | None = None) -> Insight:
        """Saves the insight.

        Operation: `insight_save`.

        Args:
            force: False to look first whether somebody saved it in between, True not to look;
                None for what the client was told (`detect_conflicts`).

        Returns:
            The answer of DSS, as a dict.

        Raises:
            DSSConflict: it was looked for, and somebody else saved it since it was read.
        """
        request = api.insight.insight_save.build_request(
            self.project_key, self.id, body={"insight": self._tod}
        )
        read = api.insight.insight_get.build_request(self.project_key, self.id)
        async with AsyncSaving(self.client.rest, read, self._tod, force):
            return await self.client.rest.json(request)
