"""Sends the requests of the typed functions and reads the answers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from .errors import ApiError, UnreadableAnswer
from .operation import EndpointRequest, Operation, check_url
from .types import ChunkReader, Response

if TYPE_CHECKING:
    from ._http import httpx
    from .client import Client

T = TypeVar("T")
_CHUNK = 65536


def send(
    client: Client, request: EndpointRequest[Any], parse: Callable[[Answer], T]
) -> Response[T]:
    """Send a request and read its whole answer."""
    carrier = client.get_httpx_client()
    got = carrier.request(request.operation.method, request.path, **_arguments(client, request))
    return _response(request.operation, got, parse)


async def asend(
    client: Client, request: EndpointRequest[Any], parse: Callable[[Answer], T]
) -> Response[T]:
    """Send a request and read its whole answer."""
    carrier = client.get_async_httpx_client()
    arguments = _async_arguments(client, request)
    got = await carrier.request(request.operation.method, request.path, **arguments)
    return _response(request.operation, got, parse)


@contextmanager
def stream(client: Client, request: EndpointRequest[Any]) -> Iterator[httpx.Response]:
    """Send a request and hand out the answer before its body is read."""
    carrier = client.get_httpx_client()
    arguments = _arguments(client, request)
    with carrier.stream(request.operation.method, request.path, **arguments) as got:
        if not got.is_success:
            got.read()
            raise _error(ApiError, request.operation, got)
        yield got


@asynccontextmanager
async def astream(client: Client, request: EndpointRequest[Any]) -> AsyncIterator[httpx.Response]:
    """Send a request and hand out the answer before its body is read."""
    carrier = client.get_async_httpx_client()
    arguments = _async_arguments(client, request)
    async with carrier.stream(request.operation.method, request.path, **arguments) as got:
        if not got.is_success:
            await got.aread()
            raise _error(ApiError, request.operation, got)
        yield got


class Answer:
    """A successful answer, for the parser of an endpoint."""

    def __init__(self, operation: Operation, response: httpx.Response) -> None:
        """Keep the answer of the HTTP library."""
        self._operation = operation
        self._response = response
        self.status_code = response.status_code

    def json(self) -> Any:
        """Read the body as JSON."""
        try:
            return self._response.json()
        except ValueError as error:
            raise _error(UnreadableAnswer, self._operation, self._response) from error

    @property
    def text(self) -> str:
        """The body as text."""
        return self._response.text

    @property
    def content(self) -> bytes:
        """The body as bytes."""
        return self._response.content


def _response(
    operation: Operation, got: httpx.Response, parse: Callable[[Answer], T]
) -> Response[T]:
    """Parse an answer, or raise what it says."""
    if not got.is_success:
        raise _error(ApiError, operation, got)
    # A plain int: servers behind proxies answer numbers that no enumeration knows, such as 599.
    return Response(got.status_code, got.content, got.headers, parse(Answer(operation, got)))


def _error(kind: type[ApiError], operation: Operation, got: httpx.Response) -> ApiError:
    return kind(operation, got.status_code, got.headers, got.content)


def _arguments(client: Client, request: EndpointRequest[Any]) -> dict[str, Any]:
    """Translate a request into arguments of the HTTP library."""
    check_url(request.operation, client.base_url, request.path, request.params)
    arguments: dict[str, Any] = {"params": request.params, "headers": request.headers}
    if request.json is not None:
        arguments["json"] = request.json
    elif request.content is not None:
        arguments["content"] = request.content
    elif request.files is not None:
        # No boundary is named, so the library makes a random one that no file can hold.
        arguments["files"] = [(name, part.as_tuple()) for name, part in request.files]
    return arguments


def _async_arguments(client: Client, request: EndpointRequest[Any]) -> dict[str, Any]:
    """As :func:`_arguments`, with a body that async clients accept."""
    arguments = _arguments(client, request)
    content = arguments.get("content")
    if content is not None and not isinstance(content, bytes):
        arguments["content"] = _chunks(content)
    return arguments


async def _chunks(content: Any) -> AsyncIterator[bytes]:
    """Hand out a file or an iterable piece by piece."""
    if hasattr(content, "__aiter__"):
        async for chunk in content:
            yield chunk
        return
    reader = content if hasattr(content, "read") else ChunkReader(_as_iterable(content))
    while chunk := reader.read(_CHUNK):
        yield chunk


def _as_iterable(content: Any) -> Iterable[bytes]:
    return content
