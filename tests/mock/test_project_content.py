"""Managed folders, libraries, wiki and Git of the mock, asked without a client."""

from __future__ import annotations

from typing import Any

import pytest

from dssmock.core import DSSMock, Response
from dssmock.services import _library_state as library
from dssmock.services import _managed_folder_state as folders

SALES = {"projectKey": "SALES", "name": "Sales", "owner": "admin"}


@pytest.fixture
def mock() -> DSSMock:
    mock = DSSMock(strict=True)
    assert mock.request("POST", "/projects/", json=SALES).status == 200
    return mock


@pytest.fixture
def folder(mock: DSSMock) -> str:
    """The path of a managed folder."""
    body = {"name": "reports", "type": None, "params": {"connection": "filesystem_folders"}}
    made = mock.request("POST", "/projects/SALES/managedfolders/", json=body).json()
    return f"/projects/SALES/managedfolders/{made['id']}"


def put(mock: DSSMock, path: str, data: bytes = b"x") -> Response:
    return mock.request("POST", path, files={"file": ("", data)})


def test_paths_of_files_are_tidied(mock: DSSMock, folder: str) -> None:
    assert put(mock, f"{folder}/contents//a//b.txt").json()["path"] == "/a/b.txt"
    listed = mock.request("GET", f"{folder}/contents/").json()["items"]
    assert [item["path"] for item in listed] == ["/a/b.txt"]
    assert mock.request("GET", f"{folder}/contents/a/b.txt").body == b"x"
    assert put(mock, f"{folder}/contents/a/../b").status == 400


def test_a_slash_empties_a_folder(mock: DSSMock, folder: str) -> None:
    put(mock, f"{folder}/contents/a")
    assert mock.request("DELETE", f"{folder}/contents//").status == 200
    assert mock.request("GET", f"{folder}/contents").json() == {"items": []}


@pytest.mark.parametrize("name", ["", " "])
def test_a_folder_has_a_name(mock: DSSMock, folder: str, name: str) -> None:
    answer = mock.request("POST", "/projects/SALES/managedfolders/", json={"name": name})
    assert answer.status == 400
    body = {"id": folder.rpartition("/")[2], "newName": name}
    path = "/projects/SALES/actions/renameManagedFolder"
    assert mock.request("POST", path, json=body).status == 400


@pytest.mark.parametrize(
    ("dimensions", "pattern", "path", "partition"),
    [
        ([], "", "/a", "NP"),
        ([{"name": "d", "type": "time"}], "/%Y/%M/%D/%H/.*", "/2026/01/02/03/x", "2026-01-02-03"),
        ([{"name": "c", "type": "value"}], "/%{c}/.*", "/fr/x", "fr"),
        ([{"name": "c", "type": "value"}], "/%{c}/%{c}-.*", "/fr/fr-x", "fr"),
        ([{"name": "c", "type": "value"}], "/%{c}/%{c}-.*", "/fr/de-x", None),
        ([{"name": "c", "type": "value"}], "/%{other}/.*", "/fr/x", ""),
    ],
)
def test_partitions_of_files(
    dimensions: list[Any], pattern: str, path: str, partition: str | None
) -> None:
    folder = {"partitioning": {"dimensions": dimensions, "filePathPattern": pattern}}
    assert folders.partition_of(folder, path) == partition


def test_a_pattern_that_is_none(mock: DSSMock, folder: str) -> None:
    definition = mock.request("GET", folder).json()
    definition["partitioning"] = {"dimensions": [{"name": "c"}], "filePathPattern": "("}
    assert mock.request("PUT", folder, json=definition).status == 200
    put(mock, f"{folder}/contents/a")
    state = mock.request("POST", f"{folder}/actions/computeMetrics").json()
    assert mock.request("GET", f"/futures/{state['jobId']}").status == 400


def test_metrics_of_one_partition(mock: DSSMock, folder: str) -> None:
    definition = mock.request("GET", folder).json()
    dimensions = [{"name": "c", "type": "value"}]
    definition["partitioning"] = {"dimensions": dimensions, "filePathPattern": "/%{c}/.*"}
    mock.request("PUT", folder, json=definition)
    for path in ("fr/1", "fr/2", "de/1"):
        put(mock, f"{folder}/contents/{path}")
    asked = mock.request("POST", f"{folder}/actions/computeMetrics?partition=fr").json()
    computed = mock.request("GET", f"/futures/{asked['jobId']}").json()["result"]["computed"]
    assert [(each["partition"], each["value"]) for each in computed] == [("fr", "2"), ("fr", "2")]


