"""Objects with tags, as lists show them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class DSSTaggableObjectListItem(dict[str, Any]):
    """An item of a list of objects that have tags: the dict that DSS answered, and its tags."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self._data = data

    @property
    def tags(self) -> list[str]:
        """The tags of the object."""
        return self._data["tags"]
