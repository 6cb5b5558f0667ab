"""Settings of datasets: read, changed, saved."""

from __future__ import annotations

from typing import Any

import pytest

from dataikuapi._errors import DSSBadRequest, DSSNotFound
from dataikuapi.aio.dss.datasetsettings import (
    AsyncDSSDatasetSettings,
    AsyncFSLikeDatasetSettings,
    AsyncSQLDatasetSettings,
)
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dssclient import AsyncDSSClient


@pytest.fixture
async def project(client: AsyncDSSClient) -> AsyncDSSProject:
    return await client.create_project("SALES", "Sales", "admin")


async def saved(settings: AsyncDSSDatasetSettings) -> dict[str, Any]:
    """Save, and read what DSS kept."""
    await settings.save()
    return (await settings.dataset.get_settings()).get_raw()


@pytest.fixture
async def on_files(project: AsyncDSSProject) -> AsyncFSLikeDatasetSettings:
    dataset = await project.create_filesystem_dataset("orders", "files", "/in")
    settings = await dataset.get_settings()
    assert isinstance(settings, AsyncFSLikeDatasetSettings)
    return settings


async def test_settings_are_kept_as_sent(on_files: AsyncFSLikeDatasetSettings) -> None:
    raw = on_files.get_raw()
    assert raw is on_files.settings
    raw["unknown"] = {"kept": [1, None]}
    kept = await saved(on_files)
    assert kept["unknown"] == raw["unknown"]
    assert {**kept, "versionTag": None} == {**raw, "versionTag": None}
    assert kept["versionTag"]["versionNumber"] == 1


async def test_what_all_taggable_objects_have(on_files: AsyncFSLikeDatasetSettings) -> None:
    on_files.tags = ["x"]
    on_files.description = "Long"
    on_files.short_description = "Short"
    on_files.custom_fields = {"a": 1}
    kept = await saved(on_files)
    assert (kept["tags"], kept["description"], kept["shortDesc"]) == (["x"], "Long", "Short")
    assert kept["customFields"] == {"a": 1}


async def test_columns(on_files: AsyncFSLikeDatasetSettings) -> None:
    on_files.add_raw_schema_column({"name": "id", "type": "int"})
    on_files.schema_columns.append({"name": "name", "type": "string"})
    kept = await saved(on_files)
    assert [each["name"] for each in kept["schema"]["columns"]] == ["id", "name"]
    with pytest.raises(TypeError, match="type of column"):
        on_files.add_raw_schema_column({"name": "id"})
    with pytest.raises(ValueError, match="name of column"):
        on_files.add_raw_schema_column({"name": "", "type": "int"})


async def test_partitioning(on_files: AsyncFSLikeDatasetSettings) -> None:
    on_files.add_discrete_partitioning_dimension("country")
    on_files.add_time_partitioning_dimension("day")
    on_files.add_time_partitioning_dimension("month", "MONTH")
    on_files.set_partitioning_file_pattern("%{country}/%Y/%M/%D/.*")
    kept = (await saved(on_files))["partitioning"]
    assert kept["dimensions"] == [
        {"name": "country", "type": "value"},
        {"name": "day", "type": "time", "params": {"period": "DAY"}},
        {"name": "month", "type": "time", "params": {"period": "MONTH"}},
    ]
    assert kept["filePathPattern"] == "%{country}/%Y/%M/%D/.*"
    on_files.remove_partitioning()
    assert (await saved(on_files))["partitioning"] == {"dimensions": []}
    with pytest.raises(ValueError, match="period"):
        on_files.add_time_partitioning_dimension("week", "WEEK")
    with pytest.raises(ValueError, match="dim_name"):
        on_files.add_discrete_partitioning_dimension("")


async def test_feature_group_and_steward(on_files: AsyncFSLikeDatasetSettings) -> None:
    assert on_files.is_feature_group is False
    assert on_files.data_steward == "admin"
    on_files.set_feature_group(True)
    on_files.data_steward = "alice"
    kept = await saved(on_files)
    assert (kept["featureGroup"], kept["dataSteward"]) == (True, "alice")
    assert on_files.data_steward == "alice"


async def test_the_format(on_files: AsyncFSLikeDatasetSettings) -> None:
    on_files.set_connection_and_path("other", "/out")
    on_files.set_csv_format(separator=";", skip_rows_before=2)
    on_files.get_raw_format_params()["charset"] = "latin1"
    kept = await saved(on_files)
    assert kept["params"] == {"connection": "other", "path": "/out"}
    assert kept["formatType"] == "csv"
    assert kept["formatParams"] == {
        "style": "excel",
        "separator": ";",
        "skipRowsBeforeHeader": 2,
        "parseHeaderRow": True,
        "skipRowsAfterHeader": 0,
        "charset": "latin1",
    }
    on_files.set_format("parquet")
    kept = await saved(on_files)
    assert (kept["formatType"], kept["formatParams"]) == ("parquet", {})


async def test_the_table(project: AsyncDSSProject) -> None:
    settings = await (await project.create_dataset("x", "PostgreSQL")).get_settings()
    assert isinstance(settings, AsyncSQLDatasetSettings)
    settings.set_table("warehouse", "public", "orders")
    assert (await saved(settings))["params"] == {
        "connection": "warehouse",
        "mode": "table",
        "schema": "public",
        "table": "orders",
        "catalog": None,
    }
    with pytest.raises(ValueError, match="table"):
        settings.set_table("warehouse", "public", "")


async def test_setters_work_on_settings_that_lack_the_place(
    on_files: AsyncFSLikeDatasetSettings,
) -> None:
    bare = AsyncFSLikeDatasetSettings(on_files.dataset, {"name": "orders", "type": "Filesystem"})
    assert bare.data_steward is None
    assert bare.is_feature_group is False
    bare.add_discrete_partitioning_dimension("country")
    bare.add_raw_schema_column({"name": "id", "type": "int"})
    bare.set_connection_and_path("files", "/")
    assert bare.get_raw_format_params() == {}
    raw = bare.get_raw()
    assert raw["partitioning"]["dimensions"][0]["name"] == "country"
    assert raw["schema"]["columns"][0]["name"] == "id"


async def test_settings_of_another_dataset_are_refused(
    on_files: AsyncFSLikeDatasetSettings,
) -> None:
    on_files.get_raw()["name"] = "other"
    with pytest.raises(DSSBadRequest, match="other"):
        await on_files.save()
    await on_files.dataset.delete()
    with pytest.raises(DSSNotFound, match=r"SALES\.orders"):
        await on_files.save()
