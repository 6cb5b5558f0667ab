"""What the models have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any


class OpenModel:
    """A model that keeps members which the spec does not know, and writes them back."""

    __slots__ = ()

    if TYPE_CHECKING:
        additional_properties: dict[str, Any]

    @property
    def additional_keys(self) -> list[str]:
        """Names of the members that the spec does not know."""
        return list(self.additional_properties)

    def __getitem__(self, key: str) -> Any:
        """Read a member that the spec does not know."""
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        """Write a member that the spec does not know."""
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        """Remove a member that the spec does not know."""
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        """Whether there is such a member that the spec does not know."""
        return key in self.additional_properties
