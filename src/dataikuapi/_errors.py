"""Everything that this package raises on purpose.

All of it descends from :class:`DataikuException`, so `except DataikuException` catches what DSS,
the network and long tasks do wrong. Wrong arguments raise `ValueError` or `TypeError`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

BODY_IN_MESSAGE = 500


class DataikuException(Exception):
    """Root of the exceptions of this package."""


class DSSConnectionError(DataikuException):
    """DSS could not be reached, or the connection broke before the answer was complete.

    Attributes:
        never_sent: whether no connection was made, so that DSS has done nothing of what was asked.
    """

    never_sent: bool = False


class DSSTimeoutError(DSSConnectionError, TimeoutError):
    """DSS did not answer within the time allowed for one call."""


class DSSDataError(DataikuException):
    """An answer is cut short, is not what the operation promises, or was not verified."""


def _named_as_ever(cls: type[DataikuException]) -> type[DataikuException]:
    """Gives a class the `__name__` that scripts know.

    Scripts compare `type(error).__name__`, and alerts match it in logs. Tracebacks, pickles and
    tools go by `__qualname__`, which stays the class's own.
    """
    cls.__name__ = DataikuException.__name__
    return cls


class DSSAPIError(DataikuException):
    """DSS refused a call or failed in it.

    Attributes:
        status: HTTP status of the answer.
        error_type: Java class that DSS names, or None.
        method: HTTP method of the request.
        path: path of the request below the public API, without its query.
        body: the answer, parsed when it was JSON, else its text.
        request_id: identifier that the server gave to the request, or None.
        retry_after: seconds to wait before a retry, as the server asked, or None.
        absence: why this DSS has no such operation, such as `needs DSS 12.6, this server is
            11.4`, when its version explains a 404 or 405; else None.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int = 0,
        error_type: str | None = None,
        method: str = "",
        path: str = "",
        body: Any = None,
        request_id: str | None = None,
        retry_after: float | None = None,
        absence: str | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.error_type = error_type
        self.method = method
        self.path = path
        self.body = body
        self.request_id = request_id
        self.retry_after = retry_after
        self.absence = absence

    def __init_subclass__(cls) -> None:
        _named_as_ever(cls)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickles with its attributes: the exception travels between processes."""
        return (_rebuild, (type(self), self.args, dict(self.__dict__)))


_named_as_ever(DSSAPIError)


class DSSBadRequest(DSSAPIError):
    """DSS found the request wrong (400)."""


class DSSUnauthorized(DSSAPIError):
    """The credentials are missing, unknown or no longer valid (401)."""


class DSSForbidden(DSSAPIError):
    """The credentials do not allow this (403); an unknown project may look so too."""


class DSSNotFound(DSSAPIError):
    """The object does not exist, or this DSS has no such operation (404)."""


class DSSConflict(DSSAPIError):
    """The object exists already or was changed in between (409)."""


class DSSRateLimited(DSSAPIError):
    """Too many calls at once (429)."""


class DSSServerError(DSSAPIError):
    """DSS or a proxy before it failed (500 and above)."""


class DSSFutureError(DataikuException):
    """A long task did not give a result.

    Attributes:
        state: last state that DSS answered, or the body of the error that ended the task.
        job_id: identifier of the task.
        elapsed: seconds waited.
    """

    def __init__(
        self,
        message: str,
        *,
        state: Any = None,
        job_id: str | None = None,
        elapsed: float = 0.0,
    ) -> None:
        super().__init__(message)
        self.state = state
        self.job_id = job_id
        self.elapsed = elapsed

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickles with its attributes."""
        return (_rebuild, (type(self), self.args, dict(self.__dict__)))


class DSSFutureFailed(DSSFutureError):
    """The task failed; the message is the task's own."""


_named_as_ever(DSSFutureFailed)


class DSSFutureAborted(DSSFutureError):
    """Somebody aborted the task."""


class DSSFutureLost(DSSFutureError):
    """DSS no longer knows the task, or the task died without a result."""


class DSSFutureTimeout(DSSFutureError, TimeoutError):
    """The task did not end within the time that the caller allowed; it goes on in DSS."""


BY_STATUS: Mapping[int, type[DSSAPIError]] = {
    400: DSSBadRequest,
    401: DSSUnauthorized,
    403: DSSForbidden,
    404: DSSNotFound,
    409: DSSConflict,
    429: DSSRateLimited,
}
# Where DSS answers 400 or 500 although its Java class says more than the status.
BY_ERROR_TYPE: Mapping[str, type[DSSAPIError]] = {
    "NotAuthenticatedException": DSSUnauthorized,
    "NotFoundException": DSSNotFound,
    "ElementNotFoundException": DSSNotFound,
}


def _rebuild(
    cls: type[DataikuException], args: tuple[Any, ...], attributes: dict[str, Any]
) -> DataikuException:
    error = cls(*args)
    error.__dict__.update(attributes)
    return error


def error_class(status: int, error_type: str | None) -> type[DSSAPIError]:
    """Chooses the class of an API error: by the Java class, else by the status.

    Args:
        status: HTTP status.
        error_type: Java class as DSS wrote it, with or without its package.

    Returns:
        The class to raise.
    """
    short = (error_type or "").rpartition(".")[2]
    if short in BY_ERROR_TYPE:
        return BY_ERROR_TYPE[short]
    if status >= 500:
        return DSSServerError
    return BY_STATUS.get(status, DSSAPIError)


def error_text(body: Any, text: str) -> tuple[str, str | None]:
    """First line of an error's message, as scripts match it, and the Java class.

    Args:
        body: the parsed JSON of the answer, or None when it was none.
        text: the answer as text.

    Returns:
        `errorType: detailedMessage` (or `message`), and the errorType.
    """
    if not isinstance(body, Mapping):
        return f"Unknown error: {text[:BODY_IN_MESSAGE]}", None
    fields = cast("Mapping[str, Any]", body)
    kind = fields.get("errorType")
    detail = fields.get("detailedMessage")
    message = detail if detail is not None else fields.get("message")
    shown_kind = "Unknown error" if kind is None else str(kind)
    shown = "No message" if message is None else str(message)
    return f"{shown_kind}: {shown}", None if kind is None else str(kind)
