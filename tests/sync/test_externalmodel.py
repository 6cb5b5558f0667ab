# Derived by `tox -e generate` from tests/aio/test_externalmodel.py. Do not edit.
"""Versions of saved models that DSS has not trained: of MLflow, of Databricks, and elsewhere."""

from __future__ import annotations

import io
import os
import sys
import types
import zipfile
from pathlib import Path
from typing import Any

import pytest

from dataikuapi import DSSBadRequest, DSSNotFound
from dataikuapi.dss.savedmodel import DSSSavedModel, ExternalModelVersionHandler, RunConfigUtils
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.sync.ml import planted

FEATURES = [{"name": "age", "type": "bigint"}, {"name": "spent", "type": "double"}]
SAGEMAKER = {"protocol": "sagemaker", "region": "eu-west-1"}


def mlflow_model(
    client: DSSClient, mock: DSSMock, predicts: str | None = "BINARY_CLASSIFICATION"
) -> DSSSavedModel:
    """A saved model for models of MLflow."""
    return planted(client, mock).create_mlflow_pyfunc_model("flow", predicts)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A local folder with a model of MLflow."""
    made = tmp_path / "model"
    (made / "data").mkdir(parents=True)
    (made / "MLmodel").write_text("flavors: {}\n")
    (made / "data" / "weights.bin").write_bytes(b"\0\1")
    return made


def content(stream: Any) -> dict[str, bytes]:
    """The files in a zip that is streamed."""
    with stream:
        with zipfile.ZipFile(io.BytesIO(stream.read())) as archive:
            return {name: archive.read(name) for name in archive.namelist()}


def imported(client: DSSClient, mock: DSSMock, folder: Path) -> ExternalModelVersionHandler:
    """A version of MLflow that says who leaves."""
    model = mlflow_model(client, mock)
    return model.import_mlflow_version_from_path("v1", folder, "INHERIT", "NONE")


def test_import_from_a_local_folder(client: DSSClient, mock: DSSMock, folder: Path) -> None:
    model = mlflow_model(client, mock)
    version = model.import_mlflow_version_from_path(
        "v1", str(folder), "py311", "INHERIT", binary_classification_threshold=0.4
    )
    assert mock.calls[-1].files["file"][0] == "model.zip"
    assert [each["id"] for each in model.list_versions()] == ["v1"]
    assert version.version_id == "v1"
    assert repr(version).endswith(f"{model.sm_id} 'v1'>")
    known = (version.get_settings()).get_raw()
    assert known["pythonCodeEnvName"] == "py311"
    assert known["binaryClassificationThreshold"] == 0.4
    details: Any = model.get_version_details("v1")
    files = content(details.get_scoring_mlflow_stream(use_original_model=True))
    assert files == {"MLmodel": b"flavors: {}\n", "data/weights.bin": b"\0\1"}


def test_import_refuses_what_is_no_model(client: DSSClient, mock: DSSMock, tmp_path: Path) -> None:
    model = mlflow_model(client, mock)
    before = len(mock.calls)
    with pytest.raises(ValueError, match="path holds no file"):
        model.import_mlflow_version_from_path("v1", tmp_path)
    with pytest.raises(NotADirectoryError):
        model.import_mlflow_version_from_path("v1", tmp_path / "nothing")
    with pytest.raises(ValueError, match="version_id"):
        model.import_mlflow_version_from_managed_folder("", "f", "m")
    assert len(mock.calls) == before
    (tmp_path / "readme.txt").write_text("no model")
    with pytest.raises(DSSBadRequest, match="has no file MLmodel"):
        model.import_mlflow_version_from_path("v1", tmp_path)
    assert model.list_versions() == []


def test_import_can_leave_another_version_active(
    client: DSSClient, mock: DSSMock, folder: Path
) -> None:
    version = imported(client, mock, folder)
    model = version.saved_model
    model.import_mlflow_version_from_path("v2", folder, set_active=False)
    active = model.get_active_version()
    assert active is not None
    assert active["id"] == "v1"
    with pytest.raises(DSSBadRequest, match="v2"):
        model.import_mlflow_version_from_path("v2", folder)


def test_import_from_a_managed_folder(client: DSSClient, mock: DSSMock, folder: Path) -> None:
    model = mlflow_model(client, mock)
    project = client.get_project("SALES")
    managed = project.create_managed_folder("models")
    managed.upload_folder("/churn", str(folder))
    model.import_mlflow_version_from_managed_folder("v1", managed, "/churn")
    model.import_mlflow_version_from_managed_folder("v2", managed.id, "churn/")
    details: Any = model.get_version_details("v2")
    files = content(details.get_scoring_mlflow_stream(use_original_model=True))
    assert set(files) == {"MLmodel", "data/weights.bin"}
    with pytest.raises(DSSNotFound, match="nothing"):
        model.import_mlflow_version_from_managed_folder("v3", "nothing", "churn")
    with pytest.raises(DSSBadRequest, match="MLmodel"):
        model.import_mlflow_version_from_managed_folder("v3", managed, "empty")
    with pytest.raises(TypeError, match="managed_folder must be a string or a handle, not int"):
        model.import_mlflow_version_from_managed_folder("v3", 5, "churn")  # type: ignore[arg-type]


def test_import_into_models_that_are_trained_is_refused(
    client: DSSClient, mock: DSSMock, folder: Path
) -> None:
    from tests.sync.ml import churn_model

    project = planted(client, mock)
    model = churn_model(project)
    with pytest.raises(DSSBadRequest, match="come from training only"):
        model.import_mlflow_version_from_path("v1", folder)
    with pytest.raises(DSSBadRequest, match="was trained by DSS"):
        model.get_external_model_version_handler("initial").get_settings()
    external = project.create_external_model("far", "REGRESSION", SAGEMAKER)
    with pytest.raises(DSSBadRequest, match="is not of type MLFLOW_PYFUNC"):
        external.import_mlflow_version_from_path("v1", folder)


def test_metadata_are_set_and_the_version_evaluated(
    client: DSSClient, mock: DSSMock, folder: Path
) -> None:
    version = imported(client, mock, folder)
    version.set_core_metadata("churn", ["no", "yes"], get_features_from_dataset="customers")
    known = version.get_settings()
    assert known.raw["targetColumnName"] == "churn"
    assert known.raw["classLabels"] == [{"label": "no"}, {"label": "yes"}]
    assert "age" in [each["name"] for each in known.raw["features"]]
    assert "churn" not in [each["name"] for each in known.raw["features"]]
    version.evaluate("customers")
    details: Any = version.saved_model.get_version_details("v1")
    good = details.get_performance_metrics()["auc"]
    assert 0.5 < good <= 1
    assert (details.compute_partial_dependencies("age")).list_features() == ["age"]
    known.raw["features"] = [{"name": "city", "type": "string"}]
    known.raw.pop("gatherFeaturesFromDataset")
    known.save()
    version.evaluate(client.get_project("SALES").get_dataset("customers"))
    poor: Any = version.saved_model.get_version_details("v1")
    assert poor.get_performance_metrics()["auc"] < good


def test_features_can_be_listed(client: DSSClient, mock: DSSMock, folder: Path) -> None:
    version = imported(client, mock, folder)
    version.set_core_metadata("churn", ["no", "yes"], features_list=FEATURES)
    assert (version.get_settings()).raw["features"] == FEATURES
    with pytest.raises(ValueError, match="not from both"):
        version.set_core_metadata("churn", ["no", "yes"], "customers", FEATURES)
    with pytest.raises(ValueError, match="dicts with name and type"):
        version.set_core_metadata("churn", ["no", "yes"], features_list=[{"name": "age"}])


def test_evaluation_refuses_what_is_missing(client: DSSClient, mock: DSSMock, folder: Path) -> None:
    version = imported(client, mock, folder)
    with pytest.raises(DSSBadRequest, match="target of the model is not known"):
        version.evaluate("customers")
    version.set_core_metadata("luck", ["no", "yes"])
    with pytest.raises(DSSBadRequest, match="luck"):
        version.evaluate("customers")
    with pytest.raises(DSSNotFound, match="nothing"):
        version.evaluate("nothing")
    details: Any = version.saved_model.get_version_details("v1")
    with pytest.raises(DSSBadRequest, match="not evaluated yet"):
        details.compute_partial_dependencies("age")


@pytest.mark.parametrize(
    ("predicts", "labels", "match"),
    [
        ("BINARY_CLASSIFICATION", ["one"], "exactly 2 classes"),
        ("BINARY_CLASSIFICATION", None, "exactly 2 classes"),
        ("MULTICLASS", None, "classes of a multiclass"),
        ("REGRESSION", ["a"], "must not be given for a regression"),
    ],
)
def test_classes_must_fit(
    client: DSSClient, mock: DSSMock, predicts: str, labels: Any, match: str
) -> None:
    model = planted(client, mock).create_external_model("far", predicts, SAGEMAKER)
    with pytest.raises(ValueError, match=match):
        model.create_external_model_version(
            "v1", {"endpoint": "e"}, "churn", labels, evaluate=False
        )
    assert model.list_versions() == []


def test_external_models_run_elsewhere(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    model = project.create_external_model("far", "BINARY_CLASSIFICATION", SAGEMAKER)
    version = model.create_external_model_version(
        "v1",
        {"endpoint_name": "churn"},
        "churn",
        ["no", "yes"],
        input_dataset="customers",
        selection={"samplingMethod": "FULL"},
        input_format="INPUT_SAGEMAKER_CSV",
        output_format="OUTPUT_SAGEMAKER_CSV",
    )
    known = (version.get_settings()).raw
    assert known["proxyModelVersionConfiguration"] == {**SAGEMAKER, "endpoint_name": "churn"}
    assert (known["inputFormat"], known["outputFormat"]) == (
        "INPUT_SAGEMAKER_CSV",
        "OUTPUT_SAGEMAKER_CSV",
    )
    assert known["signatureAndFormatsGuessingDataset"] == "customers"
    assert known["guessingDatasetSamplingParam"] == {"samplingMethod": "FULL"}
    details: Any = model.get_version_details("v1")
    assert details.get_performance_metrics()["auc"] > 0.5


def test_external_models_need_not_be_evaluated(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    model = project.create_external_model("far", "REGRESSION", {"protocol": "vertex-ai"})
    before = len(mock.calls)
    with pytest.raises(ValueError, match="input_dataset must be given"):
        model.create_external_model_version("v1", {"endpoint_id": "e"}, "spent")
    with pytest.raises(TypeError, match="configuration"):
        model.create_external_model_version("v1", "e", evaluate=False)  # type: ignore[arg-type]
    assert len(mock.calls) == before
    version = model.create_external_model_version(
        "v1", {"endpoint_id": "e"}, "spent", features_list=FEATURES, evaluate=False
    )
    known = (version.get_settings()).raw
    assert (known["inputFormat"], known["features"]) == ("INPUT_VERTEX_DEFAULT", FEATURES)
    assert known["outputFormat"] == "OUTPUT_VERTEX_DEFAULT"
    bricks = project.create_external_model("brick", "REGRESSION", {"protocol": "databricks"})
    version = bricks.create_external_model_version("v1", {}, "spent", evaluate=False)
    assert (version.get_settings()).raw["inputFormat"] == "GUESS"
    assert "signatureAndFormatsGuessingDataset" not in (version.get_settings()).raw
    other = project.create_external_model("odd", "REGRESSION", {"protocol": "mosaic"})
    version = other.create_external_model_version("v1", {}, "spent", evaluate=False)
    assert "inputFormat" not in (version.get_settings()).raw


def test_models_are_made_of_all_kinds(client: DSSClient, mock: DSSMock) -> None:
    project = planted(client, mock)
    plain = project.create_mlflow_pyfunc_model("plain")
    assert (plain.get_settings()).prediction_type == "OTHER"
    tuned = project.create_finetuned_llm_saved_model("tuned")
    raw = (tuned.get_settings()).get_raw()
    assert (raw["name"], raw["savedModelType"]) == ("tuned", "LLM_GENERIC")
    with pytest.raises(DSSBadRequest, match="names no protocol"):
        project.create_external_model("far", "REGRESSION", {})
    with pytest.raises(DSSBadRequest, match="Unknown prediction type"):
        project.create_mlflow_pyfunc_model("odd", "LUCK")
    with pytest.raises(TypeError, match="configuration"):
        project.create_external_model("far", "REGRESSION", "sagemaker")  # type: ignore[arg-type]


class FakeMlflow:
    """MLflow, as far as it is needed here: it writes a model for what it is asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.uri = "file:///mine"
        self.seen: list[dict[str, Any]] = []
        main: Any = types.ModuleType("mlflow")
        main.get_registry_uri = lambda: self.uri
        main.set_registry_uri = self.point
        artifacts: Any = types.ModuleType("mlflow.store.artifact.models_artifact_repo")
        artifacts.ModelsArtifactRepository = lambda uri: types.SimpleNamespace(
            download_artifacts=lambda _, dst_path: self.fetch(uri, dst_path)
        )
        monkeypatch.setitem(sys.modules, "mlflow", main)
        monkeypatch.setitem(sys.modules, "mlflow.store", types.ModuleType("mlflow.store"))
        inner = types.ModuleType("mlflow.store.artifact")
        monkeypatch.setitem(sys.modules, "mlflow.store.artifact", inner)
        monkeypatch.setitem(sys.modules, artifacts.__name__, artifacts)

    def point(self, uri: str) -> None:
        self.uri = uri

    def fetch(self, uri: str, folder: str) -> None:
        names = ("DATABRICKS_HOST", "DATABRICKS_TOKEN", "MLFLOW_TRACKING_URI", "https_proxy")
        self.seen.append(
            {"uri": uri, "registry": self.uri, **{name: os.environ.get(name) for name in names}}
        )
        if "broken" in uri:
            raise OSError("the registry is down")
        (Path(folder) / "MLmodel").write_text("flavors: {}\n")


