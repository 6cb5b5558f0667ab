"""Every class is found where scripts written for the incumbent import it from."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from dataikuapi._oldpaths import _BY_NAME

PATHS = {
    "dataikuapi": (
        "ClusteringScoringRecipeCreator CodeRecipeCreator DSSClient DSSGroupImpersonationRule "
        "DSSUserImpersonationRule DistinctRecipeCreator DownloadRecipeCreator "
        "GroupingRecipeCreator JoinRecipeCreator PredictionScoringRecipeCreator "
        "SQLQueryRecipeCreator SamplingRecipeCreator SortRecipeCreator SplitRecipeCreator "
        "StackRecipeCreator SyncRecipeCreator TopNRecipeCreator UpsertRecipeCreator "
        "WindowRecipeCreator"
    ),
    "dataikuapi.discussion": "DSSDiscussion DSSDiscussionReply DSSObjectDiscussions",
    "dataikuapi.dss.admin": (
        "DSSAuthorizationMatrix DSSAutomationCodeEnvSettings DSSAutomationCodeEnvVersionSettings "
        "DSSCluster DSSClusterSettings DSSClusterStatus DSSCodeEnv DSSCodeEnvContainerConfsBearer "
        "DSSCodeStudioTemplate DSSCodeStudioTemplateListItem DSSCodeStudioTemplateSettings "
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
    "dataikuapi.dss.apiservice": "DSSAPIService DSSAPIServiceListItem DSSAPIServiceSettings",
    "dataikuapi.dss.app": (
        "DSSApp DSSAppInstance DSSAppListItem DSSAppManifest TemporaryDSSAppInstance"
    ),
    "dataikuapi.dss.businessapp": (
        "DSSBusinessApp DSSBusinessAppDetails DSSBusinessAppInstance "
        "DSSBusinessAppInstanceListItem DSSBusinessAppListItem DSSBusinessAppSettings"
    ),
    "dataikuapi.dss.codestudio": (
        "DSSCodeStudioObject DSSCodeStudioObjectConflicts DSSCodeStudioObjectListItem "
        "DSSCodeStudioObjectSettings DSSCodeStudioObjectStatus"
    ),
    "dataikuapi.dss.dashboard": "DSSDashboard DSSDashboardListItem DSSDashboardSettings",
    "dataikuapi.dss.data_directories_footprint": "DSSDataDirectoriesFootprint Footprint",
    "dataikuapi.dss.data_quality": (
        "DSSDataQualityRule DSSDataQualityRuleResult DSSDataQualityRuleSet"
    ),
    "dataikuapi.dss.dataset": (
        "DSSDataset DSSDatasetInfo DSSDatasetListItem DSSDatasetSettings "
        "DSSManagedDatasetCreationHelper FSLikeDatasetSettings SQLDatasetSettings"
    ),
    "dataikuapi.dss.discussion": "DSSDiscussion DSSDiscussionReply DSSObjectDiscussions",
    "dataikuapi.dss.flow": (
        "DSSFlowTool DSSFlowZone DSSFlowZoneSettings DSSProjectFlow DSSProjectFlowGraph "
        "DSSSchemaPropagationRunBuilder"
    ),
    "dataikuapi.dss.future": "DSSFuture",
    "dataikuapi.dss.insight": "DSSInsight DSSInsightListItem DSSInsightSettings",
    "dataikuapi.dss.managedfolder": "DSSManagedFolder DSSManagedFolderSettings",
    "dataikuapi.dss.meaning": "DSSMeaning",
    "dataikuapi.dss.messaging_channel": (
        "AWSSESMailMessagingChannelCreator DSSMailMessagingChannel DSSMessagingChannel "
        "DSSMessagingChannelCreator DSSMessagingChannelListItem DSSMessagingChannelSettings "
        "GoogleChatMessagingChannelCreator MSTeamsMessagingChannelCreator "
        "MailMessagingChannelCreator MicrosoftGraphMailMessagingChannelCreator "
        "ProxyableMessagingChannelCreator SMTPMessagingChannelCreator "
        "ShellMessagingChannelCreator SlackMessagingChannelCreator "
        "TwilioMessagingChannelCreator WebhookMessagingChannelCreator"
    ),
    "dataikuapi.dss.metrics": "ComputedMetrics",
    "dataikuapi.dss.notebook": "DSSNotebook",
    "dataikuapi.dss.plugin": (
        "DSSMissingType DSSPlugin DSSPluginParameterSet DSSPluginParameterSetBase "
        "DSSPluginPreset DSSPluginProjectParameterSet DSSPluginProjectSettings "
        "DSSPluginSettings DSSPluginSettingsBase DSSPluginUsage DSSPluginUsages "
        "DSSPluginUsagesListItem"
    ),
    "dataikuapi.dss.project": (
        "DSSPlugin DSSProject DSSProjectGit DSSProjectSettings JobDefinitionBuilder "
        "TablesImportDefinition TablesPreparedImport"
    ),
    "dataikuapi.dss.projectdeployer": (
        "DSSPersonalAPIKeyCreationResult DSSProjectDeployer DSSProjectDeployerDeployment "
        "DSSProjectDeployerDeploymentSettings DSSProjectDeployerDeploymentStatus "
        "DSSProjectDeployerDeploymentUpdate DSSProjectDeployerDeploymentUpdateListItem "
        "DSSProjectDeployerInfra DSSProjectDeployerInfraSettings DSSProjectDeployerInfraStatus "
        "DSSProjectDeployerProject DSSProjectDeployerProjectSettings "
        "DSSProjectDeployerProjectStatus"
    ),
    "dataikuapi.dss.projectfolder": "DSSProjectFolder DSSProjectFolderSettings",
    "dataikuapi.dss.projectlibrary": "DSSLibrary DSSLibraryFile DSSLibraryFolder DSSLibraryItem",
    "dataikuapi.dss.recipe": (
        "AgentEvaluationRecipeCreator ClusteringScoringRecipeCreator CodeRecipeCreator "
        "CodeRecipeSettings ContinuousSyncRecipeCreator DSSRecipe DSSRecipeCreator "
        "DSSRecipeDefinitionAndPayload DSSRecipeListItem DSSRecipeSettings DSSRecipeStatus "
        "DistinctRecipeCreator DistinctRecipeSettings DownloadRecipeCreator "
        "DownloadRecipeSettings EmbedDatasetRecipeCreator EmbedDatasetRecipeSettings "
        "EmbedDocumentsRecipeCreator EmbedDocumentsRecipeSettings EvaluationRecipeCreator "
        "ExportRecipeCreator ExportRecipeSettings ExtractContentRecipeCreator "
        "ExtractContentRecipeSettings ExtractFailedRowsRecipeCreator "
        "ExtractFieldsRecipeCreator ExtractFieldsRecipeSettings FuzzyJoinRecipeCreator "
        "GenerateFeaturesRecipeCreator GenerateFeaturesRecipeSettings GeoJoinRecipeCreator "
        "GroupingRecipeCreator GroupingRecipeSettings JoinRecipeCreator JoinRecipeSettings "
        "LLMEvaluationRecipeCreator PivotRecipeCreator PivotRecipeSettings "
        "PredictionScoringRecipeCreator PrepareRecipeCreator PrepareRecipeSettings "
        "PromptRecipeCreator PromptRecipeSettings PythonRecipeCreator RequiredSchemaUpdates "
        "SQLQueryRecipeCreator SamplingRecipeCreator SamplingRecipeSettings "
        "SingleOutputRecipeCreator SortRecipeCreator SortRecipeSettings SplitRecipeCreator "
        "SplitRecipeSettings StackRecipeCreator StackRecipeSettings "
        "StandaloneEvaluationRecipeCreator SyncRecipeCreator SyncRecipeSettings "
        "TopNRecipeCreator TopNRecipeSettings UpsertRecipeCreator UpsertRecipeSettings "
        "VirtualInputsSingleOutputRecipeCreator WindowRecipeCreator WindowRecipeSettings"
    ),
    "dataikuapi.dss.sqlquery": "DSSSQLQuery",
    "dataikuapi.dss.statistics": (
        "DSSStatisticsCardResult DSSStatisticsCardSettings DSSStatisticsComputationResult "
        "DSSStatisticsComputationSettings DSSStatisticsWorksheet DSSStatisticsWorksheetSettings"
    ),
    "dataikuapi.dss.utils": (
        "AnyLoc DSSComputedColumn DSSDatasetSelectionBuilder DSSFilter DSSFilterBuilder "
        "DSSFilterOperator DSSInfoMessage DSSInfoMessages DSSSimpleFilter "
        "DSSSimpleFilterOperator DSSTaggableObjectListItem DSSTaggableObjectSettings"
    ),
    "dataikuapi.dss.webapp": (
        "DSSWebApp DSSWebAppBackendClient DSSWebAppBackendState DSSWebAppListItem DSSWebAppSettings"
    ),
    "dataikuapi.dss.wiki": "DSSWiki DSSWikiArticle DSSWikiArticleData DSSWikiSettings",
    "dataikuapi.dss.continuousactivity": "DSSContinuousActivity",
    "dataikuapi.dss.job": "DSSJob DSSJobListItem DSSJobWaiter",
    "dataikuapi.dss.jupyternotebook": (
        "DSSJupyterNotebook DSSJupyterNotebookListItem DSSNotebookContent DSSNotebookSession"
    ),
    "dataikuapi.dss.macro": "DSSMacro",
    "dataikuapi.dss.scenario": (
        "DSSScenario DSSScenarioListItem DSSScenarioRun DSSScenarioRunDetails "
        "DSSScenarioRunWaiter DSSScenarioSettings DSSScenarioStatus DSSStepRunDetails "
        "DSSTestingStatus DSSTriggerFire PythonScriptBasedScenarioSettings "
        "StepBasedScenarioSettings"
    ),
    "dataikuapi.dss.sqlnotebook": (
        "DSSNotebookContent DSSNotebookHistory DSSNotebookQueryRunListItem DSSSQLNotebook "
        "DSSSQLNotebookListItem"
    ),
    "dataikuapi.dss.streaming_endpoint": (
        "DSSManagedStreamingEndpointCreationHelper DSSStreamingEndpoint "
        "DSSStreamingEndpointListItem DSSStreamingEndpointSettings "
        "HTTPSSEStreamingEndpointSettings KafkaStreamingEndpointSettings"
    ),
    "dataikuapi.dss.analysis": (
        "AppliesToStepBuilder DSSAnalysis DSSAnalysisDefinition DSSAnalysisStepBuilder "
        "DSSFormulaStepBuilder FilterAndFlagStepBuilder FilterOnBadTypeStepBuilder "
        "FilterOnValueStepBuilder RemoveRowsStepBuilder"
    ),
    "dataikuapi.dss.drift": (
        "ColumnSettings DataDriftParams DataDriftResult DriftModelAccuracy DriftModelResult "
        "DriftParams DriftResult PerColumnDriftParamBuilder PredictionDriftResult "
        "UnivariateDriftResult"
    ),
    "dataikuapi.dss.evaluationcomparison": (
        "DSSEvaluationComparison DSSEvaluationComparisonSettings"
    ),
    "dataikuapi.dss.evaluationstore": (
        "DSSEvaluation DSSEvaluationFullInfo DSSEvaluationStore DSSEvaluationStoreSettings "
        "DSSTimeSeriesModelEvaluationFullInfo"
    ),
    "dataikuapi.dss.feature_store": "DSSFeatureGroupListItem DSSFeatureStore",
    "dataikuapi.dss.ml": (
        "AbstractTabICLClassificationSettings AbstractTabICLSettings AbstractTabICLv2Settings "
        "AbstractTabularPredictionMLTaskSettings ArimaSettings AutoArimaSettings "
        "CatBoostSettings CategoricalHyperparameterSettings CausalForestSettings "
        "CrostonSettings DSSCausalPredictionMLTaskSettings DSSClusteringMLTaskSettings "
        "DSSClustersFacts DSSCoefficientPaths DSSGlobalExplanations DSSMLAssertionCondition "
        "DSSMLAssertionMetrics DSSMLAssertionParams DSSMLAssertionsMetrics "
        "DSSMLAssertionsParams DSSMLDiagnostic DSSMLTask DSSMLTaskQueues DSSMLTaskSettings "
        "DSSMultiTargetPredictionMLTaskSettings DSSPartialDependence DSSPartialDependencies "
        "DSSPredictionMLTaskSettings DSSScatterPlots DSSSubpopulationAnalyses "
        "DSSSubpopulationAnalysis DSSSubpopulationCategoryModalityDefinition "
        "DSSSubpopulationGlobal DSSSubpopulationModality DSSSubpopulationModalityDefinition "
        "DSSSubpopulationNumericModalityDefinition DSSTimeseriesForecastingMLTaskSettings "
        "DSSTrainedClusteringModelDetails DSSTrainedModelDetails "
        "DSSTrainedMultiTargetPredictionModelDetails DSSTrainedPredictionModelDetails "
        "DSSTrainedTimeseriesForecastingModelDetails DSSTree DSSTreeNode DSSTreeSet "
        "DecisionTreeSettings DeepNeuralNetworkSettings ETSSettings GluonTSDeepARSettings "
        "GluonTSMQCNNSettings GluonTSNPTSForecasterSettings GluonTSSimpleFeedForwardSettings "
        "GluonTSTorchDeepARSettings GluonTSTorchSimpleFeedForwardSettings "
        "GluonTSTransformerSettings GradientBoostedTreesSettings HyperparameterSearchSettings "
        "HyperparameterSettings KNNSettings LARSSettings LassoRegressionSettings "
        "LightGBMSettings LogitSettings MLLibDecisionTreeSettings MLLibGBTSettings "
        "MLLibLinearRegressionSettings MLLibLogitSettings MLLibNaiveBayesSettings "
        "MLLibRandomForestSettings NHITSSettings NumericalHyperparameterSettings OLSSettings "
        "PredictionAlgorithmMeta PredictionAlgorithmSettings PredictionSplitParamsHandler "
        "ProphetSettings RandomForestSettings Range RidgeRegressionSettings SGDSettings "
        "SVMSettings SeasonalLoessSettings SeasonalNaiveSettings "
        "SingleCategoryHyperparameterSettings SingleLayerPerceptronSettings "
        "SingleValueHyperparameterSettings TFTSettings TabICLSettings "
        "TabICLv2ClassificationSettings TabICLv2RegressionSettings TimeseriesLightGBMSettings "
        "TimeseriesRandomForestSettings TimeseriesXGBoostSettings XGBoostSettings"
    ),
    "dataikuapi.dss.mlflow": "DSSMLflowExtension",
    "dataikuapi.dss.modelcomparison": "DSSModelComparison DSSModelComparisonSettings",
    "dataikuapi.dss.modelevaluationstore": (
        "ColumnSettings DSSModelEvaluation DSSModelEvaluationFullInfo DSSModelEvaluationStore "
        "DSSModelEvaluationStoreSettings DSSTimeSeriesModelEvaluationFullInfo DataDriftParams "
        "DataDriftResult DriftModelAccuracy DriftModelResult DriftParams DriftResult "
        "PerColumnDriftParamBuilder PredictionDriftResult UnivariateDriftResult"
    ),
    "dataikuapi.dss.savedmodel": (
        "DSSSavedModel DSSSavedModelSettings DatabricksRepositoryContextManager "
        "ExternalModelVersionHandler MLFlowVersionSettings RunConfigUtils"
    ),
    "dataikuapi.dssclient": (
        "DSSClient DSSInstanceInfo DSSPermissionsCheckRequest TemporaryImportHandle"
    ),
    "dataikuapi.utils": (
        "CallableStr DataikuException DataikuStreamedHttpUTF8CSVReader DataikuValueCaster"
    ),
}


@pytest.mark.parametrize(
    ("module", "name"),
    [(module, name) for module, names in PATHS.items() for name in names.split()],
)
def test_class_is_found_at_its_old_path(module: str, name: str) -> None:
    found = getattr(importlib.import_module(module), name)
    assert found.__name__ == name
    assert name in dir(importlib.import_module(module))


@pytest.mark.parametrize(
    "module",
    [
        "dataikuapi.aio",
        "dataikuapi.aio.dss.admin",
        "dataikuapi.aio.dss.apideployer",
        "dataikuapi.aio.dss.plugin",
        "dataikuapi.aio.dss.project",
        "dataikuapi.aio.dssclient",
    ],
)
def test_async_modules_offer_the_same_classes(module: str) -> None:
    found = importlib.import_module(module)
    twin = importlib.import_module(module.replace(".aio", ""))
    for name in dir(found):
        if name.startswith(("AsyncDSS", "AsyncTemporary")):
            assert getattr(found, name).__name__ == name
            assert getattr(twin, name.removeprefix("Async")).__name__ in name


def test_module_that_is_broken_inside_is_not_taken_for_a_missing_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lazypackage").mkdir()
    (tmp_path / "lazypackage" / "__init__.py").write_text(
        "from dataikuapi._lazy import lazy_submodules\n__getattr__ = lazy_submodules(__name__)\n"
    )
    (tmp_path / "lazypackage" / "broken.py").write_text("import no_such_module_at_all\n")
    monkeypatch.syspath_prepend(tmp_path)
    package = importlib.import_module("lazypackage")
    with pytest.raises(ModuleNotFoundError, match="no_such_module_at_all"):
        package.broken  # noqa: B018
    with pytest.raises(AttributeError, match="missing"):
        package.missing  # noqa: B018


@pytest.mark.parametrize(
    ("module", "names"),
    [
        ("dataikuapi.dssclient", "DSSProject DSSUser DSSFuture DSSPlugin DSSSQLQuery"),
        ("dataikuapi.dss.project", "DSSDataset DSSRecipe DSSJob DSSScenario DSSManagedFolder"),
        ("dataikuapi.dss.dataset", "DataikuException DSSFuture"),
        ("dataikuapi.dss.flow", "DSSDataset DSSRecipe"),
    ],
)
def test_class_is_found_where_the_incumbent_used_it(module: str, names: str) -> None:
    for name in names.split():
        assert getattr(importlib.import_module(module), name).__name__ == name


def test_class_is_not_found_in_modules_that_never_had_it() -> None:
    with pytest.raises(AttributeError, match="DSSProject"):
        importlib.import_module("dataikuapi.discussion").DSSProject  # noqa: B018
    assert {
        each for each in _BY_NAME if not hasattr(importlib.import_module(_BY_NAME[each]), each)
    } == set()
