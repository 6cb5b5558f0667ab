# Derived by `tox -e generate` from tests/aio/test_projectdeployments.py. Do not edit.
"""Deployments of projects: made, updated, watched, tested."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from dataikuapi._errors import DSSBadRequest, DSSNotFound
from dataikuapi.dss.project import DSSProject
from dataikuapi.dss.projectdeployer import DSSProjectDeployer
from dataikuapi.dss.projectdeployments import DSSProjectDeployerDeployment
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.sync.conftest import connect

AUTO = "https://auto.example.com"


@pytest.fixture
def project(client: DSSClient) -> DSSProject:
    """A project whose bundles `v1` and `v2` are published; its two scenarios are tests."""
    project = client.create_project("SALES", "Sales", "admin")
    for name, marked in (("CHECK", True), ("SMOKE", True), ("NIGHTLY", False)):
        scenario = project.create_scenario(name, "step_based")
        settings = scenario.get_settings()
        settings.get_raw()["markedAsTest"] = marked
        settings.save()
    for bundle_id in ("v1", "v2"):
        project.set_variables({"standard": {"bundle": bundle_id}, "local": {}})
        project.export_bundle(bundle_id)
        project.publish_bundle(bundle_id)
    return project


@pytest.fixture
def deployer(client: DSSClient, project: DSSProject) -> DSSProjectDeployer:
    """A deployer with an infrastructure."""
    deployer = client.get_projectdeployer()
    deployer.create_infra("prod", "Production")
    return deployer


@pytest.fixture
def automation(deployer: DSSProjectDeployer, mock: DSSMock) -> DSSMock:
    """Another instance, which is the node of the infrastructure."""
    node = DSSMock()
    mock.nodes.connect(AUTO, node)
    settings = deployer.get_infra("prod").get_settings()
    settings.get_raw().update({"automationNodeUrl": AUTO + "/", "adminApiKey": node.admin_key})
    settings.save()
    return node


@pytest.fixture
def there(automation: DSSMock) -> Iterator[DSSClient]:
    """The administrator's client on the automation node."""
    with connect(automation, automation.admin_key) as client:
        yield client


def update(deployment: DSSProjectDeployerDeployment) -> Any:
    """Update a deployment; gives the result."""
    return (deployment.start_update()).wait_for_result()


def deployed(
    deployer: DSSProjectDeployer, key: str | None = "SALES_PROD", **changes: Any
) -> DSSProjectDeployerDeployment:
    """A deployment of `v1` that was updated once."""
    deployment = deployer.create_deployment("dep", "SALES", "prod", "v1", key)
    if changes:
        settings = deployment.get_settings()
        settings.get_raw().update(changes)  # type: ignore[typeddict-item]  (a dict of the test)
        settings.save()
    update(deployment)
    return deployment


def health(deployment: DSSProjectDeployerDeployment) -> str:
    """The health of a deployment."""
    return (deployment.get_status()).get_health()


def test_create_deployment_sends_what_was_asked(
    deployer: DSSProjectDeployer, mock: DSSMock
) -> None:
    deployment = deployer.create_deployment(
        "dep", "SALES", "prod", "v1", "SALES_PROD", "FOLDER", ignore_warnings=True
    )
    assert mock.calls[-1].query == {"ignoreWarnings": True}
    assert mock.calls[-1].body == {
        "deploymentId": "dep",
        "publishedProjectKey": "SALES",
        "infraId": "prod",
        "bundleId": "v1",
        "deployedProjectKey": "SALES_PROD",
        "projectFolderId": "FOLDER",
    }
    assert (deployment.deployment_id, deployment.id, deployment.id()) == ("dep", "dep", "dep")
    assert "dep" in repr(deployment)
    deployer.create_deployment("other", "SALES", "prod", "v1")
    assert mock.calls[-1].query == {"ignoreWarnings": False}
    assert set(mock.calls[-1].body) == {
        "deploymentId",
        "publishedProjectKey",
        "infraId",
        "bundleId",
    }


