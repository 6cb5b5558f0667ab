"""Settings of single sign-on, LDAP and Azure AD."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataikuapi.aio._client.base import AsyncCallsBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.iam.settings import (
        AsyncDSSAzureADSettings,
        AsyncDSSLDAPSettings,
        AsyncDSSSSOSettings,
    )


class AsyncIamCalls(AsyncCallsBase):
    """Client methods for identity providers."""

    async def get_sso_settings(self) -> AsyncDSSSSOSettings:
        """Reads the settings of single sign-on. Needs an administrator's key.

        Operation: `iam_get_sso_settings`.

        Returns:
            The settings; their `save` makes changes effective.

        Raises:
            DSSForbidden: the key is no administrator's.
        """
        from dataikuapi.aio.iam.settings import AsyncDSSSSOSettings

        settings = await self.rest.json(api.iam.iam_get_sso_settings.build_request())
        return AsyncDSSSSOSettings(self._client, settings)

    async def get_ldap_settings(self) -> AsyncDSSLDAPSettings:
        """Reads the settings of LDAP. Needs an administrator's key.

        Operation: `iam_get_ldap_settings`.

        Returns:
            The settings; their `save` makes changes effective.

        Raises:
            DSSForbidden: the key is no administrator's.
        """
        from dataikuapi.aio.iam.settings import AsyncDSSLDAPSettings

        settings = await self.rest.json(api.iam.iam_get_ldap_settings.build_request())
        return AsyncDSSLDAPSettings(self._client, settings)

    async def get_azure_ad_settings(self) -> AsyncDSSAzureADSettings:
        """Reads the settings of Azure AD, now called Entra ID. Needs an administrator's key.

        Operation: `iam_get_azure_ad_settings`.

        Returns:
            The settings; their `save` makes changes effective.

        Raises:
            DSSForbidden: the key is no administrator's.
        """
        from dataikuapi.aio.iam.settings import AsyncDSSAzureADSettings

        settings = await self.rest.json(api.iam.iam_get_azure_ad_settings.build_request())
        return AsyncDSSAzureADSettings(self._client, settings)
