"""The algorithms of ML tasks: their settings as a new task has them, their names, their strengths.

Settings are written here in short: ``name=#value`` is a number to search for, ``name=a|b`` words of
which the first is tried, and anything else the value itself, as JSON. The switches of XGBoost for
processors are those of DSS up to 11; clients of later versions pass them by.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

TABLE: Final = """
random_forest_classification: n_estimators=#100 min_samples_leaf=#1 max_tree_depth=#10
    max_feature_prop=#0.3 max_features=#1 n_jobs=4 selection_mode="sqrt"
    allow_sparse_matrices=false
random_forest_regression: n_estimators=#100 min_samples_leaf=#1 max_tree_depth=#10
    max_feature_prop=#0.3 max_features=#1 n_jobs=4 selection_mode="sqrt"
    allow_sparse_matrices=false
extra_trees: n_estimators=#100 min_samples_leaf=#1 max_tree_depth=#10 max_feature_prop=#0.3
    max_features=#1 n_jobs=4 selection_mode="sqrt" allow_sparse_matrices=false
gbt_classification: n_estimators=#100 max_depth=#6 min_samples_leaf=#1 max_features=#1
    max_feature_prop=#0.3 learning_rate=#0.1 loss=default|other selection_mode="sqrt"
gbt_regression: n_estimators=#100 max_depth=#6 min_samples_leaf=#1 max_features=#1
    max_feature_prop=#0.3 learning_rate=#0.1 loss=default|other selection_mode="sqrt"
decision_tree_classification: max_depth=#6 min_samples_leaf=#1 criterion=gini|entropy
    splitter=best|random
decision_tree_regression: max_depth=#6 min_samples_leaf=#1 criterion=gini|entropy
    splitter=best|random
ridge_regression: alpha=#0.1 alphaMode="MANUAL"
lasso_regression: alpha=#0.1 alphaMode="MANUAL"
leastsquare_regression: n_jobs=4
sgd_regression: alpha=#0.1 loss=default|other penalty=l2|l1 l1_ratio=0.15 max_iter=1000
    tol=0.001 n_jobs=4
knn: k=#5 algorithm="auto" distance_weighting=false p=2 leaf_size=30
logistic_regression: C=#1 penalty=l2|l1 multi_class="multinomial" n_jobs=4
neural_network: layer_sizes=#64 activation="relu" solver="adam" alpha=0.0001 batch_size=32
    auto_batch=false max_iter=1000 seed=1337 tol=0.001 early_stopping=false
    validation_fraction=0.1 beta_1=0.9 beta_2=0.999 epsilon=1e-08 learning_rate="constant"
    power_t=0.5 momentum=0.9 nesterovs_momentum=false shuffle=false learning_rate_init=0.001
deep_neural_network_regression: learning_rate=#0.1 hidden_layers=#2 units=#64 batch_size=32
    max_epochs=10 early_stopping_enabled=false early_stopping_patience=3
    early_stopping_threshold=0.0001
deep_neural_network_classification: learning_rate=#0.1 hidden_layers=#2 units=#64 batch_size=32
    max_epochs=10 early_stopping_enabled=false early_stopping_patience=3
    early_stopping_threshold=0.0001
svc_classifier: custom_gamma=#0.1 C=#1 gamma=scale|auto|custom kernel=rbf|linear|poly|sigmoid
    coef0=0.0 tol=0.001 max_iter=1000
svm_regression: custom_gamma=#0.1 C=#1 gamma=scale|auto|custom kernel=rbf|linear|poly|sigmoid
    coef0=0.0 tol=0.001 max_iter=1000
sgd_classifier: alpha=#0.1 loss=default|other penalty=l2|l1 l1_ratio=0.15 max_iter=1000
    tol=0.001 n_jobs=4
lars_params: max_features=0 K=10
lightgbm_classification: boosting_type=gbdt|dart|goss num_leaves=#31 learning_rate=#0.1
    n_estimators=#100 min_split_gain=#0 min_child_weight=#1 min_child_samples=#20
    colsample_bytree=#1 reg_alpha=#0 reg_lambda=#0 random_state=1337 n_jobs=4 max_depth=-1
    subsample=1.0 subsample_freq=0 use_bagging=false early_stopping=false
    early_stopping_rounds=4 allow_sparse_matrices=false
