# Derived by `tox -e generate` from src/dataikuapi/aio/_rest.py. Do not edit.
"""The door to the generated low-level layer: sends its requests and reads the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from dataikuapi._errors import DSSDataError
from dataikuapi._http import HTTP
from dataikuapi._prepare import Outgoing, json_value, outgoing, refuse_page
from dataikuapi._settings import Settings

if TYPE_CHECKING:
    import httpx

    from dataikuapi._stream import DSSStream
    from dataikuapi_rest.operation import EndpointRequest

T = TypeVar("T")


class Rest:
    """Sends requests made by the `build_request` functions of `dataikuapi_rest`.

    With it an operation that has no method yet is one line away:

        groups = client.rest.json(api.group.group_list.build_request())
    """

    def __init__(self, http: HTTP, settings: Settings) -> None:
        self._http = http
        self.settings = settings

    def within(self, seconds: float | None) -> Rest:
        """The same door with tighter limits on time.

        Args:
            seconds: what no limit may exceed; None to keep the limits as they are.

        Returns:
            A door that shares the connections of this one.
        """
        if seconds is None:
            return self
        limits = self.settings.timeouts.within(seconds)
        return Rest(self._http, self.settings.changed(timeouts=limits))

    def with_settings(self, settings: Settings) -> Rest:
        """The same connections with other settings.

        Args:
            settings: the other settings.

        Returns:
            A door that shares the connections of this one.
        """
        return Rest(self._http, settings)

    def json(self, request: EndpointRequest[T]) -> T:
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
        return self.send_json(outgoing(request))

    def text(self, request: EndpointRequest[Any]) -> str:
        """Sends a request and gives the text of the answer.

        Args:
            request: what to send.

        Returns:
            The text.

        Raises:
            DSSAPIError: DSS answered an error.
            DSSConnectionError: the connection failed.
        """
        return self.send_text(outgoing(request))

    def empty(self, request: EndpointRequest[Any]) -> None:
        """Sends a request and does not look at the body of the answer.

        Args:
            request: what to send.

        Raises:
            DSSAPIError: DSS answered an error.
            DSSConnectionError: the connection failed.
            DSSDataError: a page of HTML was answered, which DSS never does here.
        """
        sent = outgoing(request)
        refuse_page((self._http.fetch(sent, self.settings)).headers, sent)

    def stream(self, request: EndpointRequest[Any]) -> DSSStream:
        """Sends a request and gives the answer as a stream, to be closed by the caller.

        Args:
            request: what to send.

        Returns:
            The stream.

        Raises:
            DSSAPIError: DSS answered an error.
            DSSConnectionError: the connection failed.
        """
        return self.send_stream(outgoing(request))

    def outside(self, method: str, url: str, **options: Any) -> httpx.Response:
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
        return self._http.outside(method, url, self.settings, options)

    def send_json(self, request: Outgoing) -> Any:
        """As `json`, for a request that is ready to be sent.

        Args:
            request: what to send.

        Returns:
            The value.
        """
        answer = self._http.fetch(request, self.settings)
        return json_value(answer.content, request, self.settings.session.secrets)

    def send_text(self, request: Outgoing) -> str:
        """As `text`, for a request that is ready to be sent.

        Args:
            request: what to send.

        Returns:
            The text.
        """
        answer = self._http.fetch(request, self.settings)
        refuse_page(answer.headers, request)
        return answer.text

    def send_stream(self, request: Outgoing) -> DSSStream:
        """As `stream`, for a request that is ready to be sent.

        Args:
            request: what to send.

        Returns:
            The stream.
        """
        from dataikuapi._stream import DSSStream

        answer = self._http.send(request, self.settings)
        try:
            refuse_page(answer.headers, request)
        except DSSDataError:
            answer.close()
            raise
        return DSSStream(answer, request, self.settings)

    def close(self) -> None:
        """Closes all connections."""
        self._http.close()
