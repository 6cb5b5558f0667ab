"""Queries in databases, and their rows."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING, cast

from dataikuapi._errors import DSSDataError
from dataikuapi._casting import Row
from dataikuapi._rows import RowReader
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi_rest.dicts import SQLColumn, SQLQuerySession


class AsyncDSSSQLQuery:
    """A query that runs in a database. Get it from :meth:`AsyncDSSClient.sql_query`.

    Attributes:
        client: the client that started the query.
        queryId: identifier of the query.
        streaming_session: what DSS answered when the query started.
    """

    def __init__(self, client: AsyncDSSClient, streaming_session: SQLQuerySession) -> None:
        self.client = client
        self.streaming_session = streaming_session
        try:
            self.queryId: str = streaming_session["queryId"]
        except (KeyError, TypeError):
            raise DSSDataError("DSS started the query without giving it an identifier") from None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.queryId}>"

    def get_schema(self) -> list[SQLColumn]:
        """The columns of the rows, in the order of their values.

        Returns:
            A dict for each column: `name`, `type` (`bigint`, `double`, `boolean`, `date`,
            `string`, ...), and `originalType`, its type in the database; often `length` and
            `comment`. Empty for a statement that gives no rows.
        """
        return self.streaming_session.get("schema") or []

    async def iter_rows(self, *, verify: bool = False) -> AsyncGenerator[Row]:
        """Walk over the rows, each a list with the values of the columns of the schema.

        They are read while you walk, and can be read once. Whole numbers are `int`, others
        `float`, booleans `bool` (an empty one is False), dates and times `datetime`, all else
        `str`; an empty number or date, and one that cannot be read, is None.

        The rows of a query that fails while it is read only end early. DSS says so when it is
        asked, by :meth:`verify` after the last row, or with `verify=True` here.
        Operation: `sql_stream_rows`.

        Args:
            verify: whether to ask DSS after the last row if all of them came.

        Yields:
            The rows.

        Raises:
            DSSAPIError: DSS does not know the query, or the query failed.
            DSSDataError: what came are no rows, or they end inside one.
            DSSConnectionError: the connection failed before the last row.
        """
        reader = RowReader(self._columns())
        request = api.sql.sql_stream_rows.build_request(self.queryId, format_="tsv-excel-noheader")
        async with await self.client.rest.stream(request) as stream:
            async for chunk in stream.iter_content(None):
                for row in reader.feed(chunk):
                    yield row
        for row in reader.end():
            yield row
        if verify:
            await self.verify()

    async def verify(self) -> None:
        """Make sure that all rows came; to be called after the last one.

        Operation: `sql_finish_streaming`.

        Raises:
            DSSAPIError: the query or the transfer of its rows failed on the way.
        """
        request = api.sql.sql_finish_streaming.build_request(self.queryId)
        await self.client.rest.empty(request)

    def _columns(self) -> list[SQLColumn]:
        columns = cast("object", self.get_schema())
        if not isinstance(columns, list):
            raise DSSDataError("The schema that DSS gave for the query is no list of columns")
        return cast("list[SQLColumn]", columns)
