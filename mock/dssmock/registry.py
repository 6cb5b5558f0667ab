"""Handlers by operationId: the modules of ``dssmock.services`` register theirs when imported."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from dssmock.call import Call

Handler = Callable[["Call"], Any]
_H = TypeVar("_H", bound=Handler)

HANDLERS: dict[str, Handler] = {}


def handles(*operations: str) -> Callable[[_H], _H]:
    """Make a function the handler of operations.

    Args:
        *operations: operationIds of the document.

    Raises:
        ValueError: an operation has a handler already.
    """

    def register(handler: _H) -> _H:
        for operation in operations:
            if operation in HANDLERS:
                raise ValueError(f"{operation} has two handlers")
            HANDLERS[operation] = handler
        return handler

    return register


@cache
def load_services() -> dict[str, Handler]:
    """Import all services, once; gives the handlers by operationId."""
    from dssmock import services

    for module in pkgutil.iter_modules(services.__path__):
        if not module.name.startswith("_"):
            importlib.import_module(f"dssmock.services.{module.name}")
    return HANDLERS