lightgbm_regression: boosting_type=gbdt|dart|goss num_leaves=#31 learning_rate=#0.1
    n_estimators=#100 min_split_gain=#0 min_child_weight=#1 min_child_samples=#20
    colsample_bytree=#1 reg_alpha=#0 reg_lambda=#0 random_state=1337 n_jobs=4 max_depth=-1
    subsample=1.0 subsample_freq=0 use_bagging=false early_stopping=false
    early_stopping_rounds=4 allow_sparse_matrices=false
catboost_classification: learning_rate=#0.1 max_depth=#6 l2_leaf_reg=#3 border_count=#254
    random_strength=#1 min_data_in_leaf=#1 bagging_temperature=#1 border_count_mode_auto=false
    bootstrap_type="Auto" grow_policy="SymmetricTree" nthread=4 n_estimators=300
    enable_early_stopping=false early_stopping_rounds=4
catboost_regression: learning_rate=#0.1 max_depth=#6 l2_leaf_reg=#3 border_count=#254
    random_strength=#1 min_data_in_leaf=#1 bagging_temperature=#1 border_count_mode_auto=false
    bootstrap_type="Auto" grow_policy="SymmetricTree" nthread=4 n_estimators=300
    enable_early_stopping=false early_stopping_rounds=4
xgboost: max_depth=#6 learning_rate=#0.1 gamma=#0 min_child_weight=#1 max_delta_step=#0
    subsample=#1 colsample_bytree=#1 colsample_bylevel=#1 alpha=#0.1 lambda=#1
    booster=gbtree|dart objective=auto|custom n_estimators=300 nthread=4 scale_pos_weight=1
    base_score=0.5 impute_missing=false missing=0 tree_method="auto" seed=1337
    cpu_tree_method="auto" gpu_tree_method="gpu_hist" enable_cuda=false
    tweedie_variance_power=1.5 enable_early_stopping=false early_stopping_rounds=4
    allow_sparse_matrices=false
deep_learning_sparkling:
gbm_sparkling:
rf_sparkling:
glm_sparkling:
nb_sparkling:
mllib_logit: reg_param=#0.1 enet_param=#0 max_iter=1000
mllib_naive_bayes: lambda=#1
mllib_linreg: reg_param=#0.1 enet_param=#0 max_iter=1000
mllib_rf: max_depth=#6 num_trees=#20 cache_node_ids=false checkpoint_interval=10 max_bins=32
    max_memory_mb=256 min_info_gain=0 min_instance_per_node=1 seed=1337 subsampling_rate=1
    impurity="gini" subset_strategy="auto"
mllib_gbt: max_depth=#6 num_trees=#20 cache_node_ids=false checkpoint_interval=10 max_bins=32
    max_memory_mb=256 min_info_gain=0 min_instance_per_node=1 seed=1337 subsampling_rate=1
    step_size=#0.1
mllib_dt: max_depth=#6 cache_node_ids=false checkpoint_interval=10 max_bins=32 max_memory_mb=256
    min_info_gain=0 min_instance_per_node=1
vertica_linear_regression:
vertica_logistic_regression:
keras:
tabicl_classification: n_estimators=#100 norm_none=false norm_power=false norm_quantile=false
    norm_quantile_rtdl=false norm_robust=false random_state=1337 n_jobs=4 batch_size=8
    outlier_threshold=4.0 softmax_temperature=0.9 class_shift=true|false
tabiclv2_classification: n_estimators=#100 norm_none=false norm_power=false norm_quantile=false
    norm_quantile_rtdl=false norm_robust=false random_state=1337 n_jobs=4 batch_size=8
    outlier_threshold=4.0 softmax_temperature=0.9 offload_mode="auto"
    class_shuffle_method="none"
tabiclv2_regression: n_estimators=#100 norm_none=false norm_power=false norm_quantile=false
    norm_quantile_rtdl=false norm_robust=false random_state=1337 n_jobs=4 batch_size=8
    outlier_threshold=4.0 offload_mode="auto"
