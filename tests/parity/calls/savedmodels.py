"""Saved models: their versions, settings, and those that come from elsewhere."""

from __future__ import annotations

import os
import sys
from types import ModuleType, SimpleNamespace
from typing import Any, Final

from tests.parity.data import plant
from tests.parity.scene import Scene

FEATURES: Final = [{"name": "age", "type": "bigint"}, {"name": "spent", "type": "double"}]
SAGEMAKER: Final = {"protocol": "sagemaker", "region": "eu-west-1"}
LABELS: Final = ["no", "yes"]


def models(see: Scene) -> None:
    model, trained = _two_versions(see)
    project = see.client.get_project("SALES")
    see("list", project.list_saved_models())
    see("list with shared", project.list_saved_models(include_shared=True))
    see("get", project.get_saved_model(model.sm_id))
    see("id", model.id)
    settings = see("settings", model.get_settings())
    see("parts", [settings.prediction_type, settings.prediction_metrics_settings])
    settings.prediction_metrics_settings["evaluationMetric"] = "F1"
    see("save", settings.save())
    see("saved", model.get_settings().get_raw())
    see("versions", model.list_versions())
    active = see("active", model.get_active_version())
    see("activate", model.set_active_version("initial"))
    see("active now", model.get_active_version())
    see("details", model.get_version_details("initial"))
    initial = model.get_version_details("initial")
    initial.get_user_meta()["description"] = "in use"
    see("save words", initial.save_user_meta())
    see("words", model.get_version_details("initial").get_user_meta())
    see("metrics", model.get_metric_values("initial").get_raw())
    see("usages", model.get_usages())
    see("origin", model.get_origin_ml_task())
    origin = model.get_version_details("initial").get_origin_analysis_trained_model()
    see("trained model", origin.full_id == trained[0])
    see("discussions", model.get_object_discussions().list_discussions())
    zone = project.get_flow().create_zone("Models")
    see("move", model.move_to_zone(zone))
    see("zone", model.get_zone().name)
    see("share", model.share_to_zone("default"))
    see("unshare", model.unshare_from_zone("default"))
    see("delete a version", model.delete_versions([active["id"]], remove_intermediate=False))
    see.error("delete the active one", model.delete_versions, ["initial"])
    see.error("activate nothing", model.set_active_version, "none")
    see.error("details of nothing", model.get_version_details, "none")
    see("delete", model.delete())
    see.error("read what is gone", model.get_settings)


def kinds(see: Scene) -> None:
    project = plant(see)
    see("MLflow", project.create_mlflow_pyfunc_model("flow", "BINARY_CLASSIFICATION"))
    plain = see("MLflow of any type", project.create_mlflow_pyfunc_model("any"))
    see("settings of it", plain.get_settings().prediction_type)
    see("tuned", project.create_finetuned_llm_saved_model("tuned"))
    see("external", project.create_external_model("far", "REGRESSION", SAGEMAKER))
    see("no task", plain.get_origin_ml_task())
    see("no version", plain.get_active_version())
    see.error("odd", project.create_mlflow_pyfunc_model, "odd", "LUCK")


def mlflow_versions(see: Scene) -> None:
    project = plant(see)
    model = project.create_mlflow_pyfunc_model("flow", "BINARY_CLASSIFICATION")
    local = _local_model(see)
    version = see("import", model.import_mlflow_version_from_path("v1", str(local)))
    named: dict[str, Any] = {"code_env_name": "py311_ml", "container_exec_config_name": "NONE"}
    named |= {"set_active": False, "binary_classification_threshold": 0.4}
    see("import with all", model.import_mlflow_version_from_path("v2", str(local), **named))
    folder = project.create_managed_folder("models")
    folder.upload_folder("/churn", str(local))
    see("put", None)
    of_folder = model.import_mlflow_version_from_managed_folder
    see("import of a folder", of_folder("v3", folder, "/churn"))
    see("import of its id", of_folder("v4", folder.id, "churn", **named))
    see.error("import of nothing", of_folder, "v5", "none", "churn")
    see("versions", model.list_versions())
    found = see("settings", version.get_settings())
    see("raw", found.raw)
    see("get", model.get_external_model_version_handler("v1"))
    see("metadata", version.set_core_metadata("churn", LABELS, get_features_from_dataset="clients"))
    listed = version.set_core_metadata
    see("metadata with a list", listed("churn", LABELS, features_list=FEATURES))
    see("evaluate", version.evaluate("clients"))
    more: dict[str, Any] = {"container_exec_config_name": "NONE", "skip_expensive_reports": False}
    more |= {"selection": {"samplingMethod": "FULL"}, "use_optimal_threshold": False}
    see("evaluate with all", version.evaluate("clients", **more))
    see("evaluate a handle", version.evaluate(project.get_dataset("clients")))
    found = version.get_settings()
    found.raw["features"] = FEATURES
    see("save", found.save())
    see("saved", version.get_settings().raw)
    details = see("details", model.get_version_details("v1"))
    see("performance", details.get_performance_metrics())
    see.error("both", listed, "churn", LABELS, "clients", FEATURES)


