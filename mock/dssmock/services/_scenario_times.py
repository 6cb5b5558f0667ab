"""When a scenario runs next: its triggers that look at the clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MINUTE_MS: Final = 60_000
FURTHEST: Final = 800  # days that are looked at
DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKS: Final = ("FIRST_WEEK", "SECOND_WEEK", "THIRD_WEEK", "FOURTH_WEEK")


def next_run(scenario: Mapping[str, Any], now_ms: int) -> int:
    """The next time at which a scenario runs by itself, in milliseconds; 0 when there is none.

    Args:
        scenario: its definition.
        now_ms: the time now.
    """
    if not scenario.get("active"):
        return 0
    times = [
        _next(trigger.get("params") or {}, now_ms)
        for trigger in scenario.get("triggers") or []
        if trigger.get("active", True) and trigger.get("type") == "temporal"
    ]
    return min((time for time in times if time), default=0)


def _next(params: Mapping[str, Any], now_ms: int) -> int:
    every = max(int(params.get("repeatFrequency") or 1), 1)
    if params.get("frequency") == "Minutely":
        step = every * MINUTE_MS
        return (now_ms // step + 1) * step
    zone = _zone(params.get("timezone"))
    now = datetime.fromtimestamp(now_ms / 1000, tz=zone)
    start = _start(params.get("startingFrom"), now)
    first = max(start, now.date())
    for number in range(FURTHEST):
        day = first + timedelta(days=number)
        for hour in _hours(params, every, (day - start).days):
            moment = datetime(
                day.year, day.month, day.day, hour, int(params.get("minute") or 0), tzinfo=zone
            )
            if moment > now and _fits(params, every, day, start):
                return int(moment.timestamp() * 1000)
    return 0


def _zone(name: str | None) -> tzinfo:
    if name in (None, "", "SERVER"):
        return UTC
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def _start(text: str | None, now: datetime) -> date:
    """The day from which a trigger counts; today when it says none, or nothing that can be read."""
    try:
        return datetime.fromisoformat(text or "").date()
    except ValueError:
        return now.date()


def _hours(params: Mapping[str, Any], every: int, day_number: int) -> Iterator[int]:
    """The hours of a day at which a trigger fires."""
    hour = int(params.get("hour") or 0)
    if params.get("frequency") != "Hourly":
        yield hour
        return
    for each in range(24):
        count = day_number * 24 + each - hour
        if count >= 0 and count % every == 0:
            yield each


def _fits(params: Mapping[str, Any], every: int, day: date, start: date) -> bool:
    """Whether a trigger fires on a day."""
    kind = params.get("frequency")
    if kind == "Daily":
        return (day - start).days % every == 0
    if kind == "Weekly":
        weeks = ((day - start).days + start.weekday()) // 7
        return weeks % every == 0 and DAYS[day.weekday()] in (params.get("daysOfWeek") or [])
    if kind == "Monthly":
        months = (day.year - start.year) * 12 + day.month - start.month
        return months % every == 0 and _fits_month(str(params.get("monthlyRunOn")), day, start)
    return kind == "Hourly"


def _fits_month(run_on: str, day: date, start: date) -> bool:
    last = (day + timedelta(days=1)).month != day.month
    if run_on == "LAST_DAY_OF_THE_MONTH":
        return last
    if run_on in WEEKS:
        return day.weekday() == start.weekday() and (day.day - 1) // 7 == WEEKS.index(run_on)
    if run_on == "LAST_WEEK":
        same = day.weekday() == start.weekday()
        return same and (day + timedelta(days=7)).month != day.month
    return day.day == start.day
