"""Hyperparameters of algorithms and the search for them: views on the settings of an ML task."""

from __future__ import annotations

import warnings
from typing import Any

import pytest

from dataikuapi.dss import ml
from dataikuapi.dss._ml.algorithm import Parameter
from dataikuapi.dss._ml.algorithmtables import CAUSAL, FORECASTING, PREDICTION
from dataikuapi.dss._ml.hyperparameters import Range
from dssmock.services import _ml_guess as guess

FORECAST = "TIMESERIES_FORECAST"


def search_params(strategy: str = "GRID") -> dict[str, Any]:
    """How an ML task searches, as DSS keeps it."""
    return {"strategy": strategy, "mode": "KFOLD", "nIter": 5, "nIterRandom": 7, "nFolds": 3}


def numerical(values: list[Any], low: float = 0, high: float = 1000) -> dict[str, Any]:
    """A hyperparameter with numbers, as DSS keeps it."""
    return {
        "gridMode": "EXPLICIT",
        "randomMode": "RANGE",
        "values": values,
        "range": {"min": 1, "max": 10, "nbValues": 3, "scaling": "LINEAR"},
        "limit": {"min": low, "max": high},
    }


def forest(strategy: str = "GRID") -> Any:
    """Settings of a random forest."""
    raw = {
        "enabled": True,
        "n_estimators": numerical([100]),
        "max_tree_depth": numerical([5]),
        "n_jobs": 4,
        "selection_mode": "sqrt",
        "allow_sparse_matrices": True,
    }
    return ml.RandomForestSettings(raw, search_params(strategy))


def test_numbers_are_listed() -> None:
    settings = forest()
    settings.n_estimators = [50, 100]
    assert settings["n_estimators"]["values"] == [50, 100]
    assert settings["n_estimators"]["gridMode"] == "EXPLICIT"
    assert settings.n_estimators.values == [50, 100]
    settings.n_estimators.values = [70]
    settings.n_estimators.set_explicit_values((80, 90.5))
    assert settings["n_estimators"]["values"] == [80, 90.5]


@pytest.mark.parametrize(
    ("values", "error", "match"),
    [
        ([], ValueError, "must not be empty"),
        (["many"], TypeError, "must be numbers, not str"),
        ([True], TypeError, "must be numbers, not bool"),
        ([-1], ValueError, "below the limit 0"),
        ([2000], ValueError, "above the limit 1000"),
    ],
)
def test_numbers_are_checked(values: list[Any], error: type[Exception], match: str) -> None:
    settings = forest()
    with pytest.raises(error, match=match):
        settings.n_estimators = values
    assert settings["n_estimators"]["values"] == [100]


def test_numbers_must_be_a_list() -> None:
    settings = forest()
    for wrong in ("12", 12):
        with pytest.raises(TypeError, match="n_estimators must be"):
            settings.n_estimators = wrong
        with pytest.raises(TypeError, match="must be a list of numbers"):
            settings.n_estimators.set_explicit_values(wrong)


def test_numbers_twice_are_warned_of() -> None:
    with pytest.warns(UserWarning, match="given twice"):
        forest().n_estimators.values = [1, 1]


def test_numbers_without_limits() -> None:
    settings = forest()
    settings["n_estimators"]["limit"] = {}
    settings.n_estimators = [-5]
    del settings["n_estimators"]["limit"]
    settings.n_estimators = [-6]
    assert settings.n_estimators.values == [-6]


def test_range_is_set_at_once() -> None:
    settings = forest()
    settings.n_estimators.set_range(min=20, max=200, nb_values=4)
    assert settings["n_estimators"]["gridMode"] == "RANGE"
    found = settings.n_estimators.range
    assert repr(found) == "RangeSettings(min=20, max=200, nb_values=4)"
    settings.max_tree_depth = Range(2, 8)
    found = settings.max_tree_depth.range
    assert (found.min, found.max, found.nb_values) == (2, 8, 3)
    assert settings.max_tree_depth.definition_mode == "RANGE"


def test_range_is_set_by_its_members() -> None:
    settings = forest()
    span = settings.n_estimators.range
    span.min, span.max, span.nb_values = 5, 50, 10
    assert settings["n_estimators"]["range"]["scaling"] == "LINEAR"
    assert settings.n_estimators.raw_range()["nbValues"] == 10
    assert settings.n_estimators.definition_mode == "EXPLICIT"


