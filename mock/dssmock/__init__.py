"""A stateful mock of a Dataiku DSS server, driven by an OpenAPI document.

>>> from dssmock import DSSMock
>>> mock = DSSMock()
>>> mock.request("GET", "/auth/info").status
200
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dssmock.core import DSSMock as DSSMock
    from dssmock.core import ManualClock as ManualClock
    from dssmock.core import RealClock as RealClock

__all__ = ["DSSMock", "ManualClock", "RealClock"]


def __getattr__(name: str) -> Any:
    """Load the code on first use: the pytest plugin imports this package in every run."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from dssmock import core

    return getattr(core, name)
