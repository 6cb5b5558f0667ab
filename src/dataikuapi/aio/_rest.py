"""The door to the generated low-level layer: sends its requests and reads the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from dataikuapi._errors import DSSDataError
from dataikuapi._prepare import Outgoing, json_value, outgoing, refuse_page
from dataikuapi._settings import Settings
from dataikuapi.aio._http import AsyncHTTP

if TYPE_CHECKING:
    import httpx

    from dataikuapi.aio._stream import AsyncDSSStream
    from dataikuapi_rest.operation import EndpointRequest

T = TypeVar("T")


class AsyncRest:
    """Sends requests made by the `build_request` functions of `dataikuapi_rest`.

    With it an operation that has no method yet is one line away:

        groups = await client.rest.json(api.group.group_list.build_request())
    """

    def __init__(self, http: AsyncHTTP, settings: Settings) -> None:
        self._http = http
        self.settings = settings

    def within(self, seconds: float | None) -> AsyncRest:
        """The same door with tighter limits on time.

        Args:
            seconds: what no limit may exceed; None to keep the limits as they are.

        Returns:
            A door that shares the connections of this one.
        """
        if seconds is None:
            return self
        limits = self.settings.timeouts.within(seconds)
        return AsyncRest(self._http, self.settings.changed(timeouts=limits))

    def with_settings(self, settings: Settings) -> AsyncRest:
        """The same connections with other settings.

        Args:
            settings: the other settings.

        Returns:
            A door that shares the connections of this one.
        """
        return AsyncRest(self._http, settings)

    async def json(self, request: EndpointRequest[T]) -> T:
        """Sends a request and gives the JSON of the answer, as the server wrote it.

        Args:
            request: what to send.

        Returns:
            The value: a dict with all its fields, a list, ...

        Raises:
            DSSAPIError: DSS answered an error.
            DSSConnectionError: the connection failed.
            DSSDataError: the answer is not what the operation promises.
        """
        return await self.send_json(outgoing(request))

    async def text(self, request: EndpointRequest[Any]) -> str:
        """Sends a request and gives the text of the answer.

        Args:
            request: what to send.

        Returns:
            The text.

        Raises:
            DSSAPIError: DSS answered an error.
            DSSConnectionError: the connection failed.
        """
        return await self.send_text(outgoing(request))

    async def empty(self, request: EndpointRequest[Any]) -> None:
        """Sends a request and does not look at the body of the answer.

        Args:
            request: what to send.

        Raises:
            DSSAPIError: DSS answered an error.
            DSSConnectionError: the connection failed.
            DSSDataError: a page of HTML was answered, which DSS never does here.
        """
        sent = outgoing(request)
        refuse_page((await self._http.fetch(sent, self.settings)).headers, sent)

    async def stream(self, request: EndpointRequest[Any]) -> AsyncDSSStream:
        """Sends a request and gives the answer as a stream, to be closed by the caller.

        Args:
            request: what to send.

        Returns:
            The stream.

        Raises:
            DSSAPIError: DSS answered an error.
            DSSConnectionError: the connection failed.
        """
        return await self.send_stream(outgoing(request))

    async def outside(self, method: str, url: str, **options: Any) -> httpx.Response:
        """Sends a request to an address of the instance that is not one of the public API.

        The credentials of the client go with it: the caller checks the address.

        Args:
            method: HTTP method.
            url: the address.
            options: what httpx takes for a request, such as `params` and `json`.

        Returns:
            The answer, read, whatever its status.

        Raises:
            DSSConnectionError: the connection failed.
        """
        return await self._http.outside(method, url, self.settings, options)

    async def send_json(self, request: Outgoing) -> Any:
        """As `json`, for a request that is ready to be sent.

        Args:
            request: what to send.

        Returns:
            The value.
        """
        answer = await self._http.fetch(request, self.settings)
        return json_value(answer.content, request, self.settings.session.secrets)

    async def send_text(self, request: Outgoing) -> str:
        """As `text`, for a request that is ready to be sent.

        Args:
            request: what to send.

        Returns:
            The text.
        """
        answer = await self._http.fetch(request, self.settings)
        refuse_page(answer.headers, request)
        return answer.text

    async def send_stream(self, request: Outgoing) -> AsyncDSSStream:
        """As `stream`, for a request that is ready to be sent.

        Args:
            request: what to send.

        Returns:
            The stream.
        """
        from dataikuapi.aio._stream import AsyncDSSStream

        answer = await self._http.send(request, self.settings)
        try:
            refuse_page(answer.headers, request)
        except DSSDataError:
            await answer.close()
            raise
        return AsyncDSSStream(answer, request, self.settings)

    async def close(self) -> None:
        """Closes all connections."""
        await self._http.close()