LIBRARY = "/projects/SALES/libraries"


def test_files_and_folders_of_a_library_exclude_each_other(mock: DSSMock) -> None:
    assert mock.request("POST", f"{LIBRARY}/contents/a", content=b"x").status == 200
    assert mock.request("POST", f"{LIBRARY}/contents/a/b", content=b"x").status == 400
    assert mock.request("POST", f"{LIBRARY}/folders/a/b").status == 400
    assert mock.request("POST", f"{LIBRARY}/contents/python", content=b"x").status == 400
    assert mock.request("GET", f"{LIBRARY}/contents/python").status == 500
    assert mock.request("GET", f"{LIBRARY}/contents/nowhere").status == 404
    assert mock.request("DELETE", f"{LIBRARY}/contents/..").status == 400


def test_items_of_a_library_do_not_take_the_place_of_others(mock: DSSMock) -> None:
    mock.request("POST", f"{LIBRARY}/contents/a", content=b"x")
    mock.request("POST", f"{LIBRARY}/contents/python/a", content=b"y")
    for action, body in (
        ("rename", {"oldPath": "/a", "newName": "R"}),
        ("move", {"oldPath": "/a", "newPath": "/python"}),
        ("move", {"oldPath": "/python/a", "newPath": "/a"}),
    ):
        assert mock.request("POST", f"{LIBRARY}/contents-actions/{action}", json=body).status == 400
    assert library.read(mock, "SALES", "a") == b"x"


def test_what_a_library_says_of_others_may_be_broken(mock: DSSMock) -> None:
    path = f"{LIBRARY}/contents/external-libraries.json"
    for broken in (b"{", b"[]"):
        mock.request("POST", path, content=broken)
        answer = mock.request("GET", "/projects/SALES/git/lib-git-refs/")
        assert answer.json()["gitReferences"] == {}


def test_a_push_of_libraries_needs_their_branch(mock: DSSMock) -> None:
    git = "/projects/SALES/git/lib-git-refs"

    def add(path: str, checkout: str) -> None:
        body = {"repository": "url", "localTargetPath": path, "checkout": checkout}
        state = mock.request("POST", f"{git}/", json={**body, "addToPythonPath": False}).json()
        mock.request("GET", f"/futures/{state['jobId']}")

    def push(path: str) -> Response:
        state = mock.request("POST", f"{git}/action/push", json={"gitRef": path}).json()
        return mock.request("GET", f"/futures/{state['jobId']}")

    add("python/a", "main")
    assert push("python/a").status == 200
    assert push("python/a").status == 200
    body = {"repository": "url", "checkout": "other"}
    assert mock.request("PUT", f"{git}/python/a", json=body).json() == "python/a"
    assert push("python/a").status == 400
    path = f"{LIBRARY}/contents/python/a"
    assert mock.request("DELETE", path).status == 200
    assert mock.request("DELETE", f"{git}/python/a?deleteDirectory=true").status == 200


def test_a_commit_that_is_none(mock: DSSMock) -> None:
    git = "/projects/SALES/git"
    mock.request("GET", f"{git}/status")
    blob = next(key for key in mock.blobs.keys("projects/SALES/git/"))
    mock.blobs.put(blob, b"[]")
    answer = mock.request("GET", f"{git}/actions/log?startCommit={blob.rpartition('/')[2]}")
    assert answer.status == 404


def test_the_same_content_is_kept_once_and_documents_without_key_are_committed(
    mock: DSSMock,
) -> None:
    git = "/projects/SALES/git"
    mock.table("other_things").add("loose", {"projectKey": "SALES", "x": 1})
    mock.request("GET", f"{git}/status")
    mock.table("other_things").delete("loose")
    assert mock.request("GET", f"{git}/status").json()["missing"] == ["other_things/@loose.json"]
    mock.request("POST", f"{git}/actions/resetToLocalHeadState")
    assert mock.table("other_things").get("loose") == {"projectKey": "SALES", "x": 1}


def test_the_state_is_answered_after_a_restart(mock: DSSMock, folder: str) -> None:
    put(mock, f"{folder}/contents/a", b"data")
    mock.request("GET", "/projects/SALES/git/status")
    again = DSSMock(strict=True)
    again.restore(mock.snapshot())
    assert again.request("GET", f"{folder}/contents/a").body == b"data"
    assert again.request("GET", "/projects/SALES/git/status").json()["clean"] is True
