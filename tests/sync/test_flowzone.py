# Derived by `tox -e generate` from tests/aio/test_flowzone.py. Do not edit.
from __future__ import annotations

import pytest

from dataikuapi._errors import DSSBadRequest, DSSNotFound, DSSServerError
from dataikuapi.dss.flow import DSSProjectFlow
from dataikuapi.dss.project import DSSProject
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.tables import add_table


@pytest.fixture
def project(client: DSSClient, mock: DSSMock) -> DSSProject:
    project = client.create_project("SALES", "Sales", "admin")
    add_table(mock, "SALES", "orders", "customer:string")
    creator = project.new_recipe("sync", "copy").with_input("orders")
    creator.with_new_output("copied", "filesystem_managed").create()
    return project


@pytest.fixture
def flow(project: DSSProject) -> DSSProjectFlow:
    return project.get_flow()


def names(objects: list) -> list[str]:
    return [each.id for each in objects]


def test_zones_begin_with_the_default_one(flow: DSSProjectFlow) -> None:
    zones = flow.list_zones()
    assert [(zone.id, zone.name) for zone in zones] == [("default", "Default")]
    assert names(zones[0].items) == ["orders", "copied", "copy"]
    assert (flow.get_default_zone()).id == "default"
    assert repr(zones[0]) == ("<dataikuapi.dss.flow.DSSFlowZone (id=default, name=Default)>")


def test_create_zone(flow: DSSProjectFlow) -> None:
    zone = flow.create_zone("Raw", "#ff0000")
    assert (zone.name, zone.color, zone.items, zone.shared) == ("Raw", "#ff0000", [], [])
    assert (flow.create_zone("Clean")).color == "#2ab1ac"
    assert [each.name for each in flow.list_zones()] == ["Default", "Raw", "Clean"]
    assert (flow.get_zone(zone.id)).name == "Raw"
    with pytest.raises(DSSNotFound, match="nothing"):
        flow.get_zone("nothing")
    with pytest.raises(ValueError, match="name must not be empty"):
        flow.create_zone("")
    with pytest.raises(DSSBadRequest, match="must not be blank"):
        flow.create_zone("  ")


def test_a_recipe_and_its_outputs_move_together(flow: DSSProjectFlow, project: DSSProject) -> None:
    zone = flow.create_zone("Raw")
    zone.add_item(project.get_dataset("copied"))
    assert names(zone.items) == ["copy", "copied"]
    assert names((flow.get_default_zone()).items) == ["orders"]
    assert (flow.get_zone_of_object(project.get_recipe("copy"))).id == zone.id
    assert (flow.get_zone_of_object(project.get_dataset("orders"))).id == "default"
    other = flow.create_zone("Other")
    other.add_items([project.get_recipe("copy"), project.get_dataset("orders")])
    assert names(other.items) == ["copy", "copied", "orders"]
    assert (flow.get_zone(zone.id)).items == []
    default = flow.get_default_zone()
    default.add_item(project.get_dataset("orders"))
    assert names(default.items) == ["orders"]
    assert names((flow.get_zone(other.id)).items) == ["copy", "copied"]


def test_new_outputs_come_into_the_zone_of_their_recipe(
    flow: DSSProjectFlow, project: DSSProject, mock: DSSMock
) -> None:
    zone = flow.create_zone("Raw")
    recipe = project.get_recipe("copy")
    zone.add_item(recipe)
    add_table(mock, "SALES", "second", "customer:string")
    settings = recipe.get_settings()
    settings.add_output("main", "second")
    settings.save()
    assert (flow.get_zone_of_object(project.get_dataset("second"))).id == zone.id
    zone.add_item(project.get_dataset("orders"))
    creator = project.new_recipe("sync", "more").with_input("copied")
    add_table(mock, "SALES", "third", "customer:string")
    zone.add_item(project.get_dataset("third"))
    creator.with_output("third").create()
    assert (flow.get_zone_of_object(project.get_recipe("more"))).id == zone.id


def test_what_cannot_be_moved(flow: DSSProjectFlow, project: DSSProject) -> None:
    zone = flow.create_zone("Raw")
    with pytest.raises(DSSNotFound, match="nothing"):
        zone.add_item(project.get_dataset("nothing"))
    with pytest.raises(DSSNotFound, match="nothing"):
        zone.add_items([project.get_dataset("orders"), project.get_recipe("nothing")])
    assert (flow.get_zone(zone.id)).items == []
    with pytest.raises(ValueError, match="DSSProject is no object of a flow"):
        zone.add_item(project)
    with pytest.raises(TypeError, match="items must be a list"):
        zone.add_items("orders")
    missing = project.get_dataset("nothing")
    assert (flow.get_zone_of_object(missing)).id == "default"
    with pytest.raises(ValueError, match="str is no object of a flow"):
        flow.get_zone_of_object("orders")


