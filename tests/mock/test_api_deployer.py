"""The mock's API Deployer: what it refuses, and who may do what."""

from __future__ import annotations

from typing import Any

import pytest

from dssmock.core import DSSMock, Response
from tests.archives import version_zip, zip_of

ROOT = "/api-deployer"
DEP = f"{ROOT}/deployments/dep"
QUERIES = {"queries": '[{"q": 1}]'}


@pytest.fixture
def dss() -> DSSMock:
    """An instance with an infrastructure, a service of two versions and a deployment."""
    dss = DSSMock()
    infra = {"id": "nodes", "stage": "Test", "type": "STATIC"}
    assert dss.request("POST", f"{ROOT}/infras", json=infra).status == 200
    assert dss.request("POST", f"{ROOT}/services", json={"publishedServiceId": "svc"}).status == 200
    assert publish(dss, version_zip("v1", {"id": "one"}, {"id": "two"})).status == 200
    assert publish(dss, version_zip("v2")).status == 200
    deployment = {
        "deploymentId": "dep",
        "publishedServiceId": "svc",
        "infraId": "nodes",
        "version": "v1",
    }
    assert dss.request("POST", f"{ROOT}/deployments", json=deployment).status == 200
    return dss


def publish(dss: DSSMock, data: bytes, name: str = "p.zip", **query: Any) -> Response:
    """Publish a version of the service."""
    path = f"{ROOT}/services/svc/versions"
    return dss.request("POST", path, query=query, files={"file": (name, data)})


def update(dss: DSSMock) -> None:
    """Make what runs match the settings."""
    started = dss.request("POST", f"{DEP}/actions/update")
    assert dss.request("GET", f"/futures/{started.json()['jobId']}").status == 200


def save(dss: DSSMock, path: str, **changes: Any) -> None:
    """Change settings."""
    settings = dss.request("GET", f"{path}/settings").json()
    assert dss.request("PUT", f"{path}/settings", json={**settings, **changes}).status == 200


def key_of(dss: DSSMock, login: str, *groups: str) -> str:
    """Key of a new user."""
    dss.table("users").put(login, {"login": login, "groups": list(groups), "enabled": True})
    dss.table("personal_api_keys").put(login, {"id": login, "key": login, "user": login})
    return login


def versions(dss: DSSMock) -> list[str]:
    """The versions of the service."""
    packages = dss.request("GET", f"{ROOT}/services/svc").json()["packages"]
    return [package["id"] for package in packages]


@pytest.mark.parametrize("id", ["", ".", "..", "a/b", "a\\b", "a\nb"])
def test_identifiers_must_fit_in_a_path(dss: DSSMock, id: str) -> None:
    infra = {"id": id, "stage": "Test", "type": "STATIC"}
    assert dss.request("POST", f"{ROOT}/infras", json=infra).status == 400
    service = {"publishedServiceId": id}
    assert dss.request("POST", f"{ROOT}/services", json=service).status == 400


def test_version_is_named_by_query_then_package_then_file(dss: DSSMock) -> None:
    assert publish(dss, version_zip("inside"), "file.zip", versionId="asked").status == 200
    assert publish(dss, version_zip("inside"), "file.zip").status == 200
    assert publish(dss, version_zip(), "C:\\dir\\file.zip").status == 200
    assert publish(dss, zip_of({"x": "y"}), "plain.zip").status == 200
    assert versions(dss) == ["v1", "v2", "asked", "inside", "file", "plain"]


@pytest.mark.parametrize("text", ["{", "[]", '{"endpoints": 3}', '{"endpoints": [1]}'])
def test_version_that_describes_itself_wrongly_is_refused(dss: DSSMock, text: str) -> None:
    assert publish(dss, zip_of({"service.json": text})).status == 400
    assert versions(dss) == ["v1", "v2"]


def test_package_route_is_of_version_8_only(dss: DSSMock) -> None:
    path = f"{ROOT}/services/svc/packages/v9"
    files = {"file": ("p.zip", version_zip())}
    assert dss.request("POST", path, files=files).status == 404
    old = DSSMock(version="8.0.2")
    old.request("POST", f"{ROOT}/services", json={"publishedServiceId": "svc"})
    assert old.request("POST", path, files=files).status == 200
    assert versions(old) == ["v9"]


def test_what_runs_or_is_to_run_is_not_deleted(dss: DSSMock) -> None:
    update(dss)
    mapping = {"mode": "SINGLE_GENERATION", "generation": "v2"}
    save(dss, DEP, generationsMapping=mapping)
    for version in ("v1", "v2"):
        response = dss.request("DELETE", f"{ROOT}/services/svc/versions/{version}")
        assert response.status == 400
    update(dss)
    assert dss.request("DELETE", f"{ROOT}/services/svc/versions/v1").status == 200


def test_settings_keep_what_a_deployment_is(dss: DSSMock) -> None:
    save(dss, DEP, id="other", infraId="other", publishedServiceId="other", extra=1)
    settings = dss.request("GET", f"{DEP}/settings").json()
    assert [settings[name] for name in ("id", "infraId", "publishedServiceId", "extra")] == [
        "dep",
        "nodes",
        "svc",
        1,
    ]


