from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from dataikuapi._errors import DSSBadRequest, DSSNotFound
from dataikuapi.aio.dss.dataset import AsyncDSSDataset
from dataikuapi.aio.dss.flow import AsyncDSSProjectFlow
from dataikuapi.aio.dss.labeling_task import AsyncDSSLabelingTask
from dataikuapi.aio.dss.managedfolder import AsyncDSSManagedFolder
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dss.recipe import AsyncDSSRecipe
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.tables import add_table, columns_of


@pytest.fixture
async def project(client: AsyncDSSClient, mock: DSSMock) -> AsyncDSSProject:
    """Orders are copied, then grouped; the copy is read by code, too."""
    project = await client.create_project("SALES", "Sales", "admin")
    add_table(mock, "SALES", "orders", "customer:string amount:bigint")
    add_table(mock, "SALES", "report", "line:string")
    creator = project.new_recipe("sync", "copy").with_input("orders")
    await creator.with_new_output("copied", "filesystem_managed").create()
    creator = project.new_recipe("grouping", "group").with_input("copied")
    creator.with_group_key("customer")
    await creator.with_new_output("grouped", "filesystem_managed").create()
    creator = project.new_recipe("python", "write").with_input("copied").with_output("report")
    await creator.create()
    return project


@pytest.fixture
def flow(project: AsyncDSSProject) -> AsyncDSSProjectFlow:
    return project.get_flow()


def refs(nodes: list[Any]) -> list[str]:
    return [node["ref"] for node in nodes]


async def test_graph_follows_the_recipes(flow: AsyncDSSProjectFlow) -> None:
    graph = await flow.get_graph()
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
    assert repr(flow) == "<AsyncDSSProjectFlow SALES>"
    for method in (graph.get_successor_recipes, graph.get_successor_computables):
        with pytest.raises(ValueError, match="flow of SALES has no nothing"):
            method("nothing")


async def test_graph_gives_handles(flow: AsyncDSSProjectFlow, project: AsyncDSSProject) -> None:
    graph = await flow.get_graph()
    sources = graph.get_source_computables("object")
    assert [type(each) for each in sources] == [AsyncDSSDataset]
    assert [each.id for each in graph.get_source_datasets()] == ["orders"]
    after = graph.get_successor_recipes(project.get_dataset("copied"), "objects")
    assert [(type(each), each.name) for each in after] == [
        (AsyncDSSRecipe, "group"),
        (AsyncDSSRecipe, "write"),
    ]
    outputs = graph.get_successor_computables(project.get_recipe("group"), "object")
    assert [each.name for each in outputs] == ["grouped"]


async def test_graph_in_traversal_order(flow: AsyncDSSProjectFlow) -> None:
    graph = await flow.get_graph()
    order = refs(graph.get_items_in_traversal_order())
    assert order == ["orders", "copy", "copied", "group", "grouped", "write", "report"]
    handles = graph.get_items_in_traversal_order("object")
    assert [each.name for each in handles] == order


async def test_traversal_of_joins_circles_and_long_flows(flow: AsyncDSSProjectFlow) -> None:
    graph = await flow.get_graph()

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


