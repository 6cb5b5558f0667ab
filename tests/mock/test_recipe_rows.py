from __future__ import annotations

from typing import Any

import pytest

from dssmock.core import DSSMock
from tests.recipes import (
    COLUMNS,
    change,
    make,
    make_again,
    orders,
    refused,
    run,
)
from tests.tables import add_table, columns_of, rows_in


@pytest.fixture
def mock() -> DSSMock:
    return orders()


def test_sync_copies_rows_and_columns(mock: DSSMock) -> None:
    found = run(mock, make(mock, "sync"))
    assert [row[:2] for row in found] == [("a", 10), ("a", 20), ("b", 30), (None, 5)]
    assert columns_of(mock, "SALES", "out") == COLUMNS.split()


def test_distinct_counts(mock: DSSMock) -> None:
    path = make(mock, "distinct")
    change(mock, path, {"keys": [{"column": "customer"}], "globalCount": True})
    assert run(mock, path) == [("a", 2), ("b", 1), (None, 1)]


def test_distinct_of_all_columns(mock: DSSMock) -> None:
    path = make(mock, "distinct")
    change(mock, path, {"keys": []})
    assert len(run(mock, path)) == 4


def test_sampling_takes_the_first_rows_that_a_filter_keeps(mock: DSSMock) -> None:
    path = make(mock, "sampling")
    rule = {"enabled": True, "uiData": {"mode": "CUSTOM"}, "expression": "amount >= 10"}
    selection = {"samplingMethod": "HEAD_SEQUENTIAL", "maxRecords": 2}
    change(mock, path, selection=selection, filter=rule)
    assert [row[1] for row in run(mock, path)] == [10, 20]


def test_top_n_within_groups(mock: DSSMock) -> None:
    path = make(mock, "topn")
    orders = [{"column": "amount", "desc": True}]
    change(
        mock,
        path,
        {
            "orders": orders,
            "keys": ["customer"],
            "firstRows": 1,
            "rowNumber": True,
            "retrievedColumnsSelectionMode": "EXPLICIT",
            "retrievedColumns": [{"name": "customer"}, "amount"],
        },
    )
    assert set(run(mock, path)) == {(None, 5, 1), ("a", 20, 1), ("b", 30, 1)}
    change(mock, path, {"keys": [{"column": "customer"}], "firstRows": 0, "lastRows": 1})
    assert set(run(mock, path)) == {(None, 5, 1), ("a", 10, 2), ("b", 30, 1)}


def test_top_n_without_order(mock: DSSMock) -> None:
    path = make(mock, "topn")
    change(mock, path, {"firstRows": 3})
    assert len(run(mock, path)) == 3


def test_grouping_aggregates(mock: DSSMock) -> None:
    path = make(mock, "grouping")
    every = (
        "count",
        "countDistinct",
        "min",
        "max",
        "avg",
        "sum",
        "concat",
        "first",
        "last",
        "mode",
    )
    values = [
        {"column": "amount", **dict.fromkeys(every, True)},
        {"column": "rate", "stddev": True, "sum": True},
    ]
    rule = {
        "enabled": True,
        "uiData": {"mode": "||", "conditions": [{"input": "customer", "operator": "not empty"}]},
    }
    post = {"enabled": True, "uiData": {"mode": "CUSTOM"}, "expression": "count > 1"}
    computed = [{"name": "twice", "expr": "amount * 2", "mode": "GREL", "type": "bigint"}]
    change(
        mock,
        path,
        {
            "keys": [{"column": "customer"}],
            "values": [*values, {"column": "twice", "max": True}],
            "preFilter": rule,
            "postFilter": post,
            "computedColumns": computed,
        },
    )
    row = run(mock, path)[0]
    assert row[:7] == ("a", 2, 2, 10, 20, 15.0, 30)
    assert columns_of(mock, "SALES", "out")[-4:] == [
        "rate_sum:double",
        "rate_stddev:double",
        "twice_max:bigint",
        "count:bigint",
    ]


def test_grouping_of_everything(mock: DSSMock) -> None:
    path = make(mock, "grouping")
    assert run(mock, path) == [(4,)]
    change(mock, path, {"globalCount": False})
    assert "neither keys nor aggregations" in refused(mock, path)


def conditions(*given: dict[str, Any], mode: str = "&&") -> dict[str, Any]:
    return {"enabled": True, "uiData": {"mode": mode, "conditions": list(given)}}


