"""Typed functions for every operation of the public API of Dataiku DSS.

One module an operation, found by resource and operationId::

    from dataikuapi_rest import Client, api

    with Client("https://dss.example.com/dip/publicapi", api_key="...") as client:
        for group in api.group.group_list.sync(client=client):
            print(group.name)

Each module has `sync` and `asyncio`, which answer what the body says, and `sync_detailed` and
`asyncio_detailed`, which answer status and headers too. Modules of operations that answer a stream
also have `sync_stream` and `asyncio_stream`, context managers that hand out the answer before its
body is read. Uploads are streamed from files and iterables.

Any status but success raises :class:`errors.ApiError`, which carries status, headers and body;
nothing has to be checked in what the functions answer. A successful answer that cannot be read
raises :class:`errors.UnreadableAnswer`. The HTTP library's own errors (no connection, time-outs)
pass through.

Answers are read leniently: members that are missing are :data:`types.UNSET`, null stays None, and
what the spec does not know stays in `additional_properties` and is written back.

`build_request` in each module makes the request without sending it, for those who have a transport
of their own and want JSON as it is; :mod:`dicts` has its shapes as TypedDicts.
Nothing is imported before it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import api as api
    from . import dicts as dicts
    from . import errors as errors
    from . import models as models
    from . import operation as operation
    from . import types as types
    from .client import Client as Client
    from .errors import ApiError as ApiError
    from .types import UNSET as UNSET

__all__ = (
    "UNSET",
    "ApiError",
    "Client",
    "api",
    "dicts",
    "errors",
    "models",
    "operation",
    "types",
)

_HOMES = {"ApiError": "errors", "Client": "client", "UNSET": "types"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = _HOMES.get(name)
    if home is None:
        return import_module(f"{__name__}.{name}")
    return getattr(import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    return list(__all__)
