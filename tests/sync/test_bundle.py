# Derived by `tox -e generate` from tests/aio/test_bundle.py. Do not edit.
"""Bundles: made and published on a design node, imported and activated on an automation node."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dataikuapi._errors import DSSBadRequest, DSSForbidden, DSSNotFound, DSSServerError
from dataikuapi.dss.project import DSSProject
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.archives import files_at, files_of, names_in, zip_of
from tests.people import add_person
from tests.sync.conftest import connect

NIGHTLY = "NIGHTLY"


@pytest.fixture
def project(client: DSSClient) -> DSSProject:
    """A project with a folder that holds a file, variables and a scenario."""
    project = client.create_project("SALES", "Sales", "admin")
    project.set_variables({"standard": {"year": 2026}, "local": {"env": "dev"}})
    folder = project.create_managed_folder("papers")
    folder.put_file("a.txt", b"one")
    project.create_scenario(NIGHTLY, "step_based")
    return project


@pytest.fixture
def automation() -> DSSMock:
    """Another instance."""
    return DSSMock()


@pytest.fixture
def other(automation: DSSMock) -> Iterator[DSSClient]:
    """The administrator's client on the other instance."""
    with connect(automation, automation.admin_key) as client:
        yield client


def bundle(project: DSSProject, bundle_id: str = "v1") -> io.BytesIO:
    """A new bundle of a project."""
    project.export_bundle(bundle_id)
    with project.get_exported_bundle_archive_stream(bundle_id) as stream:
        return io.BytesIO(stream.read())


def brought(client: DSSClient, project: DSSProject) -> DSSProject:
    """The project on the other instance, made of a bundle `v1`."""
    client.create_project_from_bundle_archive(bundle(project))
    return client.get_project("SALES")


def ids(project: DSSProject) -> list[str]:
    """The bundles that a project imported."""
    found = (project.list_imported_bundles())["bundles"] or []
    return [each["bundleId"] for each in found]


def test_export_makes_a_bundle_that_is_listed(project: DSSProject, mock: DSSMock) -> None:
    assert project.list_exported_bundles() == {"bundles": []}
    project.export_bundle("v1", release_notes="First")
    assert mock.calls[-1].query == {"releaseNotes": "First", "evaluateProjectStandardsChecks": True}
    project.export_bundle("v2", evaluate_project_standards_checks=False)
    assert mock.calls[-1].query == {"evaluateProjectStandardsChecks": False}
    first, second = (project.list_exported_bundles())["bundles"] or []
    assert (first["bundleId"], second["bundleId"], first["state"]) == ("v1", "v2", "BUILT")
    about = first["exportManifest"]["exportUserInfo"]
    assert (about["exportedBy"], about["releaseNotes"]) == ("admin", "First")
    details = project.get_exported_bundle("v1")
    assert details["exportManifest"] == first["exportManifest"]
    assert details["contentSummary"]["scenarios"] == 1


def test_a_bundle_is_a_zip_of_the_project_without_local_variables(
    project: DSSProject, tmp_path: Path
) -> None:
    project.export_bundle("v1")
    path = tmp_path / "v1.zip"
    project.download_exported_bundle_archive_to_file("v1", path)
    files = files_at(path)
    assert b'"year": 2026' in files["project_config/params.json"]
    assert b'"env"' not in files["project_config/params.json"]
    assert b'"bundleId": "v1"' in files["export-manifest.json"]
    assert b"one" in files.values()
    assert names_in(tmp_path) == ["v1.zip"]


def test_a_bundle_does_not_change_with_its_project(project: DSSProject) -> None:
    before = bundle(project)
    project.set_variables({"standard": {"year": 1}, "local": {}})
    with project.get_exported_bundle_archive_stream("v1") as stream:
        assert stream.read() == before.getvalue()