@pytest.mark.parametrize(
    ("condition", "amounts"),
    [
        ({"operator": "is empty"}, [5]),
        ({"operator": "not empty string"}, [10, 20, 30]),
        ({"operator": "empty string"}, [5]),
        ({"operator": "== [string]", "string": "a"}, [10, 20]),
        ({"operator": "== [string]i", "string": "A"}, [10, 20]),
        ({"operator": "!= [string]", "string": "a"}, [5, 30]),
        ({"operator": "contains", "string": "b"}, [30]),
        ({"operator": "regex", "string": "[ab]"}, [10, 20, 30]),
        ({"operator": "in [string]", "items": [{"string": "b"}, {"string": "c"}]}, [30]),
        ({"operator": "not in [string]", "items": [{"string": "b"}]}, [5, 10, 20]),
        ({"input": "amount", "operator": "== [number]", "num": 10}, [10]),
        ({"input": "amount", "operator": "!= [number]", "num": 10}, [5, 20, 30]),
        ({"input": "amount", "operator": "<  [number]", "num": 10}, [5]),
        ({"input": "amount", "operator": "in [number]", "items": [{"num": 5}]}, [5]),
        ({"input": "amount", "operator": "not in [number]", "items": [{"num": 5}]}, [10, 20, 30]),
        ({"input": "amount", "operator": "in [number]"}, []),
        ({"input": "day", "operator": ">  [date]", "date": "2026-01-02"}, [30]),
        ({"input": "day", "operator": "<= [date]", "date": "2026-01-01", "time": "10:00"}, [10]),
        ({"input": "day", "operator": "== [date]", "date": "2026-01-02"}, [20]),
        (
            {"input": "day", "operator": ">< [date]", "date": "2026-01-01", "date2": "2026-01-03"},
            [10, 20],
        ),
        ({"input": "amount", "operator": ">  [column]", "string": "rate"}, [5, 10, 20]),
        ({"input": "amount", "operator": "!= [column]", "col": "amount"}, []),
        ({"input": "amount", "operator": "== [NaNcolumn]", "string": "amount"}, [5, 10, 20, 30]),
        (
            {"subCondition": conditions({"input": "amount", "operator": "not empty"})},
            [5, 10, 20, 30],
        ),
        ({"subCondition": {"enabled": False}}, [5, 10, 20, 30]),
    ],
)
def test_conditions(mock: DSSMock, condition: dict[str, Any], amounts: list[int]) -> None:
    path = make(mock, "sort")
    rule = conditions({"input": "customer", **condition})
    change(mock, path, {"postFilter": rule, "orders": [{"column": "amount"}]})
    assert [row[1] for row in run(mock, path)] == amounts


@pytest.mark.parametrize(
    ("rule", "count"),
    [
        (None, 4),
        ({"enabled": True}, 4),
        ({"enabled": True, "uiData": {"mode": "&&", "conditions": []}}, 4),
        ({"enabled": True, "uiData": {"mode": "SQL"}, "expression": "amount < 15"}, 2),
        ({"enabled": True, "distinct": True, "uiData": {"mode": "&&"}}, 4),
    ],
)
def test_filters_of_all_kinds(mock: DSSMock, rule: Any, count: int) -> None:
    path = make(mock, "sort")
    change(mock, path, {"preFilter": rule})
    assert len(run(mock, path)) == count


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        ({"orders": [{"column": "nothing"}]}, "Unknown column: nothing"),
        ({"preFilter": conditions({"input": "x", "operator": "true"})}, "Unknown column: x"),
        (
            {"preFilter": conditions({"input": "amount", "operator": "near"})},
            "Unknown operator of a filter: near",
        ),
        (
            {"preFilter": conditions({"input": "amount", "operator": "== [number]", "num": "a"})},
            "Not a number: 'a'",
        ),
        (
            {"computedColumns": [{"name": "amount", "expr": "1"}]},
            "Invalid name of a computed column: 'amount'",
        ),
        ({"computedColumns": [{"name": "x", "expr": "nothing + 1"}]}, "no column 'nothing'"),
        ({"computedColumns": [{"name": "x", "expr": "nope(", "mode": "SQL"}]}, "Error"),
    ],
)
def test_what_is_wrong_is_named(mock: DSSMock, payload: dict[str, Any], message: str) -> None:
    path = make(mock, "sort")
    change(mock, path, payload)
    assert message in refused(mock, path)


def test_payload_that_is_no_json(mock: DSSMock) -> None:
    path = make(mock, "sort", payload="[1]")
    assert refused(mock, path) == "The payload of recipe sort is no JSON object"
    path = make_again(mock, path, payload="{")
    assert "no JSON object" in refused(mock, path)


