"""Which algorithms an ML task of each type has, by the names that people give them."""

from __future__ import annotations

from typing import Final

from dataikuapi.dss._ml.algorithm import PredictionAlgorithmMeta
from dataikuapi.dss._ml.otheralgorithms import (
    DeepNeuralNetworkSettings,
    KNNSettings,
    LARSSettings,
    LassoRegressionSettings,
    LogitSettings,
    MLLibDecisionTreeSettings,
    MLLibGBTSettings,
    MLLibLinearRegressionSettings,
    MLLibLogitSettings,
    MLLibNaiveBayesSettings,
    MLLibRandomForestSettings,
    OLSSettings,
    RidgeRegressionSettings,
    SGDSettings,
    SingleLayerPerceptronSettings,
    SVMSettings,
)
from dataikuapi.dss._ml.seriesalgorithms import (
    ArimaSettings,
    AutoArimaSettings,
    CrostonSettings,
    ETSSettings,
    GluonTSDeepARSettings,
    GluonTSMQCNNSettings,
    GluonTSNPTSForecasterSettings,
    GluonTSSimpleFeedForwardSettings,
    GluonTSTorchDeepARSettings,
    GluonTSTorchSimpleFeedForwardSettings,
    GluonTSTransformerSettings,
    NHITSSettings,
    ProphetSettings,
    SeasonalLoessSettings,
    SeasonalNaiveSettings,
    TFTSettings,
)
from dataikuapi.dss._ml.treealgorithms import (
    CatBoostSettings,
    CausalForestSettings,
    DecisionTreeSettings,
    GradientBoostedTreesSettings,
    LightGBMSettings,
    RandomForestSettings,
    TabICLSettings,
    TabICLv2ClassificationSettings,
    TabICLv2RegressionSettings,
    TimeseriesLightGBMSettings,
    TimeseriesRandomForestSettings,
    TimeseriesXGBoostSettings,
    XGBoostSettings,
)

