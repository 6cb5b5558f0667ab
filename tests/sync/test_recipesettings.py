# Derived by `tox -e generate` from tests/aio/test_recipesettings.py. Do not edit.
from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dataikuapi._errors import DataikuException
from dataikuapi.dss.project import DSSProject
from dataikuapi.dss.recipe import SplitRecipeSettings
from dataikuapi.dss.utils import DSSComputedColumn, DSSFilter, DSSFilterOperator
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.tables import add_table, rows_in

ROWS = [["a", 10, True], ["a", 20, False], ["b", 30, True]]


@pytest.fixture
def project(client: DSSClient, mock: DSSMock) -> DSSProject:
    project = client.create_project("SALES", "Sales", "admin")
    add_table(mock, "SALES", "orders", "customer:string amount:bigint paid:boolean", ROWS)
    add_table(mock, "SALES", "cities", "id:string city:string", [["a", "Paris"], ["c", "Oslo"]])
    return project


def settings_of(project: DSSProject, kind: str, *inputs: str) -> Any:
    """Settings of a new recipe."""
    creator = project.new_recipe(kind, kind)
    for name in inputs or ("orders",):
        creator.with_input(name)
    recipe = creator.with_new_output("out", "filesystem_managed").create()
    return recipe.get_settings()


def result_of(settings: Any, mock: DSSMock) -> list[tuple[Any, ...]]:
    """The rows that a recipe writes with these settings."""
    settings.save()
    (settings.recipe.compute_schema_updates()).apply()
    settings.recipe.run()
    return rows_in(mock, "SALES", "out")


def test_saving_what_was_read_changes_nothing(project: DSSProject, mock: DSSMock) -> None:
    settings = settings_of(project, "grouping")
    with mock.table("recipes").edit("SALES.grouping") as document:
        document["recipe"]["unknown"] = {"kept": [1, None]}
        before = document["recipe"]["unknown"], document["payload"]
    settings = settings.recipe.get_settings()
    assert settings.get_raw()["recipe"]["unknown"] == {"kept": [1, None]}
    assert settings.obj_payload["keys"] == []
    settings.save()
    document = mock.table("recipes").get("SALES.grouping")
    assert (document["recipe"]["unknown"], document["payload"]) == before


def test_payload_as_text_and_as_object(project: DSSProject) -> None:
    settings = settings_of(project, "distinct")
    assert settings.type == "distinct"
    settings.str_payload = '{"keys": []}'
    assert settings.get_json_payload() == {"keys": []}
    settings.obj_payload["keys"].append({"column": "paid"})
    assert settings.get_payload() == '{"keys": [{"column": "paid"}]}'
    assert settings.str_payload == settings.get_payload()
    settings.set_json_payload({"keys": [], "globalCount": True})
    settings.save()
    assert (settings.recipe.get_settings()).obj_payload["globalCount"] is True
    settings.set_payload("no JSON")
    with pytest.raises(ValueError):  # noqa: PT011  the message is that of the JSON reader
        settings.get_json_payload()


def test_recipe_without_payload(project: DSSProject) -> None:
    settings = settings_of(project, "sync")
    assert settings.get_payload() is None
    assert settings.obj_payload is None
    settings.save()
    assert "payload" not in (settings.recipe.get_settings()).get_raw()


def test_inputs_and_outputs(project: DSSProject) -> None:
    settings = settings_of(project, "sync")
    assert settings.has_input("orders")
    assert not settings.has_input("cities")
    assert settings.has_output("out")
    settings.replace_input("orders", "cities")
    settings.replace_output("out", "other")
    settings.add_input("extra", "orders")
    settings.add_output("main", "out", append_mode=True)
    assert settings.get_flat_input_refs() == ["cities", "orders"]
    assert settings.get_flat_output_refs() == ["other", "out"]
    assert settings.get_recipe_inputs()["extra"] == {"items": [{"ref": "orders", "deps": []}]}
    assert settings.get_recipe_outputs()["main"]["items"][1]["appendMode"] is True
    settings.add_input("main", "OTHER.x", [{"func": "equals"}])
    assert settings.get_recipe_inputs()["main"]["items"][1]["deps"] == [{"func": "equals"}]
    with pytest.raises(ValueError, match="ref must not be empty"):
        settings.add_input("main", "")
    settings.get_recipe_raw_definition()["outputs"]["main"]["items"] = None
    settings.add_output("main", "out")
    assert settings.get_flat_output_refs() == ["out"]


