"""Which public methods a package has, and which of them a run of the table came through."""

from __future__ import annotations

import contextlib
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator
from functools import cached_property
from types import CodeType, FrameType, ModuleType
from typing import Any, Self

# The async twins, and the plugin of MLflow: it works inside of MLflow, which neither side has here;
# tests/unit/test_setup_mlflow.py shows what it does.
LEFT_OUT = {"aio", "dss_plugin_mlflow"}


class Driven:
    """Notes every function that is called while it is entered."""

    def __init__(self) -> None:
        self.codes: set[CodeType] = set()

    def __enter__(self) -> Self:
        sys.setprofile(self._note)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    def methods(self, package: ModuleType) -> dict[str, bool]:
        """Whether each public method of a package was called, by ``Class.method``."""
        return {name: code in self.codes for name, code in public_methods(package)}

    def _note(self, frame: FrameType, event: str, _: Any) -> None:
        if event == "call":
            self.codes.add(frame.f_code)


def public_methods(package: ModuleType) -> Iterator[tuple[str, CodeType]]:
    """Public methods and properties of the synchronous classes of a package."""
    for module in modules(package):
        for kind in vars(module).values():
            if not inspect.isclass(kind) or kind.__module__ != module.__name__:
                continue
            for name in dir(kind):
                code = None if name.startswith("_") else _code(inspect.getattr_static(kind, name))
                if code is not None:
                    yield f"{kind.__qualname__}.{name}", code


def modules(package: ModuleType) -> list[ModuleType]:
    for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        # What needs a package that is not there is no part of what is compared; nor is a module
        # that Python cannot read, as one of 9.0.1.
        if LEFT_OUT.isdisjoint(info.name.split(".")):
            with contextlib.suppress(ImportError, SyntaxError):
                importlib.import_module(info.name)
    found = sorted(name for name in sys.modules if name.startswith(f"{package.__name__}."))
    return [sys.modules[name] for name in found if LEFT_OUT.isdisjoint(name.split("."))]


def _code(member: Any) -> CodeType | None:
    """The code behind a member of a class, if it has any."""
    if isinstance(member, staticmethod | classmethod):
        member = member.__func__
    if isinstance(member, property):
        member = member.fget
    if isinstance(member, cached_property):
        member = member.func
    return getattr(inspect.unwrap(member), "__code__", None) if callable(member) else None
