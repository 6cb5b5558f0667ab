"""Table, Markdown and picture say what came out."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from rich.console import Console

from benchmarks import about, picture, report
from benchmarks.measures import Cell, Run
from benchmarks.verdicts import Spread, Verdict

RUN = Run("ours", "clients.some")
ORIGIN: dict[str, Any] = {
    "date": "2026-01-02T03:04:05+00:00", "commit": "a" * 40, "rounds": 5, "quick": False,
    "machine": {"cpus": 2, "python": "3.11.7", "system": "Linux"},
    "versions": {"httpx": "0.28.1"},
    "server": {"pace": {"ping_pong": 30.0, "pipelined": 2.0, "client": 240.0}, "work": {}},
}  # fmt: skip


def verdict(what: str, ratio: float | None, notes: tuple[str, ...] = ()) -> Verdict:
    cell = Cell("d'", what, "cpu", ("µs", 1e6), RUN, RUN, None, 0.5, limit=9.0)
    spread = None if ratio is None else Spread(ratio, ratio / 2, ratio * 2)
    ours = None if ratio is None else Spread(12.345, 1, 99)
    return Verdict(cell, ours, Spread(1234.5, 1, 2), None, spread, None, notes)


VERDICTS = [
    verdict("fast <one>", 0.004),
    verdict("slow one", 3.5),
    verdict("missing", None, ("ours: Query has no to_arrow()",)),
    verdict("broken", None, ("ours: KeyError: 1",)),
]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (0.0123, "0.012"), (0.5, "0.50"), (2.345, "2.35"), (45.67, "45.7"),
     (1234.5, "1,234")],
)  # fmt: skip
def test_number_has_about_three_digits(value: float, text: str) -> None:
    assert report.number(value) == text


def test_row_shows_ratio_spread_target_and_limit() -> None:
    row = report.row(VERDICTS[1])
    assert row[2:6] == ["12.3 µs ≤ 9.00", "1,234 µs", "-", "3.50 (1.75-7.00) ≤ 0.50"]
    assert row[-1] == "slower; misses incumbent, limit"


def test_show_prints_every_cell_and_names_the_bad_ones() -> None:
    stream = io.StringIO()
    report.show(Console(file=stream, width=200), VERDICTS, ORIGIN)
    text = stream.getvalue()
    assert all(each.cell.what in text for each in VERDICTS)
    assert "Slower than the incumbent: d' slow one." in text
    assert "Not there yet: d' missing." in text
    assert "Failed: d' broken." in text
    assert "ours: KeyError: 1" in text
    assert "8.00 ping-pong, 120 pipelined" in text


def test_pace_warns_of_a_server_that_is_too_slow() -> None:
    slow = {"server": {"pace": {"ping_pong": 100.0, "client": 300.0}, "work": {"rows": 9.0}}}
    lines = report.pace_lines(slow)
    assert lines[1].endswith("3.00 ping-pong - less than 5, mind it.")
    assert lines[2] == "CPU of the cheapest client by that of the server: rows 9.00."


def test_markdown_is_put_between_the_marks(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# A\n\n{report.BEGIN}\nold\n{report.END}\n\n## B\n", encoding="utf-8")
    block = report.markdown(VERDICTS, ORIGIN)
    for _ in range(2):
        report.write_into(page, block)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# A\n")
    assert text.endswith(f"{report.END}\n\n## B\n")
    assert "old" not in text
    assert text.count("slow one|") == 1
    assert "commit `aaaaaaaaaaaa`, 5 rounds, Linux, 2 processors, Python 3.11.7; httpx 0.28" in text


def test_put_between_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="no place"):
        report.put_between("# A", "x")


def test_page_has_the_place_for_the_table() -> None:
    page = Path(__file__).parents[2] / "docs/performance.md"
    assert "\n\nnew\n\n" in report.put_between(page.read_text(encoding="utf-8"), "new")


def test_draw_makes_a_bar_for_each_ratio() -> None:
    root = ET.fromstring(picture.draw(VERDICTS, "a & b"))  # noqa: S314 - made a line above
    space = "{http://www.w3.org/2000/svg}"
    bars = {str(bar.get("class")): bar for bar in root.iter(f"{space}rect")}
    assert set(bars) == {"better", "worse"}
    one = next(line for line in root.iter(f"{space}line") if line.get("class") == "one")
    at = float(one.get("x1", ""))
    better, worse = bars["better"], bars["worse"]
    right = float(better.get("x", "")) + float(better.get("width", ""))
    assert right == pytest.approx(at, abs=0.2)
    assert float(worse.get("x", "")) == pytest.approx(at, abs=0.2)
    # 0.004 is 2.4 powers of ten from 1, 3.5 is about half of one.
    assert float(better.get("width", "")) / float(worse.get("width", "")) == pytest.approx(
        4.41, abs=0.05
    )
    texts = [text.text for text in root.iter(f"{space}text")]
    assert "d'  fast <one>" in texts
    assert "a & b" in texts
    assert "0.004" in texts


def test_about_names_commit_versions_and_machine() -> None:
    root = Path(__file__).parents[2]
    assert about.versions("15.2.0")["dataiku-api-client"] == "15.2.0"
    assert "httpx" in about.versions("15.2.0")
    assert about.machine()["cpus"]
    assert about.date()[:2] == "20"
    assert about.commit(root)
