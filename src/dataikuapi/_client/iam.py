# Derived by `tox -e generate` from src/dataikuapi/aio/_client/iam.py. Do not edit.
"""Settings of single sign-on, LDAP and Azure AD."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataikuapi._client.base import CallsBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.iam.settings import (
        DSSAzureADSettings,
        DSSLDAPSettings,
        DSSSSOSettings,
    )


class IamCalls(CallsBase):
    """Client methods for identity providers."""

    def get_sso_settings(self) -> DSSSSOSettings:
        """Reads the settings of single sign-on. Needs an administrator's key.

        Operation: `iam_get_sso_settings`.

        Returns:
            The settings; their `save` makes changes effective.

        Raises:
            DSSForbidden: the key is no administrator's.
        """
        from dataikuapi.iam.settings import DSSSSOSettings

        settings = self.rest.json(api.iam.iam_get_sso_settings.build_request())
        return DSSSSOSettings(self._client, settings)

    def get_ldap_settings(self) -> DSSLDAPSettings:
        """Reads the settings of LDAP. Needs an administrator's key.

        Operation: `iam_get_ldap_settings`.

        Returns:
            The settings; their `save` makes changes effective.

        Raises:
            DSSForbidden: the key is no administrator's.
        """
        from dataikuapi.iam.settings import DSSLDAPSettings

        settings = self.rest.json(api.iam.iam_get_ldap_settings.build_request())
        return DSSLDAPSettings(self._client, settings)

    def get_azure_ad_settings(self) -> DSSAzureADSettings:
        """Reads the settings of Azure AD, now called Entra ID. Needs an administrator's key.

        Operation: `iam_get_azure_ad_settings`.

        Returns:
            The settings; their `save` makes changes effective.

        Raises:
            DSSForbidden: the key is no administrator's.
        """
        from dataikuapi.iam.settings import DSSAzureADSettings

        settings = self.rest.json(api.iam.iam_get_azure_ad_settings.build_request())
        return DSSAzureADSettings(self._client, settings)
