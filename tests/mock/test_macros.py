"""Macros, notebooks and streaming endpoints of the mock: rights, plugins, bad bodies."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dssmock.core import DSSMock, Response
from tests.archives import zip_of
from tests.flows import plant_project
from tests.people import add_person

MANIFEST = {"id": "geo", "version": "1.0.0", "meta": {"label": "Geo"}}
ADMIN = {"name": "secret", "type": "STRING"}
MACRO = {"meta": {"label": "Clean"}, "resultType": "HTML", "params": [], "adminParams": [ADMIN]}


@pytest.fixture
def mock() -> DSSMock:
    """A project that carol may read."""
    mock = DSSMock()
    plant_project(mock, "SALES", "orders")
    add_person(mock, "carol", "readers")
    mock.table("personal_api_keys").add("k", {"id": "k", "key": "carol-key", "user": "carol"})
    let_carol(mock, "readProjectContent")
    return mock


def let_carol(mock: DSSMock, *rights: str) -> None:
    """Give the readers rights on the project, and no others."""
    line = {"group": "readers", **dict.fromkeys(rights, True)}
    body = {"owner": "admin", "permissions": [line]}
    assert mock.request("PUT", "/projects/SALES/permissions", json=body).status == 200


def ask(mock: DSSMock, method: str, path: str, body: Any = None) -> Response:
    """Ask as carol."""
    return mock.request(method, f"/projects/SALES/{path}", key="carol-key", json=body)


def install(mock: DSSMock) -> None:
    """A plugin with two macros, one of them described badly."""
    data = zip_of(
        {
            "plugin.json": json.dumps(MANIFEST),
            "python-runnables/clean/runnable.json": json.dumps(MACRO),
            "python-runnables/odd/runnable.json": "{",
            "python-runnables/clean/runnable.py": "print(1)",
        }
    )
    answer = mock.request(
        "POST", "/plugins/actions/installFromZip", files={"file": ("a.zip", data)}
    )
    assert answer.status == 200


def test_macros_of_plugins(mock: DSSMock) -> None:
    install(mock)
    path = "/projects/SALES/runnables/pyrunnable_geo_clean"
    assert mock.request("GET", path).json()["adminParams"] == [ADMIN]
    assert ask(mock, "GET", "runnables/pyrunnable_geo_clean").json()["adminParams"] == []
    odd = mock.request("GET", "/projects/SALES/runnables/pyrunnable_geo_odd").json()
    assert (odd["resultType"], odd["meta"]) == ("NONE", {"label": "odd"})
    run_id = mock.request("POST", path, json={"adminParams": {"secret": "x"}}).json()["runId"]
    assert mock.table("macro_runs").get(f"SALES.{run_id}")["params"] == {"secret": "x"}
    answer = mock.request("GET", f"{path}/result/{run_id}")
    assert b"runs no code of plugins" in answer.body
    assert answer.headers["content-type"] == "text/html"


def test_told_result_of_a_macro(mock: DSSMock) -> None:
    install(mock)
    mock.table("macro_results").put("pyrunnable_geo_clean", {"result": {"rows": 3}})
    path = "/projects/SALES/runnables/pyrunnable_geo_clean"
    run_id = mock.request("POST", path, json={}).json()["runId"]
    other = path.replace("clean", "odd")
    assert mock.request("GET", f"{other}/result/{run_id}").status == 404
    assert mock.request("GET", f"{path}/result/{run_id}").json() == {"rows": 3}


def test_parameters_for_administrators_are_ignored_from_others(mock: DSSMock) -> None:
    install(mock)
    path = "runnables/pyrunnable_geo_clean"
    assert ask(mock, "POST", path, {}).status == 403
    let_carol(mock, "readProjectContent", "writeProjectContent")
    body = {"params": None, "adminParams": {"secret": "x"}}
    run_id = ask(mock, "POST", path, body).json()["runId"]
    assert mock.table("macro_runs").get(f"SALES.{run_id}")["params"] == {}


def test_old_jobs_are_cleared_by_their_age(mock: DSSMock) -> None:
    body = {"outputs": [{"id": "orders"}]}
    for _ in range(2):
        mock.request("POST", "/projects/SALES/jobs/", json=body)
        mock.request("GET", "/projects/SALES/jobs/")
        mock.request("GET", "/projects/SALES/jobs/")
        mock.clock.advance(3600 * 24)
    path = "/projects/SALES/runnables/pyrunnable_builtin-macros_clear-job-logs"
    mock.request("POST", path, json={"params": {"age": 2}})
    assert len(mock.request("GET", "/projects/SALES/jobs/").json()) == 1


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "jupyter-notebooks/x", {"cells": []}),
        ("POST", "sql-notebooks/", {"projectKey": "SALES"}),
        ("POST", "streamingendpoints/", {"id": "x", "type": "kafka"}),
        ("POST", "jobs/", {"outputs": [{"id": "orders"}]}),
    ],
)
def test_readers_change_nothing(mock: DSSMock, method: str, path: str, body: Any) -> None:
    assert ask(mock, method, path, body).status == 403
    let_carol(mock, "readProjectContent", "writeProjectContent")
    assert ask(mock, method, path, body).status == 200


@pytest.mark.parametrize(
    "path", ["runnables/", "jupyter-notebooks/", "sql-notebooks/", "streamingendpoints/",
             "continuous-activities/", "scenarios/", "jobs/", "jobs/running/"],
)  # fmt: skip
def test_strangers_read_nothing(mock: DSSMock, path: str) -> None:
    assert ask(mock, "GET", path).status == 200
    let_carol(mock)
    assert ask(mock, "GET", path).status == 403


def test_endpoint_of_another_project_is_refused(mock: DSSMock) -> None:
    body = {"id": "x", "type": "kafka", "projectKey": "OTHER"}
    answer = mock.request("POST", "/projects/SALES/streamingendpoints/", json=body)
    assert "OTHER" in answer.json()["message"]
    body = {"id": "a/b", "type": "kafka"}
    assert mock.request("POST", "/projects/SALES/streamingendpoints/", json=body).status == 400


def test_detection_asks_for_the_right_kind(mock: DSSMock) -> None:
    body = {"id": "x", "type": "kafka"}
    mock.request("POST", "/projects/SALES/streamingendpoints/", json=body)
    path = "/projects/SALES/streamingendpoints/x/actions/testAndDetectSettings/"
    assert mock.request("POST", path + "httpsse", json={}).status == 400
    assert mock.request("POST", path + "kafka", json={}).status == 200


def test_copies_have_notebooks_and_endpoints(mock: DSSMock) -> None:
    mock.request("POST", "/projects/SALES/jupyter-notebooks/x", json={"cells": []})
    mock.request("POST", "/projects/SALES/sql-notebooks/", json={"projectKey": "SALES"})
    body = {"id": "x", "type": "kafka"}
    mock.request("POST", "/projects/SALES/streamingendpoints/", json=body)
    body = {"targetProjectName": "Copy", "targetProjectKey": "COPY", "duplicationMode": "MINIMAL"}
    assert mock.request("POST", "/projects/SALES/duplicate/", json=body).status == 200
    for path in ("jupyter-notebooks", "sql-notebooks", "streamingendpoints"):
        (copy,) = mock.request("GET", f"/projects/COPY/{path}/").json()
        assert copy["projectKey"] == "COPY"
