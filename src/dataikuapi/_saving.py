# Derived by `tox -e generate` from src/dataikuapi/aio/_saving.py. Do not edit.
"""Saving what was read, without overwriting what somebody else changed in between."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Any

from dataikuapi._versions import TAG, refuse_changed, tagged

if TYPE_CHECKING:
    from dataikuapi._rest import Rest
    from dataikuapi_rest.operation import EndpointRequest


class Saving:
    """A block that saves a document; one for all settings that have a version tag.

    DSS itself takes a document of any version. So where it is asked for, the stored document is
    read first, and again at the end for the tag of the version that was just made.

    Args:
        rest: the door to DSS.
        read: the request that reads the document.
        mine: the document to save, which gets the new tag.
        force: False to look first, True not to; None for what the client was told.
    """

    def __init__(
        self, rest: Rest, read: EndpointRequest[Any], mine: Any, force: bool | None
    ) -> None:
        watched = rest.settings.detect_conflicts
        self._rest = rest
        self._read = read
        self._mine = mine
        self._checks = not force if force is not None else watched
        # Who forces one save may have the next one checked.
        self._follows = watched or force is not None

    def __enter__(self) -> None:
        if self._checks:
            stored = self._rest.json(self._read)
            refuse_changed(self._mine, stored, f"save of {self._read.label}")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        mine = tagged(self._mine)
        if error is not None or not self._follows or mine is None:
            return
        stored = tagged(self._rest.json(self._read))
        if stored is not None:
            mine[TAG] = stored[TAG]
