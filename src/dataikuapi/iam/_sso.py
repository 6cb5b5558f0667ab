"""Settings of single sign-on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Self, cast

from dataikuapi._args import check_dict
from dataikuapi.iam._document import (
    UserRemappingRule,
    WithAuthorizedGroups,
    rules_from_json,
    rules_to_json,
)
from dataikuapi.iam._params import (
    OpenIDParams,
    SAMLSPParams,
    SPNEGOMode,
    SSOProtocol,
    member_of,
)

if TYPE_CHECKING:
    from dataikuapi_rest.dicts import IamSSOSettings


class SSOSettings(WithAuthorizedGroups):
    """Settings of single sign-on, to be changed in place.

    Attributes:
        client: the client that made this object.
        sso_settings: the settings as DSS keeps them.
        openid_params_instance: those of OpenID Connect.
        saml_sp_params_instance: those of SAML.
    """

    def __init__(self, client: Any, sso_settings: IamSSOSettings) -> None:
        self.client = client
        self.sso_settings = sso_settings
        self.openid_params_instance = OpenIDParams(sso_settings.get("openIDParams") or {})
        self.saml_sp_params_instance = SAMLSPParams(sso_settings.get("samlSPParams") or {})

    def _members(self) -> dict[str, Any]:
        return cast("dict[str, Any]", self.sso_settings)

    def _to_save(self) -> dict[str, Any]:
        """The settings with those of the protocols put in."""
        return (
            self._set("openIDParams", dict(self.openid_params_instance))
            ._set("samlSPParams", dict(self.saml_sp_params_instance))
            ._members()
        )

    def set_protocol(self, protocol: SSOProtocol) -> Self:
        """Sets the protocol."""
        return self._set("protocol", member_of(SSOProtocol, "protocol", protocol))

    def get_protocol(self) -> SSOProtocol:
        """The protocol."""
        return SSOProtocol(self._members()["protocol"])

    def set_remapping_rules(self, remapping_rules: Iterable[UserRemappingRule]) -> Self:
        """Sets the rules that make logins of names of the provider."""
        return self._set("remappingRules", rules_to_json(remapping_rules))

    def get_remapping_rules(self) -> list[UserRemappingRule]:
        """The rules that make logins of names of the provider."""
        return rules_from_json(self._get("remappingRules", []))

    def set_saml_sp_params(self, saml_sp_params: Mapping[str, Any]) -> Self:
        """Sets all settings of SAML."""
        params = check_dict("saml_sp_params", saml_sp_params)
        self.saml_sp_params_instance: SAMLSPParams = SAMLSPParams(params)
        return self._set("samlSPParams", params)

    def get_saml_sp_params(self) -> SAMLSPParams:
        """Settings of SAML, to be changed in place."""
        return self.saml_sp_params_instance

    def set_openid_params(self, openid_params: Mapping[str, Any]) -> Self:
        """Sets all settings of OpenID Connect."""
        params = check_dict("openid_params", openid_params)
        self.openid_params_instance: OpenIDParams = OpenIDParams(params)
        return self._set("openIDParams", params)

    def get_openid_params(self) -> OpenIDParams:
        """Settings of OpenID Connect, to be changed in place."""
        return self.openid_params_instance

    def set_spnego_mode(self, spnego_mode: SPNEGOMode) -> Self:
        """Sets how SPNEGO finds its credentials."""
        return self._set("spnegoMode", member_of(SPNEGOMode, "spnego_mode", spnego_mode))

    def get_spnego_mode(self) -> SPNEGOMode:
        """How SPNEGO finds its credentials."""
        return SPNEGOMode(self._members()["spnegoMode"])

    def set_sso_enabled(self, enabled: bool) -> Self:
        """Sets whether single sign-on is used."""
        return self._set("enabled", enabled)

    def get_sso_enabled(self) -> bool:
        """Whether single sign-on is used."""
        return self._get("enabled", False)

    def set_auto_provision_users_at_login_time(self, auto_provision: bool) -> Self:
        """Sets whether users are made when they first log in."""
        return self._set("autoProvisionUsersAtLoginTime", auto_provision)

    def get_auto_provision_users_at_login_time(self) -> bool:
        """Whether users are made when they first log in."""
        return self._get("autoProvisionUsersAtLoginTime", False)

    def set_auto_sync_users_at_login_time(self, auto_sync: bool) -> Self:
        """Sets whether users are brought up to date when they log in."""
        return self._set("autoSyncUsersAtLoginTime", auto_sync)

    def get_auto_sync_users_at_login_time(self) -> bool:
        """Whether users are brought up to date when they log in."""
        return self._get("autoSyncUsersAtLoginTime", False)

    def set_default_user_profile(self, default_profile: str) -> Self:
        """Sets profile of users for whom no group says another."""
        return self._set("defaultUserProfile", default_profile)

    def get_default_user_profile(self) -> str:
        """Profile of users for whom no group says another."""
        return self._get("defaultUserProfile", "")

    def set_group_profiles(self, group_profiles: list[dict[str, Any]]) -> Self:
        """Sets profiles by group."""
        return self._set("groupProfiles", group_profiles)

    def get_group_profiles(self) -> list[dict[str, Any]]:
        """Profiles by group."""
        return self._get("groupProfiles", [])
