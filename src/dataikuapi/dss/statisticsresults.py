"""What statistics worksheets compute, and what of it came out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast


class DSSStatisticsCardResult:
    """What a card came to. Get it from the worksheet's `run_card` or `run_worksheet`."""

    def __init__(self, card_result: Mapping[str, Any]) -> None:
        self._card_result = cast("dict[str, Any]", card_result)

    def get_raw(self) -> dict[str, Any]:
        """Gives the result as a dict.

        Returns:
            The dict itself.
        """
        return self._card_result


class DSSStatisticsComputationSettings:
    """A computation, to be run by a worksheet. Get it from the card's `compile`."""

    def __init__(self, computation_definition: Mapping[str, Any]) -> None:
        self._computation_definition = cast("dict[str, Any]", computation_definition)

    def get_raw(self) -> dict[str, Any]:
        """Gives the computation as a dict.

        Returns:
            The dict itself: what is changed in it is sent.
        """
        return self._computation_definition


class DSSStatisticsComputationResult:
    """What a computation came to. Get it from the worksheet's `run_computation`."""

    def __init__(self, computation_result: Mapping[str, Any]) -> None:
        self._computation_result = cast("dict[str, Any]", computation_result)

    def get_raw(self) -> dict[str, Any]:
        """Gives the result as a dict.

        Returns:
            The dict itself.
        """
        return self._computation_result
