"""The version that DSS writes into a document, and whether it is still the one that was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from dataikuapi._errors import DSSConflict

TAG = "versionTag"
# Documents that hold the object, which has the tag, in one of their members.
HOLDERS = ("recipe", "article", "insight")


def tagged(document: Any) -> dict[str, Any] | None:
    """The object of a document that has a version tag.

    Args:
        document: what DSS answered or is sent.

    Returns:
        The object itself, or None when there is no tag.
    """
    if not isinstance(document, dict):
        return None
    found = cast("dict[str, Any]", document)
    for each in (found, *(found.get(name) for name in HOLDERS)):
        if isinstance(each, dict):
            holder = cast("dict[str, Any]", each)
            if isinstance(holder.get(TAG), Mapping):
                return holder
    return None


def refuse_changed(mine: Any, stored: Any, what: str) -> None:
    """Refuses to overwrite what somebody else changed.

    Args:
        mine: the document as it was read and shall be saved.
        stored: the document as DSS has it now.
        what: the request that would overwrite it, for the message.

    Raises:
        DSSConflict: their versions differ, or only the stored one has any.
    """
    now = tagged(stored)
    if now is None:
        return
    before = tagged(mine)
    # An object that was deleted and made anew may have the same number.
    if before is not None and _version(before) == _version(now):
        return
    tag = now[TAG]
    by = tag.get("lastModifiedBy")
    who = cast("Mapping[str, Any]", by).get("login") if isinstance(by, Mapping) else None
    text = (
        f"Conflict: it is at version {tag.get('versionNumber')} in DSS"
        + (f", saved by {who}" if who else "")
        + (
            f", and version {before[TAG].get('versionNumber')} was read"
            if before is not None
            else ", and the settings to save do not say which version was read"
        )
        + "; read it again, or save with force=True"
    )
    raise DSSConflict(f"{text}\n({what}, not sent)", status=409, body={TAG: dict(tag)})


def _version(found: Mapping[str, Any]) -> tuple[Any, Any]:
    tag = found[TAG]
    return tag.get("versionNumber"), tag.get("lastModifiedOn")
