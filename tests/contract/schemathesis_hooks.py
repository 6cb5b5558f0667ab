"""Hooks of Schemathesis: a fresh instance for each case, and what DSS may do."""

from __future__ import annotations

import json
import os
import re
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import schemathesis

if TYPE_CHECKING:
    from schemathesis.core.failures import Failure

RESET_URL: Final = os.environ["DSSMOCK_RESET_URL"]


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
    """Begin anew, so that a finding can be repeated alone; scenarios of several steps go on."""
    if case.meta is None or case.meta.phase.name.value != "stateful":
        urllib.request.urlopen(urllib.request.Request(RESET_URL, b""), timeout=20).close()  # noqa: S310
