"""Plugins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dataikuapi._args import check_str
from dataikuapi._compat import chunks_of
from dataikuapi._lazy import lazy
from dataikuapi._paths import inner_path
from dataikuapi._uploads import uploading
from dataikuapi_rest import api

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dataikuapi._uploads import AsyncUpload
    from dataikuapi.aio._stream import AsyncDSSStream
    from dataikuapi.aio.dss.future import AsyncDSSFuture
    from dataikuapi.aio.dss.pluginpresets import (
        AsyncDSSPluginParameterSet as AsyncDSSPluginParameterSet,
    )
    from dataikuapi.aio.dss.pluginpresets import (
        AsyncDSSPluginParameterSetBase as AsyncDSSPluginParameterSetBase,
    )
    from dataikuapi.aio.dss.pluginpresets import AsyncDSSPluginPreset as AsyncDSSPluginPreset
    from dataikuapi.aio.dss.pluginpresets import (
        AsyncDSSPluginProjectParameterSet as AsyncDSSPluginProjectParameterSet,
    )
    from dataikuapi.aio.dss.pluginsettings import (
        AsyncDSSPluginProjectSettings as AsyncDSSPluginProjectSettings,
    )
    from dataikuapi.aio.dss.pluginsettings import AsyncDSSPluginSettings as AsyncDSSPluginSettings
    from dataikuapi.aio.dss.pluginsettings import (
        AsyncDSSPluginSettingsBase as AsyncDSSPluginSettingsBase,
    )
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi.dss.pluginusages import DSSMissingType as DSSMissingType
    from dataikuapi.dss.pluginusages import DSSPluginUsage as DSSPluginUsage
    from dataikuapi.dss.pluginusages import DSSPluginUsages as DSSPluginUsages
    from dataikuapi.dss.pluginusages import DSSPluginUsagesListItem as DSSPluginUsagesListItem
    from dataikuapi_rest.dicts import PluginFile
    from dataikuapi_rest.operation import EndpointRequest


class AsyncDSSPlugin:
    """A plugin of the DSS instance. Get it from :meth:`AsyncDSSClient.get_plugin`.

    Its calls need an administrator's key, the right to develop plugins, or a user who is an
    administrator of the plugin.

    Attributes:
        client: the client that made this handle.
        plugin_id: identifier of the plugin.
    """

    def __init__(self, client: AsyncDSSClient, plugin_id: str) -> None:
        self.client = client
        self.plugin_id = plugin_id

    async def get_settings(self) -> AsyncDSSPluginSettings:
        """Reads the settings of the plugin on this instance.

        Operation: `plugin_get_settings`.

        Returns:
            The settings, to be changed and saved.

        Raises:
            DSSNotFound: no plugin has this identifier.
        """
        from dataikuapi.aio.dss.pluginsettings import AsyncDSSPluginSettings

        request = api.plugin.plugin_get_settings.build_request(self.plugin_id)
        return AsyncDSSPluginSettings(
            self.client, self.plugin_id, await self.client.rest.json(request)
        )

    async def get_project_settings(self, project_key: str) -> AsyncDSSPluginProjectSettings:
        """Reads the settings of the plugin in one project.

        Operation: `plugin_get_settings`.

        Args:
            project_key: key of the project.

        Returns:
            The settings, to be changed and saved.

        Raises:
            DSSNotFound: no plugin has this identifier, or no project this key.
        """
        from dataikuapi.aio.dss.pluginsettings import AsyncDSSPluginProjectSettings

        request = api.plugin.plugin_get_settings.build_request(
            self.plugin_id, project_key=check_str("project_key", project_key)
        )
        settings = await self.client.rest.json(request)
        return AsyncDSSPluginProjectSettings(self.client, self.plugin_id, settings, project_key)

    async def create_code_env(
        self, python_interpreter: str | None = None, conda: bool = False
    ) -> AsyncDSSFuture:
        """Starts to create the code environment of the plugin.

        The plugin does not use it before its settings say so.
        Operation: `plugin_create_code_env`.

        Example:
            future = await plugin.create_code_env()
            created = await future.wait_for_result()
            settings = await plugin.get_settings()
            settings.set_code_env(created["envName"])
            await settings.save()

        Args:
            python_interpreter: version of Python, such as PYTHON311; the plugin's own choice
                without it.
            conda: whether Conda makes the environment.

        Returns:
            The task that creates it; its result has the name, `envName`.
        """
        body = {
            "deploymentMode": "PLUGIN_MANAGED",
            "conda": conda,
            "pythonInterpreter": python_interpreter,
        }
        return await self._start(
            api.plugin.plugin_create_code_env.build_request(self.plugin_id, body=body)
        )

    async def update_code_env(self) -> AsyncDSSFuture:
        """Starts to update the code environment to what the plugin asks for now.

        Operation: `plugin_update_code_env`.

        Returns:
            The task that updates it.
        """
        return await self._start(api.plugin.plugin_update_code_env.build_request(self.plugin_id))

    async def update_from_zip(self, fp: AsyncUpload, *, progress: bool = False) -> None:
        """Updates the plugin from a zip archive and waits until it is updated.

        Operation: `plugin_update_from_zip`.

        Args:
            fp: the zip archive: a file opened in binary mode, which is sent as it is read, the
                path of one (`pathlib.Path`), bytes, or an iterable of bytes.
            progress: whether to show a progress bar.

        Raises:
            DSSBadRequest: it is not this plugin.
        """
        update = api.plugin.plugin_update_from_zip.build_request
        with uploading("fp", fp, progress=progress) as content:
            await self.client.rest.json(update(self.plugin_id, body={"file": content}))

    async def start_update_from_zip(
        self, fp: AsyncUpload, *, progress: bool = False
    ) -> AsyncDSSFuture:
        """Starts to update the plugin from a zip archive.

        Operation: `plugin_start_update_from_zip`.

        Args:
            fp: the zip archive: a file opened in binary mode, which is sent as it is read, the
                path of one (`pathlib.Path`), bytes, or an iterable of bytes.
            progress: whether to show a progress bar.

        Returns:
            The task that updates it.
        """
        update = api.plugin.plugin_start_update_from_zip.build_request
        with uploading("fp", fp, progress=progress) as content:
            return await self._start(update(self.plugin_id, body={"file": content}))

    async def update_from_store(self) -> AsyncDSSFuture:
        """Starts to update the plugin to the version of the store.

        Operation: `plugin_update_from_store`.

        Returns:
            The task that updates it.
        """
        return await self._start(api.plugin.plugin_update_from_store.build_request(self.plugin_id))

    async def update_from_git(
        self, repository_url: str, checkout: str = "master", subpath: str | None = None
    ) -> AsyncDSSFuture:
        """Starts to update the plugin from a Git repository that DSS may reach.

        Operation: `plugin_update_from_git`.

        Args:
            repository_url: address of the repository.
            checkout: branch, tag or commit.
            subpath: folder of the repository that holds `plugin.json`, if not its top.

        Returns:
            The task that updates it.
        """
        body = {
            "gitRepositoryUrl": check_str("repository_url", repository_url),
            "gitCheckout": checkout,
            "gitSubpath": subpath,
        }
        return await self._start(
            api.plugin.plugin_update_from_git.build_request(self.plugin_id, body=body)
        )

    async def list_usages(self, project_key: str | None = None) -> DSSPluginUsages:
        """Lists what uses the plugin.

        Operation: `plugin_list_usages`.

        Args:
            project_key: key of the only project to look in; all projects without it.

        Returns:
            The usages.
        """
        from dataikuapi.dss.pluginusages import DSSPluginUsages

        request = api.plugin.plugin_list_usages.build_request(
            self.plugin_id, project_key=project_key
        )
        return DSSPluginUsages(await self.client.rest.json(request))

    async def delete(self, force: bool = False) -> AsyncDSSFuture:
        """Starts to delete the plugin.

        Operation: `plugin_delete`.

        Args:
            force: whether to delete it although it is used, or although its usages could not be
                found out.

        Returns:
            The task that deletes it; it fails when the plugin is used and `force` is not given.
        """
        request = api.plugin.plugin_delete.build_request(self.plugin_id, body={"force": force})
        return await self._start(request)

    async def list_files(self) -> list[PluginFile]:
        """Lists the files of a development plugin.

        Operation: `plugin_list_files`.

        Returns:
            Files and folders as dicts with `name` and `path`; a folder has its own in `children`.
        """
        return await self.client.rest.json(
            api.plugin.plugin_list_files.build_request(self.plugin_id)
        )

    async def get_file(self, path: str) -> AsyncDSSStream:
        """Reads a file of a development plugin.

        Operation: `plugin_get_file`.

        Example:
            async with await plugin.get_file("code-env/python/desc.json") as stream:
                desc = json.loads(await stream.read())

        Args:
            path: path of the file from the root of the plugin; a slash before it does no harm.

        Returns:
            The file as a stream, to be closed by the caller.

        Raises:
            DSSNotFound: the plugin has no such file.
        """
        request = api.plugin.plugin_get_file.build_request(self.plugin_id, inner_path("path", path))
        return await self.client.rest.stream(request)

    async def put_file(self, path: str, f: AsyncUpload, *, progress: bool = False) -> None:
        """Writes a file of a development plugin.

        Operation: `plugin_put_file`.

        Args:
            path: path of the file from the root of the plugin; a slash before it does no harm.
            f: the content: a file opened in binary mode, which is sent as it is read, the path of
                one (`pathlib.Path`), bytes, or an iterable of bytes.
            progress: whether to show a progress bar.
        """
        target = inner_path("path", path)
        put = api.plugin.plugin_put_file.build_request
        with uploading("f", f, progress=progress) as content:
            body = content if hasattr(content, "__iter__") else chunks_of(content)
            await self.client.rest.empty(put(self.plugin_id, target, body=body))

    async def rename_file(self, path: str, new_name: str) -> None:
        """Gives a file or folder of a development plugin a new name.

        Operation: `plugin_rename_file`.

        Args:
            path: its path from the root of the plugin.
            new_name: its new name, without folders.

        Raises:
            DSSNotFound: the plugin has no such file.
        """
        body = {
            "oldPath": check_str("path", path),
            "newName": check_str("new_name", new_name),
        }
        request = api.plugin.plugin_rename_file.build_request(self.plugin_id, body=body)
        await self.client.rest.empty(request)

    async def move_file(self, path: str, new_path: str) -> None:
        """Moves a file or folder of a development plugin.

        Operation: `plugin_move_file`.

        Args:
            path: its path from the root of the plugin.
            new_path: its new path from the root of the plugin.

        Raises:
            DSSNotFound: the plugin has no such file.
        """
        body = {
            "oldPath": check_str("path", path),
            "newPath": check_str("new_path", new_path),
        }
        request = api.plugin.plugin_move_file.build_request(self.plugin_id, body=body)
        await self.client.rest.empty(request)

    async def _start(self, request: EndpointRequest[Any]) -> AsyncDSSFuture:
        """Sends what starts a task, and gives the task."""
        from dataikuapi.aio.dss.future import AsyncDSSFuture

        state: Mapping[str, Any] = await self.client.rest.json(request)
        return AsyncDSSFuture.from_resp(self.client, state)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} plugin_id={self.plugin_id!r}>"


_PRESETS = "dataikuapi.aio.dss.pluginpresets"
_SETTINGS = "dataikuapi.aio.dss.pluginsettings"
_USAGES = "dataikuapi.dss.pluginusages"
if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(
        __name__,
        {
            "AsyncDSSPluginParameterSet": _PRESETS,
            "AsyncDSSPluginParameterSetBase": _PRESETS,
            "AsyncDSSPluginPreset": _PRESETS,
            "AsyncDSSPluginProjectParameterSet": _PRESETS,
            "AsyncDSSPluginProjectSettings": _SETTINGS,
            "AsyncDSSPluginSettings": _SETTINGS,
            "AsyncDSSPluginSettingsBase": _SETTINGS,
            "DSSMissingType": _USAGES,
            "DSSPluginUsage": _USAGES,
            "DSSPluginUsages": _USAGES,
            "DSSPluginUsagesListItem": _USAGES,
        },
    )
