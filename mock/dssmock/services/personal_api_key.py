"""Personal API keys."""

from __future__ import annotations

from typing import Any

from dssmock import errors
from dssmock.core import EMPTY, Call, handles
from dssmock.services.global_api_key import new_key, view


def _login(call: Call) -> str:
    if call.auth.login is None:
        raise errors.Forbidden("Only a user has personal API keys")
    return call.auth.login


def _key_of(call: Call) -> dict[str, Any]:
    """The key that a call is about.

    Raises:
        errors.NotFound: there is no such key.
        errors.Forbidden: it is somebody else's.
    """
    key = call.dss.table("personal_api_keys").get(call.path["key_id"])
    if not call.auth.admin and key["user"] != call.auth.login:
        raise errors.Forbidden("The API key belongs to another user")
    return key


def _create(call: Call, login: str) -> dict[str, Any]:
    # On DSS 8 and 9 the label is in the query, and there is no body.
    label = {"label": call.query["label"]} if "label" in call.query else {}
    key = {**new_key(call, {**(call.body or {}), **label}), "user": login}
    call.dss.table("personal_api_keys").add(key["id"], key)
    # Older clients know the secret by this name.
    return {**key, "secret": key["key"]}


@handles("personal_api_key_list")
def list_keys(call: Call) -> list[dict[str, Any]]:
    login = _login(call)
    keys = call.dss.table("personal_api_keys").values()
    return [view(call.dss, key) for key in keys if key["user"] == login]


@handles("personal_api_key_create", "personal_api_key_create_old")
def create_key(call: Call) -> dict[str, Any]:
    return _create(call, _login(call))


@handles("personal_api_key_list_all")
def list_all_keys(call: Call) -> list[dict[str, Any]]:
    call.require_admin()
    return [view(call.dss, key) for key in call.dss.table("personal_api_keys").values()]


@handles("personal_api_key_create_for_user")
def create_key_for_user(call: Call) -> dict[str, Any]:
    call.require_admin()
    user = call.dss.table("users").get(call.body["user"])
    return _create(call, user["login"])


@handles("personal_api_key_get")
def get_key(call: Call) -> dict[str, Any]:
    return view(call.dss, _key_of(call))


@handles("personal_api_key_update")
def update_key(call: Call) -> Any:
    key = _key_of(call)
    texts = {name: call.body[name] for name in ("label", "description") if name in call.body}
    call.dss.table("personal_api_keys").put(key["id"], {**key, **texts})
    return EMPTY


@handles("personal_api_key_delete")
def delete_key(call: Call) -> Any:
    call.dss.table("personal_api_keys").delete(_key_of(call)["id"])
    return EMPTY
