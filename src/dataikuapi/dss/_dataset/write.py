# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_dataset/write.py. Do not edit.
"""Rows written into a dataset from outside DSS."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

from dataikuapi._arrowcsv import ArrowEncoder, batches_of, columns_in_dss, frame_batches
from dataikuapi._columns import Column, check_families, check_fit, columns_of, merged
from dataikuapi._encoding import Ahead, Encoder, Gzipped, Pieces, Source
from dataikuapi._members import dict_in, sub_dict
from dataikuapi._progress import counted
from dataikuapi._rowcsv import RowEncoder
from dataikuapi._targets import (
    appendable,
    check_chunk_size,
    check_mode,
    check_type,
    csv_params,
    local_file,
    partition_of,
)
from dataikuapi._uploads import opened
from dataikuapi._writing import Plan, Switch
from dataikuapi.dss._dataset.data import DatasetData

CHUNK_SIZE = 50_000
SUFFIX = ".csv.gz"


class DatasetWrite(DatasetData):
    """Methods that write rows.

    All of them exchange the rows at once: who reads meanwhile gets the old rows or the new ones. A
    read that began before the exchange can fail when the old files go; it is never cut short
    without an error. Two that write at the same time have to take turns by themselves.
    """

    def write_dataframe(
        self,
        frame: Any,
        infer_schema: bool = False,
        *,
        mode: str = "overwrite",
        partition: str | None = None,
        chunk_size: int = CHUNK_SIZE,
        progress: bool = False,
    ) -> int:
        """Writes a frame into a dataset of uploaded files or on a managed folder.

        It is sent as CSV packed with gzip while it is made, so it needs little memory. The index
        of a pandas frame is not written. Times keep their milliseconds, which is what DSS knows,
        and decimals become doubles. Needs pyarrow.

        Example:
            dataset.write_dataframe(frame, infer_schema=True)

        Operations: `dataset_get`, `dataset_update`, and `dataset_list_files` and
        `dataset_upload_file`, or `managed_folder_list_contents`, `managed_folder_put_file` and
        `managed_folder_delete_file`.

        Args:
            frame: a DataFrame of pandas or polars, or of what exports a stream of Arrow.
            infer_schema: whether the dataset takes over the columns of the frame, as it does when
                it has none yet; else they have to be those of the dataset, in whatever order.
            mode: `overwrite`, or `append` to keep the rows that are there.
            partition: identifier of the partition to write, for a partitioned dataset.
            chunk_size: how many rows are made into text at a time.
            progress: whether a bar is shown.

        Returns:
            How many rows were written.

        Raises:
            ValueError: the columns or their values do not fit the schema, the dataset cannot be
                written from outside, or has no such partition; it is named, and the dataset is as
                it was.
            TypeError: it is no frame; a single column is none either.
            ImportError: pyarrow is not installed.
        """
        schema, batches = frame_batches(frame, check_chunk_size(chunk_size))
        return self._write_batches(
            schema, batches, "the frame", infer_schema, mode, partition, progress
        )

    def write_with_schema(
        self,
        frame: Any,
        *,
        partition: str | None = None,
        chunk_size: int = CHUNK_SIZE,
        progress: bool = False,
    ) -> int:
        """Writes a frame, and gives the dataset the columns of the frame.

        The same as :meth:`write_dataframe` with `infer_schema=True`.

        Operations: `dataset_get`, `dataset_update`, and `dataset_list_files` and
        `dataset_upload_file`, or `managed_folder_list_contents`, `managed_folder_put_file` and
        `managed_folder_delete_file`.

        Args:
            frame: the frame.
            partition: identifier of the partition to write, for a partitioned dataset.
            chunk_size: how many rows are made into text at a time.
            progress: whether a bar is shown.

        Returns:
            How many rows were written.
        """
        return self.write_dataframe(
            frame, True, partition=partition, chunk_size=chunk_size, progress=progress
        )

    def write_arrow(
        self,
        data: Any,
        infer_schema: bool = False,
        *,
        mode: str = "overwrite",
        partition: str | None = None,
        chunk_size: int = CHUNK_SIZE,
        progress: bool = False,
    ) -> int:
        """Writes Arrow data, which may be larger than memory.

        Example:
            dataset.write_arrow(other.iter_batches(), infer_schema=True)

        Operations: `dataset_get`, `dataset_update`, and `dataset_list_files` and
        `dataset_upload_file`, or `managed_folder_list_contents`, `managed_folder_put_file` and
        `managed_folder_delete_file`.

        Args:
            data: a `pyarrow.Table`, `RecordBatch` or `RecordBatchReader`, what exports a stream of
                Arrow, or an iterable of record batches; batches that have to be awaited pass
                through a temporary file.
            infer_schema: whether the dataset takes over its columns.
            mode: `overwrite`, or `append` to keep the rows that are there.
            partition: identifier of the partition to write, for a partitioned dataset.
            chunk_size: how many rows of a table are made into text at a time.
            progress: whether a bar is shown.

        Returns:
            How many rows were written.

        Raises:
            ValueError: as :meth:`write_dataframe`.
            TypeError: it is no data of Arrow.
        """
        check_chunk_size(chunk_size)
        batches: Any = data
        single = hasattr(data, "schema") or hasattr(data, "__arrow_c_stream__")
        if single or not isinstance(data, (Iterable, Iterable)):
            schema, batches = batches_of(data, chunk_size)
        else:
            first, batches = Ahead(cast("Any", data)).start()
            schema = None if first is None else batches_of(first, chunk_size)[0]
        return self._write_batches(
            schema, batches, "the data", infer_schema, mode, partition, progress
        )

    def write_rows(
        self,
        rows: Iterable[Any] | Iterable[Any],
        schema: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
        *,
        mode: str = "overwrite",
        partition: str | None = None,
        chunk_size: int = CHUNK_SIZE,
        progress: bool = False,
    ) -> int:
        """Writes rows of Python values.

        Example:
            schema = [{"name": "id", "type": "bigint"}, {"name": "city", "type": "string"}]
            dataset.write_rows([[1, "Paris"], {"id": 2, "city": "Lyon"}], schema)

        Operations: `dataset_get`, `dataset_update`, and `dataset_list_files` and
        `dataset_upload_file`, or `managed_folder_list_contents`, `managed_folder_put_file` and
        `managed_folder_delete_file`.

        Args:
            rows: the rows, each a list in the order of the columns, or a dict, whose missing
                columns are empty; rows that have to be awaited pass through a temporary file.
            schema: a dict with `columns`, or the list of them, that the dataset takes over; its
                own by default.
            mode: `overwrite`, or `append` to keep the rows that are there.
            partition: identifier of the partition to write, for a partitioned dataset.
            chunk_size: how many rows are made into text at a time.
            progress: whether a bar is shown.

        Returns:
            How many rows were written.

        Raises:
            ValueError: a cell does not fit the type of its column (row, column and cell are
                named), or as :meth:`write_dataframe`.
            TypeError: a row is neither a list nor a dict.
        """
        size = check_chunk_size(chunk_size)
        items = cast("Any", rows)
        if isinstance(items, (str, bytes, Mapping)) or not isinstance(items, (Iterable, Iterable)):
            raise TypeError(f"rows must be an iterable of rows, not {type(rows).__name__}")
        given = None if schema is None else columns_of(schema)
        definition, old, label = self._writable(mode)
        if given is None and not old:
            raise ValueError(f"dataset {label} has no columns yet: give a schema")
        columns = given or old
        if mode == "append" and old and _kinds(columns) != _kinds(old):
            raise ValueError(f"schema is not that of dataset {label}, which is kept by append")
        write = self._csv(definition, columns, mode, partition, label)
        encoder = RowEncoder(columns, **write.dialect, chunk_size=size)
        return self._write_items(write, rows, encoder, progress)

    def write_file(
        self,
        path: Any,
        schema: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
        *,
        infer_schema: bool = False,
        separator: str | None = None,
        mode: str = "overwrite",
        partition: str | None = None,
    ) -> None:
        """Writes a local file of CSV or Parquet as it is.

        Of CSV only the first line is looked at, which has to name the columns.

        Example:
            dataset.write_file("orders.parquet", infer_schema=True)

        Operations: `dataset_get`, `dataset_update`, and `dataset_list_files` and
        `dataset_upload_file`, or `managed_folder_list_contents`, `managed_folder_put_file` and
        `managed_folder_delete_file`.

        Args:
            path: path of the file, whose name ends in `.csv`, `.tsv`, `.csv.gz`, `.tsv.gz` or
                `.parquet`.
            schema: a dict with `columns`, or the list of them, that the dataset takes over.
            infer_schema: whether the dataset takes over the columns of the file; those of CSV are
                of type `string`. So it does when it has none yet.
            separator: what stands between cells of CSV; a tab for `.tsv`, else a comma.
            mode: `overwrite`, or `append` to keep the rows that are there.
            partition: identifier of the partition to write, for a partitioned dataset.

        Raises:
            IsADirectoryError: the path is a folder.
            FileNotFoundError: there is no such file.
            ValueError: it is no such file, its columns do not fit, or as :meth:`write_dataframe`.
        """
        file = local_file(path, separator)
        given = None if schema is None else columns_of(schema)
        definition, old, label = self._writable(mode)
        columns = given or (file.columns if infer_schema or not old else old)
        what = f"file {file.path}"
        check_fit([each["name"] for each in file.columns], columns, what, label)
        if file.format == "parquet":
            check_families(file.columns, columns, what, label)
        elif [each["name"] for each in file.columns] != [each["name"] for each in columns]:
            raise ValueError(f"{what} does not have the columns in the order of dataset {label}")
        if mode == "append" and old and _kinds(columns) != _kinds(old):
            raise ValueError(f"schema is not that of dataset {label}, which is kept by append")
        params = file.params
        if mode == "append" and definition.get("formatType"):
            known = appendable(definition, file.format, label)
            for member in ("separator", "parseHeaderRow"):
                if known.get(member) != params.get(member):
                    raise ValueError(
                        f"{what} has {member} {params.get(member)!r}, the files of dataset {label} "
                        f"have {known.get(member)!r}"
                    )
            params = known
        write = _Write(definition, file.format, params, columns, mode, partition, label)
        with opened(file.path) as content:
            self._switch(write, file.suffix).write(content)

    def _writable(self, mode: str) -> tuple[dict[str, Any], list[Column], str]:
        """Settings, columns and name of this dataset, which has to be one that can be written."""
        check_mode(mode)
        label = f"{self.project_key}.{self.dataset_name}"
        definition = cast("dict[str, Any]", self._read_definition())
        check_type(definition, label)
        columns: list[Column] = dict_in(definition, "schema").get("columns") or []
        return definition, columns, label

    def _write_batches(
        self,
        schema: Any,
        batches: Any,
        what: str,
        infer_schema: bool,
        mode: str,
        partition: str | None,
        progress: bool,
    ) -> int:
        found = None if schema is None else columns_in_dss(schema)
        definition, old, label = self._writable(mode)
        if infer_schema and mode == "append" and old:
            raise ValueError("infer_schema cannot be used with append: the schema is kept")
        columns = found if infer_schema or not old else old
        if columns is None:
            raise ValueError(f"dataset {label} has no columns yet, and no record batch names any")
        if found is not None:
            check_fit([each["name"] for each in found], columns, what, f"dataset {label}")
        write = self._csv(definition, columns, mode, partition, label)
        encoder = ArrowEncoder(columns, **write.dialect)
        return self._write_items(write, batches, encoder, progress)

    def _csv(
        self,
        definition: dict[str, Any],
        columns: list[Column],
        mode: str,
        partition: str | None,
        label: str,
    ) -> _Write:
        """A write of CSV, in the format that an append has to keep."""
        params = csv_params()
        if mode == "append" and definition.get("formatType"):
            params = appendable(definition, "csv", label)
        return _Write(definition, "csv", params, columns, mode, partition, label)

    def _write_items(self, write: _Write, items: Any, encoder: Encoder, progress: bool) -> int:
        switch = self._switch(write, SUFFIX)
        with counted(progress, f"Writing {write.label}") as bar:
            source = Source(items, Gzipped(encoder, bar.reach))
            try:
                with Pieces(source) as content:
                    switch.write(content)
            except BaseException as error:
                if source.failure is not None and source.failure is not error:
                    raise source.failure from error
                raise
            bar.reach(encoder.count)
        return encoder.count

    def _switch(self, write: _Write, suffix: str) -> Switch:
        partition = partition_of(write.definition, write.partition, write.label)
        plan = Plan(write.mode == "append", partition, suffix, write.change)
        return Switch(self, write.definition, plan, write.label)


class _Write:
    """What a write makes of a dataset."""

    def __init__(
        self,
        definition: dict[str, Any],
        kind: str,
        params: Mapping[str, Any],
        columns: list[Column],
        mode: str,
        partition: str | None,
        label: str,
    ) -> None:
        self.definition = definition
        self.kind = kind
        self.params = params
        self.columns = columns
        self.mode = mode
        self.partition = partition
        self.label = label

    @property
    def dialect(self) -> dict[str, Any]:
        """How the encoder writes cells."""
        header = bool(self.params.get("parseHeaderRow"))
        return {"separator": self.params.get("separator") or ",", "header": header}

    @property
    def change(self) -> Callable[[dict[str, Any]], None]:
        """Sets format and schema."""

        def change(definition: dict[str, Any]) -> None:
            definition["formatType"] = self.kind
            definition["formatParams"] = dict(self.params)
            schema = sub_dict(definition, "schema")
            schema["columns"] = merged(self.columns, schema.get("columns") or [])

        return change


def _kinds(columns: Sequence[Column]) -> list[tuple[Any, Any]]:
    return [(each.get("name"), each.get("type")) for each in columns]
