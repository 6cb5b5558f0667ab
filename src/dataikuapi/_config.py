"""Where the URL and the key of DSS are found when the caller gives none."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from dataikuapi_rest.frozen import Frozen

if TYPE_CHECKING:
    from pathlib import Path


class Connection(Frozen):
    """How to reach an instance.

    Attributes:
        url: URL of the instance.
        api_key: secret of a key, or None.
        internal_ticket: ticket of code that runs inside DSS, or None.
        no_check_certificate: whether any TLS certificate is accepted.
        source: where this was found, in words.
    """

    url: str
    source: str
    api_key: str | None = None
    internal_ticket: str | None = None
    no_check_certificate: bool = False

    _hidden = frozenset({"api_key", "internal_ticket"})


def config_path() -> Path:
    """Place of the configuration file that the DSS tools share."""
    from pathlib import Path

    return Path.home() / ".dataiku" / "config.json"


def from_environment(environ: Mapping[str, str]) -> Connection | None:
    """Looks into environment variables: the ticket inside DSS first, then URL and key.

    Args:
        environ: the variables.

    Returns:
        The connection, or None when they hold none.

    Raises:
        ValueError: a ticket is there without the port to use it on, or only one of URL and key.
    """
    ticket = environ.get("DKU_API_TICKET")
    if ticket:
        port = environ.get("DKU_NGINX_PORT") or environ.get("DKU_BACKEND_PORT")
        if not port:
            raise ValueError("DKU_API_TICKET is set but DKU_NGINX_PORT is not")
        host = environ.get("DKU_BACKEND_HOST") or "127.0.0.1"
        url = f"http://{host}:{port}"
        return Connection(url, "DKU_API_TICKET", internal_ticket=ticket)
    url, key = environ.get("DKU_DSS_URL"), environ.get("DKU_API_KEY")
    if url and key:
        return Connection(url, "DKU_DSS_URL and DKU_API_KEY", api_key=key)
    return None


def from_file(path: Path, instance: str | None) -> Connection | None:
    """Looks into the configuration file.

    Args:
        path: the file.
        instance: name of the instance in it; None for its `default_instance`.

    Returns:
        The connection, or None when there is no such file.

    Raises:
        ValueError: the file is broken, or does not name the instance.
    """
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return None
    found = _read(text, path, instance)
    if isinstance(found, str):
        # Raised here: the exception of the parser holds the file with its keys.
        raise ValueError(  # noqa: TRY004 -- what is wrong is the content
            f"{path} does not give url and api_key of an instance ({found})"
        )
    return found


def _read(text: str, path: Path, instance: str | None) -> Connection | str:
    """The connection that a configuration gives, or why it gives none."""
    try:
        config = json.loads(text)
        instances = cast("Mapping[str, Any]", config["dss_instances"])
        name = instance if instance is not None else config["default_instance"]
        entry = cast("Mapping[str, Any]", instances[name])
        url, key = str(entry["url"]), str(entry["api_key"])
    except (ValueError, KeyError, TypeError) as error:
        return f"{type(error).__name__}: {error}"
    check = entry.get("no_check_certificate") is True
    return Connection(url, f"{path}, instance {name}", api_key=key, no_check_certificate=check)


def find_connection(instance: str | None = None) -> Connection:
    """Finds the instance to talk to: ticket, then environment, then configuration file.

    Args:
        instance: name of an instance of the configuration file, to use that and nothing else.

    Returns:
        The connection.

    Raises:
        ValueError: nothing is configured, or what is there is broken.
    """
    if instance is None:
        found = from_environment(os.environ)
        if found is not None:
            return found
    path = config_path()
    found = from_file(path, instance)
    if found is None:
        raise ValueError(f"no DSS is configured: set DKU_DSS_URL and DKU_API_KEY, or write {path}")
    return found
