"""Recipes: lists, runs, schemas, all ways to make one."""

from __future__ import annotations

import json
from typing import Any, Final

from tests.parity.scene import Scene

GROUP: Final = "compute_penguins_by_species"
MANAGED: Final = "filesystem_managed"
SINGLE: Final = (
    "window", "sync", "sort", "pivot", "distinct", "prepare", "shaker", "sampling", "download",
    "export", "extract_failed_rows", "grouping", "upsert", "sql_query", "extract_content",
    "extract_fields", "prompt",
)  # fmt: skip
VIRTUAL: Final = ("join", "vstack", "generate_features")
PLAIN: Final = (
    "topn", "nlp_llm_evaluation", "nlp_agent_evaluation", "nlp_llm_rag_embedding",
    "embed_dataset", "embed_documents", "python", "r", "sql_script", "pyspark", "sparkr",
    "spark_scala", "shell", "spark_sql_query", "cpython", "ksql", "streaming_spark_scala",
)  # fmt: skip


def recipes(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    [item] = see("list", project.list_recipes())
    see("item", [item.name, item.id, item.type, item.tags, item.to_recipe()])
    see("as objects", project.list_recipes(as_type="objects"))
    see.error("as nothing", project.list_recipes, as_type="dicts")
    recipe = see("get", project.get_recipe(GROUP))
    see("names", [recipe.id, recipe.name])
    see("type", recipe.type)
    definition = see("definition", recipe.get_definition_and_payload())
    see("definition of it", definition.get_recipe_raw_definition())
    see("set definition", recipe.set_definition_and_payload(definition))
    metadata = see("metadata", recipe.get_metadata())
    metadata["tags"] = ["nightly"]
    see("set metadata", recipe.set_metadata(metadata))
    see("metadata again", recipe.get_metadata())
    see("discussions", recipe.get_object_discussions().list_discussions())
    see("activity", recipe.get_continuous_activity())
    see("rename", recipe.rename("by_species"))
    see("renamed", [recipe.name, [each.name for each in project.list_recipes()]])
    see.error("rename to the same", recipe.rename, "by_species")
    see("delete", recipe.delete())
    see.error("read what is gone", recipe.get_settings)
    see.error("delete what is gone", recipe.delete)


def runs(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    recipe = project.get_recipe(GROUP)
    updates = see("schema", recipe.compute_schema_updates())
    see("needed", [updates.any_action_required(), updates.data])
    updates.drop_and_recreate = False
    updates.synchronize_metastore = False
    see("apply", updates.apply())
    see("needed no more", recipe.compute_schema_updates().any_action_required())
    status = see("status", recipe.get_status())
    see("engines", [status.get_selected_engine_details(), status.get_engines_details()])
    see("messages", [status.get_status_severity(), status.get_status_messages()])
    settings = recipe.get_settings()
    settings.add_grouping_key("nothing")
    settings.save()
    bad = recipe.get_status()
    see("bad messages", [bad.get_status_severity(), bad.get_status_messages()])
    told = bad.get_status_messages(as_objects=True)
    see("bad messages as objects", [[each.severity, each.title] for each in told])
    settings.get_json_payload()["keys"].pop()
    settings.save()
    job = see("run", recipe.run())
    see("state", job.get_status()["baseStatus"]["state"])
    see("rows", list(project.get_dataset("penguins_by_species").iter_rows()))
    see("run on", recipe.run("RECURSIVE_BUILD", partitions="NP", wait=False).abort())
    see.jobs("RUNNING", "FAILED", error="No space left")
    see.error("fail", recipe.run)
    see.jobs("FAILED", error="No space left")
    see("fail quietly", recipe.run(no_fail=True))
    see.error("run nothing", project.get_recipe("none").run)


def creation(see: Scene) -> None:
    """Recipes of each type, made in the way that fits it."""
    project = see.client.get_project("PENGUINS")
    for kind in SINGLE:
        builder = project.new_recipe(kind, f"make_{kind}").with_input("penguins")
        see(f"builder of {kind}", type(builder).__name__)
        see(kind, builder.with_new_output(f"out_{kind}", MANAGED, append=True).create())
    for kind in VIRTUAL:
        builder = project.new_recipe(kind).with_input("penguins").with_input("species_names")
        see(f"builder of {kind}", type(builder).__name__)
        see(kind, builder.with_new_output(f"out_{kind}", MANAGED).build())
    for kind in PLAIN:
        project.create_dataset(f"out_{kind}", "Inline")
        builder = project.new_recipe(kind).with_input("penguins").with_output(f"out_{kind}")
        see(f"builder of {kind}", type(builder).__name__)
        see.outcome(kind, builder.create)
    see.error("magic", project.new_recipe, "magic")


def creation_with_more(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    module = see.module("dss.recipe")
    raw = module.DSSRecipeCreator("CustomCode_x", None, project)
    raw.set_name("mine")
    raw.set_raw_mode()
    raw.with_input("penguins", role="left").with_input("orders", "SALES")
    project.create_dataset("out", "Inline")
    see("raw", raw.with_output("out", append=True, role="right").create())
    named = {"format_option_id": "PARQUET_HIVE", "override_sql_schema": "s"}
    sync = project.new_recipe("sync").with_input("penguins")
    sync.with_new_output(
        "a", MANAGED, "Filesystem", partitioning_option_id="copy:dataset:penguins", **named
    )
    see("sync", sync.create())
    folder = project.new_recipe("download", "files")
    folder.with_new_output("files", "filesystem_folders", object_type="MANAGED_FOLDER")
    see("folder", folder.create())
    for name in ("two", "there", "rest"):
        project.create_dataset(name, "Inline")
    again = project.new_recipe("sync").with_input("penguins")
    see("overwrite", again.with_new_output("two", MANAGED, overwrite=True).create())
    see("existing", project.new_recipe("sort").with_input("penguins")
        .with_existing_output("there", append=True).create())  # fmt: skip
    project.create_dataset("plain", "Inline")
    see("plain", project.new_recipe("sync").with_input("penguins").with_output("plain").create())
    failed = project.new_recipe("extract_failed_rows").with_input("penguins")
    see("failed rows", failed.with_output("hand", append=True).recipe_proto)
    group = project.new_recipe("grouping").with_group_key("species").with_input("penguins")
    see("group", group.with_new_output("grouped", MANAGED).create().get_settings().obj_payload)
    upsert = project.new_recipe("upsert").with_upsert_key("species").with_input("penguins")
    see("upsert", upsert.with_new_output("up", MANAGED).create().get_settings().obj_payload)
    split = project.new_recipe("split", "parts").with_input("penguins")
    split.with_new_output("low", MANAGED).with_new_output("high", MANAGED, format="ORC")
    see("split", split.with_existing_output("rest").create())
    fuzzy = module.FuzzyJoinRecipeCreator("fuzzy", project).with_input("penguins")
    see("fuzzy", fuzzy.with_input("species_names").with_new_output("fz", MANAGED).create())
    geo = module.GeoJoinRecipeCreator("geo", project).with_input("penguins")
    see("geo", geo.with_input("species_names").with_new_output("gj", MANAGED).create())
    proto = {"type": "sync", "name": "by_hand",
             "inputs": {"main": {"items": [{"ref": "penguins"}]}},
             "outputs": {"main": {"items": [{"ref": "hand"}]}}}  # fmt: skip
    wish = {"createOutputDataset": True, "outputDatasetSettings": {"connectionId": MANAGED}}
    see("by hand", project.create_recipe(proto, wish))
    see.error("magic by hand", project.create_recipe, {"type": "magic"}, {})
    see.error("without an output", project.new_recipe("sync").with_input("penguins").create)
    see.error("input of nothing", project.new_recipe("sync").with_input("none").create)


def code(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    plain = project.new_recipe("python", "plain").with_input("penguins").with_script("print(1)")
    see("new dataset", plain.with_new_output_dataset("py", MANAGED))
    see("create", plain.create())
    named = {"copy_partitioning_from": "folder:fieldnts", "append": True}
    other = project.new_recipe("python").with_input("penguins")
    see("new dataset with more", other.with_new_output_dataset("q", MANAGED, "Filesystem", **named))
    other.with_new_output_dataset("q", MANAGED, copy_partitioning_from=None, overwrite=True)
    see("overwritten", other.create().get_settings().get_recipe_outputs())
    see.error("taken", project.new_recipe("r").with_new_output_dataset, "q", MANAGED)
    see.client.create_connection("bus", "Kafka", {}, usable_by="ALL")
    stream = project.new_recipe("cpython", "stream").with_input("penguins")
    stream.with_new_output_streaming_endpoint("events", "bus", format="json")
    see("endpoint", stream.create())
    creator = see.module("dss.recipe").PythonRecipeCreator("function", project)
    creator.with_input("penguins").with_function_name("my.module", "work", factor=3)
    see("calls a function", "from my.module import work" in creator.script)
    see("calls it with", "factor" in creator.script)
    project.create_dataset("hand", "Inline")
    template = "{module_name} {fname} {params_json}"
    creator.with_function(json.dumps, custom_template=template, a=1)
    see("template", creator.script)
    see("create it", creator.with_output("hand").create())
    dataset = project.get_dataset("penguins")
    see("of a dataset", dataset.new_code_recipe("r", "1", "of_r").recipe_proto)
    see("of a dataset with less", dataset.new_code_recipe("python").recipe_proto)
    see("visual of a dataset", dataset.new_recipe("sort", "sorted").recipe_proto)


def models(see: Scene) -> None:
    """Builders that name models and stores; what they would send."""
    project = see.client.get_project("PENGUINS")
    for kind in ("prediction_scoring", "clustering_scoring"):
        builder = project.new_recipe(kind, "score").with_input("penguins")
        see(kind, builder.with_input_model("model1").recipe_proto)
    evaluate = project.new_recipe("evaluation", "e").with_input("penguins")
    evaluate.with_input_model("model1")
    evaluate.with_output("out")
    evaluate.with_output_metrics("metrics")
    evaluate.with_output_evaluation_store("store1")
    see("evaluation", evaluate.recipe_proto)
    alone = project.new_recipe("standalone_evaluation", "s").with_input("penguins")
    alone.with_reference_dataset("species_names")
    alone.with_output_evaluation_store("store1")
    see("standalone", alone.recipe_proto)
    for kind in ("nlp_llm_evaluation", "nlp_agent_evaluation"):
        told = project.new_recipe(kind, "t").with_input("penguins")
        told.with_output("out")
        told.with_output_metrics("metrics")
        told.with_output_evaluation_store("store1")
        see(kind, told.recipe_proto)
    embed = project.new_recipe("embed_documents", "d")
    embed.with_vlm("openai:main:gpt-4o")
    bank: dict[str, Any] = {"vector_store_type": "PINECONE", "vector_store_params": {"x": 1}}
    embed.with_output_knowledge_bank("bank", "openai:main:ada", **bank)
    see("documents", embed.creation_settings)
    fields = project.new_recipe("extract_fields", "f").with_vlm("openai:main:gpt-4o")
    fields.with_extraction_schema({"type": "object"})
    see("fields", fields.creation_settings)
    content = project.new_recipe("extract_content", "c").with_vlm("openai:main:gpt-4o")
    see("content", content.creation_settings)
    prompt = project.new_recipe("prompt", "p").with_llm("openai:main:gpt-4o")
    see("prompt", [prompt.recipe_proto, prompt.creation_settings])
    agent = project.new_recipe("prompt", "a").with_llm("agent:model1")
    see("prompt of an agent", [agent.recipe_proto, agent.creation_settings])
