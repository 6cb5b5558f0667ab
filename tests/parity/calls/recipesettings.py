"""Settings of recipes, type by type, and the filters in them."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from tests.parity.scene import Scene

MANAGED: Final = "filesystem_managed"
KINDS: Final = (
    "window", "sync", "pivot", "distinct", "sampling", "export", "topn", "generate_features",
    "embed_documents", "extract_content", "extract_fields", "prompt",
)  # fmt: skip
OUT: Final = {"mode": "dataset", "value": "out"}
REST: Final = {"mode": "index", "value": 1}
DROP: Final = {"mode": "drop"}


def shared(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    found = _settings(see, "sync")
    see("settings", found)
    see("parts", [found.type, found.str_payload, found.raw_params])
    see("definition", [found.get_recipe_raw_definition(), found.get_recipe_params()])
    see("sides", [found.get_recipe_inputs(), found.get_recipe_outputs()])
    see("has", [found.has_input("penguins"), found.has_input("x"), found.has_output("out")])
    found.replace_input("penguins", "species_names")
    found.replace_output("out", "penguins_by_species")
    found.add_input("extra", "penguins")
    found.add_input("main", "SALES.orders", [{"func": "equals"}])
    found.add_output("main", "out", append_mode=True)
    see("flat", [found.get_flat_input_refs(), found.get_flat_output_refs()])
    see("changed", found.get_recipe_raw_definition())
    found.tags = ["a"]
    found.description = "Long"
    found.short_description = "Short"
    found.custom_fields = {"x": 1}
    see("words", [found.tags, found.description, found.short_description, found.custom_fields])
    found.replace_output("penguins_by_species", "species_names")
    see("save", found.save())
    see("saved", found.recipe.get_settings().get_recipe_raw_definition())
    group = project.get_recipe("compute_penguins_by_species").get_settings()
    see("payload", [group.get_payload(), group.get_json_payload(), group.obj_payload])
    group.set_json_payload({"keys": []})
    see("set payload as JSON", group.get_payload())
    group.set_payload('{"keys": [], "values": []}')
    see("set payload", group.get_json_payload())
    group.str_payload = "{}"
    see("set it otherwise", [group.str_payload, group.obj_payload])
    see("save payload", group.save())
    for kind in KINDS:
        see(f"of {kind}", type(_settings(see, kind, f"o_{kind}")).__name__)
    see("of a folder", _settings(see, "download", "files", "MANAGED_FOLDER"))


def grouping(see: Scene) -> None:
    found = _settings(see, "grouping")
    found.clear_grouping_keys()
    found.add_grouping_key("species")
    found.set_global_count_enabled(False)
    see("one", found.get_or_create_column_settings("year"))
    see("new", found.get_or_create_column_settings("none"))
    named: dict[str, Any] = {"type": "int", "sum": True, "max": True}
    see("aggregations", found.set_column_aggregations("year", **named))
    found.get_json_payload()["values"].pop()
    see("payload", found.obj_payload)
    see("rows", _rows(see, found))


def upsert(see: Scene) -> None:
    utils = see.module("dss.utils")
    found = _settings(see, "upsert")
    found.add_upsert_key("species")
    found.clear_upsert_keys()
    found.add_upsert_key("year")
    found.add_computed_column(utils.DSSComputedColumn.formula("twice", "year * 2"))
    see("payload", found.obj_payload)
    see("save", found.save())


def sort(see: Scene) -> None:
    found = _settings(see, "sort")
    flags = ("row_number_column_enabled", "rank_column_enabled", "dense_rank_column_enabled")
    see("flags", [getattr(found, name) for name in flags])
    found.add_sorting_key("year")
    found.clear_sorting_keys()
    found.add_sorting_key("body_mass_g", ascending=False)
    found.add_sorting_key("island")
    for name in flags:
        setattr(found, name, True)
    see("payload", found.obj_payload)
    see("rows", _rows(see, found)[:3])


def prepare(see: Scene) -> None:
    found = _settings(see, "prepare")
    see("none", found.raw_steps)
    renamings = {"renamings": [{"from": "year", "to": "when"}]}
    found.add_processor_step("ColumnRenamer", renamings)
    found.add_processor_step("ColumnsSelector", {"columns": ["sex"], "keep": False})
    see("steps", found.raw_steps)
    see("rows", _rows(see, found)[:3])


def join(see: Scene) -> None:
    utils = see.module("dss.utils")
    found = _settings(see, "join", "out", "DATASET", "penguins", "species_names")
    see("inputs", found.raw_virtual_inputs)
    see("joins", found.raw_joins)
    joined = see("add", found.add_join("INNER", 0, 1))
    see("condition", found.add_condition_to_join(joined, column1="species", column2="species"))
    see("second condition", found.add_condition_to_join(joined, "LTE", "year", "code"))
    joined["on"].pop()
    found.add_virtual_input(0)
    found.raw_virtual_inputs.pop()
    formula = utils.DSSComputedColumn.formula
    found.add_pre_join_computed_column(0, formula("twice", "year * 2", "bigint"))
    found.add_post_join_computed_column(formula("known", "isNonBlank(species)", "boolean"))
    more = utils.DSSFilterOperator.GREATER_NUMBER
    found.set_post_filter(utils.DSSFilter.of_single_condition("year", more, num=2008))
    see("payload", found.obj_payload)
    see.client.get_project("PENGUINS").create_dataset("alone", "Inline")
    found.set_unmatched_output("alone", side="left")
    found.set_unmatched_output("alone", append_mode=True)
    see("outputs", found.get_recipe_outputs())
    joined["type"] = "LEFT"
    see.error("of a left join", found.set_unmatched_output, "alone", side="left")
    see("save", found.save())
    see.error("add with nothing", lambda: found.add_condition_to_join({}))


def stack(see: Scene) -> None:
    found = _settings(see, "vstack", "out", "DATASET", "penguins", "species_names")
    see("inputs", [found.raw_virtual_inputs, found.columns_selection_mode])
    found.set_intersection_input_schema_mode()
    see("intersection", found.columns_selection_mode)
    found.set_union_input_schema_mode()
    see("union", found.columns_selection_mode)
    found.set_from_dataset_input_schema_mode("penguins")
    see("of a dataset", found.obj_payload)
    found.set_custom_remapping_mode({"kind": {0: "species", 1: "species"}, "code": {1: "code"}})
    see("remapped", found.obj_payload)
    found.add_origin_column("from", {0: "measured", 1: "named"})
    see("with origin", found.obj_payload)
    see("rows", _rows(see, found)[-3:])
    found.remove_origin_column()
    see("without origin", found.obj_payload)


def split(see: Scene) -> None:
    utils = see.module("dss.utils")
    builder = see.client.get_project("PENGUINS").new_recipe("split", "s").with_input("penguins")
    for name in ("out", "rest"):
        builder.with_new_output(name, MANAGED)
    found = builder.create().get_settings()
    values = [{"value": "Adelie", "output": OUT}]
    found.set_split_on_single_column_values("species", values, default_output="rest")
    see("values", [found.split_mode, found.obj_payload])
    see("rows", len(_rows(see, found)))
    number = {"min": 2007, "include_min": False, "max": 2008, "output": OUT}
    found.set_split_on_single_column_ranges("year", "num", [number], default_output_index=1)
    see("ranges", [found.split_mode, found.obj_payload])
    for label, low, high in (
        ("texts", "2026-01-31", "2026-03-01"),
        ("dates", dt.date(2026, 1, 31), dt.date(2026, 3, 1)),
        ("times", dt.datetime(2026, 1, 31, 9, tzinfo=dt.UTC), "2026-03-01"),
    ):
        rule = [{"min": low, "max": high, "include_max": False, "output": OUT}]
        for kind in ("date", "datetime"):
            see.outcome(f"{kind} as {label}", _ranges(found, kind, rule))
    found.set_split_on_random_ratio([{"share": 50, "output": OUT}], seed=3)
    see("random", found.obj_payload)
    share = [{"share": 20, "output": REST}, {"share": 30, "output": DROP}]
    found.set_split_on_random_columns(["species"], share, 7, default_output="rest")
    see("random by columns", found.obj_payload)
    formula = utils.DSSFilter.of_formula("year > 2007")
    found.set_split_on_filters([{"filter": formula, "output": OUT}], default_output_index=1)
    see("filters", found.obj_payload)
    orders = [{"column": "year", "desc": True}]
    found.set_split_on_centiles(orders, [{"share": 34, "output": OUT}], default_output="rest")
    see("centiles", [found.split_mode, found.obj_payload])
    see("save", found.save())
    for label, output in (
        ("no output", None),
        ("no value", {"mode": "index"}),
        ("text as index", {"mode": "index", "value": "0"}),
        ("far index", {"mode": "index", "value": 7}),
        ("unknown dataset", {"mode": "dataset", "value": "none"}),
        ("unknown mode", {"mode": "dance"}),
    ):
        wrong = [{"share": 1, "output": output}]
        see.error(label, found.set_split_on_random_ratio, wrong)
    see.error("unknown default", found.set_split_on_filters, [], default_output="none")


def code(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    project.create_dataset("out", "Inline")
    builder = project.new_recipe("python", "code").with_input("penguins").with_output("out")
    found = see("settings", builder.with_script("print(1)").create().get_settings())
    see("code", [found.get_code(), found.get_code_env_settings()])
    found.set_code("print(2)")
    found.set_code_env(code_env="py311_ml")
    see("named", found.get_code_env_settings())
    see("save", found.save())
    see("saved", found.recipe.get_settings().get_code())
    found.set_code_env(inherit=True)
    see("inherited", found.get_code_env_settings())
    found.set_code_env(use_builtin=True)
    see("built in", found.get_code_env_settings())
    see.error("none", found.set_code_env)
    project.create_dataset("bank", "Inline")
    embed = project.new_recipe("embed_dataset", "embed").with_input("penguins").with_output("bank")
    told = embed.create().get_settings()
    see("embedding", [told.embedding_column, told.max_records])
    told.embedding_column = "island"
    told.max_records = 5
    see("embedding changed", [told.obj_payload, told.embedding_column, told.max_records])


def filters(see: Scene) -> None:
    utils = see.module("dss.utils")
    operators, make = utils.DSSFilterOperator, utils.DSSFilter
    see("operators", [[each.name, each.value] for each in operators])
    text = make.condition("a", operators.EQUALS_STRING, string="x")
    see("condition", text)
    named = {"date": "2026-01-01", "time": "00:00", "date2": "2026-02-01", "time2": "01:00"}
    see("dates", make.condition("d", operators.BETWEEN_DATE, unit="days", **named))
    see("single", make.of_single_condition("n", operators.EQUALS_NUMBER, num=1))
    see("and", make.of_and_conditions([text]))
    see("or", make.of_or_conditions([text]))
    see("formula", make.of_formula("a > 1"))
    see("SQL", make.of_sql_expression("a > 1"))
    plain = utils.DSSSimpleFilter
    see("simple operators", [[each.name, each.value] for each in utils.DSSSimpleFilterOperator])
    simple: dict[str, Any] = {
        "eq": plain.eq("a", 1), "eq text": plain.eq("a", "x"), "neq": plain.neq("a", 1),
        "gt": plain.gt("a", 1), "gte": plain.gte("a", 1), "lt": plain.lt("a", 1),
        "lte": plain.lte("a", 1), "empty": plain.empty("a"), "not empty": plain.not_empty("a"),
        "contains": plain.contains("a", "x"), "matches": plain.matches("a", "x.*"),
        "in": plain.in_any_of("a", ["x", "y"]), "in numbers": plain.in_any_of("a", [1, 2]),
        "not in": plain.in_none_of("a", ["x"]),
    }  # fmt: skip
    for label, value in simple.items():
        see(label, value)
        see.outcome(f"{label} as a filter", lambda value=value: make.from_simple_filter(value))
    both = plain("AND", clauses=[plain.eq("a", 1), plain.or_([plain.gt("b", 2)])])
    see("tree", both)
    see("tree as dict", both.to_dict())
    made = see("tree as a filter", both.to_dss_filter())
    see("and back", plain.from_dss_filter(made).to_dict())
    see("conjunction", plain.and_([plain.eq("a", 1)]))
    with_enum = plain(utils.DSSSimpleFilterOperator.EQUALS, "a", 1)
    see("with an operator", with_enum.to_dict())
    see.error("back of a formula", plain.from_dss_filter, make.of_formula("a > 1"))
    see("builder", utils.DSSFilterBuilder().with_distinct().with_formula("a > 1").build())
    rows = utils.DSSDatasetSelectionBuilder
    see("head", rows().with_head_sampling(10).with_selected_partitions(["a"]).build())
    see("all", rows().with_all_data_sampling().build())
    see("random", rows().with_random_fixed_nb_sampling(5).build())
    see("computed", utils.DSSComputedColumn.formula("a", "b + 1", "int"))
    place = utils.AnyLoc.from_ref("PENGUINS", "SALES.orders")
    see("place", [place, place.to_ref("PENGUINS"), place.to_ref("SALES")])
    see("here", utils.AnyLoc.from_ref("PENGUINS", "a") == utils.AnyLoc.from_full("PENGUINS.a"))
    see.error("not full", utils.AnyLoc.from_full, "a")


def _settings(
    see: Scene, kind: str, output: str = "out", target: str = "DATASET", *inputs: str
) -> Any:
    """Settings of a new recipe."""
    builder = see.client.get_project("PENGUINS").new_recipe(kind, f"make_{output}")
    for name in inputs or ("penguins",):
        builder.with_input(name)
    if hasattr(builder, "with_new_output"):
        builder.with_new_output(output, MANAGED, object_type=target)
    else:
        see.client.get_project("PENGUINS").create_dataset(output, "Inline")
        builder.with_output(output)
    return builder.create().get_settings()


def _rows(see: Scene, settings: Any) -> list[Any]:
    """The rows that a recipe writes with these settings."""
    settings.save()
    settings.recipe.compute_schema_updates().apply()
    settings.recipe.run()
    return list(see.client.get_project("PENGUINS").get_dataset("out").iter_rows())


def _ranges(settings: Any, kind: str, rule: list[dict[str, Any]]) -> Any:
    def work() -> Any:
        settings.set_split_on_single_column_ranges("year", kind, rule)
        return settings.obj_payload

    return work
