# Derived by `tox -e generate` from tests/aio/test_apideployer_deployment.py. Do not edit.
"""API Deployer: deployments, their health, updates, governance and queries."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from dataikuapi import DataikuException, DSSBadRequest, DSSForbidden, DSSNotFound
from dataikuapi.dss.apideployer import DSSAPIDeployer
from dataikuapi.dss.apideployerdeployment import (
    DSSAPIDeployerDeployment,
    DSSAPIDeployerDeploymentStatus,
)
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock, ManualClock
from tests.archives import version_zip

QUERY = {"q": {"features": {"Age": 22}}}


@pytest.fixture
def deployer(client: DSSClient) -> DSSAPIDeployer:
    """A deployer with an infrastructure of two nodes and a service of two versions."""
    deployer = client.get_apideployer()
    infra = deployer.create_infra("nodes", "Production", "STATIC")
    settings = infra.get_settings()
    settings.add_apinode("http://a1", "k")
    settings.add_apinode("http://a2", "k")
    settings.save()
    service = deployer.create_service("fraud")
    for version in ("v1", "v2"):
        endpoint = {"id": "score", "testQueries": [QUERY]}
        service.import_version(io.BytesIO(version_zip(version, endpoint)))
    return deployer


def deployed(
    deployer: DSSAPIDeployer, infra: str = "nodes", **more: Any
) -> DSSAPIDeployerDeployment:
    """A deployment that runs."""
    deployment = deployer.create_deployment("dep", "fraud", infra, "v1", **more)
    (deployment.start_update()).wait_for_result()
    return deployment


def health(deployment: DSSAPIDeployerDeployment) -> str:
    """The health of a deployment."""
    return (deployment.get_status()).get_health()


def test_create_deployment_sends_what_was_asked(deployer: DSSAPIDeployer, mock: DSSMock) -> None:
    allowed = ({"group": "readers", "queryThroughDeployer": True},)
    deployment = deployer.create_deployment("dep", "fraud", "nodes", "v1", "score", True, allowed)
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


def test_create_deployment_with_defaults(deployer: DSSAPIDeployer, mock: DSSMock) -> None:
    deployer.create_deployment(
        deployment_id="dep", service_id="fraud", infra_id="nodes", version="v1"
    )
    assert mock.calls[-1].query == {"ignoreWarnings": False}
    assert mock.calls[-1].body["endpointId"] is None
    assert mock.calls[-1].body["authorizationsToQueryThroughDeployer"] is None


@pytest.mark.parametrize(
    ("service", "infra", "version"),
    [("none", "nodes", "v1"), ("fraud", "none", "v1"), ("fraud", "nodes", "none")],
)
def test_create_deployment_of_what_is_missing_fails(
    deployer: DSSAPIDeployer, service: str, infra: str, version: str
) -> None:
    with pytest.raises(DSSNotFound):
        deployer.create_deployment("dep", service, infra, version)
    assert deployer.list_deployments() == []


def test_create_deployment_twice_is_refused(deployer: DSSAPIDeployer) -> None:
    deployer.create_deployment("dep", "fraud", "nodes", "v1")
    with pytest.raises(DSSBadRequest, match="already exists"):
        deployer.create_deployment("dep", "fraud", "nodes", "v1")


def test_list_deployments(deployer: DSSAPIDeployer) -> None:
    deployed(deployer)
    (handle,) = deployer.list_deployments()
    assert handle.deployment_id == "dep"
    (item,) = deployer.list_deployments(as_objects=False)
    basic = item["deploymentBasicInfo"]
    assert basic is not None
    assert (basic["infraId"], basic["enabled"]) == ("nodes", True)


def test_status_tells_health_and_addresses(deployer: DSSAPIDeployer) -> None:
    status = (deployed(deployer)).get_status()
    assert status.get_light() is status.light_status
    assert status.get_heavy() is status.heavy_status
    assert status.get_health() == "HEALTHY"
    assert status.get_health_messages()["messages"] == []
    assert status.get_service_urls() == [
        "http://a1/public/api/v1/fraud",
        "http://a2/public/api/v1/fraud",
    ]


def test_status_of_a_cluster_has_one_public_address(deployer: DSSAPIDeployer) -> None:
    deployer.create_infra("cluster", "Production", "K8S")
    deployment = deployer.create_deployment("dep", "fraud", "cluster", "v1")
    with pytest.raises(ValueError, match="no address yet"):
        (deployment.get_status()).get_service_urls()
    (deployment.start_update()).wait_for_result()
    (url,) = (deployment.get_status()).get_service_urls()
    assert url.endswith("/public/api/v1/fraud")


def test_addresses_name_the_service_as_it_is_deployed(client: DSSClient) -> None:
    light: Any = {
        "deploymentBasicInfo": {"publishedServiceId": "fraud", "deployedServiceId": "other"}
    }
    heavy: Any = {"publicURL": "https://p"}
    status = DSSAPIDeployerDeploymentStatus(client, "dep", light, heavy)
    assert status.get_service_urls() == ["https://p/public/api/v1/other"]


def test_health_follows_the_settings(deployer: DSSAPIDeployer) -> None:
    deployment = deployer.create_deployment("dep", "fraud", "nodes", "v1")
    assert health(deployment) == "UNKNOWN"
    (deployment.start_update()).wait_for_result()
    assert health(deployment) == "HEALTHY"
    settings = deployment.get_settings()
    settings.set_single_version("v2")
    settings.save()
    assert health(deployment) == "OUT_OF_SYNC"
    (deployment.start_update()).wait_for_result()
    assert health(deployment) == "HEALTHY"
    settings.set_enabled(False)
    settings.save()
    assert health(deployment) == "DISABLED"


def test_settings_are_kept(deployer: DSSAPIDeployer, mock: DSSMock) -> None:
    deployment = deployed(deployer)
    settings = deployment.get_settings()
    settings.set_enabled(enabled=False)
    settings.set_single_version("v2")
    settings.settings["more"] = [1]  # type: ignore[typeddict-unknown-key]  (as a newer DSS gives)
    settings.save(ignore_warnings=True)
    assert mock.calls[-1].query == {"ignoreWarnings": True}
    again = (deployment.get_settings()).get_raw()
    assert again == settings.get_raw()
    assert again["generationsMapping"] == {"mode": "SINGLE_GENERATION", "generation": "v2"}


def test_settings_refuse_a_version_that_is_missing(deployer: DSSAPIDeployer) -> None:
    settings = (deployed(deployer)).get_settings()
    settings.set_single_version("v9")
    with pytest.raises(DSSNotFound, match="no version v9"):
        settings.save()


def test_start_update_gives_a_task(deployer: DSSAPIDeployer, mock: DSSMock) -> None:
    deployment = deployer.create_deployment("dep", "fraud", "nodes", "v1")
    mock.futures.script("RUNNING", "DONE")
    future = deployment.start_update()
    assert future.job_id
    result = future.wait_for_result()
    assert (result["deploymentId"], result["status"]) == ("dep", "SUCCESS")


def test_updates_are_listed_newest_first(deployer: DSSAPIDeployer) -> None:
    deployment = deployed(deployer)
    (deployment.start_update()).wait_for_result()
    newest, oldest = deployment.list_updates()
    assert newest.start_time > oldest.start_time
    assert (newest.type, newest.status) == ("DEPLOY", "SUCCESS")
    assert newest.get_raw()["startTimestamp"] == newest.start_time
    full = oldest.get_full_update()
    assert full.start_time == oldest.start_time
    assert full.end_time >= full.start_time
    assert (full.requester, full.status) == ("admin", "SUCCESS")
    assert full.logs == ["Updating dep", "Deployed version v1"]
    assert full.get_raw()["requester"] == "admin"


def test_get_update_by_time_or_the_last(deployer: DSSAPIDeployer) -> None:
    deployment = deployed(deployer)
    last = deployment.get_update()
    for timestamp in (last.start_time, str(last.start_time)):
        assert (deployment.get_update(timestamp)).get_raw() == last.get_raw()
    with pytest.raises(DSSNotFound):
        deployment.get_update(timestamp="1")


def test_get_update_before_the_first(deployer: DSSAPIDeployer) -> None:
    deployment = deployer.create_deployment("dep", "fraud", "nodes", "v1")
    assert deployment.list_updates() == []
    with pytest.raises(DSSNotFound, match="never updated"):
        deployment.get_update()


def test_update_without_a_log(deployer: DSSAPIDeployer, mock: DSSMock) -> None:
    deployment = deployed(deployer)
    with mock.table("api_deployer_deployments").edit("dep") as document:
        del document["updates"][0]["logs"]
    assert (deployment.get_update()).logs is None


def test_delete_refuses_an_enabled_deployment(deployer: DSSAPIDeployer, mock: DSSMock) -> None:
    deployment = deployed(deployer)
    mock.calls.clear()
    with pytest.raises(DataikuException, match="Deployment dep is enabled"):
        deployment.delete()
    assert [call.method for call in mock.calls] == ["GET", "GET"]
    assert len(deployer.list_deployments()) == 1


def test_delete_disables_first_when_asked(deployer: DSSAPIDeployer, mock: DSSMock) -> None:
    deployment = deployed(deployer)
    deployment.delete(disable_first=True, ignore_pre_delete_errors=True)
    assert mock.calls[-1].query == {"ignorePreDeleteErrors": True}
    assert deployer.list_deployments() == []


def test_delete_a_disabled_deployment(deployer: DSSAPIDeployer, mock: DSSMock) -> None:
    deployment = deployed(deployer)
    settings = deployment.get_settings()
    settings.set_enabled(False)
    settings.save()
    deployment.delete()
    assert mock.calls[-1].query == {"ignorePreDeleteErrors": False}
    assert deployer.list_deployments() == []


def test_governance_warns_or_prevents(deployer: DSSAPIDeployer, mock: DSSMock) -> None:
    deployer.create_infra("warns", "Production", "STATIC", "WARN")
    deployer.create_infra("prevents", "Production", "STATIC", "PREVENT")
    with pytest.raises(DSSBadRequest, match="not approved"):
        deployer.create_deployment("dep", "fraud", "warns", "v1")
    with pytest.raises(DSSBadRequest, match="not approved"):
        deployer.create_deployment("dep", "fraud", "prevents", "v1", ignore_warnings=True)
    deployment = deployer.create_deployment("dep", "fraud", "warns", "v1", ignore_warnings=True)
    assert (deployment.get_governance_status())["warning"] is True
    with mock.table("api_deployer_services").edit("fraud") as service:
        service["packages"][1]["governance"] = "APPROVED"
    assert (deployment.get_governance_status("v2"))["messages"] == []
    assert mock.calls[-1].query == {"version": "v2"}
    deployer.create_deployment("good", "fraud", "prevents", "v2")


def test_open_api_describes_the_endpoints(deployer: DSSAPIDeployer) -> None:
    document = (deployed(deployer)).get_open_api()
    assert list(document.get()["paths"]) == ["/public/api/v1/fraud/score/predict"]
    assert document.get_raw() == document.open_api_doc_json
    assert document.get_raw().startswith("{")


def test_open_api_of_what_does_not_run(deployer: DSSAPIDeployer) -> None:
    deployment = deployer.create_deployment("dep", "fraud", "nodes", "v1")
    with pytest.raises(DSSNotFound):
        deployment.get_open_api()


def test_test_queries_of_the_version_or_own_ones(deployer: DSSAPIDeployer, mock: DSSMock) -> None:
    deployment = deployed(deployer)
    (own,) = (deployment.run_test_queries())["responses"]
    assert own["query"] == QUERY
    assert mock.calls[-1].query == {}
    other = {"q": {"features": {"Age": 23}}}
    answers = deployment.run_test_queries(endpoint_id="score", test_queries=(other,))
    assert [answer["query"] for answer in answers["responses"]] == [other]
    assert mock.calls[-1].query == {
        "endpointIdParam": "score",
        "testQueriesParam": '[{"q": {"features": {"Age": 23}}}]',
    }


def test_queries_are_sent_in_the_query(deployer: DSSAPIDeployer, mock: DSSMock) -> None:
    deployment = deployed(deployer)
    answers = deployment.run_queries([QUERY, QUERY], endpoint_id="score")
    assert len(answers["responses"]) == 2
    assert mock.calls[-1].body is None
    assert mock.calls[-1].query["adaptQueryForInfraType"] is True
    deployment.run_queries([], adapt_query_for_infra_type=False)
    assert mock.calls[-1].query == {"queries": "[]", "adaptQueryForInfraType": False}


def test_queries_must_be_a_list(deployer: DSSAPIDeployer, mock: DSSMock) -> None:
    deployment = deployer.get_deployment("dep")
    mock.calls.clear()
    with pytest.raises(TypeError, match="queries must be a list"):
        deployment.run_queries(QUERY)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="test_queries must be a list"):
        deployment.run_test_queries(test_queries="[]")
    assert mock.calls == []


def test_who_may_query_through_the_deployer(
    deployer: DSSAPIDeployer,
    client: DSSClient,
    client_as: Callable[[str], DSSClient],
) -> None:
    client.create_user("bob", "pw", groups=["readers"])
    deployed(deployer)
    infra = deployer.get_infra("nodes").get_settings()
    infra.get_raw()["permissions"] = [{"group": "readers", "read": True}]
    infra.save()
    with client_as("bob") as bob:
        theirs = bob.get_apideployer().get_deployment("dep")
        with pytest.raises(DSSForbidden, match="through the deployer"):
            theirs.run_queries([QUERY])
        settings = deployer.get_deployment("dep").get_settings()
        settings.get_raw()["authorizationsToQueryThroughDeployer"] = [
            {"group": "readers", "queryThroughDeployer": True}
        ]
        settings.save()
        assert len((theirs.run_queries([QUERY]))["responses"]) == 1
        with pytest.raises(DSSForbidden):
            theirs.start_update()


def test_updates_of_one_moment_have_their_own_times() -> None:
    mock = DSSMock(seed="demo", clock=ManualClock())
    with DSSClient(mock.base_url, mock.admin_key, transport=mock.transport()) as client:
        (deployment,) = client.get_apideployer().list_deployments()
        (deployment.start_update()).wait_for_result()
        times = [each.start_time for each in deployment.list_updates()]
    assert len(set(times)) == 2
