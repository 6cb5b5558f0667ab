"""Rules of parameters."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator

from generator.lint.operations import SNAKE
from generator.lint.spec import Finding, Json, Spec
from generator.naming import python_name
from generator.pytypes import type_list

SCALARS = {"string", "integer", "number", "boolean"}
KEYS = {
    "name",
    "in",
    "description",
    "required",
    "schema",
    "example",
    "x-dss-slashes",
    "x-dss-secret",
}
# Names that the generated functions and the code around them use themselves.
RESERVED = {"body", "client", "url", "self", "cls", "query", "dicts", "httpx"}


def parameter_shape(spec: Spec) -> Iterator[Finding]:
    """A parameter has a name, a place, a description and a schema, and nothing unknown."""
    for pointer, value in spec.all_parameters():
        if not value.get("name") or value.get("in") not in ("path", "query", "header"):
            yield pointer, "a parameter needs a name, and `in` path, query or header"
        if not str(value.get("description") or "").strip():
            yield pointer, f"parameter {value.get('name')} has no description"
        for key in sorted(set(value) - KEYS):
            # `explode: false` among them: arrays would be sent repeated all the same.
            yield (*pointer, key), f"a parameter must not have {key}"
        for flag in ("x-dss-slashes", "x-dss-secret"):
            if flag in value and (value[flag] is not True or value.get("in") != "path"):
                yield (*pointer, flag), f"{flag} is true, on a path parameter"


def parameter_schema(spec: Spec) -> Iterator[Finding]:
    """A parameter is a scalar or a list of scalars, without a default the server may change."""
    for pointer, value in spec.all_parameters():
        schema = value.get("schema")
        if not isinstance(schema, dict) or not _is_simple(schema, value.get("in") == "query"):
            yield pointer, f"parameter {value.get('name')} must be a scalar or a list of scalars"
        elif "default" in schema:
            yield (*pointer, "schema", "default"), "a parameter must not have a default"


def _is_simple(schema: Json, lists: bool) -> bool:
    kinds = type_list(schema)
    if lists and kinds == ["array"]:
        return isinstance(schema.get("items"), dict) and _is_simple(schema["items"], False)
    if kinds == ["integer"] and schema.get("format") == "int64":
        return True
    return len(kinds) == 1 and set(kinds) <= SCALARS and "format" not in schema


def path_parameters(spec: Spec) -> Iterator[Finding]:
    """The names in the path are those that are declared, in snake case, with an example."""
    for op in spec.operations:
        named = re.findall(r"{([^}]*)}", op.path)
        declared: list[str] = []
        for pointer, value in spec.parameters(op):
            if value.get("in") != "path":
                continue
            name = str(value.get("name"))
            declared.append(name)
            if value.get("required") is not True or value.get("example") in (None, ""):
                yield pointer, f"path parameter {name} needs `required: true` and an example"
            if not SNAKE.match(name) or python_name(name) != name:
                yield pointer, f"path parameter {name} must be a snake case name"
        if sorted(named) != sorted(declared):
            yield op.pointer, f"the path names {named}, declared are {declared}"


def parameter_names(spec: Spec) -> Iterator[Finding]:
    """Arguments of a function have different names, none of them used otherwise."""
    for op in spec.operations:
        seen: dict[str, str] = {}
        for pointer, value in spec.parameters(op):
            name = str(value.get("name"))
            argument = python_name(name)
            if argument in seen:
                yield pointer, f"parameters {seen[argument]} and {name} have the same name in code"
            elif argument in RESERVED or not argument.isidentifier() or keyword.iskeyword(argument):
                yield pointer, f"a parameter must not be called {name}"
            seen[argument] = name


RULES = {
    "parameter-shape": parameter_shape,
    "parameter-schema": parameter_schema,
    "path-parameters": path_parameters,
    "parameter-names": parameter_names,
}
