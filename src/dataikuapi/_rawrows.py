"""Rows out of a raw answer, for scripts that ask for `/data/` themselves.

Scripts written for the incumbent do so for speed, with these two classes. The handles of datasets
and queries do not need them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dataikuapi._casting import Row, json_row_caster, types_of
from dataikuapi._rows import RowReader


class DataikuValueCaster:
    """Casts the cells of rows as the types of their columns ask for.

    Args:
        schema: the columns, each a dict with `type`.
    """

    def __init__(self, schema: Sequence[Mapping[str, Any]]) -> None:
        self._cast = json_row_caster(types_of(schema))

    def cast_values(self, values: Sequence[Any]) -> Row:
        """Casts the cells of a row.

        Args:
            values: the cells, texts or None.

        Returns:
            Their values.
        """
        return self._cast(values)


class DataikuStreamedHttpUTF8CSVReader:
    """Reads rows from an answer that holds them as TSV without a header.

    Args:
        schema: the columns, each a dict with `type`.
        csv_stream: the answer, as `client._perform_raw` gives it.
        read_session_id: name that the read was given; with it DSS is asked whether all rows came.
        client: the client, when there is such a name.
        project_key: key of the project of the dataset, when there is such a name.
        dataset_name: name of the dataset, when there is such a name.
    """

    def __init__(
        self,
        schema: Sequence[Mapping[str, Any]],
        csv_stream: Any,
        read_session_id: str | None = None,
        client: Any = None,
        project_key: str | None = None,
        dataset_name: str | None = None,
    ) -> None:
        self.schema = schema
        self.csv_stream = csv_stream
        self.read_session_id = read_session_id
        self.client = client
        self.project_key = project_key
        self.dataset_name = dataset_name

    def iter_rows(self) -> Iterator[Row]:
        """Walks over the rows.

        Yields:
            The rows, each a list of values.

        Raises:
            DSSDataError: what came are no rows, or they end inside one.
            DSSAPIError: the read failed on the way.
        """
        reader = RowReader(self.schema)
        try:
            for chunk in self.csv_stream.iter_content(None):
                yield from reader.feed(chunk)
            yield from reader.end()
        finally:
            self.csv_stream.close()
        if self.read_session_id:
            from dataikuapi_rest import api

            self.client.rest.empty(
                api.dataset.dataset_finish_streaming.build_request(
                    str(self.project_key),
                    str(self.dataset_name),
                    read_session_id=self.read_session_id,
                )
            )
