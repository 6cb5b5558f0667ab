"""What hangs on a project without being it: notebooks, discussions, application, plugins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, overload

from dataikuapi._listing import identity
from dataikuapi.aio.dss._project.base import AsyncProjectBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.app import AsyncDSSAppManifest
    from dataikuapi.aio.dss.discussion import AsyncDSSObjectDiscussions
    from dataikuapi.aio.dss.future import AsyncDSSFuture
    from dataikuapi.aio.dss.notebook import AsyncDSSNotebook
    from dataikuapi.dss.pluginusages import DSSPluginUsagesListItem
    from dataikuapi_rest.dicts import NotebookState


class AsyncProjectLinks(AsyncProjectBase):
    """Methods on what hangs on a project."""

    async def sync_datasets_acls(self) -> AsyncDSSFuture:
        """Starts to write the permissions of the HDFS datasets again. Needs an administrator.

        Operation: `project_sync_acls`.

        Returns:
            The task that does it.
        """
        from dataikuapi.aio.dss.future import AsyncDSSFuture

        request = api.project.project_sync_acls.build_request(self.project_key)
        return AsyncDSSFuture.from_resp(self.client, await self.client.rest.json(request))

    @overload
    async def list_running_notebooks(
        self, as_objects: Literal[True] = True
    ) -> list[AsyncDSSNotebook]: ...
    @overload
    async def list_running_notebooks(self, as_objects: Literal[False]) -> list[NotebookState]: ...
    @overload
    async def list_running_notebooks(
        self, as_objects: bool = True
    ) -> list[AsyncDSSNotebook] | list[NotebookState]: ...
    async def list_running_notebooks(
        self, as_objects: bool = True
    ) -> list[AsyncDSSNotebook] | list[NotebookState]:
        """Lists the notebooks of this project that run.

        Operation: `notebook_list_active`.

        Args:
            as_objects: whether handles are given instead of dicts.

        Returns:
            The notebooks.
        """
        request = api.notebook.notebook_list_active.build_request(self.project_key)
        found = await self.client.rest.json(request)
        if not as_objects:
            return found
        from dataikuapi.aio.dss.notebook import AsyncDSSNotebook

        return [
            AsyncDSSNotebook(
                self.client,
                each.get("projectKey") or self.project_key,
                identity(request.operation, each, "name"),
                each,
            )
            for each in found
        ]

    def get_object_discussions(self) -> AsyncDSSObjectDiscussions:
        """Gives a handle on the discussions on this project; nothing is asked of DSS.

        Returns:
            The handle.
        """
        return self.client.get_object_discussions(self.project_key, "PROJECT", self.project_key)

    async def get_app_manifest(self) -> AsyncDSSAppManifest:
        """Reads the manifest of the application that this project is, or is an instance of.

        Operation: `app_get_project_manifest`.

        Returns:
            The manifest.

        Raises:
            DSSAPIError: the project is neither.
        """
        from dataikuapi.aio.dss.app import AsyncDSSAppManifest

        raw = await self.client.rest.json(
            api.app.app_get_project_manifest.build_request(self.project_key)
        )
        return AsyncDSSAppManifest(self.client, raw, self.project_key)

    async def list_plugins_usages(self) -> list[DSSPluginUsagesListItem]:
        """Lists the plugins that this project uses. Needs an administrator of the project.

        Operation: `plugin_list_project_usages`.

        Returns:
            For each plugin, what of it is used where.
        """
        from dataikuapi.dss.pluginusages import DSSPluginUsagesListItem

        request = api.plugin.plugin_list_project_usages.build_request(self.project_key)
        found = await self.client.rest.json(request)
        return [DSSPluginUsagesListItem(each) for each in found]
