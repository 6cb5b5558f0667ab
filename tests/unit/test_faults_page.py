"""The page on faults shows the matrix as it is, and no folder of tests is forgotten."""

from __future__ import annotations

import tomllib
from pathlib import Path

from tests.faults import page
from tests.faults.matrix import DECLARED, INCUMBENT, read

TESTS = Path(__file__).parent.parent
# Environments of their own run them.
APART = {"tests/faults", "tests/prism", "tests/ray", "tests/soak", "tests/web"}


def test_page_shows_the_matrix_as_it_is() -> None:
    assert page.is_current()


def test_page_that_is_old_is_noticed(tmp_path: Path) -> None:
    old = tmp_path / "faults.md"
    old.write_text(page.PAGE.read_text("utf-8").replace("connection refused", "refused"))
    assert not page.is_current(old)
    page.write(old)
    assert old.read_text("utf-8") == page.PAGE.read_text("utf-8")


def test_matrix_declares_no_hang_and_no_write_sent_twice() -> None:
    ours = page.counts(read(DECLARED))
    assert ours["runs"] == page.counts(read(INCUMBENT))["runs"] > 1000
    assert ours["right result"] + ours["clear error"] == ours["runs"]
    assert ours["hang"] == ours["write sent twice"] == 0


def test_every_folder_of_tests_is_run_by_default() -> None:
    settings = tomllib.loads((TESTS.parent / "pyproject.toml").read_text("utf-8"))
    folders = {f"tests/{path.name}" for path in TESTS.iterdir() if (path / "__init__.py").exists()}
    assert folders - APART <= set(settings["tool"]["pytest"]["ini_options"]["testpaths"])
