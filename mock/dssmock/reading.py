"""Reading a request: query values, JSON, forms and files, as forgiving as DSS is."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NoReturn
from urllib.parse import parse_qsl

from dssmock import errors
from dssmock.bundle import Operation, Parameter
from dssmock.http import Request, Upload

FORM_TYPES = ("multipart/form-data", "application/x-www-form-urlencoded")
# Logs, tables and answers walk documents by recursion, at up to three calls a level.
MAX_DEPTH: Final = 100


@dataclass(slots=True)
class Input:
    """What a request says, once read.

    Attributes:
        query: values of the query, each of the type that the document declares.
        raw: the bytes of the body.
        body: the body parsed as JSON, None when there is none.
        form: text fields of a form.
        files: files of a form.
        uploads: the same with their names, each of those that share a name.
        warnings: what the request says that the document does not know.
    """

    query: dict[str, Any] = field(default_factory=dict)
    raw: bytes = b""
    body: Any = None
    form: dict[str, str] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)
    uploads: list[tuple[str, Upload]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read_query(operation: Operation, text: str) -> tuple[dict[str, Any], list[str]]:
    """Values of a query string, and the names in it that the operation does not know.

    Raises:
        errors.BadRequest: a value is of a wrong type, or one is missing.
    """
    given: dict[str, list[str]] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        given.setdefault(name, []).append(value)
    known = {each.name: each for each in operation.parameters if each.place == "query"}
    values: dict[str, Any] = {}
    for name, parameter in known.items():
        if name in given:
            values[name] = coerce(parameter, given[name])
        elif parameter.required:
            raise errors.BadRequest(f"Missing parameter {name}")
    unknown = [name for name in given if name not in known]
    values.update({name: given[name][-1] for name in unknown})
    return values, unknown


def coerce(parameter: Parameter, given: list[str]) -> Any:
    """The value of a parameter from the texts that a query gives for it.

    Raises:
        errors.BadRequest: a text is no value of the type.
    """
    if "array" in parameter.types:
        texts = given[0].split(",") if len(given) == 1 else given
        return [_scalar(parameter.name, parameter.item_types, text) for text in texts if text]
    return _scalar(parameter.name, parameter.types, given[-1])


def _scalar(name: str, types: frozenset[str], text: str) -> Any:
    if "string" in types or not types:
        return text
    try:
        if "boolean" in types:
            return {"true": True, "false": False}[text.lower()]
        return int(text) if "integer" in types else _finite(text)
    except (KeyError, ValueError):
        kind = " or ".join(sorted(types))
        raise errors.BadRequest(f"Parameter {name} is no {kind}: {text}") from None


def read_body(operation: Operation, request: Request, into: Input) -> None:
    """Read the body as the kind that the operation declares.

    Raises:
        errors.BadRequest: the body is no JSON, or no form where one is needed.
    """
    media = media_type(request.headers)
    if any(kind in operation.bodies for kind in FORM_TYPES):
        read_form(operation, request, into)
        return
    into.raw = request.read()
    if "application/json" in operation.bodies:
        if into.raw.strip():
            into.body = parse_json(into.raw)
        elif operation.body_required:
            into.body = {}
    elif into.raw and not operation.bodies:
        into.warnings.append("unexpected body")
        if media not in FORM_TYPES:
            into.body = parse_json(into.raw)


def media_type(headers: Mapping[str, str]) -> str:
    """The media type of a body, without its parameters."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def parse_json(raw: bytes) -> Any:
    """Parse a body as JSON.

    Raises:
        errors.BadRequest: it is none, holds a number that no float can be, or is nested deeper
            than :data:`MAX_DEPTH`.
    """
    try:
        value = json.loads(raw, parse_constant=_no_constant, parse_float=_finite)
        _check_depth(raw, value)
        if b"\\u" in raw:  # a lone surrogate is valid in JSON's grammar and in no text
            json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as problem:
        raise errors.BadRequest(f"Malformed JSON: {problem}", errors.JSON_SYNTAX) from None
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"the number {text} is out of range")
    return number


def _check_depth(raw: bytes, value: Any) -> None:
    """Refuse what is nested too deep; level by level, for a recursion would end where it does."""
    if raw.count(b"[") + raw.count(b"{") <= MAX_DEPTH:
        return
    level = [value]
    for _ in range(MAX_DEPTH):
        inner: list[Any] = []
        for each in level:
            if isinstance(each, dict):
                inner.extend(each.values())
            elif isinstance(each, list):
                inner.extend(each)
        level = [each for each in inner if isinstance(each, dict | list)]
        if not level:
            return
    raise ValueError(f"it is nested deeper than {MAX_DEPTH} levels")


def read_form(operation: Operation, request: Request, into: Input) -> None:
    """Read a multipart or an url-encoded form; one without a part is fine.

    Raises:
        errors.BadRequest: the body is no form.
    """
    media = media_type(request.headers)
    if media == "application/x-www-form-urlencoded":
        into.raw = request.read()
        into.form.update(parse_qsl(into.raw.decode(errors="replace"), keep_blank_values=True))
    elif media == "multipart/form-data":
        pieces = [request.body] if isinstance(request.body, bytes) else request.body
        parts = _Parts(operation.file_parts, into)
        _read_multipart(request.headers["content-type"], pieces, parts)
    else:
        raise errors.BadRequest("The request is not a multipart request")


class _Parts:
    """Gathers the parts of a multipart body; its methods are the parser's callbacks."""

    def __init__(self, file_parts: frozenset[str], into: Input) -> None:
        self._file_parts = file_parts
        self._into = into
        self._headers: dict[str, str] = {}
        self._name = bytearray()
        self._value = bytearray()
        self._data = bytearray()

    def callbacks(self) -> dict[str, Any]:
        return {
            "on_part_begin": self._begin,
            "on_part_data": lambda data, start, end: self._data.extend(data[start:end]),
            "on_part_end": self._end,
            "on_header_field": lambda data, start, end: self._name.extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
            "on_header_end": self._header_end,
        }

    def _begin(self) -> None:
        self._headers.clear()
        self._data = bytearray()

    def _header_end(self) -> None:
        self._headers[self._name.decode().lower()] = self._value.decode()
        self._name.clear()
        self._value.clear()

    def _end(self) -> None:
        from python_multipart.multipart import parse_options_header

        # As bytes, for the parser takes text for Latin-1 and browsers send file names as UTF-8.
        disposition = self._headers.get("content-disposition", "").encode()
        _, options = parse_options_header(disposition)
        name = options.get(b"name", b"").decode()
        filename = options.get(b"filename")
        if filename is None and name not in self._file_parts:
            self._into.form[name] = self._data.decode(errors="replace")
        else:
            shown = (filename or b"").decode()
            content_type = self._headers.get("content-type")
            upload = Upload(shown, bytes(self._data), content_type)
            self._into.files[name] = upload
            self._into.uploads.append((name, upload))


def _read_multipart(content_type: str, pieces: Iterable[bytes], parts: _Parts) -> None:
    from python_multipart.exceptions import FormParserError
    from python_multipart.multipart import MultipartParser, parse_options_header

    _, options = parse_options_header(content_type)
    boundary = options.get(b"boundary")
    if not boundary:
        raise errors.BadRequest("The multipart request names no boundary")
    parser = MultipartParser(boundary, parts.callbacks())  # pyright: ignore[reportArgumentType]  (a plain dict of its callbacks)
    try:
        for piece in pieces:
            parser.write(piece)
        parser.finalize()
    except (FormParserError, UnicodeDecodeError) as problem:
        raise errors.BadRequest(f"Malformed multipart body: {problem}") from None
