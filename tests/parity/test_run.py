"""The machinery at work, with this package on both sides."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from tests.parity.compare import compare_records
from tests.parity.differences import Row
from tests.parity.report import examine, show
from tests.parity.shapes import Shaper
from tests.parity.sides import Side, run_calls, run_read_back

OURS = Side("ours", Path(sys.executable))


def test_package_is_equal_to_itself() -> None:
    records = run_calls(OURS, OURS, "groups.")
    back = run_read_back(OURS, OURS, "_groups")
    outcome = examine(records, back, [])
    assert (outcome.points, outcome.faults) == ([], [])
    assert outcome.calls == outcome.requests == 11
    assert outcome.read_back == 2
    assert "no call reaches the operation user_list" in outcome.gaps
    assert not outcome.good
    unused = examine(records, back, [Row("*", "*", "so")])
    assert "a listed difference was not met: * *" in unused.gaps


def test_difference_is_found_and_shown() -> None:
    records = run_calls(OURS, OURS, "groups.")
    [step, *_] = records[1]["acts"]["groups.groups"]["steps"]
    step["result"][0]["name"] = "others"
    step["requests"][0]["operation"] = None
    [point, *_] = compare_records(records[0]["acts"], records[1]["acts"])
    assert point.step == "groups.groups/list"
    outcome = examine(records, run_read_back(OURS, OURS, "nothing"), [])
    places = {point.at for point in outcome.points}
    assert places == {"/requests/0/operation", "/result/0/name", "/ours/unanswered"}
    console = Console(record=True, quiet=True)
    show(console, outcome, 1.0)


class Colour(Enum):
    RED = 1


class Handle:
    def __init__(self) -> None:
        self.client = self
        self.name = "at http://127.0.0.1:1234"
        self.wrap = str
        self._data = 1


class Node:
    def __init__(self) -> None:
        self.parent = [self]


class Item(dict[str, Any]):
    pass


def numbers() -> Iterator[int]:
    yield 1


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        (None, None),
        (True, True),
        (1.5, 1.5),
        (float("nan"), {"float": "nan"}),
        ("k_tmp_abcdefghiJ", "k_tmp_RANDOM"),
        ("of dd106490-9049-473f-9b30-b18aeecdb265", "of SESSION"),
        (b"ab", {"bytes": "ab"}),
        ((1, "a"), {"tuple": [1, "a"]}),
        ({"b", "a"}, {"set": ["a", "b"]}),
        (Item(a=1), {"dict Item": {"a": 1}}),
        (Colour.RED, {"enum": "Colour.RED"}),
        (datetime(2026, 1, 5, tzinfo=UTC), {"time": "2026-01-05T00:00:00+00:00"}),
        (Handle(), {"object Handle": {"name": "at URL"}}),
        (Node(), {"object Node": {"parent": [{"again": "Node"}]}}),
        (object(), {"object object": {}}),
        (numbers(), {"iterator": [1]}),
    ],
)
def test_values_have_shapes(value: Any, shape: Any) -> None:
    assert Shaper({"http://127.0.0.1:1234": "URL"}).value(value) == shape


def test_long_bytes_are_told_by_their_hash() -> None:
    shape = Shaper({}).value(b"x" * 100)
    assert shape["bytes"] == 100
    assert len(shape["sha256"]) == 64


def test_error_is_told_by_its_classes_and_first_line() -> None:
    shape = Shaper({}).value(KeyError("a"))
    assert shape["raised"]["classes"][:2] == ["KeyError", "LookupError"]
    assert Shaper({}).error(ValueError("a\nb"))["raised"]["message"] == "a"
