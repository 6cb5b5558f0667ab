# Derived by `tox -e generate` from tests/aio/test_trainedmodel.py. Do not edit.
"""Trained models: metrics, settings, insides and reports, in ML tasks and in the flow."""

from __future__ import annotations

from typing import Any

import pytest

from dataikuapi import DSSBadRequest, DSSNotFound
from dataikuapi.dss.future import DSSFuture
from dataikuapi.dss.ml import (
    DSSMLAssertionCondition,
    DSSMLAssertionParams,
    DSSTrainedModelDetails,
    DSSTrainedPredictionModelDetails,
    DSSTrainedTimeseriesForecastingModelDetails,
)
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.mlworld import add_dataset
from tests.sync.ml import churn_model, churn_task, planted, settings_of

FOREST, LOGIT = "RANDOM_FOREST_CLASSIFICATION", "LOGISTIC_REGRESSION"


def lab_model(client: DSSClient, mock: DSSMock, algorithm: str = FOREST) -> Any:
    """A model in an ML task."""
    task = churn_task(planted(client, mock))
    return only(task, algorithm)


def only(task: Any, algorithm: str) -> Any:
    """A model of one algorithm, trained in an ML task."""
    settings = settings_of(task)
    settings.disable_all_algorithms()
    settings.set_algorithm_enabled(algorithm, True)
    settings.save()
    [model] = task.train()
    return task.get_trained_model_details(model)


def flow_model(client: DSSClient, mock: DSSMock) -> Any:
    """A version of a saved model."""
    model = churn_model(planted(client, mock))
    return model.get_version_details("initial")


def forecast_model(client: DSSClient, mock: DSSMock) -> Any:
    """A model that forecasts."""
    project = planted(client, mock)
    task = project.create_timeseries_forecasting_ml_task("visits", "visits", "day", ["shop"])
    (settings_of(task)).set_forecast_horizon(3)
    [model, *_] = task.train()
    return task.get_trained_model_details(model)


def test_details_tell_of_the_training(client: DSSClient, mock: DSSMock) -> None:
    model = lab_model(client, mock)
    assert isinstance(model, DSSTrainedPredictionModelDetails)
    info = model.get_train_info()
    assert (info["state"], info["trainRows"], info["testRows"]) == ("DONE", 48, 12)
    assert model.get_raw()["coreParams"]["target_variable"] == "churn"
    assert model.full_id in repr(model)
    assert model.get_modeling_settings()["algorithm"] == FOREST
    assert model.get_preprocessing_settings()["per_feature"]["churn"]["role"] == "TARGET"
    assert "resolved" in model.get_actual_modeling_params()
    assert model.get_origin_analysis_trained_model() is model


def test_metrics_are_within_their_bounds(client: DSSClient, mock: DSSMock) -> None:
    model = lab_model(client, mock)
    metrics = model.get_performance_metrics()
    assert 0.5 < metrics["auc"] <= 1
    assert 0 <= metrics["precision"] <= 1
    assert "algorithm" not in metrics
    metrics["auc"] = 7
    assert model.get_raw_snippet()["auc"] <= 1
    assert len(model.get_roc_curve_data()) > 0


def test_a_search_has_points(client: DSSClient, mock: DSSMock) -> None:
    task = churn_task(planted(client, mock))
    settings = settings_of(task)
    settings.get_algorithm_settings(FOREST).n_estimators = [10, 100]
    settings.get_algorithm_settings(FOREST).max_tree_depth = [3, 6, 9]
    settings.save()
    model = only(task, FOREST)
    points = model.get_hyperparameter_search_points()
    assert len(points) == 6
    assert {point["params"]["n_estimators"] for point in points} == {10, 100}
    del model.get_raw()["iperf"]["gridCells"]
    with pytest.raises(ValueError, match="without a search"):
        model.get_hyperparameter_search_points()


def test_assertions_are_judged(client: DSSClient, mock: DSSMock) -> None:
    task = churn_task(planted(client, mock))
    settings = settings_of(task)
    for name, ratio in (("easy", 0.1), ("never", 1.0)):
        condition = DSSMLAssertionCondition.from_expected_class(ratio, "no")
        assertion = DSSMLAssertionParams.from_params(name, {}, condition)
        settings.get_assertions_params().add_assertion(assertion)
    settings.save()
    metrics = (only(task, FOREST)).get_assertions_metrics()
    assert metrics.passing_assertions_ratio == 0.5
    assert metrics.get_metrics("easy").result is True
    assert metrics.get_metrics("never").result is False
    assert metrics.get_metrics("easy").nb_matching_rows == 12


