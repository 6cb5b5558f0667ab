"""Classes that scripts import from a module which only used them in the client before this one.

`from dataikuapi.dss.dataset import DataikuStreamedHttpUTF8CSVReader` or
`from dataikuapi.dss.project import DSSFuture` worked there, because modules imported what they
needed. The table is read when a module is asked for a name that it has not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# The module asked, without "dataikuapi.": where the names are, and which they are.
_TABLE: Final[Mapping[str, Mapping[str, str]]] = {
    "dss.admin": {
        "dss.future": "DSSFuture",
        "dss.local_model": "DSSLocalModel",
        "dss.utils": "DSSInfoMessages",
    },
    "dss.analysis": {
        "dss.metrics": "ComputedMetrics",
        "dss.ml": "DSSMLTask",
        "dss.utils": "DSSDatasetSelectionBuilder",
        "utils": "DataikuStreamedHttpUTF8CSVReader",
    },
    "dss.apideployer": {
        "dss.future": "DSSFuture",
        "utils": "CallableStr",
    },
    "dss.app": {
        "dss.future": "DSSFuture",
    },
    "dss.businessapp": {
        "dss.future": "DSSFuture",
    },
    "dss.continuousactivity": {
        "utils": "DataikuException",
    },
    "dss.data_directories_footprint": {
        "dss.future": "DSSFuture",
    },
    "dss.data_quality": {
        "dss.future": "DSSFuture",
    },
    "dss.dataset": {
        "dss.data_quality": "DSSDataQualityRuleSet",
        "dss.discussion": "DSSObjectDiscussions",
        "dss.future": "DSSFuture",
        "dss.metrics": "ComputedMetrics",
        "dss.statistics": "DSSStatisticsWorksheet",
        "dss.utils": "DSSTaggableObjectSettings",
        "utils": "DataikuException DataikuStreamedHttpUTF8CSVReader DataikuValueCaster",
    },
    "dss.evaluationcomparison": {
        "dss.discussion": "DSSObjectDiscussions",
    },
    "dss.evaluationstore": {
        "dss.discussion": "DSSObjectDiscussions",
        "dss.drift": "DataDriftResult DriftResult",
        "dss.future": "DSSFuture",
        "dss.metrics": "ComputedMetrics",
    },
    "dss.feature_store": {
        "dss.dataset": "DSSDataset",
    },
    "dss.flow": {
        "dss.dataset": "DSSDataset",
        "dss.future": "DSSFuture",
        "dss.managedfolder": "DSSManagedFolder",
        "dss.modelevaluationstore": "DSSModelEvaluationStore",
        "dss.recipe": "DSSRecipe DSSRecipeDefinitionAndPayload",
        "dss.savedmodel": "DSSSavedModel",
        "dss.streaming_endpoint": "DSSStreamingEndpoint",
    },
    "dss.job": {
        "utils": "DataikuException",
    },
    "dss.jupyternotebook": {
        "dss.discussion": "DSSObjectDiscussions",
    },
    "dss.macro": {
        "utils": "DataikuException",
    },
    "dss.managedfolder": {
        "dss.dataset": "DSSDataset",
        "dss.discussion": "DSSObjectDiscussions",
        "dss.future": "DSSFuture",
        "dss.metrics": "ComputedMetrics",
        "dss.utils": "DSSTaggableObjectListItem DSSTaggableObjectSettings",
        "utils": "DataikuException DataikuStreamedHttpUTF8CSVReader",
    },
    "dss.ml": {
        "dss.future": "DSSFuture",
        "dss.utils": "DSSDatasetSelectionBuilder DSSFilterBuilder",
        "utils": "DataikuException",
    },
    "dss.mlflow": {
        "dss.savedmodel": "ExternalModelVersionHandler",
        "dss.utils": "DSSDatasetSelectionBuilder",
    },
    "dss.modelcomparison": {
        "dss.discussion": "DSSObjectDiscussions",
    },
    "dss.notebook": {
        "dss.discussion": "DSSObjectDiscussions",
    },
    "dss.plugin": {
        "dss.future": "DSSFuture",
        "utils": "DataikuException",
    },
    "dss.project": {
        "dss.analysis": "DSSAnalysis",
        "dss.apiservice": "DSSAPIService DSSAPIServiceListItem",
        "dss.app": "DSSAppManifest",
        "dss.continuousactivity": "DSSContinuousActivity",
        "dss.dashboard": "DSSDashboard DSSDashboardListItem",
        "dss.dataset": "DSSDataset DSSDatasetListItem DSSManagedDatasetCreationHelper",
        "dss.discussion": "DSSObjectDiscussions",
        "dss.evaluationcomparison": "DSSEvaluationComparison",
        "dss.evaluationstore": "DSSEvaluationStore",
        "dss.flow": "DSSProjectFlow",
        "dss.future": "DSSFuture",
        "dss.insight": "DSSInsight DSSInsightListItem",
        "dss.job": "DSSJob DSSJobListItem DSSJobWaiter",
        "dss.jupyternotebook": "DSSJupyterNotebook DSSJupyterNotebookListItem",
        "dss.macro": "DSSMacro",
        "dss.managedfolder": "DSSManagedFolder",
        "dss.ml": "DSSMLTask DSSMLTaskQueues",
        "dss.mlflow": "DSSMLflowExtension",
        "dss.modelcomparison": "DSSModelComparison",
        "dss.modelevaluationstore": "DSSModelEvaluationStore",
        "dss.notebook": "DSSNotebook",
        "dss.plugin": "DSSPluginUsagesListItem",
        "dss.projectlibrary": "DSSLibrary",
        "dss.recipe": "DSSRecipe DSSRecipeListItem",
        "dss.savedmodel": "DSSSavedModel",
        "dss.scenario": "DSSScenario DSSScenarioListItem DSSTestingStatus",
        "dss.sqlnotebook": "DSSSQLNotebook DSSSQLNotebookListItem",
        "dss.streaming_endpoint": (
            "DSSManagedStreamingEndpointCreationHelper DSSStreamingEndpoint "
            "DSSStreamingEndpointListItem"
        ),
        "dss.webapp": "DSSWebApp DSSWebAppListItem",
        "dss.wiki": "DSSWiki",
    },
    "dss.projectdeployer": {
        "dss.future": "DSSFuture",
        "dss.scenario": "DSSTestingStatus",
    },
    "dss.projectfolder": {
        "dss.project": "DSSProject",
    },
    "dss.recipe": {
        "dss.discussion": "DSSObjectDiscussions",
        "dss.utils": (
            "DSSFilter DSSFilterOperator DSSInfoMessage DSSTaggableObjectListItem "
            "DSSTaggableObjectSettings"
        ),
        "utils": "DataikuException",
    },
    "dss.savedmodel": {
        "dss.discussion": "DSSObjectDiscussions",
        "dss.managedfolder": "DSSManagedFolder",
        "dss.metrics": "ComputedMetrics",
        "dss.ml": (
            "DSSMLTask DSSTrainedClusteringModelDetails "
            "DSSTrainedMultiTargetPredictionModelDetails DSSTrainedPredictionModelDetails "
            "DSSTrainedTimeseriesForecastingModelDetails"
        ),
        "dss.utils": "DSSDatasetSelectionBuilder",
    },
    "dss.scenario": {
        "dss.discussion": "DSSObjectDiscussions",
        "utils": "DataikuException",
    },
    "dss.sqlnotebook": {
        "dss.discussion": "DSSObjectDiscussions",
    },
    "dss.sqlquery": {
        "utils": "DataikuException DataikuStreamedHttpUTF8CSVReader",
    },
    "dss.statistics": {
        "dss.future": "DSSFuture",
        "dss.utils": "DSSDatasetSelectionBuilder",
    },
    "dss.streaming_endpoint": {
        "dss.discussion": "DSSObjectDiscussions",
        "dss.future": "DSSFuture",
        "utils": "DataikuException",
    },
    "dss.webapp": {
        "dss.future": "DSSFuture",
    },
    "dss.wiki": {
        "dss.discussion": "DSSObjectDiscussions",
        "utils": "DataikuException",
    },
    "dssclient": {
        "dss.admin": (
            "DSSAuthorizationMatrix DSSCluster DSSCodeEnv DSSConnection DSSConnectionListItem "
            "DSSGeneralSettings DSSGlobalApiKey DSSGlobalApiKeyListItem DSSGlobalUsageSummary "
            "DSSGroup DSSGroupInfo DSSInstanceVariables DSSOwnUser DSSPersonalApiKey "
            "DSSPersonalApiKeyListItem DSSUser DSSUserActivity DSSUserInfo"
        ),
        "dss.apideployer": "DSSAPIDeployer",
        "dss.app": "DSSApp DSSAppListItem",
        "dss.businessapp": "DSSBusinessApp DSSBusinessAppListItem",
        "dss.data_directories_footprint": "DSSDataDirectoriesFootprint",
        "dss.discussion": "DSSObjectDiscussions",
        "dss.feature_store": "DSSFeatureStore",
        "dss.future": "DSSFuture",
        "dss.job": "DSSJob DSSJobListItem",
        "dss.meaning": "DSSMeaning",
        "dss.messaging_channel": (
            "AWSSESMailMessagingChannelCreator DSSMailMessagingChannel DSSMessagingChannel "
            "DSSMessagingChannelListItem GoogleChatMessagingChannelCreator "
            "MSTeamsMessagingChannelCreator MicrosoftGraphMailMessagingChannelCreator "
            "SMTPMessagingChannelCreator ShellMessagingChannelCreator "
            "SlackMessagingChannelCreator TwilioMessagingChannelCreator"
        ),
        "dss.notebook": "DSSNotebook",
        "dss.plugin": "DSSPlugin",
        "dss.project": "DSSProject",
        "dss.projectdeployer": "DSSProjectDeployer",
        "dss.projectfolder": "DSSProjectFolder",
        "dss.sqlquery": "DSSSQLQuery",
        "dss.utils": "DSSInfoMessages",
        "iam.settings": "DSSAzureADSettings DSSLDAPSettings DSSSSOSettings",
    },
    "iam": {
        "iam.settings": "DSSAzureADSettings DSSLDAPSettings DSSSSOSettings",
    },
}


def home(module: str, name: str) -> str | None:
    """Finds the module of a class that scripts import from another one.

    Args:
        module: full name of the module that was asked.
        name: what it was asked for.

    Returns:
        Full name of the module that has it; None for a name that was never there.
    """
    for place, names in _TABLE.get(module.removeprefix("dataikuapi."), {}).items():
        if name in names.split():
            return f"dataikuapi.{place}"
    return None
