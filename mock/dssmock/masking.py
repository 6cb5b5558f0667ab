"""Secrets taken out of what people look at: the log of requests, its answers and the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from dssmock import router

MASK: Final = "***"
# Members whose names end so hold a secret, whatever is in front: dbPassword, apiKey, access_token;
# `tokenEndpoint` and `credentialsMode` do not.
_MEMBER: Final = re.compile(
    r"(pass|passw(or)?d|passphrase|pwd|secret|token|ticket|jwt|authorization|credential|webhookurl"
    r"|(api|private|secret|access|account|shared|webhook)_?key)s?$"
)
# A member `key` is a secret where it looks like one: elsewhere it is the name of a setting.
_RANDOM: Final = re.compile(r"dku\w*-.*|.*-key|[A-Za-z0-9_-]{16,}", re.DOTALL)


def masked(value: Any) -> Any:
    """A copy of a JSON value with stars in the place of secrets.

    Args:
        value: the value.
    """
    if isinstance(value, Mapping):
        flagged = value.get("secret") is True
        return {name: _member(name, each, flagged) for name, each in value.items()}
    if isinstance(value, list):
        return [masked(each) for each in value]
    return value


def _member(name: str, value: Any, flagged: bool) -> Any:
    if _MEMBER.search(name.lower().replace("-", "_")) or (flagged and name == "value"):
        return _hidden(value)
    if name == "key":
        return _key(value)
    return masked(value)


def _hidden(value: Any) -> Any:
    """The value with its texts hidden; what is empty or no text says no secret."""
    if isinstance(value, Mapping):
        return {name: _hidden(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_hidden(each) for each in value]
    return MASK if isinstance(value, str) and value else value


def _key(value: Any) -> Any:
    if isinstance(value, list):
        return [_key(each) for each in value]
    return MASK if isinstance(value, str) and _RANDOM.fullmatch(value) else masked(value)


def shown_path(path: str, match: router.Match | None) -> str:
    """A path for the log: without the parameters that the document calls secret.

    Args:
        path: the path below the prefix, as it came.
        match: what it leads to, None when it leads nowhere.
    """
    if match is None:
        return path
    secrets = {f"{{{each.name}}}" for each in match.operation.parameters if each.secret}
    if not secrets:
        return path
    pairs = zip(router.split(match.operation.path), router.split(path), strict=True)
    tail = "/" if path.endswith("/") else ""
    return "/" + "/".join(MASK if name in secrets else given for name, given in pairs) + tail