def test_an_archive_can_go_to_the_standard_output(
    project: DSSProject, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    project.export_bundle("v1")
    project.download_exported_bundle_archive_to_file("v1", "-")
    assert "export-manifest.json" in files_of(capfdbinary.readouterr().out)


def test_what_is_missing_leaves_no_file(project: DSSProject, tmp_path: Path) -> None:
    with pytest.raises(DSSServerError):  # DSS says no more
        project.download_exported_bundle_archive_to_file("v9", tmp_path / "v9.zip")
    with pytest.raises(DSSNotFound):
        project.get_exported_bundle("v9")
    with pytest.raises(FileNotFoundError):
        project.download_exported_bundle_archive_to_file("v1", tmp_path / "no" / "v9.zip")
    assert names_in(tmp_path) == []


def test_an_identifier_is_used_once(project: DSSProject) -> None:
    project.export_bundle("v1")
    with pytest.raises(DSSBadRequest, match="already exists"):
        project.export_bundle("v1")


def test_delete_exported_bundle(project: DSSProject) -> None:
    project.export_bundle("v1")
    assert "v1" in str(project.delete_exported_bundle("v1"))
    assert project.list_exported_bundles() == {"bundles": []}
    project.export_bundle("v1")


@pytest.mark.parametrize("wrong", ["", ".", "..", "a\nb"])
def test_identifiers_that_cannot_be_are_refused_before_anything_is_sent(
    project: DSSProject, mock: DSSMock, wrong: str
) -> None:
    sent = len(mock.calls)
    for call in (
        project.export_bundle,
        project.get_exported_bundle,
        project.delete_exported_bundle,
        project.get_exported_bundle_archive_stream,
        project.publish_bundle,
        project.activate_bundle,
        project.preload_bundle,
        project.delete_imported_bundle,
    ):
        with pytest.raises(ValueError, match="bundle_id"):
            call(wrong)
    assert len(mock.calls) == sent


def test_an_archive_must_be_opened_as_bytes(project: DSSProject) -> None:
    with pytest.raises(TypeError, match="fp"):
        project.import_bundle_from_stream(io.StringIO("x"))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="archive_path"):
        project.import_bundle_from_archive(3)  # type: ignore[arg-type]


def test_publish_tells_where(project: DSSProject, client: DSSClient) -> None:
    project.export_bundle("v1")
    published = project.publish_bundle("v1")
    assert (published["publishedBy"], published["publishedProjectKey"]) == ("admin", "SALES")
    (listed,) = (project.list_exported_bundles())["bundles"] or []
    assert listed["publishedBundleState"] == published
    assert (project.publish_bundle("v1", "OTHER"))["publishedProjectKey"] == "OTHER"
    projects = client.get_projectdeployer().list_projects()
    assert [each.id for each in projects] == ["SALES", "OTHER"]
    with pytest.raises(DSSBadRequest, match="already has a bundle v1"):
        project.publish_bundle("v1")
    with pytest.raises(DSSNotFound):
        project.publish_bundle("v2")


def test_a_bundle_becomes_the_same_project_elsewhere(project: DSSProject, other: DSSClient) -> None:
    there = brought(other, project)
    assert (there.get_variables())["standard"] == {"year": 2026}
    assert (there.get_variables())["local"] == {}
    (folder,) = there.list_managed_folders()
    with there.get_managed_folder(folder["id"]).get_file("a.txt") as stream:
        assert stream.read() == b"one"
    (scenario,) = there.list_scenarios()
    assert scenario["active"] is False
    (item,) = other.list_projects()
    assert item["activeBundleState"] == {"bundleId": "v1"}
    (imported,) = (there.list_imported_bundles())["bundles"] or []
    assert (imported["bundleId"], imported["active"]) == ("v1", True)


def test_import_and_activate_a_second_bundle(project: DSSProject, other: DSSClient) -> None:
    there = brought(other, project)
    there.set_variables({"standard": {"year": 2026}, "local": {"env": "prod"}})
    there.set_permissions({"owner": "admin", "permissions": [{"group": "ops"}]})
    project.set_variables({"standard": {"year": 2027}, "local": {"env": "dev"}})
    project.create_scenario("WEEKLY", "step_based")
    there.import_bundle_from_stream(bundle(project, "v2"))
    assert ids(there) == ["v1", "v2"]
    assert (there.get_variables())["standard"] == {"year": 2026}
    assert (there.preload_bundle("v2"))["success"] is True
    report = there.activate_bundle("v2", {"WEEKLY": True})
    assert report["messages"] == []
    assert there.get_variables() == {"standard": {"year": 2027}, "local": {"env": "prod"}}
    assert (there.get_permissions())["permissions"] == [{"group": "ops"}]
    active = {each["id"]: each["active"] for each in there.list_scenarios()}
    assert active == {NIGHTLY: False, "WEEKLY": True}
    actions = [each["action"] for each in (there.get_timeline())["items"] or []]
    assert actions[0] == "BUNDLE_ACTIVATE"


def test_activation_leaves_scenarios_as_they_are_unless_told(
    project: DSSProject, other: DSSClient, automation: DSSMock
) -> None:
    there = brought(other, project)
    settings = there.get_scenario(NIGHTLY).get_settings()
    settings.active = True
    settings.save()
    there.import_bundle_from_stream(bundle(project, "v2"))
    there.activate_bundle("v2")
    assert automation.calls[-1].body == {}
    assert (there.list_scenarios())[0]["active"] is True
    report = there.activate_bundle("v1", scenarios_to_enable={NIGHTLY: False, "NONE": True})
    assert automation.calls[-1].body == {
        "scenariosActiveOnActivation": {NIGHTLY: False, "NONE": True}
    }
    assert "Scenario does not exist: NONE" in str(report["messages"])
    assert (there.list_scenarios())[0]["active"] is False


