"""The caller's own user."""

from __future__ import annotations

from typing import Any, Final

from dssmock import errors
from dssmock.core import EMPTY, Call, handles
from dssmock.services.user import changed, view

# All that people may change of themselves: what gives rights is not among it.
OWN: Final = (
    "displayName",
    "email",
    "userProperties",
    "secrets",
    "credentials",
    "preferences",
    "password",
)


def _login(call: Call) -> str:
    if call.auth.login is None:
        raise errors.Forbidden("There is no user behind this API key")
    return call.auth.login


@handles("own_user_get")
def get_own_user(call: Call) -> dict[str, Any]:
    user = view(call.dss.table("users").get(_login(call)))
    del user["adminProperties"]
    return user


@handles("own_user_update")
def update_own_user(call: Call) -> Any:
    users = call.dss.table("users")
    login = _login(call)
    own = {name: value for name, value in call.body.items() if name in OWN}
    users.put(login, changed(users.get(login), own))
    return EMPTY
