"""Answers that say inside whether the action worked, although their status says it did."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from dataikuapi._errors import DataikuException

T = TypeVar("T", bound=Mapping[str, object])


def answer_or_raise(deed: str, answer: T) -> T:
    """Gives an answer back unless its messages report an error.

    Args:
        deed: what was asked for, to begin the message with.
        answer: the answer; `messages.error` in it tells that the action failed.

    Returns:
        The same answer.

    Raises:
        DataikuException: the action failed; the text holds the messages.
    """
    messages = answer.get("messages")
    if isinstance(messages, Mapping):
        found = cast("Mapping[str, Any]", messages)
        if found.get("error"):
            raise DataikuException(f"{deed} failed : {json.dumps(found.get('messages'))}")
    return answer
