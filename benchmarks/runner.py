"""Starts the server and the workers, round by round, ours, the incumbent and the floors in turn."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from benchmarks.bare import control
from benchmarks.fresh import program
from benchmarks.measures import Run

ROOT: Final = Path(__file__).parents[1]
Outcome = dict[str, Any]
# A proxy, a certificate or a login of this machine must not decide what is measured.
REMOVED: Final = (
    "ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE",
    "SSL_CERT_DIR", "SSL_CERT_FILE", "NETRC", "PYTHONDONTWRITEBYTECODE", "PYTHONPATH",
)  # fmt: skip


@contextmanager
def server() -> Iterator[str]:
    """A server in a process of its own.

    Yields:
        Its URL.
    """
    command = [sys.executable, "-m", "benchmarks.server"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        process.stdin.close()


class Workers:
    """Runs measurements in fresh processes.

    Args:
        url: of the server.
        incumbent: Python of the environment that has it.
        cache: folder for compiled modules and for an empty home, which both sides share.
        quick: whether sizes are small.
        limit: seconds after which a worker is stopped.
    """

    def __init__(
        self, url: str, incumbent: Path, cache: Path, *, quick: bool, limit: float = 150.0
    ) -> None:
        self._url = url
        self._incumbent = incumbent
        self._cache = cache
        self._quick = quick
        self._limit = limit

    def environment(self, side: str) -> dict[str, str]:
        """The variables of a worker."""
        kept = {name: value for name, value in os.environ.items() if name.upper() not in REMOVED}
        home = self._cache / "home"
        home.mkdir(parents=True, exist_ok=True)
        # An empty home has no netrc. Modules are compiled once for all, wherever they lie.
        kept |= {"HOME": str(home), "PYTHONPYCACHEPREFIX": str(self._cache / "compiled")}
        ours = os.environ.get("PYTHONPATH")
        if side != "incumbent" and ours:
            kept["PYTHONPATH"] = ours
        return kept

    def run(self, run: Run, number: int) -> Outcome:
        """Measures once.

        Args:
            run: what.
            number: of the round.

        Returns:
            The figures of the task, with `server`, the CPU seconds that the server took; or
            `absent` or `error`.
        """
        python = self._incumbent if run.side == "incumbent" else Path(sys.executable)
        before = control(self._url, "/bench/cpu")["cpu"]
        try:
            done = subprocess.run(
                [str(python), *self._command(run, number)],
                cwd=ROOT, env=self.environment(run.side), timeout=self._limit,
                capture_output=True, text=True, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return {"error": f"not done after {self._limit:g} s"}
        if done.returncode:
            return {"error": (done.stderr.strip().splitlines() or ["no message"])[-1][:300]}
        outcome: Outcome = json.loads(done.stdout)
        outcome["server"] = control(self._url, "/bench/cpu")["cpu"] - before
        return outcome

    def _command(self, run: Run, number: int) -> list[str]:
        module, _, name = run.task.partition(".")
        if module == "fresh":
            return ["-c", program(name), self._url]
        params = run.params | (run.quick if self._quick else {})
        if run.seeded:
            params["seed"] = number
        order = {"task": run.task, "url": self._url, "params": params}
        return ["-m", "benchmarks.worker", json.dumps(order)]


def rounds(
    workers: Workers,
    runs: Sequence[Run],
    count: int,
    told: Callable[[int, int, Run], None] = lambda *_: None,
) -> dict[str, list[Outcome]]:
    """Measures everything so many times, all runs in each round.

    Args:
        workers: what measures.
        runs: what to measure.
        count: how many rounds.
        told: called before each measurement with the round, the number of the run and the run.

    Returns:
        The outcomes by the name of the run, one for each round in which it ran: the first ones,
        for one that says in how many. One that failed is not tried again.
    """
    outcomes: dict[str, list[Outcome]] = {run.name: [] for run in runs}
    for number in range(count):
        # Every other round the other way round: what runs before what must not matter.
        for at, run in enumerate(runs if number % 2 == 0 else reversed(runs)):
            found = outcomes[run.name]
            if found and ("error" in found[-1] or "absent" in found[-1]):
                continue
            if run.rounds is not None and number >= run.rounds:
                continue
            told(number, at, run)
            found.append(workers.run(run, number))
    return outcomes
