"""Methods of the client about SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dataikuapi._args import check_dict, check_list, check_str
from dataikuapi.aio._client.base import AsyncCallsBase

if TYPE_CHECKING:
    from dataikuapi.aio.dss.sqlquery import AsyncDSSSQLQuery


class AsyncSQLCalls(AsyncCallsBase):
    """Running queries in databases."""

    async def sql_query(
        self,
        query: str,
        connection: str | None = None,
        database: str | None = None,
        dataset_full_name: str | None = None,
        pre_queries: Sequence[str] | None = None,
        post_queries: Sequence[str] | None = None,
        type: str = "sql",
        extra_conf: Mapping[str, Any] | None = None,
        script_steps: Sequence[Mapping[str, Any]] | None = None,
        script_input_schema: Mapping[str, Any] | None = None,
        script_output_schema: Mapping[str, Any] | None = None,
        script_report_location: str | None = None,
        read_timestamp_without_timezone_as_string: bool = True,
        read_date_as_string: bool = False,
        project_key: str | None = None,
        datetimenotz_read_mode: str = "AS_IS",
        dateonly_read_mode: str = "AS_IS",
    ) -> AsyncDSSSQLQuery:
        """Start a SQL, Hive or Impala query, to read its rows from the handle that is given.

        DSS runs the query. Where it runs is said by one of `connection`, `database` and
        `dataset_full_name`.  Operation: `sql_start_query`.

            query = await client.sql_query("SELECT * FROM orders", connection="warehouse")
            async for row in query.iter_rows():
                print(row)

        Args:
            query: text of the query.
            connection: connection on which it runs.
            database: database of Hive or Impala on which it runs.
            dataset_full_name: dataset, as `PROJECT.name`, on whose connection it runs.
            pre_queries: statements to run before it.
            post_queries: statements to run after it. What the queries changed is rolled back unless
                one of these commits.
            type: `sql`, `hive` or `impala`.
            extra_conf: further settings of the engine.
            script_steps: steps of a preparation script to apply to the rows.
            script_input_schema: schema that the script reads.
            script_output_schema: schema that the script gives.
            script_report_location: where the report of the script goes.
            read_timestamp_without_timezone_as_string: whether a DSS before 13 gives times without
                zone as text.
            read_date_as_string: whether a DSS before 13 gives calendar days as text.
            project_key: project in whose name it runs.
            datetimenotz_read_mode: how times without zone come: `AS_IS`, `AS_STRING` (text as the
                database writes it) or `AS_DATE` (a time in UTC).
            dateonly_read_mode: the same for calendar days.

        Returns:
            The query, ready to be read.

        Raises:
            TypeError: an argument is of a wrong type.
            ValueError: the query is empty.
            DSSAPIError: DSS or the database refuses the query; the message has the database's text.
        """
        from dataikuapi.aio.dss.sqlquery import AsyncDSSSQLQuery
        from dataikuapi_rest import api

        body: dict[str, Any] = {
            "query": check_str("query", query),
            "preQueries": _texts("pre_queries", pre_queries),
            "postQueries": _texts("post_queries", post_queries),
            "connection": _text("connection", connection),
            "database": _text("database", database),
            "datasetFullName": _text("dataset_full_name", dataset_full_name),
            "projectKey": _text("project_key", project_key),
            "type": check_str("type", type),
            "extraConf": {} if extra_conf is None else check_dict("extra_conf", extra_conf),
            "scriptSteps": None
            if script_steps is None
            else [
                check_dict("script_steps", step)
                for step in check_list("script_steps", script_steps)
            ],
            "scriptInputSchema": _mapping("script_input_schema", script_input_schema),
            "scriptOutputSchema": _mapping("script_output_schema", script_output_schema),
            "scriptReportLocation": _text("script_report_location", script_report_location),
            "datetimenotzReadMode": datetimenotz_read_mode,
            "dateonlyReadMode": dateonly_read_mode,
            "readTimestampWithoutTimezoneAsString": read_timestamp_without_timezone_as_string,
            "readDateAsString": read_date_as_string,
        }
        session = await self.rest.json(api.sql.sql_start_query.build_request(body=body))
        return AsyncDSSSQLQuery(self._client, session)


def _text(name: str, value: str | None) -> str | None:
    return None if value is None else check_str(name, value)


def _texts(name: str, value: Sequence[str] | None) -> list[str] | None:
    return None if value is None else [check_str(name, each) for each in check_list(name, value)]


def _mapping(name: str, value: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if value is None else check_dict(name, value)
