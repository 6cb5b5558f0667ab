"""The flow: its graph, zones, tools, documentation."""

from __future__ import annotations

import io
import zipfile
from typing import Any, Final

from tests.parity.data import template
from tests.parity.scene import Scene

GROUP: Final = "compute_penguins_by_species"


def labeling(see: Scene) -> None:
    task = see("handle", see.client.get_project("PENGUINS").get_labeling_task("task0001"))
    see("id", [task.id, task.task_id, task.project_key])


def graph(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    flow = project.get_flow()
    graph = see("graph", flow.get_graph())
    see("nodes", graph.nodes)
    see("sources", graph.get_source_computables())
    see("sources as objects", _names(graph.get_source_computables(as_type="object")))
    see("recipes at the start", graph.get_source_recipes())
    see("datasets at the start", _names(graph.get_source_datasets()))
    see("recipes after", graph.get_successor_recipes("penguins"))
    after = graph.get_successor_recipes(project.get_dataset("penguins"), as_type="object")
    see("recipes after a handle", _names(after))
    see("after a recipe", graph.get_successor_computables(GROUP))
    outputs = graph.get_successor_computables(project.get_recipe(GROUP), as_type="object")
    see("after the handle of one", _names(outputs))
    see("in order", sorted(node["ref"] for node in graph.get_items_in_traversal_order()))
    see("in order as objects", sorted(_names(graph.get_items_in_traversal_order("object"))))
    see("with shared", sorted(see.client.get_project("SALES").get_flow().get_graph().nodes))


def zones(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    flow = project.get_flow()
    see("list", [_zone(each) for each in flow.list_zones()])
    see("default", _zone(flow.get_default_zone()))
    see("get", _zone(flow.get_zone("report00")))
    zone = flow.create_zone("Été", "#abcdef")
    see("create", _zone(zone))
    see("create plain", _zone(flow.create_zone("Plain")))
    dataset, recipe = project.get_dataset("penguins"), project.get_recipe(GROUP)
    see("add", zone.add_item(dataset))
    see("holds", _zone(zone))
    see("add several", zone.add_items([recipe, project.get_managed_folder("fieldnts")]))
    see("hold these", _zone(zone))
    see("share", zone.add_shared(project.get_dataset("species_names")))
    see("shared", _zone(zone))
    see("share no more", zone.remove_shared(project.get_dataset("species_names")))
    see("shared no more", _zone(zone))
    see("zone of a dataset", _zone(flow.get_zone_of_object(dataset)))
    see("zone of another", _zone(flow.get_zone_of_object(project.get_dataset("penguins_raw"))))
    see("graph", sorted(zone.get_graph().nodes))
    settings = see("settings", zone.get_settings())
    see("raw", [settings.get_raw(), settings.name, settings.color])
    settings.name = "Summer"
    settings.color = "#000000"
    see("save", settings.save())
    see("saved", [zone.name, zone.color, flow.get_zone(zone.id).name])
    see("description", zone.generate_ai_description())
    told = zone.generate_ai_description("french", "technical", "low", True)
    see("description in French", told)
    see("delete", zone.delete())
    see.error("read what is gone", flow.get_zone, zone.id)
    see.error("delete the default one", flow.get_default_zone().delete)
    see.error("zone of nothing", flow.get_zone_of_object, "penguins")


def zones_of_objects(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    zone = project.get_flow().create_zone("Work")
    things = {
        "dataset": project.get_dataset("penguins"),
        "recipe": project.get_recipe(GROUP),
        "folder": project.get_managed_folder("fieldnts"),
    }
    for name, thing in things.items():
        see(f"move the {name}", thing.move_to_zone(zone))
        if name != "recipe":
            see(f"zone of the {name}", _zone(thing.get_zone()))
            see(f"share the {name}", thing.share_to_zone("report00"))
            see(f"unshare the {name}", thing.unshare_from_zone("report00"))
        see(f"move the {name} by id", thing.move_to_zone("default"))
    see("zones", [_zone(each) for each in project.get_flow().list_zones()])
    see.error("move to no zone", things["dataset"].move_to_zone, "none")


def tools(see: Scene) -> None:
    flow = see.client.get_project("PENGUINS").get_flow()
    tool = see("start", flow.start_tool("CHECK_CONSISTENCY"))
    see("state", tool.get_state())
    see("state with options", tool.get_state({"x": 1}))
    see("update", tool.update().wait_for_result())
    see("update with options", tool.update({"x": 1}).wait_for_result())
    see("act", tool.do({"type": "MARK_RECIPE_AS_OK", "name": GROUP, "updated": True}))
    see("stop", tool.stop())
    see.error("state of what is gone", tool.get_state)
    see("start with data", flow.start_tool("COPY", {"x": 1}).get_state())
    see.error("start an odd one", flow.start_tool, "DANCE")


def propagation(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    wish = see("builder", project.get_flow().new_schema_propagation("penguins"))
    see("auto rebuild", wish.set_auto_rebuild(True))
    see("partitioning", wish.set_default_partitioning_value("day", "2026-01-01"))
    see("partition", wish.set_partition_for_computable("PENGUINS.penguins", "2026-01-02"))
    see("stop", wish.stop_at("none"))
    see("mark", wish.mark_recipe_as_ok("done"))
    see("grouping", wish.set_grouping_update_options())
    see("grouping of one", wish.set_grouping_update_options(GROUP, False, False, {"sum": True}))
    see("window", wish.set_window_update_options())
    see("window of one", wish.set_window_update_options("w", False, False, {"sum": True}))
    see("join", wish.set_join_update_options())
    see("join of one", wish.set_join_update_options("j", False, False, {"left": ["a"]}))
    see("start", wish.start().wait_for_result())
    plain = project.get_flow().new_schema_propagation("penguins")
    see("start a plain one", plain.start().wait_for_result())
    see.error("of nothing", project.get_flow().new_schema_propagation("none").start)


def replace(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    flow = project.get_flow()
    see("replace", flow.replace_input_computable("penguins", "penguins_raw"))
    see("inputs", project.get_recipe(GROUP).get_settings().get_flat_input_refs())
    see("share first", flow.replace_input_computable("penguins_raw", "SALES.orders", "DATASET"))
    see("inputs at the end", project.get_recipe(GROUP).get_settings().get_flat_input_refs())
    exposed = see.client.get_project("SALES").get_settings().get_raw()["exposedObjects"]
    see("shared", exposed)


def documentation(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    flow = project.get_flow()
    made = see("write", flow.generate_documentation().wait_for_result())
    with flow.download_documentation_stream(made["exportId"]) as stream:
        see("stream", _parts(stream.content))
    path = see.folder / "flow.docx"
    see("to a file", flow.download_documentation_to_file(made["exportId"], str(path)))
    see("the file", _parts(path.read_bytes()))
    from_file = flow.generate_documentation_from_custom_template(see.file(template(), "t.docx"))
    see("with a template", from_file.wait_for_result())
    project.get_managed_folder("fieldnts").put_file("t.docx", see.memory(template()))
    see("with a folder", flow.generate_documentation("fieldnts", "t.docx").wait_for_result())
    see.error("half said", flow.generate_documentation, folder_id="fieldnts")
    see.error("nothing there", flow.download_documentation_stream, "none")


def _names(handles: list[Any]) -> list[tuple[str, str]]:
    return [(type(each).__name__, each.id) for each in handles]


def _zone(zone: Any) -> list[Any]:
    items, shared = _names(zone.items), _names(zone.shared)
    return [type(zone).__name__, zone.id, zone.name, zone.color, items, shared]


def _parts(document: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(document)) as packed:
        return sorted(packed.namelist())
