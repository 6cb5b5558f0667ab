"""Who the caller is, or the visitor whose browser's headers a webapp passes on."""

from __future__ import annotations

import base64
import binascii
from typing import Any, Final

from dssmock.auth import Auth, authenticate, issue_ticket, of_user
from dssmock.core import Call, handles

# The cookie of a browser that is logged in; here its value is a ticket.
SESSION_COOKIE: Final = "dss_access_token"
SOURCES: Final = {
    "global": "GLOBAL_API_KEY",
    "personal": "PERSONAL_API_KEY",
    "ticket": "TICKET",
}


def _describe(call: Call, auth: Auth) -> dict[str, Any]:
    user = call.dss.table("users").look(auth.login) or {}
    info: dict[str, Any] = {
        # A global key is itself, whoever it stands for.
        "authIdentifier": (auth.key_id if auth.kind == "global" else None) or auth.name,
        "authSource": SOURCES[auth.kind],
        "associatedDSSUser": auth.login,
        "groups": auth.groups,
        "admin": auth.admin,
        "userProfile": user.get("userProfile"),
    }
    if call.query.get("withSecrets"):
        info["secrets"] = [
            {"key": secret["name"], "name": secret["name"], "value": secret.get("value")}
            for secret in user.get("secrets") or []
        ]
    return info


@handles("auth_get_info")
def get_info(call: Call) -> dict[str, Any]:
    return _describe(call, call.auth)


@handles("auth_create_ticket")
def create_ticket(call: Call) -> dict[str, str]:
    return {"ticket": issue_ticket(call.dss, call.auth)}


@handles("auth_get_info_from_browser_headers")
def get_info_from_browser_headers(call: Call) -> dict[str, Any]:
    return _describe(call, _visitor(call))


@handles("auth_get_ticket_from_browser_headers")
def get_ticket_from_browser_headers(call: Call) -> dict[str, str]:
    return {"msg": issue_ticket(call.dss, _visitor(call))}


def _visitor(call: Call) -> Auth:
    """The user behind a browser's headers.

    Raises:
        errors.NotAuthenticated: the headers are nobody's.
    """
    given = {name.lower(): str(value) for name, value in call.body.items()}
    # Nothing but credentials is passed on: a visitor never acts for somebody else.
    headers = {"authorization": given.get("authorization", "")}
    ticket = _session(given.get("cookie", ""))
    if ticket is not None:
        headers["x-dku-apiticket"] = ticket
    login = _login_of(call, headers["authorization"])
    return of_user(call.dss, login, "ticket") if login else authenticate(call.dss, headers)


def _session(cookies: str) -> str | None:
    """The ticket in the cookies; read by hand, for one odd cookie must not hide the others."""
    pairs = (each.strip().partition("=") for each in cookies.split(";"))
    return next((value for name, _, value in pairs if name == SESSION_COOKIE), None)


def _login_of(call: Call, authorization: str) -> str | None:
    """Login of a user whose own password the header holds."""
    scheme, _, value = authorization.partition(" ")
    try:
        login, _, password = base64.b64decode(value).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    user = call.dss.table("users").find(login) if scheme.lower() == "basic" else None
    if user is None or not password or user.get("enabled") is False:
        return None
    return login if user.get("password") == password else None
