"""Settings of linear models, neighbours, support vectors and networks, and of those on Spark."""

from __future__ import annotations

from typing import NoReturn

from dataikuapi.dss._ml.algorithm import (
    Categorical,
    Numerical,
    OneOf,
    Plain,
    PredictionAlgorithmSettings,
    Single,
)


class LogitSettings(PredictionAlgorithmSettings):
    """Logistic regression."""

    C = Numerical()
    penalty: Categorical = Categorical()
    multi_class: OneOf = OneOf("multinomial", "ovr")
    n_jobs: Plain = Plain()


class RidgeRegressionSettings(PredictionAlgorithmSettings):
    """Ridge regression."""

    alpha: Numerical = Numerical()
    alpha_mode: OneOf = OneOf("MANUAL", "AUTO", key="alphaMode")


class LassoRegressionSettings(PredictionAlgorithmSettings):
    """Lasso regression."""

    alpha: Numerical = Numerical()
    alpha_mode: OneOf = OneOf("MANUAL", "AUTO_CV", "AUTO_IC", key="alphaMode")


class OLSSettings(PredictionAlgorithmSettings):
    """Ordinary least squares."""

    n_jobs: Plain = Plain()


class LARSSettings(PredictionAlgorithmSettings):
    """Lasso by least angles."""

    max_features: Single = Single(int)
    K = Single(int)


class SGDSettings(PredictionAlgorithmSettings):
    """Stochastic gradient descent."""

    alpha: Numerical = Numerical()
    loss: Categorical = Categorical()
    penalty: Categorical = Categorical()
    l1_ratio: Single = Single(int, float)
    max_iter: Single = Single(int)
    tol: Single = Single(int, float)
    n_jobs: Plain = Plain()


class KNNSettings(PredictionAlgorithmSettings):
    """Nearest neighbours."""

    k: Numerical = Numerical()
    algorithm: OneOf = OneOf("auto", "kd_tree", "ball_tree", "brute")
    distance_weighting: Single = Single(bool)
    p: Single = Single(int)
    leaf_size: Single = Single(int)


class SVMSettings(PredictionAlgorithmSettings):
    """Support vector machines."""

    custom_gamma: Numerical = Numerical()
    C = Numerical()
    gamma: Categorical = Categorical()
    kernel: Categorical = Categorical()
    coef0: Single = Single(int, float)
    tol: Single = Single(int, float)
    max_iter: Single = Single(int)


class SingleLayerPerceptronSettings(PredictionAlgorithmSettings):
    """A neural network of scikit-learn."""

    layer_sizes: Numerical = Numerical()
    activation: OneOf = OneOf("relu", "identity", "logistic", "tanh")
    solver: OneOf = OneOf("adam", "sgd")
    alpha: Single = Single(int, float)
    batch_size: Single = Single(int)
    auto_batch: Single = Single(bool)
    max_iter: Single = Single(int)
    seed: Single = Single(int)
    tol: Single = Single(int, float)
    early_stopping: Single = Single(bool)
    validation_fraction: Single = Single(int, float)
    beta_1: Single = Single(int, float)
    beta_2: Single = Single(int, float)
    epsilon: Single = Single(int, float)
    learning_rate: OneOf = OneOf("constant", "invscaling", "adaptive")
    power_t: Single = Single(int, float)
    momentum: Single = Single(int, float)
    nesterovs_momentum: Single = Single(bool)
    shuffle: Single = Single(bool)
    learning_rate_init: Single = Single(int, float)


class DeepNeuralNetworkSettings(PredictionAlgorithmSettings):
    """A deep neural network."""

    learning_rate: Numerical = Numerical()
    hidden_layers: Numerical = Numerical()
    units: Numerical = Numerical()
    batch_size: Single = Single(int)
    max_epochs: Single = Single(int)
    early_stopping_enabled: Single = Single(bool)
    early_stopping_patience: Single = Single(int)
    early_stopping_threshold: Single = Single(float)

    @property
    def device(self) -> NoReturn:
        """Gone: GPUs are chosen in the settings of the ML task."""
        raise AttributeError("device is gone: choose GPUs in the settings of the ML task")

    @device.setter
    def device(self, value: object) -> None:
        raise AttributeError("device is gone: choose GPUs in the settings of the ML task")


class MLLibLogitSettings(PredictionAlgorithmSettings):
    """Logistic regression on Spark."""

    reg_param: Numerical = Numerical()
    enet_param: Numerical = Numerical()
    max_iter: Single = Single(int)


class MLLibNaiveBayesSettings(PredictionAlgorithmSettings):
    """Naive Bayes on Spark."""

    lambda_: Numerical = Numerical("lambda")


class MLLibLinearRegressionSettings(PredictionAlgorithmSettings):
    """Linear regression on Spark."""

    reg_param: Numerical = Numerical()
    enet_param: Numerical = Numerical()
    max_iter: Single = Single(int)


class MLLibDecisionTreeSettings(PredictionAlgorithmSettings):
    """A decision tree on Spark."""

    max_depth: Numerical = Numerical()
    cache_node_ids: Plain = Plain()
    checkpoint_interval: Single = Single(int)
    max_bins: Single = Single(int)
    max_memory_mb: Plain = Plain()
    min_info_gain: Single = Single(int, float)
    min_instance_per_node: Single = Single(int)


class _MLLibTreeEnsembleSettings(PredictionAlgorithmSettings):
    """Ensembles of trees on Spark."""

    max_depth: Numerical = Numerical()
    num_trees: Numerical = Numerical()
    cache_node_ids: Plain = Plain()
    checkpoint_interval: Single = Single(int)
    max_bins: Single = Single(int)
    max_memory_mb: Plain = Plain()
    min_info_gain: Single = Single(int, float)
    min_instance_per_node: Single = Single(int)
    seed: Single = Single(int)
    subsampling_rate: Single = Single(int, float)


class MLLibRandomForestSettings(_MLLibTreeEnsembleSettings):
    """Random forests on Spark."""

    impurity: OneOf = OneOf("gini", "entropy", "variance")
    subset_strategy: OneOf = OneOf("auto", "all", "onethird", "sqrt", "log2")


class MLLibGBTSettings(_MLLibTreeEnsembleSettings):
    """Gradient boosted trees on Spark."""

    step_size: Numerical = Numerical()
