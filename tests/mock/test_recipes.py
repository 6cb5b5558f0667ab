from __future__ import annotations

import pytest

from dssmock.core import DSSMock
from tests.people import add_person
from tests.recipes import (
    build,
    change,
    make,
    orders,
    refused,
    run,
    sql_recipe,
    warehouse,
)
from tests.tables import columns_of, rows_in


@pytest.fixture
def mock() -> DSSMock:
    return orders()


def test_sql_query_runs_in_the_database(mock: DSSMock) -> None:
    warehouse(mock)
    script = "SELECT customer, amount * 2 AS double FROM lines;"
    path = sql_recipe(mock, "sql_query", script, "lines", "out")
    assert run(mock, path) == [("a", 2), ("b", 4)]
    assert columns_of(mock, "SALES", "out") == ["customer:string", "double:bigint"]
    path = sql_recipe(mock, "sql_query", "SELECT 'x' AS customer, 7 AS amount", "orders", "result")
    assert build(mock, "result")["state"] == "DONE"
    assert rows_in(mock, "SALES", "result") == [("x", 7)]


def test_sql_queries_that_fail(mock: DSSMock) -> None:
    warehouse(mock)
    path = sql_recipe(mock, "sql_query", "SELECT nothing FROM lines", "lines", "out")
    assert "nothing" in refused(mock, path)
    status = build(mock, "out")
    assert status["state"] == "FAILED"
    change(mock, path)
    document = mock.request("GET", path).json()
    document["payload"] = "  "
    mock.request("PUT", path, json=document)
    assert "has no query" in refused(mock, path)
    mock.request("DELETE", path)
    path = sql_recipe(mock, "sql_query", "SELECT 1", "orders", "out")
    assert "no input or output in a database" in refused(mock, path)


def test_sql_script_runs_in_the_database(mock: DSSMock) -> None:
    warehouse(mock)
    script = "DELETE FROM result; INSERT INTO result SELECT customer, 9 FROM lines"
    sql_recipe(mock, "sql_script", script, "lines", "result")
    assert build(mock, "result")["state"] == "DONE"
    assert rows_in(mock, "SALES", "result") == [("a", 9), ("b", 9)]


def test_engine_is_the_database_where_all_is_in_one(mock: DSSMock) -> None:
    warehouse(mock)
    path = sql_recipe(mock, "grouping", "{}", "lines", "result")
    status = mock.request("GET", f"{path}/status").json()
    assert [each["type"] for each in status["engines"]] == ["DSS", "SQL"]
    assert status["selectedEngine"]["type"] == "SQL"
    change(mock, path, engineType="DSS")
    assert mock.request("GET", f"{path}/status").json()["selectedEngine"]["type"] == "DSS"


def test_changed_schema_drops_the_table(mock: DSSMock) -> None:
    warehouse(mock)
    path = sql_recipe(mock, "sync", "", "lines", "result")
    columns = [{"name": "other", "type": "string"}]
    body = {
        "computableType": "DATASET",
        "computableId": "result",
        "newSchema": {"columns": columns},
        "dropAndRecreate": True,
    }
    url = f"{path}/actions/updateOutputSchema"
    assert mock.request("POST", url, json=body).status == 200
    assert columns_of(mock, "SALES", "result") == ["other:string"]
    update = mock.request("GET", f"{path}/schema-update").json()
    assert update["totalIncompatibilities"] == 3
    for wrong, status in (
        ({"computableId": "lines"}, 404),
        ({"computableType": "STREAMING_ENDPOINT"}, 400),
        ({"newSchema": {"columns": "all"}}, 400),
        ({"newSchema": {"columns": ["all"]}}, 400),
        ({"newSchema": {"columns": [{"name": "x"}]}}, 400),
    ):
        assert mock.request("POST", url, json={**body, **wrong}).status == status


