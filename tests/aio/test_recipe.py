from __future__ import annotations

import pytest

from dataikuapi._errors import (
    DataikuException,
    DSSBadRequest,
    DSSForbidden,
    DSSNotFound,
)
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dss.recipe import (
    AsyncCodeRecipeSettings,
    AsyncDSSRecipe,
    AsyncDSSRecipeListItem,
    AsyncDSSRecipeSettings,
    AsyncGroupingRecipeSettings,
)
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.people import add_person
from tests.tables import add_table, columns_of, rows_in

ROWS = [["a", 10], ["a", 20], ["b", 30]]


@pytest.fixture
async def project(client: AsyncDSSClient, mock: DSSMock) -> AsyncDSSProject:
    project = await client.create_project("SALES", "Sales", "admin")
    add_table(mock, "SALES", "orders", "customer:string amount:bigint", ROWS)
    return project


@pytest.fixture
async def recipe(project: AsyncDSSProject) -> AsyncDSSRecipe:
    creator = project.new_recipe("grouping", "by_customer")
    creator.with_input("orders").with_group_key("customer")
    return await creator.with_new_output("grouped", "filesystem_managed").create()


async def test_list_recipes(project: AsyncDSSProject, recipe: AsyncDSSRecipe) -> None:
    items = await project.list_recipes()
    assert [type(item) for item in items] == [AsyncDSSRecipeListItem]
    assert (items[0].name, items[0].id, items[0].type) == ("by_customer",) * 2 + ("grouping",)
    assert items[0].tags == []
    assert items[0]["inputs"] == {"main": {"items": [{"deps": [], "ref": "orders"}]}}
    assert items[0].to_recipe().name == "by_customer"
    assert "payload" not in items[0]
    handles = await project.list_recipes("objects")
    assert [handle.id for handle in handles] == ["by_customer"]
    with pytest.raises(ValueError, match="as_type must be"):
        await project.list_recipes("dict")


async def test_list_recipes_needs_a_right_on_the_project(
    project: AsyncDSSProject, mock: DSSMock, client_as
) -> None:
    add_person(mock, "eve")
    async with client_as("eve") as client:
        with pytest.raises(DSSForbidden, match="SALES"):
            await client.get_project("SALES").list_recipes()


async def test_create_recipe_does_not_change_its_arguments(project: AsyncDSSProject) -> None:
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
    recipe = await project.create_recipe(prototype, settings)
    assert recipe.name == "copy"
    assert await recipe.type == "sync"
    assert repr((prototype, settings)) == before


async def test_create_recipe_with_bad_arguments(project: AsyncDSSProject) -> None:
    with pytest.raises(TypeError, match="recipe_proto must be a dict"):
        await project.create_recipe("sync", {})  # type: ignore[arg-type]
    with pytest.raises(DSSBadRequest, match="Unknown type of recipe: magic"):
        await project.create_recipe({"type": "magic"}, {})
    with pytest.raises(DSSBadRequest, match="copy: it has no output"):
        await project.create_recipe({"type": "sync", "name": "copy"}, {})
    wrong = {"type": "python", "inputs": {"main": {"items": [{"ref": "nothing"}]}}}
    with pytest.raises(DSSNotFound, match=r"SALES\.nothing"):
        await project.create_recipe(wrong, {})
    with pytest.raises(ValueError, match="no creator makes recipes of type 'magic'"):
        project.new_recipe("magic")


async def test_recipe_is_named_after_its_output(project: AsyncDSSProject) -> None:
    for output, name in (("x", "compute_x"), ("y", "compute_y")):
        creator = project.new_recipe("sync").with_input("orders")
        recipe = await creator.with_new_output(output, "filesystem_managed").build()
        assert recipe.name == name
    creator = project.new_recipe("sync", "compute_x").with_input("orders")
    recipe = await creator.with_new_output("z", "filesystem_managed").build()
    assert recipe.name == "compute_x_1"
    assert repr(recipe) == "<AsyncDSSRecipe SALES.compute_x_1>"


async def test_schema_updates_are_computed_and_applied(
    recipe: AsyncDSSRecipe, mock: DSSMock
) -> None:
    settings = await recipe.get_settings()
    assert isinstance(settings, AsyncGroupingRecipeSettings)
    settings.set_column_aggregations("amount", sum=True)
    assert "msg" in await settings.save()
    updates = await recipe.compute_schema_updates()
    assert updates.any_action_required()
    assert columns_of(mock, "SALES", "grouped") == []
    answers = await updates.apply()
    assert [answer["maxSeverity"] for answer in answers] == ["SUCCESS"]
    assert columns_of(mock, "SALES", "grouped") == [
        "customer:string",
        "amount_sum:bigint",
        "count:bigint",
    ]
    again = await recipe.compute_schema_updates()
    assert not again.any_action_required()
    assert await again.apply() == []


