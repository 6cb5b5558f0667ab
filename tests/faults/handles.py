"""Makes every public handle without I/O, and arguments for every public method.

What can't be told from a signature stands in the small tables here; a method whose arguments are
refused fails the walk, so that the tables stay complete.
"""

from __future__ import annotations

import importlib
import inspect
import io
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

PACKAGES: Final = {True: "dataikuapi.aio", False: "dataikuapi"}
# Modules of the machinery, which is no part of the public API.
INSIDE: Final = ("_http", "_httpxcarrier", "_poll", "_download", "_tasks", "_waiting")


@cache
def classes(is_async: bool) -> Mapping[str, list[type]]:
    """The classes of the async or of the sync API, by name; two have the same name."""
    package = importlib.import_module(PACKAGES[is_async])
    found: dict[str, list[type]] = {}
    for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        parts = info.name.split(".")
        if (not is_async and "aio" in parts) or parts[-1] in INSIDE:
            continue
        if "mlflow" in info.name.partition("dss_plugin")[2] or parts[-1] == "fsspec":
            continue
        module = importlib.import_module(info.name)
        for name, cls in vars(module).items():
            if inspect.isclass(cls) and cls.__module__ == module.__name__ and name == cls.__name__:
                found.setdefault(name, []).append(cls)
    return found


def does_io(function: Any) -> bool:
    """Whether a function of the async API asks the server."""
    plain = inspect.unwrap(getattr(function, "__func__", function))
    return inspect.iscoroutinefunction(plain) or inspect.isasyncgenfunction(plain)


def own_io_methods(cls: type) -> list[str]:
    """Names of the public methods with I/O that an async class defines itself."""
    if cls.__name__.startswith("_") or getattr(cls, "_is_protocol", False):
        return []
    return [name for name, value in vars(cls).items() if name[0] != "_" and does_io(value)]


def plain_name(cls: type) -> str:
    """Module and name of a class as they are in the sync API."""
    module = cls.__module__.replace("dataikuapi.aio.", "dataikuapi.")
    return f"{module}.{cls.__name__.removeprefix('Async')}"


def public_io_methods() -> Iterator[tuple[str, str]]:
    """Every public method with I/O: name of its sync class, and of the method."""
    for found in classes(True).values():
        for cls in found:
            for method in own_io_methods(cls):
                yield plain_name(cls), method


