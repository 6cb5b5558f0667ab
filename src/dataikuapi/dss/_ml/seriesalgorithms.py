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

    season_length = Numerical()


class AutoArimaSettings(PredictionAlgorithmSettings):
    """ARIMA with orders found by search."""

    m = Numerical()
    information_criterion = Categorical()
    test = Categorical()
    seasonal_test = Categorical()
    method = Categorical()
    start_p = Single(int)
    max_p = Single(int)
    d = Single(int, type(None))
    max_d = Single(int)
    start_q = Single(int)
    max_q = Single(int)
    start_P = Single(int)  # noqa: N815
    max_P = Single(int)  # noqa: N815
    D = Single(int, type(None))
    max_D = Single(int)  # noqa: N815
    start_Q = Single(int)  # noqa: N815
    max_Q = Single(int)  # noqa: N815
    max_order = Single(int)
    stationary = Single(bool)
    maxiter = Single(int)


class ArimaSettings(PredictionAlgorithmSettings):
    """ARIMA."""

    p = Single(int)
    d = Single(int)
    q = Single(int)
    P = Single(int)
    D = Single(int)
    Q = Single(int)
    s = Single(int)
    trend = OneOf("n", "c", "t", "ct")
    trend_offset = Single(int)
    enforce_stationarity = Single(bool)
    enforce_invertibility = Single(bool)
    concentrate_scale = Single(bool)


class CrostonSettings(PredictionAlgorithmSettings):
    """Croston's method for rare demand."""

    variant = Categorical()
    alpha_d = Numerical()
    alpha_p = Numerical()


class ETSSettings(PredictionAlgorithmSettings):
    """Exponential smoothing."""

    trend = Categorical()
    damped_trend = Categorical()
    seasonal = Categorical()
    error = Categorical()
    seasonal_periods = Single(int)
    include_unstable = Single(bool)
    seed = Single(int)


class NHITSSettings(PredictionAlgorithmSettings):
    """N-HiTS."""

    context_length = Numerical()
    learning_rate = Numerical()
    batch_size = Single(int)
    max_steps = Single(int)
    patience = Single(int)
    random_state = Single(int)


class TFTSettings(PredictionAlgorithmSettings):
    """Temporal fusion transformers."""

    context_length = Numerical()
    hidden_size_factor = Numerical()
    learning_rate = Numerical()
    n_rnn_layers = Numerical()
    n_head = Numerical()
    batch_size = Single(int)
    max_steps = Single(int)
    patience = Single(int)
    random_state = Single(int)
    max_hidden_size = Single(int)
    limit_hidden_size = Single(bool)


class SeasonalLoessSettings(PredictionAlgorithmSettings):
    """Decomposition into trend and seasons."""

    period = Numerical()
    seasonal = Numerical()
    trend = Numerical()
    low_pass = Numerical()
    seasonal_deg = Categorical()
    trend_deg = Categorical()
    low_pass_deg = Categorical()
    seasonal_jump = Numerical()
    trend_jump = Numerical()
    low_pass_jump = Numerical()
    auto_trend = Single(bool)
    auto_low_pass = Single(bool)


class ProphetSettings(PredictionAlgorithmSettings):
    """Prophet."""

    growth = OneOf("linear", "logistic", "flat")
    floor = Single(float)
    cap = Single(float)
    n_changepoints = Single(int)
    changepoint_range = Single(float)
    yearly_seasonality = OneOf("auto", "always", "never")
    weekly_seasonality = OneOf("auto", "always", "never")
    daily_seasonality = OneOf("auto", "always", "never")
    seed = Single(int)
    seasonality_mode = Categorical()
    seasonality_prior_scale = Numerical()
    changepoint_prior_scale = Numerical()
    holidays_prior_scale = Numerical()


class GluonTSNPTSForecasterSettings(PredictionAlgorithmSettings):
    """NPTS of GluonTS."""

    context_length = Numerical()
    kernel_type = Categorical()
    exp_kernel_weights = Numerical()
    feature_scale = Numerical()
    full_context = Single(bool)
    use_seasonal_model = Single(bool)
    use_default_time_features = Single(bool)
    seed = Single(int)


class GluonTSTorchSimpleFeedForwardSettings(PredictionAlgorithmSettings):
    """A feed-forward network of GluonTS, on Torch."""

    context_length = Numerical()
    distr_output = Categorical()
    batch_normalization = Categorical()
    mean_scaling = Categorical()
    num_hidden_dimensions = Single(list)
    full_context = Single(bool)
    batch_size = Single(int)
    epochs = Single(int)
    auto_num_batches_per_epoch = Single(bool)
    num_batches_per_epoch = Single(int)
    seed = Single(int)


class GluonTSTorchDeepARSettings(PredictionAlgorithmSettings):
    """DeepAR of GluonTS, on Torch."""

    context_length = Numerical()
    num_layers = Numerical()
    num_cells = Numerical()
    dropout_rate = Numerical()
    distr_output = Categorical()
    full_context = Single(bool)
    scaling = Single(bool)
    num_parallel_samples = Single(int)
    minimum_scale = Single(float)
    batch_size = Single(int)
    epochs = Single(int)
    auto_num_batches_per_epoch = Single(bool)
    num_batches_per_epoch = Single(int)
    seed = Single(int)


class GluonTSSimpleFeedForwardSettings(PredictionAlgorithmSettings):
    """A feed-forward network of GluonTS, on MXNet."""

    context_length = Numerical()
    distr_output = Categorical()
    batch_normalization = Categorical()
    mean_scaling = Categorical()
    num_hidden_dimensions = Single(list)
    full_context = Single(bool)
    num_parallel_samples = Single(int)
    batch_size = Single(int)
    epochs = Single(int)
    auto_num_batches_per_epoch = Single(bool)
    num_batches_per_epoch = Single(int)
    seed = Single(int)


class GluonTSDeepARSettings(PredictionAlgorithmSettings):
    """DeepAR of GluonTS, on MXNet."""

    context_length = Numerical()
    num_layers = Numerical()
    num_cells = Numerical()
    cell_type = Categorical()
    dropoutcell_type = Categorical()
    dropout_rate = Numerical()
    alpha = Numerical()
    beta = Numerical()
    distr_output = Categorical()
    full_context = Single(bool)
    scaling = Single(bool)
    num_parallel_samples = Single(int)
    minimum_scale = Single(float)
    batch_size = Single(int)
    epochs = Single(int)
    auto_num_batches_per_epoch = Single(bool)
    num_batches_per_epoch = Single(int)
    seed = Single(int)


class GluonTSTransformerSettings(PredictionAlgorithmSettings):
    """A transformer of GluonTS."""

    context_length = Numerical()
    model_dim = Numerical()
    inner_ff_dim_scale = Numerical()
    num_heads = Numerical()
    dropout_rate = Numerical()
    distr_output = Categorical()
    full_context = Single(bool)
    num_parallel_samples = Single(int)
    batch_size = Single(int)
    epochs = Single(int)
    auto_num_batches_per_epoch = Single(bool)
    num_batches_per_epoch = Single(int)
    seed = Single(int)


class GluonTSMQCNNSettings(PredictionAlgorithmSettings):
    """MQ-CNN of GluonTS."""

    context_length = Numerical()
    full_context = Single(bool)
    seed = Single(int)
    decoder_mlp_dim_seq = Single(list)
    channels_seq = Single(list)
    dilation_seq = Single(list)
    kernel_size_seq = Single(list)
    scaling = Single(bool)
    batch_size = Single(int)
    epochs = Single(int)
    auto_num_batches_per_epoch = Single(bool)
    num_batches_per_epoch = Single(int)