def test_deployed_name_shows_in_the_summary(dss: DSSMock) -> None:
    save(dss, DEP, deployedServiceId="other")
    basic = dss.request("GET", DEP).json()["deploymentBasicInfo"]
    assert basic["deployedServiceId"] == "other"


def test_service_whose_name_is_no_text_is_named_by_its_identifier(dss: DSSMock) -> None:
    save(dss, f"{ROOT}/services/svc", basicInfo={"name": 3, "id": "x"})
    basic = dss.request("GET", f"{ROOT}/services/svc").json()["serviceBasicInfo"]
    assert basic == {"id": "svc", "name": "svc"}


def test_update_of_a_disabled_deployment_stops_it(dss: DSSMock) -> None:
    update(dss)
    save(dss, DEP, enabled=False)
    update(dss)
    last = dss.request("GET", f"{DEP}/last-update").json()
    assert (last["type"], last["logs"]["lines"][-1]) == ("DISABLE", "Nothing runs any more")
    assert dss.request("GET", f"{DEP}/get-open-api").status == 404
    assert dss.request("DELETE", DEP).status == 200


def test_enabled_deployment_is_not_deleted(dss: DSSMock) -> None:
    assert dss.request("DELETE", DEP).status == 400


def test_stages_are_those_of_the_table_when_it_has_any(dss: DSSMock) -> None:
    dss.table("api_deployer_stages").put("Own", {"id": "Own", "desc": ""})
    assert dss.request("GET", f"{ROOT}/stages").json() == [{"id": "Own", "desc": ""}]


def test_queries_name_an_endpoint_when_there_are_several(dss: DSSMock) -> None:
    path = f"{DEP}/actions/run-queries"
    assert dss.request("POST", path, query=QUERIES).status == 404
    update(dss)
    assert dss.request("POST", path, query=QUERIES).status == 400
    assert dss.request("POST", path, query={**QUERIES, "endpointId": "none"}).status == 404
    answer = dss.request("POST", path, query={**QUERIES, "endpointId": "two"}).json()
    assert answer["responses"] == [
        {"endpointId": "two", "query": {"q": 1}, "result": {"echo": {"q": 1}}}
    ]


@pytest.mark.parametrize("text", ["{", "{}", "3"])
def test_queries_must_be_an_array(dss: DSSMock, text: str) -> None:
    update(dss)
    query = {"testQueriesParam": text, "endpointIdParam": "one"}
    response = dss.request("POST", f"{DEP}/actions/run-test-queries", query=query)
    assert response.status == 400


def test_queries_of_a_version_that_describes_no_endpoint(dss: DSSMock) -> None:
    save(dss, DEP, generationsMapping={"mode": "SINGLE_GENERATION", "generation": "v2"})
    update(dss)
    path = f"{DEP}/actions/run-test-queries"
    assert dss.request("POST", path).json() == {"responses": []}


def test_governance_shows_how_grave_it_is(dss: DSSMock) -> None:
    path = f"{DEP}/governance-status"
    for policy, worst in (("NO_CHECK", None), ("WARN", "WARNING"), ("PREVENT", "ERROR")):
        save(dss, f"{ROOT}/infras/nodes", governCheckPolicy=policy)
        assert dss.request("GET", path, query={"version": ""}).json()["maxSeverity"] == worst
    assert dss.request("GET", path, query={"version": "none"}).status == 404


def test_rights_come_from_owner_and_permissions(dss: DSSMock) -> None:
    dss.table("groups").put("makers", {"name": "makers", "mayCreatePublishedAPIServices": True})
    maker, reader = key_of(dss, "maker", "makers"), key_of(dss, "reader", "readers")
    service = {"publishedServiceId": "own"}
    assert dss.request("POST", f"{ROOT}/services", json=service, key=reader).status == 403
    assert dss.request("POST", f"{ROOT}/services", json=service, key=maker).status == 200
    assert dss.request("GET", f"{ROOT}/services/own/settings", key=maker).status == 200
    assert dss.request("GET", f"{ROOT}/services/own", key=reader).status == 403
    listed = dss.request("GET", f"{ROOT}/services", key=maker).json()
    assert [item["serviceBasicInfo"]["id"] for item in listed] == ["own"]


@pytest.mark.parametrize(
    ("permission", "reads", "updates", "configures"),
    [
        ({}, 403, 403, 403),
        ({"read": True}, 200, 403, 403),
        ({"deploy": True}, 200, 200, 403),
        ({"admin": True}, 200, 200, 200),
    ],
)
def test_rights_on_an_infrastructure_cover_its_deployments(
    dss: DSSMock, permission: dict[str, bool], reads: int, updates: int, configures: int
) -> None:
    key = key_of(dss, "reader", "readers")
    save(dss, f"{ROOT}/infras/nodes", permissions=[{"group": "readers", **permission}])
    assert dss.request("GET", DEP, key=key).status == reads
    assert dss.request("POST", f"{DEP}/actions/update", key=key).status == updates
    assert dss.request("GET", f"{ROOT}/infras/nodes/settings", key=key).status == configures
    shown = len(dss.request("GET", f"{ROOT}/deployments", key=key).json())
    assert shown == (1 if reads == 200 else 0)
    assert len(dss.request("GET", f"{ROOT}/infras", key=key).json()) == shown
