"""API Deployer: deployments, their health, updates, governance and queries."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from dataikuapi import DataikuException, DSSBadRequest, DSSForbidden, DSSNotFound
from dataikuapi.aio.dss.apideployer import AsyncDSSAPIDeployer
from dataikuapi.aio.dss.apideployerdeployment import (
    AsyncDSSAPIDeployerDeployment,
    AsyncDSSAPIDeployerDeploymentStatus,
)
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock, ManualClock
from tests.archives import version_zip

QUERY = {"q": {"features": {"Age": 22}}}


@pytest.fixture
async def deployer(client: AsyncDSSClient) -> AsyncDSSAPIDeployer:
    """A deployer with an infrastructure of two nodes and a service of two versions."""
    deployer = client.get_apideployer()
    infra = await deployer.create_infra("nodes", "Production", "STATIC")
    settings = await infra.get_settings()
    settings.add_apinode("http://a1", "k")
    settings.add_apinode("http://a2", "k")
    await settings.save()
    service = await deployer.create_service("fraud")
    for version in ("v1", "v2"):
        endpoint = {"id": "score", "testQueries": [QUERY]}
        await service.import_version(io.BytesIO(version_zip(version, endpoint)))
    return deployer


async def deployed(
    deployer: AsyncDSSAPIDeployer, infra: str = "nodes", **more: Any
) -> AsyncDSSAPIDeployerDeployment:
    """A deployment that runs."""
    deployment = await deployer.create_deployment("dep", "fraud", infra, "v1", **more)
    await (await deployment.start_update()).wait_for_result()
    return deployment


async def health(deployment: AsyncDSSAPIDeployerDeployment) -> str:
    """The health of a deployment."""
    return (await deployment.get_status()).get_health()


async def test_create_deployment_sends_what_was_asked(
    deployer: AsyncDSSAPIDeployer, mock: DSSMock
) -> None:
    allowed = ({"group": "readers", "queryThroughDeployer": True},)
    deployment = await deployer.create_deployment(
        "dep", "fraud", "nodes", "v1", "score", True, allowed
    )
    assert mock.calls[-1].query == {"ignoreWarnings": True}
    assert mock.calls[-1].body == {
        "deploymentId": "dep",
        "publishedServiceId": "fraud",
        "infraId": "nodes",
        "version": "v1",
        "endpointId": "score",
        "authorizationsToQueryThroughDeployer": list(allowed),
    }
    assert (deployment.deployment_id, deployment.id, deployment.id()) == ("dep", "dep", "dep")


async def test_create_deployment_with_defaults(
    deployer: AsyncDSSAPIDeployer, mock: DSSMock
) -> None:
    await deployer.create_deployment(
        deployment_id="dep", service_id="fraud", infra_id="nodes", version="v1"
    )
    assert mock.calls[-1].query == {"ignoreWarnings": False}
    assert mock.calls[-1].body["endpointId"] is None
    assert mock.calls[-1].body["authorizationsToQueryThroughDeployer"] is None


@pytest.mark.parametrize(
    ("service", "infra", "version"),
    [("none", "nodes", "v1"), ("fraud", "none", "v1"), ("fraud", "nodes", "none")],
)
async def test_create_deployment_of_what_is_missing_fails(
    deployer: AsyncDSSAPIDeployer, service: str, infra: str, version: str
) -> None:
    with pytest.raises(DSSNotFound):
        await deployer.create_deployment("dep", service, infra, version)
    assert await deployer.list_deployments() == []


async def test_create_deployment_twice_is_refused(deployer: AsyncDSSAPIDeployer) -> None:
    await deployer.create_deployment("dep", "fraud", "nodes", "v1")
    with pytest.raises(DSSBadRequest, match="already exists"):
        await deployer.create_deployment("dep", "fraud", "nodes", "v1")


async def test_list_deployments(deployer: AsyncDSSAPIDeployer) -> None:
    await deployed(deployer)
    (handle,) = await deployer.list_deployments()
    assert handle.deployment_id == "dep"
    (item,) = await deployer.list_deployments(as_objects=False)
    basic = item["deploymentBasicInfo"]
    assert basic is not None
    assert (basic["infraId"], basic["enabled"]) == ("nodes", True)


async def test_status_tells_health_and_addresses(deployer: AsyncDSSAPIDeployer) -> None:
    status = await (await deployed(deployer)).get_status()
    assert status.get_light() is status.light_status
    assert status.get_heavy() is status.heavy_status
    assert status.get_health() == "HEALTHY"
    assert status.get_health_messages()["messages"] == []
    assert status.get_service_urls() == [
        "http://a1/public/api/v1/fraud",
        "http://a2/public/api/v1/fraud",
    ]


async def test_status_of_a_cluster_has_one_public_address(deployer: AsyncDSSAPIDeployer) -> None:
    await deployer.create_infra("cluster", "Production", "K8S")
    deployment = await deployer.create_deployment("dep", "fraud", "cluster", "v1")
    with pytest.raises(ValueError, match="no address yet"):
        (await deployment.get_status()).get_service_urls()
    await (await deployment.start_update()).wait_for_result()
    (url,) = (await deployment.get_status()).get_service_urls()
    assert url.endswith("/public/api/v1/fraud")


async def test_addresses_name_the_service_as_it_is_deployed(client: AsyncDSSClient) -> None:
    light: Any = {
        "deploymentBasicInfo": {"publishedServiceId": "fraud", "deployedServiceId": "other"}
    }
    heavy: Any = {"publicURL": "https://p"}
    status = AsyncDSSAPIDeployerDeploymentStatus(client, "dep", light, heavy)
    assert status.get_service_urls() == ["https://p/public/api/v1/other"]


async def test_health_follows_the_settings(deployer: AsyncDSSAPIDeployer) -> None:
    deployment = await deployer.create_deployment("dep", "fraud", "nodes", "v1")
    assert await health(deployment) == "UNKNOWN"
    await (await deployment.start_update()).wait_for_result()
    assert await health(deployment) == "HEALTHY"
    settings = await deployment.get_settings()
    settings.set_single_version("v2")
    await settings.save()
    assert await health(deployment) == "OUT_OF_SYNC"
    await (await deployment.start_update()).wait_for_result()
    assert await health(deployment) == "HEALTHY"
    settings.set_enabled(False)
    await settings.save()
    assert await health(deployment) == "DISABLED"


async def test_settings_are_kept(deployer: AsyncDSSAPIDeployer, mock: DSSMock) -> None:
    deployment = await deployed(deployer)
    settings = await deployment.get_settings()
    settings.set_enabled(enabled=False)
    settings.set_single_version("v2")
    settings.settings["more"] = [1]  # type: ignore[typeddict-unknown-key]  (as a newer DSS gives)
    await settings.save(ignore_warnings=True)
    assert mock.calls[-1].query == {"ignoreWarnings": True}
    again = (await deployment.get_settings()).get_raw()
    assert again == settings.get_raw()
    assert again["generationsMapping"] == {"mode": "SINGLE_GENERATION", "generation": "v2"}


async def test_settings_refuse_a_version_that_is_missing(deployer: AsyncDSSAPIDeployer) -> None:
    settings = await (await deployed(deployer)).get_settings()
    settings.set_single_version("v9")
    with pytest.raises(DSSNotFound, match="no version v9"):
        await settings.save()


async def test_start_update_gives_a_task(deployer: AsyncDSSAPIDeployer, mock: DSSMock) -> None:
    deployment = await deployer.create_deployment("dep", "fraud", "nodes", "v1")
    mock.futures.script("RUNNING", "DONE")
    future = await deployment.start_update()
    assert future.job_id
    result = await future.wait_for_result()
    assert (result["deploymentId"], result["status"]) == ("dep", "SUCCESS")


async def test_updates_are_listed_newest_first(deployer: AsyncDSSAPIDeployer) -> None:
    deployment = await deployed(deployer)
    await (await deployment.start_update()).wait_for_result()
    newest, oldest = await deployment.list_updates()
    assert newest.start_time > oldest.start_time
    assert (newest.type, newest.status) == ("DEPLOY", "SUCCESS")
    assert newest.get_raw()["startTimestamp"] == newest.start_time
    full = await oldest.get_full_update()
    assert full.start_time == oldest.start_time
    assert full.end_time >= full.start_time
    assert (full.requester, full.status) == ("admin", "SUCCESS")
    assert full.logs == ["Updating dep", "Deployed version v1"]
    assert full.get_raw()["requester"] == "admin"


async def test_get_update_by_time_or_the_last(deployer: AsyncDSSAPIDeployer) -> None:
    deployment = await deployed(deployer)
    last = await deployment.get_update()
    for timestamp in (last.start_time, str(last.start_time)):
        assert (await deployment.get_update(timestamp)).get_raw() == last.get_raw()
    with pytest.raises(DSSNotFound):
        await deployment.get_update(timestamp="1")


async def test_get_update_before_the_first(deployer: AsyncDSSAPIDeployer) -> None:
    deployment = await deployer.create_deployment("dep", "fraud", "nodes", "v1")
    assert await deployment.list_updates() == []
    with pytest.raises(DSSNotFound, match="never updated"):
        await deployment.get_update()


async def test_update_without_a_log(deployer: AsyncDSSAPIDeployer, mock: DSSMock) -> None:
    deployment = await deployed(deployer)
    with mock.table("api_deployer_deployments").edit("dep") as document:
        del document["updates"][0]["logs"]
    assert (await deployment.get_update()).logs is None


async def test_delete_refuses_an_enabled_deployment(
    deployer: AsyncDSSAPIDeployer, mock: DSSMock
) -> None:
    deployment = await deployed(deployer)
    mock.calls.clear()
    with pytest.raises(DataikuException, match="Deployment dep is enabled"):
        await deployment.delete()
    assert [call.method for call in mock.calls] == ["GET", "GET"]
    assert len(await deployer.list_deployments()) == 1


async def test_delete_disables_first_when_asked(
    deployer: AsyncDSSAPIDeployer, mock: DSSMock
) -> None:
    deployment = await deployed(deployer)
    await deployment.delete(disable_first=True, ignore_pre_delete_errors=True)
    assert mock.calls[-1].query == {"ignorePreDeleteErrors": True}
    assert await deployer.list_deployments() == []


async def test_delete_a_disabled_deployment(deployer: AsyncDSSAPIDeployer, mock: DSSMock) -> None:
    deployment = await deployed(deployer)
    settings = await deployment.get_settings()
    settings.set_enabled(False)
    await settings.save()
    await deployment.delete()
    assert mock.calls[-1].query == {"ignorePreDeleteErrors": False}
    assert await deployer.list_deployments() == []


async def test_governance_warns_or_prevents(deployer: AsyncDSSAPIDeployer, mock: DSSMock) -> None:
    await deployer.create_infra("warns", "Production", "STATIC", "WARN")
    await deployer.create_infra("prevents", "Production", "STATIC", "PREVENT")
    with pytest.raises(DSSBadRequest, match="not approved"):
        await deployer.create_deployment("dep", "fraud", "warns", "v1")
    with pytest.raises(DSSBadRequest, match="not approved"):
        await deployer.create_deployment("dep", "fraud", "prevents", "v1", ignore_warnings=True)
    deployment = await deployer.create_deployment(
        "dep", "fraud", "warns", "v1", ignore_warnings=True
    )
    assert (await deployment.get_governance_status())["warning"] is True
    with mock.table("api_deployer_services").edit("fraud") as service:
        service["packages"][1]["governance"] = "APPROVED"
    assert (await deployment.get_governance_status("v2"))["messages"] == []
    assert mock.calls[-1].query == {"version": "v2"}
    await deployer.create_deployment("good", "fraud", "prevents", "v2")


async def test_open_api_describes_the_endpoints(deployer: AsyncDSSAPIDeployer) -> None:
    document = await (await deployed(deployer)).get_open_api()
    assert list(document.get()["paths"]) == ["/public/api/v1/fraud/score/predict"]
    assert document.get_raw() == document.open_api_doc_json
    assert document.get_raw().startswith("{")


async def test_open_api_of_what_does_not_run(deployer: AsyncDSSAPIDeployer) -> None:
    deployment = await deployer.create_deployment("dep", "fraud", "nodes", "v1")
    with pytest.raises(DSSNotFound):
        await deployment.get_open_api()


async def test_test_queries_of_the_version_or_own_ones(
    deployer: AsyncDSSAPIDeployer, mock: DSSMock
) -> None:
    deployment = await deployed(deployer)
    (own,) = (await deployment.run_test_queries())["responses"]
    assert own["query"] == QUERY
    assert mock.calls[-1].query == {}
    other = {"q": {"features": {"Age": 23}}}
    answers = await deployment.run_test_queries(endpoint_id="score", test_queries=(other,))
    assert [answer["query"] for answer in answers["responses"]] == [other]
    assert mock.calls[-1].query == {
        "endpointIdParam": "score",
        "testQueriesParam": '[{"q": {"features": {"Age": 23}}}]',
    }


async def test_queries_are_sent_in_the_query(deployer: AsyncDSSAPIDeployer, mock: DSSMock) -> None:
    deployment = await deployed(deployer)
    answers = await deployment.run_queries([QUERY, QUERY], endpoint_id="score")
    assert len(answers["responses"]) == 2
    assert mock.calls[-1].body is None
    assert mock.calls[-1].query["adaptQueryForInfraType"] is True
    await deployment.run_queries([], adapt_query_for_infra_type=False)
    assert mock.calls[-1].query == {"queries": "[]", "adaptQueryForInfraType": False}


async def test_queries_must_be_a_list(deployer: AsyncDSSAPIDeployer, mock: DSSMock) -> None:
    deployment = deployer.get_deployment("dep")
    mock.calls.clear()
    with pytest.raises(TypeError, match="queries must be a list"):
        await deployment.run_queries(QUERY)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="test_queries must be a list"):
        await deployment.run_test_queries(test_queries="[]")
    assert mock.calls == []


async def test_who_may_query_through_the_deployer(
    deployer: AsyncDSSAPIDeployer,
    client: AsyncDSSClient,
    client_as: Callable[[str], AsyncDSSClient],
) -> None:
    await client.create_user("bob", "pw", groups=["readers"])
    await deployed(deployer)
    infra = await deployer.get_infra("nodes").get_settings()
    infra.get_raw()["permissions"] = [{"group": "readers", "read": True}]
    await infra.save()
    async with client_as("bob") as bob:
        theirs = bob.get_apideployer().get_deployment("dep")
        with pytest.raises(DSSForbidden, match="through the deployer"):
            await theirs.run_queries([QUERY])
        settings = await deployer.get_deployment("dep").get_settings()
        settings.get_raw()["authorizationsToQueryThroughDeployer"] = [
            {"group": "readers", "queryThroughDeployer": True}
        ]
        await settings.save()
        assert len((await theirs.run_queries([QUERY]))["responses"]) == 1
        with pytest.raises(DSSForbidden):
            await theirs.start_update()


async def test_updates_of_one_moment_have_their_own_times() -> None:
    mock = DSSMock(seed="demo", clock=ManualClock())
    async with AsyncDSSClient(mock.base_url, mock.admin_key, transport=mock.transport()) as client:
        (deployment,) = await client.get_apideployer().list_deployments()
        await (await deployment.start_update()).wait_for_result()
        times = [each.start_time for each in await deployment.list_updates()]
    assert len(set(times)) == 2
