# Derived by `tox -e generate` from tests/aio/test_tablesimport.py. Do not edit.
"""Tables: found in connections, made into datasets."""

from __future__ import annotations

import pytest

from dataikuapi._errors import DSSBadRequest, DSSFutureFailed, DSSNotFound
from dataikuapi.dss.project import DSSProject
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock


@pytest.fixture
def project(demo_client: DSSClient) -> DSSProject:
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


def test_list_sql_schemas_and_tables(project: DSSProject, demo: DSSMock) -> None:
    assert project.list_sql_schemas("warehouse") == ["public"]
    tables = project.list_sql_tables("warehouse")
    assert {"schema": "public", "table": "orders"} in tables
    assert project.list_sql_tables("warehouse", "other") == []
    query = [c.query for c in demo.calls if c.operation == "table_import_list_tables"]
    assert query[0] == {"connectionName": "warehouse"}
    assert query[1] == {"connectionName": "warehouse", "schemaName": "other"}
    with pytest.raises(DSSNotFound, match="nowhere"):
        project.list_sql_tables("nowhere")
    with pytest.raises(DSSBadRequest, match="filesystem_managed"):
        project.list_sql_schemas("filesystem_managed")
    with pytest.raises(ValueError, match="connection_name"):
        project.list_sql_schemas("")


@pytest.mark.usefixtures("others")
def test_list_what_other_connections_have(project: DSSProject, demo: DSSMock) -> None:
    assert project.list_hive_databases() == ["default", "logs"]
    assert project.list_hive_tables("logs") == [{"schema": "logs", "table": "hits"}]
    assert project.list_hive_tables("none") == []
    assert project.list_iceberg_namespaces("ice") == ["a", "b"]
    both = [{"namespace": "a", "table": "one"}, {"namespace": "b", "table": "two"}]
    assert project.list_iceberg_tables("ice") == both
    assert project.list_iceberg_tables("ice", "b") == both[1:]
    names = project.list_elasticsearch_indices_or_aliases("elastic")
    assert names == ["alias", "docs"]
    for call, connection in (
        (project.list_iceberg_namespaces, "warehouse"),
        (project.list_elasticsearch_indices_or_aliases, "warehouse"),
        (project.list_sql_schemas, "ice"),
    ):
        with pytest.raises(DSSBadRequest, match=connection):
            call(connection)


def test_import_of_tables(project: DSSProject, demo: DSSMock) -> None:
    wished = project.init_tables_import()
    wished.add_sql_table("warehouse", "public", "orders")
    wished.add_sql_table("warehouse", "public", "penguins", catalog="demo")
    prepared = wished.prepare()
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
    future = prepared.execute()
    result = future.wait_for_result()
    assert result["createdDatasets"] == ["all_orders", "penguins"]
    dataset = project.get_dataset("all_orders")
    assert len([row for row in dataset.iter_rows()]) == 500
    settings = project.get_dataset("penguins").get_settings()
    assert settings.get_raw_params()["catalog"] == "demo"
    with pytest.raises(DSSBadRequest, match="all_orders"):
        prepared.execute()


@pytest.mark.usefixtures("others")
def test_import_of_other_tables(project: DSSProject) -> None:
    wished = project.init_tables_import()
    wished.add_hive_table("logs", "hits")
    wished.add_iceberg_table("ice", "a", "one")
    wished.add_elasticsearch_index_or_alias("elastic", "docs")
    prepared = wished.prepare()
    (prepared.execute()).wait_for_result()
    kinds = {each.name: each.type for each in project.list_datasets()}
    assert (kinds["hits"], kinds["one"], kinds["docs"]) == (
        "hiveserver2",
        "Iceberg",
        "ElasticSearch",
    )
    schema = project.get_dataset("docs").get_schema()
    assert schema["columns"] == [{"name": "id", "type": "int"}]


def test_import_of_tables_that_do_not_exist(project: DSSProject, demo: DSSMock) -> None:
    wished = project.init_tables_import()
    wished.add_sql_table("warehouse", None, "nothing")
    with pytest.raises(DSSFutureFailed, match="nothing"):
        wished.prepare()
    wished = project.init_tables_import()
    wished.add_hive_table("logs", "nothing")
    with pytest.raises(DSSFutureFailed, match="nothing"):
        wished.prepare()
    asked = len(demo.calls)
    with pytest.raises(ValueError, match="table"):
        wished.add_sql_table("warehouse", "public", "")
    with pytest.raises(ValueError, match="connection"):
        wished.add_elasticsearch_index_or_alias("", "x")
    assert len(demo.calls) == asked


def test_import_of_candidates_that_are_broken(project: DSSProject) -> None:
    wished = project.init_tables_import()
    wished.add_sql_table("warehouse", "public", "orders")
    prepared = wished.prepare()
    del prepared.candidates["sqlImportCandidates"][0]["table"]
    with pytest.raises(DSSBadRequest, match="table"):
        prepared.execute()
