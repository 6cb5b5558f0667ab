"""The OpenAPI document as the mock needs it: operations, parameters, and compiled validators."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any
from urllib.parse import quote

METHODS = ("get", "put", "post", "delete", "patch")
BASE_URI = "urn:dssmock:bundle"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A path or query parameter.

    Attributes:
        name: its name on the wire.
        place: ``path``, ``query`` or ``header``.
        required: whether a request without it is refused.
        schema: pointer to its schema in the document.
        types: JSON types that the schema allows, without ``null``.
        item_types: the same for the items of a list.
        slashes: whether a path parameter takes all that is left of the path.
        secret: whether its value is kept out of the log.
    """

    name: str
    place: str
    required: bool
    schema: str
    types: frozenset[str]
    item_types: frozenset[str]
    slashes: bool
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the document.

    Attributes:
        id: its operationId.
        tag: its first tag.
        method: its verb, in capitals.
        path: its path, as the document writes it.
        pointer: where it stands in the document.
        parameters: all its parameters.
        bodies: media types of the request body with pointers to their schemas.
        body_required: whether a request without a body is refused.
        file_parts: names of the parts of a form that are files.
        status: status of success.
        answers: media types of the answer with pointers to their schemas.
        since: first version of DSS that has it.
        until: last version of DSS that has it.
        public: whether it needs no credential.
    """

    id: str
    tag: str
    method: str
    path: str
    pointer: str
    parameters: tuple[Parameter, ...]
    bodies: Mapping[str, str]
    body_required: bool
    file_parts: frozenset[str]
    status: int
    answers: Mapping[str, str]
    since: str | None
    until: str | None
    public: bool

    def known_in(self, version: str) -> bool:
        """Whether DSS of this version has the operation."""
        own = version_key(version)
        if self.since is not None and own < version_key(self.since):
            return False
        if self.until is None:
            return True
        last = version_key(self.until)
        return own[: len(last)] <= last


def version_key(version: str) -> tuple[int, ...]:
    """A version as numbers that compare."""
    return tuple(int(part) for part in version.split("."))


class Bundle:
    """A bundled OpenAPI document: every ``$ref`` in it is local.

    Args:
        document: the parsed document.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self._validators: dict[str, Any] = {}

    @cached_property
    def operations(self) -> dict[str, Operation]:
        """All operations by operationId."""
        found: dict[str, Operation] = {}
        for operation in self._read_operations():
            if operation.id in found:
                raise ValueError(f"operationId {operation.id} is used twice")
            found[operation.id] = operation
        return found

    def resolve(self, node: Any, pointer: str) -> tuple[Any, str]:
        """Follow the references of a node; gives the node meant and where it stands."""
        while isinstance(node, Mapping) and "$ref" in node:
            pointer = node["$ref"].removeprefix("#")
            node = self.at(pointer)
        return node, pointer

    def at(self, pointer: str) -> Any:
        """The node at a JSON pointer."""
        node: Any = self.document
        for token in pointer.split("/")[1:]:
            name = token.replace("~1", "/").replace("~0", "~")
            node = node[int(name)] if isinstance(node, list) else node[name]
        return node

    def validator(self, pointer: str) -> Any:
        """The validator of the schema at a JSON pointer, compiled on first use."""
        if pointer not in self._validators:
            import jsonschema_rs

            schema = {
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "$ref": f"{BASE_URI}#{quote(pointer)}",
            }
            self._validators[pointer] = jsonschema_rs.validator_for(schema, registry=self._registry)
        return self._validators[pointer]

    @cached_property
    def _registry(self) -> Any:
        import jsonschema_rs

        document = (BASE_URI, dict(self.document))
        return jsonschema_rs.Registry([document], draft=jsonschema_rs.Draft202012)

    def _read_operations(self) -> Iterator[Operation]:
        for path, raw_item in self.document.get("paths", {}).items():
            item, pointer = self.resolve(raw_item, child("/paths", path))
            shared = list(self._parameters(item, pointer))
            for method in METHODS:
                if method in item:
                    yield self._operation(
                        path, method, item[method], child(pointer, method), shared
                    )

    def _operation(
        self, path: str, method: str, node: Any, pointer: str, shared: list[Parameter]
    ) -> Operation:
        own = {(each.place, each.name): each for each in shared}
        own.update({(each.place, each.name): each for each in self._parameters(node, pointer)})
        body, body_at = self.resolve(node.get("requestBody", {}), child(pointer, "requestBody"))
        bodies = content(body, body_at)
        status, answers = self._success(node, pointer)
        return Operation(
            id=node["operationId"],
            tag=(node.get("tags") or [""])[0],
            method=method.upper(),
            path=path,
            pointer=pointer,
            parameters=tuple(own.values()),
            bodies=bodies,
            body_required=bool(body.get("required", False)),
            file_parts=self._file_parts(bodies.get("multipart/form-data")),
            status=status,
            answers=answers,
            since=_text(node.get("x-dss-since")),
            until=_text(node.get("x-dss-until")),
            public=node.get("security") == [],
        )

    def _file_parts(self, pointer: str | None) -> frozenset[str]:
        if pointer is None:
            return frozenset()
        schema, _ = self.resolve(self.at(pointer), pointer)
        properties = schema.get("properties", {}).items()
        return frozenset(name for name, each in properties if each.get("format") == "binary")

    def _parameters(self, node: Any, pointer: str) -> Iterator[Parameter]:
        for index, raw in enumerate(node.get("parameters", [])):
            place = child(child(pointer, "parameters"), str(index))
            parameter, at = self.resolve(raw, place)
            schema_at = child(at, "schema")
            schema, _ = self.resolve(parameter.get("schema", {}), schema_at)
            items, _ = self.resolve(schema.get("items", {}), child(schema_at, "items"))
            yield Parameter(
                name=parameter["name"],
                place=parameter["in"],
                required=bool(parameter.get("required", False)),
                schema=schema_at,
                types=json_types(schema),
                item_types=json_types(items),
                slashes=bool(parameter.get("x-dss-slashes", False)),
                secret=bool(parameter.get("x-dss-secret", False)),
            )

    def _success(self, node: Any, pointer: str) -> tuple[int, Mapping[str, str]]:
        responses = node.get("responses", {})
        statuses = sorted(int(code) for code in responses if code.isdigit() and code[0] == "2")
        if not statuses:
            return 200, {}
        code = str(statuses[0])
        at = child(child(pointer, "responses"), code)
        return statuses[0], content(*self.resolve(responses[code], at))


def child(pointer: str, name: str) -> str:
    """The pointer to a member."""
    return f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}"


def content(node: Any, pointer: str) -> dict[str, str]:
    """Media types of a body with pointers to their schemas."""
    types = node.get("content", {})
    return {name: child(child(child(pointer, "content"), name), "schema") for name in types}


def json_types(schema: Any) -> frozenset[str]:
    """The JSON types that a schema names, without ``null``."""
    types = schema.get("type", [])
    names = [types] if isinstance(types, str) else types
    return frozenset(names) - {"null"}


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


@cache
def default_bundle() -> Bundle:
    """The document that comes with the package, read once."""
    return Bundle(json.loads(files("dssmock").joinpath("openapi.json").read_bytes()))


def bundle_of(given: Bundle | Mapping[str, Any] | None) -> Bundle:
    """The document that was given, or the one that comes with the mock."""
    if given is None:
        return default_bundle()
    return given if isinstance(given, Bundle) else Bundle(given)
