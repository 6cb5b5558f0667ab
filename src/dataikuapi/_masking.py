"""Keeps secrets out of the log lines of the HTTP libraries below."""

from __future__ import annotations

import logging
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING

from dataikuapi._secrets import Forms, forms_of, in_request, redact

if TYPE_CHECKING:
    from dataikuapi._prepare import Outgoing
    from dataikuapi._settings import Settings

# They write the addresses of requests and the headers of answers. A filter sees only what is logged
# by its own logger, and each of them can be switched on alone.
NAMES = (
    "httpx",
    *(f"httpcore.{name}" for name in ("connection", "http11", "http2", "proxy", "socks")),
    *(f"urllib3.{name}" for name in ("connection", "connectionpool", "poolmanager", "response")),
    "urllib3.util.retry",
    *(f"aiohttp.{name}" for name in ("client", "internal")),
)
LOGGERS = [logging.getLogger(name) for name in NAMES]
_hidden: ContextVar[Forms | None] = ContextVar("dataikuapi_hidden", default=None)


class _Mask(logging.Filter):
    """Hides what the request at hand says must be hidden; changes nothing else."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Lets every line pass, with stars in the place of secrets."""
        secrets = _hidden.get()
        if secrets:
            text = record.getMessage()
            shown = redact(text, secrets)
            if shown != text:
                record.msg, record.args = shown, ()
        return True


@cache
def _install() -> None:
    mask = _Mask()
    for logger in LOGGERS:
        logger.addFilter(mask)


def mask_logs(request: Outgoing, settings: Settings) -> None:
    """Has the log lines about a request, from now on in this thread or task, show no secret.

    Args:
        request: what will be sent.
        settings: with the credentials that go with it.
    """
    # With every call: a loop costs half of `any`.
    for logger in LOGGERS:
        if logger.isEnabledFor(logging.INFO):
            _install()
            _hidden.set(forms_of([*settings.session.secrets(), *in_request(request)]))
            return
