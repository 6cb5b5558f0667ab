# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_project/content.py. Do not edit.
"""What people read and write in a project: wiki, dashboards, insights, webapps, library, Git."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, cast, overload

from dataikuapi._args import check_dict, check_str
from dataikuapi._listing import identity
from dataikuapi.dss._project.base import ProjectBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.dashboard import DSSDashboard, DSSDashboardListItem
    from dataikuapi.dss.insight import DSSInsight, DSSInsightListItem
    from dataikuapi.dss.projectgit import DSSProjectGit
    from dataikuapi.dss.projectlibrary import DSSLibrary
    from dataikuapi.dss.webapp import DSSWebApp, DSSWebAppListItem
    from dataikuapi.dss.wiki import DSSWiki

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


class ProjectContent(ProjectBase):
    """Methods on what people read and write in a project."""

    def get_wiki(self) -> DSSWiki:
        """Gives a handle on the wiki of this project; nothing is asked of DSS.

        Returns:
            The handle.
        """
        from dataikuapi.dss.wiki import DSSWiki

        return DSSWiki(self.client, self.project_key)

    def get_project_git(self) -> DSSProjectGit:
        """Gives a handle on the Git repository of this project; nothing is asked of DSS.

        Returns:
            The handle.
        """
        from dataikuapi.dss.projectgit import DSSProjectGit

        return DSSProjectGit(self.client, self.project_key)

    def get_library(self) -> DSSLibrary:
        """Reads the tree of the library of this project.

        Operation: `project_library_list_contents`.

        Returns:
            The handle of the library.
        """
        from dataikuapi.dss.projectlibrary import DSSLibrary

        request = api.project_library.project_library_list_contents.build_request(self.project_key)
        contents = cast("Any", self.client.rest.json(request))
        return DSSLibrary(self.client, self.project_key, contents)

    @overload
    def list_webapps(
        self, as_type: Literal["listitems"] = "listitems"
    ) -> list[DSSWebAppListItem]: ...
    @overload
    def list_webapps(self, as_type: Literal["objects"]) -> list[DSSWebApp]: ...
    def list_webapps(self, as_type: str = "listitems") -> list[DSSWebAppListItem] | list[DSSWebApp]:
        """Lists the webapps of this project.

        Operation: `webapp_list`.

        Args:
            as_type: `listitems` for dicts with a little more, `objects` for handles.

        Returns:
            The webapps.

        Raises:
            ValueError: `as_type` is neither; nothing was asked.
        """
        from dataikuapi.dss.webapp import DSSWebAppListItem

        check_as_type(as_type)
        request = api.webapp.webapp_list.build_request(self.project_key)
        found: Any = self.client.rest.json(request)
        if as_type == "objects":
            return [self.get_webapp(identity(request.operation, each, "id")) for each in found]
        return [DSSWebAppListItem(self.client, each) for each in found]

    def get_webapp(self, webapp_id: str) -> DSSWebApp:
        """Gives a handle on a webapp; nothing is asked of DSS.

        Args:
            webapp_id: identifier of the webapp.

        Returns:
            The handle.
        """
        from dataikuapi.dss.webapp import DSSWebApp

        return DSSWebApp(self.client, self.project_key, webapp_id)

    def create_webapp(self, name: str, webapp_type: str = "STANDARD") -> DSSWebApp:
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
        return self.get_webapp((self.client.rest.json(request))["webAppId"])

    @overload
    def list_dashboards(
        self, as_type: Literal["listitems"] = "listitems"
    ) -> list[DSSDashboardListItem]: ...
    @overload
    def list_dashboards(self, as_type: Literal["objects"]) -> list[DSSDashboard]: ...
    def list_dashboards(
        self, as_type: str = "listitems"
    ) -> list[DSSDashboardListItem] | list[DSSDashboard]:
        """Lists the dashboards of this project that the caller may see.

        Operation: `dashboard_list`.

        Args:
            as_type: `listitems` for dicts with a little more, `objects` for handles.

        Returns:
            The dashboards.

        Raises:
            ValueError: `as_type` is neither; nothing was asked.
        """
        from dataikuapi.dss.dashboard import DSSDashboardListItem

        check_as_type(as_type)
        request = api.dashboard.dashboard_list.build_request(self.project_key)
        found: Any = self.client.rest.json(request)
        if as_type == "objects":
            return [self.get_dashboard(identity(request.operation, each, "id")) for each in found]
        return [DSSDashboardListItem(self.client, each) for each in found]

    def get_dashboard(self, dashboard_id: str) -> DSSDashboard:
        """Gives a handle on a dashboard; nothing is asked of DSS.

        Args:
            dashboard_id: identifier of the dashboard.

        Returns:
            The handle.
        """
        from dataikuapi.dss.dashboard import DSSDashboard

        return DSSDashboard(self.client, self.project_key, dashboard_id)

    def create_dashboard(
        self, dashboard_name: str, settings: Mapping[str, Any] | None = None
    ) -> DSSDashboard:
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
        made = self.client.rest.json(request)
        return self.get_dashboard(identity(request.operation, made, "id"))

    @overload
    def list_insights(
        self, as_type: Literal["listitems"] = "listitems"
    ) -> list[DSSInsightListItem]: ...
    @overload
    def list_insights(self, as_type: Literal["objects"]) -> list[DSSInsight]: ...
    def list_insights(
        self, as_type: str = "listitems"
    ) -> list[DSSInsightListItem] | list[DSSInsight]:
        """Lists the insights of this project that the caller may see.

        Operation: `insight_list`.

        Args:
            as_type: `listitems` for dicts with a little more, `objects` for handles.

        Returns:
            The insights.

        Raises:
            ValueError: `as_type` is neither; nothing was asked.
        """
        from dataikuapi.dss.insight import DSSInsightListItem

        check_as_type(as_type)
        request = api.insight.insight_list.build_request(self.project_key)
        found: Any = self.client.rest.json(request)
        if as_type == "objects":
            return [self.get_insight(identity(request.operation, each, "id")) for each in found]
        return [DSSInsightListItem(self.client, each) for each in found]

    def get_insight(self, insight_id: str) -> DSSInsight:
        """Gives a handle on an insight; nothing is asked of DSS.

        Args:
            insight_id: identifier of the insight.

        Returns:
            The handle.
        """
        from dataikuapi.dss.insight import DSSInsight

        return DSSInsight(self.client, self.project_key, insight_id)

    def create_insight(self, creation_info: Mapping[str, Any]) -> DSSInsight:
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
        made = self.client.rest.json(request)
        return self.get_insight(identity(request.operation, made, "id"))
