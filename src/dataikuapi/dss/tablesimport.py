# Derived by `tox -e generate` from src/dataikuapi/aio/dss/tablesimport.py. Do not edit.
"""Making datasets of tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._args import check_str
from dataikuapi.dss.future import DSSFuture
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dssclient import DSSClient

HIVE = "@virtual(hive-jdbc):"


class TablesImportDefinition:
    """The tables to make datasets of. Get it from the project's `init_tables_import`.

    Example:
        wished = project.init_tables_import()
        wished.add_sql_table("warehouse", "public", "orders")
        prepared = wished.prepare()
        future = prepared.execute()
        future.wait_for_result()

    Attributes:
        client: the client that made this handle.
        project_key: key of the project.
        keys: the tables so far, each as a dict.
    """

    def __init__(self, client: DSSClient, project_key: str) -> None:
        self.client = client
        self.project_key = project_key
        self.keys: list[dict[str, Any]] = []

    def add_hive_table(self, hive_database: str, hive_table: str) -> None:
        """Adds a table of Hive.

        Args:
            hive_database: name of the database.
            hive_table: name of the table.
        """
        connection = HIVE + check_str("hive_database", hive_database)
        name = check_str("hive_table", hive_table)
        self.keys.append({"connectionName": connection, "name": name})

    def add_sql_table(
        self, connection: str, schema: str | None, table: str, catalog: str | None = None
    ) -> None:
        """Adds a table of a SQL connection.

        Args:
            connection: name of the connection.
            schema: schema of the table.
            table: name of the table.
            catalog: catalogue of the table; None for that of the connection.
        """
        key = {"connectionName": check_str("connection", connection), "schema": schema}
        self.keys.append({**key, "name": check_str("table", table), "catalog": catalog})

    def add_iceberg_table(self, connection: str, namespace: str | None, table: str) -> None:
        """Adds a table of an Iceberg connection.

        Args:
            connection: name of the connection.
            namespace: namespace of the table.
            table: name of the table.
        """
        key = {"connectionName": check_str("connection", connection), "namespace": namespace}
        self.keys.append({**key, "name": check_str("table", table)})

    def add_elasticsearch_index_or_alias(self, connection: str, index_or_alias: str) -> None:
        """Adds an index or an alias of an Elasticsearch connection.

        Args:
            connection: name of the connection.
            index_or_alias: name of the index or alias.
        """
        key = {"connectionName": check_str("connection", connection)}
        self.keys.append({**key, "name": check_str("index_or_alias", index_or_alias)})

    def prepare(self, *, timeout: float | None = None) -> TablesPreparedImport:
        """Has DSS look at the tables, and waits for it.

        Operation: `table_import_prepare`.

        Args:
            timeout: seconds to wait at most.

        Returns:
            What would be made of the tables, to be changed and executed.

        Raises:
            DSSFutureFailed: a table does not exist; the message names it.
        """
        request = api.table_import.table_import_prepare.build_request(
            self.project_key, body={"keys": self.keys}
        )
        future = DSSFuture.from_resp(self.client, self.client.rest.json(request))
        candidates = future.wait_for_result(timeout=timeout)
        return TablesPreparedImport(self.client, self.project_key, candidates)


class TablesPreparedImport:
    """Tables that are ready to become datasets.

    Get it from :meth:`TablesImportDefinition.prepare`.

    Attributes:
        client: the client that made this handle.
        project_key: key of the project.
        candidates: what would be made, by kind of table; to be changed before the execution.
    """

    def __init__(self, client: DSSClient, project_key: str, candidates: Mapping[str, Any]) -> None:
        self.client = client
        self.project_key = project_key
        self.candidates: dict[str, Any] = cast("dict[str, Any]", candidates)

    def execute(self) -> DSSFuture:
        """Starts to make the datasets.

        Operation: `table_import_execute`.

        Returns:
            The task that makes them.

        Raises:
            DSSBadRequest: a dataset exists already; the message names it.
        """
        request = api.table_import.table_import_execute.build_request(
            self.project_key, body=self.candidates
        )
        return DSSFuture.from_resp(self.client, self.client.rest.json(request))
