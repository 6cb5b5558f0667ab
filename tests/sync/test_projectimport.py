# Derived by `tox -e generate` from tests/aio/test_projectimport.py. Do not edit.
from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dataikuapi._errors import DSSBadRequest, DSSForbidden, DSSNotFound
from dataikuapi.dss.project import DSSProject
from dataikuapi.dss.projectimport import TemporaryImportHandle
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.people import add_group, add_person


def make_project(client: DSSClient) -> DSSProject:
    """A project in which something was done."""
    project = client.create_project("SALES", "Sales", "admin", "Sold", tags=["finance"])
    project.set_variables({"standard": {"a": 1}, "local": {"b": [2]}})
    project.set_tags({"tags": {"finance": {"color": "#aabbcc"}}})
    project.set_permissions(
        {
            "owner": "admin",
            "permissions": [
                {"group": "readers", "readProjectContent": True, "runScenarios": True},
                {"group": "strangers", "writeProjectContent": True},
            ],
        }
    )
    settings = project.get_settings()
    settings.set_python_code_env("py36")
    settings.get_raw()["extra"] = {"connection": "pg_dev"}
    settings.save()
    discussion = project.get_object_discussions().create_discussion("Names", "Which?")
    discussion.add_reply("These.")
    return project


def export(project: DSSProject) -> io.BytesIO:
    """The archive of a project, as a file."""
    with project.get_export_stream() as stream:
        return io.BytesIO(stream.read())


def all_of(project: DSSProject) -> dict[str, Any]:
    """What there is to know of a project."""
    discussions = project.get_object_discussions().list_discussions()
    return {
        "metadata": project.get_metadata(),
        "variables": project.get_variables(),
        "tags": project.get_tags(),
        "permissions": project.get_permissions(),
        "settings": (project.get_settings()).get_raw(),
        "discussions": [
            (each.discussion_id, [reply.get_raw_data() for reply in each.get_replies()])
            for each in discussions
        ],
    }


def test_a_project_that_is_exported_and_imported_is_the_same(
    client: DSSClient, mock: DSSMock, tmp_path: Path
) -> None:
    project = make_project(client)
    before = all_of(project)
    project.export_to_file(tmp_path / "sales.zip")
    project.delete()
    with (tmp_path / "sales.zip").open("rb") as archive:
        upload = client.prepare_project_import(archive)
    assert mock.calls[-1].files["file"][0] == "tmp-import.zip"
    answer = upload.execute()
    assert mock.calls[-1].body == {"_": "_"}
    assert (answer["success"], answer["usedProjectKey"]) == (True, "SALES")
    assert all_of(client.get_project("SALES")) == before


def test_it_can_be_imported_into_another_instance(client: DSSClient) -> None:
    project = make_project(client)
    before = all_of(project)
    other = DSSMock()
    with DSSClient(other.base_url, other.admin_key, transport=other.transport()) as client_there:
        upload = client_there.prepare_project_import(export(project))
        upload.execute({"targetProjectKey": "ELSEWHERE"})
        after = all_of(client_there.get_project("ELSEWHERE"))
    assert after == before


def test_import_beside_the_original_with_other_names(client: DSSClient) -> None:
    project = make_project(client)
    before = all_of(project)
    upload = client.prepare_project_import(export(project))
    answer = upload.execute(
        {
            "targetProjectKey": "SALES2",
            "remapping": {
                "connections": [{"source": "pg_dev", "target": "pg_prod"}],
                "codeEnvs": [{"source": "py36", "target": "py311"}],
            },
        }
    )
    assert answer["usedProjectKey"] == "SALES2"
    assert answer["messages"]["messages"][0]["severity"] == "WARNING"
    assert "pg_prod" in answer["messages"]["messages"][0]["message"]
    after = all_of(client.get_project("SALES2"))
    assert after["settings"]["extra"] == {"connection": "pg_prod"}
    assert after["settings"]["settings"]["codeEnvs"]["python"]["envName"] == "py311"
    assert after["discussions"] == before["discussions"]
    assert all_of(project) == before


def test_execute_does_not_change_the_settings(client: DSSClient) -> None:
    settings: dict[str, Any] = {}
    upload = client.prepare_project_import(export(make_project(client)))
    upload.execute(settings)
    assert settings == {}


def test_an_import_that_fails_says_so_and_can_be_tried_again(client: DSSClient) -> None:
    upload = client.prepare_project_import(export(make_project(client)))
    answer = upload.execute({})
    assert answer["success"] is False
    assert "SALES" in answer["messages"]["messages"][0]["message"]
    assert (upload.execute({"targetProjectKey": "SALES2"}))["success"] is True
    with pytest.raises(DSSNotFound, match=upload.import_id):
        upload.execute({"targetProjectKey": "SALES3"})