JOIN = {
    "table1": 0,
    "table2": 1,
    "type": "INNER",
    "on": [{"column1": {"name": "customer", "table": 0}, "column2": {"name": "id", "table": 1}}],
}


def condition(kind: str, left: str = "customer", right: str = "id") -> dict[str, Any]:
    return {
        "type": kind,
        "column1": {"name": left, "table": 0},
        "column2": {"name": right, "table": 1},
    }


@pytest.mark.parametrize(
    ("join", "count"),
    [
        (JOIN, 2),
        ({**JOIN, "type": "LEFT"}, 4),
        ({**JOIN, "type": "RIGHT"}, 3),
        ({**JOIN, "type": "FULL"}, 5),
        ({**JOIN, "type": "CROSS", "on": []}, 8),
        ({**JOIN, "type": "LEFT_ANTI"}, 2),
        ({**JOIN, "on": [condition("NE"), condition("LTE")]}, 3),
        ({**JOIN, "on": [condition("EQ"), condition("GT")], "conditionsMode": "OR"}, 3),
        ({**JOIN, "on": [condition("STARTS_WITH", right="city")]}, 0),
    ],
)
def test_joins(mock: DSSMock, join: dict[str, Any], count: int) -> None:
    path = make(mock, "join", "orders", "cities")
    selected = [{"name": "amount", "table": 0}, {"name": "city", "table": 1}]
    change(mock, path, {"joins": [join], "selectedColumns": selected})
    assert len(run(mock, path)) == count


def test_join_selects_each_name_once(mock: DSSMock) -> None:
    path = make(mock, "join", "orders", "orders")
    on = [condition("EQ", "amount", "amount")]
    tables = [{"index": 0}, {"index": 0}]
    change(
        mock, path, {"virtualInputs": tables, "joins": [{**JOIN, "on": on}], "selectedColumns": []}
    )
    assert len(run(mock, path)) == 4
    assert columns_of(mock, "SALES", "out") == COLUMNS.split()


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        ({"joins": []}, "joins nothing"),
        ({"joins": [{**JOIN, "table2": 7}]}, "no table 7"),
        ({"joins": [{**JOIN, "table1": 1, "table2": 0}]}, "cannot join table 1 with table 0"),
        ({"joins": [{**JOIN, "type": "MAGIC"}]}, "Unknown type of join: MAGIC"),
        ({"joins": [{**JOIN, "on": []}]}, "A join has no condition"),
        ({"joins": [{**JOIN, "on": [condition("NEAR")]}]}, "Unknown condition of a join: NEAR"),
        ({"joins": [{**JOIN, "on": [condition("EQ", "x")]}]}, "Unknown column: x"),
        (
            {"joins": [JOIN], "selectedColumns": [{"name": "amount", "table": 0}] * 2},
            "two columns amount",
        ),
        ({"virtualInputs": [{"index": 4}]}, "no input number 4"),
        ({"virtualInputs": []}, "has no input"),
    ],
)
def test_joins_that_cannot_be_made(mock: DSSMock, payload: dict[str, Any], message: str) -> None:
    path = make(mock, "join", "orders", "cities")
    change(mock, path, payload)
    assert message in refused(mock, path)


def test_unmatched_rows_need_one_join(mock: DSSMock) -> None:
    add_table(mock, "SALES", "alone", "")
    path = make(mock, "join", "orders", "cities", "cities")
    document = mock.request("GET", path).json()
    document["recipe"]["outputs"]["unmatchedRight"] = {"items": [{"ref": "alone"}]}
    mock.request("PUT", path, json=document)
    second = {**JOIN, "table2": 2, "type": "CROSS"}
    change(mock, path, {"joins": [JOIN, second]})
    assert "recipes with one join" in refused(mock, path)
    change(mock, path, {"joins": [JOIN], "virtualInputs": [{"index": 0}, {"index": 1}]})
    change(mock, path, {"selectedColumns": []})
    run(mock, path)
    assert rows_in(mock, "SALES", "alone") == [("c", "Oslo")]


