"""Whether the backend of a webapp runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataikuapi_rest.dicts import WebAppBackendState


class DSSWebAppBackendState:
    """Whether the backend of a webapp runs. Get it from the webapp's `get_state`.

    Attributes:
        webapp_id: identifier of the webapp.
    """

    def __init__(self, webapp_id: str, state: WebAppBackendState) -> None:
        self.webapp_id = webapp_id
        self._state = state

    @property
    def state(self) -> WebAppBackendState:
        """All that DSS told: `projectKey`, `webAppId` and, once it was started, `futureInfo`."""
        return self._state

    @property
    def running(self) -> bool:
        """Whether the backend runs."""
        return bool((self._state.get("futureInfo") or {}).get("alive"))
