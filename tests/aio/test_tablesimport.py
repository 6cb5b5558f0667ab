"""Tables: found in connections, made into datasets."""

from __future__ import annotations

import pytest

from dataikuapi._errors import DSSBadRequest, DSSFutureFailed, DSSNotFound
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock


@pytest.fixture
def project(demo_client: AsyncDSSClient) -> AsyncDSSProject:
    return demo_client.get_project("SALES")


@pytest.fixture
def others(demo: DSSMock) -> None:
    """Hive, Elasticsearch and Iceberg with a table or two."""
    columns = [{"name": "id", "type": "int"}]
    for connection, kind in (("elastic", "ElasticSearch"), ("ice", "Iceberg")):
        demo.table("connections").add(connection, {"name": connection, "type": kind})
    tables = {
        "@virtual(hive-jdbc):logs": [{"table": "hits", "columns": columns}],
        "elastic": [{"table": "docs", "columns": columns}, {"table": "alias"}],
        "ice": [
            {"namespace": "a", "table": "one", "columns": columns},
            {"namespace": "b", "table": "two"},
        ],
    }
    for connection, found in tables.items():
        demo.table("external_tables").put(connection, {"tables": found})


async def test_list_sql_schemas_and_tables(project: AsyncDSSProject, demo: DSSMock) -> None:
    assert await project.list_sql_schemas("warehouse") == ["public"]
    tables = await project.list_sql_tables("warehouse")
    assert {"schema": "public", "table": "orders"} in tables
    assert await project.list_sql_tables("warehouse", "other") == []
    query = [c.query for c in demo.calls if c.operation == "table_import_list_tables"]
    assert query[0] == {"connectionName": "warehouse"}
    assert query[1] == {"connectionName": "warehouse", "schemaName": "other"}
    with pytest.raises(DSSNotFound, match="nowhere"):
        await project.list_sql_tables("nowhere")
    with pytest.raises(DSSBadRequest, match="filesystem_managed"):
        await project.list_sql_schemas("filesystem_managed")
    with pytest.raises(ValueError, match="connection_name"):
        await project.list_sql_schemas("")


@pytest.mark.usefixtures("others")
async def test_list_what_other_connections_have(project: AsyncDSSProject, demo: DSSMock) -> None:
    assert await project.list_hive_databases() == ["default", "logs"]
    assert await project.list_hive_tables("logs") == [{"schema": "logs", "table": "hits"}]
    assert await project.list_hive_tables("none") == []
    assert await project.list_iceberg_namespaces("ice") == ["a", "b"]
    both = [{"namespace": "a", "table": "one"}, {"namespace": "b", "table": "two"}]
    assert await project.list_iceberg_tables("ice") == both
    assert await project.list_iceberg_tables("ice", "b") == both[1:]
    names = await project.list_elasticsearch_indices_or_aliases("elastic")
    assert names == ["alias", "docs"]
    for call, connection in (
        (project.list_iceberg_namespaces, "warehouse"),
        (project.list_elasticsearch_indices_or_aliases, "warehouse"),
        (project.list_sql_schemas, "ice"),
    ):
        with pytest.raises(DSSBadRequest, match=connection):
            await call(connection)


async def test_import_of_tables(project: AsyncDSSProject, demo: DSSMock) -> None:
    wished = project.init_tables_import()
    wished.add_sql_table("warehouse", "public", "orders")
    wished.add_sql_table("warehouse", "public", "penguins", catalog="demo")
    prepared = await wished.prepare()
    body = next(c.body for c in demo.calls if c.operation == "table_import_prepare")
    assert body["keys"][0] == {
        "connectionName": "warehouse",
        "schema": "public",
        "name": "orders",
        "catalog": None,
    }
    first, second = prepared.candidates["sqlImportCandidates"]
    assert (first["datasetName"], second["datasetName"]) == ("orders_1", "penguins")
    first["datasetName"] = "all_orders"
    future = await prepared.execute()
    result = await future.wait_for_result()
    assert result["createdDatasets"] == ["all_orders", "penguins"]
    dataset = project.get_dataset("all_orders")
    assert len([row async for row in dataset.iter_rows()]) == 500
    settings = await project.get_dataset("penguins").get_settings()
    assert settings.get_raw_params()["catalog"] == "demo"
    with pytest.raises(DSSBadRequest, match="all_orders"):
        await prepared.execute()


@pytest.mark.usefixtures("others")
async def test_import_of_other_tables(project: AsyncDSSProject) -> None:
    wished = project.init_tables_import()
    wished.add_hive_table("logs", "hits")
    wished.add_iceberg_table("ice", "a", "one")
    wished.add_elasticsearch_index_or_alias("elastic", "docs")
    prepared = await wished.prepare()
    await (await prepared.execute()).wait_for_result()
    kinds = {each.name: each.type for each in await project.list_datasets()}
    assert (kinds["hits"], kinds["one"], kinds["docs"]) == (
        "hiveserver2",
        "Iceberg",
        "ElasticSearch",
    )
    schema = await project.get_dataset("docs").get_schema()
    assert schema["columns"] == [{"name": "id", "type": "int"}]


async def test_import_of_tables_that_do_not_exist(project: AsyncDSSProject, demo: DSSMock) -> None:
    wished = project.init_tables_import()
    wished.add_sql_table("warehouse", None, "nothing")
    with pytest.raises(DSSFutureFailed, match="nothing"):
        await wished.prepare()
    wished = project.init_tables_import()
    wished.add_hive_table("logs", "nothing")
    with pytest.raises(DSSFutureFailed, match="nothing"):
        await wished.prepare()
    asked = len(demo.calls)
    with pytest.raises(ValueError, match="table"):
        wished.add_sql_table("warehouse", "public", "")
    with pytest.raises(ValueError, match="connection"):
        wished.add_elasticsearch_index_or_alias("", "x")
    assert len(demo.calls) == asked


async def test_import_of_candidates_that_are_broken(project: AsyncDSSProject) -> None:
    wished = project.init_tables_import()
    wished.add_sql_table("warehouse", "public", "orders")
    prepared = await wished.prepare()
    del prepared.candidates["sqlImportCandidates"][0]["table"]
    with pytest.raises(DSSBadRequest, match="table"):
        await prepared.execute()
