"""Experiment tracking: what DSS adds to MLflow."""

from __future__ import annotations

from typing import Any

from tests.parity.scene import Scene


def experiments(see: Scene) -> None:
    mlflow = see("handle", see.client.get_project("PENGUINS").get_mlflow_extension())
    see("list", mlflow.list_experiments())
    see("list all", mlflow.list_experiments(view_type="ALL", max_results=10))
    see.error("list oddly", mlflow.list_experiments, "LUCK")
    see("rename", mlflow.rename_experiment("1", "Été"))
    see("models", mlflow.list_models("shallow0"))
    see.error("models of nothing", mlflow.list_models, "none")
    see("restore", mlflow.restore_experiment("2"))
    see("restore a run", mlflow.restore_run("linear00"))
    see("list again", mlflow.list_experiments())
    see.error("restore nothing", mlflow.restore_run, "none")
    see("collect", mlflow.garbage_collect())
    see("dataset", mlflow.create_experiment_tracking_dataset("runs"))
    named: dict[str, Any] = {
        "view_type": "ALL",
        "filter_expr": "",
        "order_by": [],
        "format": "JSON",
    }
    see("dataset of all", mlflow.create_experiment_tracking_dataset("more", ["1"], **named))
    rows = see.client.get_project("PENGUINS").get_dataset("runs").iter_rows()
    see("rows", list(rows))
    see("clean", mlflow.clean_experiment_tracking_db())
    see("list at the end", mlflow.list_experiments("ALL"))


def without_mlflow(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    folder = project.list_managed_folders()[0]["id"]
    see.error("set up", project.setup_mlflow, folder)


def deployment(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    mlflow = project.get_mlflow_extension()
    model = project.create_mlflow_pyfunc_model("species", "MULTICLASS")
    labels = ["Adelie", "Chinstrap", "Gentoo"]
    known = mlflow.set_run_inference_info
    see("inference", known("shallow0", "MULTICLASS", labels, "py311_ml", "species"))
    see("inference with less", known("deeper00", "REGRESSION"))
    see.error("odd inference", known, "shallow0", "LUCK")
    see("deploy", mlflow.deploy_run_model("shallow0", model.sm_id, "v1"))
    named: dict[str, Any] = {"use_inference_info": False, "code_env_name": "py311_ml"}
    named |= {"evaluation_dataset": "penguins", "target_column_name": "species"}
    named |= {"class_labels": labels, "selection": {"samplingMethod": "FULL"}}
    named |= {"activate": False, "binary_classification_threshold": 0.4}
    see("deploy with all", mlflow.deploy_run_model("deeper00", model.sm_id, "v2", **named))
    see("versions", [[each["id"], each["active"]] for each in model.list_versions()])
    see("settings", model.get_external_model_version_handler("v2").get_settings().raw)
    see.error("deploy nothing", mlflow.deploy_run_model, "none", model.sm_id, "v3")


def of_analyses(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    mlflow = project.get_mlflow_extension()
    models = project.create_prediction_ml_task("penguins", "species").train()
    see("import", mlflow.import_analyses_models_into_experiment(models[:1], "1"))
    see.error("into nothing", mlflow.import_analyses_models_into_experiment, models, "9")
