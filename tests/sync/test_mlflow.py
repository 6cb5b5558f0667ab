# Derived by `tox -e generate` from tests/aio/test_mlflow.py. Do not edit.
"""Experiment tracking: what DSS adds to MLflow; MLflow itself writes most of what is there."""

from __future__ import annotations

import os
import re
from typing import Any

import pytest

from dataikuapi import DSSBadRequest, DSSNotFound
from dataikuapi.dss.mlflow import DSSMLflowExtension
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.mlflows import fake_mlflow
from tests.sync.ml import churn_task, planted


def put_experiment(mock: DSSMock, id: str, name: str, stage: str = "active") -> None:
    """An experiment, as MLflow makes it."""
    document = {"projectKey": "SALES", "experiment_id": id, "name": name, "lifecycle_stage": stage}
    mock.table("mlflow_experiments").put(f"SALES.{id}", document)


def put_run(
    mock: DSSMock, id: str, experiment: str, stage: str = "active", models: int = 1
) -> None:
    """A run of an experiment with some models, as MLflow makes it."""
    document = {
        "projectKey": "SALES",
        "run_id": id,
        "experiment_id": experiment,
        "lifecycle_stage": stage,
        "params": {"depth": "3"},
        "metrics": {"auc": 0.8},
        "models": [{"artifact_path": f"model{number}"} for number in range(models)],
    }
    mock.table("mlflow_runs").put(f"SALES.{id}", document)


def tracked(client: DSSClient, mock: DSSMock) -> DSSMLflowExtension:
    """Experiment tracking with an experiment that goes on and one that is deleted."""
    project = planted(client, mock)
    put_experiment(mock, "1", "trials")
    put_experiment(mock, "2", "old", "deleted")
    put_run(mock, "r1", "1")
    put_run(mock, "r2", "1", "deleted", models=2)
    put_run(mock, "r3", "2")
    return project.get_mlflow_extension()


def names(mlflow: DSSMLflowExtension, view: str = "ACTIVE_ONLY") -> list[Any]:
    """Names of the experiments."""
    return [each.get("name") for each in (mlflow.list_experiments(view))["experiments"]]


def test_experiments_are_listed(client: DSSClient, mock: DSSMock) -> None:
    mlflow = tracked(client, mock)
    assert names(mlflow) == ["trials"]
    assert names(mlflow, "DELETED_ONLY") == ["old"]
    assert names(mlflow, "ALL") == ["trials", "old"]
    assert len((mlflow.list_experiments("ALL", max_results=1))["experiments"]) == 1
    assert mlflow.project.project_key == mlflow.project_key == "SALES"
    assert repr(mlflow).endswith("MLflowExtension SALES>")
    with pytest.raises(DSSBadRequest, match="Unknown view"):
        mlflow.list_experiments("LUCK")


def test_experiments_are_renamed(client: DSSClient, mock: DSSMock) -> None:
    mlflow = tracked(client, mock)
    mlflow.rename_experiment("1", "tests")
    assert names(mlflow) == ["tests"]
    with pytest.raises(DSSBadRequest, match="already exists: old"):
        mlflow.rename_experiment("1", "old")
    with pytest.raises(DSSNotFound, match="experiment does not exist: 9"):
        mlflow.rename_experiment("9", "new")
    with pytest.raises(TypeError, match="new_name"):
        mlflow.rename_experiment("1", None)  # type: ignore[arg-type]


def test_what_was_deleted_is_restored(client: DSSClient, mock: DSSMock) -> None:
    mlflow = tracked(client, mock)
    mlflow.restore_run("r2")
    assert mock.table("mlflow_runs").get("SALES.r2")["lifecycle_stage"] == "active"
    with pytest.raises(DSSBadRequest, match="experiment of this run is deleted"):
        mlflow.restore_run("r3")
    mlflow.restore_experiment("2")
    assert names(mlflow) == ["trials", "old"]
    mlflow.restore_run("r3")
    with pytest.raises(DSSNotFound, match="run does not exist: r9"):
        mlflow.restore_run("r9")


def test_what_was_deleted_is_collected(client: DSSClient, mock: DSSMock) -> None:
    mlflow = tracked(client, mock)
    mlflow.garbage_collect()
    assert mock.table("mlflow_runs").ids() == ["SALES.r1"]
    assert names(mlflow, "ALL") == ["trials"]


