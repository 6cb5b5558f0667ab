"""What both packages send in the parity run, and what the mock answers, kept request by request."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar, Final

from dssmock.bundle import Operation
from dssmock.core import Request, Response
from dssmock.errors import DSSError
from dssmock.router import NoRoute, Router, below_prefix, decode
from tests.parity import sides

TEXTS: Final = {"True": "true", "False": "false"}


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request of one of the packages, with the answer.

    Attributes:
        side: ``incumbent`` or ``ours``.
        operation: what it called.
        request: what was sent, canonical.
        path: the path below the prefix of the API.
        response: what came back, its body whole.
    """

    side: str
    operation: Operation
    request: Request
    path: str
    response: Response


class Recorded(sides.Watched):
    """An instance that keeps what it is asked and what it answers."""

    made: ClassVar[list[Recorded]] = []

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.exchanges: list[tuple[Request, Response]] = []
        self.made.append(self)

    def handle(self, request: Request) -> Response:
        """Answer a request, and keep both."""
        whole = replace(request, body=request.read())
        response = super().handle(whole)
        response = replace(response, content=response.body)
        self.exchanges.append((whole, response))
        return response


def record(incumbent: Path, only: str) -> Iterator[Exchange]:
    """Let both packages make the calls of the parity run.

    Args:
        incumbent: Python of an environment that has the incumbent.
        only: a part of the names of the functions to run.

    Yields:
        The exchanges, in the order of each side.
    """
    usual, sides.Watched = sides.Watched, Recorded  # type: ignore[misc]  (put in its place)
    try:
        pair = (sides.Side("incumbent", incumbent), sides.Side("ours", Path(sys.executable)))
        sides.run_calls(*pair, only)
    finally:
        sides.Watched = usual  # type: ignore[misc]  (put in its place)
    for side, mock in zip(pair, Recorded.made, strict=True):
        router = Router(mock.bundle.operations.values(), mock.version)
        for request, response in mock.exchanges:
            found = _exchange(side.name, router, request, response)
            if found is not None:
                yield found


def _exchange(side: str, router: Router, request: Request, response: Response) -> Exchange | None:
    segments = below_prefix(request.path) or []
    try:
        operation = router.match(request.method, [decode(each) for each in segments]).operation
    except (NoRoute, DSSError):
        return None  # a call that asks for what the document has not
    # The document writes each path with or without its last slash, DSS takes both.
    path = "/" + "/".join(segments) + ("/" if operation.path.endswith("/") else "")
    return Exchange(side, operation, canonical(request, operation), path, response)


def canonical(request: Request, operation: Operation) -> Request:
    """A request as the document writes it, where DSS is known to take more.

    Booleans of the query are in lower case, and a body that is JSON says so.

    Args:
        request: as it was sent.
        operation: what it calls.
    """
    booleans = {each.name for each in operation.parameters if "boolean" in each.types}
    pairs = [pair.partition("=") for pair in request.query.split("&") if pair]
    query = "&".join(
        f"{name}{equals}{TEXTS.get(value, value) if name in booleans else value}"
        for name, equals, value in pairs
    )
    headers = dict(request.headers)
    if request.body and "application/json" in operation.bodies:
        headers["content-type"] = "application/json"
    body = request.read()
    kind = headers.get("content-type", "")
    if kind.startswith("multipart/form-data"):
        body = with_types(body, kind.rpartition("boundary=")[2].strip('"').encode())
    return replace(request, query=query, headers=headers, body=body)


def with_types(body: bytes, boundary: bytes) -> bytes:
    """A form each of whose parts names its media type, without which Prism crashes.

    Args:
        body: the form.
        boundary: what stands between its parts.
    """
    parts = body.split(b"--" + boundary)
    for at, part in enumerate(parts):
        head, end, data = part.partition(b"\r\n\r\n")
        if end and b"content-type:" not in head.lower():
            parts[at] = head + b"\r\nContent-Type: application/octet-stream" + end + data
    return (b"--" + boundary).join(parts)
