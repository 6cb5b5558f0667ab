"""Facts about identifiers, small answers and kept members; the table of facts names these tests."""

from __future__ import annotations

import re
from typing import Any

import pytest

from dssmock import DSSMock
from dssmock.core import ManualClock

PROJECT = "/projects/PENGUINS"


@pytest.fixture
def dss() -> DSSMock:
    return DSSMock("demo", clock=ManualClock())


def test_experiments_stand_below_both_prefixes(dss: DSSMock) -> None:
    for prefix in ("/public/api", "/dip/publicapi"):
        path = f"{prefix}/api/2.0/mlflow/extension/clean-db/PENGUINS"
        assert dss.request("DELETE", path).status == 200
    assert {call.operation for call in dss.calls} == {"mlflow_clear_database"}


def test_new_keys_look_like_keys(dss: DSSMock) -> None:
    made = dss.request("POST", "/admin/global-api-keys/", json={"label": "mine"}).json()
    assert re.fullmatch(r"dkuaps-[A-Za-z0-9]{32}", made["key"])


def test_nearly_all_answers_are_json(dss: DSSMock) -> None:
    kinds = [each.answers for each in dss.bundle.operations.values() if each.answers]
    others = [each for each in kinds if "application/json" not in each]
    assert len(others) < len(kinds) / 6


def test_changes_answer_a_small_object(dss: DSSMock) -> None:
    body = {"projectKey": "NEW", "name": "New", "owner": "admin"}
    dataset = {"projectKey": "NEW", "name": "d", "type": "Filesystem", "params": {}}
    calls: list[tuple[str, str, Any]] = [
        ("POST", "/projects/", body),
        ("POST", "/projects/NEW/datasets/", dataset),
        ("DELETE", "/projects/NEW/datasets/d", None),
    ]
    for method, path, sent in calls:
        answer = dss.request(method, path, json=sent).json()
        assert list(answer) == ["msg"], path


def test_time_of_a_checklist_item_is_kept_as_it_came(dss: DSSMock) -> None:
    metadata = dss.request("GET", f"{PROJECT}/metadata").json()
    item = {"text": "In seconds", "done": False, "createdOn": 1_767_600_000}
    metadata["checklists"] = {"checklists": [{"title": "To do", "createdOn": 0, "items": [item]}]}
    assert dss.request("PUT", f"{PROJECT}/metadata", json=metadata).status == 200
    assert dss.request("GET", f"{PROJECT}/metadata").json()["checklists"] == metadata["checklists"]


def test_objects_have_short_identifiers(dss: DSSMock) -> None:
    folder = {"name": "files", "type": "Filesystem", "projectKey": "PENGUINS", "params": {}}
    prototype = {"name": "i", "type": "chart", "projectKey": "PENGUINS", "params": {}}
    found = [
        dss.request("POST", f"{PROJECT}/managedfolders/", json=folder).json()["id"],
        dss.request("POST", f"{PROJECT}/webapps/", json={"name": "w", "type": "STANDARD"}).json()[
            "webAppId"
        ],
        dss.request("POST", f"{PROJECT}/insights", json={"insightPrototype": prototype}).json()[
            "id"
        ],
    ]
    assert all(re.fullmatch("[A-Za-z0-9]{7,8}", id) for id in found), found


@pytest.mark.parametrize(("key", "status"), [("SALES_2", 200), ("A-B", 400), ("A B", 400)])
def test_project_key_has_letters_digits_and_underscores(
    dss: DSSMock, key: str, status: int
) -> None:
    body = {"projectKey": key, "name": "New", "owner": "admin"}
    assert dss.request("POST", "/projects/", json=body).status == status


def test_status_of_a_project_is_any_text(dss: DSSMock) -> None:
    settings = dss.request("GET", f"{PROJECT}/settings").json()
    settings["projectStatus"] = "Waiting for data"
    assert dss.request("PUT", f"{PROJECT}/settings", json=settings).status == 200
    listed = dss.request("GET", "/projects/").json()
    statuses = {each["projectKey"]: each["projectStatus"] for each in listed}
    assert statuses["PENGUINS"] == "Waiting for data"


def test_older_flag_of_a_group_is_kept(dss: DSSMock) -> None:
    group = dss.request("GET", "/admin/groups/readers").json()
    group["mayWriteCode"] = True
    assert dss.request("PUT", "/admin/groups/readers", json=group).status == 200
    assert dss.request("GET", "/admin/groups/readers").json()["mayWriteCode"] is True


