"""Bundles: made and published on a design node, imported and activated on an automation node."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from dataikuapi._errors import DSSBadRequest, DSSForbidden, DSSNotFound, DSSServerError
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.aio.conftest import connect
from tests.archives import files_at, files_of, names_in, zip_of
from tests.people import add_person

NIGHTLY = "NIGHTLY"


@pytest.fixture
async def project(client: AsyncDSSClient) -> AsyncDSSProject:
    """A project with a folder that holds a file, variables and a scenario."""
    project = await client.create_project("SALES", "Sales", "admin")
    await project.set_variables({"standard": {"year": 2026}, "local": {"env": "dev"}})
    folder = await project.create_managed_folder("papers")
    await folder.put_file("a.txt", b"one")
    await project.create_scenario(NIGHTLY, "step_based")
    return project


@pytest.fixture
def automation() -> DSSMock:
    """Another instance."""
    return DSSMock()


@pytest.fixture
async def other(automation: DSSMock) -> AsyncIterator[AsyncDSSClient]:
    """The administrator's client on the other instance."""
    async with connect(automation, automation.admin_key) as client:
        yield client


async def bundle(project: AsyncDSSProject, bundle_id: str = "v1") -> io.BytesIO:
    """A new bundle of a project."""
    await project.export_bundle(bundle_id)
    async with await project.get_exported_bundle_archive_stream(bundle_id) as stream:
        return io.BytesIO(await stream.read())


async def brought(client: AsyncDSSClient, project: AsyncDSSProject) -> AsyncDSSProject:
    """The project on the other instance, made of a bundle `v1`."""
    await client.create_project_from_bundle_archive(await bundle(project))
    return client.get_project("SALES")


async def ids(project: AsyncDSSProject) -> list[str]:
    """The bundles that a project imported."""
    found = (await project.list_imported_bundles())["bundles"] or []
    return [each["bundleId"] for each in found]


async def test_export_makes_a_bundle_that_is_listed(
    project: AsyncDSSProject, mock: DSSMock
) -> None:
    assert await project.list_exported_bundles() == {"bundles": []}
    await project.export_bundle("v1", release_notes="First")
    assert mock.calls[-1].query == {"releaseNotes": "First", "evaluateProjectStandardsChecks": True}
    await project.export_bundle("v2", evaluate_project_standards_checks=False)
    assert mock.calls[-1].query == {"evaluateProjectStandardsChecks": False}
    first, second = (await project.list_exported_bundles())["bundles"] or []
    assert (first["bundleId"], second["bundleId"], first["state"]) == ("v1", "v2", "BUILT")
    about = first["exportManifest"]["exportUserInfo"]
    assert (about["exportedBy"], about["releaseNotes"]) == ("admin", "First")
    details = await project.get_exported_bundle("v1")
    assert details["exportManifest"] == first["exportManifest"]
    assert details["contentSummary"]["scenarios"] == 1


async def test_a_bundle_is_a_zip_of_the_project_without_local_variables(
    project: AsyncDSSProject, tmp_path: Path
) -> None:
    await project.export_bundle("v1")
    path = tmp_path / "v1.zip"
    await project.download_exported_bundle_archive_to_file("v1", path)
    files = files_at(path)
    assert b'"year": 2026' in files["project_config/params.json"]
    assert b'"env"' not in files["project_config/params.json"]
    assert b'"bundleId": "v1"' in files["export-manifest.json"]
    assert b"one" in files.values()
    assert names_in(tmp_path) == ["v1.zip"]


async def test_a_bundle_does_not_change_with_its_project(project: AsyncDSSProject) -> None:
    before = await bundle(project)
    await project.set_variables({"standard": {"year": 1}, "local": {}})
    async with await project.get_exported_bundle_archive_stream("v1") as stream:
        assert await stream.read() == before.getvalue()


