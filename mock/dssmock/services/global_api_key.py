"""Global API keys.

An instance that keeps its keys secure shows a secret only when the key is made. The mock does so
after ``mock.table("switches").put("secureApiKeys", True)``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from dssmock import errors
from dssmock.core import EMPTY, Call, handles

if TYPE_CHECKING:
    from dssmock.core import DSSMock

DAY_MS: Final = 86_400_000
FIXED: Final = ("id", "key", "createdOn", "createdBy")


def view(dss: DSSMock, key: Mapping[str, Any]) -> dict[str, Any]:
    """A key as it may be read."""
    if dss.table("switches").find("secureApiKeys"):
        return {name: value for name, value in key.items() if name != "key"}
    return dict(key)


def new_key(call: Call, given: Mapping[str, Any]) -> dict[str, Any]:
    """What global and personal keys have in common when they are made."""
    return {
        "id": call.dss.ids.short(16),
        "key": call.dss.ids.secret(),
        "label": given.get("label") or "",
        "description": given.get("description") or "",
        "createdOn": call.dss.clock.now_ms(),
        "createdBy": call.auth.name,
        "expiresOn": 0,
    }


@handles("global_api_key_list", "global_api_key_list_old")
def list_keys(call: Call) -> list[dict[str, Any]]:
    call.require_admin()
    return [view(call.dss, key) for key in call.dss.table("global_api_keys").values()]


@handles("global_api_key_create", "global_api_key_create_old")
def create_key(call: Call) -> dict[str, Any]:
    call.require_admin()
    key = new_key(call, call.body) | {"expiry": 0, "dssUserForImpersonation": None}
    if call.body.get("groups") is not None:
        key["groups"] = call.body["groups"]
    else:
        key["globalPermissions"] = call.body.get("globalPermissions") or {"admin": False}
        key["projects"] = {}
    call.dss.table("global_api_keys").add(key["id"], key)
    return key


def _id_of(call: Call) -> str:
    """Identifier of the key that a call is about, by identifier or by secret."""
    if "key_id" in call.path:
        return call.path["key_id"]
    for id, key in call.dss.table("global_api_keys").items():
        if key["key"] == call.path["key"]:
            return id
    raise errors.NotFound("global API key does not exist")


@handles("global_api_key_get", "global_api_key_get_by_secret")
def get_key(call: Call) -> dict[str, Any]:
    call.require_admin()
    return view(call.dss, call.dss.table("global_api_keys").get(_id_of(call)))


@handles("global_api_key_update", "global_api_key_update_by_secret")
def update_key(call: Call) -> Any:
    call.require_admin()
    keys = call.dss.table("global_api_keys")
    old = keys.get(_id_of(call))
    new = {**old, **call.body, **{name: old[name] for name in FIXED if name in old}}
    days = new.get("expiry") or 0
    if days != (old.get("expiry") or 0):
        new["expiresOn"] = new["createdOn"] + days * DAY_MS if days else 0
    keys.put(old["id"], new)
    return EMPTY


@handles("global_api_key_delete", "global_api_key_delete_by_secret")
def delete_key(call: Call) -> Any:
    call.require_admin()
    call.dss.table("global_api_keys").delete(_id_of(call))
    return EMPTY
