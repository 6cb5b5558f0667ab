"""Requests as data: what the endpoint modules build and a transport sends."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Generic, Literal, TypeVar
from urllib.parse import quote, urlencode

from .frozen import Frozen
from .types import UNSET, Content, FilePart, Unset

T_co = TypeVar("T_co", covariant=True)

Retry = Literal["safe", "never", "gone-is-ok"]
Scalar = str | int | float | bool
# The HTTP library refuses longer ones, and servers much shorter ones.
MAX_URL = 65_536
# Longer numbers are no version, and Python refuses to read very long ones.
_VERSION = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})*")


class Operation(Frozen):
    """What the spec says about one operation.

    Attributes:
        id: its operationId, also the name of its module.
        tag: its resource, also the name of the package of its module.
        method: HTTP method in capitals.
        path: path below the API's root, with `{names}` of parameters.
        since: first version of DSS known to have it.
        until: last version of DSS that has it; None when it is current.
        retry: whether repeating it is harmless. After `gone-is-ok`, a repeated call may find
            nothing to do and that is success.
        future: it answers the state of a long task.
        stream: its answer is a stream.
        blocking: the server may be silent until its work is done.
        html: its answer may be a page of HTML; any other that is one comes from a login or a proxy.
        pages: how its answers are windowed; None when they are not.
        answer: JSON type of its answer (`object`, `array`, ...); None for several or no JSON.
    """

    id: str
    tag: str
    method: str
    path: str
    since: str
    until: str | None = None
    retry: Retry = "never"
    future: bool = False
    stream: bool = False
    blocking: bool = False
    html: bool = False
    pages: Mapping[str, Any] | None = None
    answer: str | None = None

    def absence(self, status: int, headers: Mapping[str, str]) -> str | None:
        """Say why a server answered that it has no such operation, if its version explains it.

        Args:
            status: status of the answer.
            headers: headers of the answer; DSS writes its version into each.

        Returns:
            Such as `needs DSS 12.6, this server is 11.4`; None when the version is no reason.
        """
        # 405 where other methods of the path are older.
        found = _VERSION.match(headers.get("DSS-Version") or "") if status in (404, 405) else None
        if found is None:
            return None
        own = _numbers(found.group())
        if own < _numbers(self.since):
            return f"needs DSS {self.since}, this server is {found.group()}"
        last = _numbers(self.until) if self.until is not None else own
        # The last version 12.6 includes 12.6.3.
        if own[: len(last)] > last:
            return f"was removed after DSS {self.until}, this server is {found.group()}"
        return None

    def __hash__(self) -> int:
        """Hash the name, which no two operations share."""
        return hash(self.id)


class EndpointRequest(Frozen, Generic[T_co]):
    """One request, ready to be sent; `T_co` is the type of the answer's JSON, text or bytes.

    At most one of `json`, `content` and `files` is there.

    Attributes:
        operation: what is called.
        path: path below the API's root, quoted.
        params: the query.
        headers: headers that this request needs besides the client's own.
        json: body to be sent as JSON.
        content: body to be sent as it is.
        files: parts of a multipart body, by field.
        label: the path as it may be shown in messages and logs, secrets left out.
    """

    # What may hold a password is not shown: tools print requests in tracebacks.
    _hidden = frozenset({"path", "params", "headers", "json", "content", "files"})

    operation: Operation
    path: str
    params: Sequence[tuple[str, str]] = ()
    headers: Mapping[str, str] = MappingProxyType({})
    json: Any = None
    content: Content | None = None
    files: list[tuple[str, FilePart]] | None = None
    label: str = ""

    def _complete(self, values: dict[str, Any]) -> None:
        values.setdefault("label", values["path"])


def _numbers(version: str) -> tuple[int, ...]:
    """Make a version comparable."""
    return tuple(int(part) for part in version.split("."))


def quote_segment(name: str, value: object, *, slashes: bool = False, secret: bool = False) -> str:
    """Quote a value for a path, so that it arrives as it is.

    Args:
        name: name of the parameter, for messages.
        value: the value.
        slashes: the parameter is a path of its own, whose slashes stay.
        secret: the value is kept out of messages.

    Raises:
        TypeError: the value is neither text nor a whole number.
        ValueError: the value is empty, a dot segment, or holds a control character; one that
            keeps its slashes must not be nothing else, for it would name what is above.
    """
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise TypeError(f"{name} must be a str, not {type(value).__name__}")
    text = str(value)
    shown = "***" if secret else repr(text)
    if not (text.strip("/") if slashes else text):
        raise ValueError(f"{name} must not be empty")
    # Servers and proxies resolve dot segments even when their dots are percent-encoded.
    if any(part in (".", "..") for part in (text.split("/") if slashes else [text])):
        raise ValueError(f"{name} must not be or hold '.' or '..' as a path segment: {shown}")
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in text):
        raise ValueError(f"{name} must not hold control characters: {shown}")
    return quote(text, safe="/" if slashes else "")


def check_url(
    operation: Operation | None, base: str, path: str, params: Sequence[tuple[str, str]]
) -> None:
    """Refuse what is too long for a URL, and say which part of it is.

    Args:
        operation: what is called, None when the path is the caller's own.
        base: URL below which all operations are.
        path: path below it, quoted.
        params: the query.

    Raises:
        ValueError: the URL would be longer than servers and libraries take.
    """
    sizes = {"host": len(base)}
    for name, value in params:
        sizes[name] = sizes.get(name, 0) + len(urlencode([(name, value)])) + 1
    total = len(path) + sum(sizes.values())
    if total <= MAX_URL:
        return
    if operation is None:
        sizes["path"] = sizes.get("path", 0) + len(path)
    else:
        names = operation.path.split("/")
        # What keeps its slashes is the last.
        parts = path.split("/", len(names) - 1)
        pairs = zip(names, parts, strict=True)
        sizes.update({name[1:-1]: len(part) for name, part in pairs if name[:1] == "{"})
    longest = max(sizes, key=lambda name: sizes[name])
    where = operation.id if operation is not None else "the request"
    raise ValueError(
        f"{longest} is too long: the URL of {where} would have {total} characters, "
        f"at most {MAX_URL} can be sent"
    )


def query(*pairs: tuple[str, object]) -> list[tuple[str, str]]:
    """Render query parameters: booleans in small letters, lists repeated, None left out."""
    result: list[tuple[str, str]] = []
    for name, value in pairs:
        if value is None or isinstance(value, Unset):
            continue
        several = isinstance(value, Sequence | set | frozenset) and not isinstance(value, str)
        values: Iterable[object] = value if several else (value,)  # type: ignore[assignment]  (it can be iterated if `several`)
        result += [(name, _query_text(name, item)) for item in values]
    return result


def _query_text(name: str, value: object) -> str:
    """Render one value of a query."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    raise TypeError(f"{name} must be text, a number or a boolean, not {type(value).__name__}")


