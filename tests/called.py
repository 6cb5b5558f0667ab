"""Notices public methods that no test calls.

When all async and unit tests run, each public method of the client and of its handles is wrapped
to note that it was called; at the end those that were not fail the run. Derived sync classes are
images of these, and their tests are images of the async tests.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

JUDGED = [Path(__file__).parent / name for name in ("aio", "unit")]


def runs_all(files: set[Path], chosen: bool) -> bool:
    """Tells whether a run is complete enough to judge.

    Args:
        files: the files that tests were collected from.
        chosen: whether some tests of them were left out.
    """
    wanted = {path for folder in JUDGED for path in folder.glob("test_*.py")}
    return not chosen and wanted <= files


def public_classes() -> Iterator[type]:
    """The client, its groups of methods, and the handles, those without a twin too."""
    import dataikuapi.aio
    import dataikuapi.dss
    import dataikuapi.iam

    for package in (dataikuapi.aio, dataikuapi.dss, dataikuapi.iam):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(found.name)
            source = Path(inspect.getfile(module)).read_text("utf-8")
            if source.startswith("# Derived"):
                continue
            for cls in vars(module).values():
                if inspect.isclass(cls) and cls.__module__ == module.__name__:
                    yield cls


def public_methods(cls: type) -> Iterator[str]:
    """Names of the public methods that a class itself does something in; protocols have none."""
    if cls.__name__.startswith("_") or getattr(cls, "_is_protocol", False):
        return
    for name, value in vars(cls).items():
        plain = value.__func__ if isinstance(value, (classmethod, staticmethod)) else value
        abstract = getattr(plain, "__isabstractmethod__", False)
        if not name.startswith("_") and inspect.isfunction(plain) and not abstract:
            yield name


class Recorder:
    """Wraps methods and remembers which were called."""

    def __init__(self) -> None:
        self.expected: set[str] = set()
        self.called: set[str] = set()

    def install(self) -> None:
        """Wraps every public method."""
        for cls in set(public_classes()):
            for name in public_methods(cls):
                self._wrap(cls, name)

    def missing(self) -> list[str]:
        """The methods that nothing called."""
        return sorted(self.expected - self.called)

    def _wrap(self, cls: type, name: str) -> None:
        label = f"{cls.__module__}.{cls.__qualname__}.{name}"
        self.expected.add(label)
        value = vars(cls)[name]
        if isinstance(value, (classmethod, staticmethod)):
            wrapped: Any = type(value)(self._noting(value.__func__, label))
        else:
            wrapped = self._noting(value, label)
        setattr(cls, name, wrapped)

    def _noting(self, function: Callable[..., Any], label: str) -> Callable[..., Any]:
        @functools.wraps(function)
        def noting(*args: Any, **kwargs: Any) -> Any:
            self.called.add(label)
            return function(*args, **kwargs)

        return noting
