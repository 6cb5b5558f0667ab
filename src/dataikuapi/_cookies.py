"""Cookies, which balancers before DSS give; loaded with the first one."""

from __future__ import annotations

from collections.abc import Mapping

from dataikuapi._wire import Wire, httpx_headers
from dataikuapi_rest._http import httpx


class Cookies:
    """The cookies of one client, kept in memory."""

    def __init__(self) -> None:
        self._jar = httpx.Cookies()

    def keep(self, wire: Wire, status: int, headers: Mapping[str, str]) -> None:
        """Takes the cookies of an answer.

        Args:
            wire: the request.
            status: status of the answer.
            headers: headers of the answer.
        """
        request = httpx.Request(wire.method, wire.url)
        answer = httpx.Response(status, headers=httpx_headers(headers), request=request)
        self._jar.extract_cookies(answer)

    def added(self, wire: Wire) -> Wire:
        """A request with the cookies that belong to it.

        Args:
            wire: the request.

        Returns:
            The same with a Cookie header, unless the caller sends one or there is none.
        """
        request = httpx.Request(wire.method, wire.url, headers=wire.headers)
        if "Cookie" in request.headers:
            return wire
        self._jar.set_cookie_header(request)
        found = request.headers.get("Cookie")
        return wire.changed(headers={**wire.headers, "Cookie": found}) if found else wire
