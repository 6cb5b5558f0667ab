"""Sets of messages, as checks and long actions answer them."""

from __future__ import annotations

from typing import Any

SEVERITIES = ("SUCCESS", "INFO", "WARNING", "ERROR")


def messages(*said: tuple[str, str] | tuple[str, str, str]) -> dict[str, Any]:
    """A set of messages.

    Args:
        said: severity, text and, where it has one, code of each message.
    """
    items = [_message(*one) for one in said]
    severities = [item["severity"] for item in items]
    worst = max(severities, key=SEVERITIES.index, default=None)
    return {
        "messages": items,
        "anyMessage": bool(items),
        "maxSeverity": worst,
        "error": worst == "ERROR",
        "fatal": False,
        "warning": "WARNING" in severities,
        "success": worst != "ERROR",
    }


def _message(severity: str, text: str, code: str | None = None) -> dict[str, Any]:
    code = code or f"{severity}_MOCK"
    return {
        "severity": severity,
        "code": code,
        "title": text,
        "details": "",
        "message": text,
    }
