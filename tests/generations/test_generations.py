"""The machinery that runs a table of today with a package of yesterday."""

from __future__ import annotations

import io
import sys
from collections import Counter
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from rich.console import Console

from dssmock.core import Request, Response
from tests.generations import stages
from tests.generations.lenient import BROKEN, FOLLOWS, GUARD, Notes, lenient
from tests.generations.lenient import kind_of as kind_of_failure
from tests.generations.report import Row, examine, judge, kind_of, load_rows, show
from tests.generations.stages import run
from tests.parity.sides import Watched

SOURCE = """
def act(see):
    see.append(1)
    x = see.nothing
    see.append(x)
    for n in (2, 3):
        see.append(n)
    see[9]
    _part(see)
    see("all", [see.nothing, _given(see), 6])
    def later():
        return 7
    see.append(later())


def _part(see):
    see.nothing
    see.append(4)


def _given(see):
    see.append(5)
    return see.nothing
"""


class Seen(list[Any]):
    def __call__(self, *values: Any) -> None:
        self.extend(values)


def test_each_statement_stands_alone(tmp_path: Path) -> None:
    file = tmp_path / "table.py"
    file.write_text(SOURCE)
    module = ModuleType("table")
    module.__file__ = str(file)
    functions = lenient(module)
    assert set(functions) == {"act"}
    notes = Notes("dataikuapi")
    functions["act"].__globals__[GUARD] = notes
    seen = Seen()
    functions["act"](seen)
    assert seen == [1, 2, 3, 4, 5, "all, 3", 6, 7]
    assert [line for _, line, _ in notes.failed] == [4, 5, 8, 17, 10, 10, 10]


class DataikuException(Exception):
    pass


@pytest.mark.parametrize(
    ("text", "after", "kind"),
    [
        ("server.NotFoundException: no project", True, FOLLOWS),
        ("server.NotFoundException: no project", False, BROKEN),
        ("IllegalArgumentException: no", True, BROKEN),
    ],
)
def test_refusal_follows_only_where_something_is_not_there(
    text: str, after: bool, kind: str
) -> None:
    outside = Future[None]()
    outside.set_exception(DataikuException(text))
    with pytest.raises(DataikuException) as caught:
        outside.result()
    assert kind_of_failure(caught.value, "dataikuapi", after=after) == kind


def record(**more: Any) -> dict[str, Any]:
    call = {"method": "GET", "path": "/x", "operation": "x", "status": 200, "warnings": []}
    step = {"label": "read", "result": [], "requests": [{**call, **more}]}
    act = {"steps": [step], "failed": [["broken", 3, "KeyError: 'a'"], ["absent", 4, "b"]]}
    return {"version": "8.0.0", "acts": {"things.act": act}, "defects": [], "faults": {},
            "methods": {"Thing.read": True, "Thing.old": False, "Other.x": False}}  # fmt: skip


def test_findings_are_judged_by_the_rows() -> None:
    newest = record()
    newest["acts"]["things.act"]["steps"][0]["result"] = {"object Thing": {}}
    newest["methods"] = {"Thing.read": True}
    rows = [Row("8.*", "broken/things.act/*", "so")]
    used = set[Row]()
    found = record(operation=None, warnings=["unknown parameter a"])
    outcome = examine(found, newest, {"Thing.read"}, rows, used)
    assert used == set(rows)
    assert (outcome.accepted, outcome.methods) == (1, (1, 2))
    assert outcome.left_out == Counter(broken=1, absent=1)
    places = [finding.at for finding in outcome.findings]
    assert places == [
        "route/things.act/read", "unknown/things.act/read", "type/things.act/read",
        "method/Thing.old",
    ]  # fmt: skip
    console = Console(record=True, file=io.StringIO())
    show(console, [outcome], [Row("9", "x", "y")], 1.0)
    assert "5 things to explain" in console.export_text()
    outcome.drop("method/")
    assert [finding.at for finding in outcome.findings] == places[:3]


def test_row_that_was_not_met_is_found() -> None:
    records = {"8.0.0": record()}
    rows = [Row("*", "broken/things.act/3", "so"), Row("9.*", "*", "never")]
    outcomes, unused = judge(records, "15.2.0", set(), rows, whole=True)
    assert unused == rows[1:]
    assert [outcome.findings for outcome in outcomes] == [[]]
    assert judge(records, "15.2.0", set(), rows, whole=False)[1] == []


class Wrong(Watched):
    """An instance whose groups are gone when they are listed."""

    def handle(self, request: Request) -> Response:
        listing = request.method == "GET" and request.path.endswith("/admin/groups/")
        answer = super().handle(request)
        return replace(answer, content=b"{}") if listing else answer


def test_wrong_answer_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    python = Path(sys.executable)
    right = run("15.2.0", python, "groups.groups")
    monkeypatch.setattr(stages, "Watched", Wrong)
    wrong = {**run("14.7.5", python, "groups.groups"), "methods": right["methods"]}
    records = {"14.7.5": wrong, "15.2.0": right}
    [old, new], _ = judge(records, "15.2.0", set(), [], whole=False)
    assert new.findings == []
    places = [finding.at.rpartition("/")[0] for finding in old.findings]
    assert places == ["broken/groups.groups"] * 2


def test_request_without_a_handler_is_found() -> None:
    outcome = examine(record(status=501), None, set(), load_rows(), set())
    assert "handler/things.act/read" in [finding.at for finding in outcome.findings]


def test_kinds_of_results() -> None:
    error = {"raised": {"class": "DataikuException"}}
    shapes = [None, [], {"object A": {}}, {"a": 1}, {"a": 1, "b": 2}, error, {"no error": 1}]
    assert [kind_of(each) for each in shapes] == [
        "NoneType", "list", "object A", "dict", "dict", "error DataikuException", "no error",
    ]  # fmt: skip
