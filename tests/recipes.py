"""Recipes that tests make on a mock, change and run, all into the dataset `out` of SALES."""

from __future__ import annotations

import json
from typing import Any

from dssmock.core import DSSMock
from tests.tables import add_table, rows_in

ROWS = [
    ["a", 10, 1.5, "2026-01-01"],
    ["a", 20, 2.5, "2026-01-02"],
    ["b", 30, None, "2026-01-03"],
    ["", 5, 0.5, ""],
]
COLUMNS = "customer:string amount:bigint rate:double day:dateonly"


def orders() -> DSSMock:
    """An instance with the project SALES: orders, cities and a dataset without columns."""
    mock = DSSMock()
    body = {"projectKey": "SALES", "name": "Sales", "owner": "admin"}
    mock.request("POST", "/projects/", json=body)
    add_table(mock, "SALES", "orders", COLUMNS, ROWS)
    add_table(mock, "SALES", "cities", "id:string city:string", [["a", "Paris"], ["c", "Oslo"]])
    add_table(mock, "SALES", "out", "")
    return mock


def make(mock: DSSMock, kind: str, *inputs: str, **settings: Any) -> str:
    """Create a recipe that writes into `out`; gives its path."""
    prototype = {
        "type": kind,
        "name": kind,
        "inputs": {"main": {"items": [{"ref": name} for name in inputs or ("orders",)]}},
        "outputs": {"main": {"items": [{"ref": "out"}]}},
    }
    body = {"recipePrototype": prototype, "creationSettings": settings}
    answer = mock.request("POST", "/projects/SALES/recipes/", json=body)
    assert answer.status == 200, answer.text
    return f"/projects/SALES/recipes/{answer.json()['name']}"


def change(mock: DSSMock, path: str, payload: Any = None, **params: Any) -> None:
    """Change members of the payload and of the parameters of a recipe."""
    document = mock.request("GET", path).json()
    document["recipe"]["params"].update(params)
    if payload is not None:
        document["payload"] = json.dumps({**json.loads(document["payload"]), **payload})
    assert mock.request("PUT", path, json=document).status == 200


def run(mock: DSSMock, path: str) -> list[tuple[Any, ...]]:
    """Bring the schema of `out` in line and build it; gives its rows."""
    for each in mock.request("GET", f"{path}/schema-update").json()["computables"]:
        body = {
            "computableType": each["type"],
            "computableId": each["datasetName"],
            "newSchema": each["newSchema"],
        }
        mock.request("POST", f"{path}/actions/updateOutputSchema", json=body)
    job = {"outputs": [{"type": "DATASET", "id": "out"}]}
    id = mock.request("POST", "/projects/SALES/jobs/", json=job).json()["id"]
    for _ in range(4):
        status = mock.request("GET", f"/projects/SALES/jobs/{id}/").json()["baseStatus"]
    assert status["state"] == "DONE", status
    return rows_in(mock, "SALES", "out")


def refused(mock: DSSMock, path: str) -> str:
    """What the status of a recipe says is wrong."""
    said = mock.request("GET", f"{path}/status").json()["allMessagesForFrontend"]["messages"]
    return " / ".join(each["title"] for each in said)


def make_again(mock: DSSMock, path: str, **settings: Any) -> str:
    mock.request("DELETE", path)
    return make(mock, path.rpartition("/")[2], **settings)


def warehouse(mock: DSSMock) -> None:
    for name, rows in (("lines", [["a", 1], ["b", 2]]), ("result", [])):
        add_table(mock, "SALES", name, "customer:string amount:bigint", rows, connection="dwh")


def sql_recipe(mock: DSSMock, kind: str, script: str, source: str, target: str) -> str:
    prototype = {
        "type": kind,
        "inputs": {"main": {"items": [{"ref": source}]}},
        "outputs": {"main": {"items": [{"ref": target}]}},
    }
    body = {"recipePrototype": prototype, "creationSettings": {"script": script}}
    name = mock.request("POST", "/projects/SALES/recipes/", json=body).json()["name"]
    return f"/projects/SALES/recipes/{name}"


def build(mock: DSSMock, name: str) -> dict[str, Any]:
    job = {"outputs": [{"type": "DATASET", "id": name}]}
    id = mock.request("POST", "/projects/SALES/jobs/", json=job).json()["id"]
    for _ in range(4):
        status = mock.request("GET", f"/projects/SALES/jobs/{id}/").json()["baseStatus"]
    return status
