"""What was asked for and what came, and what the process holds meanwhile."""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Final

# Share by which the memory of the last quarter may exceed that of the second.
GROWTH: Final = 0.05
PAGE: Final = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
EVERY: Final = 0.5
# Below these nothing is said of growth: the connections of a pool come one by one.
MANY: Final = {"memory": 0, "descriptors": 130}


def memory() -> int:
    """Resident memory of this process in bytes."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * PAGE


def descriptors() -> int:
    """How many files and sockets this process has open."""
    return len(os.listdir("/proc/self/fd"))


# What became of a write.
DONE, UNSURE = 1, 2


def _number(topic: str) -> int:
    return int(topic.rpartition("-")[2])


@dataclass
class Ledger:
    """Counts of one run; safe to share between threads."""

    calls: int = 0
    refused: int = 0
    wrong: list[str] = field(default_factory=list)
    # By the number of the topic: a set of topics would grow, and memory is what is watched.
    fates: bytearray = field(default_factory=lambda: bytearray(2_000_000))
    errors: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def right(self) -> None:
        """A call gave the right answer."""
        with self.lock:
            self.calls += 1

    def wrote(self, topic: str) -> None:
        """A write was confirmed."""
        with self.lock:
            self.calls += 1
            self.fates[_number(topic)] = DONE

    def failed(self, error: BaseException, topic: str | None = None) -> None:
        """A call raised a typed error; a write may have been done or not."""
        with self.lock:
            self.calls += 1
            self.refused += 1
            self.errors[type(error).__qualname__] += 1
            if topic is not None:
                self.fates[_number(topic)] = UNSURE

    def mistaken(self, text: str) -> None:
        """Something came that is not right."""
        with self.lock:
            self.calls += 1
            self.wrong.append(text[:300])

    def problems(self, topics: Mapping[str, int]) -> list[str]:
        """What is wrong with the writes that the server has."""
        found = [f"wrong answer: {each}" for each in self.wrong[:5]]
        numbers = set(map(_number, topics))
        lost = [at for at, fate in enumerate(self.fates) if fate == DONE and at not in numbers]
        doubled = [topic for topic, times in topics.items() if times > 1]
        strange = [topic for topic in topics if not self.fates[_number(topic)]]
        for name, group in (("lost", lost), ("doubled", doubled), ("unknown", strange)):
            if group:
                found.append(f"{len(group)} writes {name}, such as {group[0]}")
        return found


class Watch:
    """Looks at memory and descriptors now and then, from a thread."""

    def __init__(self) -> None:
        self.memory: list[int] = []
        self.descriptors: list[int] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def _look(self) -> None:
        while not self._over.wait(EVERY):
            self.memory.append(memory())
            self.descriptors.append(descriptors())

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def growth(self, values: list[int]) -> float:
        """By which share the last quarter is above the second."""
        quarter = len(values) // 4
        if quarter == 0:
            return 0.0
        second, last = values[quarter : 2 * quarter], values[-quarter:]
        return median(last) / median(second) - 1

    def problems(self) -> list[str]:
        """What grew."""
        found: list[str] = []
        for name in ("memory", "descriptors"):
            grown = self.growth(getattr(self, name))
            # A few more files are no growth of a share.
            if grown > GROWTH and max(getattr(self, name)) > MANY[name]:
                found.append(f"{name} grew by {grown:.1%} from the second quarter to the last")
        return found
