"""What is measured of the mock. It stands for itself: no other mock of DSS is known to us."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.measures import Cell

ROWS = 1_000_000


def cells() -> list[Cell]:
    """The cells of the mock."""
    # Here, because the table of all cells is made in that module, from this one too.
    from benchmarks.measures import MEMORY, MICRO, MILLI, Cell, Run

    def task(name: str, quick: dict[str, object], **params: object) -> Run:
        return Run("ours", f"mock_tasks.{name}", params, quick, rounds=3)

    start = task("start", {"times": 1}, times=3)
    first = task("first_call", {"times": 1}, times=3)
    found = [
        Cell("m", "mock: start to first validated answer", "wall", MILLI, start, limit=1500.0),
        Cell("m", "the same: CPU", "cpu", MILLI, start, limit=1500.0),
        Cell("m", "mock: script of the documentation", "wall", MILLI, first, limit=3000.0),
    ]
    for what, path in (("who am I", "/auth/info"), ("projects", "/projects/")):
        read = task("small_read", {"count": 400}, path=path, count=4000)
        found += [
            Cell("m", f"mock, read of {what}: server CPU", "cpu", MICRO, read),
            Cell("m", "the same of a bare Starlette", "bare", MICRO, read),
            Cell("m", "the first by the second", "ratio", ("", 1.0), read, limit=2.5, slower=False),
        ]
    # DuckDB reads ahead into buffers of some 12 MB, however many rows the table has.
    for what, kept, most in (("table", "sql", 16.0), ("file", "file", 8.0)):
        run = task("stream", {"rows": 100_000}, kept=kept, rows=ROWS)
        found += [
            Cell("m'", f"mock, 1,000,000 rows of a {what}: memory growth", "growth", MEMORY, run,
                 limit=most, slower=False),
            Cell("m'", "the same: wall", "wall", ("s", 1.0), run),
        ]  # fmt: skip
    return found
