# Derived by `tox -e generate` from tests/aio/test_codestudio.py. Do not edit.
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
from dataikuapi.dss.codestudio import DSSCodeStudioObject, DSSCodeStudioObjectConflicts
from dataikuapi.dss.codestudiotemplate import DSSCodeStudioTemplate
from dataikuapi.dss.project import DSSProject
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from dssmock.services import _code_studio_state as state
from dssmock.services import _library_state as library
from tests.people import add_person

TOOLS = "python/tools.py"


@pytest.fixture
def template(client: DSSClient) -> DSSCodeStudioTemplate:
    """A template that is built."""
    template = client.create_code_studio_template("VS Code", "block_based")
    (template.build()).wait_for_result()
    return template


@pytest.fixture
def studio(client: DSSClient, template: DSSCodeStudioTemplate) -> DSSCodeStudioObject:
    """A code studio that does not run."""
    project = client.create_project("SALES", "Sales", "admin")
    return project.create_code_studio("Explore", template.template_id)


@pytest.fixture
def project(client: DSSClient, studio: DSSCodeStudioObject) -> DSSProject:
    """The project of the code studio."""
    return client.get_project(studio.project_key)


def row(mock: DSSMock, studio: DSSCodeStudioObject) -> dict[str, Any]:
    """The code studio as the mock keeps it."""
    return mock.table(state.STUDIOS).get(f"SALES.{studio.code_studio_id}")


def test_code_studios_are_created_and_listed(
    project: DSSProject,
    studio: DSSCodeStudioObject,
    template: DSSCodeStudioTemplate,
) -> None:
    settings = studio.get_settings()
    assert (settings.id, settings.name) == (studio.code_studio_id, "Explore")
    assert settings.template_id == settings.get_raw().get("templateId") == template.template_id
    assert (settings.owner, settings.lib_name) == ("admin", settings.id)
    project.create_code_studio("Explore", template.template_id)
    first, second = project.list_code_studios()
    assert (first.id, first.name, first.owner) == (settings.id, "Explore", "admin")
    assert (first.template_id, first.template_label) == (template.template_id, "VS Code")
    assert (first.template_description, second.name) == ("", "Explore")
    assert first.to_code_studio().code_studio_id == studio.code_studio_id
    handles = project.list_code_studios(as_type="objects")
    assert [handle.code_studio_id for handle in handles] == [first.id, second.id]
    assert first.id in repr(first)
    assert studio.code_studio_id in repr(studio)


def test_wrong_arguments_are_refused_before_a_request(
    project: DSSProject, studio: DSSCodeStudioObject, mock: DSSMock
) -> None:
    asked = len(mock.calls)
    with pytest.raises(ValueError, match="as_type"):
        project.list_code_studios(as_type="dicts")
    with pytest.raises(ValueError, match="name"):
        project.create_code_studio("", "vscode")
    with pytest.raises(TypeError, match="template_id"):
        project.create_code_studio("Explore", None)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="new_owner"):
        studio.change_owner("")
    with pytest.raises(ValueError, match="zone"):
        studio.check_conflicts("..")
    assert len(mock.calls) == asked


def test_a_creation_that_fails_says_why(project: DSSProject, mock: DSSMock) -> None:
    with pytest.raises(DSSNotFound, match="nothing"):
        project.create_code_studio("Explore", "nothing")
    said = {"messages": {"error": True, "messages": [{"title": "No room"}]}}
    mock.faults.add("code_studio_create", status=200, body=said)
    with pytest.raises(DataikuException, match=r"Code studio creation failed.*No room"):
        project.create_code_studio("Explore", "vscode")
    mock.faults.add("code_studio_create", status=200, body={})
    with pytest.raises(DSSDataError, match="does not name"):
        project.create_code_studio("Explore", "vscode")


def test_a_code_studio_is_started_and_stopped(studio: DSSCodeStudioObject, mock: DSSMock) -> None:
    before = studio.get_status()
    assert (before.state, before.last_state_change) == ("STOPPED", None)
    assert before.get_zones() == before.get_zones("objects") == []
    mock.futures.script("RUNNING", "DONE")
    task = studio.restart()
    assert (studio.get_status()).state == "STARTING"
    assert (task.wait_for_result())["codeStudioId"] == studio.code_studio_id
    running = studio.get_status()
    assert running.state == "RUNNING"
    assert running.last_state_change is not None
    assert "project-lib-versioned" in running.get_zones()
    assert running.get_raw().get("syncedZones") == running.get_zones(as_type="objects")
    with pytest.raises(ValueError, match="as_type"):
        running.get_zones("dicts")
    mock.futures.script("RUNNING", "DONE")
    task = studio.stop()
    assert (studio.get_status()).state == "STOPPING"
    task.wait_for_result()
    assert (studio.get_status()).state == "STOPPED"


