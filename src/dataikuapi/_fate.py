"""What became of a request that failed, in words that all carriers share."""

from __future__ import annotations

from enum import Enum


class Fate(Enum):
    """How far a request had come when it failed."""

    NOT_SENT = "no connection was made"
    NOT_SENT_IN_TIME = "no connection was made within the limit"
    TIMED_OUT = "the other side was silent for too long"
    BROKEN = "what arrived is no HTTP, or ends early"
    BROKEN_BODY = "the body of the answer is short or can not be decoded"
    NO_URL = "a redirect leads to what is no URL"
    LOST = "the connection broke"
