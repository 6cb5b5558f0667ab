# Derived by `tox -e generate` from tests/aio/test_iam.py. Do not edit.
"""Settings of single sign-on, LDAP and Azure AD."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dataikuapi import DSSForbidden
from dataikuapi.dssclient import DSSClient
from dataikuapi.iam.settings import (
    SPNEGOMode,
    SSOProtocol,
    TokenEndpointAuthMethod,
    UserRemappingRule,
)
from dssmock.core import DSSMock

PROFILES = [{"group": "data", "profile": "FULL_DESIGNER"}]
RULES = [{"ruleFrom": "(.*)@example.org", "ruleTo": "$1"}]
SSO = {
    "sso_enabled": True,
    "auto_provision_users_at_login_time": True,
    "auto_sync_users_at_login_time": True,
    "default_user_profile": "READER",
    "group_profiles": PROFILES,
    "authorized_groups": ["data"],
    "protocol": SSOProtocol.OPENID,
    "spnego_mode": SPNEGOMode.CUSTOM_LOGIN_CONF,
}
OPENID = {
    "client_id": "dss",
    "client_secret": "s3cret",
    "scope": "openid email",
    "issuer": "https://id.example.org",
    "authorization_endpoint": "https://id.example.org/login",
    "token_endpoint": "https://id.example.org/token",
    "jwks_uri": "https://id.example.org/keys",
    "claim_key_identifier": "sub",
    "claim_key_display_name": "name",
    "claim_key_email": "email",
    "lowercase_identifier": True,
    "enable_groups": True,
    "claim_key_groups": "groups",
    "use_global_proxy": True,
    "use_pkce": True,
    "token_endpoint_auth_method": TokenEndpointAuthMethod.CLIENT_SECRET_POST,
}
SAML = {
    "sign_requests": True,
    "display_name_attribute": "cn",
    "email_attribute": "mail",
    "enable_groups": True,
    "groups_attribute": "memberOf",
}
LDAP = {
    "url": "ldap://ldap.example.org",
    "use_tls": True,
    "bind_dn": "cn=dss",
    "bind_password": "s3cret",
    "user_filter": "(uid={USERNAME})",
    "display_name_attribute": "cn",
    "email_attribute": "mail",
    "enable_groups": False,
    "group_filter": "(memberUid={USERNAME})",
    "group_name_attribute": "cn",
    "authorized_groups": ["data"],
    "enabled": True,
    "auto_import_users": False,
    "auto_sync_users_at_login_time": True,
    "allow_on_demand_users_sync": True,
    "default_user_profile": "FULL_DESIGNER",
    "group_profiles": PROFILES,
    "authentication_enabled": True,
    "all_groups_filter": "(objectClass=group)",
    "all_users_filter": "(objectClass=person)",
    "username_attribute": "uid",
    "group_membership_attribute": "memberUid",
    "allow_on_demand_users_provisioning": True,
    "group_membership_user_attribute": "dn",
    "remapping_rules": RULES,
}
AZURE = {
    "use_global_proxy": True,
    "credential_method": "OAUTH2_CERT",
    "credentials_client_id": "dss",
    "credentials_client_secret": "s3cret",
    "credentials_tenant_id": "tenant",
    "user_query_filter": "u",
    "group_query_filter": "g",
    "groups_limit": 7,
    "enabled": True,
    "auto_provision_users_at_login_time": True,
    "auto_sync_users_at_login_time": True,
    "allow_on_demand_users_sync": True,
    "default_user_profile": "FULL_DESIGNER",
    "group_profiles": PROFILES,
    "authorized_groups": ["data"],
    "allow_on_demand_users_provisioning": True,
    "login_attribute_ref": "upn",
    "remapping_rules": RULES,
}


def set_all(settings: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        assert getattr(settings, f"set_{name}")(value) is settings


def values_of(settings: Any, names: dict[str, Any]) -> dict[str, Any]:
    return {name: getattr(settings, f"get_{name}")() for name in names}


def test_sso_settings_are_saved(client: DSSClient) -> None:
    settings = client.get_sso_settings()
    set_all(settings, SSO)
    set_all(settings.get_openid_params(), OPENID)
    set_all(settings.get_saml_sp_params(), SAML)
    settings.set_remapping_rules([UserRemappingRule("(.*)@example.org", "$1")])
    settings.save()
    again = client.get_sso_settings()
    assert values_of(again, SSO) == SSO
    assert values_of(again.get_openid_params(), OPENID) == OPENID
    assert values_of(again.get_saml_sp_params(), SAML) == SAML
    (rule,) = again.get_remapping_rules()
    assert (rule.rule_from, rule.rule_to) == ("(.*)@example.org", "$1")
    assert "$1" in repr(rule)
    assert again.sso_settings.get("remappingRules") == RULES


def test_sso_params_as_a_whole(client: DSSClient, mock: DSSMock) -> None:
    settings = client.get_sso_settings()
    settings.set_openid_params({"clientId": "other"}).set_saml_sp_params({"signRequests": True})
    settings.get_openid_params().set_scope("openid")
    settings.save()
    assert mock.calls[-1].body["openIDParams"] == {"clientId": "other", "scope": "openid"}
    assert mock.calls[-1].body["samlSPParams"] == {"signRequests": True}


@pytest.mark.parametrize("name", ["protocol", "spnego_mode"])
def test_sso_enumerations_are_checked(client: DSSClient, name: str) -> None:
    settings = client.get_sso_settings()
    with pytest.raises(ValueError, match=name):
        getattr(settings, f"set_{name}")("SAML")
    wrong: Any = "POST"
    with pytest.raises(ValueError, match="token_endpoint_auth_method"):
        settings.get_openid_params().set_token_endpoint_auth_method(wrong)


def test_ldap_settings_are_saved(client: DSSClient) -> None:
    settings = client.get_ldap_settings()
    set_all(settings, LDAP)
    settings.save()
    again = client.get_ldap_settings()
    assert values_of(again, LDAP) == LDAP
    assert again.ldap_settings.get("bindDN") == "cn=dss"


def test_azure_settings_are_saved(client: DSSClient) -> None:
    settings = client.get_azure_ad_settings()
    set_all(settings, AZURE)
    settings.save()
    again = client.get_azure_ad_settings()
    assert values_of(again, AZURE) == AZURE
    assert again.azuread_settings.get("credentialsTenantId") == "tenant"


def test_authorized_groups_as_one_text(client: DSSClient) -> None:
    settings = client.get_ldap_settings()
    settings.set_authorized_groups("data,lyon")
    assert settings.get_authorized_groups() == ["data", "lyon"]
    wrong: Any = 7
    with pytest.raises(TypeError, match="authorized_groups"):
        settings.set_authorized_groups(wrong)


def test_what_was_never_set(client: DSSClient, mock: DSSMock) -> None:
    mock.table("iam_settings").put("ldap", {"enabled": False})
    settings = client.get_ldap_settings()
    assert (settings.get_url(), settings.get_use_tls()) == ("", False)
    assert settings.get_group_profiles() == []


def test_settings_need_an_administrator(
    client: DSSClient, client_as: Callable[[str], DSSClient]
) -> None:
    client.create_user("carol", "s3cret")
    with client_as("carol") as carol:
        for read in (carol.get_sso_settings, carol.get_ldap_settings, carol.get_azure_ad_settings):
            with pytest.raises(DSSForbidden):
                read()
