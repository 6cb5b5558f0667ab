"""Meanings that users make."""

from __future__ import annotations

from typing import Any

from dssmock import errors
from dssmock.core import Call, handles

TYPES = ("DECLARATIVE", "VALUES_LIST", "VALUES_MAPPING", "PATTERN")
MODES = ("EXACT", "LOWERCASE", "NORMALIZED")


def checked(doc: dict[str, Any]) -> dict[str, Any]:
    """A meaning that makes sense.

    Raises:
        errors.BadRequest: unknown type or mode, or the pattern is missing.
    """
    if doc.get("type") not in TYPES:
        raise errors.BadRequest(f"Unknown type of meaning: {doc.get('type')}")
    mode = doc.get("normalizationMode")
    allowed = MODES[:2] if doc["type"] == "PATTERN" else MODES
    if mode is not None and mode not in allowed:
        raise errors.BadRequest(f"No normalization {mode} for a {doc['type']}")
    if doc["type"] == "PATTERN" and not doc.get("pattern"):
        raise errors.BadRequest("A meaning of type PATTERN needs a pattern")
    return doc


def meaning_id(call: Call) -> str:
    """Identifier of the meaning that a call is about; DSS keeps them in lower case."""
    return call.path["meaning_id"].lower()


@handles("meaning_list")
def list_all(call: Call) -> list[dict[str, Any]]:
    """All in full."""
    return call.dss.table("meanings").values()


@handles("meaning_create")
def create(call: Call) -> dict[str, Any]:
    """Keep a new meaning, its identifier in lower case."""
    call.require_admin()
    id = call.body["id"].lower()
    if not id.strip():
        raise errors.BadRequest("A meaning needs an identifier")
    doc = checked({**call.body, "id": id})
    if doc["type"] != "DECLARATIVE" and doc.get("normalizationMode") is None:
        doc["normalizationMode"] = "EXACT"
    call.dss.table("meanings").add(id, doc)
    return {"msg": f"Created meaning {id}"}


@handles("meaning_get")
def get(call: Call) -> dict[str, Any]:
    """The definition."""
    return call.dss.table("meanings").get(meaning_id(call))


@handles("meaning_update")
def update(call: Call) -> dict[str, Any]:
    """Keep the definition."""
    call.require_admin()
    id = meaning_id(call)
    stored = call.dss.table("meanings").get(id)
    doc = checked({"type": stored["type"], **call.body, "id": id})
    call.dss.table("meanings").put(id, doc)
    return doc
