"""The log of requests: what it keeps of each, and for how long."""

from __future__ import annotations

from typing import Final

from dssmock.call import CallRecord
from dssmock.http import Response

MAX_CALLS: Final = 10_000  # the oldest go first
MAX_ANSWERS: Final = 500  # of how many calls the answers are kept
MAX_ANSWER: Final = 65_536  # bytes of an answer that is kept


class CallLog:
    """Writes requests down, numbers them, and forgets what is too much.

    Args:
        calls: the list that it fills.

    Attributes:
        number: number of the last request; it goes on when the list is emptied.
        changes: how many requests so far may have changed the state.
    """

    def __init__(self, calls: list[CallRecord]) -> None:
        self._calls = calls
        self.number = 0
        self.changes = 0

    def begin(self, record: CallRecord, now_ms: int) -> None:
        """Write a request down as it comes in."""
        calls = self._calls
        self.number += 1
        record.number, record.at_ms = self.number, now_ms
        if record.method not in ("GET", "HEAD"):
            self.changes += 1
        calls.append(record)
        if len(calls) > MAX_CALLS:
            del calls[:-MAX_CALLS]
        if len(calls) > MAX_ANSWERS:
            calls[-MAX_ANSWERS - 1].answer = None

    def end(self, record: CallRecord, response: Response) -> None:
        """Write the answer down, unless it is streamed, long, or neither JSON nor text."""
        record.status = response.status
        record.answer_type = kind = response.headers.get("content-type", "")
        content = response.content
        if isinstance(content, bytes) and len(content) <= MAX_ANSWER and _readable(kind):
            record.answer = content

    def after(self, number: int) -> list[CallRecord]:
        """The requests that came after one, oldest first."""
        calls = self._calls
        index = len(calls)
        while index and calls[index - 1].number > number:
            index -= 1
        return calls[index:]


def _readable(kind: str) -> bool:
    return kind.startswith(("application/json", "text/"))
