"""Proxies, from the session or the environment."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from dataikuapi._session import Session


def proxy_for(session: Session, origin: str) -> str | None:
    """The proxy that requests to an origin go through.

    Args:
        session: the settings; its `proxies` win over those of the environment.
        origin: scheme and host of the requests.

    Returns:
        URL of the proxy, None for none.
    """
    parts = urlsplit(origin)
    proxies = dict(session.proxies)
    if not proxies and session.trust_env:
        proxies = _environment(parts.hostname or "", parts.netloc.rpartition("@")[2])
    for scheme in (parts.scheme, f"{parts.scheme}://", "all", "all://"):
        url = proxies.get(scheme)
        if url:
            return url if "://" in url else f"http://{url}"
    return None


def _environment(host: str, netloc: str) -> dict[str, str]:
    """The proxies of the environment; none for a host that is exempt."""
    if _has_settings():
        from urllib.request import getproxies

        found = getproxies()
    else:
        # As the standard library does, whose module costs more to load than all of ours.
        names = {name.lower(): value for name, value in os.environ.items() if value}
        # Names in small letters win.
        names.update({name: value for name, value in os.environ.items() if name.islower()})
        found = {n.removesuffix("_proxy"): v for n, v in names.items() if n.endswith("_proxy")}
        if "REQUEST_METHOD" in os.environ:
            # There, HTTP_PROXY is a header that anybody can send.
            found.pop("http", None)
    exempt = [entry.strip().lower() for entry in found.pop("no", "").split(",")]
    return {} if any(_matches(entry, host.lower(), netloc.lower()) for entry in exempt) else found


def _has_settings() -> bool:
    """Whether proxies may also be set outside the environment, as on macOS and Windows."""
    return os.name == "nt" or os.uname().sysname == "Darwin"


def _matches(entry: str, host: str, netloc: str) -> bool:
    """Whether an entry of `no_proxy` names a host: itself, a domain above it, or a network."""
    if not entry:
        return False
    if entry == "*" or entry in {host, netloc}:
        return True
    if "/" in entry:
        return _in_network(entry, host)
    domain = "." + entry.removeprefix("*").removeprefix(".")
    return host.endswith(domain) or netloc.endswith(domain)


def _in_network(network: str, host: str) -> bool:
    import ipaddress

    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False