def test_texts_of_a_recipe(project: DSSProject) -> None:
    settings = settings_of(project, "sync")
    settings.description, settings.short_description = "Long", "Short"
    settings.tags, settings.custom_fields = ["x"], {"a": 1}
    settings.save()
    again = settings.recipe.get_settings()
    assert (again.description, again.short_description) == ("Long", "Short")
    assert (again.tags, again.custom_fields) == (["x"], {"a": 1})


def test_code_and_code_environment(project: DSSProject) -> None:
    creator = project.new_recipe("python", "code").with_input("orders").with_output("cities")
    recipe = creator.with_script("print(1)").create()
    settings = recipe.get_settings()
    assert settings.get_code() == "print(1)"
    settings.set_code("print(2)")
    assert settings.get_code_env_settings() == {"envMode": "INHERIT"}
    settings.set_code_env(code_env="py311")
    settings.save()
    again = recipe.get_settings()
    assert again.get_code() == "print(2)"
    assert again.raw_params["envSelection"] == {"envMode": "EXPLICIT_ENV", "envName": "py311"}
    again.set_code_env(inherit=True)
    assert again.get_code_env_settings() == {"envMode": "INHERIT"}
    again.set_code_env(use_builtin=True)
    assert again.get_code_env_settings() == {"envMode": "USE_BUILTIN_MODE"}
    with pytest.raises(ValueError, match="one of code_env, inherit and use_builtin"):
        again.set_code_env()


def test_code_recipe_without_code_environment(project: DSSProject) -> None:
    creator = project.new_recipe("shell", "code").with_input("orders").with_output("cities")
    settings = (creator.create()).get_settings()
    with pytest.raises(ValueError, match="type shell uses no code environment"):
        settings.set_code_env("py311")


def test_grouping(project: DSSProject, mock: DSSMock) -> None:
    settings = settings_of(project, "grouping")
    settings.clear_grouping_keys()
    settings.add_grouping_key("customer")
    settings.set_global_count_enabled(False)
    found = settings.set_column_aggregations("amount", type="int", sum=True, max=True)
    assert found["type"] == "int"
    assert found is settings.get_or_create_column_settings("amount")
    assert settings.get_or_create_column_settings("new") == {"column": "new"}
    settings.obj_payload["values"].pop()
    assert result_of(settings, mock) == [("a", 20, 30), ("b", 30, 30)]


def test_grouping_payload_that_lacks_its_lists(project: DSSProject) -> None:
    settings = settings_of(project, "grouping")
    settings.set_json_payload({})
    settings.add_grouping_key("customer")
    settings.set_column_aggregations("amount", avg=True)
    assert settings.obj_payload["keys"] == [{"column": "customer"}]
    assert settings.obj_payload["values"][0]["avg"] is True


def test_upsert(project: DSSProject) -> None:
    settings = settings_of(project, "upsert")
    settings.add_upsert_key("customer")
    settings.clear_upsert_keys()
    settings.add_upsert_key("amount")
    column = DSSComputedColumn.formula("double", "amount * 2")
    settings.add_computed_column(column)
    settings.save()
    payload = (settings.recipe.get_settings()).obj_payload
    assert payload["keys"] == [{"column": "amount"}]
    assert payload["computedColumns"] == [column]


def test_sort(project: DSSProject, mock: DSSMock) -> None:
    settings = settings_of(project, "sort")
    settings.add_sorting_key("customer")
    settings.clear_sorting_keys()
    settings.add_sorting_key("amount", ascending=False)
    settings.add_sorting_key(None)
    assert not settings.row_number_column_enabled
    assert not settings.rank_column_enabled
    assert not settings.dense_rank_column_enabled
    settings.row_number_column_enabled = True
    settings.rank_column_enabled = True
    settings.dense_rank_column_enabled = True
    assert result_of(settings, mock) == [
        ("b", 30, True, 1, 1, 1),
        ("a", 20, False, 2, 2, 2),
        ("a", 10, True, 3, 3, 3),
    ]


