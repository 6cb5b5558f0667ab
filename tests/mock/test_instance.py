"""Handlers of what belongs to the instance: rights, missing objects, senseless requests."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from dssmock.core import DSSMock
from dssmock.services.cluster import matches

ENV = "/admin/code-envs/PYTHON/env"
BOB = "bob-key"


@pytest.fixture
def dss() -> DSSMock:
    """An instance with a user who has no rights but those of a test's group."""
    dss = DSSMock()
    dss.table("groups").put("team", {"name": "team"})
    dss.table("users").put("bob", {"login": "bob", "groups": ["team"]})
    dss.table("personal_api_keys").put("bob", {"id": "bob", "key": BOB, "user": "bob"})
    return dss


def grant(dss: DSSMock, right: str) -> None:
    """Give the user of these tests a global right."""
    with dss.table("groups").edit("team") as group:
        group[right] = True


def make_env(dss: DSSMock, name: str = "env", **wish: Any) -> None:
    """A Python code environment."""
    body = {"deploymentMode": "DESIGN_MANAGED", **wish}
    answer = dss.request("POST", f"/admin/code-envs/PYTHON/{name}", json=body)
    assert answer.status == 200, answer.json()


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/admin/clusters/c", None),
        ("POST", "/admin/clusters/", {"name": "c", "type": "m", "architecture": "X", "params": {}}),
        ("GET", "/admin/code-envs/", None),
        ("POST", ENV, {"deploymentMode": "DESIGN_MANAGED"}),
        ("DELETE", ENV, None),
        ("GET", "/admin/general-settings", None),
        ("PUT", "/admin/general-settings", {}),
        ("GET", "/admin/logs/", None),
        ("GET", "/admin/logs/backend.log", None),
        ("POST", "/admin/audit/custom/x", {}),
        ("GET", "/admin/variables/", None),
        ("PUT", "/admin/variables/", {}),
        ("POST", "/admin/container-exec/actions/push-base-images", None),
        ("GET", "/admin/licensing/status", None),
        ("POST", "/admin/licensing/license", {"licenseKind": "TRIAL"}),
        ("POST", "/catalog/index", {
            "connectionNames": [], "indexAllConnections": False, "indexingMode": "FULL",
        }),
        ("GET", "/admin/sanity-check/codes", None),
        ("POST", "/admin/sanity-check/run", []),
        ("GET", "/admin/monitoring/global-usage-summary", None),
        ("POST", "/meanings/", {"id": "m", "label": "M", "type": "DECLARATIVE"}),
        ("PUT", "/meanings/m", {}),
    ],
)  # fmt: skip
def test_users_without_rights_are_refused(dss: DSSMock, method: str, path: str, body: Any) -> None:
    assert dss.request(method, path, key=BOB, json=body).status == 403
    assert dss.request(method, path, key=None, json=body).status == 401


def test_right_to_create_code_envs_is_not_that_to_delete_them(dss: DSSMock) -> None:
    grant(dss, "mayCreateCodeEnvs")
    body = {"deploymentMode": "DESIGN_MANAGED"}
    assert dss.request("POST", ENV, key=BOB, json=body).status == 200
    assert dss.request("GET", ENV, key=BOB).json()["owner"] == "bob"
    assert dss.request("DELETE", ENV, key=BOB).status == 403
    grant(dss, "mayManageCodeEnvs")
    assert dss.request("DELETE", ENV, key=BOB).status == 200


