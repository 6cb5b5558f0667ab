"""Runs one cell of the matrix on a real socket and says what was seen."""

from __future__ import annotations

import asyncio  # noqa: TID251 - it runs the async client from sync code
import inspect
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import dataikuapi
from dataikuapi import Timeouts
from dataikuapi.aio.dssclient import AsyncDSSClient
from tests.clocks import AsyncFakeClock, FakeClock
from tests.faults.certificates import authority_file, context_of
from tests.faults.faults import Fault
from tests.faults.kinds import OLD, Kind, target
from tests.faults.server import FaultServer, serving

# What the limits of the client are where only they end a call, and where nothing should wait.
SHORT: Final = 0.2
LONG: Final = 20.0
# A call that takes longer hangs.
HARD: Final = 15.0
UNPACKED: Final = 1024 * 1024
KEY: Final = "key-of-the-matrix"
# Words for what came out, in the order in which they are looked for.
CLASSES: Final = (
    ("T", dataikuapi.DSSTimeoutError),
    ("C", dataikuapi.DSSConnectionError),
    ("D", dataikuapi.DSSDataError),
    ("S", dataikuapi.DSSServerError),
    ("R", dataikuapi.DSSRateLimited),
    ("F", dataikuapi.DSSFutureFailed),
    ("L", dataikuapi.DSSFutureLost),
    ("A", dataikuapi.DSSAPIError),
)


@dataclass(frozen=True)
class Seen:
    """What was seen in one run of a cell.

    Attributes:
        outcome: ``ok``, ``wrong`` (a value that is not right), a letter for an exception, ``hang``,
            or the name of an exception that is none of ours.
        requests: how many requests of the operation the server got.
        left: what is left of local files although it should not; empty for nothing.
        note: more, for the one who reads a failure.
    """

    outcome: str
    requests: int
    left: str = ""
    note: str = ""

    def __str__(self) -> str:
        return f"{self.outcome}{self.requests}{self.left}"


def outcome_of(error: BaseException) -> str:
    """The letter of an exception, else its name."""
    for letter, cls in CLASSES:
        if isinstance(error, cls):
            return letter
    return type(error).__qualname__


class _MendingClock(FakeClock):
    """No time passes on it; the first sleep ends what was only for a moment."""

    def __init__(self, mend: Callable[[], None]) -> None:
        super().__init__()
        self._mend = mend

    def sleep(self, seconds: float) -> None:
        self._mend()
        super().sleep(seconds)


class _AsyncMendingClock(AsyncFakeClock):
    def __init__(self, mend: Callable[[], None]) -> None:
        super().__init__()
        self._mend = mend

    async def sleep(self, seconds: float) -> None:
        self._mend()
        await super().sleep(seconds)


def server_of(fault: Fault, kind: Kind, times: int | None) -> FaultServer | None:
    """The server of a cell; None where the fault can not be."""
    steps = fault.play(kind.good)
    if steps is None:
        return None
    return FaultServer(kind.routes(), steps, times, at_accept=fault.at_accept)


def certificates(fault: Fault, server: FaultServer) -> Callable[[], ssl.SSLContext] | None:
    """Which certificate each connection is shown; None for no TLS."""
    if fault.tls is None:
        return None
    wrong = fault.tls

    def choose() -> ssl.SSLContext:
        with server.lock:
            return context_of(wrong if server.spend() else "good")

    # The fault is spent by connections, not by requests.
    server.at_accept = False
    return choose