async def test_schema_updates_tell_what_they_do_with_tables(
    recipe: AsyncDSSRecipe, mock: DSSMock
) -> None:
    updates = await recipe.compute_schema_updates()
    updates.drop_and_recreate = False
    updates.synchronize_metastore = False
    await updates.apply()
    sent = mock.calls[-1].body
    assert (sent["dropAndRecreate"], sent["synchronizeMetastore"]) == (False, False)
    assert (sent["computableType"], sent["computableId"]) == ("DATASET", "grouped")


async def test_run_builds_the_output(recipe: AsyncDSSRecipe, mock: DSSMock) -> None:
    await (await recipe.compute_schema_updates()).apply()
    job = await recipe.run()
    assert (await job.get_status())["baseStatus"]["state"] == "DONE"
    assert rows_in(mock, "SALES", "grouped") == [("a", 2), ("b", 1)]
    assert (await recipe.get_settings()).recipe_settings["neverBuilt"] is False


async def test_run_without_waiting(recipe: AsyncDSSRecipe, mock: DSSMock) -> None:
    job = await recipe.run("RECURSIVE_BUILD", partitions="NP", wait=False)
    started = [call for call in mock.calls if call.operation == "job_start"]
    assert started[0].body["type"] == "RECURSIVE_BUILD"
    assert started[0].body["outputs"][0]["partition"] == "NP"
    await job.abort()


async def test_run_fails_with_its_reason(recipe: AsyncDSSRecipe, mock: DSSMock) -> None:
    mock.jobs.script("RUNNING", "FAILED", error="Out of memory")
    with pytest.raises(DataikuException, match=r"FAILED|Out of memory"):
        await recipe.run()
    mock.jobs.script("RUNNING", "FAILED")
    job = await recipe.run(no_fail=True, timeout=60)
    assert (await job.get_status())["baseStatus"]["state"] == "FAILED"


async def test_run_of_what_cannot_be_run(
    project: AsyncDSSProject, recipe: AsyncDSSRecipe, mock: DSSMock
) -> None:
    with pytest.raises(ValueError, match="has no nothing"):
        await project.get_recipe("nothing").run()
    settings = await recipe.get_settings()
    settings.get_recipe_outputs()["main"]["items"] = []
    await settings.save()
    with pytest.raises(DataikuException, match="by_customer has no output"):
        await recipe.run()


