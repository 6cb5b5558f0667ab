from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dataikuapi._errors import DSSBadRequest, DSSForbidden, DSSNotFound
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dss.projectimport import AsyncTemporaryImportHandle
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.people import add_group, add_person


async def make_project(client: AsyncDSSClient) -> AsyncDSSProject:
    """A project in which something was done."""
    project = await client.create_project("SALES", "Sales", "admin", "Sold", tags=["finance"])
    await project.set_variables({"standard": {"a": 1}, "local": {"b": [2]}})
    await project.set_tags({"tags": {"finance": {"color": "#aabbcc"}}})
    await project.set_permissions(
        {
            "owner": "admin",
            "permissions": [
                {"group": "readers", "readProjectContent": True, "runScenarios": True},
                {"group": "strangers", "writeProjectContent": True},
            ],
        }
    )
    settings = await project.get_settings()
    settings.set_python_code_env("py36")
    settings.get_raw()["extra"] = {"connection": "pg_dev"}
    await settings.save()
    discussion = await project.get_object_discussions().create_discussion("Names", "Which?")
    await discussion.add_reply("These.")
    return project


async def export(project: AsyncDSSProject) -> io.BytesIO:
    """The archive of a project, as a file."""
    async with await project.get_export_stream() as stream:
        return io.BytesIO(await stream.read())


async def all_of(project: AsyncDSSProject) -> dict[str, Any]:
    """What there is to know of a project."""
    discussions = await project.get_object_discussions().list_discussions()
    return {
        "metadata": await project.get_metadata(),
        "variables": await project.get_variables(),
        "tags": await project.get_tags(),
        "permissions": await project.get_permissions(),
        "settings": (await project.get_settings()).get_raw(),
        "discussions": [
            (each.discussion_id, [reply.get_raw_data() for reply in await each.get_replies()])
            for each in discussions
        ],
    }


async def test_a_project_that_is_exported_and_imported_is_the_same(
    client: AsyncDSSClient, mock: DSSMock, tmp_path: Path
) -> None:
    project = await make_project(client)
    before = await all_of(project)
    await project.export_to_file(tmp_path / "sales.zip")
    await project.delete()
    with (tmp_path / "sales.zip").open("rb") as archive:
        upload = await client.prepare_project_import(archive)
    assert mock.calls[-1].files["file"][0] == "tmp-import.zip"
    answer = await upload.execute()
    assert mock.calls[-1].body == {"_": "_"}
    assert (answer["success"], answer["usedProjectKey"]) == (True, "SALES")
    assert await all_of(client.get_project("SALES")) == before


async def test_it_can_be_imported_into_another_instance(client: AsyncDSSClient) -> None:
    project = await make_project(client)
    before = await all_of(project)
    other = DSSMock()
    async with AsyncDSSClient(
        other.base_url, other.admin_key, transport=other.transport()
    ) as client_there:
        upload = await client_there.prepare_project_import(await export(project))
        await upload.execute({"targetProjectKey": "ELSEWHERE"})
        after = await all_of(client_there.get_project("ELSEWHERE"))
    assert after == before


