# Derived by `tox -e generate` from src/dataikuapi/aio/_client/transport.py. Do not edit.
"""How a client is made and closed, and the ways past its methods."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, NoReturn, Self
from urllib.parse import quote

from dataikuapi._args import check_host, check_str
from dataikuapi._client.base import CallsBase
from dataikuapi._http import HTTP
from dataikuapi._policy import RetryPolicy, Timeouts, as_retries, as_timeouts
from dataikuapi._prepare import Outgoing
from dataikuapi._raw import raw_request
from dataikuapi._rest import Rest
from dataikuapi._session import Session
from dataikuapi._settings import Settings

if TYPE_CHECKING:
    from dataikuapi._stream import DSSStream


class ClientTransport(CallsBase):
    """Construction, options and escape hatches of the client."""

    def __init__(
        self,
        host: str,
        api_key: str | None = None,
        internal_ticket: str | None = None,
        extra_headers: Mapping[str, str] | None = None,
        no_check_certificate: bool = False,
        client_certificate: str | tuple[str, str] | None = None,
        jwt_bearer_token: str | None = None,
        *,
        insecure_tls: bool | None = None,
        timeout: float | Timeouts | None = None,
        retries: RetryPolicy | None = None,
        transport: Any = None,
        clock: Any = None,
        detect_conflicts: bool = False,
    ) -> None:
        """Makes a client; nothing is sent and no connection is made before the first call.

        Args:
            host: URL of the instance, such as `https://dss.example.com:11200`.
            api_key: secret of an API key.
            internal_ticket: ticket that DSS gives to code that runs inside it.
            extra_headers: headers to send with each request.
            no_check_certificate: whether any TLS certificate is accepted.
            client_certificate: path of a client certificate, or a pair of certificate and key.
            jwt_bearer_token: token to send as bearer.
            insecure_tls: old name of `no_check_certificate`.
            timeout: limits of each call: seconds for all of them, or `Timeouts`; by default
                10 s to connect and 300 s of silence, 4 h for calls that wait until work is done.
            retries: how calls that failed are repeated where that is safe.
            transport: transport of httpx to use instead of the network, for instance a mock's.
            clock: what tells time and sleeps, for tests.
            detect_conflicts: whether `save()` of settings looks first whether somebody else saved
                them since they were read, and raises `DSSConflict` then; two more requests.

        Raises:
            ValueError: the host is no URL, or no credentials are given.
            TypeError: an argument has the wrong type.
        """
        if insecure_tls is not None:
            text = "insecure_tls is deprecated: use no_check_certificate"
            warnings.warn(text, DeprecationWarning, stacklevel=2)
            no_check_certificate = no_check_certificate or insecure_tls
        self.host: str = check_host(host)
        self.api_key = api_key
        self.internal_ticket = internal_ticket
        self.jwt_bearer_token = jwt_bearer_token
        self._session = Session()
        self._authenticate()
        self._session.headers.update(extra_headers or {})
        if no_check_certificate:
            self._session.verify = False
        self._session.cert = client_certificate
        settings = Settings(
            self.host,
            self._session,
            as_timeouts(timeout),
            as_retries(retries),
            transport,
            clock,
            detect_conflicts,
        )
        self.rest: Rest = Rest(HTTP(), settings)

    def _authenticate(self) -> None:
        """Puts the credentials into the session: key before ticket before token."""
        if self.api_key is not None:
            self._session.auth = (check_str("api_key", self.api_key), "")
        elif self.internal_ticket is not None:
            ticket = check_str("internal_ticket", self.internal_ticket)
            self._session.headers["X-DKU-APITicket"] = ticket
        elif self.jwt_bearer_token is not None:
            token = check_str("jwt_bearer_token", self.jwt_bearer_token)
            self._session.headers["Authorization"] = f"Bearer {token}"
        else:
            raise ValueError("api_key, internal_ticket or jwt_bearer_token must be given")

    def with_options(
        self,
        *,
        timeout: float | Timeouts | None = None,
        retries: RetryPolicy | None = None,
        detect_conflicts: bool | None = None,
    ) -> Self:
        """A client with other limits that shares the connections of this one.

        Args:
            timeout: limits of each call: seconds for all of them, or `Timeouts`; None to keep.
            retries: how calls that failed are repeated; None to keep.
            detect_conflicts: whether `save()` looks first whether somebody else saved; None to
                keep.

        Returns:
            The client. Handles made from it keep its options.

        Raises:
            TypeError: an argument has the wrong type.
            ValueError: a limit is not above zero.

        Example:
            info = client.with_options(timeout=5).get_auth_info()
        """
        changes: dict[str, Any] = {}
        if timeout is not None:
            changes["timeouts"] = as_timeouts(timeout)
        if retries is not None:
            changes["retries"] = as_retries(retries)
        if detect_conflicts is not None:
            changes["detect_conflicts"] = detect_conflicts
        twin = object.__new__(type(self))
        twin.__dict__.update(self.__dict__)
        twin.rest = self.rest.with_settings(self.rest.settings.changed(**changes))
        return twin

    def close(self) -> None:
        """Closes the connections; calls after this raise `DSSConnectionError`."""
        self.rest.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.host}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            f"a {type(self).__name__} holds connections and credentials and can't be pickled: "
            "make one in each process"
        )

    # The arguments of these are those of `raw_request`.
    def _perform_json(self, method: str, path: str, *args: Any, **options: Any) -> Any:
        """Sends a request of the caller's own and gives the JSON of the answer."""
        return self.rest.send_json(raw_request(method, path, *args, **options))

    def _perform_text(self, method: str, path: str, *args: Any, **options: Any) -> str:
        """Sends a request of the caller's own and gives the text of the answer."""
        return self.rest.send_text(raw_request(method, path, *args, **options))

    def _perform_empty(self, method: str, path: str, *args: Any, **options: Any) -> None:
        """Sends a request of the caller's own and ignores the body of the answer."""
        self.rest.send_text(raw_request(method, path, *args, **options))

    def _perform_raw(self, method: str, path: str, *args: Any, **options: Any) -> DSSStream:
        """Sends a request of the caller's own and gives the answer as a stream."""
        return self.rest.send_stream(raw_request(method, path, *args, **options))

    def _perform_http(
        self,
        method: str,
        path: str,
        params: Mapping[str, Any] | None = None,
        body: Any = None,
        stream: bool = False,
        *args: Any,
        **options: Any,
    ) -> DSSStream:
        """As `_perform_raw`; `stream` makes no difference."""
        return self._perform_raw(method, path, params, body, *args, **options)

    def _perform_json_upload(self, method: str, path: str, name: str, f: Any) -> DSSStream:
        """Uploads a file, its path, or bytes under a name, as the part `file` of a form."""
        from dataikuapi._uploads import uploading

        label = quote(path.partition("?")[0], safe="/%")
        with uploading("f", f) as content:
            parts = [("file", (name, content, None))]
            request = Outgoing(method=method, path=path, label=label, files=parts)
            return self.rest.send_stream(request)
