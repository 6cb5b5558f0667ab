"""Record batches of Arrow, and frames, as CSV that DSS reads; pyarrow does the work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from types import ModuleType
from typing import Any, cast

from dataikuapi._columns import (
    COMPLEX,
    FLOATS,
    INTEGERS,
    TIMES,
    Column,
    check_unique,
    json_cell,
)
from dataikuapi._frames import need
from dataikuapi._rowcsv import text_of_type


def arrow() -> ModuleType:
    """Loads pyarrow.

    Raises:
        ImportError: it is not installed; the message says what to install.
    """
    need("write_arrow", "arrow", "pyarrow", "pyarrow.compute", "pyarrow.csv")
    return import_module("pyarrow")


def type_in_dss(name: str, kind: Any) -> str:
    """The type that a column of Arrow gets in a schema of DSS.

    Args:
        name: name of the column, for the message.
        kind: its `pyarrow.DataType`.

    Returns:
        The type, such as `bigint`.

    Raises:
        ValueError: datasets have no such type.
    """
    t = cast("Any", arrow()).types
    if t.is_dictionary(kind):
        return type_in_dss(name, kind.value_type)
    if t.is_integer(kind):
        width = kind.bit_width + (8 if t.is_unsigned_integer(kind) else 0)
        return next((each for each, bits in INTEGERS.items() if width <= bits), "bigint")
    tests: tuple[tuple[str, str], ...] = (
        ("boolean", "is_boolean"),
        ("float", "is_float32"),
        ("double", "is_floating"),
        ("double", "is_decimal"),
        ("dateonly", "is_date"),
        ("string", "is_string"),
        ("string", "is_large_string"),
        ("string", "is_null"),
        ("map", "is_map"),
        ("object", "is_struct"),
        ("array", "is_nested"),
    )
    if t.is_timestamp(kind):
        return "datetimenotz" if kind.tz is None else "date"
    for found, test in tests:
        if getattr(t, test)(kind):
            return found
    if str(kind) == "string_view":
        return "string"
    raise ValueError(f"column {name!r} is of type {kind}, which datasets cannot hold")


def columns_in_dss(schema: Any) -> list[Column]:
    """The columns of a schema of DSS for one of Arrow.

    Args:
        schema: the `pyarrow.Schema`.

    Returns:
        The columns, each with `name` and `type`.

    Raises:
        ValueError: datasets have no such type, two columns have the same name, or there is none.
    """
    found = [{"name": field.name, "type": type_in_dss(field.name, field.type)} for field in schema]
    check_unique([each["name"] for each in found], "the data")
    if not found:
        raise ValueError("the data has no columns")
    return found


class ArrowEncoder:
    """Writes record batches.

    Args:
        columns: columns of the dataset; those of the batches are found by their names.
        separator: what stands between cells.
        header: whether the first line holds the names.
    """

    def __init__(self, columns: Sequence[Column], *, separator: str, header: bool) -> None:
        self._columns = columns
        self._separator = separator
        self._header = header
        self.count: int = 0

    def feed(self, item: Any) -> bytes:
        """The bytes of a record batch."""
        return self._write(self._texts(item))

    def end(self) -> bytes:
        """The line of names, if there were no batches."""
        if not self._header:
            return b""
        empty = [arrow().array([], "string") for _ in self._columns]
        return self._write(empty)

    def _texts(self, batch: Any) -> list[Any]:
        names: list[str] = list(batch.schema.names)
        found: list[Any] = []
        for column in self._columns:
            if column["name"] not in names:
                raise ValueError(f"a record batch has no column {column['name']!r}")
            array = batch.column(names.index(column["name"]))
            try:
                found.append(_cells(array, str(column["type"])))
            except (_errors(), TypeError, ValueError) as error:
                raise ValueError(
                    f"column {column['name']!r} does not fit its type {column['type']} "
                    f"(after row {self.count}): {error}"
                ) from None
        self.count += batch.num_rows
        return found

    def _write(self, arrays: list[Any]) -> bytes:
        pa = cast("Any", arrow())
        if len(arrays) == 1 and arrays[0].null_count:
            # In quotes: a null alone would be a blank line, which who reads CSV skips.
            arrays = [arrays[0].cast(pa.string()).fill_null("")]
        names = [column["name"] for column in self._columns]
        batch = pa.RecordBatch.from_arrays(arrays, names=names)
        options = pa.csv.WriteOptions(include_header=self._header, delimiter=self._separator)
        sink = pa.BufferOutputStream()
        pa.csv.write_csv(batch, sink, options)
        self._header = False
        return sink.getvalue().to_pybytes()


def _errors() -> type[Exception]:
    return cast("Any", arrow()).ArrowException


def _cells(array: Any, kind: str) -> Any:
    """The cells of a column as values that are written as DSS reads them."""
    pa = cast("Any", arrow())
    t = pa.types
    if t.is_dictionary(array.type):
        array = array.dictionary_decode()
    if t.is_null(array.type):
        return array.cast(pa.string())
    if kind in INTEGERS or kind in FLOATS or kind in TIMES or kind == "boolean":
        if _is_text(array.type):
            return _one_by_one(array, kind)
    elif t.is_floating(array.type) and kind not in COMPLEX:
        return _one_by_one(array, kind)
    if kind in INTEGERS:
        return _number(array, getattr(pa, f"int{INTEGERS[kind]}")())
    if kind in FLOATS:
        return _float(_number(array, pa.float32() if kind == "float" else pa.float64()))
    if kind == "boolean":
        if not t.is_boolean(array.type):
            raise TypeError(f"it holds {array.type}")
        return array.cast(pa.bool_())
    if kind in ("date", "dateonly", "datetimenotz"):
        return _time(array, kind)
    return _text(array, complex_only=kind in COMPLEX)


def _one_by_one(array: Any, kind: str) -> Any:
    """Cells as :class:`RowEncoder` writes them, where Arrow has other texts for the values."""
    to_text = text_of_type(kind)
    texts = [None if value is None else to_text(value) or None for value in array.to_pylist()]
    return cast("Any", arrow()).array(texts, "string")


def _is_text(kind: Any) -> bool:
    t = cast("Any", arrow()).types
    return t.is_string(kind) or t.is_large_string(kind) or str(kind) == "string_view"


def _number(array: Any, kind: Any) -> Any:
    pa = cast("Any", arrow())
    if pa.types.is_boolean(array.type):
        raise TypeError("it holds booleans")
    if pa.types.is_floating(array.type) and pa.types.is_integer(kind):
        # A column of whole numbers with gaps is one of floats in pandas.
        array = pa.compute.if_else(pa.compute.is_nan(array), None, array)
    return array.cast(kind)


def _float(array: Any) -> Any:
    pc = cast("Any", arrow()).compute
    array = pc.if_else(pc.is_nan(array), None, array)
    if not pc.any(pc.is_inf(array)).as_py():
        return array
    texts = array.cast("string")
    return pc.replace_substring(texts, pattern="inf", replacement="Infinity")


def _time(array: Any, kind: str) -> Any:
    pa = cast("Any", arrow())
    pc, t = pa.compute, pa.types
    if not t.is_timestamp(array.type) and not t.is_date(array.type):
        raise TypeError(f"it holds {array.type}")
    if t.is_timestamp(array.type):
        if array.type.tz is not None and kind != "date":
            array = pc.local_timestamp(array)
        # DSS knows milliseconds. A cast alone would move times before 1970 forward.
        array = pc.floor_temporal(array, unit="day" if kind == "dateonly" else "millisecond")
    if kind == "dateonly":
        return array.cast(pa.date32(), safe=False)
    times = array.cast(pa.timestamp("ms", "UTC" if kind == "date" else None), safe=False)
    return pc.binary_replace_slice(times.cast(pa.string()), 10, 11, "T")


def _text(array: Any, *, complex_only: bool = False) -> Any:
    pa = cast("Any", arrow())
    t = pa.types
    if t.is_nested(array.type):
        texts = [
            None if value is None else json_cell(value)
            for value in array.to_pylist(maps_as_pydicts="strict")
        ]
        return pa.array(texts, pa.string())
    if _is_text(array.type):
        return array.cast(pa.string()) if not t.is_string(array.type) else array
    if complex_only or t.is_binary(array.type) or t.is_large_binary(array.type):
        raise TypeError(f"it holds {array.type}")
    if t.is_timestamp(array.type):
        return _time(array, "datetimenotz" if array.type.tz is None else "date")
    return array.cast(pa.string())


def batches_of(data: Any, chunk_size: int) -> tuple[Any, Iterable[Any]]:
    """The schema and the record batches of data that Arrow can look into.

    Args:
        data: a table, a record batch, a reader of them, or what exports one.
        chunk_size: how many rows a batch has at most.

    Returns:
        The `pyarrow.Schema`, and the batches.

    Raises:
        TypeError: it is nothing of these.
    """
    pa = cast("Any", arrow())
    if isinstance(data, pa.RecordBatch):
        return data.schema, [data]
    if isinstance(data, pa.Table):
        return data.schema, data.to_batches(chunk_size)
    if isinstance(data, pa.RecordBatchReader):
        return data.schema, data
    if hasattr(data, "__arrow_c_stream__"):
        try:
            reader = pa.RecordBatchReader.from_stream(data)
        except pa.ArrowInvalid:  # a stream of single values
            raise TypeError(f"{type(data).__name__} is a column, not a table") from None
        return reader.schema, reader
    raise TypeError(
        "data must be a table, a record batch or a reader of Arrow, or an iterable of record "
        f"batches, not {type(data).__name__}"
    )


def frame_batches(frame: Any, chunk_size: int) -> tuple[Any, Iterable[Any]]:
    """The schema and the record batches of a frame.

    Args:
        frame: a frame of pandas or of polars, or what exports a stream of Arrow.
        chunk_size: how many rows a batch has at most.

    Returns:
        The `pyarrow.Schema`, and the batches.

    Raises:
        TypeError: it is no frame.
        ValueError: a column has values of several types, or two have the same name.
    """
    if hasattr(frame, "iloc") and hasattr(frame, "columns"):
        frame = _named(frame)
        schema = _schema_of_pandas(frame)
        return schema.remove_metadata(), _pandas_batches(frame, schema, chunk_size)
    if hasattr(frame, "collect") and hasattr(frame, "lazy"):
        raise TypeError("frame is lazy: collect it first")
    if not hasattr(frame, "__arrow_c_stream__"):
        raise TypeError(
            f"frame must be a DataFrame of pandas or polars, not {type(frame).__name__}"
        )
    return batches_of(frame.to_arrow() if hasattr(frame, "to_arrow") else frame, chunk_size)


def _named(frame: Any) -> Any:
    """A frame of pandas whose columns have texts for names, as those of datasets."""
    if frame.columns.nlevels > 1:
        raise ValueError("the frame has columns of several levels: give each one name first")
    names = [str(name) for name in frame.columns]
    check_unique(names, "the frame")
    return frame.set_axis(names, axis=1)


def _schema_of_pandas(frame: Any) -> Any:
    pa = cast("Any", arrow())
    try:
        return pa.Schema.from_pandas(frame, preserve_index=False)
    except pa.ArrowException as error:
        wrong = next((name for name in frame.columns if not _is_one_type(frame[name])), None)
        raise ValueError(
            f"the frame cannot be written: column {wrong!r} holds values of several types: "
            f"{' '.join(map(str, error.args))}"
        ) from None


def _is_one_type(column: Any) -> bool:
    pa = cast("Any", arrow())
    try:
        pa.array(column, from_pandas=True)
    except pa.ArrowException:
        return False
    return True


def _pandas_batches(frame: Any, schema: Any, chunk_size: int) -> Iterator[Any]:
    pa = cast("Any", arrow())
    for start in range(0, len(frame), chunk_size):
        part = frame.iloc[start : start + chunk_size]
        yield pa.RecordBatch.from_pandas(part, schema=schema, preserve_index=False)