def test_what_is_no_project_fails_with_messages(client: DSSClient) -> None:
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("plugin.json", "{}")
    for file in (io.BytesIO(b"no zip"), io.BytesIO(other.getvalue())):
        answer = (client.prepare_project_import(file)).execute()
        assert answer["success"] is False
        assert answer["messages"]["error"] is True
    assert client.list_project_keys() == []


def test_a_handle_can_be_made_of_an_identifier(client: DSSClient) -> None:
    upload = client.prepare_project_import(export(make_project(client)))
    handle = TemporaryImportHandle(client, upload.import_id)
    assert (handle.execute({"targetProjectKey": "COPY"}))["usedProjectKey"] == "COPY"


def test_import_needs_the_right_to_create_projects(
    client: DSSClient, mock: DSSMock, client_as: Callable[[str], DSSClient]
) -> None:
    archive = export(make_project(client))
    add_person(mock, "carol", "readers")
    with pytest.raises(DSSForbidden):
        client_as("carol").prepare_project_import(archive)
    add_group(mock, "makers", "mayCreateProjects")
    add_person(mock, "bob", "makers")
    archive.seek(0)
    upload = client_as("bob").prepare_project_import(archive)
    assert (upload.execute({"targetProjectKey": "MINE"}))["success"] is True


def test_bad_files_are_refused_before_asking(
    client: DSSClient, mock: DSSMock, tmp_path: Path
) -> None:
    path = tmp_path / "sales.zip"
    path.write_bytes(b"PK")
    with path.open(encoding="utf-8") as text, pytest.raises(TypeError, match=r"f .*text"):
        client.prepare_project_import(text)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="f must"):
        client.prepare_project_import(str(path))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="fp must"):
        client.create_project_from_bundle_archive(None)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="settings"):
        TemporaryImportHandle(client, "x").execute("KEY")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="import_id"):
        TemporaryImportHandle(client, "..").execute()
    assert mock.calls == []


def test_create_project_from_bundle_archive(client: DSSClient, mock: DSSMock) -> None:
    project = make_project(client)
    bundle = export(project)
    project.delete()
    answer = client.create_project_from_bundle_archive(bundle)
    assert mock.calls[-1].query == {
        "permissionsPropagationPolicy": "NONE",
        "failOnMissingUsersOrGroups": True,
    }
    assert (answer["projectKey"], answer["success"]) == ("SALES", True)
    project = client.get_project("SALES")
    assert (project.get_permissions())["permissions"] == []
    assert project.get_variables() == {"standard": {"a": 1}, "local": {}}


def test_permissions_of_a_bundle_as_the_policy_says(client: DSSClient, mock: DSSMock) -> None:
    project = make_project(client)
    bundle = export(project)
    project.delete()
    policy = client.PermissionsPropagationPolicy
    with pytest.raises(DSSBadRequest, match="strangers"):
        client.create_project_from_bundle_archive(bundle, None, policy.ALL)
    folder = (client.get_root_project_folder()).create_sub_folder("Bundles")
    bundle.seek(0)
    client.create_project_from_bundle_archive(
        bundle,
        project_folder=folder,
        permissions_propagation_policy="READ_ONLY",
        fail_on_missing_users_or_groups=False,
    )
    assert mock.calls[-1].query["projectFolderId"] == folder.id
    assert (project.get_permissions())["permissions"] == [
        {"group": "readers", "readProjectContent": True}
    ]
    assert (project.get_project_folder()).id == folder.id


def test_create_project_from_bundle_local_archive(
    client: DSSClient, mock: DSSMock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(client)
    path = tmp_path / "sales.zip"
    mock.blobs.put(str(path), (export(project)).getvalue())
    project.delete()
    monkeypatch.chdir(tmp_path)
    answer = client.create_project_from_bundle_local_archive("sub/../sales.zip")
    assert mock.calls[-1].query["archivePath"] == str(path)
    assert answer["projectKey"] == "SALES"
    assert client.list_project_keys() == ["SALES"]


def test_create_project_from_bundle_local_archive_that_is_not_there(
    client: DSSClient, tmp_path: Path
) -> None:
    with pytest.raises(DSSBadRequest, match=r"nowhere\.zip"):
        client.create_project_from_bundle_local_archive(tmp_path / "nowhere.zip")
    with pytest.raises(ValueError, match="archive_path"):
        client.create_project_from_bundle_local_archive("")
    with pytest.raises(TypeError, match="archive_path"):
        client.create_project_from_bundle_local_archive(None)  # type: ignore[arg-type]