def test_prepare(project: DSSProject, mock: DSSMock) -> None:
    settings = settings_of(project, "prepare")
    assert settings.raw_steps == []
    settings.add_processor_step("ColumnRenamer", {"renamings": [{"from": "amount", "to": "sum"}]})
    settings.add_processor_step("ColumnsSelector", {"columns": ["paid"], "keep": False})
    assert settings.raw_steps[0]["metaType"] == "PROCESSOR"
    assert result_of(settings, mock) == [("a", 10), ("a", 20), ("b", 30)]


def test_join(project: DSSProject, mock: DSSMock) -> None:
    settings = settings_of(project, "join", "orders", "cities")
    assert [table["index"] for table in settings.raw_virtual_inputs] == [0, 1]
    join = settings.add_join("LEFT", 0, 1)
    assert settings.raw_joins == [join]
    condition = settings.add_condition_to_join(join, column1="customer", column2="id")
    assert condition["column2"] == {"name": "id", "table": 1}
    settings.add_pre_join_computed_column(
        0, DSSComputedColumn.formula("double", "amount * 2", "bigint")
    )
    settings.obj_payload["selectedColumns"] = [
        {"name": "amount", "table": 0},
        {"name": "double", "table": 0},
        {"name": "city", "table": 1, "alias": "town"},
    ]
    settings.add_post_join_computed_column(
        DSSComputedColumn.formula("known", "isNonBlank(town)", "boolean")
    )
    least = DSSFilterOperator.GREATER_NUMBER
    settings.set_post_filter(DSSFilter.of_single_condition("amount", least, num=10))
    assert sorted(result_of(settings, mock)) == [
        (20, 40, "Paris", True),
        (30, 60, None, False),
    ]


def test_join_with_itself(project: DSSProject) -> None:
    settings = settings_of(project, "join", "orders", "cities")
    settings.add_virtual_input(0)
    assert settings.raw_virtual_inputs[2] == {"index": 0}
    settings.add_pre_join_computed_column(2, DSSComputedColumn.formula("x", "1"))
    assert settings.raw_virtual_inputs[2]["computedColumns"][0]["name"] == "x"


def test_unmatched_output(project: DSSProject, mock: DSSMock) -> None:
    add_table(mock, "SALES", "alone", "customer:string amount:bigint")
    settings = settings_of(project, "join", "orders", "cities")
    with pytest.raises(DataikuException, match="this one has 0"):
        settings.set_unmatched_output("alone")
    join = settings.add_join("INNER")
    settings.add_condition_to_join(join, column1="customer", column2="id")
    with pytest.raises(ValueError, match="side must be"):
        settings.set_unmatched_output("alone", side="middle")
    settings.set_unmatched_output("alone", side="left")
    settings.set_unmatched_output("alone", side="left", append_mode=True)
    items = settings.get_recipe_outputs()["unmatchedLeft"]["items"]
    assert items == [{"ref": "alone", "appendMode": True}]
    join["type"] = "LEFT"
    with pytest.raises(DataikuException, match="no unmatched rows of the left side"):
        settings.set_unmatched_output("alone", side="left")
    join["type"] = "INNER"
    result_of(settings, mock)
    assert rows_in(mock, "SALES", "alone") == [("b", 30, True)]


def test_unmatched_output_of_the_right_side(project: DSSProject) -> None:
    settings = settings_of(project, "join", "orders", "cities")
    settings.add_join("LEFT")
    settings.set_unmatched_output("alone")
    assert "unmatchedRight" in settings.get_recipe_outputs()


