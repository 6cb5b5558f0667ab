# Derived by `tox -e generate` from tests/aio/test_upkeep.py. Do not edit.
"""Footprints, synchronisation with Govern, checks of rights."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dataikuapi._errors import DSSForbidden, DSSNotFound
from dataikuapi.dss.footprint import Footprint
from dataikuapi.dss.future import DSSFuture
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.people import add_person


@pytest.fixture
def folder_size(client: DSSClient) -> int:
    """Size of the file in the managed folder of a project."""
    project = client.create_project("SALES", "Sales", "admin")
    folder = project.create_managed_folder("papers")
    folder.put_file("a.bin", b"x" * 2000)
    return 2000


def test_a_project_is_measured(client: DSSClient, folder_size: int) -> None:
    handle = client.get_data_directories_footprint()
    found = handle.compute_project_footprint("SALES")
    assert isinstance(found, Footprint)
    assert found["projectKey"] == "SALES"
    assert (found.size, found.nb_files, found.nb_errors) == (folder_size, 1, 0)
    assert found.human_readable_size == "2.00 KB"
    assert found.details["managed_folders"].size == folder_size
    client.get_project("SALES").export_bundle("v1")
    bigger = handle.compute_project_footprint("SALES")
    assert bigger.details["archives"].nb_files == 1
    assert bigger.size > found.size
    with pytest.raises(DSSNotFound):
        handle.compute_project_footprint("NONE")
    with pytest.raises(ValueError, match="project_key"):
        handle.compute_project_footprint("")


def test_the_instance_is_measured(client: DSSClient, folder_size: int, mock: DSSMock) -> None:
    client.create_code_env("PYTHON", "env", "DESIGN_MANAGED")
    handle = client.get_data_directories_footprint()
    whole = handle.compute_all_dss_footprint()
    assert mock.calls[-2].query == {"summaryOnly": False}
    assert list(whole.details["projects"].details) == ["SALES"]
    assert whole.details["projects"].size == folder_size
    assert list(whole.details["codeEnvs"].details) == ["env (PYTHON)"]
    shared = handle.compute_global_only_footprint()
    assert "projects" not in shared.details
    assert shared.nb_folders == whole.nb_folders - whole.details["projects"].nb_folders


def test_what_is_unknown_is_measured(client: DSSClient, mock: DSSMock) -> None:
    handle = client.get_data_directories_footprint()
    mock.blobs.put("/data/old.zip", b"123")
    mock.blobs.put("stray", b"1")
    found = handle.compute_unknown_footprint()
    assert mock.calls[-2].query == {"summaryOnly": True}
    assert (found.size, found.details) == (4, {})
    found = handle.compute_unknown_footprint(show_summary_only=False)
    assert {name: each.size for name, each in found.details.items()} == {"/": 1, "/data": 3}


def test_measures_can_go_on_alone(
    client: DSSClient, folder_size: int, client_as: Callable[[str], DSSClient],
    mock: DSSMock,
) -> None:  # fmt: skip
    handle = client.get_data_directories_footprint()
    for future in (
        handle.compute_global_only_footprint(wait=False),
        handle.compute_all_dss_footprint(wait=False),
        handle.compute_unknown_footprint(wait=False),
        handle.compute_project_footprint("SALES", wait=False),
    ):
        assert isinstance(future, DSSFuture)
    result = future.wait_for_result()
    assert result["projects"]["items"][0]["size"] == folder_size
    add_person(mock, "carol")
    with client_as("carol") as carol:
        with pytest.raises(DSSForbidden):
            carol.get_data_directories_footprint().compute_all_dss_footprint()


def test_a_project_footprint_without_projects(client: DSSClient, mock: DSSMock) -> None:
    client.create_project("SALES", "Sales", "admin")
    mock.futures.script("DONE", result={"size": 0})
    found = client.get_data_directories_footprint().compute_project_footprint("SALES")
    assert found == {"size": 0}
    mock.futures.script("DONE", result={"size": 1})
    found = client.get_data_directories_footprint().compute_unknown_footprint()
    assert found == {"size": 1}


def test_govern_sync(client: DSSClient, mock: DSSMock) -> None:
    project = client.create_project("SALES", "Sales", "admin")
    client.create_project("OTHER", "Other", "admin")
    result = (client.govern_dss_sync()).wait_for_result()
    assert result["synced"] == {"projects": 2}
    assert mock.calls[-2].query == {}
    result = (client.govern_dss_sync("SALES")).wait_for_result()
    assert mock.calls[-2].query == {"projectKey": "SALES"}
    assert result["synced"] == {"projects": 1}
    with pytest.raises(DSSNotFound, match="NONE"):
        client.govern_dss_sync(project_key="NONE")
    project.export_bundle("v1")
    project.publish_bundle("v1")
    result = (client.govern_deployer_sync()).wait_for_result()
    assert result["synced"] == {"deployments": 0, "published": 1}


def test_permission_check(
    client: DSSClient, mock: DSSMock, client_as: Callable[[str], DSSClient]
) -> None:
    project = client.create_project("SALES", "Sales", "admin")
    add_person(mock, "carol", "readers")
    line = {"group": "readers", "readProjectContent": True}
    project.set_permissions({"owner": "admin", "permissions": [line]})
    with client_as("carol") as carol:
        check = carol.new_permission_check().with_item("DATASET", "SALES", "orders")
        answer = check.with_item("DATASET", "NONE", "x").execute_raw()
    assert mock.calls[-1].body == {
        "items": [
            {"objectType": "DATASET", "objectProjectKey": "SALES", "objectId": "orders"},
            {"objectType": "DATASET", "objectProjectKey": "NONE", "objectId": "x"},
        ]
    }
    rights = [(each["canRead"], each["canWrite"]) for each in answer["items"]]
    assert rights == [(True, False), (False, False)]
