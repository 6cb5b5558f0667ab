# Derived by `tox -e generate` from src/dataikuapi/aio/dss/plugin.py. Do not edit.
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

    from dataikuapi._stream import DSSStream
    from dataikuapi._uploads import Upload
    from dataikuapi.dss.future import DSSFuture
    from dataikuapi.dss.pluginpresets import (
        DSSPluginParameterSet as DSSPluginParameterSet,
    )
    from dataikuapi.dss.pluginpresets import (
        DSSPluginParameterSetBase as DSSPluginParameterSetBase,
    )
    from dataikuapi.dss.pluginpresets import DSSPluginPreset as DSSPluginPreset
    from dataikuapi.dss.pluginpresets import (
        DSSPluginProjectParameterSet as DSSPluginProjectParameterSet,
    )
    from dataikuapi.dss.pluginsettings import (
        DSSPluginProjectSettings as DSSPluginProjectSettings,
    )
    from dataikuapi.dss.pluginsettings import DSSPluginSettings as DSSPluginSettings
    from dataikuapi.dss.pluginsettings import (
        DSSPluginSettingsBase as DSSPluginSettingsBase,
    )
    from dataikuapi.dss.pluginusages import DSSMissingType as DSSMissingType
    from dataikuapi.dss.pluginusages import DSSPluginUsage as DSSPluginUsage
    from dataikuapi.dss.pluginusages import DSSPluginUsages as DSSPluginUsages
    from dataikuapi.dss.pluginusages import DSSPluginUsagesListItem as DSSPluginUsagesListItem
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import PluginFile
    from dataikuapi_rest.operation import EndpointRequest


