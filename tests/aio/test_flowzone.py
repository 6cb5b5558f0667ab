from __future__ import annotations

import pytest

from dataikuapi._errors import DSSBadRequest, DSSNotFound, DSSServerError
from dataikuapi.aio.dss.flow import AsyncDSSProjectFlow
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.tables import add_table


@pytest.fixture
async def project(client: AsyncDSSClient, mock: DSSMock) -> AsyncDSSProject:
    project = await client.create_project("SALES", "Sales", "admin")
    add_table(mock, "SALES", "orders", "customer:string")
    creator = project.new_recipe("sync", "copy").with_input("orders")
    await creator.with_new_output("copied", "filesystem_managed").create()
    return project


@pytest.fixture
def flow(project: AsyncDSSProject) -> AsyncDSSProjectFlow:
    return project.get_flow()


def names(objects: list) -> list[str]:
    return [each.id for each in objects]


async def test_zones_begin_with_the_default_one(flow: AsyncDSSProjectFlow) -> None:
    zones = await flow.list_zones()
    assert [(zone.id, zone.name) for zone in zones] == [("default", "Default")]
    assert names(zones[0].items) == ["orders", "copied", "copy"]
    assert (await flow.get_default_zone()).id == "default"
    assert repr(zones[0]) == ("<dataikuapi.dss.flow.AsyncDSSFlowZone (id=default, name=Default)>")


async def test_create_zone(flow: AsyncDSSProjectFlow) -> None:
    zone = await flow.create_zone("Raw", "#ff0000")
    assert (zone.name, zone.color, zone.items, zone.shared) == ("Raw", "#ff0000", [], [])
    assert (await flow.create_zone("Clean")).color == "#2ab1ac"
    assert [each.name for each in await flow.list_zones()] == ["Default", "Raw", "Clean"]
    assert (await flow.get_zone(zone.id)).name == "Raw"
    with pytest.raises(DSSNotFound, match="nothing"):
        await flow.get_zone("nothing")
    with pytest.raises(ValueError, match="name must not be empty"):
        await flow.create_zone("")
    with pytest.raises(DSSBadRequest, match="must not be blank"):
        await flow.create_zone("  ")


async def test_a_recipe_and_its_outputs_move_together(
    flow: AsyncDSSProjectFlow, project: AsyncDSSProject
) -> None:
    zone = await flow.create_zone("Raw")
    await zone.add_item(project.get_dataset("copied"))
    assert names(zone.items) == ["copy", "copied"]
    assert names((await flow.get_default_zone()).items) == ["orders"]
    assert (await flow.get_zone_of_object(project.get_recipe("copy"))).id == zone.id
    assert (await flow.get_zone_of_object(project.get_dataset("orders"))).id == "default"
    other = await flow.create_zone("Other")
    await other.add_items([project.get_recipe("copy"), project.get_dataset("orders")])
    assert names(other.items) == ["copy", "copied", "orders"]
    assert (await flow.get_zone(zone.id)).items == []
    default = await flow.get_default_zone()
    await default.add_item(project.get_dataset("orders"))
    assert names(default.items) == ["orders"]
    assert names((await flow.get_zone(other.id)).items) == ["copy", "copied"]


async def test_new_outputs_come_into_the_zone_of_their_recipe(
    flow: AsyncDSSProjectFlow, project: AsyncDSSProject, mock: DSSMock
) -> None:
    zone = await flow.create_zone("Raw")
    recipe = project.get_recipe("copy")
    await zone.add_item(recipe)
    add_table(mock, "SALES", "second", "customer:string")
    settings = await recipe.get_settings()
    settings.add_output("main", "second")
    await settings.save()
    assert (await flow.get_zone_of_object(project.get_dataset("second"))).id == zone.id
    await zone.add_item(project.get_dataset("orders"))
    creator = project.new_recipe("sync", "more").with_input("copied")
    add_table(mock, "SALES", "third", "customer:string")
    await zone.add_item(project.get_dataset("third"))
    await creator.with_output("third").create()
    assert (await flow.get_zone_of_object(project.get_recipe("more"))).id == zone.id


async def test_what_cannot_be_moved(flow: AsyncDSSProjectFlow, project: AsyncDSSProject) -> None:
    zone = await flow.create_zone("Raw")
    with pytest.raises(DSSNotFound, match="nothing"):
        await zone.add_item(project.get_dataset("nothing"))
    with pytest.raises(DSSNotFound, match="nothing"):
        await zone.add_items([project.get_dataset("orders"), project.get_recipe("nothing")])
    assert (await flow.get_zone(zone.id)).items == []
    with pytest.raises(ValueError, match="AsyncDSSProject is no object of a flow"):
        await zone.add_item(project)
    with pytest.raises(TypeError, match="items must be a list"):
        await zone.add_items("orders")
    missing = project.get_dataset("nothing")
    assert (await flow.get_zone_of_object(missing)).id == "default"
    with pytest.raises(ValueError, match="str is no object of a flow"):
        await flow.get_zone_of_object("orders")


