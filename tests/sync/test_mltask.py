# Derived by `tox -e generate` from tests/aio/test_mltask.py. Do not edit.
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
from dataikuapi.dss.ml import DSSMLTask
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from dssmock.services._ml_state import pace
from tests.mlworld import add_dataset
from tests.sync.ml import churn_task, planted, settings_of

FOREST = "RANDOM_FOREST_CLASSIFICATION"


def test_create_guesses_settings(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    task = churn_task(project)
    settings = settings_of(task)
    assert FOREST in settings.get_enabled_algorithm_names()
    assert settings.get_feature_preprocessing("churn")["role"] == "TARGET"
    # Each customer has an identifier of his own: it tells nothing.
    assert settings.get_feature_preprocessing("id")["role"] == "REJECT"
    assert settings.get_feature_preprocessing("age")["type"] == "NUMERIC"
    assert settings.get_feature_preprocessing("city")["type"] == "CATEGORY"
    assert repr(task).endswith(f"MLTask SALES.{task.analysis_id}.{task.mltask_id}>")
    assert len(project.list_analyses()) == 1


def test_create_can_leave_the_guess_to_itself(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    pace(mock).looks = 2
    task = project.create_prediction_ml_task("customers", "churn", wait_guess_complete=False)
    assert (task.get_status())["guessing"] is True
    task.wait_guess_complete()
    assert (task.get_status())["guessing"] is False


def test_create_refuses_what_makes_no_sense(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    with pytest.raises(DSSNotFound, match="nothing"):
        project.create_prediction_ml_task("nothing", "churn")
    with pytest.raises(DSSBadRequest, match="luck"):
        project.create_prediction_ml_task("customers", "luck")
    assert project.list_analyses() == []
    with pytest.raises(TypeError, match="target_variables"):
        project.create_multi_target_prediction_ml_task("customers", "age")


def test_create_of_all_kinds(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    project.create_clustering_ml_task("customers")
    project.create_timeseries_forecasting_ml_task("visits", "visits", "day", ["shop"])
    project.create_multi_target_prediction_ml_task("customers", ["age", "spent"])
    project.create_causal_prediction_ml_task("customers", "spent", "vip")
    found = (project.list_ml_tasks())["mlTasks"]
    assert sorted(str(each.get("predictionType")) for each in found) == [
        "CAUSAL_REGRESSION",
        "MULTI_TARGET_REGRESSION",
        "None",
        "TIMESERIES_FORECAST",
    ]


def test_train_trains_what_is_enabled(client: DSSClient, mock: DSSMock) -> None:
    task = churn_task(planted(client, mock))
    settings = settings_of(task)
    enabled = settings.get_enabled_algorithm_names()
    models = task.train(session_name="first", session_description="to begin with")
    snippets = task.get_trained_model_snippet(ids=models)
    assert [snippets[each]["algorithm"] for each in models] == enabled
    assert all(snippets[each]["trainInfo"]["state"] == "DONE" for each in models)
    assert (task.get_status())["training"] is False
    assert task.get_trained_models_ids() == models
    assert task.get_trained_models_ids(algorithm=FOREST) == models[:1]
    assert task.get_trained_models_ids(algorithm="MAGIC") == []


def test_each_training_is_a_session(client: DSSClient, mock: DSSMock) -> None:
    task = churn_task(planted(client, mock))
    one = task.train()
    two = task.train()
    assert set(one).isdisjoint(two)
    assert task.get_trained_models_ids(session_id="s1") == one
    assert task.get_trained_models_ids(session_id="s2") == two
    assert task.get_trained_models_ids(session_id="s3") == []
    assert task.get_trained_models_ids(session_id="s3", algorithm=FOREST) == []


def test_settings_make_models_differ(client: DSSClient, mock: DSSMock) -> None:
    task = churn_task(planted(client, mock))
    settings = settings_of(task)
    settings.disable_all_algorithms()
    settings.set_algorithm_enabled(FOREST, True)
    settings.save()
    [one] = task.train()
    [same] = task.train()
    settings.get_algorithm_settings(FOREST).n_estimators = [7]
    settings.save()
    [two] = task.train()
    settings.reject_feature("age")
    settings.reject_feature("spent")
    settings.save()
    [poor] = task.train()
    snippets = task.get_trained_model_snippet()
    assert snippets[one]["auc"] == snippets[same]["auc"] != snippets[two]["auc"]
    assert snippets[poor]["auc"] < snippets[one]["auc"]


def test_train_without_algorithm_is_refused(client: DSSClient, mock: DSSMock) -> None:
    task = churn_task(planted(client, mock))
    settings = settings_of(task)
    settings.disable_all_algorithms()
    settings.save()
    with pytest.raises(DSSBadRequest, match="No algorithm is enabled"):
        task.train()


def test_models_that_fail_are_told_of(client: DSSClient, mock: DSSMock) -> None:
    task = churn_task(planted(client, mock))
    settings = settings_of(task)
    settings.disable_all_algorithms()
    settings.add_custom_python_model("Mine")
    settings.save()
    [model] = task.train()
    info = (task.get_trained_model_snippet(model))["trainInfo"]
    assert info["state"] == "FAILED"
    assert "code of users" in info["failure"]["message"]
    with pytest.raises(DSSBadRequest, match="failed"):
        task.deploy_to_flow(model, "Mine", "customers")


def test_updates_are_told(client: DSSClient, mock: DSSMock) -> None:
    task = churn_task(planted(client, mock))
    pace(mock).looks = 3
    seen: list[bool] = []
    task.train(on_update=lambda status: seen.append(status["training"]))
    assert seen == [True, True, True, False]


def test_training_goes_on_after_a_timeout(client: DSSClient, mock: DSSMock) -> None:
    task = churn_task(planted(client, mock))
    pace(mock).looks = 40
    with pytest.raises(DSSFutureTimeout) as caught:
        task.train(timeout=2)
    assert caught.value.job_id == task.mltask_id
    assert (task.get_status())["training"] is True
    task.wait_train_complete()
    assert len(task.get_trained_models_ids()) > 0


def test_waiting_for_a_task_that_is_deleted_ends(client: DSSClient, mock: DSSMock) -> None:
    task = churn_task(planted(client, mock))
    pace(mock).looks = 1000
    task.start_train()

    def delete(status: Any) -> None:
        for id in mock.table("ml_tasks").ids():
            mock.table("ml_tasks").delete(id)

    with pytest.raises(DSSFutureLost, match="was deleted while it was training") as caught:
        task.wait_train_complete(on_update=delete)
    assert caught.value.job_id == task.mltask_id
    with pytest.raises(DSSNotFound):
        task.wait_train_complete()


def test_waiting_ends_when_dss_does_not_tell(client: DSSClient, mock: DSSMock) -> None:
    task = churn_task(planted(client, mock))
    mock.faults.add("ml_task_get_status", status=200, body={"fullModelIds": []})
    with pytest.raises(DSSFutureLost, match="training of ML task"):
        task.wait_train_complete()
    mock.faults.add("ml_task_get_status", status=200, body={"fullModelIds": []})
    with pytest.raises(DSSFutureLost, match="guessing of ML task"):
        task.wait_guess_complete()


def test_sessions_wait_in_a_queue(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    task = churn_task(project)
    pace(mock).looks = 3
    first = task.start_train()
    second = task.start_train(session_name="later")
    queues = project.list_mltask_queues()
    [queue] = queues
    assert queue["mlTaskId"] == task.mltask_id
    assert queue["sessions"] == [{"sessionId": second["sessionId"]}]
    assert len(queues.get_raw()["queues"]) == 1
    task.wait_train_complete()
    assert task.get_trained_models_ids(second["sessionId"]) == []
    assert (task.train_queue())["sessionId"] == second["sessionId"]
    task.wait_train_complete()
    assert len(task.get_trained_models_ids(second["sessionId"])) > 0
    assert len(task.get_trained_models_ids(first["sessionId"])) > 0
    assert list(project.list_mltask_queues()) == []
    assert (task.train_queue())["sessionId"] is None


def test_the_queue_is_run_when_asked(client: DSSClient, mock: DSSMock) -> None:
    task = churn_task(planted(client, mock))
    pace(mock).looks = 2
    task.start_train()
    task.start_train()
    last = task.train(run_queue=True)
    assert last == task.get_trained_models_ids("s3") != []
    assert task.get_trained_models_ids("s2") != []


def test_ensembles_combine_models(client: DSSClient, mock: DSSMock) -> None:
    task = churn_task(planted(client, mock))
    models = task.train()
    pace(mock).looks = 2
    made = task.ensemble(models[:2], "PROBA_AVERAGE")
    assert made in task.get_trained_models_ids()
    snippets = task.get_trained_model_snippet()
    worst = min(snippets[each]["auc"] for each in models[:2])
    assert snippets[made]["auc"] >= worst
    assert snippets[made]["trainInfo"]["state"] == "DONE"
    with pytest.raises(ValueError, match="must not be empty"):
        task.ensemble([], "AVERAGE")
    with pytest.raises(ValueError, match="method must be one of AVERAGE"):
        task.start_ensembling(models, "MAGIC")
    with pytest.raises(DSSNotFound, match="does not exist"):
        task.start_ensembling([f"{models[0]}9"], "VOTE")


def test_ensembles_need_the_splits(client: DSSClient, mock: DSSMock) -> None:
    task = churn_task(planted(client, mock))
    models = task.train()
    task.remove_unused_splits()
    task.ensemble(models[:2], "VOTE")
    task.remove_all_splits()
    with pytest.raises(DSSBadRequest, match="splits of this ML task were deleted"):
        task.start_ensembling(models[:2], "VOTE")
    more = task.train()
    task.ensemble(more[:2], "VOTE")
    for model in task.get_trained_models_ids():
        task.delete_trained_model(model)
    task.remove_unused_splits()
    assert [row["splits"] for row in mock.table("ml_tasks").values()] == [False]


def test_models_are_deleted(client: DSSClient, mock: DSSMock) -> None:
    task = churn_task(planted(client, mock))
    models = task.train()
    task.delete_trained_model(models[0])
    assert task.get_trained_models_ids() == models[1:]
    with pytest.raises(DSSNotFound, match=models[0]):
        task.get_trained_model_details(models[0])
    with pytest.raises(DSSNotFound, match=models[0]):
        task.get_trained_model_snippet(models[0])
    mock.faults.add("trained_model_list_snippets", status=200, body={})
    with pytest.raises(KeyError):
        task.get_trained_model_snippet(models[0])


def test_delete_forgets_the_task(client: DSSClient, mock: DSSMock) -> None:
    task = churn_task(planted(client, mock))
    task.train()
    task.delete()
    with pytest.raises(DSSNotFound, match=task.mltask_id):
        task.get_status()
    assert mock.table("trained_models").ids() == []


def test_guess_after_a_change(client: DSSClient, mock: DSSMock) -> None:
    task = churn_task(planted(client, mock))
    settings = settings_of(task)
    settings.disable_all_algorithms()
    settings.reject_feature("city")
    settings.save()
    task.guess(target_variable="spent", full_reguess=False)
    task.wait_guess_complete()
    settings = settings_of(task)
    assert settings.get_prediction_type() == "REGRESSION"
    assert settings.get_feature_preprocessing("spent")["role"] == "TARGET"
    assert settings.get_feature_preprocessing("city")["role"] == "REJECT"
    task.guess(prediction_type="MULTICLASS", reguess_level="FULL_REGUESS")
    settings = settings_of(task)
    assert settings.get_prediction_type() == "MULTICLASS"
    assert settings.get_feature_preprocessing("city")["role"] == "INPUT"
    settings.reject_feature("city")
    settings.save()
    task.guess(prediction_type="REGRESSION", reguess_level="TARGET_CHANGE")
    assert (settings_of(task)).get_feature_preprocessing("city")["role"] == "REJECT"
    with pytest.raises(ValueError, match="'reguess_level': A_BIT"):
        task.guess(reguess_level="A_BIT")
    with pytest.raises(DSSBadRequest, match="Only one of these"):
        task.guess(prediction_type="REGRESSION", target_variable="age")


def test_guess_of_a_forecast_and_of_several_targets(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    task = project.create_timeseries_forecasting_ml_task("visits", "visits", "day")
    task.guess(timeseries_identifiers=["shop"])
    assert (settings_of(task)).timeseries_identifiers == ["shop"]
    with pytest.raises(DSSBadRequest, match="luck"):
        task.guess(time_variable="luck")
    several = project.create_multi_target_prediction_ml_task("customers", ["age", "spent"])
    several.guess(target_variables=["spent", "age"])
    assert (settings_of(several)).get_target_variables() == ["spent", "age"]


def test_a_task_is_found_by_its_models(client: DSSClient, mock: DSSMock) -> None:
    task = churn_task(planted(client, mock))
    [model, *_] = task.train()
    found = DSSMLTask.from_full_model_id(client, model)
    assert (found.project_key, found.analysis_id, found.mltask_id) == (
        "SALES", task.analysis_id, task.mltask_id,
    )  # fmt: skip
    assert model in found.get_trained_models_ids()
    other = DSSMLTask.from_full_model_id(client, model, project_key="COPY")
    assert other.project_key == "COPY"
    part = "A-K-a-t-s1-pp2-part-Rome-m3"
    assert DSSMLTask.from_full_model_id(client, part).mltask_id == "t"
    with pytest.raises(DataikuException, match="Invalid model id: S-SALES-x-1"):
        DSSMLTask.from_full_model_id(client, "S-SALES-x-1")


def test_snippets_by_identifier(client: DSSClient, mock: DSSMock) -> None:
    task = churn_task(planted(client, mock))
    models = task.train()
    one = task.get_trained_model_snippet(models[0])
    assert one["fullModelId"] == models[0]
    assert set(task.get_trained_model_snippet()) == set(models)
    assert task.get_trained_model_snippet(ids=[]) == {}
    with pytest.raises(TypeError, match="ids"):
        task.get_trained_model_snippet(ids=models[0])
    with pytest.raises(TypeError, match="id must be"):
        task.get_trained_model_snippet(id=5)  # type: ignore[call-overload]


def test_deploy_makes_a_saved_model_and_its_recipe(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    task = churn_task(project)
    models = task.train()
    deployed = task.deploy_to_flow(models[0], "Churn", "customers", redo_optimization=False)
    model = project.get_saved_model(deployed["savedModelId"])
    assert [each["id"] for each in project.list_saved_models()] == [model.sm_id]
    recipe = project.get_recipe(deployed["trainRecipeName"])
    raw = (recipe.get_settings()).get_recipe_raw_definition()
    assert raw["type"] == "prediction_training"
    assert raw["outputs"]["main"]["items"][0]["ref"] == model.sm_id
    again = task.redeploy_to_flow(models[1], recipe_name=deployed["trainRecipeName"])
    assert again["impactsDownstream"] is False
    versions = model.list_versions()
    assert len(versions) == 2
    assert sum(each["active"] for each in versions) == 1
    quiet = task.redeploy_to_flow(
        models[1], saved_model_id=model.sm_id, activate=False, fixed_threshold=0.3
    )
    assert quiet["impactsDownstream"] is False
    assert len(model.list_versions()) == 3
    with pytest.raises(ValueError, match="recipe_name or saved_model_id"):
        task.redeploy_to_flow(models[1])


def test_deploy_refuses_what_is_not_there(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    task = churn_task(project)
    [model, *_] = task.train()
    with pytest.raises(DSSNotFound, match="nothing"):
        task.deploy_to_flow(model, "Churn", "nothing")
    with pytest.raises(DSSNotFound):
        task.deploy_to_flow("A-SALES-x-y-s1-pp1-m1", "Churn", "customers")
    with pytest.raises(DSSNotFound):
        task.redeploy_to_flow(model, saved_model_id="nothing")
    assert project.list_saved_models() == []


def test_too_few_rows_make_models_fail(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    add_dataset(mock, "few", {"a": "bigint", "b": "string"}, [(1, "x")])
    task = project.create_prediction_ml_task("few", "b", prediction_type="MULTICLASS")
    [model, *_] = task.train()
    info = (task.get_trained_model_snippet(model))["trainInfo"]
    assert "too few rows" in info["failure"]["message"]
