"""What scripts set on `client._session`: certificates, proxies, headers, credentials.

The object looks like the session of `requests` where scripts touch it, and holds settings only;
the connection pool is made from them on the first call and again when they change.
"""

from __future__ import annotations

import base64
import os
import warnings
from collections.abc import Iterator, MutableMapping, Sequence
from typing import TYPE_CHECKING, Any, NoReturn, cast

from dataikuapi._secrets import in_header, in_url, is_secret_header

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
            if not isinstance(part, str):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers may have no checker)
                raise TypeError(f"extra_headers: header {name!r} must be a string")
            if not part.isascii() or not part.replace("\t", " ").isprintable():
                # Said here: what sends headers would show the value.
                raise ValueError(
                    f"extra_headers: header {_shown(name)} holds a control character "
                    "or one that is not ASCII"
                )
        self._items[name.lower()] = (name, value.strip(" \t"))

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
        found: list[str] = []
        for name, value in self.headers.items():
            if is_secret_header(name):
                found += in_header(value)
        if self.auth is not None:
            found += [*credentials_of(self.auth), *in_header(basic_auth(self.auth))]
        for scheme, url in proxies_of(self).items():
            if scheme != "no":
                found += in_url(url)
        return [text for text in found if text]

    def __repr__(self) -> str:
        return f"<session verify={self.verify!r}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a session holds credentials and can't be pickled")


def _shown(name: str) -> str:
    """A name of a header for messages; what does not look like one may be a value."""
    return repr(name) if name.isascii() and name.isprintable() and len(name) < 80 else "***"


def proxies_of(session: Session) -> dict[str, str]:
    """The URLs of the proxies by scheme.

    Args:
        session: the settings; its `proxies` win over those of the environment.

    Returns:
        The URLs; of the environment also `no`, the hosts that need none.
    """
    if session.proxies or not session.trust_env:
        return dict(session.proxies)
    if _has_settings():
        from urllib.request import getproxies

        return getproxies()
    # As the standard library does, whose module costs more to load than all of ours.
    names = {name.lower(): value for name, value in os.environ.items() if value}
    # Names in small letters win.
    names.update({name: value for name, value in os.environ.items() if name.islower()})
    found = {n.removesuffix("_proxy"): v for n, v in names.items() if n.endswith("_proxy")}
    if "REQUEST_METHOD" in os.environ:
        # There, HTTP_PROXY is a header that anybody can send.
        found.pop("http", None)
    return found


def _has_settings() -> bool:
    """Whether proxies may also be set outside the environment, as on macOS and Windows."""
    return os.name == "nt" or os.uname().sysname == "Darwin"


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
    text = f"{user}:{password}"
    if any("\ud800" <= character <= "\udfff" for character in text):
        # Said here: the exception of the encoder holds the key.
        raise ValueError("the API key holds a lone surrogate, which is no character")
    return "Basic " + base64.b64encode(text.encode()).decode("ascii")


# For each set of files the newest context only, with the times at which they were written.
_CONTEXTS: dict[tuple[Any, ...], tuple[list[int], ssl.SSLContext]] = {}


def tls_context(session: Session) -> ssl.SSLContext:
    """The TLS settings for https, from the session and, if trusted, the environment.

    Clients with the same settings share one: loading certificates takes 30 ms and 600 kB.

    Args:
        session: the settings.

    Returns:
        A context for the connections.
    """
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
    key = (verify, *cert)
    written = [_changed(path) for path in key]
    found = _CONTEXTS.get(key)
    if found is None or found[0] != written:
        # Two threads that both make one do no harm: either is good.
        found = _CONTEXTS[key] = (written, _new_context(verify, cert))
    return found[1]


def _changed(path: Any) -> int:
    """When a file was last written: certificates are renewed under the same name."""
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