def workspace(**more: Any) -> dict[str, Any]:
    """Parameters of a connection to Databricks."""
    token = {"authType": "PERSONAL_ACCESS_TOKEN", "personalAccessToken": "dapi-1"}
    return {"host": "adb.example.com", "port": 443, "ssl": True, **token, **more}


def test_import_from_databricks(
    client: DSSClient, mock: DSSMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = FakeMlflow(monkeypatch)
    monkeypatch.setenv("DATABRICKS_HOST", "mine")
    monkeypatch.delenv("DATABRICKS_TOKEN", raising=False)
    client.create_connection("bricks", "DatabricksModelDeployment", workspace())
    model = mlflow_model(client, mock)
    version = model.import_mlflow_version_from_databricks(
        "v1", "bricks", True, "churn", "3", set_active=False
    )
    assert version.version_id == "v1"
    assert len(model.list_versions()) == 1
    assert fake.seen == [
        {
            "uri": "models:/churn/3",
            "registry": "databricks-uc",
            "DATABRICKS_HOST": "https://adb.example.com:443",
            "DATABRICKS_TOKEN": "dapi-1",
            "MLFLOW_TRACKING_URI": "databricks",
            "https_proxy": None,
        }
    ]
    assert (fake.uri, os.environ["DATABRICKS_HOST"]) == ("file:///mine", "mine")
    assert "DATABRICKS_TOKEN" not in os.environ
    with pytest.raises(OSError, match="registry is down"):
        model.import_mlflow_version_from_databricks("v2", "bricks", False, "broken", "1")
    assert fake.seen[-1]["registry"] == "databricks"
    assert (fake.uri, os.environ["DATABRICKS_HOST"]) == ("file:///mine", "mine")


def test_import_from_databricks_needs_the_connection(
    client: DSSClient, mock: DSSMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = FakeMlflow(monkeypatch)
    client.create_connection("pg", "PostgreSQL", {})
    model = mlflow_model(client, mock)
    with pytest.raises(ValueError, match="pg does not go to Databricks"):
        model.import_mlflow_version_from_databricks("v1", "pg", True, "churn", "3")
    hidden = {"type": "DatabricksModelDeployment"}
    mock.faults.add("connection_get_info", status=200, body=hidden)
    with pytest.raises(ValueError, match="may not read the details"):
        model.import_mlflow_version_from_databricks("v1", "pg", True, "churn", "3")
    assert fake.seen == []


def test_the_surroundings_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DKU_IS_CODE_STUDIO", "DKU_CONTAINER_EXEC", "DKU_CODE_ENV_NAME"):
        monkeypatch.delenv(name, raising=False)
    utils = RunConfigUtils
    assert utils.retrieve_used_env() == "INHERIT"
    assert utils.retrieve_used_containerized_exec_config() == "NONE"
    monkeypatch.setattr(sys, "executable", "/data/code-envs/python/py311/bin/python")
    assert utils.retrieve_used_env() == "py311"
    monkeypatch.setenv("DKU_CONTAINER_EXEC", "1")
    assert utils.retrieve_used_env() == "INHERIT"
    assert utils.retrieve_used_containerized_exec_config() == "INHERIT"
    monkeypatch.setenv("DKU_CODE_ENV_NAME", "inside")
    monkeypatch.setenv("DKU_CONTAINER_EXEC_NAME", "k8s")
    assert utils.retrieve_used_env() == "inside"
    assert utils.retrieve_used_containerized_exec_config() == "k8s"
    monkeypatch.setenv("DKU_IS_CODE_STUDIO", "1")
    monkeypatch.setattr(sys, "executable", "/opt/studio/bin/python")
    assert utils.retrieve_used_env() == "studio"
    monkeypatch.setattr(sys, "executable", "python")
    assert utils.retrieve_used_env() == "INHERIT"