@pytest.mark.parametrize(
    ("given", "error", "match"),
    [
        ({"min": "low"}, TypeError, "min of n_estimators must be a number"),
        ({"max": False}, TypeError, "max of n_estimators must be a number"),
        ({"min": -1}, ValueError, "min -1 of n_estimators is below"),
        ({"max": 2000}, ValueError, "max 2000 of n_estimators is above"),
        ({"min": 9, "max": 3}, ValueError, "min 9 of n_estimators is above max 3"),
        ({"nb_values": 1}, ValueError, "nb_values of n_estimators"),
        ({"nb_values": 2.5}, ValueError, "nb_values of n_estimators"),
    ],
)
def test_ranges_are_checked(given: dict[str, Any], error: type[Exception], match: str) -> None:
    settings = forest()
    with pytest.raises(error, match=match):
        settings.n_estimators.set_range(**given)
    assert settings["n_estimators"] == numerical([100])


def test_a_range_of_nothing_is_warned_of() -> None:
    with pytest.warns(UserWarning, match="nothing is given"):
        forest().n_estimators.set_range()


def test_ranges_to_give() -> None:
    assert repr(Range(1, 2, 3)) == "Range(min=1, max=2, nb_values=3)"
    with pytest.raises(ValueError, match="min 2 is above max 1"):
        Range(2, 1)
    with pytest.raises(TypeError, match="max must be a number"):
        Range(1, "2")  # type: ignore[arg-type]


def test_numbers_are_taken_from_another_algorithm() -> None:
    one, other = forest(), forest()
    one.n_estimators.set_range(2, 20, 5)
    one.n_estimators.values = [3, 4]
    other.max_tree_depth = one.n_estimators
    assert other.max_tree_depth.definition_mode == "RANGE"
    assert other.max_tree_depth.values == [3, 4]
    assert other.max_tree_depth.range.nb_values == 5


def test_mode_is_that_of_the_strategy() -> None:
    settings = forest("RANDOM")
    assert settings.strategy == "RANDOM"
    assert settings.n_estimators.definition_mode == "RANGE"
    settings.n_estimators.definition_mode = "EXPLICIT"
    assert settings["n_estimators"]["randomMode"] == "EXPLICIT"
    with pytest.raises(ValueError, match="definition_mode must be one of EXPLICIT, RANGE"):
        settings.n_estimators.definition_mode = "BOTH"
    with pytest.raises(AttributeError, match="belongs to the ML task"):
        settings.strategy = "GRID"


def test_words_are_chosen() -> None:
    words = {"values": {"gini": {"enabled": True}, "entropy": {"enabled": False}}}
    tree: Any = ml.DecisionTreeSettings({"enabled": False, "criterion": words}, search_params())
    assert tree.criterion.get_values() == ["gini"]
    tree.criterion = ["entropy"]
    assert tree.criterion.get_values() == ["entropy"]
    assert tree.criterion.get_all_possible_values() == ["gini", "entropy"]
    with pytest.raises(ValueError, match="cannot be 'luck'"):
        tree.criterion.set_values(["luck"])
    with pytest.raises(TypeError, match="must be strings"):
        tree.criterion = [1]
    with pytest.raises(TypeError, match="must be a list, not str"):
        tree.criterion = "gini"
    assert tree.criterion.get_values() == ["entropy"]
    assert "CategoricalHyperparameterSettings" in tree.criterion.pretty()


def test_single_values_are_checked() -> None:
    raw = {"n_estimators": 10, "scale_pos_weight": 1.0, "tree_method": "auto", "seed": 0}
    boost: Any = ml.XGBoostSettings({"enabled": True, **raw}, search_params())
    boost.n_estimators = 20
    boost.scale_pos_weight.set_value(3)
    boost.tree_method = "hist"
    assert (boost["n_estimators"], boost["scale_pos_weight"], boost["tree_method"]) == (
        20, 3, "hist",
    )  # fmt: skip
    assert boost.n_estimators.get_value() == 20
    assert boost.n_estimators.get_accepted_types() == [int]
    assert boost.tree_method.get_value() == "hist"
    assert boost.tree_method.get_all_possible_values() == ["auto", "exact", "approx", "hist"]
    assert boost.seed.pretty() == repr(boost.seed)
    with pytest.raises(TypeError, match="n_estimators must be of type int, not str"):
        boost.n_estimators = "20"
    with pytest.raises(ValueError, match="tree_method must be one of auto"):
        boost.tree_method = "magic"


