"""When the triggers of scenarios begin to count."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime
from typing import Any


def starting_from(
    year: Any, month: Any, day: Any, *, today: date, default_is_today: bool = True
) -> str:
    """The midnight from which a trigger counts, as DSS writes it.

    Args:
        year: its year; None for this year.
        month: its month, 1 to 12; None for this month, or for January.
        day: its day, 1 to 31; None for this day of the month, or for the first.
        today: the day today.
        default_is_today: whether today fills what is None; if not, the first of January.

    Returns:
        Such as `2026-01-05T00:00:00.000+0100`, in the time zone of this machine.

    Raises:
        ValueError: there is no such day.
        TypeError: one of the three is no whole number.
    """
    number = _whole("year", year, 1, 9999, today.year)
    number_of_month = _whole("month", month, 1, 12, today.month if default_is_today else 1)
    length = monthrange(number, number_of_month)[1]
    # The 31st of today may not exist in the month that was asked for.
    usual = min(today.day, length) if default_is_today else 1
    number_of_day = _whole("day", day, 1, 31, usual)
    if number_of_day > length:
        raise ValueError(f"day {number_of_day} is not in month {number_of_month} of {number}")
    midnight = datetime(number, number_of_month, number_of_day).astimezone()
    return midnight.strftime("%Y-%m-%dT%H:%M:%S.000%z")


def _whole(name: str, value: Any, least: int, most: int, usual: int) -> int:
    if value is None:
        return usual
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{name} must be a whole number, not {type(value).__name__}")
    if not least <= value <= most:
        raise ValueError(f"{name} must be from {least} to {most}, not {value}")
    return value


def day_of(name: str, value: Any) -> str:
    """A day as DSS takes it in a query.

    Args:
        name: name of the argument, for the message.
        value: a date, a moment, or the text itself.

    Returns:
        Such as `2026-01-05`.

    Raises:
        TypeError: it is none of these.
        ValueError: the text is no such day.
    """
    if isinstance(value, date):
        # A moment is a date, too.
        return value.strftime("%Y-%m-%d")
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a date or a text, not {type(value).__name__}")
    try:
        date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{name} must be a day such as 2026-01-05, not {value!r}") from None
    return value
