# Derived by `tox -e generate` from tests/aio/test_flow.py. Do not edit.
from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from dataikuapi._errors import DSSBadRequest, DSSNotFound
from dataikuapi.dss.dataset import DSSDataset
from dataikuapi.dss.flow import DSSProjectFlow
from dataikuapi.dss.labeling_task import DSSLabelingTask
from dataikuapi.dss.managedfolder import DSSManagedFolder
from dataikuapi.dss.project import DSSProject
from dataikuapi.dss.recipe import DSSRecipe
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.tables import add_table, columns_of


@pytest.fixture
def project(client: DSSClient, mock: DSSMock) -> DSSProject:
    """Orders are copied, then grouped; the copy is read by code, too."""
    project = client.create_project("SALES", "Sales", "admin")
    add_table(mock, "SALES", "orders", "customer:string amount:bigint")
    add_table(mock, "SALES", "report", "line:string")
    creator = project.new_recipe("sync", "copy").with_input("orders")
    creator.with_new_output("copied", "filesystem_managed").create()
    creator = project.new_recipe("grouping", "group").with_input("copied")
    creator.with_group_key("customer")
    creator.with_new_output("grouped", "filesystem_managed").create()
    creator = project.new_recipe("python", "write").with_input("copied").with_output("report")
    creator.create()
    return project


@pytest.fixture
def flow(project: DSSProject) -> DSSProjectFlow:
    return project.get_flow()


def refs(nodes: list[Any]) -> list[str]:
    return [node["ref"] for node in nodes]


def test_graph_follows_the_recipes(flow: DSSProjectFlow) -> None:
    graph = flow.get_graph()
    assert graph.nodes is graph.data["nodes"]
    assert graph.nodes["copied"] == {
        "type": "COMPUTABLE_DATASET",
        "ref": "copied",
        "predecessors": ["copy"],
        "successors": ["group", "write"],
    }
    assert refs(graph.get_source_computables()) == ["orders"]
    assert refs(graph.get_source_recipes()) == []
    assert refs(graph.get_successor_recipes("copied")) == ["group", "write"]
    assert refs(graph.get_successor_computables("copy")) == ["copied"]
    assert repr(flow) == "<DSSProjectFlow SALES>"
    for method in (graph.get_successor_recipes, graph.get_successor_computables):
        with pytest.raises(ValueError, match="flow of SALES has no nothing"):
            method("nothing")


def test_graph_gives_handles(flow: DSSProjectFlow, project: DSSProject) -> None:
    graph = flow.get_graph()
    sources = graph.get_source_computables("object")
    assert [type(each) for each in sources] == [DSSDataset]
    assert [each.id for each in graph.get_source_datasets()] == ["orders"]
    after = graph.get_successor_recipes(project.get_dataset("copied"), "objects")
    assert [(type(each), each.name) for each in after] == [
        (DSSRecipe, "group"),
        (DSSRecipe, "write"),
    ]
    outputs = graph.get_successor_computables(project.get_recipe("group"), "object")
    assert [each.name for each in outputs] == ["grouped"]


def test_graph_in_traversal_order(flow: DSSProjectFlow) -> None:
    graph = flow.get_graph()
    order = refs(graph.get_items_in_traversal_order())
    assert order == ["orders", "copy", "copied", "group", "grouped", "write", "report"]
    handles = graph.get_items_in_traversal_order("object")
    assert [each.name for each in handles] == order


def test_traversal_of_joins_circles_and_long_flows(flow: DSSProjectFlow) -> None:
    graph = flow.get_graph()

    def node(ref: str, before: str, after: str) -> dict[str, Any]:
        kind = "RUNNABLE_RECIPE" if ref.startswith("r") else "COMPUTABLE_DATASET"
        return {
            "type": kind,
            "ref": ref,
            "predecessors": before.split(),
            "successors": after.split(),
        }

    graph.nodes = {
        each["ref"]: each
        for each in (
            node("a", "", "r1"),
            node("b", "", "r1 r2"),
            node("r1", "a b", "c"),
            node("c", "r1", ""),
            node("r2", "b", "d"),
            node("d", "r2", ""),
            node("r9", "", ""),
        )
    }
    order = refs(graph.get_items_in_traversal_order())
    assert order == ["a", "b", "r1", "c", "r2", "d", "r9"]
    assert refs(graph.get_source_recipes()) == ["r9"]
    circle = (node("s", "", "r1"), node("r1", "s x", "x"), node("x", "r1", "r1"))
    graph.nodes = {each["ref"]: each for each in circle}
    assert sorted(refs(graph.get_items_in_traversal_order())) == ["r1", "s", "x"]
    size = 3000
    graph.nodes = {
        f"d{i}": node(f"d{i}", f"d{i - 1}" if i else "", f"d{i + 1}" if i < size else "")
        for i in range(size + 1)
    }
    assert refs(graph.get_items_in_traversal_order())[-1] == f"d{size}"