def test_single_values_of_any_kind() -> None:
    owner = ml.PredictionAlgorithmSettings({"a": 1}, search_params())
    free = ml.SingleValueHyperparameterSettings("a", owner)
    free.set_value("x")
    word = ml.SingleCategoryHyperparameterSettings("a", owner)
    assert (owner["a"], free.get_accepted_types(), word.get_all_possible_values()) == (
        "x", None, None,
    )  # fmt: skip
    word.set_value("y")
    assert owner["a"] == "y"


def test_a_whole_number_will_do_for_a_float() -> None:
    boost: Any = ml.LightGBMSettings({"enabled": True, "subsample": 0.5}, search_params())
    boost.subsample = 1
    assert boost["subsample"] == 1
    with pytest.raises(TypeError, match="subsample must be of type float, not bool"):
        boost.subsample = True


def test_plain_parameters_keep_their_type() -> None:
    settings = forest()
    settings.n_jobs = 2
    assert settings.n_jobs == 2
    with pytest.raises(TypeError, match="n_jobs must be of type int, not str"):
        settings.n_jobs = "2"
    settings["n_jobs"] = None
    settings.n_jobs = "any"
    assert settings["n_jobs"] == "any"
    assert isinstance(ml.RandomForestSettings.n_jobs, Parameter)


def test_what_is_gone_says_so() -> None:
    boost: Any = ml.XGBoostSettings({"enabled": True, "tree_method": "auto"}, search_params())
    network: Any = ml.DeepNeuralNetworkSettings({"enabled": True}, search_params())
    for settings, name in ((boost, "enable_cuda"), (network, "device")):
        with pytest.raises(AttributeError, match=f"{name} is gone"):
            getattr(settings, name)
        with pytest.raises(AttributeError, match=f"{name} is gone"):
            setattr(settings, name, True)
    for name in ("cpu_tree_method", "gpu_tree_method"):
        with pytest.warns(UserWarning, match="use tree_method"):
            assert getattr(boost, name).get_value() == boost["tree_method"]
    with pytest.warns(UserWarning, match="use tree_method"):
        boost.cpu_tree_method = "exact"
    assert boost["tree_method"] == "exact"
    with pytest.warns(UserWarning, match="use tree_method"):
        boost.gpu_tree_method = "gpu_hist"
    assert boost["tree_method"] == "hist"


def test_algorithms_are_shown() -> None:
    settings = forest()
    assert settings._get_all_hyperparameter_names() == [
        "n_estimators", "max_tree_depth", "n_jobs", "selection_mode", "allow_sparse_matrices",
    ]  # fmt: skip
    html = settings._repr_html_()
    for part in ("RandomForestSettings", '"n_jobs": 4', "selection_mode", "<details>"):
        assert part in html
    assert repr(settings).startswith("RandomForestSettings(values={'enabled': True")
    assert '"n_estimators"' in repr(settings.n_estimators)
    assert "<pre>" in settings.n_estimators._repr_html_()
    assert '"values"' in settings.n_estimators.pretty()
    assert '"range"' in forest("RANDOM").n_estimators.pretty()


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        (PREDICTION, "BINARY_CLASSIFICATION"),
        (PREDICTION, "REGRESSION"),
        (FORECASTING, FORECAST),
        (CAUSAL, "CAUSAL_REGRESSION"),
    ],
)
def test_each_hyperparameter_of_each_algorithm_takes_its_own_value(
    table: dict[str, ml.PredictionAlgorithmMeta], kind: str
) -> None:
    modeling = guess.modeling("DEFAULT", "PREDICTION", kind)
    for name, meta in table.items():
        raw = modeling[meta.algorithm_name.lower()]
        settings: Any = meta.algorithm_settings_class(raw, modeling["gridSearchParams"])
        assert settings._repr_html_()
        for attribute, parameter in vars(type(settings)).items():
            if not isinstance(parameter, Parameter) or parameter.key not in raw:
                continue
            view = getattr(settings, attribute)
            before = settings[parameter.key]
            value = view.get_value() if hasattr(view, "get_value") else view
            value = view.get_values() if hasattr(view, "get_values") else value
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                setattr(settings, attribute, value)
            assert settings[parameter.key] == before, (name, attribute)


