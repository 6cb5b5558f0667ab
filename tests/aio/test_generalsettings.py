"""General settings and the rules of impersonation."""

from __future__ import annotations

from typing import Any

import pytest

from dataikuapi import DataikuException, DSSBadRequest, DSSForbidden
from dataikuapi.aio.dss.generalsettings import AsyncDSSGeneralSettings
from dataikuapi.aio.dssclient import AsyncDSSClient
from dataikuapi.dss.impersonation import DSSGroupImpersonationRule, DSSUserImpersonationRule
from dssmock.core import DSSMock


async def saved(settings: AsyncDSSGeneralSettings) -> AsyncDSSGeneralSettings:
    """The settings read anew after a save."""
    await settings.save()
    return await settings.client.get_general_settings()


async def ruled(client: AsyncDSSClient) -> AsyncDSSGeneralSettings:
    """Settings with three rules for users and two for groups."""
    settings = await client.get_general_settings()
    settings.add_impersonation_rule(DSSUserImpersonationRule())
    user = DSSUserImpersonationRule().scope_project("SALES").user_single("alice", "ua", "ha")
    settings.add_impersonation_rule(user)
    settings.add_impersonation_rule({"type": "REGEXP_RULE", "ruleFrom": "(.*)", "scope": "GLOBAL"})
    settings.add_impersonation_rule(DSSGroupImpersonationRule().group_single("readers", "ur"))
    settings.add_impersonation_rule({"type": "IDENTITY"}, is_user_rule=False)
    return settings


async def test_settings_survive_a_save_whole(client: AsyncDSSClient) -> None:
    settings = await client.get_general_settings()
    raw: dict[str, Any] = settings.settings
    raw["unheardOf"] = {"deep": [1, None, "é"]}
    raw["udr"] = False
    read = await saved(settings)
    assert read.get_raw() == raw


async def test_settings_that_refer_to_nothing_are_refused(client: AsyncDSSClient) -> None:
    settings = await client.get_general_settings()
    config = {"name": "k8s", "imageBuildConfig": "gone"}
    settings.get_raw()["containerSettings"] = {"executionConfigs": [config]}
    with pytest.raises(DSSBadRequest, match="unknown image build configuration"):
        await settings.save()


async def test_settings_are_for_administrators(mock: DSSMock, client_as: Any) -> None:
    mock.table("users").put("bob", {"login": "bob", "groups": ["readers"]})
    async with client_as("bob") as bob:
        with pytest.raises(DSSForbidden):
            await bob.get_general_settings()


async def test_settings_are_not_made_of_nothing(client: AsyncDSSClient) -> None:
    with pytest.raises(ValueError, match="get_general_settings"):
        AsyncDSSGeneralSettings(client)


async def test_rules_are_saved(client: AsyncDSSClient) -> None:
    settings = await saved(await ruled(client))
    impersonation = settings.get_raw()["impersonation"]
    assert impersonation is not None
    assert [rule["type"] for rule in impersonation["userRules"] or []] == [
        "IDENTITY", "SINGLE_MAPPING", "REGEXP_RULE",
    ]  # fmt: skip
    assert impersonation["groupRules"] == [
        {
            "type": "SINGLE_MAPPING", "dssGroup": "readers", "targetUnix": "ur",
            "targetHadoop": None,
        },
        {"type": "IDENTITY"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "users", "groups"),
    [
        ({}, 3, 2),
        ({"is_user": True}, 3, 0),
        ({"is_user": False}, 0, 2),
        ({"dss_user": "alice"}, 1, 2),
        ({"dss_group": "readers"}, 3, 1),
        ({"unix_user": "ua"}, 1, 0),
        ({"hadoop_user": "ha"}, 1, 0),
        ({"project_key": "SALES", "is_user": True}, 1, 0),
        ({"scope": "GLOBAL", "is_user": True}, 2, 0),
        ({"rule_type": "IDENTITY"}, 1, 1),
        ({"rule_from": "(.*)"}, 1, 0),
        ({"rule_type": "IDENTITY", "unix_user": "ua"}, 0, 0),
    ],
)
async def test_rules_are_found(
    client: AsyncDSSClient, wanted: dict[str, Any], users: int, groups: int
) -> None:
    found = (await ruled(client)).get_impersonation_rules(**wanted)
    kinds = [type(rule) for rule in found]
    assert kinds.count(DSSUserImpersonationRule) == users
    assert kinds.count(DSSGroupImpersonationRule) == groups


async def test_a_found_rule_is_the_rule_of_the_settings(client: AsyncDSSClient) -> None:
    settings = await ruled(client)
    rule = settings.get_impersonation_rules(dss_user="alice", is_user=True)[0]
    assert isinstance(rule, DSSUserImpersonationRule)
    rule.scope_global()
    assert len(settings.get_impersonation_rules(scope="GLOBAL", is_user=True)) == 3


async def test_rules_are_removed(client: AsyncDSSClient) -> None:
    settings = await ruled(client)
    settings.remove_impersonation_rules(dss_user="alice", is_user=True)
    settings.remove_impersonation_rules(rule_type="IDENTITY")
    settings = await saved(settings)
    left = [rule.raw["type"] for rule in settings.get_impersonation_rules()]
    assert left == ["REGEXP_RULE", "SINGLE_MAPPING"]


async def test_rules_where_there_are_none_yet(client: AsyncDSSClient) -> None:
    settings = AsyncDSSGeneralSettings(client, {"impersonation": None})
    assert settings.get_impersonation_rules() == []
    settings.add_impersonation_rule(DSSUserImpersonationRule())
    assert settings.settings["impersonation"]["userRules"] == [
        {"scope": "GLOBAL", "type": "IDENTITY"}
    ]


async def test_base_images_are_pushed(client: AsyncDSSClient, mock: DSSMock) -> None:
    settings = await client.get_general_settings()
    state = await settings.push_container_exec_base_images()
    assert state["jobId"]
    await client.get_future(state["jobId"]).wait_for_result()
    assert "Base images pushed" in await client.get_log("backend.log")
    said = {"jobId": "x", "messages": {"error": True, "messages": ["no registry"]}}
    mock.faults.add("container_exec_push_base_images", status=200, body=said)
    with pytest.raises(DataikuException, match="no registry"):
        await settings.push_container_exec_base_images()