def test_everything_is_deleted(client: DSSClient, mock: DSSMock) -> None:
    mlflow = tracked(client, mock)
    mock.table("mlflow_runs").put("OTHER.r1", {"projectKey": "OTHER", "run_id": "r1"})
    mlflow.clean_experiment_tracking_db()
    assert names(mlflow, "ALL") == []
    assert mock.table("mlflow_runs").ids() == ["OTHER.r1"]


def test_models_of_runs(client: DSSClient, mock: DSSMock) -> None:
    mlflow = tracked(client, mock)
    assert [each["artifact_path"] for each in mlflow.list_models("r2")] == [
        "model0",
        "model1",
    ]
    with pytest.raises(DSSNotFound, match="r9"):
        mlflow.list_models("r9")
    with pytest.raises(ValueError, match="run_id"):
        mlflow.list_models("")


def test_datasets_of_runs(client: DSSClient, mock: DSSMock) -> None:
    mlflow = tracked(client, mock)
    mlflow.create_experiment_tracking_dataset("runs", ["1"])
    dataset = client.get_project("SALES").get_dataset("runs")
    rows = [row for row in dataset.iter_rows()]
    assert rows == [["1", "r1", "params", "depth", "3"], ["1", "r1", "metrics", "auc", "0.8"]]
    mlflow.create_experiment_tracking_dataset("all", view_type="ALL", format="JSON")
    dataset = client.get_project("SALES").get_dataset("all")
    assert len([row for row in dataset.iter_rows()]) == 3
    with pytest.raises(DSSBadRequest, match="Unknown format"):
        mlflow.create_experiment_tracking_dataset("odd", format="LUCK")
    with pytest.raises(DSSNotFound, match="9"):
        mlflow.create_experiment_tracking_dataset("odd", ["9"])
    with pytest.raises(TypeError, match="experiment_ids"):
        mlflow.create_experiment_tracking_dataset("odd", "1")
    with pytest.raises(DSSBadRequest, match="runs"):
        mlflow.create_experiment_tracking_dataset("runs")


def test_models_of_runs_are_deployed(client: DSSClient, mock: DSSMock) -> None:
    mlflow = tracked(client, mock)
    model = mlflow.project.create_mlflow_pyfunc_model("flow", "BINARY_CLASSIFICATION")
    mlflow.set_run_inference_info("r1", "BINARY_CLASSIFICATION", ["no", "yes"], "py311", "churn")
    version = mlflow.deploy_run_model("r1", model.sm_id, "v1")
    known = (version.get_settings()).raw
    assert known["targetColumnName"] == "churn"
    assert known["classLabels"] == [{"label": "no"}, {"label": "yes"}]
    assert known["pythonCodeEnvName"] == "py311"
    details: Any = model.get_version_details("v1")
    assert "auc" not in details.get_performance_metrics()


def test_deployed_models_are_evaluated(client: DSSClient, mock: DSSMock) -> None:
    mlflow = tracked(client, mock)
    model = mlflow.project.create_mlflow_pyfunc_model("flow", "BINARY_CLASSIFICATION")
    version = mlflow.deploy_run_model(
        "r1",
        model.sm_id,
        use_inference_info=False,
        code_env_name="mine",
        evaluation_dataset="customers",
        target_column_name="churn",
        class_labels=["no", "yes"],
        selection={"samplingMethod": "FULL"},
    )
    assert re.fullmatch(r"\d{4}_\d\d_\d\dT\d\d_\d\d_\d\d", version.version_id)
    details: Any = model.get_version_details(version.version_id)
    assert details.get_performance_metrics()["auc"] > 0.5
    known = (version.get_settings()).raw
    assert known["pythonCodeEnvName"] == "mine"
    assert known["guessingDatasetSamplingParam"] == {"samplingMethod": "FULL"}


def test_one_of_several_models_is_named(client: DSSClient, mock: DSSMock) -> None:
    mlflow = tracked(client, mock)
    model = mlflow.project.create_mlflow_pyfunc_model("flow")
    with pytest.raises(DSSBadRequest, match="has 2 models"):
        mlflow.deploy_run_model("r2", model.sm_id, "v1")
    mlflow.deploy_run_model("r2", model.sm_id, "v1", model_name="model1")
    with pytest.warns(DeprecationWarning, match="model_name"):
        mlflow.deploy_run_model("r2", model.sm_id, "v2", model_sub_folder="model0", activate=False)
    assert len(model.list_versions()) == 2
    active = model.get_active_version()
    assert active is not None
    assert active["id"] == "v1"


