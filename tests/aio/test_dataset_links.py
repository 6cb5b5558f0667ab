"""Datasets: what uses them, where columns come from, zones, recipes."""

from __future__ import annotations

from typing import Any

import pytest

from dataikuapi._errors import DSSBadRequest
from dataikuapi.aio.dss.dataset import AsyncDSSDataset
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock


@pytest.fixture
async def project(client: AsyncDSSClient) -> AsyncDSSProject:
    return await client.create_project("SALES", "Sales", "admin")


@pytest.fixture
async def dataset(project: AsyncDSSProject) -> AsyncDSSDataset:
    return await project.create_dataset("orders", "Filesystem", {"connection": "files"}, "csv")


def recipe(source: str, target: str) -> dict[str, Any]:
    """A recipe between two datasets, as the mock keeps it."""
    return {
        "projectKey": "SALES",
        "name": f"compute_{target}",
        "inputs": {"main": {"items": [{"ref": source}]}},
        "outputs": {"main": {"items": [{"ref": target}]}},
    }


async def chain(project: AsyncDSSProject, mock: DSSMock) -> AsyncDSSDataset:
    """Datasets a, b and c that recipes lead through."""
    for name in "abc":
        made = await project.create_upload_dataset(name)
        await made.set_schema({"columns": [{"name": "id", "type": "int"}]})
    for source, target in ("ab", "bc"):
        row = f"SALES.compute_{target}"
        mock.table("recipes").put(row, {"recipe": recipe(source, target), "payload": ""})
    return project.get_dataset("b")


async def test_usages(project: AsyncDSSProject, mock: DSSMock) -> None:
    middle = await chain(project, mock)
    assert await middle.get_usages() == [
        {"type": "RECIPE_OUTPUT", "objectId": "compute_b", "objectProjectKey": "SALES"},
        {"type": "RECIPE_INPUT", "objectId": "compute_c", "objectProjectKey": "SALES"},
    ]
    settings = await project.get_settings()
    settings.add_exposed_object("DATASET", "b", "SALES")
    await settings.save()
    assert len(await middle.get_usages()) == 2


async def test_recipes_follow_a_dataset(project: AsyncDSSProject, mock: DSSMock) -> None:
    middle = await chain(project, mock)
    await middle.rename("m")
    kinds = [each["type"] for each in await middle.get_usages()]
    assert kinds == ["RECIPE_OUTPUT", "RECIPE_INPUT"]
    await middle.delete()
    assert mock.table("recipes").ids() == []


async def test_column_lineage(project: AsyncDSSProject, mock: DSSMock) -> None:
    middle = await chain(project, mock)
    found = await middle.get_column_lineage("id")
    steps = [(each["sourceDatasetName"], each["targetDatasetName"]) for each in found]
    assert steps == [("a", "b"), ("b", "c")]
    assert mock.calls[-1].query == {"columnName": "id"}
    assert len(await middle.get_column_lineage("id", max_dataset_count=2)) == 1
    with pytest.raises(DSSBadRequest, match="nothing"):
        await middle.get_column_lineage("nothing")
    with pytest.raises(ValueError, match="max_dataset_count"):
        await middle.get_column_lineage("id", 0)


async def test_zones(project: AsyncDSSProject, dataset: AsyncDSSDataset) -> None:
    zone = await project.get_flow().create_zone("Raw")
    await dataset.move_to_zone(zone)
    assert (await dataset.get_zone()).id == zone.id
    await dataset.rename("all_orders")
    assert (await dataset.get_zone()).id == zone.id


async def test_new_recipes_read_the_dataset(
    project: AsyncDSSProject, dataset: AsyncDSSDataset
) -> None:
    creator = dataset.new_code_recipe("python", "print(1)", "compute_x")
    assert creator.recipe_proto["inputs"]["main"]["items"][0]["ref"] == "orders"
    assert creator.script == "print(1)"
    creator = dataset.new_code_recipe("r")
    assert creator.recipe_proto["type"] == "r"
    creator = dataset.new_recipe("sync", "sync_x")
    assert creator.recipe_proto["inputs"]["main"]["items"][0]["ref"] == "orders"
