"""Writes packages whose members are imported when they are first used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def lazy_modules(doc: str, names: Iterable[str]) -> str:
    """Render the `__init__` of a package whose public names are its modules.

    Args:
        doc: docstring of the package.
        names: its modules.
    """
    ordered = sorted(names)
    imports = "".join(f"    from . import {name} as {name}\n" for name in ordered)
    getter = """
def __getattr__(name: str) -> ModuleType:
    if name in __all__:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
"""
    return _package(doc, imports, ordered, getter, "from types import ModuleType\n")


def lazy_names(doc: str, homes: Mapping[str, str]) -> str:
    """Render the `__init__` of a package whose public names live in its modules.

    Args:
        doc: docstring of the package.
        homes: module of each name.
    """
    ordered = sorted(homes)
    imports = "".join(f"    from .{homes[name]} import {name} as {name}\n" for name in ordered)
    table = "".join(f"    {name!r}: {homes[name]!r},\n" for name in ordered)
    getter = f"""
_HOMES = {{
{table}}}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {{__name__!r}} has no attribute {{name!r}}")
    value = getattr(import_module(f"{{__name__}}.{{home}}"), name)
    globals()[name] = value
    return value
"""
    return _package(doc, imports, ordered, getter, "from typing import Any\n")


def _package(doc: str, imports: str, names: list[str], getter: str, extra: str) -> str:
    """Put an `__init__` together from its parts."""
    listing = "".join(f"    {name!r},\n" for name in names)
    checking = f"if TYPE_CHECKING:\n{imports}\n" if imports else ""
    typing = "from typing import TYPE_CHECKING\n" if imports else ""
    return (
        f'"""{doc}"""\n\nfrom __future__ import annotations\n\n'
        f"from importlib import import_module\n{extra}{typing}\n{checking}"
        f"__all__ = (\n{listing})\n\n{getter}\n\n"
        "def __dir__() -> list[str]:\n    return list(__all__)\n"
    )
