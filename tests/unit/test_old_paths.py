"""Every class is found where scripts written for the incumbent import it from."""

from __future__ import annotations

import importlib

import pytest

PATHS = {
    "dataikuapi": "DSSClient DSSGroupImpersonationRule DSSUserImpersonationRule",
    "dataikuapi.discussion": "DSSDiscussion DSSDiscussionReply DSSObjectDiscussions",
    "dataikuapi.dss.admin": (
        "DSSAuthorizationMatrix DSSAutomationCodeEnvSettings DSSAutomationCodeEnvVersionSettings "
        "DSSCluster DSSClusterSettings DSSClusterStatus DSSCodeEnv DSSCodeEnvContainerConfsBearer "
        "DSSCodeEnvPackageListBearer DSSCodeEnvSettings DSSConnection "
        "DSSConnectionDetailsReadability DSSConnectionInfo DSSConnectionListItem "
        "DSSConnectionSettings DSSDesignCodeEnvSettings DSSGeneralSettings DSSGlobalApiKey "
        "DSSGlobalApiKeyDefinition DSSGlobalApiKeyListItem DSSGlobalUsageSummary DSSGroup "
        "DSSGroupImpersonationRule DSSGroupInfo DSSInstanceVariables DSSOwnUser "
        "DSSOwnUserSettings DSSPersonalApiKey DSSPersonalApiKeyListItem DSSUser DSSUserActivity "
        "DSSUserImpersonationRule DSSUserInfo DSSUserPreferences DSSUserSettings "
        "DSSUserSettingsBase"
    ),
    "dataikuapi.dss.apideployer": (
        "DSSAPIDeployer DSSAPIDeployerDeployment DSSAPIDeployerDeploymentOpenApi "
        "DSSAPIDeployerDeploymentSettings DSSAPIDeployerDeploymentStatus "
        "DSSAPIDeployerDeploymentUpdate DSSAPIDeployerDeploymentUpdateListItem "
        "DSSAPIDeployerInfra DSSAPIDeployerInfraSettings DSSAPIDeployerInfraStatus "
        "DSSAPIDeployerService DSSAPIDeployerServiceSettings DSSAPIDeployerServiceStatus"
    ),
    "dataikuapi.dss.app": (
        "DSSApp DSSAppInstance DSSAppListItem DSSAppManifest TemporaryDSSAppInstance"
    ),
    "dataikuapi.dss.discussion": "DSSDiscussion DSSDiscussionReply DSSObjectDiscussions",
    "dataikuapi.dss.future": "DSSFuture",
    "dataikuapi.dss.meaning": "DSSMeaning",
    "dataikuapi.dss.notebook": "DSSNotebook",
    "dataikuapi.dss.plugin": (
        "DSSMissingType DSSPlugin DSSPluginParameterSet DSSPluginParameterSetBase "
        "DSSPluginPreset DSSPluginProjectParameterSet DSSPluginProjectSettings "
        "DSSPluginSettings DSSPluginSettingsBase DSSPluginUsage DSSPluginUsages "
        "DSSPluginUsagesListItem"
    ),
    "dataikuapi.dss.project": "DSSPlugin DSSProject DSSProjectSettings",
    "dataikuapi.dss.projectfolder": "DSSProjectFolder DSSProjectFolderSettings",
    "dataikuapi.dss.sqlquery": "DSSSQLQuery",
    "dataikuapi.dss.utils": "DSSInfoMessage DSSInfoMessages DSSTaggableObjectListItem",
    "dataikuapi.dssclient": "DSSClient DSSInstanceInfo TemporaryImportHandle",
    "dataikuapi.utils": "CallableStr DataikuException",
}


@pytest.mark.parametrize(
    ("module", "name"),
    [(module, name) for module, names in PATHS.items() for name in names.split()],
)
def test_class_is_found_at_its_old_path(module: str, name: str) -> None:
    found = getattr(importlib.import_module(module), name)
    assert found.__name__ == name
    assert name in dir(importlib.import_module(module))
