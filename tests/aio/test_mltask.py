"""ML tasks: making, guessing, training, waiting, combining, deleting."""

from __future__ import annotations

from typing import Any

import pytest

from dataikuapi import (
    DataikuException,
    DSSBadRequest,
    DSSFutureLost,
    DSSFutureTimeout,
    DSSNotFound,
)
from dataikuapi.aio.dss.ml import AsyncDSSMLTask
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from dssmock.services._ml_state import pace
from tests.aio.ml import churn_task, planted, settings_of
from tests.mlworld import add_dataset

FOREST = "RANDOM_FOREST_CLASSIFICATION"


async def test_create_guesses_settings(client: AsyncDSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    task = await churn_task(project)
    settings = await settings_of(task)
    assert FOREST in settings.get_enabled_algorithm_names()
    assert settings.get_feature_preprocessing("churn")["role"] == "TARGET"
    # Each customer has an identifier of his own: it tells nothing.
    assert settings.get_feature_preprocessing("id")["role"] == "REJECT"
    assert settings.get_feature_preprocessing("age")["type"] == "NUMERIC"
    assert settings.get_feature_preprocessing("city")["type"] == "CATEGORY"
    assert repr(task).endswith(f"MLTask SALES.{task.analysis_id}.{task.mltask_id}>")
    assert len(await project.list_analyses()) == 1


async def test_create_can_leave_the_guess_to_itself(client: AsyncDSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    pace(mock).looks = 2
    task = await project.create_prediction_ml_task("customers", "churn", wait_guess_complete=False)
    assert (await task.get_status())["guessing"] is True
    await task.wait_guess_complete()
    assert (await task.get_status())["guessing"] is False


async def test_create_refuses_what_makes_no_sense(client: AsyncDSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    with pytest.raises(DSSNotFound, match="nothing"):
        await project.create_prediction_ml_task("nothing", "churn")
    with pytest.raises(DSSBadRequest, match="luck"):
        await project.create_prediction_ml_task("customers", "luck")
    assert await project.list_analyses() == []
    with pytest.raises(TypeError, match="target_variables"):
        await project.create_multi_target_prediction_ml_task("customers", "age")


async def test_create_of_all_kinds(client: AsyncDSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    await project.create_clustering_ml_task("customers")
    await project.create_timeseries_forecasting_ml_task("visits", "visits", "day", ["shop"])
    await project.create_multi_target_prediction_ml_task("customers", ["age", "spent"])
    await project.create_causal_prediction_ml_task("customers", "spent", "vip")
    found = (await project.list_ml_tasks())["mlTasks"]
    assert sorted(str(each.get("predictionType")) for each in found) == [
        "CAUSAL_REGRESSION",
        "MULTI_TARGET_REGRESSION",
        "None",
        "TIMESERIES_FORECAST",
    ]


async def test_train_trains_what_is_enabled(client: AsyncDSSClient, mock: DSSMock) -> None:
    task = await churn_task(planted(client, mock))
    settings = await settings_of(task)
    enabled = settings.get_enabled_algorithm_names()
    models = await task.train(session_name="first", session_description="to begin with")
    snippets = await task.get_trained_model_snippet(ids=models)
    assert [snippets[each]["algorithm"] for each in models] == enabled
    assert all(snippets[each]["trainInfo"]["state"] == "DONE" for each in models)
    assert (await task.get_status())["training"] is False
    assert await task.get_trained_models_ids() == models
    assert await task.get_trained_models_ids(algorithm=FOREST) == models[:1]
    assert await task.get_trained_models_ids(algorithm="MAGIC") == []


async def test_each_training_is_a_session(client: AsyncDSSClient, mock: DSSMock) -> None:
    task = await churn_task(planted(client, mock))
    one = await task.train()
    two = await task.train()
    assert set(one).isdisjoint(two)
    assert await task.get_trained_models_ids(session_id="s1") == one
    assert await task.get_trained_models_ids(session_id="s2") == two
    assert await task.get_trained_models_ids(session_id="s3") == []
    assert await task.get_trained_models_ids(session_id="s3", algorithm=FOREST) == []


async def test_settings_make_models_differ(client: AsyncDSSClient, mock: DSSMock) -> None:
    task = await churn_task(planted(client, mock))
    settings = await settings_of(task)
    settings.disable_all_algorithms()
    settings.set_algorithm_enabled(FOREST, True)
    await settings.save()
    [one] = await task.train()
    [same] = await task.train()
    settings.get_algorithm_settings(FOREST).n_estimators = [7]
    await settings.save()
    [two] = await task.train()
    settings.reject_feature("age")
    settings.reject_feature("spent")
    await settings.save()
    [poor] = await task.train()
    snippets = await task.get_trained_model_snippet()
    assert snippets[one]["auc"] == snippets[same]["auc"] != snippets[two]["auc"]
    assert snippets[poor]["auc"] < snippets[one]["auc"]


async def test_train_without_algorithm_is_refused(client: AsyncDSSClient, mock: DSSMock) -> None:
    task = await churn_task(planted(client, mock))
    settings = await settings_of(task)
    settings.disable_all_algorithms()
    await settings.save()
    with pytest.raises(DSSBadRequest, match="No algorithm is enabled"):
        await task.train()


async def test_models_that_fail_are_told_of(client: AsyncDSSClient, mock: DSSMock) -> None:
    task = await churn_task(planted(client, mock))
    settings = await settings_of(task)
    settings.disable_all_algorithms()
    settings.add_custom_python_model("Mine")
    await settings.save()
    [model] = await task.train()
    info = (await task.get_trained_model_snippet(model))["trainInfo"]
    assert info["state"] == "FAILED"
    assert "code of users" in info["failure"]["message"]
    with pytest.raises(DSSBadRequest, match="failed"):
        await task.deploy_to_flow(model, "Mine", "customers")


async def test_updates_are_told(client: AsyncDSSClient, mock: DSSMock) -> None:
    task = await churn_task(planted(client, mock))
    pace(mock).looks = 3
    seen: list[bool] = []
    await task.train(on_update=lambda status: seen.append(status["training"]))
    assert seen == [True, True, True, False]


async def test_training_goes_on_after_a_timeout(client: AsyncDSSClient, mock: DSSMock) -> None:
    task = await churn_task(planted(client, mock))
    pace(mock).looks = 40
    with pytest.raises(DSSFutureTimeout) as caught:
        await task.train(timeout=2)
    assert caught.value.job_id == task.mltask_id
    assert (await task.get_status())["training"] is True
    await task.wait_train_complete()
    assert len(await task.get_trained_models_ids()) > 0


async def test_waiting_for_a_task_that_is_deleted_ends(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    task = await churn_task(planted(client, mock))
    pace(mock).looks = 1000
    await task.start_train()

    def delete(status: Any) -> None:
        for id in mock.table("ml_tasks").ids():
            mock.table("ml_tasks").delete(id)

    with pytest.raises(DSSFutureLost, match="was deleted while it was training") as caught:
        await task.wait_train_complete(on_update=delete)
    assert caught.value.job_id == task.mltask_id
    with pytest.raises(DSSNotFound):
        await task.wait_train_complete()


async def test_waiting_ends_when_dss_does_not_tell(client: AsyncDSSClient, mock: DSSMock) -> None:
    task = await churn_task(planted(client, mock))
    mock.faults.add("ml_task_get_status", status=200, body={"fullModelIds": []})
    with pytest.raises(DSSFutureLost, match="training of ML task"):
        await task.wait_train_complete()
    mock.faults.add("ml_task_get_status", status=200, body={"fullModelIds": []})
    with pytest.raises(DSSFutureLost, match="guessing of ML task"):
        await task.wait_guess_complete()


async def test_sessions_wait_in_a_queue(client: AsyncDSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    task = await churn_task(project)
    pace(mock).looks = 3
    first = await task.start_train()
    second = await task.start_train(session_name="later")
    queues = await project.list_mltask_queues()
    [queue] = queues
    assert queue["mlTaskId"] == task.mltask_id
    assert queue["sessions"] == [{"sessionId": second["sessionId"]}]
    assert len(queues.get_raw()["queues"]) == 1
    await task.wait_train_complete()
    assert await task.get_trained_models_ids(second["sessionId"]) == []
    assert (await task.train_queue())["sessionId"] == second["sessionId"]
    await task.wait_train_complete()
    assert len(await task.get_trained_models_ids(second["sessionId"])) > 0
    assert len(await task.get_trained_models_ids(first["sessionId"])) > 0
    assert list(await project.list_mltask_queues()) == []
    assert (await task.train_queue())["sessionId"] is None


async def test_the_queue_is_run_when_asked(client: AsyncDSSClient, mock: DSSMock) -> None:
    task = await churn_task(planted(client, mock))
    pace(mock).looks = 2
    await task.start_train()
    await task.start_train()
    last = await task.train(run_queue=True)
    assert last == await task.get_trained_models_ids("s3") != []
    assert await task.get_trained_models_ids("s2") != []


async def test_ensembles_combine_models(client: AsyncDSSClient, mock: DSSMock) -> None:
    task = await churn_task(planted(client, mock))
    models = await task.train()
    pace(mock).looks = 2
    made = await task.ensemble(models[:2], "PROBA_AVERAGE")
    assert made in await task.get_trained_models_ids()
    snippets = await task.get_trained_model_snippet()
    worst = min(snippets[each]["auc"] for each in models[:2])
    assert snippets[made]["auc"] >= worst
    assert snippets[made]["trainInfo"]["state"] == "DONE"
    with pytest.raises(ValueError, match="must not be empty"):
        await task.ensemble([], "AVERAGE")
    with pytest.raises(ValueError, match="method must be one of AVERAGE"):
        await task.start_ensembling(models, "MAGIC")
    with pytest.raises(DSSNotFound, match="does not exist"):
        await task.start_ensembling([f"{models[0]}9"], "VOTE")


async def test_ensembles_need_the_splits(client: AsyncDSSClient, mock: DSSMock) -> None:
    task = await churn_task(planted(client, mock))
    models = await task.train()
    await task.remove_unused_splits()
    await task.ensemble(models[:2], "VOTE")
    await task.remove_all_splits()
    with pytest.raises(DSSBadRequest, match="splits of this ML task were deleted"):
        await task.start_ensembling(models[:2], "VOTE")
    more = await task.train()
    await task.ensemble(more[:2], "VOTE")
    for model in await task.get_trained_models_ids():
        await task.delete_trained_model(model)
    await task.remove_unused_splits()
    assert [row["splits"] for row in mock.table("ml_tasks").values()] == [False]


async def test_models_are_deleted(client: AsyncDSSClient, mock: DSSMock) -> None:
    task = await churn_task(planted(client, mock))
    models = await task.train()
    await task.delete_trained_model(models[0])
    assert await task.get_trained_models_ids() == models[1:]
    with pytest.raises(DSSNotFound, match=models[0]):
        await task.get_trained_model_details(models[0])
    with pytest.raises(DSSNotFound, match=models[0]):
        await task.get_trained_model_snippet(models[0])
    mock.faults.add("trained_model_list_snippets", status=200, body={})
    with pytest.raises(KeyError):
        await task.get_trained_model_snippet(models[0])


async def test_delete_forgets_the_task(client: AsyncDSSClient, mock: DSSMock) -> None:
    task = await churn_task(planted(client, mock))
    await task.train()
    await task.delete()
    with pytest.raises(DSSNotFound, match=task.mltask_id):
        await task.get_status()
    assert mock.table("trained_models").ids() == []


async def test_guess_after_a_change(client: AsyncDSSClient, mock: DSSMock) -> None:
    task = await churn_task(planted(client, mock))
    settings = await settings_of(task)
    settings.disable_all_algorithms()
    settings.reject_feature("city")
    await settings.save()
    await task.guess(target_variable="spent", full_reguess=False)
    await task.wait_guess_complete()
    settings = await settings_of(task)
    assert settings.get_prediction_type() == "REGRESSION"
    assert settings.get_feature_preprocessing("spent")["role"] == "TARGET"
    assert settings.get_feature_preprocessing("city")["role"] == "REJECT"
    await task.guess(prediction_type="MULTICLASS", reguess_level="FULL_REGUESS")
    settings = await settings_of(task)
    assert settings.get_prediction_type() == "MULTICLASS"
    assert settings.get_feature_preprocessing("city")["role"] == "INPUT"
    settings.reject_feature("city")
    await settings.save()
    await task.guess(prediction_type="REGRESSION", reguess_level="TARGET_CHANGE")
    assert (await settings_of(task)).get_feature_preprocessing("city")["role"] == "REJECT"
    with pytest.raises(ValueError, match="'reguess_level': A_BIT"):
        await task.guess(reguess_level="A_BIT")
    with pytest.raises(DSSBadRequest, match="Only one of these"):
        await task.guess(prediction_type="REGRESSION", target_variable="age")


async def test_guess_of_a_forecast_and_of_several_targets(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    project = planted(client, mock)
    task = await project.create_timeseries_forecasting_ml_task("visits", "visits", "day")
    await task.guess(timeseries_identifiers=["shop"])
    assert (await settings_of(task)).timeseries_identifiers == ["shop"]
    with pytest.raises(DSSBadRequest, match="luck"):
        await task.guess(time_variable="luck")
    several = await project.create_multi_target_prediction_ml_task("customers", ["age", "spent"])
    await several.guess(target_variables=["spent", "age"])
    assert (await settings_of(several)).get_target_variables() == ["spent", "age"]


async def test_a_task_is_found_by_its_models(client: AsyncDSSClient, mock: DSSMock) -> None:
    task = await churn_task(planted(client, mock))
    [model, *_] = await task.train()
    found = AsyncDSSMLTask.from_full_model_id(client, model)
    assert (found.project_key, found.analysis_id, found.mltask_id) == (
        "SALES", task.analysis_id, task.mltask_id,
    )  # fmt: skip
    assert model in await found.get_trained_models_ids()
    other = AsyncDSSMLTask.from_full_model_id(client, model, project_key="COPY")
    assert other.project_key == "COPY"
    part = "A-K-a-t-s1-pp2-part-Rome-m3"
    assert AsyncDSSMLTask.from_full_model_id(client, part).mltask_id == "t"
    with pytest.raises(DataikuException, match="Invalid model id: S-SALES-x-1"):
        AsyncDSSMLTask.from_full_model_id(client, "S-SALES-x-1")


async def test_snippets_by_identifier(client: AsyncDSSClient, mock: DSSMock) -> None:
    task = await churn_task(planted(client, mock))
    models = await task.train()
    one = await task.get_trained_model_snippet(models[0])
    assert one["fullModelId"] == models[0]
    assert set(await task.get_trained_model_snippet()) == set(models)
    assert await task.get_trained_model_snippet(ids=[]) == {}
    with pytest.raises(TypeError, match="ids"):
        await task.get_trained_model_snippet(ids=models[0])
    with pytest.raises(TypeError, match="id must be"):
        await task.get_trained_model_snippet(id=5)  # type: ignore[call-overload]


async def test_deploy_makes_a_saved_model_and_its_recipe(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    project = planted(client, mock)
    task = await churn_task(project)
    models = await task.train()
    deployed = await task.deploy_to_flow(models[0], "Churn", "customers", redo_optimization=False)
    model = project.get_saved_model(deployed["savedModelId"])
    assert [each["id"] for each in await project.list_saved_models()] == [model.sm_id]
    recipe = project.get_recipe(deployed["trainRecipeName"])
    raw = (await recipe.get_settings()).get_recipe_raw_definition()
    assert raw["type"] == "prediction_training"
    assert raw["outputs"]["main"]["items"][0]["ref"] == model.sm_id
    again = await task.redeploy_to_flow(models[1], recipe_name=deployed["trainRecipeName"])
    assert again["impactsDownstream"] is False
    versions = await model.list_versions()
    assert len(versions) == 2
    assert sum(each["active"] for each in versions) == 1
    quiet = await task.redeploy_to_flow(
        models[1], saved_model_id=model.sm_id, activate=False, fixed_threshold=0.3
    )
    assert quiet["impactsDownstream"] is False
    assert len(await model.list_versions()) == 3
    with pytest.raises(ValueError, match="recipe_name or saved_model_id"):
        await task.redeploy_to_flow(models[1])


async def test_deploy_refuses_what_is_not_there(client: AsyncDSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    task = await churn_task(project)
    [model, *_] = await task.train()
    with pytest.raises(DSSNotFound, match="nothing"):
        await task.deploy_to_flow(model, "Churn", "nothing")
    with pytest.raises(DSSNotFound):
        await task.deploy_to_flow("A-SALES-x-y-s1-pp1-m1", "Churn", "customers")
    with pytest.raises(DSSNotFound):
        await task.redeploy_to_flow(model, saved_model_id="nothing")
    assert await project.list_saved_models() == []


async def test_too_few_rows_make_models_fail(client: AsyncDSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    add_dataset(mock, "few", {"a": "bigint", "b": "string"}, [(1, "x")])
    task = await project.create_prediction_ml_task("few", "b", prediction_type="MULTICLASS")
    [model, *_] = await task.train()
    info = (await task.get_trained_model_snippet(model))["trainInfo"]
    assert "too few rows" in info["failure"]["message"]