def test_stack_of_columns_of_other_types(mock: DSSMock) -> None:
    add_table(mock, "SALES", "more", "customer:string amount:string", [["z", "many"]])
    path = make(mock, "vstack", "orders", "more")
    assert len(run(mock, path)) == 5
    assert columns_of(mock, "SALES", "out")[:2] == ["customer:string", "amount:string"]
    change(mock, path, {"mode": "INTERSECT"})
    assert run(mock, path)[-1] == ("z", "many")
    change(mock, path, {"mode": "FROM_DATASET", "copySchemaFromDatasetWithName": "more"})
    assert len(run(mock, path)[0]) == 2
    change(mock, path, {"mode": "FROM_DATASET", "copySchemaFromDatasetWithName": "nothing"})
    assert "takes its columns from no input" in refused(mock, path)


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        ({}, "does not say how rows are split"),
        ({"mode": "VALUES", "column": "x"}, "Unknown column: x"),
        ({"mode": "FILTERS", "defaultOutputIndex": 3}, "no output number 3"),
        (
            {"mode": "RANDOM", "randomSplits": [{"share": 1, "outputIndex": 9}]},
            "no output number 9",
        ),
        ({"mode": "CENTILE", "centileOrders": [{"column": "x"}]}, "Unknown column: x"),
        ({"mode": "RANDOM_COLUMNS", "randomColumns": ["x"]}, "Unknown column: x"),
    ],
)
def test_splits_that_cannot_be_made(mock: DSSMock, payload: dict[str, Any], message: str) -> None:
    path = make(mock, "split")
    change(mock, path, payload)
    assert message in refused(mock, path)


def test_split_without_rules_sends_all_rows_to_the_default(mock: DSSMock) -> None:
    path = make(mock, "split")
    change(mock, path, {"mode": "FILTERS", "defaultOutputIndex": 0})
    assert len(run(mock, path)) == 4


def step(kind: str, **params: Any) -> dict[str, Any]:
    return {"metaType": "PROCESSOR", "type": kind, "params": params}


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([step("ColumnCopier", inputColumn="customer", outputColumn="copy")], ("a", "a")),
        ([step("CreateColumnWithGREL", column="x", expression="amount + 1")], ("a", 11)),
        ([step("CreateColumnWithGREL", column="customer", expression="'q'")], ("q",)),
        ([step("StringTransformer", columns=["customer"], mode="TO_UPPER")], ("A",)),
        ([step("StringTransformer", column="customer", mode="CAPITALIZE")], ("A",)),
        ([step("StringTransformer", columns=["customer"], mode="ODD")], ("a",)),
        ([{"metaType": "GROUP", "steps": [step("ColumnRenamer", renamings=[])]}], ("a",)),
        ([{**step("Nonsense"), "disabled": True}], ("a",)),
    ],
)
def test_prepare_steps(mock: DSSMock, steps: list[Any], expected: tuple[Any, ...]) -> None:
    path = make(mock, "shaker")
    drop = step("ColumnsSelector", columns=["amount", "rate", "day"], keep="false")
    change(mock, path, {"steps": [*steps, drop]})
    assert run(mock, path)[0] == expected


@pytest.mark.parametrize(
    ("one", "amounts"),
    [
        (step("FilterOnCustomFormula", expression="amount > 15"), [20, 30]),
        (
            step("FilterOnCustomFormula", expression="amount > 15", action="REMOVE_ROW"),
            [10, 5],
        ),
        (step("FilterOnValue", columns=["customer"], values=["a"]), [10, 20]),
        (step("FilterOnValue", columns=["customer"], values=["a"], action="REMOVE_ROW"), [30, 5]),
        (step("FilterOnValue", appliesTo="ALL", values=["a"], booleanMode="OR"), [10, 20]),
        (step("RemoveRowsOnEmpty", columns=["customer"]), [10, 20, 30]),
        (step("RemoveRowsOnEmpty", columns=["customer"], keep=True), [5]),
        (step("FillEmptyWithValue", columns=["customer"], value="nobody"), [10, 20, 30, 5]),
    ],
)
def test_prepare_filters(mock: DSSMock, one: dict[str, Any], amounts: list[int]) -> None:
    path = make(mock, "shaker")
    change(mock, path, {"steps": [one]})
    found = run(mock, path)
    assert [row[1] for row in found] == amounts
    if one["type"] == "FillEmptyWithValue":
        assert found[-1][0] == "nobody"


def test_prepare_leaves_unknown_steps_out_and_says_so(mock: DSSMock) -> None:
    path = make(mock, "shaker")
    change(mock, path, {"steps": [step("GeoPointCreator"), step("ColumnsSelector", columns=[])]})
    assert len(run(mock, path)) == 4
    log = next(iter(mock.table("jobs").values()))["activities"][0]["log"]
    assert any("does not know the step GeoPointCreator" in each for each in log)
    change(mock, path, {"steps": [step("ColumnRenamer", renamings=[{"from": "x", "to": "y"}])]})
    assert refused(mock, path) == "Unknown column: x"