async def test_graph_with_folders_models_and_what_has_no_handle(
    flow: AsyncDSSProjectFlow, project: AsyncDSSProject, mock: DSSMock
) -> None:
    folder = await project.create_managed_folder("files")
    mock.table("saved_models").add("SALES.m1", {"projectKey": "SALES", "id": "m1", "name": "M"})
    graph = await flow.get_graph()
    assert graph.nodes[folder.id]["type"] == "COMPUTABLE_FOLDER"
    assert graph.nodes["m1"]["type"] == "COMPUTABLE_SAVED_MODEL"
    found = {type(each): each.id for each in graph.get_source_computables("object")}
    assert found[AsyncDSSManagedFolder] == folder.id
    graph.nodes["x"] = {"type": "COMPUTABLE_RETRIEVABLE_KNOWLEDGE", "ref": "x"}
    with pytest.raises(ValueError, match="no handle for x"):
        graph.get_source_computables("object")
    graph.nodes["x"] = {"type": "RUNNABLE_LABELING_TASK", "ref": "x", "successors": []}
    graph.nodes["orders"]["successors"] = ["x"]
    (task,) = graph.get_successor_recipes("orders", "object")
    assert isinstance(task, AsyncDSSLabelingTask)
    assert (task.id, repr(task)) == ("x", "<AsyncDSSLabelingTask SALES 'x'>")
    assert task.task_id == project.get_labeling_task("x").id
    graph.nodes["x"] = {"type": "COMPUTABLE_NEW", "ref": "x"}
    with pytest.raises(ValueError, match="no handle for x, which is a COMPUTABLE_NEW"):
        graph.get_source_computables("object")
    graph.nodes["x"] = {"type": "RUNNABLE_IMPLICIT_RECIPE", "ref": "x", "successors": []}
    graph.nodes["orders"]["successors"] = ["x"]
    assert refs(graph.get_successor_recipes("orders")) == ["x"]
    assert graph.get_successor_recipes("orders", "object") == []


async def test_graph_has_what_other_projects_share(
    flow: AsyncDSSProjectFlow, project: AsyncDSSProject, mock: DSSMock
) -> None:
    other = await project.client.create_project("OTHER", "Other", "admin")
    add_table(mock, "OTHER", "prices", "item:string")
    add_table(mock, "OTHER", "costs", "item:string")
    settings = await other.get_settings()
    settings.add_exposed_object("DATASET", "prices", "SALES")
    await settings.save()
    creator = project.new_recipe("sync").with_input("costs", "OTHER")
    await creator.with_new_output("costs_here", "filesystem_managed").create()
    graph = await flow.get_graph()
    assert graph.nodes["OTHER.costs"]["successors"] == ["compute_costs_here"]
    assert graph.nodes["OTHER.prices"]["successors"] == []
    handles = {each.project_key: each.name for each in graph.get_source_datasets()}
    assert handles["OTHER"] in ("prices", "costs")
    assert refs(graph.get_successor_recipes(other.get_dataset("costs"))) == ["compute_costs_here"]


async def test_replace_input_computable(
    flow: AsyncDSSProjectFlow, project: AsyncDSSProject, mock: DSSMock
) -> None:
    await flow.replace_input_computable("copied", "orders")
    inputs = {
        item.name: (await item.to_recipe().get_settings()).get_flat_input_refs()
        for item in await project.list_recipes()
    }
    assert inputs == {"copy": ["orders"], "group": ["orders"], "write": ["orders"]}
    changed = [call.path for call in mock.calls if call.operation == "recipe_update"]
    assert len(changed) == 2
    with pytest.raises(ValueError, match="new_ref must not be empty"):
        await flow.replace_input_computable("copied", "")


async def test_replace_input_by_one_of_another_project_shares_it(
    flow: AsyncDSSProjectFlow, project: AsyncDSSProject, mock: DSSMock
) -> None:
    other = await project.client.create_project("OTHER", "Other", "admin")
    add_table(mock, "OTHER", "orders", "customer:string")
    await flow.replace_input_computable("orders", "OTHER.orders")
    settings = await project.get_recipe("copy").get_settings()
    assert settings.get_flat_input_refs() == ["OTHER.orders"]
    exposed = (await other.get_settings()).get_raw()["exposedObjects"]["objects"]
    assert exposed == [
        {"type": "DATASET", "localName": "orders", "rules": [{"targetProject": "SALES"}]}
    ]


