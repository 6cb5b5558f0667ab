# Derived by `tox -e generate` from tests/aio/test_recipe.py. Do not edit.
from __future__ import annotations

import pytest

from dataikuapi._errors import (
    DataikuException,
    DSSBadRequest,
    DSSForbidden,
    DSSNotFound,
)
from dataikuapi.dss.project import DSSProject
from dataikuapi.dss.recipe import (
    CodeRecipeSettings,
    DSSRecipe,
    DSSRecipeListItem,
    DSSRecipeSettings,
    GroupingRecipeSettings,
)
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.people import add_person
from tests.tables import add_table, columns_of, rows_in

ROWS = [["a", 10], ["a", 20], ["b", 30]]


@pytest.fixture
def project(client: DSSClient, mock: DSSMock) -> DSSProject:
    project = client.create_project("SALES", "Sales", "admin")
    add_table(mock, "SALES", "orders", "customer:string amount:bigint", ROWS)
    return project


@pytest.fixture
def recipe(project: DSSProject) -> DSSRecipe:
    creator = project.new_recipe("grouping", "by_customer")
    creator.with_input("orders").with_group_key("customer")
    return creator.with_new_output("grouped", "filesystem_managed").create()


def test_list_recipes(project: DSSProject, recipe: DSSRecipe) -> None:
    items = project.list_recipes()
    assert [type(item) for item in items] == [DSSRecipeListItem]
    assert (items[0].name, items[0].id, items[0].type) == ("by_customer",) * 2 + ("grouping",)
    assert items[0].tags == []
    assert items[0]["inputs"] == {"main": {"items": [{"deps": [], "ref": "orders"}]}}
    assert items[0].to_recipe().name == "by_customer"
    assert "payload" not in items[0]
    handles = project.list_recipes("objects")
    assert [handle.id for handle in handles] == ["by_customer"]
    with pytest.raises(ValueError, match="as_type must be"):
        project.list_recipes("dict")


def test_list_recipes_needs_a_right_on_the_project(
    project: DSSProject, mock: DSSMock, client_as
) -> None:
    add_person(mock, "eve")
    with client_as("eve") as client:
        with pytest.raises(DSSForbidden, match="SALES"):
            client.get_project("SALES").list_recipes()


def test_create_recipe_does_not_change_its_arguments(project: DSSProject) -> None:
    prototype = {
        "type": "sync",
        "name": "copy",
        "inputs": {"main": {"items": [{"ref": "orders"}]}},
        "outputs": {"main": {"items": [{"ref": "copied"}]}},
    }
    settings = {
        "createOutputDataset": True,
        "outputDatasetSettings": {"connectionId": "filesystem_managed"},
    }
    before = repr((prototype, settings))
    recipe = project.create_recipe(prototype, settings)
    assert recipe.name == "copy"
    assert recipe.type == "sync"
    assert repr((prototype, settings)) == before


def test_create_recipe_with_bad_arguments(project: DSSProject) -> None:
    with pytest.raises(TypeError, match="recipe_proto must be a dict"):
        project.create_recipe("sync", {})  # type: ignore[arg-type]
    with pytest.raises(DSSBadRequest, match="Unknown type of recipe: magic"):
        project.create_recipe({"type": "magic"}, {})
    with pytest.raises(DSSBadRequest, match="copy: it has no output"):
        project.create_recipe({"type": "sync", "name": "copy"}, {})
    wrong = {"type": "python", "inputs": {"main": {"items": [{"ref": "nothing"}]}}}
    with pytest.raises(DSSNotFound, match=r"SALES\.nothing"):
        project.create_recipe(wrong, {})
    with pytest.raises(ValueError, match="no creator makes recipes of type 'magic'"):
        project.new_recipe("magic")


def test_recipe_is_named_after_its_output(project: DSSProject) -> None:
    for output, name in (("x", "compute_x"), ("y", "compute_y")):
        creator = project.new_recipe("sync").with_input("orders")
        recipe = creator.with_new_output(output, "filesystem_managed").build()
        assert recipe.name == name
    creator = project.new_recipe("sync", "compute_x").with_input("orders")
    recipe = creator.with_new_output("z", "filesystem_managed").build()
    assert recipe.name == "compute_x_1"
    assert repr(recipe) == "<DSSRecipe SALES.compute_x_1>"


