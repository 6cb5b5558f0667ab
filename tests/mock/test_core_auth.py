"""Who calls and what they may do."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from dssmock.auth import issue_ticket
from dssmock.core import DSSMock
from tests.mock.tiny import add_user, make_mock


def basic(text: str) -> str:
    return "Basic " + base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "header",
    [
        basic("admin-key:"),
        basic(":admin-key"),
        basic("admin-key"),
        basic("anything:admin-key"),
        "Bearer admin-key",
        "bearer admin-key",
    ],
)
def test_key_is_found_in_every_place(tiny: DSSMock, header: str) -> None:
    sent = tiny.request("GET", "/admin/things", key=None, headers={"Authorization": header})
    assert sent.status == 200


@pytest.mark.parametrize(
    "header",
    ["", "Bearer nope", "Bearer ", "Basic ???", "Basic /w==", "Digest admin-key", basic("x:y")],
)
def test_unknown_key_is_refused(tiny: DSSMock, header: str) -> None:
    response = tiny.request("GET", "/things/", key=None, headers={"Authorization": header})
    assert response.status == 401
    body = response.json()
    assert body["errorType"] == "com.dataiku.dip.exceptions.NotAuthenticatedException"
    assert body["message"] == "Unknown API Key"


def test_request_without_credential_is_refused(tiny: DSSMock) -> None:
    assert tiny.request("GET", "/things/", key=None).status == 401
    assert tiny.calls[-1].operation == "thing_list"


def test_open_operation_needs_no_credential(tiny: DSSMock) -> None:
    assert tiny.request("GET", "/open", key=None).json() == {"id": "open", "kind": "none"}


def caller(mock: DSSMock, key: str | None, **headers: str) -> Any:
    seen: list[Any] = []

    def note(call: Any) -> Any:
        seen.append(call.auth)
        return []

    mock.handlers = {**mock.handlers, "thing_list": note}
    mock.request("GET", "/things/", key=key, headers=headers)
    return seen[0]


def test_admin_key_acts_as_the_administrator(tiny: DSSMock) -> None:
    auth = caller(tiny, tiny.admin_key)
    assert (auth.kind, auth.login, auth.key_id, auth.admin) == ("global", "admin", "adminkey", True)
    assert auth.name == "admin"
    assert auth.may("mayCreateProjects")


def test_personal_key_acts_as_its_user(tiny: DSSMock) -> None:
    tiny.table("groups").put(
        "makers", {"name": "makers", "mayCreateProjects": True, "admin": False}
    )
    auth = caller(tiny, add_user(tiny, "alice", "makers", "gone"))
    assert (auth.kind, auth.login, auth.key_id) == ("personal", "alice", "id-alice")
    assert auth.groups == ["makers", "gone"]
    assert not auth.admin
    assert auth.may("mayCreateProjects")
    assert not auth.may("mayManageCodeEnvs")


def test_user_in_an_admin_group_is_an_administrator(tiny: DSSMock) -> None:
    assert caller(tiny, add_user(tiny, "root", "administrators")).admin


def test_global_key_has_its_own_rights_and_those_of_its_groups(tiny: DSSMock) -> None:
    tiny.table("groups").put("makers", {"name": "makers", "mayWriteSafeCode": True})
    tiny.table("global_api_keys").put(
        "g",
        {
            "id": "g",
            "key": "secret",
            "groups": ["makers"],
            "globalPermissions": {"admin": False, "mayCreateProjects": True},
        },
    )
    auth = caller(tiny, "secret")
    assert (auth.login, auth.name, auth.admin) == (None, "g", False)
    assert auth.may("mayCreateProjects")
    assert auth.may("mayWriteSafeCode")
    assert not auth.may("mayManageUDM")


@pytest.mark.parametrize("state", ["disabled", "gone"])
def test_key_of_a_user_who_may_not_come_is_refused(tiny: DSSMock, state: str) -> None:
    key = add_user(tiny, "alice", enabled=False)
    if state == "gone":
        tiny.table("users").delete("alice")
    assert tiny.request("GET", "/things/", key=key).status == 401


def test_administrator_acts_for_another_user(tiny: DSSMock) -> None:
    add_user(tiny, "alice", "readers")
    auth = caller(tiny, tiny.admin_key, **{"X-DKU-ProxyUser": "alice"})
    assert (auth.login, auth.groups, auth.admin) == ("alice", ["readers"], False)


def test_acting_for_a_user_needs_an_administrator_and_the_user(tiny: DSSMock) -> None:
    key = add_user(tiny, "alice")
    headers = {"X-DKU-ProxyUser": "admin"}
    assert tiny.request("GET", "/things/", key=key, headers=headers).status == 403
    headers = {"X-DKU-ProxyUser": "nobody"}
    missing = tiny.request("GET", "/things/", headers=headers)
    assert missing.status == 404
    assert missing.json()["message"] == "user does not exist: nobody"


def test_ticket_stands_for_who_got_it(tiny: DSSMock) -> None:
    tiny.table("global_api_keys").put("g", {"id": "g", "key": "secret"})
    for key in (add_user(tiny, "alice", "readers"), "secret", tiny.admin_key):
        before = caller(tiny, key)
        ticket = issue_ticket(tiny, before)
        after = caller(tiny, None, **{"X-DKU-APITicket": ticket})
        assert after.kind == "ticket"
        assert (after.login, after.key_id, after.groups, after.admin) == (
            before.login, before.key_id, before.groups, before.admin,
        )  # fmt: skip


def test_unknown_ticket_is_refused(tiny: DSSMock) -> None:
    headers = {"X-DKU-APITicket": "nope"}
    assert tiny.request("GET", "/things/", key=None, headers=headers).status == 401


def test_administration_needs_an_administrator(tiny: DSSMock) -> None:
    response = tiny.request("GET", "/admin/things", key=add_user(tiny, "alice", "readers"))
    assert response.status == 403
    assert "administrator" in response.json()["message"]


def test_global_right_is_asked_for() -> None:
    def guarded(call: Any) -> Any:
        call.require_global("mayCreateProjects")
        return []

    mock = make_mock(handlers={"thing_list": guarded})
    mock.table("groups").put("makers", {"name": "makers", "mayCreateProjects": True})
    assert mock.request("GET", "/things/", key=add_user(mock, "alice", "makers")).status == 200
    refused = mock.request("GET", "/things/", key=add_user(mock, "bob", "readers"))
    assert refused.status == 403
    assert "mayCreateProjects" in refused.json()["message"]


PERMISSIONS = [
    {"group": "readers", "readProjectContent": True},
    {"group": "writers", "writeProjectContent": True},
    {"group": "viewers", "readDashboards": True},
    {"group": "bosses", "admin": True},
    {"user": "guest", "readProjectContent": True},
    {"group": "nothing", "readProjectContent": False},
]


@pytest.mark.parametrize("form", ["list", "document"])
@pytest.mark.parametrize(
    ("login", "group", "status"),
    [
        ("owner", "none", 200),
        ("guest", "none", 200),
        ("x", "readers", 200),
        ("x", "writers", 200),
        ("x", "bosses", 200),
        ("x", "administrators", 200),
        ("x", "viewers", 403),
        ("x", "nothing", 403),
        ("x", "none", 403),
    ],
)
def test_project_is_read_with_the_right(
    tiny: DSSMock, form: str, login: str, group: str, status: int
) -> None:
    permissions: Any = PERMISSIONS
    project: dict[str, Any] = {"projectKey": "P", "ownerLogin": "owner"}
    if form == "document":
        permissions = {"owner": project.pop("ownerLogin"), "permissions": PERMISSIONS}
    tiny.table("projects").put("P", {**project, "permissions": permissions})
    key = add_user(tiny, login, group)
    assert tiny.request("GET", "/projects/P", key=key).status == status


def test_missing_project_is_masked(tiny: DSSMock) -> None:
    tiny.table("projects").put("P", {"projectKey": "P"})
    key = add_user(tiny, "alice")
    hidden = tiny.request("GET", "/projects/P", key=key)
    missing = tiny.request("GET", "/projects/Q", key=key)
    assert (hidden.status, missing.status) == (403, 403)
    assert hidden.text.replace("P", "Q") == missing.text.replace("P", "Q")
    told = tiny.request("GET", "/projects/Q")
    assert (told.status, told.json()["message"]) == (404, "project does not exist: Q")


def test_lists_can_ask_for_any_right(tiny: DSSMock) -> None:
    tiny.table("projects").put("P", {"projectKey": "P", "permissions": PERMISSIONS})
    seen: list[tuple[bool, bool, bool]] = []

    def look(call: Any) -> Any:
        rights = (None, "readProjectContent", "readDashboards")
        seen.append(tuple(call.may_project("P", right) for right in rights))
        assert not call.may_project("Q", None)
        return []

    tiny.handlers = {**tiny.handlers, "thing_list": look}
    tiny.request("GET", "/things/", key=add_user(tiny, "a", "viewers"))
    tiny.request("GET", "/things/", key=add_user(tiny, "b", "readers"))
    tiny.request("GET", "/things/", key=add_user(tiny, "c"))
    assert seen == [(True, False, True), (True, True, True), (False, False, False)]
