"""What must not show in messages: which values are secret, and how they are hidden."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote, quote_plus, unquote

if TYPE_CHECKING:
    from dataikuapi._prepare import Outgoing

STARS = "***"
# Shorter texts stand in too many words, and are no secrets.
SHORTEST = 4
# Patterns are compiled when they are needed, which the first call does not.
_HEADER = r"auth|ticket|cookie|token|secret|key|pass|pwd|cred|session|sign|jwt|cert"
# Members whose names end so hold a secret; `tokenEndpoint` and `credentialsMode` do not.
_MEMBER = (
    r"(passw(or)?d|passphrase|secret|tokens?|ticket|jwt|authorization|webhookurl|pwd"
    r"|(api|private|secret|access|account|shared|webhook)_?key)s?$"
)
# A member `key` is a secret where it looks like one: elsewhere it is the name of a setting.
_RANDOM = r"[A-Za-z0-9_-]{16,}"


def is_secret_header(name: str) -> bool:
    """Whether the value of a header may be a credential, by its name."""
    return re.search(_HEADER, name.lower()) is not None


def is_secret_member(name: str) -> bool:
    """Whether the value of a member of a JSON object may be a credential, by its name."""
    return re.search(_MEMBER, name.lower().replace("-", "_")) is not None


def in_header(value: str) -> Iterator[str]:
    """The secrets in the value of a header: all of it, and what it is made of."""
    yield value
    scheme, _, rest = value.partition(" ")
    if rest and scheme.isalpha():
        yield rest.strip()
        if scheme.lower() == "basic":
            yield from _in_basic(rest.strip())
    for part in value.split(";"):
        _, equals, text = part.partition("=")
        if equals:
            yield text.strip().strip('"')


def _in_basic(encoded: str) -> Iterator[str]:
    try:
        text = base64.b64decode(encoded, validate=True).decode()
    except ValueError:
        return
    yield text
    yield from text.split(":", 1)


def in_url(url: str) -> Iterator[str]:
    """The secrets in a URL, such as that of a proxy: its password, and it with the user."""
    userinfo = url.partition("://")[2] or url
    # By hand: what is no URL may hold a password all the same.
    userinfo = userinfo.rpartition("@")[0]
    password = userinfo.partition(":")[2]
    for text in (userinfo, password):
        yield from {text, unquote(text)} - {""}


def in_json(value: Any) -> Iterator[str]:
    """The secrets in a JSON value: all texts below members that are named like secrets."""
    if isinstance(value, Mapping):
        members = cast("Mapping[str, Any]", value)
        flagged = members.get("secret") is True
        for name, each in members.items():
            if is_secret_member(name) or (flagged and name == "value"):
                yield from _texts(each)
            elif name == "key" and isinstance(each, str) and re.fullmatch(_RANDOM, each):
                yield each
            else:
                yield from in_json(each)
    elif isinstance(value, list):
        for each in cast("list[Any]", value):
            yield from in_json(each)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in cast("Mapping[str, Any]", value).values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in cast("list[Any]", value):
            yield from _texts(each)


def in_request(request: Outgoing) -> list[str]:
    """The secrets that one request carries besides those of the client.

    Args:
        request: the request.

    Returns:
        Values that must not show: of its headers, its JSON body, its query and its path.
    """
    found: list[str] = []
    for name, value in request.headers.items():
        if is_secret_header(name):
            found += in_header(value)
    if isinstance(request.content, bytes):
        found += _in_body(request.content)
    found += [value for name, value in request.params if is_secret_member(name)]
    return found + hidden_segments(request)


def _in_body(content: bytes) -> list[str]:
    try:
        return list(in_json(json.loads(content)))
    except (ValueError, RecursionError):
        return []


def hidden_segments(request: Outgoing) -> list[str]:
    """What stands in the path where the label has stars: as it is, and unquoted."""
    if request.path == request.label:
        return []
    pairs = zip(request.path.split("/"), request.label.split("/"), strict=False)
    hidden = [segment for segment, shown in pairs if shown == STARS]
    return [text for segment in hidden for text in (segment, unquote(segment))]


def _shown(secret: str | bytes) -> Iterator[str]:
    """How `repr` writes it: single quotes are escaped when the text has double ones, too."""
    text = repr(secret).removeprefix("b")
    yield text[1:-1]
    both = repr(secret + '"') if isinstance(secret, str) else repr(secret + b'"')
    yield both.removeprefix("b")[1:-2]


def _forms(secret: str) -> Iterator[str]:
    """How a secret may be written in JSON, URLs, pages and the texts of exceptions."""
    import html

    yield secret
    yield json.dumps(secret)[1:-1]
    yield json.dumps(secret, ensure_ascii=False)[1:-1]
    yield html.escape(secret)
    yield from _shown(secret)
    for encoding in ("utf-8", "latin-1"):
        raw = secret.encode(encoding, "backslashreplace")
        yield from _shown(raw)
        yield raw.decode("utf-8", "replace")
        yield quote(raw, safe="")
        yield quote(raw, safe="/")
        yield quote_plus(raw)


class Forms(tuple[str, ...]):
    """All that must be hidden, the longest first; made once where many texts are looked at."""

    __slots__ = ()


def forms_of(secrets: Iterable[str]) -> Forms:
    """The ways in which secrets may be written in a text.

    Args:
        secrets: values to hide.

    Returns:
        The texts to look for.
    """
    if isinstance(secrets, Forms):
        return secrets
    forms = {form for secret in set(secrets) if len(secret) >= SHORTEST for form in _forms(secret)}
    return Forms(sorted(forms, key=len, reverse=True))


def redact(text: str, secrets: Iterable[str]) -> str:
    """Removes secrets from a text that will be shown, however they are written in it.

    Args:
        text: the text.
        secrets: values to hide.

    Returns:
        The text with stars in their place.
    """
    for form in forms_of(secrets):
        text = text.replace(form, STARS)
    return text


def redact_json(value: Any, secrets: Iterable[str]) -> Any:
    """The same for all texts of a JSON value.

    Args:
        value: the value; it is not changed.
        secrets: values to hide.

    Returns:
        A copy with stars in their place.
    """
    secrets = forms_of(secrets)
    if isinstance(value, str):
        return redact(value, secrets)
    if isinstance(value, Mapping):
        members = cast("Mapping[str, Any]", value)
        return {redact(name, secrets): redact_json(each, secrets) for name, each in members.items()}
    if isinstance(value, list):
        return [redact_json(each, secrets) for each in cast("list[Any]", value)]
    return value


def scrub(error: BaseException, secrets: Iterable[str]) -> None:
    """Hides secrets in the texts of an exception and of all that led to it.

    What failed below is shown in tracebacks as the cause, with its own text, and keeps the
    request with its headers.

    Args:
        error: the exception; it is changed.
        secrets: values to hide.
    """
    secrets = forms_of(secrets)
    seen: set[int] = set()
    left: list[BaseException | None] = [error]
    while left:
        each = left.pop()
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        left += [each.__cause__, each.__context__, *getattr(each, "exceptions", ())]
        left += [arg for arg in each.args if isinstance(arg, BaseException)]
        args = tuple(_told(arg, secrets) for arg in each.args)
        if args != each.args:
            each.args = args
        if type(each).__module__.partition(".")[0] in CARRIERS:
            held = vars(each)
            held.update({name: _told(value, secrets) for name, value in held.items()})


# What they raise keeps the request, its address and its headers.
CARRIERS = ("httpx", "urllib3", "aiohttp")


def _told(value: Any, secrets: Forms) -> Any:
    """What an exception may keep of what it holds: what has credentials in it becomes empty."""
    if isinstance(value, str):
        return redact(value, secrets)
    kind = cast("Any", type(value))
    if kind.__module__.startswith("httpx") and kind.__name__ == "Request":
        return None
    if kind.__module__.startswith("aiohttp") and isinstance(value, tuple):
        return _told_by_aiohttp(cast("Any", value), secrets)
    if kind.__module__.startswith("multidict"):
        # Headers of an answer; a copy that can be pickled, which the original cannot.
        return {name: redact(text, secrets) for name, text in value.items()}
    if kind.__module__.startswith("yarl"):
        return kind(redact(str(value), secrets), encoded=True)
    return value


def _told_by_aiohttp(value: Any, secrets: Forms) -> Any:
    """Its descriptions of requests and of connections, without headers and without proxies."""
    if hasattr(value, "proxy_auth"):
        return value._replace(proxy=None, proxy_auth=None)
    if hasattr(value, "real_url"):
        shown = {name: _told(getattr(value, name), secrets) for name in ("url", "real_url")}
        return value._replace(headers={}, **shown)
    return value
