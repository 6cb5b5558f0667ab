"""The measures of the mock run on small numbers; the times are not looked at."""

from __future__ import annotations

import pytest

from benchmarks import mock_measures, mock_server, mock_tasks

NOWHERE = "http://127.0.0.1:1"  # the server of the other benchmarks is not asked


def test_start_is_timed_until_the_first_answer() -> None:
    found = mock_tasks.start(NOWHERE, times=1)
    assert found["cpu"] > 0
    assert found["wall"] > 0


def test_script_of_the_documentation_gives_an_answer() -> None:
    assert mock_tasks.first_call(NOWHERE, times=1)["wall"] > 0


def test_small_read_is_compared_with_a_bare_application() -> None:
    found = mock_tasks.small_read(NOWHERE, path="/auth/info", count=400)
    assert found["ratio"] == pytest.approx(found["cpu"] / found["bare"])


@pytest.mark.parametrize("kept", ["sql", "file"])
def test_stream_reads_all_rows(kept: str) -> None:
    found = mock_tasks.stream(NOWHERE, kept=kept, rows=200)
    assert found["growth"] >= 0


def test_server_that_refuses_is_told() -> None:
    with mock_server.mock() as server, pytest.raises(RuntimeError, match="404"):
        server.ask("GET", "/never")


def test_server_that_does_not_start_is_told() -> None:
    with (
        pytest.raises(RuntimeError, match="nothing listens"),
        mock_server.serving(["-c", "pass"], mock_server.free_port()),
    ):
        pass


def test_targets_are_those_that_were_set() -> None:
    limits = {cell.what: cell.limit for cell in mock_measures.cells() if cell.limit}
    assert limits["mock: start to first validated answer"] == 1500.0
    assert limits["mock: script of the documentation"] == 3000.0
    assert limits["the first by the second"] == 2.5
