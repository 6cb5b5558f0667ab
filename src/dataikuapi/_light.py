"""Loads urllib3 without what it loads and does not use.

Its package for HTTP/2, which nothing here calls, loads `importlib.metadata` and with that zipfile,
csv, tempfile and 25 more: a sixth of what urllib3 costs to load. It wants one function of it, for
the version of a library, and only when HTTP/2 is asked for.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any

NAME = "importlib.metadata"


class _StandIn(ModuleType):
    """Is in the place of the module for the moment; loads it as soon as something is asked."""

    @staticmethod
    def version(distribution_name: str) -> str:
        """As the function of that name."""
        return _real().version(distribution_name)

    def __getattr__(self, name: str) -> Any:
        # What the import itself asks for, such as `__path__`.
        if name.startswith("__"):
            raise AttributeError(name)
        # Code that another thread loads at this moment gets what it wants.
        return getattr(_real(), name)


def _real() -> Any:
    _remove()
    return importlib.import_module(NAME)


def _remove() -> None:
    if isinstance(sys.modules.get(NAME), _StandIn):
        del sys.modules[NAME]
    if isinstance(vars(importlib).get("metadata"), _StandIn):
        delattr(importlib, "metadata")


def load_urllib3() -> None:
    """Loads urllib3 unless it is loaded."""
    if NAME not in sys.modules and "urllib3" not in sys.modules:
        stand_in = _StandIn(NAME)
        sys.modules[NAME] = stand_in
        setattr(importlib, "metadata", stand_in)  # noqa: B010 - the checker knows the real one
    try:
        import urllib3  # noqa: F401  # pyright: ignore[reportUnusedImport]
    finally:
        _remove()