def test_schema_updates_are_computed_and_applied(recipe: DSSRecipe, mock: DSSMock) -> None:
    settings = recipe.get_settings()
    assert isinstance(settings, GroupingRecipeSettings)
    settings.set_column_aggregations("amount", sum=True)
    assert "msg" in settings.save()
    updates = recipe.compute_schema_updates()
    assert updates.any_action_required()
    assert columns_of(mock, "SALES", "grouped") == []
    answers = updates.apply()
    assert [answer["maxSeverity"] for answer in answers] == ["SUCCESS"]
    assert columns_of(mock, "SALES", "grouped") == [
        "customer:string",
        "amount_sum:bigint",
        "count:bigint",
    ]
    again = recipe.compute_schema_updates()
    assert not again.any_action_required()
    assert again.apply() == []


def test_schema_updates_tell_what_they_do_with_tables(recipe: DSSRecipe, mock: DSSMock) -> None:
    updates = recipe.compute_schema_updates()
    updates.drop_and_recreate = False
    updates.synchronize_metastore = False
    updates.apply()
    sent = mock.calls[-1].body
    assert (sent["dropAndRecreate"], sent["synchronizeMetastore"]) == (False, False)
    assert (sent["computableType"], sent["computableId"]) == ("DATASET", "grouped")


def test_run_builds_the_output(recipe: DSSRecipe, mock: DSSMock) -> None:
    (recipe.compute_schema_updates()).apply()
    job = recipe.run()
    assert (job.get_status())["baseStatus"]["state"] == "DONE"
    assert rows_in(mock, "SALES", "grouped") == [("a", 2), ("b", 1)]
    assert (recipe.get_settings()).recipe_settings["neverBuilt"] is False


def test_run_without_waiting(recipe: DSSRecipe, mock: DSSMock) -> None:
    job = recipe.run("RECURSIVE_BUILD", partitions="NP", wait=False)
    started = [call for call in mock.calls if call.operation == "job_start"]
    assert started[0].body["type"] == "RECURSIVE_BUILD"
    assert started[0].body["outputs"][0]["partition"] == "NP"
    job.abort()


def test_run_fails_with_its_reason(recipe: DSSRecipe, mock: DSSMock) -> None:
    mock.jobs.script("RUNNING", "FAILED", error="Out of memory")
    with pytest.raises(DataikuException, match=r"FAILED|Out of memory"):
        recipe.run()
    mock.jobs.script("RUNNING", "FAILED")
    job = recipe.run(no_fail=True, timeout=60)
    assert (job.get_status())["baseStatus"]["state"] == "FAILED"


def test_run_of_what_cannot_be_run(project: DSSProject, recipe: DSSRecipe, mock: DSSMock) -> None:
    with pytest.raises(ValueError, match="has no nothing"):
        project.get_recipe("nothing").run()
    settings = recipe.get_settings()
    settings.get_recipe_outputs()["main"]["items"] = []
    settings.save()
    with pytest.raises(DataikuException, match="by_customer has no output"):
        recipe.run()


