"""Exchanges, one request with its answer each, and the files that hold them.

A recording is a file of one JSON object a line, so that one that is cut off can still be read. HAR
files, which browsers and other proxies write, are read too.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

FORMAT = "dssmock-recording"


class UnreadableRecording(ValueError):
    """A file is no recording and no HAR file."""


@dataclass(frozen=True, slots=True)
class Message:
    """One half of an exchange.

    Attributes:
        headers: the headers, names in lower case.
        body: the bytes; None when they were not kept, as of long downloads.
    """

    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = b""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request with its answer.

    Attributes:
        method: the verb, in capitals.
        path: the path as it was sent, percent-encoded.
        query: the query string, without its question mark.
        request: what was sent.
        status: status of the answer.
        answer: what came back.
        milliseconds: how long it took.
    """

    method: str
    path: str
    query: str
    request: Message
    status: int
    answer: Message
    milliseconds: float = 0.0

    @property
    def called(self) -> str:
        """The call in words, without its query, which may be long."""
        return f"{self.method} {self.path}"


def read(file: Path) -> list[Exchange]:
    """The exchanges of a recording or a HAR file.

    Args:
        file: the file.

    Raises:
        UnreadableRecording: it is neither.
    """
    try:
        text = file.read_text(encoding="utf-8")
        if _is_har(text):
            return [_of_har(entry) for entry in json.loads(text)["log"]["entries"]]
        return [_of_line(json.loads(line)) for line in text.splitlines() if line.strip()]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise UnreadableRecording(f"{file} is no recording and no HAR file: {problem!r}") from None


def write(file: Path, exchanges: Iterable[Exchange]) -> None:
    """Write a recording; clean the exchanges first, with ``secrets``."""
    file.write_text("".join(map(line, exchanges)), encoding="utf-8")


def line(exchange: Exchange) -> str:
    """An exchange as a line of a recording."""
    document = {
        "format": FORMAT,
        "method": exchange.method,
        "path": exchange.path,
        "query": exchange.query,
        "request": _message(exchange.request),
        "status": exchange.status,
        "answer": _message(exchange.answer),
        "milliseconds": round(exchange.milliseconds, 1),
    }
    return json.dumps(document, ensure_ascii=False) + "\n"


def _message(message: Message) -> dict[str, Any]:
    shown: dict[str, Any] = {"headers": dict(message.headers)}
    if message.body is None:
        return {**shown, "kept": False}
    try:
        return {**shown, "text": message.body.decode()}
    except UnicodeDecodeError:
        return {**shown, "base64": base64.b64encode(message.body).decode()}


def _of_line(document: Mapping[str, Any]) -> Exchange:
    if document.get("format") != FORMAT:
        raise ValueError("a line does not say that it is of a recording")
    return Exchange(
        method=document["method"],
        path=document["path"],
        query=document["query"],
        request=_of_message(document["request"]),
        status=document["status"],
        answer=_of_message(document["answer"]),
        milliseconds=document["milliseconds"],
    )


def _of_message(shown: Mapping[str, Any]) -> Message:
    if shown.get("kept") is False:
        return Message(shown["headers"], None)
    if "base64" in shown:
        return Message(shown["headers"], base64.b64decode(shown["base64"]))
    return Message(shown["headers"], shown["text"].encode())


def _is_har(text: str) -> bool:
    begin, _, _ = text.lstrip().partition("\n")
    return FORMAT not in begin and '"entries"' in text


def _of_har(entry: Mapping[str, Any]) -> Exchange:
    request, answer = entry["request"], entry["response"]
    url = urlsplit(request["url"])
    posted = request.get("postData") or {}
    sent = posted.get("text")
    # A form whose text the writer left out cannot be judged, one that is empty can.
    body = None if sent is None and posted.get("params") else (sent or "").encode()
    return Exchange(
        method=request["method"].upper(),
        path=url.path,
        query=url.query,
        request=Message(_headers(request), body),
        status=answer["status"],
        answer=Message(_headers(answer), _har_content(answer)),
        milliseconds=entry.get("time") or 0.0,
    )


def _har_content(answer: Mapping[str, Any]) -> bytes | None:
    content = answer.get("content") or {}
    text = content.get("text")
    if text is None:
        return None if content.get("size", 0) > 0 else b""
    return base64.b64decode(text) if content.get("encoding") == "base64" else text.encode()


def _headers(message: Mapping[str, Any]) -> dict[str, str]:
    return {each["name"].lower(): each["value"] for each in message.get("headers", ())}


def api_calls(exchanges: Iterable[Exchange]) -> Iterator[Exchange]:
    """Those that went to the public API; a HAR file of a browser has many others."""
    from dssmock.router import below_prefix

    for exchange in exchanges:
        if below_prefix(exchange.path) is not None:
            yield exchange
