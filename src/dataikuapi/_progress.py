"""A progress bar for long work, on rich."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from typing import Any, cast

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
    """
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


@contextmanager
def counted(
    progress: bool, what: str, total: int | None = None
) -> Generator[Callable[[int], None] | None]:
    """Shows how many rows were read.

    Args:
        progress: whether to show it.
        what: words for what is read.
        total: how many rows there will be at most, if that is known.

    Yields:
        The function to call with the number of rows that came; None when nothing is shown.
    """
    if not progress:
        yield None
        return
    from rich.progress import (
        BarColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f} rows"),
        TimeElapsedColumn(),
    )
    with Progress(*columns) as bar:
        task = bar.add_task(what, total=total)
        yield lambda rows: bar.advance(task, rows)
        bar.update(task, total=bar.tasks[0].completed)