async def test_documentation_is_written_and_downloaded(
    flow: AsyncDSSProjectFlow, tmp_path: Path
) -> None:
    result = await (await flow.generate_documentation()).wait_for_result()
    async with await flow.download_documentation_stream(result["exportId"]) as stream:
        data = await stream.read()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read("word/document.xml").decode()
    assert "DATASET copied, followed by group, write" in text
    await flow.download_documentation_to_file(result["exportId"], tmp_path / "flow.docx")
    assert (tmp_path / "flow.docx").read_bytes() == data
    with pytest.raises(DSSNotFound, match="nothing"):
        await flow.download_documentation_to_file("nothing", tmp_path / "none.docx")
    assert not (tmp_path / "none.docx").exists()


def template() -> bytes:
    """A document with one paragraph and a section."""
    body = "<w:p>Our flow</w:p><w:sectPr/>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document><w:body>{body}</w:body></w:document>")
    return file.getvalue()


async def documented(flow: AsyncDSSProjectFlow, export_id: str) -> str:
    async with await flow.download_documentation_stream(export_id) as stream:
        data = await stream.read()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


async def test_documentation_with_a_local_template(
    flow: AsyncDSSProjectFlow, mock: DSSMock, tmp_path: Path
) -> None:
    path = tmp_path / "ours.docx"
    path.write_bytes(template())
    with path.open("rb") as file:
        future = await flow.generate_documentation_from_custom_template(file)
    assert mock.calls[-1].files["file"][0] == "ours.docx"
    text = await documented(flow, (await future.wait_for_result())["exportId"])
    assert text.index("Our flow") < text.index("Flow of the project SALES") < text.index("sectPr")
    future = await flow.generate_documentation_from_custom_template(io.BytesIO(template()))
    assert mock.calls[-1].files["file"][0] == "file"
    with pytest.raises(DSSBadRequest, match=r"docx|zip|archive"):
        await flow.generate_documentation_from_custom_template(io.BytesIO(b"no document"))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/other.xml", "")
    with pytest.raises(DSSBadRequest, match="no docx document"):
        await flow.generate_documentation_from_custom_template(io.BytesIO(file.getvalue()))
    with pytest.raises(TypeError, match="fp must be a file"):
        await flow.generate_documentation_from_custom_template("ours.docx")  # type: ignore[arg-type]


async def test_documentation_with_a_template_in_a_folder(
    flow: AsyncDSSProjectFlow, project: AsyncDSSProject
) -> None:
    folder = await project.create_managed_folder("templates")
    await folder.put_file("a/ours.docx", template())
    future = await flow.generate_documentation(folder.id, "a/ours.docx")
    assert "Our flow" in await documented(flow, (await future.wait_for_result())["exportId"])
    with pytest.raises(DSSNotFound, match=r"no file /a/other\.docx"):
        await flow.generate_documentation(folder.id, "a/other.docx")
    with pytest.raises(ValueError, match="go together"):
        await flow.generate_documentation(folder_id=folder.id)


async def test_consistency_tool(flow: AsyncDSSProjectFlow, mock: DSSMock) -> None:
    tool = await flow.start_tool("CHECK_CONSISTENCY", {"depth": 1})
    state = await tool.get_state()
    assert state["data"] == {"depth": 1}
    assert {each["state"] for each in state["states"].values()} == {"UNCHECKED"}
    await (await tool.update({"full": True})).wait_for_result()
    states = (await tool.get_state({"full": True}))["states"]
    assert mock.calls[-1].body == {"full": True}
    assert states["copy"]["state"] == "NOK"
    assert "no column customer" in states["copy"]["incompatibilities"][0]
    assert "cannot be computed" in states["write"]["message"]
    state = await tool.do({"type": "MARK_RECIPE_AS_OK", "name": "copy"})
    assert state["states"]["copy"] == {"state": "OK", "markedAsOk": True}
    await (await tool.update()).wait_for_result()
    assert (await tool.get_state())["states"]["copy"]["state"] == "OK"
    state = await tool.do({"type": "MARK_DATASET_AS_REBUILT", "name": "copied"})
    assert state["states"]["copied"]["rebuilt"] is True
    with pytest.raises(DSSNotFound, match="RECIPE is not in the flow: copied"):
        await tool.do({"type": "MARK_RECIPE_AS_OK", "name": "copied"})
    with pytest.raises(DSSBadRequest, match="Unknown action"):
        await tool.do({"type": "DANCE", "name": "copied"})
    assert "msg" in await tool.stop()
    with pytest.raises(DSSNotFound, match=tool.tool_id):
        await tool.get_state()


