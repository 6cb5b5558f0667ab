# Derived by `tox -e generate` from tests/aio/test_apiservice.py. Do not edit.
"""API services of projects, and their packages."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dataikuapi._errors import DSSBadRequest, DSSForbidden, DSSNotFound, DSSServerError
from dataikuapi.dss.apiservice import DSSAPIService, DSSAPIServiceListItem
from dataikuapi.dss.project import DSSProject
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.archives import files_at, files_of, names_in
from tests.people import add_person


@pytest.fixture
def project(client: DSSClient, mock: DSSMock) -> DSSProject:
    """A project with a saved model."""
    project = client.create_project("SALES", "Sales", "admin")
    model = {"projectKey": "SALES", "id": "model1", "name": "Churn"}
    mock.table("saved_models").put("SALES.model1", model)
    return project


@pytest.fixture
def service(project: DSSProject) -> DSSAPIService:
    """A service with one endpoint."""
    service = project.create_api_service("fraud")
    settings = service.get_settings()
    settings.add_prediction_endpoint("score", "model1")
    settings.save()
    return service


def test_services_are_listed(project: DSSProject, service: DSSAPIService) -> None:
    (item,) = project.list_api_services()
    assert isinstance(item, DSSAPIServiceListItem)
    assert (item.id, item.name, item.auth_method) == ("fraud", "fraud", "PUBLIC")
    assert item["projectKey"] == "SALES"
    assert [each["id"] for each in item.endpoints] == ["score"]
    assert item.to_api_service().service_id == "fraud"
    (handle,) = project.list_api_services(as_type="objects")
    assert (handle.id, handle.id()) == (service.id, "fraud")
    assert "SALES.fraud" in repr(handle)
    with pytest.raises(ValueError, match="as_type"):
        project.list_api_services("things")


def test_a_service_is_created_once(project: DSSProject) -> None:
    project.create_api_service("fraud")
    with pytest.raises(DSSBadRequest, match="already exists"):
        project.create_api_service("fraud")
    with pytest.raises(ValueError, match="service_id"):
        project.create_api_service("")


def test_settings_have_an_endpoint_of_each_kind(
    project: DSSProject, service: DSSAPIService
) -> None:
    settings = service.get_settings()
    settings.add_multitarget_prediction_endpoint("b", "model1")
    settings.add_clustering_endpoint("c", "model1")
    settings.add_forecasting_endpoint("d", "model1")
    settings.add_causal_prediction_endpoint("e", "model1", compute_propensity=True)
    settings.auth_method = "API_KEYS"
    settings.get_raw()["more"] = {"kept": 1}  # type: ignore[typeddict-unknown-key]  (as a newer DSS gives)
    settings.save()
    again = project.get_api_service("fraud").get_settings()
    assert again.auth_method == "API_KEYS"
    assert again.get_raw()["more"] == {"kept": 1}  # type: ignore[typeddict-item]  (likewise)
    assert [(each["id"], each["type"]) for each in again.endpoints] == [
        ("score", "STD_PREDICTION"),
        ("b", "STD_MULTITARGET_PREDICTION"),
        ("c", "STD_CLUSTERING"),
        ("d", "STD_FORECAST"),
        ("e", "STD_CAUSAL_PREDICTION"),
    ]
    assert again.endpoints[-1] == {
        "id": "e",
        "type": "STD_CAUSAL_PREDICTION",
        "modelRef": "model1",
        "computePropensity": True,
        "useJava": False,
    }


def test_endpoints_of_the_same_identifier_are_refused(service: DSSAPIService) -> None:
    settings = service.get_settings()
    settings.add_clustering_endpoint("score", "model1")
    with pytest.raises(DSSBadRequest, match="score"):
        settings.save()
    with pytest.raises(ValueError, match="endpoint_id"):
        settings.add_clustering_endpoint("", "model1")
    with pytest.raises(TypeError, match="saved_model_id"):
        settings.add_clustering_endpoint("x", 3)  # type: ignore[arg-type]


def test_saving_what_was_read_changes_nothing_but_the_version(
    service: DSSAPIService,
) -> None:
    settings = service.get_settings()
    settings.save()
    again = (service.get_settings()).get_raw()
    kept = [name for name in again if name != "versionTag"]
    assert {name: again[name] for name in kept} == {name: settings.settings[name] for name in kept}  # type: ignore[literal-required]  (names of its own)


def test_packages_fix_the_service(service: DSSAPIService, mock: DSSMock, tmp_path: Path) -> None:
    assert service.list_packages() == []
    service.create_package("v1", release_notes="First")
    assert mock.calls[-1].query == {"releaseNotes": "First"}
    settings = service.get_settings()
    settings.endpoints = []
    settings.save()
    service.create_package("v2")
    assert mock.calls[-1].query == {}
    first, second = service.list_packages()
    assert (first["id"], second["id"]) == ("v1", "v2")
    assert first["createdOn"] <= second["createdOn"]
    summary = service.get_package_summary("v1")
    assert summary["releaseNotes"] == "First"
    assert summary["endpoints"] == [{"id": "score", "type": "STD_PREDICTION"}]
    with service.download_package_stream("v1") as stream:
        about = json.loads(files_of(stream.read())["service.json"])
    assert (about["versionId"], about["endpoints"][0]["modelRef"]) == ("v1", "model1")
    service.download_package_to_file("v2", tmp_path / "v2.zip")
    about = json.loads(files_at(tmp_path / "v2.zip")["service.json"])
    assert about["endpoints"] == []


def test_a_package_needs_its_models_and_a_new_identifier(
    service: DSSAPIService,
) -> None:
    service.create_package("v1")
    with pytest.raises(DSSBadRequest, match="already exists"):
        service.create_package("v1")
    settings = service.get_settings()
    settings.add_clustering_endpoint("groups", "gone")
    settings.save()
    with pytest.raises(DSSBadRequest, match="gone"):
        service.create_package("v2")
    assert [each["id"] for each in service.list_packages()] == ["v1"]


def test_delete_package(service: DSSAPIService, tmp_path: Path) -> None:
    service.create_package("v1")
    service.delete_package("v1")
    assert service.list_packages() == []
    with pytest.raises(DSSNotFound, match="no package v1"):
        service.get_package_summary("v1")
    with pytest.raises(DSSServerError, match="Package directory does not exist"):
        service.download_package_to_file("v1", tmp_path / "v1.zip")
    assert names_in(tmp_path) == []


def test_publish_brings_a_package_to_the_deployer(
    service: DSSAPIService, client: DSSClient, mock: DSSMock
) -> None:
    service.create_package("v1")
    service.publish_package("v1")
    assert mock.calls[-1].query == {}
    deployer = client.get_apideployer()
    published = deployer.get_service("fraud")
    assert [each["id"] for each in (published.get_status()).get_versions()] == ["v1"]
    with published.get_version_stream("v1") as stream:
        archive = io.BytesIO(stream.read())
    (deployer.create_service("copy")).import_version(archive)
    deployer.create_infra("nodes", "Production", "K8S")
    deployment = deployer.create_deployment("dep", "fraud", "nodes", "v1")
    (deployment.start_update()).wait_for_result()
    answers = deployment.run_test_queries("score", [{"q": 1}])
    assert answers["responses"][0]["endpointId"] == "score"
    with pytest.raises(DSSBadRequest, match="already has a version v1"):
        service.publish_package("v1")
    service.publish_package("v1", published_service_id="other")
    assert [each.id for each in deployer.list_services()] == ["fraud", "copy", "other"]


def test_missing_services_and_rights(
    project: DSSProject,
    service: DSSAPIService,
    mock: DSSMock,
    client_as: Callable[[str], DSSClient],
) -> None:
    with pytest.raises(DSSNotFound, match=r"SALES\.none"):
        project.get_api_service("none").get_settings()
    service.create_package("v1")
    add_person(mock, "carol", "readers")
    line = {"group": "readers", "writeProjectContent": True}
    project.set_permissions({"owner": "admin", "permissions": [line]})
    with client_as("carol") as carol:
        mine = carol.get_project("SALES").get_api_service("fraud")
        mine.create_package("v2")
        with pytest.raises(DSSForbidden):
            mine.publish_package("v2")
        service.publish_package("v1")
        with pytest.raises(DSSForbidden):
            mine.publish_package("v2")


def test_packages_stay_on_their_instance(
    project: DSSProject, service: DSSAPIService, client: DSSClient, mock: DSSMock
) -> None:
    service.create_package("v1")
    project.duplicate("COPY", "Copy")
    copied = client.get_project("COPY").get_api_service("fraud")
    assert (copied.get_settings()).endpoints[0]["id"] == "score"
    assert copied.list_packages() == []
    project.delete()
    assert [name for name in mock.blobs.keys() if "packages" in name] == []  # noqa: SIM118 (blobs are no dict)
    assert len(mock.table("api_service_packages")) == 0