@pytest.mark.parametrize(
    ("project_key", "infra", "bundle"),
    [("NONE", "prod", "v1"), ("SALES", "none", "v1"), ("SALES", "prod", "v9")],
)
def test_create_deployment_of_what_is_missing_fails(
    deployer: DSSProjectDeployer, project_key: str, infra: str, bundle: str
) -> None:
    with pytest.raises(DSSNotFound):
        deployer.create_deployment("dep", project_key, infra, bundle)
    assert deployer.list_deployments() == []


def test_create_deployment_refuses_what_is_taken(deployer: DSSProjectDeployer) -> None:
    deployer.create_deployment("dep", "SALES", "prod", "v1")
    with pytest.raises(DSSBadRequest, match="dep deploys project SALES"):
        deployer.create_deployment("other", "SALES", "prod", "v2")
    with pytest.raises(DSSBadRequest, match="already exists"):
        deployer.create_deployment("dep", "SALES", "prod", "v2", "X")
    with pytest.raises(DSSBadRequest, match="Invalid project key"):
        deployer.create_deployment("other", "SALES", "prod", "v2", "A-B")
    with pytest.raises(ValueError, match="bundle_id"):
        deployer.create_deployment("other", "SALES", "prod", "")


def test_deployments_are_listed_everywhere(deployer: DSSProjectDeployer) -> None:
    deployed(deployer)
    assert [each.id for each in deployer.list_deployments()] == ["dep"]
    (item,) = deployer.list_deployments(as_objects=False)
    basic = item["deploymentBasicInfo"]
    assert (basic["bundleId"], basic["deployedProjectKey"]) == ("v1", "SALES_PROD")
    assert (basic["createdByDisplayName"], basic["tags"]) == ("admin", [])
    published = deployer.get_project("SALES").get_status()
    assert [each.id for each in published.get_deployments()] == ["dep"]
    assert [each.id for each in published.get_deployments("prod")] == ["dep"]
    assert published.get_deployments("none") == []
    assert [each["id"] for each in published.get_infras()] == ["prod"]
    infra = deployer.get_infra("prod").get_status()
    assert [each.id for each in infra.get_deployments()] == ["dep"]


def test_an_update_makes_the_project_with_the_content_of_the_bundle(
    deployer: DSSProjectDeployer, client: DSSClient
) -> None:
    deployment = deployer.create_deployment("dep", "SALES", "prod", "v1", "SALES_PROD")
    assert health(deployment) == "UNKNOWN"
    assert "SALES_PROD" not in client.list_project_keys()
    result = update(deployment)
    assert (result["deploymentId"], result["status"]) == ("dep", "SUCCESS")
    assert health(deployment) == "HEALTHY"
    made = client.get_project("SALES_PROD")
    assert (made.get_variables())["standard"] == {"bundle": "v1"}
    (bundle,) = (made.list_imported_bundles())["bundles"] or []
    assert (bundle["bundleId"], bundle["active"]) == ("v1", True)


def test_a_second_bundle_takes_the_place_of_the_first(
    deployer: DSSProjectDeployer, client: DSSClient, mock: DSSMock
) -> None:
    deployment = deployed(deployer)
    settings = deployment.get_settings()
    assert (settings.bundle_id, settings.published_project_key) == ("v1", "SALES")
    settings.bundle_id = "v2"
    settings.save(ignore_warnings=True)
    assert mock.calls[-1].query == {"ignoreWarnings": True}
    status = deployment.get_status()
    assert status.get_light()["neverEverDeployed"] is False
    assert status.get_health() == "OUT_OF_SYNC"
    assert "v1 is active" in str(status.get_health_messages())
    update(deployment)
    assert health(deployment) == "HEALTHY"
    made = client.get_project("SALES_PROD")
    assert (made.get_variables())["standard"] == {"bundle": "v2"}
    settings.bundle_id = "v1"
    settings.save()
    update(deployment)
    assert (made.get_variables())["standard"] == {"bundle": "v1"}
    with pytest.raises(ValueError, match="bundle_id"):
        settings.bundle_id = ""


def test_a_project_of_the_same_key_is_not_touched(
    deployer: DSSProjectDeployer, project: DSSProject, client: DSSClient
) -> None:
    deployment = deployed(deployer, None)
    assert health(deployment) == "HEALTHY"
    assert (project.get_variables())["standard"] == {"bundle": "v2"}
    assert client.list_project_keys() == ["SALES"]
    assert (deployment.run_test_scenarios()).nb_total_ran_scenarios == 2
    assert (project.get_testing_status()).nb_total_ran_scenarios == 0


