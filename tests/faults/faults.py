"""The faults, as data: what the server does with a request that it could answer well."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Final

from tests.faults.server import CLOSE, RESET, SILENCE, Step

LOGIN_PAGE: Final = b"<!DOCTYPE html><html><body><form>Sign in</form></body></html>"
BOMB_SIZE: Final = 8 * 1024 * 1024
ERROR: Final = b'{"errorType": "com.dataiku.Busy", "message": "busy", "detailedMessage": "busy"}'


@dataclass(frozen=True)
class Good:
    """A good answer.

    Attributes:
        body: the body.
        content_type: its media type.
        slot: where in the body more members of a JSON object can be put; None when it is no JSON.
    """

    body: bytes
    content_type: str = "application/json"
    slot: bytes | None = None

    def answer(self) -> bytes:
        return http(self.body, content_type=self.content_type)

    def with_members(self, members: bytes) -> bytes | None:
        """The body with more members in it; None when it is no JSON."""
        return None if self.slot is None else self.body.replace(self.slot, self.slot + members, 1)


def http(
    body: bytes,
    status: int = 200,
    *,
    content_type: str = "application/json",
    headers: Mapping[str, str] | None = None,
    length: int | None = None,
) -> bytes:
    """The bytes of an answer, whose length may lie."""
    given = {"Content-Type": content_type, **(headers or {})}
    if "Transfer-Encoding" not in given:
        given["Content-Length"] = str(len(body) if length is None else length)
    lines = [f"HTTP/1.1 {status} Status", *(f"{name}: {value}" for name, value in given.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


Play = Callable[[Good], Sequence[Step] | None]


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong.

    Attributes:
        name: name of its row in ``matrix.txt``.
        title: words for the documentation.
        play: what is sent in the place of a good answer; None where the fault can not be.
        at_accept: whether it hits a connection before the request is read.
        refusing: whether the port is closed.
        tls: which wrong certificate is shown.
        silent: whether a limit on time has to end it.
        content: what it makes of a file: those bytes are the right ones then.
        undone: whether the answer comes from somebody else than DSS, so that nothing was done and
            no result can be right.
    """

    name: str
    title: str
    play: Play = lambda good: []
    at_accept: bool = False
    refusing: bool = False
    tls: str | None = None
    silent: bool = False
    content: Callable[[Good], bytes] | None = None
    undone: bool = False


def _cut(answer: bytes, part: float) -> tuple[bytes, bytes, bytes]:
    """The head of an answer, and its body cut in two."""
    head, _, body = answer.partition(b"\r\n\r\n")
    at = max(1, int(len(body) * part))
    return head + b"\r\n\r\n", body[:at], body[at:]


def _resets(good: Good, where: str) -> Sequence[Step]:
    head, first, _ = _cut(good.answer(), 0.5)
    sent = {"before": [], "during": [head[:20]], "after": [head], "body": [head + first]}
    return [*sent[where], RESET]


def _closes(good: Good) -> Sequence[Step]:
    return [CLOSE]


