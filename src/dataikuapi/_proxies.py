"""Proxies, from the session or the environment."""

from __future__ import annotations

from urllib.parse import urlsplit

from dataikuapi._session import Session, proxies_of


def proxy_for(session: Session, origin: str) -> str | None:
    """The proxy that requests to an origin go through.

    Args:
        session: the settings; its `proxies` win over those of the environment.
        origin: scheme and host of the requests.

    Returns:
        URL of the proxy, None for none.
    """
    parts = urlsplit(origin)
    proxies = proxies_of(session)
    if not session.proxies:
        exempt = [entry.strip().lower() for entry in proxies.pop("no", "").split(",")]
        host, netloc = parts.hostname or "", parts.netloc.rpartition("@")[2]
        if any(_matches(entry, host.lower(), netloc.lower()) for entry in exempt):
            return None
    for scheme in (parts.scheme, f"{parts.scheme}://", "all", "all://"):
        url = proxies.get(scheme)
        if url:
            return url if "://" in url else f"http://{url}"
    return None


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
