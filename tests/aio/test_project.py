from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from dataikuapi._errors import (
    DataikuException,
    DSSBadRequest,
    DSSDataError,
    DSSForbidden,
    DSSNotFound,
)
from dataikuapi.aio.dss.future import AsyncDSSFuture
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.people import add_person


@pytest.fixture
async def project(client: AsyncDSSClient) -> AsyncDSSProject:
    return await client.create_project("SALES", "Sales", "admin", tags=["finance"])


def names_in(folder: Path) -> list[str]:
    """What is in a local folder."""
    return [each.name for each in folder.iterdir()]


async def test_create_project_with_all_it_may_start_with(client: AsyncDSSClient) -> None:
    root = await client.get_root_project_folder()
    folder = await root.create_sub_folder("Business")
    project = await client.create_project(
        "SALES",
        "Sales",
        "admin",
        description="What was sold",
        settings={"settings": {"container": {"containerMode": "NONE"}}},
        project_folder_id=folder.id,
        permissions=[{"group": "readers", "readProjectContent": True}],
        tags=["finance"],
    )
    assert project.project_key == "SALES"
    assert "SALES" in repr(project)
    metadata = await project.get_metadata()
    assert (metadata["label"], metadata["description"]) == ("Sales", "What was sold")
    assert metadata["tags"] == ["finance"]
    assert (await project.get_project_folder()).id == folder.id
    assert (await project.get_permissions())["permissions"][0]["group"] == "readers"
    raw = (await project.get_settings()).get_raw()
    assert raw["settings"]["container"] == {"containerMode": "NONE"}
    assert raw["settings"]["cluster"] == {"clusterMode": "INHERIT"}