def _chunked(good: Good) -> Sequence[Step]:
    half = good.body[: max(1, len(good.body) // 2)]
    head = http(b"", content_type=good.content_type, headers={"Transfer-Encoding": "chunked"})
    return [head + f"{len(half):x}\r\n".encode() + half + b"\r\n", CLOSE]


def _long(good: Good) -> Sequence[Step]:
    length = len(good.body) + 50
    return [http(good.body, content_type=good.content_type, length=length), CLOSE]


def _slow_head(good: Good) -> Sequence[Step]:
    return [good.answer()[:20], SILENCE]


def _trickle(good: Good) -> Sequence[Step]:
    head, first, rest = _cut(good.answer(), 0.5)
    steps: list[Step] = []
    for at in range(0, len(head), 16):
        steps += [head[at : at + 16], 0.005]
    return [*steps, first + rest]


def _drip(good: Good) -> Sequence[Step]:
    # Each piece within every limit, all of them far beyond: only a limit on the whole ends it.
    line, _, rest = good.answer().partition(b"\r\n")
    steps: list[Step] = [line + b"\r\nX-Drip: "]
    return [*steps, *[b".", 0.02] * 100, b"\r\n" + rest]


def _stall(good: Good) -> Sequence[Step]:
    head, first, _ = _cut(good.answer(), 0.5)
    return [head + first, SILENCE]


def _status(status: int, after: str | None = None, body: bytes = ERROR, kind: str = "json") -> Play:
    types = {"json": "application/json", "html": "text/html"}
    headers = {} if after is None else {"Retry-After": after}
    return lambda good: [http(body, status, content_type=types[kind], headers=headers)]


def _redirect(same_host: bool) -> Play:
    # A login page of its own, on the same host; the other host would be given the credentials.
    target = "/login/" if same_host else "http://127.0.0.1:9/login/"
    return lambda good: [http(b"", 302, headers={"Location": target})]


def _page(good: Good) -> Sequence[Step]:
    return [http(LOGIN_PAGE, content_type="text/html; charset=utf-8")]


def _bomb(good: Good) -> Sequence[Step]:
    headers = {"Content-Encoding": "gzip"}
    return [http(_bomb_bytes(), content_type=good.content_type, headers=headers)]


_BOMB: list[bytes] = []


def _bomb_bytes() -> bytes:
    if not _BOMB:
        _BOMB.append(gzip.compress(b" " * BOMB_SIZE, 9))
    return _BOMB[0]


def _no_text(good: Good) -> bytes:
    at = len(good.body) // 2
    return good.body[:at] + b"\xff\xfe" + good.body[at:]


def _bad_text(good: Good) -> Sequence[Step]:
    return [http(_no_text(good), content_type=good.content_type)]


def _members(members: bytes) -> Play:
    def play(good: Good) -> Sequence[Step] | None:
        body = good.with_members(members)
        return None if body is None else [http(body, content_type=good.content_type)]

    return play


def _http_date(seconds: float) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


def _dated(status: int) -> Play:
    return lambda good: _status(status, _http_date(30))(good)


def _gateway_faults() -> list[Fault]:
    made: list[Fault] = []
    for status in (500, 502, 503, 504):
        made += [
            Fault(f"{status}-json", f"{status} with JSON", _status(status)),
            Fault(
                f"{status}-html", f"{status} with a page", _status(status, None, LOGIN_PAGE, "html")
            ),
            Fault(f"{status}-empty", f"{status} with nothing", _status(status, None, b"")),
            Fault(
                f"{status}-broken", f"{status} with broken JSON", _status(status, None, ERROR[:30])
            ),
        ]
    return made


def _asking_faults() -> list[Fault]:
    made: list[Fault] = []
    for status in (408, 425, 429):
        made += [
            Fault(f"{status}", f"{status}", _status(status)),
            Fault(f"{status}-seconds", f"{status}, Retry-After in seconds", _status(status, "7")),
            Fault(f"{status}-date", f"{status}, Retry-After as a date", _dated(status)),
            Fault(
                f"{status}-absurd",
                f"{status}, Retry-After of 10 years",
                _status(status, "315360000"),
            ),
            Fault(
                f"{status}-words",
                f"{status}, Retry-After that says nothing",
                _status(status, "soon"),
            ),
        ]
    return made


DEEP: Final = b', "extra": ' + b"[" * 200_000 + b"]" * 200_000
FAULTS: Final[Sequence[Fault]] = (
    Fault("refused", "connection refused", refusing=True),
    Fault("reset-accept", "reset before the request is read", lambda good: [RESET], at_accept=True),
    Fault("closed", "closed without an answer", _closes),
    Fault("reset-before", "reset before the headers", lambda good: _resets(good, "before")),
    Fault("reset-during", "reset in the headers", lambda good: _resets(good, "during")),
    Fault("reset-after", "reset behind the headers", lambda good: _resets(good, "after")),
    Fault("reset-body", "reset in the body", lambda good: _resets(good, "body")),
    Fault("chunked-short", "chunked body cut short", _chunked),
    Fault("length-long", "Content-Length longer than the body", _long),
    Fault(
        "garbage", "an answer that is no HTTP", lambda good: [b"\x16\x03\x01 what?\r\n\r\n", CLOSE]
    ),
    Fault("head-trickles", "headers that come in small pieces", _trickle),
    Fault("head-drips", "headers whose bytes come one by one for long", _drip, silent=True),
    Fault("silent", "no answer", lambda good: [SILENCE], silent=True),
    Fault("head-stalls", "headers that stall", _slow_head, silent=True),
    Fault("body-stalls", "body that stalls", _stall, silent=True),
    *_asking_faults(),
    *_gateway_faults(),
    Fault("503-asks", "503, Retry-After in seconds", _status(503, "7")),
    Fault("504-asks", "504, Retry-After in seconds", _status(504, "7")),
    Fault("redirect-same", "redirect to a page of the same host", _redirect(True), undone=True),
    Fault("redirect-other", "redirect to another host", _redirect(False), undone=True),
    Fault("login-page", "login page with status 200", _page, undone=True),
    Fault("gzip-bomb", "gzip bomb", _bomb, content=lambda good: b" " * BOMB_SIZE),
    Fault("bad-utf8", "invalid UTF-8", _bad_text, content=_no_text),
    Fault("nan", "NaN in JSON", _members(b', "extra": NaN')),
    Fault("huge-float", "1e400 in JSON", _members(b', "extra": 1e400')),
    Fault("huge-int", "a whole number of 5,000 digits", _members(b', "extra": ' + b"9" * 5000)),
    Fault("deep", "JSON nested 200,000 deep", _members(DEEP)),
    Fault("twice", "duplicate keys in JSON", _members(b', "extra": 1, "extra": 2')),
    Fault("tls-expired", "TLS: expired", tls="expired"),
    Fault("tls-host", "TLS: another host", tls="host"),
    Fault("tls-self-signed", "TLS: self-signed", tls="self-signed"),
)


def json_of(value: object) -> bytes:
    """A body of JSON."""
    return json.dumps(value).encode()