def test_a_stop_with_nothing_to_do_has_ended(studio: DSSCodeStudioObject, mock: DSSMock) -> None:
    task = studio.stop()
    assert task.job_id is None
    assert task.wait_for_result() is None
    # The official client documents that DSS may answer nothing at all.
    mock.faults.add("code_studio_stop", status=200, body=None)
    assert (studio.stop()).wait_for_result() is None


def test_a_template_that_was_never_built_starts_nothing(
    client: DSSClient, project: DSSProject
) -> None:
    template = client.create_code_studio_template("Bare", "manual")
    studio = project.create_code_studio("Bare", template.template_id)
    with pytest.raises(DSSBadRequest, match="built"):
        studio.restart()
    assert (studio.get_status()).state == "STOPPED"


def test_files_are_copied_both_ways(studio: DSSCodeStudioObject, mock: DSSMock) -> None:
    library.write(mock, "SALES", TOOLS, b"x = 1\n")
    (studio.restart()).wait_for_result()
    zone, own = "project-lib-versioned", "code_studio-versioned"
    assert state.in_pod(mock, row(mock, studio), zone)[TOOLS] == b"x = 1\n"
    state.write_in_pod(mock, row(mock, studio), zone, TOOLS, b"x = 2\n")
    state.write_in_pod(mock, row(mock, studio), own, "run.sh", b"ls\n")
    studio.pull_from_code_studio(zone)
    assert library.read(mock, "SALES", TOOLS) == b"x = 2\n"
    library.write(mock, "SALES", TOOLS, b"x = 30\n")
    copied = studio.push_to_code_studio(zone)
    files = state.in_pod(mock, row(mock, studio), zone)
    assert files[TOOLS] == b"x = 30\n"
    assert copied == {"count": len(files), "size": sum(map(len, files.values()))}
    # What was not asked for is copied when it stops.
    assert state.in_dss(mock, row(mock, studio), own) == {}
    (studio.stop()).wait_for_result()
    assert state.in_dss(mock, row(mock, studio), own) == {"run.sh": b"ls\n"}


def test_conflicts_are_found(studio: DSSCodeStudioObject, mock: DSSMock) -> None:
    zone = "project-lib-versioned"
    for path in ("a.py", "b.py", "c.py"):
        library.write(mock, "SALES", path, b"0\n")
    (studio.restart()).wait_for_result()
    assert (studio.check_conflicts(zone)).modified == []
    here = row(mock, studio)
    for path in ("a.py", "b.py", "new.py"):
        library.write(mock, "SALES", path, b"dss\n")
    for path in ("a.py", "c.py", "new.py"):
        state.write_in_pod(mock, here, zone, path, b"pod\n")
    state.delete_in_pod(mock, here, zone, "b.py")
    # A file that changed alike in both is none.
    library.write(mock, "SALES", "same.py", b"1\n")
    state.write_in_pod(mock, here, zone, "same.py", b"1\n")
    found = studio.check_conflicts(zone)
    assert isinstance(found, DSSCodeStudioObjectConflicts)
    assert (found.added, found.modified, found.deleted) == (["new.py"], ["a.py"], ["b.py"])
    assert found.authors == []
    assert not found.is_error
    assert found[zone]["commitFrom"] != found[zone]["commitTo"]
    assert found.get_raw() == found
    wrong = studio.check_conflicts("attic")
    assert wrong.is_error
    assert wrong.added == []


def test_files_of_what_does_not_run(studio: DSSCodeStudioObject) -> None:
    with pytest.raises(DSSBadRequest, match="does not run"):
        studio.pull_from_code_studio("user-versioned")
    (studio.restart()).wait_for_result()
    with pytest.raises(DSSNotFound, match="attic"):
        studio.push_to_code_studio("attic")


def test_another_user_gets_a_code_studio(
    studio: DSSCodeStudioObject,
    mock: DSSMock,
    client_as: Callable[[str], DSSClient],
) -> None:
    add_person(mock, "bob")
    grant = {"user": "bob", "writeProjectContent": True}
    with mock.table("projects").edit("SALES") as project:
        project["permissions"]["permissions"] = [grant]
    with client_as("bob") as bob:
        theirs = bob.get_project("SALES").get_code_studio(studio.code_studio_id)
        with pytest.raises(DSSForbidden):
            theirs.restart()
        changed = studio.change_owner("bob")
        assert (changed["id"], changed.get("owner")) == (studio.code_studio_id, "bob")
        (theirs.restart()).wait_for_result()
        assert (theirs.get_status()).state == "RUNNING"