def test_right_to_create_clusters(dss: DSSMock) -> None:
    grant(dss, "mayCreateClusters")
    body = {"name": "c", "type": "manual", "architecture": "KUBERNETES", "params": {}}
    assert dss.request("POST", "/admin/clusters/", key=BOB, json=body).json()["id"] == "c"
    assert dss.request("DELETE", "/admin/clusters/c", key=BOB).status == 403
    grant(dss, "mayManageClusters")
    assert dss.request("DELETE", "/admin/clusters/c", key=BOB).status == 200


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", ENV, None, 500),
        ("PUT", ENV, {}, 500),
        ("DELETE", ENV, None, 500),
        ("POST", f"{ENV}/packages", None, 500),
        ("GET", f"{ENV}/usages", None, 500),
        ("GET", f"{ENV}/logs", None, 500),
        ("GET", f"{ENV}/logs/x", None, 404),
        ("POST", ENV, {"deploymentMode": "NONE_SUCH"}, 400),
        ("POST", ENV, {}, 400),
        ("POST", "/admin/code-envs/COBOL/env", {"deploymentMode": "DESIGN_MANAGED"}, 400),
        ("POST", "/admin/code-envs/from-python-preset/NOPE", None, 400),
        ("POST", "/admin/code-envs/internal-env/create", None, 400),
        ("POST", "/admin/clusters/", {
            "name": "c", "type": "manual", "architecture": "ABACUS", "params": {},
        }, 400),
        ("POST", "/admin/clusters/", {
            "name": " ", "type": "manual", "architecture": "HADOOP", "params": {},
        }, 400),
        ("GET", "/admin/clusters/c", None, 404),
        ("GET", "/admin/clusters/c/status", None, 404),
        ("PUT", "/admin/clusters/c", {}, 404),
        ("DELETE", "/admin/clusters/c", None, 404),
        ("POST", "/admin/clusters/c/actions/start", None, 404),
        ("POST", "/admin/clusters/c/actions/stop", None, 404),
        ("POST", "/meanings/", {"id": " ", "label": "", "type": "DECLARATIVE"}, 400),
        ("GET", "/meanings/m", None, 404),
        ("DELETE", "/meanings/m", None, 405),
        ("PUT", "/admin/general-settings", [], 400),
        ("GET", "/projects/NONE/notebooks/active", None, 404),
        ("GET", "/projects/NONE/variables-resolved", None, 404),
    ],
)  # fmt: skip
def test_what_is_missing_or_makes_no_sense(
    dss: DSSMock, method: str, path: str, body: Any, status: int
) -> None:
    assert dss.request(method, path, json=body).status == status


def test_code_env_is_found_in_any_case_of_its_language(dss: DSSMock) -> None:
    make_env(dss)
    assert dss.request("GET", "/admin/code-envs/python/env").json()["envLang"] == "PYTHON"


def test_code_env_keeps_what_a_build_made(dss: DSSMock) -> None:
    make_env(dss, specPackageList="# tools\npandas\n")
    doc = dss.request("GET", ENV).json()
    assert doc["actualPackageList"] == "pandas"
    doc |= {"actualPackageList": "forged", "envName": "other", "desc": None}
    assert dss.request("PUT", ENV, json=doc).json()["actualPackageList"] == "pandas"
    assert dss.request("GET", ENV).json()["envName"] == "env"


def test_code_env_of_an_unknown_interpreter_is_not_built(dss: DSSMock) -> None:
    body = {"deploymentMode": "DESIGN_MANAGED", "pythonInterpreter": "PYTHON15"}
    answer = dss.request("POST", ENV, json=body).json()
    assert answer["messages"]["error"] is True
    assert "PYTHON15" in answer["messages"]["messages"][0]["message"]
    assert dss.request("GET", "/admin/code-envs/").json() == []


def test_code_env_whose_packages_are_no_names_is_not_built(dss: DSSMock) -> None:
    body = {"deploymentMode": "DESIGN_MANAGED", "specPackageList": "???"}
    assert dss.request("POST", ENV, json=body).json()["messages"]["error"] is True


def test_code_env_images_for_every_configuration(dss: DSSMock) -> None:
    dss.table("general_settings").put(
        "instance", {"containerSettings": {"executionConfigs": [{"name": "a"}, {"name": "b"}]}}
    )
    make_env(dss, allContainerConfs=True)
    answer = dss.request("POST", f"{ENV}/images").json()
    assert len(answer["messages"]["messages"]) == 2
    assert dss.request("DELETE", ENV).status == 200
    assert dss.table("code_env_logs").ids() == []


