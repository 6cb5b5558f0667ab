# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_project/links.py. Do not edit.
"""What hangs on a project without being it: notebooks, discussions, application, plugins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, overload

from dataikuapi._listing import identity
from dataikuapi.dss._project.base import ProjectBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.app import DSSAppManifest
    from dataikuapi.dss.discussion import DSSObjectDiscussions
    from dataikuapi.dss.future import DSSFuture
    from dataikuapi.dss.notebook import DSSNotebook
    from dataikuapi.dss.pluginusages import DSSPluginUsagesListItem
    from dataikuapi_rest.dicts import NotebookState


class ProjectLinks(ProjectBase):
    """Methods on what hangs on a project."""

    def sync_datasets_acls(self) -> DSSFuture:
        """Starts to write the permissions of the HDFS datasets again. Needs an administrator.

        Operation: `project_sync_acls`.

        Returns:
            The task that does it.
        """
        from dataikuapi.dss.future import DSSFuture

        request = api.project.project_sync_acls.build_request(self.project_key)
        return DSSFuture.from_resp(self.client, self.client.rest.json(request))

    @overload
    def list_running_notebooks(self, as_objects: Literal[True] = True) -> list[DSSNotebook]: ...
    @overload
    def list_running_notebooks(self, as_objects: Literal[False]) -> list[NotebookState]: ...
    @overload
    def list_running_notebooks(
        self, as_objects: bool = True
    ) -> list[DSSNotebook] | list[NotebookState]: ...
    def list_running_notebooks(
        self, as_objects: bool = True
    ) -> list[DSSNotebook] | list[NotebookState]:
        """Lists the notebooks of this project that run.

        Operation: `notebook_list_active`.

        Args:
            as_objects: whether handles are given instead of dicts.

        Returns:
            The notebooks.
        """
        request = api.notebook.notebook_list_active.build_request(self.project_key)
        found = self.client.rest.json(request)
        if not as_objects:
            return found
        from dataikuapi.dss.notebook import DSSNotebook

        return [
            DSSNotebook(
                self.client,
                each.get("projectKey") or self.project_key,
                identity(request.operation, each, "name"),
                each,
            )
            for each in found
        ]

    def get_object_discussions(self) -> DSSObjectDiscussions:
        """Gives a handle on the discussions on this project; nothing is asked of DSS.

        Returns:
            The handle.
        """
        return self.client.get_object_discussions(self.project_key, "PROJECT", self.project_key)

    def get_app_manifest(self) -> DSSAppManifest:
        """Reads the manifest of the application that this project is, or is an instance of.

        Operation: `app_get_project_manifest`.

        Returns:
            The manifest.

        Raises:
            DSSAPIError: the project is neither.
        """
        from dataikuapi.dss.app import DSSAppManifest

        raw = self.client.rest.json(
            api.app.app_get_project_manifest.build_request(self.project_key)
        )
        return DSSAppManifest(self.client, raw, self.project_key)

    def list_plugins_usages(self) -> list[DSSPluginUsagesListItem]:
        """Lists the plugins that this project uses. Needs an administrator of the project.

        Operation: `plugin_list_project_usages`.

        Returns:
            For each plugin, what of it is used where.
        """
        from dataikuapi.dss.pluginusages import DSSPluginUsagesListItem

        request = api.plugin.plugin_list_project_usages.build_request(self.project_key)
        found = self.client.rest.json(request)
        return [DSSPluginUsagesListItem(each) for each in found]
