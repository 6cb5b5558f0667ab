"""Objects with tags, as lists and settings show them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from dataikuapi._members import Member, MemberOrNone


class DSSTaggableObjectListItem(dict[str, Any]):
    """An item of a list of objects that have tags: the dict that DSS answered, and its tags."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self._data = data

    @property
    def tags(self) -> list[str]:
        """The tags of the object."""
        return self._data["tags"]


class DSSTaggableObjectSettings:
    """Settings of an object that has tags and texts; what is set stays here until it is saved."""

    def __init__(self, taggable_object_data: Mapping[str, Any]) -> None:
        self._tod = cast("dict[str, Any]", taggable_object_data)

    def _members(self) -> dict[str, Any]:
        return self._tod

    tags: Member[list[str]] = Member[list[str]]("tags", "The tags of the object.")
    description: MemberOrNone[str] = MemberOrNone[str](
        "description", "The long description, or None."
    )
    short_description: MemberOrNone[str] = MemberOrNone[str](
        "shortDesc", "The short description, or None."
    )
    custom_fields: MemberOrNone[dict[str, Any]] = MemberOrNone[dict[str, Any]](
        "customFields", "The custom fields, or None."
    )