def test_code_env_planted_without_logs_can_be_deleted(dss: DSSMock) -> None:
    make_env(dss)
    dss.table("code_env_logs").delete("PYTHON/env")
    assert dss.request("GET", f"{ENV}/logs").json() == []
    assert dss.request("DELETE", ENV).status == 200


def test_kubectl_with_broken_quotes_fails(dss: DSSMock) -> None:
    doc = {"id": "c", "type": "manual", "architecture": "KUBERNETES", "state": "NONE"}
    dss.table("clusters").put("c", doc)
    path = "/admin/clusters/c/k8s/actions/run-kubectl"
    assert dss.request("POST", path, json={"args": "get 'pods"}).json()["exitCode"] == 1
    assert "Server Version" in dss.request("POST", path, json={"args": "version"}).json()["out"]
    deleted = dss.request("POST", "/admin/clusters/c/k8s/pods/actions/delete-all").json()
    assert deleted["deleted"] == []


@pytest.mark.parametrize(
    ("selector", "fits"),
    [
        (None, True),
        ("", True),
        ("kind=web", True),
        ("kind==web, team=a", True),
        ("kind=web,team!=a", False),
        ("kind != job", True),
        ("team", True),
        ("tier", False),
        ("tier!=x", True),
    ],
)
def test_label_selectors(selector: str | None, fits: bool) -> None:
    assert matches({"kind": "web", "team": "a"}, selector) is fits


@pytest.mark.parametrize(
    ("path", "reads"),
    [
        ("/admin/clusters/eks_main", ("/admin/clusters/", "/admin/clusters/eks_main/status")),
        ("/admin/code-envs/PYTHON/py311_ml", ("/admin/code-envs/",)),
    ],
)
@pytest.mark.parametrize("nulls", [False, True])
def test_definition_without_a_member_breaks_no_read(
    path: str, reads: tuple[str, ...], nulls: bool
) -> None:
    demo = DSSMock("demo")
    before = demo.request("GET", path).json()
    for name in before:
        left = {key: value for key, value in before.items() if key != name}
        demo.request("PUT", path, json={**left, name: None} if nulls else left)
        assert [demo.request("GET", each).status for each in reads] == [200] * len(reads), name
        demo.request("PUT", path, json=before)
    demo.request("PUT", path, json={})
    assert [demo.request("GET", each).status for each in reads] == [200] * len(reads)


def test_what_a_definition_leaves_out_stays_the_servers() -> None:
    demo = DSSMock("demo")
    demo.request("PUT", "/admin/clusters/eks_main", json={"params": {"a": 1}})
    cluster = demo.request("GET", "/admin/clusters/eks_main").json()
    assert (cluster["name"], cluster["params"]) == ("eks_main", {"a": 1})
    assert demo.request("POST", "/admin/clusters/eks_main/actions/start").status == 200
    path = "/admin/code-envs/PYTHON/py311_ml"
    demo.request("PUT", path, json={"deploymentMode": "AUTOMATION_VERSIONED"})
    env = demo.request("GET", path).json()
    assert (env["deploymentMode"], env["envName"]) == ("DESIGN_MANAGED", "py311_ml")


def test_versioned_env_without_versions_is_listed(dss: DSSMock) -> None:
    make_env(dss, deploymentMode="AUTOMATION_VERSIONED")
    env = dss.request("GET", ENV).json()
    dss.request("PUT", ENV, json={})
    assert dss.request("GET", ENV).json()["versions"] == env["versions"]
    dss.request("PUT", ENV, json={**env, "versions": []})
    assert dss.request("GET", "/admin/code-envs/").json()[0]["isUptodate"] is True


