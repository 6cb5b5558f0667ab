"""What an instance was before a reset, to bring back when the reset fails."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dssmock.core import DSSMock


class Before:
    """An instance as it is now, by reference: keeping it costs next to nothing.

    Args:
        dss: the instance; a reset gives it other objects.
        changed: those of its objects that stay, and that a reset empties or sets.
    """

    def __init__(self, dss: DSSMock, changed: Iterable[Any]) -> None:
        self._dss = dss
        self._objects = dict(vars(dss))
        self._calls = list(dss.calls)
        self._contents = [(each, _contents(each)) for each in changed]

    def bring_back(self) -> None:
        """Let the instance be as it was."""
        vars(self._dss).update(self._objects)
        # Others know the list itself.
        self._dss.calls[:] = self._calls
        for each, contents in self._contents:
            for name, value in contents.items():
                setattr(each, name, value)


def _contents(of: Any) -> dict[str, Any]:
    names = getattr(of, "__slots__", None) or tuple(vars(of))
    return {name: _copied(getattr(of, name)) for name in names}


def _copied(value: Any) -> Any:
    """The value, or a copy of a container: it may be emptied in place."""
    return value.copy() if isinstance(value, dict | list) else value
