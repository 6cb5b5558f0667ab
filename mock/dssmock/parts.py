"""Objects that live as long as the state of an instance does, such as its databases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

_T = TypeVar("_T")


class Parts:
    """The objects by name; those with ``dump()`` and ``load(saved)`` take part in snapshots."""

    def __init__(self) -> None:
        self._held: dict[str, Any] = {}

    def get(self, name: str, make: Callable[[], _T]) -> _T:
        """One of them, made on first use.

        Args:
            name: its name.
            make: makes it.
        """
        if name not in self._held:
            self._held[name] = make()
        return self._held[name]

    def close(self) -> None:
        """Forget all, and close those that can be closed."""
        for name in list(self._held):
            self._drop(name)

    def dump(self) -> dict[str, Any]:
        """Those that take part in snapshots, for :meth:`load`."""
        return {name: part.dump() for name, part in self._held.items() if hasattr(part, "dump")}

    def load(self, saved: Mapping[str, Any]) -> None:
        """Bring those that are there to what :meth:`dump` gave, and drop those it had not."""
        for name, part in list(self._held.items()):
            if name in saved:
                part.load(saved[name])
            else:
                self._drop(name)

    def _drop(self, name: str) -> None:
        part = self._held.pop(name)
        if hasattr(part, "close"):
            part.close()
