"""Handler that tells what the caller may do with objects."""

from __future__ import annotations

from typing import Any

from dssmock.core import Call, handles
from dssmock.services._object_state import READ, WRITE


@handles("permission_check")
def check(call: Call) -> dict[str, Any]:
    """What the caller may do with each object: the rights are those on its project."""
    return {"items": [_checked(call, each) for each in call.body["items"]]}


def _checked(call: Call, item: dict[str, Any]) -> dict[str, Any]:
    key = item.get("objectProjectKey") or ""
    rights = {"canRead": READ, "canWrite": WRITE}
    return {**item, **{name: call.may_project(key, right) for name, right in rights.items()}}
