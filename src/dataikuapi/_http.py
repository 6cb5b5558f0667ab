# Derived by `tox -e generate` from src/dataikuapi/aio/_http.py. Do not edit.
"""Sends requests: connection pool, limits on time, repetition, redirects, typed errors."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import urljoin, urlsplit

from dataikuapi._body import Body
from dataikuapi._compat import Clock, Lock
from dataikuapi._errors import (
    DSSAPIError,
    DSSConnectionError,
    DSSDataError,
    DSSNotFound,
)
from dataikuapi._failures import translate
from dataikuapi._masking import mask_logs
from dataikuapi._policy import NotSent, NotSentInTime, may_repeat
from dataikuapi._prepare import Outgoing, api_error
from dataikuapi._session import tls_context
from dataikuapi._settings import Settings, process_id, user_agent
from dataikuapi._sockets import socket_options

if TYPE_CHECKING:
    import httpx
    from tenacity import RetryCallState

LOG = logging.getLogger("dataikuapi")
MAX_REDIRECTS = 5
MAX_CONNECTIONS = 100


class HTTP:
    """The connection of one client and of its copies; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        # One pool for calls and one for streams: streams that nobody closes must not use up the
        # connections that calls need.
        self._pools: dict[bool, httpx.Client] = {}
        self._retired: list[httpx.Client] = []
        self._made_for: tuple[Any, ...] = ()
        self._closed = False

    def send(self, request: Outgoing, settings: Settings) -> httpx.Response:
        """Sends a request, repeats it where that is safe, and gives a good answer unread.

        Args:
            request: what to send.
            settings: limits and credentials.

        Returns:
            The answer with its body still to be read; the caller closes it.

        Raises:
            DSSAPIError: DSS answered an error.
            DSSConnectionError: the connection failed.
        """
        return self._attempts(request, settings, read=False)

    def fetch(self, request: Outgoing, settings: Settings) -> httpx.Response:
        """The same, with the body read and the connection free again.

        Args:
            request: what to send.
            settings: limits and credentials.

        Returns:
            The answer with its body.

        Raises:
            DSSAPIError: DSS answered an error.
            DSSConnectionError: the connection failed.
            DSSDataError: the body is cut short.
        """
        return self._attempts(request, settings, read=True)

    def outside(
        self, method: str, url: str, settings: Settings, options: dict[str, Any]
    ) -> httpx.Response:
        """Sends a request of the caller's own to an address that is not one of the public API.

        The credentials of the client go with it: the caller checks the address.

        Args:
            method: HTTP method.
            url: the address.
            settings: limits and credentials.
            options: what httpx takes for a request, such as `params` and `json`.

        Returns:
            The answer, read, whatever its status.

        Raises:
            DSSConnectionError: the connection failed.
        """
        limits = settings.timeouts
        given = dict(options)
        given["headers"] = settings.session.request_headers() | dict(given.get("headers") or {})
        given.setdefault("timeout", (limits.connect, limits.read, limits.write, limits.pool))
        try:
            return self._client(settings, stream=False).request(method, url, **given)
        except BaseException as error:
            translate(error, Outgoing(method=method, path=url, label=url), settings)

    def _attempts(self, request: Outgoing, settings: Settings, *, read: bool) -> httpx.Response:
        from tenacity import Retrying, retry_if_exception, stop_after_attempt

        policy = settings.retries
        clock = settings.clock or Clock()
        maybe_done = False

        def attempt() -> httpx.Response:
            nonlocal maybe_done
            try:
                return self._once(request, settings, read=read)
            except DSSNotFound:
                # An earlier attempt may have deleted it before its answer was lost.
                if maybe_done and request.repeat == "gone-is-ok":
                    return self._gone()
                raise
            except (DSSConnectionError, DSSAPIError) as error:
                maybe_done = maybe_done or not isinstance(error, (NotSent, NotSentInTime))
                raise

        def again(error: BaseException) -> bool:
            return may_repeat(error, request.repeat, request.replayable)

        def pause(state: RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            return policy.pause(state.attempt_number, error)

        return Retrying(
            stop=stop_after_attempt(policy.tries),
            retry=retry_if_exception(again),
            wait=pause,
            sleep=clock.sleep,
            reraise=True,
        )(attempt)

    def _gone(self) -> httpx.Response:
        from dataikuapi_rest._http import httpx

        return httpx.Response(200, content=b"{}")

    def _once(self, request: Outgoing, settings: Settings, *, read: bool) -> httpx.Response:
        mask_logs(request, settings)
        started = time.monotonic()
        response = self._exchange(request, settings, stream=not read)
        if LOG.isEnabledFor(logging.DEBUG):
            took = (time.monotonic() - started) * 1000
            LOG.debug("%s %s %d %.0f ms", request.method, request.label, response.status_code, took)
        if response.status_code >= 300:
            self._refuse(response, request, settings)
        if read:
            self._read(response, request, settings)
        return response

    def _exchange(self, request: Outgoing, settings: Settings, *, stream: bool) -> httpx.Response:
        """Sends once, following redirects of reads that stay on the same host."""
        pool = self._client(settings, stream=stream)
        built = self._build(pool, request, settings)
        for _ in range(MAX_REDIRECTS + 1):
            try:
                response = pool.send(built, stream=True, follow_redirects=False)
            except BaseException as error:
                translate(error, request, settings)
            target = self._redirect(response, request, built)
            if target is None:
                return response
            response.close()
            built = pool.build_request(
                request.method, target, headers=built.headers, extensions=built.extensions
            )
        raise DSSConnectionError(f"{request.method} {request.label} is redirected without end")

    def _build(self, pool: httpx.Client, request: Outgoing, settings: Settings) -> httpx.Request:
        from dataikuapi_rest._http import httpx

        limits = settings.timeouts
        headers = settings.session.request_headers() | dict(request.headers)
        headers.setdefault("User-Agent", user_agent())
        headers.setdefault("Accept", "*/*")
        if request.files is not None:
            # A Content-Type set for all requests would hide the boundary of this one.
            headers = {k: v for k, v in headers.items() if k.lower() != "content-type"}
        content = request.content
        if content is not None and not isinstance(content, bytes):
            content = Body(content)
        return pool.build_request(
            request.method,
            settings.base_url + request.path,
            params=list(request.params) or None,
            headers=headers,
            content=content,
            files=list(request.files) if request.files else None,
            timeout=httpx.Timeout(
                connect=limits.connect,
                read=limits.read_limit(request.operation),
                write=limits.write,
                pool=limits.pool,
            ),
        )

    def _redirect(
        self, response: httpx.Response, request: Outgoing, built: httpx.Request
    ) -> str | None:
        """Where a read is sent on to, if that is the same host by the same scheme."""
        location = response.headers.get("Location")
        if not location or response.status_code not in {301, 302, 303, 307, 308}:
            return None
        if request.method not in {"GET", "HEAD"}:
            return None
        here = str(built.url)
        target = urljoin(here, location)
        old, new = urlsplit(here), urlsplit(target)
        return target if (old.scheme, old.netloc) == (new.scheme, new.netloc) else None

    def _refuse(self, response: httpx.Response, request: Outgoing, settings: Settings) -> NoReturn:
        try:
            self._read(response, request, settings)
            content = response.content
        except (DSSConnectionError, DSSDataError):
            # The status says enough; what is left of the body is lost.
            content = b""
        secrets = settings.session.secrets()
        if response.status_code < 400:
            location = urlsplit(str(response.headers.get("Location", "")))
            content = (
                f"redirected to {location.scheme}://{location.netloc.rpartition('@')[2]}"
                f"{location.path}, "
                "which is not followed"
            ).encode()
        raise api_error(response.status_code, response.headers, content, request, secrets)

    def _read(self, response: httpx.Response, request: Outgoing, settings: Settings) -> None:
        try:
            response.read()
        except BaseException as error:
            response.close()
            translate(error, request, settings, body=True)

    def _client(self, settings: Settings, *, stream: bool) -> httpx.Client:
        """The pool for the settings as they are now; made on first use."""
        wanted = (process_id(), settings.session.fingerprint())
        with self._lock:
            if self._closed:
                raise DSSConnectionError("the client is closed")
            if self._made_for != wanted:
                if self._made_for[:1] == wanted[:1]:
                    # Answers may still be read from them, so they are closed with the client.
                    self._retired += self._pools.values()
                # After a fork the sockets are the parent's, who goes on using them.
                self._pools, self._made_for = {}, wanted
            if stream not in self._pools:
                self._pools[stream] = self._make(settings, stream=stream)
            return self._pools[stream]

    def _make(self, settings: Settings, *, stream: bool) -> httpx.Client:
        from dataikuapi._proxies import mounts
        from dataikuapi_rest._http import httpx

        if settings.transport is not None:
            return httpx.Client(transport=settings.transport, trust_env=False)
        limits = httpx.Limits(
            max_connections=None if stream else MAX_CONNECTIONS, max_keepalive_connections=20
        )

        def transport(proxy: str | None = None) -> httpx.HTTPTransport:
            return httpx.HTTPTransport(
                verify=self._tls(settings, proxy),
                limits=limits,
                proxy=proxy,
                socket_options=socket_options(),
            )

        return httpx.Client(
            transport=transport(), mounts=mounts(settings.session, transport), trust_env=False
        )

    def _tls(self, settings: Settings, proxy: str | None) -> Any:
        if settings.host.startswith("https:") or (proxy or "").startswith("https:"):
            return tls_context(settings.session)
        # No certificate is needed for http, and loading the trust store takes 30 ms and more.
        return False

    def close(self) -> None:
        """Closes all connections; calls after this raise an error."""
        with self._lock:
            pools = [*self._retired, *self._pools.values()]
            self._retired, self._pools, self._closed = [], {}, True
        for pool in pools:
            pool.close()
