"""When a call is repeated, and how long it waits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from dataikuapi import DSSAPIError, DSSConnectionError, DSSDataError, DSSTimeoutError
from dataikuapi._policy import (
    Repeat,
    RetryPolicy,
    Timeouts,
    may_repeat,
    retry_after,
)


def never_sent(error: DSSConnectionError) -> DSSConnectionError:
    error.never_sent = True
    return error


def status(code: int, after: float | None = None) -> DSSAPIError:
    return DSSAPIError("x", status=code, retry_after=after)


@pytest.mark.parametrize(
    ("error", "repeat", "replayable", "again"),
    [
        (never_sent(DSSConnectionError("x")), "never", True, True),
        (never_sent(DSSTimeoutError("x")), "never", True, True),
        (never_sent(DSSConnectionError("x")), "never", False, True),
        (DSSConnectionError("x"), "safe", True, True),
        (DSSConnectionError("x"), "gone-is-ok", True, True),
        (DSSConnectionError("x"), "never", True, False),
        (DSSConnectionError("x"), "safe", False, False),
        (DSSDataError("x"), "safe", True, True),
        (DSSDataError("x"), "never", True, False),
        (DSSTimeoutError("x"), "safe", True, False),
        (status(503), "safe", True, True),
        (status(429), "safe", True, True),
        (status(503), "never", True, False),
        (status(429, 1.0), "never", True, False),
        (status(502), "safe", True, False),
        (status(502, 1.0), "safe", True, True),
        (status(408, 1.0), "safe", True, True),
        (status(500, 1.0), "safe", True, False),
        (status(404), "gone-is-ok", True, False),
        (ValueError("x"), "safe", True, False),
        (KeyboardInterrupt(), "safe", True, False),
    ],
)
def test_may_repeat(error: BaseException, repeat: Repeat, replayable: bool, again: bool) -> None:
    assert may_repeat(error, repeat, replayable) is again


def test_pause_has_full_jitter_below_a_growing_limit() -> None:
    policy = RetryPolicy()
    limits = [max(policy.pause(attempt, None) for _ in range(300)) for attempt in (1, 2, 6)]
    assert 0.4 < limits[0] <= 0.5
    assert 0.8 < limits[1] <= 1.0
    assert 7 < limits[2] <= 8.0
    assert min(policy.pause(1, None) for _ in range(300)) < 0.1


def test_pause_that_the_server_asks_for_is_taken() -> None:
    assert RetryPolicy().pause(1, status(503, 12.0)) == 12.0
    assert RetryPolicy().pause(1, status(503, 3600.0)) == 60.0


def test_retry_after_is_seconds_or_a_date() -> None:
    soon = datetime.now(UTC) + timedelta(seconds=30)
    read = retry_after({"Retry-After": format_datetime(soon, usegmt=True)})
    assert read is not None
    assert 25 < read <= 30
    naive = retry_after({"Retry-After": soon.strftime("%a, %d %b %Y %H:%M:%S -0000")})
    assert naive is not None
    assert 25 < naive <= 30
    past = datetime(2020, 1, 1, tzinfo=UTC)
    assert retry_after({"Retry-After": format_datetime(past, usegmt=True)}) == 0
    assert retry_after({"Retry-After": "12"}) == 12
    assert retry_after({"Retry-After": "whenever"}) is None
    assert retry_after({}) is None


def test_limits_can_be_tightened_but_not_loosened() -> None:
    tight = Timeouts(read=None, blocking=5).within(20)
    assert tight == Timeouts(connect=10, read=20, write=20, pool=10, blocking=5)


@pytest.mark.parametrize("wrong", [{"read": 0}, {"connect": -1}, {"pool": float("nan")}])
def test_limit_that_is_not_above_zero_is_named(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Timeouts(**wrong)


@pytest.mark.parametrize("wrong", [{"tries": 0}, {"initial": -1}, {"factor": 0.5}])
def test_retries_that_make_no_sense_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        RetryPolicy(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [{"read": "x"}, {"connect": True}, {"pool": [1]}])
def test_limit_that_is_no_number_is_named(wrong: dict[str, Any]) -> None:
    name = next(iter(wrong))
    with pytest.raises(TypeError, match=f"timeout: {name} must be a number of seconds, not "):
        Timeouts(**wrong)


@pytest.mark.parametrize("wrong", [{"tries": "3"}, {"tries": True}, {"factor": "2"}])
def test_retries_that_are_no_number_are_named(wrong: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=f"{next(iter(wrong))} must be a (whole )?number, not "):
        RetryPolicy(**wrong)
