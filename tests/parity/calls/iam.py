"""How people log in: SSO, LDAP, Azure AD."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tests.parity.scene import Scene

PROFILES: Final = [{"key": "data_team", "profile": "FULL_DESIGNER"}]
RULES: Final = [{"ruleFrom": "(.*)@example.org", "ruleTo": "$1"}]
COMMON: Final[Mapping[str, Any]] = {
    "auto_sync_users_at_login_time": True,
    "allow_on_demand_users_sync": True,
    "allow_on_demand_users_provisioning": True,
    "default_user_profile": "READER",
    "group_profiles": PROFILES,
    "authorized_groups": "readers,analysts",
    "remapping_rules": RULES,
    "enabled": True,
}
LDAP: Final[Mapping[str, Any]] = {
    "url": "ldaps://ldap.example.org",
    "use_tls": True,
    "bind_dn": "cn=dss",
    "bind_password": "pw",
    "user_filter": "(uid={USERNAME})",
    "display_name_attribute": "cn",
    "email_attribute": "mail",
    "enable_groups": True,
    "group_filter": "(member={USERDN})",
    "group_name_attribute": "cn",
    "auto_import_users": True,
    "authentication_enabled": True,
    "all_groups_filter": "(objectClass=group)",
    "all_users_filter": "(objectClass=person)",
    "username_attribute": "uid",
    "group_membership_attribute": "member",
    "group_membership_user_attribute": "dn",
    **COMMON,
}
AZURE: Final[Mapping[str, Any]] = {
    "use_global_proxy": True,
    "credential_method": "SECRET",
    "credentials_client_id": "client",
    "credentials_client_secret": "secret",
    "credentials_tenant_id": "tenant",
    "user_query_filter": "accountEnabled eq true",
    "group_query_filter": "startsWith(displayName,'d')",
    "groups_limit": 200,
    "auto_provision_users_at_login_time": True,
    "login_attribute_ref": "USER_PRINCIPAL_NAME",
    **COMMON,
}
SSO: Final[Mapping[str, Any]] = {
    "sso_enabled": True,
    "auto_provision_users_at_login_time": True,
    "auto_sync_users_at_login_time": True,
    "default_user_profile": "READER",
    "group_profiles": PROFILES,
    "authorized_groups": "readers,analysts",
}
OPENID: Final[Mapping[str, Any]] = {
    "client_id": "dss",
    "client_secret": "secret",
    "scope": "openid email",
    "issuer": "https://idp.example.org",
    "authorization_endpoint": "https://idp.example.org/auth",
    "token_endpoint": "https://idp.example.org/token",
    "jwks_uri": "https://idp.example.org/keys",
    "claim_key_identifier": "email",
    "claim_key_display_name": "name",
    "claim_key_email": "email",
    "enable_groups": True,
    "claim_key_groups": "groups",
    "use_global_proxy": False,
    "use_pkce": True,
}
SAML: Final[Mapping[str, Any]] = {
    "sign_requests": True,
    "display_name_attribute": "cn",
    "email_attribute": "mail",
    "enable_groups": True,
    "groups_attribute": "groups",
}


def ldap(see: Scene) -> None:
    settings = see("read", see.client.get_ldap_settings())
    see("values", _values(settings, LDAP))
    see("set", _change(settings, LDAP))
    see("save", settings.save())
    see("saved", _values(see.client.get_ldap_settings(), LDAP))


def azure(see: Scene) -> None:
    settings = see("read", see.client.get_azure_ad_settings())
    see("values", _values(settings, AZURE))
    see("set", _change(settings, AZURE))
    see("save", settings.save())
    see("saved", _values(see.client.get_azure_ad_settings(), AZURE))


def sso(see: Scene) -> None:
    words = see.module("iam.settings")
    settings = see("read", see.client.get_sso_settings())
    see("values", _values(settings, SSO))
    see("set", _change(settings, SSO))
    see("protocol", settings.set_protocol(words.SSOProtocol.OPENID))
    see("SPNEGO", settings.set_spnego_mode(words.SPNEGOMode.CUSTOM_LOGIN_CONF))
    rule = words.UserRemappingRule("(.*)@example.org", "$1")
    see("rules", settings.set_remapping_rules([rule]))
    see("save", settings.save())
    saved = see("saved", see.client.get_sso_settings())
    see("saved values", _values(saved, SSO))
    see("saved words", [saved.get_protocol(), saved.get_spnego_mode()])
    see("saved rules", saved.get_remapping_rules())
    see.error("no such protocol", saved.set_protocol, "OPENID")
    see.error("no such mode", saved.set_spnego_mode, "NONE")


def openid(see: Scene) -> None:
    words = see.module("iam.settings")
    settings = see.client.get_sso_settings()
    params = see("read", settings.get_openid_params())
    see("set", _change(params, OPENID))
    see("lower case", params.set_lowercase_identifier(True))
    method = words.TokenEndpointAuthMethod.CLIENT_SECRET_POST
    see("method", params.set_token_endpoint_auth_method(method))
    see.error("no such method", params.set_token_endpoint_auth_method, "POST")
    see("save", settings.save())
    saved = see.client.get_sso_settings().get_openid_params()
    see("saved", [_values(saved, OPENID), saved.get_token_endpoint_auth_method()])
    other = see("others", settings.set_openid_params({"clientId": "other"}))
    see("others, read", other.get_openid_params())
    see("save others", settings.save())


def saml(see: Scene) -> None:
    settings = see.client.get_sso_settings()
    params = see("read", settings.get_saml_sp_params())
    see("set", _change(params, SAML))
    see("save", settings.save())
    see("saved", _values(see.client.get_sso_settings().get_saml_sp_params(), SAML))
    see("others", settings.set_saml_sp_params({"signRequests": False}))
    see("others, read", settings.get_saml_sp_params())


def _values(settings: Any, names: Mapping[str, Any]) -> dict[str, Any]:
    return {name: getattr(settings, f"get_{name}")() for name in names}


def _change(settings: Any, values: Mapping[str, Any]) -> Any:
    """Set them all in a row, as chained calls do."""
    for name, value in values.items():
        settings = getattr(settings, f"set_{name}")(value)
    return settings