def test_without_assertions_there_are_no_metrics_of_them(client: DSSClient, mock: DSSMock) -> None:
    model = lab_model(client, mock)
    with pytest.raises(KeyError):
        model.get_assertions_metrics()
    model.get_raw()["perf"] = {"rocVizData": None}
    with pytest.raises(ValueError, match="ROC"):
        model.get_roc_curve_data()
    del model.get_raw()["perf"]
    assert model.get_roc_curve_data() == {}


def test_leaks_are_diagnosed(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    rows = [(number % 7, f"x{number % 2}", f"y{number % 2}") for number in range(30)]
    add_dataset(mock, "leak", {"a": "bigint", "same": "string", "goal": "string"}, rows)
    task = project.create_prediction_ml_task("leak", "goal")
    model = only(task, FOREST)
    found = {each.get_type(): each for each in model.get_diagnostics()}
    assert "ML_DIAGNOSTICS_LEAKAGE_DETECTION" in found
    assert (lab_model_of(client)).get_diagnostics() != model.get_diagnostics()


def lab_model_of(client: DSSClient) -> Any:
    """Another model in the same project."""
    task = client.get_project("SALES").create_prediction_ml_task("customers", "spent")
    return only(task, "RANDOM_FOREST_REGRESSION")


def test_what_people_wrote_is_kept(client: DSSClient, mock: DSSMock) -> None:
    model = lab_model(client, mock)
    meta = model.get_user_meta()
    meta["name"], meta["starred"], meta["labels"] = "best", True, [{"key": "a", "value": "b"}]
    model.save_user_meta()
    again = model.mltask.get_trained_model_details(model.full_id)
    assert again.get_user_meta() == meta
    snippet = model.mltask.get_trained_model_snippet(model.full_id)
    assert snippet["userMeta"]["name"] == "best"


def test_versions_keep_what_people_wrote(client: DSSClient, mock: DSSMock) -> None:
    version = flow_model(client, mock)
    version.get_user_meta()["description"] = "in use"
    version.save_user_meta()
    again = version.saved_model.get_version_details("initial")
    assert again.get_user_meta()["description"] == "in use"


def test_versions_know_where_they_come_from(client: DSSClient, mock: DSSMock) -> None:
    version = flow_model(client, mock)
    origin = version.get_origin_analysis_trained_model()
    assert origin.mltask is not None
    assert origin.get_performance_metrics() == version.get_performance_metrics()
    assert version.client is client
    version.details["smOrigin"] = None
    assert version.get_origin_analysis_trained_model() is None


def test_trees_are_read(client: DSSClient, mock: DSSMock) -> None:
    model = lab_model(client, mock)
    trees = model.get_trees()
    assert "age" in trees.get_feature_names()
    assert trees.get_classes() == ["no", "yes"]
    root = trees.get_trees()[0].get_root()
    left = root.get_left_child()
    total = left.get_split_info()["nSamples"] + root.get_right_child().get_split_info()["nSamples"]
    assert root.get_split_info()["nSamples"] == total == 48
    with pytest.raises(ValueError, match="no coefficient paths"):
        model.get_coefficient_paths()


def test_coefficient_paths_are_read(client: DSSClient, mock: DSSMock) -> None:
    task = planted(client, mock).create_prediction_ml_task("customers", "spent")
    model = only(task, "LARS")
    paths = model.get_coefficient_paths()
    path = paths.get_coefficient_path("age")
    assert abs(path[0]) < abs(path[-1])
    with pytest.raises(ValueError, match="no tree data"):
        model.get_trees()


def test_only_models_in_ml_tasks_show_their_insides(client: DSSClient, mock: DSSMock) -> None:
    version = flow_model(client, mock)
    for read in (version.get_trees, version.get_coefficient_paths):
        with pytest.raises(ValueError, match="only models in an ML task"):
            read()


def test_details_of_nothing(client: DSSClient, mock: DSSMock) -> None:
    details = DSSTrainedModelDetails({"userMeta": {}}, {})
    with pytest.raises(ValueError, match="neither to an ML task nor to a saved model"):
        details.save_user_meta()
    assert details.get_diagnostics() == []


@pytest.mark.parametrize("place", [lab_model, flow_model])
def test_partial_dependences_are_computed(client: DSSClient, mock: DSSMock, place: Any) -> None:
    model = place(client, mock)
    assert (model.get_partial_dependencies()).list_features() == []
    made = model.compute_partial_dependencies(["age", "city"], sample_size=10)
    assert made.list_features() == ["age", "city"]
    age = made.get_partial_dependence("age")
    assert age.get_computation_params() == {
        "nbRecords": 10,
        "randomState": 1337,
        "onSample": True,
    }
    assert len(age.get_raw()["values"]) == len(age.get_raw()["data"][0])
    future = model.compute_partial_dependencies("spent", wait=False)
    assert isinstance(future, DSSFuture)
    future.wait_for_result()
    found = model.get_partial_dependencies()
    assert sorted(found.list_features()) == ["age", "city", "spent"]
    with pytest.raises(DSSBadRequest, match="luck"):
        model.compute_partial_dependencies("luck")
    with pytest.raises(TypeError, match="features must be a string or a list, not int"):
        model.compute_partial_dependencies(5)


@pytest.mark.parametrize("place", [lab_model, flow_model])
def test_subpopulations_are_computed(client: DSSClient, mock: DSSMock, place: Any) -> None:
    model = place(client, mock)
    assert (model.get_subpopulation_analyses()).list_analyses() == []
    made = model.compute_subpopulation_analyses("city")
    cities = made.get_analysis("city")
    rome = cities.get_modality_data("Rome")
    everywhere = made.get_global().get_performance_metrics()
    assert rome.get_performance_metrics()["auc"] != everywhere["auc"] > 0.5
    assert rome.get_prediction_info()["testWeight"] == 20
    future = model.compute_subpopulation_analyses(["age"], wait=False, n_jobs=2)
    future.wait_for_result()
    found = model.get_subpopulation_analyses()
    assert sorted(found.list_analyses()) == ["age", "city"]
    assert found.get_analysis("age").computed_as_type == "NUMERIC"
    with pytest.raises(TypeError, match="split_by"):
        model.compute_subpopulation_analyses([1])


@pytest.mark.parametrize("place", [lab_model, flow_model])
def test_explanations_are_computed(client: DSSClient, mock: DSSMock, place: Any) -> None:
    model = place(client, mock)
    with pytest.raises(ValueError, match="have not been computed"):
        model.get_global_explanations()
    (model.compute_shapley_feature_importance()).wait_for_result()
    found = model.get_global_explanations()
    importance = found.get_absolute_importance()
    assert max(importance, key=importance.get) in ("age", "spent")
    assert set(found.get_observations()) == {"explanations", "observations"}
    assert set(found.get_facts()) == {"no", "yes"}
    assert found.get_raw()["absoluteImportance"] == importance
    assert found.model_details is model
    future = model.compute_shapley_feature_importance(n_explanations=1, num_samples=5)
    future.wait_for_result()
    again = model.get_global_explanations()
    assert len(again.get_absolute_importance()) == 1


def test_explanations_are_shown(client: DSSClient, mock: DSSMock) -> None:
    model = lab_model(client, mock)
    (model.compute_shapley_feature_importance()).wait_for_result()
    found = model.get_global_explanations()
    raw = found.get_raw()
    raw["absoluteImportance"] = {name: 1 / number for number, name in enumerate("abcdefg", 1)}
    assert "top_importances={a: 1, b: 0.5, c: 0.333, d: 0.25, e: 0.2, ...}" in repr(found)
    raw["absoluteImportance"] = {"a": 0.5}
    assert repr(found).endswith("(top_importances={a: 0.5})")
    del raw["absoluteImportance"]
    assert found.get_absolute_importance() is None
    assert repr(found).endswith("(top_importances={})")
    mock.faults.add("trained_model_get_explanation_facts", status=200, body={})
    with pytest.raises(ValueError, match="have not been computed"):
        found.get_facts()


def test_forecasts_are_told_by_series(client: DSSClient, mock: DSSMock) -> None:
    model = forecast_model(client, mock)
    metrics = (model.get_per_timeseries_metrics())["perTimeseries"]
    assert len(metrics) == 2
    forecasts = (model.get_per_timeseries_evaluation_forecasts())["perTimeseries"]
    assert set(forecasts) == set(metrics)
    assert all(len(each["groundTruth"]) == 3 for each in forecasts.values())
    assert (model.get_residuals())["perTimeseries"] == {}
    made = model.compute_residuals()
    assert set(made["perTimeseries"]) == set(metrics)
    assert model.get_residuals() == made
    future = model.compute_residuals(wait=False)
    assert future.wait_for_result() == made


def test_permutation_importance(client: DSSClient, mock: DSSMock) -> None:
    model = forecast_model(client, mock)
    assert model.get_permutation_importance() == {}
    made = model.compute_permutation_importance(n_iterations=3, per_identifier=True)
    assert made["iterations"] == 3
    assert len(made["perIdentifier"]) == 2
    assert model.get_permutation_importance() == made
    future = model.compute_permutation_importance(wait=False)
    assert "perIdentifier" not in future.wait_for_result()


def test_only_forecasts_have_series(client: DSSClient, mock: DSSMock) -> None:
    model = lab_model(client, mock)
    other = DSSTrainedTimeseriesForecastingModelDetails(
        model.details, model.snippet, mltask=model.mltask, mltask_model_id=model.full_id
    )
    for read in (other.get_per_timeseries_metrics, other.compute_residuals):
        with pytest.raises(DSSBadRequest, match="does not forecast"):
            read()


def test_models_of_several_targets(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    task = project.create_multi_target_prediction_ml_task("customers", ["age", "spent"])
    [model, *_] = task.train()
    details: Any = task.get_trained_model_details(model)
    assert details.get_target_variables() == ["age", "spent"]
    metrics = details.get_performance_metrics()
    each = [metrics["perTargetMetrics"][name]["r2"] for name in ("age", "spent")]
    assert metrics["r2"] == pytest.approx(sum(each) / 2, abs=1e-6)
    assert set(details.get_residuals()) == {"age", "spent"}
    dependence = (details.compute_partial_dependencies("city")).get_partial_dependence("city")
    assert set(dependence.get_data_by_target()) == {"age", "spent"}
    details.details["perf"] = None
    details.details["coreParams"] = None
    assert details.get_residuals() == {}
    assert details.get_target_variables() == []


def test_clusters(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    task = project.create_clustering_ml_task("customers")
    settings = settings_of(task)
    settings.disable_all_algorithms()
    settings.get_algorithm_settings("KMEANS").update(enabled=True, k=[3, 5])
    settings.save()
    models = task.train()
    three: Any = task.get_trained_model_details(models[0])
    five: Any = task.get_trained_model_details(models[1])
    assert [len(each.get_facts().get_raw()["clusters"]) for each in (three, five)] == [3, 5]
    sizes = [three.get_facts().get_cluster_size(number) for number in range(3)]
    assert sum(sizes) == 60
    assert three.get_performance_metrics() != five.get_performance_metrics()
    assert "facts" not in three.get_performance_metrics()
    plots = three.get_scatter_plots()
    plot = plots.get_scatter_plot("age", "spent")
    assert len(plot["x"]) == len(plot["y"]) == len(plot["cluster"]) == 60
    assert three.get_preprocessing_settings()["per_feature"]["age"]["role"] == "INPUT"


def test_reports_on_models_that_failed_are_refused(client: DSSClient, mock: DSSMock) -> None:
    task = churn_task(planted(client, mock))
    settings = settings_of(task)
    settings.disable_all_algorithms()
    settings.add_custom_python_model("Mine")
    settings.save()
    [model] = task.train()
    details: Any = task.get_trained_model_details(model)
    assert details.get_train_info()["state"] == "FAILED"
    with pytest.raises(DSSBadRequest, match="training of this model failed"):
        details.compute_partial_dependencies("age")
    with pytest.raises(ValueError, match="no tree data"):
        details.get_trees()


def test_details_of_a_model_that_is_trained_are_brief(client: DSSClient, mock: DSSMock) -> None:
    from dssmock.services._ml_state import pace

    task = churn_task(planted(client, mock))
    pace(mock).looks = 50
    session = task.start_train()
    [model, *_] = task.get_trained_models_ids(session["sessionId"])
    details = task.get_trained_model_details(model)
    assert details.get_train_info() == {"state": "RUNNING"}
    assert "perf" not in details.get_raw()
    with pytest.raises(DSSBadRequest, match="not over"):
        task.deploy_to_flow(model, "Churn", "customers")
    with pytest.raises(DSSNotFound):
        task.get_trained_model_details(f"{model}7")