def json_body(body: Any) -> Any:
    """Take JSON values as they are, and models as the JSON they stand for."""
    if isinstance(body, Unset):
        return None
    return to_json(body)


def to_json(value: Any) -> Any:
    """Turn models inside lists or alone into dicts; plain JSON values are answered untouched."""
    convert = getattr(value, "to_dict", None)
    if convert is not None:
        return convert()
    if isinstance(value, list) and any(hasattr(item, "to_dict") for item in value):
        return [to_json(item) for item in value]
    return value


def multipart_body(body: Any, files: Sequence[str]) -> list[tuple[str, FilePart]] | None:
    """Render the parts of a multipart body.

    Args:
        body: a mapping from field to part or text, or the model of the body.
        files: fields that are files, which always carry a file name.
    """
    if body is None or isinstance(body, Unset):
        return None
    members = body.to_dict() if hasattr(body, "to_dict") else body
    parts: list[tuple[str, FilePart]] = []
    for name, value in members.items():
        values = value if isinstance(value, list) else [value]
        parts += [(name, _part(name, item, files)) for item in values if item is not UNSET]
    return parts


def _part(name: str, value: Any, files: Sequence[str]) -> FilePart:
    """Make a part of whatever was given for a field."""
    if isinstance(value, FilePart):
        return value.named(name) if name in files else value
    if name in files:
        return FilePart(value).named(name)
    text = _query_text(name, value)
    return FilePart(text.encode("utf-8"))


def raw_body(body: Any) -> Content | None:
    """Take bytes, a binary file or an iterable of bytes; what is streamed is not read here."""
    if body is None or isinstance(body, Unset):
        return None
    usable = hasattr(body, "__iter__") or hasattr(body, "__aiter__") or hasattr(body, "read")
    if isinstance(body, str | dict) or not usable:
        raise TypeError(
            f"body must be bytes, a binary file or an iterable, not {type(body).__name__}"
        )
    return body


__all__ = (
    "MAX_URL",
    "UNSET",
    "Content",
    "EndpointRequest",
    "FilePart",
    "Operation",
    "Scalar",
    "Unset",
    "check_url",
    "json_body",
    "multipart_body",
    "query",
    "quote_segment",
    "raw_body",
    "to_json",
)
