"""Who may use the control routes and the page: programs, and pages that the mock itself served.

A browser lets any site send requests to a port of the machine. Those are refused by what browsers
say of themselves (``Origin``, ``Sec-Fetch-Site``), by the name in ``Host`` (a site can let its own
name point to 127.0.0.1), and because a body must call itself JSON, which a foreign form cannot.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Final

from dssmock import errors
from dssmock.http import Request

LOCAL_NAMES: Final = ("localhost", "localhost.localdomain")
OWN_SITE: Final = ("same-origin", "none")


class UnsupportedMedia(errors.DSSError):
    """The body does not call itself JSON: 415."""

    status = 415
    usual_type = errors.ILLEGAL_ARGUMENT


def check(request: Request, bound: str) -> None:
    """Refuse a request that a foreign page may have sent.

    Args:
        request: a request to a control route or to the page.
        bound: the address that the server listens on.

    Raises:
        errors.Forbidden: it comes from another site, or names a host that is not this one.
        UnsupportedMedia: it has a body that does not call itself JSON.
    """
    headers = request.headers
    host = headers.get("host", "")
    if is_loopback(bound) and not is_loopback(_name_of(host)):
        raise errors.Forbidden(f"The control routes of this machine have no host {host!r}")
    _check_origin(headers, host)
    sent = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method != "GET" and (sent or kind) and kind != "application/json":
        raise UnsupportedMedia("Send the body as application/json")


def is_loopback(name: str) -> bool:
    """Whether a name or address means this machine only."""
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name.lower() in LOCAL_NAMES


def _check_origin(headers: Mapping[str, str], host: str) -> None:
    origin = headers.get("origin")
    if origin is not None and origin.partition("://")[2] != host:
        raise errors.Forbidden(f"The control routes take no requests of {origin}")
    site = headers.get("sec-fetch-site")
    navigates = headers.get("sec-fetch-mode") == "navigate"
    if site is not None and site not in OWN_SITE and not navigates:
        raise errors.Forbidden("The control routes take no requests of other sites")


def _name_of(host: str) -> str:
    """The host of a ``Host`` header, without its port."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]
