"""Import path of the administration classes, each of which has a module of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataikuapi._lazy import lazy

if TYPE_CHECKING:
    from dataikuapi.aio.dss.apikey import AsyncDSSGlobalApiKey as AsyncDSSGlobalApiKey
    from dataikuapi.aio.dss.apikey import (
        AsyncDSSGlobalApiKeyDefinition as AsyncDSSGlobalApiKeyDefinition,
    )
    from dataikuapi.aio.dss.apikey import (
        AsyncDSSGlobalApiKeyListItem as AsyncDSSGlobalApiKeyListItem,
    )
    from dataikuapi.aio.dss.apikey import AsyncDSSPersonalApiKey as AsyncDSSPersonalApiKey
    from dataikuapi.aio.dss.apikey import (
        AsyncDSSPersonalApiKeyListItem as AsyncDSSPersonalApiKeyListItem,
    )
    from dataikuapi.aio.dss.cluster import AsyncDSSCluster as AsyncDSSCluster
    from dataikuapi.aio.dss.cluster import AsyncDSSClusterSettings as AsyncDSSClusterSettings
    from dataikuapi.aio.dss.cluster import AsyncDSSClusterStatus as AsyncDSSClusterStatus
    from dataikuapi.aio.dss.codeenv import AsyncDSSCodeEnv as AsyncDSSCodeEnv
    from dataikuapi.aio.dss.codeenvsettings import (
        AsyncDSSAutomationCodeEnvSettings as AsyncDSSAutomationCodeEnvSettings,
    )
    from dataikuapi.aio.dss.codeenvsettings import (
        AsyncDSSCodeEnvSettings as AsyncDSSCodeEnvSettings,
    )
    from dataikuapi.aio.dss.codeenvsettings import (
        AsyncDSSDesignCodeEnvSettings as AsyncDSSDesignCodeEnvSettings,
    )
    from dataikuapi.aio.dss.codestudiotemplate import (
        AsyncDSSCodeStudioTemplate as AsyncDSSCodeStudioTemplate,
    )
    from dataikuapi.aio.dss.codestudiotemplate import (
        AsyncDSSCodeStudioTemplateListItem as AsyncDSSCodeStudioTemplateListItem,
    )
    from dataikuapi.aio.dss.codestudiotemplate import (
        AsyncDSSCodeStudioTemplateSettings as AsyncDSSCodeStudioTemplateSettings,
    )
    from dataikuapi.aio.dss.connection import AsyncDSSConnection as AsyncDSSConnection
    from dataikuapi.aio.dss.connection import (
        AsyncDSSConnectionListItem as AsyncDSSConnectionListItem,
    )
    from dataikuapi.aio.dss.connection import (
        AsyncDSSConnectionSettings as AsyncDSSConnectionSettings,
    )
    from dataikuapi.aio.dss.generalsettings import (
        AsyncDSSGeneralSettings as AsyncDSSGeneralSettings,
    )
    from dataikuapi.aio.dss.group import AsyncDSSGroup as AsyncDSSGroup
    from dataikuapi.aio.dss.instancevariables import (
        AsyncDSSInstanceVariables as AsyncDSSInstanceVariables,
    )
    from dataikuapi.aio.dss.user import AsyncDSSOwnUser as AsyncDSSOwnUser
    from dataikuapi.aio.dss.user import AsyncDSSUser as AsyncDSSUser
    from dataikuapi.aio.dss.usersettings import AsyncDSSOwnUserSettings as AsyncDSSOwnUserSettings
    from dataikuapi.aio.dss.usersettings import AsyncDSSUserSettings as AsyncDSSUserSettings
    from dataikuapi.dss.codeenvspec import (
        DSSAutomationCodeEnvVersionSettings as DSSAutomationCodeEnvVersionSettings,
    )
    from dataikuapi.dss.codeenvspec import (
        DSSCodeEnvContainerConfsBearer as DSSCodeEnvContainerConfsBearer,
    )
    from dataikuapi.dss.codeenvspec import (
        DSSCodeEnvPackageListBearer as DSSCodeEnvPackageListBearer,
    )
    from dataikuapi.dss.connectioninfo import (
        DSSConnectionDetailsReadability as DSSConnectionDetailsReadability,
    )
    from dataikuapi.dss.connectioninfo import DSSConnectionInfo as DSSConnectionInfo
    from dataikuapi.dss.impersonation import DSSGroupImpersonationRule as DSSGroupImpersonationRule
    from dataikuapi.dss.impersonation import DSSUserImpersonationRule as DSSUserImpersonationRule
    from dataikuapi.dss.instanceinfo import DSSGlobalUsageSummary as DSSGlobalUsageSummary
    from dataikuapi.dss.userinfo import DSSAuthorizationMatrix as DSSAuthorizationMatrix
    from dataikuapi.dss.userinfo import DSSGroupInfo as DSSGroupInfo
    from dataikuapi.dss.userinfo import DSSUserActivity as DSSUserActivity
    from dataikuapi.dss.userinfo import DSSUserInfo as DSSUserInfo
    from dataikuapi.dss.userpreferences import DSSUserPreferences as DSSUserPreferences
    from dataikuapi.dss.userpreferences import DSSUserSettingsBase as DSSUserSettingsBase

_CLASSES = {
    "dataikuapi.aio.dss.apikey": (
        "AsyncDSSGlobalApiKey",
        "AsyncDSSGlobalApiKeyDefinition",
        "AsyncDSSGlobalApiKeyListItem",
        "AsyncDSSPersonalApiKey",
        "AsyncDSSPersonalApiKeyListItem",
    ),
    "dataikuapi.aio.dss.cluster": (
        "AsyncDSSCluster",
        "AsyncDSSClusterSettings",
        "AsyncDSSClusterStatus",
    ),
    "dataikuapi.aio.dss.codeenv": ("AsyncDSSCodeEnv",),
    "dataikuapi.aio.dss.codeenvsettings": (
        "AsyncDSSAutomationCodeEnvSettings",
        "AsyncDSSCodeEnvSettings",
        "AsyncDSSDesignCodeEnvSettings",
    ),
    "dataikuapi.aio.dss.codestudiotemplate": (
        "AsyncDSSCodeStudioTemplate",
        "AsyncDSSCodeStudioTemplateListItem",
        "AsyncDSSCodeStudioTemplateSettings",
    ),
    "dataikuapi.aio.dss.connection": (
        "AsyncDSSConnection",
        "AsyncDSSConnectionListItem",
        "AsyncDSSConnectionSettings",
    ),
    "dataikuapi.aio.dss.generalsettings": ("AsyncDSSGeneralSettings",),
    "dataikuapi.aio.dss.group": ("AsyncDSSGroup",),
    "dataikuapi.aio.dss.instancevariables": ("AsyncDSSInstanceVariables",),
    "dataikuapi.aio.dss.user": (
        "AsyncDSSOwnUser",
        "AsyncDSSUser",
    ),
    "dataikuapi.aio.dss.usersettings": (
        "AsyncDSSOwnUserSettings",
        "AsyncDSSUserSettings",
    ),
    "dataikuapi.dss.codeenvspec": (
        "DSSAutomationCodeEnvVersionSettings",
        "DSSCodeEnvContainerConfsBearer",
        "DSSCodeEnvPackageListBearer",
    ),
    "dataikuapi.dss.connectioninfo": (
        "DSSConnectionDetailsReadability",
        "DSSConnectionInfo",
    ),
    "dataikuapi.dss.impersonation": (
        "DSSGroupImpersonationRule",
        "DSSUserImpersonationRule",
    ),
    "dataikuapi.dss.instanceinfo": ("DSSGlobalUsageSummary",),
    "dataikuapi.dss.userinfo": (
        "DSSAuthorizationMatrix",
        "DSSGroupInfo",
        "DSSUserActivity",
        "DSSUserInfo",
    ),
    "dataikuapi.dss.userpreferences": (
        "DSSUserPreferences",
        "DSSUserSettingsBase",
    ),
}
if not TYPE_CHECKING:
    __getattr__, __dir__, __all__ = lazy(
        __name__, {name: module for module, names in _CLASSES.items() for name in names}
    )