async def test_create_project_sends_what_is_not_given_as_nothing(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    await client.create_project("SALES", "Sales", "admin")
    assert mock.calls[-1].body == {
        "projectKey": "SALES",
        "name": "Sales",
        "owner": "admin",
        "settings": None,
        "description": None,
        "permissions": [],
        "tags": [],
    }
    assert mock.calls[-1].query == {}


async def test_create_project_does_not_change_its_arguments(client: AsyncDSSClient) -> None:
    settings, tags = {"a": {"b": 1}}, ["x"]
    await client.create_project("SALES", "Sales", "admin", settings=settings, tags=tags)
    assert (settings, tags) == ({"a": {"b": 1}}, ["x"])


@pytest.mark.parametrize(
    ("key", "name", "owner", "message"),
    [
        ("", "Sales", "admin", "project_key"),
        ("..", "Sales", "admin", "project_key"),
        ("SA\nLES", "Sales", "admin", "project_key"),
        ("SALES", "", "admin", "name"),
        ("SALES", "Sales", "", "owner"),
    ],
)
async def test_create_project_refuses_bad_names_before_asking(
    client: AsyncDSSClient, mock: DSSMock, key: str, name: str, owner: str, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        await client.create_project(key, name, owner)
    assert mock.calls == []


async def test_create_project_refuses_wrong_types(client: AsyncDSSClient) -> None:
    with pytest.raises(TypeError, match="settings"):
        await client.create_project("A", "A", "admin", settings=["x"])  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="tags"):
        await client.create_project("A", "A", "admin", tags="x")
    with pytest.raises(TypeError, match="permissions"):
        await client.create_project("A", "A", "admin", permissions={})  # type: ignore[arg-type]


async def test_create_project_says_what_dss_refuses(
    client: AsyncDSSClient, project: AsyncDSSProject
) -> None:
    with pytest.raises(DSSBadRequest, match="SALES"):
        await client.create_project("SALES", "Again", "admin")
    with pytest.raises(DSSBadRequest, match="nobody"):
        await client.create_project("OTHER", "Other", "nobody")
    assert await client.list_project_keys() == ["SALES"]


async def test_list_projects_gives_what_the_caller_may_read(
    client: AsyncDSSClient,
    project: AsyncDSSProject,
    mock: DSSMock,
    client_as: Callable[[str], AsyncDSSClient],
) -> None:
    add_person(mock, "carol", "readers")
    assert await client.list_project_keys() == ["SALES"]
    assert mock.calls[-1].query == {}
    [item] = await client.list_projects(include_location=True)
    assert (item["name"], item["ownerLogin"], item["tags"]) == ("Sales", "admin", ["finance"])
    assert item["projectLocation"] == [{"id": "ROOT", "name": None}]
    assert await client_as("carol").list_projects() == []
    await project.set_permissions(
        {"owner": "admin", "permissions": [{"group": "readers", "readProjectContent": True}]}
    )
    assert await client_as("carol").list_project_keys() == ["SALES"]


async def test_get_summary_is_the_item_of_the_list(
    client: AsyncDSSClient, project: AsyncDSSProject
) -> None:
    assert [await project.get_summary()] == await client.list_projects()


async def test_a_project_that_does_not_exist_is_not_found(client: AsyncDSSClient) -> None:
    with pytest.raises(DSSNotFound, match="NOWHERE"):
        await client.get_project("NOWHERE").get_summary()


async def test_a_project_of_others_is_forbidden(
    mock: DSSMock, project: AsyncDSSProject, client_as: Callable[[str], AsyncDSSClient]
) -> None:
    add_person(mock, "carol", "readers")
    with pytest.raises(DSSForbidden):
        await client_as("carol").get_project("SALES").get_summary()


async def test_get_default_project_reads_the_variable(
    client: AsyncDSSClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DKU_CURRENT_PROJECT_KEY", "SALES")
    assert client.get_default_project().project_key == "SALES"


async def test_get_default_project_asks_the_package_first(
    client: AsyncDSSClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = SimpleNamespace(default_project_key=lambda: "INSIDE")
    monkeypatch.setitem(sys.modules, "dataiku", package)
    monkeypatch.setenv("DKU_CURRENT_PROJECT_KEY", "SALES")
    assert client.get_default_project().project_key == "INSIDE"


async def test_get_default_project_does_not_hide_a_broken_package(
    client: AsyncDSSClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "dataiku.py").write_text("import no_such_module_at_all\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError, match="no_such_module_at_all"):
        client.get_default_project()


async def test_get_default_project_outside_dss_says_what_to_do(client: AsyncDSSClient) -> None:
    with pytest.raises(DataikuException, match="DKU_CURRENT_PROJECT_KEY"):
        client.get_default_project()


async def test_move_to_folder(client: AsyncDSSClient, project: AsyncDSSProject) -> None:
    root = await client.get_root_project_folder()
    folder = await root.create_sub_folder("Business")
    await project.move_to_folder(folder)
    assert (await project.get_project_folder()).id == folder.id
    assert (await client.get_project_folder(folder.id)).list_project_keys() == ["SALES"]
    await project.move_to_folder("ROOT")
    assert (await project.get_project_folder()).id == "ROOT"


async def test_move_to_folder_refuses_what_is_no_folder(
    project: AsyncDSSProject, mock: DSSMock
) -> None:
    asked = len(mock.calls)
    with pytest.raises(TypeError, match="folder"):
        await project.move_to_folder(3)  # type: ignore[arg-type]
    assert len(mock.calls) == asked


async def test_delete_waits_on_the_server(
    client: AsyncDSSClient, project: AsyncDSSProject, mock: DSSMock
) -> None:
    future = await project.delete(True, True)
    assert mock.calls[-1].query == {
        "clearManagedDatasets": True,
        "clearOutputManagedFolders": True,
        "clearJobAndScenarioLogs": True,
        "clearManagedKnowledgeBanks": False,
        "wait": True,
    }
    assert isinstance(future, AsyncDSSFuture)
    assert future.job_id is None
    assert not (await future.wait_for_result())["error"]
    assert await client.list_project_keys() == []


async def test_delete_as_a_task(
    client: AsyncDSSClient, project: AsyncDSSProject, mock: DSSMock
) -> None:
    mock.futures.script("RUNNING", "DONE")
    future = await project.delete(drop_data=True, wait=False)
    assert mock.calls[-1].query["clearManagedDatasets"] is True
    assert await client.list_project_keys() == ["SALES"]
    await future.wait_for_result()
    assert await client.list_project_keys() == []


async def test_delete_takes_all_along_that_belongs_to_the_project(
    client: AsyncDSSClient, project: AsyncDSSProject
) -> None:
    await project.get_object_discussions().create_discussion("Names", "Which?")
    await project.delete()
    again = await client.create_project("SALES", "Sales", "admin")
    assert await again.get_object_discussions().list_discussions() == []


async def test_get_export_stream_is_a_zip_with_the_project(project: AsyncDSSProject) -> None:
    async with await project.get_export_stream({"exportUploads": True}) as stream:
        archive = zipfile.ZipFile(io.BytesIO(await stream.read()))
    manifest = json.loads(archive.read("export-manifest.json"))
    assert manifest["originalProjectKey"] == "SALES"
    assert manifest["exportOptions"] == {"exportUploads": True}
    document = json.loads(archive.read("project_config/params.json"))
    assert document["metadata"]["label"] == "Sales"


async def test_export_to_file(project: AsyncDSSProject, tmp_path: Path) -> None:
    path = tmp_path / "sales.zip"
    path.write_bytes(b"an older export")
    await project.export_to_file(path)
    assert zipfile.is_zipfile(path)
    assert names_in(tmp_path) == ["sales.zip"]


async def test_export_to_file_that_is_cut_short_leaves_the_old_file(
    project: AsyncDSSProject, mock: DSSMock, tmp_path: Path
) -> None:
    path = tmp_path / "sales.zip"
    path.write_bytes(b"an older export")
    mock.faults.add("project_export", cut_body=40)
    with pytest.raises(DSSDataError):
        await project.export_to_file(str(path), {"exportUploads": True})
    assert path.read_bytes() == b"an older export"
    assert names_in(tmp_path) == ["sales.zip"]


async def test_export_to_file_into_no_folder_asks_nothing(
    project: AsyncDSSProject, mock: DSSMock, tmp_path: Path
) -> None:
    asked = len(mock.calls)
    with pytest.raises(FileNotFoundError, match="path"):
        await project.export_to_file(tmp_path / "nowhere" / "sales.zip")
    with pytest.raises(TypeError, match="options"):
        await project.get_export_stream("all")  # type: ignore[arg-type]
    assert len(mock.calls) == asked


async def test_duplicate(client: AsyncDSSClient, project: AsyncDSSProject, mock: DSSMock) -> None:
    folder = await (await client.get_root_project_folder()).create_sub_folder("Copies")
    await project.set_variables({"standard": {"a": 1}, "local": {"b": 2}})
    answer = await project.duplicate(
        "SALES2",
        "Sales again",
        duplication_mode="FULL",
        export_git_repository=False,
        remapping={"connections": [{"source": "a", "target": "b"}]},
        target_project_folder=folder,
    )
    assert mock.calls[-1].body == {
        "targetProjectKey": "SALES2",
        "targetProjectName": "Sales again",
        "duplicationMode": "FULL",
        "exportAnalysisModels": True,
        "exportSavedModels": True,
        "exportGitRepository": False,
        "exportInsightsData": True,
        "remapping": {"connections": [{"source": "a", "target": "b"}]},
        "targetProjectFolderId": folder.id,
    }
    assert answer["targetProjectKey"] == "SALES2"
    copy = client.get_project("SALES2")
    assert (await copy.get_summary())["name"] == "Sales again"
    assert await copy.get_variables() == await project.get_variables()
    assert (await copy.get_project_folder()).id == folder.id


async def test_duplicate_on_a_key_that_is_taken(project: AsyncDSSProject) -> None:
    with pytest.raises(DSSBadRequest, match="SALES"):
        await project.duplicate("SALES", "Sales again")


async def test_list_running_notebooks(demo_client: AsyncDSSClient) -> None:
    project = demo_client.get_project("PENGUINS")
    [notebook] = await project.list_running_notebooks()
    [raw] = await project.list_running_notebooks(as_objects=False)
    assert (notebook.project_key, notebook.notebook_name) == ("PENGUINS", raw["name"])
    assert await demo_client.get_project("SALES").list_running_notebooks() == []


async def test_sync_datasets_acls_is_a_task(project: AsyncDSSProject) -> None:
    future = await project.sync_datasets_acls()
    assert future.job_id is not None
    assert (await future.wait_for_result())["success"] is True


async def test_list_plugins_usages(client: AsyncDSSClient, project: AsyncDSSProject) -> None:
    assert await project.list_plugins_usages() == []


async def test_get_object_discussions_is_on_the_project(project: AsyncDSSProject) -> None:
    discussions = project.get_object_discussions()
    assert (discussions.object_type, discussions.object_id) == ("PROJECT", "SALES")
    await discussions.create_discussion("Names", "Which?")
    [found] = await discussions.list_discussions()
    assert found.get_metadata()["topic"] == "Names"


async def test_get_app_manifest_of_a_template(demo_client: AsyncDSSClient) -> None:
    manifest = await demo_client.get_project("SURVEY").get_app_manifest()
    assert manifest.project_key == "SURVEY"
    assert manifest.get_runnable_scenarios() == ["COLLECT"]


async def test_get_app_manifest_of_another_project(project: AsyncDSSProject) -> None:
    with pytest.raises(DSSBadRequest, match="SALES"):
        await project.get_app_manifest()