async def test_an_archive_can_go_to_the_standard_output(
    project: AsyncDSSProject, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    await project.export_bundle("v1")
    await project.download_exported_bundle_archive_to_file("v1", "-")
    assert "export-manifest.json" in files_of(capfdbinary.readouterr().out)


async def test_what_is_missing_leaves_no_file(project: AsyncDSSProject, tmp_path: Path) -> None:
    with pytest.raises(DSSServerError):  # DSS says no more
        await project.download_exported_bundle_archive_to_file("v9", tmp_path / "v9.zip")
    with pytest.raises(DSSNotFound):
        await project.get_exported_bundle("v9")
    with pytest.raises(FileNotFoundError):
        await project.download_exported_bundle_archive_to_file("v1", tmp_path / "no" / "v9.zip")
    assert names_in(tmp_path) == []


async def test_an_identifier_is_used_once(project: AsyncDSSProject) -> None:
    await project.export_bundle("v1")
    with pytest.raises(DSSBadRequest, match="already exists"):
        await project.export_bundle("v1")


async def test_delete_exported_bundle(project: AsyncDSSProject) -> None:
    await project.export_bundle("v1")
    assert "v1" in str(await project.delete_exported_bundle("v1"))
    assert await project.list_exported_bundles() == {"bundles": []}
    await project.export_bundle("v1")


@pytest.mark.parametrize("wrong", ["", ".", "..", "a\nb"])
async def test_identifiers_that_cannot_be_are_refused_before_anything_is_sent(
    project: AsyncDSSProject, mock: DSSMock, wrong: str
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
            await call(wrong)
    assert len(mock.calls) == sent


async def test_an_archive_must_be_opened_as_bytes(project: AsyncDSSProject) -> None:
    with pytest.raises(TypeError, match="fp"):
        await project.import_bundle_from_stream(io.StringIO("x"))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="archive_path"):
        await project.import_bundle_from_archive(3)  # type: ignore[arg-type]


async def test_publish_tells_where(project: AsyncDSSProject, client: AsyncDSSClient) -> None:
    await project.export_bundle("v1")
    published = await project.publish_bundle("v1")
    assert (published["publishedBy"], published["publishedProjectKey"]) == ("admin", "SALES")
    (listed,) = (await project.list_exported_bundles())["bundles"] or []
    assert listed["publishedBundleState"] == published
    assert (await project.publish_bundle("v1", "OTHER"))["publishedProjectKey"] == "OTHER"
    projects = await client.get_projectdeployer().list_projects()
    assert [each.id for each in projects] == ["SALES", "OTHER"]
    with pytest.raises(DSSBadRequest, match="already has a bundle v1"):
        await project.publish_bundle("v1")
    with pytest.raises(DSSNotFound):
        await project.publish_bundle("v2")


async def test_a_bundle_becomes_the_same_project_elsewhere(
    project: AsyncDSSProject, other: AsyncDSSClient
) -> None:
    there = await brought(other, project)
    assert (await there.get_variables())["standard"] == {"year": 2026}
    assert (await there.get_variables())["local"] == {}
    (folder,) = await there.list_managed_folders()
    async with await there.get_managed_folder(folder["id"]).get_file("a.txt") as stream:
        assert await stream.read() == b"one"
    (scenario,) = await there.list_scenarios()
    assert scenario["active"] is False
    (item,) = await other.list_projects()
    assert item["activeBundleState"] == {"bundleId": "v1"}
    (imported,) = (await there.list_imported_bundles())["bundles"] or []
    assert (imported["bundleId"], imported["active"]) == ("v1", True)


async def test_import_and_activate_a_second_bundle(
    project: AsyncDSSProject, other: AsyncDSSClient
) -> None:
    there = await brought(other, project)
    await there.set_variables({"standard": {"year": 2026}, "local": {"env": "prod"}})
    await there.set_permissions({"owner": "admin", "permissions": [{"group": "ops"}]})
    await project.set_variables({"standard": {"year": 2027}, "local": {"env": "dev"}})
    await project.create_scenario("WEEKLY", "step_based")
    await there.import_bundle_from_stream(await bundle(project, "v2"))
    assert await ids(there) == ["v1", "v2"]
    assert (await there.get_variables())["standard"] == {"year": 2026}
    assert (await there.preload_bundle("v2"))["success"] is True
    report = await there.activate_bundle("v2", {"WEEKLY": True})
    assert report["messages"] == []
    assert await there.get_variables() == {"standard": {"year": 2027}, "local": {"env": "prod"}}
    assert (await there.get_permissions())["permissions"] == [{"group": "ops"}]
    active = {each["id"]: each["active"] for each in await there.list_scenarios()}
    assert active == {NIGHTLY: False, "WEEKLY": True}
    actions = [each["action"] for each in (await there.get_timeline())["items"] or []]
    assert actions[0] == "BUNDLE_ACTIVATE"


async def test_activation_leaves_scenarios_as_they_are_unless_told(
    project: AsyncDSSProject, other: AsyncDSSClient, automation: DSSMock
) -> None:
    there = await brought(other, project)
    settings = await there.get_scenario(NIGHTLY).get_settings()
    settings.active = True
    await settings.save()
    await there.import_bundle_from_stream(await bundle(project, "v2"))
    await there.activate_bundle("v2")
    assert automation.calls[-1].body == {}
    assert (await there.list_scenarios())[0]["active"] is True
    report = await there.activate_bundle("v1", scenarios_to_enable={NIGHTLY: False, "NONE": True})
    assert automation.calls[-1].body == {
        "scenariosActiveOnActivation": {NIGHTLY: False, "NONE": True}
    }
    assert "Scenario does not exist: NONE" in str(report["messages"])
    assert (await there.list_scenarios())[0]["active"] is False


async def test_going_back_to_an_older_bundle(
    project: AsyncDSSProject, other: AsyncDSSClient
) -> None:
    there = await brought(other, project)
    folder = (await project.list_managed_folders())[0]
    await project.get_managed_folder(folder["id"]).put_file("b.txt", b"two")
    await there.import_bundle_from_stream(await bundle(project, "v2"))
    await there.activate_bundle("v2")
    contents = await there.get_managed_folder(folder["id"]).list_contents()
    assert [each["path"] for each in contents["items"]] == ["/a.txt", "/b.txt"]
    await there.activate_bundle("v1")
    contents = await there.get_managed_folder(folder["id"]).list_contents()
    assert [each["path"] for each in contents["items"]] == ["/a.txt"]


async def test_import_from_a_file_of_the_server(
    project: AsyncDSSProject, other: AsyncDSSClient, automation: DSSMock
) -> None:
    there = await brought(other, project)
    automation.blobs.put("/data/v2.zip", (await bundle(project, "v2")).getvalue())
    answer = await there.import_bundle_from_archive("/data/v2.zip")
    assert answer == {"projectKey": "SALES", "bundleId": "v2"}
    assert await ids(there) == ["v1", "v2"]
    with pytest.raises(DSSBadRequest, match=r"/data/v3\.zip"):
        await there.import_bundle_from_archive("/data/v3.zip")


async def test_a_bundle_is_imported_once_and_into_its_own_project(
    project: AsyncDSSProject, client: AsyncDSSClient, other: AsyncDSSClient
) -> None:
    there = await brought(other, project)
    archive = await bundle(project, "v2")
    await there.import_bundle_from_stream(archive)
    archive.seek(0)
    with pytest.raises(DSSBadRequest, match="already exists"):
        await there.import_bundle_from_stream(archive)
    foreign = await client.create_project("OTHER", "Other", "admin")
    with pytest.raises(DSSBadRequest, match="of project OTHER, not of SALES"):
        await there.import_bundle_from_stream(await bundle(foreign))
    with pytest.raises(DSSBadRequest, match="no project"):
        await there.import_bundle_from_stream(io.BytesIO(zip_of({"a": "b"})))
    assert await ids(there) == ["v1", "v2"]


async def test_delete_imported_bundle(project: AsyncDSSProject, other: AsyncDSSClient) -> None:
    there = await brought(other, project)
    await there.import_bundle_from_stream(await bundle(project, "v2"))
    with pytest.raises(DSSBadRequest, match="active"):
        await there.delete_imported_bundle("v1")
    await there.delete_imported_bundle("v2")
    assert await ids(there) == ["v1"]
    with pytest.raises(DSSNotFound):
        await there.activate_bundle("v2")


async def test_preload_makes_the_code_environments(
    project: AsyncDSSProject, client: AsyncDSSClient, other: AsyncDSSClient
) -> None:
    await client.create_code_env("PYTHON", "py_sales", "DESIGN_MANAGED")
    settings = await project.get_settings()
    settings.get_raw()["settings"]["codeEnvs"]["python"] = {
        "mode": "EXPLICIT_ENV",
        "envName": "py_sales",
    }
    settings.get_raw()["settings"]["codeEnvs"]["r"] = {"mode": "EXPLICIT_ENV", "envName": "r_none"}
    await settings.save()
    there = await brought(other, project)
    report = await there.activate_bundle("v1")
    assert "Code env does not exist: py_sales" in str(report["messages"])
    said = str((await there.preload_bundle("v1"))["messages"])
    assert "Created code env py_sales" in said
    assert "Code env does not exist: r_none" in said
    (env,) = await other.list_code_envs()
    assert (env["envName"], env["deploymentMode"]) == ("py_sales", "AUTOMATION_SINGLE")
    assert "Created" not in str(await there.preload_bundle("v1"))


async def test_readers_see_bundles_and_make_none(
    project: AsyncDSSProject, mock: DSSMock, client_as: Callable[[str], AsyncDSSClient]
) -> None:
    await project.export_bundle("v1")
    add_person(mock, "carol", "readers")
    line = {"group": "readers", "readProjectContent": True}
    await project.set_permissions({"owner": "admin", "permissions": [line]})
    async with client_as("carol") as carol:
        mine = carol.get_project("SALES")
        assert len((await mine.list_exported_bundles())["bundles"] or []) == 1
        for call in (mine.export_bundle, mine.delete_exported_bundle, mine.publish_bundle):
            with pytest.raises(DSSForbidden):
                await call("v1")
        with pytest.raises(DSSForbidden):
            await mine.import_bundle_from_stream(io.BytesIO(b""))
