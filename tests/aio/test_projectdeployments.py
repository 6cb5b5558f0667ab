"""Deployments of projects: made, updated, watched, tested."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from dataikuapi._errors import DSSBadRequest, DSSNotFound
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dss.projectdeployer import AsyncDSSProjectDeployer
from dataikuapi.aio.dss.projectdeployments import AsyncDSSProjectDeployerDeployment
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.aio.conftest import connect

AUTO = "https://auto.example.com"


@pytest.fixture
async def project(client: AsyncDSSClient) -> AsyncDSSProject:
    """A project whose bundles `v1` and `v2` are published; its two scenarios are tests."""
    project = await client.create_project("SALES", "Sales", "admin")
    for name, marked in (("CHECK", True), ("SMOKE", True), ("NIGHTLY", False)):
        scenario = await project.create_scenario(name, "step_based")
        settings = await scenario.get_settings()
        settings.get_raw()["markedAsTest"] = marked
        await settings.save()
    for bundle_id in ("v1", "v2"):
        await project.set_variables({"standard": {"bundle": bundle_id}, "local": {}})
        await project.export_bundle(bundle_id)
        await project.publish_bundle(bundle_id)
    return project


@pytest.fixture
async def deployer(client: AsyncDSSClient, project: AsyncDSSProject) -> AsyncDSSProjectDeployer:
    """A deployer with an infrastructure."""
    deployer = client.get_projectdeployer()
    await deployer.create_infra("prod", "Production")
    return deployer


@pytest.fixture
async def automation(deployer: AsyncDSSProjectDeployer, mock: DSSMock) -> DSSMock:
    """Another instance, which is the node of the infrastructure."""
    node = DSSMock()
    mock.nodes.connect(AUTO, node)
    settings = await deployer.get_infra("prod").get_settings()
    settings.get_raw().update({"automationNodeUrl": AUTO + "/", "adminApiKey": node.admin_key})
    await settings.save()
    return node


@pytest.fixture
async def there(automation: DSSMock) -> AsyncIterator[AsyncDSSClient]:
    """The administrator's client on the automation node."""
    async with connect(automation, automation.admin_key) as client:
        yield client


async def update(deployment: AsyncDSSProjectDeployerDeployment) -> Any:
    """Update a deployment; gives the result."""
    return await (await deployment.start_update()).wait_for_result()


async def deployed(
    deployer: AsyncDSSProjectDeployer, key: str | None = "SALES_PROD", **changes: Any
) -> AsyncDSSProjectDeployerDeployment:
    """A deployment of `v1` that was updated once."""
    deployment = await deployer.create_deployment("dep", "SALES", "prod", "v1", key)
    if changes:
        settings = await deployment.get_settings()
        settings.get_raw().update(changes)  # type: ignore[typeddict-item]  (a dict of the test)
        await settings.save()
    await update(deployment)
    return deployment


async def health(deployment: AsyncDSSProjectDeployerDeployment) -> str:
    """The health of a deployment."""
    return (await deployment.get_status()).get_health()


