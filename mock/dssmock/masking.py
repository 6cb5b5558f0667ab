"""What the log of an instance leaves out: passwords, keys and the like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from dssmock import router

STARS: Final = "***"
# Members whose names end so hold a secret; `tokenEndpoint` and `credentialsMode` do not.
_MEMBER: Final = re.compile(
    r"(passw(or)?d|passphrase|secret|tokens?|ticket|jwt|authorization|webhookurl|pwd"
    r"|(api|private|secret|access|account|shared|webhook)_?key)s?$"
)
# A member `key` is a secret where it looks like one: elsewhere it is the name of a setting.
_RANDOM: Final = re.compile(r"[A-Za-z0-9_-]{16,}")


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
    if name == "key" and isinstance(value, str) and _RANDOM.fullmatch(value):
        return STARS
    return masked(value)


def _hidden(value: Any) -> Any:
    """The value with its texts hidden; what is empty or no text says no secret."""
    if isinstance(value, Mapping):
        return {name: _hidden(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_hidden(each) for each in value]
    return STARS if isinstance(value, str) and value else value


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
    return "/" + "/".join(STARS if name in secrets else given for name, given in pairs) + tail
