"""CSV as datasets keep it: read and written as the parameters of the format say, and guessed."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from dssmock import errors
from dssmock.services._loose import as_text

Row = list[str | None]
GZIP: Final = b"\x1f\x8b"
SEPARATORS: Final = (",", "\t", ";", "|")
CHARSETS: Final = {"utf8": "utf-8-sig", "utf-8": "utf-8-sig"}
# Longer cells are refused by DSS too, if later.
LONGEST_CELL: Final = 64 * 1024 * 1024
SAMPLE_LINES: Final = 200
PIECE: Final = 64 * 1024
# What a packed file may hold: one of a few bytes can unpack to gigabytes.
LARGEST: Final = 256 * 1024 * 1024
_KINDS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("boolean", re.compile(r"true|false", re.IGNORECASE)),
    ("bigint", re.compile(r"[+-]?\d{1,18}")),
    ("double", re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")),
    ("dateonly", re.compile(r"\d{4}-\d\d-\d\d")),
    ("datetimenotz", re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?")),
    ("date", re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)")),
)


def _number(params: Mapping[str, Any], name: str) -> int:
    value = params.get(name)
    return value if isinstance(value, int) and value > 0 else 0


def _dialect(params: Mapping[str, Any]) -> dict[str, Any]:
    separator = as_text(params.get("separator")) or ","
    quote = as_text(params.get("quoteChar")) or '"'
    if len(separator) != 1 or len(quote) != 1 or separator in "\r\n" or quote in "\r\n":
        raise errors.BadRequest(f"Invalid format: separator {separator!r}, quote {quote!r}")
    style = params.get("style") or "excel"
    if style == "no_escape_no_quote":
        return {"delimiter": separator, "quoting": csv.QUOTE_NONE, "quotechar": None}
    if style == "escape_only":
        escape = as_text(params.get("escapeChar"))[:1] or "\\"
        plain = {"quoting": csv.QUOTE_NONE, "quotechar": None}
        return {"delimiter": separator, "escapechar": escape, **plain}
    if style == "unix":
        escape = as_text(params.get("escapeChar"))[:1] or "\\"
        known = {"delimiter": separator, "quotechar": quote, "escapechar": escape}
        return {**known, "doublequote": False}
    return {"delimiter": separator, "quotechar": quote}


def text_of(data: bytes, charset: str, name: str) -> str:
    """The text of a file, unpacked if it is a gzip.

    Raises:
        errors.BadRequest: it is no text of this charset, or a broken gzip.
    """
    if data.startswith(GZIP):
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
                data = packed.read(LARGEST + 1)
        except (OSError, EOFError, zlib.error) as problem:
            raise errors.BadRequest(f"Cannot read file {name}: {problem}") from problem
        if len(data) > LARGEST:
            raise errors.BadRequest(f"Cannot read file {name}: it is too large unpacked")
    charset = charset or "utf8"
    try:
        return data.decode(CHARSETS.get(charset.lower(), charset))
    except (UnicodeDecodeError, LookupError) as problem:
        raise errors.BadRequest(f"Cannot read file {name} as {charset}: {problem}") from problem


def _parsed(lines: Iterable[str], params: Mapping[str, Any], name: str) -> Iterator[list[str]]:
    wanted = islice(lines, _number(params, "skipRowsBeforeHeader"), None)
    csv.field_size_limit(LONGEST_CELL)
    try:
        yield from csv.reader(wanted, **_dialect(params))
    except csv.Error as problem:
        raise errors.BadRequest(f"Cannot read file {name} as CSV: {problem}") from problem


def _lines(data: bytes, charset: str, name: str) -> Iterable[str]:
    """The lines of a file with their ends, decoded as they are read: all at once take much memory.

    Raises:
        errors.BadRequest: it is no text of this charset, or a broken gzip.
    """
    if data.startswith(GZIP):
        return io.StringIO(text_of(data, charset, name), newline="")
    charset = charset or "utf8"
    kind = CHARSETS.get(charset.lower(), charset)
    try:
        # Looked through first: what cannot be decoded is said before the first row.
        with io.TextIOWrapper(io.BytesIO(data), kind, newline="") as text:
            while text.read(PIECE):
                pass
    except (UnicodeDecodeError, LookupError) as problem:
        raise errors.BadRequest(f"Cannot read file {name} as {charset}: {problem}") from problem
    return io.TextIOWrapper(io.BytesIO(data), kind, newline="")


def read(data: bytes, params: Mapping[str, Any], width: int, name: str) -> Iterator[Row]:
    """The rows of a file; empty cells are null, short rows are filled and long ones cut.

    Args:
        data: the file.
        params: parameters of the format.
        width: how many columns the schema has.
        name: name of the file, for errors.

    Raises:
        errors.BadRequest: it cannot be read so.
    """
    _dialect(params)
    parsed = _parsed(_lines(data, as_text(params.get("charset")), name), params, name)
    skipped = _number(params, "skipRowsAfterHeader") + bool(params.get("parseHeaderRow"))
    return (
        [cell or None for cell in row[:width]] + [None] * (width - len(row))
        for row in islice(parsed, skipped, None)
        if row
    )


def write(names: Sequence[str], rows: Iterable[Sequence[str]], params: Mapping[str, Any]) -> bytes:
    """A file with these rows, as the parameters of the format say."""
    file = io.StringIO()
    file.write("\n" * _number(params, "skipRowsBeforeHeader"))
    dialect = {**_dialect(params), "lineterminator": "\n"}
    writer = csv.writer(file, **dialect)
    if params.get("parseHeaderRow"):
        writer.writerow(names)
    writer.writerows([["" for _ in names]] * _number(params, "skipRowsAfterHeader"))
    bare = "quotechar" in dialect and "escapechar" not in dialect and not dialect["quotechar"]
    writer.writerows(_harmless(rows, dialect["delimiter"]) if bare else rows)
    charset = as_text(params.get("charset")) or "utf8"
    data = file.getvalue().encode("utf-8" if charset.lower() in CHARSETS else charset, "replace")
    return gzip.compress(data, mtime=0) if params.get("compress") == "gz" else data


def _harmless(rows: Iterable[Sequence[str]], separator: str) -> Iterator[list[str]]:
    """Rows for a format that can neither quote nor escape: what would end a cell is a space."""
    for row in rows:
        yield [re.sub(rf"[{re.escape(separator)}\r\n]", " ", cell) for cell in row]


def detect(data: bytes, name: str, *, infer: bool) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What parameters a file of CSV seems to need, and which columns it has.

    Args:
        data: the file.
        name: its name, for errors.
        infer: whether columns get types other than string.

    Raises:
        errors.BadRequest: it is no text.
    """
    text = text_of(data, "", name)
    if "\0" in text:
        raise errors.BadRequest(f"Cannot read file {name} as CSV: it is binary")
    lines = text.splitlines()[:SAMPLE_LINES]
    separator = max(SEPARATORS, key=lambda mark: (_evenness(lines, mark), -SEPARATORS.index(mark)))
    params = {
        "style": "excel",
        "charset": "utf8",
        "separator": separator,
        "quoteChar": '"',
        "escapeChar": "\\",
        "parseHeaderRow": True,
        "skipRowsBeforeHeader": 0,
        "skipRowsAfterHeader": 0,
        "compress": "gz" if data.startswith(GZIP) else "",
    }
    rows = [row for row in _parsed(io.StringIO(text, newline=""), params, name) if row]
    params["parseHeaderRow"] = header = bool(rows) and _is_header(rows)
    width = max(map(len, rows), default=0)
    names = _unique(rows[0] if header else [], width)
    body = rows[1:] if header else rows
    columns = [{"name": each, "type": "string"} for each in names]
    if infer:
        for at, column in enumerate(columns):
            column["type"] = kind_of(row[at] for row in body if len(row) > at)
    return params, columns


def _evenness(lines: Sequence[str], mark: str) -> int:
    """How many lines have as many of a mark as the first, times how many that is."""
    counts = [line.count(mark) for line in lines]
    return counts.count(counts[0]) * min(counts[0], 1) if counts else 0


def _is_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row has names: all there, no numbers, none twice."""
    first = rows[0]
    named = all(cell and kind_of([cell]) == "string" for cell in first)
    return named and len(set(first)) == len(first) and len(rows) > 1


def _unique(names: Sequence[str], width: int) -> list[str]:
    """A name for each column, none twice."""
    found: list[str] = []
    for at in range(width):
        name = names[at].strip() if at < len(names) and names[at].strip() else f"col_{at}"
        base, number = name, 1
        while name in found:
            name, number = f"{base}_{number}", number + 1
        found.append(name)
    return found


def kind_of(cells: Iterable[str | None]) -> str:
    """The narrowest type that all cells have; a column without values is text."""
    left = list(_KINDS)
    some = False
    for cell in cells:
        if cell:
            some = True
            left = [each for each in left if each[1].fullmatch(cell)]
    return left[0][0] if some and left else "string"
