# Derived by `tox -e generate` from tests/aio/test_projectdeployer.py. Do not edit.
"""Project Deployer: stages, infrastructures, published projects and their bundles."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from dataikuapi._errors import DSSBadRequest, DSSForbidden, DSSNotFound
from dataikuapi.dss.project import DSSProject
from dataikuapi.dss.projectdeployer import DSSProjectDeployer
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.archives import files_at, files_of, names_in, zip_of
from tests.people import add_group, add_person


@pytest.fixture
def deployer(client: DSSClient) -> DSSProjectDeployer:
    return client.get_projectdeployer()


@pytest.fixture
def project(client: DSSClient) -> DSSProject:
    """A project with the bundles `v1` and `v2`."""
    project = client.create_project("SALES", "Sales", "admin")
    project.export_bundle("v1")
    project.export_bundle("v2")
    return project


def archive(project: DSSProject, bundle_id: str) -> io.BytesIO:
    """A bundle as a file."""
    with project.get_exported_bundle_archive_stream(bundle_id) as stream:
        return io.BytesIO(stream.read())


def test_stages(deployer: DSSProjectDeployer) -> None:
    stages = [stage["id"] for stage in deployer.list_stages()]
    assert stages == ["Development", "Test", "Production"]


def test_infras_are_created_and_listed(deployer: DSSProjectDeployer, mock: DSSMock) -> None:
    infra = deployer.create_infra("prod", "Production")
    assert mock.calls[-1].body == {
        "id": "prod",
        "stage": "Production",
        "governCheckPolicy": "NO_CHECK",
    }
    assert (infra.infra_id, infra.id, infra.id()) == ("prod", "prod", "prod")
    assert "prod" in repr(infra)
    deployer.create_infra("test", "Test", govern_check_policy="WARN")
    assert [each.id for each in deployer.list_infras()] == ["prod", "test"]
    first, second = deployer.list_infras(as_objects=False)
    assert (first["canDeploy"], first["isAdmin"]) == (True, True)
    assert second["infraBasicInfo"]["governCheckPolicy"] == "WARN"
    status = deployer.get_infra("prod").get_status()
    assert status.get_deployments() == []
    assert status.get_raw()["infraBasicInfo"]["stage"] == "Production"


def test_infras_need_a_stage_that_exists_and_a_new_identifier(
    deployer: DSSProjectDeployer,
) -> None:
    deployer.create_infra("prod", "Production")
    with pytest.raises(DSSBadRequest, match="already exists"):
        deployer.create_infra("prod", "Production")
    with pytest.raises(DSSBadRequest, match="Nowhere"):
        deployer.create_infra("other", "Nowhere")
    with pytest.raises(ValueError, match="infra_id"):
        deployer.create_infra("", "Production")
    with pytest.raises(DSSNotFound):
        deployer.get_infra("other").get_status()


def test_settings_of_an_infra_are_kept(deployer: DSSProjectDeployer) -> None:
    infra = deployer.create_infra("prod", "Production")
    settings = infra.get_settings()
    raw = settings.get_raw()
    raw["automationNodeUrl"] = "https://auto.example.com"
    raw["adminApiKey"] = "secret"
    raw["more"] = [1]  # type: ignore[typeddict-unknown-key]  (as a newer DSS gives)
    settings.save()
    assert (infra.get_settings()).get_raw() == raw
    (item,) = deployer.list_infras(as_objects=False)
    assert item["infraBasicInfo"]["automationNodeUrl"] == "https://auto.example.com"


def test_delete_infra(deployer: DSSProjectDeployer, project: DSSProject) -> None:
    infra = deployer.create_infra("prod", "Production")
    project.publish_bundle("v1")
    deployment = deployer.create_deployment("dep", "SALES", "prod", "v1")
    with pytest.raises(DSSBadRequest, match="dep"):
        infra.delete()
    deployment.delete()
    infra.delete()
    assert deployer.list_infras() == []


def test_projects_are_created_and_listed(deployer: DSSProjectDeployer) -> None:
    project = deployer.create_project("SALES")
    assert (project.project_key, project.id, project.id()) == ("SALES", "SALES", "SALES")
    assert "SALES" in repr(project)
    assert [each.id for each in deployer.list_projects()] == ["SALES"]
    (item,) = deployer.list_projects(as_objects=False)
    assert item["projectBasicInfo"] == {"id": "SALES", "name": "SALES"}
    assert item["canWrite"] is True
    with pytest.raises(DSSBadRequest, match="already exists"):
        deployer.create_project("SALES")
    with pytest.raises(DSSBadRequest, match="Invalid project key"):
        deployer.create_project("A-B")
    with pytest.raises(DSSNotFound):
        deployer.get_project("NONE").get_status()


def test_upload_makes_the_project_of_a_bundle(
    deployer: DSSProjectDeployer, project: DSSProject, mock: DSSMock
) -> None:
    deployer.upload_bundle(archive(project, "v1"))
    assert mock.calls[-1].query == {}
    deployer.upload_bundle(archive(project, "v2"), project_key="COPY")
    assert mock.calls[-1].query == {"projectKey": "COPY"}
    status = deployer.get_project("SALES").get_status()
    assert status.get_raw()["projectBasicInfo"] == {"id": "SALES", "name": "Sales"}
    (bundle,) = status.get_bundles()
    assert (bundle["id"], bundle["publishedBy"]) == ("v1", "admin")
    assert bundle["designNodeInfo"] == {"projectKey": "SALES", "nodeId": "dssmock"}
    assert (status.get_deployments(), status.get_infras()) == ([], [])
    (bundle,) = (deployer.get_project("COPY").get_status()).get_bundles()
    assert bundle["id"] == "v2"


def test_upload_refuses_what_is_no_new_bundle(
    deployer: DSSProjectDeployer, project: DSSProject
) -> None:
    deployer.upload_bundle(archive(project, "v1"))
    with pytest.raises(DSSBadRequest, match="already has a bundle v1"):
        deployer.upload_bundle(archive(project, "v1"))
    with pytest.raises(DSSBadRequest):
        deployer.upload_bundle(io.BytesIO(b"no zip"))
    with pytest.raises(DSSBadRequest, match="no project"):
        deployer.upload_bundle(io.BytesIO(zip_of({"a": "b"})))
    with project.get_export_stream() as stream:
        export = io.BytesIO(stream.read())
    with pytest.raises(DSSBadRequest, match="no bundle"):
        deployer.upload_bundle(export)
    with pytest.raises(TypeError, match="fp"):
        deployer.upload_bundle("v1.zip")  # type: ignore[arg-type]
    assert len((deployer.get_project("SALES").get_status()).get_bundles()) == 1


def test_a_published_bundle_is_the_exported_one(
    deployer: DSSProjectDeployer, project: DSSProject, tmp_path: Path
) -> None:
    project.publish_bundle("v1")
    exported = (archive(project, "v1")).getvalue()
    published = deployer.get_project("SALES")
    with published.get_bundle_stream("v1") as stream:
        assert stream.read() == exported
    published.download_bundle_to_file("v1", tmp_path / "v1.zip")
    assert files_at(tmp_path / "v1.zip") == files_of(exported)
    with pytest.raises(DSSNotFound, match="no bundle v9"):
        published.download_bundle_to_file("v9", tmp_path / "v9.zip")
    assert names_in(tmp_path) == ["v1.zip"]


def test_a_published_bundle_stays_when_the_exported_one_goes(
    deployer: DSSProjectDeployer, project: DSSProject
) -> None:
    project.publish_bundle("v1")
    project.delete_exported_bundle("v1")
    project.delete()
    with deployer.get_project("SALES").get_bundle_stream("v1") as stream:
        assert files_of(stream.read())


def test_delete_bundle(deployer: DSSProjectDeployer, project: DSSProject) -> None:
    project.publish_bundle("v1")
    project.publish_bundle("v2")
    deployer.create_infra("prod", "Production")
    deployer.create_deployment("dep", "SALES", "prod", "v1")
    published = deployer.get_project("SALES")
    with pytest.raises(DSSBadRequest, match="v1 is used by dep"):
        published.delete_bundle("v1")
    published.delete_bundle("v2")
    assert [each["id"] for each in (published.get_status()).get_bundles()] == ["v1"]
    with pytest.raises(DSSNotFound):
        published.delete_bundle("v2")


def test_settings_of_a_project_are_kept(deployer: DSSProjectDeployer) -> None:
    project = deployer.create_project("SALES")
    settings = project.get_settings()
    settings.get_raw()["permissions"] = [{"group": "ops", "deploy": True}]
    settings.get_raw()["name"] = "Sales of all"
    settings.save()
    assert (project.get_settings()).get_raw() == settings.settings
    (item,) = deployer.list_projects(as_objects=False)
    assert item["projectBasicInfo"]["name"] == "Sales of all"


def test_delete_project(deployer: DSSProjectDeployer, project: DSSProject) -> None:
    project.publish_bundle("v1")
    deployer.create_infra("prod", "Production")
    deployment = deployer.create_deployment("dep", "SALES", "prod", "v1")
    published = deployer.get_project("SALES")
    with pytest.raises(DSSBadRequest, match="dep"):
        published.delete()
    deployment.delete()
    published.delete()
    assert deployer.list_projects() == []
    project.publish_bundle("v1")


def test_rights_on_the_deployer(
    deployer: DSSProjectDeployer,
    project: DSSProject,
    mock: DSSMock,
    client_as: Callable[[str], DSSClient],
) -> None:
    project.publish_bundle("v1")
    deployer.create_infra("prod", "Production")
    add_person(mock, "olga", "ops")
    add_group(mock, "ops")
    with client_as("olga") as olga:
        mine = olga.get_projectdeployer()
        assert (mine.list_projects(), mine.list_infras()) == ([], [])
        with pytest.raises(DSSForbidden):
            mine.create_infra("x", "Test")
        with pytest.raises(DSSForbidden):
            mine.create_project("X")
        with pytest.raises(DSSForbidden):
            mine.get_project("SALES").get_status()
        for handle in (deployer.get_project("SALES"), deployer.get_infra("prod")):
            settings = handle.get_settings()
            settings.get_raw()["permissions"] = [{"group": "ops", "read": True, "deploy": True}]
            settings.save()
        (item,) = mine.list_projects(as_objects=False)
        assert (item["canDeploy"], item["canWrite"], item["isAdmin"]) == (True, False, False)
        mine.create_deployment("dep", "SALES", "prod", "v1")
        assert [each.id for each in mine.list_deployments()] == ["dep"]
        with pytest.raises(DSSForbidden):
            mine.get_project("SALES").delete_bundle("v1")
        add_group(mock, "ops", "mayCreatePublishedProjects")
        assert (mine.create_project("MINE")).id == "MINE"


def test_personal_keys_of_an_infra_of_several_nodes(
    deployer: DSSProjectDeployer,
    mock: DSSMock,
    client_as: Callable[[str], DSSClient],
) -> None:
    infra = deployer.create_infra("prod", "Production")
    with pytest.raises(DSSBadRequest, match="only one automation node"):
        infra.generate_personal_api_key("ci", "For the pipeline")
    node = DSSMock()
    add_person(mock, "bob")
    mock.nodes.connect("https://two.example.com", node)
    settings = infra.get_settings()
    settings.get_raw()["type"] = "MULTI_AUTOMATION_NODE"
    settings.get_raw()["automationNodes"] = [
        {"nodeId": "one"},
        {"nodeId": "two", "automationNodeUrl": "https://two.example.com"},
    ]
    settings.save()
    made = infra.generate_personal_api_key("ci", "For the pipeline")
    assert mock.calls[-1].query == {"label": "ci", "description": "For the pipeline"}
    assert (made.created_on_all_nodes, made.user, made.error) == (True, "admin", None)
    assert [each["nodeId"] for each in made.nodes_and_keys] == ["one", "two"]
    assert made.secret is not None
    answer = node.request("GET", "/auth/info", key=made.secret)
    assert answer.json()["authIdentifier"] == "admin"
    made = infra.generate_personal_api_key("ci", "", for_user="bob")
    assert (made.created_on_all_nodes, made.user) == (False, "bob")
    assert made.nodes_where_user_does_not_exist == [{"nodeId": "two"}]
    assert made.error is not None
    add_person(node, "bob")
    with node.table("users").edit("bob") as bob:
        bob["enabled"] = False
    made = infra.generate_personal_api_key("ci", "", "bob")
    assert made.nodes_where_user_is_disabled == [{"nodeId": "two"}]
    assert made.get_raw()["user"] == "bob"
    made = infra.generate_personal_api_key("ci", "", "nobody")
    assert (made.created_on_all_nodes, made.secret) == (False, None)
    settings.get_raw()["permissions"] = [{"group": "ops", "deploy": True}]
    settings.save()
    add_person(mock, "olga", "ops")
    with client_as("olga") as olga:
        mine = olga.get_projectdeployer().get_infra("prod")
        assert (mine.generate_personal_api_key("a", "b")).user == "olga"
        with pytest.raises(DSSForbidden):
            mine.generate_personal_api_key("a", "b", for_user="bob")
