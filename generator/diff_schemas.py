"""Compares the schemas of two bundles.

What breaks callers depends on the direction. What is sent may be asked to hold no more and to be
no narrower than before; what is answered may promise no less and be no wider than before.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.lint.spec import Spec
from generator.pytypes import is_record, type_list

Json = dict[str, Any]
Found = tuple[str, str, bool]


def diff_schemas(before: Spec, after: Spec) -> Iterator[Found]:
    """Compare the component schemas: where, what, whether it breaks callers."""
    for name in sorted(before.schemas.keys() | after.schemas.keys()):
        where = f"schema {name}"
        if name not in after.schemas:
            yield where, "removed", True
        elif name not in before.schemas:
            yield where, "added", False
        else:
            # A schema that was sent or answered before is what callers rely on.
            sent = name in before.requested
            answered = name in before.answered
            old, new = before.schemas[name], after.schemas[name]
            for place, what, breaks_sender, breaks_reader in _diff_record(old, new):
                breaking = (sent and breaks_sender) or (answered and breaks_reader)
                yield f"{where}{place}", what, breaking


def diff_types(old: Json, new: Json, *, sent: bool) -> Iterator[tuple[str, bool]]:
    """Compare two schemas written in place.

    Args:
        old: the schema before.
        new: the schema now.
        sent: whether values of it are sent; otherwise they are answered.
    """
    for what, breaks_sender, breaks_reader in _diff_value(old, new):
        yield what, breaks_sender if sent else breaks_reader


def _diff_record(old: Json, new: Json) -> Iterator[tuple[str, str, bool, bool]]:
    """Compare two component schemas: place, what, breaks senders, breaks readers."""
    if is_record(old) != is_record(new):
        yield "", "has properties now" if is_record(new) else "has no properties now", True, True
        return
    first, second = old.get("properties") or {}, new.get("properties") or {}
    required_old, required_new = set(old.get("required") or ()), set(new.get("required") or ())
    for name in sorted(first.keys() | second.keys()):
        place = f".{name}"
        if name not in second:
            yield place, "removed", True, True
            continue
        if name not in first:
            needed = name in required_new
            yield place, "added, required" if needed else "added", needed, False
            continue
        if name in required_new - required_old:
            yield place, "required now", True, False
        if name in required_old - required_new:
            yield place, "no longer required", False, True
        for what, breaks_sender, breaks_reader in _diff_value(first[name], second[name]):
            yield place, what, breaks_sender, breaks_reader
    yield from _diff_openness(old.get("additionalProperties"), new.get("additionalProperties"))


def _diff_openness(old: Any, new: Any) -> Iterator[tuple[str, str, bool, bool]]:
    """Compare what two schemas say about members they do not name."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for what, breaks_sender, breaks_reader in _diff_value(old, new):
            yield ".*", what, breaks_sender, breaks_reader
    elif new is False:
        yield "", "closed now: no other members", True, False
    elif old is False:
        yield "", "open now: other members may come", False, False
    else:
        yield "", "other members changed", True, True


def _diff_value(old: Json, new: Json) -> Iterator[tuple[str, bool, bool]]:
    """Compare two schemas: what, breaks senders, breaks readers."""
    first, second = _atoms(old), _atoms(new)
    if "any" not in first | second and ("null" in first) != ("null" in second):
        nullable = "null" in second
        yield "may be null now" if nullable else "cannot be null any more", not nullable, nullable
    first, second = first - {"null"}, second - {"null"}
    if first != second:
        words = f"type changed from {_words(first)} to {_words(second)}"
        yield words, not _covers(second, first), not _covers(first, second)
    if sorted(old.get("x-dss-values", ())) != sorted(new.get("x-dss-values", ())):
        yield "known values changed", False, False


def _words(atoms: set[str]) -> str:
    return " | ".join(sorted(atoms)) or "nothing"


def _covers(wide: set[str], narrow: set[str]) -> bool:
    """Whether every value of the narrow types is one of the wide types."""
    if "any" in wide:
        return True
    return all(
        atom in wide
        or (atom.startswith("'") and "string" in wide)
        or (atom == "integer" and "number" in wide)
        for atom in narrow
    )


def _atoms(schema: Json) -> set[str]:
    """Split a schema into the simplest types it allows."""
    if "$ref" in schema:
        return {schema["$ref"].rpartition("/")[2]}
    if "enum" in schema:
        return {repr(value) if value is not None else "null" for value in schema["enum"]}
    found: set[str] = set()
    for part in schema.get("anyOf", ()):
        found |= _atoms(part)
    for kind in type_list(schema):
        if kind == "array":
            found.add(f"list of {_words(_atoms(schema.get('items', {})))}")
        elif kind == "object" and isinstance(schema.get("additionalProperties"), dict):
            found.add(f"map of {_words(_atoms(schema['additionalProperties']))}")
        else:
            is_binary = kind == "string" and schema.get("format") == "binary"
            found.add("bytes" if is_binary else kind)
    return found or {"any"}