def test_shared_objects(flow: DSSProjectFlow, project: DSSProject) -> None:
    zone = flow.create_zone("Raw")
    orders = project.get_dataset("orders")
    zone.add_shared(orders)
    zone.add_shared(orders)
    assert names(zone.shared) == ["orders"]
    assert names((flow.get_default_zone()).items) == ["orders", "copied", "copy"]
    with pytest.raises(DSSNotFound, match="nothing"):
        zone.add_shared(project.get_dataset("nothing"))
    zone.remove_shared(orders)
    assert zone.shared == []
    with pytest.raises(DSSNotFound, match="orders"):
        zone.remove_shared(orders)
    zone.add_shared(orders)
    zone.add_item(orders)
    assert (names(zone.items), zone.shared) == (["orders"], [])
    with pytest.raises(DSSBadRequest, match="in the zone Raw already"):
        zone.add_shared(orders)


def test_remove_shared_that_was_done_when_its_answer_got_lost(
    flow: DSSProjectFlow, project: DSSProject, mock: DSSMock
) -> None:
    zone = flow.create_zone("Raw")
    orders = project.get_dataset("orders")
    zone.add_shared(orders)
    mock.faults.add(op="flow_zone_unshare", drop="after")
    zone.remove_shared(orders)
    assert (zone.name, zone.shared) == ("Raw", [])


def test_object_of_another_project(
    flow: DSSProjectFlow, project: DSSProject, mock: DSSMock
) -> None:
    other = project.client.create_project("OTHER", "Other", "admin")
    add_table(mock, "OTHER", "prices", "item:string")
    settings = other.get_settings()
    settings.add_exposed_object("DATASET", "prices", "SALES")
    settings.save()
    zone = flow.create_zone("Raw")
    prices = other.get_dataset("prices")
    zone.add_item(prices)
    assert mock.calls[-1].body == {
        "projectKey": "OTHER",
        "objectId": "prices",
        "objectType": "DATASET",
    }
    assert [(each.project_key, each.id) for each in zone.items] == [("OTHER", "prices")]
    assert (flow.get_zone_of_object(prices)).id == zone.id
    assert list((zone.get_graph()).nodes) == ["OTHER.prices"]


def test_settings_of_a_zone(flow: DSSProjectFlow, project: DSSProject) -> None:
    zone = flow.create_zone("Raw")
    zone.add_item(project.get_dataset("orders"))
    settings = zone.get_settings()
    assert (settings.name, settings.color) == ("Raw", "#2ab1ac")
    settings.name, settings.color = "Sources", "#000000"
    settings.get_raw()["unknown"] = {"kept": True}
    settings.get_raw()["items"] = []
    settings.save()
    again = flow.get_zone(zone.id)
    assert (again.name, again.color, names(again.items)) == ("Sources", "#000000", ["orders"])
    assert again.get_settings().get_raw()["unknown"] == {"kept": True}
    default = (flow.get_default_zone()).get_settings()
    default.name = "Rest"
    default.save()
    assert [each.name for each in flow.list_zones()] == ["Rest", "Sources"]
    zone.delete()
    with pytest.raises(DSSNotFound):
        settings.save()


def test_graph_of_a_zone(flow: DSSProjectFlow, project: DSSProject) -> None:
    zone = flow.create_zone("Raw")
    zone.add_item(project.get_recipe("copy"))
    graph = zone.get_graph()
    assert sorted(graph.nodes) == ["copied", "copy"]
    assert graph.nodes["copy"]["predecessors"] == []
    zone.add_shared(project.get_dataset("orders"))
    assert (zone.get_graph()).nodes["copy"]["predecessors"] == ["orders"]
    with pytest.raises(DSSServerError, match="default zone"):
        (flow.get_default_zone()).get_graph()


def test_delete_zone(flow: DSSProjectFlow, project: DSSProject) -> None:
    zone = flow.create_zone("Raw")
    zone.add_item(project.get_recipe("copy"))
    zone.delete()
    assert names((flow.get_default_zone()).items) == ["orders", "copied", "copy"]
    with pytest.raises(DSSNotFound):
        zone.delete()
    with pytest.raises(DSSBadRequest, match="default zone cannot be deleted"):
        (flow.get_default_zone()).delete()


def test_zones_follow_what_is_renamed_and_deleted(
    flow: DSSProjectFlow, project: DSSProject, mock: DSSMock
) -> None:
    zone = flow.create_zone("Raw")
    recipe = project.get_recipe("copy")
    zone.add_item(recipe)
    recipe.rename("copy_orders")
    assert names((flow.get_zone(zone.id)).items) == ["copy_orders", "copied"]
    recipe.delete()
    assert names((flow.get_zone(zone.id)).items) == ["copied"]
    mock.table("datasets").delete("SALES.copied")
    assert (flow.get_zone(zone.id)).items == []


def test_generate_ai_description(flow: DSSProjectFlow) -> None:
    zone = flow.create_zone("Raw")
    answer = zone.generate_ai_description("french", "technical", "low", True)
    assert answer["msg"] == "Raw is a zone with 0 objects. (technical description, french)"
    raw = (flow.get_zone(zone.id)).get_settings().get_raw()
    assert raw["description"] == answer["msg"]
    other = zone.generate_ai_description()
    assert "recipes" in other["msg"]
    assert (flow.get_zone(zone.id)).get_settings().get_raw()["description"] == answer["msg"]
    with pytest.raises(ValueError, match="length must be one of"):
        zone.generate_ai_description(length="endless")
