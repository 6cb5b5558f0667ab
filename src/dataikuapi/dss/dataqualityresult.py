"""Results of data quality rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast


class DSSDataQualityRuleResult:
    """How a data quality rule went.

    Attributes:
        data: all that DSS told.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data: dict[str, Any] = cast("dict[str, Any]", data)

    def get_raw(self) -> dict[str, Any]:
        """Gives all that DSS told.

        Returns:
            The dict itself.
        """
        return self.data

    @property
    def id(self) -> str:
        """Identifier of the rule."""
        return self.data["id"]

    @property
    def name(self) -> str:
        """Name of the rule."""
        return self.data["name"]

    @property
    def outcome(self) -> str:
        """`OK`, `WARNING`, `ERROR` or `EMPTY`."""
        return self.data["outcome"]

    @property
    def message(self) -> str:
        """Why it is so."""
        return self.data["message"]

    @property
    def compute_date(self) -> int:
        """When it was computed, in milliseconds since the epoch."""
        return self.data["computeDate"]

    @property
    def run_origin(self) -> str:
        """What had it computed."""
        return self.data["runOrigin"]

    @property
    def partition(self) -> str:
        """The partition; `NP` for a dataset without."""
        return self.data["partition"]
