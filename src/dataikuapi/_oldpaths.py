"""Classes at import paths where the incumbent had them only because it used them there.

Scripts write `from dataikuapi.dssclient import DSSProject`; the class is defined elsewhere.
"""

from __future__ import annotations

import re

# Modules that define classes, and the classes that other modules offered as well.
_HOMES = {
    "dataikuapi.dss.admin": (
        "DSSAuthorizationMatrix DSSCluster DSSCodeEnv DSSCodeStudioTemplate "
        "DSSCodeStudioTemplateListItem DSSConnection DSSConnectionListItem DSSGeneralSettings "
        "DSSGlobalApiKey DSSGlobalApiKeyListItem DSSGlobalUsageSummary DSSGroup DSSGroupInfo "
        "DSSInstanceVariables DSSOwnUser DSSPersonalApiKey DSSPersonalApiKeyListItem DSSUser "
        "DSSUserActivity DSSUserInfo"
    ),
    "dataikuapi.dss.analysis": "DSSAnalysis",
    "dataikuapi.dss.apideployer": "DSSAPIDeployer",
    "dataikuapi.dss.apiservice": "DSSAPIService DSSAPIServiceListItem",
    "dataikuapi.dss.app": "DSSApp DSSAppListItem DSSAppManifest",
    "dataikuapi.dss.businessapp": "DSSBusinessApp DSSBusinessAppListItem",
    "dataikuapi.dss.codestudio": "DSSCodeStudioObject DSSCodeStudioObjectListItem",
    "dataikuapi.dss.continuousactivity": "DSSContinuousActivity",
    "dataikuapi.dss.dashboard": "DSSDashboard DSSDashboardListItem",
    "dataikuapi.dss.data_directories_footprint": "DSSDataDirectoriesFootprint",
    "dataikuapi.dss.data_quality": "DSSDataQualityRuleSet",
    "dataikuapi.dss.dataset": "DSSDataset DSSDatasetListItem DSSManagedDatasetCreationHelper",
    "dataikuapi.dss.discussion": "DSSObjectDiscussions",
    "dataikuapi.dss.drift": "DataDriftResult DriftResult",
    "dataikuapi.dss.evaluationcomparison": "DSSEvaluationComparison",
    "dataikuapi.dss.evaluationstore": "DSSEvaluationStore",
    "dataikuapi.dss.feature_store": "DSSFeatureStore",
    "dataikuapi.dss.flow": "DSSProjectFlow",
    "dataikuapi.dss.future": "DSSFuture",
    "dataikuapi.dss.insight": "DSSInsight DSSInsightListItem",
    "dataikuapi.dss.job": "DSSJob DSSJobListItem DSSJobWaiter",
    "dataikuapi.dss.jupyternotebook": "DSSJupyterNotebook DSSJupyterNotebookListItem",
    "dataikuapi.dss.labeling_task": "DSSLabelingTask",
    "dataikuapi.dss.local_model": "DSSLocalModel",
    "dataikuapi.dss.macro": "DSSMacro",
    "dataikuapi.dss.managedfolder": "DSSManagedFolder",
    "dataikuapi.dss.meaning": "DSSMeaning",
    "dataikuapi.dss.messaging_channel": (
        "AWSSESMailMessagingChannelCreator DSSMailMessagingChannel DSSMessagingChannel "
        "DSSMessagingChannelListItem GoogleChatMessagingChannelCreator "
        "MSTeamsMessagingChannelCreator MicrosoftGraphMailMessagingChannelCreator "
        "SMTPMessagingChannelCreator ShellMessagingChannelCreator "
        "SlackMessagingChannelCreator TwilioMessagingChannelCreator"
    ),
    "dataikuapi.dss.metrics": "ComputedMetrics",
    "dataikuapi.dss.ml": (
        "DSSMLTask DSSMLTaskQueues DSSTrainedClusteringModelDetails "
        "DSSTrainedMultiTargetPredictionModelDetails DSSTrainedPredictionModelDetails "
        "DSSTrainedTimeseriesForecastingModelDetails"
    ),
    "dataikuapi.dss.mlflow": "DSSMLflowExtension",
    "dataikuapi.dss.modelcomparison": "DSSModelComparison",
    "dataikuapi.dss.modelevaluationstore": "DSSModelEvaluationStore",
    "dataikuapi.dss.notebook": "DSSNotebook",
    "dataikuapi.dss.plugin": "DSSPlugin DSSPluginUsagesListItem",
    "dataikuapi.dss.project": "DSSProject",
    "dataikuapi.dss.projectdeployer": "DSSProjectDeployer",
    "dataikuapi.dss.projectfolder": "DSSProjectFolder",
    "dataikuapi.dss.projectlibrary": "DSSLibrary",
    "dataikuapi.dss.recipe": "DSSRecipe DSSRecipeDefinitionAndPayload DSSRecipeListItem",
    "dataikuapi.dss.savedmodel": "DSSSavedModel ExternalModelVersionHandler",
    "dataikuapi.dss.scenario": "DSSScenario DSSScenarioListItem DSSTestingStatus",
    "dataikuapi.dss.sqlnotebook": "DSSSQLNotebook DSSSQLNotebookListItem",
    "dataikuapi.dss.sqlquery": "DSSSQLQuery",
    "dataikuapi.dss.statistics": "DSSStatisticsWorksheet",
    "dataikuapi.dss.streaming_endpoint": (
        "DSSManagedStreamingEndpointCreationHelper DSSStreamingEndpoint "
        "DSSStreamingEndpointListItem"
    ),
    "dataikuapi.dss.utils": (
        "DSSDatasetSelectionBuilder DSSFilter DSSFilterBuilder DSSFilterOperator "
        "DSSInfoMessage DSSInfoMessages DSSTaggableObjectListItem DSSTaggableObjectSettings"
    ),
    "dataikuapi.dss.webapp": "DSSWebApp DSSWebAppListItem",
    "dataikuapi.dss.wiki": "DSSWiki",
    "dataikuapi.dss_plugin_mlflow.utils": "MLflowHandle",
    "dataikuapi.iam.settings": "DSSAzureADSettings DSSLDAPSettings DSSSSOSettings",
    "dataikuapi.utils": (
        "CallableStr DataikuException DataikuStreamedHttpUTF8CSVReader DataikuValueCaster"
    ),
}
_OLD = re.compile(r"dataikuapi\.(?:dssclient|iam|dss\.[a-z_]+)")
_BY_NAME = {name: home for home, names in _HOMES.items() for name in names.split()}


def home_of(module: str, name: str) -> str | None:
    """Finds where a class is defined that a script takes from another module.

    Args:
        module: the module that is asked for it.
        name: name of the class.

    Returns:
        The module that defines it; None when `module` did not offer such a class.
    """
    return _BY_NAME.get(name) if _OLD.fullmatch(module) else None
