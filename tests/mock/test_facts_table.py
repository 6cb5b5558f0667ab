"""The table of facts names tests that are there."""

from __future__ import annotations

import pytest

from tests.facts.__main__ import Fact, load, main, problems


def test_each_fact_is_a_test_or_has_a_reason(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0
    assert "18 of 18" in capsys.readouterr().out


def test_what_is_wrong_with_a_table_is_named() -> None:
    [fact, *_] = load()
    wrong = [fact, fact, Fact("1", "a"), Fact("1", "b", test="mock/none.py::test_x")]
    assert problems(wrong) == [
        "1 a: neither a test nor a reason, or both",
        "1 b: there is no mock/none.py::test_x",
        f"{fact.section} {fact.title}: twice",
    ]
