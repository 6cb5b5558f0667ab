"""Which public methods of a package came to their end without an error."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from tests.parity.methods import modules


class Watch:
    """Wraps the methods of a package, to know which of them gave a result.

    Attributes:
        methods: whether each method, by ``Class.method``, gave one.
        faults: how each method failed that never gave one, by its last error.
    """

    def __init__(self, package: ModuleType) -> None:
        self.methods: dict[str, bool] = {}
        self.faults: dict[str, str] = {}
        for kind in _classes(package):
            for name, member in list(vars(kind).items()):
                self._wrap(kind, name, member)

    def _wrap(self, kind: type, name: str, member: Any) -> None:
        label = f"{kind.__qualname__}.{name}"
        if name.startswith("_"):
            return
        if isinstance(member, staticmethod | classmethod):
            setattr(kind, name, type(member)(self._watched(label, member.__func__)))
        elif isinstance(member, property) and member.fget is not None:
            watched = self._watched(label, member.fget)
            setattr(kind, name, property(watched, member.fset, member.fdel))
        elif inspect.isfunction(member):
            setattr(kind, name, self._watched(label, member))

    def _watched(self, label: str, call: Any) -> Any:
        self.methods.setdefault(label, False)

        @functools.wraps(call)
        def watched(*args: Any, **named: Any) -> Any:
            try:
                given = call(*args, **named)
            except Exception as problem:
                self.faults[label] = f"{type(problem).__name__}: {problem}".partition("\n")[0]
                raise
            self.methods[label] = True
            return given

        return watched


def _classes(package: ModuleType) -> Iterator[type]:
    for module in modules(package):
        for kind in list(vars(module).values()):
            if inspect.isclass(kind) and kind.__module__ == module.__name__:
                yield kind
