"""Takes secrets out of exchanges, before anything of them is written or shown.

It rather takes out too much: what is a credential by its place (headers, members with such a name,
a key in a path) goes, and each of these values goes wherever else it stands.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import parse_qsl, quote, unquote, urlencode

from dssmock.contract.exchange import Exchange, Message

REMOVED: Final = "REMOVED"
KEPT_HEADERS: Final = frozenset({
    "accept", "content-type", "content-length", "content-disposition", "date", "dss-version",
    "dss-api-version", "retry-after", "transfer-encoding", "allow", "user-agent",
    "x-dku-mlflow-project-key",
})  # fmt: skip
# Names of members, in lower case and without what separates words.
_SECRET_NAME: Final = re.compile(
    r"(password|passwd|passphrase|secret|token|ticket|apikey|privatekey|accesskey|secretkey"
    r"|credential|bearer|authorization|cookie|keytab|licensekey)s?$"
)
# A flag or a number with such a name tells nothing; a text or what is inside does.
_TOKEN: Final = re.compile(r"\bdku[a-z]{2,6}-[A-Za-z0-9_-]{6,}")
_KEY_PATH: Final = re.compile(r"(?<=/admin/globalAPIKeys/)[^/?]+")
_KEY_ROUTES: Final = re.compile(r"api-?keys", re.IGNORECASE)
_TICKET_ROUTES: Final = re.compile(r"/auth/ticket")
_SHORTEST: Final = 4


def clean(exchange: Exchange) -> Exchange:
    """An exchange without its secrets.

    Args:
        exchange: as it went over the wire; it is not changed.
    """
    found = _Found(exchange)
    return Exchange(
        method=exchange.method,
        path=found.out_of(_KEY_PATH.sub(REMOVED, exchange.path)),
        query=found.out_of_query(exchange.query),
        request=found.out_of_message(exchange.request),
        status=exchange.status,
        answer=found.out_of_message(exchange.answer),
        milliseconds=exchange.milliseconds,
    )


class _Found:
    """The secrets of an exchange."""

    def __init__(self, exchange: Exchange) -> None:
        # There the member `key`, and the text of a message, are what is secret.
        self._keys = bool(_KEY_ROUTES.search(exchange.path))
        self._tickets = bool(_TICKET_ROUTES.search(exchange.path))
        values = {text for header in _credentials(exchange.request.headers) for text in header}
        values |= {unquote(each) for each in _KEY_PATH.findall(exchange.path)}
        self._values = sorted((each for each in values if len(each) >= _SHORTEST), key=len)[::-1]

    def out_of(self, text: str) -> str:
        for value in self._values:
            text = text.replace(value, REMOVED).replace(quote(value, safe=""), REMOVED)
        return _TOKEN.sub(REMOVED, text)

    def out_of_query(self, query: str) -> str:
        pairs = parse_qsl(query, keep_blank_values=True)
        if any(self._is_secret(name) for name, _ in pairs):
            query = urlencode(
                [(name, REMOVED if self._is_secret(name) else value) for name, value in pairs]
            )
        return self.out_of(query)

    def out_of_message(self, message: Message) -> Message:
        headers = {
            name: self.out_of(value)
            for name, value in message.headers.items()
            if name in KEPT_HEADERS
        }
        return replace(message, headers=headers, body=self._body(message))

    def _body(self, message: Message) -> bytes | None:
        if not message.body:
            return message.body
        try:
            value = json.loads(message.body)
        except ValueError:
            return self._plain(message.body)
        if self._tickets:
            value = REMOVED if isinstance(value, str) else _blank(value)
        return json.dumps(self._json(value), ensure_ascii=False).encode()

    def _plain(self, body: bytes) -> bytes | None:
        """A body that is no JSON; of a form or a file only what can be read can be cleaned."""
        try:
            return self.out_of(body.decode()).encode()
        except UnicodeDecodeError:
            return None

    def _json(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.out_of(value)
        if isinstance(value, list):
            return [self._json(item) for item in value]
        if isinstance(value, dict):
            secret = value.get("secret") is True
            return {
                self.out_of(name): _blank(member)
                if self._is_secret(name) or (secret and name == "value")
                else self._json(member)
                for name, member in value.items()
            }
        return value

    def _is_secret(self, name: str) -> bool:
        plain = re.sub(r"[^a-z]", "", name.lower())
        return bool(_SECRET_NAME.search(plain)) or (self._keys and plain == "key")


def _blank(value: Any) -> Any:
    """The same shape with nothing in it, so that the document can still judge it."""
    if isinstance(value, str):
        return REMOVED if value else value
    if isinstance(value, list):
        return [_blank(item) for item in value]
    if isinstance(value, dict):
        return {name: _blank(member) for name, member in value.items()}
    return value


def _credentials(headers: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """The secrets that headers of a request carry."""
    for name, value in headers.items():
        if name in KEPT_HEADERS or not _SECRET_NAME.search(re.sub(r"[^a-z]", "", name)):
            continue
        scheme, _, rest = value.partition(" ")
        yield value, rest, *_basic(scheme, rest)


def _basic(scheme: str, rest: str) -> tuple[str, ...]:
    if scheme.lower() != "basic":
        return ()
    try:
        user, _, password = base64.b64decode(rest).decode().partition(":")
    except ValueError:
        return ()
    # With a password the first half is a login, which is none.
    return (password,) if password else (user,)
