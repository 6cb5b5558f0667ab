"""The shape of the document: a mapping, a list or a text where one is expected.

Looked at before all other rules, which take it for granted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from generator.bundle import METHODS
from generator.lint.spec import Finding, Spec
from generator.yamlsource import Pointer

Shape = Callable[[Pointer, Any], Iterator[Finding]]


def _described(value: Any) -> str:
    """Say what was found, in the words of somebody who writes YAML."""
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f"the text {value!r}"
    if isinstance(value, list):
        return "a list"
    return "a mapping" if isinstance(value, dict) else repr(value)


def _wrong(pointer: Pointer, wanted: str, value: Any) -> Finding:
    return pointer, f"{pointer[-1]} must be {wanted}, not {_described(value)}"


def _text(pointer: Pointer, value: Any) -> Iterator[Finding]:
    if not isinstance(value, str):
        yield _wrong(pointer, "a text", value)


def _value(pointer: Pointer, value: Any) -> Iterator[Finding]:
    if isinstance(value, dict | list) or value is None:
        yield _wrong(pointer, "a single value", value)


def _texts(pointer: Pointer, value: Any) -> Iterator[Finding]:
    if not isinstance(value, list):
        yield _wrong(pointer, "a list", value)
        return
    for index, item in enumerate(value):
        if not isinstance(item, str):
            yield (*pointer, index), f"{pointer[-1]} must hold texts, not {_described(item)}"


def _list(pointer: Pointer, value: Any) -> Iterator[Finding]:
    if not isinstance(value, list):
        yield _wrong(pointer, "a list", value)


def _list_of(shape: Shape) -> Shape:
    """A list whose members have a shape."""

    def check(pointer: Pointer, value: Any) -> Iterator[Finding]:
        yield from _list(pointer, value)
        for index, item in enumerate(value if isinstance(value, list) else ()):
            yield from _member(shape, (*pointer, index), item)

    return check


def _member(shape: Shape, pointer: Pointer, item: Any) -> Iterator[Finding]:
    """Check a member of a list; it is called after the list, since it has no name of its own."""
    for place, message in shape(pointer, item):
        number = f"{pointer[-1]} must"
        own = place == pointer and message.startswith(number)
        yield place, message.replace(number, f"a member of {pointer[-2]} must") if own else message


def _map_of(shape: Shape) -> Shape:
    """A mapping of names to values of a shape."""

    def check(pointer: Pointer, value: Any) -> Iterator[Finding]:
        if not isinstance(value, dict):
            yield _wrong(pointer, "a mapping", value)
            return
        for name, item in value.items():
            yield from shape((*pointer, name), item)

    return check


def _object(fields: dict[str, Shape], component: str = "") -> Shape:
    """A mapping with these fields, as far as they are there.

    Args:
        fields: shapes by name; other names are the business of other rules.
        component: the kind of components that may stand here by reference.
    """

    def check(pointer: Pointer, value: Any) -> Iterator[Finding]:
        if not isinstance(value, dict):
            yield _wrong(pointer, "a mapping", value)
            return
        if component and "$ref" in value:
            yield from _reference((*pointer, "$ref"), value["$ref"], component)
        for name, shape in fields.items():
            if name in value:
                yield from shape((*pointer, name), value[name])

    return check


def _reference(pointer: Pointer, value: Any, component: str) -> Iterator[Finding]:
    yield from _text(pointer, value)
    if isinstance(value, str) and not value.startswith(f"#/components/{component}/"):
        yield pointer, f"here only {component} can be referred to, not {value}"


def _type(pointer: Pointer, value: Any) -> Iterator[Finding]:
    if not isinstance(value, str):
        yield from _texts(pointer, value)


def _schema_or_flag(pointer: Pointer, value: Any) -> Iterator[Finding]:
    if not isinstance(value, bool):
        yield from _schema(pointer, value)


def _schema(pointer: Pointer, value: Any) -> Iterator[Finding]:
    # Not a constant, since schemas stand in schemas.
    yield from _object(SCHEMA, "schemas")(pointer, value)


SCHEMA: dict[str, Shape] = {
    "additionalProperties": _schema_or_flag,
    "allOf": _list_of(_schema),
    "anyOf": _list_of(_schema),
    "enum": _list,
    "format": _text,
    "items": _schema,
    "oneOf": _list_of(_schema),
    "properties": _map_of(_schema),
    "required": _texts,
    "type": _type,
}
CONTENT = _map_of(_object({"schema": _schema}))
PARAMETER = _object(
    {"name": _text, "in": _text, "description": _value, "schema": _schema}, "parameters"
)
RESPONSE = _object({"description": _value, "content": CONTENT}, "responses")
OPERATION = _object(
    {
        "description": _value,
        "operationId": _text,
        "parameters": _list_of(PARAMETER),
        "requestBody": _object({"content": CONTENT}, "requestBodies"),
        "responses": _map_of(RESPONSE),
        "summary": _value,
        "tags": _texts,
    }
)
PATH_ITEM = _object({**dict.fromkeys(METHODS, OPERATION), "parameters": _list_of(PARAMETER)})
PATHS = _map_of(PATH_ITEM)
COMPONENTS = _object(
    {
        "parameters": _map_of(PARAMETER),
        "responses": _map_of(RESPONSE),
        "schemas": _map_of(_schema),
    }
)


def structure(spec: Spec) -> Iterator[Finding]:
    """Keys hold what is expected there: an empty `put:` would vanish without a warning."""
    yield from PATHS(("paths",), spec.document["paths"])
    yield from COMPONENTS(("components",), spec.document["components"])


RULES = {"structure": structure}
