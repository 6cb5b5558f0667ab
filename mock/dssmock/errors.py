"""Errors that handlers raise, in the shape that DSS answers them."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import ClassVar

from dssmock.http import HTML_TYPE, JSON_TYPE, Response, dump_json

ILLEGAL_ARGUMENT = "java.lang.IllegalArgumentException"
JSON_SYNTAX = "com.google.gson.JsonSyntaxException"
CODED = "com.dataiku.dip.exceptions.CodedException"
CODED_IO = "com.dataiku.dip.exceptions.CodedIOException"


class DSSError(Exception):
    """An error status with a body of DSS.

    Args:
        message: short text of the error.
        error_type: Java class name; each kind has its usual one.
        code: error code such as ``ERR_PLUGIN_NOT_INSTALLED``, for the errors that have one.
        detailed: longer text; the message when missing.
        headers: further headers of the answer.
    """

    status: ClassVar[int] = 500
    usual_type: ClassVar[str] = "java.lang.RuntimeException"

    def __init__(
        self,
        message: str,
        error_type: str | None = None,
        *,
        code: str | None = None,
        detailed: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.error_type = error_type or self.usual_type
        self.code = code
        self.detailed = message if detailed is None else detailed
        self.headers = dict(headers or {})

    def document(self) -> dict[str, str]:
        """The body of the error."""
        body = {
            "errorType": self.error_type,
            "message": self.message,
            "detailedMessage": self.detailed,
            "detailedMessageHTML": f"<span>{html.escape(self.detailed)}</span>",
            "stackTraceStr": f"{self.error_type}: {self.message}\n\tat dssmock",
        }
        return body if self.code is None else {**body, "code": self.code}

    def response(self) -> Response:
        """The error as an answer."""
        headers = {"content-type": JSON_TYPE, **self.headers}
        return Response(self.status, headers, dump_json(self.document()))


class BadRequest(DSSError):
    """The request makes no sense: 400."""

    status = 400
    usual_type = ILLEGAL_ARGUMENT


class NotAuthenticated(DSSError):
    """No valid credential: 401."""

    status = 401
    usual_type = "com.dataiku.dip.exceptions.NotAuthenticatedException"


class Forbidden(DSSError):
    """The caller has no right to it: 403."""

    status = 403
    usual_type = "com.dataiku.dip.exceptions.UnauthorizedException"


class NotFound(DSSError):
    """The object does not exist: 404."""

    status = 404
    usual_type = "com.dataiku.dip.server.controllers.NotFoundException"


class MethodNotAllowed(DSSError):
    """The route exists, not with this verb: 405."""

    status = 405
    usual_type = "org.springframework.web.HttpRequestMethodNotSupportedException"


class Conflict(DSSError):
    """The object is in the way of the request: 409."""

    status = 409
    usual_type = CODED


class ServerError(DSSError):
    """DSS failed: 500."""


class NotHandled(DSSError):
    """The document has the operation, the mock has no handler for it: 501."""

    status = 501
    usual_type = "dssmock.NotHandled"


class MockDefect(Exception):
    """The mock itself is wrong: a handler crashed or answered what the document does not allow.

    It is no answer of DSS, so in process it reaches the test as it is, and on a port it is a 500
    whose text says what is wrong.
    """


def html_page(status: int, title: str) -> Response:
    """The page that the web server in front of DSS answers for what DSS never sees."""
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"
    return Response(status, {"content-type": HTML_TYPE}, page.encode())
