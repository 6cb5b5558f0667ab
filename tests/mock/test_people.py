"""Users, groups, connections and keys of the mock: rights, what is missing, what is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from dssmock.core import DSSMock

ADMIN_ONLY = [
    ("GET", "/admin/users/", None),
    ("POST", "/admin/users/", {"login": "x"}),
    ("GET", "/admin/users/alice", None),
    ("PUT", "/admin/users/alice", {"login": "alice"}),
    ("DELETE", "/admin/users/bob", None),
    ("GET", "/admin/users/alice/activity", None),
    ("GET", "/admin/users-activity", None),
    ("GET", "/admin/list-trial-expired-users", None),
    ("GET", "/admin/authorization-matrix", None),
    ("POST", "/admin/users/actions/bulk", [{"login": "x"}]),
    ("PUT", "/admin/users/actions/bulk", [{"login": "alice"}]),
    ("DELETE", "/admin/users/actions/bulk", ["bob"]),
    ("POST", "/admin/users/alice/actions/resync", None),
    ("POST", "/admin/users/actions/resync-multi", None),
    ("POST", "/admin/users/actions/provision", {"userSourceType": "LDAP", "users": []}),
    ("GET", "/admin/external-groups", None),
    ("GET", "/admin/external-users", None),
    ("GET", "/admin/groups/", None),
    ("POST", "/admin/groups/", {"name": "x"}),
    ("GET", "/admin/groups/readers", None),
    ("PUT", "/admin/groups/readers", {"name": "readers", "admin": True}),
    ("DELETE", "/admin/groups/readers", None),
    ("GET", "/admin/connections/", None),
    ("POST", "/admin/connections/", {"name": "x", "type": "EC2"}),
    ("GET", "/admin/connections/warehouse", None),
    ("PUT", "/admin/connections/warehouse", {"name": "warehouse", "type": "EC2"}),
    ("DELETE", "/admin/connections/warehouse", None),
    ("POST", "/admin/connections/warehouse/sync", {"root": True}),
    ("GET", "/admin/global-api-keys/", None),
    ("POST", "/admin/global-api-keys/", {"globalPermissions": {"admin": True}}),
    ("GET", "/admin/global-api-keys/nightly", None),
    ("PUT", "/admin/global-api-keys/nightly", {"globalPermissions": {"admin": True}}),
    ("DELETE", "/admin/global-api-keys/nightly", None),
    ("GET", "/admin/globalAPIKeys/nightly-key", None),
    ("GET", "/admin/personal-api-keys/", None),
    ("POST", "/admin/personal-api-keys/", {"user": "admin"}),
    ("GET", "/admin/iam/sso-settings", None),
    ("PUT", "/admin/iam/ldap-settings", {}),
]
MISSING = [
    ("GET", "/admin/users/nobody", None),
    ("PUT", "/admin/users/nobody", {"login": "nobody"}),
    ("DELETE", "/admin/users/nobody", None),
    ("GET", "/admin/users/nobody/activity", None),
    ("POST", "/admin/users/nobody/actions/resync", None),
    ("GET", "/users/nobody", None),
    ("GET", "/admin/groups/nothing", None),
    ("PUT", "/admin/groups/nothing", {"name": "nothing"}),
    ("DELETE", "/admin/groups/nothing", None),
    ("GET", "/admin/connections/nothing", None),
    ("PUT", "/admin/connections/nothing", {"name": "nothing", "type": "EC2"}),
    ("DELETE", "/admin/connections/nothing", None),
    ("POST", "/admin/connections/nothing/sync", {"root": True}),
    ("GET", "/connections/nothing/info", None),
    ("GET", "/connections/nothing/test", None),
    ("GET", "/connections/local_models/local-models/status/other", None),
    ("POST", "/connections/local_models/local-models/actions/wakeup/other", None),
    ("POST", "/connections/local_models/local-models/actions/shutdown/other", None),
    ("GET", "/connections/local_models/local-models/kernels/other/log-tail", None),
    ("GET", "/admin/global-api-keys/nothing", None),
    ("PUT", "/admin/global-api-keys/nothing", {"label": "x"}),
    ("DELETE", "/admin/global-api-keys/nothing", None),
    ("GET", "/admin/globalAPIKeys/no-secret", None),
    ("GET", "/personal-api-keys/nothing", None),
    ("PUT", "/personal-api-keys/nothing", {"label": "x"}),
    ("DELETE", "/personal-api-keys/nothing", None),
    ("POST", "/admin/personal-api-keys/", {"user": "nobody"}),
]
WRONG = [
    ("POST", "/admin/users/", {"password": "p"}),
    ("POST", "/admin/users/", {"login": " "}),
    ("POST", "/admin/users/", {"login": "alice"}),
    ("POST", "/admin/groups/", {"name": " "}),
    ("POST", "/admin/groups/", {"name": "readers"}),
    ("POST", "/admin/connections/", {"name": "x"}),
    ("POST", "/admin/connections/", {"name": "x", "type": ""}),
    ("POST", "/admin/connections/", {"name": "warehouse", "type": "EC2"}),
    ("GET", "/connections/filesystem_managed/test", None),
    ("GET", "/connections/warehouse/local-models/status/small-chat", None),
]


@pytest.fixture
def demo() -> DSSMock:
    return DSSMock(seed="demo")


@pytest.mark.parametrize(("method", "path", "body"), ADMIN_ONLY)
def test_administration_is_for_administrators(
    demo: DSSMock, method: str, path: str, body: Any
) -> None:
    assert demo.request(method, path, key="alice-key", json=body).status == 403
    assert demo.request(method, path, key="no-key", json=body).status == 401
    assert demo.request(method, path, json=body).status == 200


@pytest.mark.parametrize(("method", "path", "body"), MISSING)
def test_what_is_missing_is_404(demo: DSSMock, method: str, path: str, body: Any) -> None:
    answer = demo.request(method, path, json=body)
    assert answer.status == 404
    assert "not exist" in answer.json()["message"]


@pytest.mark.parametrize(("method", "path", "body"), WRONG)
def test_what_is_wrong_is_400(demo: DSSMock, method: str, path: str, body: Any) -> None:
    assert demo.request(method, path, json=body).status == 400


def test_a_missing_connection_has_its_own_error(demo: DSSMock) -> None:
    answer = demo.request("GET", "/admin/connections/nothing").json()
    assert answer["errorType"] == "java.lang.IllegalArgumentException"
    assert answer["message"] == "Connection 'nothing' does not exist"


def test_passwords_are_kept_and_never_told(demo: DSSMock) -> None:
    demo.request("POST", "/admin/users/", json={"login": "zoe", "password": "s3cret"})
    for path in ("/admin/users/zoe", "/admin/users/", "/users", "/users/zoe"):
        assert "s3cret" not in demo.request("GET", path).body.decode()
    user = demo.request("GET", "/admin/users/zoe").json()
    demo.request("PUT", "/admin/users/zoe", json=user)
    assert demo.table("users").get("zoe")["password"] == "s3cret"
    demo.request("PUT", "/admin/users/zoe", json={**user, "password": "n3w"})
    assert demo.table("users").get("zoe")["password"] == "n3w"


def test_a_login_and_a_birthday_cannot_change(demo: DSSMock) -> None:
    before = demo.request("GET", "/admin/users/alice").json()
    changes = {**before, "login": "eve", "creationDate": 1, "trialStatus": None}
    demo.request("PUT", "/admin/users/alice", json=changes)
    assert demo.request("GET", "/admin/users/alice").json() == before


def test_keys_of_a_deleted_user_do_not_come_back_with_the_login(demo: DSSMock) -> None:
    assert demo.request("DELETE", "/admin/users/alice").status == 200
    demo.request("POST", "/admin/users/", json={"login": "alice"})
    assert demo.request("GET", "/auth/info", key="alice-key").status == 401
    assert demo.request("GET", "/admin/users/alice/activity").json()["lastSessionActivity"] == 0


def test_a_disabled_user_is_out(demo: DSSMock) -> None:
    assert demo.request("GET", "/auth/info", key="bob-key").status == 200
    demo.request("PUT", "/admin/users/bob", json={"login": "bob", "enabled": False})
    assert demo.request("GET", "/auth/info", key="bob-key").status == 401


def test_nobody_gives_themselves_rights(demo: DSSMock) -> None:
    own = demo.request("GET", "/current-user", key="carol-key").json()
    own |= {"groups": ["administrators"], "userProfile": "FULL_DESIGNER", "enabled": False}
    own["adminProperties"] = {"cost_center": "0"}
    assert demo.request("PUT", "/current-user", key="carol-key", json=own).status == 200
    carol = demo.request("GET", "/admin/users/carol").json()
    assert (carol["groups"], carol["userProfile"], carol["enabled"]) == (
        ["readers"],
        "READER",
        True,
    )
    assert carol["adminProperties"] == {"cost_center": "4711"}


def test_a_key_without_a_user_has_no_own_user(demo: DSSMock) -> None:
    for method, path in (("GET", "/current-user"), ("GET", "/personal-api-keys/")):
        assert demo.request(method, path, key="nightly-key").status == 403
    body = {"label": "x"}
    assert demo.request("POST", "/personal-api-keys/", key="nightly-key", json=body).status == 403


def test_a_personal_key_is_its_users_own(demo: DSSMock) -> None:
    for method, body in (("GET", None), ("PUT", {"label": "x"}), ("DELETE", None)):
        answer = demo.request(method, "/personal-api-keys/alice-1", key="bob-key", json=body)
        assert answer.status == 403
    assert demo.request("DELETE", "/personal-api-keys/alice-1", key="alice-key").status == 200
    assert demo.request("GET", "/auth/info", key="alice-key").status == 401


def test_a_group_written_back_keeps_what_it_does_not_know(demo: DSSMock) -> None:
    demo.request("PUT", "/admin/groups/readers", json={"name": "other", "newMember": [1]})
    group = demo.request("GET", "/admin/groups/readers").json()
    assert (group["name"], group["newMember"], group["description"]) == ("readers", [1], "May read")


def test_a_connection_written_back_counts_its_versions(demo: DSSMock) -> None:
    demo.request("POST", "/admin/connections/", json={"name": "x", "type": "EC2"})
    connection = demo.request("GET", "/admin/connections/x").json()
    assert connection["versionTag"]["versionNumber"] == 0
    demo.request("PUT", "/admin/connections/x", json={**connection, "name": "y", "newMember": 1})
    again = demo.request("GET", "/admin/connections/x").json()
    assert again["versionTag"]["versionNumber"] == 1
    assert (again["name"], again["newMember"]) == ("x", 1)
    assert again["creationTag"] == connection["creationTag"]


def test_a_new_secret_takes_the_place_of_the_old(demo: DSSMock) -> None:
    connection = demo.request("GET", "/admin/connections/warehouse").json()
    assert connection["params"]["password"] == ""
    connection["params"]["password"] = "n3w"
    demo.request("PUT", "/admin/connections/warehouse", json=connection)
    info = demo.request("GET", "/connections/warehouse/info").json()
    assert info["resolvedBasicCredential"] == {"user": "dss", "password": "n3w"}
    assert "password" not in info["params"]


def test_details_of_a_connection_resolve_variables(demo: DSSMock) -> None:
    info = demo.request("GET", "/connections/warehouse/info", key="alice-key").json()
    assert info["params"]["host"] == "db.${region}.example.org"
    assert info["resolvedParams"]["host"] == "db.antarctica.example.org"
    assert info["resolvedParams"]["properties"] == [{"name": "ssl", "value": "true"}]


def test_details_of_a_connection_are_for_some(demo: DSSMock) -> None:
    assert demo.request("GET", "/connections/warehouse/info", key="bob-key").status == 403
    lake = demo.request("GET", "/connections/lake/info", key="alice-key").json()
    assert lake["resolvedBasicCredential"] == {"user": "alice", "password": "demo"}
    assert "resolvedBasicCredential" not in demo.request("GET", "/connections/lake/info").json()


def test_a_connection_that_is_not_for_all(demo: DSSMock) -> None:
    assert demo.request("GET", "/connections/lake/test", key="bob-key").status == 403
    assert demo.request("GET", "/connections/lake/test", key="alice-key").status == 200
    names = demo.request("GET", "/connections/get-names", key="bob-key").json()
    assert names == ["filesystem_managed", "warehouse", "local_models"]


def test_global_keys_by_the_old_route() -> None:
    mock = DSSMock(version="12.6.0")
    body = {"label": "Old", "description": None, "globalPermissions": {"admin": False}}
    key = mock.request("POST", "/admin/globalAPIKeys/", json=body).json()["key"]
    assert mock.request("GET", f"/admin/globalAPIKeys/{key}").json()["label"] == "Old"
    changed = {"label": "Older", "globalPermissions": {"admin": True}}
    assert mock.request("PUT", f"/admin/globalAPIKeys/{key}", json=changed).status == 200
    keys = mock.request("GET", "/admin/globalAPIKeys/").json()
    assert [each["label"] for each in keys] == ["Administration", "Older"]
    assert mock.request("GET", "/admin/groups/", key=key).status == 200
    assert mock.request("DELETE", f"/admin/globalAPIKeys/{key}").status == 200
    assert mock.request("GET", "/admin/groups/", key=key).status == 401


def test_the_old_route_of_global_keys_is_gone_today() -> None:
    mock = DSSMock()
    assert mock.request("GET", "/admin/globalAPIKeys/").status == 404
    assert mock.request("DELETE", f"/admin/globalAPIKeys/{mock.admin_key}").status == 405
    assert mock.request("GET", f"/admin/globalAPIKeys/{mock.admin_key}").status == 200


def test_a_personal_key_by_the_old_route() -> None:
    mock = DSSMock(version="9.0.1")
    key = mock.request("POST", "/auth/personal-api-keys", json={"label": "Laptop"}).json()
    assert mock.request("GET", "/auth/info", key=key["secret"]).json()["authIdentifier"] == "admin"
    mock = DSSMock()
    assert mock.request("POST", "/auth/personal-api-keys", json={"label": "Laptop"}).status == 404


def test_a_wakeup_twice_is_one_process(demo: DSSMock) -> None:
    where = "/connections/local_models/local-models"
    assert demo.request("POST", f"{where}/actions/shutdown/small-chat").status == 200
    for _ in range(2):
        assert demo.request("POST", f"{where}/actions/wakeup/small-chat").status == 200
    status = demo.request("GET", f"{where}/status/small-chat", key="bob-key").json()
    assert len(status["kernels"]) == 1
    kernel = status["kernels"][0]["kernelId"]
    assert demo.request("GET", f"{where}/kernels/{kernel}/log-tail").json()["totalLines"] == 1


def test_the_demo_has_people_to_try_things_with(demo: DSSMock) -> None:
    for login in ("alice", "bob", "carol", "erin"):
        info = demo.request("GET", "/auth/info", key=f"{login}-key").json()
        assert info["authIdentifier"] == login
    assert demo.request("GET", "/auth/info", key="dave-key").status == 401
    expired = demo.request("GET", "/admin/list-trial-expired-users").json()
    assert [user["login"] for user in expired] == ["dave"]
    assert demo.request("GET", "/auth/info", key="nightly-key").json()["groups"] == ["data_team"]
