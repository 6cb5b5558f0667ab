"""What counts as a difference, and what a listed difference covers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.parity.compare import Point, compare_records, diff
from tests.parity.differences import Row, judge, load_rows

REQUEST = {"method": "GET", "path": "/a%20b/", "query": {}, "body": None}


def record(result: Any = None, *requests: Any, broken: str | None = None) -> dict[str, Any]:
    step = {"label": "read", "result": result, "requests": list(requests)}
    return {"users.life": {"steps": [step], "broken": broken}}


def places(theirs: Any, ours: Any) -> list[str]:
    return [point.at for point in compare_records(theirs, ours)]


def raised(name: str, message: str, *bases: str) -> dict[str, Any]:
    return {"raised": {"class": name, "classes": [name, *bases, "Exception"], "message": message}}


def test_equal_records_have_no_difference() -> None:
    assert places(record({"a": [1, None]}, REQUEST), record({"a": [1, None]}, REQUEST)) == []


@pytest.mark.parametrize(
    ("theirs", "ours", "at"),
    [
        ({"a": 1}, {"a": True}, "/result/a"),
        ({"a": 1}, {"a": 1.0}, "/result/a"),
        ({"a": None}, {}, "/result/a"),
        ({}, {"a": None}, "/result/a"),
        ([1, 2], [1], "/result/1..."),
        ([1], [2], "/result/0"),
        ({"tuple": [1]}, [1], "/result"),
        ({"object A": {"x": 1}}, {"object B": {"x": 1}}, "/result/object A"),
    ],
)
def test_other_values_are_a_difference(theirs: Any, ours: Any, at: str) -> None:
    assert at in places(record(theirs), record(ours))


def test_requests_are_compared_with_their_paths_decoded() -> None:
    spelt = {**REQUEST, "path": "/a b/"}
    assert places(record(None, REQUEST), record(None, spelt)) == []
    slash = {**REQUEST, "path": "/a%2Fb/"}
    plain = {**REQUEST, "path": "/a/b/"}
    assert places(record(None, slash), record(None, plain)) == ["/requests/0/path"]


def test_requests_of_one_side_only_are_one_place() -> None:
    other = {**REQUEST, "path": "/b/", "operation": "b_list"}
    more = {**other, "query": {"x": 1}}
    theirs, ours = record(None, REQUEST, other), record(None, more)
    assert [(point.at, point.theirs, point.ours) for point in compare_records(theirs, ours)] == [
        ("/requests/more", ["GET /a b/"], []),
        ("/requests/1/query/x", "(absent)", 1),
    ]
    assert places(ours, theirs)[0] == "/requests/more"
    assert places(record(None, REQUEST, REQUEST), record(None, other)) == ["/requests/more"]


def test_more_attributes_of_ours_are_fine_and_fewer_are_not() -> None:
    small, large = {"object A": {"x": 1}}, {"object A": {"x": 1, "y": 2}}
    assert places(record(small), record(large)) == []
    assert places(record(large), record(small)) == ["/result/object A/y"]


def test_errors_may_be_of_a_subclass_and_say_what_the_server_said() -> None:
    theirs = raised("DataikuException", "x: gone")
    ours = raised("NotFound", "x: gone", "DataikuException")
    assert places(record(theirs), record(ours)) == []
    other = raised("NotFound", "y: gone", "DataikuException")
    assert places(record(theirs, REQUEST), record(other, REQUEST)) == ["/result/raised/message"]
    # Without a request it was no server that said it.
    assert places(record(theirs), record(other)) == ["/result/raised/words"]
    assert places(record(ours), record(theirs)) == ["/result/raised/class"]
    words = raised("ValueError", "no"), raised("ValueError", "a must not be empty")
    assert places(record(words[0]), record(words[1])) == ["/result/raised/words"]
    assert places(record(theirs), record({"raised": "a member of a dict"} | {"b": 1})) == [
        "/result"
    ]


def test_an_error_that_nobody_raises_is_one() -> None:
    quiet = {"no error": 1}
    assert places(record(quiet), record(quiet)) == ["/result/no error"]


def test_broken_and_missing_functions_are_differences() -> None:
    assert places(record(broken="line 1"), record()) == ["/incumbent"]
    assert places(record(), {}) == ["/ours"]
    nothing: dict[str, Any] = {"users.life": {"steps": [], "broken": None}}
    assert places(record(), nothing) == [""]


def test_differences_show_both_sides() -> None:
    assert list(diff({"a": 1}, {"a": 2}, "")) == [("/a", 1, 2)]


POINT = Point("users.life/read", "/result/a", 1, [2])


@pytest.mark.parametrize(
    ("row", "covered"),
    [
        (Row("users.*", "/result/*", "so"), True),
        (Row("users.*", "/requests/*", "so"), False),
        (Row("groups.*", "*", "so"), False),
        (Row("*", "*", "so", theirs=1, ours=[2]), True),
        (Row("*", "*", "so", theirs=2), False),
        (Row("*", "*", "so", ours=[]), False),
    ],
)
def test_row_covers_what_its_patterns_and_values_say(row: Row, covered: bool) -> None:
    assert row.covers(POINT) is covered


def test_rows_are_used_or_told() -> None:
    used, unused = Row("users.*", "*", "so"), Row("groups.*", "*", "so")
    verdict = judge([POINT, POINT, Point("x/y", "", 1, 2)], [unused, used])
    assert verdict.unused == [unused]
    assert [point.step for point in verdict.unexplained] == ["x/y"]
    assert verdict.explained == 2


def test_rows_of_the_project_have_reasons() -> None:
    assert all(row.why for row in load_rows())


def test_row_with_a_slip_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "rows.toml"
    file.write_text('[[difference]]\nstep = "a"\nat = "b"\nwy = "c"\n')
    with pytest.raises(TypeError, match="wy"):
        load_rows(file)
