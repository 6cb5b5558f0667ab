"""What a carrier is given and what it gives back, whatever library does the work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx

# Only what every carrier decodes. Connections are kept anyway: a header less is 2 % of a call.
DEFAULT_HEADERS = {"Accept": "*/*", "Accept-Encoding": "gzip, deflate"}
# Read at once where the answer says how long it, or each chunk of it, is.
PIECE = 1024 * 1024
MAX_CONNECTIONS = 100
# What is read whole may have so many bytes, unpacked; of an error so many are looked at.
MAX_BODY = 512 * 1024 * 1024
MAX_ERROR = 1024 * 1024
# Head of an answer: as much as the standard library allows.
MAX_HEADER = 65536


class Limits:
    """Limits of one exchange in seconds; None means none.

    Attributes:
        connect: until the connection stands.
        read: between two pieces of the answer.
        write: between two pieces of the request.
        pool: until a connection of the pool is free.
    """

    __slots__ = ("connect", "pool", "read", "write")

    def __init__(
        self, connect: float | None, read: float | None, write: float | None, pool: float | None
    ) -> None:
        self.connect = connect
        self.read = read
        self.write = write
        self.pool = pool

    def by_name(self) -> dict[str, float | None]:
        """The limits by their names, as httpx takes them."""
        return {name: getattr(self, name) for name in self.__slots__}


class Wire:
    """One request with its headers and limits, ready for a carrier.

    Attributes:
        method: HTTP method.
        url: whole URL, quoted.
        headers: all headers but those that frame the body.
        content: body: bytes, or what `_body` makes of a file or an iterable; None for none.
        limits: limits on time.
    """

    __slots__ = ("content", "headers", "limits", "method", "url")

    def __init__(
        self, method: str, url: str, headers: dict[str, str], content: Any, limits: Limits
    ) -> None:
        self.method = method
        self.url = url
        self.headers = headers
        self.content = content
        self.limits = limits

    def changed(self, **options: Any) -> Wire:
        """A copy with other values of some attributes."""
        return Wire(**{**{name: getattr(self, name) for name in self.__slots__}, **options})


class Fetched:
    """An answer whose body was read.

    Attributes:
        status_code: HTTP status.
        headers: headers, by name in any case.
        content: the body, decoded.
    """

    __slots__ = ("content", "headers", "status_code")

    def __init__(self, status_code: int, headers: Mapping[str, str], content: bytes) -> None:
        self.status_code: int = status_code
        self.headers: Mapping[str, str] = headers
        self.content: bytes = content

    @property
    def text(self) -> str:
        """The body as text, in the encoding that it names, else UTF-8."""
        return decoded(self.content, self.headers.get("Content-Type", ""))


def decoded(content: bytes, content_type: str) -> str:
    """Reads text in the encoding that its media type names.

    Args:
        content: the bytes.
        content_type: value of the Content-Type header.

    Returns:
        The text; what is no text in that encoding is replaced by question marks.
    """
    _, _, charset = content_type.lower().partition("charset=")
    try:
        return content.decode(charset.partition(";")[0].strip(" \"'") or "utf-8", "replace")
    except LookupError:
        return content.decode("utf-8", "replace")


def httpx_headers(headers: Mapping[str, str]) -> httpx.Headers:
    """The headers of an answer as those that httpx gives.

    Args:
        headers: the headers.

    Returns:
        The same, whatever the case of their names.
    """
    from dataikuapi_rest._http import httpx

    return httpx.Headers(list(headers.items()))
