"""MLflow set up to log into DSS, and artifacts in managed folders."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dataikuapi import DataikuException, DSSNotFound
from dataikuapi.dss.managedfolder import DSSManagedFolder
from dataikuapi.dss_plugin_mlflow import MLflowHandle, utils
from dataikuapi.dss_plugin_mlflow.artifact_repository import (
    PluginDSSManagedFolderArtifactRepository as Repository,
)
from dataikuapi.dss_plugin_mlflow.artifact_repository import parse_dss_managed_folder_uri
from dataikuapi.dss_plugin_mlflow.header_provider import PluginDSSHeaderProvider
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.mlflows import FileInfo, MLflow, fake_mlflow


@pytest.fixture
def mlflow(monkeypatch: pytest.MonkeyPatch) -> MLflow:
    return fake_mlflow(monkeypatch)


@pytest.fixture
def mock() -> DSSMock:
    return DSSMock()


@pytest.fixture
def client(mock: DSSMock) -> Iterator[DSSClient]:
    with DSSClient(mock.base_url, mock.admin_key, transport=mock.transport()) as client:
        yield client


@pytest.fixture
def folder(client: DSSClient) -> DSSManagedFolder:
    return client.create_project("SALES", "Sales", "admin").create_managed_folder("mlflow")


@pytest.fixture
def repository(
    client: DSSClient, folder: DSSManagedFolder, mlflow: MLflow, monkeypatch: pytest.MonkeyPatch
) -> Repository:
    monkeypatch.setattr(
        "dataikuapi.dss_plugin_mlflow.artifact_repository.connect", lambda: (client, "SALES")
    )
    return Repository(f"dss-managed-folder://{folder.id}/1/r1/artifacts")


def test_mlflow_sends_the_credentials_the_project_and_the_folder(
    client: DSSClient, folder: DSSManagedFolder, mlflow: MLflow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "file:///elsewhere")
    before = dict(os.environ)
    with client.get_project("SALES").setup_mlflow(folder) as module:
        assert module is mlflow
        assert os.environ["MLFLOW_TRACKING_URI"] == f"{client.host}/dip/publicapi"
        assert os.environ["MLFLOW_TRACKING_INSECURE_TLS"] == "false"
        (provider,) = mlflow.registry
        assert provider.in_context()
        assert provider.request_headers() == {
            "Authorization": client._session.request_headers()["Authorization"],
            "x-dku-mlflow-project-key": "SALES",
            "x-dku-mlflow-managed-folder-id": f"SALES.{folder.id}",
        }
        assert mlflow.calls == [None, "end_run"]
        assert mlflow.registry.stores == {"dss-managed-folder": Repository}
        made, project = utils.connect()
        assert (made.host, made.api_key, project) == (client.host, client.api_key, "SALES")
    assert dict(os.environ) == before
    assert not provider.in_context()
    with pytest.raises(DataikuException, match="setup_mlflow"):
        utils.connect()


def test_second_set_up_does_not_send_headers_twice(
    client: DSSClient, folder: DSSManagedFolder, mlflow: MLflow
) -> None:
    handle: MLflowHandle = client.get_project("SALES").setup_mlflow(folder.id)
    handle.clear()
    handle.clear()
    with client.get_project("SALES").setup_mlflow(f"SALES.{folder.id}", host="http://other"):
        assert os.environ["MLFLOW_TRACKING_URI"] == "http://other"
        assert len(mlflow.registry.providers) == 1
    assert handle.import_mlflow() is mlflow


def test_artifacts_use_the_ticket_or_the_token_of_the_client(
    folder: DSSManagedFolder, mlflow: MLflow
) -> None:
    for name, value, header in (
        ("internal_ticket", "t1", ("X-DKU-APITicket", "t1")),
        ("jwt_bearer_token", "j1", ("Authorization", "Bearer j1")),
    ):
        given: Any = {name: value}
        client = DSSClient("https://dss", **given)
        client._session.verify = False
        with MLflowHandle(client, client.get_project("SALES"), folder):
            assert header in PluginDSSHeaderProvider().request_headers().items()
            made, _ = utils.connect()
            assert getattr(made, name) == value
            assert made._session.verify is False
            assert "MLFLOW_TRACKING_SERVER_CERT_PATH" not in os.environ


def test_artifacts_trust_the_certificates_of_the_client(
    folder: DSSManagedFolder, mlflow: MLflow, tmp_path: Path
) -> None:
    client = DSSClient("https://dss", "key")
    client._session.verify = str(tmp_path)
    with MLflowHandle(client, client.get_project("SALES"), folder):
        assert os.environ["MLFLOW_TRACKING_SERVER_CERT_PATH"] == str(tmp_path)
        assert utils.connect()[0]._session.verify == str(tmp_path)


def test_nothing_is_set_up_for_a_folder_that_does_not_exist(
    client: DSSClient, folder: DSSManagedFolder, mlflow: MLflow
) -> None:
    before = dict(os.environ)
    with pytest.raises(DSSNotFound, match="nowhere"):
        client.get_project("SALES").setup_mlflow("nowhere")
    assert dict(os.environ) == before
    assert mlflow.calls == []


@pytest.mark.parametrize(
    ("given", "error"), [(7, TypeError), ("a.b.c", ValueError), ("", ValueError)]
)
def test_folder_that_is_none_is_refused(given: Any, error: type[Exception]) -> None:
    with pytest.raises(error, match="managed_folder"):
        utils.folder_of("SALES", given)


def test_folder_of_the_package_inside_dss_is_taken() -> None:
    class Folder:
        name = "OTHER.aB3dE6gH"

    assert utils.folder_of("SALES", Folder()) == "OTHER.aB3dE6gH"


def test_missing_package_is_named(
    client: DSSClient, folder: DSSManagedFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "mlflow", None)
    before = dict(os.environ)
    with pytest.raises(ImportError, match="install the package mlflow"):
        client.get_project("SALES").setup_mlflow(folder)
    assert dict(os.environ) == before


def test_old_mlflow_gives_a_warning(
    client: DSSClient, folder: DSSManagedFolder, mlflow: MLflow
) -> None:
    mlflow.__version__ = "1.30.0"
    with pytest.warns(RuntimeWarning, match=r"1\.30\.0"):
        client.get_project("SALES").setup_mlflow(folder).clear()


def test_artifacts_are_written_listed_read_and_deleted(
    repository: Repository, folder: DSSManagedFolder, tmp_path: Path
) -> None:
    source = tmp_path / "model"
    (source / "data").mkdir(parents=True)
    (source / "MLmodel").write_text("flavors: {}")
    (source / "data" / "weights").write_bytes(b"1234")
    repository.log_artifacts(str(source), "model")
    repository.log_artifact(str(source / "MLmodel"))
    folder.put_file("/2/r2/artifacts/other", b"x")

    assert repository.list_artifacts() == [
        FileInfo("MLmodel", False, 11), FileInfo("model", True, None)
    ]  # fmt: skip
    assert repository.list_artifacts("model/") == [
        FileInfo("model/MLmodel", False, 11), FileInfo("model/data", True, None)
    ]  # fmt: skip
    assert repository.list_artifacts("MLmodel") == []

    target = tmp_path / "target"
    target.mkdir()
    assert repository.download_artifacts("model", str(target)) == str(target / "model")
    assert (target / "model" / "data" / "weights").read_bytes() == b"1234"
    assert repository.download_artifacts("MLmodel", str(target)) == str(target / "MLmodel")
    assert (target / "MLmodel").read_text() == "flavors: {}"
    made = Path(repository.download_artifacts(""))
    assert sorted(path.name for path in made.rglob("*")) == [
        "MLmodel",
        "MLmodel",
        "data",
        "model",
        "weights",
    ]

    repository.delete_artifacts("model")
    assert repository.list_artifacts() == [FileInfo("MLmodel", False, 11)]
    repository.delete_artifacts()
    assert [each["path"] for each in folder.list_contents()["items"]] == ["/2/r2/artifacts/other"]


def test_artifacts_that_are_not_there_are_named(repository: Repository, tmp_path: Path) -> None:
    with pytest.raises(DataikuException, match="'model'"):
        repository.download_artifacts("model", str(tmp_path))
    with pytest.raises(NotADirectoryError, match="dst_path"):
        repository.download_artifacts("model", str(tmp_path / "missing"))
    with pytest.raises(ValueError, match=r"\.\."):
        repository.list_artifacts("../r2")


def test_uri_of_artifacts_is_taken_apart() -> None:
    parse = parse_dss_managed_folder_uri
    assert parse("dss-managed-folder://SALES.aB3dE6gH/1/r%201/") == ("SALES", "aB3dE6gH", "1/r 1")
    assert parse("dss-managed-folder://aB3dE6gH") == (None, "aB3dE6gH", "")
    for wrong in ("s3://bucket/x", "dss-managed-folder:///x", "dss-managed-folder://a.b.c/x"):
        with pytest.raises(ValueError, match="managed folder"):
            parse(wrong)
