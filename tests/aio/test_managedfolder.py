"""Managed folders: made, measured, copied, set up, deleted, and who may."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dataikuapi._errors import (
    DataikuException,
    DSSBadRequest,
    DSSForbidden,
    DSSFutureFailed,
    DSSNotFound,
)
from dataikuapi.aio.dss.future import AsyncDSSFuture
from dataikuapi.aio.dss.managedfolder import AsyncDSSManagedFolder
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.people import add_person


@pytest.fixture
async def project(client: AsyncDSSClient) -> AsyncDSSProject:
    return await client.create_project("SALES", "Sales", "admin")


@pytest.fixture
async def folder(project: AsyncDSSProject) -> AsyncDSSManagedFolder:
    return await project.create_managed_folder("reports")


async def paths(folder: AsyncDSSManagedFolder) -> list[str]:
    """The paths of the files of a folder."""
    return [str(item["path"]) for item in (await folder.list_contents())["items"] or []]


async def content(folder: AsyncDSSManagedFolder, path: str) -> bytes:
    """The bytes of a file."""
    async with await folder.get_file(path) as stream:
        return await stream.read()


async def measured(folder: AsyncDSSManagedFolder, **which: Any) -> Any:
    """Compute metrics and wait for the result."""
    state = await folder.compute_metrics(**which)
    return await AsyncDSSFuture.from_resp(folder.client, state).wait_for_result()


async def test_create_takes_the_type_of_the_connection(
    project: AsyncDSSProject, client: AsyncDSSClient, mock: DSSMock
) -> None:
    await client.create_connection("lake", "EC2", {}, usable_by="ALL")
    made = await project.create_managed_folder("logs", connection_name="lake")
    definition = await made.get_definition()
    assert (definition["id"], definition["name"]) == (made.id, "logs")
    assert definition["type"] == "S3"
    assert definition["params"] == {"connection": "lake", "path": "/${projectKey}/${odbId}"}
    asked = next(call for call in mock.calls if call.operation == "managed_folder_create")
    assert asked.body == {
        "name": "logs",
        "projectKey": "SALES",
        "type": None,
        "params": {"connection": "lake", "path": "/${projectKey}/${odbId}"},
    }


async def test_create_with_a_type(project: AsyncDSSProject) -> None:
    made = await project.create_managed_folder("logs", "HDFS")
    assert (await made.get_definition())["type"] == "HDFS"


async def test_create_on_a_missing_connection(project: AsyncDSSProject) -> None:
    with pytest.raises(DSSBadRequest, match="nowhere"):
        await project.create_managed_folder("logs", connection_name="nowhere")
    assert await project.list_managed_folders() == []


async def test_list_has_the_folders_of_the_project(
    project: AsyncDSSProject, folder: AsyncDSSManagedFolder, client: AsyncDSSClient
) -> None:
    other = await client.create_project("OTHER", "Other", "admin")
    await other.create_managed_folder("elsewhere")
    [listed] = await project.list_managed_folders()
    assert (listed["id"], listed["name"]) == (folder.odb_id, "reports")
    assert folder.id == folder.odb_id
    assert "SALES" in repr(folder)


async def test_delete(project: AsyncDSSProject, folder: AsyncDSSManagedFolder) -> None:
    await folder.put_file("a.txt", b"1")
    await measured(folder)
    assert (await folder.delete(drop_data=True)).get("msg")
    assert await project.list_managed_folders() == []
    with pytest.raises(DSSNotFound, match=folder.id):
        await folder.get_definition()


async def test_rename(folder: AsyncDSSManagedFolder, mock: DSSMock) -> None:
    await folder.rename("monthly reports")
    assert (await folder.get_definition())["name"] == "monthly reports"
    asked = len(mock.calls)
    for bad in ("", " \t"):
        with pytest.raises(ValueError, match="new_name"):
            await folder.rename(bad)
    assert len(mock.calls) == asked


async def test_definition_is_kept_as_sent(folder: AsyncDSSManagedFolder) -> None:
    definition = dict(await folder.get_definition())
    definition.update(tags=["x"], unknown={"kept": [1, None]})
    assert (await folder.set_definition(definition)).get("msg")
    found = dict(await folder.get_definition())
    assert found["unknown"] == {"kept": [1, None]}
    assert found["tags"] == ["x"]
    assert found["versionTag"]["versionNumber"] == 1
    with pytest.raises(DSSBadRequest, match="id cannot be changed"):
        await folder.set_definition({**definition, "id": "other"})
    with pytest.raises(TypeError, match="definition"):
        await folder.set_definition([])  # type: ignore[arg-type]


async def test_metrics(folder: AsyncDSSManagedFolder) -> None:
    await folder.put_file("a.txt", b"123")
    result = await measured(folder)
    assert {each["metricId"]: each["value"] for each in result["computed"]} == {
        "basic:COUNT_FILES": "1",
        "basic:SIZE": "3",
    }
    await folder.put_file("b.txt", b"4567")
    await measured(folder, metric_ids=["basic:SIZE"])
    metrics = await folder.get_last_metric_values()
    assert metrics.get_all_ids() == ["basic:COUNT_FILES", "basic:SIZE"]
    assert metrics.get_global_value("basic:SIZE") == 7
    assert metrics.get_global_value("basic:COUNT_FILES") == 1
    history = await folder.get_metric_history("basic:SIZE")
    assert [each["value"] for each in history["values"] or []] == ["3", "7"]
    again = await folder.get_metric_history({"id": "basic:SIZE"})
    assert again == history


async def test_metrics_of_probes_given(folder: AsyncDSSManagedFolder) -> None:
    assert (await measured(folder, probes={"probes": []}))["computed"] == []
    result = await measured(folder, probes={"probes": [{"type": "basic"}]})
    assert len(result["computed"]) == 2


async def test_metrics_of_partitions(folder: AsyncDSSManagedFolder) -> None:
    settings = await folder.get_settings()
    settings.add_time_partitioning_dimension("when", "MONTH")
    settings.add_discrete_partitioning_dimension("country")
    settings.set_partitioning_file_pattern("/%{country}/%Y/%M/.*")
    await settings.save()
    for path in ("fr/2026/01/a", "fr/2026/01/b", "de/2026/02/c", "other"):
        await folder.put_file(path, b"12")
    await measured(folder)
    metrics = await folder.get_last_metric_values()
    assert metrics.get_global_value("basic:COUNT_FILES") == 4
    assert metrics.get_partition_value("basic:COUNT_FILES", "2026-01|fr") == 2
    assert metrics.get_partition_data("basic:SIZE", "2026-02|de") is not None
    assert metrics.get_partition_data("basic:SIZE", "2027-02|de") is None


async def test_metrics_that_are_unknown(folder: AsyncDSSManagedFolder) -> None:
    with pytest.raises(DSSBadRequest, match="basic:NOPE"):
        await folder.compute_metrics(metric_ids=["basic:NOPE"])
    with pytest.raises(DSSNotFound, match="basic:NOPE"):
        await folder.get_metric_history("basic:NOPE")
    metrics = await folder.get_last_metric_values()
    with pytest.raises(DataikuException, match="basic:NOPE"):
        metrics.get_metric_by_id("basic:NOPE")
    with pytest.raises(DataikuException, match="global"):
        metrics.get_global_value("basic:SIZE")
    with pytest.raises(DataikuException, match="basic:SIZE"):
        metrics.get_first_partition_data("basic:SIZE")
    with pytest.raises(DataikuException, match="p1"):
        metrics.get_partition_value("basic:SIZE", "p1")


async def test_usages(folder: AsyncDSSManagedFolder, mock: DSSMock) -> None:
    assert await folder.get_usages() == []
    item = {"ref": folder.id}
    mock.table("recipes").add(
        "SALES.score",
        {
            "recipe": {
                "projectKey": "SALES",
                "name": "score",
                "inputs": {"main": {"items": [item]}},
                "outputs": {"main": {"items": [item]}},
            }
        },
    )
    assert await folder.get_usages() == [
        {"type": "RECIPE_INPUT", "objectId": "score", "objectProjectKey": "SALES"},
        {"type": "RECIPE_OUTPUT", "objectId": "score", "objectProjectKey": "SALES"},
    ]
    await folder.delete()
    assert "SALES.score" not in mock.table("recipes")


async def test_copy_to(
    project: AsyncDSSProject, folder: AsyncDSSManagedFolder, client: AsyncDSSClient
) -> None:
    other = await client.create_project("OTHER", "Other", "admin")
    target = await other.create_managed_folder("copy")
    await folder.put_file("a.txt", b"a")
    await target.put_file("old.txt", b"o")
    await (await folder.copy_to(target, "APPEND")).wait_for_result()
    assert await paths(target) == ["/a.txt", "/old.txt"]
    await (await folder.copy_to(target)).wait_for_result()
    assert await paths(target) == ["/a.txt"]
    assert await content(target, "a.txt") == b"a"


async def test_copy_to_a_wrong_place(
    project: AsyncDSSProject, folder: AsyncDSSManagedFolder
) -> None:
    with pytest.raises(DSSNotFound, match="nowhere"):
        await folder.copy_to(project.get_managed_folder("nowhere"))
    with pytest.raises(DSSBadRequest, match="itself"):
        await folder.copy_to(folder)
    target = await project.create_managed_folder("copy")
    with pytest.raises(DSSBadRequest, match="MERGE"):
        await folder.copy_to(target, "MERGE")
    with pytest.raises(TypeError, match="target"):
        await folder.copy_to("copy")  # type: ignore[arg-type]


async def test_copy_that_fails(folder: AsyncDSSManagedFolder, mock: DSSMock) -> None:
    target = await folder.project.create_managed_folder("copy")
    mock.futures.script("RUNNING", "FAILED")
    future = await folder.copy_to(target)
    with pytest.raises(DSSFutureFailed):
        await future.wait_for_result()


async def test_discussions(folder: AsyncDSSManagedFolder) -> None:
    discussions = folder.get_object_discussions()
    await discussions.create_discussion("Files", "Which?")
    assert len(await folder.get_object_discussions().list_discussions()) == 1


async def test_settings(folder: AsyncDSSManagedFolder) -> None:
    settings = await folder.get_settings()
    settings.tags = ["a", "b"]
    settings.description = "Long"
    settings.short_description = "Short"
    settings.custom_fields = {"owner": "x"}
    settings.get_raw_params()["bucket"] = "b"
    assert settings.type == "Filesystem"
    await settings.save()
    again = await folder.get_settings()
    assert (again.tags, again.description, again.short_description) == (["a", "b"], "Long", "Short")
    assert again.custom_fields == {"owner": "x"}
    assert again.get_raw_params()["bucket"] == "b"
    raw = dict(again.get_raw())
    assert raw == again.settings


async def test_settings_of_partitions(folder: AsyncDSSManagedFolder) -> None:
    settings = await folder.get_settings()
    settings.add_discrete_partitioning_dimension("country")
    settings.add_time_partitioning_dimension("day")
    settings.set_partitioning_file_pattern("/%{country}/.*")
    await settings.save()
    found: Any = (await folder.get_definition())["partitioning"]
    assert found == {
        "dimensions": [
            {"name": "country", "type": "value"},
            {"name": "day", "type": "time", "params": {"period": "DAY"}},
        ],
        "filePathPattern": "/%{country}/.*",
    }
    settings.remove_partitioning()
    await settings.save()
    assert (await folder.get_definition())["partitioning"] == {"dimensions": []}


@pytest.mark.parametrize(
    ("connection_type", "before", "after"),
    [
        ("EC2", "Filesystem", "S3"),
        ("Azure", "Filesystem", "Azure"),
        ("SSH", "Filesystem", "SCP"),
        ("SSH", "SFTP", "SFTP"),
    ],
)
async def test_settings_of_another_connection(
    folder: AsyncDSSManagedFolder,
    client: AsyncDSSClient,
    connection_type: str,
    before: str,
    after: str,
) -> None:
    await client.create_connection("lake", connection_type, {}, usable_by="ALL")
    settings = await folder.get_settings()
    settings.get_raw()["type"] = before
    await settings.set_connection_and_path("lake", "/there")
    await settings.save()
    found = await folder.get_definition()
    assert found["type"] == after
    assert found["params"] == {"connection": "lake", "path": "/there"}


async def test_settings_of_the_same_connection(
    folder: AsyncDSSManagedFolder, mock: DSSMock
) -> None:
    settings = await folder.get_settings()
    asked = len(mock.calls)
    await settings.set_connection_and_path("filesystem_folders", None)
    await settings.set_connection_and_path(None, "/x")
    assert len(mock.calls) == asked
    assert settings.get_raw_params() == {"connection": "filesystem_folders", "path": "/x"}


async def test_rights(
    folder: AsyncDSSManagedFolder,
    project: AsyncDSSProject,
    mock: DSSMock,
    client_as: Callable[[str], AsyncDSSClient],
) -> None:
    await folder.put_file("a.txt", b"1")
    add_person(mock, "carol", "readers")
    theirs = client_as("carol").get_project("SALES").get_managed_folder(folder.id)
    with pytest.raises(DSSForbidden):
        await theirs.list_contents()
    line = {"group": "readers", "readProjectContent": True}
    await project.set_permissions({"owner": "admin", "permissions": [line]})
    assert await content(theirs, "a.txt") == b"1"
    forbidden: list[tuple[Callable[..., Any], list[Any]]] = [
        (theirs.put_file, ["b.txt", b""]),
        (theirs.delete_file, ["a.txt"]),
        (theirs.delete_file, ["/"]),
        (theirs.rename, ["x"]),
        (theirs.delete, []),
        (theirs.compute_metrics, []),
        (theirs.set_definition, [{}]),
    ]
    for call, arguments in forbidden:
        with pytest.raises(DSSForbidden):
            await call(*arguments)
    assert await paths(theirs) == ["/a.txt"]


async def test_files_travel_with_the_project(
    folder: AsyncDSSManagedFolder, project: AsyncDSSProject, client: AsyncDSSClient
) -> None:
    await folder.put_file("b/a.txt", b"1")
    await project.duplicate("COPY", "Copy")
    twin = client.get_project("COPY").get_managed_folder(folder.id)
    assert await content(twin, "b/a.txt") == b"1"
    assert (await twin.get_definition())["projectKey"] == "COPY"
    await project.delete()
    assert await paths(twin) == ["/b/a.txt"]


async def test_zones(project: AsyncDSSProject, folder: AsyncDSSManagedFolder) -> None:
    flow = project.get_flow()
    raw = await flow.create_zone("Raw")
    await folder.move_to_zone(raw)
    assert (await folder.get_zone()).id == raw.id
    other = await flow.create_zone("Other")
    await folder.share_to_zone(other.id)
    [shared] = (await flow.get_zone(other.id)).shared
    assert isinstance(shared, AsyncDSSManagedFolder)
    await folder.unshare_from_zone(other)
    assert (await flow.get_zone(other.id)).shared == []
    with pytest.raises(DSSNotFound, match="nowhere"):
        await folder.move_to_zone("nowhere")


async def test_create_dataset_from_files(
    project: AsyncDSSProject, folder: AsyncDSSManagedFolder
) -> None:
    dataset = await folder.create_dataset_from_files("orders")
    settings: Any = (await dataset.get_settings()).get_raw()
    assert settings["type"] == "FilesInFolder"
    assert settings["params"]["folderSmartId"] == folder.id
    for wrong in ("", "a.b"):
        with pytest.raises(ValueError, match="dataset_name"):
            await folder.create_dataset_from_files(wrong)


async def test_the_demo_has_content(demo_client: AsyncDSSClient) -> None:
    project = demo_client.get_project("PENGUINS")
    [folder] = [
        each for each in await project.list_managed_folders() if each["name"] == "field_notes"
    ]
    notes = project.get_managed_folder(str(folder["id"]))
    assert "/islands.csv" in await paths(notes)
    assert len(await project.get_wiki().list_articles()) == 2
    assert [item.num_tiles for item in await project.list_dashboards()] == [1]
    assert [item.name for item in await project.list_insights()] == ["Masses"]
    assert [item.name for item in await project.list_webapps()] == ["Guess the species"]
    code = (await project.get_library()).get_file("python/penguins.py")
    assert code is not None
    assert "grams" in await code.read()
