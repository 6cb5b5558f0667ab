"""Requests as the examples of the document give them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.resources import files
from types import ModuleType
from typing import Any

from dssmock.bundle import Operation, default_bundle
from generator.naming import python_name
from tests.contract.world import World, home_of, parameters

RAW = "application/octet-stream"
FORM = "multipart/form-data"
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Example:
    """The example of an operation's request.

    Attributes:
        operation: the operation.
        path: values of its path parameters, in the order of the path.
        query: values of its query parameters, by their names on the wire.
        json: the JSON body.
        file: the file of an upload.
        headers: values of header parameters, by their names on the wire.
    """

    operation: Operation
    path: dict[str, str] = field(default_factory=dict[str, str])
    query: dict[str, Any] = field(default_factory=dict[str, Any])
    json: Any = None
    file: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def keywords(self) -> dict[str, Any]:
        """The keyword arguments of the generated functions."""
        given = {python_name(name): value for name, value in {**self.query, **self.headers}.items()}
        if self.json is not None:
            given["body"] = self.json
        elif self.file is not None:
            form = FORM in self.operation.bodies
            given["body"] = {file_part(self.operation): self.file} if form else self.file
        return given


@cache
def world_of(version: str) -> World:
    """The instance of a version of DSS."""
    return World(version)


def endpoint(operation: Operation) -> ModuleType:
    """The generated module of an operation."""
    return import_module(f"dataikuapi_rest.api.{operation.tag}.{operation.id}")


def arranged(operation: Operation) -> tuple[World, Example]:
    """An instance ready for the example of an operation, and the example."""
    world = world_of(home_of(operation))
    live = world.arrange(operation.id)
    upload = RAW in operation.bodies or FORM in operation.bodies
    example = documented(operation, world.file_for(operation.id) if upload else None)
    example.path.update({name: live[name] for name in example.path if name in live})
    return world, example


def documented(operation: Operation, file: bytes | None = None) -> Example:
    """The example of an operation as it stands in the document, whatever there is of it.

    Args:
        operation: the operation.
        file: what it uploads.
    """
    path = {each["name"]: _value(each) for each in parameters(operation, "path")}
    query = {
        each["name"]: _value(each)
        for each in parameters(operation, "query")
        if each.get("required") or "example" in each
    }
    content = _body(operation).get(JSON, {})
    headers = {each["name"]: _value(each) for each in parameters(operation, "header")}
    return Example(operation, path, query, content.get("example"), file, headers)


def _value(parameter: Mapping[str, Any]) -> Any:
    return parameter.get("example", parameter["schema"].get("example"))


def file_part(operation: Operation) -> str:
    """The part of a form that must be there."""
    schema, _ = default_bundle().resolve(_body(operation)[FORM]["schema"], "")
    return next(iter(schema.get("required", schema["properties"])))


def _body(operation: Operation) -> Mapping[str, Any]:
    bundle = default_bundle()
    body, _ = bundle.resolve(bundle.at(operation.pointer).get("requestBody", {}), "")
    return body.get("content", {})


def bodies() -> Iterator[tuple[str, str, Any]]:
    """Examples of requests and answers: where they stand, their schema's name, their value.

    Lists of a schema give each of their items.
    """
    document = json.loads(files("dataikuapi_rest").joinpath("openapi.json").read_bytes())
    yield from _contents(document, "")


def _contents(node: Any, place: str) -> Iterator[tuple[str, str, Any]]:
    if isinstance(node, list):
        for index, each in enumerate(node):
            yield from _contents(each, f"{place}/{index}")
    if not isinstance(node, dict):
        return
    content = node.get("content")
    if isinstance(content, dict) and "example" in content.get(JSON, {}):
        yield from _models(place, content[JSON]["schema"], content[JSON]["example"])
    for name, each in node.items():
        if name != "example":
            yield from _contents(each, f"{place}/{name}")


def _models(place: str, schema: Mapping[str, Any], value: Any) -> Iterator[tuple[str, str, Any]]:
    if "$ref" in schema:
        yield place, schema["$ref"].rpartition("/")[2], value
    elif schema.get("type") == "array":
        for each in value:
            yield from _models(place, schema["items"], each)
