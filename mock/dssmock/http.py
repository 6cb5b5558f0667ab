"""The small HTTP vocabulary of the mock: one request, one answer, and the kinds of answer.

Nothing here knows a network. A request may bring its body as bytes or as an iterator of bytes, and
an answer may give its own either way, so the same handler serves a socket and an in-process client.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from dssmock.faults import Fault

JSON_TYPE: Final = "application/json;charset=utf-8"
HTML_TYPE: Final = "text/html;charset=utf-8"
TEXT_TYPE: Final = "text/plain;charset=utf-8"
BINARY_TYPE: Final = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came in.

    Attributes:
        method: the verb, in capitals.
        path: the path, still percent-encoded.
        query: the query string, still encoded and without its question mark.
        headers: the headers, names in lower case.
        body: the whole body, or its pieces.
    """

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | Iterable[bytes] = b""

    def read(self) -> bytes:
        """The whole body."""
        return self.body if isinstance(self.body, bytes) else b"".join(self.body)


@dataclass(frozen=True, slots=True)
class Response:
    """One answer.

    Attributes:
        status: HTTP status.
        headers: the headers, names in lower case.
        content: the whole body, or its pieces when it is streamed.
        fault: what goes wrong on the way to the client, if anything.
    """

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | Iterator[bytes] = b""
    fault: Fault | None = None

    @property
    def body(self) -> bytes:
        """The whole body; a streamed one can be read once."""
        return self.content if isinstance(self.content, bytes) else b"".join(self.content)

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    def json(self) -> Any:
        """The body parsed as JSON."""
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a multipart request.

    Attributes:
        filename: its name, empty when the part had none.
        data: its bytes.
        content_type: the type the part named, if any.
    """

    filename: str
    data: bytes
    content_type: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A handler's answer that is text and no JSON."""

    text: str
    content_type: str = TEXT_TYPE


@dataclass(frozen=True, slots=True)
class Binary:
    """A handler's answer that is bytes, whole or in pieces.

    Attributes:
        data: the bytes, or an iterator of them.
        filename: name for a ``Content-Disposition`` header.
        content_type: media type; the one the document declares when missing.
    """

    data: bytes | Iterable[bytes]
    filename: str | None = None
    content_type: str | None = None


# Made once: json.dumps makes one in each call that has options.
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


class Empty:
    """A handler's answer without a body; use the one instance, ``EMPTY``."""

    __slots__ = ()


EMPTY: Final = Empty()


def dump_json(value: Any) -> bytes:
    """Write a JSON value as an answer's body.

    Raises:
        ValueError: the value holds NaN or an infinity, which JSON has not.
    """
    return _ENCODER.encode(value).encode()
