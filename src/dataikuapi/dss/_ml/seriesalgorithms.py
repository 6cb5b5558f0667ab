"""Settings of the algorithms that forecast."""

from __future__ import annotations

from dataikuapi.dss._ml.algorithm import (
    Categorical,
    Numerical,
    OneOf,
    PredictionAlgorithmSettings,
    Single,
)


class SeasonalNaiveSettings(PredictionAlgorithmSettings):
    """The value of a season ago."""

    season_length: Numerical = Numerical()


class AutoArimaSettings(PredictionAlgorithmSettings):
    """ARIMA with orders found by search."""

    m: Numerical = Numerical()
    information_criterion: Categorical = Categorical()
    test: Categorical = Categorical()
    seasonal_test: Categorical = Categorical()
    method: Categorical = Categorical()
    start_p: Single = Single(int)
    max_p: Single = Single(int)
    d: Single = Single(int, type(None))
    max_d: Single = Single(int)
    start_q: Single = Single(int)
    max_q: Single = Single(int)
    start_P: Single = Single(int)
    max_P: Single = Single(int)
    D = Single(int, type(None))
    max_D: Single = Single(int)
    start_Q: Single = Single(int)
    max_Q: Single = Single(int)
    max_order: Single = Single(int)
    stationary: Single = Single(bool)
    maxiter: Single = Single(int)


class ArimaSettings(PredictionAlgorithmSettings):
    """ARIMA."""

    p: Single = Single(int)
    d: Single = Single(int)
    q: Single = Single(int)
    P = Single(int)
    D = Single(int)
    Q = Single(int)
    s: Single = Single(int)
    trend: OneOf = OneOf("n", "c", "t", "ct")
    trend_offset: Single = Single(int)
    enforce_stationarity: Single = Single(bool)
    enforce_invertibility: Single = Single(bool)
    concentrate_scale: Single = Single(bool)


class CrostonSettings(PredictionAlgorithmSettings):
    """Croston's method for rare demand."""

    variant: Categorical = Categorical()
    alpha_d: Numerical = Numerical()
    alpha_p: Numerical = Numerical()


class ETSSettings(PredictionAlgorithmSettings):
    """Exponential smoothing."""

    trend: Categorical = Categorical()
    damped_trend: Categorical = Categorical()
    seasonal: Categorical = Categorical()
    error: Categorical = Categorical()
    seasonal_periods: Single = Single(int)
    include_unstable: Single = Single(bool)
    seed: Single = Single(int)


class NHITSSettings(PredictionAlgorithmSettings):
    """N-HiTS."""

    context_length: Numerical = Numerical()
    learning_rate: Numerical = Numerical()
    batch_size: Single = Single(int)
    max_steps: Single = Single(int)
    patience: Single = Single(int)
    random_state: Single = Single(int)


class TFTSettings(PredictionAlgorithmSettings):
    """Temporal fusion transformers."""

    context_length: Numerical = Numerical()
    hidden_size_factor: Numerical = Numerical()
    learning_rate: Numerical = Numerical()
    n_rnn_layers: Numerical = Numerical()
    n_head: Numerical = Numerical()
    batch_size: Single = Single(int)
    max_steps: Single = Single(int)
    patience: Single = Single(int)
    random_state: Single = Single(int)
    max_hidden_size: Single = Single(int)
    limit_hidden_size: Single = Single(bool)


class SeasonalLoessSettings(PredictionAlgorithmSettings):
    """Decomposition into trend and seasons."""

    period: Numerical = Numerical()
    seasonal: Numerical = Numerical()
    trend: Numerical = Numerical()
    low_pass: Numerical = Numerical()
    seasonal_deg: Categorical = Categorical()
    trend_deg: Categorical = Categorical()
    low_pass_deg: Categorical = Categorical()
    seasonal_jump: Numerical = Numerical()
    trend_jump: Numerical = Numerical()
    low_pass_jump: Numerical = Numerical()
    auto_trend: Single = Single(bool)
    auto_low_pass: Single = Single(bool)


class ProphetSettings(PredictionAlgorithmSettings):
    """Prophet."""

    growth: OneOf = OneOf("linear", "logistic", "flat")
    floor: Single = Single(float)
    cap: Single = Single(float)
    n_changepoints: Single = Single(int)
    changepoint_range: Single = Single(float)
    yearly_seasonality: OneOf = OneOf("auto", "always", "never")
    weekly_seasonality: OneOf = OneOf("auto", "always", "never")
    daily_seasonality: OneOf = OneOf("auto", "always", "never")
    seed: Single = Single(int)
    seasonality_mode: Categorical = Categorical()
    seasonality_prior_scale: Numerical = Numerical()
    changepoint_prior_scale: Numerical = Numerical()
    holidays_prior_scale: Numerical = Numerical()