# Prediction of one target.
PREDICTION: Final[dict[str, PredictionAlgorithmMeta]] = {
    "RANDOM_FOREST_CLASSIFICATION": PredictionAlgorithmMeta(
        "random_forest_classification", RandomForestSettings
    ),
    "RANDOM_FOREST_REGRESSION": PredictionAlgorithmMeta(
        "random_forest_regression", RandomForestSettings
    ),
    "EXTRA_TREES": PredictionAlgorithmMeta("extra_trees", RandomForestSettings),
    "GBT_CLASSIFICATION": PredictionAlgorithmMeta(
        "gbt_classification", GradientBoostedTreesSettings
    ),
    "GBT_REGRESSION": PredictionAlgorithmMeta("gbt_regression", GradientBoostedTreesSettings),
    "DECISION_TREE_CLASSIFICATION": PredictionAlgorithmMeta(
        "decision_tree_classification", DecisionTreeSettings
    ),
    "DECISION_TREE_REGRESSION": PredictionAlgorithmMeta(
        "decision_tree_regression", DecisionTreeSettings
    ),
    "RIDGE_REGRESSION": PredictionAlgorithmMeta("ridge_regression", RidgeRegressionSettings),
    "LASSO_REGRESSION": PredictionAlgorithmMeta("lasso_regression", LassoRegressionSettings),
    "LEASTSQUARE_REGRESSION": PredictionAlgorithmMeta("leastsquare_regression", OLSSettings),
    "SGD_REGRESSION": PredictionAlgorithmMeta("sgd_regression", SGDSettings),
    "KNN": PredictionAlgorithmMeta("knn", KNNSettings),
    "LOGISTIC_REGRESSION": PredictionAlgorithmMeta("logistic_regression", LogitSettings),
    "NEURAL_NETWORK": PredictionAlgorithmMeta("neural_network", SingleLayerPerceptronSettings),
    "DEEP_NEURAL_NETWORK_REGRESSION": PredictionAlgorithmMeta(
        "deep_neural_network_regression", DeepNeuralNetworkSettings
    ),
    "DEEP_NEURAL_NETWORK_CLASSIFICATION": PredictionAlgorithmMeta(
        "deep_neural_network_classification", DeepNeuralNetworkSettings
    ),
    "SVC_CLASSIFICATION": PredictionAlgorithmMeta("svc_classifier", SVMSettings),
    "SVM_REGRESSION": PredictionAlgorithmMeta("svm_regression", SVMSettings),
    "SGD_CLASSIFICATION": PredictionAlgorithmMeta("sgd_classifier", SGDSettings),
    "LARS": PredictionAlgorithmMeta("lars_params", LARSSettings),
    "LIGHTGBM_CLASSIFICATION": PredictionAlgorithmMeta("lightgbm_classification", LightGBMSettings),
    "LIGHTGBM_REGRESSION": PredictionAlgorithmMeta("lightgbm_regression", LightGBMSettings),
    "CATBOOST_CLASSIFICATION": PredictionAlgorithmMeta("catboost_classification", CatBoostSettings),
    "CATBOOST_REGRESSION": PredictionAlgorithmMeta("catboost_regression", CatBoostSettings),
    "XGBOOST_CLASSIFICATION": PredictionAlgorithmMeta("xgboost", XGBoostSettings),
    "XGBOOST_REGRESSION": PredictionAlgorithmMeta("xgboost", XGBoostSettings),
    "SPARKLING_DEEP_LEARNING": PredictionAlgorithmMeta("deep_learning_sparkling"),
    "SPARKLING_GBM": PredictionAlgorithmMeta("gbm_sparkling"),
    "SPARKLING_RF": PredictionAlgorithmMeta("rf_sparkling"),
    "SPARKLING_GLM": PredictionAlgorithmMeta("glm_sparkling"),
    "SPARKLING_NB": PredictionAlgorithmMeta("nb_sparkling"),
    "MLLIB_LOGISTIC_REGRESSION": PredictionAlgorithmMeta("mllib_logit", MLLibLogitSettings),
    "MLLIB_NAIVE_BAYES": PredictionAlgorithmMeta("mllib_naive_bayes", MLLibNaiveBayesSettings),
    "MLLIB_LINEAR_REGRESSION": PredictionAlgorithmMeta(
        "mllib_linreg", MLLibLinearRegressionSettings
    ),
    "MLLIB_RANDOM_FOREST": PredictionAlgorithmMeta("mllib_rf", MLLibRandomForestSettings),
    "MLLIB_GBT": PredictionAlgorithmMeta("mllib_gbt", MLLibGBTSettings),
    "MLLIB_DECISION_TREE": PredictionAlgorithmMeta("mllib_dt", MLLibDecisionTreeSettings),
    "VERTICA_LINEAR_REGRESSION": PredictionAlgorithmMeta("vertica_linear_regression"),
    "VERTICA_LOGISTIC_REGRESSION": PredictionAlgorithmMeta("vertica_logistic_regression"),
    "KERAS_CODE": PredictionAlgorithmMeta("keras"),
    "TABICL_CLASSIFICATION": PredictionAlgorithmMeta("tabicl_classification", TabICLSettings),
    "TABICLV2_CLASSIFICATION": PredictionAlgorithmMeta(
        "tabiclv2_classification", TabICLv2ClassificationSettings
    ),
    "TABICLV2_REGRESSION": PredictionAlgorithmMeta(
        "tabiclv2_regression", TabICLv2RegressionSettings
    ),
}
# Prediction of several targets at once.
MULTI_TARGET: Final[dict[str, PredictionAlgorithmMeta]] = {
    name: PREDICTION[name]
    for name in ("RANDOM_FOREST_REGRESSION", "RIDGE_REGRESSION", "NEURAL_NETWORK")
}
# Effects of a treatment: all that are not listed here can be base learners.
_NOT_CAUSAL: Final = frozenset(
    {
        "CATBOOST_CLASSIFICATION",
        "CATBOOST_REGRESSION",
        "SPARKLING_DEEP_LEARNING",
        "SPARKLING_GBM",
        "SPARKLING_RF",
        "SPARKLING_GLM",
        "SPARKLING_NB",
        "MLLIB_LOGISTIC_REGRESSION",
        "MLLIB_NAIVE_BAYES",
        "MLLIB_LINEAR_REGRESSION",
        "MLLIB_RANDOM_FOREST",
        "MLLIB_GBT",
        "MLLIB_DECISION_TREE",
        "VERTICA_LINEAR_REGRESSION",
        "VERTICA_LOGISTIC_REGRESSION",
        "KERAS_CODE",
        "TABICL_CLASSIFICATION",
        "TABICLV2_CLASSIFICATION",
        "TABICLV2_REGRESSION",
    }
)
CAUSAL: Final[dict[str, PredictionAlgorithmMeta]] = {
    "CAUSAL_FOREST": PredictionAlgorithmMeta("causal_forest", CausalForestSettings),
    **{name: meta for name, meta in PREDICTION.items() if name not in _NOT_CAUSAL},
}
# Forecasts.
FORECASTING: Final[dict[str, PredictionAlgorithmMeta]] = {
    "ARIMA": PredictionAlgorithmMeta("arima_timeseries", ArimaSettings),
    "CROSTON": PredictionAlgorithmMeta("croston_timeseries", CrostonSettings),
    "ETS": PredictionAlgorithmMeta("ets_timeseries", ETSSettings),
    "NHITS": PredictionAlgorithmMeta("nhits_timeseries", NHITSSettings),
    "TFT": PredictionAlgorithmMeta("tft_timeseries", TFTSettings),
    "RANDOM_FOREST_REGRESSION": PredictionAlgorithmMeta(
        "random_forest_regression", TimeseriesRandomForestSettings
    ),
    "XGBOOST_REGRESSION": PredictionAlgorithmMeta("xgboost", TimeseriesXGBoostSettings),
    "RIDGE_REGRESSION": PredictionAlgorithmMeta("ridge_regression", RidgeRegressionSettings),
    "LIGHTGBM_REGRESSION": PredictionAlgorithmMeta(
        "lightgbm_regression", TimeseriesLightGBMSettings
    ),
    "TRIVIAL_IDENTITY_TIMESERIES": PredictionAlgorithmMeta("trivial_identity_timeseries"),
    "SEASONAL_NAIVE": PredictionAlgorithmMeta("seasonal_naive_timeseries", SeasonalNaiveSettings),
    "AUTO_ARIMA": PredictionAlgorithmMeta("autoarima_timeseries", AutoArimaSettings),
    "SEASONAL_LOESS": PredictionAlgorithmMeta("seasonal_loess_timeseries", SeasonalLoessSettings),
    "PROPHET": PredictionAlgorithmMeta("prophet_timeseries", ProphetSettings),
    "GLUONTS_NPTS_FORECASTER": PredictionAlgorithmMeta(
        "gluonts_npts_timeseries", GluonTSNPTSForecasterSettings
    ),
    "GLUONTS_TORCH_SIMPLE_FEEDFORWARD": PredictionAlgorithmMeta(
        "gluonts_torch_simple_feed_forward_timeseries", GluonTSTorchSimpleFeedForwardSettings
    ),
    "GLUONTS_TORCH_DEEPAR": PredictionAlgorithmMeta(
        "gluonts_torch_deepar_timeseries", GluonTSTorchDeepARSettings
    ),
    "GLUONTS_SIMPLE_FEEDFORWARD": PredictionAlgorithmMeta(
        "gluonts_simple_feed_forward_timeseries", GluonTSSimpleFeedForwardSettings
    ),
    "GLUONTS_DEEPAR": PredictionAlgorithmMeta("gluonts_deepar_timeseries", GluonTSDeepARSettings),
    "GLUONTS_TRANSFORMER": PredictionAlgorithmMeta(
        "gluonts_transformer_timeseries", GluonTSTransformerSettings
    ),
    "GLUONTS_MQCNN": PredictionAlgorithmMeta("gluonts_mqcnn_timeseries", GluonTSMQCNNSettings),
}
# Clustering: only where the settings stand.
CLUSTERING: Final[dict[str, str]] = {
    "DBSCAN": "db_scan_clustering",
    "HDBSCAN": "hdb_scan_clustering",
    "SPECTRAL": "spectral_clustering",
    "WARD": "ward_clustering",
    "KMEANS": "kmeans_clustering",
    "MINIBATCH_KMEANS": "mini_batch_kmeans_clustering",
    "GAUSSIAN_MIXTURE": "gmm_clustering",
    "TWO_STEP": "two_step",
    "ISOLATION_FOREST": "isolation_forest",
    "MLLIB_KMEANS": "mllib_kmeans_clustering",
    "MLLIB_GAUSSIAN_MIXTURE": "mllib_gaussian_mixture_clustering",
    "H20_KMEANS": "h2o_kmeans",
}
