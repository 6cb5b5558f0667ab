"""What each group of client methods can rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from dataikuapi.aio._rest import AsyncRest
    from dataikuapi.aio.dssclient import AsyncDSSClient


class AsyncCallsBase:
    """Base of the groups of methods that make up the client."""

    rest: AsyncRest

    @property
    def _client(self) -> AsyncDSSClient:
        """This object as the client that it is part of, for the handles it makes."""
        return cast("AsyncDSSClient", self)
