"""The async client: `from dataikuapi.aio import AsyncDSSClient`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataikuapi._lazy import lazy

if TYPE_CHECKING:
    from dataikuapi.aio._waiting import as_completed as as_completed
    from dataikuapi.aio._waiting import wait_all as wait_all
    from dataikuapi.aio.dssclient import AsyncDSSClient as AsyncDSSClient
    from dataikuapi.aio.dssclient import api_client as api_client

if not TYPE_CHECKING:
    __getattr__, __dir__, __all__ = lazy(
        __name__,
        {
            "AsyncDSSClient": "dataikuapi.aio.dssclient",
            "api_client": "dataikuapi.aio.dssclient",
            "as_completed": "dataikuapi.aio._waiting",
            "wait_all": "dataikuapi.aio._waiting",
        },
    )
