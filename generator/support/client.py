"""The client that the typed functions take."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from typing import Any, Self

from ._http import httpx

_TIMEOUT = httpx.Timeout(300, connect=10, write=120, pool=10)


class Client:
    """Where DSS is, and who calls.

    Connections are opened when they are first needed and kept. Use it in `with` or `async with`,
    or call :meth:`close` or :meth:`aclose`.

    Args:
        base_url: root of the API, such as `https://dss.example.com/dip/publicapi`.
        api_key: API key, sent as Basic user name.
        headers: headers for every request.
        timeout: seconds, or the HTTP library's own time-outs.
        verify: whether and how the server's certificate is checked.
        options: further arguments for the HTTP library's clients, such as `transport`.
    """

    def __init__(
        self,
        base_url: str,
        api_key: str | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: float | httpx.Timeout = _TIMEOUT,
        verify: bool | ssl.SSLContext = True,
        options: Mapping[str, Any] | None = None,
    ) -> None:
        """Remember the settings; nothing is sent."""
        self.base_url = base_url.rstrip("/")
        self._options: dict[str, Any] = {
            "base_url": self.base_url,
            "headers": dict(headers or {}),
            "timeout": timeout,
            "verify": verify,
            **(options or {}),
        }
        if api_key is not None:
            self._options["auth"] = httpx.BasicAuth(api_key, "")
        self._sync: httpx.Client | None = None
        self._async: httpx.AsyncClient | None = None

    def get_httpx_client(self) -> httpx.Client:
        """The HTTP library's client for sync calls."""
        if self._sync is None:
            self._sync = httpx.Client(**self._options)
        return self._sync

    def get_async_httpx_client(self) -> httpx.AsyncClient:
        """The HTTP library's client for async calls."""
        if self._async is None:
            self._async = httpx.AsyncClient(**self._options)
        return self._async

    def close(self) -> None:
        """Close the connections of sync calls."""
        if self._sync is not None:
            self._sync.close()
            self._sync = None

    async def aclose(self) -> None:
        """Close the connections of async calls."""
        if self._async is not None:
            await self._async.aclose()
            self._async = None

    def __enter__(self) -> Self:
        """Use the client for sync calls."""
        return self

    def __exit__(self, *exc_info: object) -> None:
        """Close the connections of sync calls."""
        self.close()

    async def __aenter__(self) -> Self:
        """Use the client for async calls."""
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        """Close the connections of async calls."""
        await self.aclose()


__all__ = ("Client",)
