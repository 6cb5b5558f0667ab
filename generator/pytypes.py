"""Says which Python type describes a JSON schema, in the words of the TypedDicts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_SCALARS = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "null": "None",
}
FREE_FORM = "dict[str, Any]"


def annotation(schema: dict[str, Any], name_of: Callable[[str], str]) -> str:
    """Render the type of a schema.

    Args:
        schema: a schema of the bundle.
        name_of: renders the name of a component schema.

    Returns:
        Source of a type; `Any` only where the schema says nothing.
    """
    return " | ".join(_members(schema, name_of)) or "Any"


def namer(schemas: dict[str, Any], record_name: Callable[[str], str]) -> Callable[[str], str]:
    """Make the function that renders references.

    Only records have a type of their own. What a reference to anything else stands for is written
    out, so that annotations can be evaluated whatever the order of modules and classes.

    Args:
        schemas: all component schemas.
        record_name: renders the name of a record.
    """
    expanding: set[str] = set()

    def name_of(name: str) -> str:
        if is_record(schemas[name]):
            return record_name(name)
        if name in expanding:
            return "Any"
        expanding.add(name)
        try:
            return annotation(schemas[name], name_of)
        finally:
            expanding.discard(name)

    return name_of


def _members(schema: dict[str, Any], name_of: Callable[[str], str]) -> list[str]:
    """List the types a value may have, None last and each once."""
    if "$ref" in schema:
        return [name_of(schema["$ref"].rpartition("/")[2])]
    found: list[str] = []
    for part in schema.get("anyOf", ()):
        found += _members(part, name_of)
    if "enum" in schema and all(isinstance(value, str) for value in schema["enum"]):
        values = ", ".join(repr(value) for value in schema["enum"])
        found.append(f"Literal[{values}]")
    else:
        found += [_typed(kind, schema, name_of) for kind in type_list(schema)]
    if "Any" in found:
        return ["Any"]
    unique = list(dict.fromkeys(found))
    return sorted(unique, key=lambda name: name == "None")


def type_list(schema: dict[str, Any]) -> list[str]:
    """The `type` of a schema as a list."""
    kind = schema.get("type", [])
    return [kind] if isinstance(kind, str) else list(kind)


def _typed(kind: str, schema: dict[str, Any], name_of: Callable[[str], str]) -> str:
    """Render one JSON type of a schema."""
    if kind == "array":
        return f"list[{annotation(schema.get('items', {}), name_of)}]"
    if kind == "object":
        values = schema.get("additionalProperties", True)
        if not isinstance(values, dict) or schema.get("properties"):
            return FREE_FORM
        return f"dict[str, {annotation(values, name_of)}]"
    if kind == "string" and schema.get("format") == "binary":
        return "bytes"
    return _SCALARS[kind]


def is_record(schema: dict[str, Any]) -> bool:
    """Whether a schema is an object with named properties, hence a TypedDict."""
    return bool(schema.get("properties"))


def answer_type(content: dict[str, Any] | None, name_of: Callable[[str], str]) -> str:
    """Render what the body of an answer becomes.

    Args:
        content: the `content` of a response; None or empty when it has no body.
        name_of: renders the name of a component schema.
    """
    if not content:
        return "None"
    media, body = next(iter(content.items()))
    if media == "application/json":
        return annotation(body.get("schema", {}), name_of)
    return "str" if media.startswith("text/") else "bytes"