def test_state_of_a_cluster_is_not_the_callers_to_change(dss: DSSMock) -> None:
    body = {"name": "c", "type": "manual", "architecture": "HADOOP", "params": {}}
    dss.request("POST", "/admin/clusters/", json=body)
    changed = {"id": "other", "state": "RUNNING", "data": {"x": 1}, "owner": "bob"}
    answer = dss.request("PUT", "/admin/clusters/c", json=changed).json()
    assert (answer["id"], answer["state"], answer["data"]) == ("c", "NONE", {})
    assert answer["owner"] == "bob"


def test_tasks_on_containers_say_when_there_is_nothing_to_do(dss: DSSMock) -> None:
    state = dss.request("POST", "/admin/container-exec/actions/push-base-images").json()
    result = dss.request("GET", f"/futures/{state['jobId']}").json()["result"]
    assert result["maxSeverity"] == "WARNING"


def test_licence_without_limits_or_end(dss: DSSMock) -> None:
    body = {"licenseKind": "X", "expiresOn": "never", "properties": {"a": "b"}}
    dss.request("POST", "/admin/licensing/license", json=body)
    base = dss.request("GET", "/admin/licensing/status").json()["base"]
    assert (base["expiresOn"], base["valid"], base["profileLimits"]) == (None, True, {})


def test_licence_of_a_new_instance_is_valid(dss: DSSMock) -> None:
    base = dss.request("GET", "/admin/licensing/status").json()["base"]
    assert base["profileLimits"]["FULL_DESIGNER"]["licensed"]["licensedLimit"] == 10


def test_sanity_check_sees_directories_and_outdated_code_envs(dss: DSSMock) -> None:
    dss.table("general_settings").put("instance", {"ldapSettings": {"enabled": True}})
    make_env(dss, "good")
    make_env(dss)
    doc = dss.request("GET", ENV).json()
    dss.request("PUT", ENV, json={**doc, "specPackageList": "pandas"})
    state = dss.request("POST", "/admin/sanity-check/run", json=[]).json()
    result = dss.request("GET", f"/futures/{state['jobId']}").json()["result"]
    assert [said["code"] for said in result["messages"]] == ["WARN_CODE_ENV_NOT_UP_TO_DATE"]


def test_running_notebooks_of_a_project(dss: DSSMock) -> None:
    for key, name, sessions in (
        ("A", "n", [{"sessionId": "s"}]),
        ("A", "idle", []),
        ("B", "m", []),
    ):
        dss.table("projects").put(key, {"projectKey": key})
        document = {"projectKey": key, "name": name, "activeSessions": sessions}
        dss.table("notebooks").put(f"{key}/{name}", document)
    running = dss.request("GET", "/projects/A/notebooks/active").json()
    assert [notebook["name"] for notebook in running] == ["n"]
    assert dss.request("GET", "/projects/B/notebooks/active").json() == []
    assert dss.request("GET", "/projects/A/notebooks/active", key=BOB).status == 403


def test_scoring_library_is_the_same_bytes_every_time(dss: DSSMock) -> None:
    first, second = (dss.request("GET", "/resources/scoring-lib-jar").body for _ in range(2))
    assert first == second
    assert zipfile.ZipFile(io.BytesIO(first)).testzip() is None


def test_demo_instance_is_furnished() -> None:
    demo = DSSMock(seed="demo")
    envs = demo.request("GET", "/admin/code-envs/").json()
    assert {env["isUptodate"] for env in envs} == {True, False}
    assert (
        "Collecting pandas"
        in demo.request("GET", "/admin/code-envs/PYTHON/py311_ml/logs/create.log").text
    )
    assert len(demo.request("GET", "/meanings/").json()) == 3
    assert demo.request("GET", "/admin/variables/").json()["region"] == "antarctica"
    assert demo.request("POST", "/admin/clusters/eks_main/actions/start").status == 200
    status = demo.request("GET", "/admin/clusters/eks_main/status").json()
    assert status["state"] == "RUNNING"
    assert "Scheduler started" in demo.request("GET", "/admin/logs/backend.log").json()
    running = demo.request("GET", "/admin/notebooks/").json()
    assert [notebook["name"] for notebook in running] == ["Explore the penguins"]