def test_schema_differences_are_described(mock: DSSMock) -> None:
    path = make(mock, "sync")
    run(mock, path)
    with mock.table("datasets").edit("SALES.out") as document:
        columns = document["schema"]["columns"]
        columns[0]["type"] = "bigint"
        columns.append({"name": "old", "type": "string"})
    found = mock.request("GET", f"{path}/schema-update").json()["computables"][0]
    assert found["incompatibilities"] == [
        "Column customer of the output is bigint, it will be string",
        "The recipe gives no column old",
    ]
    with mock.table("datasets").edit("SALES.out") as document:
        columns = document["schema"]["columns"]
        columns[0]["type"] = "string"
        columns.pop()
        columns.reverse()
    found = mock.request("GET", f"{path}/schema-update").json()["computables"][0]
    assert found["incompatibilities"] == ["The columns of the output are in another order"]


def test_recipes_whose_schema_the_mock_does_not_compute(mock: DSSMock) -> None:
    path = make(mock, "window")
    update = mock.request("GET", f"{path}/schema-update").json()
    assert update == {"totalIncompatibilities": 0, "computables": []}
    assert refused(mock, path) == ""


def test_status_names_what_does_not_exist_any_more(mock: DSSMock) -> None:
    path = make(mock, "sync")
    mock.table("datasets").delete("SALES.orders")
    assert refused(mock, path) == "The input orders does not exist"
    document = mock.request("GET", path).json()
    document["recipe"]["outputs"] = {}
    mock.request("PUT", path, json=document)
    assert "Recipe sync has no output" in refused(mock, path)
    document["recipe"]["inputs"] = {}
    mock.request("PUT", path, json=document)


def test_recipe_without_input_is_named(mock: DSSMock) -> None:
    path = make(mock, "sync")
    document = mock.request("GET", path).json()
    document["recipe"]["inputs"] = {}
    mock.request("PUT", path, json=document)
    assert refused(mock, path) == "Recipe sync has no input"


def test_what_a_recipe_cannot_be(mock: DSSMock) -> None:
    url = "/projects/SALES/recipes/"
    output = {"main": {"items": [{"ref": "out"}]}}
    for prototype, message in (
        ({}, "its type is missing"),
        ({"type": "sync", "projectKey": "OTHER"}, "projectKey must be SALES"),
        ({"type": "sync", "outputs": {"main": {"items": [{}]}}}, "has no output"),
        ({"type": "sync", "inputs": {"main": {"items": [{}]}}}, "one of its inputs has no ref"),
        (
            {"type": "sync", "outputs": {"main": {"items": [{"ref": "X.y"}]}}},
            "is of another project",
        ),
        ({"type": "sync", "name": "a/b", "outputs": output}, "Not a valid identifier"),
        ({"type": "sync", "inputs": {"main": [1]}}, "Invalid recipePrototype: inputs"),
    ):
        answer = mock.request("POST", url, json={"recipePrototype": prototype})
        assert answer.status == 400
        assert message in answer.json()["message"]


def test_payload_that_cannot_be_understood(mock: DSSMock) -> None:
    path = make(mock, "grouping", outputDatasetsCreationSettingsByRole=3, groupKey={})
    change(mock, path, {"keys": 3})
    assert "payload of recipe grouping cannot be understood" in refused(mock, path)


def test_what_cannot_be_changed(mock: DSSMock) -> None:
    path = make(mock, "sync")
    document = mock.request("GET", path).json()
    for member in ("projectKey", "name", "type"):
        wrong = {**document, "recipe": {**document["recipe"], member: "other"}}
        answer = mock.request("PUT", path, json=wrong)
        assert (answer.status, member in answer.json()["message"]) == (400, True)
    assert mock.request("PUT", path, json={"payload": "x"}).status == 400
    del document["recipe"]["projectKey"], document["recipe"]["type"]
    assert mock.request("PUT", path, json=document).status == 200
    changed = mock.request("GET", path).json()["recipe"]
    assert (changed["type"], changed["versionTag"]["versionNumber"]) == ("sync", 1)


