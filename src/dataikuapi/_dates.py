"""Times as DSS writes them."""

from __future__ import annotations

from datetime import UTC, datetime


def from_ms(milliseconds: float | None) -> datetime | None:
    """The moment that DSS wrote as milliseconds since the epoch.

    Args:
        milliseconds: what DSS wrote; 0, a negative number or nothing mean that there is none.

    Returns:
        The moment in the local time zone, or None.
    """
    if not milliseconds or milliseconds < 0:
        return None
    return datetime.fromtimestamp(milliseconds / 1000, tz=UTC).astimezone()
