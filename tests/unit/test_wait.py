"""When to look again, and what states, failed polls and limits mean."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from random import Random
from statistics import mean
from typing import Any

import pytest

from dataikuapi import (
    DSSAPIError,
    DSSFutureFailed,
    DSSFutureLost,
    PollPolicy,
)
from dataikuapi._progress import fraction, shown, title
from dataikuapi._wait import Phase, Schedule, failed_poll, future_phase


@pytest.mark.parametrize(
    ("state", "phase"),
    [
        ({}, Phase.RUNNING),
        ({"hasResult": False, "alive": True}, Phase.RUNNING),
        ({"hasResult": True, "alive": False}, Phase.DONE),
        ({"hasResult": True, "result": None}, Phase.DONE),
        ({"hasResult": True, "aborted": True}, Phase.ABORTED),
        ({"hasResult": False, "aborted": True, "alive": False}, Phase.ABORTED),
        ({"hasResult": False, "alive": False}, Phase.LOST),
        ({"hasResult": False, "unknown": True}, Phase.LOST),
        ({"hasResult": None, "alive": None}, Phase.RUNNING),
    ],
)
def test_phase_of_a_state(state: dict[str, Any], phase: Phase) -> None:
    assert future_phase(state) is phase


def noticed(pauses: Iterator[float], duration: float) -> tuple[float, int]:
    """How late the end of work is noticed on a virtual clock, in seconds, and the looks."""
    now, looks = 0.0, 1
    while now < duration:
        now, looks = now + next(pauses), looks + 1
    return now - duration, looks


# Work of about so many seconds: mean lateness in ms and looks, of dataiku-api-client 15.2.0 (its
# own loop on a patched clock), and by how much ours may exceed that.
INCUMBENT = {
    0.05: (150.0, 2.00, 0.20),
    0.5: (104.5, 3.76, 0.50),
    2: (195.5, 8.73, 0.65),
    10: (589.5, 20.18, 0.95),
    60: (3066.6, 37.38, 0.35),
}


@pytest.mark.parametrize("about", INCUMBENT)
def test_default_pauses_notice_early_with_few_looks(about: float) -> None:
    draw = Random(1)  # noqa: S311 - durations, no secret
    ends = [about * draw.uniform(0.7, 1.3) for _ in range(4000)]
    found = [noticed(PollPolicy().pauses(), end) for end in ends]
    lateness, looks = mean(late for late, _ in found), mean(looks for _, looks in found)
    their_lateness, their_looks, share = INCUMBENT[about]
    assert lateness * 1000 <= share * their_lateness
    assert looks <= 2.3 * their_looks


def test_pauses_grow_to_the_longest() -> None:
    pauses = list(islice(PollPolicy(initial=0.5, factor=2, maximum=3).pauses(), 5))
    assert pauses == [0.5, 1, 2, 3, 3]


@pytest.mark.parametrize("wrong", [{"initial": 0}, {"factor": 0.5}, {"maximum": -1}])
def test_policy_that_makes_no_sense_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        PollPolicy(**wrong)


def test_last_pause_is_cut_to_the_deadline() -> None:
    schedule = Schedule(PollPolicy(initial=2, maximum=2), now=100.0, timeout=3)
    assert schedule.next_pause(100.0) == 2
    assert schedule.next_pause(102.0) == 1
    assert schedule.next_pause(103.0) is None
    assert schedule.left(100.0) == 3
    assert schedule.left(103.0) == 1.0


def test_without_a_limit_there_is_no_deadline() -> None:
    schedule = Schedule(PollPolicy(), now=0, timeout=None)
    assert schedule.left(10**9) is None
    assert schedule.next_pause(10**9) is not None


@pytest.mark.parametrize(
    ("status", "error_type", "text", "expected"),
    [
        (500, "a.SomeException", "a.SomeException: broke", DSSFutureFailed),
        (400, "a.SomeException", "a.SomeException: broke", DSSFutureFailed),
        (400, "IllegalArgumentException", "x: No future by that id", DSSFutureLost),
        (404, "a.NotFoundException", "a.NotFoundException: no dataset x", DSSFutureFailed),
        (500, None, "Unknown error: <html>", None),
        (401, "a.NotAuthenticatedException", "x", None),
        (403, "a.UnauthorizedException", "x", None),
        (429, "a.Busy", "x", None),
    ],
)
def test_what_a_failed_poll_means(
    status: int, error_type: str | None, text: str, expected: type[Exception] | None
) -> None:
    error = DSSAPIError(text, status=status, error_type=error_type, body={"b": 1})
    found = failed_poll(error, "job", 1.5)
    if expected is None:
        assert found is None
    else:
        assert type(found) is expected
        assert str(found) == text
        assert (found.state, found.job_id, found.elapsed) == ({"b": 1}, "job", 1.5)


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        (None, None),
        ({}, None),
        ({"states": None}, None),
        ({"states": [None, {"name": "x"}]}, None),
        ({"states": [{"cur": 1, "target": 0}]}, None),
        ({"states": [{"cur": 1, "target": 4}]}, 0.25),
        ({"states": [{"cur": 9, "target": 4}]}, 1.0),
    ],
)
def test_fraction_is_read_where_the_state_tells(progress: object, expected: float | None) -> None:
    assert fraction({"progress": progress}) == expected


def test_title_is_the_name_that_dss_shows() -> None:
    assert title({"payload": {"displayName": "Install geo"}}, "task 1") == "Install geo"
    assert title({"payload": {"displayName": ""}}, "task 1") == "task 1"
    assert title({}, "task 1") == "task 1"


def test_progress_bar_is_shown_and_the_callers_function_called(
    capsys: pytest.CaptureFixture[str],
) -> None:
    seen: list[object] = []
    with shown(True, "task 1", seen.append) as update:
        assert update is not None
        update({"progress": {"states": [{"cur": 1, "target": 2}]}})
        update({"payload": {"displayName": "Install geo"}})
    assert "Install geo" in capsys.readouterr().out
    assert len(seen) == 2
    with shown(False, "task 1", None) as update:
        assert update is None
