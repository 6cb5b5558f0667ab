"""Certificates, good and wrong ones, made when first asked for."""

from __future__ import annotations

import atexit
import ssl
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import trustme


@cache
def _authority() -> trustme.CA:
    return trustme.CA()


@cache
def authority_file() -> str:
    """Path of a file with the authority that clients trust."""
    folder = tempfile.TemporaryDirectory(prefix="authority")
    atexit.register(folder.cleanup)
    path = Path(folder.name) / "authority.pem"
    _authority().cert_pem.write_to_path(str(path))
    return str(path)


@cache
def context_of(which: str) -> ssl.SSLContext:
    """The side of the server.

    Args:
        which: ``good``, or what is wrong: ``expired``, ``host`` or ``self-signed``.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if which == "expired":
        past = datetime(2020, 1, 1, tzinfo=UTC)
        made = _authority().issue_cert(
            "localhost", not_before=past, not_after=past.replace(year=2021)
        )
    elif which == "host":
        made = _authority().issue_cert("other.example.com")
    elif which == "self-signed":
        # Of an authority that nobody knows.
        made = trustme.CA().issue_cert("localhost")
    else:
        made = _authority().issue_cert("localhost")
    made.configure_cert(context)
    return context
