"""Names that are imported when they are first used."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping
from typing import Any


def lazy(
    module: str, names: Mapping[str, str]
) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """Makes the module functions that import names on first use (PEP 562).

    Args:
        module: name of the module that offers the names.
        names: module that defines each name.

    Returns:
        `__getattr__`, `__dir__` and `__all__` for that module.
    """

    def get(name: str) -> Any:
        home = names.get(name) or _elsewhere(module, name)
        if home is None:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(home), name)
        setattr(sys.modules[module], name, value)
        return value

    def directory() -> list[str]:
        return sorted({*vars(sys.modules[module]), *names})

    return get, directory, sorted(names)


def _elsewhere(module: str, name: str) -> str | None:
    if name.startswith("_"):
        return None
    # Rarely needed, so that it is not loaded with every client.
    from dataikuapi._oldpaths import home_of

    return home_of(module, name)


def lazy_submodules(package: str) -> Callable[[str], Any]:
    """Makes the package function that imports a submodule when it is first named.

    Scripts write `dataikuapi.dss.project.DSSProject` after `import dataikuapi` alone.

    Args:
        package: name of the package.

    Returns:
        `__getattr__` for that package.
    """

    def get(name: str) -> Any:
        full = f"{package}.{name}"
        # Names with underscores are asked for by tools (`__path__`, `__wrapped__`), not by people.
        if not name.startswith("_"):
            try:
                return importlib.import_module(full)
            except ModuleNotFoundError as error:
                if error.name != full:
                    raise
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return get
