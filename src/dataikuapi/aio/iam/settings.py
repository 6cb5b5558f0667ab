"""Settings of single sign-on, LDAP and Azure AD, that are saved to a DSS instance."""

from __future__ import annotations

from dataikuapi.iam._azure import AzureADSettings
from dataikuapi.iam._document import UserRemappingRule
from dataikuapi.iam._ldap import LDAPSettings
from dataikuapi.iam._params import (
    OpenIDParams,
    SAMLSPParams,
    SPNEGOMode,
    SSOProtocol,
    TokenEndpointAuthMethod,
)
from dataikuapi.iam._sso import SSOSettings
from dataikuapi_rest import api

__all__ = [
    "AsyncDSSAzureADSettings",
    "AsyncDSSLDAPSettings",
    "AsyncDSSSSOSettings",
    "AzureADSettings",
    "LDAPSettings",
    "OpenIDParams",
    "SAMLSPParams",
    "SPNEGOMode",
    "SSOProtocol",
    "SSOSettings",
    "TokenEndpointAuthMethod",
    "UserRemappingRule",
]


class AsyncDSSSSOSettings(SSOSettings):
    """Settings of single sign-on. Get it from :meth:`AsyncDSSClient.get_sso_settings`.

    Example:
        settings = await client.get_sso_settings()
        settings.set_protocol(SSOProtocol.OPENID).get_openid_params().set_client_id("dss")
        await settings.save()
    """

    async def save(self) -> None:
        """Saves the settings. Needs an administrator's key.

        Operation: `iam_update_sso_settings`.

        Raises:
            DSSForbidden: the key is no administrator's.
        """
        request = api.iam.iam_update_sso_settings.build_request(body=self._to_save())
        await self.client.rest.empty(request)


class AsyncDSSLDAPSettings(LDAPSettings):
    """Settings of LDAP. Get it from :meth:`AsyncDSSClient.get_ldap_settings`."""

    async def save(self) -> None:
        """Saves the settings. Needs an administrator's key.

        Operation: `iam_update_ldap_settings`.

        Raises:
            DSSForbidden: the key is no administrator's.
        """
        request = api.iam.iam_update_ldap_settings.build_request(body=self.ldap_settings)
        await self.client.rest.empty(request)


class AsyncDSSAzureADSettings(AzureADSettings):
    """Settings of Azure AD. Get it from :meth:`AsyncDSSClient.get_azure_ad_settings`."""

    async def save(self) -> None:
        """Saves the settings. Needs an administrator's key.

        Operation: `iam_update_azure_ad_settings`.

        Raises:
            DSSForbidden: the key is no administrator's.
        """
        request = api.iam.iam_update_azure_ad_settings.build_request(body=self.azuread_settings)
        await self.client.rest.empty(request)