async def test_import_beside_the_original_with_other_names(client: AsyncDSSClient) -> None:
    project = await make_project(client)
    before = await all_of(project)
    upload = await client.prepare_project_import(await export(project))
    answer = await upload.execute(
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
    after = await all_of(client.get_project("SALES2"))
    assert after["settings"]["extra"] == {"connection": "pg_prod"}
    assert after["settings"]["settings"]["codeEnvs"]["python"]["envName"] == "py311"
    assert after["discussions"] == before["discussions"]
    assert await all_of(project) == before


async def test_execute_does_not_change_the_settings(client: AsyncDSSClient) -> None:
    settings: dict[str, Any] = {}
    upload = await client.prepare_project_import(await export(await make_project(client)))
    await upload.execute(settings)
    assert settings == {}


async def test_an_import_that_fails_says_so_and_can_be_tried_again(client: AsyncDSSClient) -> None:
    upload = await client.prepare_project_import(await export(await make_project(client)))
    answer = await upload.execute({})
    assert answer["success"] is False
    assert "SALES" in answer["messages"]["messages"][0]["message"]
    assert (await upload.execute({"targetProjectKey": "SALES2"}))["success"] is True
    with pytest.raises(DSSNotFound, match=upload.import_id):
        await upload.execute({"targetProjectKey": "SALES3"})


async def test_what_is_no_project_fails_with_messages(client: AsyncDSSClient) -> None:
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("plugin.json", "{}")
    for file in (io.BytesIO(b"no zip"), io.BytesIO(other.getvalue())):
        answer = await (await client.prepare_project_import(file)).execute()
        assert answer["success"] is False
        assert answer["messages"]["error"] is True
    assert await client.list_project_keys() == []


async def test_a_handle_can_be_made_of_an_identifier(client: AsyncDSSClient) -> None:
    upload = await client.prepare_project_import(await export(await make_project(client)))
    handle = AsyncTemporaryImportHandle(client, upload.import_id)
    assert (await handle.execute({"targetProjectKey": "COPY"}))["usedProjectKey"] == "COPY"


async def test_import_needs_the_right_to_create_projects(
    client: AsyncDSSClient, mock: DSSMock, client_as: Callable[[str], AsyncDSSClient]
) -> None:
    archive = await export(await make_project(client))
    add_person(mock, "carol", "readers")
    with pytest.raises(DSSForbidden):
        await client_as("carol").prepare_project_import(archive)
    add_group(mock, "makers", "mayCreateProjects")
    add_person(mock, "bob", "makers")
    archive.seek(0)
    upload = await client_as("bob").prepare_project_import(archive)
    assert (await upload.execute({"targetProjectKey": "MINE"}))["success"] is True


async def test_bad_files_are_refused_before_asking(
    client: AsyncDSSClient, mock: DSSMock, tmp_path: Path
) -> None:
    path = tmp_path / "sales.zip"
    path.write_bytes(b"PK")
    with path.open(encoding="utf-8") as text, pytest.raises(TypeError, match=r"f .*text"):
        await client.prepare_project_import(text)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="f must"):
        await client.prepare_project_import(str(path))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="fp must"):
        await client.create_project_from_bundle_archive(None)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="settings"):
        await AsyncTemporaryImportHandle(client, "x").execute("KEY")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="import_id"):
        await AsyncTemporaryImportHandle(client, "..").execute()
    assert mock.calls == []


async def test_create_project_from_bundle_archive(client: AsyncDSSClient, mock: DSSMock) -> None:
    project = await make_project(client)
    bundle = await export(project)
    await project.delete()
    answer = await client.create_project_from_bundle_archive(bundle)
    assert mock.calls[-1].query == {
        "permissionsPropagationPolicy": "NONE",
        "failOnMissingUsersOrGroups": True,
    }
    assert (answer["projectKey"], answer["success"]) == ("SALES", True)
    project = client.get_project("SALES")
    assert (await project.get_permissions())["permissions"] == []
    assert await project.get_variables() == {"standard": {"a": 1}, "local": {}}


async def test_permissions_of_a_bundle_as_the_policy_says(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    project = await make_project(client)
    bundle = await export(project)
    await project.delete()
    policy = client.PermissionsPropagationPolicy
    with pytest.raises(DSSBadRequest, match="strangers"):
        await client.create_project_from_bundle_archive(bundle, None, policy.ALL)
    folder = await (await client.get_root_project_folder()).create_sub_folder("Bundles")
    bundle.seek(0)
    await client.create_project_from_bundle_archive(
        bundle,
        project_folder=folder,
        permissions_propagation_policy="READ_ONLY",
        fail_on_missing_users_or_groups=False,
    )
    assert mock.calls[-1].query["projectFolderId"] == folder.id
    assert (await project.get_permissions())["permissions"] == [
        {"group": "readers", "readProjectContent": True}
    ]
    assert (await project.get_project_folder()).id == folder.id


async def test_create_project_from_bundle_local_archive(
    client: AsyncDSSClient, mock: DSSMock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = await make_project(client)
    path = tmp_path / "sales.zip"
    mock.blobs.put(str(path), (await export(project)).getvalue())
    await project.delete()
    monkeypatch.chdir(tmp_path)
    answer = await client.create_project_from_bundle_local_archive("sub/../sales.zip")
    assert mock.calls[-1].query["archivePath"] == str(path)
    assert answer["projectKey"] == "SALES"
    assert await client.list_project_keys() == ["SALES"]


async def test_create_project_from_bundle_local_archive_that_is_not_there(
    client: AsyncDSSClient, tmp_path: Path
) -> None:
    with pytest.raises(DSSBadRequest, match=r"nowhere\.zip"):
        await client.create_project_from_bundle_local_archive(tmp_path / "nowhere.zip")
    with pytest.raises(ValueError, match="archive_path"):
        await client.create_project_from_bundle_local_archive("")
    with pytest.raises(TypeError, match="archive_path"):
        await client.create_project_from_bundle_local_archive(None)  # type: ignore[arg-type]
