"""Settings of the algorithms that are made of trees, and of tabular foundation models."""

from __future__ import annotations

import warnings
from typing import NoReturn

from dataikuapi.dss._ml.algorithm import (
    Categorical,
    Numerical,
    OneOf,
    Plain,
    PredictionAlgorithmSettings,
    Single,
)
from dataikuapi.dss._ml.hyperparameters import SingleCategoryHyperparameterSettings


class _RandomForestSettingsBase(PredictionAlgorithmSettings):
    """Forests."""

    n_estimators = Numerical()
    min_samples_leaf = Numerical()
    max_tree_depth = Numerical()
    max_feature_prop = Numerical()
    max_features = Numerical()
    n_jobs = Plain()
    selection_mode = OneOf("sqrt", "log2", "number", "prop")


class TimeseriesRandomForestSettings(_RandomForestSettingsBase):
    """Random forests that forecast."""


class RandomForestSettings(_RandomForestSettingsBase):
    """Random forests and extra trees."""

    allow_sparse_matrices = Single(bool)


class _LightGBMSettingsBase(PredictionAlgorithmSettings):
    """LightGBM."""

    boosting_type = Categorical()
    num_leaves = Numerical()
    learning_rate = Numerical()
    n_estimators = Numerical()
    min_split_gain = Numerical()
    min_child_weight = Numerical()
    min_child_samples = Numerical()
    colsample_bytree = Numerical()
    reg_alpha = Numerical()
    reg_lambda = Numerical()
    random_state = Single(int)
    n_jobs = Single(int)
    max_depth = Single(int)
    subsample = Single(float)
    subsample_freq = Single(int)
    use_bagging = Single(bool)


class TimeseriesLightGBMSettings(_LightGBMSettingsBase):
    """LightGBM that forecasts."""


class LightGBMSettings(_LightGBMSettingsBase):
    """LightGBM."""

    early_stopping = Single(bool)
    early_stopping_rounds = Single(int)
    allow_sparse_matrices = Single(bool)


class CatBoostSettings(PredictionAlgorithmSettings):
    """CatBoost."""

    learning_rate = Numerical()
    max_depth = Numerical()
    l2_leaf_reg = Numerical()
    border_count = Numerical()
    random_strength = Numerical()
    min_data_in_leaf = Numerical()
    bagging_temperature = Numerical()
    border_count_mode_auto = Single(bool)
    bootstrap_type = OneOf("Auto", "Bayesian", "Bernoulli", "MVS", "No")
    grow_policy = OneOf("SymmetricTree", "Depthwise", "Lossguide")
    nthread = Single(int)
    n_estimators = Single(int)
    enable_early_stopping = Single(bool)
    early_stopping_rounds = Single(int)


class AbstractTabICLSettings(PredictionAlgorithmSettings):
    """TabICL."""

    n_estimators = Numerical()
    norm_none = Single(bool)
    norm_power = Single(bool)
    norm_quantile = Single(bool)
    norm_quantile_rtdl = Single(bool)
    norm_robust = Single(bool)
    random_state = Single()
    n_jobs = Single()
    batch_size = Single()
    outlier_threshold = Single()


class AbstractTabICLClassificationSettings(AbstractTabICLSettings):
    """TabICL that classifies."""

    softmax_temperature = Single()


class AbstractTabICLv2Settings(AbstractTabICLSettings):
    """TabICL, version 2."""

    offload_mode = OneOf("auto", "gpu", "cpu", "disk")


class TabICLSettings(AbstractTabICLClassificationSettings):
    """TabICL, version 1."""

    class_shift = Categorical()


class TabICLv2ClassificationSettings(
    AbstractTabICLClassificationSettings, AbstractTabICLv2Settings
):
    """TabICL that classifies, version 2."""

    class_shuffle_method = OneOf("none", "shift", "random", "latin")


class TabICLv2RegressionSettings(AbstractTabICLv2Settings):
    """TabICL that predicts numbers, version 2."""


class _XGBoostSettingsBase(PredictionAlgorithmSettings):
    """XGBoost."""

    max_depth = Numerical()
    learning_rate = Numerical()
    gamma = Numerical()
    min_child_weight = Numerical()
    max_delta_step = Numerical()
    subsample = Numerical()
    colsample_bytree = Numerical()
    colsample_bylevel = Numerical()
    alpha = Numerical()
    lambda_ = Numerical("lambda")
    booster = Categorical()
    objective = Categorical()
    n_estimators = Single(int)
    nthread = Plain()
    scale_pos_weight = Single(int, float)
    base_score = Single(int, float)
    impute_missing = Single(bool)
    missing = Single(int, float)
    tree_method = OneOf("auto", "exact", "approx", "hist")
    seed = Single(int)
    tweedie_variance_power = Single(int, float)

    @property
    def enable_cuda(self) -> NoReturn:
        """Gone: GPUs are chosen in the settings of the ML task."""
        raise AttributeError("enable_cuda is gone: choose GPUs in the settings of the ML task")

    @enable_cuda.setter
    def enable_cuda(self, value: object) -> None:
        raise AttributeError("enable_cuda is gone: choose GPUs in the settings of the ML task")

    @property
    def cpu_tree_method(self) -> SingleCategoryHyperparameterSettings:
        """Older name of `tree_method`."""
        warnings.warn("cpu_tree_method is deprecated: use tree_method", stacklevel=2)
        return self.tree_method

    @cpu_tree_method.setter
    def cpu_tree_method(self, value: str) -> None:
        warnings.warn("cpu_tree_method is deprecated: use tree_method", stacklevel=2)
        _XGBoostSettingsBase.tree_method.change(self, value)

    @property
    def gpu_tree_method(self) -> SingleCategoryHyperparameterSettings:
        """Older name of `tree_method`."""
        warnings.warn("gpu_tree_method is deprecated: use tree_method", stacklevel=2)
        return self.tree_method

    @gpu_tree_method.setter
    def gpu_tree_method(self, value: str) -> None:
        warnings.warn("gpu_tree_method is deprecated: use tree_method", stacklevel=2)
        _XGBoostSettingsBase.tree_method.change(self, value.removeprefix("gpu_"))


class TimeseriesXGBoostSettings(_XGBoostSettingsBase):
    """XGBoost that forecasts."""


class XGBoostSettings(_XGBoostSettingsBase):
    """XGBoost."""

    enable_early_stopping = Single(bool)
    early_stopping_rounds = Single(int)
    allow_sparse_matrices = Single(bool)


class GradientBoostedTreesSettings(PredictionAlgorithmSettings):
    """Gradient boosted trees."""

    n_estimators = Numerical()
    max_depth = Numerical()
    min_samples_leaf = Numerical()
    max_features = Numerical()
    max_feature_prop = Numerical()
    learning_rate = Numerical()
    loss = Categorical()
    selection_mode = OneOf("sqrt", "log2", "number", "prop")


class DecisionTreeSettings(PredictionAlgorithmSettings):
    """A decision tree."""

    max_depth = Numerical()
    min_samples_leaf = Numerical()
    criterion = Categorical()
    splitter = Categorical()


class CausalForestSettings(PredictionAlgorithmSettings):
    """A causal forest."""

    n_estimators = Numerical()
    max_depth = Numerical()
    min_samples_leaf = Numerical()
    max_feature_prop = Numerical()
    max_features = Numerical()
    criterion = Categorical()
    selection_mode = OneOf("auto", "sqrt", "log2", "number", "prop")
    honest = Single(bool)
    n_jobs = Plain()