arima_timeseries: p=2 d=0 q=1 P=0 D=0 Q=0 s=1 trend="n" trend_offset=1
    enforce_stationarity=false enforce_invertibility=false concentrate_scale=false
croston_timeseries: variant=classic|sba|tsb alpha_d=#0.1 alpha_p=#0.1
ets_timeseries: trend=null|add|mul damped_trend=false|true seasonal=null|add|mul error=add|mul
    seasonal_periods=7 include_unstable=false seed=1337
nhits_timeseries: context_length=#14 learning_rate=#0.1 batch_size=32 max_steps=1000 patience=10
    random_state=1337
tft_timeseries: context_length=#14 hidden_size_factor=#2 learning_rate=#0.1 n_rnn_layers=#1
    n_head=#4 batch_size=32 max_steps=1000 patience=10 random_state=1337 max_hidden_size=256
    limit_hidden_size=false
trivial_identity_timeseries:
seasonal_naive_timeseries: season_length=#7
autoarima_timeseries: m=#7 information_criterion=aic|bic test=kpss|adf seasonal_test=ocsb|ch
    method=lbfgs|powell start_p=2 max_p=5 d=null max_d=2 start_q=2 max_q=5 start_P=1 max_P=2
    D=null max_D=1 start_Q=1 max_Q=2 max_order=5 stationary=false maxiter=50
seasonal_loess_timeseries: period=#7 seasonal=#7 trend=#15 low_pass=#9 seasonal_deg=1|0
    trend_deg=1|0 low_pass_deg=1|0 seasonal_jump=#1 trend_jump=#1 low_pass_jump=#1
    auto_trend=false auto_low_pass=false
prophet_timeseries: growth="linear" floor=0.0 cap=0.0 n_changepoints=25 changepoint_range=0.8
    yearly_seasonality="auto" weekly_seasonality="auto" daily_seasonality="auto" seed=1337
    seasonality_mode=additive|multiplicative seasonality_prior_scale=#10
    changepoint_prior_scale=#0.05 holidays_prior_scale=#10
gluonts_npts_timeseries: context_length=#14 kernel_type=exponential|uniform
    exp_kernel_weights=#1 feature_scale=#1000 full_context=false use_seasonal_model=false
    use_default_time_features=false seed=1337
gluonts_torch_simple_feed_forward_timeseries: context_length=#14
    distr_output=StudentTOutput|NormalOutput batch_normalization=false|true
    mean_scaling=true|false num_hidden_dimensions=[40] full_context=false batch_size=32
    epochs=10 auto_num_batches_per_epoch=false num_batches_per_epoch=50 seed=1337
gluonts_torch_deepar_timeseries: context_length=#14 num_layers=#2 num_cells=#40
    dropout_rate=#0.1 distr_output=StudentTOutput|NormalOutput full_context=false scaling=false
    num_parallel_samples=100 minimum_scale=1e-10 batch_size=32 epochs=10
    auto_num_batches_per_epoch=false num_batches_per_epoch=50 seed=1337
gluonts_simple_feed_forward_timeseries: context_length=#14
    distr_output=StudentTOutput|NormalOutput batch_normalization=false|true
    mean_scaling=true|false num_hidden_dimensions=[40] full_context=false
    num_parallel_samples=100 batch_size=32 epochs=10 auto_num_batches_per_epoch=false
    num_batches_per_epoch=50 seed=1337
gluonts_deepar_timeseries: context_length=#14 num_layers=#2 num_cells=#40 cell_type=lstm|gru
    dropoutcell_type=ZoneoutCell|RNNZoneoutCell dropout_rate=#0.1 alpha=#0.1 beta=#0
    distr_output=StudentTOutput|NormalOutput full_context=false scaling=false
    num_parallel_samples=100 minimum_scale=1e-10 batch_size=32 epochs=10
    auto_num_batches_per_epoch=false num_batches_per_epoch=50 seed=1337
gluonts_transformer_timeseries: context_length=#14 model_dim=#32 inner_ff_dim_scale=#4
    num_heads=#8 dropout_rate=#0.1 distr_output=StudentTOutput|NormalOutput full_context=false
    num_parallel_samples=100 batch_size=32 epochs=10 auto_num_batches_per_epoch=false
    num_batches_per_epoch=50 seed=1337