class GluonTSNPTSForecasterSettings(PredictionAlgorithmSettings):
    """NPTS of GluonTS."""

    context_length: Numerical = Numerical()
    kernel_type: Categorical = Categorical()
    exp_kernel_weights: Numerical = Numerical()
    feature_scale: Numerical = Numerical()
    full_context: Single = Single(bool)
    use_seasonal_model: Single = Single(bool)
    use_default_time_features: Single = Single(bool)
    seed: Single = Single(int)


class GluonTSTorchSimpleFeedForwardSettings(PredictionAlgorithmSettings):
    """A feed-forward network of GluonTS, on Torch."""

    context_length: Numerical = Numerical()
    distr_output: Categorical = Categorical()
    batch_normalization: Categorical = Categorical()
    mean_scaling: Categorical = Categorical()
    num_hidden_dimensions: Single = Single(list)
    full_context: Single = Single(bool)
    batch_size: Single = Single(int)
    epochs: Single = Single(int)
    auto_num_batches_per_epoch: Single = Single(bool)
    num_batches_per_epoch: Single = Single(int)
    seed: Single = Single(int)


class GluonTSTorchDeepARSettings(PredictionAlgorithmSettings):
    """DeepAR of GluonTS, on Torch."""

    context_length: Numerical = Numerical()
    num_layers: Numerical = Numerical()
    num_cells: Numerical = Numerical()
    dropout_rate: Numerical = Numerical()
    distr_output: Categorical = Categorical()
    full_context: Single = Single(bool)
    scaling: Single = Single(bool)
    num_parallel_samples: Single = Single(int)
    minimum_scale: Single = Single(float)
    batch_size: Single = Single(int)
    epochs: Single = Single(int)
    auto_num_batches_per_epoch: Single = Single(bool)
    num_batches_per_epoch: Single = Single(int)
    seed: Single = Single(int)


class GluonTSSimpleFeedForwardSettings(PredictionAlgorithmSettings):
    """A feed-forward network of GluonTS, on MXNet."""

    context_length: Numerical = Numerical()
    distr_output: Categorical = Categorical()
    batch_normalization: Categorical = Categorical()
    mean_scaling: Categorical = Categorical()
    num_hidden_dimensions: Single = Single(list)
    full_context: Single = Single(bool)
    num_parallel_samples: Single = Single(int)
    batch_size: Single = Single(int)
    epochs: Single = Single(int)
    auto_num_batches_per_epoch: Single = Single(bool)
    num_batches_per_epoch: Single = Single(int)
    seed: Single = Single(int)


class GluonTSDeepARSettings(PredictionAlgorithmSettings):
    """DeepAR of GluonTS, on MXNet."""

    context_length: Numerical = Numerical()
    num_layers: Numerical = Numerical()
    num_cells: Numerical = Numerical()
    cell_type: Categorical = Categorical()
    dropoutcell_type: Categorical = Categorical()
    dropout_rate: Numerical = Numerical()
    alpha: Numerical = Numerical()
    beta: Numerical = Numerical()
    distr_output: Categorical = Categorical()
    full_context: Single = Single(bool)
    scaling: Single = Single(bool)
    num_parallel_samples: Single = Single(int)
    minimum_scale: Single = Single(float)
    batch_size: Single = Single(int)
    epochs: Single = Single(int)
    auto_num_batches_per_epoch: Single = Single(bool)
    num_batches_per_epoch: Single = Single(int)
    seed: Single = Single(int)


class GluonTSTransformerSettings(PredictionAlgorithmSettings):
    """A transformer of GluonTS."""

    context_length: Numerical = Numerical()
    model_dim: Numerical = Numerical()
    inner_ff_dim_scale: Numerical = Numerical()
    num_heads: Numerical = Numerical()
    dropout_rate: Numerical = Numerical()
    distr_output: Categorical = Categorical()
    full_context: Single = Single(bool)
    num_parallel_samples: Single = Single(int)
    batch_size: Single = Single(int)
    epochs: Single = Single(int)
    auto_num_batches_per_epoch: Single = Single(bool)
    num_batches_per_epoch: Single = Single(int)
    seed: Single = Single(int)


class GluonTSMQCNNSettings(PredictionAlgorithmSettings):
    """MQ-CNN of GluonTS."""

    context_length: Numerical = Numerical()
    full_context: Single = Single(bool)
    seed: Single = Single(int)
    decoder_mlp_dim_seq: Single = Single(list)
    channels_seq: Single = Single(list)
    dilation_seq: Single = Single(list)
    kernel_size_seq: Single = Single(list)
    scaling: Single = Single(bool)
    batch_size: Single = Single(int)
    epochs: Single = Single(int)
    auto_num_batches_per_epoch: Single = Single(bool)
    num_batches_per_epoch: Single = Single(int)
