"""Requests of the caller's own, for the `_perform_*` methods that scripts use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast
from urllib.parse import parse_qsl, quote

from dataikuapi._prepare import Outgoing, Part, json_bytes
from dataikuapi_rest.operation import FilePart

# What may stand in a path as it is; `%` too, since callers quote names themselves.
PATH_SAFE = "/%!$&'()*+,;=:@-._~?[]"


def query(params: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    """Query of a request: None is left out, lists repeat, booleans are in lower case.

    Args:
        params: values by name.

    Returns:
        Names and values, in order.
    """
    out: list[tuple[str, str]] = []
    for name, value in (params or {}).items():
        out += [(name, _shown(item)) for item in _many(value) if item is not None]
    return out


def _many(value: Any) -> list[Any]:
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes)):
        return list(cast("Iterable[Any]", value))
    return [value]


def _shown(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode()
    return str(value).lower() if isinstance(value, bool) else str(value)


def form_parts(files: Mapping[str, Any]) -> list[Part]:
    """Parts of a form, from what `requests` takes as `files`.

    Args:
        files: by name a file, bytes, or a tuple of file name, content and perhaps type.

    Returns:
        Parts as httpx takes them.
    """
    parts: list[Part] = []
    for name, value in files.items():
        if isinstance(value, (tuple, list)):
            given = [*cast("Iterable[Any]", value), None, None]
            if given[1] is not None:
                parts.append((name, (given[0], given[1], given[2])))
        else:
            parts.append((name, FilePart(value).named("file").as_tuple()))
    return parts


def raw_request(
    method: str,
    path: str,
    params: Mapping[str, Any] | None = None,
    body: Any = None,
    files: Mapping[str, Any] | None = None,
    raw_body: Any = None,
    headers: Mapping[str, str] | None = None,
) -> Outgoing:
    """Makes a request of the caller's own.

    Args:
        method: HTTP method.
        path: path below the public API, as the caller quotes it; starts with a slash.
        params: query.
        body: body to send as JSON; None for none.
        files: parts of a form.
        raw_body: body to send as it is: text, bytes, a binary file or an iterable of bytes.
        headers: headers of this request.

    Returns:
        The request to send; it is not repeated once it has been sent.

    Raises:
        ValueError: the path does not start with a slash, or climbs with `..`.
    """
    if not path.startswith("/"):
        raise ValueError(f"path must start with a slash: {path!r}")
    if ".." in path.partition("?")[0].split("/"):
        raise ValueError(f"path must not climb with '..': {path!r}")
    content: Any = None
    out = dict(headers or {})
    if raw_body is not None:
        content = raw_body.encode() if isinstance(raw_body, str) else raw_body
    elif body is not None:
        content = json_bytes(body)
        if not any(name.lower() == "content-type" for name in out):
            out["Content-Type"] = "application/json"
    own_path, _, own_query = path.partition("?")
    quoted = quote(own_path, safe=PATH_SAFE)
    return Outgoing(
        method=method.upper(),
        path=quoted,
        label=quoted,
        params=[*parse_qsl(own_query, keep_blank_values=True), *query(params)],
        headers=out,
        content=content,
        files=form_parts(files) if files else None,
    )
