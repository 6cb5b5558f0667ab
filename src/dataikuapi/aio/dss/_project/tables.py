"""Tables that a project can make datasets of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dataikuapi._args import check_str
from dataikuapi.aio.dss._project.base import AsyncProjectBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.tablesimport import AsyncTablesImportDefinition
    from dataikuapi_rest.dicts import FutureState

HIVE = "@virtual(hive-jdbc):"


class AsyncProjectTables(AsyncProjectBase):
    """Methods on tables to import."""

    def init_tables_import(self) -> AsyncTablesImportDefinition:
        """Begins to make datasets of tables; nothing is asked of DSS.

        Returns:
            The definition of the import, to which tables can be added.
        """
        from dataikuapi.aio.dss.tablesimport import AsyncTablesImportDefinition

        return AsyncTablesImportDefinition(self.client, self.project_key)

    async def list_sql_schemas(self, connection_name: str) -> list[str]:
        """Lists the schemas of a SQL connection.

        Operation: `table_import_list_schemas`.

        Args:
            connection_name: name of the connection.

        Returns:
            Names of the schemas.
        """
        return await self._list_schemas(check_str("connection_name", connection_name))

    async def list_hive_databases(self) -> list[str]:
        """Lists the databases of Hive.

        Operation: `table_import_list_schemas`.

        Returns:
            Names of the databases.
        """
        return await self._list_schemas(f"{HIVE}default")

    async def _list_schemas(self, connection_name: str) -> list[str]:
        request = api.table_import.table_import_list_schemas.build_request(
            self.project_key, connection_name=connection_name
        )
        return await self.client.rest.json(request)

    async def list_iceberg_namespaces(self, connection_name: str) -> list[str]:
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
        return await self.client.rest.json(request)

    async def list_sql_tables(
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
        state = await self.client.rest.json(
            api.table_import.table_import_list_tables.build_request(
                self.project_key,
                connection_name=check_str("connection_name", connection_name),
                schema_name=schema_name,
            )
        )
        found = await self._result(state)
        return [{"schema": each.get("schema"), "table": each["table"]} for each in found["tables"]]

    async def list_iceberg_tables(
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
        state = await self.client.rest.json(
            api.table_import.table_import_list_tables.build_request(
                self.project_key,
                connection_name=check_str("connection_name", connection_name),
                namespace=namespace,
            )
        )
        found = (await self._result(state))["tables"]
        return [{"namespace": each.get("namespace"), "table": each["table"]} for each in found]

    async def list_hive_tables(self, hive_database: str) -> list[dict[str, Any]]:
        """Lists the tables of a database of Hive, and waits for DSS to find them.

        Operation: `table_import_list_tables`.

        Args:
            hive_database: name of the database.

        Returns:
            A dict for each, with the database as `schema`, and `table`.
        """
        state = await self.client.rest.json(
            api.table_import.table_import_list_tables.build_request(
                self.project_key, connection_name=HIVE + check_str("hive_database", hive_database)
            )
        )
        found = (await self._result(state))["tables"]
        return [{"schema": each.get("databaseName"), "table": each["table"]} for each in found]

    async def list_elasticsearch_indices_or_aliases(self, connection_name: str) -> list[Any]:
        """Lists the indices and aliases of an Elasticsearch connection, and waits for DSS.

        Operation: `table_import_list_indices`.

        Args:
            connection_name: name of the connection.

        Returns:
            What DSS tells of each.
        """
        state = await self.client.rest.json(
            api.table_import.table_import_list_indices.build_request(
                self.project_key, connection_name=check_str("connection_name", connection_name)
            )
        )
        return await self._result(state)

    async def _result(self, state: FutureState) -> Any:
        from dataikuapi.aio.dss.future import AsyncDSSFuture

        return await AsyncDSSFuture.get_result_wait_if_needed(self.client, state)
