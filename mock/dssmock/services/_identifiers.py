"""Identifiers that callers choose: they stand in paths later."""

from __future__ import annotations

import re

from dssmock import errors

FITS = re.compile(r"[^/\\\x00-\x1f\x7f]+")


def check_id(what: str, value: str) -> str:
    """An identifier that can stand in a path.

    Args:
        what: what it identifies, for the error.
        value: the identifier.

    Raises:
        errors.BadRequest: it cannot.
    """
    if not FITS.fullmatch(value) or value in {".", ".."}:
        raise errors.BadRequest(f"Not a valid identifier of {what}: {value!r}")
    return value
