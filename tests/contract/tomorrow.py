"""Answers as another version of DSS would give them: changed along their schemas."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from dssmock.bundle import Operation, default_bundle

# What one change does to an answer; `mixed` does each of them here and there.
MODES = ("new members", "new values", "without optional members", "null", "mixed")
NEW_MEMBER = "aMemberOfTomorrow"
NEW_VALUE = "A_VALUE_OF_TOMORROW"
JSON = "application/json"


def answer_schema(operation: Operation) -> Mapping[str, Any] | None:
    """The schema of the JSON that an operation answers, None when it answers no JSON."""
    return _content(operation).get("schema")


def answer_example(operation: Operation) -> Any:
    """The example of what an operation answers."""
    return _content(operation).get("example")


def _content(operation: Operation) -> Mapping[str, Any]:
    bundle = default_bundle()
    answers = bundle.at(operation.pointer)["responses"]
    answer, _ = bundle.resolve(answers[str(operation.status)], "")
    return answer.get("content", {}).get(JSON, {})


class Tomorrow:
    """Changes answers.

    Args:
        mode: one of `MODES`.
        seed: what chance begins with.
        keep: members that stay although the schema lets them go.
    """

    def __init__(self, mode: str, seed: int | str = 0, keep: frozenset[str] = frozenset()) -> None:
        self._mode = mode
        self._keep = keep
        self._random = random.Random(f"{mode} {seed}")  # noqa: S311 - the same in every run
        self.changes = 0

    def change(self, value: Any, schema: Mapping[str, Any]) -> Any:
        """A copy of a value, changed in all that its schema leaves open.

        Args:
            value: what a server of today answers.
            schema: its schema.
        """
        schema = _resolved(schema, value)
        if isinstance(value, list):
            return [self.change(each, schema.get("items", {})) for each in value]
        if not isinstance(value, dict):
            return self._scalar(value, schema)
        known: Mapping[str, Any] = schema.get("properties", {})
        others = schema.get("additionalProperties")
        inner = others if isinstance(others, Mapping) else {}
        changed: dict[str, Any] = {}
        for name, member in value.items():
            fixed = name in self._keep or name in schema.get("required", ())
            optional = name in known and not fixed
            if optional and self._does("without optional members"):
                continue
            if optional and self._does("null"):
                changed[name] = None
                continue
            changed[name] = self.change(member, known.get(name, inner))
        if known and others is not False and self._does("new members"):
            changed[NEW_MEMBER] = {"deep": [1, None, "x"]}
        return changed

    def _scalar(self, value: Any, schema: Mapping[str, Any]) -> Any:
        listed = "enum" in schema or "x-dss-values" in schema
        if listed and isinstance(value, str) and self._does("new values"):
            return NEW_VALUE
        return value

    def _does(self, what: str) -> bool:
        does = self._mode == what or (self._mode == "mixed" and self._random.random() < 0.25)
        self.changes += does
        return does


def _resolved(schema: Mapping[str, Any], value: Any) -> Mapping[str, Any]:
    """The schema itself; of several, the one that a value of this type belongs to."""
    schema, _ = default_bundle().resolve(schema, "")
    for each in schema.get("anyOf", ()):
        found, _ = default_bundle().resolve(each, "")
        kind = {dict: "object", list: "array", str: "string"}.get(type(value))
        if kind is not None and kind in (found.get("type"), *_several(found)):
            return found
    return schema


def _several(schema: Mapping[str, Any]) -> list[str]:
    kind = schema.get("type")
    return kind if isinstance(kind, list) else []
