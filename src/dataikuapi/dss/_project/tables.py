# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_project/tables.py. Do not edit.
"""Tables that a project can make datasets of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dataikuapi._args import check_str
from dataikuapi.dss._project.base import ProjectBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.tablesimport import TablesImportDefinition
    from dataikuapi_rest.dicts import FutureState

HIVE = "@virtual(hive-jdbc):"


class ProjectTables(ProjectBase):
    """Methods on tables to import."""

    def init_tables_import(self) -> TablesImportDefinition:
        """Begins to make datasets of tables; nothing is asked of DSS.

        Returns:
            The definition of the import, to which tables can be added.
        """
        from dataikuapi.dss.tablesimport import TablesImportDefinition

        return TablesImportDefinition(self.client, self.project_key)

    def list_sql_schemas(self, connection_name: str) -> list[str]:
        """Lists the schemas of a SQL connection.

        Operation: `table_import_list_schemas`.

        Args:
            connection_name: name of the connection.

        Returns:
            Names of the schemas.
        """
        return self._list_schemas(check_str("connection_name", connection_name))

    def list_hive_databases(self) -> list[str]:
        """Lists the databases of Hive.

        Operation: `table_import_list_schemas`.

        Returns:
            Names of the databases.
        """
        return self._list_schemas(f"{HIVE}default")

    def _list_schemas(self, connection_name: str) -> list[str]:
        request = api.table_import.table_import_list_schemas.build_request(
            self.project_key, connection_name=connection_name
        )
        return self.client.rest.json(request)

    def list_iceberg_namespaces(self, connection_name: str) -> list[str]:
        """Lists the namespaces of an Iceberg connection.

        Operation: `table_import_list_namespaces`.

        Args:
            connection_name: name of the connection.

        Returns:
            The namespaces.
        """
        request = api.table_import.table_import_list_namespaces.build_request(
            self.project_key, connection_name=check_str("connection_name", connection_name)
        )
        return self.client.rest.json(request)

    def list_sql_tables(
        self, connection_name: str, schema_name: str | None = None
    ) -> list[dict[str, Any]]:
        """Lists the tables of a SQL connection, and waits for DSS to find them.

        Operation: `table_import_list_tables`.

        Args:
            connection_name: name of the connection.
            schema_name: only tables of this schema.

        Returns:
            A dict for each, with `schema` and `table`.
        """
        state = self.client.rest.json(
            api.table_import.table_import_list_tables.build_request(
                self.project_key,
                connection_name=check_str("connection_name", connection_name),
                schema_name=schema_name,
            )
        )
        found = self._result(state)
        return [{"schema": each.get("schema"), "table": each["table"]} for each in found["tables"]]

    def list_iceberg_tables(
        self, connection_name: str, namespace: str | None = None
    ) -> list[dict[str, Any]]:
        """Lists the tables of an Iceberg connection, and waits for DSS to find them.

        Operation: `table_import_list_tables`.

        Args:
            connection_name: name of the connection.
            namespace: only tables of this namespace.

        Returns:
            A dict for each, with `namespace` and `table`.
        """
        state = self.client.rest.json(
            api.table_import.table_import_list_tables.build_request(
                self.project_key,
                connection_name=check_str("connection_name", connection_name),
                namespace=namespace,
            )
        )
        found = (self._result(state))["tables"]
        return [{"namespace": each.get("namespace"), "table": each["table"]} for each in found]

    def list_hive_tables(self, hive_database: str) -> list[dict[str, Any]]:
        """Lists the tables of a database of Hive, and waits for DSS to find them.

        Operation: `table_import_list_tables`.

        Args:
            hive_database: name of the database.

        Returns:
            A dict for each, with the database as `schema`, and `table`.
        """
        state = self.client.rest.json(
            api.table_import.table_import_list_tables.build_request(
                self.project_key, connection_name=HIVE + check_str("hive_database", hive_database)
            )
        )
        found = (self._result(state))["tables"]
        return [{"schema": each.get("databaseName"), "table": each["table"]} for each in found]

    def list_elasticsearch_indices_or_aliases(self, connection_name: str) -> list[Any]:
        """Lists the indices and aliases of an Elasticsearch connection, and waits for DSS.

        Operation: `table_import_list_indices`.

        Args:
            connection_name: name of the connection.

        Returns:
            What DSS tells of each.
        """
        state = self.client.rest.json(
            api.table_import.table_import_list_indices.build_request(
                self.project_key, connection_name=check_str("connection_name", connection_name)
            )
        )
        return self._result(state)

    def _result(self, state: FutureState) -> Any:
        from dataikuapi.dss.future import DSSFuture

        return DSSFuture.get_result_wait_if_needed(self.client, state)
