"""Plugins of the instance."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from dataikuapi._args import check_name, check_str
from dataikuapi.aio._client.base import AsyncCallsBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    import os

    from dataikuapi._uploads import AsyncUpload
    from dataikuapi.aio._stream import AsyncDSSStream
    from dataikuapi.aio.dss.future import AsyncDSSFuture
    from dataikuapi.aio.dss.plugin import AsyncDSSPlugin
    from dataikuapi_rest.dicts import PluginListItem


class AsyncPluginsCalls(AsyncCallsBase):
    """Client methods for plugins."""

    async def list_plugins(self) -> list[PluginListItem]:
        """Lists the installed plugins.

        Operation: `plugin_list`.

        Returns:
            The plugins, as dicts with at least `id`.
        """
        return await self.rest.json(api.plugin.plugin_list.build_request())

    async def download_plugin_stream(self, plugin_id: str) -> AsyncDSSStream:
        """Downloads a development plugin.

        Operation: `plugin_download`.

        Args:
            plugin_id: identifier of the plugin.

        Returns:
            The zip archive as a stream, to be closed by the caller.

        Raises:
            DSSNotFound: no plugin has this identifier.
        """
        check_name("plugin_id", plugin_id)
        return await self.rest.stream(api.plugin.plugin_download.build_request(plugin_id))

    async def download_plugin_to_file(
        self, plugin_id: str, path: str | os.PathLike[str] | IO[bytes], *, progress: bool = False
    ) -> None:
        """Downloads a development plugin into a local file.

        Operation: `plugin_download`.

        Args:
            plugin_id: identifier of the plugin.
            path: path of the zip archive to write; one that exists is replaced; or a file opened
                for writing bytes.
            progress: whether to show a progress bar.

        Raises:
            DSSNotFound: no plugin has this identifier.
            FileNotFoundError: the folder of the file does not exist; nothing was asked.
        """
        from dataikuapi.aio._download import download

        check_name("plugin_id", plugin_id)
        await download(
            self.rest, api.plugin.plugin_download.build_request(plugin_id), path, progress=progress
        )

    async def install_plugin_from_archive(self, fp: AsyncUpload, *, progress: bool = False) -> None:
        """Installs a plugin from a zip archive and waits until it is installed.

        Operation: `plugin_install_from_zip`.

        Args:
            fp: the zip archive: a file opened in binary mode, which is sent as it is read, the
                path of one (`pathlib.Path`), bytes, or an iterable of bytes.
            progress: whether to show a progress bar.

        Raises:
            DSSBadRequest: it is no plugin.
        """
        from dataikuapi._uploads import uploading

        with uploading("fp", fp, progress=progress) as content:
            request = api.plugin.plugin_install_from_zip.build_request(body={"file": content})
            await self.rest.json(request)

    async def start_install_plugin_from_archive(
        self, fp: AsyncUpload, *, progress: bool = False
    ) -> AsyncDSSFuture:
        """Starts to install a plugin from a zip archive.

        Operation: `plugin_start_install_from_zip`.

        Args:
            fp: the zip archive: a file opened in binary mode, which is sent as it is read, the
                path of one (`pathlib.Path`), bytes, or an iterable of bytes.
            progress: whether to show a progress bar.

        Returns:
            The task that installs it.

        Raises:
            DSSBadRequest: it is no plugin.
        """
        from dataikuapi._uploads import uploading
        from dataikuapi.aio.dss.future import AsyncDSSFuture

        install = api.plugin.plugin_start_install_from_zip.build_request
        with uploading("fp", fp, progress=progress) as content:
            state = await self.rest.json(install(body={"file": content}))
        return AsyncDSSFuture.from_resp(self._client, state)

    async def install_plugin_from_store(self, plugin_id: str) -> AsyncDSSFuture:
        """Starts to install a plugin from the store.

        Operation: `plugin_install_from_store`.

        Args:
            plugin_id: identifier of the plugin in the store.

        Returns:
            The task that installs it; it fails when the store has no such plugin.
        """
        from dataikuapi.aio.dss.future import AsyncDSSFuture

        body = {"pluginId": check_str("plugin_id", plugin_id)}
        state = await self.rest.json(api.plugin.plugin_install_from_store.build_request(body=body))
        return AsyncDSSFuture.from_resp(self._client, state)

    async def install_plugin_from_git(
        self, repository_url: str, checkout: str = "master", subpath: str | None = None
    ) -> AsyncDSSFuture:
        """Starts to install a plugin from a Git repository that DSS may reach.

        Operation: `plugin_install_from_git`.

        Args:
            repository_url: address of the repository.
            checkout: branch, tag or commit.
            subpath: folder of the repository that holds `plugin.json`, if not its top.

        Returns:
            The task that installs it.
        """
        from dataikuapi.aio.dss.future import AsyncDSSFuture

        body = {
            "gitRepositoryUrl": check_str("repository_url", repository_url),
            "gitCheckout": checkout,
            "gitSubpath": subpath,
        }
        state = await self.rest.json(api.plugin.plugin_install_from_git.build_request(body=body))
        return AsyncDSSFuture.from_resp(self._client, state)

    def get_plugin(self, plugin_id: str) -> AsyncDSSPlugin:
        """Gives a handle on a plugin; nothing is asked of DSS.

        Args:
            plugin_id: identifier of the plugin.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.plugin import AsyncDSSPlugin

        return AsyncDSSPlugin(self._client, plugin_id)