def test_a_node_of_its_own_gets_the_project(
    deployer: DSSProjectDeployer, client: DSSClient, there: DSSClient
) -> None:
    deployment = deployed(deployer, None)
    assert there.list_project_keys() == ["SALES"]
    assert health(deployment) == "HEALTHY"
    there.get_project("SALES").delete()
    status = deployment.get_status()
    assert status.get_health() == "ERROR"
    assert "SALES is not on node prod" in str(status.get_health_messages())
    update(deployment)
    assert (there.get_project("SALES").get_variables())["standard"] == {"bundle": "v1"}


def test_a_node_that_refuses_the_key(deployer: DSSProjectDeployer, automation: DSSMock) -> None:
    deployment = deployed(deployer, None)
    settings = deployer.get_infra("prod").get_settings()
    settings.get_raw()["adminApiKey"] = "wrong"
    settings.save()
    status = deployment.get_status()
    assert status.get_health() == "ERROR"
    assert "refuses the API key" in str(status.get_health_messages())
    result = update(deployment)
    assert result["status"] == "FAILED"
    assert "refuses the API key" in ((deployment.get_update()).logs or [])[-1]


def test_settings_say_how_the_bundle_fits(
    deployer: DSSProjectDeployer, there: DSSClient, automation: DSSMock
) -> None:
    root = there.get_root_project_folder()
    folder = root.create_sub_folder("Deployed")
    deployment = deployer.create_deployment(
        "dep", "SALES", "prod", "v1", project_folder_id=folder.id
    )
    settings = deployment.get_settings()
    settings.get_raw()["localVariables"] = {"env": "prod"}
    settings.get_raw()["scenariosToActivate"] = {"NIGHTLY": True, "CHECK": False}
    settings.get_raw()["extra"] = {"kept": 1}  # type: ignore[typeddict-unknown-key]  (as a newer DSS gives)
    settings.save()
    assert (deployment.get_settings()).get_raw() == settings.settings
    update(deployment)
    made = there.get_project("SALES")
    assert (made.get_variables())["local"] == {"env": "prod"}
    assert (made.get_project_folder()).id == folder.id
    active = {each["id"]: each["active"] for each in made.list_scenarios()}
    assert active == {"CHECK": False, "SMOKE": False, "NIGHTLY": True}
    heavy = (deployment.get_status()).get_heavy()
    assert heavy["monitoring"]["hasActiveScenarios"] is True
    settings.get_raw()["disableAutomaticTriggers"] = True
    settings.save()
    update(deployment)
    assert not any(each["active"] for each in made.list_scenarios())


def test_what_is_deployed_cannot_be_changed_in_the_settings(
    deployer: DSSProjectDeployer,
) -> None:
    deployment = deployed(deployer)
    settings = deployment.get_settings()
    settings.get_raw()["publishedProjectKey"] = "OTHER"
    settings.get_raw()["deployedProjectKey"] = "OTHER"
    settings.save()
    again = deployment.get_settings()
    assert again.published_project_key == "SALES"
    assert again.get_raw()["deployedProjectKey"] == "SALES_PROD"
    again.bundle_id = "v9"
    with pytest.raises(DSSNotFound, match="no bundle v9"):
        again.save()


def test_connections_are_remapped(
    deployer: DSSProjectDeployer, project: DSSProject, client: DSSClient
) -> None:
    client.create_connection("dev", "PostgreSQL")
    client.create_connection("prod_db", "PostgreSQL")
    project.create_dataset("orders", "PostgreSQL", {"connection": "dev", "table": "t"})
    project.export_bundle("v3")
    project.publish_bundle("v3")
    remapping = {"connections": [{"source": "dev", "target": "prod_db"}], "codeEnvs": []}
    fit = {"remapping": remapping}
    deployment = deployed(deployer, bundleId="v3", bundleContainerSettings=fit)
    assert health(deployment) == "HEALTHY"
    dataset = client.get_project("SALES_PROD").get_dataset("orders")
    assert (dataset.get_settings()).get_raw()["params"]["connection"] == "prod_db"
    settings = deployment.get_settings()
    remapping["connections"][0]["target"] = "nowhere"
    settings.get_raw()["bundleContainerSettings"] = fit  # type: ignore[typeddict-item]  (a dict of the test)
    settings.save()
    assert (update(deployment))["status"] == "WARNING"
    status = deployment.get_status()
    assert status.get_health() == "WARNING"
    assert "nowhere" in str(status.get_health_messages())


