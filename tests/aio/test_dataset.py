"""Datasets: listed, created, described, renamed, deleted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dataikuapi._errors import DSSBadRequest, DSSForbidden, DSSNotFound, DSSServerError
from dataikuapi.aio.dss.dataset import AsyncDSSDataset
from dataikuapi.aio.dss.datasetsettings import (
    AsyncDSSDatasetSettings,
    AsyncFSLikeDatasetSettings,
    AsyncSQLDatasetSettings,
)
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.people import add_person


@pytest.fixture
async def project(client: AsyncDSSClient) -> AsyncDSSProject:
    return await client.create_project("SALES", "Sales", "admin")


@pytest.fixture
async def dataset(project: AsyncDSSProject) -> AsyncDSSDataset:
    return await project.create_dataset("orders", "Filesystem", {"connection": "files"}, "csv")


@pytest.fixture
def penguins(demo_client: AsyncDSSClient) -> AsyncDSSDataset:
    return demo_client.get_project("PENGUINS").get_dataset("penguins")


async def test_list_datasets(demo_client: AsyncDSSClient, demo: DSSMock) -> None:
    project = demo_client.get_project("PENGUINS")
    items = await project.list_datasets()
    assert [item.name for item in items] == [
        "penguins",
        "penguins_raw",
        "species_names",
        "penguins_by_species",
    ]
    assert demo.calls[-1].query == {"foreign": False}
    first = items[0]
    assert (first.id, first.type, first.connection) == ("penguins", "PostgreSQL", "warehouse")
    assert first["projectKey"] == "PENGUINS"
    assert first.tags == ["biology"]
    assert first.schema["columns"][0] == {"name": "species", "type": "string"}
    assert first.get_column("year") == {
        "name": "year",
        "type": "smallint",
        "comment": "Year of the study",
    }
    assert first.get_column("nothing") is None
    assert items[2].connection is None
    handle = first.to_dataset()
    assert (handle.project_key, handle.name) == ("PENGUINS", "penguins")
    del first._data["params"]
    assert first.connection is None


async def test_list_datasets_as_objects(demo_client: AsyncDSSClient) -> None:
    project = demo_client.get_project("SALES")
    for as_type in ("objects", "object"):
        found = await project.list_datasets(as_type)
        assert {each.id for each in found} >= {"orders", "customers"}
        assert isinstance(found[0], AsyncDSSDataset)


async def test_list_datasets_with_tags(demo_client: AsyncDSSClient, demo: DSSMock) -> None:
    project = demo_client.get_project("PENGUINS")
    assert [each.name for each in await project.list_datasets(tags=["biology", "x"])] == [
        "penguins"
    ]
    assert demo.calls[-1].query == {"foreign": False, "tags": ["biology", "x"]}
    assert len(await project.list_datasets(tags=[])) == 4


async def test_list_datasets_that_are_shared(demo_client: AsyncDSSClient) -> None:
    project = demo_client.get_project("SALES")
    shared = (await project.list_datasets(include_shared=True))[-1]
    assert (shared["projectKey"], shared.name) == ("PENGUINS", "penguins")
    assert shared.to_dataset().project_key == "PENGUINS"
    through = project.get_dataset("PENGUINS.penguins")
    assert (await through.get_schema())["columns"] == shared.schema["columns"]


async def test_list_datasets_of_an_unknown_kind(project: AsyncDSSProject, mock: DSSMock) -> None:
    asked = len(mock.calls)
    with pytest.raises(ValueError, match="as_type"):
        await project.list_datasets("dicts")
    assert len(mock.calls) == asked


async def test_a_dataset_knows_its_place(project: AsyncDSSProject) -> None:
    dataset = project.get_dataset("orders")
    assert (dataset.id, dataset.name, dataset.project_key) == ("orders", "orders", "SALES")
    assert dataset.project.project_key == "SALES"
    assert repr(dataset).endswith("DSSDataset SALES.orders>")


async def test_create_dataset(project: AsyncDSSProject, mock: DSSMock) -> None:
    params = {"connection": "files", "path": "in/orders.csv"}
    made = await project.create_dataset("orders", "Filesystem", params, "csv", {"separator": ","})
    assert mock.calls[-1].body == {
        "name": "orders",
        "projectKey": "SALES",
        "type": "Filesystem",
        "params": params,
        "formatType": "csv",
        "formatParams": {"separator": ","},
    }
    raw = (await made.get_settings()).get_raw()
    assert raw["params"] == params
    assert raw["managed"] is False
    assert raw["creationTag"]["lastModifiedBy"] == {"login": "admin"}


@pytest.mark.parametrize(
    ("method", "args", "kind", "params"),
    [
        ("create_upload_dataset", (), "UploadedFiles", {}),
        ("create_upload_dataset", ("c",), "UploadedFiles", {"uploadConnection": "c"}),
        (
            "create_sample_dataset",
            ("p", "s"),
            "Sample_p_s",
            {"pluginId": "p", "sampleName": "s"},
        ),
        (
            "create_sample_dataset",
            ("p", "s", "2"),
            "Sample_p_s",
            {"pluginId": "p", "sampleName": "s", "version": "2"},
        ),
        (
            "create_filesystem_dataset",
            ("c", "/a"),
            "Filesystem",
            {"connection": "c", "path": "/a"},
        ),
        ("create_s3_dataset", ("c", "/a"), "S3", {"connection": "c", "path": "/a"}),
        (
            "create_s3_dataset",
            ("c", "/a", "b"),
            "S3",
            {"connection": "c", "path": "/a", "bucket": "b"},
        ),
        (
            "create_gcs_dataset",
            ("c", "/a", "b"),
            "GCS",
            {"connection": "c", "path": "/a", "bucket": "b"},
        ),
        ("create_gcs_dataset", ("c", "/a"), "GCS", {"connection": "c", "path": "/a"}),
        (
            "create_azure_blob_dataset",
            ("c", "/a", "b"),
            "Azure",
            {"connection": "c", "path": "/a", "container": "b"},
        ),
        ("create_azure_blob_dataset", ("c", "/a"), "Azure", {"connection": "c", "path": "/a"}),
        (
            "create_fslike_dataset",
            ("SFTP", "c", "/a", {"x": 1}),
            "SFTP",
            {"connection": "c", "path": "/a", "x": 1},
        ),
        (
            "create_sql_table_dataset",
            ("PostgreSQL", "c", "t", "s"),
            "PostgreSQL",
            {"connection": "c", "mode": "table", "table": "t", "schema": "s", "catalog": None},
        ),
    ],
)
async def test_create_dataset_of_a_type(
    project: AsyncDSSProject,
    mock: DSSMock,
    method: str,
    args: tuple[Any, ...],
    kind: str,
    params: dict[str, Any],
) -> None:
    made = await getattr(project, method)("orders", *args)
    assert mock.calls[-1].body == {
        "name": "orders",
        "projectKey": "SALES",
        "type": kind,
        "params": params,
    }
    settings = await made.get_settings()
    assert settings.type == kind
    assert settings.get_raw_params() == params


@pytest.mark.parametrize("name", ["a.b", "", "..", "a\nb"])
async def test_create_dataset_with_a_bad_name(
    project: AsyncDSSProject, mock: DSSMock, name: str
) -> None:
    asked = len(mock.calls)
    with pytest.raises(ValueError, match="dataset_name"):
        await project.create_upload_dataset(name)
    with pytest.raises(ValueError, match="dataset_name"):
        project.new_managed_dataset(name)
    with pytest.raises(TypeError, match="params"):
        await project.create_dataset("orders", "Filesystem", ["x"])  # type: ignore[arg-type]
    assert len(mock.calls) == asked


async def test_create_dataset_with_a_name_that_is_taken(
    project: AsyncDSSProject, dataset: AsyncDSSDataset
) -> None:
    with pytest.raises(DSSBadRequest, match=r"already exists: SALES\.orders"):
        await project.create_upload_dataset(dataset.name)


async def test_new_managed_dataset(demo_client: AsyncDSSClient, demo: DSSMock) -> None:
    project = demo_client.get_project("SALES")
    builder = project.new_managed_dataset("totals")
    assert await builder.already_exists() is False
    builder.with_store_into("filesystem_managed", format_option_id="CSV_UNIX_GZIP")
    builder.with_copy_partitioning_from("visits")
    made = await builder.create()
    assert demo.calls[-1].body == {
        "name": "totals",
        "creationSettings": {
            "connectionId": "filesystem_managed",
            "specificSettings": {"formatOptionId": "CSV_UNIX_GZIP"},
            "partitioningOptionId": "copy:dataset:visits",
        },
    }
    assert builder.get_creation_settings() is builder.creation_settings
    raw = (await made.get_settings()).get_raw()
    assert (raw["managed"], raw["type"]) == (True, "Filesystem")
    assert raw["formatParams"]["style"] == "unix"
    assert raw["partitioning"]["dimensions"][0]["name"] == "day"
    assert await builder.already_exists() is True
    with pytest.raises(DSSBadRequest, match="totals"):
        await builder.create()


async def test_new_managed_dataset_in_place_of_another(
    demo_client: AsyncDSSClient, demo: DSSMock
) -> None:
    project = demo_client.get_project("SALES")
    builder = project.new_managed_dataset("visits").with_store_into("warehouse", "PostgreSQL")
    made = await builder.create(overwrite=True)
    assert (await made.get_settings()).type == "PostgreSQL"
    assert demo.blobs.keys("projects/SALES/datasets/visits/") == []
    deletion = next(call for call in demo.calls if call.operation == "dataset_delete")
    assert deletion.query == {"dropData": True}


async def test_new_managed_dataset_with_impossible_wishes(demo_client: AsyncDSSClient) -> None:
    project = demo_client.get_project("SALES")
    with pytest.raises(ValueError, match="object_type"):
        project.new_managed_dataset("x").with_copy_partitioning_from("y", "MODEL")
    with pytest.raises(DSSBadRequest, match="connectionId"):
        await project.new_managed_dataset("x").create()
    builder = project.new_managed_dataset("x").with_store_into("nowhere")
    with pytest.raises(DSSNotFound, match="nowhere"):
        await builder.create()
    builder = project.new_managed_dataset("x").with_store_into("warehouse")
    with pytest.raises(DSSNotFound, match="nofolder"):
        await builder.with_copy_partitioning_from("nofolder", "FOLDER").create()
    with pytest.warns(DeprecationWarning, match="new_managed_dataset"):
        project.new_managed_dataset_creation_helper("x")


async def test_exists(project: AsyncDSSProject, dataset: AsyncDSSDataset, mock: DSSMock) -> None:
    assert await dataset.exists() is True
    assert await project.get_dataset("nothing").exists() is False
    mock.faults.add(op="dataset_get_metadata", status=500, times=10)
    with pytest.raises(DSSServerError):
        await dataset.exists()


async def test_delete(project: AsyncDSSProject, dataset: AsyncDSSDataset, mock: DSSMock) -> None:
    await dataset.delete(drop_data=True)
    assert mock.calls[-1].query == {"dropData": True}
    assert await project.list_datasets() == []
    with pytest.raises(DSSNotFound, match=r"SALES\.orders"):
        await dataset.get_settings()


async def test_rename(project: AsyncDSSProject, dataset: AsyncDSSDataset, mock: DSSMock) -> None:
    await dataset.rename("all_orders")
    assert mock.calls[-1].body == {"oldName": "orders", "newName": "all_orders"}
    assert dataset.name == "all_orders"
    assert [each.name for each in await project.list_datasets()] == ["all_orders"]
    asked = len(mock.calls)
    with pytest.raises(ValueError, match="already all_orders"):
        await dataset.rename("all_orders")
    for wrong in ("", "a.b"):
        with pytest.raises(ValueError, match="new_name"):
            await dataset.rename(wrong)
    assert len(mock.calls) == asked
    assert dataset.name == "all_orders"


async def test_a_renamed_dataset_keeps_what_hangs_on_it(demo_client: AsyncDSSClient) -> None:
    project = demo_client.get_project("PENGUINS")
    dataset = project.get_dataset("species_names")
    await dataset.create_statistics_worksheet("w")
    before = [row async for row in dataset.iter_rows()]
    await dataset.get_object_discussions().create_discussion("Names", "Are they right?")
    await dataset.rename("names")
    assert [row async for row in dataset.iter_rows()] == before
    assert [each["path"] for each in await dataset.uploaded_list_files()] == ["species_names.csv"]
    assert len(await dataset.get_object_discussions().list_discussions()) == 1
    [worksheet] = await dataset.list_statistics_worksheets(as_objects=False)
    assert (worksheet["dataSpec"] or {})["inputDatasetSmartName"] == "names"


async def test_get_settings_has_the_class_of_the_type(project: AsyncDSSProject) -> None:
    kinds: dict[str, type[AsyncDSSDatasetSettings]] = {
        "S3": AsyncFSLikeDatasetSettings,
        "Snowflake": AsyncSQLDatasetSettings,
        "ElasticSearch": AsyncDSSDatasetSettings,
    }
    for kind, expected in kinds.items():
        settings = await (await project.create_dataset(kind, kind)).get_settings()
        assert type(settings) is expected


async def test_the_definition_is_read_and_written(dataset: AsyncDSSDataset) -> None:
    with pytest.warns(DeprecationWarning, match="get_settings"):
        definition = dict(await dataset.get_definition())
    definition["shortDesc"] = "All of them"
    with pytest.warns(DeprecationWarning, match="get_settings"):
        answer = await dataset.set_definition(definition)
    assert "orders" in (answer["msg"] or "")
    settings = await dataset.get_settings()
    assert settings.short_description == "All of them"
    assert settings.get_raw()["versionTag"]["versionNumber"] == 1


async def test_schema(dataset: AsyncDSSDataset, mock: DSSMock) -> None:
    assert (await dataset.get_schema())["columns"] == []
    schema = {"columns": [{"name": "id", "type": "bigint", "later": 1}], "userModified": True}
    await dataset.set_schema(schema)
    assert await dataset.get_schema() == schema
    asked = len(mock.calls)
    with pytest.raises(ValueError, match="type of each column"):
        await dataset.set_schema({"columns": [{"name": "id", "type": ""}]})
    with pytest.raises(TypeError, match="name of each column"):
        await dataset.set_schema({"columns": [{"type": "int"}]})
    assert len(mock.calls) == asked
    with pytest.raises(DSSBadRequest, match="twice: a"):
        await dataset.set_schema({"columns": [{"name": "a", "type": "int"}] * 2})


async def test_metadata(dataset: AsyncDSSDataset) -> None:
    metadata: dict[str, Any] = dict(await dataset.get_metadata())
    metadata.update(tags=["x"], description="Text", custom={"kv": {"a": "b"}}, later={"kept": 1})
    await dataset.set_metadata(metadata)
    assert await dataset.get_metadata() == metadata
    settings = await dataset.get_settings()
    assert settings.tags == ["x"]
    assert settings.get_raw()["customMeta"] == {"kv": {"a": "b"}}


async def test_generate_ai_description(penguins: AsyncDSSDataset, demo: DSSMock) -> None:
    answer: Any = await penguins.generate_ai_description(language="french")
    assert demo.calls[-1].query == {"language": "french", "saveDescription": False}
    assert "penguins" in answer["msg"]
    assert (await penguins.get_metadata())["description"] == ""
    await penguins.generate_ai_description(save_description=True)
    assert "penguins" in ((await penguins.get_metadata())["description"] or "")
    asked = len(demo.calls)
    with pytest.raises(ValueError, match="language"):
        await penguins.generate_ai_description("klingon")
    assert len(demo.calls) == asked


async def test_info_without_a_build(dataset: AsyncDSSDataset) -> None:
    info = await dataset.get_info()
    assert info.dataset is dataset
    assert info.get_raw()["dataset"]["name"] == "orders"
    assert (info.last_build_start_time, info.last_build_end_time) == (None, None)
    assert info.is_last_build_successful is False


async def test_info_after_a_build(dataset: AsyncDSSDataset, mock: DSSMock) -> None:
    build = {"buildStartTime": 1767600000000, "buildEndTime": 1767600004000, "buildSuccess": True}
    mock.table("dataset_builds").put("SALES.orders", build)
    info = await dataset.get_info()
    start, end = info.last_build_start_time, info.last_build_end_time
    assert start is not None
    assert end is not None
    assert start.timestamp() == 1767600000
    assert (end - start).total_seconds() == 4
    assert info.is_last_build_successful is True


async def test_discussions(dataset: AsyncDSSDataset) -> None:
    discussions = dataset.get_object_discussions()
    await discussions.create_discussion("Data", "Where is it from?")
    [found] = await dataset.get_object_discussions().list_discussions()
    assert found.get_metadata()["topic"] == "Data"


async def test_rights(
    dataset: AsyncDSSDataset,
    project: AsyncDSSProject,
    mock: DSSMock,
    client_as: Callable[[str], AsyncDSSClient],
) -> None:
    add_person(mock, "carol", "readers")
    theirs = client_as("carol").get_project("SALES")
    with pytest.raises(DSSForbidden):
        await theirs.list_datasets()
    right = {"group": "readers", "readProjectContent": True}
    await project.set_permissions({"owner": "admin", "permissions": [right]})
    assert [each.name for each in await theirs.list_datasets()] == ["orders"]
    dataset = theirs.get_dataset("orders")
    for call, args in (
        (theirs.create_upload_dataset, ["x"]),
        (dataset.delete, []),
        (dataset.set_schema, [{"columns": []}]),
        (dataset.rename, ["y"]),
    ):
        with pytest.raises(DSSForbidden):
            await call(*args)  # type: ignore[operator]


async def test_get_as_core_dataset_needs_dss(dataset: AsyncDSSDataset) -> None:
    with pytest.raises(ImportError):
        dataset.get_as_core_dataset()