def test_most_activities_of_a_connection_are_kept(dss: DSSMock) -> None:
    connection = dss.request("GET", "/admin/connections/warehouse").json()
    connection["maxActivities"] = 3
    assert dss.request("PUT", "/admin/connections/warehouse", json=connection).status == 200
    assert dss.request("GET", "/admin/connections/warehouse").json()["maxActivities"] == 3


def test_copy_at_the_top_of_a_code_environment_wins(dss: DSSMock) -> None:
    path = f"/admin/code-envs/PYTHON/{dss.request('GET', '/admin/code-envs').json()[0]['envName']}"
    definition = dss.request("GET", path).json()
    definition["usableByAll"], definition["desc"]["usableByAll"] = False, True
    assert dss.request("PUT", path, json=definition).status == 200
    saved = dss.request("GET", path).json()
    assert (saved["usableByAll"], saved["desc"]["usableByAll"]) == (False, False)


def test_update_of_a_plugin_from_git_names_the_plugin(dss: DSSMock) -> None:
    body = {"gitRepositoryUrl": "https://git.example/p.git"}
    assert dss.request("POST", "/plugins/actions/updateFromGit", json=body).status == 404


def test_business_apps_belong_to_a_licence() -> None:
    community = DSSMock("demo", edition="community")
    answer = community.request("GET", "/business-apps/")
    assert (answer.status, "license" in answer.text) == (403, True)


def test_inline_dataset_takes_no_file(dss: DSSMock) -> None:
    dataset = {"projectKey": "PENGUINS", "name": "typed", "type": "Inline", "params": {}}
    assert dss.request("POST", f"{PROJECT}/datasets/", json=dataset).status == 200
    answer = dss.request(
        "POST", f"{PROJECT}/datasets/typed/uploaded/files", files={"file": ("a.csv", b"1\n")}
    )
    assert (answer.status, "takes no uploads" in answer.text) == (400, True)


def test_definition_of_a_dataset_has_its_parts(dss: DSSMock) -> None:
    definition = dss.request("GET", f"{PROJECT}/datasets/penguins").json()
    parts = {
        "projectKey", "name", "type", "managed", "params", "partitioning", "schema", "flowOptions",
        "metrics", "metricsChecks", "tags", "checklists", "customMeta", "customFields",
        "versionTag", "creationTag",
    }  # fmt: skip
    assert parts <= set(definition)


def test_job_on_what_no_recipe_writes_ends_without_activities(dss: DSSMock) -> None:
    dataset = {"projectKey": "PENGUINS", "name": "alone", "type": "Filesystem", "managed": True}
    dss.request("POST", f"{PROJECT}/datasets/", json={**dataset, "params": {}})
    outputs = [{"type": "DATASET", "id": "alone", "partition": "NP"}]
    order = {"type": "NON_RECURSIVE_FORCED_BUILD", "outputs": outputs}
    job = dss.request("POST", f"{PROJECT}/jobs/", json=order).json()["id"]
    dss.request("GET", f"{PROJECT}/jobs/{job}/")
    dss.clock.advance(60)
    status = dss.request("GET", f"{PROJECT}/jobs/{job}/").json()
    assert (status["baseStatus"]["state"], status["baseStatus"]["activities"]) == ("DONE", {})


def test_description_that_is_written_for_people(dss: DSSMock) -> None:
    answer = dss.request("POST", f"{PROJECT}/generate-ai-description", json={})
    assert isinstance(answer.json()["msg"], str)


def test_missing_package_of_a_service_is_500(dss: DSSMock) -> None:
    assert dss.request("POST", f"{PROJECT}/apiservices/scores").status == 200
    path = f"{PROJECT}/apiservices/scores/packages/never/archive"
    answer = dss.request("GET", path)
    assert (answer.status, "Package directory does not exist" in answer.text) == (500, True)


def test_missing_exported_bundle_is_an_empty_500(dss: DSSMock) -> None:
    answer = dss.request("GET", f"{PROJECT}/bundles/exported/never/archive")
    assert (answer.status, answer.body) == (500, b"")


def test_sql_over_a_dataset_that_is_none_of_sql(dss: DSSMock) -> None:
    dataset = {"projectKey": "PENGUINS", "name": "alone", "type": "Filesystem", "params": {}}
    dss.request("POST", f"{PROJECT}/datasets/", json=dataset)
    order = {"query": "SELECT 1", "datasetFullName": "PENGUINS.alone"}
    answer = dss.request("POST", "/sql/queries/", json=order)
    assert (answer.status, "neither of sql nor hdfs type" in answer.text) == (400, True)
