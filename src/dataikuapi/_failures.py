"""From the exceptions of httpx to ours."""

from __future__ import annotations

from typing import NoReturn

from dataikuapi._errors import DSSConnectionError, DSSDataError, DSSTimeoutError
from dataikuapi._policy import NotSent, NotSentInTime
from dataikuapi._prepare import Outgoing
from dataikuapi._secrets import in_request, scrub
from dataikuapi._settings import Settings


def translate(
    error: BaseException, request: Outgoing, settings: Settings, *, body: bool = False
) -> NoReturn:
    """Raises our exception for one of httpx; anything else goes on as it is.

    Args:
        error: what was raised.
        request: what was asked.
        settings: where it was sent; its secrets are kept out of the message.
        body: whether the head of the answer had arrived.

    Raises:
        DSSTimeoutError: a limit on time was reached.
        DSSConnectionError: the connection failed.
        DSSDataError: the body is broken or short, or a redirect leads to what is no URL.
    """
    from dataikuapi_rest._http import httpx

    where = f"{request.method} {request.label}"
    if isinstance(error, Exception):
        scrub(error, [*settings.session.secrets(), *in_request(request)])
    text = str(error) or type(error).__name__
    if isinstance(error, (httpx.ConnectTimeout, httpx.PoolTimeout)):
        raise NotSentInTime(f"{where} found no connection in time: {text}") from error
    if isinstance(error, httpx.ConnectError):
        raise NotSent(f"{where} could not connect to {settings.host}: {text}") from error
    if isinstance(error, httpx.TimeoutException):
        raise DSSTimeoutError(f"{where} took too long: {text}") from error
    if body and isinstance(error, (httpx.RemoteProtocolError, httpx.DecodingError)):
        raise DSSDataError(f"{where} answered a broken or short body: {text}") from error
    if isinstance(error, httpx.InvalidURL):
        raise DSSDataError(f"{where} was redirected to what is no URL: {text}") from error
    if isinstance(error, (httpx.TransportError, httpx.StreamError)):
        raise DSSConnectionError(f"{where} lost its connection: {text}") from error
    raise error
