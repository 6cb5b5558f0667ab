"""Slices of a dataset as what Ray reads from; needs Ray, which is loaded by the first call."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from attrs import frozen

from dataikuapi._slices import Slice, SliceReader


@frozen
class ReadSlice:
    """What a task of Ray does: it reads a slice on the worker where it is called.

    Attributes:
        reader: reads slices.
        part: the slice.
    """

    reader: SliceReader
    part: Slice

    def __call__(self) -> Iterator[Any]:
        """Gives the rows in tables of Arrow."""
        return self.reader.tables(self.part)


def slice_source(reader: SliceReader, parts: list[Slice], schema: Any, label: str) -> Any:
    """A source of data for `ray.data.read_datasource`, with one task a slice.

    Args:
        reader: reads slices.
        parts: the slices.
        schema: columns of the rows, as a schema of pyarrow.
        label: what Ray calls the source.

    Returns:
        A `ray.data.Datasource`.
    """
    base: Any = import_module("ray.data").Datasource
    task: Any = import_module("ray.data").ReadTask
    block: Any = import_module("ray.data.block")

    class Source(base):
        def get_name(self) -> str:
            return label

        def estimate_inmemory_data_size(self) -> int | None:
            return None  # nobody knows before the rows are read

        def get_read_tasks(
            self, parallelism: int, per_task_row_limit: int | None = None, *_: Any, **__: Any
        ) -> list[Any]:
            # One a slice, whatever Ray asks for: DSS goes through all rows for each.
            known = block.BlockMetadata(
                num_rows=None, size_bytes=None, input_files=None, exec_stats=None
            )
            return [
                task(
                    ReadSlice(reader, part),
                    known,
                    schema=schema,
                    per_task_row_limit=per_task_row_limit,
                )
                for part in parts
            ]

    return Source()
