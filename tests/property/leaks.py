"""Secrets at every place of a request, servers that give them back, and all that can be read."""

from __future__ import annotations

import asyncio  # noqa: TID251 - one loop for all cases; this has no sync twin
import atexit
import base64
import html
import inspect
import json
import logging
import pickle
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import quote, quote_plus

import httpx

from dataikuapi import DSSClient, RetryPolicy
from dataikuapi.aio.dssclient import AsyncDSSClient
from dataikuapi_rest import api
from tests.clocks import AsyncFakeClock, FakeClock

HOST = "https://dss.example.com"
KEY = "ordinary-key"


class Lines(logging.Handler):
    """Keeps what every logger writes, at all levels."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.texts: list[str] = []
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(self.format(record))


LOGGERS = ("", "httpx", "httpcore", "urllib3", "aiohttp", "dataikuapi", "dssmock")


@contextmanager
def all_logged() -> Iterator[list[str]]:
    lines = Lines()
    loggers = [logging.getLogger(name) for name in LOGGERS]
    levels = [logger.level for logger in loggers]
    loggers[0].addHandler(lines)
    try:
        for logger in loggers:
            logger.setLevel(1)
        yield lines.texts
    finally:
        loggers[0].removeHandler(lines)
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def written(secret: str) -> set[str]:
    """The ways in which a secret could be written somewhere and read by somebody."""
    raw = secret.encode()
    return {
        secret,
        secret[:7],  # where a text is cut
        json.dumps(secret)[1:-1],
        json.dumps(secret, ensure_ascii=False)[1:-1],
        html.escape(secret),
        quote(secret, safe=""),
        quote(secret),
        quote_plus(secret),
        repr(secret)[1:-1],
        repr(raw)[2:-1],
        raw.decode("latin-1"),
        base64.b64encode(raw + b":").decode(),
        basic(secret)[6:],
    }


def found(texts: list[str], secret: str) -> list[str]:
    """The texts that show a secret."""
    forms = written(secret)
    return [text for text in texts if any(form in text for form in forms)]


def chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    left = [error]
    while left:
        each = left.pop()
        if each is not None and id(each) not in seen:
            seen.add(id(each))
            yield each
            left += [each.__cause__, each.__context__]


def shown(error: BaseException) -> Iterator[str]:
    """All that is written of an exception, of what led to it, and of what becomes of it."""
    for each in chain(error):
        yield from (str(each), repr(each), repr(each.args), repr(vars(each)))
        yield from getattr(each, "__notes__", ())
    yield "".join(traceback.format_exception(error))
    # What led to it too: tblib, which Dask loads, pickles causes.
    for each in chain(error):
        data = pickle.dumps(each)
        yield data.decode("utf-8", "replace")
        yield data.decode("latin-1")
    data = pickle.dumps(error)
    again = pickle.loads(data)  # noqa: S301 -- it was written two lines above
    yield from (str(again), repr(vars(again)))


VISIBLE, ANY = "visible", "any"


def client(transport: Any, *args: Any, **options: Any) -> Any:
    """A client, sync or async as its transport wants it: what is done with them is the same."""
    kind, clock = DSSClient, FakeClock
    if getattr(transport, "is_async", False):
        kind, clock = AsyncDSSClient, AsyncFakeClock
    policy = RetryPolicy(tries=1)
    return kind(HOST, *args, transport=transport, retries=policy, clock=clock(), **options)


def basic(secret: str) -> str:
    return "Basic " + base64.b64encode(b"user:" + secret.encode()).decode()


# What all clients carry besides their own credential: places and kinds of characters.
EVERYWHERE = {"pass": VISIBLE, "credential": VISIBLE, "cookie": VISIBLE, "basic": ANY, "proxy": ANY}
# Makes a client whose own credential is "own".
CLIENTS: dict[str, tuple[str, Callable[[Any, str, dict[str, str]], Any]]] = {
    "api key": (ANY, lambda t, own, headers: client(t, own, extra_headers=headers)),
    "ticket": (VISIBLE, lambda t, own, h: client(t, internal_ticket=own, extra_headers=h)),
    "bearer": (VISIBLE, lambda t, own, h: client(t, jwt_bearer_token=own, extra_headers=h)),
    "header": (
        VISIBLE,
        lambda t, own, h: client(t, KEY, extra_headers={**h, "Authorization": own}),
    ),
    "session": (ANY, lambda t, own, h: _with_auth(client(t, KEY, extra_headers=h), own)),
}


def _with_auth(made: Any, password: str) -> Any:
    made._session.auth = ("user", password)
    return made


def made_with(kind: str, secrets: Mapping[str, str], transport: Any) -> Any:
    """A client that carries secrets at all places that a client has."""
    headers = {
        "X-Gateway-Pass": secrets["pass"],
        "X-Client-Credential": secrets["credential"],
        "Cookie": f"theme=dark; dss_access_token={secrets['cookie']}",
        "Proxy-Authorization": basic(secrets["basic"]),
    }
    made = CLIENTS[kind][1](transport, secrets["own"], headers)
    password = quote(secrets["proxy"], safe="")
    made._session.proxies["https"] = f"http://user:{password}@proxy.example.com:3128"
    return made


def connection(made: Any, s: Mapping[str, str]) -> Any:
    one = {"name": "sslkey", "value": s["property"], "secret": True}
    params = {"host": "h", "password": s["password"], "privateKey": s["key"], "properties": [one]}
    return made.create_connection("wh", "PostgreSQL", params=params)


def by_hand(made: Any, s: Mapping[str, str]) -> Any:
    body = {"a": [{"clientSecret": s["body"]}], "authToken": {"deep": [s["deep"]]}}
    headers = {"X-Other-Token": s["header"]}
    return made._perform_json("POST", "/x", {"apiKey": s["query"]}, body, headers=headers)


def by_secret(made: Any, s: Mapping[str, str]) -> Any:
    return made.rest.json(api.global_api_key.global_api_key_get_by_secret.build_request(s["path"]))


def users(made: Any, s: Mapping[str, str]) -> Any:
    people = [{"login": f"u{n}", "password": s[name]} for n, name in enumerate(("one", "two"))]
    return made.create_users(people)


# Calls, and the places where they carry secrets of their own.
CALLS: dict[str, tuple[dict[str, str], Callable[[Any, Mapping[str, str]], Any]]] = {
    "nothing": ({}, lambda made, _: made.list_groups()),
    "user": ({"password": ANY}, lambda made, s: made.create_user("carol", s["password"])),
    "users": ({"one": ANY, "two": ANY}, users),
    "connection": ({"password": ANY, "key": ANY, "property": ANY}, connection),
    "path": ({"path": ANY}, by_secret),
    "hand": ({"body": ANY, "deep": ANY, "header": VISIBLE, "query": ANY}, by_hand),
}


def places(kind: str, call: str) -> dict[str, str]:
    """All places of secrets when such a client makes such a call."""
    return {"own": CLIENTS[kind][0], **EVERYWHERE, **CALLS[call][0]}


Way = Callable[[str, str, httpx.Request], httpx.Response]


def error_json(status: int) -> Way:
    def answer(form: str, secret: str, _: httpx.Request) -> httpx.Response:
        body = {"errorType": "x.Bad", "message": f"no {form}", "detailedMessage": f"<{form}>",
                "more": {form: [secret]}}  # fmt: skip
        return httpx.Response(status, json=body, headers={"X-Request-Id": "r1"})

    return answer


def error_page(form: str, secret: str, _: httpx.Request) -> httpx.Response:
    return httpx.Response(502, html=f"<p>{form}</p><p>{html.escape(secret)}</p>")


def error_text(form: str, secret: str, _: httpx.Request) -> httpx.Response:
    return httpx.Response(500, content=f'{{"cut": "{form}", "{secret}'.encode())


def login_page(form: str, _: str, __: httpx.Request) -> httpx.Response:
    return httpx.Response(200, html="x" * 192 + form.removeprefix("Basic "))


def not_utf8(form: str, _: str, __: httpx.Request) -> httpx.Response:
    return httpx.Response(200, content=b"\xff\xfe" + form.encode())


def wrong_kind(_: str, secret: str, __: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json=secret)


def elsewhere(_: str, secret: str, __: httpx.Request) -> httpx.Response:
    quoted = quote(secret, safe="")
    target = f"https://user:{quoted}@other.example.com/{quoted}?a={quoted}"
    return httpx.Response(302, headers={"Location": target})


def request_id(_: str, secret: str, __: httpx.Request) -> httpx.Response:
    return httpx.Response(404, json={}, headers={"X-Request-Id": quote(secret)})


def silence(_: str, __: str, ___: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json=[])


def broken(kind: type[httpx.TransportError]) -> Way:
    def answer(form: str, secret: str, request: httpx.Request) -> httpx.Response:
        lower = OSError(f"illegal {secret.encode()!r}")
        raise kind(f"peer said {form}", request=request) from lower

    return answer


# What a server, or what lies between, makes of a request that carries a secret.
WAYS: dict[str, Way] = {
    "400": error_json(400),
    "401": error_json(401),
    "503": error_json(503),
    "page": error_page,
    "text": error_text,
    "login": login_page,
    "not utf-8": not_utf8,
    "wrong kind": wrong_kind,
    "redirect": elsewhere,
    "request id": request_id,
    "connect": broken(httpx.ConnectError),
    "read": broken(httpx.ReadError),
    "read timeout": broken(httpx.ReadTimeout),
    "protocol": broken(httpx.RemoteProtocolError),
    "proxy": broken(httpx.ProxyError),
    "silence": silence,
}
FORMS: list[Callable[[str], str]] = [
    str,
    lambda secret: quote(secret, safe=""),
    html.escape,
    lambda secret: json.dumps(secret)[1:-1],
    lambda secret: repr(secret.encode()),
]


class Echo(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """A server that gives secrets back in one of the ways.

    Args:
        way: what it does.
        forms: how it writes each of the secrets.
        is_async: whether it wants an async client.
    """

    def __init__(self, way: str, forms: Mapping[str, str], *, is_async: bool = False) -> None:
        self.is_async = is_async
        self._way = WAYS[way]
        self._written = " ".join(forms.values())
        self._plain = " ".join(forms)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._way(self._written, self._plain, request)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.handle_request(request)


# One loop for all cases: to make one takes longer than a case.
_loops = asyncio.Runner()
atexit.register(_loops.close)


def done(result: Any) -> Any:
    """What a call gives, awaited where that is needed."""

    async def awaited() -> Any:
        return await result

    return _loops.run(awaited()) if inspect.isawaitable(result) else result


def seen(
    kind: str, call: str, secrets: Mapping[str, str], transport: httpx.BaseTransport
) -> list[str]:
    """All texts that come of one call with secrets in it."""
    texts: list[str] = []
    with all_logged() as logged:
        made = made_with(kind, secrets, transport)
        try:
            done(CALLS[call][1](made, secrets))
        except Exception as error:
            texts += shown(error)
        for each in (made, made.rest, made.rest.settings, made._session, made._session.headers):
            texts += [repr(each), str(each)]
        for each in (made, made.rest, made._session, made.rest.settings, made.get_group("g")):
            with suppress(Exception):
                texts.append(pickle.dumps(each).decode("latin-1"))
        done(made.close())
    return texts + logged
