# Derived by `tox -e generate` from src/dataikuapi/aio/_http.py. Do not edit.
"""Sends requests: connection pool, limits on time, repetition, redirects, typed errors."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import urljoin, urlsplit
from weakref import WeakSet

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
from dataikuapi._policy import may_repeat
from dataikuapi._prepare import Outgoing, api_error, shown_target
from dataikuapi._settings import Settings, process_id, user_agent
from dataikuapi._wire import (
    DEFAULT_HEADERS,
    MAX_BODY,
    MAX_ERROR,
    PIECE,
    Fetched,
    Limits,
    Wire,
)

if TYPE_CHECKING:
    import httpx
    from tenacity import RetryCallState

    from dataikuapi._cookies import Cookies

LOG = logging.getLogger("dataikuapi")
MAX_REDIRECTS = 5


class HTTP:
    """The connection of one client and of its copies; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        # One pool for calls and one for streams: streams that nobody closes must not use up the
        # connections that calls need.
        self._carriers: dict[tuple[bool, str, Any], Any] = {}
        self._retired: list[Any] = []
        # Those that somebody holds still: closing the client closes them too.
        self._streams: WeakSet[Any] = WeakSet()
        self._cookies: Cookies | None = None
        self._made_for: tuple[Any, ...] = ()
        self._closed = False

    def send(self, request: Outgoing, settings: Settings) -> Any:
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
        answer = self._attempts(request, settings, read=False)
        with self._lock:
            self._streams.add(answer)
        return answer

    def fetch(self, request: Outgoing, settings: Settings) -> Fetched:
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
            ValueError: the address is none, or too long.
            DSSConnectionError: the connection failed.
        """
        from dataikuapi_rest._http import httpx

        given = dict(options)
        timeout = given.pop("timeout", None)
        own = httpx.Headers(given.pop("headers", None))
        headers = httpx.Headers(_merged(settings.session.request_headers(), {}))
        headers.update(own)
        try:
            asked = httpx.Request(method, url, headers=headers, **given)
        except httpx.InvalidURL as error:
            raise ValueError(f"url cannot be sent: {error}") from None
        content = asked.read() or None
        request = Outgoing(method=asked.method, path=url, label=url)
        limits = _limits(settings, request)
        if timeout is not None:
            limits = Limits(**httpx.Timeout(timeout).as_dict())
        framing = {"host", "content-length", "transfer-encoding"}
        sent = {n: v for n, v in asked.headers.items() if n.lower() not in framing}
        wire = Wire(asked.method, str(asked.url), sent, content, limits)
        parts = urlsplit(wire.url)
        try:
            carrier = self._carrier(settings, f"{parts.scheme}://{parts.netloc}", stream=False)
            answer = carrier.send(wire)
        except BaseException as error:
            translate(error, request, settings)
        content = self._read(answer, request, settings)
        # They describe the body as it was sent.
        gone = {"content-encoding", "content-length", "transfer-encoding"}
        kept = [(n, v) for n, v in answer.headers.items() if n.lower() not in gone]
        return httpx.Response(answer.status_code, headers=kept, content=content, request=asked)

    def _attempts(self, request: Outgoing, settings: Settings, *, read: bool) -> Any:
        try:
            return self._once(request, settings, read=read)
        except (DSSConnectionError, DSSAPIError, DSSDataError) as error:
            if settings.retries.tries == 1 or not self._again(error, request):
                raise
            # A call that works needs neither the library nor its objects.
            return self._repeat(error, request, settings, read=read)

    def _again(self, error: BaseException, request: Outgoing) -> bool:
        return may_repeat(error, request.repeat, request.replayable)

    def _repeat(
        self, first: BaseException, request: Outgoing, settings: Settings, *, read: bool
    ) -> Any:
        """Goes on behind an attempt that failed."""
        from tenacity import Retrying, retry_if_exception, stop_after_attempt

        policy = settings.retries
        clock = settings.clock or Clock()
        failed: list[BaseException] = [first]
        maybe_done = False

        def attempt() -> Any:
            nonlocal maybe_done
            try:
                if failed:
                    raise failed.pop()
                return self._once(request, settings, read=read)
            except DSSNotFound:
                # An earlier attempt may have deleted it before its answer was lost.
                if maybe_done and request.repeat == "gone-is-ok":
                    return Fetched(200, {}, b"{}")
                raise
            except (DSSConnectionError, DSSAPIError) as error:
                maybe_done = maybe_done or not getattr(error, "never_sent", False)
                raise

        def pause(state: RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            return policy.pause(state.attempt_number, error)

        return Retrying(
            stop=stop_after_attempt(policy.tries),
            retry=retry_if_exception(lambda error: self._again(error, request)),
            wait=pause,
            sleep=clock.sleep,
            reraise=True,
        )(attempt)

    def _once(self, request: Outgoing, settings: Settings, *, read: bool) -> Any:
        mask_logs(request, settings)
        started = time.monotonic()
        answer = self._exchange(request, settings, stream=not read)
        if LOG.isEnabledFor(logging.DEBUG):
            took = (time.monotonic() - started) * 1000
            LOG.debug("%s %s %d %.0f ms", request.method, request.label, answer.status_code, took)
        if answer.status_code >= 300:
            self._refuse(answer, request, settings)
        if not read:
            return answer
        content = self._read(answer, request, settings)
        return Fetched(answer.status_code, answer.headers, content)

    def _exchange(self, request: Outgoing, settings: Settings, *, stream: bool) -> Any:
        """Sends once, following redirects of reads that stay on the same host."""
        wire = self._wire(request, settings)
        try:
            carrier = self._carrier(settings, settings.host, stream=stream)
            for _ in range(MAX_REDIRECTS + 1):
                answer = carrier.send(self._with_cookies(wire))
                if "Set-Cookie" in answer.headers:
                    self._keep_cookies(wire, answer)
                target = self._redirect(answer, wire)
                if target is None:
                    return answer
                answer.close()
                wire = wire.changed(url=target, content=None)
        except BaseException as error:
            translate(error, request, settings)
        raise DSSConnectionError(f"{request.method} {request.label} is redirected without end")

    def _wire(self, request: Outgoing, settings: Settings) -> Wire:
        session = settings.session.request_headers()
        content = request.content
        if request.files:
            # A Content-Type set for all requests would hide the boundary of this one.
            described, content = Body.form(request.files)
            headers = _merged(session, request.headers, described)
        else:
            headers = _merged(session, request.headers)
            if content is not None and not isinstance(content, bytes):
                content = Body(content)
        url = request.url(settings.base_url)
        return Wire(request.method, url, headers, content, _limits(settings, request))

    def _with_cookies(self, wire: Wire) -> Wire:
        return wire if self._cookies is None else self._cookies.added(wire)

    def _keep_cookies(self, wire: Wire, answer: Any) -> None:
        from dataikuapi._cookies import Cookies

        with self._lock:
            self._cookies = self._cookies or Cookies()
        self._cookies.keep(wire, answer.status_code, answer.headers)

    def _redirect(self, answer: Any, wire: Wire) -> str | None:
        """Where a read is sent on to, if that is the same host by the same scheme."""
        if answer.status_code not in {301, 302, 303, 307, 308}:
            return None
        location = answer.headers.get("Location")
        if not location or wire.method not in {"GET", "HEAD"}:
            return None
        try:
            target = urljoin(wire.url, location).partition("#")[0]
            old, new = urlsplit(wire.url), urlsplit(target)
        except ValueError:
            return None
        return target if (old.scheme, old.netloc) == (new.scheme, new.netloc) else None

    def _refuse(self, answer: Any, request: Outgoing, settings: Settings) -> NoReturn:
        try:
            content = self._read(answer, request, settings, error=True)
        except (DSSConnectionError, DSSDataError):
            # The status says enough; what is left of the body is lost.
            content = b""
        secrets = settings.session.secrets()
        if answer.status_code < 400:
            where = shown_target(str(answer.headers.get("Location", "")))
            content = f"redirected to {where}, which is not followed".encode()
        raise api_error(answer.status_code, answer.headers, content, request, secrets)

    def _read(
        self, answer: Any, request: Outgoing, settings: Settings, *, error: bool = False
    ) -> bytes:
        """The body, or the beginning of that of an error; no answer may fill the memory."""
        most = MAX_ERROR if error else MAX_BODY
        try:
            if _is_short(answer.headers, most):
                return answer.read()
            pieces: list[bytes] = []
            size = 0
            while size <= most and (piece := answer.piece(PIECE)):
                pieces.append(piece)
                size += len(piece)
            if size > most and not error:
                raise DSSDataError(
                    f"{request.method} {request.label} answered more than {most} bytes"
                )
            answer.close()
            return b"".join(pieces)[:most]
        except BaseException as failure:
            answer.close()
            translate(failure, request, settings, body=True)

    def _carrier(self, settings: Settings, origin: str, *, stream: bool) -> Any:
        """The connections for the settings as they are now; made on first use."""
        from dataikuapi._carriers import Carriers

        wanted = (process_id(), settings.session.fingerprint())
        loop = Carriers.loop()
        with self._lock:
            if self._closed:
                raise DSSConnectionError("the client is closed")
            if self._made_for != wanted:
                if self._made_for[:1] == wanted[:1]:
                    # Answers may still be read from them, so they are closed with the client.
                    self._retired += self._carriers.values()
                # After a fork the sockets are the parent's, who goes on using them.
                self._carriers, self._made_for = {}, wanted
            key = (stream, origin, loop)
            found = self._carriers.get(key)
            if found is None:
                for old in [k for k in self._carriers if k[2] is not None and k[2].is_closed()]:
                    del self._carriers[old]
                found = Carriers.make(settings, origin, loop, stream=stream)
                self._carriers[key] = found
            return found

    def close(self) -> None:
        """Closes all connections, those of streams too; calls after this raise an error."""
        with self._lock:
            carriers = [*self._retired, *self._carriers.values()]
            streams = list(self._streams)
            self._retired, self._carriers, self._closed = [], {}, True
        for stream in streams:
            stream.close()
        for carrier in carriers:
            carrier.close()


@cache
def _defaults() -> dict[str, tuple[str, str]]:
    merged = {name.lower(): (name, value) for name, value in DEFAULT_HEADERS.items()}
    merged["user-agent"] = ("User-Agent", user_agent())
    return merged


def _is_short(headers: Mapping[str, str], most: int) -> bool:
    """Whether a body is known to have so many bytes at most."""
    if "Content-Encoding" in headers or "Transfer-Encoding" in headers:
        return False
    length = headers.get("Content-Length", "")
    return length.isdecimal() and len(length) < 16 and int(length) <= most


def _limits(settings: Settings, request: Outgoing) -> Limits:
    limits = settings.timeouts
    read = limits.read_limit(request.operation)
    return Limits(limits.connect, read, limits.write, limits.pool)


def _merged(*levels: Mapping[str, str]) -> dict[str, str]:
    """Headers of several levels; a later one replaces an earlier one whatever its case."""
    merged = _defaults().copy()
    for level in levels:
        for name, value in level.items():
            merged[name.lower()] = (name, value)
    return dict(merged.values())
