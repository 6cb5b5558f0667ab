# Derived by `tox -e generate` from tests/aio/test_project.py. Do not edit.
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
from dataikuapi.dss.future import DSSFuture
from dataikuapi.dss.project import DSSProject
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.people import add_person


@pytest.fixture
def project(client: DSSClient) -> DSSProject:
    return client.create_project("SALES", "Sales", "admin", tags=["finance"])


def names_in(folder: Path) -> list[str]:
    """What is in a local folder."""
    return [each.name for each in folder.iterdir()]


def test_create_project_with_all_it_may_start_with(client: DSSClient) -> None:
    root = client.get_root_project_folder()
    folder = root.create_sub_folder("Business")
    project = client.create_project(
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
    metadata = project.get_metadata()
    assert (metadata["label"], metadata["description"]) == ("Sales", "What was sold")
    assert metadata["tags"] == ["finance"]
    assert (project.get_project_folder()).id == folder.id
    assert (project.get_permissions())["permissions"][0]["group"] == "readers"
    raw = (project.get_settings()).get_raw()
    assert raw["settings"]["container"] == {"containerMode": "NONE"}
    assert raw["settings"]["cluster"] == {"clusterMode": "INHERIT"}


def test_create_project_sends_what_is_not_given_as_nothing(
    client: DSSClient, mock: DSSMock
) -> None:
    client.create_project("SALES", "Sales", "admin")
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


def test_create_project_does_not_change_its_arguments(client: DSSClient) -> None:
    settings, tags = {"a": {"b": 1}}, ["x"]
    client.create_project("SALES", "Sales", "admin", settings=settings, tags=tags)
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
def test_create_project_refuses_bad_names_before_asking(
    client: DSSClient, mock: DSSMock, key: str, name: str, owner: str, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        client.create_project(key, name, owner)
    assert mock.calls == []


def test_create_project_refuses_wrong_types(client: DSSClient) -> None:
    with pytest.raises(TypeError, match="settings"):
        client.create_project("A", "A", "admin", settings=["x"])  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="tags"):
        client.create_project("A", "A", "admin", tags="x")
    with pytest.raises(TypeError, match="permissions"):
        client.create_project("A", "A", "admin", permissions={})  # type: ignore[arg-type]


def test_create_project_says_what_dss_refuses(client: DSSClient, project: DSSProject) -> None:
    with pytest.raises(DSSBadRequest, match="SALES"):
        client.create_project("SALES", "Again", "admin")
    with pytest.raises(DSSBadRequest, match="nobody"):
        client.create_project("OTHER", "Other", "nobody")
    assert client.list_project_keys() == ["SALES"]


def test_list_projects_gives_what_the_caller_may_read(
    client: DSSClient,
    project: DSSProject,
    mock: DSSMock,
    client_as: Callable[[str], DSSClient],
) -> None:
    add_person(mock, "carol", "readers")
    assert client.list_project_keys() == ["SALES"]
    assert mock.calls[-1].query == {}
    [item] = client.list_projects(include_location=True)
    assert (item["name"], item["ownerLogin"], item["tags"]) == ("Sales", "admin", ["finance"])
    assert item["projectLocation"] == [{"id": "ROOT", "name": None}]
    assert client_as("carol").list_projects() == []
    project.set_permissions(
        {"owner": "admin", "permissions": [{"group": "readers", "readProjectContent": True}]}
    )
    assert client_as("carol").list_project_keys() == ["SALES"]


def test_get_summary_is_the_item_of_the_list(client: DSSClient, project: DSSProject) -> None:
    assert [project.get_summary()] == client.list_projects()


def test_a_project_that_does_not_exist_is_not_found(client: DSSClient) -> None:
    with pytest.raises(DSSNotFound, match="NOWHERE"):
        client.get_project("NOWHERE").get_summary()


def test_a_project_of_others_is_forbidden(
    mock: DSSMock, project: DSSProject, client_as: Callable[[str], DSSClient]
) -> None:
    add_person(mock, "carol", "readers")
    with pytest.raises(DSSForbidden):
        client_as("carol").get_project("SALES").get_summary()


def test_get_default_project_reads_the_variable(
    client: DSSClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DKU_CURRENT_PROJECT_KEY", "SALES")
    assert client.get_default_project().project_key == "SALES"


def test_get_default_project_asks_the_package_first(
    client: DSSClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = SimpleNamespace(default_project_key=lambda: "INSIDE")
    monkeypatch.setitem(sys.modules, "dataiku", package)
    monkeypatch.setenv("DKU_CURRENT_PROJECT_KEY", "SALES")
    assert client.get_default_project().project_key == "INSIDE"


def test_get_default_project_does_not_hide_a_broken_package(
    client: DSSClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "dataiku.py").write_text("import no_such_module_at_all\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError, match="no_such_module_at_all"):
        client.get_default_project()


def test_get_default_project_outside_dss_says_what_to_do(client: DSSClient) -> None:
    with pytest.raises(DataikuException, match="DKU_CURRENT_PROJECT_KEY"):
        client.get_default_project()


def test_move_to_folder(client: DSSClient, project: DSSProject) -> None:
    root = client.get_root_project_folder()
    folder = root.create_sub_folder("Business")
    project.move_to_folder(folder)
    assert (project.get_project_folder()).id == folder.id
    assert (client.get_project_folder(folder.id)).list_project_keys() == ["SALES"]
    project.move_to_folder("ROOT")
    assert (project.get_project_folder()).id == "ROOT"


def test_move_to_folder_refuses_what_is_no_folder(project: DSSProject, mock: DSSMock) -> None:
    asked = len(mock.calls)
    with pytest.raises(TypeError, match="folder"):
        project.move_to_folder(3)  # type: ignore[arg-type]
    assert len(mock.calls) == asked


def test_delete_waits_on_the_server(client: DSSClient, project: DSSProject, mock: DSSMock) -> None:
    future = project.delete(True, True)
    assert mock.calls[-1].query == {
        "clearManagedDatasets": True,
        "clearOutputManagedFolders": True,
        "clearJobAndScenarioLogs": True,
        "clearManagedKnowledgeBanks": False,
        "wait": True,
    }
    assert isinstance(future, DSSFuture)
    assert future.job_id is None
    assert not (future.wait_for_result())["error"]
    assert client.list_project_keys() == []


def test_delete_as_a_task(client: DSSClient, project: DSSProject, mock: DSSMock) -> None:
    mock.futures.script("RUNNING", "DONE")
    future = project.delete(drop_data=True, wait=False)
    assert mock.calls[-1].query["clearManagedDatasets"] is True
    assert client.list_project_keys() == ["SALES"]
    future.wait_for_result()
    assert client.list_project_keys() == []


def test_delete_takes_all_along_that_belongs_to_the_project(
    client: DSSClient, project: DSSProject
) -> None:
    project.get_object_discussions().create_discussion("Names", "Which?")
    project.delete()
    again = client.create_project("SALES", "Sales", "admin")
    assert again.get_object_discussions().list_discussions() == []


def test_get_export_stream_is_a_zip_with_the_project(project: DSSProject) -> None:
    with project.get_export_stream({"exportUploads": True}) as stream:
        archive = zipfile.ZipFile(io.BytesIO(stream.read()))
    manifest = json.loads(archive.read("export-manifest.json"))
    assert manifest["originalProjectKey"] == "SALES"
    assert manifest["exportOptions"] == {"exportUploads": True}
    document = json.loads(archive.read("project_config/params.json"))
    assert document["metadata"]["label"] == "Sales"


def test_export_to_file(project: DSSProject, tmp_path: Path) -> None:
    path = tmp_path / "sales.zip"
    path.write_bytes(b"an older export")
    project.export_to_file(path)
    assert zipfile.is_zipfile(path)
    assert names_in(tmp_path) == ["sales.zip"]


def test_export_to_file_that_is_cut_short_leaves_the_old_file(
    project: DSSProject, mock: DSSMock, tmp_path: Path
) -> None:
    path = tmp_path / "sales.zip"
    path.write_bytes(b"an older export")
    mock.faults.add("project_export", cut_body=40)
    with pytest.raises(DSSDataError):
        project.export_to_file(str(path), {"exportUploads": True})
    assert path.read_bytes() == b"an older export"
    assert names_in(tmp_path) == ["sales.zip"]


def test_export_to_file_into_no_folder_asks_nothing(
    project: DSSProject, mock: DSSMock, tmp_path: Path
) -> None:
    asked = len(mock.calls)
    with pytest.raises(FileNotFoundError, match="path"):
        project.export_to_file(tmp_path / "nowhere" / "sales.zip")
    with pytest.raises(TypeError, match="options"):
        project.get_export_stream("all")  # type: ignore[arg-type]
    assert len(mock.calls) == asked


def test_duplicate(client: DSSClient, project: DSSProject, mock: DSSMock) -> None:
    folder = (client.get_root_project_folder()).create_sub_folder("Copies")
    project.set_variables({"standard": {"a": 1}, "local": {"b": 2}})
    answer = project.duplicate(
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
    assert (copy.get_summary())["name"] == "Sales again"
    assert copy.get_variables() == project.get_variables()
    assert (copy.get_project_folder()).id == folder.id


def test_duplicate_on_a_key_that_is_taken(project: DSSProject) -> None:
    with pytest.raises(DSSBadRequest, match="SALES"):
        project.duplicate("SALES", "Sales again")


def test_list_running_notebooks(demo_client: DSSClient) -> None:
    project = demo_client.get_project("PENGUINS")
    [notebook] = project.list_running_notebooks()
    [raw] = project.list_running_notebooks(as_objects=False)
    assert (notebook.project_key, notebook.notebook_name) == ("PENGUINS", raw["name"])
    assert demo_client.get_project("SALES").list_running_notebooks() == []


def test_sync_datasets_acls_is_a_task(project: DSSProject) -> None:
    future = project.sync_datasets_acls()
    assert future.job_id is not None
    assert (future.wait_for_result())["success"] is True


def test_list_plugins_usages(client: DSSClient, project: DSSProject) -> None:
    assert project.list_plugins_usages() == []


def test_get_object_discussions_is_on_the_project(project: DSSProject) -> None:
    discussions = project.get_object_discussions()
    assert (discussions.object_type, discussions.object_id) == ("PROJECT", "SALES")
    discussions.create_discussion("Names", "Which?")
    [found] = discussions.list_discussions()
    assert found.get_metadata()["topic"] == "Names"


def test_get_app_manifest_of_a_template(demo_client: DSSClient) -> None:
    manifest = demo_client.get_project("SURVEY").get_app_manifest()
    assert manifest.project_key == "SURVEY"
    assert manifest.get_runnable_scenarios() == ["COLLECT"]


def test_get_app_manifest_of_another_project(project: DSSProject) -> None:
    with pytest.raises(DSSBadRequest, match="SALES"):
        project.get_app_manifest()
