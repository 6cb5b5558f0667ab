"""From what a handler gives to an answer, as the document says the answer is."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from dssmock import checking, errors
from dssmock.bundle import Bundle, Operation
from dssmock.http import BINARY_TYPE, JSON_TYPE, Binary, Empty, Response, Text, dump_json


def make(bundle: Bundle, operation: Operation, value: Any) -> Response:
    """The answer of an operation.

    Args:
        bundle: the document.
        operation: the operation.
        value: what its handler gave: JSON, or one of the kinds of :mod:`dssmock.http`.

    Raises:
        errors.MockDefect: the document does not allow it.
    """
    status = operation.status
    if isinstance(value, Response):
        return value
    if isinstance(value, Empty) or (value is None and not operation.answers):
        if "application/json" in operation.answers:
            raise errors.MockDefect(f"{operation.id} answers nothing, the document says JSON")
        return Response(status)
    if isinstance(value, Text | Binary):
        return _plain_answer(operation, value)
    if operation.answers and "application/json" not in operation.answers:
        kinds = ", ".join(operation.answers)
        raise errors.MockDefect(f"{operation.id} answers JSON where the document says {kinds}")
    # First: some versions of the validator fail at what is no JSON.
    content = _dumped(operation, value)
    checking.check_answer(bundle, operation, value)
    return Response(status, {"content-type": JSON_TYPE}, content)


def _dumped(operation: Operation, value: Any) -> bytes:
    try:
        return dump_json(value)
    except (TypeError, ValueError) as problem:
        raise errors.MockDefect(f"{operation.id} answers what is no JSON: {problem}") from problem


def _plain_answer(operation: Operation, value: Text | Binary) -> Response:
    declared = [kind for kind in operation.answers if kind != "application/json"]
    if operation.answers and not declared:
        raise errors.MockDefect(f"{operation.id} answers no JSON where the document says JSON")
    if isinstance(value, Text):
        content = value.text.encode()
        return Response(operation.status, {"content-type": value.content_type}, content)
    kind = value.content_type or (declared[0] if declared else BINARY_TYPE)
    headers = {"content-type": kind}
    if value.filename is not None:
        headers["content-disposition"] = _disposition(value.filename)
    data = value.data if isinstance(value.data, bytes) else iter(value.data)
    return Response(operation.status, headers, data)


def _disposition(filename: str) -> str:
    """The header that names a file; a name that no header can hold is percent-encoded."""
    encoded = quote(filename, safe=" ")
    if encoded == filename:
        return f'attachment; filename="{filename}"'
    return f"attachment; filename*=UTF-8''{quote(filename, safe='')}"
