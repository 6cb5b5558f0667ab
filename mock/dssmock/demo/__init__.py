"""The demo instance: each module plants what belongs to one family of objects."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dssmock.core import DSSMock

# What others refer to comes first; modules that are not named come last, by name.
ORDER: Final = ("people", "instance", "sql", "project", "projects", "datasets", "plugin", "plugins")


def seed(dss: DSSMock) -> None:
    """Fill an instance with the demo data."""
    for name in sorted(_modules(), key=_rank):
        importlib.import_module(f"{__name__}.{name}").seed(dss)


def _modules() -> list[str]:
    found = [module.name for module in pkgutil.iter_modules(__path__)]
    return [name for name in found if not name.startswith("_")]


def _rank(name: str) -> tuple[int, str]:
    return (ORDER.index(name) if name in ORDER else len(ORDER), name)