def test_stack(project: DSSProject, mock: DSSMock) -> None:
    settings = settings_of(project, "vstack", "orders", "cities")
    assert settings.columns_selection_mode == "UNION"
    settings.set_intersection_input_schema_mode()
    assert settings.columns_selection_mode == "INTERSECT"
    settings.set_union_input_schema_mode()
    settings.set_from_dataset_input_schema_mode("cities")
    assert settings.obj_payload["copySchemaFromDatasetWithName"] == "cities"
    settings.set_custom_remapping_mode({"who": {0: "customer", 1: "id"}, "where": {1: "city"}})
    assert settings.raw_virtual_inputs[0]["columnsMatch"] == ["customer", ""]
    settings.add_origin_column("from", {0: "first", 1: "second"})
    assert sorted(result_of(settings, mock), key=str) == [
        ("a", "Paris", "second"),
        ("a", None, "first"),
        ("a", None, "first"),
        ("b", None, "first"),
        ("c", "Oslo", "second"),
    ]
    settings.remove_origin_column()
    assert settings.obj_payload["addOriginColumn"] is False


def test_stack_warns_of_inputs_that_are_not_there(project: DSSProject) -> None:
    settings = settings_of(project, "vstack", "orders")
    with pytest.warns(UserWarning, match="has 1 inputs"):
        settings.set_custom_remapping_mode({"who": {0: "customer", 5: "id"}})
    with pytest.warns(UserWarning, match="the one at 7"):
        settings.add_origin_column("from", {7: "nobody"})


@pytest.fixture
def split(project: DSSProject) -> SplitRecipeSettings:
    creator = project.new_recipe("split", "split").with_input("orders")
    for name in ("out", "rest"):
        creator.with_new_output(name, "filesystem_managed")
    return (creator.create()).get_settings()  # type: ignore[return-value]  (those of its type)


OUT = {"mode": "dataset", "value": "out"}
REST = {"mode": "index", "value": 1}
DROP = {"mode": "drop"}


def test_split_by_values(split: SplitRecipeSettings, mock: DSSMock) -> None:
    with pytest.raises(DataikuException, match="does not say yet"):
        _ = split.split_mode
    split.set_split_on_single_column_values(
        "customer", [{"value": "a", "output": OUT}], default_output="rest"
    )
    assert split.split_mode == "VALUES"
    assert result_of(split, mock) == [("a", 10, True), ("a", 20, False)]
    assert rows_in(mock, "SALES", "rest") == [("b", 30, True)]


def test_split_by_values_of_booleans(split: SplitRecipeSettings) -> None:
    split.set_split_on_single_column_values("paid", [{"value": False, "output": OUT}])
    assert split.obj_payload["valueSplits"] == [
        {"outputIndex": -1, "value": "true"},
        {"outputIndex": 0, "value": "false"},
    ]
    assert split.obj_payload["defaultOutputIndex"] == -1
    twice = [{"value": True, "output": OUT}, {"value": "true", "output": REST}]
    with pytest.raises(DataikuException, match="two splits for true"):
        split.set_split_on_single_column_values("paid", twice)
    with pytest.raises(ValueError, match="must be 'true' or 'false'"):
        split.set_split_on_single_column_values("paid", [{"value": "x", "output": OUT}])
    with pytest.raises(DataikuException, match="no column nothing"):
        split.set_split_on_single_column_values("nothing", [])


def test_split_by_ranges(split: SplitRecipeSettings, mock: DSSMock) -> None:
    split.set_split_on_single_column_ranges(
        "amount",
        "num",
        [{"min": 10, "include_min": False, "max": 20, "output": OUT}],
        default_output_index=1,
    )
    assert split.obj_payload["rangeSetTime"] is False
    assert result_of(split, mock) == [("a", 20, False)]
    assert len(rows_in(mock, "SALES", "rest")) == 2


