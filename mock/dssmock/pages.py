"""The web page of a server: a few files of the package, and the document of the API."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from dssmock import errors
from dssmock.http import JSON_TYPE, Request, Response

WEB_PREFIX: Final = "/_mock/web/"
SPEC_PATH: Final = "/_mock/openapi.json"
KINDS: Final = {
    "html": "text/html;charset=utf-8",
    "css": "text/css;charset=utf-8",
    "js": "text/javascript;charset=utf-8",
    "svg": "image/svg+xml",
}
# Nothing from elsewhere, no inline code, in no frame.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
}


def is_page(path: str) -> bool:
    """Whether a path belongs to the page."""
    return path in ("/", SPEC_PATH) or path.startswith(WEB_PREFIX)


def serve(request: Request) -> Response:
    """Answer a request for the page or for what belongs to it."""
    if request.method not in ("GET", "HEAD"):
        return errors.MethodNotAllowed("The page is only read", headers={"allow": "GET"}).response()
    if request.path == SPEC_PATH:
        return Response(200, {**HEADERS, "content-type": JSON_TYPE}, _spec())
    name = "index.html" if request.path == "/" else request.path.removeprefix(WEB_PREFIX)
    content = _content(name)
    kind = KINDS.get(name.rpartition(".")[2])
    if content is None or kind is None:
        return errors.html_page(404, "Not found")
    return Response(200, {**HEADERS, "content-type": kind}, content)


@cache
def _spec() -> bytes:
    return files("dssmock").joinpath("openapi.json").read_bytes()


def _content(name: str) -> bytes | None:
    """A file of the page: one of the names that are there, whatever else is asked for."""
    for each in files("dssmock").joinpath("web").iterdir():
        if each.name == name and each.is_file():
            return each.read_bytes()
    return None
