"""API services of projects, and their packages."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dataikuapi._errors import DSSBadRequest, DSSForbidden, DSSNotFound, DSSServerError
from dataikuapi.aio.dss.apiservice import AsyncDSSAPIService, AsyncDSSAPIServiceListItem
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.archives import files_at, files_of, names_in
from tests.people import add_person


@pytest.fixture
async def project(client: AsyncDSSClient, mock: DSSMock) -> AsyncDSSProject:
    """A project with a saved model."""
    project = await client.create_project("SALES", "Sales", "admin")
    model = {"projectKey": "SALES", "id": "model1", "name": "Churn"}
    mock.table("saved_models").put("SALES.model1", model)
    return project


@pytest.fixture
async def service(project: AsyncDSSProject) -> AsyncDSSAPIService:
    """A service with one endpoint."""
    service = await project.create_api_service("fraud")
    settings = await service.get_settings()
    settings.add_prediction_endpoint("score", "model1")
    await settings.save()
    return service


async def test_services_are_listed(project: AsyncDSSProject, service: AsyncDSSAPIService) -> None:
    (item,) = await project.list_api_services()
    assert isinstance(item, AsyncDSSAPIServiceListItem)
    assert (item.id, item.name, item.auth_method) == ("fraud", "fraud", "PUBLIC")
    assert item["projectKey"] == "SALES"
    assert [each["id"] for each in item.endpoints] == ["score"]
    assert item.to_api_service().service_id == "fraud"
    (handle,) = await project.list_api_services(as_type="objects")
    assert (handle.id, handle.id()) == (service.id, "fraud")
    assert "SALES.fraud" in repr(handle)
    with pytest.raises(ValueError, match="as_type"):
        await project.list_api_services("things")


async def test_a_service_is_created_once(project: AsyncDSSProject) -> None:
    await project.create_api_service("fraud")
    with pytest.raises(DSSBadRequest, match="already exists"):
        await project.create_api_service("fraud")
    with pytest.raises(ValueError, match="service_id"):
        await project.create_api_service("")


async def test_settings_have_an_endpoint_of_each_kind(
    project: AsyncDSSProject, service: AsyncDSSAPIService
) -> None:
    settings = await service.get_settings()
    settings.add_multitarget_prediction_endpoint("b", "model1")
    settings.add_clustering_endpoint("c", "model1")
    settings.add_forecasting_endpoint("d", "model1")
    settings.add_causal_prediction_endpoint("e", "model1", compute_propensity=True)
    settings.auth_method = "API_KEYS"
    settings.get_raw()["more"] = {"kept": 1}  # type: ignore[typeddict-unknown-key]  (as a newer DSS gives)
    await settings.save()
    again = await project.get_api_service("fraud").get_settings()
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


async def test_endpoints_of_the_same_identifier_are_refused(service: AsyncDSSAPIService) -> None:
    settings = await service.get_settings()
    settings.add_clustering_endpoint("score", "model1")
    with pytest.raises(DSSBadRequest, match="score"):
        await settings.save()
    with pytest.raises(ValueError, match="endpoint_id"):
        settings.add_clustering_endpoint("", "model1")
    with pytest.raises(TypeError, match="saved_model_id"):
        settings.add_clustering_endpoint("x", 3)  # type: ignore[arg-type]


async def test_saving_what_was_read_changes_nothing_but_the_version(
    service: AsyncDSSAPIService,
) -> None:
    settings = await service.get_settings()
    await settings.save()
    again = (await service.get_settings()).get_raw()
    kept = [name for name in again if name != "versionTag"]
    assert {name: again[name] for name in kept} == {name: settings.settings[name] for name in kept}  # type: ignore[literal-required]  (names of its own)


async def test_packages_fix_the_service(
    service: AsyncDSSAPIService, mock: DSSMock, tmp_path: Path
) -> None:
    assert await service.list_packages() == []
    await service.create_package("v1", release_notes="First")
    assert mock.calls[-1].query == {"releaseNotes": "First"}
    settings = await service.get_settings()
    settings.endpoints = []
    await settings.save()
    await service.create_package("v2")
    assert mock.calls[-1].query == {}
    first, second = await service.list_packages()
    assert (first["id"], second["id"]) == ("v1", "v2")
    assert first["createdOn"] <= second["createdOn"]
    summary = await service.get_package_summary("v1")
    assert summary["releaseNotes"] == "First"
    assert summary["endpoints"] == [{"id": "score", "type": "STD_PREDICTION"}]
    async with await service.download_package_stream("v1") as stream:
        about = json.loads(files_of(await stream.read())["service.json"])
    assert (about["versionId"], about["endpoints"][0]["modelRef"]) == ("v1", "model1")
    await service.download_package_to_file("v2", tmp_path / "v2.zip")
    about = json.loads(files_at(tmp_path / "v2.zip")["service.json"])
    assert about["endpoints"] == []


async def test_a_package_needs_its_models_and_a_new_identifier(
    service: AsyncDSSAPIService,
) -> None:
    await service.create_package("v1")
    with pytest.raises(DSSBadRequest, match="already exists"):
        await service.create_package("v1")
    settings = await service.get_settings()
    settings.add_clustering_endpoint("groups", "gone")
    await settings.save()
    with pytest.raises(DSSBadRequest, match="gone"):
        await service.create_package("v2")
    assert [each["id"] for each in await service.list_packages()] == ["v1"]


async def test_delete_package(service: AsyncDSSAPIService, tmp_path: Path) -> None:
    await service.create_package("v1")
    await service.delete_package("v1")
    assert await service.list_packages() == []
    with pytest.raises(DSSNotFound, match="no package v1"):
        await service.get_package_summary("v1")
    with pytest.raises(DSSServerError, match="Package directory does not exist"):
        await service.download_package_to_file("v1", tmp_path / "v1.zip")
    assert names_in(tmp_path) == []


async def test_publish_brings_a_package_to_the_deployer(
    service: AsyncDSSAPIService, client: AsyncDSSClient, mock: DSSMock
) -> None:
    await service.create_package("v1")
    await service.publish_package("v1")
    assert mock.calls[-1].query == {}
    deployer = client.get_apideployer()
    published = deployer.get_service("fraud")
    assert [each["id"] for each in (await published.get_status()).get_versions()] == ["v1"]
    async with await published.get_version_stream("v1") as stream:
        archive = io.BytesIO(await stream.read())
    await (await deployer.create_service("copy")).import_version(archive)
    await deployer.create_infra("nodes", "Production", "K8S")
    deployment = await deployer.create_deployment("dep", "fraud", "nodes", "v1")
    await (await deployment.start_update()).wait_for_result()
    answers = await deployment.run_test_queries("score", [{"q": 1}])
    assert answers["responses"][0]["endpointId"] == "score"
    with pytest.raises(DSSBadRequest, match="already has a version v1"):
        await service.publish_package("v1")
    await service.publish_package("v1", published_service_id="other")
    assert [each.id for each in await deployer.list_services()] == ["fraud", "copy", "other"]


async def test_missing_services_and_rights(
    project: AsyncDSSProject,
    service: AsyncDSSAPIService,
    mock: DSSMock,
    client_as: Callable[[str], AsyncDSSClient],
) -> None:
    with pytest.raises(DSSNotFound, match=r"SALES\.none"):
        await project.get_api_service("none").get_settings()
    await service.create_package("v1")
    add_person(mock, "carol", "readers")
    line = {"group": "readers", "writeProjectContent": True}
    await project.set_permissions({"owner": "admin", "permissions": [line]})
    async with client_as("carol") as carol:
        mine = carol.get_project("SALES").get_api_service("fraud")
        await mine.create_package("v2")
        with pytest.raises(DSSForbidden):
            await mine.publish_package("v2")
        await service.publish_package("v1")
        with pytest.raises(DSSForbidden):
            await mine.publish_package("v2")


async def test_packages_stay_on_their_instance(
    project: AsyncDSSProject, service: AsyncDSSAPIService, client: AsyncDSSClient, mock: DSSMock
) -> None:
    await service.create_package("v1")
    await project.duplicate("COPY", "Copy")
    copied = client.get_project("COPY").get_api_service("fraud")
    assert (await copied.get_settings()).endpoints[0]["id"] == "score"
    assert await copied.list_packages() == []
    await project.delete()
    assert [name for name in mock.blobs.keys() if "packages" in name] == []  # noqa: SIM118 (blobs are no dict)
    assert len(mock.table("api_service_packages")) == 0
