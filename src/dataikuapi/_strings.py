"""Strings with habits of their own."""

from __future__ import annotations


class CallableStr(str):
    """A string that gives itself when it is called: scripts write `handle.id` and `handle.id()`."""

    __slots__ = ()

    def __call__(self) -> str:
        """Gives the string."""
        return str(self)
