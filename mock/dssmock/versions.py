"""The versions of DSS that the mock can be."""

from __future__ import annotations

import re
from typing import Any, Final

OLDEST: Final = (8, 0)
NEWEST: Final = "15.2.0"
_NEWEST: Final = tuple(int(part) for part in NEWEST.split("."))[:2]
RANGE: Final = "8.0 to 15.2"


def check_version(version: Any) -> str:
    """Refuse a version of DSS that the mock does not know.

    Args:
        version: the version, such as ``14.7.5`` or ``14.7``.

    Returns:
        The version.

    Raises:
        ValueError: it is no version, or outside of the range; both are named.
    """
    if isinstance(version, str) and re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,4}){1,3}", version):
        own = tuple(int(part) for part in version.split(".")[:2])
        if OLDEST <= own <= _NEWEST:
            return version
    raise ValueError(f"{version!r} is no version of DSS from {RANGE}, such as 14.7.5")


def version_argument(text: str) -> str:
    """The version that an argument of a command names.

    Raises:
        argparse.ArgumentTypeError: as :func:`check_version`.
    """
    import argparse

    try:
        return check_version(text)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(str(problem)) from None