def external_versions(see: Scene) -> None:
    project = plant(see)
    model = project.create_external_model("far", "BINARY_CLASSIFICATION", SAGEMAKER)
    make = model.create_external_model_version
    where = {"endpoint_name": "churn"}
    named: dict[str, Any] = {"input_dataset": "clients", "selection": {"samplingMethod": "FULL"}}
    named |= {"input_format": "INPUT_SAGEMAKER_CSV", "output_format": "OUTPUT_SAGEMAKER_CSV"}
    see.outcome("create", lambda: make("v1", dict(where), "churn", LABELS, **named))
    see("versions", model.list_versions())
    handler = model.get_external_model_version_handler("v1")
    see("settings", handler.get_settings().raw)
    quiet: dict[str, Any] = {"features_list": FEATURES, "evaluate": False, "set_active": False}
    see.outcome("create quietly", lambda: make("v2", dict(where), "churn", LABELS, **quiet))
    see("settings of it", model.get_external_model_version_handler("v2").get_settings().raw)
    see.error("wrong classes", make, "v3", dict(where), "churn", ["one"], evaluate=False)
    see.error("nothing to evaluate", make, "v4", dict(where), "churn", LABELS)
    see("versions at the end", [each["id"] for each in model.list_versions()])


def surroundings(see: Scene) -> None:
    """What is known of the place where code runs."""
    utils = see.module("dss.savedmodel").RunConfigUtils
    see("here", [utils.retrieve_used_env(), utils.retrieve_used_containerized_exec_config()])
    told = {"DKU_CONTAINER_EXEC": "1", "DKU_CODE_ENV_NAME": "py311_ml"}
    os.environ.update(told)
    try:
        see("in a container", utils.retrieve_used_env())
        see.outcome("its configuration", utils.retrieve_used_containerized_exec_config)
        del os.environ["DKU_CODE_ENV_NAME"]
        see("in one without a name", utils.retrieve_used_env())
    finally:
        for name in told:
            os.environ.pop(name, None)


def from_databricks(see: Scene) -> None:
    """MLflow itself is not here: it only has to write a model where it is told to."""
    params = {"host": "bricks.example.com", "port": 443, "personalAccessToken": "t"}
    params["authType"] = "PERSONAL_ACCESS_TOKEN"
    see.client.create_connection("bricks", "DatabricksModelDeployment", params, usable_by="ALL")
    model = plant(see).create_mlflow_pyfunc_model("flow", "REGRESSION")
    see("made", None)
    for name, module in _fake_mlflow(see).items():
        sys.modules[name] = module
    try:
        named = {"connection_name": "bricks", "use_unity_catalog": True, "model_name": "churn"}
        load = model.import_mlflow_version_from_databricks
        see("import", load("v1", model_version="3", **named))
        see("versions", [each["id"] for each in model.list_versions()])
        see.error("from a database", load, "v2", "warehouse", False, "churn", "3")
    finally:
        for name in [each for each in sys.modules if each.split(".")[0] == "mlflow"]:
            del sys.modules[name]


def _fake_mlflow(see: Scene) -> dict[str, ModuleType]:
    def fetch(_: str, dst_path: str) -> str:
        path = os.path.join(dst_path, "MLmodel")
        with open(path, "w") as file:
            file.write("flavors: {}\n")
        return path

    names = ("", ".store", ".store.artifact", ".store.artifact.models_artifact_repo")
    modules = {f"mlflow{name}": ModuleType(f"mlflow{name}") for name in names}
    main: Any = modules["mlflow"]
    main.get_registry_uri = lambda: "file:///mine"
    main.set_registry_uri = main.set_tracking_uri = lambda uri: None
    last: Any = modules[f"mlflow{names[-1]}"]
    last.ModelsArtifactRepository = lambda uri: SimpleNamespace(download_artifacts=fetch)
    return modules


def _two_versions(see: Scene) -> tuple[Any, list[str]]:
    """A saved model with two versions, of which the second one is active."""
    project = plant(see)
    task = project.create_prediction_ml_task("clients", "churn")
    trained = task.train()
    deployed = task.deploy_to_flow(trained[0], "Churn", "clients")
    task.redeploy_to_flow(trained[1], saved_model_id=deployed["savedModelId"])
    return project.get_saved_model(deployed["savedModelId"]), trained


def _local_model(see: Scene) -> Any:
    folder = see.folder / "model"
    (folder / "data").mkdir(parents=True)
    (folder / "MLmodel").write_text("flavors: {}\n")
    (folder / "data" / "weights.bin").write_bytes(b"\0\1")
    return folder