def test_run_of_a_recipe_with_an_output_of_another_kind(
    recipe: DSSRecipe, mock: DSSMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dssmock.services import _flow_graph

    types = {**_flow_graph.TYPES, "DATASET": "COMPUTABLE_HOLOGRAM"}
    monkeypatch.setattr(_flow_graph, "TYPES", types)
    with pytest.raises(DataikuException, match="its output is a COMPUTABLE_HOLOGRAM"):
        recipe.run()


def test_status_of_a_good_recipe(recipe: DSSRecipe) -> None:
    status = recipe.get_status()
    assert status.get_selected_engine_details()["type"] == "DSS"
    assert [engine["type"] for engine in status.get_engines_details()] == ["DSS"]
    assert status.get_status_severity() is None
    assert status.get_status_messages() == []
    assert status.client is recipe.client


def test_status_names_what_is_wrong(recipe: DSSRecipe) -> None:
    settings = recipe.get_settings()
    settings.add_grouping_key("nothing")
    settings.save()
    status = recipe.get_status()
    assert status.get_status_severity() == "ERROR"
    assert status.get_status_messages()[0]["title"] == "Unknown column: nothing"
    assert status.get_status_messages(as_objects=True)[0].severity == "ERROR"


def test_code_recipes_have_no_engine_and_no_computed_schema(
    project: DSSProject, mock: DSSMock
) -> None:
    add_table(mock, "SALES", "out", "x:string")
    creator = project.new_recipe("python", "code").with_input("orders").with_output("out")
    recipe = creator.with_script("print()").create()
    status = recipe.get_status()
    with pytest.raises(ValueError, match="no selected engine"):
        status.get_selected_engine_details()
    with pytest.raises(ValueError, match="no engines"):
        status.get_engines_details()
    with pytest.raises(DSSBadRequest, match="recipe code cannot be computed"):
        recipe.compute_schema_updates()
    assert isinstance(recipe.get_settings(), CodeRecipeSettings)


def test_settings_of_every_type_are_of_its_class(project: DSSProject, mock: DSSMock) -> None:
    from dataikuapi.dss.recipehandle import SETTINGS

    add_table(mock, "SALES", "out", "x:string")
    recipe = project.new_recipe("sync", "any").with_input("orders").with_output("out").create()
    for kind, name in [*SETTINGS.items(), ("split", "SplitRecipeSettings")]:
        with mock.table("recipes").edit("SALES.any") as document:
            document["recipe"]["type"] = kind
        assert type(recipe.get_settings()).__name__ == name
    with mock.table("recipes").edit("SALES.any") as document:
        document["recipe"]["type"] = "prediction_scoring"
    assert type(recipe.get_settings()) is DSSRecipeSettings


def test_definition_and_payload_warn_that_they_are_old(recipe: DSSRecipe) -> None:
    with pytest.warns(DeprecationWarning, match="use get_settings"):
        definition = recipe.get_definition_and_payload()
    definition.get_json_payload()["globalCount"] = False
    with pytest.warns(DeprecationWarning, match="get_settings and save"):
        assert "msg" in recipe.set_definition_and_payload(definition)
    assert (recipe.get_settings()).obj_payload["globalCount"] is False


def test_metadata_is_read_and_replaced(recipe: DSSRecipe) -> None:
    metadata = recipe.get_metadata()
    assert metadata["tags"] == []
    metadata["tags"] = ["nightly"]
    metadata["custom"] = {"kv": {"owner": "me"}}
    metadata["unknown"] = {"kept": True}
    assert "msg" in recipe.set_metadata(metadata)
    assert recipe.get_metadata() == metadata
    assert (recipe.get_settings()).tags == ["nightly"]
    with pytest.raises(TypeError, match="metadata must be a dict"):
        recipe.set_metadata(["nightly"])  # type: ignore[arg-type]


def test_rename(project: DSSProject, recipe: DSSRecipe) -> None:
    recipe.rename("per_customer")
    assert recipe.name == "per_customer"
    assert [item.name for item in project.list_recipes()] == ["per_customer"]
    with pytest.raises(ValueError, match="is named per_customer already"):
        recipe.rename("per_customer")
    with pytest.raises(DSSNotFound, match="by_customer"):
        project.get_recipe("by_customer").rename("other")
    creator = project.new_recipe("sync", "copy").with_input("orders")
    creator.with_new_output("copied", "filesystem_managed").create()
    with pytest.raises(DSSBadRequest, match=r"already exists: SALES\.copy"):
        recipe.rename("copy")
    assert recipe.name == "per_customer"


def test_delete_leaves_the_output(project: DSSProject, recipe: DSSRecipe, mock: DSSMock) -> None:
    recipe.delete()
    assert project.list_recipes() == []
    assert "SALES.grouped" in mock.table("datasets")
    with pytest.raises(DSSNotFound, match="by_customer"):
        recipe.get_settings()


def test_discussions_follow_the_recipe(recipe: DSSRecipe, mock: DSSMock) -> None:
    recipe.get_object_discussions().create_discussion("Keys", "Why the customer?")
    recipe.rename("per_customer")
    discussions = recipe.get_object_discussions().list_discussions()
    assert [each.get_metadata()["topic"] for each in discussions] == ["Keys"]
    recipe.delete()
    assert mock.table("discussions").ids() == []


def test_get_continuous_activity(recipe: DSSRecipe) -> None:
    activity = recipe.get_continuous_activity()
    assert (activity.project_key, activity.recipe_id) == ("SALES", "by_customer")


def test_move_to_zone_takes_the_outputs_along(project: DSSProject, recipe: DSSRecipe) -> None:
    flow = project.get_flow()
    first, second = flow.create_zone("First"), flow.create_zone("Second")
    recipe.move_to_zone(first.id)
    output = project.get_dataset("grouped")
    assert (flow.get_zone_of_object(output)).id == first.id
    recipe.move_to_zone(second)
    assert (flow.get_zone_of_object(output)).id == second.id
    with pytest.raises(DSSNotFound, match="nothing"):
        recipe.move_to_zone("nothing")
