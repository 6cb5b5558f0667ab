"""The tasks run with this package, in a worker, on small numbers; the times are not looked at."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import clients
from benchmarks.measures import Run
from benchmarks.runner import ROOT, Workers, rounds

ORDERS: list[tuple[str, dict[str, Any]]] = [
    ("clients.small_get", {"count": 3}),
    ("floors.small_get", {"count": 3}),
    ("clients.list_projects", {"items": 20, "times": 2}),
    ("clients.rows", {"source": "query", "shape": "date", "rows": 30}),
    ("clients.rows", {"source": "dataset", "shape": "text", "rows": 30}),
    ("floors.csv_rows", {"shape": "date", "rows": 30}),
    ("floors.arrow", {"rows": 30, "to": "arrow"}),
    ("clients.download", {"framing": "chunked", "size": 70_000}),
    ("floors.download", {"framing": "chunked", "size": 70_000}),
    ("floors.download", {"framing": "length", "size": 70_000}),
    ("clients.upload", {"method": "prepare_project_import", "size": 70_000}),
    ("clients.upload", {"method": "create_project_from_bundle_archive", "size": 70_000}),
    ("clients.upload", {"method": "install_plugin_from_archive", "size": 70_000}),
    ("floors.upload", {"size": 70_000}),
    ("clients.threads", {"calls": 4, "at_once": 2, "times": 1}),
    ("tasks_async.bounded", {"calls": 4, "tasks": 2, "times": 1}),
    ("tasks_async.unbounded", {"calls": 4}),
    ("floors.sockets", {"calls": 4, "tasks": 2, "times": 1}),
    ("clients.one_more", {"count": 2}),
    ("floors.ping_pong", {"count": 3}),
    ("floors.pipelined", {"count": 200}),
]
PROGRAM = """
import json, sys
from benchmarks.worker import measure
orders = json.load(sys.stdin)
print(json.dumps([measure(order) for order in orders]))
"""


WAIT = ("clients.waiting", {"seconds": 60.0, "times": 2, "seed": 1, "clock": "given"})
SPECIAL: list[tuple[str, dict[str, Any]]] = [
    WAIT,
    WAIT,
    ("clients.growth_of_rows", {"sizes": [10, 100]}),
    ("clients.growth_of_listing", {"sizes": [10, 100]}),
    ("clients.frame", {"source": "query", "method": "to_nowhere", "rows": 3}),
    ("clients.rows", {"source": "x", "shape": "", "rows": 1}),
]


@pytest.fixture(scope="module")
def outcomes(url: str) -> list[dict[str, Any]]:
    """What the tasks gave: of `ORDERS`, then of `SPECIAL`; one process is quicker than many."""
    orders = [{"task": task, "url": url, "params": params} for task, params in ORDERS + SPECIAL]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps(orders), cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def test_tasks_give_their_figures(outcomes: list[dict[str, Any]]) -> None:
    for order, outcome in zip(ORDERS, outcomes, strict=False):
        assert {"cpu", "wall", "growth", "kept", "busy"} <= set(outcome), (order, outcome)


def test_waiting_counts_on_a_virtual_clock(outcomes: list[dict[str, Any]]) -> None:
    first, second = outcomes[len(ORDERS) :][:2]
    assert first == second
    # The longest pause is 2 s, and a minute holds at least thirty of them.
    assert 0 <= first["late"] <= 2.0
    assert 30 <= first["polls"] <= 80


def test_growth_gives_an_exponent(outcomes: list[dict[str, Any]]) -> None:
    assert all(isinstance(each["exponent"], float) for each in outcomes[len(ORDERS) :][2:4])


def test_measure_says_absent_and_error(outcomes: list[dict[str, Any]]) -> None:
    assert outcomes[-2:] == [
        {"absent": "DSSSQLQuery has no to_nowhere()"},
        {"error": "KeyError: 'x'"},
    ]


def test_exponent_is_that_of_the_worst_step() -> None:
    assert clients.exponent({10: 1.0, 100: 10.0, 1000: 1000.0}) == pytest.approx(2.0)


@pytest.fixture(scope="module")
def workers(url: str, tmp_path_factory: pytest.TempPathFactory) -> Workers:
    # All of them share the modules that the first one compiles.
    return Workers(url, Path(sys.executable), tmp_path_factory.mktemp("cache"), quick=True)


def test_workers_get_a_clean_environment(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "https_proxy", "REQUESTS_CA_BUNDLE", "NETRC"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("PYTHONPATH", "here")
    ours, theirs = workers.environment("ours"), workers.environment("incumbent")
    assert not {"HTTP_PROXY", "https_proxy", "REQUESTS_CA_BUNDLE", "NETRC"} & (
        set(ours) | set(theirs)
    )
    assert ours["PYTHONPATH"] == "here"
    assert "PYTHONPATH" not in theirs
    assert list(Path(ours["HOME"]).iterdir()) == []
    assert Path(ours["HOME"]).parent == Path(ours["PYTHONPYCACHEPREFIX"]).parent


def test_rounds_go_backwards_every_other_time(workers: Workers) -> None:
    runs = [Run("floor", "fresh.httpx"), Run("floor", "floors.small_get", {"count": 2})]
    order: list[str] = []
    found = rounds(workers, runs, 2, lambda _number, _at, run: order.append(run.task))
    assert order == [runs[0].task, runs[1].task, runs[1].task, runs[0].task]
    assert [len(found[run.name]) for run in runs] == [2, 2]
    assert all("server" in outcome for outcomes in found.values() for outcome in outcomes)


def test_rounds_leave_out_what_takes_long_after_the_first(workers: Workers) -> None:
    runs = [Run("floor", "fresh.httpx", rounds=1), Run("floor", "fresh.urllib3")]
    found = rounds(workers, runs, 2)
    assert [len(found[run.name]) for run in runs] == [1, 2]


def test_run_measures_a_whole_process(workers: Workers) -> None:
    outcome = workers.run(Run("ours", "fresh.client"), 0)
    assert set(outcome) == {"cpu", "peak", "modules", "server"}
    assert outcome["peak"] > 10_000_000


def test_run_stops_a_worker_that_takes_too_long(url: str, tmp_path: Path) -> None:
    hasty = Workers(url, Path(sys.executable), tmp_path, quick=True, limit=0.0)
    assert hasty.run(Run("floor", "fresh.httpx"), 0) == {"error": "not done after 0 s"}


def test_rounds_do_not_repeat_what_failed(workers: Workers) -> None:
    run = Run("floor", "floors.nothing")
    outcomes = rounds(workers, [run], 3)[run.name]
    assert len(outcomes) == 1
    assert "nothing" in outcomes[0]["error"]
