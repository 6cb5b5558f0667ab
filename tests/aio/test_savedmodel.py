"""Saved models: settings, versions, where they come from, what uses them."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from dataikuapi import DSSBadRequest, DSSForbidden, DSSNotFound
from dataikuapi.aio.dss.savedmodel import AsyncDSSSavedModel
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.aio.ml import churn_model, churn_task, planted, settings_of


async def two_versions(client: AsyncDSSClient, mock: DSSMock) -> AsyncDSSSavedModel:
    """A saved model with two versions, of which the second one is active."""
    project = planted(client, mock)
    task = await churn_task(project)
    models = await task.train()
    deployed = await task.deploy_to_flow(models[0], "Churn", "customers")
    await task.redeploy_to_flow(models[1], saved_model_id=deployed["savedModelId"])
    return project.get_saved_model(deployed["savedModelId"])


def ids(versions: Any) -> list[str]:
    """Identifiers of versions."""
    return [version["id"] for version in versions]


async def test_models_are_listed(client: AsyncDSSClient, mock: DSSMock) -> None:
    model = await churn_model(planted(client, mock))
    [found] = await client.get_project("SALES").list_saved_models()
    assert (found["id"], found["name"]) == (model.sm_id, "Churn")
    assert model.id == model.sm_id
    assert repr(model).endswith(f"SavedModel SALES.{model.sm_id}>")
    with pytest.raises(DSSNotFound, match="nothing"):
        await client.get_project("SALES").get_saved_model("nothing").get_settings()


async def test_models_that_are_shared_are_listed_when_asked(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    project = planted(client, mock)
    model = await churn_model(project)
    other = await client.create_project("OTHER", "Other", "admin")
    rule = {"targetProject": "OTHER"}
    exposed = {"type": "SAVED_MODEL", "localName": model.sm_id, "rules": [rule]}
    settings = await project.get_settings()
    settings.get_raw()["exposedObjects"] = {"objects": [exposed]}
    await settings.save()
    assert await other.list_saved_models() == []
    [found] = await other.list_saved_models(include_shared=True)
    assert (found["id"], found.get("projectKey")) == (model.sm_id, "SALES")


async def test_settings_are_saved(client: AsyncDSSClient, mock: DSSMock) -> None:
    model = await churn_model(planted(client, mock))
    settings = await model.get_settings()
    assert settings.prediction_type == "BINARY_CLASSIFICATION"
    before = copy.deepcopy(settings.get_raw())
    await settings.save()
    again = await model.get_settings()
    same = {name for name in before if name != "versionTag"}
    assert {name: again.get_raw()[name] for name in same} == {name: before[name] for name in same}
    settings.prediction_metrics_settings["evaluationMetric"] = "F1"
    settings.get_raw()["unheardOf"] = True
    await settings.save()
    again = await model.get_settings()
    assert again.prediction_metrics_settings["evaluationMetric"] == "F1"
    assert again.get_raw()["unheardOf"] is True
    assert again.saved_model is model
    settings.get_raw()["activeVersion"] = "none"
    with pytest.raises(DSSBadRequest, match="has no version none"):
        await settings.save()


async def test_versions_are_listed_and_activated(client: AsyncDSSClient, mock: DSSMock) -> None:
    model = await two_versions(client, mock)
    versions = await model.list_versions()
    assert len(versions) == 2
    active = await model.get_active_version()
    assert active is not None
    assert active["id"] != "initial"
    await model.set_active_version("initial")
    active = await model.get_active_version()
    assert active is not None
    assert active["id"] == "initial"
    assert [each["active"] for each in await model.list_versions()].count(True) == 1
    with pytest.raises(DSSNotFound, match="none"):
        await model.set_active_version("none")


async def test_versions_have_details(client: AsyncDSSClient, mock: DSSMock) -> None:
    model = await two_versions(client, mock)
    [one, other] = [await model.get_version_details(id) for id in ids(await model.list_versions())]
    assert one.saved_model is model
    assert one.full_id == f"S-SALES-{model.sm_id}-initial"
    assert one.get_performance_metrics() != other.get_performance_metrics()
    with pytest.raises(DSSNotFound, match="none"):
        await model.get_version_details("none")
    with pytest.raises(ValueError, match="version_id"):
        await model.get_version_details("")


async def test_versions_of_a_clustering(client: AsyncDSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    task = await project.create_clustering_ml_task("customers")
    [first, *_] = await task.train()
    deployed = await task.deploy_to_flow(first, "Groups", "customers")
    model = project.get_saved_model(deployed["savedModelId"])
    version: Any = await model.get_version_details("initial")
    assert version.get_facts().get_cluster_size(0) > 0
    assert (await model.get_settings()).prediction_type is None
    with pytest.raises(ValueError, match="only models in an ML task"):
        await version.get_scatter_plots()


async def test_versions_are_deleted(client: AsyncDSSClient, mock: DSSMock) -> None:
    model = await two_versions(client, mock)
    active = await model.get_active_version()
    assert active is not None
    with pytest.raises(DSSBadRequest, match="active version cannot be deleted"):
        await model.delete_versions(["initial", active["id"]])
    assert len(await model.list_versions()) == 2
    with pytest.raises(DSSNotFound, match="no version none"):
        await model.delete_versions(["none"])
    await model.delete_versions("initial", remove_intermediate=False)
    assert ids(await model.list_versions()) == [active["id"]]
    with pytest.raises(TypeError, match="versions"):
        await model.delete_versions(5)  # type: ignore[arg-type]


async def test_models_know_their_ml_task(client: AsyncDSSClient, mock: DSSMock) -> None:
    model = await churn_model(planted(client, mock))
    task = await model.get_origin_ml_task()
    assert task is not None
    assert len(await task.get_trained_models_ids()) > 0
    bare = await client.get_project("SALES").create_mlflow_pyfunc_model("bare")
    assert await bare.get_origin_ml_task() is None
    assert await bare.get_active_version() is None


async def test_metrics_of_versions(client: AsyncDSSClient, mock: DSSMock) -> None:
    model = await churn_model(planted(client, mock))
    metrics = await model.get_metric_values("initial")
    details = (await model.get_version_details("initial")).get_performance_metrics()
    assert "model_perf:AUC" in metrics.get_all_ids()
    assert metrics.get_global_value("model_perf:AUC") == pytest.approx(details["auc"])


async def test_usages_are_the_recipes_around(client: AsyncDSSClient, mock: DSSMock) -> None:
    model = await churn_model(planted(client, mock))
    [usage] = await model.get_usages()
    assert (usage["type"], usage["objectId"]) == ("RECIPE_OUTPUT", "train_Churn")
    project = client.get_project("SALES")
    builder = project.new_recipe("prediction_scoring", "score")
    builder.with_input("customers").with_input(model.sm_id, role="model")
    builder.with_new_output("scored", "filesystem_managed")
    await builder.create()
    kinds = {each["type"]: each["objectId"] for each in await model.get_usages()}
    assert kinds == {"RECIPE_OUTPUT": "train_Churn", "RECIPE_INPUT": "score"}


async def test_jobs_train_models_again(client: AsyncDSSClient, mock: DSSMock) -> None:
    model = await churn_model(planted(client, mock))
    project = client.get_project("SALES")
    builder = project.new_job("NON_RECURSIVE_FORCED_BUILD")
    await builder.with_output(model.sm_id, object_type="SAVED_MODEL").start_and_wait()
    versions = await model.list_versions()
    assert len(versions) == 2
    active = await model.get_active_version()
    assert active is not None
    assert active["id"] != "initial"
    details = await model.get_version_details(active["id"])
    assert await details.get_origin_analysis_trained_model() is None


async def test_jobs_fail_when_nothing_can_be_learnt(client: AsyncDSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    task = await churn_task(project)
    [first, *_] = await task.train()
    deployed = await task.deploy_to_flow(first, "Churn", "customers")
    settings = await project.get_recipe(deployed["trainRecipeName"]).get_settings()
    payload = json.loads(settings.str_payload or "")
    payload["algorithm"] = "MAGIC"
    settings.set_payload(json.dumps(payload))
    await settings.save()
    job = project.new_job("NON_RECURSIVE_FORCED_BUILD")
    job.with_output(deployed["savedModelId"], object_type="SAVED_MODEL")
    started = await job.start_and_wait(no_fail=True)
    assert "MAGIC cannot be trained" in await started.get_log()
    assert len(await project.get_saved_model(deployed["savedModelId"]).list_versions()) == 1


async def test_delete_forgets_the_model_and_its_recipe(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    model = await churn_model(planted(client, mock))
    project = client.get_project("SALES")
    assert [each["name"] for each in await project.list_recipes()] == ["train_Churn"]
    await model.delete()
    assert await project.list_saved_models() == []
    assert await project.list_recipes() == []
    assert mock.table("saved_model_versions").ids() == []
    with pytest.raises(DSSNotFound):
        await model.list_versions()


async def test_models_stand_in_zones_and_have_discussions(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    model = await churn_model(planted(client, mock))
    zone = await client.get_project("SALES").get_flow().create_zone("Models")
    await model.move_to_zone(zone)
    assert (await model.get_zone()).id == zone.id
    discussions = model.get_object_discussions()
    await discussions.create_discussion("Good?", "Is it good?")
    assert len(await discussions.list_discussions()) == 1


async def test_redeploy_refuses_models_of_another_kind(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    project = planted(client, mock)
    model = await churn_model(project)
    task = await project.create_prediction_ml_task("customers", "spent")
    [other, *_] = await task.train()
    with pytest.raises(DSSBadRequest, match="does not predict REGRESSION"):
        await task.redeploy_to_flow(other, saved_model_id=model.sm_id)


async def test_redeploy_tells_of_what_comes_after(client: AsyncDSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    model = await churn_model(project)
    builder = project.new_recipe("prediction_scoring", "score")
    builder.with_input("customers").with_input(model.sm_id, role="model")
    builder.with_new_output("scored", "filesystem_managed")
    await builder.create()
    task = await model.get_origin_ml_task()
    assert task is not None
    [first, *_] = await task.get_trained_models_ids()
    assert (await task.redeploy_to_flow(first, saved_model_id=model.id))["impactsDownstream"]
    quiet = await task.redeploy_to_flow(first, saved_model_id=model.id, activate=False)
    assert quiet["impactsDownstream"] is False


async def test_readers_cannot_change_models(
    client: AsyncDSSClient, mock: DSSMock, client_as: Callable[[str], AsyncDSSClient]
) -> None:
    model = await two_versions(client, mock)
    project = client.get_project("SALES")
    await client.create_user("rita", "pwd", groups=["readers"])
    permissions = await project.get_permissions()
    permissions["permissions"] = [{"group": "readers", "readProjectContent": True}]
    await project.set_permissions(permissions)
    async with client_as("rita") as rita:
        theirs = rita.get_project("SALES").get_saved_model(model.sm_id)
        assert len(await theirs.list_versions()) == 2
        with pytest.raises(DSSForbidden):
            await theirs.delete()
        with pytest.raises(DSSForbidden):
            await theirs.set_active_version("initial")
        with pytest.raises(DSSForbidden):
            await theirs.delete_versions("initial")
        settings = await theirs.get_settings()
        with pytest.raises(DSSForbidden):
            await settings.save()
        task = await theirs.get_origin_ml_task()
        assert task is not None
        with pytest.raises(DSSForbidden):
            await task.start_train()
        task_settings = await settings_of(task)
        with pytest.raises(DSSForbidden):
            await task_settings.save()
    assert len(await model.list_versions()) == 2