def test_code_environments_are_cared_for_as_the_settings_want(
    deployer: DSSProjectDeployer,
    project: DSSProject,
    client: DSSClient,
    there: DSSClient,
) -> None:
    client.create_code_env("PYTHON", "py_sales", "DESIGN_MANAGED")
    raw = (settings := project.get_settings()).get_raw()
    raw["settings"]["codeEnvs"]["python"] = {"mode": "EXPLICIT_ENV", "envName": "py_sales"}
    settings.save()
    project.export_bundle("v3")
    project.publish_bundle("v3")
    fit = {"codeEnvsBehavior": {"importTimeMode": "FAIL_IF_MISS"}}
    deployment = deployed(deployer, None, bundleId="v3", bundleContainerSettings=fit)
    assert health(deployment) == "ERROR"
    assert ((deployment.get_update()).logs or [])[-1] == "Code env does not exist: py_sales"
    own = deployment.get_settings()
    fit["codeEnvsBehavior"]["importTimeMode"] = "DO_NOTHING"
    own.get_raw()["bundleContainerSettings"] = fit  # type: ignore[typeddict-item]  (a dict of the test)
    own.save()
    assert (update(deployment))["status"] == "WARNING"
    assert there.list_code_envs() == []
    fit["codeEnvsBehavior"]["importTimeMode"] = "INSTALL_IF_MISS"
    own.get_raw()["bundleContainerSettings"] = fit  # type: ignore[typeddict-item]  (a dict of the test)
    own.save()
    assert (update(deployment))["status"] == "SUCCESS"
    assert [each["envName"] for each in there.list_code_envs()] == ["py_sales"]


def test_an_update_that_fails_leaves_all_as_it_was(
    deployer: DSSProjectDeployer, client: DSSClient
) -> None:
    deployment = deployer.create_deployment("dep", "SALES", "prod", "v1", "SALES_PROD", "no-folder")
    result = update(deployment)
    assert result["status"] == "FAILED"
    assert "no-folder" in str(result["messages"])
    assert health(deployment) == "ERROR"
    assert client.list_project_keys() == ["SALES"]
    settings = deployment.get_settings()
    settings.get_raw()["projectFolderId"] = "ROOT"
    settings.save()
    update(deployment)
    assert health(deployment) == "HEALTHY"


def test_test_scenarios_run_where_they_are_deployed(
    deployer: DSSProjectDeployer,
    project: DSSProject,
    automation: DSSMock,
    mock: DSSMock,
) -> None:
    deployment = deployed(deployer, None)
    assert (deployment.get_testing_status()).nb_total_ran_scenarios == 0
    automation.scenarios.script("FAILED", scenario="CHECK")
    status = deployment.run_test_scenarios()
    assert status.nb_total_ran_scenarios == 2
    assert status.nb_scenarios_per_outcome == {"FAILED": 1, "SUCCESS": 1}
    again = deployment.get_testing_status(bundle_id="v1")
    assert mock.calls[-1].query == {"bundleId": "v1"}
    assert again.get_raw() == status.get_raw()
    assert (deployment.get_testing_status("v2")).nb_total_ran_scenarios == 0
    assert (project.get_testing_status()).nb_total_ran_scenarios == 0
    monitoring = (deployment.get_status()).get_heavy()["monitoring"]
    assert (monitoring["failed"], monitoring["successful"]) == (["CHECK"], ["SMOKE"])


def test_tests_of_what_is_not_deployed(deployer: DSSProjectDeployer) -> None:
    deployment = deployer.create_deployment("dep", "SALES", "prod", "v1", "SALES_PROD")
    with pytest.raises(DSSNotFound, match="SALES_PROD is not on node prod"):
        deployment.get_testing_status()
    with pytest.raises(DSSNotFound, match="automation node does not exist: x"):
        deployment.run_test_scenarios("x")


