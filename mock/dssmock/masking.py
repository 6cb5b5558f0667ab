"""Secrets taken out of what people look at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

MASK: Final = "•••"
# Names whose values are secrets, whatever is in front of them: dbPassword, apiKey, access_token.
_SECRET: Final = re.compile(
    r"(pass(word|wd|phrase)?|secret|token|api_?key|private_?key|credential|ticket)s?$",
    re.IGNORECASE,
)
# Under the name "key" an API key has its secret, and other documents something short.
_KEY: Final = re.compile(r"^dku\w*-|-key$|^\w{20,}$")


def masked(value: Any, name: str = "") -> Any:
    """A copy of a JSON value in which secrets are dots.

    Args:
        value: the value.
        name: the name that it has in the document around it.
    """
    if isinstance(value, Mapping):
        hidden = value.get("secret") is True
        return {
            each: MASK if hidden and each == "value" else masked(member, each)
            for each, member in value.items()
        }
    if isinstance(value, list):
        return [masked(each, name) for each in value]
    if isinstance(value, str) and value and is_secret(name, value):
        return MASK
    return value


def is_secret(name: str, value: str) -> bool:
    """Whether the text of a member is a secret."""
    return bool(_SECRET.search(name)) or (name == "key" and bool(_KEY.search(value)))