def test_graph_with_folders_models_and_what_has_no_handle(
    flow: DSSProjectFlow, project: DSSProject, mock: DSSMock
) -> None:
    folder = project.create_managed_folder("files")
    mock.table("saved_models").add("SALES.m1", {"projectKey": "SALES", "id": "m1", "name": "M"})
    graph = flow.get_graph()
    assert graph.nodes[folder.id]["type"] == "COMPUTABLE_FOLDER"
    assert graph.nodes["m1"]["type"] == "COMPUTABLE_SAVED_MODEL"
    found = {type(each): each.id for each in graph.get_source_computables("object")}
    assert found[DSSManagedFolder] == folder.id
    graph.nodes["x"] = {"type": "COMPUTABLE_RETRIEVABLE_KNOWLEDGE", "ref": "x"}
    with pytest.raises(ValueError, match="no handle for x"):
        graph.get_source_computables("object")
    graph.nodes["x"] = {"type": "RUNNABLE_LABELING_TASK", "ref": "x", "successors": []}
    graph.nodes["orders"]["successors"] = ["x"]
    (task,) = graph.get_successor_recipes("orders", "object")
    assert isinstance(task, DSSLabelingTask)
    assert (task.id, repr(task)) == ("x", "<DSSLabelingTask SALES 'x'>")
    assert task.task_id == project.get_labeling_task("x").id
    graph.nodes["x"] = {"type": "COMPUTABLE_NEW", "ref": "x"}
    with pytest.raises(ValueError, match="no handle for x, which is a COMPUTABLE_NEW"):
        graph.get_source_computables("object")
    graph.nodes["x"] = {"type": "RUNNABLE_IMPLICIT_RECIPE", "ref": "x", "successors": []}
    graph.nodes["orders"]["successors"] = ["x"]
    assert refs(graph.get_successor_recipes("orders")) == ["x"]
    assert graph.get_successor_recipes("orders", "object") == []


def test_graph_has_what_other_projects_share(
    flow: DSSProjectFlow, project: DSSProject, mock: DSSMock
) -> None:
    other = project.client.create_project("OTHER", "Other", "admin")
    add_table(mock, "OTHER", "prices", "item:string")
    add_table(mock, "OTHER", "costs", "item:string")
    settings = other.get_settings()
    settings.add_exposed_object("DATASET", "prices", "SALES")
    settings.save()
    creator = project.new_recipe("sync").with_input("costs", "OTHER")
    creator.with_new_output("costs_here", "filesystem_managed").create()
    graph = flow.get_graph()
    assert graph.nodes["OTHER.costs"]["successors"] == ["compute_costs_here"]
    assert graph.nodes["OTHER.prices"]["successors"] == []
    handles = {each.project_key: each.name for each in graph.get_source_datasets()}
    assert handles["OTHER"] in ("prices", "costs")
    assert refs(graph.get_successor_recipes(other.get_dataset("costs"))) == ["compute_costs_here"]


def test_replace_input_computable(flow: DSSProjectFlow, project: DSSProject, mock: DSSMock) -> None:
    flow.replace_input_computable("copied", "orders")
    inputs = {
        item.name: (item.to_recipe().get_settings()).get_flat_input_refs()
        for item in project.list_recipes()
    }
    assert inputs == {"copy": ["orders"], "group": ["orders"], "write": ["orders"]}
    changed = [call.path for call in mock.calls if call.operation == "recipe_update"]
    assert len(changed) == 2
    with pytest.raises(ValueError, match="new_ref must not be empty"):
        flow.replace_input_computable("copied", "")


def test_replace_input_by_one_of_another_project_shares_it(
    flow: DSSProjectFlow, project: DSSProject, mock: DSSMock
) -> None:
    other = project.client.create_project("OTHER", "Other", "admin")
    add_table(mock, "OTHER", "orders", "customer:string")
    flow.replace_input_computable("orders", "OTHER.orders")
    settings = project.get_recipe("copy").get_settings()
    assert settings.get_flat_input_refs() == ["OTHER.orders"]
    exposed = (other.get_settings()).get_raw()["exposedObjects"]["objects"]
    assert exposed == [
        {"type": "DATASET", "localName": "orders", "rules": [{"targetProject": "SALES"}]}
    ]


