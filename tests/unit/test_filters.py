from __future__ import annotations

import json

import pytest

from dataikuapi._refs import handle, smart_ref
from dataikuapi.dss.utils import (
    AnyLoc,
    DSSComputedColumn,
    DSSDatasetSelectionBuilder,
    DSSFilter,
    DSSFilterBuilder,
    DSSFilterOperator,
    DSSSimpleFilter,
    DSSSimpleFilterOperator,
)


def test_condition_holds_what_was_given() -> None:
    found = DSSFilter.condition(
        "day",
        DSSFilterOperator.BETWEEN_DATE,
        date="2026-01-01",
        time="00:00",
        date2="2026-02-01",
        time2="12:00",
        unit="DAY",
    )
    assert found == {
        "input": "day",
        "operator": ">< [date]",
        "date": "2026-01-01",
        "time": "00:00",
        "date2": "2026-02-01",
        "time2": "12:00",
        "unit": "DAY",
    }
    assert DSSFilter.condition("x", "contains", "a", 0) == {
        "input": "x",
        "operator": "contains",
        "string": "a",
        "num": 0,
    }


def test_filters() -> None:
    one = DSSFilter.condition("x", DSSFilterOperator.EMPTY)
    single = DSSFilter.of_single_condition("x", DSSFilterOperator.EMPTY)
    assert single == DSSFilter.of_and_conditions([one])
    assert single == {"enabled": True, "uiData": {"conditions": [one], "mode": "&&"}}
    assert DSSFilter.of_or_conditions([one])["uiData"]["mode"] == "||"
    formula = DSSFilter.of_formula("x > 1")
    assert formula == {"enabled": True, "uiData": {"mode": "CUSTOM"}, "expression": "x > 1"}
    assert DSSFilter.of_sql_expression("x > 1")["uiData"] == {"mode": "SQL"}
    column = DSSComputedColumn.formula("y", "x * 2")
    assert column == {"expr": "x * 2", "mode": "GREL", "name": "y", "type": "double"}


def test_filter_builder() -> None:
    assert DSSFilterBuilder().build() == {
        "enabled": False,
        "distinct": False,
        "expression": None,
        "uiData": {"mode": "CUSTOM"},
    }
    found = DSSFilterBuilder().with_distinct().with_formula("x > 1").build()
    assert (found["enabled"], found["distinct"], found["expression"]) == (True, True, "x > 1")


def test_selection_builder() -> None:
    build = DSSDatasetSelectionBuilder
    assert build().build() == {}
    assert build().with_head_sampling(5).build() == {
        "samplingMethod": "HEAD_SEQUENTIAL",
        "maxRecords": 5,
    }
    assert build().with_all_data_sampling().build() == {"samplingMethod": "FULL"}
    found = build().with_random_fixed_nb_sampling(7).with_selected_partitions(["a"]).build()
    assert found == {
        "samplingMethod": "RANDOM_FIXED_NB",
        "maxRecords": 7,
        "partitionSelectionMethod": "SELECTED",
        "selectedPartitions": ["a"],
    }


SIMPLE = [
    DSSSimpleFilter.eq("x", 1),
    DSSSimpleFilter.eq("x", "a"),
    DSSSimpleFilter.neq("x", 1),
    DSSSimpleFilter.neq("x", "a"),
    DSSSimpleFilter.gt("x", 1),
    DSSSimpleFilter.gte("x", 1),
    DSSSimpleFilter.lt("x", 1),
    DSSSimpleFilter.lte("x", 1),
    DSSSimpleFilter.empty("x"),
    DSSSimpleFilter.not_empty("x"),
    DSSSimpleFilter.contains("x", "a"),
    DSSSimpleFilter.matches("x", "a.*"),
    DSSSimpleFilter.in_any_of("x", ["a", "b"]),
    DSSSimpleFilter.in_any_of("x", (1, 2)),
    DSSSimpleFilter.in_none_of("x", [1]),
    DSSSimpleFilter.in_none_of("x", []),
]


