"""Evaluation stores: evaluations, their metrics and checks, jobs that evaluate, drift."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from dataikuapi import DataikuException, DSSBadRequest, DSSNotFound
from dataikuapi.aio.dss.evaluationstore import AsyncDSSEvaluationStore
from dataikuapi.aio.dss.future import AsyncDSSFuture
from dataikuapi.aio.dss.modelevaluationstore import (
    AsyncDSSModelEvaluationFullInfo,
    AsyncDSSModelEvaluationStore,
)
from dataikuapi.aio.dssclient import AsyncDSSClient
from dataikuapi.dss.modelevaluationstore import (
    DataDriftParams,
    DriftParams,
    PerColumnDriftParamBuilder,
)
from dssmock.core import DSSMock
from tests.aio.ml import churn_model, planted
from tests.mlworld import CUSTOMERS, add_dataset, customers

Metric = AsyncDSSModelEvaluationStore.MetricDefinition
Label = AsyncDSSModelEvaluationStore.LabelDefinition


async def store_of(client: AsyncDSSClient, mock: DSSMock) -> AsyncDSSModelEvaluationStore:
    """An empty store."""
    return await planted(client, mock).create_model_evaluation_store("quality")


async def evaluating_store(client: AsyncDSSClient, mock: DSSMock) -> AsyncDSSModelEvaluationStore:
    """A store, and a recipe that evaluates who leaves on later, older customers."""
    project = planted(client, mock)
    model = await churn_model(project)
    add_dataset(mock, "later", CUSTOMERS, customers(40, shift=15))
    store = await project.create_model_evaluation_store("quality")
    builder: Any = project.new_recipe("evaluation", "judge")
    builder.with_input("later").with_input_model(model.sm_id)
    await builder.with_output_evaluation_store(store.id).create()
    return store


async def test_stores_are_made_and_listed(client: AsyncDSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    tables = await project.create_evaluation_store("tables", "TABULAR")
    words = await project.create_evaluation_store("words", "LLM")
    assert isinstance(tables, AsyncDSSModelEvaluationStore)
    assert type(words) is AsyncDSSEvaluationStore
    found = await project.list_evaluation_stores()
    assert [each.id for each in found] == [tables.id, words.id]
    assert [each.id for each in await project.list_evaluation_stores("LLM")] == [words.id]
    kinds = [type(each) for each in await project.list_model_evaluation_stores()]
    assert kinds == [AsyncDSSModelEvaluationStore, AsyncDSSEvaluationStore]
    assert tables.mes_id == tables.id
    assert repr(tables).endswith(f"EvaluationStore SALES.{tables.id}>")
    with pytest.raises(DSSBadRequest, match="Unknown flavor"):
        await project.create_evaluation_store("odd", "LUCK")
    with pytest.raises(TypeError, match="name"):
        await project.create_model_evaluation_store(5)  # type: ignore[arg-type]


async def test_settings_are_saved(client: AsyncDSSClient, mock: DSSMock) -> None:
    store = await store_of(client, mock)
    settings = await store.get_settings()
    assert settings.get_raw()["name"] == "quality"
    assert settings.model_evaluation_store is store
    before = copy.deepcopy(settings.get_raw())
    await settings.save()
    again = (await store.get_settings()).get_raw()
    del before["versionTag"], again["versionTag"]
    assert again == before
    settings.get_raw()["unheardOf"] = 1
    await settings.save()
    plain = client.get_project("SALES").get_evaluation_store(store.id)
    assert (await plain.get_settings()).get_raw()["unheardOf"] == 1
    with pytest.raises(DSSNotFound, match="nothing"):
        await client.get_project("SALES").get_evaluation_store("nothing").get_settings()


async def test_stores_are_deleted(client: AsyncDSSClient, mock: DSSMock) -> None:
    store = await store_of(client, mock)
    await store.add_custom_model_evaluation([Metric("kpi", 1)])
    await store.delete()
    assert await client.get_project("SALES").list_evaluation_stores() == []
    assert mock.table("model_evaluations").ids() == []


async def test_evaluations_of_ones_own(client: AsyncDSSClient, mock: DSSMock) -> None:
    store = await store_of(client, mock)
    assert await store.get_latest_model_evaluation() is None
    assert await store.get_latest_evaluation() is None
    await store.add_custom_model_evaluation(
        [Metric("kpi", 0.5, "Our KPI", "how we count")], "jan", "January", [Label("month", "1")]
    )
    await store.add_custom_evaluation([Metric("kpi", 0.7)])
    evaluations = await store.list_model_evaluations()
    assert len(evaluations) == 2
    latest = await store.get_latest_model_evaluation()
    assert latest is not None
    assert latest.evaluation_id == evaluations[1].evaluation_id
    info = await store.get_model_evaluation("jan").get_full_info()
    assert isinstance(info, AsyncDSSModelEvaluationFullInfo)
    assert info.metrics == {"kpi": 0.5}
    assert info.user_meta == {"name": "January", "labels": [{"key": "month", "value": "1"}]}
    assert (info.has_model, info.model_full_id, info.prediction_type) == (False, None, None)
    assert info.model_evaluation.evaluation_id == "jan"
    assert info.get_raw()["metrics"] == info.metrics
    assert info.full_id == f"ME-SALES-{store.id}-jan"
    with pytest.raises(DSSBadRequest, match="jan"):
        await store.add_custom_evaluation([], "jan")
    with pytest.raises(DSSNotFound, match="none"):
        await store.get_evaluation("none").get_full_info()


async def test_evaluations_of_a_model(client: AsyncDSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    model = await churn_model(project)
    version = await model.get_version_details("initial")
    store = await project.create_model_evaluation_store("quality")
    await store.add_custom_evaluation([Metric("kpi", 1)], "one", model=version)
    await store.add_custom_evaluation([Metric("kpi", 2)], "two", model=version.full_id)
    for name in ("one", "two"):
        info = await store.get_evaluation(name).get_full_info()
        assert (info.has_model, info.model_full_id) == (True, version.full_id)
        assert info.prediction_type == "BINARY_CLASSIFICATION"
        assert info.target_variable == "churn"
    with pytest.raises(DSSNotFound, match="S-SALES-x-y"):
        await store.add_custom_evaluation([], model="S-SALES-x-y")


async def test_what_people_wrote_is_kept(client: AsyncDSSClient, mock: DSSMock) -> None:
    store = await store_of(client, mock)
    await store.add_custom_evaluation([], "jan")
    info = await store.get_evaluation("jan").get_full_info()
    info.user_meta["name"] = "January"
    await info.save_user_meta()
    again = await store.get_evaluation("jan").get_full_info()
    assert again.user_meta["name"] == "January"
    assert again.creation_date == info.creation_date


async def test_evaluations_are_deleted(client: AsyncDSSClient, mock: DSSMock) -> None:
    store = await store_of(client, mock)
    for name in "abcde":
        await store.add_custom_evaluation([], name)
    evaluation = store.get_evaluation("a")
    assert evaluation.get_full_id() == f"ME-SALES-{store.id}-a"
    assert evaluation.full_id in repr(evaluation)
    await evaluation.delete()
    await store.delete_evaluations([store.get_evaluation("b"), {"evaluation_id": "c"}])
    await store.delete_model_evaluations(["d"])
    assert [each.evaluation_id for each in await store.list_evaluations()] == ["e"]
    assert store.get_model_evaluation("e").mes_id == store.id
    with pytest.raises(DSSNotFound, match="x"):
        await store.delete_evaluations(["e", "x"])
    with pytest.raises(TypeError, match="evaluations"):
        await store.delete_evaluations("e")
    assert len(await store.list_evaluations()) == 1


async def test_metrics_over_time(client: AsyncDSSClient, mock: DSSMock) -> None:
    store = await store_of(client, mock)
    assert (await store.get_last_metric_values()).get_all_ids() == []
    for value in (0.5, 0.7):
        await store.add_custom_evaluation([Metric("kpi", value), Metric("cost", 3)])
    last = await store.get_last_metric_values()
    assert last.get_all_ids() == ["model_evaluation:kpi", "model_evaluation:cost"]
    assert last.get_global_value("model_evaluation:kpi") == 0.7
    history = await store.get_metric_history("model_evaluation:kpi")
    assert [each["value"] for each in history["values"]] == ["0.5", "0.7"]
    for lookup in ({"id": "model_evaluation:cost"}, {"metric": {"id": "model_evaluation:cost"}}):
        again = await store.get_metric_history(lookup)
        assert [each["value"] for each in again["values"]] == ["3", "3"]
    with pytest.raises(DSSNotFound, match="luck"):
        await store.get_metric_history("luck")
    latest = await store.get_latest_evaluation()
    assert latest is not None
    found = (await latest.get_metrics())["metrics"]
    assert [each["value"] for each in found] == ["0.7", "3"]


async def test_metrics_are_computed(client: AsyncDSSClient, mock: DSSMock) -> None:
    store = await store_of(client, mock)
    await store.add_custom_evaluation([Metric("kpi", 0.5)])
    computed = (await store.compute_metrics())["computed"]
    assert [each["metricId"] for each in computed] == ["model_evaluation:kpi"]
    report = await store.compute_metrics(["model_evaluation:kpi", "model_evaluation:luck"])
    assert [each["metricId"] for each in report["computed"]] == ["model_evaluation:kpi"]
    assert [each["metricId"] for each in report["skipped"]] == ["model_evaluation:luck"]
    probes = {"probes": [{"type": "model_evaluation", "enabled": False}]}
    assert (await store.compute_metrics(probes=probes))["computed"] == []
    probes["probes"][0]["enabled"] = True
    assert len((await store.compute_metrics(probes=probes))["computed"]) == 1


async def test_checks_are_run(client: AsyncDSSClient, mock: DSSMock) -> None:
    store = await store_of(client, mock)
    await store.add_custom_evaluation([Metric("kpi", 0.5)], "bad")
    await store.add_custom_evaluation([Metric("kpi", 0.9)], "good")
    check = {"type": "numericRange", "metricId": "model_evaluation:kpi"}
    check |= {"minimumEnabled": True, "minimum": 0.8}

    def outcomes(report: Any) -> list[str]:
        return [each["value"]["outcome"] for each in report["results"]]

    assert outcomes(await store.run_checks(checks={"checks": [check]})) == ["OK"]
    assert outcomes(await store.run_checks("bad", {"checks": [check]})) == ["ERROR"]
    assert outcomes(await store.run_checks()) == []
    settings = await store.get_settings()
    one_of = {"type": "valueSet", "metricId": "model_evaluation:kpi", "values": [0.9]}
    python = {"type": "python", "metricId": "model_evaluation:kpi"}
    missing = {"type": "numericRange", "metricId": "model_evaluation:luck"}
    settings.get_raw()["metricsChecks"] = {"checks": [check, one_of, python, missing]}
    await settings.save()
    assert outcomes(await store.run_checks()) == ["OK", "OK", "EMPTY", "EMPTY"]
    assert outcomes(await store.run_checks("bad")) == ["ERROR", "ERROR", "EMPTY", "EMPTY"]
    with pytest.raises(DSSNotFound, match="none"):
        await store.run_checks("none")


async def test_jobs_add_evaluations(client: AsyncDSSClient, mock: DSSMock) -> None:
    store = await evaluating_store(client, mock)
    job = await store.build()
    assert "Evaluation" in await job.get_log()
    latest = await store.get_latest_model_evaluation()
    assert latest is not None
    info = await latest.get_full_info()
    assert 0.5 < info.metrics["auc"] <= 1
    assert (info.target_variable, info.prediction_variable) == ("churn", "prediction")
    assert info.has_model is True
    started = await store.build(wait=False)
    await started.get_status()
    assert len(await store.list_evaluations()) == 2
    kinds = {each["type"]: each["objectId"] for each in await store.get_usages()}
    assert kinds == {"RECIPE_OUTPUT": "judge"}


async def test_jobs_that_cannot_evaluate_fail(client: AsyncDSSClient, mock: DSSMock) -> None:
    store = await evaluating_store(client, mock)
    [model] = await client.get_project("SALES").list_saved_models()
    with mock.table("saved_models").edit(f"SALES.{model['id']}") as draft:
        draft["activeVersion"] = None
    with pytest.raises(DataikuException):
        await store.build()
    job = await store.build(no_fail=True)
    assert "has no active version" in await job.get_log()
    assert await store.list_evaluations() == []


async def test_rows_of_an_evaluation(client: AsyncDSSClient, mock: DSSMock) -> None:
    store = await evaluating_store(client, mock)
    await store.build()
    latest = await store.get_latest_evaluation()
    assert latest is not None
    frame = await latest.get_sample_df()
    assert list(frame.columns) == list(CUSTOMERS)
    assert len(frame) == 40
    assert frame["age"].min() >= 35
    await store.add_custom_evaluation([], "mine")
    with pytest.raises(DSSBadRequest, match="made elsewhere"):
        await store.get_evaluation("mine").get_sample_df()


async def test_drift_is_computed(client: AsyncDSSClient, mock: DSSMock) -> None:
    store = await evaluating_store(client, mock)
    await store.build()
    latest = await store.get_latest_evaluation()
    assert latest is not None
    result = await latest.compute_drift()
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
    same = await latest.compute_drift(latest)
    assert same.drift_model_result.drift_model_accuracy.value < accuracy.value


async def test_drift_of_some_columns(client: AsyncDSSClient, mock: DSSMock) -> None:
    store = await evaluating_store(client, mock)
    await store.build()
    latest = await store.get_latest_evaluation()
    assert latest is not None
    columns = PerColumnDriftParamBuilder().with_column_drift_param("city", enabled=False)
    columns.with_column_drift_param("age", "CATEGORICAL")
    params = DriftParams.from_params(columns.build(), nb_bins=5)
    version = await (await model_of(client)).get_version_details("initial")
    future = await latest.compute_drift(version, params, wait=False)
    assert isinstance(future, AsyncDSSFuture)
    result = await future.wait_for_result()
    found = {each.name: each.actual_column_handling for each in result.per_column_settings}
    assert (found["age"], found["city"]) == ("CATEGORICAL", "IGNORED")
    assert "city" not in result.univariate_drift_result.per_column_drift_data
    with pytest.raises(DSSNotFound, match="S-SALES-x-y"):
        await latest.compute_drift("S-SALES-x-y")


async def model_of(client: AsyncDSSClient) -> Any:
    """The only saved model."""
    project = client.get_project("SALES")
    [found] = await project.list_saved_models()
    return project.get_saved_model(found["id"])


async def test_drift_of_the_data_alone(client: AsyncDSSClient, mock: DSSMock) -> None:
    store = await evaluating_store(client, mock)
    await store.build()
    latest = await store.get_latest_evaluation()
    assert latest is not None
    with pytest.warns(DeprecationWarning, match="compute_drift"):
        result = await latest.compute_data_drift()
    assert result.drift_model_result.drift_model_accuracy.value > 0.5
    assert "predictionDriftResult" not in result.get_raw()
    with pytest.warns(DeprecationWarning, match="DriftParams"):
        params = DataDriftParams.from_params({}, compute_histograms=False)
    with pytest.deprecated_call():
        future = await latest.compute_data_drift(latest.full_id, params, wait=False)
    again = await future.wait_for_result()
    assert len(again.per_column_settings) == len(CUSTOMERS)
    assert again.univariate_drift_result.per_column_drift_data


async def test_drift_needs_rows_to_compare(client: AsyncDSSClient, mock: DSSMock) -> None:
    store = await store_of(client, mock)
    await store.add_custom_evaluation([], "mine")
    with pytest.raises(DSSBadRequest, match="made elsewhere"):
        await store.get_evaluation("mine").compute_drift()


async def test_evaluations_of_forecasts(client: AsyncDSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    task = await project.create_timeseries_forecasting_ml_task("visits", "visits", "day", ["shop"])
    [model, *_] = await task.train()
    store = await project.create_model_evaluation_store("quality")
    await store.add_custom_evaluation([Metric("mape", 0.1)], "one", model=model)
    info: Any = await store.get_model_evaluation("one").get_full_info()
    assert info.prediction_type == "TIMESERIES_FORECAST"
    assert info.model_evaluation.evaluation_id == "one"
    assert len((await info.get_per_timeseries_metrics())["perTimeseries"]) == 2


async def test_stores_stand_in_zones_and_have_discussions(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    store = await store_of(client, mock)
    zone = await client.get_project("SALES").get_flow().create_zone("Quality")
    await store.move_to_zone(zone)
    assert (await store.get_zone()).id == zone.id
    discussions = store.get_object_discussions()
    await discussions.create_discussion("Good?", "Is it good?")
    assert len(await discussions.list_discussions()) == 1
