# Derived by `tox -e generate` from tests/aio/test_savedmodel.py. Do not edit.
"""Saved models: settings, versions, where they come from, what uses them."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from dataikuapi import DSSBadRequest, DSSForbidden, DSSNotFound
from dataikuapi.dss.savedmodel import DSSSavedModel
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.sync.ml import churn_model, churn_task, planted, settings_of


def two_versions(client: DSSClient, mock: DSSMock) -> DSSSavedModel:
    """A saved model with two versions, of which the second one is active."""
    project = planted(client, mock)
    task = churn_task(project)
    models = task.train()
    deployed = task.deploy_to_flow(models[0], "Churn", "customers")
    task.redeploy_to_flow(models[1], saved_model_id=deployed["savedModelId"])
    return project.get_saved_model(deployed["savedModelId"])


def ids(versions: Any) -> list[str]:
    """Identifiers of versions."""
    return [version["id"] for version in versions]


def test_models_are_listed(client: DSSClient, mock: DSSMock) -> None:
    model = churn_model(planted(client, mock))
    [found] = client.get_project("SALES").list_saved_models()
    assert (found["id"], found["name"]) == (model.sm_id, "Churn")
    assert model.id == model.sm_id
    assert repr(model).endswith(f"SavedModel SALES.{model.sm_id}>")
    with pytest.raises(DSSNotFound, match="nothing"):
        client.get_project("SALES").get_saved_model("nothing").get_settings()


def test_models_that_are_shared_are_listed_when_asked(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    model = churn_model(project)
    other = client.create_project("OTHER", "Other", "admin")
    rule = {"targetProject": "OTHER"}
    exposed = {"type": "SAVED_MODEL", "localName": model.sm_id, "rules": [rule]}
    settings = project.get_settings()
    settings.get_raw()["exposedObjects"] = {"objects": [exposed]}
    settings.save()
    assert other.list_saved_models() == []
    [found] = other.list_saved_models(include_shared=True)
    assert (found["id"], found.get("projectKey")) == (model.sm_id, "SALES")


def test_settings_are_saved(client: DSSClient, mock: DSSMock) -> None:
    model = churn_model(planted(client, mock))
    settings = model.get_settings()
    assert settings.prediction_type == "BINARY_CLASSIFICATION"
    before = copy.deepcopy(settings.get_raw())
    settings.save()
    again = model.get_settings()
    same = {name for name in before if name != "versionTag"}
    assert {name: again.get_raw()[name] for name in same} == {name: before[name] for name in same}
    settings.prediction_metrics_settings["evaluationMetric"] = "F1"
    settings.get_raw()["unheardOf"] = True
    settings.save()
    again = model.get_settings()
    assert again.prediction_metrics_settings["evaluationMetric"] == "F1"
    assert again.get_raw()["unheardOf"] is True
    assert again.saved_model is model
    settings.get_raw()["activeVersion"] = "none"
    with pytest.raises(DSSBadRequest, match="has no version none"):
        settings.save()


def test_versions_are_listed_and_activated(client: DSSClient, mock: DSSMock) -> None:
    model = two_versions(client, mock)
    versions = model.list_versions()
    assert len(versions) == 2
    active = model.get_active_version()
    assert active is not None
    assert active["id"] != "initial"
    model.set_active_version("initial")
    active = model.get_active_version()
    assert active is not None
    assert active["id"] == "initial"
    assert [each["active"] for each in model.list_versions()].count(True) == 1
    with pytest.raises(DSSNotFound, match="none"):
        model.set_active_version("none")


def test_versions_have_details(client: DSSClient, mock: DSSMock) -> None:
    model = two_versions(client, mock)
    [one, other] = [model.get_version_details(id) for id in ids(model.list_versions())]
    assert one.saved_model is model
    assert one.full_id == f"S-SALES-{model.sm_id}-initial"
    assert one.get_performance_metrics() != other.get_performance_metrics()
    with pytest.raises(DSSNotFound, match="none"):
        model.get_version_details("none")
    with pytest.raises(ValueError, match="version_id"):
        model.get_version_details("")


def test_versions_of_a_clustering(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    task = project.create_clustering_ml_task("customers")
    [first, *_] = task.train()
    deployed = task.deploy_to_flow(first, "Groups", "customers")
    model = project.get_saved_model(deployed["savedModelId"])
    version: Any = model.get_version_details("initial")
    assert version.get_facts().get_cluster_size(0) > 0
    assert (model.get_settings()).prediction_type is None
    with pytest.raises(ValueError, match="only models in an ML task"):
        version.get_scatter_plots()


def test_versions_are_deleted(client: DSSClient, mock: DSSMock) -> None:
    model = two_versions(client, mock)
    active = model.get_active_version()
    assert active is not None
    with pytest.raises(DSSBadRequest, match="active version cannot be deleted"):
        model.delete_versions(["initial", active["id"]])
    assert len(model.list_versions()) == 2
    with pytest.raises(DSSNotFound, match="no version none"):
        model.delete_versions(["none"])
    model.delete_versions("initial", remove_intermediate=False)
    assert ids(model.list_versions()) == [active["id"]]
    with pytest.raises(TypeError, match="versions"):
        model.delete_versions(5)  # type: ignore[arg-type]


def test_models_know_their_ml_task(client: DSSClient, mock: DSSMock) -> None:
    model = churn_model(planted(client, mock))
    task = model.get_origin_ml_task()
    assert task is not None
    assert len(task.get_trained_models_ids()) > 0
    bare = client.get_project("SALES").create_mlflow_pyfunc_model("bare")
    assert bare.get_origin_ml_task() is None
    assert bare.get_active_version() is None


def test_metrics_of_versions(client: DSSClient, mock: DSSMock) -> None:
    model = churn_model(planted(client, mock))
    metrics = model.get_metric_values("initial")
    details = (model.get_version_details("initial")).get_performance_metrics()
    assert "model_perf:AUC" in metrics.get_all_ids()
    assert metrics.get_global_value("model_perf:AUC") == pytest.approx(details["auc"])


def test_usages_are_the_recipes_around(client: DSSClient, mock: DSSMock) -> None:
    model = churn_model(planted(client, mock))
    [usage] = model.get_usages()
    assert (usage["type"], usage["objectId"]) == ("RECIPE_OUTPUT", "train_Churn")
    project = client.get_project("SALES")
    builder = project.new_recipe("prediction_scoring", "score")
    builder.with_input("customers").with_input(model.sm_id, role="model")
    builder.with_new_output("scored", "filesystem_managed")
    builder.create()
    kinds = {each["type"]: each["objectId"] for each in model.get_usages()}
    assert kinds == {"RECIPE_OUTPUT": "train_Churn", "RECIPE_INPUT": "score"}


def test_jobs_train_models_again(client: DSSClient, mock: DSSMock) -> None:
    model = churn_model(planted(client, mock))
    project = client.get_project("SALES")
    builder = project.new_job("NON_RECURSIVE_FORCED_BUILD")
    builder.with_output(model.sm_id, object_type="SAVED_MODEL").start_and_wait()
    versions = model.list_versions()
    assert len(versions) == 2
    active = model.get_active_version()
    assert active is not None
    assert active["id"] != "initial"
    details = model.get_version_details(active["id"])
    assert details.get_origin_analysis_trained_model() is None


def test_jobs_fail_when_nothing_can_be_learnt(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    task = churn_task(project)
    [first, *_] = task.train()
    deployed = task.deploy_to_flow(first, "Churn", "customers")
    settings = project.get_recipe(deployed["trainRecipeName"]).get_settings()
    payload = json.loads(settings.str_payload or "")
    payload["algorithm"] = "MAGIC"
    settings.set_payload(json.dumps(payload))
    settings.save()
    job = project.new_job("NON_RECURSIVE_FORCED_BUILD")
    job.with_output(deployed["savedModelId"], object_type="SAVED_MODEL")
    started = job.start_and_wait(no_fail=True)
    assert "MAGIC cannot be trained" in started.get_log()
    assert len(project.get_saved_model(deployed["savedModelId"]).list_versions()) == 1


def test_delete_forgets_the_model_and_its_recipe(client: DSSClient, mock: DSSMock) -> None:
    model = churn_model(planted(client, mock))
    project = client.get_project("SALES")
    assert [each["name"] for each in project.list_recipes()] == ["train_Churn"]
    model.delete()
    assert project.list_saved_models() == []
    assert project.list_recipes() == []
    assert mock.table("saved_model_versions").ids() == []
    with pytest.raises(DSSNotFound):
        model.list_versions()


def test_models_stand_in_zones_and_have_discussions(client: DSSClient, mock: DSSMock) -> None:
    model = churn_model(planted(client, mock))
    zone = client.get_project("SALES").get_flow().create_zone("Models")
    model.move_to_zone(zone)
    assert (model.get_zone()).id == zone.id
    discussions = model.get_object_discussions()
    discussions.create_discussion("Good?", "Is it good?")
    assert len(discussions.list_discussions()) == 1


def test_redeploy_refuses_models_of_another_kind(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    model = churn_model(project)
    task = project.create_prediction_ml_task("customers", "spent")
    [other, *_] = task.train()
    with pytest.raises(DSSBadRequest, match="does not predict REGRESSION"):
        task.redeploy_to_flow(other, saved_model_id=model.sm_id)


def test_redeploy_tells_of_what_comes_after(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    model = churn_model(project)
    builder = project.new_recipe("prediction_scoring", "score")
    builder.with_input("customers").with_input(model.sm_id, role="model")
    builder.with_new_output("scored", "filesystem_managed")
    builder.create()
    task = model.get_origin_ml_task()
    assert task is not None
    [first, *_] = task.get_trained_models_ids()
    assert (task.redeploy_to_flow(first, saved_model_id=model.id))["impactsDownstream"]
    quiet = task.redeploy_to_flow(first, saved_model_id=model.id, activate=False)
    assert quiet["impactsDownstream"] is False


def test_readers_cannot_change_models(
    client: DSSClient, mock: DSSMock, client_as: Callable[[str], DSSClient]
) -> None:
    model = two_versions(client, mock)
    project = client.get_project("SALES")
    client.create_user("rita", "pwd", groups=["readers"])
    permissions = project.get_permissions()
    permissions["permissions"] = [{"group": "readers", "readProjectContent": True}]
    project.set_permissions(permissions)
    with client_as("rita") as rita:
        theirs = rita.get_project("SALES").get_saved_model(model.sm_id)
        assert len(theirs.list_versions()) == 2
        with pytest.raises(DSSForbidden):
            theirs.delete()
        with pytest.raises(DSSForbidden):
            theirs.set_active_version("initial")
        with pytest.raises(DSSForbidden):
            theirs.delete_versions("initial")
        settings = theirs.get_settings()
        with pytest.raises(DSSForbidden):
            settings.save()
        task = theirs.get_origin_ml_task()
        assert task is not None
        with pytest.raises(DSSForbidden):
            task.start_train()
        task_settings = settings_of(task)
        with pytest.raises(DSSForbidden):
            task_settings.save()
    assert len(model.list_versions()) == 2