@pytest.mark.parametrize("simple", SIMPLE)
def test_simple_filter_becomes_a_filter_and_back(simple: dict) -> None:
    made = DSSFilter.from_simple_filter(simple)
    back = DSSSimpleFilter.from_dss_filter(made)
    assert back.to_dict() == DSSSimpleFilter.and_([simple])


def test_simple_filters_are_joined() -> None:
    inner = DSSSimpleFilter.or_([DSSSimpleFilter.eq("x", 1), DSSSimpleFilter.empty("y")])
    both = DSSSimpleFilter(DSSSimpleFilterOperator.AND, clauses=[inner])
    made = both.to_dss_filter()
    assert made["uiData"]["mode"] == "&&"
    assert made["uiData"]["conditions"][0]["subCondition"]["uiData"]["mode"] == "||"
    assert DSSSimpleFilter.from_dss_filter(made).to_dict() == both.to_dict()
    assert both.to_dict()["clauses"] == [inner]


def test_filters_without_a_simple_form() -> None:
    with pytest.raises(ValueError, match="without uiData"):
        DSSSimpleFilter.from_dss_filter({"enabled": True})
    with pytest.raises(ValueError, match="mode 'CUSTOM'"):
        DSSSimpleFilter.from_dss_filter(DSSFilter.of_formula("x"))
    with pytest.raises(ValueError, match="operator 'true'"):
        DSSSimpleFilter.from_dss_filter(DSSFilter.of_single_condition("x", "true"))
    with pytest.raises(ValueError, match="the operator 'NEAR'"):
        DSSFilter.from_simple_filter({"operator": "NEAR", "column": "x"})


def test_locations() -> None:
    here = AnyLoc.from_ref("SALES", "orders")
    assert here == AnyLoc("SALES", "orders") == AnyLoc.from_full("SALES.orders")
    assert here != AnyLoc("OTHER", "orders")
    assert here != "SALES.orders"
    assert len({here, AnyLoc.from_ref("OTHER", "SALES.orders")}) == 1
    assert (here.to_ref("SALES"), here.to_ref("OTHER")) == ("orders", "SALES.orders")
    assert repr(here) == "<AnyLoc SALES.orders>"
    with pytest.raises(ValueError, match="'orders' is no full name"):
        AnyLoc.from_full("orders")


class DSSKnowledgeBank:
    id = "k1"
    project_key = "SALES"


class MyBank(DSSKnowledgeBank):
    """A class of a user over a handle."""


def test_handles_are_named_by_their_class() -> None:
    ref = {"objectId": "k1", "objectType": "RETRIEVABLE_KNOWLEDGE"}
    assert smart_ref("SALES", MyBank()) == ref
    assert smart_ref("OTHER", MyBank()) == {"projectKey": "SALES", **ref}
    with pytest.raises(ValueError, match="a dict is no object of a flow"):
        smart_ref("SALES", {})
    with pytest.raises(ValueError, match="no handle for k1, which is a RETRIEVABLE_KNOWLEDGE"):
        handle(MyBank(), "RETRIEVABLE_KNOWLEDGE", "k1")


def test_simple_filters_name_their_column_and_value() -> None:
    made = [
        DSSSimpleFilter.gt("a", 1),
        DSSSimpleFilter.gte("a", 1),
        DSSSimpleFilter.lt("a", 1),
        DSSSimpleFilter.lte("a", 1),
        DSSSimpleFilter.neq("a", 1),
        DSSSimpleFilter.contains("a", "x"),
        DSSSimpleFilter.matches("a", "x+"),
        DSSSimpleFilter.in_any_of("a", [1, 2]),
        DSSSimpleFilter.in_none_of("a", [1, 2]),
        DSSSimpleFilter.not_empty("a"),
    ]
    assert all("a" in json.dumps(one) for one in made)
    assert len({json.dumps(one, sort_keys=True) for one in made}) == len(made)
