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

    n_estimators: Numerical = Numerical()
    min_samples_leaf: Numerical = Numerical()
    max_tree_depth: Numerical = Numerical()
    max_feature_prop: Numerical = Numerical()
    max_features: Numerical = Numerical()
    n_jobs: Plain = Plain()
    selection_mode: OneOf = OneOf("sqrt", "log2", "number", "prop")


class TimeseriesRandomForestSettings(_RandomForestSettingsBase):
    """Random forests that forecast."""


class RandomForestSettings(_RandomForestSettingsBase):
    """Random forests and extra trees."""

    allow_sparse_matrices: Single = Single(bool)


class _LightGBMSettingsBase(PredictionAlgorithmSettings):
    """LightGBM."""

    boosting_type: Categorical = Categorical()
    num_leaves: Numerical = Numerical()
    learning_rate: Numerical = Numerical()
    n_estimators: Numerical = Numerical()
    min_split_gain: Numerical = Numerical()
    min_child_weight: Numerical = Numerical()
    min_child_samples: Numerical = Numerical()
    colsample_bytree: Numerical = Numerical()
    reg_alpha: Numerical = Numerical()
    reg_lambda: Numerical = Numerical()
    random_state: Single = Single(int)
    n_jobs: Single = Single(int)
    max_depth: Single = Single(int)
    subsample: Single = Single(float)
    subsample_freq: Single = Single(int)
    use_bagging: Single = Single(bool)


class TimeseriesLightGBMSettings(_LightGBMSettingsBase):
    """LightGBM that forecasts."""


class LightGBMSettings(_LightGBMSettingsBase):
    """LightGBM."""

    early_stopping: Single = Single(bool)
    early_stopping_rounds: Single = Single(int)
    allow_sparse_matrices: Single = Single(bool)


class CatBoostSettings(PredictionAlgorithmSettings):
    """CatBoost."""

    learning_rate: Numerical = Numerical()
    max_depth: Numerical = Numerical()
    l2_leaf_reg: Numerical = Numerical()
    border_count: Numerical = Numerical()
    random_strength: Numerical = Numerical()
    min_data_in_leaf: Numerical = Numerical()
    bagging_temperature: Numerical = Numerical()
    border_count_mode_auto: Single = Single(bool)
    bootstrap_type: OneOf = OneOf("Auto", "Bayesian", "Bernoulli", "MVS", "No")
    grow_policy: OneOf = OneOf("SymmetricTree", "Depthwise", "Lossguide")
    nthread: Single = Single(int)
    n_estimators: Single = Single(int)
    enable_early_stopping: Single = Single(bool)
    early_stopping_rounds: Single = Single(int)


class AbstractTabICLSettings(PredictionAlgorithmSettings):
    """TabICL."""

    n_estimators: Numerical = Numerical()
    norm_none: Single = Single(bool)
    norm_power: Single = Single(bool)
    norm_quantile: Single = Single(bool)
    norm_quantile_rtdl: Single = Single(bool)
    norm_robust: Single = Single(bool)
    random_state: Single = Single()
    n_jobs: Single = Single()
    batch_size: Single = Single()
    outlier_threshold: Single = Single()


class AbstractTabICLClassificationSettings(AbstractTabICLSettings):
    """TabICL that classifies."""

    softmax_temperature: Single = Single()


class AbstractTabICLv2Settings(AbstractTabICLSettings):
    """TabICL, version 2."""

    offload_mode: OneOf = OneOf("auto", "gpu", "cpu", "disk")


class TabICLSettings(AbstractTabICLClassificationSettings):
    """TabICL, version 1."""

    class_shift: Categorical = Categorical()


class TabICLv2ClassificationSettings(
    AbstractTabICLClassificationSettings, AbstractTabICLv2Settings
):
    """TabICL that classifies, version 2."""

    class_shuffle_method: OneOf = OneOf("none", "shift", "random", "latin")


class TabICLv2RegressionSettings(AbstractTabICLv2Settings):
    """TabICL that predicts numbers, version 2."""


class _XGBoostSettingsBase(PredictionAlgorithmSettings):
    """XGBoost."""

    max_depth: Numerical = Numerical()
    learning_rate: Numerical = Numerical()
    gamma: Numerical = Numerical()
    min_child_weight: Numerical = Numerical()
    max_delta_step: Numerical = Numerical()
    subsample: Numerical = Numerical()
    colsample_bytree: Numerical = Numerical()
    colsample_bylevel: Numerical = Numerical()
    alpha: Numerical = Numerical()
    lambda_: Numerical = Numerical("lambda")
    booster: Categorical = Categorical()
    objective: Categorical = Categorical()
    n_estimators: Single = Single(int)
    nthread: Plain = Plain()
    scale_pos_weight: Single = Single(int, float)
    base_score: Single = Single(int, float)
    impute_missing: Single = Single(bool)
    missing: Single = Single(int, float)
    tree_method: OneOf = OneOf("auto", "exact", "approx", "hist")
    seed: Single = Single(int)
    tweedie_variance_power: Single = Single(int, float)

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

    enable_early_stopping: Single = Single(bool)
    early_stopping_rounds: Single = Single(int)
    allow_sparse_matrices: Single = Single(bool)


class GradientBoostedTreesSettings(PredictionAlgorithmSettings):
    """Gradient boosted trees."""

    n_estimators: Numerical = Numerical()
    max_depth: Numerical = Numerical()
    min_samples_leaf: Numerical = Numerical()
    max_features: Numerical = Numerical()
    max_feature_prop: Numerical = Numerical()
    learning_rate: Numerical = Numerical()
    loss: Categorical = Categorical()
    selection_mode: OneOf = OneOf("sqrt", "log2", "number", "prop")


class DecisionTreeSettings(PredictionAlgorithmSettings):
    """A decision tree."""

    max_depth: Numerical = Numerical()
    min_samples_leaf: Numerical = Numerical()
    criterion: Categorical = Categorical()
    splitter: Categorical = Categorical()


class CausalForestSettings(PredictionAlgorithmSettings):
    """A causal forest."""

    n_estimators: Numerical = Numerical()
    max_depth: Numerical = Numerical()
    min_samples_leaf: Numerical = Numerical()
    max_feature_prop: Numerical = Numerical()
    max_features: Numerical = Numerical()
    criterion: Categorical = Categorical()
    selection_mode: OneOf = OneOf("auto", "sqrt", "log2", "number", "prop")
    honest: Single = Single(bool)
    n_jobs: Plain = Plain()
