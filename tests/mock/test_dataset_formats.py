"""Rows of datasets of the mock: formats of files, detection, formulas, samples."""

from __future__ import annotations

import gzip
from typing import Any

import pytest

from dssmock import errors
from dssmock.core import DSSMock
from dssmock.services import _dataset_csv as formats
from dssmock.services import _dataset_state as state
from dssmock.services import _dataset_write as writing
from dssmock.sql.formula import to_sql

DATASETS = "/projects/P/datasets/"
COLUMNS = [
    {"name": "id", "type": "bigint"},
    {"name": "text", "type": "string"},
    {"name": "list", "type": "array"},
]


@pytest.fixture
def mock() -> DSSMock:
    mock = DSSMock()
    body = {"projectKey": "P", "name": "P", "owner": "admin"}
    assert mock.request("POST", "/projects/", json=body).status == 200
    for name, kind in (("db", "PostgreSQL"), ("files", "Filesystem")):
        mock.table("connections").add(name, {"name": name, "type": kind})
    return mock


def make(mock: DSSMock, name: str, kind: str = "Inline", **given: Any) -> dict[str, Any]:
    """Add a dataset; gives its definition."""
    return state.add(mock, "P", name, kind, given, "admin")


def text_of(mock: DSSMock, name: str, **query: Any) -> str:
    """The rows of a dataset as they are sent."""
    answer = mock.request("GET", f"{DATASETS}{name}/data/", query=query)
    assert answer.status == 200, answer.text
    return answer.text


FILES: dict[str, tuple[dict[str, Any], bytes]] = {
    "excel": ({}, b'1,"a ""b"", c",[1]\n'),
    "tab": ({"separator": "\t"}, b'1\t"a ""b"", c"\t[1]\n'),
    "unix": ({"style": "unix"}, b'1,"a \\"b\\", c",[1]\n'),
    "escape": ({"style": "escape_only"}, b'1,a "b"\\, c,[1]\n'),
    "none": ({"style": "no_escape_no_quote", "separator": "|"}, b'1|a "b", c|[1]\n'),
    "header": ({"parseHeaderRow": True}, b'id,text,list\n1,"a ""b"", c",[1]\n'),
    "skip": (
        {"skipRowsBeforeHeader": 1, "parseHeaderRow": True, "skipRowsAfterHeader": 1},
        b'comment\nid,text,list\nunits,,\n1,"a ""b"", c",[1]\n',
    ),
    "latin1": ({"charset": "latin1"}, b'1,"a ""b"", c",[1]\n'),
    "bom": ({}, b'\xef\xbb\xbf1,"a ""b"", c",[1]\n'),
    "gzip": ({"compress": "gz"}, gzip.compress(b'1,"a ""b"", c",[1]\n')),
    "odd": ({"separator": 3, "quoteChar": None, "charset": 1}, b'1,"a ""b"", c",[1]\n'),
    "long": ({}, b'1,"a ""b"", c",[1],beyond\n\n'),
}


@pytest.mark.parametrize("name", FILES)
def test_files_of_each_format_are_read(mock: DSSMock, name: str) -> None:
    params, data = FILES[name]
    make(mock, name, formatType="csv", formatParams={"x": 1, **params}, schema={"columns": COLUMNS})
    mock.blobs.put(f"projects/P/datasets/{name}/a.csv", data)
    assert text_of(mock, name) == '1\t"a ""b"", c"\t[1]\n'


@pytest.mark.parametrize("name", [name for name in FILES if name not in {"bom", "odd", "long"}])
def test_files_of_each_format_are_written(mock: DSSMock, name: str) -> None:
    params, _ = FILES[name]
    given = {"formatType": "csv", "formatParams": params or {"style": "excel"}}
    document = make(mock, name, schema={"columns": COLUMNS}, **given)
    rows = [[1, 'a "b", c', "[1]"], [2, r"back\slash", None], [None, None, None]]
    writing.put_rows(mock, document, rows)
    written = '1\t"a ""b"", c"\t[1]\n2\tback\\slash\t\n\t\t\n'
    assert text_of(mock, name) == written


def test_files_that_cannot_be_read_are_named(mock: DSSMock) -> None:
    columns = {"columns": COLUMNS}
    for name, params, data, said in (
        ("broken", {}, b"\x1f\x8b no gzip", "broken.csv"),
        ("bytes", {}, b"\xff\xff", "bytes.csv"),
        ("charset", {"charset": "klingon"}, b"1", "klingon"),
        ("separator", {"separator": "::"}, b"1", "'::'"),
        ("cr", {}, b'1,"a\rb",c\rd\n', None),
    ):
        make(mock, name, formatType="csv", formatParams={"x": 1, **params}, schema=columns)
        mock.blobs.put(f"projects/P/datasets/{name}/{name}.csv", data)
        answer = mock.request("GET", f"{DATASETS}{name}/data/")
        assert answer.status == (200 if said is None else 400)
        assert said is None or said in answer.json()["message"]