async def test_create_deployment_sends_what_was_asked(
    deployer: AsyncDSSProjectDeployer, mock: DSSMock
) -> None:
    deployment = await deployer.create_deployment(
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
    await deployer.create_deployment("other", "SALES", "prod", "v1")
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
async def test_create_deployment_of_what_is_missing_fails(
    deployer: AsyncDSSProjectDeployer, project_key: str, infra: str, bundle: str
) -> None:
    with pytest.raises(DSSNotFound):
        await deployer.create_deployment("dep", project_key, infra, bundle)
    assert await deployer.list_deployments() == []


async def test_create_deployment_refuses_what_is_taken(deployer: AsyncDSSProjectDeployer) -> None:
    await deployer.create_deployment("dep", "SALES", "prod", "v1")
    with pytest.raises(DSSBadRequest, match="dep deploys project SALES"):
        await deployer.create_deployment("other", "SALES", "prod", "v2")
    with pytest.raises(DSSBadRequest, match="already exists"):
        await deployer.create_deployment("dep", "SALES", "prod", "v2", "X")
    with pytest.raises(DSSBadRequest, match="Invalid project key"):
        await deployer.create_deployment("other", "SALES", "prod", "v2", "A-B")
    with pytest.raises(ValueError, match="bundle_id"):
        await deployer.create_deployment("other", "SALES", "prod", "")


async def test_deployments_are_listed_everywhere(deployer: AsyncDSSProjectDeployer) -> None:
    await deployed(deployer)
    assert [each.id for each in await deployer.list_deployments()] == ["dep"]
    (item,) = await deployer.list_deployments(as_objects=False)
    basic = item["deploymentBasicInfo"]
    assert (basic["bundleId"], basic["deployedProjectKey"]) == ("v1", "SALES_PROD")
    assert (basic["createdByDisplayName"], basic["tags"]) == ("admin", [])
    published = await deployer.get_project("SALES").get_status()
    assert [each.id for each in published.get_deployments()] == ["dep"]
    assert [each.id for each in published.get_deployments("prod")] == ["dep"]
    assert published.get_deployments("none") == []
    assert [each["id"] for each in published.get_infras()] == ["prod"]
    infra = await deployer.get_infra("prod").get_status()
    assert [each.id for each in infra.get_deployments()] == ["dep"]


async def test_an_update_makes_the_project_with_the_content_of_the_bundle(
    deployer: AsyncDSSProjectDeployer, client: AsyncDSSClient
) -> None:
    deployment = await deployer.create_deployment("dep", "SALES", "prod", "v1", "SALES_PROD")
    assert await health(deployment) == "UNKNOWN"
    assert "SALES_PROD" not in await client.list_project_keys()
    result = await update(deployment)
    assert (result["deploymentId"], result["status"]) == ("dep", "SUCCESS")
    assert await health(deployment) == "HEALTHY"
    made = client.get_project("SALES_PROD")
    assert (await made.get_variables())["standard"] == {"bundle": "v1"}
    (bundle,) = (await made.list_imported_bundles())["bundles"] or []
    assert (bundle["bundleId"], bundle["active"]) == ("v1", True)


async def test_a_second_bundle_takes_the_place_of_the_first(
    deployer: AsyncDSSProjectDeployer, client: AsyncDSSClient, mock: DSSMock
) -> None:
    deployment = await deployed(deployer)
    settings = await deployment.get_settings()
    assert (settings.bundle_id, settings.published_project_key) == ("v1", "SALES")
    settings.bundle_id = "v2"
    await settings.save(ignore_warnings=True)
    assert mock.calls[-1].query == {"ignoreWarnings": True}
    status = await deployment.get_status()
    assert status.get_light()["neverEverDeployed"] is False
    assert status.get_health() == "OUT_OF_SYNC"
    assert "v1 is active" in str(status.get_health_messages())
    await update(deployment)
    assert await health(deployment) == "HEALTHY"
    made = client.get_project("SALES_PROD")
    assert (await made.get_variables())["standard"] == {"bundle": "v2"}
    settings.bundle_id = "v1"
    await settings.save()
    await update(deployment)
    assert (await made.get_variables())["standard"] == {"bundle": "v1"}
    with pytest.raises(ValueError, match="bundle_id"):
        settings.bundle_id = ""


async def test_a_project_of_the_same_key_is_not_touched(
    deployer: AsyncDSSProjectDeployer, project: AsyncDSSProject, client: AsyncDSSClient
) -> None:
    deployment = await deployed(deployer, None)
    assert await health(deployment) == "HEALTHY"
    assert (await project.get_variables())["standard"] == {"bundle": "v2"}
    assert await client.list_project_keys() == ["SALES"]
    assert (await deployment.run_test_scenarios()).nb_total_ran_scenarios == 2
    assert (await project.get_testing_status()).nb_total_ran_scenarios == 0


async def test_a_node_of_its_own_gets_the_project(
    deployer: AsyncDSSProjectDeployer, client: AsyncDSSClient, there: AsyncDSSClient
) -> None:
    deployment = await deployed(deployer, None)
    assert await there.list_project_keys() == ["SALES"]
    assert await health(deployment) == "HEALTHY"
    await there.get_project("SALES").delete()
    status = await deployment.get_status()
    assert status.get_health() == "ERROR"
    assert "SALES is not on node prod" in str(status.get_health_messages())
    await update(deployment)
    assert (await there.get_project("SALES").get_variables())["standard"] == {"bundle": "v1"}


async def test_a_node_that_refuses_the_key(
    deployer: AsyncDSSProjectDeployer, automation: DSSMock
) -> None:
    deployment = await deployed(deployer, None)
    settings = await deployer.get_infra("prod").get_settings()
    settings.get_raw()["adminApiKey"] = "wrong"
    await settings.save()
    status = await deployment.get_status()
    assert status.get_health() == "ERROR"
    assert "refuses the API key" in str(status.get_health_messages())
    result = await update(deployment)
    assert result["status"] == "FAILED"
    assert "refuses the API key" in ((await deployment.get_update()).logs or [])[-1]


async def test_settings_say_how_the_bundle_fits(
    deployer: AsyncDSSProjectDeployer, there: AsyncDSSClient, automation: DSSMock
) -> None:
    root = await there.get_root_project_folder()
    folder = await root.create_sub_folder("Deployed")
    deployment = await deployer.create_deployment(
        "dep", "SALES", "prod", "v1", project_folder_id=folder.id
    )
    settings = await deployment.get_settings()
    settings.get_raw()["localVariables"] = {"env": "prod"}
    settings.get_raw()["scenariosToActivate"] = {"NIGHTLY": True, "CHECK": False}
    settings.get_raw()["extra"] = {"kept": 1}  # type: ignore[typeddict-unknown-key]  (as a newer DSS gives)
    await settings.save()
    assert (await deployment.get_settings()).get_raw() == settings.settings
    await update(deployment)
    made = there.get_project("SALES")
    assert (await made.get_variables())["local"] == {"env": "prod"}
    assert (await made.get_project_folder()).id == folder.id
    active = {each["id"]: each["active"] for each in await made.list_scenarios()}
    assert active == {"CHECK": False, "SMOKE": False, "NIGHTLY": True}
    heavy = (await deployment.get_status()).get_heavy()
    assert heavy["monitoring"]["hasActiveScenarios"] is True
    settings.get_raw()["disableAutomaticTriggers"] = True
    await settings.save()
    await update(deployment)
    assert not any(each["active"] for each in await made.list_scenarios())


async def test_what_is_deployed_cannot_be_changed_in_the_settings(
    deployer: AsyncDSSProjectDeployer,
) -> None:
    deployment = await deployed(deployer)
    settings = await deployment.get_settings()
    settings.get_raw()["publishedProjectKey"] = "OTHER"
    settings.get_raw()["deployedProjectKey"] = "OTHER"
    await settings.save()
    again = await deployment.get_settings()
    assert again.published_project_key == "SALES"
    assert again.get_raw()["deployedProjectKey"] == "SALES_PROD"
    again.bundle_id = "v9"
    with pytest.raises(DSSNotFound, match="no bundle v9"):
        await again.save()


async def test_connections_are_remapped(
    deployer: AsyncDSSProjectDeployer, project: AsyncDSSProject, client: AsyncDSSClient
) -> None:
    await client.create_connection("dev", "PostgreSQL")
    await client.create_connection("prod_db", "PostgreSQL")
    await project.create_dataset("orders", "PostgreSQL", {"connection": "dev", "table": "t"})
    await project.export_bundle("v3")
    await project.publish_bundle("v3")
    remapping = {"connections": [{"source": "dev", "target": "prod_db"}], "codeEnvs": []}
    fit = {"remapping": remapping}
    deployment = await deployed(deployer, bundleId="v3", bundleContainerSettings=fit)
    assert await health(deployment) == "HEALTHY"
    dataset = client.get_project("SALES_PROD").get_dataset("orders")
    assert (await dataset.get_settings()).get_raw()["params"]["connection"] == "prod_db"
    settings = await deployment.get_settings()
    remapping["connections"][0]["target"] = "nowhere"
    settings.get_raw()["bundleContainerSettings"] = fit  # type: ignore[typeddict-item]  (a dict of the test)
    await settings.save()
    assert (await update(deployment))["status"] == "WARNING"
    status = await deployment.get_status()
    assert status.get_health() == "WARNING"
    assert "nowhere" in str(status.get_health_messages())


async def test_code_environments_are_cared_for_as_the_settings_want(
    deployer: AsyncDSSProjectDeployer,
    project: AsyncDSSProject,
    client: AsyncDSSClient,
    there: AsyncDSSClient,
) -> None:
    await client.create_code_env("PYTHON", "py_sales", "DESIGN_MANAGED")
    raw = (settings := await project.get_settings()).get_raw()
    raw["settings"]["codeEnvs"]["python"] = {"mode": "EXPLICIT_ENV", "envName": "py_sales"}
    await settings.save()
    await project.export_bundle("v3")
    await project.publish_bundle("v3")
    fit = {"codeEnvsBehavior": {"importTimeMode": "FAIL_IF_MISS"}}
    deployment = await deployed(deployer, None, bundleId="v3", bundleContainerSettings=fit)
    assert await health(deployment) == "ERROR"
    assert ((await deployment.get_update()).logs or [])[-1] == "Code env does not exist: py_sales"
    own = await deployment.get_settings()
    fit["codeEnvsBehavior"]["importTimeMode"] = "DO_NOTHING"
    own.get_raw()["bundleContainerSettings"] = fit  # type: ignore[typeddict-item]  (a dict of the test)
    await own.save()
    assert (await update(deployment))["status"] == "WARNING"
    assert await there.list_code_envs() == []
    fit["codeEnvsBehavior"]["importTimeMode"] = "INSTALL_IF_MISS"
    own.get_raw()["bundleContainerSettings"] = fit  # type: ignore[typeddict-item]  (a dict of the test)
    await own.save()
    assert (await update(deployment))["status"] == "SUCCESS"
    assert [each["envName"] for each in await there.list_code_envs()] == ["py_sales"]


async def test_an_update_that_fails_leaves_all_as_it_was(
    deployer: AsyncDSSProjectDeployer, client: AsyncDSSClient
) -> None:
    deployment = await deployer.create_deployment(
        "dep", "SALES", "prod", "v1", "SALES_PROD", "no-folder"
    )
    result = await update(deployment)
    assert result["status"] == "FAILED"
    assert "no-folder" in str(result["messages"])
    assert await health(deployment) == "ERROR"
    assert await client.list_project_keys() == ["SALES"]
    settings = await deployment.get_settings()
    settings.get_raw()["projectFolderId"] = "ROOT"
    await settings.save()
    await update(deployment)
    assert await health(deployment) == "HEALTHY"


async def test_test_scenarios_run_where_they_are_deployed(
    deployer: AsyncDSSProjectDeployer,
    project: AsyncDSSProject,
    automation: DSSMock,
    mock: DSSMock,
) -> None:
    deployment = await deployed(deployer, None)
    assert (await deployment.get_testing_status()).nb_total_ran_scenarios == 0
    automation.scenarios.script("FAILED", scenario="CHECK")
    status = await deployment.run_test_scenarios()
    assert status.nb_total_ran_scenarios == 2
    assert status.nb_scenarios_per_outcome == {"FAILED": 1, "SUCCESS": 1}
    again = await deployment.get_testing_status(bundle_id="v1")
    assert mock.calls[-1].query == {"bundleId": "v1"}
    assert again.get_raw() == status.get_raw()
    assert (await deployment.get_testing_status("v2")).nb_total_ran_scenarios == 0
    assert (await project.get_testing_status()).nb_total_ran_scenarios == 0
    monitoring = (await deployment.get_status()).get_heavy()["monitoring"]
    assert (monitoring["failed"], monitoring["successful"]) == (["CHECK"], ["SMOKE"])


async def test_tests_of_what_is_not_deployed(deployer: AsyncDSSProjectDeployer) -> None:
    deployment = await deployer.create_deployment("dep", "SALES", "prod", "v1", "SALES_PROD")
    with pytest.raises(DSSNotFound, match="SALES_PROD is not on node prod"):
        await deployment.get_testing_status()
    with pytest.raises(DSSNotFound, match="automation node does not exist: x"):
        await deployment.run_test_scenarios("x")


async def test_an_infra_of_several_nodes_has_the_project_on_each(
    deployer: AsyncDSSProjectDeployer, automation: DSSMock, there: AsyncDSSClient, mock: DSSMock
) -> None:
    settings = await deployer.get_infra("prod").get_settings()
    node = {"automationNodeUrl": AUTO, "adminApiKey": automation.admin_key}
    settings.get_raw()["type"] = "MULTI_AUTOMATION_NODE"
    settings.get_raw()["automationNodes"] = [{"nodeId": "one"}, {"nodeId": "two", **node}]
    await settings.save()
    deployment = await deployed(deployer, None)
    assert await health(deployment) == "HEALTHY"
    assert await there.list_project_keys() == ["SALES"]
    with pytest.raises(DSSBadRequest, match="name one"):
        await deployment.get_testing_status()
    status = await deployment.run_test_scenarios(automation_node_id="one")
    assert mock.calls[-1].query == {"automationNodeId": "one"}
    assert status.nb_total_ran_scenarios == 2
    other = await deployment.get_testing_status(automation_node_id="two")
    assert other.nb_total_ran_scenarios == 0


async def test_updates_are_listed_newest_first(deployer: AsyncDSSProjectDeployer) -> None:
    deployment = await deployed(deployer)
    await update(deployment)
    newest, oldest = await deployment.list_updates()
    assert newest.start_time > oldest.start_time
    assert (newest.type, newest.status) == ("DEPLOY", "SUCCESS")
    assert newest.get_raw()["startTimestamp"] == newest.start_time
    full = await oldest.get_full_update()
    assert full.start_time == oldest.start_time
    assert full.end_time >= full.start_time
    assert (full.requester, full.status) == ("admin", "SUCCESS")
    assert full.logs == ["Updating dep", "Deployed bundle v1"]
    last = await deployment.get_update()
    for timestamp in (last.start_time, str(last.start_time)):
        assert (await deployment.get_update(timestamp)).get_raw() == last.get_raw()
    with pytest.raises(DSSNotFound):
        await deployment.get_update(timestamp="1")


async def test_get_update_before_the_first(deployer: AsyncDSSProjectDeployer) -> None:
    deployment = await deployer.create_deployment("dep", "SALES", "prod", "v1")
    assert await deployment.list_updates() == []
    with pytest.raises(DSSNotFound, match="never updated"):
        await deployment.get_update()


async def test_delete_leaves_the_project(
    deployer: AsyncDSSProjectDeployer, client: AsyncDSSClient
) -> None:
    deployment = await deployed(deployer)
    await deployment.delete()
    assert await deployer.list_deployments() == []
    assert "SALES_PROD" in await client.list_project_keys()
    with pytest.raises(DSSNotFound):
        await deployment.get_status()


async def test_governance_warns_or_prevents(
    deployer: AsyncDSSProjectDeployer, mock: DSSMock
) -> None:
    await deployer.create_infra("warns", "Production", "WARN")
    await deployer.create_infra("prevents", "Production", "PREVENT")
    with pytest.raises(DSSBadRequest, match="not approved"):
        await deployer.create_deployment("dep", "SALES", "warns", "v1")
    with pytest.raises(DSSBadRequest, match="not approved"):
        await deployer.create_deployment("dep", "SALES", "prevents", "v1", ignore_warnings=True)
    deployment = await deployer.create_deployment(
        "dep", "SALES", "warns", "v1", ignore_warnings=True
    )
    assert (await deployment.get_governance_status())["warning"] is True
    assert mock.calls[-1].query == {"bundleId": ""}
    settings = await deployment.get_settings()
    settings.bundle_id = "v2"
    with pytest.raises(DSSBadRequest, match="not approved"):
        await settings.save()
    with mock.table("project_deployer_projects").edit("SALES") as document:
        document["packages"][1]["governance"] = "APPROVED"
    await settings.save()
    assert (await deployment.get_governance_status("v2"))["messages"] == []
    good = await deployer.create_deployment("good", "SALES", "prevents", "v2")
    assert (await good.get_governance_status("v1"))["error"] is True


async def test_snapshots_hold_the_nodes(deployer: AsyncDSSProjectDeployer, mock: DSSMock) -> None:
    deployment = await deployed(deployer, None)
    saved = mock.snapshot()
    mock.reset()
    assert await deployer.list_deployments() == []
    mock.restore(saved)
    assert await health(deployment) == "HEALTHY"
    assert (await deployment.run_test_scenarios()).nb_total_ran_scenarios == 2