def test_documentation_is_written_and_downloaded(flow: DSSProjectFlow, tmp_path: Path) -> None:
    result = (flow.generate_documentation()).wait_for_result()
    with flow.download_documentation_stream(result["exportId"]) as stream:
        data = stream.read()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read("word/document.xml").decode()
    assert "DATASET copied, followed by group, write" in text
    flow.download_documentation_to_file(result["exportId"], tmp_path / "flow.docx")
    assert (tmp_path / "flow.docx").read_bytes() == data
    with pytest.raises(DSSNotFound, match="nothing"):
        flow.download_documentation_to_file("nothing", tmp_path / "none.docx")
    assert not (tmp_path / "none.docx").exists()


def template() -> bytes:
    """A document with one paragraph and a section."""
    body = "<w:p>Our flow</w:p><w:sectPr/>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document><w:body>{body}</w:body></w:document>")
    return file.getvalue()


def documented(flow: DSSProjectFlow, export_id: str) -> str:
    with flow.download_documentation_stream(export_id) as stream:
        data = stream.read()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


def test_documentation_with_a_local_template(
    flow: DSSProjectFlow, mock: DSSMock, tmp_path: Path
) -> None:
    path = tmp_path / "ours.docx"
    path.write_bytes(template())
    with path.open("rb") as file:
        future = flow.generate_documentation_from_custom_template(file)
    assert mock.calls[-1].files["file"][0] == "ours.docx"
    text = documented(flow, (future.wait_for_result())["exportId"])
    assert text.index("Our flow") < text.index("Flow of the project SALES") < text.index("sectPr")
    future = flow.generate_documentation_from_custom_template(io.BytesIO(template()))
    assert mock.calls[-1].files["file"][0] == "file"
    with pytest.raises(DSSBadRequest, match=r"docx|zip|archive"):
        flow.generate_documentation_from_custom_template(io.BytesIO(b"no document"))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/other.xml", "")
    with pytest.raises(DSSBadRequest, match="no docx document"):
        flow.generate_documentation_from_custom_template(io.BytesIO(file.getvalue()))
    with pytest.raises(TypeError, match="fp must be a file"):
        flow.generate_documentation_from_custom_template("ours.docx")  # type: ignore[arg-type]


def test_documentation_with_a_template_in_a_folder(
    flow: DSSProjectFlow, project: DSSProject
) -> None:
    folder = project.create_managed_folder("templates")
    folder.put_file("a/ours.docx", template())
    future = flow.generate_documentation(folder.id, "a/ours.docx")
    assert "Our flow" in documented(flow, (future.wait_for_result())["exportId"])
    with pytest.raises(DSSNotFound, match=r"no file /a/other\.docx"):
        flow.generate_documentation(folder.id, "a/other.docx")
    with pytest.raises(ValueError, match="go together"):
        flow.generate_documentation(folder_id=folder.id)


def test_consistency_tool(flow: DSSProjectFlow, mock: DSSMock) -> None:
    tool = flow.start_tool("CHECK_CONSISTENCY", {"depth": 1})
    state = tool.get_state()
    assert state["data"] == {"depth": 1}
    assert {each["state"] for each in state["states"].values()} == {"UNCHECKED"}
    (tool.update({"full": True})).wait_for_result()
    states = (tool.get_state({"full": True}))["states"]
    assert mock.calls[-1].body == {"full": True}
    assert states["copy"]["state"] == "NOK"
    assert "no column customer" in states["copy"]["incompatibilities"][0]
    assert "cannot be computed" in states["write"]["message"]
    state = tool.do({"type": "MARK_RECIPE_AS_OK", "name": "copy"})
    assert state["states"]["copy"] == {"state": "OK", "markedAsOk": True}
    (tool.update()).wait_for_result()
    assert (tool.get_state())["states"]["copy"]["state"] == "OK"
    state = tool.do({"type": "MARK_DATASET_AS_REBUILT", "name": "copied"})
    assert state["states"]["copied"]["rebuilt"] is True
    with pytest.raises(DSSNotFound, match="RECIPE is not in the flow: copied"):
        tool.do({"type": "MARK_RECIPE_AS_OK", "name": "copied"})
    with pytest.raises(DSSBadRequest, match="Unknown action"):
        tool.do({"type": "DANCE", "name": "copied"})
    assert "msg" in tool.stop()
    with pytest.raises(DSSNotFound, match=tool.tool_id):
        tool.get_state()