def run_cell(fault: Fault, kind: Kind, folder: Path, *, once: bool, is_async: bool) -> Seen | None:
    """Runs one cell with our client.

    Args:
        fault: what goes wrong.
        kind: what is called.
        folder: an empty folder.
        once: whether it goes wrong only once.
        is_async: whether the async client is used.

    Returns:
        What was seen; None where the fault can not be.
    """
    server = server_of(fault, kind, 1 if once else None)
    if server is None:
        return None
    if kind.name == "download":
        target(folder).write_bytes(OLD)
    tls = certificates(fault, server)
    with serving(server, tls=tls, refusing=fault.refusing) as mend:
        if tls is not None:
            _only_certificates(server)
        limit = SHORT if fault.silent else LONG
        # The limit on the head of an answer has those on a connection in it, for async calls.
        connect = 0.5 if fault.silent else LONG
        limits = Timeouts(connect, limit, LONG, connect, limit)
        options: dict[str, Any] = {"timeout": limits}
        if is_async:
            options["clock"] = _AsyncMendingClock(mend)
        else:
            options["clock"] = _MendingClock(mend)
        run = _run_async if is_async else _run_sync
        with _little_unpacked():
            value, error = run(server.url, kind, folder, options)
        return seen(fault, kind, server, folder, value, error)


@contextmanager
def _little_unpacked() -> Iterator[None]:
    """A bomb of some megabytes is one, so that the tests need no memory to speak of."""
    with patch("dataikuapi._http.MAX_BODY", UNPACKED):
        with patch("dataikuapi.aio._http.MAX_BODY", UNPACKED):
            yield


def _only_certificates(server: FaultServer) -> None:
    """Requests behind a good certificate are answered well."""
    plain = server.steps

    def steps(request: Any) -> Any:
        saved, server.fault = server.fault, None
        try:
            return plain(request)
        finally:
            server.fault = saved

    server.steps = steps  # type: ignore[method-assign]  (put in between)


def seen(
    fault: Fault,
    kind: Kind,
    server: FaultServer,
    folder: Path,
    value: Any,
    error: BaseException | None,
) -> Seen:
    """Puts together what was seen."""
    requests = len(server.hits())
    if error is None:
        outcome = "ok" if _right(fault, kind, value, folder) else "wrong"
    else:
        outcome = "hang" if isinstance(error, _Hangs) else outcome_of(error)
    return Seen(outcome, requests, left_over(kind, folder, outcome), repr(error or value)[:300])


def _right(fault: Fault, kind: Kind, value: Any, folder: Path) -> bool:
    if fault.undone:
        return False
    if kind.name == "download" and fault.content is not None:
        return target(folder).read_bytes() == fault.content(kind.good) or kind.right(value, folder)
    return kind.right(value, folder)


def left_over(kind: Kind, folder: Path, outcome: str) -> str:
    """Local files that should not be there, or not be so."""
    files = sorted(path.name for path in folder.iterdir())
    if kind.name != "download":
        return "+files" if files else ""
    if files != [target(folder).name]:
        return "+half"
    if outcome not in {"ok", "wrong"} and target(folder).read_bytes() != OLD:
        return "+spoilt"
    return ""


class _Hangs(Exception):
    """The call did not end."""


def _run_sync(
    url: str, kind: Kind, folder: Path, options: dict[str, Any]
) -> tuple[Any, BaseException | None]:
    got: list[tuple[Any, BaseException | None]] = []

    def work() -> None:
        try:
            with dataikuapi.DSSClient(url, KEY, **options) as client:
                client._session.verify = authority_file()
                value = kind.call(client, folder)
                got.append((list(value) if inspect.isgenerator(value) else value, None))
        except BaseException as error:
            got.append((None, error))

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(HARD)
    return got[0] if got else (None, _Hangs())


def _run_async(
    url: str, kind: Kind, folder: Path, options: dict[str, Any]
) -> tuple[Any, BaseException | None]:
    async def work() -> Any:
        async with AsyncDSSClient(url, KEY, **options) as client:
            client._session.verify = authority_file()
            value = kind.call(client, folder)
            if inspect.isasyncgen(value):
                return [row async for row in value]
            return await value

    async def limited() -> tuple[Any, BaseException | None]:
        task = asyncio.ensure_future(work())
        done, _ = await asyncio.wait([task], timeout=HARD)
        if not done:
            task.cancel()
            return None, _Hangs()
        return (None, error) if (error := task.exception()) else (task.result(), None)

    return asyncio.run(limited())
