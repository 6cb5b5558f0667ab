"""Tables of pandas and polars out of Arrow; no I/O. Needs the extras `pandas` and `polars`."""

# What pyarrow declares is not enough for strict checks, and pandas declares nothing.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportMissingImports=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, cast

from dataikuapi._errors import DSSDataError

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

# Above this a float64 does not hold every whole number.
_LAST_EXACT: Final = 2**53


def need(method: str, extra: str, *packages: str) -> None:
    """Makes sure that optional packages are there.

    Args:
        method: name of the method that needs them.
        extra: the extra of this package that brings them.
        packages: their names.

    Raises:
        ImportError: one of them is not installed; it is named.
    """
    for package in packages:
        try:
            import_module(package)
        except ImportError as error:
            raise ImportError(
                f"{method}() needs {package}, which is not installed; "
                f"install dataiku-openapi-client[{extra}]",
                name=package,
            ) from error


def check_names(method: str, columns: Iterable[Mapping[str, Any]]) -> list[str]:
    """Makes sure that no two columns have the same name, where one would hide the other.

    Args:
        method: name of the method that asks.
        columns: the columns, each with `name`.

    Returns:
        Their names.

    Raises:
        DSSDataError: a name occurs twice; it is in the message.
    """
    names = [str(column.get("name")) for column in columns]
    [(name, times)] = Counter(names).most_common(1) or [("", 0)]
    if times > 1:
        raise DSSDataError(f"{method}() needs a name for each column, but {times} are {name!r}")
    return names


def to_pandas(table: pa.Table, *, nullable: bool) -> pd.DataFrame:
    """Makes a data frame of a table, which is used up.

    Args:
        table: the table.
        nullable: whether columns have the types of pandas that know null.
    """
    import pandas as pd
    import pyarrow as pa

    mappings: dict[pa.DataType, Any] = {}
    if nullable:
        mappings = {
            pa.int8(): pd.Int8Dtype(),
            pa.int16(): pd.Int16Dtype(),
            pa.int32(): pd.Int32Dtype(),
            pa.int64(): pd.Int64Dtype(),
            pa.float32(): pd.Float32Dtype(),
            pa.float64(): pd.Float64Dtype(),
            pa.bool_(): pd.BooleanDtype(),
            pa.string(): pd.StringDtype(),
        }
    days = pa.timestamp("us")
    schema = pa.schema(
        [field.with_type(days) if pa.types.is_date(field.type) else field for field in table.schema]
    )
    table = table.cast(schema)
    exact = [] if nullable else _inexact(table)
    kept = {at: table.column(at) for at in exact}
    frame = table.to_pandas(
        types_mapper=mappings.get, split_blocks=True, self_destruct=True, ignore_metadata=True
    )
    for at, column in kept.items():
        frame.isetitem(at, column.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get))
    return frame


def _inexact(table: pa.Table) -> list[int]:
    """Columns of whole numbers that have nulls and would change as float64."""
    import pyarrow as pa
    from pyarrow import compute

    found: list[int] = []
    for at, column in enumerate(table.columns):
        if column.type == pa.int64() and column.null_count:
            ends = cast("Any", compute).min_max(column).as_py()
            if ends["min"] is not None and max(-ends["min"], ends["max"]) > _LAST_EXACT:
                found.append(at)
    return found


def to_polars(table: pa.Table) -> pl.DataFrame:
    """Makes a polars data frame of a table."""
    import polars as pl

    return cast("pl.DataFrame", pl.from_arrow(table))
