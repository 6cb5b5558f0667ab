"""Managed folders: made, filled, read, measured, copied, deleted."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from dataikuapi._errors import (
    DataikuException,
    DSSBadRequest,
    DSSConnectionError,
    DSSDataError,
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


def local_names(path: Path) -> list[str]:
    """What is in a local folder."""
    return sorted(each.name for each in path.iterdir())


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


async def test_files_are_written_and_read(folder: AsyncDSSManagedFolder) -> None:
    item = await folder.put_file("/2026/a b#?%é.csv", io.BytesIO(b"x,y\n"))
    assert (item["path"], item["size"]) == ("/2026/a b#?%é.csv", 4)
    assert await content(folder, "2026/a b#?%é.csv") == b"x,y\n"
    [listed] = (await folder.list_contents())["items"] or []
    assert listed == item


@pytest.mark.parametrize("given", ["é\n", "é\n".encode(), io.StringIO("é\n")])
async def test_put_file_takes_text_and_bytes(folder: AsyncDSSManagedFolder, given: Any) -> None:
    await folder.put_file("a.txt", given)
    assert await content(folder, "a.txt") == "é\n".encode()


async def test_put_file_takes_a_file_opened_as_text(
    folder: AsyncDSSManagedFolder, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("é" * 100_000, encoding="utf-8")
    with path.open(encoding="utf-8") as file:
        item = await folder.put_file("a.txt", file)
    assert item["size"] == 200_000


async def test_put_file_takes_a_path_or_pieces(
    folder: AsyncDSSManagedFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "local.bin"
    path.write_bytes(b"x" * 200_000)
    item = await folder.put_file("a.bin", path, progress=True)
    assert item["size"] == 200_000
    assert "200.0/200.0 kB" in capsys.readouterr().out
    await folder.put_file("b.bin", (bytes([number]) for number in range(3)))
    assert await content(folder, "b.bin") == b"\x00\x01\x02"
    with pytest.raises(IsADirectoryError, match="f is a folder"):
        await folder.put_file("c.bin", tmp_path)
    assert await paths(folder) == ["/a.bin", "/b.bin"]


async def test_put_file_takes_pieces_as_they_come(
    folder: AsyncDSSManagedFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    async def pieces(count: int, piece: Any) -> AsyncIterator[Any]:
        for _ in range(count):
            yield piece

    item = await folder.put_file("a.bin", pieces(4, b"x" * 100_000))
    assert item["size"] == 400_000
    assert await content(folder, "a.bin") == b"x" * 400_000
    await folder.put_file("b.bin", pieces(2, bytearray(1000)), progress=True)
    assert "2.0" in capsys.readouterr().out
    assert await content(folder, "b.bin") == bytes(2000)
    await folder.put_file("c.bin", pieces(0, b""))
    assert await content(folder, "c.bin") == b""
    with pytest.raises(TypeError, match="f must yield bytes, not str"):
        await folder.put_file("d.bin", pieces(1, "text"))
    assert await paths(folder) == ["/a.bin", "/b.bin", "/c.bin"]


async def test_put_file_of_what_is_no_content_names_what_is(
    folder: AsyncDSSManagedFolder,
) -> None:
    text = r"f must be a file opened in binary mode, bytes, a pathlib\.Path or an iterable of bytes"
    with pytest.raises(TypeError, match=f"{text}, not int"):
        await folder.put_file("a.bin", 3)  # type: ignore[arg-type]


async def test_download_folder_shows_progress(
    folder: AsyncDSSManagedFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await folder.put_file("a.bin", b"x" * 1000)
    await folder.put_file("b.bin", b"x" * 2000)
    await folder.download_folder("/", tmp_path / "out", progress=True)
    assert local_names(tmp_path / "out") == ["a.bin", "b.bin"]
    assert "3.0/3.0 kB" in capsys.readouterr().out


async def test_put_file_replaces(folder: AsyncDSSManagedFolder) -> None:
    await folder.put_file("a.txt", b"first")
    await folder.put_file("//a.txt", b"2nd")
    assert await content(folder, "/a.txt") == b"2nd"
    assert await paths(folder) == ["/a.txt"]


async def test_get_file_that_is_missing(folder: AsyncDSSManagedFolder) -> None:
    with pytest.raises(DSSNotFound, match=r"/nowhere\.txt"):
        await folder.get_file("nowhere.txt")


async def test_delete_file(folder: AsyncDSSManagedFolder) -> None:
    for path in ("a.txt", "b/c.txt", "b/d/e.txt", "bc.txt"):
        await folder.put_file(path, b"")
    await folder.delete_file("/a.txt")
    await folder.delete_file("a.txt")
    assert await paths(folder) == ["/b/c.txt", "/b/d/e.txt", "/bc.txt"]
    await folder.delete_file("b")
    assert await paths(folder) == ["/bc.txt"]
    await folder.delete_file("/")
    assert await paths(folder) == []


async def test_upload_folder(folder: AsyncDSSManagedFolder, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "b.bin").write_bytes(b"\x00" * 300_000)
    (tmp_path / "a.txt").write_text("a")
    await folder.upload_folder("/some/target/", tmp_path)
    assert await paths(folder) == ["/some/target/a.txt", "/some/target/in/b.bin"]
    assert len(await content(folder, "some/target/in/b.bin")) == 300_000
    await folder.upload_folder("/", tmp_path / "in")
    assert await content(folder, "b.bin")
    with pytest.raises(NotADirectoryError, match="folder"):
        await folder.upload_folder("/", tmp_path / "a.txt")
    with pytest.raises(TypeError, match="folder"):
        await folder.upload_folder("/", 3)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="path"):
        await folder.upload_folder("../x", tmp_path)
    with pytest.raises(TypeError, match="path"):
        await folder.upload_folder(None, tmp_path)  # type: ignore[arg-type]


async def test_download_file(folder: AsyncDSSManagedFolder, tmp_path: Path) -> None:
    await folder.put_file("a.txt", b"x" * 200_000)
    await folder.download_file("a.txt", tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_bytes() == b"x" * 200_000
    with pytest.raises(DSSNotFound):
        await folder.download_file("b.txt", tmp_path / "b.txt")
    with pytest.raises(FileNotFoundError, match="target"):
        await folder.download_file("a.txt", tmp_path / "no" / "a.txt")
    assert local_names(tmp_path) == ["a.txt"]


async def test_download_folder_makes_a_folder(
    folder: AsyncDSSManagedFolder, tmp_path: Path
) -> None:
    for path in ("a.txt", "b/c.txt", "b/d/e.txt", "bc.txt"):
        await folder.put_file(path, path)
    await folder.download_folder("b", tmp_path / "new")
    assert (tmp_path / "new" / "c.txt").read_text() == "b/c.txt"
    assert (tmp_path / "new" / "d" / "e.txt").read_text() == "b/d/e.txt"
    assert local_names(tmp_path / "new") == ["c.txt", "d"]


async def test_download_folder_into_one_that_exists(
    folder: AsyncDSSManagedFolder, tmp_path: Path
) -> None:
    await folder.put_file("a.txt", b"new")
    (tmp_path / "a.txt").write_text("old")
    (tmp_path / "other.txt").write_text("stays")
    await folder.download_folder("/", tmp_path)
    assert (tmp_path / "a.txt").read_text() == "new"
    assert (tmp_path / "other.txt").read_text() == "stays"


async def test_download_folder_that_breaks_leaves_nothing(
    folder: AsyncDSSManagedFolder, mock: DSSMock, tmp_path: Path
) -> None:
    await folder.put_file("a.txt", b"1")
    await folder.put_file("b.txt", b"x" * 1000)
    mock.faults.add(op="managed_folder_get_file", after=1, cut_body=10)
    with pytest.raises(DSSDataError):
        await folder.download_folder("/", tmp_path / "new")
    assert local_names(tmp_path) == []


@pytest.mark.parametrize("exists", [False, True])
@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("nowhere", "path: managed folder .* has no file below '/nowhere'"),
        ("/b/c", "path: managed folder .* has no file below '/b/c'"),
        ("b/c.txt", "path: '/b/c.txt' of managed folder .* is a file: download_file takes it"),
    ],
)
async def test_download_folder_of_what_is_none_is_refused(
    folder: AsyncDSSManagedFolder, tmp_path: Path, path: str, text: str, exists: bool
) -> None:
    await folder.put_file("b/c.txt", b"1")
    if exists:
        (tmp_path / "new").mkdir()
    with pytest.raises(ValueError, match=text):
        await folder.download_folder(path, tmp_path / "new")
    assert local_names(tmp_path) == (["new"] if exists else [])


async def test_download_folder_of_an_empty_one_makes_an_empty_one(
    folder: AsyncDSSManagedFolder, tmp_path: Path
) -> None:
    await folder.download_folder("/", tmp_path / "new")
    assert local_names(tmp_path) == ["new"]
    assert local_names(tmp_path / "new") == []


async def test_download_folder_never_climbs(
    folder: AsyncDSSManagedFolder, mock: DSSMock, tmp_path: Path
) -> None:
    mock.table("managed_folder_files").put(
        f"SALES.{folder.id}/x", {"path": "/../../evil", "size": 1, "lastModified": 0}
    )
    with pytest.raises(DSSDataError, match="evil"):
        await folder.download_folder("/", tmp_path / "new")
    assert local_names(tmp_path) == []


async def test_download_folder_to_a_wrong_place(
    folder: AsyncDSSManagedFolder, mock: DSSMock, tmp_path: Path
) -> None:
    asked = len(mock.calls)
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotADirectoryError, match="folder"):
        await folder.download_folder("/", tmp_path / "file")
    with pytest.raises(FileNotFoundError, match="folder"):
        await folder.download_folder("/", tmp_path / "no" / "where")
    with pytest.raises(TypeError, match="folder"):
        await folder.download_folder("/", None)  # type: ignore[arg-type]
    assert len(mock.calls) == asked


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


async def test_bad_paths_are_refused_before_asking(
    folder: AsyncDSSManagedFolder, mock: DSSMock
) -> None:
    asked = len(mock.calls)
    for path in ("", "/", ".", "./", "a/../b", "a\x00b"):
        with pytest.raises(ValueError, match="path"):
            await folder.put_file(path, b"")
        with pytest.raises(ValueError, match="path"):
            await folder.get_file(path)
    with pytest.raises(ValueError, match="path"):
        await folder.delete_file("")
    with pytest.raises(TypeError, match="f must"):
        await folder.put_file("a", 3)  # type: ignore[arg-type]
    closed = io.StringIO("x")
    closed.close()
    with pytest.raises(ValueError, match="closed"):
        await folder.put_file("a", closed)
    assert len(mock.calls) == asked


async def test_paths_built_with_dots_name_the_same_file(
    folder: AsyncDSSManagedFolder, tmp_path: Path
) -> None:
    await folder.put_file("./run/./a.txt", b"1")
    assert await paths(folder) == ["/run/a.txt"]
    async with await folder.get_file("/./run/a.txt") as stream:
        assert await stream.read() == b"1"
    (tmp_path / "b.txt").write_text("2")
    await folder.upload_folder(".", tmp_path)
    await folder.upload_folder("./run/.", tmp_path)
    assert await paths(folder) == ["/b.txt", "/run/a.txt", "/run/b.txt"]
    await folder.delete_file("./run")
    assert await paths(folder) == ["/b.txt"]
    with pytest.raises(ValueError, match="root"):
        await folder.delete_file(".")


async def test_a_file_opened_for_writing_is_refused(
    folder: AsyncDSSManagedFolder, tmp_path: Path
) -> None:
    with (tmp_path / "a").open("w") as file, pytest.raises(ValueError, match="reading"):
        await folder.put_file("a", file)
    with (tmp_path / "a").open("wb") as binary, pytest.raises(ValueError, match="reading"):
        await folder.put_file("a", binary)


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


class BreaksOff(io.BytesIO):
    """A file whose disk fails after some bytes."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() > 0:
            raise OSError("the disk is gone")
        return super().read(10)


async def test_half_an_upload_is_no_file(folder: AsyncDSSManagedFolder, mock: DSSMock) -> None:
    with pytest.raises(OSError, match="the disk is gone"):
        await folder.put_file("a.txt", BreaksOff(b"x" * 100))
    mock.faults.add(op="managed_folder_put_file", drop="before")
    with pytest.raises(DSSConnectionError):
        await folder.put_file("a.txt", b"x")
    assert await paths(folder) == []