def test_a_deleted_code_studio_is_gone(studio: DSSCodeStudioObject, project: DSSProject) -> None:
    (studio.restart()).wait_for_result()
    studio.delete()
    assert project.list_code_studios() == []
    with pytest.raises(DSSNotFound):
        studio.get_status()


def test_templates_are_listed(client: DSSClient, template: DSSCodeStudioTemplate) -> None:
    client.create_code_studio_template("Bare", "manual")
    built, bare = client.list_code_studio_templates()
    assert (built.id, built.label) == (template.template_id, "VS Code")
    assert built.last_built is not None
    assert (bare.last_built, bare.build_for_configs) == (None, [])
    assert built.to_code_studio_template().template_id == template.template_id
    assert template.template_id in repr(template)
    assert built.id in repr(built)
    [first, _] = client.list_code_studio_templates(as_type="objects")
    assert first.template_id == built.id
    with pytest.raises(ValueError, match="as_type"):
        client.list_code_studio_templates(as_type="dicts")


def test_a_template_that_cannot_be_created_says_why(client: DSSClient, mock: DSSMock) -> None:
    with pytest.raises(ValueError, match="template_label"):
        client.create_code_studio_template("", "manual")
    assert mock.calls == []
    said = {"messages": {"error": True, "messages": [{"title": "No such type"}]}}
    mock.faults.add("code_studio_template_create", status=200, body=said)
    with pytest.raises(DataikuException, match=r"template creation failed.*No such type"):
        client.create_code_studio_template("VS Code", "manual")
    mock.faults.add("code_studio_template_create", status=200, body={})
    with pytest.raises(DSSDataError, match="does not name"):
        client.create_code_studio_template("VS Code", "manual")


def test_settings_of_a_template_choose_what_is_built(demo_client: DSSClient) -> None:
    template = demo_client.get_code_studio_template("vscode")
    settings = template.get_settings()
    assert settings.get_built_container_confs() == ["k8s"]
    settings.set_built_container_confs(all=True)
    settings.get_raw()["label"] = "Editor"
    settings.save()
    settings = template.get_settings()
    assert settings.get_built_for_all_container_confs()
    result = (template.build(disable_docker_cache=True)).wait_for_result()
    assert not result["messages"]["error"]
    [item] = demo_client.list_code_studio_templates()
    assert (item.label, item.build_for_configs) == ("Editor", ["k8s"])
    settings.set_built_container_confs("k8s", "moon")
    assert settings.get_built_container_confs() == ["k8s", "moon"]
    assert not settings.get_built_for_all_container_confs()
    settings.save()
    result = (template.build()).wait_for_result()
    assert "moon" in result["messages"]["messages"][0]["message"]
    with pytest.raises(ValueError, match="configs"):
        settings.set_built_container_confs("")


def test_a_template_goes_out_and_comes_in(
    demo_client: DSSClient, demo: DSSMock, tmp_path: Path
) -> None:
    template = demo_client.get_code_studio_template("vscode")
    target = tmp_path / "vscode.zip"
    template.export_to_file(target)
    with template.get_export_stream() as stream:
        assert stream.read() == target.read_bytes()
    spec = {"remapping": {}}
    made = demo_client.import_code_studio_template(str(target), "Copy", spec)
    assert demo.calls[-1].query == {"label": "Copy", "importSpec": '{"remapping": {}}'}
    assert demo.calls[-1].files["file"][0] == "vscode.zip"
    copy = demo_client.get_code_studio_template(made.get("id") or "")
    raw: Any = (copy.get_settings()).get_raw()
    assert (raw["label"], raw["containerConfs"], raw["importSpec"]) == ("Copy", ["k8s"], spec)
    again = demo_client.import_code_studio_template(target.read_bytes())
    assert demo.calls[-1].query == {}
    assert again.get("id") != made.get("id")
    assert [item.label for item in demo_client.list_code_studio_templates()] == [
        "VS Code",
        "Copy",
        "VS Code",
    ]
    with pytest.raises(FileNotFoundError):
        demo_client.import_code_studio_template(tmp_path / "nothing.zip")


def test_a_template_is_deleted_with_what_was_made_of_it(
    client: DSSClient,
    project: DSSProject,
    template: DSSCodeStudioTemplate,
    studio: DSSCodeStudioObject,
) -> None:
    said = template.delete()
    assert said.has_warning
    [orphan] = project.list_code_studios()
    assert (orphan.template_label, orphan.template_description) == (studio.code_studio_id, "")
    with pytest.raises(DSSBadRequest, match="template"):
        studio.restart()
    other = client.create_code_studio_template("Other", "manual")
    project.create_code_studio("Doomed", other.template_id)
    said = other.delete(delete_runtime=True, delete_images=True)
    assert not said.has_warning
    assert [item.name for item in project.list_code_studios()] == ["Explore"]
    assert client.list_code_studio_templates() == []
