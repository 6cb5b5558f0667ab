"""Settings of the protocols of single sign-on."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, Self

from dataikuapi.iam._document import SettingsDocument


class SSOProtocol(Enum):
    """Protocols of single sign-on."""

    SAML = "SAML"
    SPNEGO = "SPNEGO"
    OPENID = "OPENID"


class TokenEndpointAuthMethod(Enum):
    """How DSS proves who it is where it gets tokens."""

    CLIENT_SECRET_BASIC = "CLIENT_SECRET_BASIC"  # noqa: S105 - the name of a method
    CLIENT_SECRET_POST = "CLIENT_SECRET_POST"  # noqa: S105 - likewise


class SPNEGOMode(Enum):
    """How SPNEGO finds its credentials."""

    PREAUTH_KEYTAB = "PREAUTH_KEYTAB"
    CUSTOM_LOGIN_CONF = "CUSTOM_LOGIN_CONF"


class OpenIDParams(dict[str, Any], SettingsDocument):
    """Settings of OpenID Connect: a dict, with methods that give it back so that they chain."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)

    def _members(self) -> dict[str, Any]:
        return self

    def set_client_id(self, client_id: str) -> Self:
        """Sets identifier of DSS at the provider."""
        return self._set("clientId", client_id)

    def get_client_id(self) -> str | None:
        """Identifier of DSS at the provider."""
        return self._get("clientId")

    def set_client_secret(self, client_secret: str) -> Self:
        """Sets secret of DSS at the provider."""
        return self._set("clientSecret", client_secret)

    def get_client_secret(self) -> str | None:
        """Secret of DSS at the provider."""
        return self._get("clientSecret")

    def set_scope(self, scope: str) -> Self:
        """Sets scopes to ask for, separated by spaces."""
        return self._set("scope", scope)

    def get_scope(self) -> str | None:
        """Scopes to ask for, separated by spaces."""
        return self._get("scope")

    def set_issuer(self, issuer: str) -> Self:
        """Sets issuer of the tokens."""
        return self._set("issuer", issuer)

    def get_issuer(self) -> str | None:
        """Issuer of the tokens."""
        return self._get("issuer")

    def set_authorization_endpoint(self, authorization_endpoint: str) -> Self:
        """Sets URL where users log in."""
        return self._set("authorizationEndpoint", authorization_endpoint)

    def get_authorization_endpoint(self) -> str | None:
        """URL where users log in."""
        return self._get("authorizationEndpoint")

    def set_token_endpoint(self, token_endpoint: str) -> Self:
        """Sets URL where tokens are got."""
        return self._set("tokenEndpoint", token_endpoint)

    def get_token_endpoint(self) -> str | None:
        """URL where tokens are got."""
        return self._get("tokenEndpoint")

    def set_jwks_uri(self, jwks_uri: str) -> Self:
        """Sets URL of the provider's public keys."""
        return self._set("jwksUri", jwks_uri)

    def get_jwks_uri(self) -> str | None:
        """URL of the provider's public keys."""
        return self._get("jwksUri")

    def set_claim_key_identifier(self, claim_key_identifier: str) -> Self:
        """Sets claim that holds the login."""
        return self._set("claimKeyIdentifier", claim_key_identifier)

    def get_claim_key_identifier(self) -> str | None:
        """Claim that holds the login."""
        return self._get("claimKeyIdentifier")

    def set_claim_key_display_name(self, claim_key_display_name: str) -> Self:
        """Sets claim that holds the name that is shown."""
        return self._set("claimKeyDisplayName", claim_key_display_name)

    def get_claim_key_display_name(self) -> str | None:
        """Claim that holds the name that is shown."""
        return self._get("claimKeyDisplayName")

    def set_claim_key_email(self, claim_key_email: str) -> Self:
        """Sets claim that holds the mail address."""
        return self._set("claimKeyEmail", claim_key_email)

    def get_claim_key_email(self) -> str | None:
        """Claim that holds the mail address."""
        return self._get("claimKeyEmail")

    def set_lowercase_identifier(self, lowercase_identifier: bool) -> Self:
        """Sets whether logins are put in lower case."""
        return self._set("lowercaseIdentifier", lowercase_identifier)

    def get_lowercase_identifier(self) -> bool | None:
        """Whether logins are put in lower case."""
        return self._get("lowercaseIdentifier")

    def set_enable_groups(self, enable_groups: bool) -> Self:
        """Sets whether groups are taken from a claim."""
        return self._set("enableGroups", enable_groups)

    def get_enable_groups(self) -> bool | None:
        """Whether groups are taken from a claim."""
        return self._get("enableGroups")

    def set_claim_key_groups(self, claim_key_groups: str) -> Self:
        """Sets claim that holds the groups."""
        return self._set("claimKeyGroups", claim_key_groups)

    def get_claim_key_groups(self) -> str | None:
        """Claim that holds the groups."""
        return self._get("claimKeyGroups")

    def set_use_global_proxy(self, use_global_proxy: bool) -> Self:
        """Sets whether the provider is reached through the proxy."""
        return self._set("useGlobalProxy", use_global_proxy)

    def get_use_global_proxy(self) -> bool | None:
        """Whether the provider is reached through the proxy."""
        return self._get("useGlobalProxy")

    def set_use_pkce(self, use_pkce: bool) -> Self:
        """Sets whether PKCE is used."""
        return self._set("usePKCE", use_pkce)

    def get_use_pkce(self) -> bool | None:
        """Whether PKCE is used."""
        return self._get("usePKCE")

    def set_token_endpoint_auth_method(
        self, token_endpoint_auth_method: TokenEndpointAuthMethod
    ) -> Self:
        """Sets how DSS proves who it is where it gets tokens."""
        method = member_of(
            TokenEndpointAuthMethod, "token_endpoint_auth_method", token_endpoint_auth_method
        )
        return self._set("tokenEndpointAuthMethod", method)

    def get_token_endpoint_auth_method(self) -> TokenEndpointAuthMethod:
        """How DSS proves who it is where it gets tokens."""
        return TokenEndpointAuthMethod(self._get("tokenEndpointAuthMethod"))


