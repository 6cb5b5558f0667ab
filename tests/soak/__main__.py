"""Runs the load, prints figures, and fails when something is wrong, lost, doubled or grows.

``python -m tests.soak --seconds 60`` takes about two minutes: 64 threads on one client, then 2,000
tasks on one async client, against the mock on a port where one request in twenty goes wrong.
"""

from __future__ import annotations

import argparse
import asyncio  # noqa: TID251 - it starts the tasks of the async client
import itertools
import json
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from dataikuapi import DataikuException, DSSClient, Timeouts
from dataikuapi.aio.dssclient import AsyncDSSClient
from tests.soak.ledger import DONE, UNSURE, Ledger, Watch, descriptors
from tests.soak.server import PROJECT, SHARE

# On a busy machine many tasks wait long for one of the connections; that is no fault.
LIMITS: Final = Timeouts(connect=60, read=60, write=60, pool=300, blocking=60)
# Beside the connections of the pool a process has few.
MOST_DESCRIPTORS: Final = 200
# What a process may have more behind a client that was closed: nothing, but for the loop's own.
LEFT: Final = 2
Server = Callable[[], dict[str, Any]]


@contextmanager
def mock(seed: int) -> Iterator[tuple[str, str, Server]]:
    """The mock in a process of its own: its URL, a key, and what it remembers."""
    command = [sys.executable, "-m", "tests.soak.server", "--seed", str(seed)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        url, key = process.stdout.readline().split()
        ask, answers = process.stdin, process.stdout

        def told() -> dict[str, Any]:
            ask.write("\n")
            ask.flush()
            answer: dict[str, Any] = json.loads(answers.readline())
            return answer

        try:
            yield url, key, told
        finally:
            process.kill()


class Numbers:
    """Topics that occur once, and a dice, for many threads."""

    def __init__(self, name: str, seed: int) -> None:
        self._name = name
        self._count = itertools.count()
        self.dice = random.Random(seed)  # noqa: S311 - no secret

    def topic(self) -> str:
        return f"{self._name}-{next(self._count)}"


def _check_group(ledger: Ledger, name: str, group: Any) -> None:
    if group.get("name") == name:
        ledger.right()
    else:
        ledger.mistaken(f"group {name}: {group}")


def _check_topic(ledger: Ledger, topic: str, discussion: Any) -> None:
    got = discussion.discussion_data.get("topic")
    if got == topic:
        ledger.wrote(topic)
    else:
        ledger.mistaken(f"topic {topic}: {got}")


def once(client: DSSClient, numbers: Numbers, ledger: Ledger) -> None:
    """One call of a thread: two reads for each write."""
    topic: str | None = None
    try:
        if numbers.dice.random() < 2 / 3:
            name = f"group{numbers.dice.randrange(8)}"
            _check_group(ledger, name, client.get_group(name).get_definition())
            return
        topic = numbers.topic()
        discussions = client.get_project(PROJECT).get_object_discussions()
        _check_topic(ledger, topic, discussions.create_discussion(topic, "words"))
    except DataikuException as error:
        ledger.failed(error, topic)
    except Exception as error:
        ledger.mistaken(repr(error))


async def async_once(client: AsyncDSSClient, numbers: Numbers, ledger: Ledger) -> None:
    """One call of a task."""
    topic: str | None = None
    try:
        if numbers.dice.random() < 2 / 3:
            name = f"group{numbers.dice.randrange(8)}"
            _check_group(ledger, name, await client.get_group(name).get_definition())
            return
        topic = numbers.topic()
        discussions = client.get_project(PROJECT).get_object_discussions()
        _check_topic(ledger, topic, await discussions.create_discussion(topic, "words"))
    except DataikuException as error:
        ledger.failed(error, topic)
    except Exception as error:
        ledger.mistaken(repr(error))


def run_threads(url: str, key: str, count: int, seconds: float, seed: int) -> tuple[Ledger, Watch]:
    """Many threads on one client."""
    ledger, numbers = Ledger(), Numbers("thread", seed)
    with DSSClient(url, key, timeout=LIMITS) as client:
        # What is loaded by the first call is no matter of the load.
        once(client, numbers, ledger)
        until = time.monotonic() + seconds

        def work() -> None:
            while time.monotonic() < until:
                once(client, numbers, ledger)

        threads = [threading.Thread(target=work) for _ in range(count)]
        with Watch() as watch:
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    return ledger, watch


async def run_tasks(
    url: str, key: str, count: int, seconds: float, seed: int
) -> tuple[Ledger, Watch]:
    """Many tasks on one async client."""
    ledger, numbers = Ledger(), Numbers("task", seed)
    async with AsyncDSSClient(url, key, timeout=LIMITS) as client:
        await async_once(client, numbers, ledger)
        until = time.monotonic() + seconds
        with Watch() as watch:

            async def work() -> None:
                while time.monotonic() < until:
                    await async_once(client, numbers, ledger)

            await asyncio.gather(*(work() for _ in range(count)))
    return ledger, watch


def judge(name: str, ledger: Ledger, watch: Watch, told: dict[str, Any], before: int) -> list[str]:
    """Prints the figures of a run, and gives what is wrong with it."""
    most, left = max(watch.descriptors, default=0), descriptors() - before
    problems = [*ledger.problems(told["topics"]), *watch.problems()]
    if most > MOST_DESCRIPTORS:
        problems.append(f"{most} descriptors were open")
    if left > LEFT:
        problems.append(f"{left} descriptors are left")
    done, unsure = ledger.fates.count(DONE), ledger.fates.count(UNSURE)
    if not done or not told["faults"]:
        problems.append("nothing was written, or nothing went wrong: this shows nothing")
    print(f"{name}: {ledger.calls} calls, {told['faults']} faults ({SHARE:.0%} of the requests)")
    print(f"  typed errors {ledger.refused}: {dict(ledger.errors)}")
    print(
        f"  wrong answers {len(ledger.wrong)}, writes confirmed {done}, unsure {unsure}, "
        f"in the server {sum(told['topics'].values())}"
    )
    print(
        f"  memory of the last quarter {watch.growth(watch.memory):+.1%} of the second, "
        f"{max(watch.memory, default=0) / 1e6:.0f} MB at most"
    )
    print(f"  descriptors {most} at most, {left} left behind the client")
    for problem in problems:
        print(f"  WRONG: {problem}")
    return problems


def main() -> int:
    """Runs both loads.

    Returns:
        The exit code of the process.
    """
    parser = argparse.ArgumentParser(prog="tests.soak")
    parser.add_argument("--seconds", type=float, default=60.0, help="of each of the two loads")
    parser.add_argument("--threads", type=int, default=64)
    parser.add_argument("--tasks", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    problems: list[str] = []
    with mock(given.seed) as (url, key, told):
        before = descriptors()
        run = run_threads(url, key, given.threads, given.seconds, given.seed)
        problems += judge(f"{given.threads} threads", *run, told(), before)
    with mock(given.seed + 1) as (url, key, told):
        before = descriptors()
        load = asyncio.run(run_tasks(url, key, given.tasks, given.seconds, given.seed))
        problems += judge(f"{given.tasks} tasks", *load, told(), before)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
