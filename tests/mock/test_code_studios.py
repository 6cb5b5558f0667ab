"""Code studios of the mock: rights, refusals, and what becomes of files."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dssmock.core import DSSMock, ManualClock, Response
from dssmock.services import _code_studio_state as state
from dssmock.services._plugin_archive import write_zip
from dssmock.services.code_studio_template import MANIFEST
from tests.people import add_group, add_person

STUDIO = {"projectKey": "PENGUINS", "id": "studio00", "libName": "studio00", "owner": "alice"}
PATH = "/projects/PENGUINS/code-studios/studio00"


@pytest.fixture
def mock() -> DSSMock:
    return DSSMock(seed="demo", strict=True, clock=ManualClock())


def ask(mock: DSSMock, login: str, method: str, path: str, **options: Any) -> Response:
    """Send a request as a user."""
    key = f"key-of-{login}"
    document = {"id": key, "key": key, "user": login, "label": login}
    mock.table("personal_api_keys").put(key, document)
    return mock.request(method, path, key=key, **options)


def run(mock: DSSMock, action: str = "restart") -> None:
    """Start or stop the code studio, as its owner."""
    assert ask(mock, "alice", "POST", f"{PATH}/{action}").status == 200
    mock.request("GET", "/instance-info")


def status(mock: DSSMock) -> str:
    return mock.request("GET", f"{PATH}/status").json()["state"]


def people(mock: DSSMock) -> None:
    """Carol reads the project, dave writes, erin administers it."""
    rights = {"carol": "readProjectContent", "dave": "writeProjectContent", "erin": "admin"}
    for login in rights:
        add_person(mock, login)
    with mock.table("projects").edit("PENGUINS") as project:
        project["permissions"]["permissions"] += [
            {"user": login, right: True} for login, right in rights.items()
        ]


@pytest.mark.parametrize(
    ("method", "end"),
    [
        ("POST", "/restart"),
        ("POST", "/stop"),
        ("DELETE", ""),
        ("POST", "/change-owner?newOwner=dave"),
        ("GET", "/conflicts/user-versioned"),
        ("GET", "/pull/user-versioned"),
        ("GET", "/push/user-versioned"),
    ],
)
def test_only_owner_and_administrators_handle_it(mock: DSSMock, method: str, end: str) -> None:
    people(mock)
    run(mock)
    for login in ("carol", "dave"):
        answer = ask(mock, login, method, PATH + end)
        assert (answer.status, "another user" in answer.json()["message"]) == (403, True)
    assert ask(mock, "erin", method, PATH + end).status == 200


def test_readers_look_and_writers_create(mock: DSSMock) -> None:
    people(mock)
    create = {"name": "Mine", "templateId": "vscode"}
    place = "/projects/PENGUINS/code-studios/"
    assert ask(mock, "carol", "GET", f"{PATH}/status").json()["state"] == "STOPPED"
    assert ask(mock, "carol", "POST", place, json=create).status == 403
    made = ask(mock, "dave", "POST", place, json=create).json()["codeStudio"]
    assert made["owner"] == "dave"
    assert len(ask(mock, "carol", "GET", place).json()) == 2
    add_person(mock, "frank")
    assert ask(mock, "frank", "GET", place).status == 403


def test_templates_are_managed_by_those_who_may(mock: DSSMock) -> None:
    add_group(mock, "makers", "mayCreateCodeStudioTemplates")
    add_group(mock, "managers", "mayManageCodeStudioTemplates")
    add_person(mock, "carol", "makers")
    add_person(mock, "dave", "managers")
    add_person(mock, "erin")
    place, body = "/admin/code-studios/", {"label": "Mine", "type": "manual"}
    assert ask(mock, "erin", "POST", place, json=body).status == 403
    made = ask(mock, "carol", "POST", place, json=body).json()["id"]
    settings = ask(mock, "carol", "GET", place + made).json()
    assert ask(mock, "erin", "GET", place + made).status == 403
    assert ask(mock, "carol", "GET", f"{place}vscode").status == 403
    assert ask(mock, "carol", "PUT", place + made, json={**settings, "usableByAll": False}).status
    assert [each["id"] for each in ask(mock, "erin", "GET", place).json()] == ["vscode"]
    assert len(ask(mock, "dave", "GET", place).json()) == 2
    assert ask(mock, "dave", "DELETE", place + made).json()["success"]
    assert ask(mock, "dave", "GET", place + made).status == 404


@pytest.mark.parametrize(
    "change", [{"label": " "}, {"type": None}, {"id": "other"}], ids=["label", "type", "id"]
)
def test_settings_of_a_template_are_checked(mock: DSSMock, change: dict[str, Any]) -> None:
    path = "/admin/code-studios/vscode"
    settings = mock.request("GET", path).json()
    assert mock.request("PUT", path, json={**settings, **change}).status == 400
    assert mock.request("GET", path).json() == settings


def test_a_build_is_not_forged_by_settings(mock: DSSMock) -> None:
    path = "/admin/code-studios/vscode"
    settings = mock.request("GET", path).json()
    mock.request("PUT", path, json={**settings, "lastBuilt": 1, "buildFor": [], "new": 2})
    assert mock.request("GET", path).json() == {**settings, "new": 2}


def test_archives_are_checked(mock: DSSMock) -> None:
    good = write_zip({MANIFEST: json.dumps({"label": "X", "type": "manual"}).encode()})
    for data, query in (
        (b"no zip", ""),
        (write_zip({"a.txt": b""}), ""),
        (write_zip({MANIFEST: b"{}"}), ""),
        (good, "?importSpec=nonsense"),
        (good, "?importSpec=[]"),
    ):
        files = {"file": ("t.zip", data)}
        path = f"/admin/code-studios/import{query}"
        assert mock.request("POST", path, files=files).status == 400
    files = {"file": ("t.zip", good)}
    made = mock.request("POST", "/admin/code-studios/import", files=files).json()["id"]
    assert mock.request("GET", f"/admin/code-studios/{made}").json()["lastBuilt"] == 0


def test_an_aborted_start_leaves_nothing(mock: DSSMock) -> None:
    mock.futures.default_ms = 60_000
    task = ask(mock, "alice", "POST", f"{PATH}/restart").json()["jobId"]
    assert status(mock) == "STARTING"
    mock.request("DELETE", f"/futures/{task}")
    assert status(mock) == "STOPPED"
    assert mock.request("GET", f"{PATH}/push/user-versioned").status == 400


def test_an_aborted_stop_lets_it_run(mock: DSSMock) -> None:
    run(mock)
    mock.futures.default_ms = 60_000
    task = ask(mock, "alice", "POST", f"{PATH}/stop").json()["jobId"]
    assert status(mock) == "STOPPING"
    mock.request("DELETE", f"/futures/{task}")
    assert status(mock) == "RUNNING"


def test_one_that_is_deleted_does_not_start(mock: DSSMock) -> None:
    mock.futures.default_ms = 60_000
    task = mock.request("POST", f"{PATH}/restart").json()["jobId"]
    assert mock.request("DELETE", PATH).status == 200
    mock.clock.advance(61)
    assert mock.request("GET", f"/futures/{task}").status == 404
    assert mock.table(state.RUNS).ids() == []


def test_a_restart_keeps_what_was_written(mock: DSSMock) -> None:
    run(mock)
    state.write_in_pod(mock, STUDIO, "code_studio-resources", "big.bin", b"1")
    run(mock)
    assert state.in_pod(mock, STUDIO, "code_studio-resources") == {"big.bin": b"1"}
    run(mock, "stop")
    assert state.in_pod(mock, STUDIO, "code_studio-resources") == {}
    assert mock.request("DELETE", PATH).status == 200
    assert state.in_dss(mock, STUDIO, "code_studio-resources") == {}


def test_files_deleted_in_the_editor_leave_the_library(mock: DSSMock) -> None:
    run(mock)
    state.delete_in_pod(mock, STUDIO, state.LIBRARY, "python/penguins.py")
    assert mock.request("GET", f"{PATH}/pull/{state.LIBRARY}").status == 200
    gone = mock.request("GET", "/projects/PENGUINS/libraries/contents/python/penguins.py")
    assert gone.status == 404


def test_files_of_a_user_stay_with_the_user(mock: DSSMock) -> None:
    run(mock)
    state.write_in_pod(mock, STUDIO, "user-versioned", ".bashrc", b"alice")
    mock.blobs.put("users/bob/code_studio/versioned/.bashrc", b"bob")
    assert mock.request("POST", f"{PATH}/change-owner?newOwner=bob").json()["owner"] == "bob"
    assert state.in_pod(mock, STUDIO, "user-versioned") == {".bashrc": b"bob"}
    assert state.in_dss(mock, STUDIO, "user-versioned") == {".bashrc": b"alice"}
    assert mock.request("POST", f"{PATH}/change-owner?newOwner=nobody").status == 400


def test_a_code_studio_goes_with_its_project(mock: DSSMock) -> None:
    run(mock)
    state.write_in_pod(mock, STUDIO, "code_studio-versioned", "a", b"1")
    assert mock.request("DELETE", "/projects/PENGUINS").status == 200
    assert mock.table(state.STUDIOS).ids() == mock.table(state.RUNS).ids() == []
    assert state.in_pod(mock, STUDIO, "code_studio-versioned") == {}


@pytest.mark.parametrize("name", ["", " "])
def test_a_code_studio_has_a_name(mock: DSSMock, name: str) -> None:
    body = {"name": name, "templateId": "vscode"}
    assert mock.request("POST", "/projects/PENGUINS/code-studios/", json=body).status == 400


def test_a_zone_that_is_none_is_not_written(mock: DSSMock) -> None:
    run(mock)
    assert mock.request("GET", f"{PATH}/pull/attic").status == 404
    assert "error" in mock.request("GET", f"{PATH}/conflicts/attic").json()
