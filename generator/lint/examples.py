"""Rules of examples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema_rs

from generator.lint.spec import Body, Finding, Json, Spec
from generator.pytypes import is_record
from generator.yamlsource import Pointer

_ROOT = "urn:spec"


def example_present(spec: Spec) -> Iterator[Finding]:
    """Every body that is JSON or text shows an example; bytes and forms have none to show."""
    for body in [*spec.request_bodies, *spec.answer_bodies]:
        if body.media in ("application/json", "text/plain") and "example" not in body.value:
            yield body.pointer, "an example is missing"


def example_valid(spec: Spec) -> Iterator[Finding]:
    """Every example is what its schema describes."""
    check = _Checker(spec)
    for pointer, schema, example in _examples(spec):
        if schema:
            yield from check(pointer, schema, example)


def example_known(spec: Spec) -> Iterator[Finding]:
    """Members of examples are described; schemas are open, so a slip would pass otherwise."""
    for pointer, schema, example in _examples(spec):
        yield from _unknown(spec, pointer, schema, example)


def _unknown(spec: Spec, pointer: Pointer, schema: Json, value: Any) -> Iterator[Finding]:
    """Find the members of a value that its schema does not name."""
    _, schema = spec.follow((), schema)
    for part in schema.get("anyOf", ()):
        yield from _unknown(spec, pointer, part, value)
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _unknown(spec, (*pointer, index), schema.get("items", {}), item)
    if isinstance(value, dict) and is_record(schema):
        for name, item in value.items():
            place = (*pointer, name)
            if name not in schema["properties"]:
                yield place, f"{name} is no member that the schema describes"
            else:
                yield from _unknown(spec, place, schema["properties"][name], item)


def _examples(spec: Spec) -> Iterator[tuple[Pointer, Json, Any]]:
    """Walk over all examples with their schemas."""
    seen: set[Pointer] = set()
    owners: list[tuple[Pointer, Json]] = list(spec.all_parameters())
    bodies: list[Body] = [*spec.request_bodies, *spec.answer_bodies]
    owners += [(body.pointer, body.value) for body in bodies]
    for pointer, owner in owners:
        if "example" in owner and pointer not in seen:
            seen.add(pointer)
            yield (*pointer, "example"), owner.get("schema") or {}, owner["example"]
    for pointer, node in spec.all_nodes():
        if "example" in node:
            yield (*pointer, "example"), node, node["example"]


class _Checker:
    """Validates values against schemas of the document; each schema is compiled once."""

    def __init__(self, spec: Spec) -> None:
        components = {"components": {"schemas": spec.schemas}}
        self._registry = jsonschema_rs.Registry(
            [(_ROOT, components)], draft=jsonschema_rs.Draft202012
        )
        self._compiled: dict[str, Any] = {}

    def __call__(self, pointer: Pointer, schema: Json, value: Any) -> Iterator[Finding]:
        """Say how a value differs from a schema."""
        key = repr(schema)
        if key not in self._compiled:
            try:
                self._compiled[key] = jsonschema_rs.validator_for(
                    _absolute(schema), registry=self._registry
                )
            except jsonschema_rs.ValidationError as error:
                yield pointer, f"the schema itself is not sound: {error.message}"
                return
        for error in self._compiled[key].iter_errors(value):
            yield (*pointer, *error.instance_path), error.message


def _absolute(value: Any) -> Any:
    """Make the references of a schema point into the registered document."""
    if isinstance(value, list):
        return [_absolute(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: f"{_ROOT}{item}" if key == "$ref" and isinstance(item, str) else _absolute(item)
        for key, item in value.items()
    }


RULES = {
    "example-present": example_present,
    "example-valid": example_valid,
    "example-known": example_known,
}
