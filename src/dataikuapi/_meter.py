"""A progress bar that counts rows or bytes, on rich."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager


@contextmanager
def metered(progress: bool, what: str, unit: str = "rows") -> Generator[Callable[[int], None]]:
    """Shows how far some work is, whose end nobody knows.

    Args:
        progress: whether to show it.
        what: words for the work.
        unit: what is counted.

    Yields:
        The function to call with the number so far.
    """
    if not progress:
        yield _unseen
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    text = TextColumn("{task.description}: {task.completed:,.0f} {task.fields[unit]}")
    with Progress(SpinnerColumn(), text, TimeElapsedColumn()) as bar:
        task = bar.add_task(what, total=None, unit=unit)
        yield lambda count: bar.update(task, completed=count)


def _unseen(count: int) -> None:
    """Shows nothing."""
