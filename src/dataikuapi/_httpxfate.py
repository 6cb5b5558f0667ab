"""What the exceptions of httpx say about a request."""

from __future__ import annotations

from dataikuapi._fate import Fate
from dataikuapi_rest._http import httpx


def fate(error: BaseException) -> Fate | None:
    """What an exception of httpx says about the request.

    Args:
        error: the exception.

    Returns:
        The fate, None for an exception of something else.
    """
    if isinstance(error, (httpx.ConnectTimeout, httpx.PoolTimeout)):
        return Fate.NOT_SENT_IN_TIME
    if isinstance(error, httpx.ConnectError):
        return Fate.NOT_SENT
    if isinstance(error, httpx.TimeoutException):
        return Fate.TIMED_OUT
    if isinstance(error, httpx.RemoteProtocolError):
        return Fate.BROKEN
    if isinstance(error, httpx.DecodingError):
        return Fate.BROKEN_BODY
    if isinstance(error, httpx.InvalidURL):
        return Fate.NO_URL
    return Fate.LOST if isinstance(error, (httpx.TransportError, httpx.StreamError)) else None
