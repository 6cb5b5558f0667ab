# Derived by `tox -e generate` from tests/aio/test_mlsettings.py. Do not edit.
"""Settings of ML tasks: features, algorithms, metrics, weights, assertions, splits."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from dataikuapi.dss.ml import (
    DSSMLAssertionCondition,
    DSSMLAssertionParams,
    PredictionAlgorithmSettings,
    PredictionSplitParamsHandler,
    RandomForestSettings,
)
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.sync.ml import churn_task, planted, settings_of

FOREST = "RANDOM_FOREST_CLASSIFICATION"


def classification(client: DSSClient, mock: DSSMock) -> Any:
    """Settings of an ML task that predicts who leaves."""
    return settings_of(churn_task(planted(client, mock)))


def read_again(settings: Any, client: DSSClient) -> Any:
    """The same settings as they are in DSS after they were saved."""
    settings.save()
    project = client.get_project(settings.project_key)
    return settings_of(project.get_ml_task(settings.analysis_id, settings.mltask_id))


def test_settings_are_of_the_class_of_the_task(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    tasks = [
        project.create_prediction_ml_task("customers", "spent"),
        project.create_clustering_ml_task("customers"),
        project.create_timeseries_forecasting_ml_task("visits", "visits", "day"),
        project.create_multi_target_prediction_ml_task("customers", ["age", "spent"]),
        project.create_causal_prediction_ml_task("customers", "spent", "vip"),
    ]
    names = [type(task.get_settings()).__name__ for task in tasks]
    assert [name.removeprefix("Async") for name in names] == [
        "DSSPredictionMLTaskSettings",
        "DSSClusteringMLTaskSettings",
        "DSSTimeseriesForecastingMLTaskSettings",
        "DSSMultiTargetPredictionMLTaskSettings",
        "DSSCausalPredictionMLTaskSettings",
    ]


def test_settings_know_where_they_belong(client: DSSClient, mock: DSSMock) -> None:
    settings = classification(client, mock)
    assert settings.get_prediction_type() == "BINARY_CLASSIFICATION"
    assert settings.get_raw()["targetVariable"] == "churn"
    assert settings.PredictionTypes.BINARY in settings.classification_prediction_types
    assert f"SALES.{settings.analysis_id}.{settings.mltask_id}" in repr(settings)


def test_saving_what_was_read_changes_nothing(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    for task in (
        churn_task(project),
        project.create_clustering_ml_task("customers"),
        project.create_timeseries_forecasting_ml_task("visits", "visits", "day", ["shop"]),
    ):
        settings = settings_of(task)
        before = copy.deepcopy(settings.get_raw())
        for name in settings.get_all_possible_algorithm_names():
            assert settings.get_algorithm_settings(name)["enabled"] in (True, False)
        again = read_again(settings, client)
        assert again.get_raw() == before


def test_settings_of_an_unknown_prediction_are_refused(client: DSSClient, mock: DSSMock) -> None:
    settings = classification(client, mock)
    settings.get_raw()["predictionType"] = "ORACLE"
    settings.save()
    task = client.get_project("SALES").get_ml_task(settings.analysis_id, settings.mltask_id)
    with pytest.raises(ValueError, match="ORACLE"):
        task.get_settings()


def test_features_are_used_and_rejected(client: DSSClient, mock: DSSMock) -> None:
    settings = classification(client, mock)
    settings.reject_feature("age")
    settings.use_feature("id")
    settings.get_feature_preprocessing("spent")["missing_handling"] = "DROP_ROW"
    again = read_again(settings, client)
    assert again.get_feature_preprocessing("age")["role"] == "REJECT"
    assert again.get_feature_preprocessing("id")["role"] == "INPUT"
    assert again.get_feature_preprocessing("spent")["missing_handling"] == "DROP_ROW"
    with pytest.raises(KeyError):
        settings.reject_feature("nothing")


def test_every_feature_is_changed_but_the_target(client: DSSClient, mock: DSSMock) -> None:
    settings = classification(client, mock)
    seen: list[str] = []

    def reject(name: str, feature: dict[str, Any]) -> dict[str, Any]:
        seen.append(name)
        return {**feature, "role": "REJECT"}

    settings.foreach_feature(reject, only_of_type="NUMERIC")
    assert seen == ["age", "spent"]
    assert settings.get_feature_preprocessing("city")["role"] == "INPUT"
    seen.clear()
    settings.foreach_feature(reject)
    assert "churn" not in seen
    assert settings.get_feature_preprocessing("churn")["role"] == "TARGET"
    assert settings.get_feature_preprocessing("city")["role"] == "REJECT"


def test_algorithms_are_enabled_by_name(client: DSSClient, mock: DSSMock) -> None:
    settings = classification(client, mock)
    settings.disable_all_algorithms()
    assert settings.get_enabled_algorithm_names() == []
    settings.set_algorithm_enabled(FOREST, True)
    settings.get_algorithm_settings("XGBOOST_CLASSIFICATION").enabled = True
    assert settings.get_enabled_algorithm_names() == [FOREST, "XGBOOST_CLASSIFICATION"]
    assert list(settings.get_enabled_algorithm_settings()) == [FOREST, "XGBOOST_CLASSIFICATION"]
    again = read_again(settings, client)
    assert again.get_enabled_algorithm_names() == [FOREST, "XGBOOST_CLASSIFICATION"]
    with pytest.raises(ValueError, match="Unknown algorithm: MAGIC"):
        settings.set_algorithm_enabled("MAGIC", True)
    with pytest.raises(TypeError, match="enabled must be a bool"):
        settings.get_algorithm_settings(FOREST).enabled = "yes"


def test_xgboost_has_the_name_for_the_task(client: DSSClient, mock: DSSMock) -> None:
    task = planted(client, mock).create_prediction_ml_task("customers", "spent")
    settings = settings_of(task)
    settings.disable_all_algorithms()
    settings.set_algorithm_enabled("XGBOOST_REGRESSION", True)
    assert settings.get_enabled_algorithm_names() == ["XGBOOST_REGRESSION"]


def test_settings_of_an_algorithm_are_one_object(client: DSSClient, mock: DSSMock) -> None:
    settings = classification(client, mock)
    forest = settings.get_algorithm_settings(FOREST)
    assert isinstance(forest, RandomForestSettings)
    assert isinstance(forest, PredictionAlgorithmSettings)
    assert settings.get_algorithm_settings(FOREST) is forest
    forest["unheardOf"] = 1
    forest.n_estimators = [10, 20]
    again = read_again(settings, client)
    raw = again.get_raw()["modeling"]["random_forest_classification"]
    assert raw["unheardOf"] == 1
    assert raw["n_estimators"]["values"] == [10, 20]


def test_algorithms_of_ones_own(client: DSSClient, mock: DSSMock) -> None:
    settings = classification(client, mock)
    settings.disable_all_algorithms()
    settings.add_custom_python_model("Mine", "clf = None")
    settings.add_custom_mllib_model("Ours", "val clf = null")
    settings.get_raw()["modeling"]["plugin_python"] = {"CustomPyPredAlgo_x": {"enabled": True}}
    own = ["Ours", "Mine", "CustomPyPredAlgo_x"]
    assert settings.get_enabled_algorithm_names() == own
    assert settings.get_all_possible_algorithm_names()[-3:] == own
    assert settings.get_algorithm_settings("Mine")["code"] == "clf = None"
    assert settings.get_algorithm_settings("Ours")["initializationCode"] == "val clf = null"
    assert settings.get_algorithm_settings("CustomPyPredAlgo_x") == {"enabled": True}
    assert (read_again(settings, client)).get_enabled_algorithm_names() == own
    settings.disable_all_algorithms()
    assert settings.get_enabled_algorithm_names() == []


def test_algorithms_that_an_older_dss_lacks_are_not_enabled(
    client: DSSClient, mock: DSSMock
) -> None:
    settings = classification(client, mock)
    del settings.get_raw()["modeling"]["tabicl_classification"]
    settings.disable_all_algorithms()
    assert settings.get_enabled_algorithm_names() == []
    with pytest.raises(KeyError):
        settings.get_algorithm_settings("TABICL_CLASSIFICATION")


def test_metric_is_one_of_dss_or_ones_own(client: DSSClient, mock: DSSMock) -> None:
    settings = classification(client, mock)
    settings.set_metric("F1")
    metrics = settings.get_raw()["modeling"]["metrics"]
    assert metrics["evaluationMetric"] == "F1"
    settings.set_metric(custom_metric="score = 1", custom_metric_use_probas=True)
    settings.set_metric(custom_metric="score = 2", custom_metric_greater_is_better=False)
    settings.set_metric(custom_metric="score = 3", custom_metric_name="three")
    again = read_again(settings, client)
    metrics = again.get_raw()["modeling"]["metrics"]
    assert metrics["evaluationMetric"] == "CUSTOM"
    assert metrics["customEvaluationMetricName"] == "three"
    own = metrics["customMetrics"]
    assert [each["name"] for each in own] == ["Custom score #1", "Custom score #2", "three"]
    assert (own[0]["needsProbability"], own[1]["greaterIsBetter"]) == (True, False)
    settings.set_metric(custom_metric="")
    assert len(metrics["customMetrics"]) == 3
    with pytest.raises(ValueError, match="metric or custom_metric"):
        settings.set_metric()


def test_diagnostics_are_chosen(client: DSSClient, mock: DSSMock) -> None:
    settings = classification(client, mock)
    settings.set_diagnostics_enabled(False)
    settings.set_diagnostic_type_enabled("ML_DIAGNOSTICS_LEAKAGE_DETECTION", False)
    found = (read_again(settings, client)).get_diagnostics_settings()
    assert found["enabled"] is False
    states = {each["type"]: each["enabled"] for each in found["settings"]}
    assert states["ML_DIAGNOSTICS_LEAKAGE_DETECTION"] is False
    assert sum(states.values()) == len(states) - 1
    with pytest.raises(ValueError, match="ML_DIAGNOSTICS_MAGIC"):
        settings.set_diagnostic_type_enabled("ML_DIAGNOSTICS_MAGIC", True)


def test_weights_are_set_and_removed(client: DSSClient, mock: DSSMock) -> None:
    settings = classification(client, mock)
    weight = settings.get_raw()["weight"]
    assert settings.set_weighting("SAMPLE_WEIGHT", "age") is settings
    assert weight["weightMethod"] == "SAMPLE_WEIGHT"
    assert weight["sampleWeightVariable"] == "age"
    assert settings.get_feature_preprocessing("age")["role"] == "WEIGHT"
    settings.set_weighting("CLASS_AND_SAMPLE_WEIGHT", "spent")
    assert settings.get_feature_preprocessing("age")["role"] == "INPUT"
    settings.set_weighting("CLASS_WEIGHT")
    assert settings.get_feature_preprocessing("spent")["role"] == "INPUT"
    with pytest.raises(ValueError, match="Unknown weighting method: HEAVY"):
        settings.set_weighting("HEAVY")
    with pytest.raises(ValueError, match="no feature 'nothing'"):
        settings.set_weighting("SAMPLE_WEIGHT", "nothing")
    assert weight["weightMethod"] == "CLASS_WEIGHT"


def test_class_weights_need_classes(client: DSSClient, mock: DSSMock) -> None:
    task = planted(client, mock).create_prediction_ml_task("customers", "spent")
    with pytest.raises(ValueError, match="CLASS_WEIGHT is not for REGRESSION"):
        (settings_of(task)).set_weighting("CLASS_WEIGHT")


def test_older_forms_still_work(client: DSSClient, mock: DSSMock) -> None:
    settings = classification(client, mock)
    with pytest.warns(DeprecationWarning, match="set_weighting"):
        settings.use_sample_weighting("age")
    assert settings.get_raw()["weight"]["weightMethod"] == "SAMPLE_WEIGHT"
    with pytest.warns(DeprecationWarning, match="set_weighting"):
        settings.remove_sample_weighting()
    assert settings.get_raw()["weight"]["weightMethod"] == "NO_WEIGHTING"
    with pytest.warns(DeprecationWarning, match="set_time_ordering"):
        settings.split_ordered_by("age", ascending=False)
    assert settings.split_params.get_time_ordering_variable() == "age"
    with pytest.warns(DeprecationWarning, match="unset_time_ordering"):
        settings.remove_ordered_split()
    assert not settings.split_params.has_time_ordering()


def test_assertions_are_added_and_deleted(client: DSSClient, mock: DSSMock) -> None:
    settings = classification(client, mock)
    stays = DSSMLAssertionCondition.from_expected_class(0.9, "no")
    assertion = DSSMLAssertionParams.from_params("young stay", {"enabled": True}, stays)
    settings.get_assertions_params().add_assertion(assertion)
    again = (read_again(settings, client)).get_assertions_params()
    assert again.get_assertions_names() == ["young stay"]
    found = again.get_assertion("young stay")
    assert (found.name, found.filter) == ("young stay", {"enabled": True})
    assert found.condition.expected_class == "no"
    assert found.condition.expected_valid_ratio == 0.9
    assert found.condition.expected_min is None
    found.name = "the young"
    found.condition.expected_valid_ratio = 0.5
    assert again.get_assertion("the young").condition.expected_valid_ratio == 0.5
    assert again.get_assertion("young stay") is None
    again.delete_assertion("the young")
    assert again.get_assertions_names() == []
    with pytest.raises(ValueError, match="no assertion 'the young'"):
        again.delete_assertion("the young")
    with pytest.raises(TypeError, match="DSSMLAssertionParams"):
        again.add_assertion({"name": "x"})


def test_assertions_on_numbers(client: DSSClient, mock: DSSMock) -> None:
    within = DSSMLAssertionCondition.from_expected_range(0.8, 1, 9)
    assert (within.expected_min, within.expected_max) == (1, 9)
    assert within.get_raw()["expectedValidRatio"] == 0.8
    assert repr(within).startswith("DSSMLAssertionCondition({")
    with pytest.raises(TypeError, match="DSSMLAssertionCondition"):
        DSSMLAssertionParams.from_params("x", {}, {"expectedClass": "no"})  # type: ignore[arg-type]
    project = planted(client, mock)
    settings = settings_of(project.create_clustering_ml_task("customers"))
    assert not hasattr(settings, "get_assertions_params")
    task = project.create_multi_target_prediction_ml_task("customers", ["age", "spent"])
    settings = settings_of(task)
    assert settings.get_target_variables() == ["age", "spent"]
    with pytest.raises(ValueError, match="not available for MULTI_TARGET_REGRESSION"):
        settings.get_assertions_params()


def test_split_of_one_dataset(client: DSSClient, mock: DSSMock) -> None:
    settings = classification(client, mock)
    split = settings.get_split_params()
    assert isinstance(split, PredictionSplitParamsHandler)
    assert split.set_split_random(0.7, selection={"samplingMethod": "FULL"}) is split
    raw = (read_again(settings, client)).split_params.get_raw()
    assert (raw["ttPolicy"], raw["ssdTrainingRatio"]) == ("SPLIT_SINGLE_DATASET", 0.7)
    assert (raw["kfold"], raw["ssdSelection"]) == (False, {"samplingMethod": "FULL"})
    split.set_split_kfold(4, dataset_name="visits")
    raw = (read_again(settings, client)).split_params.get_raw()
    assert (raw["kfold"], raw["nFolds"], raw["ssdDatasetSmartName"]) == (True, 4, "visits")


class Builder:
    """Builds a selection of rows, as the builders of samples do."""

    def build(self) -> dict[str, Any]:
        return {"samplingMethod": "HEAD_SEQUENTIAL"}


def test_split_that_is_explicit(client: DSSClient, mock: DSSMock) -> None:
    settings = classification(client, mock)
    split = settings.split_params
    split.set_split_explicit(Builder(), None, "customers", train_filter={"enabled": True})
    raw = split.get_raw()
    assert raw["ttPolicy"] == "EXPLICIT_FILTERING_SINGLE_DATASET"
    assert raw["efsdDatasetSmartName"] == "customers"
    head = {"samplingMethod": "HEAD_SEQUENTIAL"}
    assert raw["efsdTrain"] == {"selection": head, "filter": {"enabled": True}}
    assert raw["efsdTest"] == {}
    full = {"samplingMethod": "FULL"}
    split.set_split_explicit(full, full, "customers", "visits", test_filter={"enabled": False})
    assert raw["ttPolicy"] == "EXPLICIT_FILTERING_TWO_DATASETS"
    assert raw["eftdTrain"] == {"datasetSmartName": "customers", "selection": full}
    assert raw["eftdTest"]["datasetSmartName"] == "visits"
    assert raw["eftdTest"]["filter"] == {"enabled": False}
    split.set_time_ordering("age")
    assert raw.get("ssdSplitMode") != "SORTED"
    with pytest.raises(ValueError, match="dataset_name"):
        split.set_split_explicit(full, full)


def test_rows_in_order(client: DSSClient, mock: DSSMock) -> None:
    settings = classification(client, mock)
    split, search = settings.split_params, settings.get_hyperparameter_search_settings()
    search.set_kfold_validation(3)
    split.set_time_ordering("age", ascending=False)
    assert split.has_time_ordering()
    assert split.get_time_ordering_variable() == "age"
    assert split.is_time_ordering_ascending() is False
    assert (split.get_raw()["ssdSplitMode"], split.get_raw()["ssdColumn"]) == ("SORTED", "age")
    assert search.validation_mode == "TIME_SERIES_KFOLD"
    assert settings.get_feature_preprocessing("age")["missing_handling"] == "DROP_ROW"
    search.set_single_split_validation(0.5)
    assert search.validation_mode == "TIME_SERIES_SINGLE_SPLIT"
    split.unset_time_ordering()
    assert search.validation_mode == "SHUFFLE"
    assert (split.get_raw()["ssdSplitMode"], split.get_raw()["ssdColumn"]) == ("RANDOM", None)
    with pytest.warns(UserWarning, match="in no order"):
        assert split.get_time_ordering_variable() is None
    with pytest.warns(UserWarning, match="in no order"):
        assert split.is_time_ordering_ascending() is None
    with pytest.raises(ValueError, match="no feature 'nothing'"):
        split.set_time_ordering("nothing")


def test_clustering_has_algorithms_of_its_own(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    settings = settings_of(project.create_clustering_ml_task("customers"))
    settings.disable_all_algorithms()
    settings.get_algorithm_settings("KMEANS").update(enabled=True, k=[3, 5])
    again = read_again(settings, client)
    assert again.get_enabled_algorithm_names() == ["KMEANS"]
    assert again.get_algorithm_settings("KMEANS")["k"] == [3, 5]
    with pytest.raises(ValueError, match="Unknown algorithm: EXTRA_TREES"):
        settings.get_algorithm_settings("EXTRA_TREES")
