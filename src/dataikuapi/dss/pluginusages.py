"""What uses a plugin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataikuapi_rest.dicts import PluginUsages


class _UsingObject:
    """What a usage and a missing type have in common: the object that they are about."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data

    @property
    def object_id(self) -> str:
        """Identifier of the object."""
        return self._data["objectId"]

    @property
    def object_type(self) -> str:
        """Type of the object, such as DATASET, RECIPE or CLUSTER."""
        return self._data["objectType"]

    @property
    def project_key(self) -> str:
        """Key of the project of the object."""
        return self._data["projectKey"]


class DSSPluginUsage(_UsingObject):
    """An object that uses an element of a plugin."""

    @property
    def element_kind(self) -> str:
        """Kind of the element, such as `python-connectors` or `webapps`."""
        return self._data["elementKind"]

    @property
    def element_type(self) -> str:
        """Identifier of the element."""
        return self._data["elementType"]


class DSSMissingType(_UsingObject):
    """An object whose type no plugin defines (any more); it may hide a usage."""

    @property
    def missing_type(self) -> str:
        """The type that is not defined."""
        return self._data["missingType"]


class DSSPluginUsages:
    """What uses a plugin, as far as DSS could find out."""

    def __init__(self, data: PluginUsages) -> None:
        self._data = data
        self._usages = [DSSPluginUsage(item) for item in data.get("usages") or []]
        self._missing_types = [DSSMissingType(item) for item in data.get("missingTypes") or []]

    def get_raw(self) -> PluginUsages:
        """Gives the answer of DSS, with `usages` and `missingTypes`."""
        return self._data

    @property
    def usages(self) -> list[DSSPluginUsage]:
        """The objects that use the plugin."""
        return self._usages

    @property
    def missing_types(self) -> list[DSSMissingType]:
        """The objects whose type no plugin defines (any more)."""
        return self._missing_types

    def maybe_used(self) -> bool:
        """Tells whether something uses the plugin, or may do so.

        Returns:
            False when nothing was found and nothing could be hidden.
        """
        return bool(self._usages or self._missing_types)


class DSSPluginUsagesListItem:
    """What a project uses of one plugin."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._plugin_usages = DSSPluginUsages(data.get("pluginUsages") or {})
        self._plugin_id: str = data.get("pluginId", "")

    @property
    def plugin_usages(self) -> DSSPluginUsages:
        """The usages."""
        return self._plugin_usages

    @property
    def plugin_id(self) -> str:
        """Identifier of the plugin."""
        return self._plugin_id
