"""Calls every public method with I/O against a server that takes all and never answers."""

from __future__ import annotations

import asyncio  # noqa: TID251 - it runs the async client
import importlib
import inspect
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dataikuapi import DSSClient
from dataikuapi.aio.dssclient import AsyncDSSClient
from tests.faults.handles import Maker, classes, own_io_methods, plain_name

# The limits of the client, and what no call may take.
LIMIT: Final = 0.1
HARD: Final = 2.0
# Few at once: what is measured is the client, not how busy the machine is.
AT_ONCE: Final = 4
KEY: Final = "key-of-the-walk"
EXCLUDED: Final[Mapping[str, str]] = {
    "dataikuapi._client.transport.ClientTransport.close": "closes, and asks nothing",
    "dataikuapi._rest.Rest.close": "closes, and asks nothing",
    "dataikuapi._stream.DSSStream.close": "closes, and asks nothing",
    "dataikuapi._stream.DSSStream.read": "an answer has begun: a test of its own",
    "dataikuapi._stream.DSSStream.iter_content": "an answer has begun: a test of its own",
    "dataikuapi._stream.DSSStream.iter_lines": "an answer has begun: a test of its own",
    "dataikuapi.dss._dataset.distribute.DatasetDistribute.to_ray": "needs Ray, which is large",
    "dataikuapi.dss._project.models.ProjectModels.setup_mlflow": "needs MLflow, which is large",
}


@dataclass(frozen=True)
class Target:
    """One method to call, of an async class and of its sync twin."""

    owner: type
    method: str

    @property
    def label(self) -> str:
        return f"{plain_name(self.owner)}.{self.method}"

    def twin(self) -> type:
        module, _, name = plain_name(self.owner).rpartition(".")
        found: type = getattr(importlib.import_module(module), name)
        return found


def targets() -> list[Target]:
    """All of them, but those that are excluded with a reason."""
    found = [
        Target(cls, method)
        for group in classes(True).values()
        for cls in group
        for method in own_io_methods(cls)
    ]
    return [target for target in found if target.label not in EXCLUDED]


@dataclass(frozen=True)
class Ended:
    """How a call ended: seconds, and what it raised; None when it came back."""

    seconds: float
    error: BaseException | None

    def problem(self) -> str | None:
        """What is wrong with it; None when it ended as it should."""
        if self.error is None:
            return "came back"
        if not _is_timeout(self.error):
            return f"raised {self.error!r}"[:300]
        return f"took {self.seconds:.1f} s" if self.seconds > HARD else None


def _is_timeout(error: BaseException) -> bool:
    """Whether it is an exception of a limit, or a group of such, as many calls at once raise."""
    if isinstance(error, BaseExceptionGroup):
        return all(_is_timeout(each) for each in error.exceptions)
    return isinstance(error, TimeoutError)


def call_sync(target: Target, url: str, folder: Path) -> Ended:
    """Calls a method of the sync API."""
    with DSSClient(url, KEY, timeout=LIMIT) as client:
        function, given = Maker(client, folder, is_async=False).call(target.twin(), target.method)
        started = time.monotonic()
        try:
            value = function(**given)
            if inspect.isgenerator(value):
                list(value)
            error: BaseException | None = None
        except Exception as caught:
            error = caught
        return Ended(time.monotonic() - started, error)


async def call_async(target: Target, url: str, folder: Path) -> Ended:
    """Calls a method of the async API."""
    async with AsyncDSSClient(url, KEY, timeout=LIMIT) as client:
        function, given = Maker(client, folder, is_async=True).call(target.owner, target.method)
        started = time.monotonic()
        try:
            async with asyncio.timeout(10 * HARD) as scope:
                value = function(**given)
                if inspect.isasyncgen(value):
                    async for _ in value:
                        pass
                else:
                    await value
            error: BaseException | None = None
        except Exception as caught:
            error = RuntimeError("no end") if scope.expired() else caught
        return Ended(time.monotonic() - started, error)


def walk_sync(url: str, folder: Path) -> dict[str, str]:
    """What is wrong, by method; nothing when all is well."""

    def work(target: Target) -> tuple[str, str | None]:
        return target.label, _judged(lambda: call_sync(target, url, folder))

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return {label: wrong for label, wrong in pool.map(work, targets()) if wrong}


def walk_async(url: str, folder: Path) -> dict[str, str]:
    """The same with the async API; each call has a loop of its own, in a thread."""

    def work(target: Target) -> tuple[str, str | None]:
        return target.label, _judged(lambda: asyncio.run(call_async(target, url, folder)))

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return {label: wrong for label, wrong in pool.map(work, targets()) if wrong}


def _judged(call: Callable[[], Ended]) -> str | None:
    try:
        ended = call()
        if ended.seconds > HARD:
            # Modules are loaded by the first call of a kind, and the machine may be busy.
            ended = call()
    except Exception as problem:
        return f"could not be called: {problem!r}"[:300]
    return ended.problem()


def load_all() -> None:
    """Loads what methods load when they are first called; that is not what is measured."""
    import pkgutil

    import pandas  # noqa: F401 (only to be loaded)

    import dataikuapi_rest.api

    for found in pkgutil.walk_packages(dataikuapi_rest.api.__path__, "dataikuapi_rest.api."):
        importlib.import_module(found.name)
