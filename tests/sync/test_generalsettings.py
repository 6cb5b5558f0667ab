# Derived by `tox -e generate` from tests/aio/test_generalsettings.py. Do not edit.
"""General settings and the rules of impersonation."""

from __future__ import annotations

from typing import Any

import pytest

from dataikuapi import DataikuException, DSSBadRequest, DSSForbidden
from dataikuapi.dss.generalsettings import DSSGeneralSettings
from dataikuapi.dss.impersonation import DSSGroupImpersonationRule, DSSUserImpersonationRule
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock


def saved(settings: DSSGeneralSettings) -> DSSGeneralSettings:
    """The settings read anew after a save."""
    settings.save()
    return settings.client.get_general_settings()


def ruled(client: DSSClient) -> DSSGeneralSettings:
    """Settings with three rules for users and two for groups."""
    settings = client.get_general_settings()
    settings.add_impersonation_rule(DSSUserImpersonationRule())
    user = DSSUserImpersonationRule().scope_project("SALES").user_single("alice", "ua", "ha")
    settings.add_impersonation_rule(user)
    settings.add_impersonation_rule({"type": "REGEXP_RULE", "ruleFrom": "(.*)", "scope": "GLOBAL"})
    settings.add_impersonation_rule(DSSGroupImpersonationRule().group_single("readers", "ur"))
    settings.add_impersonation_rule({"type": "IDENTITY"}, is_user_rule=False)
    return settings


def test_settings_survive_a_save_whole(client: DSSClient) -> None:
    settings = client.get_general_settings()
    raw: dict[str, Any] = settings.settings
    raw["unheardOf"] = {"deep": [1, None, "é"]}
    raw["udr"] = False
    read = saved(settings)
    assert read.get_raw() == raw


def test_settings_that_refer_to_nothing_are_refused(client: DSSClient) -> None:
    settings = client.get_general_settings()
    config = {"name": "k8s", "imageBuildConfig": "gone"}
    settings.get_raw()["containerSettings"] = {"executionConfigs": [config]}
    with pytest.raises(DSSBadRequest, match="unknown image build configuration"):
        settings.save()


def test_settings_are_for_administrators(mock: DSSMock, client_as: Any) -> None:
    mock.table("users").put("bob", {"login": "bob", "groups": ["readers"]})
    with client_as("bob") as bob:
        with pytest.raises(DSSForbidden):
            bob.get_general_settings()


def test_settings_are_not_made_of_nothing(client: DSSClient) -> None:
    with pytest.raises(ValueError, match="get_general_settings"):
        DSSGeneralSettings(client)


def test_rules_are_saved(client: DSSClient) -> None:
    settings = saved(ruled(client))
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
def test_rules_are_found(
    client: DSSClient, wanted: dict[str, Any], users: int, groups: int
) -> None:
    found = (ruled(client)).get_impersonation_rules(**wanted)
    kinds = [type(rule) for rule in found]
    assert kinds.count(DSSUserImpersonationRule) == users
    assert kinds.count(DSSGroupImpersonationRule) == groups


def test_a_found_rule_is_the_rule_of_the_settings(client: DSSClient) -> None:
    settings = ruled(client)
    rule = settings.get_impersonation_rules(dss_user="alice", is_user=True)[0]
    assert isinstance(rule, DSSUserImpersonationRule)
    rule.scope_global()
    assert len(settings.get_impersonation_rules(scope="GLOBAL", is_user=True)) == 3


def test_rules_are_removed(client: DSSClient) -> None:
    settings = ruled(client)
    settings.remove_impersonation_rules(dss_user="alice", is_user=True)
    settings.remove_impersonation_rules(rule_type="IDENTITY")
    settings = saved(settings)
    left = [rule.raw["type"] for rule in settings.get_impersonation_rules()]
    assert left == ["REGEXP_RULE", "SINGLE_MAPPING"]


def test_rules_where_there_are_none_yet(client: DSSClient) -> None:
    settings = DSSGeneralSettings(client, {"impersonation": None})
    assert settings.get_impersonation_rules() == []
    settings.add_impersonation_rule(DSSUserImpersonationRule())
    assert settings.settings["impersonation"]["userRules"] == [
        {"scope": "GLOBAL", "type": "IDENTITY"}
    ]


def test_base_images_are_pushed(client: DSSClient, mock: DSSMock) -> None:
    settings = client.get_general_settings()
    state = settings.push_container_exec_base_images()
    assert state["jobId"]
    client.get_future(state["jobId"]).wait_for_result()
    assert "Base images pushed" in client.get_log("backend.log")
    said = {"jobId": "x", "messages": {"error": True, "messages": ["no registry"]}}
    mock.faults.add("container_exec_push_base_images", status=200, body=said)
    with pytest.raises(DataikuException, match="no registry"):
        settings.push_container_exec_base_images()