class SAMLSPParams(dict[str, Any], SettingsDocument):
    """Settings of SAML: a dict, with methods that give it back so that they chain."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)

    def _members(self) -> dict[str, Any]:
        return self

    def set_sign_requests(self, sign_requests: bool) -> Self:
        """Sets whether requests are signed."""
        return self._set("signRequests", sign_requests)

    def get_sign_requests(self) -> bool | None:
        """Whether requests are signed."""
        return self._get("signRequests")

    def set_display_name_attribute(self, display_name_attribute: str) -> Self:
        """Sets attribute that holds the name that is shown."""
        return self._set("displayNameAttribute", display_name_attribute)

    def get_display_name_attribute(self) -> str | None:
        """Attribute that holds the name that is shown."""
        return self._get("displayNameAttribute")

    def set_email_attribute(self, email_attribute: str) -> Self:
        """Sets attribute that holds the mail address."""
        return self._set("emailAttribute", email_attribute)

    def get_email_attribute(self) -> str | None:
        """Attribute that holds the mail address."""
        return self._get("emailAttribute")

    def set_enable_groups(self, enable_groups: bool) -> Self:
        """Sets whether groups are taken from an attribute."""
        return self._set("enableGroups", enable_groups)

    def get_enable_groups(self) -> bool | None:
        """Whether groups are taken from an attribute."""
        return self._get("enableGroups")

    def set_groups_attribute(self, groups_attribute: str) -> Self:
        """Sets attribute that holds the groups."""
        return self._set("groupsAttribute", groups_attribute)

    def get_groups_attribute(self) -> str | None:
        """Attribute that holds the groups."""
        return self._get("groupsAttribute")


def member_of(kind: type[Enum], name: str, value: Any) -> str:
    """The text that DSS keeps for a member of an enumeration.

    Args:
        kind: the enumeration.
        name: name of the argument, for the message.
        value: what the caller gave.

    Returns:
        The text.

    Raises:
        ValueError: it is no member.
    """
    if not isinstance(value, kind):
        known = ", ".join(str(member) for member in kind)
        # Not a TypeError: what is wrong is the value, and scripts expect this.
        raise ValueError(f"{name} must be one of {known}")  # noqa: TRY004
    return value.value
