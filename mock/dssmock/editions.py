"""Editions of DSS as data: what the licence says, and which operations it refuses.

Dataiku publishes no list of what the API of the free edition refuses. That a licence refuses with
403 is known; which operations these are is our assumption: what needs a second node, a cluster or a
product that is sold apart. Change the table where you know better.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from typing import Any, Final

from dssmock import errors

MAX_FREE_USERS: Final = "3"


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition.

    Attributes:
        licence: content of the licence of a new instance.
        refused: patterns of the operationIds that the licence refuses.
    """

    licence: dict[str, Any] = field(default_factory=dict)
    refused: tuple[str, ...] = ()


def _licence(kind: str, **limits: str) -> dict[str, Any]:
    properties = {f"users.profiles.{profile}.max": most for profile, most in limits.items()}
    return {"licenseKind": kind, "licensee": {"company": "dssmock"}, "properties": properties}


EDITIONS: Final = {
    "enterprise": Edition(_licence("ENTERPRISE", FULL_DESIGNER="10", READER="-1")),
    "community": Edition(
        _licence("COMMUNITY", FULL_DESIGNER=MAX_FREE_USERS),
        (
            "api_deployer_*",
            "business_app_*",
            "cluster_*",
            "container_exec_*",
            "govern_sync_*",
            "iam_*",
            "project_deployer_*",
        ),
    ),
}


def check_edition(name: str) -> None:
    """Refuse an edition that does not exist.

    Raises:
        ValueError: there is no such edition.
    """
    if name not in EDITIONS:
        raise ValueError(f"no edition {name!r}: it is one of {', '.join(EDITIONS)}")


def refuse(name: str, operation: str) -> None:
    """Refuse an operation that the licence of an edition does not allow.

    Args:
        name: the edition.
        operation: the operationId.

    Raises:
        errors.Forbidden: the licence does not allow it.
    """
    if _refuses(name, operation):
        raise errors.Forbidden(f"Your license does not allow {operation} ({name} edition)")


@cache
def _refuses(name: str, operation: str) -> bool:
    return any(fnmatchcase(operation, pattern) for pattern in EDITIONS[name].refused)