def test_other_formats_than_csv_are_kept_as_csv(mock: DSSMock) -> None:
    document = make(mock, "x", formatType="parquet", schema={"columns": COLUMNS[:1]})
    writing.put_rows(mock, document, [[1], [2]])
    assert text_of(mock, "x", format="json") == "[[1],\n[2]]"
    assert text_of(mock, "x", format="tsv-excel-header") == "id\n1\n2\n"
    assert mock.request("GET", f"{DATASETS}x/data/", query={"format": "xml"}).status == 400


@pytest.mark.parametrize(
    ("data", "separator", "header", "kinds"),
    [
        (b"a,b\n1,2.5\n", ",", True, ["bigint", "double"]),
        (b"1;x\n2;y\n", ";", False, ["bigint", "string"]),
        (b"a|b|c\n2024-01-01T10:00:00Z|2024-01-01 10:00|true\n", "|", True,
         ["date", "datetimenotz", "boolean"]),
        (b"alone\n", ",", False, ["string"]),
        (b"a,a,\n1,2,3\n", ",", False, ["string", "string", "bigint"]),
        (b"\n\n", ",", False, []),
        (b"", ",", False, []),
        (b"a,b\n,1\n,\n", ",", True, ["string", "bigint"]),
    ],
)  # fmt: skip
def test_detection(data: bytes, separator: str, header: bool, kinds: list[str]) -> None:
    params, columns = formats.detect(data, "a.csv", infer=True)
    assert (params["separator"], params["parseHeaderRow"]) == (separator, header)
    assert [column["type"] for column in columns] == kinds


def test_names_of_detected_columns_are_unique() -> None:
    _, columns = formats.detect(b"1,2,3\n4,5,6\n", "a.csv", infer=False)
    assert [column["name"] for column in columns] == ["col_0", "col_1", "col_2"]
    assert formats._unique(["a", "a", " ", "a_1"], 4) == ["a", "a_1", "col_2", "a_1_1"]


@pytest.mark.parametrize(
    ("formula", "count"),
    [
        ("id > 1", 2),
        ("id > 1 && text == 'b'", 1),
        ('id == 1 || val("text") == "b"', 2),
        ("id > 1 and text == 'b' or id == 1", 2),
        ("!(id > 1)", 1),
        ("-id < -2", 1),
        ("id * 2 + 1 == 7", 1),
        ("(id + 1) % 2 == 0", 2),
        ('numval("id") / 2 >= 1.5e0', 1),
        ('strval("id") == "3"', 1),
        ("isBlank(text)", 1),
        ("isNonBlank(text)", 2),
        ("isNull(text) == true", 1),
        ("length(text) == 1", 2),
        ("contains(text, 'b')", 1),
        ("${text} != 'b'", 1),
        ("if(id > 2, 'x', 'y') == 'x'", 1),
        ("toUppercase(text) + '!' == 'A!'", 1),
        (r'text == "\"quoted\""', 0),
        ("null", 0),
    ],
)
def test_formulas(mock: DSSMock, formula: str, count: int) -> None:
    document = make(mock, "x", schema={"columns": COLUMNS[:2]})
    writing.put_rows(mock, document, [[1, "a"], [2, "b"], [3, None]])
    assert len(text_of(mock, "x", filter=formula).splitlines()) == count


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("id >", "ends too early"),
        ("id 3", "the end was expected"),
        ("(id", "was expected"),
        ("id > § 3", "nothing known begins"),
        ("other > 3", "no column 'other'"),
        ("val(id)", "name of a column in quotes"),
        ('val("other")', "no column 'other'"),
        ("fly(id)", "function fly"),
        ("length(id, 3)", "takes 1 values"),
        ("* 3", "stands where a value should"),
        ("(" * 5000, "nested"),
    ],
)
def test_formulas_that_are_wrong(formula: str, said: str) -> None:
    with pytest.raises(errors.BadRequest, match=said):
        to_sql(formula, ["id"])


@pytest.mark.parametrize(
    "sampling",
    [
        "FULL",
        "[]",
        '{"samplingMethod": "HEAD_SEQUENTIAL"}',
        '{"samplingMethod": "HEAD_SEQUENTIAL", "maxRecords": -1}',
        '{"samplingMethod": "RANDOM_FIXED_RATIO", "targetRatio": 3}',
        '{"samplingMethod": "COLUMN_BASED", "column": "other", "maxRecords": 1}',
    ],
)
def test_samples_that_are_wrong(mock: DSSMock, sampling: str) -> None:
    make(mock, "x", schema={"columns": COLUMNS})
    answer = mock.request("GET", f"{DATASETS}x/data/", query={"sampling": sampling})
    assert answer.status == 400
