"""API Deployer: stages, infrastructures, published services and their versions."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from dataikuapi import DSSBadRequest, DSSForbidden, DSSNotFound
from dataikuapi.aio.dss import apideployer as module
from dataikuapi.aio.dss.apideployer import AsyncDSSAPIDeployer, AsyncDSSAPIDeployerService
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.archives import files_of, version_zip


@pytest.fixture
def deployer(client: AsyncDSSClient) -> AsyncDSSAPIDeployer:
    """The API Deployer of the empty instance."""
    return client.get_apideployer()


async def published(
    deployer: AsyncDSSAPIDeployer, *versions: str, service_id: str = "fraud"
) -> AsyncDSSAPIDeployerService:
    """A service with versions."""
    service = await deployer.create_service(service_id)
    for version in versions:
        await service.import_version(io.BytesIO(version_zip(version)))
    return service


async def test_get_apideployer_asks_nothing(client: AsyncDSSClient, mock: DSSMock) -> None:
    assert client.get_apideployer().client is client
    assert mock.calls == []


async def test_list_stages(deployer: AsyncDSSAPIDeployer) -> None:
    stages = await deployer.list_stages()
    assert [stage["id"] for stage in stages] == ["Development", "Test", "Production"]
    assert all(stage.get("desc") for stage in stages)


async def test_create_infra_is_seen_by_all_reads(
    deployer: AsyncDSSAPIDeployer, mock: DSSMock
) -> None:
    infra = await deployer.create_infra("dev", "Development", "STATIC")
    assert mock.calls[-1].body == {
        "id": "dev",
        "stage": "Development",
        "type": "STATIC",
        "governCheckPolicy": "NO_CHECK",
    }
    assert (infra.infra_id, infra.id, infra.id()) == ("dev", "dev", "dev")
    (handle,) = await deployer.list_infras()
    assert handle.infra_id == "dev"
    (item,) = await deployer.list_infras(as_objects=False)
    assert item == (await infra.get_status()).get_raw()
    assert item["infraBasicInfo"] == {
        "id": "dev",
        "type": "STATIC",
        "stage": "Development",
        "governCheckPolicy": "NO_CHECK",
    }
    settings = await infra.get_settings()
    assert settings.get_type() == "STATIC"


async def test_create_infra_twice_or_on_no_stage_is_refused(deployer: AsyncDSSAPIDeployer) -> None:
    await deployer.create_infra("dev", "Development", "K8S", govern_check_policy="WARN")
    with pytest.raises(DSSBadRequest, match="already exists"):
        await deployer.create_infra("dev", "Development", "K8S")
    with pytest.raises(DSSBadRequest, match="No such stage"):
        await deployer.create_infra("other", "Nowhere", "K8S")


async def test_settings_of_an_infra_are_kept(deployer: AsyncDSSAPIDeployer) -> None:
    infra = await deployer.create_infra("dev", "Development", "STATIC")
    settings = await infra.get_settings()
    settings.add_apinode("http://a", "ka")
    settings.add_apinode("http://b", "kb", graphite_prefix="g")
    settings.add_apinode("http://a", "again")
    settings.remove_apinode("http://a")
    settings.remove_apinode("http://nobody")
    settings.get_raw()["fromTheFuture"] = [1]  # type: ignore[typeddict-unknown-key]  (as a newer DSS gives)
    await settings.save()
    again = await infra.get_settings()
    assert again.get_raw() == settings.settings
    assert again.get_raw()["apiNodes"] == [
        {"url": "http://b", "adminAPIKey": "kb", "graphitePrefix": "g"}
    ]


async def test_nodes_of_an_infra_that_has_none_yet(deployer: AsyncDSSAPIDeployer) -> None:
    infra = await deployer.create_infra("dev", "Development", "STATIC")
    settings = await infra.get_settings()
    settings.get_raw()["apiNodes"] = None
    settings.remove_apinode("http://a")
    assert settings.get_raw()["apiNodes"] is None
    settings.add_apinode("http://a", "k")
    await settings.save()
    nodes = (await infra.get_settings()).get_raw()["apiNodes"]
    assert nodes is not None
    assert [node["url"] for node in nodes] == ["http://a"]


async def test_delete_infra(deployer: AsyncDSSAPIDeployer) -> None:
    infra = await deployer.create_infra("dev", "Development", "STATIC")
    await infra.delete()
    assert await deployer.list_infras() == []
    with pytest.raises(DSSNotFound):
        await infra.get_status()


async def test_infra_and_service_with_deployments_are_not_deleted(
    deployer: AsyncDSSAPIDeployer,
) -> None:
    infra = await deployer.create_infra("dev", "Development", "STATIC")
    service = await published(deployer, "v1")
    await deployer.create_deployment("dep", "fraud", "dev", "v1")
    for delete in (infra.delete, service.delete):
        with pytest.raises(DSSBadRequest, match="still has deployments: dep"):
            await delete()
    with pytest.raises(DSSBadRequest, match="v1 is used by dep"):
        await service.delete_version("v1")
    (found,) = (await infra.get_status()).get_deployments()
    assert found.deployment_id == "dep"


async def test_create_service_is_seen_by_all_reads(deployer: AsyncDSSAPIDeployer) -> None:
    service = await deployer.create_service("fraud")
    assert (service.service_id, service.id, service.id()) == ("fraud", "fraud", "fraud")
    (handle,) = await deployer.list_services()
    assert handle.service_id == "fraud"
    (item,) = await deployer.list_services(as_objects=False)
    assert item == (await service.get_status()).get_raw()
    assert item["serviceBasicInfo"] == {"id": "fraud", "name": "fraud"}


async def test_versions_are_published_and_downloaded(
    deployer: AsyncDSSAPIDeployer, tmp_path: Path
) -> None:
    service = await published(deployer, "v1", "v2")
    status = await service.get_status()
    assert [version["id"] for version in status.get_versions()] == ["v1", "v2"]
    async with await service.get_version_stream("v2") as stream:
        data = await stream.read()
    assert files_of(data) == files_of(version_zip("v2"))
    await service.download_version_to_file("v2", tmp_path / "v2.zip")
    assert (tmp_path / "v2.zip").read_bytes() == data


async def test_version_is_named_after_its_file_when_it_says_nothing(
    deployer: AsyncDSSAPIDeployer, tmp_path: Path
) -> None:
    service = await published(deployer)
    path = tmp_path / "2026-11.zip"
    path.write_bytes(version_zip())
    with path.open("rb") as file:
        await service.import_version(fp=file)
    (version,) = (await service.get_status()).get_versions()
    assert version["id"] == "2026-11"


async def test_import_version_refuses_what_is_none(
    deployer: AsyncDSSAPIDeployer, mock: DSSMock, tmp_path: Path
) -> None:
    service = await published(deployer, "v1")
    with pytest.raises(DSSBadRequest, match="not a valid zip"):
        await service.import_version(io.BytesIO(b"x"))
    with pytest.raises(DSSBadRequest, match="already has a version v1"):
        await service.import_version(io.BytesIO(version_zip("v1")))
    mock.calls.clear()
    path = tmp_path / "x.zip"
    path.write_bytes(b"")
    with path.open() as text, pytest.raises(TypeError, match="fp is opened as text"):
        await service.import_version(text)  # type: ignore[arg-type]
    assert mock.calls == []


async def test_delete_version(deployer: AsyncDSSAPIDeployer) -> None:
    service = await published(deployer, "v1", "v2")
    await service.delete_version("v1")
    assert [each["id"] for each in (await service.get_status()).get_versions()] == ["v2"]
    with pytest.raises(DSSNotFound):
        await service.get_version_stream("v1")


async def test_settings_of_a_service_are_kept(deployer: AsyncDSSAPIDeployer) -> None:
    service = await published(deployer)
    settings = await service.get_settings()
    settings.get_raw()["permissions"] = [{"group": "readers", "read": True}]
    settings.settings["more"] = {"deep": 1}  # type: ignore[typeddict-unknown-key]  (as a newer DSS gives)
    await settings.save()
    assert (await service.get_settings()).get_raw() == settings.get_raw()


async def test_delete_service(deployer: AsyncDSSAPIDeployer) -> None:
    service = await published(deployer, "v1")
    await service.delete()
    assert await deployer.list_services() == []


async def test_deployments_of_a_service_by_infra(deployer: AsyncDSSAPIDeployer) -> None:
    service = await published(deployer, "v1")
    for infra in ("one", "two"):
        await deployer.create_infra(infra, "Test", "K8S")
        await deployer.create_deployment(f"on-{infra}", "fraud", infra, "v1")
    status = await service.get_status()
    assert [each.deployment_id for each in status.get_deployments()] == ["on-one", "on-two"]
    assert [each.deployment_id for each in status.get_deployments("two")] == ["on-two"]


@pytest.mark.parametrize("name", ["", "..", "a\tb"])
async def test_names_that_cannot_be_are_refused(
    deployer: AsyncDSSAPIDeployer, mock: DSSMock, name: str
) -> None:
    with pytest.raises(ValueError, match="infra_id"):
        await deployer.create_infra(name, "Test", "K8S")
    with pytest.raises(ValueError, match="service_id"):
        await deployer.create_service(name)
    with pytest.raises(ValueError, match="version"):
        await deployer.create_deployment("d", "s", "i", name)
    with pytest.raises(ValueError, match="version_id"):
        await deployer.get_service("s").get_version_stream(name)
    with pytest.raises(ValueError, match="version"):
        await deployer.get_service("s").delete_version(name)
    assert mock.calls == []


async def test_lists_show_what_the_caller_may_see(
    deployer: AsyncDSSAPIDeployer,
    client: AsyncDSSClient,
    client_as: Callable[[str], AsyncDSSClient],
) -> None:
    await client.create_user("bob", "pw", groups=["readers"])
    await published(deployer, "v1")
    other = await published(deployer, "v1", service_id="other")
    settings = await other.get_settings()
    settings.get_raw()["permissions"] = [{"group": "readers", "read": True}]
    await settings.save()
    async with client_as("bob") as bob:
        theirs = bob.get_apideployer()
        assert [each.service_id for each in await theirs.list_services()] == ["other"]
        with pytest.raises(DSSForbidden):
            await theirs.get_service("fraud").get_status()
        with pytest.raises(DSSForbidden):
            await theirs.get_service("other").get_settings()
        with pytest.raises(DSSForbidden):
            await theirs.create_infra("x", "Test", "K8S")


async def test_demo_has_a_service_that_runs(demo_client: AsyncDSSClient) -> None:
    deployer = demo_client.get_apideployer()
    assert [each.infra_id for each in await deployer.list_infras()] == ["local-nodes"]
    (service,) = await deployer.list_services()
    assert [each["id"] for each in (await service.get_status()).get_versions()] == ["v1", "v2"]
    (deployment,) = await deployer.list_deployments()
    assert (await deployment.get_status()).get_health() == "HEALTHY"


async def test_handles_show_what_they_are(deployer: AsyncDSSAPIDeployer) -> None:
    shown = [
        repr(deployer.get_infra("i")),
        repr(deployer.get_service("s")),
        repr(deployer.get_deployment("d")),
    ]
    assert [text.partition(" ")[2] for text in shown] == [
        "infra_id='i'>",
        "service_id='s'>",
        "deployment_id='d'>",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "AsyncDSSAPIDeployerDeployment",
        "AsyncDSSAPIDeployerDeploymentSettings",
        "AsyncDSSAPIDeployerDeploymentStatus",
        "AsyncDSSAPIDeployerDeploymentUpdateListItem",
        "AsyncDSSAPIDeployerInfra",
        "AsyncDSSAPIDeployerInfraSettings",
        "AsyncDSSAPIDeployerInfraStatus",
        "AsyncDSSAPIDeployerServiceSettings",
        "AsyncDSSAPIDeployerServiceStatus",
        "DSSAPIDeployerDeploymentOpenApi",
        "DSSAPIDeployerDeploymentUpdate",
    ],
)
def test_all_classes_are_found_in_the_module_that_scripts_import(name: str) -> None:
    assert getattr(module, name).__name__ == name