async def test_run_of_a_recipe_with_an_output_of_another_kind(
    recipe: AsyncDSSRecipe, mock: DSSMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dssmock.services import _flow_graph

    types = {**_flow_graph.TYPES, "DATASET": "COMPUTABLE_HOLOGRAM"}
    monkeypatch.setattr(_flow_graph, "TYPES", types)
    with pytest.raises(DataikuException, match="its output is a COMPUTABLE_HOLOGRAM"):
        await recipe.run()


async def test_status_of_a_good_recipe(recipe: AsyncDSSRecipe) -> None:
    status = await recipe.get_status()
    assert status.get_selected_engine_details()["type"] == "DSS"
    assert [engine["type"] for engine in status.get_engines_details()] == ["DSS"]
    assert status.get_status_severity() is None
    assert status.get_status_messages() == []
    assert status.client is recipe.client


async def test_status_names_what_is_wrong(recipe: AsyncDSSRecipe) -> None:
    settings = await recipe.get_settings()
    settings.add_grouping_key("nothing")
    await settings.save()
    status = await recipe.get_status()
    assert status.get_status_severity() == "ERROR"
    assert status.get_status_messages()[0]["title"] == "Unknown column: nothing"
    assert status.get_status_messages(as_objects=True)[0].severity == "ERROR"


async def test_code_recipes_have_no_engine_and_no_computed_schema(
    project: AsyncDSSProject, mock: DSSMock
) -> None:
    add_table(mock, "SALES", "out", "x:string")
    creator = project.new_recipe("python", "code").with_input("orders").with_output("out")
    recipe = await creator.with_script("print()").create()
    status = await recipe.get_status()
    with pytest.raises(ValueError, match="no selected engine"):
        status.get_selected_engine_details()
    with pytest.raises(ValueError, match="no engines"):
        status.get_engines_details()
    with pytest.raises(DSSBadRequest, match="recipe code cannot be computed"):
        await recipe.compute_schema_updates()
    assert isinstance(await recipe.get_settings(), AsyncCodeRecipeSettings)


async def test_settings_of_every_type_are_of_its_class(
    project: AsyncDSSProject, mock: DSSMock
) -> None:
    from dataikuapi.aio.dss.recipehandle import SETTINGS

    add_table(mock, "SALES", "out", "x:string")
    recipe = (
        await project.new_recipe("sync", "any").with_input("orders").with_output("out").create()
    )
    for kind, name in [*SETTINGS.items(), ("split", "AsyncSplitRecipeSettings")]:
        with mock.table("recipes").edit("SALES.any") as document:
            document["recipe"]["type"] = kind
        assert type(await recipe.get_settings()).__name__ == name
    with mock.table("recipes").edit("SALES.any") as document:
        document["recipe"]["type"] = "prediction_scoring"
    assert type(await recipe.get_settings()) is AsyncDSSRecipeSettings


async def test_definition_and_payload_warn_that_they_are_old(recipe: AsyncDSSRecipe) -> None:
    with pytest.warns(DeprecationWarning, match="use get_settings"):
        definition = await recipe.get_definition_and_payload()
    definition.get_json_payload()["globalCount"] = False
    with pytest.warns(DeprecationWarning, match="get_settings and save"):
        assert "msg" in await recipe.set_definition_and_payload(definition)
    assert (await recipe.get_settings()).obj_payload["globalCount"] is False


async def test_metadata_is_read_and_replaced(recipe: AsyncDSSRecipe) -> None:
    metadata = await recipe.get_metadata()
    assert metadata["tags"] == []
    metadata["tags"] = ["nightly"]
    metadata["custom"] = {"kv": {"owner": "me"}}
    metadata["unknown"] = {"kept": True}
    assert "msg" in await recipe.set_metadata(metadata)
    assert await recipe.get_metadata() == metadata
    assert (await recipe.get_settings()).tags == ["nightly"]
    with pytest.raises(TypeError, match="metadata must be a dict"):
        await recipe.set_metadata(["nightly"])  # type: ignore[arg-type]


async def test_rename(project: AsyncDSSProject, recipe: AsyncDSSRecipe) -> None:
    await recipe.rename("per_customer")
    assert recipe.name == "per_customer"
    assert [item.name for item in await project.list_recipes()] == ["per_customer"]
    with pytest.raises(ValueError, match="is named per_customer already"):
        await recipe.rename("per_customer")
    with pytest.raises(DSSNotFound, match="by_customer"):
        await project.get_recipe("by_customer").rename("other")
    creator = project.new_recipe("sync", "copy").with_input("orders")
    await creator.with_new_output("copied", "filesystem_managed").create()
    with pytest.raises(DSSBadRequest, match=r"already exists: SALES\.copy"):
        await recipe.rename("copy")
    assert recipe.name == "per_customer"


async def test_delete_leaves_the_output(
    project: AsyncDSSProject, recipe: AsyncDSSRecipe, mock: DSSMock
) -> None:
    await recipe.delete()
    assert await project.list_recipes() == []
    assert "SALES.grouped" in mock.table("datasets")
    with pytest.raises(DSSNotFound, match="by_customer"):
        await recipe.get_settings()


async def test_discussions_follow_the_recipe(recipe: AsyncDSSRecipe, mock: DSSMock) -> None:
    await recipe.get_object_discussions().create_discussion("Keys", "Why the customer?")
    await recipe.rename("per_customer")
    discussions = await recipe.get_object_discussions().list_discussions()
    assert [each.get_metadata()["topic"] for each in discussions] == ["Keys"]
    await recipe.delete()
    assert mock.table("discussions").ids() == []


async def test_get_continuous_activity(recipe: AsyncDSSRecipe) -> None:
    activity = recipe.get_continuous_activity()
    assert (activity.project_key, activity.recipe_id) == ("SALES", "by_customer")


async def test_move_to_zone_takes_the_outputs_along(
    project: AsyncDSSProject, recipe: AsyncDSSRecipe
) -> None:
    flow = project.get_flow()
    first, second = await flow.create_zone("First"), await flow.create_zone("Second")
    await recipe.move_to_zone(first.id)
    output = project.get_dataset("grouped")
    assert (await flow.get_zone_of_object(output)).id == first.id
    await recipe.move_to_zone(second)
    assert (await flow.get_zone_of_object(output)).id == second.id
    with pytest.raises(DSSNotFound, match="nothing"):
        await recipe.move_to_zone("nothing")
