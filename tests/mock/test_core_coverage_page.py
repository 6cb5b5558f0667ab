"""The mock has a handler for every operation, and its page says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from dssmock.__main__ import main

PAGE = Path(__file__).parents[2] / "mock" / "COVERAGE.md"


def test_page_is_the_newest_and_has_no_gap(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["coverage", "--check", str(PAGE)])
    assert status == 0, capsys.readouterr().err
