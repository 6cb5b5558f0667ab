"""Streams that are hard to read, and the values that the incumbent makes of them.

`tests/unit/test_hardrows.py` pins the values; `tests/parity/hardrows.py` compares them with what
the incumbent itself makes of the same bytes.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any, Final, NamedTuple

LONG: Final = "x" * 200_000


class Hard(NamedTuple):
    """A stream and its rows.

    Attributes:
        name: what is hard about it.
        types: types of the columns.
        data: the bytes.
        rows: the values; None where we raise on purpose and the incumbent does not, or also does.
    """

    name: str
    types: list[str]
    data: bytes
    rows: list[list[Any]] | None


def _at(*parts: int, hours: float | None = 0) -> datetime:
    zone = None if hours is None else timezone(timedelta(hours=hours))
    return datetime(*parts, tzinfo=zone)  # pyright: ignore[reportArgumentType]  (three to seven numbers)


INTS: Final = ["int", "int"]
TEXTS: Final = ["string", "string"]
DATE: Final = ["date"]

# fmt: off
HARD: Final = [
    Hard("no bytes", INTS, b"", []),
    Hard("whole numbers", INTS, b"1\t-2\n", [[1, -2]]),
    Hard("no line feed at the end", INTS, b"1\t2", [[1, 2]]),
    Hard("carriage returns and line feeds", INTS, b"1\t2\r\n3\t4\r\n", [[1, 2], [3, 4]]),
    Hard("two carriage returns", INTS, b"1\t2\r\r\n3\t4\n", [[1, 2], [3, 4]]),
    Hard("null numbers", INTS, b"\t\n", [[None, None]]),
    Hard("null texts", TEXTS, b"\t\n", [["", ""]]),
    Hard("texts of quotes only", TEXTS, b'""\t""""\n', [["", '"']]),
    Hard("a null boolean", ["boolean", "int"], b"\t1\n", [[False, 1]]),
    Hard("booleans of all kinds", ["boolean"], b"true\nTRUE\ntRue\nfalse\n1\nyes\n true\n",
         [[True], [True], [True], [False], [False], [False], [False]]),
    Hard("a float for a whole number", INTS, b"1.0\t1e5\n", [[None, None]]),
    Hard("signs and zeros", INTS, b"+7\t007\n", [[7, 7]]),
    Hard("blanks around numbers", INTS, b" 7 \t\xc2\xa08\n", [[7, 8]]),
    Hard("underscores", ["int", "double"], b"1_000\t1_0.5\n", [[1000, 10.5]]),
    Hard("digits of other scripts", INTS, "\u0661\t\uff12\n".encode(), [[1, 2]]),
    Hard("hexadecimal", INTS, b"0x10\t0X1F\n", [[None, None]]),
    Hard("twenty digits", ["bigint", "tinyint"], b"99999999999999999999\t300\n",
         [[99999999999999999999, 300]]),
    Hard("NA in numbers", ["int", "double"], b"NA\tN/A\nnull\tNULL\n", [[None, None]] * 2),
    Hard("floats of all kinds", ["double"], b"1.\n.5\n-1e-400\n1e400\n-inf\nInfinity\n1e\n1,5\n",
         [[1.0], [0.5], [-0.0], [float("inf")], [float("-inf")], [float("inf")], [None], [None]]),
    Hard("nan with something", ["double"], b"nan(1)\n", [[None]]),
    Hard("a date as DSS writes it", DATE, b"2021-01-02T03:04:05.678Z\n",
         [[_at(2021, 1, 2, 3, 4, 5, 678000)]]),
    Hard("a null date", ["date", "string"], b"\tx\n", [[None, "x"]]),
    Hard("dates of mixed forms", DATE,
         b"2021-01-02\n2021-01-02 03:04:05\n2021-01-02T03:04:05+0200\n20210102T030405Z\n",
         [[_at(2021, 1, 2, hours=None)], [_at(2021, 1, 2, 3, 4, 5, hours=None)],
          [_at(2021, 1, 2, 3, 4, 5, hours=2)], [_at(2021, 1, 2, 3, 4, 5)]]),
    Hard("dates in words", DATE, b"5 January 2026\nJan 5, 2026 10:20 UTC\n",
         [[_at(2026, 1, 5, hours=None)], [_at(2026, 1, 5, 10, 20)]]),
    Hard("days that are none", DATE, b"2021-13-05\n2021-02-30\n0000-01-01\ntomorrow\n",
         [[None]] * 4),
    Hard("times that are none", DATE, b"2021-01-02T24:00:00.000Z\n2021-01-02T23:59:60.000Z\n",
         [[None]] * 2),
    Hard("more digits than microseconds", DATE, b"2021-01-02T03:04:05.1234567Z\n",
         [[_at(2021, 1, 2, 3, 4, 5, 123456)]]),
    Hard("the last moment of all", DATE, b"9999-12-31T23:59:59.999-05:00\n",
         [[_at(9999, 12, 31, 23, 59, 59, 999000, hours=-5)]]),
    Hard("days", ["dateonly"], b"2021-01-02\n2021-01-02T03:04:05Z\n\n",
         [[_at(2021, 1, 2, hours=None)], [_at(2021, 1, 2, 3, 4, 5)], [None]]),
    Hard("times without zone", ["datetimenotz"], b"2021-01-02T03:04:05.678\n2021-01-02T03:04:05Z\n",
         [[_at(2021, 1, 2, 3, 4, 5, 678000, hours=None)], [_at(2021, 1, 2, 3, 4, 5)]]),
    Hard("a short row", ["int", "string", "boolean"], b"1\n2\ta\ttrue\n",
         [[1, None, False], [2, "a", True]]),
    Hard("a long row", INTS, b"1\t2\t3\n4\t5\n", [[1, 2, None], [4, 5]]),
    Hard("a blank line", INTS, b"1\t2\n\n3\t4\n", [[1, 2], [None, None], [3, 4]]),
    Hard("blank lines of one text", ["string"], b'a\n\n""\n\r\nb\n',
         [["a"], [None], [""], [None], ["b"]]),
    Hard("a blank line of one boolean", ["boolean"], b"\n", [[False]]),
    Hard("tabs, quotes and line ends in cells", TEXTS, b'"a\tb"\t"c ""d""\r\n\ne"\nx\ty\n',
         [["a\tb", 'c "d"\r\n\ne'], ["x", "y"]]),
    Hard("a line end of Macs in quotes", ["string"], b'"a\rb"\n', [["a\rb"]]),
    Hard("a quote inside a cell", TEXTS, b'a"b\tc"\nx\ty\n', [['a"b', 'c"'], ["x", "y"]]),
    Hard("a quote inside a cell, then quoted lines", ["string"], b'a"b\n"x\ny"\n"z"\n',
         [['a"b'], ["x\ny"], ["z"]]),
    Hard("text after a quote", TEXTS, b'"a"b\t"c" \n', [["ab", "c "]]),
    Hard("an empty line in quotes", ["string"], b'"a\n\n""\n\nb"\n', [['a\n\n"\n\nb']]),
    Hard("tabs around two quotes in quotes", ["string", "int"], b'"\t""\t"\t1\n', [['\t"\t', 1]]),
    Hard("quoted numbers and dates", ["int", "boolean", "date"],
         b'"7"\t"true"\t"2021-01-02T03:04:05.000Z"\n', [[7, True, _at(2021, 1, 2, 3, 4, 5)]]),
    Hard("quoted nothing in all types", ["int", "double", "boolean", "date"], b'""\t""\t""\t""\n',
         [[None, None, False, None]]),
    Hard("a byte order mark", ["int", "string"], b"\xef\xbb\xbf1\t\xef\xbb\xbfx\n",
         [[None, "\ufeffx"]]),
    Hard("zero bytes", TEXTS, b"a\x00b\t\x00\n", [["a\x00b", "\x00"]]),
    Hard("separators of lines of Unicode", TEXTS, "a\u2028b\tc\x85d\x0be\x1c\n".encode(),
         [["a\u2028b", "c\x85d\x0be\x1c"]]),
    Hard("letters of many bytes", TEXTS, "né\t日本語😀\n".encode(), [["né", "日本語😀"]]),
    Hard("JSON and shapes", ["array", "geopoint"], b'"[1,""a""]"\tPOINT(1 2)\n',
         [['[1,"a"]', "POINT(1 2)"]]),
    Hard("an unknown type", ["something"], b"1\n", [["1"]]),
    # Where we say that something is wrong, or read what the incumbent cannot.
    Hard("a cell above the limit of csv", TEXTS, b"a\t" + LONG.encode() + b"\n", None),
    Hard("a quote that is never closed", TEXTS, b'a\t"b\nc\td\n', None),
    Hard("a row that is cut", INTS, b"1\t2\n3", None),
    Hard("bytes that are no UTF-8", TEXTS, b"a\t\xff\n", None),
    Hard("half a letter at the end", TEXTS, b"a\t\xc3", None),
    Hard("a carriage return alone", TEXTS, b"a\tb\rc\td\n", None),
]
# fmt: on
