"""Medians, ratios, targets: what a reader is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from benchmarks import measures, verdicts
from benchmarks.measures import Cell, Run
from benchmarks.verdicts import Spread, judge

OURS, THEIRS, FLOOR = (Run(side, "clients.some") for side in ("ours", "incumbent", "floor"))
CELL = Cell("x", "some", "cpu", ("ms", 1e3), OURS, THEIRS, FLOOR, 0.5, 1.5)


def found(ours: list[Any], theirs: list[float], floor: list[float]) -> dict[str, Any]:
    rows = {OURS.name: ours, THEIRS.name: theirs, FLOOR.name: floor}
    return {
        name: [value if isinstance(value, dict) else {"cpu": value} for value in values]
        for name, values in rows.items()
    }


def test_judge_takes_medians_of_the_ratios_of_each_round() -> None:
    verdict = judge(CELL, found([0.1, 0.2, 0.3], [1.0, 1.0, 0.5], [0.1, 0.1, 0.1]))
    assert verdict.ours == Spread(200.0, 100.0, 300.0)
    assert verdict.to_incumbent == Spread(0.2, 0.1, 0.6)
    assert verdict.to_floor is not None
    assert verdict.to_floor.middle == pytest.approx(2.0)
    assert (verdict.state, verdict.missed) == ("missed", ["floor"])


@pytest.mark.parametrize(
    ("ours", "state", "missed"),
    [
        (0.4, "ok", []),
        (0.6, "missed", ["incumbent"]),
        (1.2, "slower", ["incumbent"]),
        (1.8, "slower", ["incumbent", "floor"]),
    ],
)
def test_judge_tells_what_is_missed(ours: float, state: str, missed: list[str]) -> None:
    verdict = judge(CELL, found([ours], [1.0], [1.0]))
    assert (verdict.state, verdict.missed) == (state, missed)


def test_judge_looks_at_a_limit_in_the_unit_that_is_shown() -> None:
    cell = replace(CELL, limit=150.0, to_incumbent=None, to_floor=None, slower=False)
    assert judge(cell, found([0.2], [0.1], [])).missed == ["limit"]
    assert judge(cell, found([0.1], [0.01], [])).state == "ok"


@pytest.mark.parametrize(
    ("outcome", "state"),
    [({"absent": "Query has no to_arrow()"}, "absent"), ({"error": "KeyError: 1"}, "failed")],
)
def test_judge_without_figures_says_why(outcome: dict[str, str], state: str) -> None:
    verdict = judge(CELL, found([outcome], [1.0], [1.0]))
    assert verdict.state == state
    assert verdict.notes == (f"ours clients.some: {next(iter(outcome.values()))}",)
    assert verdict.as_dict()["to_incumbent"] is None


def test_judge_keeps_the_rounds_that_worked() -> None:
    verdict = judge(CELL, found([0.4, {"error": "late"}], [1.0, 1.0], [1.0, 1.0]))
    assert verdict.to_incumbent == Spread(0.4, 0.4, 0.4)
    assert verdict.notes == ("ours clients.some: late",)


def test_pace_compares_the_cheapest_client_with_the_server() -> None:
    bare = [Run("floor", "floors.ping_pong")]
    outcomes = {
        bare[0].name: [{"cpu": 2e-5, "busy": 0.2, "server": 0.3}],
        OURS.name: [{"cpu": 5e-4}],
        THEIRS.name: [{"cpu": 9e-4}],
    }
    pace = verdicts.pace(outcomes, bare, [OURS, THEIRS])
    assert pace == {"ping_pong": pytest.approx(30.0), "client": pytest.approx(500.0)}


def test_work_ratios_compare_the_busy_time() -> None:
    outcomes = {
        OURS.name: [{"busy": 4.0, "server": 1.0}],
        THEIRS.name: [{"busy": 3.0, "server": 1.0}],
    }
    cell = replace(CELL, measure="e", what="download: CPU")
    assert verdicts.work_ratios([cell], outcomes) == {"download": 3.0}


def test_runs_of_other_figures_have_other_names() -> None:
    runs = {run for cell in measures.CELLS for run in map(repr, cell.runs)}
    names = {run.name for cell in measures.CELLS for run in cell.runs}
    assert len(runs) == len(names)


def test_chosen_takes_letters() -> None:
    def letters(only: str) -> set[str]:
        return {cell.measure for cell in measures.chosen(only)}

    assert letters("d") == {"d", "d'"}
    assert letters("d2, e'") == {"d'", "e'"}
    assert letters("") == {
        "a",
        "b",
        "c",
        "d",
        "d'",
        "e",
        "e'",
        "f",
        "g",
        "g'",
        "h",
        "h'",
        "m",
        "m'",
    }
    with pytest.raises(ValueError, match="no measure 'z'"):
        measures.chosen("a,z")


def test_cells_have_the_targets_of_the_table() -> None:
    cells = {(cell.measure, cell.what): cell for cell in measures.CELLS}
    date = cells["d", "SQL row, one date of 8: CPU"]
    assert (date.to_incumbent, date.to_floor) == (0.035, 1.6)
    late = [cell.to_incumbent for cell in measures.chosen("f") if cell.quantity == "late"]
    assert late == [0.20, 0.50, 0.65, 0.95, 0.35]
