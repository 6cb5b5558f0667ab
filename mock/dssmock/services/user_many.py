"""Actions on many users at once, and the external sources that users come from.

The people of the external sources stand in the table ``external_people``, by source and login, as
``{"sourceType", "login", "displayName", "email", "groups"}``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from dssmock import errors
from dssmock.core import Call, handles
from dssmock.services.user import changed, create, delete

if TYPE_CHECKING:
    from dssmock.core import DSSMock

Statuses = list[dict[str, str]]


def _each(logins: Iterable[str], act: Callable[[int, str], None]) -> Statuses:
    """Do something to each user, and say of each whether it worked."""
    statuses: Statuses = []
    for position, login in enumerate(logins):
        try:
            act(position, login)
        except errors.DSSError as error:
            statuses.append({"login": login, "status": "FAILURE", "error": str(error)})
        else:
            statuses.append({"login": login, "status": "SUCCESS", "error": ""})
    return statuses


def _logins(users: list[dict[str, Any]]) -> list[str]:
    return [user.get("login") or "" for user in users]


@handles("user_create_many")
def create_many(call: Call) -> Statuses:
    call.require_admin()
    return _each(_logins(call.body), lambda at, _: create(call.dss, call.body[at]))


@handles("user_update_many")
def update_many(call: Call) -> Statuses:
    call.require_admin()
    users = call.dss.table("users")

    def update(position: int, login: str) -> None:
        users.put(login, changed(users.get(login), call.body[position]))

    return _each(_logins(call.body), update)


@handles("user_delete_many")
def delete_many(call: Call) -> Statuses:
    call.require_admin()
    allow_self = call.query.get("allowSelfDeletion", False)
    return _each(call.body, lambda _, login: delete(call, login, allow_self))


def _people(dss: DSSMock, source: str | None) -> list[dict[str, Any]]:
    people = dss.table("external_people").values()
    return [person for person in people if person["sourceType"] == source]


def _find(dss: DSSMock, source: str, login: str) -> dict[str, Any]:
    for person in _people(dss, source):
        if person["login"] == login:
            return person
    raise errors.BadRequest(f"{source} has no user {login}")


@handles("user_list_external_groups")
def list_external_groups(call: Call) -> dict[str, Any]:
    call.require_admin()
    source = call.query.get("userSourceType")

    def names() -> list[str]:
        return sorted({group for person in _people(call.dss, source) for group in person["groups"]})

    return call.dss.futures.start(call, names)


@handles("user_list_external")
def list_external_users(call: Call) -> dict[str, Any]:
    call.require_admin()
    query = call.query

    def matches(person: dict[str, Any]) -> bool:
        if query.get("login") or query.get("email"):
            wanted = {name: query[name] for name in ("login", "email") if query.get(name)}
            return all(person[name] == value for name, value in wanted.items())
        return not query.get("groupName") or query["groupName"] in person["groups"]

    def find() -> list[dict[str, Any]]:
        people = _people(call.dss, query.get("userSourceType"))
        return [person for person in people if matches(person)]

    return call.dss.futures.start(call, find)


@handles("user_provision")
def provision(call: Call) -> dict[str, Any]:
    call.require_admin()
    source, users = call.body["userSourceType"], call.body["users"]

    def add(position: int, _: str) -> None:
        create(call.dss, {**users[position], "sourceType": source})

    return call.dss.futures.start(call, lambda: _each(_logins(users), add))


def _resync(dss: DSSMock, login: str) -> None:
    users = dss.table("users")
    user = users.get(login)
    source = user.get("sourceType", "LOCAL")
    if source == "LOCAL":
        raise errors.BadRequest(f"User {login} comes from no external source")
    person = _find(dss, source, login)
    known = {name: person[name] for name in ("displayName", "email", "groups") if name in person}
    users.put(login, changed(user, known))


@handles("user_resync")
def resync(call: Call) -> dict[str, Any]:
    call.require_admin()
    login = call.path["login"]
    call.dss.table("users").get(login)

    def make() -> dict[str, str]:
        _resync(call.dss, login)
        return {"login": login, "status": "SUCCESS", "error": ""}

    return call.dss.futures.start(call, make)


@handles("user_resync_many")
def resync_many(call: Call) -> dict[str, Any]:
    call.require_admin()
    logins = call.body
    if logins is None:
        users = call.dss.table("users").values()
        logins = [user["login"] for user in users if user.get("sourceType", "LOCAL") != "LOCAL"]
    return call.dss.futures.start(
        call, lambda: _each(logins, lambda _, login: _resync(call.dss, login))
    )
