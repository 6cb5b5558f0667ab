"""Proxies, from the session or the environment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dataikuapi._session import Session, proxies_of


def mounts(session: Session, transport: Callable[[str], Any]) -> dict[str, Any]:
    """Transports by URL pattern for the proxies in force.

    Args:
        session: the settings; its `proxies` win over those of the environment.
        transport: makes a transport that goes through a proxy.

    Returns:
        What httpx calls mounts: None where no proxy is used.
    """
    proxies = proxies_of(session)
    direct: list[str] = []
    if not session.proxies:
        direct = [host.strip() for host in proxies.get("no", "").split(",") if host.strip()]
        proxies = {scheme: url for scheme, url in proxies.items() if scheme in _SCHEMES}
    out: dict[str, Any] = {}
    for scheme, url in proxies.items():
        pattern = "all://" if scheme in {"all", "all://"} else scheme.removesuffix("://") + "://"
        out[pattern] = transport(url if "://" in url else f"http://{url}")
    for host in direct:
        pattern = (
            "all://" if host == "*" else f"all://*{host}" if host[0] == "." else f"all://{host}"
        )
        out[pattern] = None
    return out


_SCHEMES = ("http", "https", "all")
