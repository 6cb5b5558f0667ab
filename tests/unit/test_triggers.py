"""When triggers begin to count, and days in queries."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from dataikuapi._triggers import day_of, starting_from

TODAY = date(2026, 10, 31)


@pytest.fixture(autouse=True)
def paris(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This machine is in Paris."""
    monkeypatch.setenv("TZ", "Europe/Paris")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ((None, None, None), "2026-10-31T00:00:00.000+0100"),
        ((2026, 7, 5), "2026-07-05T00:00:00.000+0200"),
        ((None, 2, None), "2026-02-28T00:00:00.000+0100"),
        ((None, None, 1), "2026-10-01T00:00:00.000+0200"),
    ],
)
def test_today_fills_what_is_missing(given: tuple[int | None, ...], text: str) -> None:
    assert starting_from(*given, today=TODAY) == text


def test_first_of_january_fills_what_is_missing() -> None:
    text = starting_from(None, None, None, today=TODAY, default_is_today=False)
    assert text == "2026-01-01T00:00:00.000+0100"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ((2026, 2, 30), "day 30 is not in month 2 of 2026"),
        ((2026, 13, 1), "month must be from 1 to 12"),
        ((2026, 1, 0), "day must be from 1 to 31"),
        ((0, 1, 1), "year must be"),
    ],
)
def test_day_that_does_not_exist_is_refused(given: tuple[int, int, int], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        starting_from(*given, today=TODAY)


@pytest.mark.parametrize("day", ["5", 5.0, True])
def test_day_is_a_whole_number(day: object) -> None:
    with pytest.raises(TypeError, match="day must be a whole number"):
        starting_from(2026, 1, day, today=TODAY)


def test_days_of_queries() -> None:
    assert day_of("d", date(2026, 1, 5)) == "2026-01-05"
    assert day_of("d", datetime(2026, 1, 5, 23, tzinfo=UTC)) == "2026-01-05"
    assert day_of("d", "2026-01-05") == "2026-01-05"
