"""Makes every public handle without I/O, and arguments for every public method.

What can't be told from a signature stands in the small tables here; a method whose arguments are
refused fails the walk, so that the tables stay complete.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from tests.faults.tables import ANNOTATIONS, ARGUMENTS, HANDLES, HANDLES_OF, VALUES

PACKAGES: Final = {True: "dataikuapi.aio", False: "dataikuapi"}
# Modules of the machinery, which is no part of the public API.
INSIDE: Final = (
    "_http", "_httpxcarrier", "_poll", "_download", "_rowsource", "_tasks", "_waiting", "_writing"
)  # fmt: skip


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


class Maker:
    """Makes handles of one client, and arguments.

    Args:
        client: the client, sync or async.
        folder: a local folder with the file ``here.txt``.
        is_async: which of the two it is.
    """

    def __init__(self, client: Any, folder: Path, *, is_async: bool) -> None:
        self.client = client
        self.folder = folder
        self.is_async = is_async
        self.known = classes(is_async)

    def named(self, name: str) -> Any:
        """A handle by the name that its class has in the sync API."""
        full = f"Async{name}" if self.is_async else name
        for candidate in (full, name):
            if candidate in self.known:
                return self.handle(self.known[candidate][0])
        raise LookupError(f"no class {name}")

    def handle(self, cls: type) -> Any:
        """An instance of a class, made without I/O."""
        name = cls.__name__.removeprefix("Async")
        if isinstance(self.client, cls):
            return self.client
        if name in HANDLES:
            return HANDLES[name](self, cls)
        if cls.__init__ is object.__init__ or _inside(cls):
            return self.handle(self._heir(cls))
        return self.filled(cls)

    def filled(self, cls: type, **given: Any) -> Any:
        """An instance whose constructor gets what its signature asks for."""
        made = {
            name: given[name] if name in given else self.value(f"{cls.__name__}({name})", parameter)
            for name, parameter in inspect.signature(cls).parameters.items()
            if parameter.default is parameter.empty or name in given
        }
        return cls(**made)

    def _heir(self, cls: type) -> type:
        """The class that people get, of one that only holds a part of its methods."""
        for found in self.known.values():
            for heir in found:
                if heir is not cls and issubclass(heir, cls) and not _inside(heir):
                    return heir
        raise LookupError(f"nothing public inherits {cls.__name__}")

    def call(self, owner: type, method: str) -> tuple[Any, dict[str, Any]]:
        """A bound method, and arguments for it: the required ones, and those of the table."""
        label = f"{owner.__name__.removeprefix('Async')}.{method}"
        handle = HANDLES_OF[label](self, owner) if label in HANDLES_OF else self.handle(owner)
        given = dict(ARGUMENTS[label](self)) if label in ARGUMENTS else {}
        function = getattr(owner, method)
        for name, parameter in list(inspect.signature(function).parameters.items()):
            if name == "self" or name in given:
                continue
            if parameter.kind in {parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL}:
                continue
            if parameter.default is parameter.empty:
                given[name] = self.value(label, parameter)
        return getattr(handle, method), given

    def value(self, label: str, parameter: inspect.Parameter) -> Any:
        """A value for a parameter, by its name, else by its annotation."""
        words = str(parameter.annotation).replace("Async", "")
        if parameter.name == "client":
            return self.client
        if parameter.name in VALUES:
            return VALUES[parameter.name](self)
        for pattern, make in ANNOTATIONS:
            if re.search(pattern, words):
                return make(self)
        for name in re.findall(r"\w+", words):
            if name in self.known or f"Async{name}" in self.known:
                return self.named(name)
        if "Mapping" in words or "dict" in words or re.fullmatch(r"[A-Z]\w+", words):
            return {}
        raise LookupError(f"{label}: no value for {parameter}")


def _inside(cls: type) -> bool:
    """Whether a class is a part of another one, in a module of its own."""
    return any(
        part[0] == "_" for part in cls.__module__.split(".")[1:] if part not in {"_ml", "_dataset"}
    )
