"""What an API deployment did and offers, as read once: its updates and its OpenAPI document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataikuapi_rest.dicts import ApiDeployerUpdate


class DSSAPIDeployerDeploymentUpdate:
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


class DSSAPIDeployerDeploymentOpenApi:
    """The OpenAPI document of a deployment.

    Attributes:
        open_api_doc_json: the document as text.
    """

    def __init__(self, open_api_doc_json: str) -> None:
        self.open_api_doc_json = open_api_doc_json

    def get(self) -> dict[str, Any]:
        """Gives the document as a dict."""
        return json.loads(self.open_api_doc_json)

    def get_raw(self) -> str:
        """Gives the document as text."""
        return self.open_api_doc_json
