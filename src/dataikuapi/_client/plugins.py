# Derived by `tox -e generate` from src/dataikuapi/aio/_client/plugins.py. Do not edit.
"""Plugins of the instance."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from dataikuapi._args import check_name, check_str
from dataikuapi._client.base import CallsBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    import os

    from dataikuapi._stream import DSSStream
    from dataikuapi._uploads import Upload
    from dataikuapi.dss.future import DSSFuture
    from dataikuapi.dss.plugin import DSSPlugin
    from dataikuapi_rest.dicts import PluginListItem


class PluginsCalls(CallsBase):
    """Client methods for plugins."""

    def list_plugins(self) -> list[PluginListItem]:
        """Lists the installed plugins.

        Operation: `plugin_list`.

        Returns:
            The plugins, as dicts with at least `id`.
        """
        return self.rest.json(api.plugin.plugin_list.build_request())

    def download_plugin_stream(self, plugin_id: str) -> DSSStream:
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
        return self.rest.stream(api.plugin.plugin_download.build_request(plugin_id))

    def download_plugin_to_file(
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
        from dataikuapi._download import download

        check_name("plugin_id", plugin_id)
        download(
            self.rest, api.plugin.plugin_download.build_request(plugin_id), path, progress=progress
        )

    def install_plugin_from_archive(self, fp: Upload, *, progress: bool = False) -> None:
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
            self.rest.json(request)

    def start_install_plugin_from_archive(self, fp: Upload, *, progress: bool = False) -> DSSFuture:
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
        from dataikuapi.dss.future import DSSFuture

        install = api.plugin.plugin_start_install_from_zip.build_request
        with uploading("fp", fp, progress=progress) as content:
            state = self.rest.json(install(body={"file": content}))
        return DSSFuture.from_resp(self._client, state)

    def install_plugin_from_store(self, plugin_id: str) -> DSSFuture:
        """Starts to install a plugin from the store.

        Operation: `plugin_install_from_store`.

        Args:
            plugin_id: identifier of the plugin in the store.

        Returns:
            The task that installs it; it fails when the store has no such plugin.
        """
        from dataikuapi.dss.future import DSSFuture

        body = {"pluginId": check_str("plugin_id", plugin_id)}
        state = self.rest.json(api.plugin.plugin_install_from_store.build_request(body=body))
        return DSSFuture.from_resp(self._client, state)

    def install_plugin_from_git(
        self, repository_url: str, checkout: str = "master", subpath: str | None = None
    ) -> DSSFuture:
        """Starts to install a plugin from a Git repository that DSS may reach.

        Operation: `plugin_install_from_git`.

        Args:
            repository_url: address of the repository.
            checkout: branch, tag or commit.
            subpath: folder of the repository that holds `plugin.json`, if not its top.

        Returns:
            The task that installs it.
        """
        from dataikuapi.dss.future import DSSFuture

        body = {
            "gitRepositoryUrl": check_str("repository_url", repository_url),
            "gitCheckout": checkout,
            "gitSubpath": subpath,
        }
        state = self.rest.json(api.plugin.plugin_install_from_git.build_request(body=body))
        return DSSFuture.from_resp(self._client, state)

    def get_plugin(self, plugin_id: str) -> DSSPlugin:
        """Gives a handle on a plugin; nothing is asked of DSS.

        Args:
            plugin_id: identifier of the plugin.

        Returns:
            The handle.
        """
        from dataikuapi.dss.plugin import DSSPlugin

        return DSSPlugin(self._client, plugin_id)
