"""Compares two bundles by what they mean to callers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.bundle import Bundle
from generator.diff_schemas import diff_schemas, diff_types
from generator.lint.spec import Spec
from generator.yamlsource import Source

Json = dict[str, Any]
# Members of an operation whose change alters what a caller gets, and those that only inform.
_BREAKING_KEYS = ("x-dss-future", "x-dss-stream", "x-dss-pages")
_OTHER_KEYS = ("x-dss-since", "x-dss-until", "x-dss-retry", "x-dss-blocking")


@dataclass(frozen=True, order=True)
class Change:
    """One difference.

    Attributes:
        where: operation or schema, and the part of it.
        what: what became of it.
        breaking: whether code that worked may fail.
    """

    where: str
    what: str
    breaking: bool

    def __str__(self) -> str:
        """Render the change as one line."""
        return f"{'BREAKING' if self.breaking else 'ok      '} {self.where}: {self.what}"


def diff(old: Json, new: Json) -> list[Change]:
    """Compare two bundles.

    Args:
        old: the document that callers know.
        new: the document that replaces it.

    Returns:
        The differences, operations first, in order of their names.
    """
    before, after = _spec(old), _spec(new)
    changes = list(_diff_operations(before, after))
    changes += [Change(*change) for change in diff_schemas(before, after)]
    return sorted(set(changes), key=lambda change: (change.where.startswith("schema "), change))


def _spec(document: Json) -> Spec:
    """Wrap a document that was read from JSON."""
    return Spec(Bundle(document=document, root=Source("", Path())))


def _by_id(spec: Spec) -> dict[str, tuple[str, str, Json, list[Json]]]:
    """Operations by name: path, method, value, parameters."""
    return {
        op.value["operationId"]: (
            op.path,
            op.method,
            op.value,
            [value for _, value in spec.parameters(op)],
        )
        for op in spec.operations
    }


def _diff_operations(before: Spec, after: Spec) -> Iterator[Change]:
    old, new = _by_id(before), _by_id(after)
    for name in sorted(old.keys() | new.keys()):
        where = f"operation {name}"
        if name not in new:
            yield Change(where, "removed", True)
        elif name not in old:
            path, method, _, _ = new[name]
            yield Change(where, f"added: {method.upper()} {path}", False)
        else:
            yield from _diff_operation(where, before, after, old[name], new[name])


def _diff_operation(
    where: str,
    before: Spec,
    after: Spec,
    old: tuple[str, str, Json, list[Json]],
    new: tuple[str, str, Json, list[Json]],
) -> Iterator[Change]:
    route_old, route_new = (f"{one[1].upper()} {one[0]}" for one in (old, new))
    if route_old != route_new:
        yield Change(where, f"moved from {route_old} to {route_new}", True)
    if old[2].get("tags") != new[2].get("tags"):
        yield Change(where, f"tag changed from {old[2].get('tags')} to {new[2].get('tags')}", True)
    for key in (*_BREAKING_KEYS, *_OTHER_KEYS):
        if old[2].get(key) != new[2].get(key):
            words = f"{key} changed from {old[2].get(key)} to {new[2].get(key)}"
            yield Change(where, words, key in _BREAKING_KEYS)
    yield from _diff_parameters(where, old[3], new[3])
    yield from _diff_request(where, before, after, old[2], new[2])
    yield from _diff_answers(where, before, after, old[2], new[2])


def _diff_parameters(where: str, old: list[Json], new: list[Json]) -> Iterator[Change]:
    before = {(item["in"], item["name"]): item for item in old}
    after = {(item["in"], item["name"]): item for item in new}
    for place, name in sorted(before.keys() | after.keys()):
        first, second = before.get((place, name)), after.get((place, name))
        label = f"{where} {place} {name}"
        if second is None:
            yield Change(label, "removed", True)
        elif first is None:
            required = bool(second.get("required"))
            yield Change(label, "added, required" if required else "added", required)
        else:
            yield from _diff_parameter(label, first, second)


def _diff_parameter(label: str, first: Json, second: Json) -> Iterator[Change]:
    if bool(first.get("required")) != bool(second.get("required")):
        required = bool(second.get("required"))
        yield Change(label, "required now" if required else "no longer required", required)
    if first.get("x-dss-slashes") != second.get("x-dss-slashes"):
        yield Change(label, "x-dss-slashes changed", True)
    for what, breaking in diff_types(first["schema"], second["schema"], sent=True):
        yield Change(label, what, breaking)


def _diff_request(where: str, before: Spec, after: Spec, old: Json, new: Json) -> Iterator[Change]:
    label = f"{where} request"
    first, second = (
        spec.follow((), value.get("requestBody"))[1]
        for spec, value in ((before, old), (after, new))
    )
    if not first and not second:
        return
    if not second:
        yield Change(label, "body removed", True)
    elif not first:
        required = bool(second.get("required"))
        yield Change(label, "body added, required" if required else "body added", required)
    else:
        if bool(first.get("required")) != bool(second.get("required")):
            required = bool(second.get("required"))
            yield Change(label, "required now" if required else "no longer required", required)
        yield from _diff_content(label, first, second, sent=True)


def _diff_answers(where: str, before: Spec, after: Spec, old: Json, new: Json) -> Iterator[Change]:
    first, second = old.get("responses", {}), new.get("responses", {})
    for code in sorted(first.keys() | second.keys()):
        label = f"{where} answer {code}"
        if code not in second:
            yield Change(label, "removed", True)
        elif code not in first:
            yield Change(label, "added", code.startswith("2"))
        else:
            resolved_old = before.follow((), first[code])[1]
            resolved_new = after.follow((), second[code])[1]
            yield from _diff_content(label, resolved_old, resolved_new, sent=False)


def _diff_content(label: str, old: Json, new: Json, *, sent: bool) -> Iterator[Change]:
    """Compare the one body that a request or an answer has."""
    first = next(iter((old.get("content") or {}).items()), (None, {}))
    second = next(iter((new.get("content") or {}).items()), (None, {}))
    if first[0] != second[0]:
        yield Change(label, f"media type changed from {first[0]} to {second[0]}", True)
    elif first[0] is not None:
        for what, breaking in diff_types(first[1]["schema"], second[1]["schema"], sent=sent):
            yield Change(label, what, breaking)
