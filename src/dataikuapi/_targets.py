"""Where rows that are written into a dataset go: its files, its format, its partitions; no I/O."""

from __future__ import annotations

import csv
import gzip
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any, cast

from attrs import frozen

from dataikuapi._args import check_str
from dataikuapi._arrowcsv import arrow, columns_in_dss
from dataikuapi._columns import Column, check_unique
from dataikuapi._members import dict_in

UPLOADS, IN_FOLDER = "UploadedFiles", "FilesInFolder"
EXPLICIT = "EXPLICIT_SELECT_FILES"
ALL = ("ALL", "ALL_FILES")
MODES = ("overwrite", "append")
PERIODS = {
    "YEAR": r"(\d{4})",
    "MONTH": r"(\d{4})-(\d\d)",
    "DAY": r"(\d{4})-(\d\d)-(\d\d)",
    "HOUR": r"(\d{4})-(\d\d)-(\d\d)-(\d\d)",
}
TIME_MARKS = ("%Y", "%M", "%D", "%H")
ANY_FILE = ".*"
CSV_SUFFIXES = {".csv": ",", ".tsv": "\t"}


def csv_params(separator: str = ",", *, header: bool = True, gzipped: bool = True) -> Column:
    """Parameters of the format of files that are written here.

    Args:
        separator: what stands between cells.
        header: whether the first line holds the names of the columns.
        gzipped: whether the files are packed.
    """
    return {
        "style": "excel",
        "charset": "utf8",
        "separator": separator,
        "quoteChar": '"',
        "escapeChar": "\\",
        "parseHeaderRow": header,
        "skipRowsBeforeHeader": 0,
        "skipRowsAfterHeader": 0,
        "compress": "gz" if gzipped else "",
    }


def check_mode(mode: str) -> str:
    """Requires a way of writing that there is.

    Raises:
        ValueError: there is no such way.
    """
    if mode not in MODES:
        raise ValueError(f"mode must be one of {', '.join(MODES)}, not {mode!r}")
    return mode


def check_chunk_size(chunk_size: Any) -> int:
    """Requires a number of rows.

    Raises:
        TypeError: it is no whole number.
        ValueError: it is not above 0.
    """
    if isinstance(chunk_size, bool) or not isinstance(chunk_size, int):
        raise TypeError(f"chunk_size must be a number, not {type(chunk_size).__name__}")
    if chunk_size < 1:
        raise ValueError(f"chunk_size must be above 0, not {chunk_size}")
    return chunk_size


def check_type(definition: Mapping[str, Any], label: str) -> str:
    """Requires a dataset whose files can be put from outside; gives its type.

    Args:
        definition: settings of the dataset.
        label: the dataset, for the message.

    Raises:
        ValueError: it is of another type.
    """
    kind = str(definition.get("type"))
    if kind not in (UPLOADS, IN_FOLDER):
        raise ValueError(
            f"dataset {label} is of type {kind}: from outside DSS only datasets of type {UPLOADS} "
            f"and {IN_FOLDER} can be written; from there copy_to() or a recipe brings the rows on"
        )
    return kind


def selected(definition: Mapping[str, Any], files: Sequence[str], label: str) -> list[str]:
    """The files that a dataset consists of now.

    Args:
        definition: settings of the dataset.
        files: all files that are there.
        label: the dataset, for the message.

    Raises:
        ValueError: it chooses them by patterns, so that no exact list can take their place.
    """
    rules = dict_in(dict_in(definition, "params"), "filesSelectionRules")
    mode = rules.get("mode") or ALL[0]
    if mode in ALL:
        return list(files)
    if mode != EXPLICIT:
        raise ValueError(
            f"dataset {label} selects its files by rules ({mode}): it cannot be written"
        )
    wanted = set(_named(rules))
    return [file for file in files if file.strip("/") in wanted]


