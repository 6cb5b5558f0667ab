"""Bundles, deployments and nodes of the mock, asked without a client."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dssmock.core import DSSMock, Response
from tests.archives import files_of, zip_of

DEPLOYER = "/project-deployer"
SALES = {"projectKey": "SALES", "name": "Sales", "owner": "admin"}


@pytest.fixture
def mock() -> DSSMock:
    """An instance with a project whose bundle `v1` is published, and an infrastructure."""
    mock = DSSMock(strict=True)
    ask(mock, "POST", "/projects/", json=SALES)
    publish(mock, "v1")
    ask(mock, "POST", f"{DEPLOYER}/infras", json={"id": "prod", "stage": "Test"})
    return mock


def ask(mock: DSSMock, method: str, path: str, **options: Any) -> Response:
    """Ask for what works."""
    answer = mock.request(method, path, **options)
    assert answer.status == 200, answer.json()
    return answer


def publish(mock: DSSMock, bundle_id: str) -> None:
    """Make a bundle and publish it."""
    ask(mock, "PUT", f"/projects/SALES/bundles/exported/{bundle_id}")
    ask(mock, "POST", f"/projects/SALES/bundles/{bundle_id}/publish")


def deploy(mock: DSSMock, id: str, key: str, **changes: Any) -> dict[str, Any]:
    """Make a deployment of `v1`, change its settings, and update it; gives the result."""
    body = {
        "deploymentId": id,
        "publishedProjectKey": "SALES",
        "infraId": "prod",
        "bundleId": "v1",
        "deployedProjectKey": key,
    }
    ask(mock, "POST", f"{DEPLOYER}/deployments", json=body)
    place = f"{DEPLOYER}/deployments/{id}"
    settings = ask(mock, "GET", f"{place}/settings").json()
    ask(mock, "PUT", f"{place}/settings", json={**settings, **changes})
    job = ask(mock, "POST", f"{place}/actions/update").json()["jobId"]
    return ask(mock, "GET", f"/futures/{job}").json()["result"]


def exported(mock: DSSMock, key: str) -> dict[str, bytes]:
    """The files of the export of a project."""
    return files_of(ask(mock, "POST", f"/projects/{key}/export", json={}).content)


def test_what_belongs_to_the_instance_is_in_no_export(mock: DSSMock) -> None:
    deploy(mock, "SALES.on.prod", "SALES_PROD")
    ask(mock, "POST", "/api-deployer/services", json={"publishedServiceId": "SALES.svc"})
    names = [name for name in exported(mock, "SALES") if "tables/" in name]
    assert names == []
    ask(mock, "DELETE", "/projects/SALES")
    assert "SALES.on.prod" in mock.table("project_deployer_deployments")


def test_an_archive_brings_nothing_that_belongs_to_the_instance(mock: DSSMock) -> None:
    files = exported(mock, "SALES")
    intruder = {"SALES.x": {"login": "SALES.x", "groups": ["administrators"]}}
    files["project_config/tables/users.json"] = json.dumps(intruder).encode()
    upload = {"file": ("a.zip", zip_of(files))}
    id = ask(mock, "POST", "/projects/import/upload", files=upload).json()["id"]
    body = {"targetProjectKey": "COPY"}
    assert ask(mock, "POST", f"/projects/import/{id}/process", json=body).json()["success"]
    assert [name for name in mock.table("users").ids() if "." in name] == []


def test_marks_of_the_instance_do_not_travel(mock: DSSMock) -> None:
    deploy(mock, "dep", "SALES_PROD")
    assert mock.table("projects").get("SALES_PROD")["deployment"] == "dep"
    body = {"targetProjectKey": "COPY", "targetProjectName": "Copy", "duplicationMode": "FULL"}
    ask(mock, "POST", "/projects/SALES_PROD/duplicate/", json=body)
    copied = mock.table("projects").get("COPY")
    assert {"deployment", "activeBundleId", "bundleOrigin"}.isdisjoint(copied)
    assert ask(mock, "GET", "/projects/COPY/bundles/imported").json() == {"bundles": []}


def test_a_deleted_project_takes_its_bundles_along(mock: DSSMock) -> None:
    assert mock.blobs.keys("live-projects/SALES/")
    ask(mock, "DELETE", "/projects/SALES")
    assert mock.blobs.keys("live-projects/SALES/") == []
    ask(mock, "POST", "/projects/", json=SALES)
    assert ask(mock, "GET", "/projects/SALES/bundles/exported").json() == {"bundles": []}


@pytest.mark.parametrize("bundle_id", ["a%2Fb", "..%2F"])
def test_identifiers_of_bundles(mock: DSSMock, bundle_id: str) -> None:
    assert mock.request("PUT", f"/projects/SALES/bundles/exported/{bundle_id}").status == 400


def test_a_code_environment_that_cannot_be_built_is_told(mock: DSSMock) -> None:
    env = {"deploymentMode": "DESIGN_MANAGED"}
    ask(mock, "POST", "/admin/code-envs/PYTHON/odd", json=env)
    with mock.table("code_envs").edit("PYTHON/odd") as document:
        document["specPackageList"] = "does-not-exist"
    with mock.table("projects").edit("SALES") as document:
        document["settings"]["settings"]["codeEnvs"]["python"]["envName"] = "odd"
    ask(mock, "PUT", "/projects/SALES/bundles/exported/v2")
    data = ask(mock, "GET", "/projects/SALES/bundles/exported/v2/archive").content
    node = DSSMock()
    ask(node, "POST", "/projectsFromBundle/", files={"file": ("v2.zip", data)})
    path = "/projects/SALES/bundles/imported/v2/actions/preload"
    report = ask(node, "POST", path).json()
    texts = [each["message"] for each in report["messages"]]
    assert texts == [
        "No matching distribution found for does-not-exist",
        "Code env does not exist: odd",
    ]
    assert len(node.table("code_envs")) == 0


def test_local_variables_that_are_not_set_stay(mock: DSSMock) -> None:
    deploy(mock, "dep", "SALES_PROD", localVariables={"env": "prod"})
    settings = ask(mock, "GET", f"{DEPLOYER}/deployments/dep/settings").json()
    settings["localVariables"] = None
    ask(mock, "PUT", f"{DEPLOYER}/deployments/dep/settings", json=settings)
    ask(mock, "POST", f"{DEPLOYER}/deployments/dep/actions/update")
    variables = ask(mock, "GET", "/projects/SALES_PROD/variables/").json()
    assert variables["local"] == {"env": "prod"}


def test_monitoring_tells_what_runs(mock: DSSMock) -> None:
    scenario = {"id": "NIGHTLY", "projectKey": "SALES_PROD", "name": "Nightly"}
    deploy(mock, "dep", "SALES_PROD")
    document = {**scenario, "type": "step_based", "params": {"steps": []}}
    mock.table("scenarios").add("SALES_PROD.NIGHTLY", document)
    mock.scenarios.script("RUNNING", "ABORTED")
    ask(mock, "POST", "/projects/SALES_PROD/scenarios/NIGHTLY/run", json={})
    status = f"{DEPLOYER}/deployments/dep/status"
    row = mock.table("scenario_runs").ids()[0]
    mock.scenarios.read(row)
    monitoring = ask(mock, "GET", status).json()["monitoring"]
    assert (monitoring["running"], monitoring["hasScenarios"]) == (["Nightly"], True)
    mock.scenarios.read(row)
    monitoring = ask(mock, "GET", status).json()["monitoring"]
    assert (monitoring["aborted"], monitoring["running"]) == (["Nightly"], [])


def test_a_project_that_a_node_has_by_other_means_is_not_overwritten(mock: DSSMock) -> None:
    node = DSSMock()
    mock.nodes.connect("https://auto", node)
    infra = ask(mock, "GET", f"{DEPLOYER}/infras/prod/settings").json()
    infra |= {"automationNodeUrl": "https://auto", "adminApiKey": "admin-key"}
    ask(mock, "PUT", f"{DEPLOYER}/infras/prod/settings", json=infra)
    ask(node, "POST", "/projects/", json={**SALES, "projectKey": "TAKEN"})
    result = deploy(mock, "dep", "TAKEN")
    assert result["status"] == "FAILED"
    assert "of project SALES, not of TAKEN" in str(result["messages"])
    health = ask(mock, "GET", f"{DEPLOYER}/deployments/dep/status").json()
    assert (health["health"], health["monitoring"]) == ("ERROR", None)


def test_nodes_of_an_instance_share_its_people_and_go_with_it(mock: DSSMock) -> None:
    node = mock.nodes.own("auto")
    assert node is mock.nodes.own("auto")
    assert ask(node, "GET", "/instance-info").json()["nodeType"] == "AUTOMATION"
    mock.table("users").put("zoe", {"login": "zoe"})
    assert "zoe" in mock.nodes.own("auto").table("users")
    saved = mock.snapshot()
    mock.nodes.own("later")
    mock.restore(saved)
    assert list(mock.nodes.dump()) == ["auto"]
    known = DSSMock()
    mock.nodes.connect("https://known/", known)
    mock.reset()
    assert mock.nodes.dump() == {}
    assert mock.nodes.at("https://known") is known
    assert mock.nodes.at(None) is None


@pytest.mark.parametrize(
    ("message", "text"),
    [(b"{", "not valid JSON"), (b"[]", "must be an object"), (b'{"to": "x"}', "list of recip")],
)
def test_messages_that_cannot_be_read(mock: DSSMock, message: bytes, text: str) -> None:
    channel = {"id": "m", "type": "smtp", "configuration": {}}
    ask(mock, "POST", "/messaging-channels/", json=channel)
    answer = mock.request(
        "POST",
        "/messaging-channels/m/actions/send",
        query={"projectKey": "SALES"},
        files={"message": ("send-payload.json", message)},
    )
    assert answer.status == 400
    assert text in answer.json()["message"]
    assert len(mock.table("sent_messages")) == 0


def test_the_instance_that_is_meant_is_found_among_others(mock: DSSMock) -> None:
    store = {"businessAppId": "churn-watch"}
    ask(mock, "POST", "/business-apps/install-from-store", json=store)
    for key in ("EU", "US"):
        body = {"projectKey": key, "projectName": key}
        ask(mock, "POST", "/business-apps/churn-watch/instances", json=body)
    ask(mock, "POST", "/business-apps/churn-watch/instances/US/stop")
    path = "/business-apps/churn-watch/instances/XX/stop"
    assert mock.request("POST", path).status == 404
