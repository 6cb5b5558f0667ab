# Derived by `tox -e generate` from src/dataikuapi/aio/_client/base.py. Do not edit.
"""What each group of client methods can rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from dataikuapi._rest import Rest
    from dataikuapi.dssclient import DSSClient


class CallsBase:
    """Base of the groups of methods that make up the client."""

    rest: Rest

    @property
    def _client(self) -> DSSClient:
        """This object as the client that it is part of, for the handles it makes."""
        return cast("DSSClient", self)
