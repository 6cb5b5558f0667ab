"""From a request of the generated layer to what is sent, and from answers to values and errors."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode, urlsplit

from dataikuapi._body import Part as Part
from dataikuapi._errors import DSSAPIError, DSSDataError, error_class, error_text
from dataikuapi._policy import Repeat, retry_after
from dataikuapi._secrets import forms_of, in_request, redact, redact_json
from dataikuapi_rest.operation import MAX_URL, EndpointRequest, Operation, check_url

SHOWN_BODY = 200
PAGES = ("text/html", "application/xhtml+xml")
# From this number of bytes on, JSON is parsed by msgspec.
LARGE = 512 * 1024
LOOKED_AT = 20_000
NO_JSON = object()
REQUEST_ID_HEADERS = ("X-Request-Id", "DSS-Request-Id", "X-DKU-CallId")


class Outgoing:
    """A request ready to be sent, without the client's own headers.

    Attributes:
        method: HTTP method.
        path: quoted path below the public API.
        label: path as it may be shown in messages: without query and secrets.
        params: query, in order.
        headers: headers of this request.
        content: body as bytes, a binary file or an iterable of bytes; None for none.
        files: parts of a multipart body, None when the body is none.
        repeat: when the call may be repeated.
        operation: what the spec says of the operation, None for a path of the caller's own.
    """

    __slots__ = (
        "content", "files", "headers", "label", "method", "operation", "params", "path", "repeat"
    )  # fmt: skip

    def __init__(
        self,
        method: str,
        path: str,
        label: str,
        params: Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        content: Any = None,
        files: Sequence[Part] | None = None,
        repeat: Repeat = "never",
        operation: Operation | None = None,
    ) -> None:
        self.method: str = method
        self.path: str = path
        self.label: str = label
        self.params: Sequence[tuple[str, str]] = params
        self.headers: Mapping[str, str] = headers if headers is not None else {}
        self.content: Any = content
        self.files: Sequence[Part] | None = files
        self.repeat: Repeat = repeat
        self.operation: Operation | None = operation

    def url(self, base: str) -> str:
        """The whole address.

        Args:
            base: URL below which all operations are.

        Raises:
            ValueError: it is longer than can be sent.
        """
        url = f"{base}{self.path}?{urlencode(self.params)}" if self.params else base + self.path
        if len(url) > MAX_URL:
            check_url(self.operation, base, self.path, self.params)
        return url

    @property
    def replayable(self) -> bool:
        """Whether the body can be sent once more."""
        return self.files is None and (self.content is None or isinstance(self.content, bytes))


def json_bytes(value: Any) -> bytes:
    """Serialises a body; what JSON cannot hold is refused with a clear error.

    Args:
        value: the body.

    Returns:
        UTF-8 text.

    Raises:
        TypeError: some part cannot be written as JSON.
        ValueError: some part is circular, or NaN or infinite, which JSON does not have.
    """
    try:
        return json.dumps(value, allow_nan=False).encode()
    except TypeError as error:
        raise TypeError(f"body cannot be written as JSON: {error}") from None
    except ValueError as error:
        raise ValueError(f"body cannot be written as JSON: {error}") from None


def outgoing(request: EndpointRequest[Any], repeat: Repeat | None = None) -> Outgoing:
    """Turns a request of the generated layer into one to send.

    Args:
        request: what a `build_request` gave.
        repeat: when the call may be repeated; as the spec says when None.

    Returns:
        The request to send.
    """
    operation = request.operation
    headers = dict(request.headers)
    content: Any = None
    files: list[Part] | None = None
    if request.files:
        files = [(name, part.as_tuple()) for name, part in request.files]
    elif request.files is not None:
        # DSS wants a form even where nothing is sent in it; httpx sends none without a part.
        content = b"--none--\r\n"
        headers["Content-Type"] = "multipart/form-data; boundary=none"
    elif request.json is not None:
        content = json_bytes(request.json)
        headers.setdefault("Content-Type", "application/json")
    elif request.content is not None:
        content = request.content
        headers.setdefault("Content-Type", "application/octet-stream")
    return Outgoing(
        method=operation.method,
        path=request.path,
        label=request.label,
        params=request.params,
        headers=headers,
        content=content,
        files=files,
        repeat=repeat or operation.retry,
        operation=operation,
    )


@contextmanager
def _uncollected() -> Generator[None]:
    """Keeps the garbage collector away, as Python does by itself from 3.12 on while C code runs.

    It would go again and again through all that is being made, none of which is garbage: half of
    the time that a large document takes.
    """
    paused = sys.version_info < (3, 12) and gc.isenabled()
    if paused:
        gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()


def parse_json(content: bytes) -> Any:
    """Parses JSON bytes.

    Args:
        content: the bytes.

    Returns:
        The value.

    Raises:
        ValueError: they are no JSON.
    """
    try:
        if len(content) >= LARGE:
            # Imported here: from this size on it saves more than its import costs.
            from msgspec.json import decode

            try:
                with _uncollected():
                    return decode(content)
            except ValueError:
                # It refuses some of what the standard library takes, such as NaN and lone
                # surrogates; what both take has the same value, whole numbers of any size too.
                pass
        return json.loads(content)
    except RecursionError:
        raise ValueError("JSON is nested too deeply") from None


def _parsed(content: bytes) -> Any:
    """The value of JSON bytes, or `NO_JSON`; no exception is left that holds all of them."""
    try:
        return parse_json(content)
    except ValueError:
        return NO_JSON


def api_error(
    status: int,
    headers: Mapping[str, str],
    content: bytes,
    request: Outgoing,
    secrets: Sequence[str],
) -> DSSAPIError:
    """Makes the exception for an error answer.

    Args:
        status: HTTP status.
        headers: headers of the answer.
        content: its body.
        request: what was asked.
        secrets: values that must not show.

    Returns:
        The exception, not raised.
    """
    secrets = forms_of([*secrets, *in_request(request)])
    text = content.decode("utf-8", "replace")
    body = _parsed(text.encode())
    body = None if body is NO_JSON else body
    # Parsed first: JSON may write a secret in many ways.
    text, body = redact(text, secrets), redact_json(body, secrets)
    first, error_type = error_text(body, text)
    request_id = next((headers[n] for n in REQUEST_ID_HEADERS if n in headers), None)
    request_id = None if request_id is None else redact(request_id, secrets)
    where = f"{request.method} {request.label}"
    second = f"({status}, {where}" + (f", request {request_id})" if request_id else ")")
    # An error type on a 404 is DSS speaking of an object, not of the route.
    called, absence = request.operation, None
    if called is not None and not (status == 404 and error_type):
        absence = called.absence(status, headers)
        second += f"\n{called.id} {absence}" if absence else ""
    return error_class(status, error_type)(
        f"{first}\n{second}",
        status=status,
        error_type=error_type,
        method=request.method,
        path=request.label,
        body=body if body is not None else text,
        request_id=request_id,
        retry_after=retry_after(headers),
        absence=absence,
    )


def shown_target(location: str) -> str:
    """Where a redirect leads, for messages: without user, password and query.

    Args:
        location: value of the Location header.
    """
    try:
        parts = urlsplit(location)
    except ValueError:
        return "what is no URL"
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def refuse_page(headers: Mapping[str, str], request: Outgoing) -> None:
    """Refuses a page of HTML that answers an operation which never gives one.

    A login page or a proxy before DSS answers so, with status 200: nothing was read or done.

    Args:
        headers: headers of the answer.
        request: what was asked.

    Raises:
        DSSDataError: it is such a page.
    """
    kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind not in PAGES or request.operation is None or request.operation.html:
        return
    # A file of DSS may be a page itself.
    if request.operation.stream and request.label.lower().endswith((".html", ".htm", ".xhtml")):
        return
    where = f"{request.method} {request.label}"
    raise DSSDataError(f"{where} answered a page; a proxy or a login page may stand before DSS")


# What each kind of JSON answer is in Python; an operation without a kind takes any.
KINDS: Mapping[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
}


def json_value(content: bytes, request: Outgoing, secrets: Callable[[], Sequence[str]]) -> Any:
    """Reads the JSON of a good answer and checks its kind against the spec.

    Args:
        content: the body.
        request: what was asked.
        secrets: gives the values that must not show.

    Returns:
        The value.

    Raises:
        DSSDataError: the body is no JSON, or not of the kind that the operation promises.
    """
    where = f"{request.method} {request.label}"
    value = _parsed(content)
    if value is NO_JSON:
        if not content.strip():
            raise DSSDataError(f"{where} answered nothing where JSON was expected")
        # Hidden before it is cut: a part of a secret would not be known as one.
        text = content[:LOOKED_AT].decode("utf-8", "replace")
        shown = redact(text, [*secrets(), *in_request(request)])[:SHOWN_BODY]
        raise DSSDataError(
            f"{where} answered what is no JSON; a proxy or a login page may stand before DSS. "
            f"It begins: {shown!r}"
        )
    kind = request.operation.answer if request.operation is not None else None
    if kind is not None and not isinstance(value, KINDS[kind]):
        got = type(value).__name__
        raise DSSDataError(f"{where} answered a JSON {got} where {kind} was expected")
    return value
