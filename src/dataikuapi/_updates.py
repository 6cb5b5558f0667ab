"""Updates of deployments, as read once; those of projects and of API services look the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataikuapi_rest.dicts import ApiDeployerUpdate, ApiDeployerUpdateListItem


class DeploymentUpdate:
    """One update of a deployment, with its log."""

    def __init__(self, update: ApiDeployerUpdate) -> None:
        self._update = update
        self._fields: Mapping[str, Any] = update

    @property
    def start_time(self) -> int:
        """When it started, in milliseconds since the epoch; names the update."""
        return self._fields["startTimestamp"]

    @property
    def end_time(self) -> int:
        """When it ended, in milliseconds since the epoch."""
        return self._fields["endTimestamp"]

    @property
    def requester(self) -> str:
        """Login of the user who asked for it."""
        return self._fields["requester"]

    @property
    def status(self) -> str:
        """How it ended, such as SUCCESS."""
        return self._fields["status"]

    @property
    def logs(self) -> list[str] | None:
        """The lines of its log, in order; None when it has no log."""
        logs: Mapping[str, Any] | None = self._fields.get("logs")
        return None if logs is None else logs.get("lines")

    def get_raw(self) -> ApiDeployerUpdate:
        """Gives the answer of DSS."""
        return self._update


class UpdateSummary:
    """One update of a deployment as lists show it."""

    _data: ApiDeployerUpdateListItem

    @property
    def _fields(self) -> Mapping[str, Any]:
        return self._data

    @property
    def start_time(self) -> int:
        """When it started, in milliseconds since the epoch; names the update."""
        return self._fields["startTimestamp"]

    @property
    def type(self) -> str:
        """What it did, such as DEPLOY."""
        return self._fields["type"]

    @property
    def status(self) -> str:
        """How it ended, such as SUCCESS."""
        return self._fields["status"]

    def get_raw(self) -> ApiDeployerUpdateListItem:
        """Gives the item as DSS answered it.

        Returns:
            The dict.
        """
        return self._data
