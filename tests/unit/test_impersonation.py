"""Rules of impersonation: what each form writes."""

from __future__ import annotations

from dataikuapi.dss.impersonation import DSSGroupImpersonationRule, DSSUserImpersonationRule


def test_new_rules_map_each_name_to_itself() -> None:
    assert DSSUserImpersonationRule().raw == {"scope": "GLOBAL", "type": "IDENTITY"}
    assert DSSGroupImpersonationRule().raw == {"type": "IDENTITY"}


def test_a_given_rule_is_used_not_copied() -> None:
    raw = {"type": "X"}
    assert DSSUserImpersonationRule(raw).raw is raw
    assert DSSGroupImpersonationRule(raw).raw is raw


def test_user_rules() -> None:
    rule = DSSUserImpersonationRule().scope_project("SALES").user_single("alice", "ua")
    assert rule.raw == {
        "scope": "PROJECT", "projectKey": "SALES", "type": "SINGLE_MAPPING",
        "dssUser": "alice", "targetUnix": "ua", "targetHadoop": None,
    }  # fmt: skip
    rule.scope_global().user_regexp("(.*)", "u_$1", "h_$1")
    assert rule.raw["scope"] == "GLOBAL"
    assert (rule.raw["type"], rule.raw["ruleFrom"]) == ("REGEXP_RULE", "(.*)")
    assert (rule.raw["targetUnix"], rule.raw["targetHadoop"]) == ("u_$1", "h_$1")
    assert rule.user_identity().raw["type"] == "IDENTITY"


def test_group_rules() -> None:
    rule = DSSGroupImpersonationRule().group_single("readers", "ur", "hr")
    assert rule.raw == {
        "type": "SINGLE_MAPPING", "dssGroup": "readers", "targetUnix": "ur", "targetHadoop": "hr",
    }  # fmt: skip
    assert rule.group_regexp("x.*", "u").raw["ruleFrom"] == "x.*"
    assert rule.group_identity().raw["type"] == "IDENTITY"


def test_rules_show_what_they_say() -> None:
    assert repr(DSSGroupImpersonationRule()) == "<DSSGroupImpersonationRule {'type': 'IDENTITY'}>"
