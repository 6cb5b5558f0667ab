"""Chooses the library that carries requests; loaded with the first call.

Sync calls go through urllib3 and async ones through aiohttp: docs/performance.md says why. A
transport that the caller gave is used instead. httpx's own is left for what those two do not know:
event loops of another make, and proxies that speak SOCKS.
"""

from __future__ import annotations

import sys
from typing import Any

from dataikuapi._proxies import proxy_for
from dataikuapi._settings import Settings


class AsyncCarriers:
    """Makes carriers for async code."""

    @staticmethod
    def loop() -> Any:
        """What connections are bound to: the running event loop, None for one of another make."""
        asyncio = sys.modules.get("asyncio")
        # Without it in memory, the loop that runs this can not be one of its kind.
        return asyncio._get_running_loop() if asyncio is not None else None

    @staticmethod
    def make(settings: Settings, origin: str, loop: Any, *, stream: bool) -> Any:
        """Makes a carrier.

        Args:
            settings: the settings.
            origin: scheme and host of the requests.
            loop: what `loop` answered.
            stream: whether it is for streams.

        Returns:
            The carrier.
        """
        if settings.transport is not None:
            from dataikuapi.aio._httpxcarrier import AsyncHttpxCarrier

            return AsyncHttpxCarrier(settings.transport)
        proxy = proxy_for(settings.session, origin)
        if loop is None or (proxy or "").startswith("socks"):
            from dataikuapi.aio._httpxcarrier import AsyncHttpxCarrier

            return AsyncHttpxCarrier.network(settings.session, origin, proxy, stream=stream)
        from dataikuapi._aiohttp import AsyncCarrier

        return AsyncCarrier(settings.session, origin, proxy, stream=stream)


class Carriers:
    """Makes carriers for sync code."""

    @staticmethod
    def loop() -> Any:
        """What connections are bound to: nothing."""
        return None

    @staticmethod
    def make(settings: Settings, origin: str, loop: Any, *, stream: bool) -> Any:
        """Makes a carrier.

        Args:
            settings: the settings.
            origin: scheme and host of the requests.
            loop: what `loop` answered.
            stream: whether it is for streams.

        Returns:
            The carrier.
        """
        if settings.transport is not None:
            from dataikuapi._httpxcarrier import HttpxCarrier

            return HttpxCarrier(settings.transport)
        proxy = proxy_for(settings.session, origin)
        if (proxy or "").startswith("socks"):
            from dataikuapi._httpxcarrier import HttpxCarrier

            return HttpxCarrier.network(settings.session, origin, proxy, stream=stream)
        from dataikuapi._urllib3 import Carrier

        return Carrier(settings.session, origin, proxy, stream=stream)
