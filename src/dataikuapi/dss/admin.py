# Derived by `tox -e generate` from src/dataikuapi/aio/dss/admin.py. Do not edit.
"""Import path of the administration classes, each of which has a module of its own."""

from __future__ import annotations

from dataikuapi._lazy import lazy

_MODULES: dict[str, str] = {}
__getattr__, __dir__, __all__ = lazy(__name__, _MODULES)