def test_an_infra_of_several_nodes_has_the_project_on_each(
    deployer: DSSProjectDeployer, automation: DSSMock, there: DSSClient, mock: DSSMock
) -> None:
    settings = deployer.get_infra("prod").get_settings()
    node = {"automationNodeUrl": AUTO, "adminApiKey": automation.admin_key}
    settings.get_raw()["type"] = "MULTI_AUTOMATION_NODE"
    settings.get_raw()["automationNodes"] = [{"nodeId": "one"}, {"nodeId": "two", **node}]
    settings.save()
    deployment = deployed(deployer, None)
    assert health(deployment) == "HEALTHY"
    assert there.list_project_keys() == ["SALES"]
    with pytest.raises(DSSBadRequest, match="name one"):
        deployment.get_testing_status()
    status = deployment.run_test_scenarios(automation_node_id="one")
    assert mock.calls[-1].query == {"automationNodeId": "one"}
    assert status.nb_total_ran_scenarios == 2
    other = deployment.get_testing_status(automation_node_id="two")
    assert other.nb_total_ran_scenarios == 0


def test_updates_are_listed_newest_first(deployer: DSSProjectDeployer) -> None:
    deployment = deployed(deployer)
    update(deployment)
    newest, oldest = deployment.list_updates()
    assert newest.start_time > oldest.start_time
    assert (newest.type, newest.status) == ("DEPLOY", "SUCCESS")
    assert newest.get_raw()["startTimestamp"] == newest.start_time
    full = oldest.get_full_update()
    assert full.start_time == oldest.start_time
    assert full.end_time >= full.start_time
    assert (full.requester, full.status) == ("admin", "SUCCESS")
    assert full.logs == ["Updating dep", "Deployed bundle v1"]
    last = deployment.get_update()
    for timestamp in (last.start_time, str(last.start_time)):
        assert (deployment.get_update(timestamp)).get_raw() == last.get_raw()
    with pytest.raises(DSSNotFound):
        deployment.get_update(timestamp="1")


def test_get_update_before_the_first(deployer: DSSProjectDeployer) -> None:
    deployment = deployer.create_deployment("dep", "SALES", "prod", "v1")
    assert deployment.list_updates() == []
    with pytest.raises(DSSNotFound, match="never updated"):
        deployment.get_update()


def test_delete_leaves_the_project(deployer: DSSProjectDeployer, client: DSSClient) -> None:
    deployment = deployed(deployer)
    deployment.delete()
    assert deployer.list_deployments() == []
    assert "SALES_PROD" in client.list_project_keys()
    with pytest.raises(DSSNotFound):
        deployment.get_status()


def test_governance_warns_or_prevents(deployer: DSSProjectDeployer, mock: DSSMock) -> None:
    deployer.create_infra("warns", "Production", "WARN")
    deployer.create_infra("prevents", "Production", "PREVENT")
    with pytest.raises(DSSBadRequest, match="not approved"):
        deployer.create_deployment("dep", "SALES", "warns", "v1")
    with pytest.raises(DSSBadRequest, match="not approved"):
        deployer.create_deployment("dep", "SALES", "prevents", "v1", ignore_warnings=True)
    deployment = deployer.create_deployment("dep", "SALES", "warns", "v1", ignore_warnings=True)
    assert (deployment.get_governance_status())["warning"] is True
    assert mock.calls[-1].query == {"bundleId": ""}
    settings = deployment.get_settings()
    settings.bundle_id = "v2"
    with pytest.raises(DSSBadRequest, match="not approved"):
        settings.save()
    with mock.table("project_deployer_projects").edit("SALES") as document:
        document["packages"][1]["governance"] = "APPROVED"
    settings.save()
    assert (deployment.get_governance_status("v2"))["messages"] == []
    good = deployer.create_deployment("good", "SALES", "prevents", "v2")
    assert (good.get_governance_status("v1"))["error"] is True


def test_snapshots_hold_the_nodes(deployer: DSSProjectDeployer, mock: DSSMock) -> None:
    deployment = deployed(deployer, None)
    saved = mock.snapshot()
    mock.reset()
    assert deployer.list_deployments() == []
    mock.restore(saved)
    assert health(deployment) == "HEALTHY"
    assert (deployment.run_test_scenarios()).nb_total_ran_scenarios == 2
