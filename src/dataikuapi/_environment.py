"""Variables of the environment that are set for a while."""

from __future__ import annotations

import os
from collections.abc import Generator, Mapping
from contextlib import contextmanager


@contextmanager
def environment(changes: Mapping[str, str | None]) -> Generator[None]:
    """Sets variables of the environment, and puts back what was there.

    Args:
        changes: value of each variable; None takes the variable away.

    Yields:
        Nothing; the variables are set while the block runs.
    """
    before = {name: os.environ.get(name) for name in changes}
    _put(changes)
    try:
        yield
    finally:
        _put(before)


def _put(values: Mapping[str, str | None]) -> None:
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