def test_deployment_refuses_other_models(client: DSSClient, mock: DSSMock) -> None:
    mlflow = tracked(client, mock)
    far = mlflow.project.create_external_model("far", "REGRESSION", {"protocol": "sagemaker"})
    with pytest.raises(DSSBadRequest, match="not of type MLFLOW_PYFUNC"):
        mlflow.deploy_run_model("r1", far.sm_id, "v1")
    with pytest.raises(DSSNotFound, match="nothing"):
        mlflow.deploy_run_model("r1", "nothing", "v1")
    with pytest.raises(TypeError, match="class_labels"):
        mlflow.deploy_run_model("r1", far.sm_id, "v1", class_labels="yes")


def test_inference_info_is_checked(client: DSSClient, mock: DSSMock) -> None:
    mlflow = tracked(client, mock)
    before = len(mock.calls)
    with pytest.raises(ValueError, match="Invalid prediction type: LUCK"):
        mlflow.set_run_inference_info("r1", "LUCK")
    with pytest.raises(ValueError, match="classes must be given"):
        mlflow.set_run_inference_info("r1", "MULTICLASS")
    with pytest.raises(ValueError, match="classes must be given"):
        mlflow.set_run_inference_info("r1", "REGRESSION", ["a"])
    with pytest.raises(ValueError, match="must not hold None"):
        mlflow.set_run_inference_info("r1", "MULTICLASS", ["a", None])
    with pytest.raises(TypeError, match="classes"):
        mlflow.set_run_inference_info("r1", "MULTICLASS", "abc")
    assert len(mock.calls) == before
    mlflow.set_run_inference_info("r1", "MULTICLASS", [1, 2, 3])
    told = mock.table("mlflow_runs").get("SALES.r1")["inferenceInfo"]
    assert told == {"prediction_type": "MULTICLASS", "classes": ["1", "2", "3"]}
    with pytest.raises(DSSNotFound, match="r9"):
        mlflow.set_run_inference_info("r9", "REGRESSION")


def test_models_of_ml_tasks_become_runs(client: DSSClient, mock: DSSMock) -> None:
    mlflow = tracked(client, mock)
    task = churn_task(mlflow.project)
    models = task.train()
    mlflow.import_analyses_models_into_experiment(models[:2], "1")
    added = [row for row in mock.table("mlflow_runs").values() if row.get("tags")]
    assert [row["tags"]["dku-ext.fullModelId"] for row in added] == models[:2]
    snippet = task.get_trained_model_snippet(models[0])
    assert added[0]["metrics"]["auc"] == snippet["auc"]
    saved = mlflow.project.create_mlflow_pyfunc_model("flow")
    mlflow.deploy_run_model(added[0]["run_id"], saved.sm_id, "v1")
    assert len(saved.list_versions()) == 1
    with pytest.raises(DSSNotFound, match="9"):
        mlflow.import_analyses_models_into_experiment(models, "9")


def test_groups_of_features_are_listed(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    store = client.get_feature_store()
    assert store.list_feature_groups() == []
    dataset = project.get_dataset("customers")
    settings = dataset.get_settings()
    settings.set_feature_group(True)
    settings.save()
    [group] = store.list_feature_groups()
    assert (group.id, group.project_key, group.name) == ("SALES.customers", "SALES", "customers")
    assert repr(group).endswith("FeatureGroupListItem SALES.customers>")
    found = group.get_as_dataset()
    assert (found.project_key, found.dataset_name) == ("SALES", "customers")


def test_mlflow_logs_into_the_project_for_a_while(
    client: DSSClient, mock: DSSMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    mlflow = fake_mlflow(monkeypatch)
    project = planted(client, mock)
    folder = project.create_managed_folder("mlflow")
    with project.setup_mlflow(folder) as module:
        assert module is mlflow
        (provider,) = mlflow.registry
        headers = provider.request_headers()
        assert headers["x-dku-mlflow-project-key"] == "SALES"
        assert headers["x-dku-mlflow-managed-folder-id"] == f"SALES.{folder.id}"
    assert "DSS_MLFLOW_PROJECTKEY" not in os.environ
    with pytest.raises(DSSNotFound, match="nowhere"):
        project.setup_mlflow("nowhere")