def test_going_back_to_an_older_bundle(project: DSSProject, other: DSSClient) -> None:
    there = brought(other, project)
    folder = (project.list_managed_folders())[0]
    project.get_managed_folder(folder["id"]).put_file("b.txt", b"two")
    there.import_bundle_from_stream(bundle(project, "v2"))
    there.activate_bundle("v2")
    contents = there.get_managed_folder(folder["id"]).list_contents()
    assert [each["path"] for each in contents["items"]] == ["/a.txt", "/b.txt"]
    there.activate_bundle("v1")
    contents = there.get_managed_folder(folder["id"]).list_contents()
    assert [each["path"] for each in contents["items"]] == ["/a.txt"]


def test_import_from_a_file_of_the_server(
    project: DSSProject, other: DSSClient, automation: DSSMock
) -> None:
    there = brought(other, project)
    automation.blobs.put("/data/v2.zip", (bundle(project, "v2")).getvalue())
    answer = there.import_bundle_from_archive("/data/v2.zip")
    assert answer == {"projectKey": "SALES", "bundleId": "v2"}
    assert ids(there) == ["v1", "v2"]
    with pytest.raises(DSSBadRequest, match=r"/data/v3\.zip"):
        there.import_bundle_from_archive("/data/v3.zip")


def test_a_bundle_is_imported_once_and_into_its_own_project(
    project: DSSProject, client: DSSClient, other: DSSClient
) -> None:
    there = brought(other, project)
    archive = bundle(project, "v2")
    there.import_bundle_from_stream(archive)
    archive.seek(0)
    with pytest.raises(DSSBadRequest, match="already exists"):
        there.import_bundle_from_stream(archive)
    foreign = client.create_project("OTHER", "Other", "admin")
    with pytest.raises(DSSBadRequest, match="of project OTHER, not of SALES"):
        there.import_bundle_from_stream(bundle(foreign))
    with pytest.raises(DSSBadRequest, match="no project"):
        there.import_bundle_from_stream(io.BytesIO(zip_of({"a": "b"})))
    assert ids(there) == ["v1", "v2"]


def test_delete_imported_bundle(project: DSSProject, other: DSSClient) -> None:
    there = brought(other, project)
    there.import_bundle_from_stream(bundle(project, "v2"))
    with pytest.raises(DSSBadRequest, match="active"):
        there.delete_imported_bundle("v1")
    there.delete_imported_bundle("v2")
    assert ids(there) == ["v1"]
    with pytest.raises(DSSNotFound):
        there.activate_bundle("v2")


def test_preload_makes_the_code_environments(
    project: DSSProject, client: DSSClient, other: DSSClient
) -> None:
    client.create_code_env("PYTHON", "py_sales", "DESIGN_MANAGED")
    settings = project.get_settings()
    settings.get_raw()["settings"]["codeEnvs"]["python"] = {
        "mode": "EXPLICIT_ENV",
        "envName": "py_sales",
    }
    settings.get_raw()["settings"]["codeEnvs"]["r"] = {"mode": "EXPLICIT_ENV", "envName": "r_none"}
    settings.save()
    there = brought(other, project)
    report = there.activate_bundle("v1")
    assert "Code env does not exist: py_sales" in str(report["messages"])
    said = str((there.preload_bundle("v1"))["messages"])
    assert "Created code env py_sales" in said
    assert "Code env does not exist: r_none" in said
    (env,) = other.list_code_envs()
    assert (env["envName"], env["deploymentMode"]) == ("py_sales", "AUTOMATION_SINGLE")
    assert "Created" not in str(there.preload_bundle("v1"))


def test_readers_see_bundles_and_make_none(
    project: DSSProject, mock: DSSMock, client_as: Callable[[str], DSSClient]
) -> None:
    project.export_bundle("v1")
    add_person(mock, "carol", "readers")
    line = {"group": "readers", "readProjectContent": True}
    project.set_permissions({"owner": "admin", "permissions": [line]})
    with client_as("carol") as carol:
        mine = carol.get_project("SALES")
        assert len((mine.list_exported_bundles())["bundles"] or []) == 1
        for call in (mine.export_bundle, mine.delete_exported_bundle, mine.publish_bundle):
            with pytest.raises(DSSForbidden):
                call("v1")
        with pytest.raises(DSSForbidden):
            mine.import_bundle_from_stream(io.BytesIO(b""))