def explicit(files: Iterable[str]) -> dict[str, Any]:
    """The rules that select exactly some files."""
    rules: dict[str, Any] = {"mode": EXPLICIT, "explicitFiles": list(files)}
    return {**rules, "includeRules": [], "excludeRules": []}


def selects(definition: Mapping[str, Any], file: str) -> bool:
    """Whether a dataset names a file among those that it consists of."""
    rules = dict_in(dict_in(definition, "params"), "filesSelectionRules")
    return rules.get("mode") == EXPLICIT and file.strip("/") in _named(rules)


def _named(rules: Mapping[str, Any]) -> list[str]:
    """The files that rules name one by one."""
    files: list[Any] = rules.get("explicitFiles") or []
    return [str(each).strip("/") for each in files]


def appendable(definition: Mapping[str, Any], kind: str, label: str) -> dict[str, Any]:
    """The parameters of the format of a dataset that gets more files of this format.

    Args:
        definition: settings of the dataset.
        kind: format of what is added, `csv` or `parquet`.
        label: the dataset, for the message.

    Raises:
        ValueError: its files are of another format, or of a CSV that is not written here.
    """
    if definition.get("formatType") != kind:
        raise ValueError(
            f"dataset {label} holds files of format {definition.get('formatType')}: {kind} cannot "
            "be appended to it"
        )
    params = dict_in(definition, "formatParams")
    if kind != "csv":
        return params
    usual = {"style": ("excel",), "quoteChar": ('"',), "charset": ("utf8", "utf-8", "UTF-8")}
    for member, known in usual.items():
        if params.get(member) not in (None, "", *known):
            raise ValueError(
                f"dataset {label} holds CSV with {member} {params[member]!r}: rows cannot be "
                "appended to it, only overwritten"
            )
    if params.get("skipRowsBeforeHeader") or params.get("skipRowsAfterHeader"):
        raise ValueError(f"dataset {label} skips rows of its files: rows cannot be appended to it")
    return params


@frozen
class Partition:
    """Where the files of one partition are.

    Attributes:
        folder: path that they begin with, without slashes at its ends.
        pattern: regular expression of their paths, which begin without a slash.
    """

    folder: str
    pattern: re.Pattern[str]

    def holds(self, path: str) -> bool:
        """Whether a file belongs to the partition."""
        return self.pattern.fullmatch(path.strip("/")) is not None


def partition_of(
    definition: Mapping[str, Any], partition: str | None, label: str
) -> Partition | None:
    """The partition that is written; None for a dataset without partitions.

    Args:
        definition: settings of the dataset.
        partition: its identifier; values of several dimensions are joined by bars.
        label: the dataset, for the message.

    Raises:
        ValueError: there is no such partition, or none was named; the message says which.
    """
    partitioning = dict_in(definition, "partitioning")
    dimensions: list[dict[str, Any]] = partitioning.get("dimensions") or []
    if not dimensions:
        if partition not in (None, "NP"):
            raise ValueError(f"dataset {label} is not partitioned: partition {partition!r}")
        return None
    names = ", ".join(str(each.get("name")) for each in dimensions)
    if partition is None:
        raise ValueError(f"dataset {label} is partitioned by {names}: name the partition")
    values = check_str("partition", partition).split("|")
    if len(values) != len(dimensions):
        raise ValueError(
            f"dataset {label} has no partition {partition!r}: it needs a value for each of {names}"
        )
    pattern = str(partitioning.get("filePathPattern") or "").lstrip("/")
    if not pattern.endswith("/" + ANY_FILE):
        raise ValueError(
            f"dataset {label} has the file pattern {pattern!r}: only one that ends in a folder "
            f"and /{ANY_FILE} says where a new file goes"
        )
    marks: dict[str, str] = {}
    for dimension, value in zip(dimensions, values, strict=True):
        marks |= _marks(dimension, value, partition, label)
    folder = pattern[: -len(ANY_FILE) - 1]
    for mark, value in marks.items():
        folder = folder.replace(mark, value)
    if "%" in folder or ANY_FILE in folder:
        raise ValueError(f"dataset {label} has the file pattern {pattern!r}: it names no folder")
    return Partition(folder, re.compile(re.escape(folder) + "/.*", re.DOTALL))


