"""Settings of ML tasks: features, algorithms, metrics, splits, assertions."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from tests.parity.data import plant
from tests.parity.scene import Scene

FOREST: Final = "RANDOM_FOREST_CLASSIFICATION"
FULL: Final = {"samplingMethod": "FULL"}


def settings(see: Scene) -> None:
    found = see("read", _settings(see))
    see("raw", found.get_raw())
    see("prediction", found.get_prediction_type())
    see("types", found.classification_prediction_types)
    see("feature", found.get_feature_preprocessing("age"))
    found.reject_feature("age")
    found.use_feature("id")
    names: list[str] = []

    def note(name: str, feature: dict[str, Any]) -> dict[str, Any]:
        names.append(name)
        return {**feature, "missing_handling": "DROP_ROW"}

    found.foreach_feature(note, only_of_type="NUMERIC")
    found.foreach_feature(note)
    see("each feature", names)
    found.set_diagnostics_enabled(False)
    found.set_diagnostic_type_enabled("ML_DIAGNOSTICS_LEAKAGE_DETECTION", False)
    see("diagnostics", found.get_diagnostics_settings())
    see.error("unknown diagnostic", found.set_diagnostic_type_enabled, "MAGIC", True)
    found.set_metric("F1")
    found.set_metric(custom_metric="score = 1", custom_metric_use_probas=True)
    named = {"custom_metric_greater_is_better": False, "custom_metric_name": "three"}
    found.set_metric(custom_metric="score = 3", **named)
    see("metrics", found.get_raw()["modeling"]["metrics"])
    see("save", found.save())
    task = see.client.get_project("SALES").get_ml_task(found.analysis_id, found.mltask_id)
    see("saved", task.get_settings().get_raw())
    see.error("no such feature", found.reject_feature, "none")
    see("queues", see.client.get_project("SALES").list_mltask_queues().get_raw())


def weights_and_order(see: Scene) -> None:
    found = _settings(see)
    found.set_weighting("SAMPLE_WEIGHT", "age")
    see("by sample", [found.get_raw()["weight"], found.get_feature_preprocessing("age")["role"]])
    found.set_weighting("CLASS_WEIGHT")
    see("by class", [found.get_raw()["weight"], found.get_feature_preprocessing("age")["role"]])
    see.error("otherwise", found.set_weighting, "HEAVY")
    see("use weights", found.use_sample_weighting("spent"))
    see("remove weights", found.remove_sample_weighting())
    see("weight at the end", found.get_raw()["weight"])
    see("order", found.split_ordered_by("age", ascending=False))
    see("ordered", found.get_raw()["splitParams"])
    see("no order", found.remove_ordered_split())
    see("unordered", found.get_raw()["splitParams"])


def algorithms(see: Scene) -> None:
    found = _settings(see)
    see("possible", found.get_all_possible_algorithm_names())
    see("enabled", found.get_enabled_algorithm_names())
    see("of the enabled", sorted(found.get_enabled_algorithm_settings()))
    found.disable_all_algorithms()
    found.set_algorithm_enabled(FOREST, True)
    found.get_algorithm_settings("XGBOOST_CLASSIFICATION").enabled = True
    see("enabled now", found.get_enabled_algorithm_names())
    found.add_custom_python_model("Mine", "clf = None")
    found.add_custom_mllib_model("Ours", "val clf = null")
    see("of one's own", found.get_algorithm_settings("Mine"))
    see("of Spark's", found.get_algorithm_settings("Ours"))
    see("possible now", found.get_all_possible_algorithm_names()[-2:])
    for name in found.get_all_possible_algorithm_names()[:-2]:
        see.outcome(name, lambda name=name: _algorithm(found.get_algorithm_settings(name)))
    xgboost = found.get_algorithm_settings("XGBOOST_CLASSIFICATION")
    for flag in ("enable_cuda", "cpu_tree_method", "gpu_tree_method"):
        see.outcome(f"XGBoost's {flag}", lambda flag=flag: getattr(xgboost, flag))
    see("strategy", xgboost.strategy)
    deep = found.get_algorithm_settings("DEEP_NEURAL_NETWORK_CLASSIFICATION")
    see.outcome("device", lambda: deep.device)
    see.error("magic", found.get_algorithm_settings, "MAGIC")


def parameters(see: Scene) -> None:
    found = _settings(see)
    forest = found.get_algorithm_settings(FOREST)
    trees = forest.n_estimators
    see("numbers", [trees.definition_mode, trees.values, repr(trees)])
    trees.set_explicit_values([10, 20])
    forest.max_tree_depth = [3, 6]
    depth = found.get_algorithm_settings(FOREST).max_tree_depth
    see("explicit", [trees.values, depth.values])
    trees.set_range(min=5, max=50, nb_values=4)
    trees.definition_mode = "RANGE"
    see("range", [trees.definition_mode, trees.range.min, trees.range.max, trees.range.nb_values])
    trees.range.min = 6
    trees.range.max = 60
    trees.range.nb_values = 5
    see("changed", forest["n_estimators"])
    see.error("no numbers", trees.set_explicit_values, ["x"])
    logit = found.get_algorithm_settings("LOGISTIC_REGRESSION")
    see("categories", [logit.penalty.get_values(), logit.penalty.get_all_possible_values()])
    penalty = logit.penalty
    penalty.set_values(["l2"])
    logit.penalty = ["l1"]
    see("category", logit["penalty"])
    see.error("no category", penalty.set_values, ["magic"])
    for name in ("n_jobs", "multi_class"):
        see.outcome(name, lambda name=name: _parameter(getattr(logit, name)))
    net = found.get_algorithm_settings("NEURAL_NETWORK")
    single = net.early_stopping
    see("one value", [single.get_value(), single.get_accepted_types()])
    single.set_value(not single.get_value())
    see("one value changed", net["early_stopping"])
    see.error("of a wrong type", single.set_value, "yes")
    choice = found.get_algorithm_settings("SVC_CLASSIFICATION").gamma
    see.outcome("one of several", lambda: _parameter(choice))
    tree = found.get_algorithm_settings(FOREST).selection_mode
    see.outcome("category of one", lambda: [tree.get_value(), tree.get_all_possible_values()])
    see.outcome("set it", lambda: tree.set_value("sqrt"))
    see("save", found.save())


def search(see: Scene) -> None:
    found = _settings(see).get_hyperparameter_search_settings()
    see("read", [found.strategy, found.validation_mode, found.cv_seed, found.n_iter])
    see("limits", [found.timeout, found.parallelism, found.distributed])
    see("text", repr(found))
    for label, change in {
        "grid": lambda: found.set_grid_search(shuffle=False, seed=7),
        "random": lambda: found.set_random_search(seed=7),
        "bayesian": lambda: found.set_bayesian_search(7),
        "folds": lambda: found.set_kfold_validation(3, False, cv_seed=7),
        "single": lambda: found.set_single_split_validation(split_ratio=0.7, stratified=False),
        "custom": lambda: found.set_custom_validation("cv = None"),
        "custom by default": found.set_custom_validation,
        "distribution": lambda: found.set_search_distribution(True, n_containers=2),
    }.items():
        change()
        see(label, found._raw_settings if hasattr(found, "_raw_settings") else repr(found))
    for name, value in {
        "strategy": "GRID", "validation_mode": "KFOLD", "cv_seed": 3, "timeout": 5, "n_iter": 6,
        "parallelism": 2, "distributed": False, "fold_offset": True, "equal_duration_folds": True,
    }.items():  # fmt: skip
        see.outcome(name, lambda name=name, value=value: _set(found, name, value))
    see.outcome("wrong strategy", lambda: _set(found, "strategy", "MAGIC"))
    see.outcome("wrong mode", lambda: _set(found, "validation_mode", "MAGIC"))
    see.outcome("wrong seed", lambda: _set(found, "cv_seed", "x"))


def splits(see: Scene) -> None:
    found = _settings(see)
    split = see("handle", found.get_split_params())
    see("raw", [split.get_raw(), found.split_params.get_raw()])
    split.set_split_random(0.7, selection=FULL, dataset_name="clients")
    see("random", split.get_raw())
    split.set_split_random()
    see("random by default", split.get_raw())
    rows = see.module("dss.utils").DSSDatasetSelectionBuilder().with_head_sampling(10)
    split.set_split_kfold(n_folds=3, selection=rows)
    see("folds", split.get_raw())
    named = {"test_dataset_name": "footfall", "train_filter": {"enabled": True}}
    split.set_split_explicit(FULL, FULL, "clients", **named)
    see("explicit", split.get_raw())
    split.set_split_random()
    split.set_time_ordering("age", ascending=False)
    see("ordered", [split.has_time_ordering(), split.get_time_ordering_variable()])
    see("direction", [split.is_time_ordering_ascending(), split.get_raw()])
    split.unset_time_ordering()
    see("unordered", [split.has_time_ordering(), split.get_raw()])
    see.error("order by nothing", split.set_time_ordering, "none")


def assertions(see: Scene) -> None:
    found = _settings(see)
    module = see.module("dss.ml")
    params = see("none", found.get_assertions_params())
    kind = module.DSSMLAssertionCondition
    stays = kind.from_expected_class(0.9, "no")
    see("condition", [stays.get_raw(), stays.expected_class, stays.expected_valid_ratio])
    wide = kind.from_expected_range(0.8, 1, 9)
    see("range", [wide.get_raw(), wide.expected_min, wide.expected_max])
    young = module.DSSMLAssertionParams.from_params("young", {"enabled": True}, stays)
    see("assertion", [young.get_raw(), young.name, young.filter, young.condition.get_raw()])
    young.name = "the young"
    young.filter = {"enabled": False}
    young.condition = stays
    stays.expected_class = "yes"
    stays.expected_valid_ratio = 0.5
    wide.expected_min = 2
    wide.expected_max = 8
    see("changed", [young.get_raw(), wide.get_raw()])
    params.add_assertion(young)
    see("names", [params.get_assertions_names(), params.get_raw()])
    see("get", params.get_assertion("the young").get_raw())
    see("get nothing", params.get_assertion("none"))
    params.delete_assertion("the young")
    see("deleted", params.get_assertions_names())
    see.error("delete nothing", params.delete_assertion, "none")


def forecasts(see: Scene) -> None:
    project = plant(see)
    task = project.create_timeseries_forecasting_ml_task("footfall", "visits", "day", ["shop"])
    found = see("read", task.get_settings())
    see("what", [found.time_variable, found.timeseries_identifiers, found.get_prediction_type()])
    see("step", found.get_time_step_params())
    see("set step", found.set_time_step("WEEK", n_time_units=2, end_of_week_day=3))
    quarter = {"unit_alignment": 2, "monthly_alignment": 5, "reguess": False}
    see("set step quietly", found.set_time_step("QUARTER", **quarter))
    see("step now", found.get_time_step_params())
    found.set_numerical_interpolation("CONSTANT", 1.5)
    found.set_numerical_extrapolation("CONSTANT", 2)
    found.set_categorical_imputation("CONSTANT", "none")
    found.set_duplicate_timestamp_handling("MEAN_MODE")
    see("resampling", found.get_resampling_params())
    found.set_resampling_dates("CUSTOM", dt.date(2026, 1, 2), "CUSTOM", dt.datetime(2026, 1, 9))
    see("dates", found.get_resampling_params())
    found.set_resampling_dates()
    see("no dates", found.get_resampling_params())
    see("horizon", [found.forecast_horizon, found.evaluation_gap])
    see("set horizon", found.set_forecast_horizon(3, validation_horizons=2))
    see("set horizon quietly", found.set_forecast_horizon(4, reguess=False))
    found.evaluation_gap = 1
    found.quantiles_to_forecast = [0.9, 0.1]
    found.skip_too_short_timeseries_for_training = True
    see("more", [found.evaluation_gap, found.quantiles_to_forecast])
    see("skip", found.skip_too_short_timeseries_for_training)
    see("evaluation", found.get_raw()["evaluationParams"])
    for name in found.get_all_possible_algorithm_names():
        see.outcome(name, lambda name=name: _algorithm(found.get_algorithm_settings(name)))
    see("save", found.save())
    see.error("unit", found.set_time_step, "AEON")
    see.error("method", found.set_numerical_interpolation, "MAGIC")
    see.error("mode", found.set_resampling_dates, "NEVER")


def effects(see: Scene) -> None:
    project = plant(see)
    found = project.create_causal_prediction_ml_task("clients", "churn", "vip").get_settings()
    see("read", found)
    see("what", [found.get_prediction_type(), found.positive_outcome_class, found.control_value])
    found.positive_outcome_class = "no"
    found.control_value = found.get_raw()["treatmentValues"][-1]
    see("several", found.enable_multi_valued_treatment)
    found.enable_multi_valued_treatment = False
    see("algorithms", found.get_enabled_algorithm_names())
    see("learners", found.meta_learners)
    found.meta_learners = ["S_LEARNER", "X_LEARNER"]
    found.set_algorithm_enabled("CAUSAL_FOREST", False)
    see("algorithms now", found.get_enabled_algorithm_names())
    found.set_treatment_analysis_enabled(True, calibrate_propensity=True)
    see("analysis", found.get_treatment_analysis_settings())
    for name in found.get_all_possible_algorithm_names():
        see.outcome(name, lambda name=name: _algorithm(found.get_algorithm_settings(name)))
    see("save", found.save())
    see("raw", found.get_raw())
    see.error("MLlib", found.add_custom_mllib_model)


def others(see: Scene) -> None:
    project = plant(see)
    task = project.create_multi_target_prediction_ml_task("clients", ["age", "spent"])
    found = see("targets", task.get_settings())
    see("names", [found.get_target_variables(), found.get_prediction_type()])
    for name in found.get_all_possible_algorithm_names():
        see.outcome(name, lambda name=name: _algorithm(found.get_algorithm_settings(name)))
    see.error("assertions", found.get_assertions_params)
    found = see("clusters", project.create_clustering_ml_task("clients").get_settings())
    see("possible", found.get_all_possible_algorithm_names())
    see("one", found.get_algorithm_settings("KMEANS"))
    see("enabled", [found.get_enabled_algorithm_names(), found.get_enabled_algorithm_settings()])
    found = project.create_prediction_ml_task("clients", "spent").get_settings()
    see("regression", [found.get_prediction_type(), found.get_enabled_algorithm_names()])
    kinds = found.PredictionTypes
    names = [each for each in dir(kinds) if each.isupper()]
    see("kinds", [[name, getattr(kinds, name)] for name in names])


def _settings(see: Scene) -> Any:
    return plant(see).create_prediction_ml_task("clients", "churn").get_settings()


def _algorithm(algorithm: Any) -> Any:
    """An algorithm's settings: its class, and each parameter that is an attribute too."""
    shown = {}
    for name in sorted(algorithm):
        if hasattr(algorithm, name) and name not in ("enabled", "values"):
            shown[name] = _parameter(getattr(algorithm, name))
    return [type(algorithm).__name__, algorithm, shown]


def _parameter(value: Any) -> Any:
    name = type(value).__name__
    if name.startswith("Numerical"):
        return [name, value.definition_mode, value.values]
    if name.startswith("Categorical"):
        return [name, value.get_values(), value.get_all_possible_values()]
    if name.startswith("SingleCategory"):
        return [name, value.get_value(), value.get_all_possible_values()]
    if name.startswith("SingleValue"):
        return [name, value.get_value()]
    return name


def _set(settings: Any, name: str, value: Any) -> Any:
    setattr(settings, name, value)
    return getattr(settings, name)
