"""What is measured, against what, and what it has to reach."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from benchmarks.mock_measures import cells as mock_cells

MB: Final = 1_000_000
ROWS: Final = 60_000


@dataclass(frozen=True)
class Run:
    """A measurement by one process.

    Attributes:
        side: `ours` or `incumbent`, whose Python runs it, or `floor`, which ours runs.
        task: `module.function` of this package, or `fresh.` and the name of a program.
        params: of the task.
        quick: what is different in a quick run.
        seeded: whether the task is told the number of the round, to draw from it.
        rounds: in how many rounds it runs at most; for what takes long.
    """

    side: str
    task: str
    params: dict[str, Any] = field(default_factory=dict)
    quick: dict[str, Any] = field(default_factory=dict)
    seeded: bool = False
    rounds: int | None = None

    @property
    def name(self) -> str:
        """A name that no other run has."""
        details = " ".join(str(value) for value in self.params.values())
        return f"{self.side} {self.task} {details}".strip()


@dataclass(frozen=True)
class Cell:
    """One line of the report: ours against the incumbent and against the floor.

    Attributes:
        measure: letter in the table of targets.
        what: words for it.
        quantity: which figure of the runs.
        unit: of the figure as shown, and by what it is multiplied for that.
        ours: the run of ours.
        incumbent: that of the incumbent, if it has the feature.
        floor: that of the floor, if there is one.
        to_incumbent: what ours may cost at most, divided by the incumbent.
        to_floor: the same, divided by the floor.
        limit: what ours may cost at most, as shown.
        slower: whether a ratio above 1 means that ours is slower.
    """

    measure: str
    what: str
    quantity: str
    unit: tuple[str, float]
    ours: Run
    incumbent: Run | None = None
    floor: Run | None = None
    to_incumbent: float | None = None
    to_floor: float | None = None
    limit: float | None = None
    slower: bool = True

    @property
    def runs(self) -> list[Run]:
        """The runs that it needs."""
        return [run for run in (self.ours, self.incumbent, self.floor) if run is not None]


def both(task: str, quick: dict[str, Any] | None = None, **params: Any) -> tuple[Run, Run]:
    """The same task for ours and for the incumbent."""
    ours, theirs = (Run(side, task, params, quick or {}) for side in ("ours", "incumbent"))
    return ours, theirs


def floor(task: str, quick: dict[str, Any] | None = None, **params: Any) -> Run:
    """The run of a floor."""
    return Run("floor", f"floors.{task}", params, quick or {})


MICRO: Final = ("µs", 1e6)
MILLI: Final = ("ms", 1e3)
GB: Final = ("s/GB", 1.0)
MEMORY: Final = ("MB", 1 / MB)


def _process() -> list[Cell]:
    ours, theirs = both("fresh.client")
    httpx = Run("floor", "fresh.httpx")
    # What the library that carries the calls takes by itself: ours can't be below.
    carrier = Run("ours", "fresh.urllib3")
    first = "import, client, first call"
    return [
        Cell("a", f"{first}: CPU", "cpu", MILLI, ours, theirs, httpx, 0.50, 1.15),
        Cell("a", "import urllib3, nothing else: CPU", "cpu", MILLI, carrier, theirs, httpx),
        Cell("a", f"{first}: peak memory", "peak", MEMORY, ours, theirs, None, 0.75),
    ]


def _calls() -> list[Cell]:
    get = both("clients.small_get", {"count": 300}, count=2000)
    few = {"times": 1}
    listing = both("clients.list_projects", few, items=5000, times=10)
    parsed = floor("list_projects", few, items=5000, times=10)
    http = floor("small_get", {"count": 300}, count=2000)
    return [
        Cell("b", "small GET: CPU", "cpu", MICRO, *get, http, 0.50, 2.6),
        Cell("c", "list 5,000 projects: CPU", "cpu", MILLI, *listing, parsed, 0.70, 1.05),
    ]


def _rows() -> list[Cell]:
    quick = {"rows": 5000}

    def read(source: str, shape: str) -> tuple[Run, Run]:
        return both("clients.rows", quick, source=source, shape=shape, rows=ROWS)

    date, text, dataset = (
        read("query", "date"), read("query", "text"), read("dataset", "date")
    )  # fmt: skip
    parsed = floor("csv_rows", quick, shape="date", rows=ROWS)
    plain = floor("csv_rows", quick, shape="text", rows=ROWS)
    cells = [
        Cell("d", "SQL row, one date of 8: CPU", "cpu", MICRO, *date, parsed, 0.035, 1.6),
        Cell("d", "the same: memory growth", "growth", MEMORY, *date, limit=8.0, slower=False),
        Cell("d", "SQL row, no date: CPU", "cpu", MICRO, *text, plain),
        Cell("d", "dataset row, one date of 8: CPU", "cpu", MICRO, *dataset, parsed),
    ]
    whole = {"arrow": ("to_arrow", 0.010), "pandas": ("get_dataframe", 0.015)}
    for source, theirs in (("query", date[1]), ("dataset", dataset[1])):
        for to, (method, target) in whole.items():
            ours = Run(
                "ours", "clients.frame", {"source": source, "method": method, "rows": ROWS}, quick
            )
            what = f"{'SQL' if source == 'query' else source} row to {to}: CPU"
            lowest = floor("arrow", quick, rows=ROWS, to=to)
            cells.append(Cell("d'", what, "cpu", MICRO, ours, theirs, lowest, target, 1.3))
    return cells


def _bytes() -> list[Cell]:
    cells = []
    for framing, what, targets in (
        ("chunked", "download 200 MB, chunked: CPU", (0.85, 1.3)),
        ("length", "download 200 MB, known length: CPU", (None, None)),
    ):
        quick = {"size": 20 * MB}
        runs = both("clients.download", quick, framing=framing, size=200 * MB)
        socket = floor("download", quick, framing=framing, size=200 * MB)
        cells.append(Cell("e", what, "cpu", GB, *runs, socket, *targets))
    for method, what, target in (
        ("prepare_project_import", "upload 500 MB, import", 0.25),
        ("create_project_from_bundle_archive", "upload 500 MB, bundle", 0.50),
        ("install_plugin_from_archive", "upload 500 MB, plugin", None),
    ):
        quick = {"size": 50 * MB}
        runs = both("clients.upload", quick, method=method, size=500 * MB)
        sendall = floor("upload", quick, size=500 * MB)
        lowest = 1.4 if target else None
        cells += [
            Cell("e'", f"{what}: wall", "wall", GB, *runs, sendall, target, lowest),
            Cell("e'", f"{what}: memory growth", "growth", MEMORY, *runs, limit=4.0, slower=False),
        ]
    return cells


def _waiting() -> list[Cell]:
    cells = []
    targets = ((0.05, 0.20), (0.5, 0.50), (2.0, 0.65), (10.0, 0.95), (60.0, 0.35))
    for seconds, target in targets:
        ours, theirs = (
            Run(side, "clients.waiting", {"seconds": seconds, "times": 30, "clock": clock},
                {"times": 5}, seeded=True)
            for side, clock in (("ours", "given"), ("incumbent", "patched"))
        )  # fmt: skip
        what = f"task of {seconds:g} s"
        cells += [
            Cell("f", f"{what}: noticed late", "late", MILLI, ours, theirs, None, target),
            Cell("f", f"{what}: polls", "polls", ("", 1.0), ours, theirs, None, 2.3, slower=False),
        ]
    return cells


def _many() -> list[Cell]:
    ours, theirs = both("clients.threads", {"times": 1}, calls=200, at_once=32, times=3)
    params = {"calls": 200, "tasks": 32, "times": 3}
    tasks = Run("ours", "tasks_async.bounded", params, {"times": 1})
    sockets = floor("sockets", {"times": 1}, **params)
    queued = Run("ours", "tasks_async.unbounded", {"calls": 1000}, {"calls": 200})
    aiohttp = floor("aiohttp_queued", {"calls": 200}, calls=1000)
    wall = ("wall", MILLI)
    return [
        Cell("g", "200 calls of 20 ms, 32 threads", *wall, ours, theirs, sockets, 0.60, 2.0),
        Cell("g", "the same, 32 async tasks", *wall, tasks, theirs, sockets, 0.60, 2.0),
        Cell("g'", "1,000 async calls queued", *wall, queued, None, aiohttp, None, 2.0),
    ]


def _clients() -> list[Cell]:
    ours, theirs = both("clients.one_more", {"count": 30}, count=100)
    sizes = {"sizes": [1000, 10_000, 1_000_000]}
    quick = {"sizes": [1000, 10_000, 100_000]}
    listing = Run("ours", "clients.growth_of_listing", sizes, quick, rounds=3)
    rows = Run("ours", "clients.growth_of_rows", sizes, quick, rounds=3)
    power = ("exponent", ("", 1.0))
    return [
        Cell("h", "one more client and a call: memory", "kept", ("kB", 1e-3), ours, theirs,
             to_incumbent=1.0),
        Cell("h", "one more client and a call: CPU", "cpu", MICRO, ours, theirs, to_incumbent=1.0),
        Cell("h'", "listing, 1,000 to 1,000,000: exponent", *power, listing, limit=1.05),
        Cell("h'", "SQL rows, 1,000 to 1,000,000: exponent", *power, rows, limit=1.05),
    ]  # fmt: skip


CELLS: Final = (
    *_process(), *_calls(), *_rows(), *_bytes(), *_waiting(), *_many(), *_clients(), *mock_cells()
)  # fmt: skip
# For the headroom: what the server can do when no client holds it up.
PACE: Final = (
    floor("ping_pong", {"count": 2000}, count=10_000),
    floor("pipelined", {"count": 20_000}, count=100_000),
)
# Clients of the small GET, one of which is the fastest; the standard library's among them.
SMALL: Final = [run for cell in CELLS if cell.measure == "b" for run in cell.runs]


def chosen(only: str) -> list[Cell]:
    """The cells of some measures.

    Args:
        only: letters by commas, such as `d,e`; `d` is `d'` too, which is also written `d2`.
            Empty for all.

    Returns:
        The cells, in the order of the table.

    Raises:
        ValueError: there is no such measure.
    """
    known = {cell.measure for cell in CELLS}
    wanted: set[str] = set()
    for name in filter(None, (part.strip().replace("2", "'") for part in only.split(","))):
        found = {measure for measure in known if measure in {name, name + "'"}}
        if not found:
            raise ValueError(f"there is no measure {name!r}; there are {', '.join(sorted(known))}")
        wanted |= found
    return [cell for cell in CELLS if cell.measure in (wanted or known)]