async def test_shared_objects(flow: AsyncDSSProjectFlow, project: AsyncDSSProject) -> None:
    zone = await flow.create_zone("Raw")
    orders = project.get_dataset("orders")
    await zone.add_shared(orders)
    await zone.add_shared(orders)
    assert names(zone.shared) == ["orders"]
    assert names((await flow.get_default_zone()).items) == ["orders", "copied", "copy"]
    with pytest.raises(DSSNotFound, match="nothing"):
        await zone.add_shared(project.get_dataset("nothing"))
    await zone.remove_shared(orders)
    assert zone.shared == []
    with pytest.raises(DSSNotFound, match="orders"):
        await zone.remove_shared(orders)
    await zone.add_shared(orders)
    await zone.add_item(orders)
    assert (names(zone.items), zone.shared) == (["orders"], [])
    with pytest.raises(DSSBadRequest, match="in the zone Raw already"):
        await zone.add_shared(orders)


async def test_remove_shared_that_was_done_when_its_answer_got_lost(
    flow: AsyncDSSProjectFlow, project: AsyncDSSProject, mock: DSSMock
) -> None:
    zone = await flow.create_zone("Raw")
    orders = project.get_dataset("orders")
    await zone.add_shared(orders)
    mock.faults.add(op="flow_zone_unshare", drop="after")
    await zone.remove_shared(orders)
    assert (zone.name, zone.shared) == ("Raw", [])


async def test_object_of_another_project(
    flow: AsyncDSSProjectFlow, project: AsyncDSSProject, mock: DSSMock
) -> None:
    other = await project.client.create_project("OTHER", "Other", "admin")
    add_table(mock, "OTHER", "prices", "item:string")
    settings = await other.get_settings()
    settings.add_exposed_object("DATASET", "prices", "SALES")
    await settings.save()
    zone = await flow.create_zone("Raw")
    prices = other.get_dataset("prices")
    await zone.add_item(prices)
    assert mock.calls[-1].body == {
        "projectKey": "OTHER",
        "objectId": "prices",
        "objectType": "DATASET",
    }
    assert [(each.project_key, each.id) for each in zone.items] == [("OTHER", "prices")]
    assert (await flow.get_zone_of_object(prices)).id == zone.id
    assert list((await zone.get_graph()).nodes) == ["OTHER.prices"]


async def test_settings_of_a_zone(flow: AsyncDSSProjectFlow, project: AsyncDSSProject) -> None:
    zone = await flow.create_zone("Raw")
    await zone.add_item(project.get_dataset("orders"))
    settings = zone.get_settings()
    assert (settings.name, settings.color) == ("Raw", "#2ab1ac")
    settings.name, settings.color = "Sources", "#000000"
    settings.get_raw()["unknown"] = {"kept": True}
    settings.get_raw()["items"] = []
    await settings.save()
    again = await flow.get_zone(zone.id)
    assert (again.name, again.color, names(again.items)) == ("Sources", "#000000", ["orders"])
    assert again.get_settings().get_raw()["unknown"] == {"kept": True}
    default = (await flow.get_default_zone()).get_settings()
    default.name = "Rest"
    await default.save()
    assert [each.name for each in await flow.list_zones()] == ["Rest", "Sources"]
    await zone.delete()
    with pytest.raises(DSSNotFound):
        await settings.save()


async def test_graph_of_a_zone(flow: AsyncDSSProjectFlow, project: AsyncDSSProject) -> None:
    zone = await flow.create_zone("Raw")
    await zone.add_item(project.get_recipe("copy"))
    graph = await zone.get_graph()
    assert sorted(graph.nodes) == ["copied", "copy"]
    assert graph.nodes["copy"]["predecessors"] == []
    await zone.add_shared(project.get_dataset("orders"))
    assert (await zone.get_graph()).nodes["copy"]["predecessors"] == ["orders"]
    with pytest.raises(DSSServerError, match="default zone"):
        await (await flow.get_default_zone()).get_graph()


async def test_delete_zone(flow: AsyncDSSProjectFlow, project: AsyncDSSProject) -> None:
    zone = await flow.create_zone("Raw")
    await zone.add_item(project.get_recipe("copy"))
    await zone.delete()
    assert names((await flow.get_default_zone()).items) == ["orders", "copied", "copy"]
    with pytest.raises(DSSNotFound):
        await zone.delete()
    with pytest.raises(DSSBadRequest, match="default zone cannot be deleted"):
        await (await flow.get_default_zone()).delete()


async def test_zones_follow_what_is_renamed_and_deleted(
    flow: AsyncDSSProjectFlow, project: AsyncDSSProject, mock: DSSMock
) -> None:
    zone = await flow.create_zone("Raw")
    recipe = project.get_recipe("copy")
    await zone.add_item(recipe)
    await recipe.rename("copy_orders")
    assert names((await flow.get_zone(zone.id)).items) == ["copy_orders", "copied"]
    await recipe.delete()
    assert names((await flow.get_zone(zone.id)).items) == ["copied"]
    mock.table("datasets").delete("SALES.copied")
    assert (await flow.get_zone(zone.id)).items == []


async def test_generate_ai_description(flow: AsyncDSSProjectFlow) -> None:
    zone = await flow.create_zone("Raw")
    answer = await zone.generate_ai_description("french", "technical", "low", True)
    assert answer["msg"] == "Raw is a zone with 0 objects. (technical description, french)"
    raw = (await flow.get_zone(zone.id)).get_settings().get_raw()
    assert raw["description"] == answer["msg"]
    other = await zone.generate_ai_description()
    assert "recipes" in other["msg"]
    assert (await flow.get_zone(zone.id)).get_settings().get_raw()["description"] == answer["msg"]
    with pytest.raises(ValueError, match="length must be one of"):
        await zone.generate_ai_description(length="endless")
