# Derived by `tox -e generate` from tests/aio/test_evaluationstore.py. Do not edit.
"""Evaluation stores: evaluations, their metrics and checks, jobs that evaluate, drift."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from dataikuapi import DataikuException, DSSBadRequest, DSSNotFound
from dataikuapi.dss.evaluationstore import DSSEvaluationStore
from dataikuapi.dss.future import DSSFuture
from dataikuapi.dss.modelevaluationstore import (
    DataDriftParams,
    DriftParams,
    DSSModelEvaluationFullInfo,
    DSSModelEvaluationStore,
    PerColumnDriftParamBuilder,
)
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.mlworld import CUSTOMERS, add_dataset, customers
from tests.sync.ml import churn_model, planted

Metric = DSSModelEvaluationStore.MetricDefinition
Label = DSSModelEvaluationStore.LabelDefinition


def store_of(client: DSSClient, mock: DSSMock) -> DSSModelEvaluationStore:
    """An empty store."""
    return planted(client, mock).create_model_evaluation_store("quality")


def evaluating_store(client: DSSClient, mock: DSSMock) -> DSSModelEvaluationStore:
    """A store, and a recipe that evaluates who leaves on later, older customers."""
    project = planted(client, mock)
    model = churn_model(project)
    add_dataset(mock, "later", CUSTOMERS, customers(40, shift=15))
    store = project.create_model_evaluation_store("quality")
    builder: Any = project.new_recipe("evaluation", "judge")
    builder.with_input("later").with_input_model(model.sm_id)
    builder.with_output_evaluation_store(store.id).create()
    return store


def test_stores_are_made_and_listed(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    tables = project.create_evaluation_store("tables", "TABULAR")
    words = project.create_evaluation_store("words", "LLM")
    assert isinstance(tables, DSSModelEvaluationStore)
    assert type(words) is DSSEvaluationStore
    found = project.list_evaluation_stores()
    assert [each.id for each in found] == [tables.id, words.id]
    assert [each.id for each in project.list_evaluation_stores("LLM")] == [words.id]
    kinds = [type(each) for each in project.list_model_evaluation_stores()]
    assert kinds == [DSSModelEvaluationStore, DSSEvaluationStore]
    assert tables.mes_id == tables.id
    assert repr(tables).endswith(f"EvaluationStore SALES.{tables.id}>")
    with pytest.raises(DSSBadRequest, match="Unknown flavor"):
        project.create_evaluation_store("odd", "LUCK")
    with pytest.raises(TypeError, match="name"):
        project.create_model_evaluation_store(5)  # type: ignore[arg-type]


def test_settings_are_saved(client: DSSClient, mock: DSSMock) -> None:
    store = store_of(client, mock)
    settings = store.get_settings()
    assert settings.get_raw()["name"] == "quality"
    assert settings.model_evaluation_store is store
    before = copy.deepcopy(settings.get_raw())
    settings.save()
    again = (store.get_settings()).get_raw()
    del before["versionTag"], again["versionTag"]
    assert again == before
    settings.get_raw()["unheardOf"] = 1
    settings.save()
    plain = client.get_project("SALES").get_evaluation_store(store.id)
    assert (plain.get_settings()).get_raw()["unheardOf"] == 1
    with pytest.raises(DSSNotFound, match="nothing"):
        client.get_project("SALES").get_evaluation_store("nothing").get_settings()


def test_stores_are_deleted(client: DSSClient, mock: DSSMock) -> None:
    store = store_of(client, mock)
    store.add_custom_model_evaluation([Metric("kpi", 1)])
    store.delete()
    assert client.get_project("SALES").list_evaluation_stores() == []
    assert mock.table("model_evaluations").ids() == []


def test_evaluations_of_ones_own(client: DSSClient, mock: DSSMock) -> None:
    store = store_of(client, mock)
    assert store.get_latest_model_evaluation() is None
    assert store.get_latest_evaluation() is None
    store.add_custom_model_evaluation(
        [Metric("kpi", 0.5, "Our KPI", "how we count")], "jan", "January", [Label("month", "1")]
    )
    store.add_custom_evaluation([Metric("kpi", 0.7)])
    evaluations = store.list_model_evaluations()
    assert len(evaluations) == 2
    latest = store.get_latest_model_evaluation()
    assert latest is not None
    assert latest.evaluation_id == evaluations[1].evaluation_id
    info = store.get_model_evaluation("jan").get_full_info()
    assert isinstance(info, DSSModelEvaluationFullInfo)
    assert info.metrics == {"kpi": 0.5}
    assert info.user_meta == {"name": "January", "labels": [{"key": "month", "value": "1"}]}
    assert (info.has_model, info.model_full_id, info.prediction_type) == (False, None, None)
    assert info.model_evaluation.evaluation_id == "jan"
    assert info.get_raw()["metrics"] == info.metrics
    assert info.full_id == f"ME-SALES-{store.id}-jan"
    with pytest.raises(DSSBadRequest, match="jan"):
        store.add_custom_evaluation([], "jan")
    with pytest.raises(DSSNotFound, match="none"):
        store.get_evaluation("none").get_full_info()


def test_evaluations_of_a_model(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    model = churn_model(project)
    version = model.get_version_details("initial")
    store = project.create_model_evaluation_store("quality")
    store.add_custom_evaluation([Metric("kpi", 1)], "one", model=version)
    store.add_custom_evaluation([Metric("kpi", 2)], "two", model=version.full_id)
    for name in ("one", "two"):
        info = store.get_evaluation(name).get_full_info()
        assert (info.has_model, info.model_full_id) == (True, version.full_id)
        assert info.prediction_type == "BINARY_CLASSIFICATION"
        assert info.target_variable == "churn"
    with pytest.raises(DSSNotFound, match="S-SALES-x-y"):
        store.add_custom_evaluation([], model="S-SALES-x-y")


def test_what_people_wrote_is_kept(client: DSSClient, mock: DSSMock) -> None:
    store = store_of(client, mock)
    store.add_custom_evaluation([], "jan")
    info = store.get_evaluation("jan").get_full_info()
    info.user_meta["name"] = "January"
    info.save_user_meta()
    again = store.get_evaluation("jan").get_full_info()
    assert again.user_meta["name"] == "January"
    assert again.creation_date == info.creation_date


def test_evaluations_are_deleted(client: DSSClient, mock: DSSMock) -> None:
    store = store_of(client, mock)
    for name in "abcde":
        store.add_custom_evaluation([], name)
    evaluation = store.get_evaluation("a")
    assert evaluation.get_full_id() == f"ME-SALES-{store.id}-a"
    assert evaluation.full_id in repr(evaluation)
    evaluation.delete()
    store.delete_evaluations([store.get_evaluation("b"), {"evaluation_id": "c"}])
    store.delete_model_evaluations(["d"])
    assert [each.evaluation_id for each in store.list_evaluations()] == ["e"]
    assert store.get_model_evaluation("e").mes_id == store.id
    with pytest.raises(DSSNotFound, match="x"):
        store.delete_evaluations(["e", "x"])
    with pytest.raises(TypeError, match="evaluations"):
        store.delete_evaluations("e")
    assert len(store.list_evaluations()) == 1


def test_metrics_over_time(client: DSSClient, mock: DSSMock) -> None:
    store = store_of(client, mock)
    assert (store.get_last_metric_values()).get_all_ids() == []
    for value in (0.5, 0.7):
        store.add_custom_evaluation([Metric("kpi", value), Metric("cost", 3)])
    last = store.get_last_metric_values()
    assert last.get_all_ids() == ["model_evaluation:kpi", "model_evaluation:cost"]
    assert last.get_global_value("model_evaluation:kpi") == 0.7
    history = store.get_metric_history("model_evaluation:kpi")
    assert [each["value"] for each in history["values"]] == ["0.5", "0.7"]
    for lookup in ({"id": "model_evaluation:cost"}, {"metric": {"id": "model_evaluation:cost"}}):
        again = store.get_metric_history(lookup)
        assert [each["value"] for each in again["values"]] == ["3", "3"]
    with pytest.raises(DSSNotFound, match="luck"):
        store.get_metric_history("luck")
    latest = store.get_latest_evaluation()
    assert latest is not None
    found = (latest.get_metrics())["metrics"]
    assert [each["value"] for each in found] == ["0.7", "3"]


def test_metrics_are_computed(client: DSSClient, mock: DSSMock) -> None:
    store = store_of(client, mock)
    store.add_custom_evaluation([Metric("kpi", 0.5)])
    computed = (store.compute_metrics())["computed"]
    assert [each["metricId"] for each in computed] == ["model_evaluation:kpi"]
    report = store.compute_metrics(["model_evaluation:kpi", "model_evaluation:luck"])
    assert [each["metricId"] for each in report["computed"]] == ["model_evaluation:kpi"]
    assert [each["metricId"] for each in report["skipped"]] == ["model_evaluation:luck"]
    probes = {"probes": [{"type": "model_evaluation", "enabled": False}]}
    assert (store.compute_metrics(probes=probes))["computed"] == []
    probes["probes"][0]["enabled"] = True
    assert len((store.compute_metrics(probes=probes))["computed"]) == 1


def test_checks_are_run(client: DSSClient, mock: DSSMock) -> None:
    store = store_of(client, mock)
    store.add_custom_evaluation([Metric("kpi", 0.5)], "bad")
    store.add_custom_evaluation([Metric("kpi", 0.9)], "good")
    check = {"type": "numericRange", "metricId": "model_evaluation:kpi"}
    check |= {"minimumEnabled": True, "minimum": 0.8}

    def outcomes(report: Any) -> list[str]:
        return [each["value"]["outcome"] for each in report["results"]]

    assert outcomes(store.run_checks(checks={"checks": [check]})) == ["OK"]
    assert outcomes(store.run_checks("bad", {"checks": [check]})) == ["ERROR"]
    assert outcomes(store.run_checks()) == []
    settings = store.get_settings()
    one_of = {"type": "valueSet", "metricId": "model_evaluation:kpi", "values": [0.9]}
    python = {"type": "python", "metricId": "model_evaluation:kpi"}
    missing = {"type": "numericRange", "metricId": "model_evaluation:luck"}
    settings.get_raw()["metricsChecks"] = {"checks": [check, one_of, python, missing]}
    settings.save()
    assert outcomes(store.run_checks()) == ["OK", "OK", "EMPTY", "EMPTY"]
    assert outcomes(store.run_checks("bad")) == ["ERROR", "ERROR", "EMPTY", "EMPTY"]
    with pytest.raises(DSSNotFound, match="none"):
        store.run_checks("none")


def test_jobs_add_evaluations(client: DSSClient, mock: DSSMock) -> None:
    store = evaluating_store(client, mock)
    job = store.build()
    assert "Evaluation" in job.get_log()
    latest = store.get_latest_model_evaluation()
    assert latest is not None
    info = latest.get_full_info()
    assert 0.5 < info.metrics["auc"] <= 1
    assert (info.target_variable, info.prediction_variable) == ("churn", "prediction")
    assert info.has_model is True
    started = store.build(wait=False)
    started.get_status()
    assert len(store.list_evaluations()) == 2
    kinds = {each["type"]: each["objectId"] for each in store.get_usages()}
    assert kinds == {"RECIPE_OUTPUT": "judge"}


def test_jobs_that_cannot_evaluate_fail(client: DSSClient, mock: DSSMock) -> None:
    store = evaluating_store(client, mock)
    [model] = client.get_project("SALES").list_saved_models()
    with mock.table("saved_models").edit(f"SALES.{model['id']}") as draft:
        draft["activeVersion"] = None
    with pytest.raises(DataikuException):
        store.build()
    job = store.build(no_fail=True)
    assert "has no active version" in job.get_log()
    assert store.list_evaluations() == []


def test_rows_of_an_evaluation(client: DSSClient, mock: DSSMock) -> None:
    store = evaluating_store(client, mock)
    store.build()
    latest = store.get_latest_evaluation()
    assert latest is not None
    frame = latest.get_sample_df()
    assert list(frame.columns) == list(CUSTOMERS)
    assert len(frame) == 40
    assert frame["age"].min() >= 35
    store.add_custom_evaluation([], "mine")
    with pytest.raises(DSSBadRequest, match="made elsewhere"):
        store.get_evaluation("mine").get_sample_df()


def test_drift_is_computed(client: DSSClient, mock: DSSMock) -> None:
    store = evaluating_store(client, mock)
    store.build()
    latest = store.get_latest_evaluation()
    assert latest is not None
    result = latest.compute_drift()
    columns = result.univariate_drift_result.per_column_drift_data
    assert set(columns) >= {"age", "city"}
    accuracy = result.drift_model_result.drift_model_accuracy
    assert accuracy.lower_confidence_interval <= accuracy.value
    assert accuracy.value <= accuracy.upper_confidence_interval
    assert accuracy.value > 0.5
    assert accuracy.get_raw()["value"] == accuracy.value
    assert "age" in str(result.drift_model_result.feature_drift_importance)
    assert result.prediction_drift_result.psi >= 0
    # An evaluation does not differ from itself.
    same = latest.compute_drift(latest)
    assert same.drift_model_result.drift_model_accuracy.value < accuracy.value


def test_drift_of_some_columns(client: DSSClient, mock: DSSMock) -> None:
    store = evaluating_store(client, mock)
    store.build()
    latest = store.get_latest_evaluation()
    assert latest is not None
    columns = PerColumnDriftParamBuilder().with_column_drift_param("city", enabled=False)
    columns.with_column_drift_param("age", "CATEGORICAL")
    params = DriftParams.from_params(columns.build(), nb_bins=5)
    version = (model_of(client)).get_version_details("initial")
    future = latest.compute_drift(version, params, wait=False)
    assert isinstance(future, DSSFuture)
    result = future.wait_for_result()
    found = {each.name: each.actual_column_handling for each in result.per_column_settings}
    assert (found["age"], found["city"]) == ("CATEGORICAL", "IGNORED")
    assert "city" not in result.univariate_drift_result.per_column_drift_data
    with pytest.raises(DSSNotFound, match="S-SALES-x-y"):
        latest.compute_drift("S-SALES-x-y")


def model_of(client: DSSClient) -> Any:
    """The only saved model."""
    project = client.get_project("SALES")
    [found] = project.list_saved_models()
    return project.get_saved_model(found["id"])


def test_drift_of_the_data_alone(client: DSSClient, mock: DSSMock) -> None:
    store = evaluating_store(client, mock)
    store.build()
    latest = store.get_latest_evaluation()
    assert latest is not None
    with pytest.warns(DeprecationWarning, match="compute_drift"):
        result = latest.compute_data_drift()
    assert result.drift_model_result.drift_model_accuracy.value > 0.5
    assert "predictionDriftResult" not in result.get_raw()
    with pytest.warns(DeprecationWarning, match="DriftParams"):
        params = DataDriftParams.from_params({}, compute_histograms=False)
    with pytest.deprecated_call():
        future = latest.compute_data_drift(latest.full_id, params, wait=False)
    again = future.wait_for_result()
    assert len(again.per_column_settings) == len(CUSTOMERS)
    assert again.univariate_drift_result.per_column_drift_data


def test_drift_needs_rows_to_compare(client: DSSClient, mock: DSSMock) -> None:
    store = store_of(client, mock)
    store.add_custom_evaluation([], "mine")
    with pytest.raises(DSSBadRequest, match="made elsewhere"):
        store.get_evaluation("mine").compute_drift()


def test_evaluations_of_forecasts(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    task = project.create_timeseries_forecasting_ml_task("visits", "visits", "day", ["shop"])
    [model, *_] = task.train()
    store = project.create_model_evaluation_store("quality")
    store.add_custom_evaluation([Metric("mape", 0.1)], "one", model=model)
    info: Any = store.get_model_evaluation("one").get_full_info()
    assert info.prediction_type == "TIMESERIES_FORECAST"
    assert info.model_evaluation.evaluation_id == "one"
    assert len((info.get_per_timeseries_metrics())["perTimeseries"]) == 2


def test_stores_stand_in_zones_and_have_discussions(client: DSSClient, mock: DSSMock) -> None:
    store = store_of(client, mock)
    zone = client.get_project("SALES").get_flow().create_zone("Quality")
    store.move_to_zone(zone)
    assert (store.get_zone()).id == zone.id
    discussions = store.get_object_discussions()
    discussions.create_discussion("Good?", "Is it good?")
    assert len(discussions.list_discussions()) == 1