gluonts_mqcnn_timeseries: context_length=#14 full_context=false seed=1337
    decoder_mlp_dim_seq=[40] channels_seq=[40] dilation_seq=[40] kernel_size_seq=[40]
    scaling=false batch_size=32 epochs=10 auto_num_batches_per_epoch=false
    num_batches_per_epoch=50
causal_forest: n_estimators=#100 max_depth=#6 min_samples_leaf=#1 max_feature_prop=#0.3
    max_features=#1 criterion=gini|entropy selection_mode="auto" honest=false n_jobs=4
db_scan_clustering: epsilon=[0.5] min_sample_ratio=0.01
hdb_scan_clustering: min_cluster_size=[10]
spectral_clustering: k=[3,5] affinity="rbf"
ward_clustering: k=[3,5]
kmeans_clustering: k=[3,5] seed=1337 n_jobs=4
mini_batch_kmeans_clustering: k=[3,5] seed=1337
gmm_clustering: k=[3,5] seed=1337
two_step: n_clusters=5 kmeans_k=100
isolation_forest: n_estimators=100 contamination=0.1 max_anomalies=100
mllib_kmeans_clustering: k=[3,5]
mllib_gaussian_mixture_clustering: k=[3,5]
h2o_kmeans: k=[3,5]
"""

# Members of the settings whose algorithm has another name than the member in capitals.
_NAMES: Final[dict[str, str]] = {
    "svc_classifier": "SVC_CLASSIFICATION",
    "sgd_classifier": "SGD_CLASSIFICATION",
    "lars_params": "LARS",
    "deep_learning_sparkling": "SPARKLING_DEEP_LEARNING",
    "gbm_sparkling": "SPARKLING_GBM",
    "rf_sparkling": "SPARKLING_RF",
    "glm_sparkling": "SPARKLING_GLM",
    "nb_sparkling": "SPARKLING_NB",
    "mllib_logit": "MLLIB_LOGISTIC_REGRESSION",
    "mllib_linreg": "MLLIB_LINEAR_REGRESSION",
    "mllib_rf": "MLLIB_RANDOM_FOREST",
    "mllib_dt": "MLLIB_DECISION_TREE",
    "keras": "KERAS_CODE",
    "arima_timeseries": "ARIMA",
    "croston_timeseries": "CROSTON",
    "ets_timeseries": "ETS",
    "nhits_timeseries": "NHITS",
    "tft_timeseries": "TFT",
    "seasonal_naive_timeseries": "SEASONAL_NAIVE",
    "autoarima_timeseries": "AUTO_ARIMA",
    "seasonal_loess_timeseries": "SEASONAL_LOESS",
    "prophet_timeseries": "PROPHET",
    "gluonts_npts_timeseries": "GLUONTS_NPTS_FORECASTER",
    "gluonts_torch_simple_feed_forward_timeseries": "GLUONTS_TORCH_SIMPLE_FEEDFORWARD",
    "gluonts_torch_deepar_timeseries": "GLUONTS_TORCH_DEEPAR",
    "gluonts_simple_feed_forward_timeseries": "GLUONTS_SIMPLE_FEEDFORWARD",
    "gluonts_deepar_timeseries": "GLUONTS_DEEPAR",
    "gluonts_transformer_timeseries": "GLUONTS_TRANSFORMER",
    "gluonts_mqcnn_timeseries": "GLUONTS_MQCNN",
    "db_scan_clustering": "DBSCAN",
    "hdb_scan_clustering": "HDBSCAN",
    "spectral_clustering": "SPECTRAL",
    "ward_clustering": "WARD",
    "kmeans_clustering": "KMEANS",
    "mini_batch_kmeans_clustering": "MINIBATCH_KMEANS",
    "gmm_clustering": "GAUSSIAN_MIXTURE",
    "mllib_kmeans_clustering": "MLLIB_KMEANS",
    "mllib_gaussian_mixture_clustering": "MLLIB_GAUSSIAN_MIXTURE",
    "h2o_kmeans": "H20_KMEANS",
}

_CLUSTERING: Final = (
    "db_scan_clustering",
    "hdb_scan_clustering",
    "spectral_clustering",
    "ward_clustering",
    "kmeans_clustering",
    "mini_batch_kmeans_clustering",
    "gmm_clustering",
    "two_step",
    "isolation_forest",
    "mllib_kmeans_clustering",
    "mllib_gaussian_mixture_clustering",
    "h2o_kmeans",
)
_SERIES: Final = (
    "arima_timeseries",
    "croston_timeseries",
    "ets_timeseries",
    "nhits_timeseries",
    "tft_timeseries",
    "random_forest_regression",
    "xgboost",
    "ridge_regression",
    "lightgbm_regression",
    "trivial_identity_timeseries",
    "seasonal_naive_timeseries",
    "autoarima_timeseries",
    "seasonal_loess_timeseries",
    "prophet_timeseries",
    "gluonts_npts_timeseries",
    "gluonts_torch_simple_feed_forward_timeseries",
    "gluonts_torch_deepar_timeseries",
    "gluonts_simple_feed_forward_timeseries",
    "gluonts_deepar_timeseries",
    "gluonts_transformer_timeseries",
    "gluonts_mqcnn_timeseries",
)
_MULTI_TARGET: Final = ("random_forest_regression", "ridge_regression", "neural_network")
# Algorithms that only classify, or only predict numbers, though their name does not say so.
_ONLY_CLASSES: Final = frozenset(
    {"mllib_logit", "mllib_naive_bayes", "nb_sparkling", "vertica_logistic_regression"}
)
_ONLY_NUMBERS: Final = frozenset({"lars_params", "mllib_linreg"})
# What cannot be trained in memory: it needs Spark, Vertica or code.
_ELSEWHERE: Final = ("mllib_", "vertica_", "keras", "h2o_")
CAUSAL_FOREST: Final = "causal_forest"

# How much of what the features tell an algorithm makes use of, for members that begin so.
_STRENGTHS: Final = (
    ("xgboost", 0.96),
    ("lightgbm", 0.96),
    ("catboost", 0.96),
    ("tabicl", 0.95),
    ("gbt", 0.95),
    ("random_forest", 0.94),
    ("causal_forest", 0.93),
    ("extra_trees", 0.92),
    ("prophet", 0.9),
    ("tft", 0.9),
    ("nhits", 0.9),
    ("gluonts", 0.88),
    ("autoarima", 0.88),
    ("neural", 0.87),
    ("deep", 0.87),
    ("arima", 0.86),
    ("ets", 0.85),
    ("svm", 0.85),
    ("svc", 0.85),
    ("logistic", 0.85),
    ("ridge", 0.83),
    ("seasonal_loess", 0.82),
    ("decision_tree", 0.8),
    ("seasonal_naive", 0.6),
    ("trivial", 0.4),
)
USUAL_STRENGTH: Final = 0.8


def strength(member: str) -> float:
    """How much of what the features tell an algorithm makes use of, from 0 to 1."""
    return next((value for begin, value in _STRENGTHS if member.startswith(begin)), USUAL_STRENGTH)


def _value(text: str) -> Any:
    """A setting from its short form."""
    if text.startswith("#"):
        number = json.loads(text[1:])
        high = max(number * 2, number + 1)
        return {
            "gridMode": "EXPLICIT",
            "randomMode": "RANGE",
            "values": [number],
            "range": {"min": number, "max": high, "nbValues": 3, "scaling": "LINEAR"},
            "limit": {"min": 0 if number >= 0 else None},
        }
    if "|" in text:
        words = text.split("|")
        return {"values": {word: {"enabled": word == words[0]} for word in words}}
    return json.loads(text)


def _blocks() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    member = ""
    for word in TABLE.split():
        if word.endswith(":"):
            member = word[:-1]
            found[member] = {"enabled": False}
        else:
            name, _, text = word.partition("=")
            found[member][name] = _value(text)
    return found


BLOCKS: Final = _blocks()


def members_of(task_type: str, prediction_type: str | None) -> list[str]:
    """The members of the settings of an ML task that are algorithms.

    Args:
        task_type: ``PREDICTION`` or ``CLUSTERING``.
        prediction_type: what is predicted.
    """
    if task_type == "CLUSTERING":
        return list(_CLUSTERING)
    if prediction_type == "TIMESERIES_FORECAST":
        return list(_SERIES)
    if prediction_type == "MULTI_TARGET_REGRESSION":
        return list(_MULTI_TARGET)
    others = {*_CLUSTERING, *(each for each in _SERIES if each.endswith("_timeseries"))}
    causal = (prediction_type or "").startswith("CAUSAL")
    return [each for each in BLOCKS if each not in others and (causal or each != CAUSAL_FOREST)]


def fits(member: str, prediction_type: str | None) -> bool:
    """Whether an algorithm can learn to predict this; all that cluster or forecast can."""
    kind = prediction_type or ""
    classes = kind in {"BINARY_CLASSIFICATION", "MULTICLASS", "CAUSAL_BINARY_CLASSIFICATION"}
    numbers = kind in {"REGRESSION", "MULTI_TARGET_REGRESSION", "CAUSAL_REGRESSION"}
    only_classes = member.endswith(("_classification", "_classifier")) or member in _ONLY_CLASSES
    only_numbers = member.endswith("_regression") or member in _ONLY_NUMBERS
    if member in {"logistic_regression", "vertica_logistic_regression"}:
        only_classes, only_numbers = True, False
    return not (classes and only_numbers) and not (numbers and only_classes)


def in_memory(member: str) -> bool:
    """Whether an algorithm is trained in memory."""
    return not member.startswith(_ELSEWHERE) and not member.endswith("_sparkling")


def name_of(member: str, prediction_type: str | None) -> str:
    """The name of an algorithm, as snippets have it."""
    if member == "xgboost":
        classes = prediction_type in {"BINARY_CLASSIFICATION", "MULTICLASS"}
        return "XGBOOST_CLASSIFICATION" if classes else "XGBOOST_REGRESSION"
    return _NAMES.get(member, member.upper())


def is_forest(member: str) -> bool:
    """Whether the models of an algorithm are made of trees."""
    begins = ("random_forest", "extra_trees", "gbt", "decision_tree", "xgboost", "lightgbm")
    return member.startswith((*begins, "catboost", "causal_forest"))


def is_linear(member: str) -> bool:
    """Whether the models of an algorithm are a coefficient for each feature."""
    return member in {
        "ridge_regression",
        "lasso_regression",
        "leastsquare_regression",
        "sgd_regression",
        "logistic_regression",
        "sgd_classifier",
        "lars_params",
    }


def default_enabled(policy: str, task_type: str, prediction_type: str | None) -> list[str]:
    """The algorithms that a new ML task trains."""
    kind = prediction_type or ""
    side = "classification" if "CLASS" in kind else "regression"
    linear = "logistic_regression" if side == "classification" else "ridge_regression"
    forest, tree = f"random_forest_{side}", f"decision_tree_{side}"
    boosted = f"gbt_{side}"
    if task_type == "CLUSTERING":
        return ["isolation_forest" if policy == "ANOMALY_DETECTION" else "kmeans_clustering"]
    if kind == "TIMESERIES_FORECAST":
        return _FORECASTS.get(policy, _FORECASTS["TIMESERIES_DEFAULT"])
    if kind == "MULTI_TARGET_REGRESSION":
        return [forest, "ridge_regression"]
    if kind.startswith("CAUSAL"):
        return [CAUSAL_FOREST, forest]
    by_policy: Mapping[str, list[str]] = {
        "SIMPLE_FORMULA": [linear],
        "DECISION_TREE": [tree],
        "EXPLANATORY": [tree, linear, forest],
        "PERFORMANCE": [forest, boosted, "xgboost", f"lightgbm_{side}", "extra_trees"],
    }
    return by_policy.get(policy, [forest, linear])


_FORECASTS: Final = {
    "TIMESERIES_DEFAULT": [
        "seasonal_naive_timeseries",
        "autoarima_timeseries",
        "prophet_timeseries",
    ],
    "TIMESERIES_STATISTICAL": [
        "autoarima_timeseries",
        "ets_timeseries",
        "seasonal_loess_timeseries",
    ],
    "TIMESERIES_DEEP_LEARNING": [
        "gluonts_torch_simple_feed_forward_timeseries",
        "gluonts_torch_deepar_timeseries",
    ],
}
