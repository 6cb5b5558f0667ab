"""The licence of the instance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dssmock import errors
from dssmock.core import EMPTY, Call, handles
from dssmock.editions import EDITIONS

if TYPE_CHECKING:
    from dssmock.core import DSSMock

ID = "instance"
PROFILE_LIMIT = "users.profiles."


@handles("licensing_get_status")
def get_status(call: Call) -> dict[str, Any]:
    """What the licence says now."""
    call.require_admin()
    content = call.dss.table("license").find(ID) or EDITIONS[call.dss.edition].licence
    return {"base": _status(call.dss, content)}


def _status(dss: DSSMock, content: dict[str, Any]) -> dict[str, Any]:
    ends = _milliseconds(content.get("expiresOn"))
    expired = ends is not None and dss.clock.now_ms() > ends
    return {
        "valid": not expired, "expired": expired, "expiresOn": ends, "licenseContent": content,
        "profileLimits": dict(_limits(content)),
    }  # fmt: skip


def _milliseconds(value: Any) -> int | None:
    """A time as a number: licences write it as text."""
    try:
        return int(value)
    except (TypeError, ValueError):
        return None


def _limits(content: dict[str, Any]) -> Any:
    for name, value in (content.get("properties") or {}).items():
        limit = _milliseconds(value)
        if name.startswith(PROFILE_LIMIT) and name.endswith(".max") and limit is not None:
            profile = name.removeprefix(PROFILE_LIMIT).removesuffix(".max")
            yield profile, {"licensed": {"profile": profile, "licensedLimit": limit}}


@handles("licensing_set_license")
def set_license(call: Call) -> Any:
    """Keep the content of a licence file."""
    call.require_admin()
    content = call.body.get("content", call.body)
    if not isinstance(content, dict) or "licenseKind" not in content:
        raise errors.BadRequest("This is no licence")
    call.dss.table("license").put(ID, content)
    return EMPTY
