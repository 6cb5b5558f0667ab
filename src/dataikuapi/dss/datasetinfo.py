"""What is known of a dataset."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from dataikuapi._dates import from_ms


class DSSDatasetInfo:
    """What is known of a dataset. Get it from the dataset's `get_info`.

    Attributes:
        dataset: handle of the dataset.
        info: all that DSS told.
    """

    def __init__(self, dataset: Any, info: Mapping[str, Any]) -> None:
        self.dataset = dataset
        self.info: dict[str, Any] = cast("dict[str, Any]", info)

    def get_raw(self) -> dict[str, Any]:
        """Gives all that DSS told.

        Returns:
            The dict itself.
        """
        return self.info

    def _last_build(self) -> dict[str, Any]:
        return self.info.get("lastBuild") or {}

    @property
    def last_build_start_time(self) -> datetime | None:
        """When the last build began, or None."""
        return from_ms(self._last_build().get("buildStartTime"))

    @property
    def last_build_end_time(self) -> datetime | None:
        """When the last build ended, or None."""
        return from_ms(self._last_build().get("buildEndTime"))

    @property
    def is_last_build_successful(self) -> bool:
        """Whether the last build worked; False if there was none."""
        return bool(self._last_build().get("buildSuccess", False))