def test_rights_on_recipes(mock: DSSMock) -> None:
    path = make(mock, "sync")
    add_person(mock, "eve", "readers")
    mock.table("personal_api_keys").add("k", {"id": "k", "key": "eve-key", "user": "eve"})
    with mock.table("projects").edit("SALES") as project:
        project["permissions"]["permissions"] = [{"group": "readers", "readProjectContent": True}]
    assert mock.request("GET", path, key="eve-key").status == 200
    body = mock.request("GET", path).json()
    body_of_rename = {"oldName": "sync", "newName": "x"}
    for method, url, sent in (
        ("PUT", path, body),
        ("DELETE", path, None),
        ("PUT", f"{path}/metadata", {}),
        ("POST", "/projects/SALES/recipes/", {"recipePrototype": {"type": "sync"}}),
        ("POST", "/projects/SALES/actions/renameRecipe", body_of_rename),
        ("POST", "/projects/SALES/flow/zones", {"name": "x"}),
        ("POST", "/projects/SALES/flow/tools/propagate-schema/", {"sources": []}),
    ):
        assert mock.request(method, url, json=sent, key="eve-key").status == 403
    assert mock.request("GET", "/projects/SALES/flow/graph/", key="eve-key").status == 200


def test_recipes_and_zones_go_with_their_project(mock: DSSMock) -> None:
    path = make(mock, "sync")
    zone = mock.request("POST", "/projects/SALES/flow/zones", json={"name": "Raw"}).json()
    item = {"objectType": "RECIPE", "objectId": "sync"}
    mock.request("POST", f"/projects/SALES/flow/zones/{zone['id']}/items", json=item)
    body = {"targetProjectKey": "COPY", "targetProjectName": "Copy", "duplicationMode": "FULL"}
    assert mock.request("POST", "/projects/SALES/duplicate/", json=body).status == 200
    copied = mock.request("GET", path.replace("SALES", "COPY")).json()["recipe"]
    assert copied["projectKey"] == "COPY"
    zones = mock.request("GET", "/projects/COPY/flow/zones").json()
    assert [each["objectId"] for each in zones[1]["items"]] == ["sync", "out"]
    mock.request("DELETE", "/projects/COPY")
    assert not [id for id in mock.table("flow_zones").ids() if id.startswith("COPY.")]


def test_zone_position_is_taken_at_creation_only(mock: DSSMock) -> None:
    url = "/projects/SALES/flow/zones"
    position = {"x": 3, "y": 4}
    zone = mock.request("POST", url, json={"name": "Raw", "position": position}).json()
    assert zone["position"] == position
    changed = {**zone, "position": {"x": 0, "y": 0}, "name": "Rough"}
    assert mock.request("PUT", f"{url}/{zone['id']}", json=changed).status == 200
    zone = mock.request("GET", f"{url}/{zone['id']}").json()
    assert (zone["name"], zone["position"]) == ("Rough", position)
    assert mock.request("PUT", f"{url}/{zone['id']}", json={**zone, "id": "x"}).status == 400
    query = {"purpose": "fun"}
    wrong = mock.request("POST", f"{url}/{zone['id']}/generate-ai-description", query=query)
    assert wrong.status == 400


def test_propagation_needs_a_source(mock: DSSMock) -> None:
    url = "/projects/SALES/flow/tools/propagate-schema/"
    assert mock.request("POST", url, json={"sources": []}).status == 400


def test_documentation_that_was_lost(mock: DSSMock) -> None:
    base = "/projects/SALES/flow/documentation"
    job = mock.request("POST", f"{base}/generate").json()["jobId"]
    id = mock.request("GET", f"/futures/{job}").json()["result"]["exportId"]
    assert mock.request("GET", f"{base}/generated/{id}").status == 200
    for blob in mock.blobs.keys("flow_documentation/"):
        mock.blobs.delete(blob)
    assert mock.request("GET", f"{base}/generated/{id}").status == 404
    tool = mock.request("POST", "/projects/SALES/flow/tools/", query={"type": "COPY"}).text
    update = mock.request("POST", f"/projects/SALES/flow/tools/{tool}/update")
    mock.request("POST", f"/projects/SALES/flow/tools/{tool}/stop")
    assert mock.request("GET", f"/futures/{update.json()['jobId']}").json()["hasResult"]
