"""Settings of Azure AD, now called Entra ID."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, cast

from dataikuapi.iam._document import WithAuthorizedGroups

if TYPE_CHECKING:
    from dataikuapi_rest.dicts import IamAzureADSettings


class AzureADSettings(WithAuthorizedGroups):
    """Settings of Azure AD, now called Entra ID, to be changed in place.

    Attributes:
        client: the client that made this object.
        azuread_settings: the settings as DSS keeps them.
    """

    def __init__(self, client: Any, azure_ad_settings: IamAzureADSettings) -> None:
        self.client = client
        self.azuread_settings = azure_ad_settings

    def _members(self) -> dict[str, Any]:
        return cast("dict[str, Any]", self.azuread_settings)

    def set_use_global_proxy(self, use_global_proxy: bool) -> Self:
        """Sets whether Azure is reached through the proxy."""
        return self._set("useGlobalProxy", use_global_proxy)

    def get_use_global_proxy(self) -> bool:
        """Whether Azure is reached through the proxy."""
        return self._get("useGlobalProxy", False)

    def set_credential_method(self, credential_method: str) -> Self:
        """Sets how DSS logs in there: `OAUTH2_SECRET` or `OAUTH2_CERT`."""
        return self._set("credentialMethod", credential_method)

    def get_credential_method(self) -> str:
        """How DSS logs in there: `OAUTH2_SECRET` or `OAUTH2_CERT`."""
        return self._get("credentialMethod", "")

    def set_credentials_client_id(self, credentials_client_id: str) -> Self:
        """Sets identifier of DSS there."""
        return self._set("credentialsClientId", credentials_client_id)

    def get_credentials_client_id(self) -> str:
        """Identifier of DSS there."""
        return self._get("credentialsClientId", "")

    def set_credentials_client_secret(self, credentials_client_secret: str) -> Self:
        """Sets secret of DSS there."""
        return self._set("credentialsClientSecret", credentials_client_secret)

    def get_credentials_client_secret(self) -> str:
        """Secret of DSS there."""
        return self._get("credentialsClientSecret", "")

    def set_credentials_tenant_id(self, credentials_tenant_id: str) -> Self:
        """Sets identifier of the tenant."""
        return self._set("credentialsTenantId", credentials_tenant_id)

    def get_credentials_tenant_id(self) -> str:
        """Identifier of the tenant."""
        return self._get("credentialsTenantId", "")

    def set_user_query_filter(self, user_query_filter: str) -> Self:
        """Sets filter that finds users."""
        return self._set("userQueryFilter", user_query_filter)

    def get_user_query_filter(self) -> str:
        """Filter that finds users."""
        return self._get("userQueryFilter", "")

    def set_group_query_filter(self, group_query_filter: str) -> Self:
        """Sets filter that finds groups."""
        return self._set("groupQueryFilter", group_query_filter)

    def get_group_query_filter(self) -> str:
        """Filter that finds groups."""
        return self._get("groupQueryFilter", "")

    def set_groups_limit(self, groups_limit: int) -> Self:
        """Sets how many groups are read at most."""
        return self._set("groupsLimit", groups_limit)

    def get_groups_limit(self) -> int:
        """How many groups are read at most."""
        return self._get("groupsLimit", 0)

    def set_enabled(self, enabled: bool) -> Self:
        """Sets whether Azure AD is used."""
        return self._set("enabled", enabled)

    def get_enabled(self) -> bool:
        """Whether Azure AD is used."""
        return self._get("enabled", False)

    def set_auto_provision_users_at_login_time(
        self, auto_provision_users_at_login_time: bool
    ) -> Self:
        """Sets whether users are made when they first log in."""
        return self._set("autoProvisionUsersAtLoginTime", auto_provision_users_at_login_time)

    def get_auto_provision_users_at_login_time(self) -> bool:
        """Whether users are made when they first log in."""
        return self._get("autoProvisionUsersAtLoginTime", False)

    def set_auto_sync_users_at_login_time(self, auto_sync_users_at_login_time: bool) -> Self:
        """Sets whether users are brought up to date when they log in."""
        return self._set("autoSyncUsersAtLoginTime", auto_sync_users_at_login_time)

    def get_auto_sync_users_at_login_time(self) -> bool:
        """Whether users are brought up to date when they log in."""
        return self._get("autoSyncUsersAtLoginTime", False)

    def set_allow_on_demand_users_sync(self, allow_on_demand_users_sync: bool) -> Self:
        """Sets whether administrators may bring users up to date."""
        return self._set("allowOnDemandUsersSync", allow_on_demand_users_sync)

    def get_allow_on_demand_users_sync(self) -> bool:
        """Whether administrators may bring users up to date."""
        return self._get("allowOnDemandUsersSync", False)

    def set_default_user_profile(self, default_user_profile: str) -> Self:
        """Sets profile of users for whom no group says another."""
        return self._set("defaultUserProfile", default_user_profile)

    def get_default_user_profile(self) -> str:
        """Profile of users for whom no group says another."""
        return self._get("defaultUserProfile", "")

    def set_group_profiles(self, group_profiles: list[dict[str, Any]]) -> Self:
        """Sets profiles by group."""
        return self._set("groupProfiles", group_profiles)

    def get_group_profiles(self) -> list[dict[str, Any]]:
        """Profiles by group."""
        return self._get("groupProfiles", [])

    def set_allow_on_demand_users_provisioning(
        self, allow_on_demand_users_provisioning: bool
    ) -> Self:
        """Sets whether administrators may make users of people found."""
        return self._set("allowOnDemandUsersProvisioning", allow_on_demand_users_provisioning)

    def get_allow_on_demand_users_provisioning(self) -> bool:
        """Whether administrators may make users of people found."""
        return self._get("allowOnDemandUsersProvisioning", False)

    def set_login_attribute_ref(self, login_attribute_ref: str) -> Self:
        """Sets attribute that holds the login."""
        return self._set("loginAttributeRef", login_attribute_ref)

    def get_login_attribute_ref(self) -> str:
        """Attribute that holds the login."""
        return self._get("loginAttributeRef", "")

    def set_remapping_rules(self, remapping_rules: list[dict[str, Any]]) -> Self:
        """Sets rules that make logins of names there."""
        return self._set("remappingRules", remapping_rules)

    def get_remapping_rules(self) -> list[dict[str, Any]]:
        """Rules that make logins of names there."""
        return self._get("remappingRules", [])
