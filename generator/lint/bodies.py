"""Rules of the bodies of requests and answers."""

from __future__ import annotations

from collections.abc import Iterator

from generator.lint.spec import Body, Finding, Spec, ref_name
from generator.pytypes import is_record

JSON = "application/json"
BYTES = "application/octet-stream"
MULTIPART = "multipart/form-data"
REQUEST_MEDIA = {JSON, BYTES, MULTIPART}
ANSWER_MEDIA = {JSON, BYTES, "text/plain"}
BINARY = {"type": "string", "format": "binary"}


def content_type(spec: Spec) -> Iterator[Finding]:
    """Bodies are of the media types that the code generator reads and writes, one a body."""
    for bodies, allowed in (
        (spec.request_bodies, REQUEST_MEDIA),
        (spec.answer_bodies, ANSWER_MEDIA),
    ):
        seen: set[object] = set()
        for body in bodies:
            place = (body.op.pointer, body.code)
            if body.media not in allowed:
                yield body.pointer, f"{body.media} is none of {', '.join(sorted(allowed))}"
            if place in seen:
                yield body.pointer, "a body has one media type"
            seen.add(place)


def body_schema(spec: Spec) -> Iterator[Finding]:
    """A body has a schema that says something: the empty one makes the value None."""
    for body in [*spec.request_bodies, *spec.answer_bodies]:
        words = _wrong_schema(spec, body)
        if words:
            yield (*body.pointer, "schema"), words


def _wrong_schema(spec: Spec, body: Body) -> str:
    """Say what is wrong with the schema of a body."""
    schema = {key: value for key, value in body.schema.items() if key != "description"}
    if not schema:
        return "the schema of a body must not be empty"
    if body.media == BYTES and schema != BINARY:
        return "bytes are `{type: string, format: binary}`"
    if body.media == "text/plain" and schema.get("type") != "string":
        return "text is `{type: string}`"
    if body.media == MULTIPART and not is_record(spec.schemas.get(ref_name(schema) or "", {})):
        return "a multipart body refers to a schema that names its fields"
    return ""


def request_required(spec: Spec) -> Iterator[Finding]:
    """A request body says whether it is required."""
    for op in spec.operations:
        found = spec.request_body(op)
        if found is None:
            continue
        pointer, body = found
        if not isinstance(body.get("required"), bool):
            yield pointer, "a request body says `required: true` or `required: false`"
        if not body.get("content"):
            yield pointer, "a request body has content"
        # DSS reads options of a few GETs from a body; nobody can rely on it to arrive.
        if op.method == "head" or (op.method == "get" and body.get("required") is not False):
            yield pointer, f"a {op.method.upper()} has no body, unless one that is not required"


def streams(spec: Spec) -> Iterator[Finding]:
    """Bytes are streamed, and what is streamed is no JSON document."""
    for body in spec.success_bodies:
        is_stream = body.op.value.get("x-dss-stream") is True
        if body.media == BYTES and not is_stream:
            yield body.op.pointer, "an answer of bytes needs `x-dss-stream: true`"
        if body.media == JSON and is_stream:
            yield body.op.pointer, "an operation with x-dss-stream answers bytes or text"


def futures(spec: Spec) -> Iterator[Finding]:
    """An operation that answers the state of a long task says so, and only such a one does."""
    for op in spec.operations:
        mine = [body for body in spec.success_bodies if body.op == op]
        # Where there may be nothing to do, null stands beside it.
        schemas = [each for body in mine for each in (body.schema, *body.schema.get("anyOf", ()))]
        answers = any(ref_name(schema) == "FutureState" for schema in schemas)
        # Reading a task is no start of one.
        starts = answers and (op.value.get("tags") or [""])[0] != "future"
        if starts != (op.value.get("x-dss-future") is True):
            yield op.pointer, "x-dss-future stands on operations that answer FutureState, no others"


def request_names(spec: Spec) -> Iterator[Finding]:
    """Schemas that are only sent end in `Request`; those that come back do not."""
    for body in spec.request_bodies:
        name = ref_name(body.schema)
        if not name or name in spec.answered or name.endswith("Request"):
            continue
        if is_record(spec.schemas.get(name, {})):
            yield (*body.pointer, "schema"), f"{name} is only sent: its name ends in Request"
    for name in sorted(spec.answered):
        if name.endswith("Request"):
            yield ("components", "schemas", name), f"{name} is answered, hence no Request"


RULES = {
    "content-type": content_type,
    "body-schema": body_schema,
    "request-required": request_required,
    "streams": streams,
    "futures": futures,
    "request-names": request_names,
}
