# Derived by `tox -e generate` from src/dataikuapi/aio/dss/admin.py. Do not edit.
"""Import path of the administration classes, each of which has a module of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataikuapi._lazy import lazy

if TYPE_CHECKING:
    from dataikuapi.dss.apikey import DSSGlobalApiKey as DSSGlobalApiKey
    from dataikuapi.dss.apikey import (
        DSSGlobalApiKeyDefinition as DSSGlobalApiKeyDefinition,
    )
    from dataikuapi.dss.apikey import (
        DSSGlobalApiKeyListItem as DSSGlobalApiKeyListItem,
    )
    from dataikuapi.dss.apikey import DSSPersonalApiKey as DSSPersonalApiKey
    from dataikuapi.dss.apikey import (
        DSSPersonalApiKeyListItem as DSSPersonalApiKeyListItem,
    )
    from dataikuapi.dss.cluster import DSSCluster as DSSCluster
    from dataikuapi.dss.cluster import DSSClusterSettings as DSSClusterSettings
    from dataikuapi.dss.cluster import DSSClusterStatus as DSSClusterStatus
    from dataikuapi.dss.codeenv import DSSCodeEnv as DSSCodeEnv
    from dataikuapi.dss.codeenvsettings import (
        DSSAutomationCodeEnvSettings as DSSAutomationCodeEnvSettings,
    )
    from dataikuapi.dss.codeenvsettings import (
        DSSCodeEnvSettings as DSSCodeEnvSettings,
    )
    from dataikuapi.dss.codeenvsettings import (
        DSSDesignCodeEnvSettings as DSSDesignCodeEnvSettings,
    )
    from dataikuapi.dss.codeenvspec import (
        DSSAutomationCodeEnvVersionSettings as DSSAutomationCodeEnvVersionSettings,
    )
    from dataikuapi.dss.codeenvspec import (
        DSSCodeEnvContainerConfsBearer as DSSCodeEnvContainerConfsBearer,
    )
    from dataikuapi.dss.codeenvspec import (
        DSSCodeEnvPackageListBearer as DSSCodeEnvPackageListBearer,
    )
    from dataikuapi.dss.codestudiotemplate import (
        DSSCodeStudioTemplate as DSSCodeStudioTemplate,
    )
    from dataikuapi.dss.codestudiotemplate import (
        DSSCodeStudioTemplateListItem as DSSCodeStudioTemplateListItem,
    )
    from dataikuapi.dss.codestudiotemplate import (
        DSSCodeStudioTemplateSettings as DSSCodeStudioTemplateSettings,
    )
    from dataikuapi.dss.connection import DSSConnection as DSSConnection
    from dataikuapi.dss.connection import (
        DSSConnectionListItem as DSSConnectionListItem,
    )
    from dataikuapi.dss.connection import (
        DSSConnectionSettings as DSSConnectionSettings,
    )
    from dataikuapi.dss.connectioninfo import (
        DSSConnectionDetailsReadability as DSSConnectionDetailsReadability,
    )
    from dataikuapi.dss.connectioninfo import DSSConnectionInfo as DSSConnectionInfo
    from dataikuapi.dss.generalsettings import (
        DSSGeneralSettings as DSSGeneralSettings,
    )
    from dataikuapi.dss.group import DSSGroup as DSSGroup
    from dataikuapi.dss.impersonation import DSSGroupImpersonationRule as DSSGroupImpersonationRule
    from dataikuapi.dss.impersonation import DSSUserImpersonationRule as DSSUserImpersonationRule
    from dataikuapi.dss.instanceinfo import DSSGlobalUsageSummary as DSSGlobalUsageSummary
    from dataikuapi.dss.instancevariables import (
        DSSInstanceVariables as DSSInstanceVariables,
    )
    from dataikuapi.dss.user import DSSOwnUser as DSSOwnUser
    from dataikuapi.dss.user import DSSUser as DSSUser
    from dataikuapi.dss.userinfo import DSSAuthorizationMatrix as DSSAuthorizationMatrix
    from dataikuapi.dss.userinfo import DSSGroupInfo as DSSGroupInfo
    from dataikuapi.dss.userinfo import DSSUserActivity as DSSUserActivity
    from dataikuapi.dss.userinfo import DSSUserInfo as DSSUserInfo
    from dataikuapi.dss.userpreferences import DSSUserPreferences as DSSUserPreferences
    from dataikuapi.dss.userpreferences import DSSUserSettingsBase as DSSUserSettingsBase
    from dataikuapi.dss.usersettings import DSSOwnUserSettings as DSSOwnUserSettings
    from dataikuapi.dss.usersettings import DSSUserSettings as DSSUserSettings

_CLASSES = {
    "dataikuapi.dss.apikey": (
        "DSSGlobalApiKey",
        "DSSGlobalApiKeyDefinition",
        "DSSGlobalApiKeyListItem",
        "DSSPersonalApiKey",
        "DSSPersonalApiKeyListItem",
    ),
    "dataikuapi.dss.cluster": (
        "DSSCluster",
        "DSSClusterSettings",
        "DSSClusterStatus",
    ),
    "dataikuapi.dss.codeenv": ("DSSCodeEnv",),
    "dataikuapi.dss.codeenvsettings": (
        "DSSAutomationCodeEnvSettings",
        "DSSCodeEnvSettings",
        "DSSDesignCodeEnvSettings",
    ),
    "dataikuapi.dss.codestudiotemplate": (
        "DSSCodeStudioTemplate",
        "DSSCodeStudioTemplateListItem",
        "DSSCodeStudioTemplateSettings",
    ),
    "dataikuapi.dss.connection": (
        "DSSConnection",
        "DSSConnectionListItem",
        "DSSConnectionSettings",
    ),
    "dataikuapi.dss.generalsettings": ("DSSGeneralSettings",),
    "dataikuapi.dss.group": ("DSSGroup",),
    "dataikuapi.dss.instancevariables": ("DSSInstanceVariables",),
    "dataikuapi.dss.user": (
        "DSSOwnUser",
        "DSSUser",
    ),
    "dataikuapi.dss.usersettings": (
        "DSSOwnUserSettings",
        "DSSUserSettings",
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
