"""Progress bars for long work and for bytes on their way, on rich."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._args import check_function

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from dataikuapi._wait import OnUpdate


def fraction(state: Mapping[str, Any]) -> float | None:
    """How much of the work is done, as far as its state tells.

    Args:
        state: what DSS answered; `progress.states` holds steps with `cur` and `target`, in the
            status of a job `globalState` counts activities.

    Returns:
        A number from 0 to 1, or None when the state does not tell.
    """
    counts = state.get("globalState")
    if isinstance(counts, Mapping):
        known = cast("Mapping[str, Any]", counts)
        return _share(known.get("done"), known.get("total"))
    progress = state.get("progress")
    if not isinstance(progress, Mapping):
        return None
    steps = cast("Mapping[str, Any]", progress).get("states")
    if not isinstance(steps, list):
        return None
    for step in cast("list[Any]", steps):
        if isinstance(step, Mapping):
            known = cast("Mapping[str, Any]", step)
            share = _share(known.get("cur"), known.get("target"))
            if share is not None:
                return share
    return None


def _share(done: Any, total: Any) -> float | None:
    """How much of a total is done, as far as both are numbers."""
    if isinstance(done, (int, float)) and isinstance(total, (int, float)) and total > 0:
        return max(0.0, min(1.0, done / total))
    return None


def title(state: Mapping[str, Any], fallback: str) -> str:
    """Words for the work, as its state gives them.

    Args:
        state: what DSS answered.
        fallback: words to use when it gives none.

    Returns:
        The words.
    """
    payload = state.get("payload")
    if isinstance(payload, Mapping):
        name = cast("Mapping[str, Any]", payload).get("displayName")
        if isinstance(name, str) and name:
            return name
    return fallback


@contextmanager
def shown(progress: bool, what: str, on_update: OnUpdate | None) -> Generator[OnUpdate | None]:
    """Shows a bar while some work is waited for.

    Args:
        progress: whether to show it.
        what: words for the work.
        on_update: the caller's own function, called too.

    Yields:
        The function to call with each state.

    Raises:
        TypeError: `on_update` can't be called.
    """
    check_function("on_update", on_update)
    if not progress:
        yield on_update
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns) as bar:
        task = bar.add_task(what, total=None)

        def update(state: dict[str, Any]) -> None:
            done = fraction(state)
            total = None if done is None else 1.0
            bar.update(task, description=title(state, what), completed=done or 0, total=total)
            if on_update is not None:
                on_update(state)

        yield update
        bar.update(task, completed=1.0, total=1.0)


class Bar:
    """Counts what is on its way, and shows nothing."""

    def expect(self, total: int | None) -> None:
        """Says how much there is, None if that is not known; only the first time counts."""

    def advance(self, count: int) -> None:
        """Says that so much more has passed."""

    def reach(self, count: int) -> None:
        """Says how much has passed so far."""


class _ShownBar(Bar):
    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress = progress
        self._task = task
        self._expected = False

    def expect(self, total: int | None) -> None:
        if not self._expected:
            self._progress.update(self._task, total=total)
        self._expected = True

    def advance(self, count: int) -> None:
        self._progress.update(self._task, advance=count)

    def reach(self, count: int) -> None:
        self._progress.update(self._task, completed=count)


@contextmanager
def transfer(progress: bool, what: str) -> Generator[Bar]:
    """Shows a bar while bytes go from or to a file.

    Args:
        progress: whether to show it.
        what: words for the content.

    Yields:
        What is told of the bytes.
    """
    if not progress:
        yield Bar()
        return
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    text = TextColumn("{task.description}", markup=False)
    columns = (text, BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns) as shown:
        yield _ShownBar(shown, shown.add_task(what, total=None))


@contextmanager
def counted(progress: bool, what: str, total: int | None = None) -> Generator[Bar]:
    """Shows a bar while rows are read or written.

    Args:
        progress: whether to show it.
        what: words for the work.
        total: how many rows there will be at most, if that is known.

    Yields:
        What is told of the rows.
    """
    if not progress:
        yield Bar()
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.completed:,.0f} rows"),
        TimeElapsedColumn(),
    )
    with Progress(*columns) as shown:
        task = shown.add_task(what, total=total)
        yield _ShownBar(shown, task)
        shown.update(task, total=shown.tasks[0].completed)
