"""Who calls, and what they may do."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from dssmock import errors

if TYPE_CHECKING:
    from dssmock.core import DSSMock

READ = "readProjectContent"
# A right that comes with another one.
IMPLIED_BY = {READ: ("writeProjectContent",), "readDashboards": (READ, "writeDashboards")}


@dataclass(frozen=True, slots=True)
class Auth:
    """The caller of a request.

    Attributes:
        kind: ``global``, ``personal``, ``ticket`` or ``none``.
        login: the user that calls, None for a global key that stands for nobody.
        key_id: identifier of the key.
        groups: groups of the caller.
        admin: whether the caller is an administrator.
        rights: global rights of the caller, by name.
    """

    kind: str = "none"
    login: str | None = None
    key_id: str | None = None
    groups: list[str] = field(default_factory=list)
    admin: bool = False
    rights: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """How the caller shows as owner or author: the login, else the key's identifier."""
        return self.login or self.key_id or ""

    def may(self, right: str) -> bool:
        """Whether the caller has a global right such as ``mayCreateProjects``."""
        return self.admin or right in self.rights

    def may_on(self, project: Mapping[str, Any], right: str | None = None) -> bool:
        """Whether the caller has a right on a project.

        Args:
            project: the document of the project.
            right: name of the right; None asks whether the caller may do anything there.
        """
        if self.admin or (self.login is not None and self.login == project_owner(project)):
            return True
        return any(_grants(item, right) for item in self._items(project))

    def _items(self, project: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        """The lines of the project's permissions that are about the caller."""
        for item in project_permissions(project):
            mine = self.login is not None and item.get("user") == self.login
            if mine or item.get("group") in self.groups:
                yield item


def _grants(item: Mapping[str, Any], right: str | None) -> bool:
    if item.get("admin"):
        return True
    if right is None:
        return any(value is True for value in item.values())
    return any(item.get(name) is True for name in (right, *IMPLIED_BY.get(right, ())))


def project_owner(project: Mapping[str, Any]) -> str | None:
    """Login of a project's owner."""
    permissions = project.get("permissions")
    owner = permissions.get("owner") if isinstance(permissions, Mapping) else None
    return owner or project.get("ownerLogin")


def project_permissions(project: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The lines of a project's permissions."""
    permissions = project.get("permissions") or []
    if isinstance(permissions, Mapping):
        permissions = permissions.get("permissions") or []
    return permissions


def authenticate(dss: DSSMock, headers: Mapping[str, str]) -> Auth:
    """Find out who sent a request.

    Raises:
        errors.NotAuthenticated: no valid credential comes with it.
        errors.Forbidden: it acts for another user without an administrator's right.
        errors.NotFound: it acts for a user who does not exist.
    """
    auth = _from_credentials(dss, headers)
    proxied = headers.get("x-dku-proxyuser")
    if proxied is None:
        return auth
    if not auth.admin:
        raise errors.Forbidden("Only an administrator may act for another user")
    dss.table("users").get(proxied)
    return of_user(dss, proxied, auth.kind)


def _from_credentials(dss: DSSMock, headers: Mapping[str, str]) -> Auth:
    for key in keys_of(headers.get("authorization", "")):
        auth = _of_key(dss, key)
        if auth is not None:
            return auth
    ticket = headers.get("x-dku-apiticket")
    if ticket is not None:
        auth = _of_ticket(dss, ticket)
        if auth is not None:
            return auth
    raise errors.NotAuthenticated("Unknown API Key")


def keys_of(authorization: str) -> list[str]:
    """The keys that an ``Authorization`` header may mean."""
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return [value.strip()]
    if scheme.lower() != "basic":
        return []
    try:
        user, _, password = base64.b64decode(value).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return []
    return [half for half in (user, password) if half]


def _of_key(dss: DSSMock, key: str) -> Auth | None:
    for doc in dss.table("personal_api_keys").docs.values():
        if doc.get("key") == key:
            return _of_existing_user(dss, doc.get("user"), "personal", doc.get("id"))
    for doc in dss.table("global_api_keys").docs.values():
        if doc.get("key") == key:
            return of_global_key(dss, doc)
    return None


def _of_existing_user(dss: DSSMock, login: Any, kind: str, key_id: str | None) -> Auth | None:
    user = dss.table("users").docs.get(login)
    if user is None or user.get("enabled") is False:
        return None
    return of_user(dss, login, kind, key_id)


def of_user(dss: DSSMock, login: str, kind: str, key_id: str | None = None) -> Auth:
    """The caller who is a user."""
    users = dss.table("users")
    groups = (users.look(login) or users.get(login)).get("groups") or []
    rights = _rights_of_groups(dss, groups)
    admin = "admin" in rights
    return Auth(kind, login, key_id, list(groups), admin, rights)


def of_global_key(dss: DSSMock, doc: Mapping[str, Any]) -> Auth:
    """The caller who is a global key."""
    groups = doc.get("groups") or []
    own = doc.get("globalPermissions") or {}
    rights = _rights_of_groups(dss, groups) | {name for name, value in own.items() if value is True}
    login = doc.get("dssUserForImpersonation")
    return Auth("global", login, doc.get("id"), list(groups), "admin" in rights, frozenset(rights))


def _rights_of_groups(dss: DSSMock, groups: list[str]) -> frozenset[str]:
    docs = dss.table("groups").docs
    found = [docs[name] for name in groups if name in docs]
    return frozenset(name for doc in found for name, value in doc.items() if value is True)


def issue_ticket(dss: DSSMock, auth: Auth) -> str:
    """Make a ticket with which the caller can come back without the key."""
    ticket = dss.ids.short(32)
    dss.table("tickets").put(ticket, {"login": auth.login, "keyId": auth.key_id})
    return ticket


def _of_ticket(dss: DSSMock, ticket: str) -> Auth | None:
    doc = dss.table("tickets").find(ticket)
    if doc is None:
        return None
    key = dss.table("global_api_keys").find(doc["keyId"]) if doc["keyId"] else None
    if key is not None:
        return replace(of_global_key(dss, key), kind="ticket")
    return _of_existing_user(dss, doc["login"], "ticket", doc["keyId"])


def keys_of_admin(dss: DSSMock) -> list[str]:
    """The secrets of the keys with which a caller is an administrator."""
    tables = ("global_api_keys", "personal_api_keys")
    keys = [each["key"] for name in tables for each in dss.table(name).values() if "key" in each]
    return [key for key in keys if (auth := _of_key(dss, key)) is not None and auth.admin]
