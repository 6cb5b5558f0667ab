"""Project Deployer: stages, infrastructures, published projects and their bundles."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from dataikuapi._errors import DSSBadRequest, DSSForbidden, DSSNotFound
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dss.projectdeployer import AsyncDSSProjectDeployer
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.archives import files_at, files_of, names_in, zip_of
from tests.people import add_group, add_person


@pytest.fixture
def deployer(client: AsyncDSSClient) -> AsyncDSSProjectDeployer:
    return client.get_projectdeployer()


@pytest.fixture
async def project(client: AsyncDSSClient) -> AsyncDSSProject:
    """A project with the bundles `v1` and `v2`."""
    project = await client.create_project("SALES", "Sales", "admin")
    await project.export_bundle("v1")
    await project.export_bundle("v2")
    return project


async def archive(project: AsyncDSSProject, bundle_id: str) -> io.BytesIO:
    """A bundle as a file."""
    async with await project.get_exported_bundle_archive_stream(bundle_id) as stream:
        return io.BytesIO(await stream.read())


async def test_stages(deployer: AsyncDSSProjectDeployer) -> None:
    stages = [stage["id"] for stage in await deployer.list_stages()]
    assert stages == ["Development", "Test", "Production"]


async def test_infras_are_created_and_listed(
    deployer: AsyncDSSProjectDeployer, mock: DSSMock
) -> None:
    infra = await deployer.create_infra("prod", "Production")
    assert mock.calls[-1].body == {
        "id": "prod",
        "stage": "Production",
        "governCheckPolicy": "NO_CHECK",
    }
    assert (infra.infra_id, infra.id, infra.id()) == ("prod", "prod", "prod")
    assert "prod" in repr(infra)
    await deployer.create_infra("test", "Test", govern_check_policy="WARN")
    assert [each.id for each in await deployer.list_infras()] == ["prod", "test"]
    first, second = await deployer.list_infras(as_objects=False)
    assert (first["canDeploy"], first["isAdmin"]) == (True, True)
    assert second["infraBasicInfo"]["governCheckPolicy"] == "WARN"
    status = await deployer.get_infra("prod").get_status()
    assert status.get_deployments() == []
    assert status.get_raw()["infraBasicInfo"]["stage"] == "Production"


async def test_infras_need_a_stage_that_exists_and_a_new_identifier(
    deployer: AsyncDSSProjectDeployer,
) -> None:
    await deployer.create_infra("prod", "Production")
    with pytest.raises(DSSBadRequest, match="already exists"):
        await deployer.create_infra("prod", "Production")
    with pytest.raises(DSSBadRequest, match="Nowhere"):
        await deployer.create_infra("other", "Nowhere")
    with pytest.raises(ValueError, match="infra_id"):
        await deployer.create_infra("", "Production")
    with pytest.raises(DSSNotFound):
        await deployer.get_infra("other").get_status()


async def test_settings_of_an_infra_are_kept(deployer: AsyncDSSProjectDeployer) -> None:
    infra = await deployer.create_infra("prod", "Production")
    settings = await infra.get_settings()
    raw = settings.get_raw()
    raw["automationNodeUrl"] = "https://auto.example.com"
    raw["adminApiKey"] = "secret"
    raw["more"] = [1]  # type: ignore[typeddict-unknown-key]  (as a newer DSS gives)
    await settings.save()
    assert (await infra.get_settings()).get_raw() == raw
    (item,) = await deployer.list_infras(as_objects=False)
    assert item["infraBasicInfo"]["automationNodeUrl"] == "https://auto.example.com"


async def test_delete_infra(deployer: AsyncDSSProjectDeployer, project: AsyncDSSProject) -> None:
    infra = await deployer.create_infra("prod", "Production")
    await project.publish_bundle("v1")
    deployment = await deployer.create_deployment("dep", "SALES", "prod", "v1")
    with pytest.raises(DSSBadRequest, match="dep"):
        await infra.delete()
    await deployment.delete()
    await infra.delete()
    assert await deployer.list_infras() == []


async def test_projects_are_created_and_listed(deployer: AsyncDSSProjectDeployer) -> None:
    project = await deployer.create_project("SALES")
    assert (project.project_key, project.id, project.id()) == ("SALES", "SALES", "SALES")
    assert "SALES" in repr(project)
    assert [each.id for each in await deployer.list_projects()] == ["SALES"]
    (item,) = await deployer.list_projects(as_objects=False)
    assert item["projectBasicInfo"] == {"id": "SALES", "name": "SALES"}
    assert item["canWrite"] is True
    with pytest.raises(DSSBadRequest, match="already exists"):
        await deployer.create_project("SALES")
    with pytest.raises(DSSBadRequest, match="Invalid project key"):
        await deployer.create_project("A-B")
    with pytest.raises(DSSNotFound):
        await deployer.get_project("NONE").get_status()


async def test_upload_makes_the_project_of_a_bundle(
    deployer: AsyncDSSProjectDeployer, project: AsyncDSSProject, mock: DSSMock
) -> None:
    await deployer.upload_bundle(await archive(project, "v1"))
    assert mock.calls[-1].query == {}
    await deployer.upload_bundle(await archive(project, "v2"), project_key="COPY")
    assert mock.calls[-1].query == {"projectKey": "COPY"}
    status = await deployer.get_project("SALES").get_status()
    assert status.get_raw()["projectBasicInfo"] == {"id": "SALES", "name": "Sales"}
    (bundle,) = status.get_bundles()
    assert (bundle["id"], bundle["publishedBy"]) == ("v1", "admin")
    assert bundle["designNodeInfo"] == {"projectKey": "SALES", "nodeId": "dssmock"}
    assert (status.get_deployments(), status.get_infras()) == ([], [])
    (bundle,) = (await deployer.get_project("COPY").get_status()).get_bundles()
    assert bundle["id"] == "v2"


async def test_upload_refuses_what_is_no_new_bundle(
    deployer: AsyncDSSProjectDeployer, project: AsyncDSSProject
) -> None:
    await deployer.upload_bundle(await archive(project, "v1"))
    with pytest.raises(DSSBadRequest, match="already has a bundle v1"):
        await deployer.upload_bundle(await archive(project, "v1"))
    with pytest.raises(DSSBadRequest):
        await deployer.upload_bundle(io.BytesIO(b"no zip"))
    with pytest.raises(DSSBadRequest, match="no project"):
        await deployer.upload_bundle(io.BytesIO(zip_of({"a": "b"})))
    async with await project.get_export_stream() as stream:
        export = io.BytesIO(await stream.read())
    with pytest.raises(DSSBadRequest, match="no bundle"):
        await deployer.upload_bundle(export)
    with pytest.raises(TypeError, match="fp"):
        await deployer.upload_bundle("v1.zip")  # type: ignore[arg-type]
    assert len((await deployer.get_project("SALES").get_status()).get_bundles()) == 1


async def test_a_published_bundle_is_the_exported_one(
    deployer: AsyncDSSProjectDeployer, project: AsyncDSSProject, tmp_path: Path
) -> None:
    await project.publish_bundle("v1")
    exported = (await archive(project, "v1")).getvalue()
    published = deployer.get_project("SALES")
    async with await published.get_bundle_stream("v1") as stream:
        assert await stream.read() == exported
    await published.download_bundle_to_file("v1", tmp_path / "v1.zip")
    assert files_at(tmp_path / "v1.zip") == files_of(exported)
    with pytest.raises(DSSNotFound, match="no bundle v9"):
        await published.download_bundle_to_file("v9", tmp_path / "v9.zip")
    assert names_in(tmp_path) == ["v1.zip"]


async def test_a_published_bundle_stays_when_the_exported_one_goes(
    deployer: AsyncDSSProjectDeployer, project: AsyncDSSProject
) -> None:
    await project.publish_bundle("v1")
    await project.delete_exported_bundle("v1")
    await project.delete()
    async with await deployer.get_project("SALES").get_bundle_stream("v1") as stream:
        assert files_of(await stream.read())


async def test_delete_bundle(deployer: AsyncDSSProjectDeployer, project: AsyncDSSProject) -> None:
    await project.publish_bundle("v1")
    await project.publish_bundle("v2")
    await deployer.create_infra("prod", "Production")
    await deployer.create_deployment("dep", "SALES", "prod", "v1")
    published = deployer.get_project("SALES")
    with pytest.raises(DSSBadRequest, match="v1 is used by dep"):
        await published.delete_bundle("v1")
    await published.delete_bundle("v2")
    assert [each["id"] for each in (await published.get_status()).get_bundles()] == ["v1"]
    with pytest.raises(DSSNotFound):
        await published.delete_bundle("v2")


async def test_settings_of_a_project_are_kept(deployer: AsyncDSSProjectDeployer) -> None:
    project = await deployer.create_project("SALES")
    settings = await project.get_settings()
    settings.get_raw()["permissions"] = [{"group": "ops", "deploy": True}]
    settings.get_raw()["name"] = "Sales of all"
    await settings.save()
    assert (await project.get_settings()).get_raw() == settings.settings
    (item,) = await deployer.list_projects(as_objects=False)
    assert item["projectBasicInfo"]["name"] == "Sales of all"


async def test_delete_project(deployer: AsyncDSSProjectDeployer, project: AsyncDSSProject) -> None:
    await project.publish_bundle("v1")
    await deployer.create_infra("prod", "Production")
    deployment = await deployer.create_deployment("dep", "SALES", "prod", "v1")
    published = deployer.get_project("SALES")
    with pytest.raises(DSSBadRequest, match="dep"):
        await published.delete()
    await deployment.delete()
    await published.delete()
    assert await deployer.list_projects() == []
    await project.publish_bundle("v1")


async def test_rights_on_the_deployer(
    deployer: AsyncDSSProjectDeployer,
    project: AsyncDSSProject,
    mock: DSSMock,
    client_as: Callable[[str], AsyncDSSClient],
) -> None:
    await project.publish_bundle("v1")
    await deployer.create_infra("prod", "Production")
    add_person(mock, "olga", "ops")
    add_group(mock, "ops")
    async with client_as("olga") as olga:
        mine = olga.get_projectdeployer()
        assert (await mine.list_projects(), await mine.list_infras()) == ([], [])
        with pytest.raises(DSSForbidden):
            await mine.create_infra("x", "Test")
        with pytest.raises(DSSForbidden):
            await mine.create_project("X")
        with pytest.raises(DSSForbidden):
            await mine.get_project("SALES").get_status()
        for handle in (deployer.get_project("SALES"), deployer.get_infra("prod")):
            settings = await handle.get_settings()
            settings.get_raw()["permissions"] = [{"group": "ops", "read": True, "deploy": True}]
            await settings.save()
        (item,) = await mine.list_projects(as_objects=False)
        assert (item["canDeploy"], item["canWrite"], item["isAdmin"]) == (True, False, False)
        await mine.create_deployment("dep", "SALES", "prod", "v1")
        assert [each.id for each in await mine.list_deployments()] == ["dep"]
        with pytest.raises(DSSForbidden):
            await mine.get_project("SALES").delete_bundle("v1")
        add_group(mock, "ops", "mayCreatePublishedProjects")
        assert (await mine.create_project("MINE")).id == "MINE"


async def test_personal_keys_of_an_infra_of_several_nodes(
    deployer: AsyncDSSProjectDeployer,
    mock: DSSMock,
    client_as: Callable[[str], AsyncDSSClient],
) -> None:
    infra = await deployer.create_infra("prod", "Production")
    with pytest.raises(DSSBadRequest, match="only one automation node"):
        await infra.generate_personal_api_key("ci", "For the pipeline")
    node = DSSMock()
    add_person(mock, "bob")
    mock.nodes.connect("https://two.example.com", node)
    settings = await infra.get_settings()
    settings.get_raw()["type"] = "MULTI_AUTOMATION_NODE"
    settings.get_raw()["automationNodes"] = [
        {"nodeId": "one"},
        {"nodeId": "two", "automationNodeUrl": "https://two.example.com"},
    ]
    await settings.save()
    made = await infra.generate_personal_api_key("ci", "For the pipeline")
    assert mock.calls[-1].query == {"label": "ci", "description": "For the pipeline"}
    assert (made.created_on_all_nodes, made.user, made.error) == (True, "admin", None)
    assert [each["nodeId"] for each in made.nodes_and_keys] == ["one", "two"]
    assert made.secret is not None
    answer = node.request("GET", "/auth/info", key=made.secret)
    assert answer.json()["authIdentifier"] == "admin"
    made = await infra.generate_personal_api_key("ci", "", for_user="bob")
    assert (made.created_on_all_nodes, made.user) == (False, "bob")
    assert made.nodes_where_user_does_not_exist == [{"nodeId": "two"}]
    assert made.error is not None
    add_person(node, "bob")
    with node.table("users").edit("bob") as bob:
        bob["enabled"] = False
    made = await infra.generate_personal_api_key("ci", "", "bob")
    assert made.nodes_where_user_is_disabled == [{"nodeId": "two"}]
    assert made.get_raw()["user"] == "bob"
    made = await infra.generate_personal_api_key("ci", "", "nobody")
    assert (made.created_on_all_nodes, made.secret) == (False, None)
    settings.get_raw()["permissions"] = [{"group": "ops", "deploy": True}]
    await settings.save()
    add_person(mock, "olga", "ops")
    async with client_as("olga") as olga:
        mine = olga.get_projectdeployer().get_infra("prod")
        assert (await mine.generate_personal_api_key("a", "b")).user == "olga"
        with pytest.raises(DSSForbidden):
            await mine.generate_personal_api_key("a", "b", for_user="bob")
