# Derived by `tox -e generate` from src/dataikuapi/aio/dss/pluginsettings.py. Do not edit.
"""Settings of plugins, for the instance and for one project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from dataikuapi.dss.pluginpresets import (
    DSSPluginParameterSet,
    DSSPluginParameterSetBase,
    DSSPluginProjectParameterSet,
)
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.future import DSSFuture
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import PluginSettings

SetT = TypeVar("SetT", bound=DSSPluginParameterSetBase)


class DSSPluginSettingsBase(Generic[SetT]):
    """What the settings of a plugin have in common, for the instance and for a project.

    Attributes:
        client: the client that made this handle.
        plugin_id: identifier of the plugin.
        settings: the settings as DSS answered them; change them in place.
        project_key: key of the project, None for the settings of the instance.
    """

    _set_class: type[SetT]

    def __init__(
        self,
        client: DSSClient,
        plugin_id: str,
        settings: PluginSettings,
        project_key: str | None = None,
    ) -> None:
        self.client = client
        self.plugin_id = plugin_id
        self.settings = settings
        self.project_key = project_key

    def get_raw(self) -> PluginSettings:
        """Gives the settings themselves, no copy: changes made there are saved.

        Returns:
            The dict: presets, parameter sets, and for the instance the code environment and the
            permissions.
        """
        return self.settings

    def list_parameter_set_names(self) -> list[str]:
        """Lists the names of the parameter sets that the plugin declares.

        Returns:
            The names.
        """
        return [desc["id"] for desc in self._descs()]

    def list_parameter_sets(self) -> list[SetT]:
        """Lists the parameter sets that the plugin declares.

        Returns:
            The parameter sets.
        """
        found = [self.get_parameter_set(name) for name in self.list_parameter_set_names()]
        return [each for each in found if each is not None]

    def get_parameter_set(self, parameter_set_name: str) -> SetT | None:
        """Gives a parameter set.

        Args:
            parameter_set_name: its name.

        Returns:
            The parameter set, None when the plugin declares none of this name.
        """
        desc = _find(self._descs(), "id", parameter_set_name)
        if desc is None:
            return None
        settings = _find(self._members("parameterSets"), "name", parameter_set_name)
        if settings is None:
            # A project has no settings of parameter sets, only presets.
            settings = {"type": desc["elementType"]}
        presets = [
            preset for preset in self._members("presets") if preset.get("type") == settings["type"]
        ]
        return self._set_class(self, desc, settings, presets)

    def save(self) -> None:
        """Saves the settings.

        Operation: `plugin_save_settings`.

        Raises:
            DSSForbidden: the caller may not change them.
        """
        self.client.rest.empty(
            api.plugin.plugin_save_settings.build_request(
                self.plugin_id, body=self.settings, project_key=self.project_key
            )
        )

    def _descs(self) -> list[dict[str, Any]]:
        return self._members("accessibleParameterSetDescs")

    def _members(self, name: str) -> list[dict[str, Any]]:
        """A list of the settings, empty when DSS gave none."""
        raw = cast("Mapping[str, Any]", self.settings)
        return raw.get(name) or []

    def __repr__(self) -> str:
        return f"<{type(self).__name__} plugin_id={self.plugin_id!r}>"


class DSSPluginSettings(DSSPluginSettingsBase[DSSPluginParameterSet]):
    """Settings of a plugin on this instance. Get them from :meth:`DSSPlugin.get_settings`."""

    _set_class = DSSPluginParameterSet

    def __init__(self, client: DSSClient, plugin_id: str, settings: PluginSettings) -> None:
        super().__init__(client, plugin_id, settings)

    def set_code_env(self, code_env_name: str | None) -> None:
        """Chooses the code environment of the plugin; saved with :meth:`save`.

        Args:
            code_env_name: its name; None for the environment that DSS itself runs in.
        """
        self.settings["codeEnvName"] = code_env_name


class DSSPluginProjectSettings(DSSPluginSettingsBase[DSSPluginProjectParameterSet]):
    """Settings of a plugin in one project.

    Get them from :meth:`DSSPlugin.get_project_settings`.
    """

    _set_class = DSSPluginProjectParameterSet

    def __init__(
        self, client: DSSClient, plugin_id: str, settings: PluginSettings, project_key: str
    ) -> None:
        super().__init__(client, plugin_id, settings, project_key)

    def start_save(self) -> DSSFuture:
        """Saves the settings and starts what follows from them, such as images to build again.

        Operation: `plugin_start_save_settings`.

        Returns:
            The task of what follows.
        """
        from dataikuapi.dss.future import DSSFuture

        # Without the project the settings of the instance would be replaced by the project's.
        state = self.client.rest.json(
            api.plugin.plugin_start_save_settings.build_request(
                self.plugin_id, body=self.settings, project_key=self.project_key
            )
        )
        return DSSFuture.from_resp(self.client, state)


def _find(items: list[dict[str, Any]], member: str, value: str) -> dict[str, Any] | None:
    for item in items:
        if item.get(member) == value:
            return item
    return None