def _marks(dimension: Mapping[str, Any], value: str, partition: str, label: str) -> dict[str, str]:
    """What the marks of a dimension in a file pattern stand for."""
    name = str(dimension.get("name"))
    if dimension.get("type") != "time":
        if not value or value in (".", "..") or "/" in value:
            raise ValueError(f"dataset {label} cannot have a partition {partition!r}")
        return {f"%{{{name}}}": value}
    period = str(dict_in(dimension, "params").get("period"))
    found = re.fullmatch(PERIODS.get(period, PERIODS["DAY"]), value, re.ASCII)
    if found is None:
        raise ValueError(
            f"dataset {label} has no partition {partition!r}: {name} is a {period.lower()}"
        )
    return dict(zip(TIME_MARKS, found.groups(), strict=False))


@frozen
class LocalFile:
    """A local file that is sent as it is.

    Attributes:
        path: its path.
        format: its format, `csv` or `parquet`.
        suffix: what its name ends in.
        params: parameters of the format.
        columns: its columns; all of type string for CSV, whose types nobody knows.
    """

    path: str
    format: str
    suffix: str
    params: dict[str, Any]
    columns: list[Column]


def local_file(value: Any, separator: str | None) -> LocalFile:
    """Looks at a local file before it is sent.

    Args:
        value: path of the file; `.csv`, `.tsv`, either with `.gz`, or `.parquet`.
        separator: what stands between cells of CSV; None to go by the name.

    Raises:
        TypeError: it is no path.
        IsADirectoryError: it is a folder.
        FileNotFoundError: there is no such file.
        ValueError: it is no CSV with a header and no Parquet.
    """
    if not isinstance(value, (str, os.PathLike)):
        raise TypeError(f"path must be the path of a file, not {type(value).__name__}")
    path = check_str("path", os.fsdecode(cast("str", value)))
    if os.path.isdir(path):
        raise IsADirectoryError(f"path is a folder: {path}")
    if not os.path.exists(path):
        raise FileNotFoundError(f"path: there is no such file: {path}")
    name = path.lower()
    if name.endswith(".parquet"):
        return LocalFile(path, "parquet", ".parquet", {}, _parquet_columns(path))
    packed = ".gz" if name.endswith(".gz") else ""
    suffix = os.path.splitext(name.removesuffix(".gz"))[1]
    if suffix not in CSV_SUFFIXES:
        raise ValueError(f"path must end in .csv, .tsv, .csv.gz, .tsv.gz or .parquet: {path}")
    separator = separator or CSV_SUFFIXES[suffix]
    params = csv_params(separator, gzipped=bool(packed))
    names = _header(path, separator, packed=bool(packed))
    check_unique(names, f"file {path}")
    columns = [{"name": each, "type": "string"} for each in names]
    return LocalFile(path, "csv", suffix + packed, params, columns)


def _header(path: str, separator: str, *, packed: bool) -> list[str]:
    """The names in the first line of a file of CSV."""
    unpack: Any = gzip.open if packed else open
    with unpack(path, "rt", encoding="utf-8-sig", newline="") as text:
        try:
            names = next(csv.reader(text, delimiter=separator), list[str]())
        except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
            raise ValueError(f"path is no file of CSV: {path}: {error}") from None
    if not names or not all(names):
        raise ValueError(f"path: its first line does not name the columns: {path}")
    return names


def _parquet_columns(path: str) -> list[Column]:
    pa = cast("Any", arrow())
    parquet: Any = import_module("pyarrow.parquet")
    try:
        schema = parquet.read_schema(path)
    except (pa.ArrowException, OSError) as error:
        raise ValueError(f"path is no file of Parquet: {path}: {error}") from None
    return columns_in_dss(schema)
