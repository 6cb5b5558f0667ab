"""The tasks of the clients.

Both packages are called `dataikuapi` and have the same methods, so the same functions measure both;
what runs before the meter warms up imports and the connection.
"""

from __future__ import annotations

import itertools
import math
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import IO, Any
from unittest import mock

from benchmarks.bare import control
from benchmarks.meter import Meter
from benchmarks.worker import needed

Figures = dict[str, float]


def _client(url: str, **options: Any) -> Any:
    from dataikuapi import DSSClient

    return DSSClient(url, "key", **options)


def small_get(url: str, count: int) -> Figures:
    """`count` small calls, one by one, on one connection."""
    call = _client(url).get_auth_info
    for _ in range(20):
        call()
    with Meter() as meter:
        for _ in range(count):
            call()
    return meter.each(count)


def list_projects(url: str, items: int, times: int) -> Figures:
    """A listing of `items` projects, `times` times; figures of one listing."""
    client = _client(url)
    control(url, f"/bench/projects/{items}/fat")
    client.list_projects()
    with Meter() as meter:
        for _ in range(times):
            found = client.list_projects()
    assert len(found) == items
    return meter.each(times)


def _query(client: Any, shape: str, rows: int) -> Any:
    return client.sql_query(f"{shape} {rows}", connection="c")


def _dataset(client: Any, shape: str, rows: int) -> Any:
    return client.get_project("P").get_dataset(f"{shape}_{rows}")


def _count(rows: Iterator[Any]) -> int:
    count = 0
    for _ in rows:
        count += 1
    return count


def rows(url: str, source: str, shape: str, rows: int) -> Figures:
    """All rows of a query or a dataset, walked over; figures of one row."""
    client, make = _client(url), {"query": _query, "dataset": _dataset}[source]
    _count(make(client, shape, 100).iter_rows())
    with Meter() as meter:
        found = _count(make(client, shape, rows).iter_rows())
    assert found == rows
    return meter.each(rows)


def frame(url: str, source: str, method: str, rows: int) -> Figures:
    """All rows of a query or a dataset as one table, by the method of that name."""
    client, make = _client(url), {"query": _query, "dataset": _dataset}[source]
    needed(make(client, "date", 100), method)()
    with Meter() as meter:
        found = getattr(make(client, "date", rows), method)()
    assert len(found) == rows
    return meter.each(rows)


def download(url: str, framing: str, size: int) -> Figures:
    """A file of a managed folder, read in pieces of 64 kB; figures of one GB."""
    client = _client(url)

    def read(size: int) -> int:
        folder = client.get_project("P").get_managed_folder(framing)
        with folder.get_file(str(size)) as stream:
            return sum(len(piece) for piece in stream.iter_content(chunk_size=65536))

    read(100_000)
    with Meter() as meter:
        assert read(size) == size
    return meter.each(size / 1e9)


@contextmanager
def empty_file(size: int) -> Iterator[IO[bytes]]:
    """A file of `size` zeros that takes no room on the disk, and is in the memory of the system."""
    with tempfile.TemporaryFile() as file:
        file.truncate(size)
        # Who reads it first pays for the pages, which costs more than to send them.
        while file.read(1_000_000):
            pass
        file.seek(0)
        yield file


def upload(url: str, method: str, size: int) -> Figures:
    """A file of `size` bytes, sent by the method of the client; figures of one GB."""
    send = getattr(_client(url), method)
    with empty_file(1000) as file:
        send(file)
    with empty_file(size) as file, Meter() as meter:
        send(file)
    return meter.each(size / 1e9)


class VirtualClock:
    """Time that passes only when somebody sleeps; the server is told it with each request."""

    def __init__(self) -> None:
        self.now = 0.0
        self.session: Any = None

    def monotonic(self) -> float:
        """Seconds since the beginning."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Lets the time pass."""
        self.set(self.now + seconds)

    def set(self, now: float) -> None:
        """Sets the time and tells it to the server."""
        self.now = now
        self.session.headers["X-Virtual-Now"] = repr(now)


def waiting(url: str, seconds: float, times: int, seed: int, clock: str) -> Figures:
    """Waits for futures of random length, on a virtual clock.

    Args:
        url: of the server.
        seconds: length of a task, from which each differs by up to 30 %.
        times: how many tasks.
        seed: of the random lengths; both sides get the same.
        clock: `given` to a client that takes a clock, or `patched` into the module `time`.

    Returns:
        `late`: seconds from the end of a task until it is noticed; `polls`: calls for each task.
    """
    from dataikuapi.dss.future import DSSFuture

    draw = random.Random(seed)  # noqa: S311 - lengths of tasks, no secrets
    virtual = VirtualClock()
    client = _client(url, **({"clock": virtual} if clock == "given" else {}))
    virtual.session = client._session
    late, polls = 0.0, 0
    with mock.patch.object(time, "sleep", virtual.sleep) if clock == "patched" else _nothing():
        for number in range(times):
            length = draw.uniform(0.7, 1.3) * seconds
            virtual.set(0.0)
            job = f"job{number}-{length!r}"
            DSSFuture.from_resp(client, {"jobId": job, "hasResult": False}).wait_for_result()
            late += virtual.now - length
            polls += control(url, f"/bench/polls/{job}")
    return {"late": late / times, "polls": polls / times}


@contextmanager
def _nothing() -> Iterator[None]:
    yield


def threads(url: str, calls: int, at_once: int, times: int) -> Figures:
    """`calls` calls that the server answers late, by threads on one client; figures of one call."""
    project = _client(url).get_project("SLOW")

    def call(_number: int) -> Any:
        return project.get_variables()

    with ThreadPoolExecutor(at_once) as pool:
        list(pool.map(call, range(at_once)))
        with Meter() as meter:
            for _ in range(times):
                list(pool.map(call, range(calls)))
    return meter.each(calls * times)


def one_more(url: str, count: int) -> Figures:
    """Makes `count` further clients, with one call each, and keeps them; figures of one."""

    def made() -> Any:
        client = _client(url)
        client.get_auth_info()
        return client

    kept = [made() for _ in range(3)]
    with Meter() as meter:
        kept += [made() for _ in range(count)]
    assert len(kept) == count + 3
    return meter.each(count)


def exponent(costs: dict[int, float]) -> float:
    """By which power of the size the cost grows: the worst of the steps between sizes."""
    return max(
        math.log(costs[large] / costs[small]) / math.log(large / small)
        for small, large in itertools.pairwise(sorted(costs))
    )


def growth_of_rows(url: str, sizes: list[int]) -> Figures:
    """How the CPU of reading rows grows with their number."""
    client = _client(url)

    def read(size: int) -> None:
        assert _count(_query(client, "date", size).iter_rows()) == size

    return _growth(read, sizes)


def growth_of_listing(url: str, sizes: list[int]) -> Figures:
    """How the CPU of listing projects grows with their number; they are small ones."""
    client = _client(url)

    def choose(size: int) -> None:
        control(url, f"/bench/projects/{size}/slim")

    def ask(size: int) -> None:
        assert len(client.list_projects()) == size

    return _growth(ask, sizes, choose)


def _growth(
    work: Callable[[int], None], sizes: list[int], before: Callable[[int], None] | None = None
) -> Figures:
    costs = {}
    for size in sizes:
        if before is not None:
            before(size)
        if size < sizes[-1]:
            work(size)
        # Small sizes again and again, so that each cost is far above the grain of the clock.
        times = max(1, sizes[-1] // 10 // size)
        with Meter() as meter:
            for _ in range(times):
                work(size)
        costs[size] = meter.cpu / times
    return {"exponent": exponent(costs)}
