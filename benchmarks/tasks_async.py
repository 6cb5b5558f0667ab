"""The tasks of the async client, which the incumbent has not."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from benchmarks.meter import Meter

Figures = dict[str, float]


async def at_once(call: Callable[[], Awaitable[Any]], calls: int, tasks: int) -> None:
    """Makes `calls` calls by so many tasks, each of which makes one after the other."""
    numbers: Iterator[int] = iter(range(calls))

    async def work() -> None:
        for _ in numbers:
            await call()

    await asyncio.gather(*(work() for _ in range(tasks)))


async def queued(call: Callable[[], Awaitable[Any]], calls: int) -> None:
    """Makes `calls` calls and leaves it to the client how many are under way."""
    await asyncio.gather(*(call() for _ in range(calls)))


def bounded(url: str, calls: int, tasks: int, times: int) -> Figures:
    """As `clients.threads`, by tasks of the async client."""

    async def main() -> Figures:
        from dataikuapi.aio import AsyncDSSClient

        async with AsyncDSSClient(url, "key") as client:
            call = client.get_project("SLOW").get_variables
            await at_once(call, tasks, tasks)
            with Meter() as meter:
                for _ in range(times):
                    await at_once(call, calls, tasks)
        return meter.each(calls * times)

    return asyncio.run(main())


def unbounded(url: str, calls: int) -> Figures:
    """All calls started at once, by the async client."""

    async def main() -> Figures:
        from dataikuapi.aio import AsyncDSSClient

        async with AsyncDSSClient(url, "key") as client:
            call = client.get_project("SLOW").get_variables
            await queued(call, 100)
            with Meter() as meter:
                await queued(call, calls)
        return meter.each(calls)

    return asyncio.run(main())
