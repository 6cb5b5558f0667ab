"""Building requests for tests that need no HTTP client."""

from __future__ import annotations

import base64
import json as jsonlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from dssmock.http import Request

PREFIX = "/dip/publicapi"
BOUNDARY = "dssmock-part-boundary"


def build_request(
    method: str,
    path: str,
    *,
    key: str | None,
    json: Any = None,
    query: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
    content: bytes | None = None,
    files: Mapping[str, Any] | None = None,
) -> Request:
    """Build a request; :meth:`dssmock.core.DSSMock.request` explains the arguments."""
    path, _, inline = path.partition("?")
    if not path.startswith(("/public/api/", f"{PREFIX}/")):
        path = PREFIX + path
    sent = {name.lower(): value for name, value in (headers or {}).items()}
    if key is not None and "authorization" not in sent:
        sent["authorization"] = "Basic " + base64.b64encode(f"{key}:".encode()).decode()
    body = content or b""
    if files is not None:
        sent["content-type"] = f"multipart/form-data; boundary={BOUNDARY}"
        body = _multipart(files)
    elif content is None and json is not None:
        body = jsonlib.dumps(json).encode()
    pairs = {name: _query_value(value) for name, value in (query or {}).items()}
    text = "&".join(part for part in (inline, urlencode(pairs, doseq=True)) if part)
    return Request(method.upper(), quote(path, safe="/%:@!$&'()*+,;="), text, sent, body)


def _query_value(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def _multipart(files: Mapping[str, Any]) -> bytes:
    lines: list[bytes] = []
    for name, part in files.items():
        disposition = f'Content-Disposition: form-data; name="{name}"'
        if isinstance(part, tuple):
            filename, data = part
            disposition += f'; filename="{filename}"'
        elif isinstance(part, bytes):
            data = part
            disposition += '; filename=""'
        else:
            data = str(part).encode()
        lines += [f"--{BOUNDARY}".encode(), disposition.encode(), b"", data]
    return b"\r\n".join([*lines, f"--{BOUNDARY}--".encode(), b""])