def test_search_strategies() -> None:
    raw = search_params()
    search = ml.HyperparameterSearchSettings(raw)
    search.set_grid_search(shuffle=False, seed=1)
    assert (raw["strategy"], raw["randomized"], raw["seed"]) == ("GRID", False, 1)
    assert search.n_iter == 5
    search.n_iter = 6
    search.set_random_search(seed=2)
    assert (search.strategy, raw["seed"], search.n_iter) == ("RANDOM", 2, 7)
    search.n_iter = 8
    search.set_bayesian_search(seed=None)
    assert (search.strategy, raw["seed"], raw["nIterRandom"], raw["nIter"]) == (
        "BAYESIAN", 2, 8, 6,
    )  # fmt: skip
    search.strategy = "GRID"
    search.set_grid_search(shuffle=None)
    assert raw["randomized"] is False
    with pytest.raises(ValueError, match="strategy must be one of GRID, RANDOM, BAYESIAN"):
        search.strategy = "LUCK"
    with pytest.raises(TypeError, match="seed must be a whole number"):
        search.set_random_search(seed="1")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="shuffle must be a bool"):
        search.set_grid_search(shuffle=1)  # type: ignore[arg-type]


def test_search_validation() -> None:
    raw = search_params()
    search = ml.HyperparameterSearchSettings(raw)
    search.set_single_split_validation(split_ratio=0.7, stratified=False, cv_seed=3)
    assert (raw["mode"], raw["splitRatio"], raw["stratified"], raw["cvSeed"]) == (
        "SHUFFLE", 0.7, False, 3,
    )  # fmt: skip
    search.set_kfold_validation(n_folds=4, stratified=None, cv_seed=None)
    assert (raw["mode"], raw["nFolds"], raw["stratified"], raw["cvSeed"]) == ("KFOLD", 4, False, 3)
    search.validation_mode = "TIME_SERIES_KFOLD"
    search.set_single_split_validation(split_ratio=None)
    assert raw["mode"] == "TIME_SERIES_SINGLE_SPLIT"
    search.set_kfold_validation(n_folds=None)
    assert search.validation_mode == "TIME_SERIES_KFOLD"
    search.set_custom_validation("cv = None")
    assert (raw["mode"], raw["code"]) == ("CUSTOM", "cv = None")
    search.set_custom_validation()
    with pytest.raises(ValueError, match="validation_mode must be one of KFOLD"):
        search.validation_mode = "GUT_FEELING"
    with pytest.raises(ValueError, match="split_ratio must be between 0 and 1"):
        search.set_single_split_validation(split_ratio=1.5)
    with pytest.raises(ValueError, match="n_folds must be above 0"):
        search.set_kfold_validation(n_folds=0)
    with pytest.raises(TypeError, match="code must be a string, not int"):
        search.set_custom_validation(5)  # type: ignore[arg-type]
    assert raw["mode"] == "CUSTOM"


def test_search_execution() -> None:
    raw = search_params()
    search = ml.HyperparameterSearchSettings(raw)
    search.set_search_distribution(distributed=True, n_containers=2)
    search.timeout, search.parallelism, search.cv_seed = 5, -1, 9
    search.fold_offset, search.equal_duration_folds = True, False
    assert raw["distributed"] is True
    assert (raw["nContainers"], raw["timeout"], raw["nJobs"], raw["cvSeed"]) == (2, 5, -1, 9)
    assert (search.fold_offset, raw["equalDurationFolds"]) == (True, False)
    search.set_search_distribution(n_containers=None)
    assert (search.distributed, raw["nContainers"]) == (False, 2)
    with pytest.raises(TypeError, match="timeout must be a whole number, not str"):
        search.timeout = "5"  # type: ignore[assignment]
    with pytest.raises(TypeError, match="distributed must be a bool"):
        search.distributed = 1  # type: ignore[assignment]
    assert repr(search).startswith("HyperparameterSearchSettings(settings={'strategy'")
    html = search._repr_html_()
    for part in ("Search strategy:", "nFolds", "Execution:", "nContainers"):
        assert part in html