@pytest.mark.parametrize(
    ("kind", "least", "most", "date", "time"),
    [
        ("date", "2026-01-31", dt.date(2026, 3, 1), "2026-01-31", "00:00"),
        ("date", dt.datetime(2026, 1, 31, 23, tzinfo=dt.UTC), "2026-03-01", "2026-01-31", "00:00"),
        ("datetime", "2026-01-31T10:30:00+01:00", dt.date(2026, 3, 1), "2026-01-31", "09:30"),
        (
            "datetime",
            dt.datetime(2026, 1, 31, 8, tzinfo=dt.UTC),
            "2026-03-01",
            "2026-01-31",
            "08:00",
        ),
    ],
)
def test_split_by_ranges_of_dates(
    split: SplitRecipeSettings, kind: str, least: Any, most: Any, date: str, time: str
) -> None:
    split.set_split_on_single_column_ranges(
        "day", kind, [{"min": least, "max": most, "include_max": False, "output": OUT}]
    )
    rule = split.obj_payload["rangeSplits"][0]["filter"]["uiData"]["conditions"]
    assert (rule[0]["date"], rule[0]["time"], rule[0]["operator"]) == (date, time, ">= [date]")
    assert (rule[1]["date"], rule[1]["time"], rule[1]["operator"]) == (
        "2026-03-01",
        "00:00",
        "<  [date]",
    )
    assert split.obj_payload["rangeSetTime"] is (kind == "datetime")


def test_split_by_ranges_that_are_wrong(split: SplitRecipeSettings) -> None:
    with pytest.raises(DataikuException, match="needs min and max"):
        split.set_split_on_single_column_ranges("day", "date", [{"min": "2026-01-01"}])
    with pytest.raises(DataikuException, match="column_type must be"):
        split.set_split_on_single_column_ranges("x", "text", [{"min": "a", "output": OUT}])
    wrong = [{"min": 3, "max": 4, "output": OUT}]
    with pytest.raises(ValueError, match="min must be a date"):
        split.set_split_on_single_column_ranges("day", "datetime", wrong)
    assert "mode" not in split.obj_payload


def test_split_at_random(split: SplitRecipeSettings, mock: DSSMock) -> None:
    split.set_split_on_random_ratio(
        [{"share": 50, "output": OUT}, {"share": 50, "output": REST}], seed=3
    )
    assert split.obj_payload["seed"] == 3
    found = result_of(split, mock)
    assert len(found) + len(rows_in(mock, "SALES", "rest")) == 3


def test_split_at_random_by_columns(split: SplitRecipeSettings, mock: DSSMock) -> None:
    split.set_split_on_random_columns(
        ["customer"], [{"share": 50, "output": OUT}], default_output="rest"
    )
    found = {row[0] for row in result_of(split, mock)}
    rest = {row[0] for row in rows_in(mock, "SALES", "rest")}
    assert not found & rest
    assert found | rest == {"a", "b"}


def test_split_by_filters(split: SplitRecipeSettings, mock: DSSMock) -> None:
    big = DSSFilter.of_formula("amount >= 20")
    split.set_split_on_filters([{"filter": big, "output": OUT}, {"filter": big, "output": DROP}])
    assert len(result_of(split, mock)) == 2
    assert rows_in(mock, "SALES", "rest") == []


def test_split_by_centiles(split: SplitRecipeSettings, mock: DSSMock) -> None:
    split.set_split_on_centiles(
        [{"column": "amount", "desc": True}],
        [{"share": 34, "output": OUT}],
        default_output_index=1,
    )
    assert {row[1] for row in result_of(split, mock)} == {30, 20}
    assert {row[1] for row in rows_in(mock, "SALES", "rest")} == {10}


@pytest.mark.parametrize(
    ("output", "message"),
    [
        (None, "a split has no output"),
        ({"mode": "index"}, "value is not set"),
        ({"mode": "index", "value": "0"}, "must be a position"),
        ({"mode": "index", "value": 2}, "has 2 outputs"),
        ({"mode": "dataset", "value": 1}, "must be the name"),
        ({"mode": "dataset", "value": "nothing"}, "'nothing' is no output"),
        ({"mode": "somehow"}, "must be 'dataset', 'index' or 'drop'"),
    ],
)
def test_split_into_what_is_not_there(
    split: SplitRecipeSettings, output: Any, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        split.set_split_on_random_ratio([{"share": 1, "output": output}])
    assert "mode" not in split.obj_payload


def test_split_into_a_default_that_is_not_there(split: SplitRecipeSettings) -> None:
    with pytest.raises(ValueError, match="'nothing' is no output"):
        split.set_split_on_filters([], default_output="nothing")
