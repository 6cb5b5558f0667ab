"""Code studios of a project and their templates."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dataikuapi import (
    DataikuException,
    DSSBadRequest,
    DSSDataError,
    DSSForbidden,
    DSSNotFound,
)
from dataikuapi.aio.dss.codestudio import AsyncDSSCodeStudioObject, DSSCodeStudioObjectConflicts
from dataikuapi.aio.dss.codestudiotemplate import AsyncDSSCodeStudioTemplate
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from dssmock.services import _code_studio_state as state
from dssmock.services import _library_state as library
from tests.people import add_person

TOOLS = "python/tools.py"


@pytest.fixture
async def template(client: AsyncDSSClient) -> AsyncDSSCodeStudioTemplate:
    """A template that is built."""
    template = await client.create_code_studio_template("VS Code", "block_based")
    await (await template.build()).wait_for_result()
    return template


@pytest.fixture
async def studio(
    client: AsyncDSSClient, template: AsyncDSSCodeStudioTemplate
) -> AsyncDSSCodeStudioObject:
    """A code studio that does not run."""
    project = await client.create_project("SALES", "Sales", "admin")
    return await project.create_code_studio("Explore", template.template_id)


@pytest.fixture
async def project(client: AsyncDSSClient, studio: AsyncDSSCodeStudioObject) -> AsyncDSSProject:
    """The project of the code studio."""
    return client.get_project(studio.project_key)


def row(mock: DSSMock, studio: AsyncDSSCodeStudioObject) -> dict[str, Any]:
    """The code studio as the mock keeps it."""
    return mock.table(state.STUDIOS).get(f"SALES.{studio.code_studio_id}")


async def test_code_studios_are_created_and_listed(
    project: AsyncDSSProject,
    studio: AsyncDSSCodeStudioObject,
    template: AsyncDSSCodeStudioTemplate,
) -> None:
    settings = await studio.get_settings()
    assert (settings.id, settings.name) == (studio.code_studio_id, "Explore")
    assert settings.template_id == settings.get_raw().get("templateId") == template.template_id
    assert (settings.owner, settings.lib_name) == ("admin", settings.id)
    await project.create_code_studio("Explore", template.template_id)
    first, second = await project.list_code_studios()
    assert (first.id, first.name, first.owner) == (settings.id, "Explore", "admin")
    assert (first.template_id, first.template_label) == (template.template_id, "VS Code")
    assert (first.template_description, second.name) == ("", "Explore")
    assert first.to_code_studio().code_studio_id == studio.code_studio_id
    handles = await project.list_code_studios(as_type="objects")
    assert [handle.code_studio_id for handle in handles] == [first.id, second.id]
    assert first.id in repr(first)
    assert studio.code_studio_id in repr(studio)


async def test_wrong_arguments_are_refused_before_a_request(
    project: AsyncDSSProject, studio: AsyncDSSCodeStudioObject, mock: DSSMock
) -> None:
    asked = len(mock.calls)
    with pytest.raises(ValueError, match="as_type"):
        await project.list_code_studios(as_type="dicts")
    with pytest.raises(ValueError, match="name"):
        await project.create_code_studio("", "vscode")
    with pytest.raises(TypeError, match="template_id"):
        await project.create_code_studio("Explore", None)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="new_owner"):
        await studio.change_owner("")
    with pytest.raises(ValueError, match="zone"):
        await studio.check_conflicts("..")
    assert len(mock.calls) == asked


async def test_a_creation_that_fails_says_why(project: AsyncDSSProject, mock: DSSMock) -> None:
    with pytest.raises(DSSNotFound, match="nothing"):
        await project.create_code_studio("Explore", "nothing")
    said = {"messages": {"error": True, "messages": [{"title": "No room"}]}}
    mock.faults.add("code_studio_create", status=200, body=said)
    with pytest.raises(DataikuException, match=r"Code studio creation failed.*No room"):
        await project.create_code_studio("Explore", "vscode")
    mock.faults.add("code_studio_create", status=200, body={})
    with pytest.raises(DSSDataError, match="does not name"):
        await project.create_code_studio("Explore", "vscode")


async def test_a_code_studio_is_started_and_stopped(
    studio: AsyncDSSCodeStudioObject, mock: DSSMock
) -> None:
    before = await studio.get_status()
    assert (before.state, before.last_state_change) == ("STOPPED", None)
    assert before.get_zones() == before.get_zones("objects") == []
    mock.futures.script("RUNNING", "DONE")
    task = await studio.restart()
    assert (await studio.get_status()).state == "STARTING"
    assert (await task.wait_for_result())["codeStudioId"] == studio.code_studio_id
    running = await studio.get_status()
    assert running.state == "RUNNING"
    assert running.last_state_change is not None
    assert "project-lib-versioned" in running.get_zones()
    assert running.get_raw().get("syncedZones") == running.get_zones(as_type="objects")
    with pytest.raises(ValueError, match="as_type"):
        running.get_zones("dicts")
    mock.futures.script("RUNNING", "DONE")
    task = await studio.stop()
    assert (await studio.get_status()).state == "STOPPING"
    await task.wait_for_result()
    assert (await studio.get_status()).state == "STOPPED"


async def test_a_stop_with_nothing_to_do_has_ended(
    studio: AsyncDSSCodeStudioObject, mock: DSSMock
) -> None:
    task = await studio.stop()
    assert task.job_id is None
    assert await task.wait_for_result() is None
    # The official client documents that DSS may answer nothing at all.
    mock.faults.add("code_studio_stop", status=200, body=None)
    assert await (await studio.stop()).wait_for_result() is None


async def test_a_template_that_was_never_built_starts_nothing(
    client: AsyncDSSClient, project: AsyncDSSProject
) -> None:
    template = await client.create_code_studio_template("Bare", "manual")
    studio = await project.create_code_studio("Bare", template.template_id)
    with pytest.raises(DSSBadRequest, match="built"):
        await studio.restart()
    assert (await studio.get_status()).state == "STOPPED"


async def test_files_are_copied_both_ways(studio: AsyncDSSCodeStudioObject, mock: DSSMock) -> None:
    library.write(mock, "SALES", TOOLS, b"x = 1\n")
    await (await studio.restart()).wait_for_result()
    zone, own = "project-lib-versioned", "code_studio-versioned"
    assert state.in_pod(mock, row(mock, studio), zone)[TOOLS] == b"x = 1\n"
    state.write_in_pod(mock, row(mock, studio), zone, TOOLS, b"x = 2\n")
    state.write_in_pod(mock, row(mock, studio), own, "run.sh", b"ls\n")
    await studio.pull_from_code_studio(zone)
    assert library.read(mock, "SALES", TOOLS) == b"x = 2\n"
    library.write(mock, "SALES", TOOLS, b"x = 30\n")
    copied = await studio.push_to_code_studio(zone)
    files = state.in_pod(mock, row(mock, studio), zone)
    assert files[TOOLS] == b"x = 30\n"
    assert copied == {"count": len(files), "size": sum(map(len, files.values()))}
    # What was not asked for is copied when it stops.
    assert state.in_dss(mock, row(mock, studio), own) == {}
    await (await studio.stop()).wait_for_result()
    assert state.in_dss(mock, row(mock, studio), own) == {"run.sh": b"ls\n"}


async def test_conflicts_are_found(studio: AsyncDSSCodeStudioObject, mock: DSSMock) -> None:
    zone = "project-lib-versioned"
    for path in ("a.py", "b.py", "c.py"):
        library.write(mock, "SALES", path, b"0\n")
    await (await studio.restart()).wait_for_result()
    assert (await studio.check_conflicts(zone)).modified == []
    here = row(mock, studio)
    for path in ("a.py", "b.py", "new.py"):
        library.write(mock, "SALES", path, b"dss\n")
    for path in ("a.py", "c.py", "new.py"):
        state.write_in_pod(mock, here, zone, path, b"pod\n")
    state.delete_in_pod(mock, here, zone, "b.py")
    # A file that changed alike in both is none.
    library.write(mock, "SALES", "same.py", b"1\n")
    state.write_in_pod(mock, here, zone, "same.py", b"1\n")
    found = await studio.check_conflicts(zone)
    assert isinstance(found, DSSCodeStudioObjectConflicts)
    assert (found.added, found.modified, found.deleted) == (["new.py"], ["a.py"], ["b.py"])
    assert found.authors == []
    assert not found.is_error
    assert found[zone]["commitFrom"] != found[zone]["commitTo"]
    assert found.get_raw() == found
    wrong = await studio.check_conflicts("attic")
    assert wrong.is_error
    assert wrong.added == []


async def test_files_of_what_does_not_run(studio: AsyncDSSCodeStudioObject) -> None:
    with pytest.raises(DSSBadRequest, match="does not run"):
        await studio.pull_from_code_studio("user-versioned")
    await (await studio.restart()).wait_for_result()
    with pytest.raises(DSSNotFound, match="attic"):
        await studio.push_to_code_studio("attic")


async def test_another_user_gets_a_code_studio(
    studio: AsyncDSSCodeStudioObject,
    mock: DSSMock,
    client_as: Callable[[str], AsyncDSSClient],
) -> None:
    add_person(mock, "bob")
    grant = {"user": "bob", "writeProjectContent": True}
    with mock.table("projects").edit("SALES") as project:
        project["permissions"]["permissions"] = [grant]
    async with client_as("bob") as bob:
        theirs = bob.get_project("SALES").get_code_studio(studio.code_studio_id)
        with pytest.raises(DSSForbidden):
            await theirs.restart()
        changed = await studio.change_owner("bob")
        assert (changed["id"], changed.get("owner")) == (studio.code_studio_id, "bob")
        await (await theirs.restart()).wait_for_result()
        assert (await theirs.get_status()).state == "RUNNING"


async def test_a_deleted_code_studio_is_gone(
    studio: AsyncDSSCodeStudioObject, project: AsyncDSSProject
) -> None:
    await (await studio.restart()).wait_for_result()
    await studio.delete()
    assert await project.list_code_studios() == []
    with pytest.raises(DSSNotFound):
        await studio.get_status()


async def test_templates_are_listed(
    client: AsyncDSSClient, template: AsyncDSSCodeStudioTemplate
) -> None:
    await client.create_code_studio_template("Bare", "manual")
    built, bare = await client.list_code_studio_templates()
    assert (built.id, built.label) == (template.template_id, "VS Code")
    assert built.last_built is not None
    assert (bare.last_built, bare.build_for_configs) == (None, [])
    assert built.to_code_studio_template().template_id == template.template_id
    assert template.template_id in repr(template)
    assert built.id in repr(built)
    [first, _] = await client.list_code_studio_templates(as_type="objects")
    assert first.template_id == built.id
    with pytest.raises(ValueError, match="as_type"):
        await client.list_code_studio_templates(as_type="dicts")


async def test_a_template_that_cannot_be_created_says_why(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    with pytest.raises(ValueError, match="template_label"):
        await client.create_code_studio_template("", "manual")
    assert mock.calls == []
    said = {"messages": {"error": True, "messages": [{"title": "No such type"}]}}
    mock.faults.add("code_studio_template_create", status=200, body=said)
    with pytest.raises(DataikuException, match=r"template creation failed.*No such type"):
        await client.create_code_studio_template("VS Code", "manual")
    mock.faults.add("code_studio_template_create", status=200, body={})
    with pytest.raises(DSSDataError, match="does not name"):
        await client.create_code_studio_template("VS Code", "manual")


async def test_settings_of_a_template_choose_what_is_built(demo_client: AsyncDSSClient) -> None:
    template = demo_client.get_code_studio_template("vscode")
    settings = await template.get_settings()
    assert settings.get_built_container_confs() == ["k8s"]
    settings.set_built_container_confs(all=True)
    settings.get_raw()["label"] = "Editor"
    await settings.save()
    settings = await template.get_settings()
    assert settings.get_built_for_all_container_confs()
    result = await (await template.build(disable_docker_cache=True)).wait_for_result()
    assert not result["messages"]["error"]
    [item] = await demo_client.list_code_studio_templates()
    assert (item.label, item.build_for_configs) == ("Editor", ["k8s"])
    settings.set_built_container_confs("k8s", "moon")
    assert settings.get_built_container_confs() == ["k8s", "moon"]
    assert not settings.get_built_for_all_container_confs()
    await settings.save()
    result = await (await template.build()).wait_for_result()
    assert "moon" in result["messages"]["messages"][0]["message"]
    with pytest.raises(ValueError, match="configs"):
        settings.set_built_container_confs("")


async def test_a_template_goes_out_and_comes_in(
    demo_client: AsyncDSSClient, demo: DSSMock, tmp_path: Path
) -> None:
    template = demo_client.get_code_studio_template("vscode")
    target = tmp_path / "vscode.zip"
    await template.export_to_file(target)
    async with await template.get_export_stream() as stream:
        assert await stream.read() == target.read_bytes()
    spec = {"remapping": {}}
    made = await demo_client.import_code_studio_template(str(target), "Copy", spec)
    assert demo.calls[-1].query == {"label": "Copy", "importSpec": '{"remapping": {}}'}
    assert demo.calls[-1].files["file"][0] == "vscode.zip"
    copy = demo_client.get_code_studio_template(made.get("id") or "")
    raw: Any = (await copy.get_settings()).get_raw()
    assert (raw["label"], raw["containerConfs"], raw["importSpec"]) == ("Copy", ["k8s"], spec)
    again = await demo_client.import_code_studio_template(target.read_bytes())
    assert demo.calls[-1].query == {}
    assert again.get("id") != made.get("id")
    assert [item.label for item in await demo_client.list_code_studio_templates()] == [
        "VS Code",
        "Copy",
        "VS Code",
    ]
    with pytest.raises(FileNotFoundError):
        await demo_client.import_code_studio_template(tmp_path / "nothing.zip")


async def test_a_template_is_deleted_with_what_was_made_of_it(
    client: AsyncDSSClient,
    project: AsyncDSSProject,
    template: AsyncDSSCodeStudioTemplate,
    studio: AsyncDSSCodeStudioObject,
) -> None:
    said = await template.delete()
    assert said.has_warning
    [orphan] = await project.list_code_studios()
    assert (orphan.template_label, orphan.template_description) == (studio.code_studio_id, "")
    with pytest.raises(DSSBadRequest, match="template"):
        await studio.restart()
    other = await client.create_code_studio_template("Other", "manual")
    await project.create_code_studio("Doomed", other.template_id)
    said = await other.delete(delete_runtime=True, delete_images=True)
    assert not said.has_warning
    assert [item.name for item in await project.list_code_studios()] == ["Explore"]
    assert await client.list_code_studio_templates() == []