async def test_views_show_what_documents_hold(flow: AsyncDSSProjectFlow, mock: DSSMock) -> None:
    with mock.table("datasets").edit("SALES.orders") as document:
        document["tags"] = ["raw"]
    with pytest.warns(DeprecationWarning, match="TAGS is a view"):
        tool = await flow.start_tool("TAGS")
    assert (await tool.get_state())["values"] == {"orders": ["raw"]}
    with pytest.raises(DSSBadRequest, match="always up to date"):
        await tool.update()
    with pytest.warns(DeprecationWarning, match="is a view"):
        tool = await flow.start_tool("RECIPES_TYPES")
    values = (await tool.get_state())["values"]
    assert values == {"copy": "sync", "group": "grouping", "write": "python"}
    with pytest.warns(DeprecationWarning, match="is a view"):
        assert (await (await flow.start_tool("WATCH")).get_state())["values"] == {}
    mock.table("dataset_builds").add("SALES.copied", {"buildEndTime": 7})
    with pytest.warns(DeprecationWarning, match="is a view"):
        tool = await flow.start_tool("LAST_BUILD")
    assert (await tool.get_state())["values"] == {"copied": 7}
    with pytest.raises(DSSBadRequest, match="Unknown tool of the flow: DANCE"):
        await flow.start_tool("DANCE")


async def test_schema_propagation(flow: AsyncDSSProjectFlow, mock: DSSMock) -> None:
    future = await flow.new_schema_propagation("orders").start()
    result = await future.wait_for_result()
    assert columns_of(mock, "SALES", "copied") == ["customer:string", "amount:bigint"]
    assert columns_of(mock, "SALES", "grouped") == ["customer:string", "count:bigint"]
    assert result["maxSeverity"] == "WARNING"
    assert [each["title"] for each in result["messages"]][:2] == [
        "copy: 1 schemas changed",
        "group: 1 schemas changed",
    ]


async def test_schema_propagation_that_stops(flow: AsyncDSSProjectFlow, mock: DSSMock) -> None:
    propagation = flow.new_schema_propagation("SALES.orders")
    propagation.stop_at("group")
    propagation.mark_recipe_as_ok("write")
    await (await propagation.start()).wait_for_result()
    assert columns_of(mock, "SALES", "copied") != []
    assert columns_of(mock, "SALES", "grouped") == []


async def test_schema_propagation_sends_its_options(
    flow: AsyncDSSProjectFlow, mock: DSSMock
) -> None:
    propagation = flow.new_schema_propagation("orders")
    propagation.set_auto_rebuild(False)
    propagation.set_default_partitioning_value("day", "2026-01-31")
    propagation.set_partition_for_computable("SALES.orders", "2026-02-01")
    propagation.set_grouping_update_options(new_aggregates={"x": {}})
    propagation.set_window_update_options(remove_missing_in_window=False)
    propagation.set_join_update_options(recipe="j", remove_missing_join_values=False)
    propagation.set_grouping_update_options("group", remove_missing_keys=False)
    await propagation.start()
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


async def test_schema_propagation_from_nothing(flow: AsyncDSSProjectFlow) -> None:
    with pytest.raises(DSSNotFound, match=r"SALES\.nothing"):
        await flow.new_schema_propagation("nothing").start()
    with pytest.raises(ValueError, match="dataset_name must not be empty"):
        flow.new_schema_propagation("")
