"""Settings of single sign-on, LDAP and Azure AD."""

from __future__ import annotations

from typing import Any, Final

from dssmock.core import EMPTY, Call, handles

COMMON: Final[dict[str, Any]] = {
    "enabled": False,
    "defaultUserProfile": "READER",
    "groupProfiles": [],
    "authorizedGroups": [],
    "remappingRules": [],
    "autoSyncUsersAtLoginTime": False,
}
USUAL: Final[dict[str, dict[str, Any]]] = {
    "sso": {
        **COMMON,
        "protocol": "SAML",
        "openIDParams": {"scope": "openid", "tokenEndpointAuthMethod": "CLIENT_SECRET_BASIC"},
        "samlSPParams": {"signRequests": False, "enableGroups": False},
        "spnegoMode": "PREAUTH_KEYTAB",
        "autoProvisionUsersAtLoginTime": False,
    },
    "ldap": {**COMMON, "url": "", "useTls": False, "enableGroups": True, "autoImportUsers": True},
    "azure_ad": {**COMMON, "credentialMethod": "OAUTH2_SECRET", "groupsLimit": 1000},
}


def _read(call: Call, name: str) -> Any:
    call.require_admin()
    return call.dss.table("iam_settings").find(name) or USUAL[name]


def _write(call: Call, name: str) -> Any:
    call.require_admin()
    call.dss.table("iam_settings").put(name, call.body)
    return EMPTY


@handles("iam_get_sso_settings")
def get_sso_settings(call: Call) -> Any:
    return _read(call, "sso")


@handles("iam_update_sso_settings")
def update_sso_settings(call: Call) -> Any:
    return _write(call, "sso")


@handles("iam_get_ldap_settings")
def get_ldap_settings(call: Call) -> Any:
    return _read(call, "ldap")


@handles("iam_update_ldap_settings")
def update_ldap_settings(call: Call) -> Any:
    return _write(call, "ldap")


@handles("iam_get_azure_ad_settings")
def get_azure_ad_settings(call: Call) -> Any:
    return _read(call, "azure_ad")


@handles("iam_update_azure_ad_settings")
def update_azure_ad_settings(call: Call) -> Any:
    return _write(call, "azure_ad")