def test_views_show_what_documents_hold(flow: DSSProjectFlow, mock: DSSMock) -> None:
    with mock.table("datasets").edit("SALES.orders") as document:
        document["tags"] = ["raw"]
    with pytest.warns(DeprecationWarning, match="TAGS is a view"):
        tool = flow.start_tool("TAGS")
    assert (tool.get_state())["values"] == {"orders": ["raw"]}
    with pytest.raises(DSSBadRequest, match="always up to date"):
        tool.update()
    with pytest.warns(DeprecationWarning, match="is a view"):
        tool = flow.start_tool("RECIPES_TYPES")
    values = (tool.get_state())["values"]
    assert values == {"copy": "sync", "group": "grouping", "write": "python"}
    with pytest.warns(DeprecationWarning, match="is a view"):
        assert ((flow.start_tool("WATCH")).get_state())["values"] == {}
    mock.table("dataset_builds").add("SALES.copied", {"buildEndTime": 7})
    with pytest.warns(DeprecationWarning, match="is a view"):
        tool = flow.start_tool("LAST_BUILD")
    assert (tool.get_state())["values"] == {"copied": 7}
    with pytest.raises(DSSBadRequest, match="Unknown tool of the flow: DANCE"):
        flow.start_tool("DANCE")


def test_schema_propagation(flow: DSSProjectFlow, mock: DSSMock) -> None:
    future = flow.new_schema_propagation("orders").start()
    result = future.wait_for_result()
    assert columns_of(mock, "SALES", "copied") == ["customer:string", "amount:bigint"]
    assert columns_of(mock, "SALES", "grouped") == ["customer:string", "count:bigint"]
    assert result["maxSeverity"] == "WARNING"
    assert [each["title"] for each in result["messages"]][:2] == [
        "copy: 1 schemas changed",
        "group: 1 schemas changed",
    ]


def test_schema_propagation_that_stops(flow: DSSProjectFlow, mock: DSSMock) -> None:
    propagation = flow.new_schema_propagation("SALES.orders")
    propagation.stop_at("group")
    propagation.mark_recipe_as_ok("write")
    (propagation.start()).wait_for_result()
    assert columns_of(mock, "SALES", "copied") != []
    assert columns_of(mock, "SALES", "grouped") == []


def test_schema_propagation_sends_its_options(flow: DSSProjectFlow, mock: DSSMock) -> None:
    propagation = flow.new_schema_propagation("orders")
    propagation.set_auto_rebuild(False)
    propagation.set_default_partitioning_value("day", "2026-01-31")
    propagation.set_partition_for_computable("SALES.orders", "2026-02-01")
    propagation.set_grouping_update_options(new_aggregates={"x": {}})
    propagation.set_window_update_options(remove_missing_in_window=False)
    propagation.set_join_update_options(recipe="j", remove_missing_join_values=False)
    propagation.set_grouping_update_options("group", remove_missing_keys=False)
    propagation.start()
    assert mock.calls[-1].body == {
        "options": {
            "recipeUpdateOptions": {
                "byType": {
                    "grouping": {
                        "removeMissingAggregates": True,
                        "removeMissingKeys": True,
                        "newAggregates": {"x": {}},
                    },
                    "window": {
                        "removeMissingAggregates": True,
                        "removeMissingInWindow": False,
                        "newAggregates": {},
                    },
                },
                "byName": {
                    "j": {
                        "removeMissingJoinConditions": True,
                        "removeMissingJoinValues": False,
                        "newSelectedColumns": {},
                    },
                    "group": {
                        "removeMissingAggregates": True,
                        "removeMissingKeys": False,
                        "newAggregates": {},
                    },
                },
            },
            "defaultPartitionValuesByDimension": {"day": "2026-01-31"},
            "partitionsByComputable": {"SALES.orders": "2026-02-01"},
            "excludedRecipes": [],
            "markAsOkRecipes": [],
            "autoRebuild": False,
        },
        "sources": [{"projectKey": "SALES", "id": "orders"}],
    }


def test_schema_propagation_from_nothing(flow: DSSProjectFlow) -> None:
    with pytest.raises(DSSNotFound, match=r"SALES\.nothing"):
        flow.new_schema_propagation("nothing").start()
    with pytest.raises(ValueError, match="dataset_name must not be empty"):
        flow.new_schema_propagation("")
