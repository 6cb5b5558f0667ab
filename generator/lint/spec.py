"""What the rules need to know of the spec, prepared once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.bundle import METHODS, Bundle
from generator.yamlsource import Pointer

Json = dict[str, Any]
Finding = tuple[Pointer, str]
Check = Callable[["Spec"], Iterator[Finding]]


@dataclass(frozen=True)
class Op:
    """One operation and where it stands."""

    path: str
    method: str
    value: Json

    @property
    def pointer(self) -> Pointer:
        """Where the operation stands."""
        return ("paths", self.path, self.method)

    def at(self, *keys: str | int) -> Pointer:
        """Where something of the operation stands."""
        return (*self.pointer, *keys)


@dataclass(frozen=True)
class Body:
    """One body of a request or an answer and where it stands."""

    op: Op
    pointer: Pointer
    code: str | None
    media: str
    value: Json

    @property
    def schema(self) -> Json:
        """The schema of the body; empty when there is none."""
        found = self.value.get("schema")
        return found if isinstance(found, dict) else {}


class Spec:
    """The bundle, with its operations, bodies and schemas listed."""

    def __init__(self, bundle: Bundle) -> None:
        """Take the bundle; everything else is worked out when asked for."""
        self.bundle = bundle
        self.document = bundle.document

    @cached_property
    def operations(self) -> list[Op]:
        """All operations."""
        return [Op(path, method, value) for path, method, value in self.bundle.operations()]

    @cached_property
    def schemas(self) -> dict[str, Json]:
        """All component schemas."""
        found = self.document["components"]["schemas"]
        return {name: value for name, value in found.items() if isinstance(value, dict)}

    def path_items(self) -> Iterator[tuple[str, Json]]:
        """Walk over the path items."""
        yield from self.document["paths"].items()

    def follow(self, pointer: Pointer, value: Any) -> tuple[Pointer, Json]:
        """Follow a reference, answering also where the target stands.

        One that leads back to itself is answered as an empty mapping.
        """
        seen: set[Pointer] = set()
        while isinstance(value, dict) and str(value.get("$ref", "")).startswith("#/components/"):
            _, kind, name = value["$ref"][2:].split("/")
            pointer = ("components", kind, name)
            if pointer in seen:
                return pointer, {}
            seen.add(pointer)
            value = self.document["components"][kind][name]
        return pointer, value if isinstance(value, dict) else {}

    def parameters(self, op: Op) -> Iterator[tuple[Pointer, Json]]:
        """Walk over the parameters of an operation, those of its path item first."""
        item = self.document["paths"][op.path]
        for base, owner in ((("paths", op.path), item), (op.pointer, op.value)):
            for index, value in enumerate(owner.get("parameters", ())):
                yield self.follow((*base, "parameters", index), value)

    def all_parameters(self) -> Iterator[tuple[Pointer, Json]]:
        """Walk over the parameters of all operations; shared ones occur more than once."""
        for op in self.operations:
            yield from self.parameters(op)

    def request_body(self, op: Op) -> tuple[Pointer, Json] | None:
        """The request body of an operation."""
        if "requestBody" not in op.value:
            return None
        return self.follow(op.at("requestBody"), op.value["requestBody"])

    @cached_property
    def request_bodies(self) -> list[Body]:
        """Bodies of all requests."""
        found: list[Body] = []
        for op in self.operations:
            body = self.request_body(op)
            if body:
                found += self._bodies(op, body[0], None, body[1])
        return found

    @cached_property
    def answer_bodies(self) -> list[Body]:
        """Bodies of all answers, errors included."""
        found: list[Body] = []
        for op in self.operations:
            for code, value in op.value.get("responses", {}).items():
                pointer, answer = self.follow(op.at("responses", code), value)
                found += self._bodies(op, pointer, code, answer)
        return found

    @property
    def success_bodies(self) -> list[Body]:
        """Bodies of successful answers."""
        return [body for body in self.answer_bodies if body.code and body.code.startswith("2")]

    def _bodies(self, op: Op, pointer: Pointer, code: str | None, owner: Json) -> Iterator[Body]:
        for media, value in owner.get("content", {}).items():
            yield Body(op, (*pointer, "content", media), code, media, value or {})

    @cached_property
    def answered(self) -> set[str]:
        """Names of the schemas that occur in answers."""
        return self._reachable(body.schema for body in self.answer_bodies)

    @cached_property
    def requested(self) -> set[str]:
        """Names of the schemas that occur in requests."""
        return self._reachable(body.schema for body in self.request_bodies)

    def _reachable(self, roots: Iterator[Json]) -> set[str]:
        names: set[str] = set()
        waiting: list[Any] = list(roots)
        while waiting:
            for _, schema in nodes((), waiting.pop()):
                name = ref_name(schema)
                if name and name not in names:
                    names.add(name)
                    waiting.append(self.schemas.get(name, {}))
        return names

    def component_nodes(self) -> Iterator[tuple[str, Pointer, Json]]:
        """Walk over the schemas inside each component schema, itself included."""
        for name, schema in self.schemas.items():
            for pointer, node in nodes(("components", "schemas", name), schema):
                yield name, pointer, node

    def all_nodes(self) -> Iterator[tuple[Pointer, Json]]:
        """Walk over every schema of the document: components, bodies, parameters."""
        for _, pointer, node in self.component_nodes():
            yield pointer, node
        for body in [*self.request_bodies, *self.answer_bodies]:
            yield from nodes((*body.pointer, "schema"), body.schema)
        for pointer, parameter in self.all_parameters():
            yield from nodes((*pointer, "schema"), parameter.get("schema", {}))


def ref_name(schema: Json) -> str | None:
    """Name of the component that a schema refers to."""
    reference = schema.get("$ref")
    return reference.rpartition("/")[2] if isinstance(reference, str) else None


def nodes(pointer: Pointer, schema: Any) -> Iterator[tuple[Pointer, Json]]:
    """Walk over a schema and the schemas written inside it."""
    if not isinstance(schema, dict):
        return
    yield pointer, schema
    for name, value in (schema.get("properties") or {}).items():
        yield from nodes((*pointer, "properties", name), value)
    for key in ("items", "additionalProperties"):
        yield from nodes((*pointer, key), schema.get(key))
    for key in ("anyOf", "oneOf", "allOf"):
        for index, value in enumerate(schema.get(key) or ()):
            yield from nodes((*pointer, key, index), value)


__all__ = ("METHODS", "Body", "Check", "Finding", "Json", "Op", "Spec", "nodes", "ref_name")
