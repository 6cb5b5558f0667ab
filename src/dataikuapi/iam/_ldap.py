"""Settings of LDAP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, cast

from dataikuapi.iam._document import WithAuthorizedGroups

if TYPE_CHECKING:
    from dataikuapi_rest.dicts import IamLDAPSettings


class LDAPSettings(WithAuthorizedGroups):
    """Settings of LDAP, to be changed in place.

    Attributes:
        client: the client that made this object.
        ldap_settings: the settings as DSS keeps them.
    """

    def __init__(self, client: Any, ldap_settings: IamLDAPSettings) -> None:
        self.client = client
        self.ldap_settings = ldap_settings

    def _members(self) -> dict[str, Any]:
        return cast("dict[str, Any]", self.ldap_settings)

    def set_url(self, url: str) -> Self:
        """Sets URL of the server."""
        return self._set("url", url)

    def get_url(self) -> str:
        """URL of the server."""
        return self._get("url", "")

    def set_use_tls(self, use_tls: bool) -> Self:
        """Sets whether the connection is made safe with TLS."""
        return self._set("useTls", use_tls)

    def get_use_tls(self) -> bool:
        """Whether the connection is made safe with TLS."""
        return self._get("useTls", False)

    def set_bind_dn(self, bind_dn: str) -> Self:
        """Sets name as which DSS logs in there."""
        return self._set("bindDN", bind_dn)

    def get_bind_dn(self) -> str:
        """Name as which DSS logs in there."""
        return self._get("bindDN", "")

    def set_bind_password(self, bind_password: str) -> Self:
        """Sets password with which DSS logs in there."""
        return self._set("bindPassword", bind_password)

    def get_bind_password(self) -> str:
        """Password with which DSS logs in there."""
        return self._get("bindPassword", "")

    def set_user_filter(self, user_filter: str) -> Self:
        """Sets filter that finds a user."""
        return self._set("userFilter", user_filter)

    def get_user_filter(self) -> str:
        """Filter that finds a user."""
        return self._get("userFilter", "")

    def set_display_name_attribute(self, display_name_attribute: str) -> Self:
        """Sets attribute that holds the name that is shown."""
        return self._set("displayNameAttribute", display_name_attribute)

    def get_display_name_attribute(self) -> str:
        """Attribute that holds the name that is shown."""
        return self._get("displayNameAttribute", "")

    def set_email_attribute(self, email_attribute: str) -> Self:
        """Sets attribute that holds the mail address."""
        return self._set("emailAttribute", email_attribute)

    def get_email_attribute(self) -> str:
        """Attribute that holds the mail address."""
        return self._get("emailAttribute", "")

    def set_enable_groups(self, enable_groups: bool) -> Self:
        """Sets whether groups are taken from the server."""
        return self._set("enableGroups", enable_groups)

    def get_enable_groups(self) -> bool:
        """Whether groups are taken from the server."""
        return self._get("enableGroups", False)

    def set_group_filter(self, group_filter: str) -> Self:
        """Sets filter that finds the groups of a user."""
        return self._set("groupFilter", group_filter)

    def get_group_filter(self) -> str:
        """Filter that finds the groups of a user."""
        return self._get("groupFilter", "")

    def set_group_name_attribute(self, group_name_attribute: str) -> Self:
        """Sets attribute that holds the name of a group."""
        return self._set("groupNameAttribute", group_name_attribute)

    def get_group_name_attribute(self) -> str:
        """Attribute that holds the name of a group."""
        return self._get("groupNameAttribute", "")

    def set_enabled(self, enabled: bool) -> Self:
        """Sets whether LDAP is used."""
        return self._set("enabled", enabled)

    def get_enabled(self) -> bool:
        """Whether LDAP is used."""
        return self._get("enabled", False)

    def set_auto_import_users(self, auto_import_users: bool) -> Self:
        """Sets whether users are made when they first log in."""
        return self._set("autoImportUsers", auto_import_users)

    def get_auto_import_users(self) -> bool:
        """Whether users are made when they first log in."""
        return self._get("autoImportUsers", False)

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

    def set_authentication_enabled(self, authentication_enabled: bool) -> Self:
        """Sets whether users log in with their password there."""
        return self._set("authenticationEnabled", authentication_enabled)

    def get_authentication_enabled(self) -> bool:
        """Whether users log in with their password there."""
        return self._get("authenticationEnabled", False)

    def set_all_groups_filter(self, all_groups_filter: str) -> Self:
        """Sets filter that finds all groups."""
        return self._set("allGroupsFilter", all_groups_filter)

    def get_all_groups_filter(self) -> str:
        """Filter that finds all groups."""
        return self._get("allGroupsFilter", "")

    def set_all_users_filter(self, all_users_filter: str) -> Self:
        """Sets filter that finds all users."""
        return self._set("allUsersFilter", all_users_filter)

    def get_all_users_filter(self) -> str:
        """Filter that finds all users."""
        return self._get("allUsersFilter", "")

    def set_username_attribute(self, username_attribute: str) -> Self:
        """Sets attribute that holds the login."""
        return self._set("usernameAttribute", username_attribute)

    def get_username_attribute(self) -> str:
        """Attribute that holds the login."""
        return self._get("usernameAttribute", "")

    def set_group_membership_attribute(self, group_membership_attribute: str) -> Self:
        """Sets attribute of a group that names its members."""
        return self._set("groupMembershipAttribute", group_membership_attribute)

    def get_group_membership_attribute(self) -> str:
        """Attribute of a group that names its members."""
        return self._get("groupMembershipAttribute", "")

    def set_allow_on_demand_users_provisioning(
        self, allow_on_demand_users_provisioning: bool
    ) -> Self:
        """Sets whether administrators may make users of people found."""
        return self._set("allowOnDemandUsersProvisioning", allow_on_demand_users_provisioning)

    def get_allow_on_demand_users_provisioning(self) -> bool:
        """Whether administrators may make users of people found."""
        return self._get("allowOnDemandUsersProvisioning", False)

    def set_group_membership_user_attribute(self, group_membership_user_attribute: str) -> Self:
        """Sets attribute of a user by which groups name members."""
        return self._set("groupMembershipUserAttribute", group_membership_user_attribute)

    def get_group_membership_user_attribute(self) -> str:
        """Attribute of a user by which groups name members."""
        return self._get("groupMembershipUserAttribute", "")

    def set_remapping_rules(self, remapping_rules: list[dict[str, Any]]) -> Self:
        """Sets rules that make logins of names there."""
        return self._set("remappingRules", remapping_rules)

    def get_remapping_rules(self) -> list[dict[str, Any]]:
        """Rules that make logins of names there."""
        return self._get("remappingRules", [])
