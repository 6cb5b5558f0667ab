"""Many users at once, external sources, and what all users may do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dataikuapi import DSSFutureFailed, DSSNotFound
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock


@pytest.fixture
def ldap(mock: DSSMock) -> None:
    """An LDAP with two people."""
    for login, name, groups in (("erin", "Erin", ["data"]), ("frank", "Frank", ["data", "lyon"])):
        email = f"{login}@example.org"
        person = {"sourceType": "LDAP", "login": login, "displayName": name, "email": email}
        mock.table("external_people").put(f"LDAP/{login}", {**person, "groups": groups})


def outcome(statuses: list[Any]) -> dict[str, str]:
    return {status["login"]: status["status"] for status in statuses}


async def test_create_users_says_what_became_of_each(client: AsyncDSSClient, mock: DSSMock) -> None:
    users: list[dict[str, Any]] = [
        {"login": "carol", "password": "p", "groups": None},
        {"login": "admin", "password": "p"},
    ]
    statuses = await client.create_users(users)
    assert outcome(statuses) == {"carol": "SUCCESS", "admin": "FAILURE"}
    assert statuses[0].get("error") == ""
    assert "already exists" in (statuses[1].get("error") or "")
    # What was not said is filled in on the wire, not in the caller's own dicts.
    assert users[0] == {"login": "carol", "password": "p", "groups": None}
    assert mock.table("users").get("carol")["password"] == "p"
    assert mock.calls[-1].body[0] == {
        "login": "carol",
        "password": "***",
        "displayName": "",
        "sourceType": "LOCAL",
        "groups": [],
        "userProfile": "DATA_SCIENTIST",
        "email": None,
    }
    assert (await client.get_user("carol").get_settings()).get_raw().get("groups") == []


async def test_edit_users_changes_only_what_is_named(client: AsyncDSSClient) -> None:
    await client.create_user("carol", "s3cret", "Carol")
    statuses = await client.edit_users([{"login": "carol", "enabled": False}, {"login": "nobody"}])
    assert outcome(statuses) == {"carol": "SUCCESS", "nobody": "FAILURE"}
    info = await client.get_user("carol").get_info()
    assert (info.enabled, info.display_name) == (False, "Carol")


async def test_delete_users_spares_oneself(client: AsyncDSSClient, mock: DSSMock) -> None:
    await client.create_user("carol", "s3cret")
    statuses = await client.delete_users(["carol", "admin", "nobody"])
    assert outcome(statuses) == {"carol": "SUCCESS", "admin": "FAILURE", "nobody": "FAILURE"}
    assert (mock.calls[-1].method, mock.calls[-1].body) == ("DELETE", ["carol", "admin", "nobody"])
    assert outcome(await client.delete_users(["admin"], allow_self_deletion=True)) == {
        "admin": "SUCCESS"
    }
    assert mock.table("users").ids() == []


@pytest.mark.parametrize("wrong", ["carol", {"login": "carol"}, 7])
async def test_many_users_are_a_list(client: AsyncDSSClient, mock: DSSMock, wrong: Any) -> None:
    with pytest.raises(TypeError, match="users"):
        await client.create_users(wrong)
    with pytest.raises(TypeError, match="user_changes"):
        await client.edit_users(wrong)
    with pytest.raises(TypeError, match="user_logins"):
        await client.delete_users(wrong)
    with pytest.raises(TypeError, match="logins"):
        await client.start_resync_users_from_supplier(wrong)
    assert mock.calls == []


async def test_each_of_many_users_is_a_dict(client: AsyncDSSClient, mock: DSSMock) -> None:
    wrong: Any = ["carol"]
    with pytest.raises(TypeError, match="users"):
        await client.create_users(wrong)
    with pytest.raises(TypeError, match="user_changes"):
        await client.edit_users(wrong)
    assert mock.calls == []


async def test_users_info_is_for_everybody(
    client: AsyncDSSClient, client_as: Callable[[str], AsyncDSSClient]
) -> None:
    await client.create_user("carol", "s3cret")
    async with client_as("carol") as carol:
        assert [info.login for info in await carol.list_users_info()] == ["admin", "carol"]


async def test_activity_of_all(client: AsyncDSSClient) -> None:
    await client.create_user("carol", "s3cret")
    await client.edit_users([{"login": "carol", "enabled": False}])
    everybody = await client.list_users_activity()
    assert [each.login for each in everybody] == ["admin", "carol"]
    assert everybody[1].last_session_activity is None
    assert [each.login for each in await client.list_users_activity(True)] == ["admin"]


async def test_expired_trials(client: AsyncDSSClient, mock: DSSMock) -> None:
    assert await client.list_expired_trial_users() == []
    with mock.table("users").edit("admin") as admin:
        admin["trialStatus"] = {"exists": True, "valid": False, "expired": True}
    assert [user["login"] for user in await client.list_expired_trial_users()] == ["admin"]


async def test_authorization_matrix(client: AsyncDSSClient, mock: DSSMock) -> None:
    await client.create_user("carol", "s3cret", groups=["readers"])
    line = {"group": "readers", "readProjectContent": True, "admin": False}
    document = {"projectKey": "SALES", "permissions": {"owner": "admin", "permissions": [line]}}
    mock.table("projects").put("SALES", document)
    raw: Any = (await client.get_authorization_matrix()).raw
    users = {user["login"]: user for user in raw["perUser"]["users"]}
    assert users["carol"]["projects"] == {"SALES": ["readProjectContent"]}
    assert users["admin"]["globalPermissions"] == ["admin"]
    groups = {group["name"]: group for group in raw["perGroup"]["groups"]}
    assert groups["readers"]["projects"] == {"SALES": ["readProjectContent"]}


@pytest.mark.usefixtures("ldap")
async def test_external_groups(client: AsyncDSSClient) -> None:
    future = await client.start_fetch_external_groups("LDAP")
    assert await future.wait_for_result() == ["data", "lyon"]
    assert await (await client.start_fetch_external_groups("AZURE_AD")).wait_for_result() == []


@pytest.mark.usefixtures("ldap")
@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["erin", "frank"]),
        ({"login": "erin"}, ["erin"]),
        ({"email": "frank@example.org", "group_name": "ignored"}, ["frank"]),
        ({"group_name": "lyon"}, ["frank"]),
    ],
)
async def test_external_users(
    client: AsyncDSSClient, wanted: dict[str, str], found: list[str]
) -> None:
    people = await (await client.start_fetch_external_users("LDAP", **wanted)).wait_for_result()
    assert [person["login"] for person in people] == found


@pytest.mark.usefixtures("ldap")
async def test_people_found_become_users(client: AsyncDSSClient) -> None:
    people = await (await client.start_fetch_external_users("LDAP")).wait_for_result()
    statuses = await (await client.start_provision_users("LDAP", people)).wait_for_result()
    assert outcome(statuses) == {"erin": "SUCCESS", "frank": "SUCCESS"}
    erin = (await client.get_user("erin").get_settings()).get_raw()
    assert (erin.get("sourceType"), erin.get("displayName")) == ("LDAP", "Erin")


@pytest.mark.usefixtures("ldap")
async def test_resync_brings_a_user_up_to_date(client: AsyncDSSClient) -> None:
    user = await client.create_user("erin", None, "Old name", "LDAP")
    await (await user.start_resync_from_supplier()).wait_for_result()
    assert (await user.get_info()).display_name == "Erin"
    assert (await user.get_info()).groups == ["data"]


async def test_resync_of_a_local_user_fails(client: AsyncDSSClient) -> None:
    future = await client.get_user("admin").start_resync_from_supplier()
    with pytest.raises(DSSFutureFailed, match="no external source"):
        await future.wait_for_result()
    with pytest.raises(DSSNotFound):
        await client.get_user("nobody").start_resync_from_supplier()


async def test_resync_of_a_user_whom_the_source_has_lost(client: AsyncDSSClient) -> None:
    user = await client.create_user("gina", None, source_type="LDAP")
    future = await user.start_resync_from_supplier()
    with pytest.raises(DSSFutureFailed, match="LDAP has no user gina"):
        await future.wait_for_result()


@pytest.mark.usefixtures("ldap")
async def test_resync_of_some_and_of_all(client: AsyncDSSClient, mock: DSSMock) -> None:
    await client.create_user("erin", None, source_type="LDAP")
    await client.create_user("frank", None, source_type="LDAP")
    some = await client.start_resync_users_from_supplier(["erin", "admin", "nobody"])
    assert outcome(await some.wait_for_result()) == {
        "erin": "SUCCESS",
        "admin": "FAILURE",
        "nobody": "FAILURE",
    }
    all_of_them = await client.start_resync_all_users_from_supplier()
    assert mock.calls[-1].body is None
    assert outcome(await all_of_them.wait_for_result()) == {"erin": "SUCCESS", "frank": "SUCCESS"}


async def test_external_sources_need_a_name(client: AsyncDSSClient, mock: DSSMock) -> None:
    with pytest.raises(ValueError, match="user_source_type"):
        await client.start_fetch_external_groups("")
    with pytest.raises(ValueError, match="user_source_type"):
        await client.start_fetch_external_users("")
    with pytest.raises(TypeError, match="users"):
        await client.start_provision_users("LDAP", "erin")  # type: ignore[arg-type]
    assert mock.calls == []
