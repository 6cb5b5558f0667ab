"""What people read and write in a project: wiki, dashboards, insights, webapps, library, Git."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, cast, overload

from dataikuapi._args import check_dict, check_str
from dataikuapi._listing import identity
from dataikuapi.aio.dss._project.base import AsyncProjectBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.dashboard import AsyncDSSDashboard, AsyncDSSDashboardListItem
    from dataikuapi.aio.dss.insight import AsyncDSSInsight, AsyncDSSInsightListItem
    from dataikuapi.aio.dss.projectgit import AsyncDSSProjectGit
    from dataikuapi.aio.dss.projectlibrary import AsyncDSSLibrary
    from dataikuapi.aio.dss.webapp import AsyncDSSWebApp, AsyncDSSWebAppListItem
    from dataikuapi.aio.dss.wiki import AsyncDSSWiki

WEBAPP_TYPES = ("STANDARD", "BOKEH", "DASH", "STREAMLIT", "SHINY")
AS_TYPES = ("listitems", "objects")


def check_as_type(as_type: str) -> None:
    """Requires a known way to give a list.

    Args:
        as_type: what the caller gave.

    Raises:
        ValueError: it is not known.
    """
    if as_type not in AS_TYPES:
        raise ValueError(f"Unknown as_type: {as_type!r} is none of {', '.join(AS_TYPES)}")


class AsyncProjectContent(AsyncProjectBase):
    """Methods on what people read and write in a project."""

    def get_wiki(self) -> AsyncDSSWiki:
        """Gives a handle on the wiki of this project; nothing is asked of DSS.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.wiki import AsyncDSSWiki

        return AsyncDSSWiki(self.client, self.project_key)

    def get_project_git(self) -> AsyncDSSProjectGit:
        """Gives a handle on the Git repository of this project; nothing is asked of DSS.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.projectgit import AsyncDSSProjectGit

        return AsyncDSSProjectGit(self.client, self.project_key)

    async def get_library(self) -> AsyncDSSLibrary:
        """Reads the tree of the library of this project.

        Operation: `project_library_list_contents`.

        Returns:
            The handle of the library.
        """
        from dataikuapi.aio.dss.projectlibrary import AsyncDSSLibrary

        request = api.project_library.project_library_list_contents.build_request(self.project_key)
        contents = cast("Any", await self.client.rest.json(request))
        return AsyncDSSLibrary(self.client, self.project_key, contents)

    @overload
    async def list_webapps(
        self, as_type: Literal["listitems"] = "listitems"
    ) -> list[AsyncDSSWebAppListItem]: ...
    @overload
    async def list_webapps(self, as_type: Literal["objects"]) -> list[AsyncDSSWebApp]: ...
    async def list_webapps(
        self, as_type: str = "listitems"
    ) -> list[AsyncDSSWebAppListItem] | list[AsyncDSSWebApp]:
        """Lists the webapps of this project.

        Operation: `webapp_list`.

        Args:
            as_type: `listitems` for dicts with a little more, `objects` for handles.

        Returns:
            The webapps.

        Raises:
            ValueError: `as_type` is neither; nothing was asked.
        """
        from dataikuapi.aio.dss.webapp import AsyncDSSWebAppListItem

        check_as_type(as_type)
        request = api.webapp.webapp_list.build_request(self.project_key)
        found: Any = await self.client.rest.json(request)
        if as_type == "objects":
            return [self.get_webapp(identity(request.operation, each, "id")) for each in found]
        return [AsyncDSSWebAppListItem(self.client, each) for each in found]

    def get_webapp(self, webapp_id: str) -> AsyncDSSWebApp:
        """Gives a handle on a webapp; nothing is asked of DSS.

        Args:
            webapp_id: identifier of the webapp.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.webapp import AsyncDSSWebApp

        return AsyncDSSWebApp(self.client, self.project_key, webapp_id)

    async def create_webapp(self, name: str, webapp_type: str = "STANDARD") -> AsyncDSSWebApp:
        """Creates a webapp. Needs DSS 14.7.

        Operation: `webapp_create`.

        Args:
            name: name of the webapp.
            webapp_type: `STANDARD`, `BOKEH`, `DASH`, `STREAMLIT` or `SHINY`.

        Returns:
            The handle of the webapp.

        Raises:
            ValueError: there is no such type; nothing was sent.
        """
        if webapp_type not in WEBAPP_TYPES:
            known = ", ".join(WEBAPP_TYPES)
            raise ValueError(f"webapp_type {webapp_type!r} is not supported: it is one of {known}")
        body = {"name": check_str("name", name), "type": webapp_type}
        request = api.webapp.webapp_create.build_request(self.project_key, body=body)
        return self.get_webapp((await self.client.rest.json(request))["webAppId"])

    @overload
    async def list_dashboards(
        self, as_type: Literal["listitems"] = "listitems"
    ) -> list[AsyncDSSDashboardListItem]: ...
    @overload
    async def list_dashboards(self, as_type: Literal["objects"]) -> list[AsyncDSSDashboard]: ...
    async def list_dashboards(
        self, as_type: str = "listitems"
    ) -> list[AsyncDSSDashboardListItem] | list[AsyncDSSDashboard]:
        """Lists the dashboards of this project that the caller may see.

        Operation: `dashboard_list`.

        Args:
            as_type: `listitems` for dicts with a little more, `objects` for handles.

        Returns:
            The dashboards.

        Raises:
            ValueError: `as_type` is neither; nothing was asked.
        """
        from dataikuapi.aio.dss.dashboard import AsyncDSSDashboardListItem

        check_as_type(as_type)
        request = api.dashboard.dashboard_list.build_request(self.project_key)
        found: Any = await self.client.rest.json(request)
        if as_type == "objects":
            return [self.get_dashboard(identity(request.operation, each, "id")) for each in found]
        return [AsyncDSSDashboardListItem(self.client, each) for each in found]

    def get_dashboard(self, dashboard_id: str) -> AsyncDSSDashboard:
        """Gives a handle on a dashboard; nothing is asked of DSS.

        Args:
            dashboard_id: identifier of the dashboard.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.dashboard import AsyncDSSDashboard

        return AsyncDSSDashboard(self.client, self.project_key, dashboard_id)

    async def create_dashboard(
        self, dashboard_name: str, settings: Mapping[str, Any] | None = None
    ) -> AsyncDSSDashboard:
        """Creates a dashboard.

        Operation: `dashboard_create`.

        Args:
            dashboard_name: its name; several may have the same.
            settings: the definition, as the settings of another dashboard show it; without it,
                one without pages.

        Returns:
            The handle of the dashboard.
        """
        body: dict[str, Any] = {"pages": []}
        if settings is not None:
            body = dict(check_dict("settings", settings))
        body["name"] = check_str("dashboard_name", dashboard_name)
        request = api.dashboard.dashboard_create.build_request(self.project_key, body=body)
        made = await self.client.rest.json(request)
        return self.get_dashboard(identity(request.operation, made, "id"))

    @overload
    async def list_insights(
        self, as_type: Literal["listitems"] = "listitems"
    ) -> list[AsyncDSSInsightListItem]: ...
    @overload
    async def list_insights(self, as_type: Literal["objects"]) -> list[AsyncDSSInsight]: ...
    async def list_insights(
        self, as_type: str = "listitems"
    ) -> list[AsyncDSSInsightListItem] | list[AsyncDSSInsight]:
        """Lists the insights of this project that the caller may see.

        Operation: `insight_list`.

        Args:
            as_type: `listitems` for dicts with a little more, `objects` for handles.

        Returns:
            The insights.

        Raises:
            ValueError: `as_type` is neither; nothing was asked.
        """
        from dataikuapi.aio.dss.insight import AsyncDSSInsightListItem

        check_as_type(as_type)
        request = api.insight.insight_list.build_request(self.project_key)
        found: Any = await self.client.rest.json(request)
        if as_type == "objects":
            return [self.get_insight(identity(request.operation, each, "id")) for each in found]
        return [AsyncDSSInsightListItem(self.client, each) for each in found]

    def get_insight(self, insight_id: str) -> AsyncDSSInsight:
        """Gives a handle on an insight; nothing is asked of DSS.

        Args:
            insight_id: identifier of the insight.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.insight import AsyncDSSInsight

        return AsyncDSSInsight(self.client, self.project_key, insight_id)

    async def create_insight(self, creation_info: Mapping[str, Any]) -> AsyncDSSInsight:
        """Creates an insight.

        Operation: `insight_create`.

        Args:
            creation_info: the definition, as the settings of another insight show it.

        Returns:
            The handle of the insight.

        Raises:
            DSSBadRequest: the definition has no type.
        """
        body = {"insightPrototype": check_dict("creation_info", creation_info)}
        request = api.insight.insight_create.build_request(self.project_key, body=body)
        made = await self.client.rest.json(request)
        return self.get_insight(identity(request.operation, made, "id"))
