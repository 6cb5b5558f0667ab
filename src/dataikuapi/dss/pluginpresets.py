# Derived by `tox -e generate` from src/dataikuapi/aio/dss/pluginpresets.py. Do not edit.
"""Parameter sets of plugins and their presets."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import TYPE_CHECKING, Any, Self, cast

from dataikuapi._args import check_str

if TYPE_CHECKING:
    from dataikuapi.dss.pluginsettings import DSSPluginSettingsBase

    AnySettings = DSSPluginSettingsBase[Any]


class DSSPluginParameterSetBase:
    """What parameter sets have in common, of the instance's settings and of a project's.

    Change it and its presets in place, then call :meth:`save`.
    """

    def __init__(
        self,
        plugin_settings: AnySettings,
        desc: dict[str, Any],
        settings: dict[str, Any],
        presets: list[dict[str, Any]],
    ) -> None:
        self._plugin_settings = plugin_settings
        self._desc = desc
        self._settings = settings
        self._presets = presets

    @property
    def desc(self) -> dict[str, Any]:
        """The definition, as the plugin declares it: its content is in `desc`."""
        return self._desc

    @property
    def settings(self) -> dict[str, Any]:
        """The settings of the parameter set: who may define presets, and where."""
        return self._settings

    def list_preset_names(self) -> list[str]:
        """Lists the names of the presets.

        Returns:
            The names.
        """
        return [preset["name"] for preset in self._presets]

    def list_presets(self) -> list[DSSPluginPreset]:
        """Lists the presets.

        Returns:
            The presets.
        """
        return [self._preset(preset) for preset in self._presets]

    def get_preset(self, preset_name: str) -> DSSPluginPreset | None:
        """Gives a preset.

        Args:
            preset_name: its name.

        Returns:
            The preset, None when there is none of this name.
        """
        for preset in self._presets:
            if preset["name"] == preset_name:
                return self._preset(preset)
        return None

    def delete_preset(self, preset_name: str) -> None:
        """Removes a preset; saved with :meth:`save`.

        Args:
            preset_name: its name.

        Raises:
            ValueError: there is no preset of this name.
        """
        preset = self.get_preset(preset_name)
        if preset is None:
            raise ValueError(f"preset_name: there is no preset {preset_name!r}")
        for presets in (self._all_presets(), self._presets):
            # Another preset may be equal to it, so it is found by identity.
            presets[:] = [each for each in presets if each is not preset.get_raw()]

    def create_preset(self, preset_name: str, with_defaults: bool = False) -> DSSPluginPreset:
        """Adds a preset; saved with :meth:`save`.

        Args:
            preset_name: its name.
            with_defaults: whether it starts with the default values of the parameters.

        Returns:
            The preset, without values unless defaults were asked for.

        Raises:
            ValueError: there is a preset of this name already.
        """
        if check_str("preset_name", preset_name) in self.list_preset_names():
            raise ValueError(f"preset_name: there is a preset {preset_name!r} already")
        preset: dict[str, Any] = {
            "name": preset_name,
            "type": self._settings["type"],
            "config": self._defaults("params") if with_defaults else {},
            "pluginConfig": self._defaults("pluginParams") if with_defaults else {},
            "defaultPermission": {},
            "permissions": [],
        }
        self._all_presets().append(preset)
        self._presets.append(preset)
        return self._preset(preset)

    def save(self) -> None:
        """Saves all settings of the plugin, those of this parameter set with them.

        Operation: `plugin_save_settings`.
        """
        self._plugin_settings.save()

    def _preset(self, preset: dict[str, Any]) -> DSSPluginPreset:
        return DSSPluginPreset(self._plugin_settings, preset, self._desc)

    def _all_presets(self) -> list[dict[str, Any]]:
        """The presets of all parameter sets, as the settings hold them."""
        return _list_in(cast("dict[str, Any]", self._plugin_settings.settings), "presets")

    def _defaults(self, member: str) -> dict[str, Any]:
        """Default values of the declared parameters that have one."""
        declared: list[dict[str, Any]] = _seen(self._desc, "desc").get(member) or []
        values = {each["name"]: each.get("defaultValue") for each in declared}
        return {name: value for name, value in values.items() if value is not None}


class DSSPluginParameterSet(DSSPluginParameterSetBase):
    """A parameter set of a plugin on this instance."""

    @property
    def definable_inline(self) -> bool:
        """Whether presets may be defined where they are used: in datasets, recipes, ..."""
        return _seen(self._settings, "defaultPermission").get("definableInline", False)

    @definable_inline.setter
    def definable_inline(self, definable: bool) -> None:
        _dict_in(self._settings, "defaultPermission")["definableInline"] = definable

    @property
    def definable_at_project_level(self) -> bool:
        """Whether presets may be defined in projects."""
        return _seen(self._settings, "defaultPermission").get("definableAtProjectLevel", False)

    @definable_at_project_level.setter
    def definable_at_project_level(self, definable: bool) -> None:
        _dict_in(self._settings, "defaultPermission")["definableAtProjectLevel"] = definable


class DSSPluginProjectParameterSet(DSSPluginParameterSetBase):
    """A parameter set of a plugin in one project."""


class DSSPluginPreset(dict[str, Any]):
    """A preset of a parameter set: a dict, and named access to its members.

    What is changed here, as an item or through a property, is saved with :meth:`save`.
    """

    def __init__(
        self,
        plugin_settings: AnySettings,
        settings: dict[str, Any],
        parameter_set_desc: dict[str, Any],
    ) -> None:
        super().__init__(settings)
        self._plugin_settings = plugin_settings
        self._settings = settings
        self._parameter_set_desc = parameter_set_desc

    # The items are a copy of what is saved, so that each change is made in both. A dict does not
    # use these two in its other methods; those of MutableMapping do.
    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, value)
        self._settings[key] = value

    def __delitem__(self, key: str) -> None:
        super().__delitem__(key)
        self._settings.pop(key, None)

    if not TYPE_CHECKING:
        clear = MutableMapping.clear
        popitem = MutableMapping.popitem
        setdefault = MutableMapping.setdefault
        update = MutableMapping.update

    def pop(self, key: str, *default: Any) -> Any:
        """Removes an item and gives its value, as of any dict.

        Args:
            key: name of the item.
            default: what to give when there is none; without it that is an error.

        Returns:
            The value.
        """
        value = super().pop(key, *default)
        self._settings.pop(key, None)
        return value

    def __ior__(self, other: Any) -> Self:
        self.update(other)
        return self

    def __repr__(self) -> str:
        plugin, set_name = self._plugin_settings.plugin_id, self._parameter_set_desc.get("id")
        return f"{type(self).__name__}(name={self.name}, plugin={plugin}, parameter_set={set_name})"

    def get_raw(self) -> dict[str, Any]:
        """Gives the preset itself, no copy: changes made there are saved.

        Returns:
            The dict.
        """
        return self._settings

    @property
    def name(self) -> str:
        """Name of the preset."""
        return self._settings["name"]

    @property
    def config(self) -> dict[str, Any]:
        """Values of the parameters, no copy."""
        return self._settings["config"]

    @property
    def plugin_config(self) -> dict[str, Any]:
        """Values of the parameters that only administrators see, no copy."""
        return self._settings["pluginConfig"]

    @property
    def owner(self) -> str:
        """Login of the user who owns the preset."""
        return self._settings["owner"]

    @owner.setter
    def owner(self, login: str) -> None:
        self["owner"] = login

    @property
    def usable_by_all(self) -> bool:
        """Whether every user may use the preset."""
        return _seen(self._settings, "defaultPermission").get("use", False)

    @usable_by_all.setter
    def usable_by_all(self, use: bool) -> None:
        _dict_in(self, "defaultPermission")["use"] = use

    def get_permission_item(self, group: str | None) -> dict[str, Any] | None:
        """Gives the permission of a group.

        Args:
            group: name of the group; None for the permission of everybody.

        Returns:
            The permission, no copy; None when the group has none of its own.
        """
        if group is None:
            return _dict_in(self, "defaultPermission")
        permissions: list[dict[str, Any]] = self._settings.get("permissions") or []
        for item in permissions:
            if item.get("group") == group:
                return item
        return None

    def is_usable_by(self, group: str | None) -> bool:
        """Tells whether the users of a group may use the preset.

        Args:
            group: name of the group; None for everybody.

        Returns:
            What the group's own permission says, else that of everybody.
        """
        item = None if group is None else self.get_permission_item(group)
        return self.usable_by_all if item is None else item.get("use", False)

    def set_usable_by(self, group: str | None, use: bool) -> None:
        """Sets whether the users of a group may use the preset; saved with :meth:`save`.

        Args:
            group: name of the group; None for everybody.
            use: whether they may.
        """
        item = self.get_permission_item(group)
        if item is None:
            _list_in(self, "permissions").append({"group": group, "use": use})
        else:
            item["use"] = use

    def save(self) -> None:
        """Saves all settings of the plugin, this preset with them.

        Operation: `plugin_save_settings`.
        """
        self._plugin_settings.save()


def _seen(document: dict[str, Any], member: str) -> dict[str, Any]:
    """A member that is a dict, empty when DSS gave none; the document stays as it is."""
    return document.get(member) or {}


def _dict_in(document: dict[str, Any], member: str) -> dict[str, Any]:
    """A member that is a dict, made when DSS gave none."""
    if document.get(member) is None:
        document[member] = {}
    return document[member]


def _list_in(document: dict[str, Any], member: str) -> list[dict[str, Any]]:
    """A member that is a list of dicts, made when DSS gave none."""
    if document.get(member) is None:
        document[member] = []
    return document[member]
