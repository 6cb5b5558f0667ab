"""What scripts set on `client._session`: certificates, proxies, headers, credentials.

The object looks like the session of `requests` where scripts touch it, and holds settings only;
the connection pool is made from them on the first call and again when they change.
"""

from __future__ import annotations

import base64
import warnings
from collections.abc import Iterator, MutableMapping, Sequence
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import ssl


class Headers(MutableMapping[str, str]):
    """Headers by name, whatever the case of its letters."""

    def __init__(self) -> None:
        self._items: dict[str, tuple[str, str]] = {}

    def __getitem__(self, name: str) -> str:
        return self._items[name.lower()][1]

    def __setitem__(self, name: str, value: str) -> None:
        for part in (name, value):
            if not isinstance(part, str):  # pyright: ignore[reportUnnecessaryIsInstance]
                raise TypeError(f"extra_headers: header {name!r} must be a string")
            if any(control in part for control in "\r\n\0"):
                raise ValueError(f"extra_headers: header {name!r} holds a control character")
        self._items[name.lower()] = (name, value)

    def __delitem__(self, name: str) -> None:
        del self._items[name.lower()]

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._items.values())

    def __len__(self) -> int:
        return len(self._items)

    def plain(self) -> dict[str, str]:
        """The headers as they were written; quicker than through a mapping's own methods."""
        return dict(self._items.values())

    def __repr__(self) -> str:
        return f"<headers {sorted(self)}>"


class Session:
    """Settings of the connection of one client.

    Attributes:
        verify: True for the trust store of the system, False for no check (a warning is given),
            or the path of a file or folder of certificates.
        cert: path of a client certificate, or a pair of certificate and key.
        headers: headers sent with each request to DSS.
        proxies: URL of the proxy by scheme (`http`, `https`); empty for those of the environment.
        auth: user and password as a pair, or an object with `username` and `password`, or None.
        trust_env: whether proxies and certificate files are taken from the environment.
    """

    def __init__(self) -> None:
        self.verify: bool | str | ssl.SSLContext = True
        self.cert: str | tuple[str, str] | None = None
        self.headers: Headers = Headers()
        self.proxies: dict[str, str] = {}
        self.auth: Any = None
        self.trust_env = True
        self._basic: tuple[tuple[str, str], str] = (("", ""), "Basic Og==")

    def fingerprint(self) -> tuple[Any, ...]:
        """What the connection pool depends on: another value asks for another pool."""
        return (
            self.verify,
            self.cert if self.cert is None or isinstance(self.cert, str) else tuple(self.cert),
            tuple(sorted(self.proxies.items())),
            self.trust_env,
        )

    def request_headers(self) -> dict[str, str]:
        """The headers of the session, credentials included."""
        headers = self.headers.plain()
        if self.auth is not None:
            pair = credentials_of(self.auth)
            if self._basic[0] != pair:
                self._basic = (pair, basic_auth(pair))
            headers["Authorization"] = self._basic[1]
        return headers

    def secrets(self) -> list[str]:
        """Values that must not show in messages."""
        found = [value for name, value in self.headers.items() if _is_secret(name)]
        if self.auth is not None:
            found += [part for part in credentials_of(self.auth) if part]
        return [part for text in found for part in {text, text.removeprefix("Bearer ")} if part]

    def __repr__(self) -> str:
        return f"<session verify={self.verify!r}>"


def _is_secret(header: str) -> bool:
    name = header.lower()
    return any(word in name for word in ("auth", "ticket", "cookie", "token", "secret", "key"))


def credentials_of(auth: Any) -> tuple[str, str]:
    """User and password of what stands in `session.auth`.

    Args:
        auth: a pair, or an object with `username` and `password` as that of `requests`.

    Returns:
        The two.

    Raises:
        TypeError: it is neither.
    """
    if isinstance(auth, (tuple, list)):
        pair = cast("Sequence[Any]", auth)
    else:
        pair = [getattr(auth, name, None) for name in ("username", "password")]
    if len(pair) != 2 or any(part is None for part in pair):
        raise TypeError("_session.auth must be a pair of user and password")
    return str(pair[0]), str(pair[1])


def basic_auth(auth: Any) -> str:
    """The value of the Authorization header for a user and a password.

    Args:
        auth: what stands in `session.auth`.

    Returns:
        The header's value. UTF-8, for keys that are not latin-1.
    """
    user, password = credentials_of(auth)
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode("ascii")


_CONTEXTS: dict[tuple[Any, ...], ssl.SSLContext] = {}


def tls_context(session: Session) -> ssl.SSLContext:
    """The TLS settings for https, from the session and, if trusted, the environment.

    Clients with the same settings share one: loading certificates takes 30 ms and 600 kB.

    Args:
        session: the settings.

    Returns:
        A context for the connections.
    """
    import os
    import ssl

    verify = session.verify
    if isinstance(verify, ssl.SSLContext):
        return verify
    if verify is True and session.trust_env:
        # The names that curl and requests read; OpenSSL's own come with them.
        named = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR")
        verify = next((os.environ[name] for name in named if os.environ.get(name)), True)
    if verify is False:
        warnings.warn(
            "The certificate of DSS is not checked: anybody on the way can read and change "
            "what is sent, the API key included",
            InsecureConnectionWarning,
            stacklevel=2,
        )
    cert = (session.cert,) if isinstance(session.cert, str) else tuple(session.cert or ())
    key = (verify, *cert, *(_changed(path) for path in (verify, *cert)))
    found = _CONTEXTS.get(key)
    if found is None:
        # Two threads that both make one do no harm: either is good.
        found = _CONTEXTS[key] = _new_context(verify, cert)
    return found


def _changed(path: Any) -> int:
    """When a file was last written: certificates are renewed under the same name."""
    import os

    if isinstance(path, bool):
        return 0
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0


def _new_context(verify: Any, cert: tuple[str, ...]) -> ssl.SSLContext:
    import ssl
    from pathlib import Path

    if verify is True:
        import truststore

        context: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    elif verify is False:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    else:
        path = Path(verify)
        if not path.exists():
            raise ValueError(f"_session.verify: no file or folder of certificates at {verify!r}")
        context = ssl.create_default_context(
            cafile=str(path) if path.is_file() else None,
            capath=str(path) if path.is_dir() else None,
        )
    if cert:
        context.load_cert_chain(*cert)
    return context


class InsecureConnectionWarning(UserWarning):
    """Certificates are not checked."""
