# Derived by `tox -e generate` from src/dataikuapi/aio/dss/ml.py. Do not edit.
"""Import path of the classes of machine learning, each of which has a module of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataikuapi._lazy import lazy

if TYPE_CHECKING:
    from dataikuapi.dss._ml.algorithm import PredictionAlgorithmMeta as PredictionAlgorithmMeta
    from dataikuapi.dss._ml.algorithm import (
        PredictionAlgorithmSettings as PredictionAlgorithmSettings,
    )
    from dataikuapi.dss._ml.causalsettings import (
        DSSCausalPredictionMLTaskSettings as DSSCausalPredictionMLTaskSettings,
    )
    from dataikuapi.dss._ml.checks import DSSMLAssertionCondition as DSSMLAssertionCondition
    from dataikuapi.dss._ml.checks import DSSMLAssertionMetrics as DSSMLAssertionMetrics
    from dataikuapi.dss._ml.checks import DSSMLAssertionParams as DSSMLAssertionParams
    from dataikuapi.dss._ml.checks import DSSMLAssertionsMetrics as DSSMLAssertionsMetrics
    from dataikuapi.dss._ml.checks import DSSMLAssertionsParams as DSSMLAssertionsParams
    from dataikuapi.dss._ml.checks import DSSMLDiagnostic as DSSMLDiagnostic
    from dataikuapi.dss._ml.details import (
        DSSTrainedModelDetails as DSSTrainedModelDetails,
    )
    from dataikuapi.dss._ml.forecastsettings import (
        DSSTimeseriesForecastingMLTaskSettings as DSSTimeseriesForecastingMLTaskSettings,
    )
    from dataikuapi.dss._ml.hyperparameters import (
        CategoricalHyperparameterSettings as CategoricalHyperparameterSettings,
    )
    from dataikuapi.dss._ml.hyperparameters import HyperparameterSettings as HyperparameterSettings
    from dataikuapi.dss._ml.hyperparameters import (
        NumericalHyperparameterSettings as NumericalHyperparameterSettings,
    )
    from dataikuapi.dss._ml.hyperparameters import Range as Range
    from dataikuapi.dss._ml.hyperparameters import (
        SingleCategoryHyperparameterSettings as SingleCategoryHyperparameterSettings,
    )
    from dataikuapi.dss._ml.hyperparameters import (
        SingleValueHyperparameterSettings as SingleValueHyperparameterSettings,
    )
    from dataikuapi.dss._ml.inside import DSSClustersFacts as DSSClustersFacts
    from dataikuapi.dss._ml.inside import DSSCoefficientPaths as DSSCoefficientPaths
    from dataikuapi.dss._ml.inside import DSSMLTaskQueues as DSSMLTaskQueues
    from dataikuapi.dss._ml.inside import DSSScatterPlots as DSSScatterPlots
    from dataikuapi.dss._ml.inside import DSSTree as DSSTree
    from dataikuapi.dss._ml.inside import DSSTreeNode as DSSTreeNode
    from dataikuapi.dss._ml.inside import DSSTreeSet as DSSTreeSet
    from dataikuapi.dss._ml.mltask import DSSMLTask as DSSMLTask
    from dataikuapi.dss._ml.otheralgorithms import (
        DeepNeuralNetworkSettings as DeepNeuralNetworkSettings,
    )
    from dataikuapi.dss._ml.otheralgorithms import KNNSettings as KNNSettings
    from dataikuapi.dss._ml.otheralgorithms import LARSSettings as LARSSettings
    from dataikuapi.dss._ml.otheralgorithms import (
        LassoRegressionSettings as LassoRegressionSettings,
    )
    from dataikuapi.dss._ml.otheralgorithms import LogitSettings as LogitSettings
    from dataikuapi.dss._ml.otheralgorithms import (
        MLLibDecisionTreeSettings as MLLibDecisionTreeSettings,
    )
    from dataikuapi.dss._ml.otheralgorithms import MLLibGBTSettings as MLLibGBTSettings
    from dataikuapi.dss._ml.otheralgorithms import (
        MLLibLinearRegressionSettings as MLLibLinearRegressionSettings,
    )
    from dataikuapi.dss._ml.otheralgorithms import MLLibLogitSettings as MLLibLogitSettings
    from dataikuapi.dss._ml.otheralgorithms import (
        MLLibNaiveBayesSettings as MLLibNaiveBayesSettings,
    )
    from dataikuapi.dss._ml.otheralgorithms import (
        MLLibRandomForestSettings as MLLibRandomForestSettings,
    )
    from dataikuapi.dss._ml.otheralgorithms import OLSSettings as OLSSettings
    from dataikuapi.dss._ml.otheralgorithms import (
        RidgeRegressionSettings as RidgeRegressionSettings,
    )
    from dataikuapi.dss._ml.otheralgorithms import SGDSettings as SGDSettings
    from dataikuapi.dss._ml.otheralgorithms import (
        SingleLayerPerceptronSettings as SingleLayerPerceptronSettings,
    )
    from dataikuapi.dss._ml.otheralgorithms import SVMSettings as SVMSettings
    from dataikuapi.dss._ml.predictiondetails import (
        DSSTrainedClusteringModelDetails as DSSTrainedClusteringModelDetails,
    )
    from dataikuapi.dss._ml.predictiondetails import (
        DSSTrainedMultiTargetPredictionModelDetails as DSSTrainedMultiTargetPredictionModelDetails,  # noqa: E501 (one name, twice)
    )
    from dataikuapi.dss._ml.predictiondetails import (
        DSSTrainedPredictionModelDetails as DSSTrainedPredictionModelDetails,
    )
    from dataikuapi.dss._ml.predictiondetails import (
        DSSTrainedTimeseriesForecastingModelDetails as DSSTrainedTimeseriesForecastingModelDetails,  # noqa: E501 (one name, twice)
    )
    from dataikuapi.dss._ml.predictionsettings import (
        DSSClusteringMLTaskSettings as DSSClusteringMLTaskSettings,
    )
    from dataikuapi.dss._ml.predictionsettings import (
        DSSMultiTargetPredictionMLTaskSettings as DSSMultiTargetPredictionMLTaskSettings,
    )
    from dataikuapi.dss._ml.predictionsettings import (
        DSSPredictionMLTaskSettings as DSSPredictionMLTaskSettings,
    )
    from dataikuapi.dss._ml.reportdetails import (
        DSSGlobalExplanations as DSSGlobalExplanations,
    )
    from dataikuapi.dss._ml.reports import DSSPartialDependence as DSSPartialDependence
    from dataikuapi.dss._ml.reports import DSSPartialDependencies as DSSPartialDependencies
    from dataikuapi.dss._ml.reports import DSSSubpopulationAnalyses as DSSSubpopulationAnalyses
    from dataikuapi.dss._ml.reports import DSSSubpopulationAnalysis as DSSSubpopulationAnalysis
    from dataikuapi.dss._ml.reports import (
        DSSSubpopulationCategoryModalityDefinition as DSSSubpopulationCategoryModalityDefinition,
    )
    from dataikuapi.dss._ml.reports import DSSSubpopulationGlobal as DSSSubpopulationGlobal
    from dataikuapi.dss._ml.reports import DSSSubpopulationModality as DSSSubpopulationModality
    from dataikuapi.dss._ml.reports import (
        DSSSubpopulationModalityDefinition as DSSSubpopulationModalityDefinition,
    )
    from dataikuapi.dss._ml.reports import (
        DSSSubpopulationNumericModalityDefinition as DSSSubpopulationNumericModalityDefinition,
    )
    from dataikuapi.dss._ml.search import (
        HyperparameterSearchSettings as HyperparameterSearchSettings,
    )
    from dataikuapi.dss._ml.seriesalgorithms import ArimaSettings as ArimaSettings
    from dataikuapi.dss._ml.seriesalgorithms import AutoArimaSettings as AutoArimaSettings
    from dataikuapi.dss._ml.seriesalgorithms import CrostonSettings as CrostonSettings
    from dataikuapi.dss._ml.seriesalgorithms import ETSSettings as ETSSettings
    from dataikuapi.dss._ml.seriesalgorithms import GluonTSDeepARSettings as GluonTSDeepARSettings
    from dataikuapi.dss._ml.seriesalgorithms import GluonTSMQCNNSettings as GluonTSMQCNNSettings
    from dataikuapi.dss._ml.seriesalgorithms import (
        GluonTSNPTSForecasterSettings as GluonTSNPTSForecasterSettings,
    )
    from dataikuapi.dss._ml.seriesalgorithms import (
        GluonTSSimpleFeedForwardSettings as GluonTSSimpleFeedForwardSettings,
    )
    from dataikuapi.dss._ml.seriesalgorithms import (
        GluonTSTorchDeepARSettings as GluonTSTorchDeepARSettings,
    )
    from dataikuapi.dss._ml.seriesalgorithms import (
        GluonTSTorchSimpleFeedForwardSettings as GluonTSTorchSimpleFeedForwardSettings,
    )
    from dataikuapi.dss._ml.seriesalgorithms import (
        GluonTSTransformerSettings as GluonTSTransformerSettings,
    )
    from dataikuapi.dss._ml.seriesalgorithms import NHITSSettings as NHITSSettings
    from dataikuapi.dss._ml.seriesalgorithms import ProphetSettings as ProphetSettings
    from dataikuapi.dss._ml.seriesalgorithms import SeasonalLoessSettings as SeasonalLoessSettings
    from dataikuapi.dss._ml.seriesalgorithms import SeasonalNaiveSettings as SeasonalNaiveSettings
    from dataikuapi.dss._ml.seriesalgorithms import TFTSettings as TFTSettings
    from dataikuapi.dss._ml.settings import (
        AbstractTabularPredictionMLTaskSettings as AbstractTabularPredictionMLTaskSettings,  # noqa: E501 (one name, twice)
    )
    from dataikuapi.dss._ml.settings import DSSMLTaskSettings as DSSMLTaskSettings
    from dataikuapi.dss._ml.split import (
        PredictionSplitParamsHandler as PredictionSplitParamsHandler,
    )
    from dataikuapi.dss._ml.treealgorithms import (
        AbstractTabICLClassificationSettings as AbstractTabICLClassificationSettings,
    )
    from dataikuapi.dss._ml.treealgorithms import AbstractTabICLSettings as AbstractTabICLSettings
    from dataikuapi.dss._ml.treealgorithms import (
        AbstractTabICLv2Settings as AbstractTabICLv2Settings,
    )
    from dataikuapi.dss._ml.treealgorithms import CatBoostSettings as CatBoostSettings
    from dataikuapi.dss._ml.treealgorithms import CausalForestSettings as CausalForestSettings
    from dataikuapi.dss._ml.treealgorithms import DecisionTreeSettings as DecisionTreeSettings
    from dataikuapi.dss._ml.treealgorithms import (
        GradientBoostedTreesSettings as GradientBoostedTreesSettings,
    )
    from dataikuapi.dss._ml.treealgorithms import LightGBMSettings as LightGBMSettings
    from dataikuapi.dss._ml.treealgorithms import RandomForestSettings as RandomForestSettings
    from dataikuapi.dss._ml.treealgorithms import TabICLSettings as TabICLSettings
    from dataikuapi.dss._ml.treealgorithms import (
        TabICLv2ClassificationSettings as TabICLv2ClassificationSettings,
    )
    from dataikuapi.dss._ml.treealgorithms import (
        TabICLv2RegressionSettings as TabICLv2RegressionSettings,
    )
    from dataikuapi.dss._ml.treealgorithms import (
        TimeseriesLightGBMSettings as TimeseriesLightGBMSettings,
    )
    from dataikuapi.dss._ml.treealgorithms import (
        TimeseriesRandomForestSettings as TimeseriesRandomForestSettings,
    )
    from dataikuapi.dss._ml.treealgorithms import (
        TimeseriesXGBoostSettings as TimeseriesXGBoostSettings,
    )
    from dataikuapi.dss._ml.treealgorithms import XGBoostSettings as XGBoostSettings

_CLASSES = {
    "dataikuapi.dss._ml.causalsettings": """
        DSSCausalPredictionMLTaskSettings
    """,
    "dataikuapi.dss._ml.details": """
        DSSTrainedModelDetails
    """,
    "dataikuapi.dss._ml.forecastsettings": """
        DSSTimeseriesForecastingMLTaskSettings
    """,
    "dataikuapi.dss._ml.mltask": """
        DSSMLTask
    """,
    "dataikuapi.dss._ml.predictiondetails": """
        DSSTrainedClusteringModelDetails
        DSSTrainedMultiTargetPredictionModelDetails
        DSSTrainedPredictionModelDetails
        DSSTrainedTimeseriesForecastingModelDetails
    """,
    "dataikuapi.dss._ml.predictionsettings": """
        DSSClusteringMLTaskSettings
        DSSMultiTargetPredictionMLTaskSettings
        DSSPredictionMLTaskSettings
    """,
    "dataikuapi.dss._ml.reportdetails": """
        DSSGlobalExplanations
    """,
    "dataikuapi.dss._ml.settings": """
        AbstractTabularPredictionMLTaskSettings
        DSSMLTaskSettings
    """,
    "dataikuapi.dss._ml.algorithm": """
        PredictionAlgorithmMeta
        PredictionAlgorithmSettings
    """,
    "dataikuapi.dss._ml.checks": """
        DSSMLAssertionCondition
        DSSMLAssertionMetrics
        DSSMLAssertionParams
        DSSMLAssertionsMetrics
        DSSMLAssertionsParams
        DSSMLDiagnostic
    """,
    "dataikuapi.dss._ml.hyperparameters": """
        CategoricalHyperparameterSettings
        HyperparameterSettings
        NumericalHyperparameterSettings
        Range
        SingleCategoryHyperparameterSettings
        SingleValueHyperparameterSettings
    """,
    "dataikuapi.dss._ml.inside": """
        DSSClustersFacts
        DSSCoefficientPaths
        DSSMLTaskQueues
        DSSScatterPlots
        DSSTree
        DSSTreeNode
        DSSTreeSet
    """,
    "dataikuapi.dss._ml.otheralgorithms": """
        DeepNeuralNetworkSettings
        KNNSettings
        LARSSettings
        LassoRegressionSettings
        LogitSettings
        MLLibDecisionTreeSettings
        MLLibGBTSettings
        MLLibLinearRegressionSettings
        MLLibLogitSettings
        MLLibNaiveBayesSettings
        MLLibRandomForestSettings
        OLSSettings
        RidgeRegressionSettings
        SGDSettings
        SVMSettings
        SingleLayerPerceptronSettings
    """,
    "dataikuapi.dss._ml.reports": """
        DSSPartialDependence
        DSSPartialDependencies
        DSSSubpopulationAnalyses
        DSSSubpopulationAnalysis
        DSSSubpopulationCategoryModalityDefinition
        DSSSubpopulationGlobal
        DSSSubpopulationModality
        DSSSubpopulationModalityDefinition
        DSSSubpopulationNumericModalityDefinition
    """,
    "dataikuapi.dss._ml.search": """
        HyperparameterSearchSettings
    """,
    "dataikuapi.dss._ml.seriesalgorithms": """
        ArimaSettings
        AutoArimaSettings
        CrostonSettings
        ETSSettings
        GluonTSDeepARSettings
        GluonTSMQCNNSettings
        GluonTSNPTSForecasterSettings
        GluonTSSimpleFeedForwardSettings
        GluonTSTorchDeepARSettings
        GluonTSTorchSimpleFeedForwardSettings
        GluonTSTransformerSettings
        NHITSSettings
        ProphetSettings
        SeasonalLoessSettings
        SeasonalNaiveSettings
        TFTSettings
    """,
    "dataikuapi.dss._ml.split": """
        PredictionSplitParamsHandler
    """,
    "dataikuapi.dss._ml.treealgorithms": """
        AbstractTabICLClassificationSettings
        AbstractTabICLSettings
        AbstractTabICLv2Settings
        CatBoostSettings
        CausalForestSettings
        DecisionTreeSettings
        GradientBoostedTreesSettings
        LightGBMSettings
        RandomForestSettings
        TabICLSettings
        TabICLv2ClassificationSettings
        TabICLv2RegressionSettings
        TimeseriesLightGBMSettings
        TimeseriesRandomForestSettings
        TimeseriesXGBoostSettings
        XGBoostSettings
    """,
}
if not TYPE_CHECKING:
    __getattr__, __dir__, __all__ = lazy(
        __name__, {name: module for module, names in _CLASSES.items() for name in names.split()}
    )
