"""From the exceptions of the HTTP libraries to ours."""

from __future__ import annotations

from typing import NoReturn

from dataikuapi._errors import DSSConnectionError, DSSDataError, DSSTimeoutError
from dataikuapi._fate import Fate
from dataikuapi._prepare import Outgoing
from dataikuapi._secrets import forms_of, in_request, redact, scrub
from dataikuapi._settings import Settings


def translate(
    error: BaseException, request: Outgoing, settings: Settings, *, body: bool = False
) -> NoReturn:
    """Raises our exception for one of the library that carries; others go on as they are.

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
    if not isinstance(error, Exception):
        raise error
    secrets = forms_of([*settings.session.secrets(), *in_request(request)])
    scrub(error, secrets)
    fate, words = _told(error)
    if fate is None:
        raise error
    where = f"{request.method} {request.label}"
    text = redact(words, secrets) or type(error).__name__
    if fate is Fate.NOT_SENT_IN_TIME:
        raise _never_sent(
            DSSTimeoutError(f"{where} found no connection in time: {text}")
        ) from error
    if fate is Fate.NOT_SENT:
        raise _never_sent(
            DSSConnectionError(f"{where} could not connect to {settings.host}: {text}")
        ) from error
    if fate is Fate.TIMED_OUT:
        raise DSSTimeoutError(f"{where} took too long: {text}") from error
    if fate is Fate.BROKEN_BODY or (body and fate is Fate.BROKEN):
        raise DSSDataError(f"{where} answered a broken or short body: {text}") from error
    if fate is Fate.NO_URL:
        raise DSSDataError(f"{where} was redirected to what is no URL: {text}") from error
    raise DSSConnectionError(f"{where} lost its connection: {text}") from error


def _never_sent(error: DSSConnectionError) -> DSSConnectionError:
    error.never_sent = True
    return error


def _told(error: BaseException) -> tuple[Fate | None, str]:
    """Asks the carrier whose library the exception, or an ancestor of it, comes from.

    Returns:
        What became of the request, and what the exception says, without objects of the library.
    """
    origins = {kind.__module__.partition(".")[0] for kind in type(error).__mro__}
    # Only what raised it is loaded: one library is enough for a program.
    if "urllib3" in origins:
        from dataikuapi._urllib3 import fate, words
    elif "aiohttp" in origins:
        from dataikuapi._aiohttp import fate, words
    elif "httpx" in origins:
        from dataikuapi._httpxfate import fate

        words = str
    else:
        return None, ""
    return fate(error), words(error)
