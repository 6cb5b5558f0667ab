"""What the typed functions raise."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .operation import Operation


class ApiError(Exception):
    """The server answered something else than success.

    Attributes:
        operation: what was called.
        status_code: the status, whatever number the server sent.
        headers: headers of the answer.
        content: body of the answer.
        error: the body as a dict when it is a JSON object, else None; members: `DSSError`.
        absence: why the server has no such operation, if its version explains a 404 or 405.
    """

    def __init__(
        self, operation: Operation, status_code: int, headers: Mapping[str, str], content: bytes
    ) -> None:
        """Keep the answer, and say in one line what went wrong."""
        self.operation = operation
        self.status_code = status_code
        self.headers = headers
        self.content = content
        self.error: dict[str, Any] | None = _json_object(content)
        # An error type on a 404 is DSS speaking of an object, not of the route.
        typed = status_code == 404 and bool((self.error or {}).get("errorType"))
        self.absence = None if typed else operation.absence(status_code, headers)
        words = self.absence or self._words()
        super().__init__(f"{operation.id} answered {status_code}: {words}")

    def _words(self) -> str:
        """Find the words that tell most."""
        error = self.error or {}
        for name in ("detailedMessage", "message"):
            if error.get(name):
                return str(error[name])
        return self.content[:500].decode("utf-8", errors="replace") or "no body"


class UnreadableAnswer(ApiError):
    """The status was success, but the body is not what the spec promises."""


def _json_object(content: bytes) -> dict[str, Any] | None:
    """Read a body that may be JSON."""
    try:
        value = json.loads(content)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


__all__ = ("ApiError", "UnreadableAnswer")
