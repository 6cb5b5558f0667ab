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
    penalty = Categorical()
    multi_class = OneOf("multinomial", "ovr")
    n_jobs = Plain()


class RidgeRegressionSettings(PredictionAlgorithmSettings):
    """Ridge regression."""

    alpha = Numerical()
    alpha_mode = OneOf("MANUAL", "AUTO", key="alphaMode")


class LassoRegressionSettings(PredictionAlgorithmSettings):
    """Lasso regression."""

    alpha = Numerical()
    alpha_mode = OneOf("MANUAL", "AUTO_CV", "AUTO_IC", key="alphaMode")


class OLSSettings(PredictionAlgorithmSettings):
    """Ordinary least squares."""

    n_jobs = Plain()


class LARSSettings(PredictionAlgorithmSettings):
    """Lasso by least angles."""

    max_features = Single(int)
    K = Single(int)


class SGDSettings(PredictionAlgorithmSettings):
    """Stochastic gradient descent."""

    alpha = Numerical()
    loss = Categorical()
    penalty = Categorical()
    l1_ratio = Single(int, float)
    max_iter = Single(int)
    tol = Single(int, float)
    n_jobs = Plain()


class KNNSettings(PredictionAlgorithmSettings):
    """Nearest neighbours."""

    k = Numerical()
    algorithm = OneOf("auto", "kd_tree", "ball_tree", "brute")
    distance_weighting = Single(bool)
    p = Single(int)
    leaf_size = Single(int)


class SVMSettings(PredictionAlgorithmSettings):
    """Support vector machines."""

    custom_gamma = Numerical()
    C = Numerical()
    gamma = Categorical()
    kernel = Categorical()
    coef0 = Single(int, float)
    tol = Single(int, float)
    max_iter = Single(int)


class SingleLayerPerceptronSettings(PredictionAlgorithmSettings):
    """A neural network of scikit-learn."""

    layer_sizes = Numerical()
    activation = OneOf("relu", "identity", "logistic", "tanh")
    solver = OneOf("adam", "sgd")
    alpha = Single(int, float)
    batch_size = Single(int)
    auto_batch = Single(bool)
    max_iter = Single(int)
    seed = Single(int)
    tol = Single(int, float)
    early_stopping = Single(bool)
    validation_fraction = Single(int, float)
    beta_1 = Single(int, float)
    beta_2 = Single(int, float)
    epsilon = Single(int, float)
    learning_rate = OneOf("constant", "invscaling", "adaptive")
    power_t = Single(int, float)
    momentum = Single(int, float)
    nesterovs_momentum = Single(bool)
    shuffle = Single(bool)
    learning_rate_init = Single(int, float)


class DeepNeuralNetworkSettings(PredictionAlgorithmSettings):
    """A deep neural network."""

    learning_rate = Numerical()
    hidden_layers = Numerical()
    units = Numerical()
    batch_size = Single(int)
    max_epochs = Single(int)
    early_stopping_enabled = Single(bool)
    early_stopping_patience = Single(int)
    early_stopping_threshold = Single(float)

    @property
    def device(self) -> NoReturn:
        """Gone: GPUs are chosen in the settings of the ML task."""
        raise AttributeError("device is gone: choose GPUs in the settings of the ML task")

    @device.setter
    def device(self, value: object) -> None:
        raise AttributeError("device is gone: choose GPUs in the settings of the ML task")


class MLLibLogitSettings(PredictionAlgorithmSettings):
    """Logistic regression on Spark."""

    reg_param = Numerical()
    enet_param = Numerical()
    max_iter = Single(int)


class MLLibNaiveBayesSettings(PredictionAlgorithmSettings):
    """Naive Bayes on Spark."""

    lambda_ = Numerical("lambda")


class MLLibLinearRegressionSettings(PredictionAlgorithmSettings):
    """Linear regression on Spark."""

    reg_param = Numerical()
    enet_param = Numerical()
    max_iter = Single(int)


class MLLibDecisionTreeSettings(PredictionAlgorithmSettings):
    """A decision tree on Spark."""

    max_depth = Numerical()
    cache_node_ids = Plain()
    checkpoint_interval = Single(int)
    max_bins = Single(int)
    max_memory_mb = Plain()
    min_info_gain = Single(int, float)
    min_instance_per_node = Single(int)


class _MLLibTreeEnsembleSettings(PredictionAlgorithmSettings):
    """Ensembles of trees on Spark."""

    max_depth = Numerical()
    num_trees = Numerical()
    cache_node_ids = Plain()
    checkpoint_interval = Single(int)
    max_bins = Single(int)
    max_memory_mb = Plain()
    min_info_gain = Single(int, float)
    min_instance_per_node = Single(int)
    seed = Single(int)
    subsampling_rate = Single(int, float)


class MLLibRandomForestSettings(_MLLibTreeEnsembleSettings):
    """Random forests on Spark."""

    impurity = OneOf("gini", "entropy", "variance")
    subset_strategy = OneOf("auto", "all", "onethird", "sqrt", "log2")


class MLLibGBTSettings(_MLLibTreeEnsembleSettings):
    """Gradient boosted trees on Spark."""

    step_size = Numerical()
