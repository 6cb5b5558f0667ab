"""The rules of section 13 of the fact sheet, each as a test; and facts that no other test holds."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from dssmock import DSSMock
from dssmock.core import ManualClock, Request

NOW = 1_700_000_000_000


@pytest.fixture
def dss() -> DSSMock:
    return DSSMock("demo", clock=ManualClock())


@pytest.mark.parametrize("prefix", ["/public/api", "/dip/publicapi", "//dip/publicapi"])
def test_rule_1_and_2_prefixes_and_slashes(dss: DSSMock, prefix: str) -> None:
    expected = dss.request("GET", "/projects/PENGUINS/datasets/").json()
    for path in ("/projects/PENGUINS/datasets", "/projects//PENGUINS/datasets/"):
        headers = {"authorization": "Bearer admin-key"}
        answer = dss.handle(Request("GET", prefix + path, headers=headers))
        assert answer.json() == expected


@pytest.mark.parametrize(
    "value",
    [
        f"Basic {base64.b64encode(b'admin-key:').decode()}",
        f"Basic {base64.b64encode(b':admin-key').decode()}",
        "Bearer admin-key",
    ],
)
def test_rule_3_ways_to_send_a_key(dss: DSSMock, value: str) -> None:
    answer = dss.request("GET", "/auth/info", key=None, headers={"authorization": value})
    assert answer.json()["authIdentifier"]


def test_rule_3_ticket(dss: DSSMock) -> None:
    ticket = dss.request("POST", "/auth/ticket").json()["ticket"]
    answer = dss.request("GET", "/auth/info", key=None, headers={"x-dku-apiticket": ticket})
    assert answer.json()["authIdentifier"]


@pytest.mark.parametrize("kind", [None, "text/plain", "application/json"])
def test_rule_4_json_whatever_its_type(dss: DSSMock, kind: str | None) -> None:
    body = b'{"name": "g", "description": "", "sourceType": "LOCAL"}'
    headers = {} if kind is None else {"content-type": kind}
    assert dss.request("POST", "/admin/groups/", content=body, headers=headers).status == 200


@pytest.mark.parametrize("text", ["True", "true", "TRUE"])
def test_rule_5_booleans(dss: DSSMock, text: str) -> None:
    assert dss.request("GET", "/auth/info", query={"withSecrets": text}).json()["secrets"] == []


def test_rule_5_lists(dss: DSSMock) -> None:
    path = "/projects/PENGUINS/datasets/penguins/data/"
    repeated = dss.request("GET", path, query={"format": "tsv-excel-header",
                                               "columns": ["species", "year"]})  # fmt: skip
    joined = dss.request("GET", path, query={"format": "tsv-excel-header",
                                             "columns": "species,year"})  # fmt: skip
    text = repeated.text
    assert text.splitlines()[0] == "species\tyear"
    assert joined.text == text


@pytest.mark.parametrize("path", ["/projects/", "/projects/NONE/", "/no/route"])
def test_rule_6_versions_on_every_answer(dss: DSSMock, path: str) -> None:
    headers = dss.request("GET", path).headers
    assert headers["dss-version"] == "15.2.0"
    assert headers["dss-api-version"]


def test_rule_7_answers_that_are_parsed_hold_json(dss: DSSMock) -> None:
    made = dss.request("PUT", "/admin/groups/readers", json={"name": "readers"})
    assert isinstance(made.json(), dict)


def test_rule_8_errors(dss: DSSMock) -> None:
    answer = dss.request("GET", "/admin/users/nobody")
    assert answer.status == 404
    assert {"errorType", "message", "detailedMessage"} <= set(answer.json())
    assert answer.json()["errorType"].endswith("NotFoundException")


def test_rule_9_tasks_at_once_and_later(dss: DSSMock) -> None:
    done = dss.request("DELETE", "/projects/SALES", query={"wait": "True"}).json()
    assert (done["hasResult"], "jobId" in done) == (True, False)
    begun = dss.request("DELETE", "/projects/PENGUINS", query={"wait": "False"}).json()
    assert len(begun["jobId"]) == 8
    assert begun["hasResult"] is False


def test_rule_9_failure_answers_the_poll(dss: DSSMock) -> None:
    dss.futures.script("RUNNING", "FAILED")
    begun = dss.request("DELETE", "/projects/PENGUINS", query={"wait": "False"}).json()
    statuses = [dss.request("GET", f"/futures/{begun['jobId']}").status for _ in range(2)]
    assert statuses == [200, 500]


def stranger(dss: DSSMock) -> str:
    body = {"login": "eve", "password": "x", "displayName": "Eve", "groups": []}
    assert dss.request("POST", "/admin/users/", json=body).status == 200
    made = dss.request("POST", "/admin/personal-api-keys/", json={"user": "eve", "label": "k"})
    return made.json()["key"]


def test_rule_10_lists_are_filtered(dss: DSSMock) -> None:
    key = stranger(dss)
    assert dss.request("GET", "/projects/", key=key).json() == []
    # What does not exist and what may not be seen cannot be told apart.
    for project in ("PENGUINS", "NONE"):
        assert dss.request("GET", f"/projects/{project}/", key=key).status == 403


def test_rule_11_unknown_members_are_kept_and_versions_counted(dss: DSSMock) -> None:
    path = "/projects/PENGUINS/datasets/penguins"
    before = dss.request("GET", path).json()
    assert dss.request("PUT", path, json={**before, "ofTomorrow": {"a": [1]}}).status == 200
    after = dss.request("GET", path).json()
    assert after["ofTomorrow"] == {"a": [1]}
    assert after["versionTag"]["versionNumber"] == before["versionTag"]["versionNumber"] + 1
    assert after["versionTag"]["lastModifiedOn"] >= before["versionTag"]["lastModifiedOn"]


def test_rule_12_fire_then_run(dss: DSSMock) -> None:
    made = {"id": "NIGHTLY", "name": "Nightly", "type": "step_based", "params": {"steps": []}}
    assert dss.request("POST", "/projects/PENGUINS/scenarios/", json=made).status == 200
    fire = dss.request("POST", "/projects/PENGUINS/scenarios/NIGHTLY/run", json={}).json()
    query = {"triggerId": fire["trigger"]["id"], "triggerRunId": fire["runId"]}
    path = "/projects/PENGUINS/scenarios/NIGHTLY/get-run-for-trigger"
    assert dss.request("GET", path, query=query).json() == {}
    dss.clock.advance(120)
    runs = [dss.request("GET", path, query=query).json()["scenarioRun"] for _ in range(5)]
    # The outcome is there at the end only.
    ended = ["result" in run for run in runs]
    assert ended == sorted(ended)
    assert runs[-1]["result"]["outcome"] == "SUCCESS"


def test_rule_13_states_of_a_job(dss: DSSMock) -> None:
    dss.jobs.script("NOT_STARTED", "RUNNING", "DONE")
    body = {"type": "NON_RECURSIVE_FORCED_BUILD",
            "outputs": [{"type": "DATASET", "id": "penguins_by_species"}]}  # fmt: skip
    id = dss.request("POST", "/projects/PENGUINS/jobs/", json=body).json()["id"]
    path = f"/projects/PENGUINS/jobs/{id}/"
    states = [dss.request("GET", path).json()["baseStatus"]["state"] for _ in range(3)]
    assert states == ["NOT_STARTED", "RUNNING", "DONE"]


def test_rule_14_errors_inside_a_stream_are_told_by_the_check(dss: DSSMock) -> None:
    body = {"query": "select 1 as a union all select error('late')", "connection": "warehouse",
            "type": "sql"}  # fmt: skip
    begun = dss.request("POST", "/sql/queries/", json=body)
    if begun.status == 200:
        id = begun.json()["queryId"]
        stream = dss.request("GET", f"/sql/queries/{id}/stream",
                             query={"format": "tsv-excel-noheader"})  # fmt: skip
        assert stream.status == 200
        _ = stream.body
        assert dss.request("GET", f"/sql/queries/{id}/finish-streaming").status == 500
    else:
        assert "late" in begun.json()["message"]


def test_rule_15_cells(dss: DSSMock) -> None:
    body = {"query": "select true as b, 'a\tb' as t, timestamptz '2026-01-05 10:20:30+00' as d",
            "connection": "warehouse", "type": "sql"}  # fmt: skip
    id = dss.request("POST", "/sql/queries/", json=body).json()["queryId"]
    query = {"format": "tsv-excel-noheader"}
    text = dss.request("GET", f"/sql/queries/{id}/stream", query=query).text
    assert text.rstrip() == 'true\t"a\tb"\t2026-01-05T10:20:30.000Z'


def test_rule_16_paths_of_folders(dss: DSSMock) -> None:
    path = "/projects/PENGUINS/managedfolders/fieldnts/contents"
    for data in (b"old", b"new!"):
        made = dss.request("POST", f"{path}/sub/a.txt", files={"file": ("a.txt", data)})
        assert made.status == 200
    items = {item["path"]: item["size"] for item in dss.request("GET", path).json()["items"]}
    assert items["/sub/a.txt"] == 4
    assert all(each.startswith("/") for each in items)


def test_rule_17_times_are_milliseconds(dss: DSSMock) -> None:
    tag = dss.request("GET", "/projects/PENGUINS/").json()["creationTag"]
    key = dss.request("GET", "/admin/global-api-keys/").json()[0]
    for time in (tag["lastModifiedOn"], key["createdOn"]):
        assert isinstance(time, int)
        assert time == 0 or time > NOW / 100


@pytest.mark.parametrize("part", ["permissions", "settings", "metadata", "tags", "variables"])
def test_rule_18_parts_of_a_project_survive(dss: DSSMock, part: str) -> None:
    path = f"/projects/PENGUINS/{part}"
    before = dss.request("GET", path).json()
    assert dss.request("PUT", path, json=before).status in (200, 204)
    assert dss.request("GET", path).json() == before


# Section, path, members on the way, and the type of what is there.
MEMBERS: list[tuple[str, str, tuple[Any, ...], type]] = [
    ("4.2", "/projects/", (0, "projectKey"), str),
    ("4.4", "/admin/users/alice", ("login",), str),
    ("4.4", "/admin/users/alice", ("displayName",), str),
    ("4.4", "/admin/users/alice", ("email",), str),
    ("4.4", "/admin/users/alice", ("groups",), list),
    ("4.4", "/admin/users/alice", ("sourceType",), str),
    ("4.4", "/admin/users/alice", ("userProfile",), str),
    ("4.4", "/admin/users/alice", ("objectImgHash",), int),
    ("4.4", "/admin/users/alice", ("activeWebSocketSesssions",), int),
    ("4.4", "/admin/users/alice", ("activeWebSocketSessions",), int),
    ("4.4", "/admin/users/alice", ("trialStatus", "exists"), bool),
    ("4.4", "/admin/users/alice", ("credentials",), dict),
    ("4.4", "/admin/users/alice", ("preferences",), dict),
    ("4.6", "/admin/connections/warehouse", ("type",), str),
    ("4.6", "/admin/connections/warehouse", ("params",), dict),
    ("4.6", "/admin/connections/warehouse", ("allowWrite",), bool),
    ("4.6", "/admin/connections/warehouse", ("usableBy",), str),
    ("4.6", "/admin/connections/warehouse", ("allowedGroups",), list),
    ("4.13", "/auth/info", ("authIdentifier",), str),
    ("4.13", "/auth/info", ("groups",), list),
    ("6.1", "/projects/PENGUINS/datasets/penguins/schema", ("columns", 0, "name"), str),
    ("7.6", "/projects/PENGUINS/metadata", ("tags",), list),
    ("7.6", "/projects/PENGUINS/tags", ("tags",), dict),
    ("7.6", "/projects/PENGUINS/permissions", ("permissions",), list),
    ("7.6", "/projects/PENGUINS/settings", ("settings",), dict),
    ("7.6", "/projects/PENGUINS/interest", ("starCount",), int),
    ("7.6", "/projects/PENGUINS/interest", ("watchCount",), int),
    ("7.6", "/projects/PENGUINS/timeline", ("items",), list),
    ("7.8", "/projects/PENGUINS/git/status", ("currentBranch",), str),
]


@pytest.mark.parametrize(("section", "path", "members", "kind"), MEMBERS)
def test_documented_member_is_there(
    dss: DSSMock, section: str, path: str, members: tuple[Any, ...], kind: type
) -> None:
    value = dss.request("GET", path).json()
    for each in members:
        value = value[each]
    assert isinstance(value, kind), section


def test_password_is_never_told(dss: DSSMock) -> None:
    assert "password" not in dss.request("GET", "/admin/users/alice").json()


def test_content_type_of_json(dss: DSSMock) -> None:
    answer = dss.request("GET", "/projects/")
    assert answer.headers["content-type"] == "application/json;charset=utf-8"


def test_meaning_cannot_be_deleted(dss: DSSMock) -> None:
    id = dss.request("GET", "/meanings/").json()[0]["id"]
    answer = dss.request("DELETE", f"/meanings/{id}")
    assert answer.status == 405
    assert "rawMethodDELETEnotsupported" in answer.json()["message"]


def test_owner_is_needed_for_a_project(dss: DSSMock) -> None:
    answer = dss.request("POST", "/projects/", json={"projectKey": "NEW", "name": "New"})
    assert answer.status == 400


def test_partial_settings_of_a_project_are_500(dss: DSSMock) -> None:
    answer = dss.request("PUT", "/projects/PENGUINS/settings", json={"projectStatus": "Draft"})
    assert answer.status == 500


def test_missing_code_env_is_500(dss: DSSMock) -> None:
    answer = dss.request("GET", "/admin/code-envs/PYTHON/nowhere")
    assert (answer.status, answer.json()["errorType"].rpartition(".")[2]) == (
        500, "CodedIOException",
    )  # fmt: skip


def test_aborted_task_says_so(dss: DSSMock) -> None:
    dss.futures.script("RUNNING", "RUNNING", "DONE")
    begun = dss.request("DELETE", "/projects/PENGUINS", query={"wait": "False"}).json()
    dss.request("DELETE", f"/futures/{begun['jobId']}")
    state = dss.request("GET", f"/futures/{begun['jobId']}", query={"peek": "True"}).json()
    told = {name: state[name] for name in ("alive", "unknown", "hasResult", "aborted")}
    assert told == {"alive": False, "unknown": False, "hasResult": True, "aborted": True}


def test_old_personal_key_takes_its_label_from_the_query() -> None:
    old = DSSMock("demo", version="9.0.1")
    made = old.request("POST", "/auth/personal-api-keys", query={"label": "mine"})
    assert (made.json()["label"], old.calls[-1].warnings) == ("mine", [])


@pytest.mark.parametrize(
    ("version", "path", "body"),
    [
        ("8.0.0", "/projects/PENGUINS/flow/tools/propagate-schema/penguins/", {}),
        ("8.0.0", "/api-deployer/services", {"serviceId": "old"}),
        ("8.0.0", "/admin/clusters/", {"name": "old", "type": "manual", "params": {}}),
    ],
)
def test_calls_of_old_clients_are_served(version: str, path: str, body: dict[str, Any]) -> None:
    old = DSSMock("demo", version=version)
    assert old.request("POST", path, json=body).status == 200
    assert old.calls[-1].warnings == []


def test_models_that_run_elsewhere_are_told_of_by_their_versions_on_an_old_dss() -> None:
    old = DSSMock("demo", version="11.4.1")
    body = {"savedModelType": "PROXY_MODEL", "predictionType": "REGRESSION", "name": "old"}
    made = old.request("POST", "/projects/SALES/savedmodels/", json=body).json()
    path = f"/projects/SALES/savedmodels/{made['id']}/versions/v1"
    told = {"protocol": "sagemaker", "endpoint_name": "churn"}
    form = {"headers": {"content-type": "multipart/form-data; boundary=none"},
            "content": b"--none--\r\n"}  # fmt: skip
    answer = old.request("POST", path, query={"configuration": json.dumps(told)}, **form)
    assert (answer.status, old.calls[-1].warnings) == (200, [])
    known = old.request("GET", f"{path}/external-ml/metadata").json()
    assert known["proxyModelVersionConfiguration"] == told
    new = DSSMock("demo")
    assert new.request("POST", "/projects/SALES/savedmodels/", json=body).status == 400


def test_model_names_its_diagnostics_as_dss_9_does(dss: DSSMock) -> None:
    lab = "/projects/PENGUINS/models/lab/"
    wish = {"inputDataset": "penguins", "taskType": "PREDICTION", "targetVariable": "species"}
    made = dss.request("POST", lab, json=wish).json()
    task = f"{lab}{made['analysisId']}/{made['mlTaskId']}"
    assert (
        dss.request("GET", f"{task}/settings").json()["modeling"]["xgboost"]["enable_cuda"] is False
    )
    dss.request("POST", f"{task}/train", json={})
    while not (ids := dss.request("GET", f"{task}/status").json()["fullModelIds"]):
        pass
    details = dss.request("GET", f"{task}/models/{ids[0]['id']}/details").json()
    assert details["trainDiagnostics"] == details["mlDiagnostics"] != {"diagnostics": []}


def test_bundle_is_a_file_of_the_server(dss: DSSMock) -> None:
    dss.request("PUT", "/projects/PENGUINS/bundles/exported/v1")
    archive = dss.request("GET", "/projects/PENGUINS/bundles/exported/v1/archive").content
    dss.blobs.put("data/v1.zip", archive)
    dss.request("DELETE", "/projects/PENGUINS")
    asked = {"archivePath": "/data/v1.zip"}
    made = dss.request("POST", "/projectsFromBundle/fromArchive", query=asked)
    assert made.json()["projectKey"] == "PENGUINS"
    asked = {"archivePath": "/data/v2.zip"}
    assert dss.request("POST", "/projectsFromBundle/fromArchive", query=asked).status == 400


def test_root_folder_has_no_name(dss: DSSMock) -> None:
    root = dss.request("GET", "/project-folders/ROOT").json()
    assert (root["id"], root.get("name"), root.get("parentId")) == ("ROOT", None, None)


def test_folder_settings_have_permissions(dss: DSSMock) -> None:
    id = dss.request("POST", "/project-folders/ROOT/children", query={"name": "a"}).json()["id"]
    settings = dss.request("GET", f"/project-folders/{id}/settings").json()
    assert {"name", "owner", "permissions"} <= set(settings)


def test_id_of_a_job_has_what_it_builds(dss: DSSMock) -> None:
    body = {"type": "NON_RECURSIVE_FORCED_BUILD",
            "outputs": [{"type": "DATASET", "id": "penguins_by_species"}]}  # fmt: skip
    id = dss.request("POST", "/projects/PENGUINS/jobs/", json=body).json()["id"]
    assert id.startswith("build_penguins_by_species_NP_")


def test_dataset_name_with_a_dot_is_refused(dss: DSSMock) -> None:
    body = {"name": "a.b", "projectKey": "PENGUINS", "type": "UploadedFiles", "params": {}}
    assert dss.request("POST", "/projects/PENGUINS/datasets/", json=body).status == 400


def test_jobs_are_limited_and_newest_first(dss: DSSMock) -> None:
    jobs = dss.request("GET", "/projects/PENGUINS/jobs/").json()
    few = dss.request("GET", "/projects/PENGUINS/jobs/", query={"limit": "1"}).json()
    assert few == jobs[:1]
    times = [job["def"]["initiationTimestamp"] for job in jobs]
    assert times == sorted(times, reverse=True)


def test_directory_is_no_library_file(dss: DSSMock) -> None:
    path = "/projects/PENGUINS/libraries"
    dss.request("POST", f"{path}/folders/python/pack")
    answer = dss.request("GET", f"{path}/contents/python/pack")
    assert (answer.status, "directory" in answer.text) == (500, True)
