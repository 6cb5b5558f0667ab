# Derived by `tox -e generate` from src/dataikuapi/aio/iam/settings.py. Do not edit.
"""Settings of single sign-on, LDAP and Azure AD, that are saved to a DSS instance."""

from __future__ import annotations

from dataikuapi.iam._azure import AzureADSettings as AzureADSettings
from dataikuapi.iam._document import UserRemappingRule as UserRemappingRule
from dataikuapi.iam._ldap import LDAPSettings as LDAPSettings
from dataikuapi.iam._params import OpenIDParams as OpenIDParams
from dataikuapi.iam._params import SAMLSPParams as SAMLSPParams
from dataikuapi.iam._params import SPNEGOMode as SPNEGOMode
from dataikuapi.iam._params import SSOProtocol as SSOProtocol
from dataikuapi.iam._params import TokenEndpointAuthMethod as TokenEndpointAuthMethod
from dataikuapi.iam._sso import SSOSettings as SSOSettings
from dataikuapi_rest import api


class DSSSSOSettings(SSOSettings):
    """Settings of single sign-on. Get it from :meth:`DSSClient.get_sso_settings`.

    Example:
        settings = client.get_sso_settings()
        settings.set_protocol(SSOProtocol.OPENID).get_openid_params().set_client_id("dss")
        settings.save()
    """

    def save(self) -> None:
        """Saves the settings. Needs an administrator's key.

        Operation: `iam_update_sso_settings`.

        Raises:
            DSSForbidden: the key is no administrator's.
        """
        request = api.iam.iam_update_sso_settings.build_request(body=self._to_save())
        self.client.rest.empty(request)


class DSSLDAPSettings(LDAPSettings):
    """Settings of LDAP. Get it from :meth:`DSSClient.get_ldap_settings`."""

    def save(self) -> None:
        """Saves the settings. Needs an administrator's key.

        Operation: `iam_update_ldap_settings`.

        Raises:
            DSSForbidden: the key is no administrator's.
        """
        request = api.iam.iam_update_ldap_settings.build_request(body=self.ldap_settings)
        self.client.rest.empty(request)


class DSSAzureADSettings(AzureADSettings):
    """Settings of Azure AD. Get it from :meth:`DSSClient.get_azure_ad_settings`."""

    def save(self) -> None:
        """Saves the settings. Needs an administrator's key.

        Operation: `iam_update_azure_ad_settings`.

        Raises:
            DSSForbidden: the key is no administrator's.
        """
        request = api.iam.iam_update_azure_ad_settings.build_request(body=self.azuread_settings)
        self.client.rest.empty(request)