class DSSPlugin:
    """A plugin of the DSS instance. Get it from :meth:`DSSClient.get_plugin`.

    Its calls need an administrator's key, the right to develop plugins, or a user who is an
    administrator of the plugin.

    Attributes:
        client: the client that made this handle.
        plugin_id: identifier of the plugin.
    """

    def __init__(self, client: DSSClient, plugin_id: str) -> None:
        self.client = client
        self.plugin_id = plugin_id

    def get_settings(self) -> DSSPluginSettings:
        """Reads the settings of the plugin on this instance.

        Operation: `plugin_get_settings`.

        Returns:
            The settings, to be changed and saved.

        Raises:
            DSSNotFound: no plugin has this identifier.
        """
        from dataikuapi.dss.pluginsettings import DSSPluginSettings

        request = api.plugin.plugin_get_settings.build_request(self.plugin_id)
        return DSSPluginSettings(self.client, self.plugin_id, self.client.rest.json(request))

    def get_project_settings(self, project_key: str) -> DSSPluginProjectSettings:
        """Reads the settings of the plugin in one project.

        Operation: `plugin_get_settings`.

        Args:
            project_key: key of the project.

        Returns:
            The settings, to be changed and saved.

        Raises:
            DSSNotFound: no plugin has this identifier, or no project this key.
        """
        from dataikuapi.dss.pluginsettings import DSSPluginProjectSettings

        request = api.plugin.plugin_get_settings.build_request(
            self.plugin_id, project_key=check_str("project_key", project_key)
        )
        settings = self.client.rest.json(request)
        return DSSPluginProjectSettings(self.client, self.plugin_id, settings, project_key)

    def create_code_env(
        self, python_interpreter: str | None = None, conda: bool = False
    ) -> DSSFuture:
        """Starts to create the code environment of the plugin.

        The plugin does not use it before its settings say so.
        Operation: `plugin_create_code_env`.

        Example:
            future = plugin.create_code_env()
            created = future.wait_for_result()
            settings = plugin.get_settings()
            settings.set_code_env(created["envName"])
            settings.save()

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
        return self._start(
            api.plugin.plugin_create_code_env.build_request(self.plugin_id, body=body)
        )

    def update_code_env(self) -> DSSFuture:
        """Starts to update the code environment to what the plugin asks for now.

        Operation: `plugin_update_code_env`.

        Returns:
            The task that updates it.
        """
        return self._start(api.plugin.plugin_update_code_env.build_request(self.plugin_id))

    def update_from_zip(self, fp: Upload, *, progress: bool = False) -> None:
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
            self.client.rest.json(update(self.plugin_id, body={"file": content}))

    def start_update_from_zip(self, fp: Upload, *, progress: bool = False) -> DSSFuture:
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
            return self._start(update(self.plugin_id, body={"file": content}))

    def update_from_store(self) -> DSSFuture:
        """Starts to update the plugin to the version of the store.

        Operation: `plugin_update_from_store`.

        Returns:
            The task that updates it.
        """
        return self._start(api.plugin.plugin_update_from_store.build_request(self.plugin_id))

    def update_from_git(
        self, repository_url: str, checkout: str = "master", subpath: str | None = None
    ) -> DSSFuture:
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
        return self._start(
            api.plugin.plugin_update_from_git.build_request(self.plugin_id, body=body)
        )

    def list_usages(self, project_key: str | None = None) -> DSSPluginUsages:
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
        return DSSPluginUsages(self.client.rest.json(request))

    def delete(self, force: bool = False) -> DSSFuture:
        """Starts to delete the plugin.

        Operation: `plugin_delete`.

        Args:
            force: whether to delete it although it is used, or although its usages could not be
                found out.

        Returns:
            The task that deletes it; it fails when the plugin is used and `force` is not given.
        """
        request = api.plugin.plugin_delete.build_request(self.plugin_id, body={"force": force})
        return self._start(request)

    def list_files(self) -> list[PluginFile]:
        """Lists the files of a development plugin.

        Operation: `plugin_list_files`.

        Returns:
            Files and folders as dicts with `name` and `path`; a folder has its own in `children`.
        """
        return self.client.rest.json(api.plugin.plugin_list_files.build_request(self.plugin_id))

    def get_file(self, path: str) -> DSSStream:
        """Reads a file of a development plugin.

        Operation: `plugin_get_file`.

        Example:
            with plugin.get_file("code-env/python/desc.json") as stream:
                desc = json.loads(stream.read())

        Args:
            path: path of the file from the root of the plugin; a slash before it does no harm.

        Returns:
            The file as a stream, to be closed by the caller.

        Raises:
            DSSNotFound: the plugin has no such file.
        """
        request = api.plugin.plugin_get_file.build_request(self.plugin_id, inner_path("path", path))
        return self.client.rest.stream(request)

    def put_file(self, path: str, f: Upload, *, progress: bool = False) -> None:
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
            self.client.rest.empty(put(self.plugin_id, target, body=body))

    def rename_file(self, path: str, new_name: str) -> None:
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
        self.client.rest.empty(request)

    def move_file(self, path: str, new_path: str) -> None:
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
        self.client.rest.empty(request)

    def _start(self, request: EndpointRequest[Any]) -> DSSFuture:
        """Sends what starts a task, and gives the task."""
        from dataikuapi.dss.future import DSSFuture

        state: Mapping[str, Any] = self.client.rest.json(request)
        return DSSFuture.from_resp(self.client, state)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} plugin_id={self.plugin_id!r}>"


_PRESETS = "dataikuapi.dss.pluginpresets"
_SETTINGS = "dataikuapi.dss.pluginsettings"
_USAGES = "dataikuapi.dss.pluginusages"
if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(
        __name__,
        {
            "DSSPluginParameterSet": _PRESETS,
            "DSSPluginParameterSetBase": _PRESETS,
            "DSSPluginPreset": _PRESETS,
            "DSSPluginProjectParameterSet": _PRESETS,
            "DSSPluginProjectSettings": _SETTINGS,
            "DSSPluginSettings": _SETTINGS,
            "DSSPluginSettingsBase": _SETTINGS,
            "DSSMissingType": _USAGES,
            "DSSPluginUsage": _USAGES,
            "DSSPluginUsages": _USAGES,
            "DSSPluginUsagesListItem": _USAGES,
        },
    )
