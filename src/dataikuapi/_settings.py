"""What one client is configured with; shared by the copies that `with_options` makes."""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import Any

from dataikuapi._policy import RetryPolicy, Timeouts
from dataikuapi._session import Session
from dataikuapi_rest.frozen import Frozen

API_PREFIX = "/dip/publicapi"
# Not asked of the installed metadata: to read that takes longer than a call.
VERSION = "0.1.0"


@cache
def user_agent() -> str:
    """Name and version that the client gives of itself."""
    # Not by `platform`, which costs as much to load as the rest of this package's settings.
    python = ".".join(str(part) for part in sys.version_info[:3])
    system = os.uname().sysname.lower() if hasattr(os, "uname") else "windows"
    return f"dataiku-openapi-client/{VERSION} python/{python} os/{system}"


class Settings(Frozen):
    """Configuration of a client.

    Attributes:
        host: URL of the instance, without a final slash.
        session: certificates, proxies, headers and credentials.
        timeouts: limits of each call.
        retries: how failed calls are repeated.
        transport: transport of httpx to use instead of the network, or None.
        clock: what tells time and sleeps, or None for the real one.
        detect_conflicts: whether saving looks first whether somebody else saved in between.
    """

    host: str
    session: Session
    timeouts: Timeouts = Timeouts()
    retries: RetryPolicy = RetryPolicy()
    transport: Any = None
    clock: Any = None
    detect_conflicts: bool = False

    @property
    def base_url(self) -> str:
        """URL below which all operations are."""
        return self.host + API_PREFIX


def process_id() -> int:
    """The process, to notice a fork: connections must not be shared over one."""
    return os.getpid()
