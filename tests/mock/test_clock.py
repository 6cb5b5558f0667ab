"""Clocks."""

from __future__ import annotations

import pytest

from dssmock.clock import END_MS, ManualClock, RealClock, ScaledClock, factor_of, parse_clock


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The machine's clock, in nanoseconds, as the test sets it."""
    now = [0]
    monkeypatch.setattr("time.monotonic_ns", lambda: now[0])
    return now


def test_scaled_clock_goes_faster(machine: list[int]) -> None:
    clock = ScaledClock(10, start_ms=1000)
    machine[0] += 2_000_000_000
    assert clock.now_ms() == 21_000
    clock.advance(1.5)
    assert clock.now_ms() == 22_500


def test_clock_changes_its_pace_without_a_jump(machine: list[int]) -> None:
    clock = ManualClock(0)
    machine[0] += 5_000_000_000
    assert (clock.now_ms(), clock.mode) == (0, "stepped")
    clock.set_factor(2)
    assert (clock.now_ms(), clock.mode) == (0, "scaled")
    machine[0] += 1_000_000_000
    clock.set_factor(1)
    assert (clock.now_ms(), clock.mode, clock.factor) == (2000, "real", 1.0)


def test_restart_begins_at_the_first_moment_and_pace(machine: list[int]) -> None:
    clock = ScaledClock(10, start_ms=1000)
    clock.advance(60)
    clock.set_factor(0)
    machine[0] += 5_000_000_000
    clock.restart()
    assert (clock.now_ms(), clock.factor) == (1000, 10)


@pytest.mark.parametrize("seconds", [-60, 1e300, float("nan"), float("inf"), "60", True, None])
def test_time_goes_on_only_as_far_as_dates_do(seconds: float) -> None:
    clock = ManualClock(END_MS - 5000)
    with pytest.raises(ValueError, match=r"advance is a number of seconds from 0 to 5, .* not"):
        clock.advance(seconds)
    assert clock.now_ms() == END_MS - 5000
    clock.advance(5)
    with pytest.raises(ValueError, match="from 0 to 0"):
        clock.advance(1)


def test_fast_clock_stops_where_dates_end(machine: list[int]) -> None:
    clock = ScaledClock(1e8)
    machine[0] += 10**15
    assert clock.now_ms() == END_MS


def test_text_names_a_clock() -> None:
    assert parse_clock("real").factor == 1
    assert parse_clock("scaled:0.5").factor == 0.5
    stepped = parse_clock("stepped")
    assert stepped.now_ms() == stepped.now_ms() == ManualClock().now_ms()
    assert RealClock().mode == "real"


@pytest.mark.parametrize("factor", [-1, float("nan"), float("inf"), "2", True])
def test_wrong_factor_is_refused(factor: float) -> None:
    with pytest.raises(ValueError, match="factor of a clock"):
        ScaledClock(factor)


def test_mode_says_how_fast() -> None:
    assert (factor_of("real"), factor_of("stepped"), factor_of("scaled", 3)) == (1, 0, 3)
    for wrong in (None, 0):
        with pytest.raises(ValueError, match="above 0"):
            factor_of("scaled", wrong)
    with pytest.raises(ValueError, match="no clock 'slow'"):
        factor_of("slow")
