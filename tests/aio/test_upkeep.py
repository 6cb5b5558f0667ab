"""Footprints, synchronisation with Govern, checks of rights."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dataikuapi._errors import DSSForbidden, DSSNotFound
from dataikuapi.aio.dss.future import AsyncDSSFuture
from dataikuapi.aio.dssclient import AsyncDSSClient
from dataikuapi.dss.footprint import Footprint
from dssmock.core import DSSMock
from tests.people import add_person


@pytest.fixture
async def folder_size(client: AsyncDSSClient) -> int:
    """Size of the file in the managed folder of a project."""
    project = await client.create_project("SALES", "Sales", "admin")
    folder = await project.create_managed_folder("papers")
    await folder.put_file("a.bin", b"x" * 2000)
    return 2000


async def test_a_project_is_measured(client: AsyncDSSClient, folder_size: int) -> None:
    handle = client.get_data_directories_footprint()
    found = await handle.compute_project_footprint("SALES")
    assert isinstance(found, Footprint)
    assert found["projectKey"] == "SALES"
    assert (found.size, found.nb_files, found.nb_errors) == (folder_size, 1, 0)
    assert found.human_readable_size == "2.00 KB"
    assert found.details["managed_folders"].size == folder_size
    await client.get_project("SALES").export_bundle("v1")
    bigger = await handle.compute_project_footprint("SALES")
    assert bigger.details["archives"].nb_files == 1
    assert bigger.size > found.size
    with pytest.raises(DSSNotFound):
        await handle.compute_project_footprint("NONE")
    with pytest.raises(ValueError, match="project_key"):
        await handle.compute_project_footprint("")


async def test_the_instance_is_measured(
    client: AsyncDSSClient, folder_size: int, mock: DSSMock
) -> None:
    await client.create_code_env("PYTHON", "env", "DESIGN_MANAGED")
    handle = client.get_data_directories_footprint()
    whole = await handle.compute_all_dss_footprint()
    assert mock.calls[-2].query == {"summaryOnly": False}
    assert list(whole.details["projects"].details) == ["SALES"]
    assert whole.details["projects"].size == folder_size
    assert list(whole.details["codeEnvs"].details) == ["env (PYTHON)"]
    shared = await handle.compute_global_only_footprint()
    assert "projects" not in shared.details
    assert shared.nb_folders == whole.nb_folders - whole.details["projects"].nb_folders


async def test_what_is_unknown_is_measured(client: AsyncDSSClient, mock: DSSMock) -> None:
    handle = client.get_data_directories_footprint()
    mock.blobs.put("/data/old.zip", b"123")
    mock.blobs.put("stray", b"1")
    found = await handle.compute_unknown_footprint()
    assert mock.calls[-2].query == {"summaryOnly": True}
    assert (found.size, found.details) == (4, {})
    found = await handle.compute_unknown_footprint(show_summary_only=False)
    assert {name: each.size for name, each in found.details.items()} == {"/": 1, "/data": 3}


async def test_measures_can_go_on_alone(
    client: AsyncDSSClient, folder_size: int, client_as: Callable[[str], AsyncDSSClient],
    mock: DSSMock,
) -> None:  # fmt: skip
    handle = client.get_data_directories_footprint()
    for future in (
        await handle.compute_global_only_footprint(wait=False),
        await handle.compute_all_dss_footprint(wait=False),
        await handle.compute_unknown_footprint(wait=False),
        await handle.compute_project_footprint("SALES", wait=False),
    ):
        assert isinstance(future, AsyncDSSFuture)
    result = await future.wait_for_result()
    assert result["projects"]["items"][0]["size"] == folder_size
    add_person(mock, "carol")
    async with client_as("carol") as carol:
        with pytest.raises(DSSForbidden):
            await carol.get_data_directories_footprint().compute_all_dss_footprint()


async def test_a_project_footprint_without_projects(client: AsyncDSSClient, mock: DSSMock) -> None:
    await client.create_project("SALES", "Sales", "admin")
    mock.futures.script("DONE", result={"size": 0})
    found = await client.get_data_directories_footprint().compute_project_footprint("SALES")
    assert found == {"size": 0}
    mock.futures.script("DONE", result={"size": 1})
    found = await client.get_data_directories_footprint().compute_unknown_footprint()
    assert found == {"size": 1}


async def test_govern_sync(client: AsyncDSSClient, mock: DSSMock) -> None:
    project = await client.create_project("SALES", "Sales", "admin")
    await client.create_project("OTHER", "Other", "admin")
    result = await (await client.govern_dss_sync()).wait_for_result()
    assert result["synced"] == {"projects": 2}
    assert mock.calls[-2].query == {}
    result = await (await client.govern_dss_sync("SALES")).wait_for_result()
    assert mock.calls[-2].query == {"projectKey": "SALES"}
    assert result["synced"] == {"projects": 1}
    with pytest.raises(DSSNotFound, match="NONE"):
        await client.govern_dss_sync(project_key="NONE")
    await project.export_bundle("v1")
    await project.publish_bundle("v1")
    result = await (await client.govern_deployer_sync()).wait_for_result()
    assert result["synced"] == {"deployments": 0, "published": 1}


async def test_permission_check(
    client: AsyncDSSClient, mock: DSSMock, client_as: Callable[[str], AsyncDSSClient]
) -> None:
    project = await client.create_project("SALES", "Sales", "admin")
    add_person(mock, "carol", "readers")
    line = {"group": "readers", "readProjectContent": True}
    await project.set_permissions({"owner": "admin", "permissions": [line]})
    async with client_as("carol") as carol:
        check = carol.new_permission_check().with_item("DATASET", "SALES", "orders")
        answer = await check.with_item("DATASET", "NONE", "x").execute_raw()
    assert mock.calls[-1].body == {
        "items": [
            {"objectType": "DATASET", "objectProjectKey": "SALES", "objectId": "orders"},
            {"objectType": "DATASET", "objectProjectKey": "NONE", "objectId": "x"},
        ]
    }
    rights = [(each["canRead"], each["canWrite"]) for each in answer["items"]]
    assert rights == [(True, False), (False, False)]
